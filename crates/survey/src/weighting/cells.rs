//! Post-stratification: the weights of each cell add up to its population total.

use super::crossed::Crossed;
use super::{Adjustment, CellFactors, Margin, reweigh};
use crate::design::Design;
use crate::refusal::Refusal;
use std::sync::Arc;

/// Post-stratifies (Holt and Smith 1979; R `survey`, `postStratify`). `partial`: cells of the population without anyone
/// in the sample are left out, instead of refused.
///
/// # Errors
/// A row without cell, a cell on one side only, an impossible total; each named.
pub fn post_stratify(design: &Design, margin: &Margin, partial: bool) -> Result<Design, Refusal> {
    let checked = margin.check(design.weights(), partial)?;
    let factors = |weights: &[f64]| checked.factors(&checked.sums(weights));
    let before = Arc::clone(&design.weights);
    let crossed = Crossed::of(&[(checked.codes, checked.totals.len())], before.len());
    let by_category = factors(&before)?;
    let of_cell = |category: &u32| by_category.get(*category as usize).copied().unwrap_or(1.0);
    let by_cell: Vec<f64> = crossed.categories.iter().flatten().map(of_cell).collect();
    let after = crossed.spread(&before, &by_cell);
    let adjustment = Adjustment::Cells(Arc::new(CellFactors::cells(crossed, before, by_cell)));
    reweigh(design, after, Some(adjustment), |weights| {
        let factors = factors(weights)?;
        let factor = |code: &u32| factors.get(*code as usize).copied().unwrap_or(1.0);
        Ok(weights.iter().zip(checked.codes).map(|(weight, code)| weight * factor(code)).collect())
    })
}
