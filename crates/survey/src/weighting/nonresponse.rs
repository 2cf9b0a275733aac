//! Non-response: respondents stand for those of their cell who did not respond.

use super::{Adjustment, Moved, reweigh};
use crate::column::Factor;
use crate::design::Design;
use crate::refusal::{Place, Reason, Refusal};

/// Gives the weight of those who did not respond to the respondents of their cell (weighting-class adjustment: Oh and
/// Scheuren 1983). Weights of the others become zero; they stay in the design. The variance knows that how many responded
/// in a cell is chance; replicates are each adjusted.
///
/// # Errors
/// A cell of which nobody responded, a row without cell.
pub fn non_response(design: &Design, cells: &Factor, responded: &[bool]) -> Result<Design, Refusal> {
    if cells.codes.len() != design.rows() || responded.len() != design.rows() {
        let message =
            format!("{} cells and {} responses for {} rows", cells.codes.len(), responded.len(), design.rows());
        return Err(Refusal::new(Reason::Shape, message, "Give one of each for every row.").about(&cells.name));
    }
    let apply = |weights: &[f64]| -> Result<Vec<f64>, Refusal> {
        let mut sums = vec![(0.0, 0.0); cells.levels.len()];
        for (row, ((code, weight), answered)) in cells.codes.iter().zip(weights).zip(responded).enumerate() {
            let Some((all, respondents)) = sums.get_mut(*code as usize) else {
                let remedy = "Give every sampled unit its cell: take a variable that the frame has.";
                let refusal = Refusal::new(Reason::Missing, "has no cell", remedy);
                return Err(refusal.about(&cells.name).at(Place::Row(row + 1)));
            };
            *all += weight;
            if *answered {
                *respondents += weight;
            }
        }
        if let Some((_, level)) = sums.iter().zip(&cells.levels).find(|((all, some), _)| *all > 0.0 && *some <= 0.0) {
            let refusal = Refusal::new(
                Reason::NotDefined,
                "units were sampled and none responded, so nobody can stand for them",
                "Join the cell with a like one.",
            );
            return Err(refusal.about(&cells.name).at(Place::Level(level.clone())));
        }
        let new = |((code, weight), answered): ((&u32, &f64), &bool)| match sums.get(*code as usize) {
            Some((all, some)) if *answered && *some > 0.0 => weight * (all / some),
            _ => 0.0,
        };
        Ok(cells.codes.iter().zip(weights).zip(responded).map(new).collect())
    };
    let before = design.weights();
    let after = apply(before)?;
    let by = after.iter().zip(before).map(|(after, before)| after - before).collect();
    let mut sums = vec![0.0; cells.levels.len()];
    for (code, weight) in cells.codes.iter().zip(&after) {
        sums[*code as usize] += weight;
    }
    let share = |(code, weight): (&u32, &f64)| if *weight == 0.0 { 0.0 } else { 1.0 / sums[*code as usize] };
    let share = cells.codes.iter().zip(&after).map(share).collect();
    let moved = Adjustment::Moved(Moved { group: cells.codes.clone(), by, share });
    reweigh(design, after, Some(moved), apply)
}
