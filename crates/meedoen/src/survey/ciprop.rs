//! The share of one category, with an interval made for shares.

use super::answer::{Answer, Row, number};
use super::data::factor;
use super::design::Frame;
use super::refused::Refused;
use ::survey::Factor;
use ::survey::estimation::{Means, answered, nothing};
use ::survey::interval::{Fit, Method, Proportion};
use ::survey::variance::Statistic;
use exchange::cases::{Estimator, Scalar};
use nalgebra::DMatrix;
use serde_json::Value;

pub(super) fn answer(
    asked: &Estimator,
    var: &str,
    value: &Scalar,
    method: Option<&str>,
    frame: &Frame<'_>,
) -> Result<Answer, Refused> {
    let method = Method::named(method.unwrap_or("logit")).ok_or_else(|| {
        let known: Vec<&str> = Method::NAMED.iter().map(|(name, _)| *name).collect();
        Refused::new(
            format!("{:?} is not an interval of a proportion", method.unwrap_or_default()),
            format!("use one of: {}", known.join(", ")),
        )
    })?;
    let column = indicator(&factor(frame.table, var)?, &value.label());
    let here = answered(&frame.domain, &[&column]);
    let df = frame.df();
    if let Some(why) = nothing(&frame.design, &frame.domain, &here) {
        return Ok(Answer::undefined(why, df));
    }
    let rows: Vec<usize> = (0..frame.design.rows()).filter(|row| frame.domain.holds(*row)).collect();
    let pick = |from: &[f64]| rows.iter().filter_map(|row| from.get(*row).copied()).collect::<Vec<f64>>();
    let fit = match method {
        Method::Likelihood => Some(Fit::of(&pick(&column), &pick(frame.design.weights()))?),
        _ => None,
    };
    let means = Means { columns: vec![column] };
    let found = frame.design.estimate(&means, &here)?;
    let (estimate, se) = (found.values.first().copied().unwrap_or(f64::NAN), found.standard_error(0));
    let replicated = frame.design.replicates().is_some();
    let log_odds_se = if replicated && matches!(method, Method::Logit | Method::Likelihood) {
        Some(frame.design.estimate(&LogOdds(means), &here)?.standard_error(0))
    } else {
        None
    };
    let share = Proportion {
        estimate,
        se,
        rows: frame.design.rows_in(&frame.domain),
        design_df: df,
        df: asked.ci_df,
        log_odds_se,
        fit,
        dispersion: replicated.then_some(1.0),
    };
    let level: Value = match value {
        Scalar::Number(value) if value.fract() == 0.0 && value.abs() < 1e15 => Value::from(*value as i64),
        Scalar::Number(value) => number(*value),
        Scalar::Text(text) => text.clone().into(),
    };
    let row = Row::default().set("var", var).set("level", level).estimate(estimate, se);
    let n = frame.design.sampled(&here);
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

/// The log-odds of a share under each replicate (R `survey`, `svyglm` of a replicate design).
struct LogOdds(Means);

impl Statistic for LogOdds {
    fn size(&self) -> usize {
        self.0.size()
    }

    fn value(&self, weights: &[f64]) -> Vec<f64> {
        self.0.value(weights).into_iter().map(|share| libm::log(share / (1.0 - share))).collect()
    }

    fn influence(&self, weights: &[f64]) -> DMatrix<f64> {
        let share = self.0.value(weights).first().copied().unwrap_or(f64::NAN);
        self.0.influence(weights) / (share * (1.0 - share))
    }
}
