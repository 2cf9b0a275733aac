//! Lines over the years. Where the question changed, or nothing is printed, the line is broken.

use super::{
    picture::Line,
    svg::{label, line, short},
};
use std::fmt::Write as _;

/// How high the field is, in pixels.
const FIELD: f64 = 200.0;
/// Where the first and the last year stand, in percent of the width.
const LEFT: f64 = 12.0;
const RIGHT: f64 = 92.0;
/// How lines differ, without colour.
const DASHES: [&str; 5] = [
    "",
    "stroke-dasharray=\"8 4\"",
    "stroke-dasharray=\"2 4\"",
    "stroke-dasharray=\"12 3 2 3\"",
    "stroke-dasharray=\"4 2\"",
];

/// The mark of a line at a point: also without colour.
fn mark(out: &mut String, index: usize, x: f64, y: f64) {
    let x = short(x);
    let y = y + 0.0;
    let _ = match index % 3 {
        0 => write!(out, "<circle cx=\"{x}%\" cy=\"{}\" r=\"5\"/>", short(y)),
        1 => write!(
            out,
            "<circle cx=\"{x}%\" cy=\"{}\" r=\"5\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"/>",
            short(y)
        ),
        _ => write!(
            out,
            "<svg aria-hidden=\"true\" x=\"{x}%\" y=\"{}\" overflow=\"visible\"><path d=\"M-5 -5L5 5M-5 5L5 -5\" stroke=\"currentColor\" stroke-width=\"2\"/></svg>",
            short(y)
        ),
    };
}

/// Shapes and height.
pub(super) fn draw(years: &[(u16, bool)], lines: &[Line]) -> (String, u32) {
    let mut out = String::new();
    let mut top = 0;
    for (index, it) in lines.iter().enumerate() {
        let middle = f64::from(top) + 10.0;
        let _ = write!(
            out,
            "<line x1=\"0\" y1=\"{middle}\" x2=\"34\" y2=\"{middle}\" stroke=\"currentColor\" stroke-width=\"2\" {}/>",
            DASHES[index % DASHES.len()]
        );
        let _ = write!(out, "<svg aria-hidden=\"true\" x=\"17\" y=\"0\" overflow=\"visible\">");
        mark(&mut out, index, 0.0, middle);
        out.push_str("</svg>");
        top += label(&mut out, &it.label, "42", top);
    }
    let above = f64::from(top) + 16.0;
    let y = |value: f64| above + FIELD * (1.0 - value.clamp(0.0, 100.0) / 100.0);
    for percent in [0.0, 50.0, 100.0] {
        line(&mut out, (LEFT - 4.0, y(percent)), (100.0, y(percent)), "stroke-opacity=\"0.35\"");
        let _ = write!(out, "<text x=\"0\" y=\"{}\">{percent}%</text>", short(y(percent) + 5.0));
    }
    // A year stands where it lies in time.
    let (first, last) = (years.first().map_or(0, |it| it.0), years.last().map_or(0, |it| it.0));
    let x = |year: u16| match last.saturating_sub(first) {
        0 => f64::midpoint(LEFT, RIGHT),
        all => LEFT + (RIGHT - LEFT) * f64::from(year - first) / f64::from(all),
    };
    for (year, broken) in years {
        let _ = write!(
            out,
            "<text x=\"{}%\" y=\"{}\" text-anchor=\"middle\">{year}</text>",
            short(x(*year)),
            short(above + FIELD + 22.0)
        );
        if *broken {
            line(&mut out, (x(*year) - 4.0, above), (x(*year) - 4.0, above + FIELD), "stroke-dasharray=\"6 4\"");
        }
    }
    for (index, it) in lines.iter().enumerate() {
        let points: Vec<(u16, bool, Option<f64>)> =
            years.iter().zip(&it.values).map(|((year, broken), value)| (*year, *broken, *value)).collect();
        for pair in points.windows(2) {
            if let [(from, _, Some(before)), (to, false, Some(after))] = pair {
                let more = format!("stroke-width=\"2\" {}", DASHES[index % DASHES.len()]);
                line(&mut out, (x(*from), y(*before)), (x(*to), y(*after)), &more);
            }
        }
        for (year, _, value) in points {
            if let Some(value) = value {
                mark(&mut out, index, x(year), y(value));
                let _ = write!(
                    out,
                    "<text x=\"{}%\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                    short(x(year)),
                    short(y(value) - 10.0),
                    short(value)
                );
            }
        }
    }
    (out, (above + FIELD + 32.0) as u32)
}
