//! The share of one category, with an interval made for shares.

use super::data::factor;
use super::design::Frame;
use super::given::{Answer, Row, number};
use crate::read::CaseProblem;
use crate::read::{Estimator, Scalar};
use serde_json::Value;
use survey::estimation::answered;
use survey::interval::{Method, Proportion};
use survey::{Factor, Numeric, Rules};

pub(super) fn answer(
    asked: &Estimator,
    var: &str,
    value: &Scalar,
    method: Option<&str>,
    frame: &Frame<'_>,
) -> Result<Answer, CaseProblem> {
    // R begins with the logit; what is right in small groups too, with Korn and Graubard's.
    let first = if frame.rules == Rules::R { "logit" } else { "beta" };
    let method = Method::named(method.unwrap_or(first)).ok_or_else(|| {
        let known: Vec<&str> = Method::NAMED.iter().map(|(name, _)| *name).collect();
        CaseProblem::new(
            format!("{:?} is not an interval of a proportion", method.unwrap_or_default()),
            format!("use one of: {}", known.join(", ")),
        )
    })?;
    let factor = factor(frame.table, var)?;
    // A number may well occur in no row of a column of numbers; a word that does not is a mistake.
    let words = matches!(value, Scalar::Text(_)) || frame.table.is_words(var)?;
    if words && !factor.levels.contains(&value.label()) {
        let known = factor.levels.iter().take(20).map(String::as_str).collect::<Vec<_>>().join(", ");
        return Err(CaseProblem::new(
            format!("{var} has no category {:?}", value.label()),
            format!("use one of: {known}"),
        ));
    }
    let column = Numeric { name: var.to_owned(), values: indicator(&factor, &value.label()) };
    let here = answered(&frame.domain, &[&column.values]);
    // Of who answered, as R has them where missing answers were left out before.
    let df = frame.df_in(&here);
    let level: Value = match value {
        Scalar::Number(value) if value.fract() == 0.0 && value.abs() < 1e15 => Value::from(*value as i64),
        Scalar::Number(value) => number(*value),
        Scalar::Text(text) => text.clone().into(),
    };
    let row = Row::default().set("var", var).set("level", level);
    if !asked.na_rm && here != frame.domain && frame.design.sampled(&here) > 0 {
        return Ok(Answer::with_df(df).rows(vec![row.missing()]));
    }
    let share = match Proportion::estimated(&frame.design, &column, &frame.domain, frame.rules)? {
        Ok(share) => Proportion { df: asked.ci_df, ..share },
        Err(why) => return Ok(Answer::undefined(why, df)),
    };
    let n = frame.design.sampled(&here);
    let row = row.estimate(share.estimate, share.se);
    Ok(Answer::with_df(df).set("n", n).rows(vec![row.interval(share.interval(method, asked.level)?)]))
}

/// 1 where a row has this level, 0 where it has another; all 0 where no row has it, as in R.
fn indicator(factor: &Factor, level: &str) -> Vec<f64> {
    let code = factor.levels.iter().position(|other| other == level).and_then(|at| u32::try_from(at).ok());
    let one = |answered: &u32| match *answered {
        Factor::MISSING => f64::NAN,
        answered => f64::from(u8::from(Some(answered) == code)),
    };
    factor.codes.iter().map(one).collect()
}
