//! Tables of post-stratified and raked designs, whose variance knows about it, in two passes over the rows.
//!
//! The weighting gave every row of a combination of categories one factor ([`CellFactors`]), so what it explains of an
//! influence value is, for every column, one number a combination: the residual of a row is its weight before times a
//! number that its combination and its answer decide. The first pass counts answers by combination, from which these
//! numbers follow; the second sums residuals by cluster. Rows outside the group count too: what their combination
//! explains of the group's answers is taken from them as well.

use super::columns::Columns;
use super::layout::{Adjusted, Layout};
use super::pass::Answer;
use crate::variance::ROUNDING;
use crate::weighting::CellFactors;

/// Answers of an item in a group by combination: rows and weight of each code.
struct Counts {
    width: usize,
    /// Combination by combination, of each code: rows, their weight, and what they count in the sums of the weighting.
    cells: Vec<[f64; 3]>,
}

/// An item over a break: an answer for each group, from 1; without a break one for all rows of the domain.
pub(super) fn answers(
    layout: &Layout,
    adjusted: &Adjusted,
    item: &[u8],
    by: Option<(&[u8], usize)>,
    columns: &Columns,
) -> Vec<Answer> {
    let one = |item: &[u8]| {
        let mut counts = Counts::new(adjusted.factors.len(), columns);
        item.iter().enumerate().filter(|(_, code)| **code > 0).for_each(|(row, code)| counts.add(adjusted, row, *code));
        answer(layout, adjusted, item, columns, &counts)
    };
    let Some((groups, count)) = by else { return vec![one(item)] };
    let inside = |group: usize| -> Vec<u8> {
        item.iter().zip(groups).map(|(code, of)| if usize::from(*of) == group { *code } else { 0 }).collect()
    };
    (1..=count).map(|group| one(&inside(group))).collect()
}

impl Counts {
    fn new(cells: usize, columns: &Columns) -> Self {
        Self { width: columns.width, cells: vec![[0.0; 3]; cells * columns.width] }
    }

    fn add(&mut self, adjusted: &Adjusted, row: usize, code: u8) {
        let (Some(cell), Some(before)) = (adjusted.cells.get(row), adjusted.before.get(row)) else { return };
        let cell = *cell as usize;
        let weight = before * adjusted.factors.factor(cell);
        if let Some([rows, weights, counted]) = self.cells.get_mut(cell * self.width + usize::from(code)) {
            *rows += 1.0;
            *weights += weight;
            *counted += adjusted.factors.counted(weight, *before);
        }
    }

    /// What a combination has of each code.
    fn by_cell(&self) -> impl Iterator<Item = &[[f64; 3]]> {
        self.cells.chunks_exact(self.width)
    }
}

fn answer(layout: &Layout, adjusted: &Adjusted, item: &[u8], columns: &Columns, counts: &Counts) -> Answer {
    let mut sums = vec![0.0; columns.width];
    let mut rows = vec![0.0; columns.categories];
    for cell in counts.by_cell() {
        for (code, [count, weight, _]) in cell.iter().enumerate().skip(1).take(columns.categories) {
            rows[code - 1] += count;
            sums[code] += weight;
        }
    }
    let weight: f64 = sums.iter().skip(1).take(columns.categories).sum();
    columns.fill(&mut sums);
    let estimates: Vec<f64> = columns.places().map(|at| sums[at] / weight).collect();
    if weight.is_nan() || weight <= 0.0 {
        return Answer { weight: 0.0, counts: rows, estimates: vec![(f64::NAN, f64::NAN); estimates.len()] };
    }
    let read = match estimates.len() {
        0..=8 => variances::<8>,
        9..=16 => variances::<16>,
        17..=64 => variances::<64>,
        _ => variances::<512>,
    };
    let influence = Influence { columns, counts, estimates: &estimates, weight };
    let mut variances = read(layout, adjusted, item, &influence);
    for (variance, size) in variances.iter_mut().zip(influence.sizes()) {
        // As the general kernel has it: what the weighting explains wholly leaves rounding errors.
        if variance.abs() <= ROUNDING * size * size {
            *variance = 0.0;
        }
    }
    Answer { weight, counts: rows, estimates: estimates.into_iter().zip(variances).collect() }
}

/// What an answer moves: `(score - estimate) / weight` a unit of its weight.
struct Influence<'a> {
    columns: &'a Columns,
    counts: &'a Counts,
    estimates: &'a [f64],
    weight: f64,
}

