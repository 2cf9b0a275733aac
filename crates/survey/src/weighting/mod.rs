//! Weights: non-response, post-stratification, raking, calibration, trimming.
//!
//! Every function takes a design and answers a new one. A design with replicates has each replicate weighted the same
//! way, which is how its variance knows; any other keeps an [`Adjustment`] for the kernel.

mod adjustment;
mod bounded;
mod calibrate;
mod cell_factors;
mod cells;
mod crossed;
mod distance;
mod margin;
mod met;
mod nonresponse;
mod rake;
mod trim;

#[cfg(test)]
mod moved_tests;
#[cfg(test)]
mod tests;

pub(crate) use adjustment::in_order;
pub use adjustment::{Adjustment, Moved};
pub use calibrate::{Auxiliary, Calibration, calibrate};
pub use cell_factors::CellFactors;
pub use cells::post_stratify;
pub use distance::Distance;
pub use margin::Margin;
pub use met::{Met, met};
pub use nonresponse::non_response;
pub use rake::{Rounds, rake};
pub use trim::{Limits, trim, trim_as_given};

use crate::column::Domain;
use crate::design::Design;
use crate::refusal::Refusal;
use crate::replication::Ranks;
use nalgebra::DMatrix;
use std::sync::Arc;

/// Puts new weights in a design: its own, and those of each replicate as `again` makes them from the old.
fn reweigh(
    design: &Design,
    weights: Vec<f64>,
    adjustment: Option<Adjustment>,
    again: impl Fn(&[f64]) -> Result<Vec<f64>, Refusal>,
) -> Result<Design, Refusal> {
    reweigh_ranked(design, weights, adjustment, again, false)
}

/// As [`reweigh`]; with `keeps_rank`, the degrees of freedom of replicates over all rows stay those of before (R `survey`,
/// after calibrations other than the linear one without bounds, and after trimming; those of a domain are computed anew).
fn reweigh_ranked(
    design: &Design,
    weights: Vec<f64>,
    adjustment: Option<Adjustment>,
    again: impl Fn(&[f64]) -> Result<Vec<f64>, Refusal>,
    keeps_rank: bool,
) -> Result<Design, Refusal> {
    let mut new = Design { weights: Arc::new(weights), ..design.clone() };
    if let Some(replicates) = &mut new.replicates {
        let mut all = DMatrix::zeros(replicates.weights.nrows(), replicates.weights.ncols());
        for at in 0..replicates.weights.ncols() {
            let old: Vec<f64> = replicates.weights.column(at).iter().copied().collect();
            let column = again(&old).map_err(|mut refusal| {
                refusal.message = format!("under replicate {}: {}", at + 1, refusal.message);
                refusal
            })?;
            all.column_mut(at).iter_mut().zip(column).for_each(|(to, from)| *to = from);
        }
        replicates.weights = all;
        let before = keeps_rank.then(|| old_rank(design)).flatten();
        replicates.ranks = before.map_or_else(Ranks::default, Ranks::keeping);
    } else if let Some(adjustment) = adjustment {
        new.adjustments.push(adjustment);
    }
    Ok(new)
}

/// The rank of a design's replicates over all rows.
fn old_rank(design: &Design) -> Option<usize> {
    design.replicates.as_ref().map(|replicates| replicates.ranks.of(&replicates.weights, &Domain::all(design.rows())))
}
