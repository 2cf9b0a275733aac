//! What replicates are made of: one factor for each first-stage cluster and replicate.

use super::{Ranks, Replicates};
use crate::design::Design;
use nalgebra::DMatrix;

/// Factors by which the weights of a cluster are multiplied.
pub(super) struct Factors {
    /// Clusters x replicates.
    pub(super) of_cluster: DMatrix<f64>,
    pub(super) scale: f64,
    pub(super) rscales: Vec<f64>,
}

impl Factors {
    /// Whole weights: the weight of each row times the factor of its cluster.
    pub(super) fn weigh(self, design: &Design, mse: bool) -> Replicates {
        let Self { of_cluster, scale, rscales } = self;
        let weights = match design.stages.first() {
            Some(stage) => DMatrix::from_fn(design.rows(), of_cluster.ncols(), |row, at| {
                design.weights[row] * of_cluster[(stage.cluster[row] as usize, at)]
            }),
            None => DMatrix::zeros(design.rows(), of_cluster.ncols()),
        };
        Replicates { weights, scale, rscales, mse, ranks: Ranks::default() }
    }
}