impl Influence<'_> {
    /// The sum of absolute influence values of each column.
    fn sizes(&self) -> Vec<f64> {
        let mut weights = vec![0.0; self.columns.width];
        for cell in self.counts.by_cell() {
            weights.iter_mut().zip(cell).for_each(|(sum, [_, weight, _])| *sum += weight.abs());
        }
        let size = |(scores, estimate): (&Vec<f64>, &f64)| {
            let parts = scores.iter().zip(&weights).skip(1).map(|(score, weight)| weight * (score - estimate).abs());
            parts.sum::<f64>() / self.weight
        };
        self.columns.scores().iter().zip(self.estimates).map(size).collect()
    }

    /// By what the weight before of a row is multiplied to have its residual: combination by combination, of each code
    /// (0: outside the group, or no answer), each column.
    fn multipliers<const WIDTH: usize>(&self, factors: &CellFactors) -> Vec<[f64; WIDTH]> {
        let codes = self.columns.categories + 1;
        let mut made = vec![[0.0; WIDTH]; factors.len() * codes];
        for (column, (scores, estimate)) in self.columns.scores().iter().zip(self.estimates).enumerate() {
            let influence = |code: usize| (scores.get(code).copied().unwrap_or(0.0) - estimate) / self.weight;
            let of_cell = |cell: &[[f64; 3]]| (1..codes).map(|code| influence(code) * cell[code][2]).sum();
            let shifts = factors.shifts(&self.counts.by_cell().map(of_cell).collect::<Vec<f64>>());
            for ((cell, shift), made) in shifts.iter().enumerate().zip(made.chunks_exact_mut(codes)) {
                for (code, made) in made.iter_mut().enumerate() {
                    let own = if code == 0 { 0.0 } else { factors.factor(cell) * influence(code) };
                    if let Some(made) = made.get_mut(column) {
                        *made = own - shift;
                    }
                }
            }
        }
        made
    }
}

/// The variance of each column: within each stratum, the spread of cluster sums of residuals. Columns stand in rows of
/// `WIDTH`, which a processor adds a few at a time.
fn variances<const WIDTH: usize>(
    layout: &Layout,
    adjusted: &Adjusted,
    item: &[u8],
    influence: &Influence<'_>,
) -> Vec<f64> {
    let multipliers = influence.multipliers::<WIDTH>(&adjusted.factors);
    let codes = influence.columns.categories + 1;
    let mut stratum = Spread::<WIDTH>::new();
    let mut variances = [0.0; WIDTH];
    let mut sums = [0.0; WIDTH];
    let mut ends = layout.ends.iter().map(|end| *end as usize).peekable();
    for piece in &layout.pieces {
        let rows = piece.rows.clone();
        let (Some(cells), Some(before), Some(item)) =
            (adjusted.cells.get(rows.clone()), adjusted.before.get(rows.clone()), item.get(rows.clone()))
        else {
            continue;
        };
        for (((row, cell), before), code) in rows.zip(cells).zip(before).zip(item) {
            let Some(by) = multipliers.get(*cell as usize * codes + usize::from(*code)) else { continue };
            for (sum, by) in sums.iter_mut().zip(by) {
                *sum += before * by;
            }
            // Without ends every row is a cluster.
            if ends.peek().is_none_or(|end| *end == row + 1) {
                ends.next();
                stratum.add(&sums);
                sums.fill(0.0);
            }
        }
        if piece.closes {
            let factor = layout.strata.get(piece.stratum).map_or(f64::NAN, |stratum| stratum.factor);
            stratum.close(factor, &mut variances);
        }
    }
    variances.iter().take(influence.estimates.len()).copied().collect()
}

/// Squares around the mean of the clusters of a stratum, updated cluster by cluster (Welford 1962).
struct Spread<const WIDTH: usize> {
    count: f64,
    means: [f64; WIDTH],
    squares: [f64; WIDTH],
}

impl<const WIDTH: usize> Spread<WIDTH> {
    const fn new() -> Self {
        Self { count: 0.0, means: [0.0; WIDTH], squares: [0.0; WIDTH] }
    }

    fn add(&mut self, values: &[f64; WIDTH]) {
        self.count += 1.0;
        let share = 1.0 / self.count;
        for ((value, mean), square) in values.iter().zip(&mut self.means).zip(&mut self.squares) {
            let off = value - *mean;
            *mean += off * share;
            *square += off * (value - *mean);
        }
    }

    fn close(&mut self, factor: f64, variances: &mut [f64; WIDTH]) {
        for (variance, square) in variances.iter_mut().zip(&mut self.squares) {
            *variance += factor * *square;
            *square = 0.0;
        }
        self.means.fill(0.0);
        self.count = 0.0;
    }
}
