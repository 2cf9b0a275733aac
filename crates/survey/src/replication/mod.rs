//! Replicate designs: jackknife, balanced repeated replication, bootstraps, or given replicate weights.

mod rank;

use crate::column::Domain;
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
