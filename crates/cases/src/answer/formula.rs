//! Closed formulas of sampling.

use super::given::{Answer, number};
use crate::read::CaseProblem;
use crate::read::{self, Formula};
use serde_json::{Map, Value};
use survey::sampling::allocation::allocate;
use survey::sampling::size::{Target, margin, sample_size};
use survey::sampling::{Rule, Stratum};

pub(super) fn answer(formula: &Formula) -> Result<Answer, CaseProblem> {
    match formula {
        Formula::Margin { n, population, p, confidence, deff } => {
            let target = target(*population, *p, *confidence, *deff)?;
            Ok(Answer::default().set("moe", number(margin(whole("n", *n)?, &target)?)))
        }
        Formula::SampleSize { margin, population, p, confidence, deff } => {
            let size = sample_size(*margin, &target(*population, *p, *confidence, *deff)?)?;
            Ok(Answer::default().set("n0", number(size.infinite)).set("n", size.sample))
        }
        Formula::Allocation { rule, n, sizes, spreads, costs } => allocation(*rule, *n, sizes, spreads, costs),
    }
}

fn target(population: f64, proportion: f64, level: f64, design_effect: f64) -> Result<Target, CaseProblem> {
    let population = if population == f64::INFINITY { None } else { Some(whole("N", population)?) };
    Ok(Target { proportion, population, level, design_effect })
}

/// A number of units.
fn whole(name: &str, number: f64) -> Result<u64, CaseProblem> {
    // Up to here, whole numbers are exact as floating point.
    if (0.0..9e15).contains(&number) && number.fract() == 0.0 {
        Ok(number as u64)
    } else {
        Err(CaseProblem::new(format!("input.{name}: {number} is not a number of units"), "give a whole number from 0"))
    }
}

fn allocation(
    rule: read::Rule,
    n: f64,
    sizes: &[(String, f64)],
    spreads: &Option<Vec<f64>>,
    costs: &Option<Vec<f64>>,
) -> Result<Answer, CaseProblem> {
    let given = |numbers: &Option<Vec<f64>>, at: usize| numbers.as_ref().and_then(|all| all.get(at)).copied();
    let mut strata = Vec::with_capacity(sizes.len());
    for (at, (name, size)) in sizes.iter().enumerate() {
        strata.push(Stratum {
            deviation: given(spreads, at).unwrap_or(1.0),
            cost: given(costs, at).unwrap_or(1.0),
            ..Stratum::new(name.clone(), whole(&format!("N_h.{name}"), *size)?)
        });
    }
    let rule = match rule {
        read::Rule::Proportional => Rule::Proportional,
        read::Rule::Equal => Rule::Equal,
        read::Rule::Neyman => Rule::Neyman,
        read::Rule::Cost => Rule::Optimal,
    };
    let shared = allocate(whole("n", n)?, &strata, &rule)?;
    let by_name =
        |values: Vec<Value>| strata.iter().map(|stratum| stratum.name.clone()).zip(values).collect::<Map<_, _>>();
    Ok(Answer::default()
        .set("raw", by_name(shared.raw.iter().map(|share| number(*share)).collect()))
        .set("n_h", by_name(shared.units.iter().map(|units| Value::from(*units)).collect())))
}
