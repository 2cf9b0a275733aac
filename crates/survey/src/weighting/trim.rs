//! Trimming: weights between limits, what is cut off given to the others.

use super::reweigh;
use crate::design::Design;
use crate::refusal::{Reason, Refusal};

/// Between what weights must lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// The lowest weight; minus infinity for none.
    pub lower: f64,
    /// The highest weight; infinity for none.
    pub upper: f64,
    /// Again, until what was given to the others pushes none over a limit.
    pub strict: bool,
}

/// Trims weights and spreads what was cut off evenly over the rows that were within the limits, so that the sum stays
/// (Potter 1990; R `survey`, `trimWeights`). A row at a limit is within it, so that a strict trimming may lift rows again
/// that it first brought up to the lower limit.
///
/// # Errors
/// A lower limit above the upper, or limits within which the sum of weights does not fit.
pub fn trim(design: &Design, limits: Limits) -> Result<Design, Refusal> {
    let Limits { lower, upper, .. } = limits;
    if lower.is_nan() || upper.is_nan() || lower > upper {
        let message = format!("no weight lies between {lower} and {upper}");
        return Err(Refusal::new(Reason::Value, message, "Give a lower limit below the upper one."));
    }
    reweigh(design, apply(design.weights(), limits)?, None, |weights| apply(weights, limits))
}

/// Rounds of a strict trimming after which rows at a limit stay there: each round leaves over what the rows at the limit
/// got of the round before, which may be most of it.
const ROUNDS: usize = 500;

fn apply(weights: &[f64], limits: Limits) -> Result<Vec<f64>, Refusal> {
    let Limits { lower, upper, strict } = limits;
    let mut weights = weights.to_vec();
    let mut stays = vec![false; weights.len()];
    // Past the first rounds every one keeps at least one row more, so that they come to an end.
    for round in 0..=ROUNDS + weights.len() {
        if round < ROUNDS {
            stays.fill(false);
        }
        let mut over = 0.0;
        let mut any = false;
        for (weight, stays) in weights.iter_mut().zip(&mut stays) {
            if *weight < lower || *weight > upper {
                let kept = weight.clamp(lower, upper);
                over += *weight - kept;
                (*weight, *stays, any) = (kept, true, true);
            }
        }
        if !any {
            break;
        }
        let free = stays.iter().filter(|stays| !**stays).count();
        if free == 0 {
            return Err(impossible(over));
        }
        let share = over / free as f64;
        weights.iter_mut().zip(&stays).filter(|(_, stays)| !**stays).for_each(|(weight, _)| *weight += share);
        if !strict {
            break;
        }
    }
    Ok(weights)
}

fn impossible(over: f64) -> Refusal {
    Refusal::new(
        Reason::Value,
        format!("every weight is at a limit and {over} of their sum is left"),
        "Take wider limits: the mean weight must lie between them.",
    )
}
