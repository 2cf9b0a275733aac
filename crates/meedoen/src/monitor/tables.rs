//! `meedoen monitor tables`.

use super::folder;
use crate::outcome::{Outcome, Run, Trouble, note, say};
use ::monitor::folder::Reading;
use ::monitor::published::Published;
use clap::Args;
use serde_json::Value;
use std::path::PathBuf;

/// `meedoen monitor tables`.
#[derive(Debug, Clone, Args)]
pub struct TablesArgs {
    /// The folder of the measurement, or the year of a published one
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// Tables and figures of which only print exists
    #[arg(long, required = true)]
    pub published: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

pub(super) fn run(args: &TablesArgs) -> Run {
    let reading = Reading::of(&folder::texts(&args.folder)?);
    for problem in &reading.problems {
        note(format_args!("{}/{problem}", args.folder.display()));
    }
    let Some(read) = reading.folder.filter(|_| reading.problems.is_empty()) else {
        return Err(Trouble::usage(format!("{} cannot be read", args.folder.display())));
    };
    let shown = read.published.iter().filter(|table| !table.lost);
    if args.json {
        say(Value::Array(shown.map(publish::json::printed).collect()));
    } else {
        shown.for_each(|table| say(lines(table)));
    }
    Ok(Outcome::Done)
}

/// The table for people: a line a row, columns between tabs.
fn lines(table: &Published) -> String {
    let mut text = format!("{} {} (p. {})\n", table.id, table.title, table.page);
    let heads: Vec<String> = table.columns.iter().map(::monitor::published::Column::name).collect();
    text += &format!("\t{}\n", heads.join("\t"));
    for row in &table.rows {
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.printed.as_str()).collect();
        text += &format!("{}\t{}\n", row.name(), cells.join("\t"));
    }
    let bases: Vec<String> =
        table.columns.iter().map(|column| column.base.map_or(String::new(), |base| base.to_string())).collect();
    if bases.iter().any(|base| !base.is_empty()) {
        text += &format!("N\t{}\n", bases.join("\t"));
    }
    text + &table.source + if table.source.is_empty() { "" } else { "\n" }
}
