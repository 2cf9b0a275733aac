//! A statistic of the whole domain.

use super::by::covariance;
use super::design::Frame;
use super::given::{Answer, Row};
use super::measure::Measure;
use crate::read::CaseProblem;
use crate::read::{Estimator, What};
use serde_json::Value;

/// One row for each number. Each variable is taken over the rows that answered it.
pub(super) fn answer(asked: &Estimator, what: &What, frame: &Frame<'_>) -> Result<Answer, CaseProblem> {
    let measures = Measure::each(what, frame)?;
    let df = frame.df();
    let nothing: Vec<_> = measures.iter().map(|measure| measure.nothing(frame, &frame.domain)).collect();
    if let Some(Some(why)) = nothing.iter().all(Option::is_some).then(|| nothing.first().copied().flatten()) {
        return Ok(Answer::undefined(why, df));
    }
    let mut rows = Vec::new();
    for (measure, nothing) in measures.iter().zip(&nothing) {
        let found = match nothing {
            Some(_) => None,
            None => Some(measure.take(asked, frame, &frame.domain)?),
        };
        for (at, label) in measure.labels.iter().enumerate() {
            rows.push(match &found {
                Some(found) => label.row().and(found.row(at)).set("n", found.n),
                None => label.row().undefined(),
            });
        }
    }
    let df = measures.first().map_or(df, |measure| frame.df_of(&measure.answered(&frame.domain)));
    let answer = Answer::with_df(df).rows(rows);
    if asked.vcov { Ok(answer.set("vcov", covariance(&measures, frame, &[&frame.domain])?)) } else { Ok(answer) }
}

/// The statistic with its covariance, over the rows that answered every variable, named as R names a vector.
pub(super) fn vcov(asked: &Estimator, what: &What, frame: &Frame<'_>) -> Result<Answer, CaseProblem> {
    let measure = Measure::new(what, frame)?;
    let df = frame.df();
    if let Some(why) = measure.nothing(frame, &frame.domain) {
        return Ok(Answer::undefined(why, df));
    }
    // Refuses what has no covariance.
    measure.statistic(frame, &frame.domain)?;
    let found = measure.take(asked, frame, &frame.domain)?;
    let rows = measure
        .labels
        .iter()
        .enumerate()
        .map(|(at, label)| Row::default().set("var", Value::Null).set("level", label.joined()).and(found.row(at)));
    Ok(Answer::with_df(found.df).set("n", found.n).rows(rows.collect()).set("vcov", found.vcov()))
}
