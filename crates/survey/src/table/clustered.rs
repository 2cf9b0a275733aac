//! Tables of post-stratified and raked designs of clusters, in one pass over the rows for all groups of a break.
//!
//! What the weighting explains of a row is, for each variable that it met, one number of the row's category there, times what
//! weight the row had at that moment. So what it explains of a cluster is a sum over categories of *its share of them* times such
//! a number, and those shares belong to the design alone: they are made once ([`Shares`]). An item then needs weights by cluster,
//! group and code, which one pass gathers, and what counts in the means of each combination: rows, which [`Planes`] count, or
//! weights. Residuals follow cluster by cluster, not row by row.

use super::columns::Columns;
use super::counted::Coded;
use super::layout::{Adjusted, Layout};
use super::pass::Answer;
use super::planes::{PADDING, padded};
use crate::variance::ROUNDING;
use crate::weighting::CellFactors;
use fearless_simd::{Level, dispatch};
use std::ops::Range;

/// More categories than this, over all variables, are rather read row by row.
const MOST_CATEGORIES: usize = 48;

/// The most numbers that weights by cluster, group and code may take.
const MOST_SUMS: usize = 1 << 24;

/// Combinations begin a word each; where that makes more than twice the rows, rows are counted one by one.
const MOST_PADDING: usize = 2;

/// What a weighted design of clusters has for every item.
#[derive(Debug, Clone)]
pub(super) struct Shares {
    /// What weight each cluster has in each category of the weighting: cluster by cluster.
    shares: Vec<f64>,
    /// How many categories, over all variables.
    categories: usize,
    /// The weight of each row, after the weighting.
    weights: Vec<f64>,
    /// The rows by combination, as [`Planes`] read them; empty where a weighting takes means over weights.
    pub(super) order: Vec<u32>,
    /// The words of each combination.
    stretches: Vec<Range<usize>>,
    /// What this processor can do.
    level: Level,
}

impl Shares {
    /// Of a design of clusters; none where rows are clusters, or categories many.
    pub(super) fn of(layout: &Layout) -> Option<Self> {
        let adjusted = layout.adjusted.as_ref().filter(|_| !layout.rows_are_clusters())?;
        let factors = adjusted.factors.as_ref();
        let categories = factors.categories();
        if categories > MOST_CATEGORIES {
            return None;
        }
        let mut shares = vec![0.0; layout.ends.len() * categories];
        // Of each combination: its categories, each with its factor.
        let parts: Vec<Vec<(usize, f64)>> = (0..factors.len()).map(|cell| factors.parts(cell)).collect();
        let mut start = 0;
        for (end, shares) in layout.ends.iter().zip(shares.chunks_exact_mut(categories.max(1))) {
            let end = *end as usize;
            for row in start..end {
                let (Some(cell), Some(before)) = (adjusted.cells.get(row), adjusted.before.get(row)) else { continue };
                for (category, factor) in parts.get(*cell as usize).into_iter().flatten() {
                    shares[*category] += before * factor;
                }
            }
            start = end;
        }
        let after = |(cell, before): (&u32, &f64)| before * factors.factor(*cell as usize);
        let weights = adjusted.cells.iter().zip(&adjusted.before).map(after).collect();
        let (order, stretches) = if factors.counts_rows() { by_cell(adjusted) } else { (Vec::new(), Vec::new()) };
        Some(Self { shares, categories, weights, order, stretches, level: Level::new() })
    }
}

/// The rows of each combination in turn, each from the beginning of a word; nothing where that leaves too many gaps.
fn by_cell(adjusted: &Adjusted) -> (Vec<u32>, Vec<Range<usize>>) {
    let rows = adjusted.cells.len();
    let mut many = vec![0_usize; adjusted.factors.len()];
    for cell in &adjusted.cells {
        if let Some(many) = many.get_mut(*cell as usize) {
            *many += 1;
        }
    }
    let mut end = 0;
    let stretches: Vec<Range<usize>> = many
        .iter()
        .map(|many| {
            let start = end;
            end += many.div_ceil(64);
            start..end
        })
        .collect();
    if end * 64 > MOST_PADDING * rows + 64 {
        return (Vec::new(), Vec::new());
    }
    let mut order = vec![PADDING; end * 64];
    let mut next: Vec<usize> = stretches.iter().map(|words| words.start * 64).collect();
    for (row, cell) in adjusted.cells.iter().enumerate() {
        if let (Some(next), Ok(row)) = (next.get_mut(*cell as usize), u32::try_from(row)) {
            if let Some(slot) = order.get_mut(*next) {
                *slot = row;
            }
            *next += 1;
        }
    }
    (order, stretches)
}

