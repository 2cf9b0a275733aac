//! A statistic in every group.

use super::data::factors;
use super::design::Frame;
use super::given::{Answer, Row, number, square};
use super::measure::Measure;
use crate::read::CaseProblem;
use crate::read::{Estimator, What};
use serde_json::{Map, Value};
use survey::estimation::{Group, Joint, by_groups};
use survey::{Domain, Estimates, Factor, NoEstimate};

/// One row for each number in each group, groups fastest; degrees of freedom of the whole and of each group.
pub(super) fn answer(asked: &Estimator, what: &What, by: &[String], frame: &Frame<'_>) -> Result<Answer, CaseProblem> {
    let measures = Measure::each(what, frame)?;
    let df = frame.df();
    if frame.design.sampled(&frame.domain) == 0 {
        return Ok(Answer::undefined(NoEstimate::EmptyDomain, df));
    }
    let factors = factors(frame.table, by)?;
    let groups = by_groups(&frame.design, &frame.domain, &factors.iter().collect::<Vec<_>>());
    let groups = declared(groups, by, &factors, frame, asked.vcov);
    let names: Vec<Value> = groups.iter().map(|group| name(group, &factors)).collect();
    let mut rows = Vec::new();
    for measure in &measures {
        let mut found = Vec::with_capacity(groups.len());
        for group in &groups {
            // A group in which nobody answered has no estimate, and takes none away from the others.
            found.push(match measure.nothing(frame, &group.domain) {
                Some(_) => None,
                None => Some(measure.take(asked, frame, &group.domain)?),
            });
        }
        for (at, label) in measure.labels.iter().enumerate() {
            for (name, found) in names.iter().zip(&found) {
                let row = Row::default().set("by", name.clone()).and(label.row());
                rows.push(match found {
                    Some(found) => row.and(found.row(at)).set("n", found.n),
                    None => row.undefined(),
                });
            }
        }
    }
    let domain_df = groups.iter().zip(&names).map(|(group, name)| {
        let df = frame.design.degrees_of_freedom(&group.domain);
        Row::default().set("by", name.clone()).set("df", number(df)).into_value()
    });
    let answer = Answer::with_df(df).set("domain_df", domain_df.collect::<Vec<_>>()).rows(rows);
    if !asked.vcov {
        return Ok(answer);
    }
    let domains: Vec<&Domain> = groups.iter().map(|group| &group.domain).collect();
    Ok(answer.set("vcov", covariance(&measures, frame, &domains)?))
}

/// With the groups that a codebook declares and in which nobody was sampled, first factor fastest; not where a factor has no
/// declared levels, nor beside a covariance, which nobody has none of.
fn declared(groups: Vec<Group>, by: &[String], factors: &[Factor], frame: &Frame<'_>, is_square: bool) -> Vec<Group> {
    if is_square || !by.iter().all(|name| frame.table.is_declared(name)) {
        return groups;
    }
    let mut all: Vec<Vec<u32>> = vec![Vec::new()];
    for factor in factors.iter().rev() {
        let with = |levels: &Vec<u32>| {
            let own = levels.clone();
            (0..).take(factor.levels.len()).map(move |code| [&[code], own.as_slice()].concat())
        };
        all = all.iter().flat_map(with).collect();
        if all.len() > MOST_GROUPS {
            return groups;
        }
    }
    let found = |levels: Vec<u32>| {
        let nobody = || Domain::of(vec![false; frame.table.rows()]);
        let found = groups.iter().find(|group| group.levels == levels).map(|group| group.domain.clone());
        Group { domain: found.unwrap_or_else(nobody), levels }
    };
    all.into_iter().map(found).collect()
}

/// The most groups that are listed though nobody is in them.
const MOST_GROUPS: usize = 1_000;

/// The labels of a group.
pub(super) fn name(group: &Group, factors: &[Factor]) -> Value {
    let label = |(factor, code): (&Factor, &u32)| {
        let level = usize::try_from(*code).ok().and_then(|code| factor.levels.get(code)).cloned();
        (factor.name.clone(), level.map_or(Value::Null, Value::String))
    };
    Value::Object(factors.iter().zip(&group.levels).map(label).collect::<Map<_, _>>())
}

/// The covariance of every number of every measure in every domain, in the order of the rows: domains fastest.
pub(super) fn covariance(measures: &[Measure], frame: &Frame<'_>, domains: &[&Domain]) -> Result<Value, CaseProblem> {
    let joint = joint(measures, frame, domains)?;
    let mut order = Vec::new();
    let mut from = 0;
    for measure in measures {
        // Estimated domain by domain, each with all numbers of a measure.
        let numbers = measure.labels.len();
        order.extend((0..numbers).flat_map(|at| (0..domains.len()).map(move |domain| from + domain * numbers + at)));
        from += numbers * domains.len();
    }
    Ok(square(&joint.covariance.select_rows(&order).select_columns(&order)))
}

/// Every measure in every domain, estimated at once.
pub(super) fn joint(measures: &[Measure], frame: &Frame<'_>, domains: &[&Domain]) -> Result<Estimates, CaseProblem> {
    let mut parts = Vec::new();
    for measure in measures {
        for domain in domains {
            parts.push((measure.statistic(frame, domain)?, measure.answered(domain)));
        }
    }
    let parts = parts.iter().map(|(statistic, domain)| (statistic.as_ref(), domain)).collect();
    Ok(frame.design.estimate(&Joint { parts }, &frame.domain)?)
}
