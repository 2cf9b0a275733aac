//! `meedoen import`: reads a file with `exchange`, shows what is wrong in it, and hands it to `store`.
//!
//! The report of a file is in Dutch, because the school's functional manager reads it. Nothing personal is printed:
//! not in a problem, not in a count.

mod progress;
pub mod ro;
mod show;
pub mod students;

use crate::config::At;
use crate::outcome::{Run, Trouble};
use clap::Subcommand;
use std::path::Path;
use store::import::ImportError;

/// What can be imported.
#[derive(Debug, Clone, Subcommand)]
pub enum What {
    /// DUO's registratieoverzicht (RO): persons, enrolments, support periods, placements
    ///
    /// Reads all files, then imports them in the order in which DUO made them, each as a whole or not at all; when a file
    /// has a problem, none is imported. The same file twice changes nothing. Exit code 1 when a file has a problem.
    Ro(ro::RoArgs),
    /// The school's student system (CSV or XLSX): names, teams, coaches, guardians, applications
    ///
    /// Imports the file as a whole or not at all. The columns are found by their headings; name them with --map where yours
    /// differ. The school's mapping is remembered. Exit code 1 when the file has a problem.
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
