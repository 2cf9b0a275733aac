//! `meedoen import`: reads a file with `exchange`, shows what is wrong in it, and hands it to `store`.
//!
//! The report of a file is in Dutch, because the school's functional manager reads it. Nothing personal is printed:
//! not in a problem, not in a count.

mod progress;
pub mod ro;
mod show;
pub mod students;

use crate::config::At;
use crate::outcome::note;
use crate::outcome::{Run, Trouble};
use clap::Subcommand;
use std::path::Path;
use store::Store;
use store::import::ImportError;

/// What can be imported.
#[derive(Debug, Clone, Subcommand)]
pub enum What {
    /// DUO's registratieoverzicht (RO): persons, enrolments, support periods, placements
    ///
    /// Reads all files and compares them with what is there; when one has a problem, or would end more than 5% of a kind of
    /// rows, none is imported. Then they are imported in the order in which DUO made them, while people work. The same file
    /// twice changes nothing; after an interruption the same file again finishes it. What a file lacks is only withdrawn when
    /// its trailer says that it is whole. Exit code 1 when a file is refused.
    Ro(ro::RoArgs),
    /// The school's student system (CSV or XLSX): names, teams, coaches, guardians, applications
    ///
    /// Reads the file and compares it with what is there; a file with a problem, or that would end more than 5% of a kind of
    /// rows, is refused. Then it is imported while people work; after an interruption the same file again finishes it. A
    /// student who is not in the file stays as they are; an empty cell ends what it gave. The columns are found by their
    /// headings; name them with --map where yours differ. The school's mapping is remembered. Exit code 1 when the file is
    /// refused.
    Students(students::StudentsArgs),
}

/// Runs an import.
pub async fn run(at: &At, what: What) -> Run {
    match what {
        What::Ro(args) => ro::run(at, &args).await,
        What::Students(args) => students::run(at, &args).await,
    }
}

fn bytes(file: &Path) -> Run<Vec<u8>> {
    std::fs::read(file).map_err(|error| Trouble::usage(format!("cannot read {}: {error}", file.display())))
}

/// The database for a dry run, where there is one: without it, nobody can tell what would end.
async fn open_if_there(at: &At) -> Run<Option<Store>> {
    let there = at.sqlite_file()?.is_none_or(Path::exists) && at.key_file.exists();
    if there { at.open().await.map(Some) } else { Ok(None) }
}

/// What a dry run without a database cannot tell.
fn without_database(name: &str) {
    note(format_args!(
        "{name}: zonder database is niet te zeggen wat er zou beginnen, en ook niet wat er zou eindigen."
    ));
}

/// An import that failed for another reason than the lines of its file.
fn failed(error: ImportError) -> Trouble {
    match error {
        ImportError::Store(error) => error.into(),
        other => Trouble::failed(other.to_string()),
    }
}

/// The day by which `write` judges dates. A demo imports the files of its today six years before, when its story begins;
/// a command has judged its file by the real day before it comes here.
fn judged_on(now: register::Moment) -> time::Date {
    now.day.saturating_add(time::Duration::weeks(416))
}