/// An item over a break: an answer for each group, and then one for all rows; none where that takes too much room.
pub(super) fn answers(
    layout: &Layout,
    adjusted: &Adjusted,
    item: &[u8],
    by: Option<(&[u8], usize)>,
    coded: &Coded<'_>,
    columns: &Columns,
) -> Option<Vec<Answer>> {
    let shares = layout.shares.as_ref()?;
    let asked = Asked { layout, adjusted, shares, item, by: by.map(|(by, _)| by), coded, columns };
    let groups = by.map_or(0, |(_, groups)| groups);
    match columns.width {
        8 => asked.answers::<8>(groups),
        16 => asked.answers::<16>(groups),
        32 => asked.answers::<32>(groups),
        _ => None,
    }
}

/// An item over a break, with what its design has ready.
struct Asked<'a> {
    layout: &'a Layout,
    adjusted: &'a Adjusted,
    shares: &'a Shares,
    item: &'a [u8],
    by: Option<&'a [u8]>,
    coded: &'a Coded<'a>,
    columns: &'a Columns,
}

impl Asked<'_> {
    fn answers<const WIDTH: usize>(&self, groups: usize) -> Option<Vec<Answer>> {
        // Rows without a group come after those of the groups, where there are any.
        let everyone = matches!(self.coded, Coded::Planes(_, masks) if groups > 0 && masks.everyone());
        let places = if everyone { groups } else { groups + 1 };
        let room = self.layout.ends.len().checked_mul(places)?.checked_mul(WIDTH)?;
        if room > MOST_SUMS {
            return None;
        }
        let sums = self.sums::<WIDTH>(groups, places);
        let found = self.found::<WIDTH>(groups, places);
        let of = |place: usize| if place < groups { place..place + 1 } else { 0..places };
        let columns: Vec<Column<WIDTH>> =
            (0..=groups).map(|place| self.column(&sums, &found, places, of(place))).collect();
        let level = self.shares.level;
        let variances = dispatch!(level, _ => self.variances(&sums, places, &columns));
        Some(columns.iter().zip(variances).map(|(column, variances)| self.answer(column, &variances)).collect())
    }

    /// The weight of each code, cluster by cluster, place by place.
    fn sums<const WIDTH: usize>(&self, groups: usize, places: usize) -> Vec<[f64; WIDTH]> {
        let mut sums = Vec::with_capacity(self.layout.ends.len() * places);
        let mut own = vec![[0.0; WIDTH]; places];
        let mut start = 0;
        for end in &self.layout.ends {
            let rows = start..*end as usize;
            start = *end as usize;
            let codes = self.item.get(rows.clone()).unwrap_or_default();
            let weights = self.shares.weights.get(rows.clone()).unwrap_or_default();
            match self.by.and_then(|by| by.get(rows)) {
                None => sum(codes, weights, &mut own[0]),
                Some(by) => {
                    for ((code, group), weight) in codes.iter().zip(by).zip(weights) {
                        // Group 0 goes past all groups, to the place of who has none.
                        let place = usize::from(group.wrapping_sub(1)).min(groups);
                        if let Some(own) = own.get_mut(place) {
                            own[usize::from(*code) % WIDTH] += weight;
                        }
                    }
                }
            }
            sums.extend_from_slice(&own);
            own.fill([0.0; WIDTH]);
        }
        sums
    }

    /// Rows, and what counts in the means of the weighting before its factor: place by place, combination by combination.
    fn found<const WIDTH: usize>(&self, groups: usize, places: usize) -> Vec<[[f64; 2]; WIDTH]> {
        let cells = self.adjusted.factors.len();
        let mut found = vec![[[0.0; 2]; WIDTH]; places * cells];
        if let (Coded::Planes(planes, masks), false) = (self.coded, self.shares.stretches.is_empty()) {
            let levels = self.columns.categories;
            let (wide, with_all) = (padded(levels), groups + 1);
            let mut counts = vec![0_u32; cells * with_all * wide];
            planes.count(self.shares.level, self.shares.stretches.iter().cloned(), masks, levels, &mut counts);
            for (cell, counts) in counts.chunks_exact(with_all * wide).enumerate() {
                for level in 0..levels {
                    let of = |group: usize| f64::from(counts.get(group * wide + level).copied().unwrap_or(0));
                    let grouped: f64 = (0..groups).map(of).sum();
                    for place in 0..places {
                        let rows = if place < groups { of(place) } else { of(groups) - grouped };
                        found[place * cells + cell][level + 1] = [rows, rows];
                    }
                }
            }
            return found;
        }
        let by_weight = !self.adjusted.factors.counts_rows();
        let rows = self.item.iter().zip(&self.adjusted.cells).zip(&self.adjusted.before).enumerate();
        for (row, ((code, cell), before)) in rows {
            let group = self.by.map_or(0, |by| by.get(row).copied().unwrap_or(0));
            let place = usize::from(group.wrapping_sub(1)).min(groups);
            if let Some(found) = found.get_mut(place * cells + *cell as usize) {
                let slot = &mut found[usize::from(*code) % WIDTH];
                *slot = [slot[0] + 1.0, slot[1] + if by_weight { *before } else { 1.0 }];
            }
        }
        found
    }

    /// What is known of the places of a group before residuals are made.
    fn column<const WIDTH: usize>(
        &self,
        sums: &[[f64; WIDTH]],
        found: &[[[f64; 2]; WIDTH]],
        places: usize,
        of: Range<usize>,
    ) -> Column<WIDTH> {
        let factors: &CellFactors = &self.adjusted.factors;
        let (levels, cells) = (self.columns.categories, factors.len());
        let mut weights = [0.0; WIDTH];
        for cluster in sums.chunks_exact(places) {
            for own in cluster.get(of.clone()).unwrap_or_default() {
                weights.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
            }
        }
        weights[0] = 0.0;
        let mut rows = vec![0.0; levels];
        let mut counted = vec![[0.0; WIDTH]; cells];
        for place in of.clone() {
            for (cell, counted) in counted.iter_mut().enumerate() {
                let found = &found[place * cells + cell];
                for code in 1..=levels {
                    counted[code] += factors.factor(cell) * found[code][1];
                    rows[code - 1] += found[code][0];
                }
            }
        }
        let weight: f64 = weights.iter().sum();
        let mut estimates = weights;
        self.columns.fill(&mut estimates);
        let estimates = estimates.map(|sum| sum / weight);
        // What the weighting explains of each column, category by category.
        let mut explained = vec![[0.0; WIDTH]; self.shares.categories];
        let mut sizes = [0.0; WIDTH];
        if weight > 0.0 {
            for (scores, at) in self.columns.scores().iter().zip(self.columns.places()) {
                let influence = |code: usize| (scores.get(code).copied().unwrap_or(0.0) - estimates[at]) / weight;
                let of_cell = |cell: &[f64; WIDTH]| (1..=levels).map(|code| influence(code) * cell[code]).sum();
                let effects = factors.effects(&counted.iter().map(of_cell).collect::<Vec<f64>>());
                explained.iter_mut().zip(effects).for_each(|(explained, effect)| explained[at] = effect);
                sizes[at] = (1..=levels).map(|code| weights[code] * influence(code).abs()).sum();
            }
        }
        Column { of, weight, each: 1.0 / weight, rows, estimates, explained, sizes }
    }

    fn answer<const WIDTH: usize>(&self, column: &Column<WIDTH>, variances: &[f64; WIDTH]) -> Answer {
        let counts = column.rows.clone();
        if column.weight.is_nan() || column.weight <= 0.0 {
            let estimates = self.columns.places().map(|_| (f64::NAN, f64::NAN)).collect();
            return Answer { weight: 0.0, counts, estimates };
        }
        let answer = |at: usize| {
            let (variance, size) = (variances[at], column.sizes[at]);
            // As the general kernel has it: what the weighting explains wholly leaves rounding errors.
            (column.estimates[at], if variance.abs() <= ROUNDING * size * size { 0.0 } else { variance })
        };
        Answer { weight: column.weight, counts, estimates: self.columns.places().map(answer).collect() }
    }

    /// The variances of all groups, cluster by cluster. Inlined into what names the instructions, so that it is made of them; the
    /// numbers are the same on any processor.
    #[inline(always)]
    fn variances<const WIDTH: usize>(
        &self,
        sums: &[[f64; WIDTH]],
        places: usize,
        columns: &[Column<WIDTH>],
    ) -> Vec<[f64; WIDTH]> {
        let mut spreads = vec![Spread::<WIDTH>::default(); columns.len()];
        let categories = self.shares.categories;
        let mut clusters = sums.chunks_exact(places).zip(self.shares.shares.chunks_exact(categories.max(1)));
        for piece in &self.layout.pieces {
            for (own, shares) in clusters.by_ref().take(piece.ends.len()) {
                for (column, spread) in columns.iter().zip(&mut spreads) {
                    let mut z = [0.0; WIDTH];
                    for own in own.get(column.of.clone()).unwrap_or_default() {
                        z.iter_mut().zip(own).skip(1).for_each(|(z, own)| *z += own);
                    }
                    let total: f64 = z.iter().sum();
                    if !self.columns.summaries.is_empty() {
                        self.columns.fill(&mut z);
                    }
                    for (z, estimate) in z.iter_mut().zip(&column.estimates) {
                        *z = (*z - estimate * total) * column.each;
                    }
                    for (share, explained) in shares.iter().zip(&column.explained) {
                        z.iter_mut().zip(explained).for_each(|(z, explained)| *z -= share * explained);
                    }
                    spread.add(&z);
                }
            }
            if piece.closes {
                let factor = self.layout.strata.get(piece.stratum).map_or(f64::NAN, |stratum| stratum.factor);
                spreads.iter_mut().for_each(|spread| spread.close(factor));
            }
        }
        spreads.into_iter().map(|spread| spread.variances).collect()
    }
}

