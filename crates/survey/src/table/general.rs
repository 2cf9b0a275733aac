//! Tables of designs that one pass cannot do: item by item and group by group, through the general kernel.

use super::columns::Columns;
use super::letters::means;
use super::pass::Answer;
use crate::column::Domain;
use crate::design::Design;
use crate::refusal::Refusal;

/// An item in a group; the same answer as the pass gives where it can.
///
/// # Errors
/// As [`crate::Design::estimate`].
pub(super) fn answer(design: &Design, inside: &Domain, item: &[u8], columns: &Columns) -> Result<Answer, Refusal> {
    let code = |row: usize| item.get(row).map_or(0, |code| usize::from(*code));
    let answered = inside.and(|row| code(row) > 0 && design.weights()[row] != 0.0);
    let mut counts = vec![0.0; columns.categories];
    (0..item.len()).filter(|row| answered.holds(*row)).for_each(|row| {
        if let Some(count) = counts.get_mut(code(row) - 1) {
            *count += 1.0;
        }
    });
    let weight: f64 = design.weights_in(&answered).iter().sum();
    if weight <= 0.0 {
        let estimates = vec![(f64::NAN, f64::NAN); columns.places().count()];
        return Ok(Answer { weight, counts, estimates });
    }
    let means = means(item, columns);
    let found = design.estimate(&means, &answered)?;
    let estimates = found.values.iter().enumerate().map(|(at, value)| (*value, found.covariance[(at, at)])).collect();
    Ok(Answer { weight, counts, estimates })
}
