//! Raking: several margins met in turn, until nothing moves.

use super::adjustment::RakedMargin;
use super::margin::Checked;
use super::{Adjustment, Margin, reweigh};
use crate::design::Design;
use crate::refusal::{Place, Reason, Refusal};
use std::collections::HashMap;

/// When a raking ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rounds {
    /// At most so many rounds over all margins.
    pub most: usize,
    /// It ends once no cell of the joint table moves by this in a round: below 1 a share of the sum of weights, else in
    /// the unit of the weights.
    pub epsilon: f64,
}

impl Default for Rounds {
    /// R's: ten rounds, until no cell moves by 1.
    fn default() -> Self {
        Self { most: 10, epsilon: 1.0 }
    }
}

/// Rows with the same categories in every margin share their factor, so that only their sums need to be raked.
struct Joint {
    cell: Vec<usize>,
    categories: Vec<Vec<u32>>,
}

impl Joint {
    fn of(margins: &[Checked], rows: usize) -> Self {
        let mut known: HashMap<Vec<u32>, usize> = HashMap::new();
        let mut joint = Self { cell: Vec::with_capacity(rows), categories: Vec::new() };
        let mut key = Vec::with_capacity(margins.len());
        for row in 0..rows {
            key.clear();
            key.extend(margins.iter().map(|margin| margin.codes.get(row).copied().unwrap_or(u32::MAX)));
            let next = joint.categories.len();
            let cell = if let Some(cell) = known.get(&key) {
                *cell
            } else {
                known.insert(key.clone(), next);
                joint.categories.push(key.clone());
                next
            };
            joint.cell.push(cell);
        }
        joint
    }

    fn sums(&self, weights: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.categories.len()];
        for (cell, weight) in self.cell.iter().zip(weights) {
            if let Some(sum) = sums.get_mut(*cell) {
                *sum += weight;
            }
        }
        sums
    }

    fn spread(&self, weights: &[f64], factors: &[f64]) -> Vec<f64> {
        let factor = |cell: &usize| factors.get(*cell).copied().unwrap_or(1.0);
        self.cell.iter().zip(weights).map(|(cell, weight)| weight * factor(cell)).collect()
    }

    /// One round: the factors of the cells after each margin.
    fn round(&self, margins: &[Checked], base: &[f64], factors: &mut [f64]) -> Result<Vec<Vec<f64>>, Refusal> {
        let mut after = Vec::with_capacity(margins.len());
        for (at, margin) in margins.iter().enumerate() {
            let code = |cell: usize| self.categories.get(cell).and_then(|key| key.get(at)).map_or(0, |c| *c as usize);
            let mut sums = vec![0.0; margin.totals.len()];
            for (cell, (sum, factor)) in base.iter().zip(factors.iter()).enumerate() {
                if let Some(total) = sums.get_mut(code(cell)) {
                    *total += sum * factor;
                }
            }
            let by = margin.factors(&sums)?;
            for (cell, factor) in factors.iter_mut().enumerate() {
                *factor *= by.get(code(cell)).copied().unwrap_or(1.0);
            }
            after.push(factors.to_vec());
        }
        Ok(after)
    }
}

/// Rakes (Deming and Stephan 1940; R `survey`, `rake`, with its rule for when to end).
///
/// # Errors
/// Totals of different populations, a category on one side only, no end within the rounds allowed (naming the category
/// that is furthest off).
pub fn rake(design: &Design, margins: &[Margin], rounds: Rounds) -> Result<Design, Refusal> {
    let weights = design.weights();
    let checked = margins.iter().map(|margin| margin.check(weights, false)).collect::<Result<Vec<_>, _>>()?;
    let Some(first) = checked.first() else {
        return Err(Refusal::new(Reason::Shape, "no margins to rake to", "Give at least one."));
    };
    for margin in checked.iter().skip(1) {
        margin.same_population(first.population(), &first.name)?;
    }
    let joint = Joint::of(&checked, weights.len());
    let base = joint.sums(weights);
    let size: f64 = weights.iter().sum();
    let epsilon = if rounds.epsilon < 1.0 { rounds.epsilon * size } else { rounds.epsilon };
    let mut factors = vec![1.0; base.len()];
    let mut last = Vec::new();
    let mut taken = 0;
    let mut ended = false;
    while !ended && taken < rounds.most {
        let before = factors.clone();
        last = joint.round(&checked, &base, &mut factors)?;
        taken += 1;
        let moved = base.iter().zip(&before).zip(&factors).map(|((sum, old), new)| (sum * (new - old)).abs());
        ended = moved.fold(0.0, f64::max) < epsilon;
    }
    let after = joint.spread(weights, &factors);
    if !ended || after.iter().any(|weight| !weight.is_finite()) {
        return Err(no_end(&checked, &after, taken));
    }
    let raked = checked
        .iter()
        .zip(&last)
        .map(|(margin, factors)| RakedMargin { codes: margin.codes.clone(), weights: joint.spread(weights, factors) });
    let adjustment = Adjustment::Margins(raked.collect());
    reweigh(design, after, Some(adjustment), |old| {
        // As many rounds as the whole took, so that all are weighted the same way (R rakes them along with it).
        let base = joint.sums(old);
        let mut factors = vec![1.0; base.len()];
        for _ in 0..taken {
            joint.round(&checked, &base, &mut factors)?;
        }
        Ok(joint.spread(old, &factors))
    })
}

fn no_end(margins: &[Checked], weights: &[f64], rounds: usize) -> Refusal {
    let mut worst = (0.0, "", "");
    for margin in margins {
        for ((sum, total), level) in margin.sums(weights).iter().zip(&margin.totals).zip(&margin.levels) {
            let off = (sum - total).abs() / total.max(1.0);
            if off > worst.0 || worst.1.is_empty() {
                worst = (off, &margin.name, level);
            }
        }
    }
    Refusal::new(
        Reason::NoConvergence,
        format!("raking did not end in {rounds} rounds; this category is still off by {:.2e} of its total", worst.0),
        "Allow more rounds, join small categories, or look for margins that contradict one another.",
    )
    .about(worst.1)
    .at(Place::Level(worst.2.to_owned()))
}
