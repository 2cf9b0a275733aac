//! One kernel for every variance: influence values in, a covariance out.

mod inclusion;
mod kernel;
mod overlap;
pub(crate) use kernel::ROUNDING;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;

use crate::column::Domain;
use crate::design::{Design, Pps};
use crate::estimate::Estimates;
use crate::refusal::{Reason, Refusal};
use crate::weighting::in_order;
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

    /// Whether this can be taken over rows with these weights, zero outside the domain.
    ///
    /// # Errors
    /// Columns of another length than the weights, or a value that is infinite in a row that counts.
    fn check(&self, weights: &[f64]) -> Result<(), Refusal> {
        let _ = weights;
        Ok(())
    }
}

/// A statistic with its covariance in a domain; no estimate where nobody in it has a weight.
pub(crate) fn estimate(design: &Design, statistic: &dyn Statistic, domain: &Domain) -> Result<Estimates, Refusal> {
    domain.fits(design.rows())?;
    let weights = design.weights_in(domain);
    statistic.check(&weights)?;
    if weights.iter().all(|weight| *weight == 0.0) {
        return Ok(Estimates::none(statistic.size()));
    }
    let values = statistic.value(&weights);
    let (covariance, silent) = match &design.replicates {
        Some(replicates) => replicates.covariance(statistic, domain, &values)?,
        None => (covariance_in(design, statistic.influence(&weights), domain)?, 0),
    };
    Ok(Estimates { values, covariance, df: design.degrees_of_freedom(domain), silent })
}

/// The covariance of totals of weighted influence values (rows x p) under a design, adjustments included, over all rows.
///
/// # Errors
/// See [`covariance_in`].
pub fn covariance(design: &Design, influence: DMatrix<f64>) -> Result<DMatrix<f64>, Refusal> {
    covariance_in(design, influence, &Domain::all(design.rows()))
}

/// The covariance of totals of weighted influence values (rows x p) in a domain, outside which they are zero.
///
/// The domain matters beyond those zeros: a stratum without any row of the domain is not lonely and has no share in an
/// average. Where weights were adjusted, all rows count (R `survey`, `svyrecvar` on a subset of a design).
///
/// # Errors
/// A lonely cluster under the rule that refuses it; influence of another length than the design; a replicate design,
/// which has no influence.
pub fn covariance_in(design: &Design, mut influence: DMatrix<f64>, domain: &Domain) -> Result<DMatrix<f64>, Refusal> {
    if influence.nrows() != design.rows() {
        return Err(Refusal::new(
            Reason::Shape,
            format!("{} influence values for {} rows", influence.nrows(), design.rows()),
            "Give one for every row.",
        ));
    }
    // What an adjustment explains wholly leaves rounding errors of the size of what it was taken from.
    let sizes = kernel::sizes(&influence);
    for adjustment in in_order(&design.adjustments) {
        adjustment.residuals(&mut influence);
    }
    let everyone = design.keeps_outside();
    let present = |row: usize| everyone || domain.holds(row);
    let mut variance = match &design.spec.pps {
        Some(method @ (Pps::Overton | Pps::HartleyRao)) => inclusion::one_stage(design, &influence, method, &present)?,
        Some(Pps::Joint { probabilities, form }) => {
            inclusion::of_joint(design, &influence, probabilities, *form, &present)
        }
        // Brewer's differs from equal probabilities only in how much of the population each cluster stands for.
        Some(Pps::Brewer) | None => kernel::multistage(design, &influence, &present)?,
    };
    if let Some(shared) = &design.overlap {
        variance += overlap::between(&design.stages, shared, &influence);
    }
    kernel::drop_rounding(&mut variance, &sizes);
    Ok(variance)
}
