//! What may not be shown, and how unknown it must stay.

/// When a count is too small to print, and how far from it a reader is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// The fewest respondents that may be shown, and that a base may have. Nobody, 0, may be shown.
    pub fewest: u64,
    /// How wide the interval is at least that is left of a withheld count.
    pub width: f64,
}

impl Default for Rule {
    /// Cells of 1 to 4 and bases under 5 are withheld; intervals are at least 5 wide.
    fn default() -> Self {
        Self { fewest: 5, width: 5.0 }
    }
}
