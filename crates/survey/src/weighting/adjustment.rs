//! What a weighting leaves for the variance.

use super::CellFactors;
use crate::numerics::matrix::Basis;
use nalgebra::DMatrix;
use std::sync::Arc;

/// What a weighting leaves for the variance: influence values are replaced by their residuals on it, because an estimate
/// no longer varies with what the weights already set right.
#[derive(Debug, Clone)]
pub enum Adjustment {
    /// Post-stratified or raked: within the categories of each variable the mean is taken away.
    Cells(Arc<CellFactors>),
    /// Calibrated: what the auxiliaries explain is taken away.
    Calibrated {
        /// An orthonormal basis of the auxiliaries times the square root of the weights before.
        basis: Basis,
        /// The factor of each row times the square root of its weight before.
        scale: Vec<f64>,
    },
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
            Self::Cells(factors) => factors.residual(values),
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
