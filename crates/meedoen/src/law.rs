//! `meedoen law`: the law at the command line. `exchange` reads the cases, `register` judges; here files are opened and
//! written.

use crate::outcome::{Outcome, Run, Trouble, say};
use clap::Args;
use exchange::law;
use serde_json::{Value, json};
use std::path::PathBuf;

/// `meedoen law`.
#[derive(Debug, Clone, Args)]
pub struct LawArgs {
    /// The file of cases
    #[arg(value_name = "CASES.json")]
    pub cases: PathBuf,
    /// Where the answers go [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Answers the cases of a file.
///
/// # Errors
/// The file cannot be read or holds no cases, or the answers cannot be written.
pub fn run(args: &LawArgs) -> Run {
    let file = args.cases.display();
    let bytes = std::fs::read(&args.cases).map_err(|error| Trouble::usage(format!("cannot read {file}: {error}")))?;
    let entries = law::read(&bytes).map_err(|problem| Trouble::usage(format!("{file}: {problem}")))?;
    let results: Vec<Value> = entries.iter().map(law::answer).collect();
    let found = results.iter().any(|result| result.get("error").is_some());
    let text = json!({ "results": results }).to_string();
    match &args.out {
        None => say(text),
        Some(out) => std::fs::write(out, text + "\n")
            .map_err(|error| Trouble::failed(format!("cannot write {}: {error}", out.display())))?,
    }
    Ok(if found { Outcome::Found } else { Outcome::Done })
}
