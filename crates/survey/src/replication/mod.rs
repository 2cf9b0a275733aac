//! Replicate designs: jackknife, balanced repeated replication, bootstraps, or given replicate weights.

mod balanced;
mod bootstrap;
mod factors;
mod given;
mod jackknife;
pub(crate) mod random;
mod rank;
#[cfg(test)]
mod tests;

pub use bootstrap::Resample;
pub use given::{Given, Kind};

use crate::column::Domain;
use crate::design::Design;
use crate::refusal::{Reason, Refusal};
use crate::variance::Statistic;
use nalgebra::DMatrix;

/// Replicate weights with what turns their spread into a variance.
#[derive(Debug, Clone)]
pub struct Replicates {
    /// Rows x replicates: whole weights, not factors.
    pub(crate) weights: DMatrix<f64>,
    /// The scale of all.
    pub(crate) scale: f64,
    /// The scale of each.
    pub(crate) rscales: Vec<f64>,
    /// Spread around the estimate, instead of around the mean of the replicates.
    pub(crate) mse: bool,
}

/// How replicates are made from a design.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Method {
    /// Unstratified jackknife.
    Jk1,
    /// Stratified jackknife.
    Jkn,
    /// Balanced half samples; with a factor above 0, Fay's.
    Balanced {
        /// Fay's factor.
        rho: f64,
    },
    /// A bootstrap from a seed.
    Bootstrap {
        /// How clusters are drawn again.
        resample: Resample,
        /// How many replicates.
        replicates: usize,
        /// The seed: the same one gives the same replicates everywhere.
        seed: u64,
    },
}

/// A design with replicates instead of its clusters (R `survey`, `as.svrepdesign`). Weightings come after: each replicate
/// is then weighted as the whole is.
///
/// # Errors
/// Strata that the method cannot have or must have; a lonely cluster under the rule that refuses it; a design that was
/// weighted or has replicates already.
pub fn replicate(design: &Design, method: Method, mse: bool) -> Result<Design, Refusal> {
    if !design.adjustments.is_empty() || design.replicates.is_some() {
        return Err(Refusal::new(
            Reason::Design,
            "replicates are made before weights are adjusted",
            "Make the replicates first, then weight: every replicate is weighted too.",
        ));
    }
    let replicates = match method {
        Method::Jk1 => jackknife::jk1(design)?.weigh(design, mse),
        Method::Jkn => jackknife::jkn(design)?.weigh(design, mse),
        Method::Balanced { rho } => balanced::balanced(design, rho)?.weigh(design, mse),
        Method::Bootstrap { resample, replicates, seed } => {
            bootstrap::enough(replicates)?;
            if resample == Resample::Multistage {
                let mut weights = bootstrap::multistage(design, replicates, seed)?;
                for (row, weight) in design.weights.iter().enumerate() {
                    weights.row_mut(row).scale_mut(*weight);
                }
                let rscales = vec![1.0 / (replicates as f64 - 1.0); replicates];
                Replicates { weights, scale: 1.0, rscales, mse }
            } else {
                bootstrap::clusters(design, resample, replicates, seed)?.weigh(design, mse)
            }
        }
    };
    Ok(Design { replicates: Some(replicates), ..design.clone() })
}

impl Replicates {
    /// The weights, rows x replicates.
    pub const fn weights(&self) -> &DMatrix<f64> {
        &self.weights
    }

    /// The rank of the replicate weights in a domain, less one (R `survey`, `degf.svyrep.design`).
    pub(crate) fn degrees_of_freedom(&self, domain: &Domain) -> f64 {
        rank::rank(&self.weights, domain) as f64 - 1.0
    }

    /// The covariance of a statistic from its values under each replicate.
    pub(crate) fn covariance(
        &self,
        statistic: &dyn Statistic,
        domain: &Domain,
        estimate: &[f64],
    ) -> Result<DMatrix<f64>, Refusal> {
        let mut weights = vec![0.0; self.weights.nrows()];
        let thetas = (0..self.weights.ncols())
            .map(|replicate| {
                for (row, weight) in weights.iter_mut().enumerate() {
                    *weight = if domain.holds(row) { self.weights[(row, replicate)] } else { 0.0 };
                }
                statistic.value(&weights)
            })
            .collect::<Vec<_>>();
        self.spread(&thetas, estimate)
    }

    /// The scaled spread of replicate values (R `survey`, `svrVar`). Replicates without an answer are left out; the
    /// centre is the mean of those with a scale, or the estimate itself.
    ///
    /// # Errors
    /// No replicate gives an answer.
    pub fn spread(&self, thetas: &[Vec<f64>], estimate: &[f64]) -> Result<DMatrix<f64>, Refusal> {
        let size = estimate.len();
        if estimate.iter().any(|value| value.is_nan()) {
            return Ok(DMatrix::from_element(size, size, f64::NAN));
        }
        let whole: Vec<(&Vec<f64>, f64)> = thetas
            .iter()
            .zip(&self.rscales)
            .filter(|(theta, _)| theta.iter().all(|value| !value.is_nan()))
            .map(|(theta, scale)| (theta, *scale))
            .collect();
        if whole.is_empty() {
            return Err(Refusal::new(
                Reason::NotDefined,
                "no replicate gives an answer",
                "Take a larger domain: under every replicate this one is empty.",
            ));
        }
        let mut centre = estimate.to_vec();
        if !self.mse {
            let counted: Vec<&Vec<f64>> =
                whole.iter().filter(|(_, scale)| *scale > 0.0).map(|(theta, _)| *theta).collect();
            for (at, centre) in centre.iter_mut().enumerate() {
                *centre = counted.iter().map(|theta| theta[at]).sum::<f64>() / counted.len() as f64;
            }
        }
        let mut variance = DMatrix::zeros(size, size);
        for (theta, scale) in whole {
            for i in 0..size {
                for j in 0..size {
                    variance[(i, j)] += (theta[i] - centre[i]) * (theta[j] - centre[j]) * scale * self.scale;
                }
            }
        }
        Ok(variance)
    }
}
