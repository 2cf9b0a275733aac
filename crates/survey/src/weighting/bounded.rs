//! Calibration within bounds, for when Newton's plain steps do not arrive.

use super::distance::Factor;
use crate::numerics::matrix::solve_vector;
use nalgebra::{DMatrix, DVector};

/// The problem: rows x p auxiliaries, weights, totals, and the factor.
pub(super) struct Problem<'a> {
    pub(super) columns: &'a DMatrix<f64>,
    pub(super) weights: &'a [f64],
    pub(super) totals: &'a [f64],
    pub(super) factor: Factor,
}

impl Problem<'_> {
    /// `x'eta` of each row.
    pub(super) fn predictor(&self, eta: &DVector<f64>) -> Vec<f64> {
        (self.columns * eta).iter().copied().collect()
    }

    /// The factors.
    pub(super) fn factors(&self, eta: &DVector<f64>) -> Vec<f64> {
        self.predictor(eta).into_iter().map(|u| self.factor.value(u)).collect()
    }

    /// Totals less those of the weighted sample.
    pub(super) fn misfit(&self, factors: &[f64]) -> DVector<f64> {
        let mut misfit = DVector::from_column_slice(self.totals);
        for (at, left) in misfit.iter_mut().enumerate() {
            let column = self.columns.column(at);
            let sum: f64 = column.iter().zip(self.weights).zip(factors).map(|((x, w), g)| x * w * g).sum();
            *left -= sum;
        }
        misfit
    }

    /// How far off, as R measures it: the largest misfit over 1 plus its total.
    pub(super) fn off(&self, misfit: &DVector<f64>) -> f64 {
        misfit.iter().zip(self.totals).map(|(m, t)| m.abs() / (1.0 + t.abs())).fold(0.0, worse)
    }

    /// The slope matrix `X' W F' X`.
    pub(super) fn slopes(&self, predictor: &[f64]) -> DMatrix<f64> {
        let p = self.columns.ncols();
        let mut matrix = DMatrix::zeros(p, p);
        for ((row, u), w) in self.columns.row_iter().zip(predictor).zip(self.weights) {
            let share = w * self.factor.slope(*u);
            if share == 0.0 {
                continue;
            }
            for j in 0..p {
                for i in 0..=j {
                    matrix[(i, j)] += row[i] * row[j] * share;
                }
            }
        }
        for j in 0..p {
            for i in 0..j {
                matrix[(j, i)] = matrix[(i, j)];
            }
        }
        matrix
    }

    /// The dual objective, which is convex: its minimum, if it has one, meets the totals.
    fn dual(&self, eta: &DVector<f64>) -> f64 {
        let sum: f64 = self.predictor(eta).iter().zip(self.weights).map(|(u, w)| w * self.factor.integral(*u)).sum();
        sum - eta.iter().zip(self.totals).map(|(e, t)| e * t).sum::<f64>()
    }

    /// Minimises the dual by Newton's method with a little ridge and steps that are halved until they help. `None` where
    /// it finds no minimum: the bounds cannot be kept.
    pub(super) fn minimise(&self, epsilon: f64) -> Option<Vec<f64>> {
        let mut eta = DVector::zeros(self.columns.ncols());
        let mut value = self.dual(&eta);
        for _ in 0..500 {
            let predictor = self.predictor(&eta);
            let factors: Vec<f64> = predictor.iter().map(|u| self.factor.value(*u)).collect();
            let misfit = self.misfit(&factors);
            if self.off(&misfit) < epsilon {
                return Some(factors);
            }
            let mut matrix = self.slopes(&predictor);
            let whole = self.slopes(&vec![0.0; predictor.len()]);
            for at in 0..matrix.nrows() {
                matrix[(at, at)] += 1e-9 * whole[(at, at)];
            }
            let step = solve_vector(&matrix, &misfit)?;
            let gain = step.dot(&misfit);
            let mut length = 1.0;
            loop {
                let next = &eta + &step * length;
                let reached = self.dual(&next);
                if reached <= value - 1e-4 * length * gain || (length < 1e-3 && reached < value) {
                    (eta, value) = (next, reached);
                    break;
                }
                length *= 0.5;
                if length < 1e-12 {
                    // At the limit of rounding: take it if it is as good as it can be.
                    return (self.off(&misfit) < epsilon.max(1e-9)).then_some(factors);
                }
            }
        }
        None
    }
}

/// The larger; `NaN` is worse than anything.
fn worse(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { f64::NAN } else { a.max(b) }
}