/// A group, ready for its residuals.
struct Column<const WIDTH: usize> {
    /// Its places.
    of: Range<usize>,
    weight: f64,
    /// One over the weight.
    each: f64,
    rows: Vec<f64>,
    estimates: [f64; WIDTH],
    explained: Vec<[f64; WIDTH]>,
    /// The sum of absolute influence values.
    sizes: [f64; WIDTH],
}

/// Sums and squares of a stratum, around its first cluster: a stratum without spread has none.
#[derive(Debug, Clone)]
struct Spread<const WIDTH: usize> {
    first: [f64; WIDTH],
    sum: [f64; WIDTH],
    squares: [f64; WIDTH],
    clusters: f64,
    variances: [f64; WIDTH],
}

impl<const WIDTH: usize> Default for Spread<WIDTH> {
    fn default() -> Self {
        let none = [0.0; WIDTH];
        Self { first: none, sum: none, squares: none, clusters: 0.0, variances: none }
    }
}

impl<const WIDTH: usize> Spread<WIDTH> {
    #[inline(always)]
    fn add(&mut self, z: &[f64; WIDTH]) {
        if self.clusters == 0.0 {
            self.first = *z;
        }
        self.clusters += 1.0;
        for (at, z) in z.iter().enumerate() {
            let off = z - self.first[at];
            self.sum[at] += off;
            self.squares[at] += off * off;
        }
    }

