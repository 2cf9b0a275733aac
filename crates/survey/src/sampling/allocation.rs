//! How many units of a sample each stratum gets.
//!
//! Sources: Cochran (1977), *Sampling Techniques*, 5.5 (optimal at a cost), 5.9 (proportional), 5.6 (Neyman); whole
//! numbers by largest remainder.

use crate::refusal::{Place, Reason, Refusal};

/// What a draw knows of a stratum.
#[derive(Debug, Clone, PartialEq)]
pub struct Stratum {
    /// What messages and records call it.
    pub name: String,
    /// Units in its population.
    pub population: u64,
    /// The standard deviation of what is measured, for [`Rule::Neyman`] and [`Rule::Optimal`].
    pub deviation: f64,
    /// The cost of one unit, for [`Rule::Optimal`].
    pub cost: f64,
    /// At least so many, where the population has them. With 0 a small stratum may get none, and then nothing estimates
    /// its total; with 1 it gets no variance of its own (a lonely cluster); 2 keeps both.
    pub least: u64,
    /// Its share is multiplied by this before it is compared with others: above 1 oversamples.
    pub boost: f64,
}

impl Stratum {
    /// A stratum of a name and a size, of which nothing else is known or asked.
    pub fn new(name: impl Into<String>, population: u64) -> Self {
        Self { name: name.into(), population, deviation: 1.0, cost: 1.0, least: 0, boost: 1.0 }
    }
}

/// How units are shared out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// n_h proportional to N_h.
    Proportional,
    /// As many each.
    Equal,
    /// n_h proportional to N_h S_h: the smallest variance of a total.
    Neyman,
    /// n_h proportional to N_h S_h / sqrt(c_h): the smallest variance for its cost.
    Optimal,
    /// These, one a stratum, in order.
    Given(Vec<u64>),
}

/// The units of every stratum.
#[derive(Debug, Clone, PartialEq)]
pub struct Allocation {
    /// Before limits and rounding: the rule's share of the sample.
    pub raw: Vec<f64>,
    /// Whole units, in the order of the strata.
    pub units: Vec<u64>,
}

/// Beyond this, whole numbers are not exact as floating point.
const MOST: u64 = 1 << 53;

/// Shares `sample` units out over strata. No stratum gets more than it has nor, where it has them, less than its least;
/// what a limit takes or gives is shared over the others by the same rule. Remainders go to the largest, in a tie to the
/// earlier stratum.
///
/// # Errors
/// [`Reason::Design`] for a sample that the population or the least numbers cannot hold, [`Reason::Shape`] for no strata
/// or given numbers that are not one a stratum, [`Reason::Value`] for a deviation, cost or boost outside its range; what
/// is about one stratum names it.
pub fn allocate(sample: u64, strata: &[Stratum], rule: &Rule) -> Result<Allocation, Refusal> {
    if let Rule::Given(units) = rule {
        return given(sample, strata, units);
    }
    let weights = strata.iter().map(|stratum| weight(stratum, rule)).collect::<Result<Vec<_>, _>>()?;
    let total: f64 = weights.iter().sum();
    if sample > MOST {
        return Err(Refusal::new(
            Reason::Value,
            format!("{sample} units are more than can be shared out exactly"),
            "ask for fewer units",
        ));
    }
    if !(total > 0.0 && total.is_finite()) {
        return Err(Refusal::new(
            Reason::Shape,
            "no stratum has anything to draw from",
            "give at least one stratum with units, and a deviation above 0 where the rule asks one",
        ));
    }
    let raw: Vec<f64> = weights.iter().map(|weight| sample as f64 * weight / total).collect();
    let least: Vec<u64> = strata.iter().map(|stratum| stratum.least.min(stratum.population)).collect();
    let most: Vec<u64> = strata.iter().map(|stratum| stratum.population).collect();
    check_room(sample, &least, &most)?;
    Ok(Allocation { units: whole(sample, &shares(sample, &weights, &least, &most), &least, &most), raw })
}

fn weight(stratum: &Stratum, rule: &Rule) -> Result<f64, Refusal> {
    let refused = |what: &str, value: f64, remedy: &str| {
        Err(Refusal::new(Reason::Value, format!("the {what} is {value}"), remedy)
            .about("allocation")
            .at(Place::Stratum(stratum.name.clone())))
    };
    if !(stratum.boost.is_finite() && stratum.boost >= 0.0) {
        return refused("boost", stratum.boost, "give a factor of 0 or more; 1 leaves the share as it is");
    }
    if !(stratum.deviation.is_finite() && stratum.deviation >= 0.0) {
        return refused("standard deviation", stratum.deviation, "give a standard deviation of 0 or more");
    }
    if !(stratum.cost.is_finite() && stratum.cost > 0.0) {
        return refused("cost of a unit", stratum.cost, "give a cost above 0");
    }
    let population = stratum.population as f64;
    let plain = match rule {
        Rule::Proportional | Rule::Given(_) => population,
        Rule::Equal => f64::from(u8::from(stratum.population > 0)),
        Rule::Neyman => population * stratum.deviation,
        Rule::Optimal => population * stratum.deviation / libm::sqrt(stratum.cost),
    };
    let share = plain * stratum.boost;
    if !share.is_finite() {
        return refused(
            "standard deviation",
            stratum.deviation,
            "give all of them in a larger unit: only their ratios count",
        );
    }
    Ok(share)
}

