//! Design effects: how many times the variance is that of a simple random sample of the same size (Kish 1965).

use super::spread::Variances;
use crate::column::Domain;
use crate::design::Design;
use crate::variance::Statistic;

/// The simple random sample that a design is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// Drawn without replacement from a population of the sum of weights.
    WithoutReplacement,
    /// Drawn with replacement.
    WithReplacement,
}

/// A variance below this share of the mean square is rounding error.
const ROUNDING: f64 = 1e-25;

/// A variance of a constant below this share of its square is what an iterated weighting left.
const NOISE: f64 = 1e-12;

/// Design effects of means (`totals` false) or totals of columns, from their variances in a domain of rows where none
/// is missing (R `survey`: `svymean`, `svytotal`, `deff`).
///
/// `NaN` where the sum of weights is below the sample size, since no simple random sample of that size is without
/// replacement then; and where the column does not vary, rounding aside. Infinite where only its total varies.
pub fn design_effects(
    design: &Design,
    columns: &[Vec<f64>],
    domain: &Domain,
    variances: &[f64],
    totals: bool,
    reference: Reference,
) -> Vec<f64> {
    let weights = design.weights_in(domain);
    // Replicate designs count rows, others rows with weight.
    let count = if design.replicates().is_some() { design.rows_in(domain) } else { design.sampled(domain) };
    let (n, size) = (count as f64, weights.iter().sum::<f64>());
    let spread = Variances { columns: columns.to_vec(), count }.value(&weights);
    let finite = match reference {
        Reference::WithReplacement => 1.0,
        Reference::WithoutReplacement if !totals && size < n && design.replicates().is_none() => f64::NAN,
        Reference::WithoutReplacement => (size - n) / size,
    };
    let scale = if totals { size * size / n } else { 1.0 / n };
    let effect = |((variance, spread), column): ((&f64, f64), &Vec<f64>)| {
        let squares = weights.iter().zip(column).filter(|(weight, _)| **weight != 0.0).map(|(w, y)| w * y * y);
        let squares = squares.sum::<f64>().abs();
        let square = squares / size;
        if spread.is_nan() || spread.abs() > ROUNDING * square {
            return variance / (spread * scale * finite);
        }
        // All of the variance is the design's, or there is none.
        if *variance > NOISE * square * scale { f64::INFINITY } else { f64::NAN }
    };
    variances.iter().zip(spread).zip(columns).map(effect).collect()
}
