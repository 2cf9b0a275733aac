//! What a weighting leaves for the variance.

use crate::numerics::matrix::Basis;
use nalgebra::DMatrix;

/// Passes over the margins when raked influence values are made residual (R `survey`, `svyrecvar`).
const PASSES: usize = 10;

/// What a weighting leaves for the variance: influence values are replaced by their residuals on it, because an estimate
/// no longer varies with what the weights already set right.
#[derive(Debug, Clone)]
pub enum Adjustment {
    /// Post-stratified: within each cell the mean is taken away.
    Cells {
        /// The cell of each row, from 0.
        codes: Vec<u32>,
        /// The weights with which means are taken: those before.
        before: Vec<f64>,
        /// The weights after.
        after: Vec<f64>,
    },
    /// Raked: within the categories of each margin in turn, ten times over, the mean is taken away.
    Margins(Vec<RakedMargin>),
    /// Calibrated: what the auxiliaries explain is taken away.
    Calibrated {
        /// An orthonormal basis of the auxiliaries times the square root of the weights before.
        basis: Basis,
        /// The factor of each row times the square root of its weight before.
        scale: Vec<f64>,
    },
}

/// One margin of a raking.
#[derive(Debug, Clone)]
pub struct RakedMargin {
    /// The category of each row, from 0.
    pub codes: Vec<u32>,
    /// The weights after this margin was met in the last round.
    pub weights: Vec<f64>,
}

impl Adjustment {
    /// Takes from the influence values (rows x p, weighted) what the weighting explains (R `survey`, `svyrecvar`; Valliant
    /// 1993 for post-strata, Deville, Särndal and Sautory 1993 for raking and calibration). Rows without weight are left.
    pub fn residuals(&self, influence: &mut DMatrix<f64>) {
        for mut column in influence.column_iter_mut() {
            let mut values: Vec<f64> = column.iter().copied().collect();
            self.residual(&mut values);
            column.iter_mut().zip(values).for_each(|(to, from)| *to = from);
        }
    }

    fn residual(&self, values: &mut [f64]) {
        match self {
            Self::Cells { codes, before, after } => take_means(values, codes, before, after),
            Self::Margins(margins) => {
                let ones = vec![1.0; values.len()];
                for _ in 0..PASSES {
                    for margin in margins {
                        take_means(values, &margin.codes, &ones, &margin.weights);
                    }
                }
            }
            Self::Calibrated { basis, scale } => {
                let mut scaled: Vec<f64> = values.iter().zip(scale).map(|(value, s)| divide(*value, *s)).collect();
                basis.take_from(&mut scaled);
                for ((value, left), s) in values.iter_mut().zip(scaled).zip(scale) {
                    *value = left * s;
                }
            }
        }
    }
}

/// `value / by`, and 0 without weight.
fn divide(value: f64, by: f64) -> f64 {
    if by == 0.0 { 0.0 } else { value / by }
}

/// From each value, its weight times the mean over its cell of value / weight, taken with the weights `with`.
fn take_means(values: &mut [f64], codes: &[u32], with: &[f64], weights: &[f64]) {
    let cells = codes.iter().map(|code| *code as usize + 1).max().unwrap_or(0);
    let mut sums = vec![(0.0, 0.0); cells];
    for (((value, code), share), weight) in values.iter().zip(codes).zip(with).zip(weights) {
        if let (true, Some((sum, size))) = (*weight != 0.0, sums.get_mut(*code as usize)) {
            *sum += value / weight * share;
            *size += share;
        }
    }
    for ((value, code), weight) in values.iter_mut().zip(codes).zip(weights) {
        if let Some((sum, size)) = sums.get(*code as usize) {
            *value -= divide(*sum, *size) * weight;
        }
    }
}