fn check_room(sample: u64, least: &[u64], most: &[u64]) -> Result<(), Refusal> {
    let sum = |of: &[u64]| of.iter().fold(0u64, |sum, units| sum.saturating_add(*units));
    if sample > sum(most) {
        return Err(Refusal::new(
            Reason::Design,
            format!("{sample} units are asked and the strata have {}", sum(most)),
            "ask for fewer units, or add to the frame what it misses",
        ));
    }
    if sample < sum(least) {
        return Err(Refusal::new(
            Reason::Design,
            format!("{sample} units are asked and the strata need {} at least", sum(least)),
            "ask for more units or lower what each stratum needs",
        ));
    }
    Ok(())
}

fn given(sample: u64, strata: &[Stratum], units: &[u64]) -> Result<Allocation, Refusal> {
    if units.len() != strata.len() || strata.is_empty() {
        return Err(Refusal::new(
            Reason::Shape,
            format!("{} numbers are given for {} strata", units.len(), strata.len()),
            "give one number for every stratum",
        ));
    }
    for (stratum, units) in strata.iter().zip(units) {
        let least = stratum.least.min(stratum.population);
        if *units < least {
            return Err(Refusal::new(
                Reason::Design,
                format!("{units} units are given, and it takes at least {least}"),
                "give as many, or ask for less",
            )
            .about("allocation")
            .at(Place::Stratum(stratum.name.clone())));
        }
        if *units > stratum.population {
            return Err(Refusal::new(
                Reason::Design,
                format!("{units} units cannot be drawn from {}", stratum.population),
                "give at most what the stratum has",
            )
            .about("allocation")
            .at(Place::Stratum(stratum.name.clone())));
        }
    }
    let sum = units.iter().fold(0u64, |sum, units| sum.saturating_add(*units));
    if sum != sample {
        return Err(Refusal::new(
            Reason::Design,
            format!("the given numbers add up to {sum}, not to {sample}"),
            "let the numbers add up to the sample",
        ));
    }
    Ok(Allocation { raw: units.iter().map(|units| *units as f64).collect(), units: units.to_vec() })
}

/// The rule's shares within limits. Strata beyond a limit are fixed at it and the rest is shared again. Per round only
/// the side whose limits move more units is fixed: the other side may come back within its own.
fn shares(sample: u64, weights: &[f64], least: &[u64], most: &[u64]) -> Vec<f64> {
    let mut fixed: Vec<Option<u64>> = vec![None; weights.len()];
    let mut shares = vec![0.0; weights.len()];
    for _ in 0..=weights.len() {
        let taken: u64 = fixed.iter().flatten().sum();
        let rest = sample.saturating_sub(taken) as f64;
        let free: f64 = weights.iter().zip(&fixed).filter(|of| of.1.is_none()).map(|of| of.0).sum();
        let (mut lacking, mut over) = (0.0, 0.0);
        for (at, share) in shares.iter_mut().enumerate() {
            *share = match fixed[at] {
                Some(units) => units as f64,
                None if free > 0.0 => rest * weights[at] / free,
                None => 0.0,
            };
            lacking += (least[at] as f64 - *share).max(0.0);
            over += (*share - most[at] as f64).max(0.0);
        }
        if lacking <= 0.0 && over <= 0.0 {
            break;
        }
        for at in 0..shares.len() {
            if fixed[at].is_none() && over >= lacking && shares[at] > most[at] as f64 {
                fixed[at] = Some(most[at]);
            } else if fixed[at].is_none() && over < lacking && shares[at] < least[at] as f64 {
                fixed[at] = Some(least[at]);
            }
        }
    }
    shares
}

/// Whole numbers by largest remainder within limits; the rest, where all weight is used up, to whoever has room.
fn whole(sample: u64, shares: &[f64], least: &[u64], most: &[u64]) -> Vec<u64> {
    let floor = |at: usize| (libm::floor(shares[at]) as u64).clamp(least[at], most[at]);
    let mut units: Vec<u64> = (0..shares.len()).map(floor).collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    let remainder = |at: usize| shares[at] - libm::floor(shares[at]);
    order.sort_by(|left, right| remainder(*right).total_cmp(&remainder(*left)));
    let mut given: u64 = units.iter().sum();
    // At most one each: a floor never falls short by more, unless all strata with weight are full.
    for at in &order {
        if given < sample && units[*at] < most[*at] {
            units[*at] += 1;
            given += 1;
        }
    }
    for at in order.iter().rev() {
        let surplus = given.saturating_sub(sample).min(units[*at] - least[*at]);
        units[*at] -= surplus;
        given -= surplus;
    }
    for (at, unit) in units.iter_mut().enumerate() {
        let room = sample.saturating_sub(given).min(most[at] - *unit);
        *unit += room;
        given += room;
    }
    units
}

#[cfg(test)]
#[path = "allocation_tests.rs"]
mod tests;
