//! Tests of differences and of association.

use super::data::{factor, numeric, numerics};
use super::design::{Frame, present};
use super::given::{Answer, Row, number};
use crate::read::CaseProblem;
use crate::read::Estimator;
use serde_json::Value;
use survey::Domain;
use survey::estimation::{answered, nothing};
use survey::interval::confint;
use survey::testing::{
    Alpha, EstimateTest, Form, RankTest, Scores, Test, chi_squared, difference, goodness_of_fit, mean_against,
    rank_test,
};

/// One word out of a list, in R's spelling.
fn word<T: Copy>(given: &str, what: &str, words: &[(&str, T)]) -> Result<T, CaseProblem> {
    words.iter().find(|(word, _)| *word == given).map(|(_, value)| *value).ok_or_else(|| {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        CaseProblem::new(format!("{given:?} is not {what} here"), format!("use one of: {}", known.join(", ")))
    })
}

/// Whether two variables go together.
pub(super) fn chisq(vars: &[String], statistic: Option<&str>, frame: &Frame<'_>) -> Result<Answer, CaseProblem> {
    let [rows, columns] = vars else {
        return Err(CaseProblem::new(
            format!("estimator.vars: a table has two variables, not {}", vars.len()),
            "name the rows and the columns",
        ));
    };
    let form = word(
        statistic.unwrap_or("F"),
        "a form of this test",
        &[
            ("F", Form::F),
            ("Chisq", Form::ChiSquared),
            ("Wald", Form::Wald),
            ("adjWald", Form::AdjustedWald),
            ("lincom", Form::LinearCombination),
            ("saddlepoint", Form::Saddlepoint),
            ("wls-score", Form::Score),
        ],
    )?;
    let (rows, columns) = (present(frame, rows)?, present(frame, columns)?);
    let known = frame.domain.and(|row| rows.level(row).is_some() && columns.level(row).is_some());
    if let Some(why) = nothing(&frame.design, &frame.domain, &known) {
        return Ok(Answer::undefined(why, frame.df()));
    }
    let test = chi_squared(&frame.design, &rows, &columns, form, &frame.domain, frame.rules)?;
    Ok(tested(&test, frame))
}

/// Whether shares are as given.
pub(super) fn gof(
    var: &str,
    p: &[f64],
    names: &[String],
    statistic: Option<&str>,
    frame: &Frame<'_>,
) -> Result<Answer, CaseProblem> {
    // R has one form of it.
    if let Some(statistic) = statistic {
        word(statistic, "a form of this test", &[("Chisq", ()), ("satterthwaite", ())])?;
    }
    let factor = factor(frame.table, var)?;
    let known = frame.domain.and(|row| factor.level(row).is_some());
    if let Some(why) = nothing(&frame.design, &frame.domain, &known) {
        return Ok(Answer::undefined(why, frame.df()));
    }
    let shares = if names.is_empty() { p.to_vec() } else { by_name(var, &factor.levels, names, p)? };
    Ok(tested(&goodness_of_fit(&frame.design, &factor, &shares, &frame.domain)?, frame))
}

/// Shares in the order of the levels.
fn by_name(var: &str, levels: &[String], names: &[String], p: &[f64]) -> Result<Vec<f64>, CaseProblem> {
    if let Some(name) = names.iter().find(|name| !levels.contains(name)) {
        let message = format!("estimator.p: {var} has no category {name:?}");
        return Err(CaseProblem::new(message, format!("give a share for each of: {}", levels.join(", "))));
    }
    let share = |level: &String| {
        let at = names.iter().position(|name| name == level);
        at.and_then(|at| p.get(at)).copied().ok_or_else(|| {
            let remedy = format!("give a share for each of: {}", levels.join(", "));
            CaseProblem::new(format!("estimator.p: category {level:?} of {var} has no share"), remedy)
        })
    };
    levels.iter().map(share).collect()
}

