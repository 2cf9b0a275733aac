//! One kernel for every variance: influence values in, a covariance out.

use crate::column::Domain;
use crate::design::Design;
use crate::estimate::Estimates;
use crate::refusal::{Reason, Refusal};
use nalgebra::DMatrix;

/// Something that can be estimated: one or more numbers of the weights, and how each row moves them.
pub trait Statistic {
    /// How many numbers.
    fn size(&self) -> usize;

    /// The numbers under these weights, one a row, zero outside the domain. Replicates call it with theirs.
    fn value(&self, weights: &[f64]) -> Vec<f64>;

    /// Rows x size: the weighted influence of each row, so that the variance of its total is that of the statistic.
    /// For a total of y this is `w y`; for a mean `w (y - mean) / sum(w)`. Zero outside the domain.
    fn influence(&self, weights: &[f64]) -> DMatrix<f64>;
}

pub(crate) fn estimate(_: &Design, _: &dyn Statistic, _: &Domain) -> Result<Estimates, Refusal> {
    Err(Refusal::new(Reason::NotDefined, "not built yet", "wait"))
}

/// The covariance of totals of weighted influence values (rows x p) under a design, adjustments included.
///
/// # Errors
/// A lonely cluster under the rule that refuses it.
pub fn covariance(_design: &Design, _influence: DMatrix<f64>) -> Result<DMatrix<f64>, Refusal> {
    Err(Refusal::new(Reason::NotDefined, "not built yet", "wait"))
}
