//! `meedoen monitor`: measurements of the Monitor as folders of text.
//!
//! `monitor` holds the rules and knows no files; here folders are read and answers become JSON or lines.

mod answers;
mod check;
mod code;
mod embedded;
mod folder;
mod letter;
mod marker;
mod new;
mod report;
mod shelf;
mod synthetic;
mod tables;

pub use shelf::Shelf;

use crate::outcome::{Run, Trouble, note};
use ::monitor::folder::Reading;
use ::monitor::shown::Library;
use clap::Subcommand;
use std::path::Path;
use std::sync::Arc;

/// The measurements that everybody may see: the published ones within the program, or those in the folders of `DIR`, one a
/// measurement. What is wrong with one is told, and it is not shown.
///
/// # Errors
/// `DIR` or a text in it cannot be read.
pub fn library(folders: Option<&Path>) -> Run<Arc<Library>> {
    let mut readings = Vec::new();
    match folders {
        None => readings.extend(embedded::years().map(|(_, texts)| Reading::of(&texts))),
        Some(dir) => {
            let trouble = |error| Trouble::usage(format!("cannot read {}: {error}", dir.display()));
            for entry in std::fs::read_dir(dir).map_err(trouble)? {
                let path = entry.map_err(trouble)?.path();
                if path.join("measurement.toml").is_file() {
                    let reading = Reading::of(&folder::texts(&path)?);
                    for problem in &reading.problems {
                        note(format_args!("{}/{problem}; this measurement is not shown", path.display()));
                    }
                    readings.push(reading);
                }
            }
        }
    }
    Ok(Arc::new(Library::of(readings)))
}

/// Writes synthetic answers of a published measurement: what the research body of a demo has.
///
/// # Errors
/// There is no such measurement, or the folder cannot be written.
pub fn make_answers(year: u16, seed: u64, out: &Path) -> Run<()> {
    let reading = embedded::texts(&year.to_string()).map(|texts| Reading::of(&texts));
    let folder = reading.and_then(|reading| reading.folder);
    let folder = folder.ok_or_else(|| Trouble::failed(format!("there is no published measurement of {year}")))?;
    synthetic::write(&folder, seed, out).map(drop)
}

/// What can be done with a measurement.
#[derive(Debug, Clone, Subcommand)]
pub enum What {
    /// Hold a measurement against itself, and the text of its report against its tables
    ///
    /// First the folder: every file, key and reference. Then the printed tables: sums, percentages that no whole count
    /// gives, bases, two tables about one cell, parts and wholes, source lines. Then the text: each number and quantity word
    /// is found, tied to its cell and held against it; a claim of change or difference is tested. What clashes is named; no
    /// repair is proposed. Exit code 0 without findings, 1 with, 2 when something cannot be read.
    Check(check::CheckArgs),
    /// Hold two codings of open answers against each other, and put the codes beside the answers
    ///
    /// How far the coders agree (and beyond chance: Cohen's kappa), where they do not, and what each code has. Only where every
    /// answer has a code that counts are answers with their codes written. Exit code 0 then, 1 when coders have to agree first, 2
    /// when something cannot be read.
    Code(code::CodeArgs),
    /// Draft the yearly letter on the improvement agenda: what was told and measured since a day
    ///
    /// In Dutch, as Markdown on standard output. Every sentence comes from the folder: what documents told of each action since,
    /// the actions of which nothing was told, the flags, and which printed cells changed by more than chance. Nothing is added.
    Letter(letter::LetterArgs),
    /// Begin the next measurement from an earlier one: its questions, weights and tables, as a draft
    ///
    /// `monitor check` then holds the new one against the old: a scale that changed under the same id is refused, unless the
    /// question says in `broken` why its answers cannot be compared.
    New(new::NewArgs),
    /// Write the report: the page, the table book as a workbook and as open data, the codebook, and microdata
    ///
    /// The text (report/*.md) takes its numbers from the tables; a word that does not fit its number ends the run with file and
    /// line, and nothing is written. The same texts and answers make the same bytes.
    Report(report::ReportArgs),
    /// Make answers that nobody gave, so that the tables of a measurement give what was printed of it
    ///
    /// To try the whole chain of a measurement of which only print exists. Which cells cannot be met stands beside the
    /// answers, in SYNTHETIC.txt, with the digest of each file; every table of those files says that nobody gave them.
    Synthetic(synthetic::SyntheticArgs),
    /// Print the tables of a measurement
    ///
    /// With --published those of which only print exists, cell by cell as printed. With --answers DIR the table book: the
    /// answers are read through the questionnaires, weighted, and every table of tables.toml is made, each cell with its
    /// interval, base and effective n; cells of few people are withheld, and those that would give them away.
    Tables(tables::TablesArgs),
}

/// Runs one of them.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn run(what: &What) -> Run {
    match what {
        What::Check(args) => check::run(args),
        What::Code(args) => code::run(args),
        What::Letter(args) => letter::run(args),
        What::New(args) => new::run(args),
        What::Report(args) => report::run(args),
        What::Synthetic(args) => synthetic::run(args),
        What::Tables(args) => tables::run(args),
    }
}
