//! How a sample was drawn: strata, stages of clusters, finite populations, weights, rules for a lonely cluster.

mod agreement;
mod check;
mod population;
#[cfg(test)]
mod simulated_tests;
mod stage;
#[cfg(test)]
mod tests;
mod waves;
#[cfg(test)]
mod waves_tests;

pub use agreement::Disagreement;
pub(crate) use population::{stratum_name, stratum_place};
pub(crate) use stage::Stage;
pub use waves::{Apart, Waves, Why};
pub(crate) use waves::{FEWEST as FEWEST_SHARED, Overlap, Pair};

use crate::column::{Domain, Factor, Numeric};
use crate::estimate::Estimates;
use crate::refusal::Refusal;
use crate::replication::Replicates;
use crate::variance::Statistic;
use crate::weighting::Adjustment;
use nalgebra::DMatrix;
use std::sync::Arc;

/// What to do with a stratum that has one cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LonelyPsu {
    /// Refuse, naming the stratum.
    #[default]
    Fail,
    /// Leave it out of the variance.
    Remove,
    /// Its cluster was certain to be drawn: it adds no variance.
    Certainty,
    /// Hold it against the mean of all clusters, instead of the mean of its stratum. For a total that mean is taken to be
    /// zero (R `survey`), which overstates its error.
    Adjust,
    /// Give it the mean variance of the other strata.
    Average,
}

/// How units with unequal probabilities were drawn, where the variance needs to know: what stands in for the joint
/// inclusion probabilities. The `fpc` columns hold the inclusion probability of each unit.
#[derive(Debug, Clone, PartialEq)]
pub enum Pps {
    /// Brewer's approximation (R `survey`, `svydesign(pps = "brewer")`); any number of stages.
    Brewer,
    /// Overton's (`pps = "overton"`); one stage.
    Overton,
    /// Hartley and Rao's, truncated (`pps = HR()`); one stage.
    HartleyRao,
    /// Nothing: the joint inclusion probabilities are known (`pps = ppsmat(...)`); one stage, and no lonely clusters to
    /// speak of.
    Joint {
        /// The joint inclusion probabilities: that both of two clusters are drawn, clusters x clusters in the order in which
        /// they first come in the rows; on the diagonal that of each, as in the `fpc` column. All above 0.
        probabilities: Arc<DMatrix<f64>>,
        /// Which estimator of the variance.
        form: JointForm,
    },
}

/// An estimator of the variance from the joint inclusion probabilities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum JointForm {
    /// Horvitz and Thompson (1952): for any draw. May be negative in draws of a fixed size.
    #[default]
    HorvitzThompson,
    /// Yates and Grundy (1953): for draws of a fixed size only.
    YatesGrundy,
}

/// A design as it comes in. Every column has one value a row.
#[derive(Debug, Clone, Default)]
pub struct Spec {
    /// How many rows.
    pub rows: usize,
    /// Clusters, one column a stage; none: every row its own.
    pub ids: Vec<Factor>,
    /// Strata, one column a stage at most.
    pub strata: Vec<Factor>,
    /// Weights; none: from the finite populations where they are counts, else equal.
    pub weights: Option<Numeric>,
    /// The finite population of each stage: above 1 a count, else the fraction drawn.
    pub fpc: Vec<Numeric>,
    /// Whether cluster ids begin anew in each stratum.
    pub nest: bool,
    /// The rule for lonely clusters.
    pub lonely: LonelyPsu,
    /// Whether the rule also holds for strata that have one cluster left in a domain.
    pub adjust_domain_lonely: bool,
    /// Probabilities proportional to size.
    pub pps: Option<Pps>,
    /// Measurements at several times, each a sample of its own; clusters and strata keep their names.
    pub waves: Option<Waves>,
}

/// A design that holds together: built by [`Design::new`], changed by [`crate::weighting`] and [`crate::replication`].
#[derive(Debug, Clone)]
pub struct Design {
    /// Shared by every design that is made of this one by weighting or replication.
    pub(crate) spec: Arc<Spec>,
    pub(crate) stages: Arc<Vec<Stage>>,
    /// What waves share, where there are waves.
    pub(crate) overlap: Option<Arc<Overlap>>,
    pub(crate) weights: Arc<Vec<f64>>,
    pub(crate) adjustments: Vec<Adjustment>,
    pub(crate) replicates: Option<Replicates>,
}

