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
pub(crate) use rank::Ranks;

use crate::column::Domain;
use crate::design::{Design, Stage};
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
    /// Of these weights; others need their own.
    pub(crate) ranks: Ranks,
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

/// What replicates of a design do not know about, so that their errors are not those of linearisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// How much of the population was drawn: errors are those of draws with replacement, and too large.
    FinitePopulations,
    /// The draws within clusters. Their errors show between clusters, but not in strata of which every cluster was drawn.
    LaterStages,
}

impl Method {
    /// What replicates made of this design in this way leave out.
    pub fn leaves_out(&self, design: &Design) -> Vec<LeftOut> {
        let drawn_anew = |resample: &Resample| *resample == Resample::Subbootstrap;
        let finite = match self {
            Self::Jk1 | Self::Jkn => false,
            Self::Balanced { .. } => true,
            Self::Bootstrap { resample, .. } => drawn_anew(resample),
        };
        let multistage = matches!(self, Self::Bootstrap { resample: Resample::Multistage, .. });
        let finite = (finite && !design.spec.fpc.is_empty()).then_some(LeftOut::FinitePopulations);
        let later = design.stages.len() > 1 && !design.spec.fpc.is_empty() && !multistage;
        finite.into_iter().chain(later.then_some(LeftOut::LaterStages)).collect()
    }
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
    if design.overlap.is_some() {
        return Err(Refusal::new(
            Reason::Design,
            "replicates of several waves do not know which units they share",
            "Leave the replicates out: the design knows; or give replicates that were made of all waves together.",
        ));
    }
    // A jackknife makes one a cluster; half samples are about as many as strata.
    let clusters = design.stages.first().map_or(0, Stage::clusters);
    bootstrap::fits(
        design.rows(),
        match method {
            Method::Bootstrap { replicates, .. } => replicates,
            Method::Jk1 | Method::Jkn | Method::Balanced { .. } => clusters,
        },
    )?;
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
                Replicates { weights, scale: 1.0, rscales, mse, ranks: Ranks::default() }
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
        (self.ranks.of(&self.weights, domain) as f64 - 1.0).max(0.0)
    }

    /// The same of the weights as they are, whatever was known of the whole.
    pub(crate) fn counted_anew(&self, domain: &Domain) -> f64 {
        (self.ranks.anew(&self.weights, domain) as f64 - 1.0).max(0.0)
    }

    /// The covariance of a statistic from its values under each replicate, and under how many of them one of its numbers
    /// has no answer.
    pub(crate) fn covariance(
        &self,
        statistic: &dyn Statistic,
        domain: &Domain,
        estimate: &[f64],
    ) -> Result<(DMatrix<f64>, usize), Refusal> {
        let mut weights = vec![0.0; self.weights.nrows()];
        let thetas = (0..self.weights.ncols())
            .map(|replicate| {
                for (row, weight) in weights.iter_mut().enumerate() {
                    *weight = if domain.holds(row) { self.weights[(row, replicate)] } else { 0.0 };
                }
                statistic.value(&weights)
            })
            .collect::<Vec<_>>();
        let known = |at: usize| estimate.get(at).is_some_and(|value| !value.is_nan());
        let open = |theta: &&Vec<f64>| theta.iter().enumerate().any(|(at, value)| value.is_nan() && known(at));
        let silent = thetas.iter().filter(open).count();
        Ok((self.spread(&thetas, estimate)?, silent))
    }

    /// What replicates make of answers that have nothing in common: the variance of a share over `p (1 - p)`, under weights
    /// (0 outside a domain) of which these are the replicates.
    pub(crate) fn spread_apart(&self, weights: &[f64]) -> f64 {
        let sum: f64 = weights.iter().sum();
        let of_row = |(row, weight): (usize, &f64)| {
            let of_replicate = |(at, scale): (usize, &f64)| {
                let moved = (self.weights[(row, at)] - weight) / sum;
                moved * moved * scale * self.scale
            };
            self.rscales.iter().enumerate().map(of_replicate).sum::<f64>()
        };
        weights.iter().enumerate().filter(|(_, weight)| **weight != 0.0).map(of_row).sum()
    }

    /// The scaled spread of replicate values (R `survey`, `svrVar`). For each pair of numbers the replicates without an
    /// answer to either are left out: a group that one replicate empties takes nothing from the others. (R leaves such a
    /// replicate out for all.) The centre is the mean of those with a scale, or the estimate itself.
    ///
    /// # Errors
    /// No replicate gives an answer.
    pub fn spread(&self, thetas: &[Vec<f64>], estimate: &[f64]) -> Result<DMatrix<f64>, Refusal> {
        let size = estimate.len();
        if estimate.iter().any(|value| value.is_nan()) {
            return Ok(DMatrix::from_element(size, size, f64::NAN));
        }
        let answers = |theta: &Vec<f64>| theta.iter().any(|value| !value.is_nan());
        if !thetas.iter().any(answers) {
            return Err(Refusal::new(
                Reason::NotDefined,
                "no replicate gives an answer",
                "Take a larger domain: under every replicate this one is empty.",
            ));
        }
        let mut variance = DMatrix::zeros(size, size);
        for i in 0..size {
            for j in 0..=i {
                variance[(i, j)] = self.product(thetas, estimate, i, j);
                variance[(j, i)] = variance[(i, j)];
            }
        }
        Ok(variance)
    }

    /// The scaled product of the deviations of two numbers.
    fn product(&self, thetas: &[Vec<f64>], estimate: &[f64], i: usize, j: usize) -> f64 {
        let known = || {
            let both = thetas.iter().zip(&self.rscales).map(|(theta, scale)| (theta[i], theta[j], *scale));
            both.filter(|(a, b, _)| !a.is_nan() && !b.is_nan())
        };
        let (mut a, mut b) = (estimate[i], estimate[j]);
        if !self.mse {
            let counted = known().filter(|(_, _, scale)| *scale > 0.0);
            let (sum_a, sum_b, count) = counted.fold((0.0, 0.0, 0.0), |(x, y, n), (a, b, _)| (x + a, y + b, n + 1.0));
            (a, b) = (sum_a / count, sum_b / count);
        }
        if known().next().is_none() {
            return f64::NAN;
        }
        known().map(|(x, y, scale)| (x - a) * (y - b) * scale * self.scale).sum()
    }
}
