//! `meedoen survey`: the survey engine at the command line. `cases` reads and answers; here files are opened and written.

mod tabulate;

use crate::outcome::{Outcome, Run, Trouble, say};
use cases::answer::{Sources, result};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

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
    let entries = cases::read::read(&bytes)
        .map_err(|problem| Trouble::usage(format!("{}: {problem}. To do: {}", args.cases.display(), problem.remedy)))?;
    let folder = args.cases.parent().unwrap_or_else(|| Path::new(""));
    let open = |name: &str| std::fs::read(folder.join(name));
    let mut sources = Sources::of(&entries, &open);
    let results: Vec<Value> = entries.iter().map(|entry| result(entry, &mut sources)).collect();
    let text = json!({ "results": results }).to_string();
    match &args.out {
        None => say(text),
        Some(file) => std::fs::write(file, text + "\n")
            .map_err(|error| Trouble::failed(format!("cannot write {}: {error}", file.display())))?,
    }
    Ok(Outcome::Done)
}
