//! Bars with their margins: the label above, the printed number behind its words.

use super::{
    picture::Bar,
    svg::{self, label, line, piece},
};
use std::fmt::Write as _;

/// Shapes and height.
pub(super) fn draw(bars: &[Bar]) -> (String, u32) {
    let mut out = String::new();
    let mut top = 0;
    for bar in bars {
        let Some(value) = bar.value else {
            // What is withheld has no bar: an empty one would be nought.
            top += label(&mut out, &format!("{}: {}", bar.label, bar.printed), "0", top) + 12;
            continue;
        };
        let said = format!("{}: {}", bar.label, percent(&bar.printed));
        top += label(&mut out, &said, "0", top);
        // The whole, so that a short bar is seen to be short.
        let _ = write!(
            out,
            "<rect x=\"0%\" y=\"{}\" width=\"100%\" height=\"18\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.35\"/>",
            top + 2
        );
        if value > 0.0 {
            piece(&mut out, 4, (0.0, value), (top + 2, 18));
        }
        if let Some((low, high)) = bar.margin {
            let middle = f64::from(top) + 11.0;
            line(&mut out, (low, middle), (high, middle), "stroke-width=\"2\"");
            for end in [low, high] {
                line(&mut out, (end, middle - 6.0), (end, middle + 6.0), "stroke-width=\"2\"");
            }
        }
        top += 32;
    }
    (out, top.max(svg::LINE))
}

/// A printed number as a percentage.
pub(super) fn percent(printed: &str) -> String {
    if printed == "-" {
        return "0%".to_owned();
    }
    if printed.ends_with('%') { printed.to_owned() } else { format!("{printed}%") }
}
