//! Tables of post-stratified and raked designs of clusters, in one pass over the rows for all groups of a break.
//!
//! What the weighting explains of a row is, for each variable that it met, one number of the row's category there, times what
//! weight the row had at that moment. So what it explains of a cluster is a sum over categories of *its share of them* times such
//! a number, and those shares belong to the design alone: they are made once ([`Shares`]). An item then needs weights by cluster,
//! group and code, and counts by combination, which one pass gathers; residuals follow cluster by cluster, not row by row.

use super::columns::Columns;
use super::layout::{Adjusted, Layout};
use super::pass::Answer;
use crate::variance::ROUNDING;
use crate::weighting::CellFactors;

/// More categories than this, over all variables, are rather read row by row.
const MOST_CATEGORIES: usize = 48;

/// The most numbers that weights by cluster, group and code may take.
const MOST_SUMS: usize = 1 << 24;

/// What weight each cluster has in each category of the weighting.
#[derive(Debug, Clone)]
pub(super) struct Shares {
    /// Cluster by cluster.
    shares: Vec<f64>,
    /// How many categories, over all variables.
    categories: usize,
}

impl Shares {
    /// Of a design of clusters; none where rows are clusters, or categories many.
    pub(super) fn of(layout: &Layout) -> Option<Self> {
        let adjusted = layout.adjusted.as_ref().filter(|_| !layout.rows_are_clusters())?;
        let categories = adjusted.factors.categories();
        if categories > MOST_CATEGORIES {
            return None;
        }
        let mut shares = vec![0.0; layout.ends.len() * categories];
        // Of each combination: its categories, each with its factor.
        let parts: Vec<Vec<(usize, f64)>> =
            (0..adjusted.factors.len()).map(|cell| adjusted.factors.parts(cell)).collect();
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
        Some(Self { shares, categories })
    }
}

/// An item over a break: an answer for each group, and then one for all rows; none where that takes too much room.
pub(super) fn answers(
    layout: &Layout,
    adjusted: &Adjusted,
    item: &[u8],
    by: Option<(&[u8], usize)>,
    columns: &Columns,
) -> Option<Vec<Answer>> {
    let shares = layout.shares.as_ref()?;
    let groups = by.map_or(0, |(_, groups)| groups);
    match columns.width {
        8 => made::<8>(layout, adjusted, shares, item, (by, groups), columns),
        16 => made::<16>(layout, adjusted, shares, item, (by, groups), columns),
        32 => made::<32>(layout, adjusted, shares, item, (by, groups), columns),
        _ => None,
    }
}

/// Before-weights and rows by combination and code, group by group: the last is of rows without a group.
type Found = Vec<[f64; 2]>;

fn made<const WIDTH: usize>(
    layout: &Layout,
    adjusted: &Adjusted,
    shares: &Shares,
    item: &[u8],
    (by, groups): (Option<(&[u8], usize)>, usize),
    columns: &Columns,
) -> Option<Vec<Answer>> {
    let places = groups + 1;
    let cells = adjusted.factors.len();
    let room = layout.ends.len().checked_mul(places)?.checked_mul(WIDTH)?;
    if room > MOST_SUMS {
        return None;
    }
    let mut sums = vec![[0.0; WIDTH]; layout.ends.len() * places];
    let mut found: Found = vec![[0.0; 2]; places * cells * WIDTH];
    let factors: Vec<f64> = (0..cells).map(|cell| adjusted.factors.factor(cell)).collect();
    let mut start = 0;
    for (end, sums) in layout.ends.iter().zip(sums.chunks_exact_mut(places)) {
        let rows = start..*end as usize;
        start = *end as usize;
        let codes = item.get(rows.clone())?;
        let (own, before) = (adjusted.cells.get(rows.clone())?, adjusted.before.get(rows.clone())?);
        let mut add = |group: usize, code: u8, cell: u32, before: f64| {
            let (code, cell) = (usize::from(code) % WIDTH, cell as usize);
            if let (Some(sum), Some(found), Some(factor)) =
                (sums.get_mut(group), found.get_mut((group * cells + cell) * WIDTH + code), factors.get(cell))
            {
                sum[code] += before * factor;
                *found = [found[0] + before, found[1] + 1.0];
            }
        };
        match by.and_then(|(by, _)| by.get(rows)) {
            None => {
                for ((code, cell), before) in codes.iter().zip(own).zip(before) {
                    add(groups, *code, *cell, *before);
                }
            }
            Some(by) => {
                for (((code, group), cell), before) in codes.iter().zip(by).zip(own).zip(before) {
                    let group = usize::from(*group).checked_sub(1).filter(|group| *group < groups).unwrap_or(groups);
                    add(group, *code, *cell, *before);
                }
            }
        }
    }
    let gathered = Gathered { layout, adjusted, shares, columns, sums, found, places };
    Some((0..places).map(|place| gathered.answer(place)).collect())
}

