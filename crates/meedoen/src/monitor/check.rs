//! `meedoen monitor check`.

use super::folder;
use crate::outcome::{Outcome, Run, Trouble, say};
use ::monitor::check::{self, Finding, Kind, Report, Where};
use ::monitor::folder::Reading;
use ::monitor::since;
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

/// `meedoen monitor check`.
#[derive(Debug, Clone, Args)]
pub struct CheckArgs {
    /// The folder of the measurement, or the year of a published one
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// The text of its report, as plain text
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

pub(super) fn run(args: &CheckArgs) -> Run {
    let mut reading = Reading::of(&folder::texts(&args.folder)?);
    if let Some(folder) = reading.folder.as_ref().filter(|_| reading.problems.is_empty()) {
        match folder::earlier(&args.folder, folder.measurement.from)? {
            Ok(Some(from)) => reading.problems.extend(since::check(folder, &from)),
            Ok(None) => {}
            Err(problem) => reading.problems.push(problem),
        }
    }
    if reading.folder.is_none() && !args.json {
        let first = reading.problems.first().map_or_else(String::new, ToString::to_string);
        return Err(Trouble::usage(format!("{}/{first}", args.folder.display())));
    }
    let text = args.report.as_deref().map(|file| folder::text(file).map(|text| (file.display().to_string(), text)));
    let text = text.transpose()?;
    let report = check::check(&reading, text.as_ref().map(|(file, text)| (file.as_str(), text.as_str())));
    if args.json {
        say(to_json(&report))
    } else {
        show(&report, text.is_some())
    }
    if reading.folder.is_none() {
        return Err(Trouble::usage(format!("{} cannot be read as a measurement", args.folder.display())));
    }
    Ok(if report.findings.is_empty() { Outcome::Done } else { Outcome::Found })
}

fn place(at: &Where) -> Value {
    json!({ "file": at.file, "line": at.line, "table": at.table, "row": at.row, "column": at.column })
}

fn finding(it: &Finding) -> Value {
    json!({
        "kind": it.kind.name(),
        "where": place(&it.at),
        "also": it.also.iter().map(place).collect::<Vec<_>>(),
        "says": it.says,
        "holds": it.holds,
        "message": it.message,
    })
}

fn to_json(report: &Report) -> Value {
    let statements = &report.statements;
    let untied = statements.untied.iter().map(|it| json!({ "line": it.line, "quote": it.quote }));
    json!({
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
        "statements": {
            "found": statements.found,
            "tied": statements.tied,
            "hold": statements.hold,
            "untied": untied.collect::<Vec<_>>(),
        },
    })
}

/// The same for people: a line for each finding, then what the text states. What is wrong with the folder is told with its item and
/// what to do.
fn show(report: &Report, with_text: bool) {
    for it in &report.findings {
        let line = it.at.line.map_or_else(String::new, |line| format!(":{line}"));
        let parts = [&it.at.table, &it.at.row, &it.at.column];
        let cell: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        let cell = if cell.is_empty() { String::new() } else { format!(" {}", cell.join(" : ")) };
        let said = match it.kind {
            Kind::Folder if it.says.is_empty() => format!("{}. To do: {}", it.message, it.holds),
            Kind::Folder => format!("{}: {}. To do: {}", it.says, it.message, it.holds),
            _ => it.message.clone(),
        };
        say(format_args!("{}{line}{cell}: {}: {said}", it.at.file, it.kind.name()));
    }
    if with_text {
        let all = &report.statements;
        say(format_args!(
            "{} statements in the text: {} tied to a table or to another statement, of which {} hold; {} tied to nothing",
            all.found,
            all.tied,
            all.hold,
            all.untied.len()
        ));
        for it in &all.untied {
            say(format_args!("  line {}: {}", it.line, it.quote));
        }
    }
}
