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
    /// It ends once no category moves by this in a round: below 1 a share of the sum of weights, else in the unit of the
    /// weights.
    pub epsilon: f64,
}

impl Default for Rounds {
    /// A hundred rounds, until no category moves by a billionth of the sum of weights.
    fn default() -> Self {
        Self { most: 100, epsilon: 1e-9 }
    }
}

impl Rounds {
    /// The defaults of R's `rake`: ten rounds, until no category moves by 1. Margins are met so roughly, and those in shares
    /// or percentages not at all.
    pub const ROUGH: Self = Self { most: 10, epsilon: 1.0 };
}

/// Margins over the combinations of their categories: rows of one combination share their factor, so that only their
/// sums need to be raked, however many rounds it takes.
struct Joint<'a> {
    margins: &'a [Checked<'a>],
    crossed: &'a Crossed,
}

impl Joint<'_> {
    /// The sum of weights in each category of one margin.
    fn sums(&self, margin: usize, base: &[f64], factors: &[f64]) -> Vec<f64> {
        let (Some(checked), Some(categories)) = (self.margins.get(margin), self.crossed.categories.get(margin)) else {
            return Vec::new();
        };
        let mut sums = vec![0.0; checked.totals.len()];
        for ((sum, factor), category) in base.iter().zip(factors).zip(categories) {
            if let Some(total) = sums.get_mut(*category as usize) {
                *total += sum * factor;
            }
        }
        sums
    }

    /// The sums of every margin, one after the other.
    fn all_sums(&self, base: &[f64], factors: &[f64]) -> Vec<f64> {
        (0..self.margins.len()).flat_map(|margin| self.sums(margin, base, factors)).collect()
    }

    /// The category that is furthest off its total, by how much, and by what share of it.
    fn worst(&self, base: &[f64], factors: &[f64]) -> Worst {
        let mut worst = Worst { off: 0.0, share: 0.0, name: String::new(), level: String::new() };
        for (at, margin) in self.margins.iter().enumerate() {
            let sums = self.sums(at, base, factors);
            for ((sum, total), level) in sums.iter().zip(&margin.totals).zip(&margin.levels) {
                let off = (sum - total).abs();
                // Of what has no total, anything is too much.
                let share = if *total > 0.0 { off / total } else { off };
                if share.is_nan() || share > worst.share || worst.name.is_empty() {
                    worst = Worst { off, share, name: margin.name.clone(), level: level.clone() };
                }
            }
        }
        worst
    }

    /// Whether going on would bring the margins no closer to their totals than this.
    fn contradicts(&self, base: &[f64], factors: &[f64], off: f64) -> bool {
        let mut factors = factors.to_vec();
        for _ in 0..PATIENCE {
            if self.round(base, &mut factors).is_err() {
                return true;
            }
            if self.worst(base, &factors).off <= off / 2.0 {
                return false;
            }
        }
        true
    }

    /// One round: the factors of the combinations after each margin.
    fn round(&self, base: &[f64], factors: &mut [f64]) -> Result<Vec<Vec<f64>>, Refusal> {
        let mut after = Vec::with_capacity(self.margins.len());
        for (at, (margin, categories)) in self.margins.iter().zip(&self.crossed.categories).enumerate() {
            let by = margin.factors(&self.sums(at, base, factors))?;
            for (factor, category) in factors.iter_mut().zip(categories) {
                *factor *= by.get(*category as usize).copied().unwrap_or(1.0);
            }
            after.push(factors.to_vec());
        }
        Ok(after)
    }
}

/// A category that does not meet its total.
struct Worst {
    /// In the unit of the weights.
    off: f64,
    /// As a share of its total.
    share: f64,
    name: String,
    level: String,
}

/// A category that is closer to its total than this share of it meets it.
const MET: f64 = 1e-6;

/// Rounds in which a misfit that gets smaller at all is halved. One that is not belongs to margins that contradict one
/// another: weights then go back and forth, and R takes them where they are.
const PATIENCE: usize = 500;

/// Rakes (Deming and Stephan 1940; R `survey` 4.5, `rake`, with its rule for when to end).
///
/// # Errors
/// Totals of different populations, a category on one side only; no end within the rounds allowed, or margins that cannot
/// be met together (both naming the category that is furthest off).
pub fn rake(design: &Design, margins: &[Margin], rounds: Rounds) -> Result<Design, Refusal> {
    let weights = design.weights();
    let variables: Vec<(&[u32], usize)> =
        margins.iter().map(|margin| (margin.factor.codes.as_slice(), margin.factor.levels.len())).collect();
    let crossed = Crossed::of(&variables, weights.len());
    let base = crossed.sums(weights);
    if rounds.most == 0 || rounds.epsilon.is_nan() || rounds.epsilon < 0.0 {
        let message = format!("a raking cannot end in {} rounds, to within {}", rounds.most, rounds.epsilon);
        let remedy = "Allow one round or more (maxit), and a change of 0 or more (epsilon).";
        return Err(Refusal::new(Reason::Value, message, remedy).about(&name_of(margins)));
    }
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
    let mut sums = joint.all_sums(&base, &factors);
    while !ended && taken < rounds.most {
        last = joint.round(&base, &mut factors)?;
        taken += 1;
        let new = joint.all_sums(&base, &factors);
        // Not a number is no end.
        ended = sums.iter().zip(&new).all(|(old, new)| (new - old).abs() < epsilon);
        sums = new;
    }
    let after = joint.crossed.spread(weights, &factors);
    let worst = joint.worst(&base, &factors);
    if !ended || after.iter().any(|weight| !weight.is_finite()) {
        let message = format!("raking did not end in {taken} rounds; this category is still off by {:.2e}", worst.off);
        let remedy = "Allow more rounds, join small categories, or look for margins that contradict one another.";
        return Err(Refusal::new(Reason::NoConvergence, message, remedy)
            .about(&worst.name)
            .at(Place::Level(worst.level)));
    }
    if worst.share > MET && joint.contradicts(&base, &factors, worst.off) {
        let message = format!(
            "the margins cannot be met together: this category stays off by {:.4}, {:.1}% of its total",
            worst.off,
            100.0 * worst.share
        );
        let remedy = "Look for margins that contradict one another, and join categories that are rare in the sample.";
        return Err(Refusal::new(Reason::NoConvergence, message, remedy)
            .about(&worst.name)
            .at(Place::Level(worst.level)));
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

fn name_of(margins: &[Margin]) -> String {
    let names: Vec<&str> = margins.iter().map(|margin| margin.factor.name.as_str()).collect();
    names.join(", ")
}
