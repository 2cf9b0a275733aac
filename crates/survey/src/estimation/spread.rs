//! The variance of a column in the population.

use super::answered;
use super::linear::{at, check, total, weighted};
use crate::column::Domain;
use crate::design::Design;
use crate::refusal::Refusal;
use crate::variance::Statistic;
use nalgebra::DMatrix;

/// Population variances of columns: the weighted mean of squared deviations times `n / (n - 1)` (R `survey`, `svyvar`).
#[derive(Debug, Clone)]
pub struct Variances {
    /// One value a row in each; rows without weight may be missing.
    pub columns: Vec<Vec<f64>>,
    /// How many rows have weight: `n`. Replicates that leave rows out keep it.
    pub count: usize,
}

impl Variances {
    /// Those of columns in a domain: `n` counts who answered all of them and has a weight; under replicates, as in R, also
    /// who has none.
    pub fn over(design: &Design, columns: Vec<Vec<f64>>, domain: &Domain) -> Self {
        let answered = answered(domain, &columns.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let rows = || answered.inside().iter().filter(|inside| **inside).count();
        Self { count: design.replicates().map_or_else(|| design.sampled(&answered), |_| rows()), columns }
    }

    fn factor(&self) -> f64 {
        let n = self.count as f64;
        if self.count < 2 { f64::NAN } else { n / (n - 1.0) }
    }

    /// `(y - mean)^2 n / (n - 1)`, of which the weighted mean is the variance.
    fn squares(&self, weights: &[f64]) -> Vec<Vec<f64>> {
        let size: f64 = weights.iter().sum();
        let factor = self.factor();
        let column = |column: &Vec<f64>| {
            let mean = total(weights, column) / size;
            column.iter().map(|value| (value - mean) * (value - mean) * factor).collect()
        };
        self.columns.iter().map(column).collect()
    }
}

impl Statistic for Variances {
    fn size(&self) -> usize {
        self.columns.len()
    }

    fn check(&self, weights: &[f64]) -> Result<(), Refusal> {
        check("column", &self.columns, weights)
    }

    fn value(&self, weights: &[f64]) -> Vec<f64> {
        let size: f64 = weights.iter().sum();
        self.squares(weights).iter().map(|squares| total(weights, squares) / size).collect()
    }

    // The mean is a minimum of the squared deviations, so that its own error does not move the variance.
    fn influence(&self, weights: &[f64]) -> DMatrix<f64> {
        let size: f64 = weights.iter().sum();
        let squares = self.squares(weights);
        let values: Vec<f64> = squares.iter().map(|column| total(weights, column) / size).collect();
        weighted(weights, self.columns.len(), |row, column| (at(&squares, column, row) - values[column]) / size)
    }
}