fn tested(test: &Test, frame: &Frame<'_>) -> Answer {
    let parameter: Vec<Value> = test.parameter.iter().map(|value| number(*value)).collect();
    // R's unnamed vector of one is a number in JSON.
    let parameter = match parameter.as_slice() {
        [one] => one.clone(),
        _ => Value::Array(parameter),
    };
    let row = Row::default().set("statistic", number(test.statistic)).set("parameter", parameter);
    Answer::with_df(frame.df()).rows(vec![row.set("p", number(test.p))])
}

/// Whether a mean differs between two groups, or from a number.
pub(super) fn ttest(
    asked: &Estimator,
    y: &str,
    group: Option<&str>,
    mu: f64,
    frame: &Frame<'_>,
) -> Result<Answer, CaseProblem> {
    let y = numeric(frame.table, y)?;
    let known = answered(&frame.domain, &[&y.values]);
    let group = group.map(|group| present(frame, group)).transpose()?;
    let known = known.and(|row| group.as_ref().is_none_or(|group| group.level(row).is_some()));
    if let Some(why) = nothing(&frame.design, &frame.domain, &known) {
        return Ok(Answer::undefined(why, frame.df()));
    }
    let test = match &group {
        Some(group) => difference(&frame.design, &y, group, &frame.domain, frame.rules)?,
        None => mean_against(&frame.design, &y, mu, &frame.domain, frame.rules)?,
    };
    let interval = test.interval(asked.level, asked.ci_df);
    Ok(Answer::with_df(frame.df_of(&known)).rows(vec![compared(&test).interval(interval)]))
}

fn compared(test: &EstimateTest) -> Row {
    Row::default()
        .estimate(test.estimate, test.standard_error)
        .set("statistic", number(test.statistic))
        .set("parameter", number(test.df))
        .set("p", number(test.p))
}

/// Whether groups differ in rank.
pub(super) fn ranktest(y: &str, group: &str, test: Option<&str>, frame: &Frame<'_>) -> Result<Answer, CaseProblem> {
    let scores = word(
        test.unwrap_or("wilcoxon"),
        "a rank test",
        &[
            ("wilcoxon", Scores::Wilcoxon),
            ("vanderWaerden", Scores::VanDerWaerden),
            ("median", Scores::Median),
            ("KruskalWallis", Scores::Wilcoxon),
        ],
    )?;
    let y = numeric(frame.table, y)?;
    if let Some(why) = nothing(&frame.design, &frame.domain, &answered(&frame.domain, &[&y.values])) {
        return Ok(Answer::undefined(why, frame.df()));
    }
    let row = match rank_test(&frame.design, &y, &present(frame, group)?, scores, &frame.domain)? {
        RankTest::Two(test) => compared(&test),
        // R calls the degrees of freedom the statistic here, and the statistic the parameter.
        RankTest::Many { chi_squared, df, df_below, p } => Row::default()
            .set("statistic", number(df))
            .set("parameter", number(chi_squared))
            .set("df_below", number(df_below))
            .set("p", number(p)),
    };
    Ok(Answer::with_df(frame.df()).rows(vec![row]))
}

/// Cronbach's alpha.
pub(super) fn alpha(asked: &Estimator, vars: &[String], frame: &Frame<'_>) -> Result<Answer, CaseProblem> {
    if vars.len() < 2 {
        return Err(CaseProblem::new("estimator.vars: alpha needs two items or more", "name more items"));
    }
    let items = numerics(frame.table, vars)?;
    let known: Domain = answered(&frame.domain, &items.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let df = frame.df();
    if let Some(why) = nothing(&frame.design, &frame.domain, &known) {
        return Ok(Answer::undefined(why, df));
    }
    if !asked.na_rm && known != frame.domain {
        return Ok(Answer::with_df(df).rows(vec![Row::default().missing()]));
    }
    let n = frame.design.sampled(&known);
    let df = frame.df_of(&known);
    let found = frame.design.estimate(&Alpha::new(items, n), &known)?;
    let (estimate, se) = (found.values.first().copied().unwrap_or(f64::NAN), found.standard_error(0));
    let interval = confint(estimate, se, asked.ci_df.unwrap_or(df), asked.level);
    Ok(Answer::with_df(df).set("n", n).rows(vec![Row::default().estimate(estimate, se).interval(interval)]))
}
