//! Raking: several margins met in turn, until nothing moves.

use super::crossed::Crossed;
use super::margin::Checked;
use super::{Adjustment, CellFactors, Margin, reweigh};
use crate::design::Design;
use crate::refusal::{Place, Reason, Refusal};
use std::sync::Arc;

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

/// Margins over the combinations of their categories: rows of one combination share their factor, so that only their
/// sums need to be raked, however many rounds it takes.
struct Joint<'a> {
    margins: &'a [Checked<'a>],
    crossed: &'a Crossed,
}

impl Joint<'_> {
    /// One round: the factors of the combinations after each margin.
    fn round(&self, base: &[f64], factors: &mut [f64]) -> Result<Vec<Vec<f64>>, Refusal> {
        let mut after = Vec::with_capacity(self.margins.len());
        for (margin, categories) in self.margins.iter().zip(&self.crossed.categories) {
            let mut sums = vec![0.0; margin.totals.len()];
            for ((sum, factor), category) in base.iter().zip(factors.iter()).zip(categories) {
                if let Some(total) = sums.get_mut(*category as usize) {
                    *total += sum * factor;
                }
            }
            let by = margin.factors(&sums)?;
            for (factor, category) in factors.iter_mut().zip(categories) {
                *factor *= by.get(*category as usize).copied().unwrap_or(1.0);
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
    let variables: Vec<(&[u32], usize)> =
        margins.iter().map(|margin| (margin.factor.codes.as_slice(), margin.factor.levels.len())).collect();
    let crossed = Crossed::of(&variables, weights.len());
    let base = crossed.sums(weights);
    let checked = margins
        .iter()
        .zip(&crossed.categories)
        .map(|(margin, categories)| found(margin, categories, &base, weights))
        .collect::<Result<Vec<_>, _>>()?;
    let Some(first) = checked.first() else {
        return Err(Refusal::new(Reason::Shape, "no margins to rake to", "Give at least one."));
    };
    for margin in checked.iter().skip(1) {
        margin.same_population(first.population(), &first.name)?;
    }
    let joint = Joint { margins: &checked, crossed: &crossed };
    let size: f64 = base.iter().sum();
    let epsilon = if rounds.epsilon < 1.0 { rounds.epsilon * size } else { rounds.epsilon };
    let mut factors = vec![1.0; base.len()];
    let mut last = Vec::new();
    let mut taken = 0;
    let mut ended = false;
    while !ended && taken < rounds.most {
        let before = factors.clone();
        last = joint.round(&base, &mut factors)?;
        taken += 1;
        let moved = base.iter().zip(&before).zip(&factors).map(|((sum, old), new)| (sum * (new - old)).abs());
        ended = moved.fold(0.0, f64::max) < epsilon;
    }
    let after = joint.crossed.spread(weights, &factors);
    if !ended || after.iter().any(|weight| !weight.is_finite()) {
        return Err(no_end(&checked, &after, taken));
    }
    let raked = Arc::new(CellFactors::margins(crossed, Arc::clone(&design.weights), last));
    let joint = Joint { margins: &checked, crossed: raked.crossed() };
    reweigh(design, after, Some(Adjustment::Cells(Arc::clone(&raked))), |old| {
        // As many rounds as the whole took, so that all are weighted the same way (R rakes them along with it).
        let base = joint.crossed.sums(old);
        let mut factors = vec![1.0; base.len()];
        for _ in 0..taken {
            joint.round(&base, &mut factors)?;
        }
        Ok(joint.crossed.spread(old, &factors))
    })
}

/// A margin held against the sample, whose sums by category follow from those of the combinations.
fn found<'a>(margin: &'a Margin, categories: &[u32], base: &[f64], weights: &[f64]) -> Result<Checked<'a>, Refusal> {
    let levels = margin.factor.levels.len();
    let whole = margin.factor.codes.len() == weights.len();
    if !whole || categories.iter().any(|category| *category as usize >= levels) {
        // A row without category, or too few rows: which one is found row by row.
        return margin.check(weights, false);
    }
    let mut found = vec![0.0; levels];
    for (category, sum) in categories.iter().zip(base) {
        if let Some(found) = found.get_mut(*category as usize) {
            *found += sum;
        }
    }
    margin.hold(&found, false)
}

fn no_end(margins: &[Checked<'_>], weights: &[f64], rounds: usize) -> Refusal {
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