/// What a pass found of an item.
struct Gathered<'a, const WIDTH: usize> {
    layout: &'a Layout,
    adjusted: &'a Adjusted,
    shares: &'a Shares,
    columns: &'a Columns,
    /// Cluster by cluster, group by group: the weight of each code.
    sums: Vec<[f64; WIDTH]>,
    found: Found,
    places: usize,
}

impl<const WIDTH: usize> Gathered<'_, WIDTH> {
    /// The answer of a group; the last is of all rows, in a group or not.
    fn answer(&self, place: usize) -> Answer {
        let all = place + 1 == self.places;
        let factors: &CellFactors = &self.adjusted.factors;
        let levels = self.columns.categories;
        let cells = factors.len();
        let mut counted = vec![0.0; cells * WIDTH];
        let mut weights = [0.0; WIDTH];
        let mut rows = vec![0.0; levels];
        for group in if all { 0..self.places } else { place..place + 1 } {
            for cell in 0..cells {
                for code in 1..=levels {
                    let [before, count] = self.found[(group * cells + cell) * WIDTH + code];
                    counted[cell * WIDTH + code] += factors.counted_sum(cell, before, count);
                    weights[code] += before * factors.factor(cell);
                    rows[code - 1] += count;
                }
            }
        }
        let weight: f64 = weights.iter().skip(1).take(levels).sum();
        let mut sums = weights;
        self.columns.fill(&mut sums);
        let places: Vec<usize> = self.columns.places().collect();
        let estimates = sums.map(|sum| sum / weight);
        if weight.is_nan() || weight <= 0.0 {
            return Answer { weight: 0.0, counts: rows, estimates: vec![(f64::NAN, f64::NAN); places.len()] };
        }
        // What the weighting explains of each column, category by category.
        let mut explained = vec![[0.0; WIDTH]; self.shares.categories];
        let mut sizes = [0.0; WIDTH];
        for (scores, at) in self.columns.scores().iter().zip(&places) {
            let influence = |code: usize| (scores.get(code).copied().unwrap_or(0.0) - estimates[*at]) / weight;
            let of_cell = |cell: &[f64]| (1..=levels).map(|code| influence(code) * cell[code]).sum();
            let effects = factors.effects(&counted.chunks_exact(WIDTH).map(of_cell).collect::<Vec<f64>>());
            explained.iter_mut().zip(effects).for_each(|(explained, effect)| explained[*at] = effect);
            sizes[*at] = (1..=levels).map(|code| weights[code] * influence(code).abs()).sum();
        }
        let variances = self.variances(place, all, (&estimates, weight), &explained);
        let answer = |at: &usize| {
            let variance = variances[*at];
            // As the general kernel has it: what the weighting explains wholly leaves rounding errors.
            let small = variance.abs() <= ROUNDING * sizes[*at] * sizes[*at];
            (estimates[*at], if small { 0.0 } else { variance })
        };
        Answer { weight, counts: rows, estimates: places.iter().map(answer).collect() }
    }

    fn variances(
        &self,
        place: usize,
        all: bool,
        (estimates, weight): (&[f64; WIDTH], f64),
        explained: &[[f64; WIDTH]],
    ) -> [f64; WIDTH] {
        let mut variances = [0.0; WIDTH];
        let each = 1.0 / weight;
        let mut cluster = 0;
        let (mut first, mut sum, mut squares, mut count) = ([0.0; WIDTH], [0.0; WIDTH], [0.0; WIDTH], 0.0);
        for piece in &self.layout.pieces {
            for _ in piece.ends.clone() {
                let own = self.sums.get(cluster * self.places..(cluster + 1) * self.places).unwrap_or_default();
                let mut z = [0.0; WIDTH];
                for own in if all { own } else { own.get(place..=place).unwrap_or_default() } {
                    for (z, own) in z.iter_mut().zip(own) {
                        *z += own;
                    }
                }
                z[0] = 0.0;
                let total: f64 = z.iter().skip(1).take(self.columns.categories).sum();
                self.columns.fill(&mut z);
                for (z, estimate) in z.iter_mut().zip(estimates) {
                    *z = (*z - estimate * total) * each;
                }
                let at = cluster * self.shares.categories;
                let shares = self.shares.shares.get(at..at + self.shares.categories).unwrap_or_default();
                for (share, explained) in shares.iter().zip(explained) {
                    for (z, explained) in z.iter_mut().zip(explained) {
                        *z -= share * explained;
                    }
                }
                // Around the first cluster of the stratum: a stratum without spread has none.
                if count == 0.0 {
                    first = z;
                }
                count += 1.0;
                for at in 0..WIDTH {
                    let off = z[at] - first[at];
                    sum[at] += off;
                    squares[at] += off * off;
                }
                cluster += 1;
            }
            if piece.closes {
                let factor = self.layout.strata.get(piece.stratum).map_or(f64::NAN, |stratum| stratum.factor);
                for at in 0..WIDTH {
                    variances[at] += factor * (squares[at] - sum[at] * sum[at] / count).max(0.0);
                }
                (sum, squares, count) = ([0.0; WIDTH], [0.0; WIDTH], 0.0);
            }
        }
        variances
    }
}
