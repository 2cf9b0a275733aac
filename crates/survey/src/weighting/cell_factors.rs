//! A weighting that gives all rows of a combination of categories one factor: post-stratification and raking.

use super::crossed::Crossed;
use std::sync::Arc;

/// Passes over the margins when raked influence values are made residual (R `survey`, `svyrecvar`).
const PASSES: usize = 10;

/// Over what the mean of a category is taken, when it is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mean {
    /// Over weights (R `survey`, post-stratification).
    Weights,
    /// Over rows (R `survey`, raking).
    Rows,
}

/// The factors by which weights changed, combination by combination.
#[derive(Debug, Clone)]
pub struct CellFactors {
    crossed: Crossed,
    /// The weight of each row before.
    before: Arc<Vec<f64>>,
    /// For each variable in turn, of each combination: the weight after it was met in the last round, over that before.
    factors: Vec<Vec<f64>>,
    mean: Mean,
    passes: usize,
    /// How much each combination counts in means: its rows with a weight, or their weight.
    sizes: Vec<f64>,
}

impl CellFactors {
    /// Of a post-stratification: the cells, the weights before, and the factor of each cell.
    pub(super) fn cells(crossed: Crossed, before: Arc<Vec<f64>>, factors: Vec<f64>) -> Self {
        let sizes = crossed.sums(&before);
        Self { crossed, before, factors: vec![factors], mean: Mean::Weights, passes: 1, sizes }
    }

    /// Of a raking: the combinations, the weights before, and the factors after each margin of the last round.
    pub(super) fn margins(crossed: Crossed, before: Arc<Vec<f64>>, factors: Vec<Vec<f64>>) -> Self {
        let sizes = crossed.sums_of(before.iter().map(|weight| f64::from(u8::from(*weight != 0.0))));
        Self { crossed, before, factors, mean: Mean::Rows, passes: PASSES, sizes }
    }

    pub(super) const fn crossed(&self) -> &Crossed {
        &self.crossed
    }

    /// The combination of each row.
    pub(crate) fn rows(&self) -> &[u32] {
        &self.crossed.cell
    }

    /// How many combinations there are.
    pub(crate) const fn len(&self) -> usize {
        self.sizes.len()
    }

    /// The weight of each row before.
    pub(crate) fn before(&self) -> &[f64] {
        &self.before
    }

    /// By what the weights of a combination were multiplied.
    pub(crate) fn factor(&self, cell: usize) -> f64 {
        self.factors.last().and_then(|factors| factors.get(cell)).copied().unwrap_or(1.0)
    }

    /// Whether these are the weights that it made.
    pub(crate) fn made(&self, weights: &[f64]) -> bool {
        let same = |((before, cell), weight): ((&f64, &u32), &f64)| {
            (before * self.factor(*cell as usize) - weight).abs() <= 1e-12 * weight.abs()
        };
        self.before.iter().zip(&self.crossed.cell).zip(weights).all(same)
    }

    /// What a weighted influence value counts in the sum of its combination that [`CellFactors::shifts`] takes; 0 for a
    /// row without weight.
    pub(crate) fn counted(&self, value: f64, before: f64) -> f64 {
        match self.mean {
            Mean::Weights => value,
            Mean::Rows if before == 0.0 => 0.0,
            Mean::Rows => value / before,
        }
    }

    /// From the sums of a combination's influence values (each as [`CellFactors::counted`] has it), how much of it the
    /// weighting explains: the residual of a row is its value less its weight before times this. Within the categories
    /// of each variable in turn the mean is taken away, as often as there are passes.
    pub(crate) fn shifts(&self, sums: &[f64]) -> Vec<f64> {
        self.explained(sums).0
    }

    /// The same, taken apart: for each category of each variable in turn, what a row counts there, times its weight before
    /// and its factor after that variable ([`CellFactors::parts`]).
    pub(crate) fn effects(&self, sums: &[f64]) -> Vec<f64> {
        self.explained(sums).1
    }

    /// How many categories there are over all variables.
    pub(crate) fn categories(&self) -> usize {
        self.crossed.categories.iter().map(|categories| levels(categories)).sum()
    }

    /// The categories of a combination, one a variable, as places among all, each with the factor after that variable.
    pub(crate) fn parts(&self, cell: usize) -> Vec<(usize, f64)> {
        let mut from = 0;
        let part = |(factors, categories): (&Vec<f64>, &Vec<u32>)| {
            let place = from + categories.get(cell).map_or(0, |category| *category as usize);
            from += levels(categories);
            (place, factors.get(cell).copied().unwrap_or(0.0))
        };
        self.factors.iter().zip(&self.crossed.categories).map(part).collect()
    }

    /// Whether means are over rows: what a row counts in the sum of its combination ([`CellFactors::counted`]) is then the
    /// factor of that, whatever its weight before; else times that weight.
    pub(crate) fn counts_rows(&self) -> bool {
        self.mean == Mean::Rows
    }

    fn explained(&self, sums: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let mut shifts = vec![0.0; self.len()];
        let mut effects = vec![0.0; self.categories()];
        let mut means = Vec::new();
        for _ in 0..self.passes {
            let mut from = 0;
            for (factors, categories) in self.factors.iter().zip(&self.crossed.categories) {
                means.clear();
                means.resize(levels(categories), (0.0, 0.0));
                for ((((sum, shift), factor), category), size) in
                    sums.iter().zip(&shifts).zip(factors).zip(categories).zip(&self.sizes)
                {
                    if let (true, Some((total, count))) = (*factor != 0.0, means.get_mut(*category as usize)) {
                        *total += (sum - size * shift) / factor;
                        *count += size;
                    }
                }
                for (mean, effect) in means.iter_mut().zip(effects.iter_mut().skip(from)) {
                    mean.0 = if mean.1 == 0.0 { 0.0 } else { mean.0 / mean.1 };
                    *effect += mean.0;
                }
                for ((shift, factor), category) in shifts.iter_mut().zip(factors).zip(categories) {
                    *shift += means.get(*category as usize).map_or(0.0, |mean| mean.0 * factor);
                }
                from += means.len();
            }
        }
        (shifts, effects)
    }

    /// Takes from weighted influence values, one a row, what the weighting explains.
    pub(super) fn residual(&self, values: &mut [f64]) {
        let counted: Vec<f64> =
            values.iter().zip(self.before.iter()).map(|(value, w)| self.counted(*value, *w)).collect();
        let shifts = self.shifts(&self.crossed.sums(&counted));
        for ((value, before), cell) in values.iter_mut().zip(self.before.iter()).zip(&self.crossed.cell) {
            *value -= before * shifts.get(*cell as usize).copied().unwrap_or(0.0);
        }
    }
}

/// How many categories combinations have in a variable, the one of rows without category included.
fn levels(categories: &[u32]) -> usize {
    categories.iter().max().map_or(0, |last| *last as usize + 1)
}
