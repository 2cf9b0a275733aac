//! Whether two printed percentages differ by more than chance: two-sided at 5%, pooled z from whole counts, the columns as
//! independent samples, without a finite population correction.
//!
//! The counts are those nearest to the printed percentages, on the lowest base in print. B3.5 of 2024: 26% of 23 is 6, 48%
//! of 44 is 21; z = 1,71.

use super::finding::dutch;
use crate::published::{Place, Published, Unit};
use std::fmt;

/// The level at which a change is called one: |z| of the normal distribution at 5%, two-sided.
pub const CRITICAL: f64 = 1.959_963_984_540_054;

/// Two counts with their bases, and how far apart they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The first count and its base.
    pub from: (u32, u32),
    /// The second.
    pub to: (u32, u32),
    /// The difference in pooled standard errors; 0 when both are all or none.
    pub z: f64,
}

impl Change {
    /// Of two counts with their bases.
    pub fn of(from: (u32, u32), to: (u32, u32)) -> Self {
        let share = |(k, n): (u32, u32)| f64::from(k) / f64::from(n);
        let pooled = f64::from(from.0 + to.0) / f64::from(from.1 + to.1);
        let variance = pooled * (1.0 - pooled) * (1.0 / f64::from(from.1) + 1.0 / f64::from(to.1));
        let z = if variance > 0.0 { (share(to) - share(from)) / variance.sqrt() } else { 0.0 };
        Self { from, to, z }
    }

    /// The same of what both counts leave.
    pub fn rest(self) -> Self {
        let rest = |(k, n): (u32, u32)| (n.saturating_sub(k), n);
        Self { from: rest(self.from), to: rest(self.to), z: -self.z }
    }

    /// Whether it is more than chance would make in 19 of 20 cases.
    pub fn significant(&self) -> bool {
        self.z.abs() >= CRITICAL
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} and {} of {}, z = {}", self.from.0, self.from.1, self.to.0, self.to.1, dutch(self.z))
    }
}

/// The change between two printed cells; none where they are no percentages of a base, or their base counts answers.
pub fn change(tables: &[Published], from: Place, to: Place) -> Option<Change> {
    let counts = |place: Place| {
        let table = tables.get(place.table).filter(|table| table.unit == Unit::Percent)?;
        let column = table.columns.get(place.column).filter(|column| !column.pooled)?;
        let base = place.row.and_then(|row| table.base(row, place.column)).or(column.base)?;
        Some((base.nearest(place.value(tables)?), base.min))
    };
    Some(Change::of(counts(from)?, counts(to)?))
}

#[cfg(test)]
#[path = "test_tests.rs"]
mod tests;
