//! Percentages that are rounded together, so that a column that makes 100 still does: by the largest remainder, where a table asks
//! for it.
//!
//! What is rounded so is only what is shown: a column with a cell that is withheld or absent is rounded cell by cell, as any other.
//! So what stands there follows from what is shown, and says nothing of what is not.

use super::Table;
use crate::plan::Plan;
use crate::published::Unit;

/// How far the percentages of a column may be off 100 and still be parts of one whole.
const OFF: f64 = 1e-6;

/// Rounds the columns of a table together, where it asks for it.
pub(super) fn columns(plan: &Plan, table: &mut Table, decimals: u32) {
    if !plan.whole || plan.unit != Unit::Percent {
        return;
    }
    for column in 0..plan.columns.len() {
        let shown = |row: &Vec<Option<super::Cell>>| {
            row.get(column)?.as_ref().filter(|cell| !cell.suppressed).and_then(|cell| cell.estimate)
        };
        let all: Vec<Option<f64>> = table.cells.iter().map(shown).collect();
        let Some(rounded) = together(&all, decimals) else { continue };
        for (row, rounded) in table.cells.iter_mut().zip(rounded) {
            if let Some(cell) = row.get_mut(column).and_then(Option::as_mut) {
                cell.whole = Some(rounded);
            }
        }
    }
}

/// Parts of 100, rounded so that they still make 100: each down, and what is left a unit at a time to those that lost most, the first of
/// two that lost the same. None where a part is not shown, or where they do not make 100.
pub fn together(parts: &[Option<f64>], decimals: u32) -> Option<Vec<f64>> {
    let unit = 10f64.powi(i32::try_from(decimals).ok()?);
    let all: Vec<f64> = parts.iter().copied().collect::<Option<_>>()?;
    if all.is_empty() || all.iter().any(|part| *part < 0.0) || (all.iter().sum::<f64>() - 100.0).abs() > OFF {
        return None;
    }
    // What is a whole unit but for the last bits of a division is a whole unit.
    let mut rounded: Vec<f64> = all.iter().map(|part| (part * unit + 1e-9).floor()).collect();
    let left = (100.0 * unit - rounded.iter().sum::<f64>()).round().max(0.0) as usize;
    let mut order: Vec<usize> = (0..all.len()).collect();
    let lost = |at: usize| all[at] * unit - rounded[at];
    order.sort_by(|a, b| lost(*b).total_cmp(&lost(*a)).then(a.cmp(b)));
    order.into_iter().take(left).for_each(|at| rounded[at] += 1.0);
    Some(rounded.into_iter().map(|units| units / unit).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_column_that_makes_100_still_does() {
        for (parts, decimals, expected) in [
            // Hare's method by hand: 33,3 thrice leaves one unit, for the first of three that lost the same.
            (&[100.0 / 3.0; 3][..], 0, Some(vec![34.0, 33.0, 33.0])),
            (&[33.5, 66.5], 0, Some(vec![34.0, 66.0])),
            (&[12.5, 12.5, 75.0], 0, Some(vec![13.0, 12.0, 75.0])),
            (&[100.0 / 3.0; 3], 1, Some(vec![33.4, 33.3, 33.3])),
            (&[100.0, 0.0], 0, Some(vec![100.0, 0.0])),
            (&[14.9, 14.9, 70.2], 0, Some(vec![15.0, 15.0, 70.0])),
            // Parts of several questions, or of an answer that is not shown.
            (&[40.0, 40.0], 0, None),
            (&[], 0, None),
        ] {
            let parts: Vec<Option<f64>> = parts.iter().copied().map(Some).collect();
            assert_eq!(together(&parts, decimals), expected, "{parts:?}");
        }
        assert_eq!(together(&[Some(50.0), None, Some(50.0)], 0), None, "a cell that is withheld");
    }

    proptest! {
        /// Each part is its own number rounded up or down, all make 100, and a larger part never stands below a smaller one.
        #[test]
        fn parts_stay_what_they_are(counts in proptest::collection::vec(0_u32..60, 1..9), decimals in 0_u32..3) {
            let n: u32 = counts.iter().sum();
            prop_assume!(n > 0);
            let parts: Vec<f64> = counts.iter().map(|k| 100.0 * f64::from(*k) / f64::from(n)).collect();
            let shown: Vec<Option<f64>> = parts.iter().copied().map(Some).collect();
            let rounded = together(&shown, decimals).unwrap();
            let unit = 10f64.powi(i32::try_from(decimals).unwrap());
            prop_assert!((rounded.iter().sum::<f64>() - 100.0).abs() < 1e-9);
            for (part, rounded) in parts.iter().zip(&rounded) {
                prop_assert!((part - rounded).abs() < 1.0 / unit);
            }
            for (a, x) in parts.iter().zip(&rounded) {
                for (b, y) in parts.iter().zip(&rounded) {
                    prop_assert!(*a < *b + 1e-9 || *x >= *y || (*a - *b).abs() < 1e-9, "{a} {b}: {x} {y}");
                }
            }
        }

        /// An attacker who knows how it is rounded learns nothing of what is withheld: with it, nothing is rounded together.
        #[test]
        fn what_is_withheld_changes_nothing_that_is_shown(
            counts in proptest::collection::vec(1_u32..60, 3..9),
            other in 1_u32..60,
            at in 0_usize..9,
        ) {
            let withheld = |counts: &[u32]| -> Vec<Option<f64>> {
                let n: u32 = counts.iter().sum();
                let share = |k: u32| Some(100.0 * f64::from(k) / f64::from(n));
                counts.iter().enumerate().map(|(row, k)| share(*k).filter(|_| row != at % counts.len())).collect()
            };
            let mut changed = counts.clone();
            changed[at % counts.len()] = other;
            prop_assert_eq!(together(&withheld(&counts), 0), None);
            prop_assert_eq!(together(&withheld(&changed), 0), None);
        }
    }
}
