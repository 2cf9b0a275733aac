//! Replicate designs: jackknife, balanced repeated replication, bootstraps, or given replicate weights.

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
