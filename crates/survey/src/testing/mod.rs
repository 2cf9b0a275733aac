//! Tests of differences and of association that know the design.
//!
//! A change between waves is a contrast in one design that holds both, with the waves declared ([`crate::design::Waves`]):
//! units in both waves are found by the name of their cluster, so that their covariance counts.

mod alpha;
mod association;
mod contrast;
mod fit;
mod mean;
mod rank;
mod score;

#[cfg(test)]
mod tests;

pub use alpha::Alpha;
pub use association::{Form, chi_squared};
pub use contrast::contrast;
pub use fit::goodness_of_fit;
pub use mean::{difference, mean_against};
pub use rank::{RankTest, Scores, rank_test};

use crate::column::{Domain, Factor, Numeric};
use crate::comparison::Comparison;
use crate::comparison::shares::Share;
use crate::design::Design;
use crate::interval::{Interval, clopper_pearson, confint};
use crate::refusal::{Reason, Refusal};

/// What a test answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// The statistic.
    pub statistic: f64,
    /// What its distribution has for parameters: degrees of freedom, numerator before denominator.
    pub parameter: Vec<f64>,
    /// The chance of a statistic at least this extreme if there is no difference.
    pub p: f64,
}

/// A test of one number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EstimateTest {
    /// The number, in the unit of its variable.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The estimate over its standard error.
    pub statistic: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// The two-sided p-value. `NaN` where nothing tells: nobody differs from anyone, and the design does not say why.
    pub p: f64,
    /// How its interval is made, where that is not the estimate -+ t se.
    exact: Option<Exact>,
}

/// A difference below this share of what it is between is rounding.
const ROUNDING: f64 = 1e-13;

/// An interval that goes with its test.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Exact {
    /// That of two groups.
    Pair(Comparison),
    /// That of a share, less a number.
    Share(Share, f64),
}

impl EstimateTest {
    fn new(estimate: f64, standard_error: f64, df: f64) -> Self {
        Self::beside(estimate, standard_error, df, 0.0)
    }

    /// Of numbers of some size, beside which an estimate or an error may be rounding: 0 then, so that a statistic does not
    /// hang on the last bit.
    fn beside(estimate: f64, standard_error: f64, df: f64, size: f64) -> Self {
        let known = |value: f64| if value.abs() <= ROUNDING * size { 0.0 } else { value };
        let (estimate, standard_error) = (known(estimate), known(standard_error));
        let statistic = estimate / standard_error;
        let p = crate::numerics::student::two_sided(statistic, df);
        Self { estimate, standard_error, statistic, df, p, exact: None }
    }

    fn compared(found: Comparison) -> Self {
        let Comparison { difference, se, statistic, df, p, .. } = found;
        Self { estimate: difference, standard_error: se, statistic, df, p, exact: Some(Exact::Pair(found)) }
    }

    /// The interval of the estimate; with other degrees of freedom where they are given and it has any.
    pub fn interval(&self, level: f64, df: Option<f64>) -> Interval {
        match self.exact {
            None => confint(self.estimate, self.standard_error, df.unwrap_or(self.df), level),
            Some(Exact::Pair(pair)) => pair.interval(level, df),
            Some(Exact::Share(share, mu)) => {
                let Interval { low, high } = clopper_pearson(share.estimate, share.size, level);
                Interval { low: low - mu, high: high - mu }
            }
        }
    }
}

/// The rows of a domain where a factor has a level.
fn has_level(domain: &Domain, factor: &Factor) -> Domain {
    domain.and(|row| factor.codes.get(row).is_some_and(|code| (*code as usize) < factor.levels.len()))
}

/// The levels that rows of a domain with weight have, in order.
fn present(design: &Design, domain: &Domain, factor: &Factor) -> Vec<u32> {
    let mut seen = vec![false; factor.levels.len()];
    for (row, (code, weight)) in factor.codes.iter().zip(design.weights()).enumerate() {
        if let (true, Some(seen)) = (domain.holds(row) && *weight != 0.0, seen.get_mut(*code as usize)) {
            *seen = true;
        }
    }
    (0u32..).zip(seen).filter(|(_, seen)| *seen).map(|(level, _)| level).collect()
}

fn same_rows(design: &Design, name: &str, rows: usize) -> Result<(), Refusal> {
    if rows == design.rows() {
        return Ok(());
    }
    let message = format!("has {rows} values for {} rows", design.rows());
    Err(Refusal::new(Reason::Shape, message, "Give one value for every row.").about(name))
}

fn finite(numeric: &Numeric) -> Result<(), Refusal> {
    match numeric.values.iter().position(|value| value.is_infinite()) {
        Some(row) => Err(Refusal::new(Reason::Value, "is infinite", "Give a finite number, or leave it missing.")
            .about(&numeric.name)
            .at(crate::refusal::Place::Row(row + 1))),
        None => Ok(()),
    }
}

/// Refuses where nobody of a domain answered.
fn somebody(design: &Design, domain: &Domain, name: &str) -> Result<(), Refusal> {
    domain.fits(design.rows())?;
    if design.sampled(domain) > 0 {
        return Ok(());
    }
    let refusal =
        Refusal::new(Reason::NotDefined, "nobody here has both a weight and an answer", "Take a larger domain.");
    Err(refusal.about(name))
}

fn two_levels(factor: &Factor, found: &[u32]) -> Result<(), Refusal> {
    if found.len() >= 2 {
        return Ok(());
    }
    let message = format!("has {} categories with respondents here; a test needs two", found.len());
    Err(Refusal::new(Reason::NotDefined, message, "Take a larger domain.").about(&factor.name))
}
