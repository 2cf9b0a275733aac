//! How a sample was drawn: strata, stages of clusters, finite populations, weights, rules for a lonely cluster.

use crate::column::{Domain, Factor, Numeric};
use crate::estimate::Estimates;
use crate::refusal::Refusal;
use crate::replication::Replicates;
use crate::variance::Statistic;
use crate::weighting::Adjustment;

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
    /// Hold it against the mean of all clusters, instead of the mean of its stratum.
    Adjust,
    /// Give it the mean variance of the other strata.
    Average,
}

/// How units with unequal chances were drawn, where the variance needs to know.
#[derive(Debug, Clone, PartialEq)]
pub enum Pps {
    /// Brewer's approximation (`survey::svydesign(pps = "brewer")`); the `fpc` columns hold the chances.
    Brewer,
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
    /// Chances proportional to size.
    pub pps: Option<Pps>,
}

/// A design that holds together: built by [`Design::new`], changed by [`crate::weighting`] and [`crate::replication`].
#[derive(Debug, Clone)]
pub struct Design {
    pub(crate) spec: Spec,
    pub(crate) weights: Vec<f64>,
    pub(crate) adjustments: Vec<Adjustment>,
    pub(crate) replicates: Option<Replicates>,
}

impl Design {
    /// Checks a design and computes its weights.
    ///
    /// # Errors
    /// Names the column and the row or stratum that contradicts it.
    pub fn new(spec: Spec) -> Result<Self, Refusal> {
        let weights = spec.weights.as_ref().map_or_else(|| vec![1.0; spec.rows], |w| w.values.clone());
        Ok(Self { spec, weights, adjustments: Vec::new(), replicates: None })
    }

    /// How many rows.
    pub const fn rows(&self) -> usize {
        self.spec.rows
    }

    /// The weights, one a row, after every weighting.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Degrees of freedom in a domain: clusters less strata, or the rank of the replicates less one.
    pub fn degrees_of_freedom(&self, _domain: &Domain) -> f64 {
        f64::NAN
    }

    /// A statistic with its covariance, by linearisation or from replicates, whichever this design has.
    ///
    /// # Errors
    /// A lonely cluster under the rule that refuses it, naming its stratum.
    pub fn estimate(&self, statistic: &dyn Statistic, domain: &Domain) -> Result<Estimates, Refusal> {
        crate::variance::estimate(self, statistic, domain)
    }
}
