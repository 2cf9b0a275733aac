//! Bars of a hundred percent in pieces. Where the scale has a middle, all bars lie with it on one line, so that more to the
//! right is more of one side; "do not know" is on no scale and stands in words.

use super::{
    picture::{Series, Side, Stacked},
    svg::{label, legend, line, piece, short},
};
use std::fmt::Write as _;

/// The narrowest piece, in percent of the width, that its number fits under.
const ROOM: f64 = 7.0;

/// Shapes and height.
pub(super) fn draw(series: &[Series], rows: &[Stacked]) -> (String, u32) {
    let mut out = String::new();
    let mut top = 0;
    for (index, it) in series.iter().enumerate().filter(|(_, it)| it.side != Side::Off) {
        top += legend(&mut out, index, &it.label, top);
    }
    top += 12;
    let middle = series.iter().any(|it| it.side == Side::Middle);
    let from = top;
    for row in rows {
        top += label(&mut out, &row.label, "0", top);
        let off: Vec<String> = series
            .iter()
            .zip(&row.values)
            .filter(|(it, value)| it.side == Side::Off && value.is_some_and(|value| value > 0.0))
            .map(|(it, value)| format!("{}: {}%", it.label, short(value.unwrap_or_default())))
            .collect();
        pieces(&mut out, series, row, middle, top);
        top += 46;
        if !off.is_empty() {
            top += label(&mut out, &off.join("; "), "0", top - 2);
        }
        top += 10;
    }
    if middle {
        line(
            &mut out,
            (50.0, f64::from(from)),
            (50.0, f64::from(top)),
            "stroke-dasharray=\"2 4\" stroke-opacity=\"0.6\"",
        );
    }
    (out, top)
}

/// The pieces of a bar with their numbers under them.
fn pieces(out: &mut String, series: &[Series], row: &Stacked, middle: bool, top: u32) {
    let of = |side: Side| -> f64 {
        series.iter().zip(&row.values).filter(|(it, _)| it.side == side).filter_map(|(_, value)| *value).sum()
    };
    let (scale, mut at) =
        if middle { (0.5, 50.0 - (of(Side::Before) + of(Side::Middle) / 2.0) / 2.0) } else { (1.0, 0.0) };
    for (index, (it, value)) in series.iter().zip(&row.values).enumerate() {
        let Some(value) = value.filter(|value| *value > 0.0 && it.side != Side::Off) else { continue };
        // What is printed may add up to more than there is room for: it ends at the edge, and the table says the number.
        let (from, to) = (at.clamp(0.0, 100.0), (at + value * scale).clamp(0.0, 100.0));
        piece(out, index, (from, to), (top + 2, 22));
        if to - from >= ROOM {
            let x = short((from + to) / 2.0);
            let _ = write!(out, "<text x=\"{x}%\" y=\"{}\" text-anchor=\"middle\">{}</text>", top + 40, short(value));
        }
        at += value * scale;
    }
}
