//! `meedoen survey`: the survey engine at the command line.
//!
//! `exchange` reads the cases and their data, the crate `survey` computes; here the two meet, and an answer becomes JSON.
//! A case that cannot be answered is an answer too, with the reason and what to do, and leaves the others alone.

mod answer;
mod by;
mod ciprop;
mod contrast;
mod data;
mod design;
mod formula;
mod hypothesis;
mod measure;
mod plain;
mod refused;
mod sources;
mod tabulate;
mod weighting;
mod weights;

#[cfg(test)]
mod random;

use crate::outcome::{Outcome, Run, Trouble, say};
use answer::Answer;
use clap::{Args, Subcommand};
use data::Data;
use exchange::cases::{self, Asks, CaseProblem, Entry, Estimator, Kind, Question};
use refused::Refused;
use serde_json::{Map, Value, json};
use sources::Sources;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What the survey engine can do here.
#[derive(Debug, Clone, Subcommand)]
pub enum What {
    /// Answer the cases of a file: JSON that names CSV data, a design and an estimator
    ///
    /// Prints {"results": [...]} with, for each case, its id and the estimates with their standard errors and intervals, or
    /// why there is no answer and what to do; and how long reading, the design and the estimate took, in seconds. A file is
    /// read once, for the first case that asks of it. A file or a case may name a codebook ("codebook": "book.json").
    /// By R's rules, unless a file or a case says "rules": "right". Notices say what to know of an answer, such as margins
    /// that are not met.
    /// Data are looked for beside the file of cases. Exit code 0 also when cases were refused: that is their answer.
    Run(RunArgs),
    /// Print a whole questionnaire: every item of a codebook by every break, with intervals, letters and change
    ///
    /// The codebook says which columns are items and which levels they have, in which order; the design how the sample was
    /// drawn and weighted, with the keys that `survey run` knows: strata, ids, weights, fpc, repweights, weighting, domain.
    /// What the codebook does not declare is refused by item, row and code. Exit code 1 when the data or the design are refused,
    /// 2 when a file or the codebook cannot be read.
    #[command(after_help = TABULATE_EXAMPLE)]
    Tabulate(Box<tabulate::TabulateArgs>),
}

const TABULATE_EXAMPLE: &str = "\
Example:
  meedoen survey tabulate answers.csv --codebook book.json --design design.json --by track --wave year --letters

book.json
  {\"missing\": [\"NA\"], \"items\": [
    {\"name\": \"track\", \"levels\": [{\"code\": \"bol\", \"label\": \"school\"}, {\"code\": \"bbl\", \"label\": \"work\"}]},
    {\"name\": \"year\", \"levels\": [2024, 2026]},
    {\"name\": \"q1\", \"text\": \"I get the help that was agreed\", \"scores\": \"codes\", \"top\": 2,
     \"asked\": [{\"item\": \"track\", \"in\": [\"bol\"]}],
     \"levels\": [1, 2, 3, 4, {\"code\": 8, \"label\": \"do not know\", \"mean\": false},
                {\"code\": 9, \"label\": \"not applicable\", \"base\": false}]}],
   \"sets\": [{\"name\": \"help\", \"text\": \"Which help?\", \"ticked\": 1, \"open\": 0, \"not_shown\": -7,
             \"options\": [{\"column\": \"help_1\", \"label\": \"a coach\"}, {\"column\": \"help_2\", \"label\": \"more time\"}]}]}

design.json
  {\"strata\": [\"school\"], \"ids\": [\"class\"], \"weights\": \"w\", \"fpc\": [\"classes\"]}";

/// `meedoen survey run`.
#[derive(Debug, Clone, Args)]
pub struct RunArgs {
    /// The file of cases
    #[arg(value_name = "CASES.json")]
    pub cases: PathBuf,
    /// Where the answers go [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Runs one of them.
///
/// # Errors
/// The file of cases cannot be read, or the answers cannot be written.
pub fn run(what: &What) -> Run {
    let args = match what {
        What::Run(args) => args,
        What::Tabulate(args) => return tabulate::run(args),
    };
    let bytes = std::fs::read(&args.cases)
        .map_err(|error| Trouble::usage(format!("cannot read {}: {error}", args.cases.display())))?;
    let entries = cases::read(&bytes)
        .map_err(|problem| Trouble::usage(format!("{}: {problem}. To do: {}", args.cases.display(), problem.remedy)))?;
    let folder = args.cases.parent().unwrap_or_else(|| Path::new(""));
    let mut sources = Sources::of(&entries, folder);
    let results: Vec<Value> = entries.iter().map(|entry| result(entry, &mut sources)).collect();
    let text = json!({ "results": results }).to_string();
    match &args.out {
        None => say(text),
        Some(file) => std::fs::write(file, text + "\n")
            .map_err(|error| Trouble::failed(format!("cannot write {}: {error}", file.display())))?,
    }
    Ok(Outcome::Done)
}

/// The answer to one case, or why there is none.
fn result(entry: &Entry, sources: &mut Sources) -> Value {
    // The engine answers or refuses and does not panic. Should it do so all the same, the other cases keep their answers.
    let answered = catch_unwind(AssertUnwindSafe(|| evaluate(entry, sources))).unwrap_or_else(|_| {
        Err(Refused::new("this case made the program stumble", "report the case: this is a mistake in the program"))
    });
    let mut fields = Map::new();
    fields.insert("id".to_owned(), entry.id.clone().into());
    match answered {
        Ok((answer, timings)) => {
            fields.extend(answer.fields());
            fields.insert("timings".to_owned(), timings);
        }
        Err(refused) => {
            fields.insert("error".to_owned(), refused.message.into());
            fields.insert("remedy".to_owned(), refused.remedy.into());
        }
    }
    Value::Object(fields)
}

fn evaluate(entry: &Entry, sources: &mut Sources) -> Result<(Answer, Value), Refused> {
    let start = Instant::now();
    match entry.asks.as_ref().map_err(|problem| Refused::from(problem.clone()))? {
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

/// Every column that a case names.
fn names(question: &Question) -> impl Iterator<Item = &str> {
    question.design.columns().into_iter().chain(question.estimator.columns())
}

/// An estimate from columns that were read.
fn estimate(question: &Question, data: &Data, start: Instant) -> Result<(Answer, Value), Refused> {
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
fn compute(asked: &Estimator, frame: &design::Frame<'_>) -> Result<Answer, Refused> {
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
