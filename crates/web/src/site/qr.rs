//! An address as a code that a telephone reads (QR), drawn in the page itself: there is no picture to fetch, and none to leave
//! behind.

use qrcode::{Color, EcLevel, QrCode};

/// White around the code, in squares: without it a telephone does not find it.
const QUIET: usize = 4;

/// A code, as the squares of a drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Squares {
    /// How many squares it is wide and high, with the white around it.
    pub(crate) size: usize,
    /// The dark ones, as a path of SVG.
    pub(crate) path: String,
}

/// The code of an address; `None` for one that no code holds.
pub(crate) fn squares(address: &str) -> Option<Squares> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let width = code.width();
    let dark = code.to_colors().into_iter().enumerate().filter(|(_, color)| *color == Color::Dark);
    let square = |(at, _): (usize, Color)| format!("M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET);
    Some(Squares { size: width + 2 * QUIET, path: dark.map(square).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The three corners of any code are dark squares of seven by seven (ISO/IEC 18004); beyond the white nothing is drawn.
    #[test]
    fn a_code_has_its_corners_and_its_white() {
        let found = squares("https://school.example/kaart/abcdefghijklmnopqrstuvwxyz0123456789_-ABCDE").unwrap();
        let inner = found.size - 8;
        assert_eq!((inner - 17) % 4, 0, "a width that codes have: {inner}");
        for (x, y) in [(4, 4), (4 + inner - 7, 4), (4, 4 + inner - 7)] {
            for (dx, dy, dark) in [(0, 0, true), (6, 6, true), (1, 1, false), (3, 3, true)] {
                let there = found.path.contains(&format!("M{} {}h1", x + dx, y + dy));
                assert_eq!(there, dark, "{x}+{dx} {y}+{dy}");
            }
        }
        assert!(!found.path.contains("M3 ") && !found.path.contains(" 3h1"));
        assert_eq!(squares(&"x".repeat(5000)), None);
    }
}
