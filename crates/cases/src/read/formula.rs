//! Closed formulas of sampling: margins, sample sizes, allocations.

use super::CaseProblem;
use super::json::Node;

/// A formula with its numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    /// The margin of a proportion under simple random sampling.
    Margin {
        /// Sample size.
        n: f64,
        /// Population size; may be infinite.
        population: f64,
        /// The proportion.
        p: f64,
        /// Level of confidence.
        confidence: f64,
        /// Design effect.
        deff: f64,
    },
    /// The sample size for a margin.
    SampleSize {
        /// The margin.
        margin: f64,
        /// Population size; may be infinite.
        population: f64,
        /// The proportion.
        p: f64,
        /// Level of confidence.
        confidence: f64,
        /// Design effect.
        deff: f64,
    },
    /// How a sample is divided over strata.
    Allocation {
        /// The rule.
        rule: Rule,
        /// Sample size.
        n: f64,
        /// Stratum and its population.
        sizes: Vec<(String, f64)>,
        /// Standard deviation in each stratum, in the same order.
        spreads: Option<Vec<f64>>,
        /// Cost of a unit in each stratum, in the same order.
        costs: Option<Vec<f64>>,
    },
}

/// How a sample is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// As the population.
    Proportional,
    /// The same in each stratum.
    Equal,
    /// Where the spread is.
    Neyman,
    /// Where the spread is and a unit is cheap.
    Cost,
}

impl Formula {
    /// Which formula it is follows from its numbers, and which allocation from the first word of `what`, else from the
    /// numbers too: costs, or spreads, or neither.
    pub(super) fn read(what: &str, node: &Node<'_>) -> Result<Self, CaseProblem> {
        let input = node.object()?;
        let number = |key: &str| input.need(key)?.number();
        let or = |key: &str, absent: f64| super::key::number(&input, key).map(|number| number.unwrap_or(absent));
        let formula = if let Some(sizes) = input.get("N_h") {
            let sizes = named(&sizes)?;
            let spreads = input.get("S_h").map(|node| in_order(&node, &sizes)).transpose()?;
            let costs = input.get("c_h").map(|node| in_order(&node, &sizes)).transpose()?;
            let first = what.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
            let rule = match (first.as_str(), &spreads, &costs) {
                ("equal", ..) => Rule::Equal,
                ("proportional", ..) => Rule::Proportional,
                ("neyman", Some(_), _) => Rule::Neyman,
                (_, _, Some(_)) => Rule::Cost,
                (_, Some(_), None) => Rule::Neyman,
                _ => Rule::Proportional,
            };
            Self::Allocation { rule, n: number("n")?, sizes, spreads, costs }
        } else if input.get("e").is_some() {
            Self::SampleSize {
                margin: number("e")?,
                population: or("N", f64::INFINITY)?,
                p: or("p", 0.5)?,
                confidence: or("conf", 0.95)?,
                deff: or("deff", 1.0)?,
            }
        } else {
            Self::Margin {
                n: number("n")?,
                population: or("N", f64::INFINITY)?,
                p: or("p", 0.5)?,
                confidence: or("conf", 0.95)?,
                deff: or("deff", 1.0)?,
            }
        };
        input.done()?;
        Ok(formula)
    }
}

/// Numbers by name; a list without names counts from 1.
fn named(node: &Node<'_>) -> Result<Vec<(String, f64)>, CaseProblem> {
    node.numbers_by_name().or_else(|_| {
        Ok(node.numbers()?.into_iter().enumerate().map(|(at, number)| ((at + 1).to_string(), number)).collect())
    })
}

/// Numbers in the order of the strata, whether they came by name or in order.
fn in_order(node: &Node<'_>, strata: &[(String, f64)]) -> Result<Vec<f64>, CaseProblem> {
    let numbers = match node.numbers_by_name() {
        Ok(named) => strata
            .iter()
            .filter_map(|(stratum, _)| named.iter().find(|(name, _)| name == stratum).map(|(_, number)| *number))
            .collect(),
        Err(_) => node.numbers()?,
    };
    if numbers.len() == strata.len() {
        Ok(numbers)
    } else {
        Err(node.wrong(
            format!("{} numbers for {} strata", numbers.len(), strata.len()),
            "give one number for each stratum",
        ))
    }
}
