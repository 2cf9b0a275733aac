//! Design-based statistics for complex samples: arrays in, numbers out. No I/O, no clock, no knowledge of Meedoen.
//!
//! A door: the rooms behind it are named with their purpose and the types that are certain; the methods come with
//! their own issue, held to reference cases computed with R's `survey`.

/// The population a sample is drawn from: units, strata, sizes. Says its own hash, so that a draw can be repeated.
pub mod frame {}

/// How a sample was drawn: strata, stages of clusters, finite populations, weights, rules for a lonely cluster.
pub mod design {}

/// Drawing: simple, stratified, proportional to size, two-stage; reproducible from a seed on any machine.
pub mod sampling {}

/// Weights: non-response, post-stratification, raking, calibration, trimming. The variance knows about each.
pub mod weighting {}

/// Totals, means, proportions, ratios, quantiles over domains, through one variance kernel.
pub mod estimation {
    /// What an estimator answers. "No estimate" is a result of its own, never a silent zero.
    #[derive(Debug, Clone, Copy, PartialEq)]
    pub enum Answer {
        /// An estimate with its standard error, in the unit of the variable.
        Estimate {
            /// The estimate.
            value: f64,
            /// Its standard error.
            standard_error: f64,
            /// Degrees of freedom of the design in this domain.
            degrees_of_freedom: f64,
        },
        /// Nothing can be said, and why.
        None(NoEstimate),
    }

    /// Why there is no estimate.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum NoEstimate {
        /// The domain holds no sampled unit.
        EmptyDomain,
        /// Units were sampled, nobody answered.
        NobodyAnswered,
    }
}

/// Replicate designs: jackknife, balanced repeated replication, bootstraps, or given replicate weights.
pub mod replication {}

/// Tests of differences and association that know the design.
pub mod tests_of_difference {}

/// Suppression of small cells and of the cells that would give them away, before anything leaves the house.
pub mod disclosure {
    /// A cell of a table as it may be shown.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Cell<T> {
        /// It may be shown.
        Shown(T),
        /// Too small to show.
        TooSmall,
        /// Large enough, but it would give a small one away.
        Protecting,
    }
}
