//! Answering survey cases: what was read meets the engine, and an answer becomes JSON.
//!
//! A case that cannot be answered is an answer too, with the reason and what to do, and leaves the others alone.

mod by;
mod ciprop;
mod contrast;
pub(crate) mod data;
pub(crate) mod design;
mod formula;
pub(crate) mod given;
mod hypothesis;
mod measure;
mod plain;
mod refusal;
mod sources;
mod weighting;
mod weights;

#[cfg(test)]
mod random;

pub use sources::{Open, Sources};

use crate::read::{Asks, CaseProblem, Entry, Estimator, Kind, Question};
use data::Data;
use given::Answer;
use serde_json::{Map, Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

/// The answer to one case, or why there is none: the fields of a JSON object, with how long each step took, in seconds.
pub fn result(entry: &Entry, sources: &mut Sources<'_>) -> Value {
    // The engine answers or refuses and does not panic. Should it do so all the same, the other cases keep their answers.
    let answered = catch_unwind(AssertUnwindSafe(|| evaluate(entry, sources))).unwrap_or_else(|_| {
        Err(CaseProblem::new("this case made the program stumble", "report the case: this is a mistake in the program"))
    });
    let mut fields = Map::new();
    fields.insert("id".to_owned(), entry.id.clone().into());
    match answered {
        Ok((answer, timings)) => {
            fields.extend(answer.fields());
            fields.insert("timings".to_owned(), timings);
        }
        Err(refused) => {
            fields.insert("error".to_owned(), refused.to_string().into());
            fields.insert("remedy".to_owned(), refused.remedy.into());
        }
    }
    Value::Object(fields)
}

fn evaluate(entry: &Entry, sources: &mut Sources<'_>) -> Result<(Answer, Value), CaseProblem> {
    let start = Instant::now();
    match entry.asks.as_ref().map_err(|problem| problem.clone())? {
        Asks::Formula(formula) => {
            let answer = formula::answer(formula)?;
            Ok((answer, timings(0.0, 0.0, start.elapsed().as_secs_f64())))
        }
        Asks::Estimate(question) => {
            let data = sources.take(question)?;
            estimate(question, &data, start)
        }
    }
}

/// An estimate from columns that were read.
fn estimate(question: &Question, data: &Data, start: Instant) -> Result<(Answer, Value), CaseProblem> {
    // Who named a column that is not there.
    for (key, names) in [("design", question.design.columns()), ("estimator", question.estimator.columns())] {
        for name in names {
            data.has(name).map_err(|problem| CaseProblem { key: key.to_owned(), ..problem })?;
        }
    }
    let read = start.elapsed().as_secs_f64();
    let frame = design::Frame::build(&question.design, data, question.rules)?;
    let built = start.elapsed().as_secs_f64();
    let answer = compute(&question.estimator, &frame)?;
    let answer = if frame.weighting.is_empty() { answer } else { answer.set("weighting", frame.weighting.clone()) };
    let answer = if frame.notices.is_empty() { answer } else { answer.set("notices", frame.notices.clone()) };
    let all = start.elapsed().as_secs_f64();
    Ok((answer, timings(read, built - read, all - built)))
}

fn timings(read: f64, design: f64, compute: f64) -> Value {
    json!({ "read": read, "design": design, "compute": compute })
}

/// Which estimator answers which kind.
fn compute(asked: &Estimator, frame: &design::Frame<'_>) -> Result<Answer, CaseProblem> {
    match &asked.kind {
        Kind::Plain(what) => plain::answer(asked, what, frame),
        Kind::Vcov(what) => plain::vcov(asked, what, frame),
        Kind::By { what, by } => by::answer(asked, what, by, frame),
        Kind::Ciprop { var, value, method } => ciprop::answer(asked, var, value, method.as_deref(), frame),
        Kind::Weights { margins } => weights::answer(margins, frame),
        Kind::Table { vars, total } => weights::table(vars, *total, frame),
        Kind::ContrastBy { vars, by, coef } => contrast::by(asked, vars, by, coef, frame),
        Kind::ContrastVars { vars, coef } => contrast::vars(asked, vars, coef, frame),
        Kind::Chisq { vars, statistic } => hypothesis::chisq(vars, statistic.as_deref(), frame),
        Kind::Gof { var, p, names, statistic } => hypothesis::gof(var, p, names, statistic.as_deref(), frame),
        Kind::Ttest { y, group, mu } => hypothesis::ttest(asked, y, group.as_deref(), *mu, frame),
        Kind::Ranktest { y, group, test } => hypothesis::ranktest(y, group, test.as_deref(), frame),
        Kind::Alpha { vars } => hypothesis::alpha(asked, vars, frame),
    }
}
