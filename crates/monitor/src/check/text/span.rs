//! What a number or a word leaves room for.

use super::super::finding::dutch;
use std::fmt;

/// From a lowest to a highest value; an open end does not belong to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// The lowest.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// Whether the lowest itself is outside.
    pub above: bool,
    /// Whether the highest itself is outside.
    pub below: bool,
}

/// As far as adding halves in binary may be off.
const TINY: f64 = 1e-9;

impl Span {
    /// Both ends belong to it.
    pub const fn closed(low: f64, high: f64) -> Self {
        Self { low, high, above: false, below: false }
    }

    /// So far to either side.
    pub fn around(value: f64, reach: f64) -> Self {
        Self::closed(value - reach, value + reach)
    }

    /// More than this, and at most that.
    pub const fn over(low: f64, high: f64) -> Self {
        Self { low, high, above: true, below: false }
    }

    /// At least this, and less than that.
    pub const fn under(low: f64, high: f64) -> Self {
        Self { low, high, above: false, below: true }
    }

    /// Whether some value lies in both.
    pub fn meets(self, other: Self) -> bool {
        let reaches = |low: f64, above: bool, high: f64, below: bool| {
            if above || below { low < high - TINY } else { low <= high + TINY }
        };
        reaches(self.low, self.above, other.high, other.below) && reaches(other.low, other.above, self.high, self.below)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if (self.high - self.low).abs() < TINY {
            return f.write_str(&dutch(self.low));
        }
        let (open, close) = (if self.above { "> " } else { "" }, if self.below { "< " } else { "" });
        write!(f, "{open}{} - {close}{}", dutch(self.low), dutch(self.high))
    }
}
