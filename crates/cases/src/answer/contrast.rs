//! Linear combinations of means.

use super::by;
use super::data::factors;
use super::design::Frame;
use super::given::{Answer, Row, number};
use super::measure::Measure;
use crate::read::CaseProblem;
use crate::read::{Estimator, Stat, What};
use survey::comparison::compare;
use survey::estimation::by_groups;
use survey::interval::{Interval, confint};
use survey::testing::contrast;
use survey::{Domain, Estimates, NoEstimate, Rules};

fn means(vars: &[String]) -> What {
    What { stat: Stat::Mean, vars: vars.to_vec(), denominators: Vec::new(), p: Vec::new(), qrule: None, interval: None }
}

/// Of the means of groups. A group is named by its level, by its levels with a point between them, and with several
/// variables by that, a colon and the variable, as R names the coefficients of `svyby`.
pub(super) fn by(
    asked: &Estimator,
    vars: &[String],
    by: &[String],
    coef: &[(String, f64)],
    frame: &Frame<'_>,
) -> Result<Answer, CaseProblem> {
    let measures = [Measure::new(&means(vars), frame)?];
    if let Some(why) = measures[0].nothing(frame, &frame.domain) {
        return Ok(Answer::undefined(why, frame.df()));
    }
    let factors = factors(frame.table, by)?;
    let groups = by_groups(&frame.design, &frame.domain, &factors.iter().collect::<Vec<_>>());
    let found = by::joint(&measures, frame, &groups.iter().map(|group| &group.domain).collect::<Vec<_>>())?;
    let mut names = Vec::new();
    for group in &groups {
        let levels = factors.iter().zip(&group.levels).filter_map(|(factor, code)| {
            usize::try_from(*code).ok().and_then(|code| factor.levels.get(code)).map(String::as_str)
        });
        let group = levels.collect::<Vec<_>>().join(".");
        names.extend(vars.iter().map(|var| if vars.len() == 1 { group.clone() } else { format!("{group}:{var}") }));
    }
    let used = |name: &String| coef.iter().any(|(other, value)| other == name && *value != 0.0);
    let missing = |domain: &Domain| measures[0].answered(domain) != *domain;
    if !asked.na_rm
        && groups
            .iter()
            .zip(names.chunks(vars.len()))
            .any(|(group, names)| names.iter().any(used) && missing(&group.domain))
    {
        return Ok(Answer::with_df(frame.df()).rows(vec![Row::default().missing()]));
    }
    let domains: Vec<Domain> = groups.iter().map(|group| measures[0].answered(&group.domain)).collect();
    let weights = coefficients(&names, coef)?;
    if let (Rules::Right, Some(pair)) = (frame.rules, opposite(&weights, vars.len())) {
        return compared(asked, &measures[0], pair, &domains, frame);
    }
    let parts: Vec<f64> = weights.iter().enumerate().map(|(at, c)| c * c * found.covariance[(at, at)]).collect();
    let df_of = |at: usize| frame.df_in(&domains[at / vars.len()]);
    let whole =
        Domain::of((0..frame.design.rows()).map(|row| domains.iter().any(|domain| domain.holds(row))).collect());
    let df = match frame.rules {
        Rules::R => frame.df(),
        // Of groups that are apart (Satterthwaite 1946), and never more than all have together.
        Rules::Right => {
            let below =
                parts.iter().enumerate().filter(|(_, part)| **part > 0.0).map(|(at, part)| part * part / df_of(at));
            let apart = parts.iter().sum::<f64>();
            (apart * apart / below.sum::<f64>()).min(frame.df_in(&whole))
        }
    };
    combined(asked, &weights, &found, df)
}

/// Two groups of one variable with opposite coefficients: which, and the coefficient of the first.
fn opposite(weights: &[f64], vars: usize) -> Option<(usize, usize, usize, f64)> {
    let used: Vec<usize> = (0..weights.len()).filter(|at| weights[*at] != 0.0).collect();
    match used[..] {
        [one, other] if weights[one] == -weights[other] && one % vars == other % vars => {
            Some((one / vars, other / vars, one % vars, weights[one]))
        }
        _ => None,
    }
}

/// A difference of two groups, as groups are compared.
fn compared(
    asked: &Estimator,
    measure: &Measure,
    (one, other, column, factor): (usize, usize, usize, f64),
    domains: &[Domain],
    frame: &Frame<'_>,
) -> Result<Answer, CaseProblem> {
    let groups = if factor > 0.0 { [one, other] } else { [other, one] }.map(|at| domains[at].clone());
    let column = measure.column(column).map(<[f64]>::to_vec).into_iter().collect::<Vec<_>>();
    let factor = factor.abs();
    if groups.iter().any(|group| frame.design.sampled(group) == 0) {
        return Ok(Answer::undefined(NoEstimate::NobodyAnswered, 0.0));
    }
    let found = compare(&frame.design, &column, &groups)?;
    let Some(pair) = found.into_iter().flatten().next() else {
        return Ok(Answer::undefined(NoEstimate::EmptyDomain, 0.0));
    };
    let Interval { low, high } = pair.interval(asked.level, asked.ci_df);
    let row = Row::default()
        .estimate(pair.difference * factor, pair.se * factor)
        .interval(Interval { low: low * factor, high: high * factor })
        .set("statistic", number(pair.statistic))
        .set("parameter", number(pair.df))
        .set("p", number(pair.p));
    Ok(Answer::with_df(pair.df).rows(vec![row]))
}

/// Of the means of variables.
pub(super) fn vars(
    asked: &Estimator,
    vars: &[String],
    coef: &[(String, f64)],
    frame: &Frame<'_>,
) -> Result<Answer, CaseProblem> {
    let measure = Measure::new(&means(vars), frame)?;
    if let Some(why) = measure.nothing(frame, &frame.domain) {
        return Ok(Answer::undefined(why, frame.df()));
    }
    let answered = measure.answered(&frame.domain);
    if !asked.na_rm && answered != frame.domain {
        return Ok(Answer::with_df(frame.df()).rows(vec![Row::default().missing()]));
    }
    let found = frame.design.estimate(measure.statistic(frame, &frame.domain)?.as_ref(), &answered)?;
    combined(asked, &coefficients(vars, coef)?, &found, frame.df_of(&answered))
}

fn coefficients(names: &[String], coef: &[(String, f64)]) -> Result<Vec<f64>, CaseProblem> {
    let mut weights = vec![0.0; names.len()];
    for (name, value) in coef {
        let at = names.iter().position(|other| other == name);
        match at.and_then(|at| weights.get_mut(at)) {
            Some(weight) => *weight = *value,
            None => {
                return Err(CaseProblem::new(
                    format!("{name:?} is not among the estimates"),
                    format!("give coefficients for: {}", names.join(", ")),
                ));
            }
        }
    }
    Ok(weights)
}

fn combined(asked: &Estimator, weights: &[f64], found: &Estimates, df: f64) -> Result<Answer, CaseProblem> {
    let found = contrast(found, weights)?;
    let (estimate, se) = (found.values.first().copied().unwrap_or(f64::NAN), found.standard_error(0));
    if estimate.is_nan() {
        // One of the groups that count has no answer.
        return Ok(Answer::undefined(NoEstimate::NobodyAnswered, df));
    }
    let interval = confint(estimate, se, asked.ci_df.unwrap_or(df), asked.level);
    Ok(Answer::with_df(df).rows(vec![Row::default().estimate(estimate, se).interval(interval)]))
}
