//! Tests of differences and of association that know the design.
//!
//! A change between waves is a contrast in one design that holds both: units in both waves share their cluster, so that
//! their covariance counts.

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
use crate::design::Design;
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
#[derive(Debug, Clone, PartialEq)]
pub struct EstimateTest {
    /// The number, in the unit of its variable.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The estimate over its standard error.
    pub statistic: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// The two-sided p-value.
    pub p: f64,
}

impl EstimateTest {
    fn new(estimate: f64, standard_error: f64, df: f64) -> Self {
        let statistic = estimate / standard_error;
        Self { estimate, standard_error, statistic, df, p: crate::numerics::student::two_sided(statistic, df) }
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
