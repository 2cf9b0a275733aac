//! Trimming: weights between limits, what is cut off given to the others.

use super::{Adjustment, Moved, reweigh_ranked};
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
/// (Potter 1990; R `survey` 4.5, `trimWeights`). A row that was trimmed stays at its limit; one without weight stays
/// without. The variance knows that what was moved, and to how many, is chance.
///
/// # Errors
/// A lower limit above the upper, or limits outside which all weights lie in the end.
pub fn trim(design: &Design, limits: Limits) -> Result<Design, Refusal> {
    trimmed(design, limits, true)
}

/// As R `survey` 4.5 has it: the variance takes trimmed weights as if they had been given, and rows without weight are
/// weights of 0 like any other, which a trimming may raise. (In a replicate they were left out, and stay so.)
///
/// # Errors
/// As [`trim`].
pub fn trim_as_given(design: &Design, limits: Limits) -> Result<Design, Refusal> {
    trimmed(design, limits, false)
}

fn trimmed(design: &Design, limits: Limits, known: bool) -> Result<Design, Refusal> {
    let Limits { lower, upper, .. } = limits;
    let name = design.spec().weights.as_ref().map_or("the weights", |weights| &weights.name);
    if lower.is_nan() || upper.is_nan() || lower > upper {
        let message = format!("no weight lies between a lower limit of {lower} and an upper one of {upper}");
        return Err(Refusal::new(Reason::Value, message, "Give a lower limit below the upper one.").about(name));
    }
    let apply = |weights: &[f64], zeros: bool| apply(weights, limits, zeros).map_err(|refusal| refusal.about(name));
    let before = design.weights();
    let (after, free) = apply(before, !known)?;
    let moved = known.then(|| {
        let count = free.iter().filter(|free| **free).count() as f64;
        // Limits below 0 may leave a row without weight, of which nothing is known.
        let takes = |(free, weight): (&bool, &f64)| if *free && *weight != 0.0 { 1.0 / (count * weight) } else { 0.0 };
        let share = free.iter().zip(&after).map(takes);
        Adjustment::Moved(Moved {
            group: vec![0; after.len()],
            by: after.iter().zip(before).map(|(after, before)| after - before).collect(),
            share: share.collect(),
        })
    });
    reweigh_ranked(design, after, moved, |weights| Ok(apply(weights, false)?.0), true)
}

/// The weights after trimming, and which rows were within the limits all along: what was cut off is theirs. `zeros`: those
/// without weight take part.
fn apply(
    weights: &[f64],
    Limits { lower, upper, strict }: Limits,
    zeros: bool,
) -> Result<(Vec<f64>, Vec<bool>), Refusal> {
    let mut weights = weights.to_vec();
    let takes_part: Vec<bool> = weights.iter().map(|weight| zeros || *weight != 0.0).collect();
    let mut free = takes_part.clone();
    loop {
        let mut over = 0.0;
        let mut any = false;
        for ((weight, free), takes_part) in weights.iter_mut().zip(&mut free).zip(&takes_part) {
            if *takes_part && (*weight < lower || *weight > upper) {
                let kept = weight.clamp(lower, upper);
                over += *weight - kept;
                (*weight, *free, any) = (kept, false, true);
            }
        }
        if !any {
            break;
        }
        let count = free.iter().filter(|free| **free).count();
        if count == 0 {
            return Err(Refusal::new(
                Reason::Value,
                format!("no weight is left between {lower} and {upper} to carry what is cut off ({over})"),
                "Take wider limits.",
            ));
        }
        let share = over / count as f64;
        weights.iter_mut().zip(&free).filter(|(_, free)| **free).for_each(|(weight, _)| *weight += share);
        if !strict {
            break;
        }
    }
    Ok((weights, free))
}
