//! Linear combinations of means.

use super::answer::{Answer, Row};
use super::by;
use super::data::factors;
use super::design::Frame;
use super::measure::Measure;
use super::refused::Refused;
use ::survey::estimation::by_groups;
use ::survey::interval::confint;
use ::survey::testing::contrast;
use ::survey::{Domain, Estimates};
use exchange::cases::{Estimator, Stat, What};

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
) -> Result<Answer, Refused> {
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
    combined(asked, &names, coef, &found, frame)
}

/// Of the means of variables.
pub(super) fn vars(
    asked: &Estimator,
    vars: &[String],
    coef: &[(String, f64)],
    frame: &Frame<'_>,
) -> Result<Answer, Refused> {
    let measure = Measure::new(&means(vars), frame)?;
    if let Some(why) = measure.nothing(frame, &frame.domain) {
        return Ok(Answer::undefined(why, frame.df()));
    }
    let answered = measure.answered(&frame.domain);
    if !asked.na_rm && answered != frame.domain {
        return Ok(Answer::with_df(frame.df()).rows(vec![Row::default().missing()]));
    }
    let found = frame.design.estimate(measure.statistic(frame, &frame.domain)?.as_ref(), &answered)?;
    combined(asked, vars, coef, &found, frame)
}

fn combined(
    asked: &Estimator,
    names: &[String],
    coef: &[(String, f64)],
    found: &Estimates,
    frame: &Frame<'_>,
) -> Result<Answer, Refused> {
    let mut weights = vec![0.0; names.len()];
    for (name, value) in coef {
        let at = names.iter().position(|other| other == name);
        match at.and_then(|at| weights.get_mut(at)) {
            Some(weight) => *weight = *value,
            None => {
                return Err(Refused::new(
                    format!("{name:?} is not among the estimates"),
                    format!("give coefficients for: {}", names.join(", ")),
                ));
            }
        }
    }
    let df = frame.df();
    let found = contrast(found, &weights)?;
    let (estimate, se) = (found.values.first().copied().unwrap_or(f64::NAN), found.standard_error(0));
    let interval = confint(estimate, se, asked.ci_df.unwrap_or(df), asked.level);
    Ok(Answer::with_df(df).rows(vec![Row::default().estimate(estimate, se).interval(interval)]))
}