    #[inline(always)]
    fn close(&mut self, factor: f64) {
        for at in 0..WIDTH {
            let around = self.squares[at] - self.sum[at] * self.sum[at] / self.clusters;
            self.variances[at] += factor * around.max(0.0);
        }
        (self.sum, self.squares, self.clusters) = ([0.0; WIDTH], [0.0; WIDTH], 0.0);
    }
}

/// Weight by code; every other row beside the others, so that a row does not wait for the one before where both have the same
/// code.
fn sum<const WIDTH: usize>(codes: &[u8], weights: &[f64], sums: &mut [f64; WIDTH]) {
    let mut beside = [0.0; WIDTH];
    let (pairs, pair_weights) = (codes.chunks_exact(2), weights.chunks_exact(2));
    if let ([code], [weight]) = (pairs.remainder(), pair_weights.remainder()) {
        sums[usize::from(*code) % WIDTH] += weight;
    }
    for (codes, weights) in pairs.zip(pair_weights) {
        if let ([one, other], [weight, other_weight]) = (codes, weights) {
            sums[usize::from(*one) % WIDTH] += weight;
            beside[usize::from(*other) % WIDTH] += other_weight;
        }
    }
    sums.iter_mut().zip(beside).for_each(|(sum, beside)| *sum += beside);
}
