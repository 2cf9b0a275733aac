//! Raking over the distinct combinations of margins, instead of over rows: a row's weight changes by the factor of its
//! combination, so rows are read twice however many rounds it takes.

use crate::refusal::{Place, Reason, Refusal};
use crate::table::Codes;

/// The most combinations that are kept; margins with more have hardly two rows alike.
const MOST_CELLS: usize = 1 << 22;

/// A margin: the category of each row, and the population's total of each category.
#[derive(Debug, Clone, Copy)]
pub struct Margin<'a> {
    /// One category a row; nothing missing.
    pub codes: &'a Codes<'a>,
    /// One total a level, in their order.
    pub totals: &'a [f64],
}

/// When raking ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Rounds at most.
    pub rounds: usize,
    /// Until no combination changes more than this in a round; below 1, this share of the sum of weights.
    pub epsilon: f64,
}

impl Default for Rule {
    /// R `survey`, `rake`.
    fn default() -> Self {
        Self { rounds: 10, epsilon: 1.0 }
    }
}

/// Weights after iterative proportional fitting (Deming and Stephan 1940; R `survey`, `rake`): each round makes every
/// margin fit in turn.
///
/// # Errors
/// Margins of other lengths, a row without category, a category in the sample without total or the other way round,
/// margins whose totals differ, more combinations than 4 million; no convergence, naming the margin that fits worst.
pub fn rake(weights: &[f64], margins: &[Margin<'_>], rule: Rule) -> Result<Vec<f64>, Refusal> {
    let levels: Vec<usize> = margins.iter().map(|margin| margin.codes.levels().len()).collect();
    let cells = levels.iter().try_fold(1_usize, |product, levels| product.checked_mul(*levels));
    let cells = cells.filter(|cells| *cells <= MOST_CELLS).ok_or_else(|| {
        Refusal::new(Reason::Shape, "the margins have too many combinations", "Take categories together.")
    })?;
    check(weights.len(), margins)?;
    let cell_of = cells_of(weights.len(), margins);
    let mut sums = vec![0.0; cells];
    for (cell, weight) in cell_of.iter().zip(weights) {
        if let Some(sum) = sums.get_mut(*cell as usize) {
            *sum += weight;
        }
    }
    let factors = fit(&sums, &levels, margins, rule)?;
    let factor = |cell: &u32| factors.get(*cell as usize).copied().unwrap_or(f64::NAN);
    Ok(cell_of.iter().zip(weights).map(|(cell, weight)| weight * factor(cell)).collect())
}

fn check(rows: usize, margins: &[Margin<'_>]) -> Result<(), Refusal> {
    let total = |margin: &Margin<'_>| margin.totals.iter().sum::<f64>();
    let first = margins.first().map_or(0.0, total);
    for margin in margins {
        let name = margin.codes.name();
        if margin.codes.rows().len() != rows || margin.totals.len() != margin.codes.levels().len() {
            let message = "it has another number of rows than there are weights, or of totals than levels";
            return Err(Refusal::new(Reason::Shape, message, "Give a category a row and a total a level.").about(name));
        }
        if let Some(row) = margin.codes.rows().iter().position(|code| *code == 0) {
            let remedy = "Fill it in, or leave the row out before weighting.";
            return Err(Refusal::new(Reason::Missing, "no category", remedy).about(name).at(Place::Row(row + 1)));
        }
        if let Some(at) = margin.totals.iter().position(|total| !(total.is_finite() && *total >= 0.0)) {
            let level = margin.codes.levels().get(at).cloned().unwrap_or_default();
            let message = "its total is missing, negative or infinite";
            let refusal = Refusal::new(Reason::Totals, message, "Give the population's total.");
            return Err(refusal.about(name).at(Place::Level(level)));
        }
        if (total(margin) - first).abs() > 1e-9 * first.abs() {
            let message = format!("its totals add up to {}, those of the first margin to {first}", total(margin));
            return Err(Refusal::new(Reason::Totals, message, "Take margins of one population.").about(name));
        }
    }
    Ok(())
}

/// The combination of each row.
fn cells_of(rows: usize, margins: &[Margin<'_>]) -> Vec<u32> {
    let mut cell_of = vec![0_u32; rows];
    let mut step = 1_u32;
    for margin in margins {
        for (cell, code) in cell_of.iter_mut().zip(margin.codes.rows()) {
            *cell = cell.wrapping_add(step.wrapping_mul(u32::from(*code).wrapping_sub(1)));
        }
        step = step.wrapping_mul(u32::try_from(margin.totals.len()).unwrap_or(1));
    }
    cell_of
}

/// The factor of each combination.
fn fit(start: &[f64], levels: &[usize], margins: &[Margin<'_>], rule: Rule) -> Result<Vec<f64>, Refusal> {
    let mut sums = start.to_vec();
    let mut before = start.to_vec();
    let epsilon = if rule.epsilon < 1.0 { rule.epsilon * start.iter().sum::<f64>() } else { rule.epsilon };
    let steps: Vec<usize> =
        levels.iter().scan(1, |step, levels| Some(std::mem::replace(step, *step * levels))).collect();
    for _ in 0..rule.rounds {
        for ((margin, levels), step) in margins.iter().zip(levels).zip(&steps) {
            let level = |cell: usize| cell / step % levels;
            let found = margin_sums(&sums, *levels, *step);
            let mut factors = Vec::with_capacity(*levels);
            for ((found, total), name) in found.iter().zip(margin.totals).zip(margin.codes.levels()) {
                if (*found > 0.0) != (*total > 0.0) {
                    let message = match *total > 0.0 {
                        true => "the population has it and nobody in the sample with a weight does",
                        false => "the sample has it and its total is 0",
                    };
                    let remedy = "Take it together with a category like it.";
                    let refusal = Refusal::new(Reason::Totals, message, remedy);
                    return Err(refusal.about(margin.codes.name()).at(Place::Level(name.clone())));
                }
                factors.push(if *found > 0.0 { total / found } else { 0.0 });
            }
            for (cell, sum) in sums.iter_mut().enumerate() {
                *sum *= factors.get(level(cell)).copied().unwrap_or(f64::NAN);
            }
        }
        let change = sums.iter().zip(&before).map(|(now, before)| (now - before).abs()).fold(0.0, libm::fmax);
        if change < epsilon {
            let factor = |(sum, start): (&f64, &f64)| if *start > 0.0 { sum / start } else { 1.0 };
            return Ok(sums.iter().zip(start).map(factor).collect());
        }
        before.copy_from_slice(&sums);
    }
    Err(no_convergence(&sums, levels, &steps, margins, rule))
}

fn margin_sums(sums: &[f64], levels: usize, step: usize) -> Vec<f64> {
    let mut found = vec![0.0; levels];
    for (cell, sum) in sums.iter().enumerate() {
        if let Some(found) = found.get_mut(cell / step % levels) {
            *found += sum;
        }
    }
    found
}

fn no_convergence(sums: &[f64], levels: &[usize], steps: &[usize], margins: &[Margin<'_>], rule: Rule) -> Refusal {
    let mut worst = (0.0, "", "");
    for ((margin, levels), step) in margins.iter().zip(levels).zip(steps) {
        let found = margin_sums(sums, *levels, *step);
        for ((found, total), level) in found.iter().zip(margin.totals).zip(margin.codes.levels()) {
            if (found - total).abs() >= worst.0 {
                worst = ((found - total).abs(), margin.codes.name(), level);
            }
        }
    }
    let message = format!("after {} rounds its weight is still {} away from its total", rule.rounds, worst.0);
    let remedy = "Allow more rounds or a larger epsilon, or take categories together.";
    Refusal::new(Reason::NoConvergence, message, remedy).about(worst.1).at(Place::Level(worst.2.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Row by row, as the definition says.
    fn by_rows(weights: &[f64], margins: &[Margin<'_>], rounds: usize) -> Vec<f64> {
        let mut weights = weights.to_vec();
        for margin in std::iter::repeat_n(margins, rounds).flatten() {
            let mut found = vec![0.0; margin.totals.len()];
            let codes = margin.codes.rows();
            weights.iter().zip(codes).for_each(|(weight, code)| found[usize::from(*code) - 1] += weight);
            for (weight, code) in weights.iter_mut().zip(codes) {
                *weight *= margin.totals[usize::from(*code) - 1] / found[usize::from(*code) - 1];
            }
        }
        weights
    }

    const LEVELS: [&str; 3] = ["a", "b", "c"];

    proptest! {
        #[test]
        fn combinations_and_rows_agree_and_margins_fit(
            rows in proptest::collection::vec((0.5f64..5.0, 1u8..3, 1u8..4), 30..200)
        ) {
            let weights: Vec<f64> = rows.iter().map(|row| row.0).collect();
            let (a, b): (Vec<u8>, Vec<u8>) = rows.iter().map(|row| (row.1, row.2)).unzip();
            prop_assume!((1..3).all(|l| a.contains(&l)) && (1..4).all(|l| b.contains(&l)));
            let a = Codes::packed("a", &LEVELS[..2], &a).unwrap();
            let b = Codes::packed("b", &LEVELS, &b).unwrap();
            let margins = [Margin { codes: &a, totals: &[600.0, 400.0] }, Margin { codes: &b, totals: &[300.0, 300.0, 400.0] }];
            let Ok(raked) = rake(&weights, &margins, Rule { rounds: 500, epsilon: 1e-10 }) else { return Ok(()) };
            for (margin, row) in margins.iter().flat_map(|m| m.totals.iter().enumerate().map(move |t| (m, t))) {
                let found: f64 = raked.iter().zip(margin.codes.rows()).filter(|(_, c)| usize::from(**c) == row.0 + 1).map(|(w, _)| w).sum();
                prop_assert!((found - row.1).abs() < 1e-5);
            }
            for (one, other) in raked.iter().zip(by_rows(&weights, &margins, 500)) {
                prop_assert!((one - other).abs() < 1e-6 * other, "{} is not {}", one, other);
            }
        }
    }

    #[test]
    fn what_cannot_fit_is_named() {
        let codes = [1, 1, 1];
        let a = Codes::packed("a", &LEVELS[..2], &codes).unwrap();
        let refuse = |totals: &[f64], rule| rake(&[1.0; 3], &[Margin { codes: &a, totals }], rule).unwrap_err();
        let refusal = refuse(&[2.0, 1.0], Rule::default());
        assert_eq!((refusal.reason, refusal.place), (Reason::Totals, Some(Place::Level("b".into()))));
        assert_eq!(refuse(&[2.0, f64::NAN], Rule::default()).reason, Reason::Totals);
        assert_eq!(refuse(&[2.0], Rule::default()).reason, Reason::Shape);
        assert_eq!(refuse(&[30.0, 0.0], Rule { rounds: 1, epsilon: 1e-9 }).reason, Reason::NoConvergence);
        let missing = Codes::packed("m", &LEVELS[..2], &[1, 0, 2]).unwrap();
        let margins = [Margin { codes: &missing, totals: &[1.0, 1.0] }];
        assert_eq!(rake(&[1.0; 3], &margins, Rule::default()).unwrap_err().place, Some(Place::Row(2)));
        assert_eq!(rake(&[1.0, 2.0], &[], Rule::default()).unwrap(), [1.0, 2.0]);
    }
}
