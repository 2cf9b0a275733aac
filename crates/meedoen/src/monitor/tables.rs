//! `meedoen monitor tables`.

use super::{answers, folder};
use crate::outcome::{Outcome, Run, Trouble, note, say};
use ::monitor::book::{Earlier, Made};
use ::monitor::folder::{Folder, Reading};
use ::monitor::published::Published;
use clap::Args;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// `meedoen monitor tables`.
#[derive(Debug, Clone, Args)]
pub struct TablesArgs {
    /// The folder of the measurement, or the year of a published one
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// Tables and figures of which only print exists
    #[arg(long, required_unless_present = "answers", conflicts_with = "answers")]
    pub published: bool,
    /// The table book, made of the answers in this folder: a CSV file for each group, such as institution.csv
    #[arg(long, value_name = "DIR")]
    pub answers: Option<PathBuf>,
    /// The answers of the measurement before: columns that are held against it are held against these, not against its print
    #[arg(long, value_name = "DIR", requires = "answers")]
    pub before: Option<PathBuf>,
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
    if let Some(dir) = &args.answers {
        return made(args, &read, dir);
    }
    let shown = read.published.iter().filter(|table| !table.lost);
    if args.json {
        say(Value::Array(shown.map(publish::json::printed).collect()));
    } else {
        shown.for_each(|table| say(lines(table)));
    }
    Ok(Outcome::Done)
}

/// The table book of the answers in a folder.
fn made(args: &TablesArgs, read: &Folder, dir: &Path) -> Run {
    let (book, _) = made_of(&args.folder, read, (dir, args.before.as_deref()), &answers::read(read, dir, false)?)?;
    if args.json {
        say(publish::book::tables(read, &book));
        return Ok(Outcome::Done);
    }
    for (plan, table) in read.plans.iter().zip(&book.tables) {
        let decimals = publish::book::decimals(read, plan);
        let mut text = format!("{} {}\n", plan.id, plan.title.nl);
        let heads: Vec<String> = plan.columns.iter().map(::monitor::plan::Head::name).collect();
        text += &format!("\t{}\n", heads.join("\t"));
        for (row, cells) in plan.rows.iter().zip(&table.cells) {
            let printed: Vec<String> =
                cells.iter().map(|cell| publish::book::printed(cell.as_ref(), decimals)).collect();
            text += &format!("{}\t{}\n", row.name(), printed.join("\t"));
        }
        let bases = (0..plan.columns.len()).map(|column| match publish::book::base(&table.cells, column) {
            None => "*".to_owned(),
            Some((low, high)) if low == high => low.to_string(),
            Some((low, high)) => format!("{low}-{high}"),
        });
        text += &format!("N\t{}\n", bases.collect::<Vec<_>>().join("\t"));
        say(text);
    }
    Ok(Outcome::Done)
}

/// Files by name, with their bytes.
pub(super) type Files = Vec<(String, Vec<u8>)>;

/// Makes the book of answers that were read; how they were weighted is told on standard error. With it come the files of the
/// measurement before that it rests on.
///
/// # Errors
/// The book cannot be made of them.
pub(super) fn made_of(
    at: &Path,
    read: &Folder,
    (dir, before): (&Path, Option<&Path>),
    found: &answers::Read,
) -> Run<(Made, Files)> {
    let from = match folder::earlier(at, read.measurement.from)? {
        Ok(from) => from,
        Err(problem) if before.is_some() => return Err(Trouble::usage(format!("{}/{problem}", at.display()))),
        Err(problem) => {
            note(format_args!("{}/{problem}", at.display()));
            None
        }
    };
    let mut earlier = earlier(from.as_ref(), before)?;
    let files = earlier.as_mut().map(|read| std::mem::take(&mut read.files)).unwrap_or_default();
    let from = from.as_ref().map(|folder| match &earlier {
        Some(read) => Earlier { folder, answers: &read.answers, synthetic: read.synthetic },
        None => Earlier::printed(folder),
    });
    let book = ::monitor::book::make(read, from.as_ref(), &found.answers, found.synthetic, answers::threads())
        .map_err(|refused| Trouble::failed(format!("{}: {refused}", dir.display())))?;
    if found.synthetic {
        note("synthetic answers: nobody gave them");
    }
    for one in found.answers.iter().filter(|one| one.left_out > 0) {
        note(format_args!("{}: {} people answered too little and are left out", one.of, one.left_out));
    }
    for (plan, table) in read.plans.iter().zip(&book.tables) {
        for column in table.nobody().into_iter().filter_map(|column| plan.columns.get(column)) {
            note(format_args!("{}: nobody is in the base of column {}", plan.id, column.name()));
        }
    }
    for it in &book.weighted {
        let range = it.range.map_or_else(String::new, |(lowest, highest)| {
            format!("; weights between {lowest:.2} and {highest:.2} times their mean")
        });
        let trimmed = it.trimmed.map_or_else(String::new, |trimmed| format!(", {trimmed} cut off"));
        note(format_args!(
            "{}: {} answers weighted to {} people{range}{trimmed}; design effect {:.*}, effective n {:.0}",
            it.of,
            it.n,
            it.population,
            it.decimals(),
            it.design_effect,
            it.effective_n
        ));
    }
    Ok((book, files.into_iter().map(|(of, bytes)| (format!("before/{of}"), bytes)).collect()))
}

/// The answers of the measurement before.
fn earlier(from: Option<&Folder>, before: Option<&Path>) -> Run<Option<answers::Read>> {
    match (from, before) {
        (_, None) => Ok(None),
        (Some(from), Some(dir)) => answers::read(from, dir, true).map(Some),
        (None, Some(dir)) => {
            let message = "there is no measurement before this one that these answers could be of";
            Err(Trouble::usage(format!("{}: {message}. To do: put its folder beside this one", dir.display())))
        }
    }
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
