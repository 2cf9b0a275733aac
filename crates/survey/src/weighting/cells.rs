//! Post-stratification: the weights of each cell add up to its population total.

use super::{Adjustment, Margin, reweigh};
use crate::design::Design;
use crate::refusal::Refusal;

/// Post-stratifies (Holt and Smith 1979; R `survey`, `postStratify`). `partial`: cells of the population without anyone
/// in the sample are left out, instead of refused.
///
/// # Errors
/// A row without cell, a cell on one side only, an impossible total; each named.
pub fn post_stratify(design: &Design, margin: &Margin, partial: bool) -> Result<Design, Refusal> {
    let checked = margin.check(design.weights(), partial)?;
    let apply = |weights: &[f64]| -> Result<Vec<f64>, Refusal> {
        let factors = checked.factors(&checked.sums(weights))?;
        let factor = |code: &u32| factors.get(*code as usize).copied().unwrap_or(1.0);
        Ok(weights.iter().zip(&checked.codes).map(|(weight, code)| weight * factor(code)).collect())
    };
    let before = design.weights().to_vec();
    let after = apply(&before)?;
    let adjustment = Adjustment::Cells { codes: checked.codes.clone(), before, after: after.clone() };
    reweigh(design, after, Some(adjustment), apply)
}