impl Design {
    /// Checks a design and computes its weights.
    ///
    /// # Errors
    /// Names the column and the row or stratum that contradicts it.
    pub fn new(spec: Spec) -> Result<Self, Refusal> {
        let (stages, weights) = check::build(&spec)?;
        let overlap = spec.waves.as_ref().map(|waves| waves::overlap(&spec, waves, &stages)).transpose()?;
        Ok(Self {
            overlap: overlap.map(Arc::new),
            spec: Arc::new(spec),
            stages: Arc::new(stages),
            weights: Arc::new(weights),
            adjustments: Vec::new(),
            replicates: None,
        })
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.spec.rows
    }

    /// The weights, one a row, after every weighting.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// What the design was made from.
    pub fn spec(&self) -> &Spec {
        &self.spec
    }

    /// The cluster of each row at a stage (0 is the first), numbered from zero, nested in strata where asked.
    pub fn clusters(&self, stage: usize) -> Option<&[u32]> {
        self.stages.get(stage).map(|stage| stage.cluster.as_slice())
    }

    /// The stratum of each row at a stage (0 is the first), numbered from zero.
    pub fn strata(&self, stage: usize) -> Option<&[u32]> {
        self.stages.get(stage).map(|stage| stage.stratum.as_slice())
    }

    /// The strata of which two waves share too few units for a covariance, or that one of them does not have under this name;
    /// the covariance is then taken to be 0: what was a panel in
    /// all but name has too large an error of its change. Empty without waves.
    pub fn apart(&self) -> Vec<Apart> {
        match (&self.overlap, self.stages.first()) {
            (Some(overlap), Some(stage)) => overlap.apart(&self.spec, stage),
            _ => Vec::new(),
        }
    }

    /// Whether a finite population was given to draw from. Replicates have it in their scale only.
    pub(crate) fn is_finite(&self) -> bool {
        let finite = |stage: &Stage| stage.population.iter().any(|size| size.is_finite());
        self.replicates.is_none() && self.stages.first().is_some_and(finite)
    }

    /// The replicate weights, where this design has them.
    pub const fn replicates(&self) -> Option<&Replicates> {
        self.replicates.as_ref()
    }

    /// The weights within a domain, zero outside it.
    pub fn weights_in(&self, domain: &Domain) -> Vec<f64> {
        self.weights.iter().enumerate().map(|(row, w)| if domain.holds(row) { *w } else { 0.0 }).collect()
    }

    /// How many rows of a domain have a weight other than zero.
    pub fn sampled(&self, domain: &Domain) -> usize {
        self.weights.iter().enumerate().filter(|(row, w)| **w != 0.0 && domain.holds(*row)).count()
    }

    /// How many rows a domain has in the design: those outside too where they stay in its variance (R `survey`, `nrow`
    /// of a subset of a calibrated design).
    pub fn rows_in(&self, domain: &Domain) -> usize {
        if self.replicates.is_none() && self.keeps_outside() {
            return self.rows();
        }
        domain.inside().iter().filter(|inside| **inside).count()
    }

    /// Degrees of freedom in a domain: clusters less strata of the first stage among rows with weight, or the rank of
    /// the replicates less one (R `survey`, `degf`).
    pub fn degrees_of_freedom(&self, domain: &Domain) -> f64 {
        if let Some(replicates) = &self.replicates {
            return replicates.degrees_of_freedom(domain);
        }
        let Some(stage) = self.stages.first() else { return 0.0 };
        if let Some(overlap) = &self.overlap {
            return overlap.degrees_of_freedom(stage, &self.weights, domain);
        }
        let mut clusters = vec![false; stage.clusters()];
        let mut strata = vec![false; stage.strata()];
        for (row, weight) in self.weights.iter().enumerate() {
            if *weight != 0.0 && domain.holds(row) {
                clusters[stage.cluster[row] as usize] = true;
                strata[stage.stratum[row] as usize] = true;
            }
        }
        let count = |seen: &[bool]| seen.iter().filter(|seen| **seen).count() as f64;
        count(&clusters) - count(&strata)
    }

    /// A statistic with its covariance, by linearisation or from replicates, whichever this design has.
    ///
    /// # Errors
    /// A lonely cluster under the rule that refuses it, naming its stratum.
    pub fn estimate(&self, statistic: &dyn Statistic, domain: &Domain) -> Result<Estimates, Refusal> {
        crate::variance::estimate(self, statistic, domain)
    }

    /// Whether rows outside a domain stay in the variance: their residuals count once weights were adjusted, and
    /// probabilities proportional to size belong to the whole sample (R `survey`, subsetting `survey.design2`).
    pub(crate) fn keeps_outside(&self) -> bool {
        !self.adjustments.is_empty() || self.spec.pps.is_some()
    }
}
