//! A variable with the population totals of its categories.

use crate::column::Factor;
use crate::refusal::{Place, Reason, Refusal};

/// Totals of the same population may differ by this share, for rounding.
const SAME: f64 = 1e-6;

/// A variable with the population totals of its categories, by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    /// The category of each row.
    pub factor: Factor,
    /// Each category with its total, in any order.
    pub totals: Vec<(String, f64)>,
}

/// A margin that holds together with a sample: every row has a category, every category a total.
pub(super) struct Checked<'a> {
    /// What messages call it.
    pub(super) name: String,
    /// The category of each row.
    pub(super) codes: &'a [u32],
    /// The categories.
    pub(super) levels: Vec<String>,
    /// The total of each; 0 where neither sample nor population has any.
    pub(super) totals: Vec<f64>,
}

impl Margin {
    /// Holds the margin against the sample.
    ///
    /// # Errors
    /// A row without category, an impossible total, a category on one side only (unless `partial`: then those of the
    /// population without anyone in the sample are left out).
    pub(super) fn check(&self, weights: &[f64], partial: bool) -> Result<Checked<'_>, Refusal> {
        self.hold(&self.found(weights)?, partial)
    }

    /// The sum of weights in each category.
    ///
    /// # Errors
    /// Another number of rows, or a row with a weight and without category.
    pub(super) fn found(&self, weights: &[f64]) -> Result<Vec<f64>, Refusal> {
        let codes = &self.factor.codes;
        if codes.len() != weights.len() {
            return Err(self.refuse(
                Reason::Shape,
                format!("has {} values for {} rows", codes.len(), weights.len()),
                "Give one value for every row.",
            ));
        }
        let mut found = vec![0.0; self.factor.levels.len()];
        for (row, (code, weight)) in codes.iter().zip(weights).enumerate() {
            let Some(sum) = found.get_mut(*code as usize) else {
                if *weight == 0.0 {
                    continue;
                }
                let remedy = "Give every row a category: impute it, or make \"unknown\" one with a total.";
                return Err(self.refuse(Reason::Missing, "has no category", remedy).at(Place::Row(row + 1)));
            };
            *sum += weight;
        }
        Ok(found)
    }

    /// Holds the margin against the sum of weights in each category.
    pub(super) fn hold(&self, found: &[f64], partial: bool) -> Result<Checked<'_>, Refusal> {
        let Factor { name, levels, codes } = &self.factor;
        let mut totals = vec![None; levels.len()];
        for (level, total) in &self.totals {
            if !total.is_finite() || *total < 0.0 {
                let message = format!("the population total is {total}");
                return Err(self.refuse_level(Reason::Totals, message, "Give a number of zero or more.", level));
            }
            match levels.iter().position(|known| known == level).and_then(|at| totals.get_mut(at)) {
                Some(Some(_)) => {
                    let remedy = "Give each category once.";
                    return Err(self.refuse_level(Reason::Totals, "has two population totals", remedy, level));
                }
                Some(unset) => *unset = Some(*total),
                None if partial || *total == 0.0 => {}
                None => return Err(self.only_population(level)),
            }
        }
        for ((level, total), weight) in levels.iter().zip(&mut totals).zip(found) {
            let known = total.unwrap_or(0.0);
            let without = if total.is_some() { "has a population total of 0" } else { "is not in the population" };
            if *weight == 0.0 && known > 0.0 {
                if !partial {
                    return Err(self.only_population(level));
                }
                *total = Some(0.0);
            } else if *weight != 0.0 && known == 0.0 {
                return Err(self.refuse_level(
                    Reason::Totals,
                    format!("is in the sample, and {without}"),
                    "Give its total, or join it with another category on both sides.",
                    level,
                ));
            } else if *weight < 0.0 {
                let remedy = "Weight to this before the step that makes weights negative, or give that step bounds.";
                return Err(self.refuse_level(Reason::Value, "the weights add up to less than zero", remedy, level));
            }
        }
        Ok(Checked {
            name: name.clone(),
            codes,
            levels: levels.clone(),
            totals: totals.into_iter().map(Option::unwrap_or_default).collect(),
        })
    }

    fn only_population(&self, level: &str) -> Refusal {
        self.refuse_level(
            Reason::Totals,
            "is in the population and has nobody with a weight in the sample",
            "Join it with another category on both sides; a post-stratification may also leave it out (partial).",
            level,
        )
    }

    fn refuse(&self, reason: Reason, message: impl Into<String>, remedy: &str) -> Refusal {
        Refusal::new(reason, message, remedy).about(&self.factor.name)
    }

    fn refuse_level(&self, reason: Reason, message: impl Into<String>, remedy: &str, level: &str) -> Refusal {
        self.refuse(reason, message, remedy).at(Place::Level(level.to_owned()))
    }
}

impl Checked<'_> {
    /// The population that the totals add up to.
    pub(super) fn population(&self) -> f64 {
        self.totals.iter().sum()
    }

    /// Refuses totals that add up to another population than one already known.
    pub(super) fn same_population(&self, known: f64, by: &str) -> Result<(), Refusal> {
        let own = self.population();
        if (own - known).abs() <= SAME * known.abs() {
            return Ok(());
        }
        Err(Refusal::new(
            Reason::Totals,
            format!("the totals add up to {own}, those of {by} to {known}"),
            "Take all totals from the same population and date, or scale them to the same sum.",
        )
        .about(&self.name))
    }

    /// The sum of weights in each category.
    pub(super) fn sums(&self, weights: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.totals.len()];
        for (code, weight) in self.codes.iter().zip(weights) {
            if let Some(sum) = sums.get_mut(*code as usize) {
                *sum += weight;
            }
        }
        sums
    }

    /// What weights in each category are multiplied by to meet the totals.
    pub(super) fn factors(&self, sums: &[f64]) -> Result<Vec<f64>, Refusal> {
        let factor = |(at, (total, sum)): (usize, (&f64, &f64))| match (*total, *sum) {
            (0.0, 0.0) => Ok(1.0),
            (total, sum) if sum > 0.0 => Ok(total / sum),
            (total, sum) => Err(Refusal::new(
                Reason::Totals,
                format!("the weights add up to {sum}, so they cannot be brought to {total}"),
                "Join the category with another on both sides.",
            )
            .about(&self.name)
            .at(Place::Level(self.levels.get(at).cloned().unwrap_or_default()))),
        };
        self.totals.iter().zip(sums).enumerate().map(factor).collect()
    }
}
