//! What an estimator answers.

use crate::interval::{Interval, confint};
use nalgebra::DMatrix;

/// Estimates with their covariance.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimates {
    /// The estimates, each in the unit of its variable.
    pub values: Vec<f64>,
    /// Their covariance, in the same order, square.
    pub covariance: DMatrix<f64>,
    /// Degrees of freedom of the design in the domain that was asked for: clusters less strata, or of the replicates. Where
    /// rows without an answer had left that domain, [`crate::Design::degrees_of_freedom`] of the whole one is R's default.
    pub df: f64,
    /// Replicates under which at least one of these has no answer; its error is of the other replicates. 0 without
    /// replicates.
    pub silent: usize,
}

impl Estimates {
    /// The standard error of one of them; `NaN` where there is no such one, or its error is unknown.
    pub fn standard_error(&self, at: usize) -> f64 {
        self.covariance.get((at, at)).map_or(f64::NAN, |variance| libm::sqrt(*variance))
    }

    /// The interval of one of them, `estimate -+ t(df) se`.
    pub fn interval(&self, at: usize, level: f64) -> Interval {
        confint(self.values.get(at).copied().unwrap_or(f64::NAN), self.standard_error(at), self.df, level)
    }

    /// No estimate of so many numbers: all of it is `NaN`, on no degrees of freedom.
    pub(crate) fn none(size: usize) -> Self {
        let unknown = f64::NAN;
        Self { values: vec![unknown; size], covariance: DMatrix::from_element(size, size, unknown), df: 0.0, silent: 0 }
    }
}

/// Why there is no estimate: a result of its own, not an error and not a zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoEstimate {
    /// The domain holds no sampled unit.
    EmptyDomain,
    /// Units were sampled, nobody answered.
    NobodyAnswered,
}
