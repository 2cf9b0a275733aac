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
    /// Weight was moved between the rows of a group, for non-response or by trimming: what a row gave stays with it as the
    /// mean of those that took it.
    Moved(Moved),
}

/// Weight that was moved between rows of a group. With the weights `w` before and `w'` after, the total of `w' e` moves
/// with a row by `w' e - (w' - w) m`, where `m` is the mean of `e` over those that took the weight of the group: over their
/// weights where it was shared in proportion to these (non-response), over rows where all took the same (trimming). (Each
/// share depends on who is in the sample, by the size of the group that gives and of that which takes.)
#[derive(Debug, Clone)]
pub struct Moved {
    /// The group of each row.
    pub(super) group: Vec<u32>,
    /// `w' - w` of each row.
    pub(super) by: Vec<f64>,
    /// How much `w' e` of each row counts in the mean of its group.
    pub(super) share: Vec<f64>,
}

impl Moved {
    fn residual(&self, values: &mut [f64]) {
        let groups = self.group.iter().map(|group| *group as usize + 1).max().unwrap_or(0);
        let mut means = vec![0.0; groups];
        for ((group, share), value) in self.group.iter().zip(&self.share).zip(values.iter()) {
            means[*group as usize] += share * value;
        }
        for ((group, by), value) in self.group.iter().zip(&self.by).zip(values) {
            *value -= by * means[*group as usize];
        }
    }
}

/// The adjustments of a design in the order in which influence values go through them. What was moved is undone backwards,
/// as the derivative of a chain is: after what came later, before what came earlier. In between they keep their own order,
/// as in R.
pub(crate) fn in_order(adjustments: &[Adjustment]) -> Vec<&Adjustment> {
    let mut order = Vec::with_capacity(adjustments.len());
    for part in adjustments.rsplit(|adjustment| matches!(adjustment, Adjustment::Moved(_))) {
        order.extend(part);
        // The one that stands before this part.
        let before = adjustments.len() - order.len();
        order.extend(before.checked_sub(1).and_then(|at| adjustments.get(at)));
    }
    order
}

impl Adjustment {
    /// Takes from the influence values (rows x p, weighted) what the weighting explains (R `survey`, `svyrecvar`; Valliant
    /// 1993 for post-strata, Deville, Särndal and Sautory 1993 for raking and calibration). Rows without weight are left.
    pub fn residuals(&self, influence: &mut DMatrix<f64>) {
        let rows = influence.nrows().max(1);
        // Columns lie one behind the other.
        influence.as_mut_slice().chunks_exact_mut(rows).for_each(|column| self.residual(column));
    }

    fn residual(&self, values: &mut [f64]) {
        match self {
            Self::Cells(factors) => factors.residual(values),
            Self::Moved(moved) => moved.residual(values),
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
