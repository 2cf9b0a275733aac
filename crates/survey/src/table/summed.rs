//! What counting found of an item in a group, and the sums of it from which estimates and variances follow.

use super::columns::Columns;
use crate::weighting::CellFactors;

/// An item in a group.
pub(super) struct Asked<'a> {
    /// Rows of each level, segment by segment, group by group.
    pub(super) counts: &'a [u32],
    pub(super) places: usize,
    pub(super) place: usize,
    pub(super) columns: &'a Columns,
    /// What each code counts, column by column.
    pub(super) scores: &'a [Vec<f64>],
}

impl Asked<'_> {
    /// Rows of each level of a segment.
    #[inline]
    pub(super) fn of<const LEVELS: usize>(&self, segment: usize) -> &[u32; LEVELS] {
        self.counts.as_chunks::<LEVELS>().0.get(segment * self.places + self.place).unwrap_or(&[0; LEVELS])
    }
}

/// What a group adds up to, by level.
pub(super) struct Sums<const LEVELS: usize> {
    pub(super) weights: [f64; LEVELS],
    pub(super) rows: [f64; LEVELS],
    /// Weights, stratum by stratum.
    pub(super) strata: Vec<[f64; LEVELS]>,
    /// What counts in the sums of the weighting, combination by combination.
    pub(super) cells: Vec<[f64; LEVELS]>,
    /// What counts in squares, combination by combination.
    pub(super) squares: Vec<[f64; LEVELS]>,
}

/// One number of an item in a group.
pub(super) struct Column<'a, const LEVELS: usize> {
    pub(super) factors: Option<&'a CellFactors>,
    /// What the weighting explains, combination by combination.
    pub(super) shifts: Vec<f64>,
    /// What an answer of each level moves, a unit of its weight.
    pub(super) influence: [f64; LEVELS],
}

impl<const LEVELS: usize> Column<'_, LEVELS> {
    #[inline]
    pub(super) fn factor(&self, cell: usize) -> f64 {
        self.factors.map_or(1.0, |factors| factors.factor(cell))
    }

    #[inline]
    pub(super) fn shift(&self, cell: usize) -> f64 {
        self.shifts.get(cell).copied().unwrap_or(0.0)
    }
}
