//! Flags: under each name a bar a measurement, as long as its value, and a dashed line where the question changed.

use super::{
    picture::{Flag, Flown},
    svg::{LINE, label, line, piece, safe},
};
use std::fmt::Write as _;

/// Where a bar begins, in percent of the width: before it stand its year and value.
const LEFT: f64 = 42.0;
/// How high a bar is.
const BAR: u32 = 14;

/// Shapes and height.
pub(super) fn draw(flags: &[Flag], broken: &str) -> (String, u32) {
    let mut out = String::new();
    let mut top = 0;
    for flag in flags {
        top += label(&mut out, &flag.label, "0", top);
        for value in &flag.values {
            if value.broken {
                let middle = f64::from(top + LINE / 2);
                let _ = write!(out, "<text x=\"0\" y=\"{}\">{}</text>", top + 15, safe(broken));
                line(&mut out, (LEFT, middle), (100.0, middle), "stroke-dasharray=\"6 4\"");
                top += LINE;
            }
            flown(&mut out, value, top);
            top += LINE + 4;
        }
        top += 12;
    }
    (out, top.max(LINE))
}

/// A value in words, with a bar where it is a number.
fn flown(out: &mut String, it: &Flown, top: u32) {
    let _ = write!(out, "<text x=\"0\" y=\"{}\">{}: {}</text>", top + 15, it.year, safe(&it.printed));
    let Some(value) = it.value else { return };
    // The whole, at the end of which all flags are at their best.
    let _ = write!(
        out,
        "<rect x=\"{LEFT}%\" y=\"{}\" width=\"{}%\" height=\"{BAR}\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.35\"/>",
        top + 3,
        100.0 - LEFT
    );
    let to = LEFT + (100.0 - LEFT) * value.clamp(0.0, 100.0) / 100.0;
    if to > LEFT {
        piece(out, 4, (LEFT, to), (top + 3, BAR));
    }
}
