//! `meedoen monitor`: measurements of the Monitor as folders of text.
//!
//! `monitor` holds the rules and knows no files; here folders are read and answers become JSON or lines.

mod check;
mod embedded;
mod folder;
mod tables;

use crate::outcome::Run;
use clap::Subcommand;

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
    /// Print the tables of a measurement
    ///
    /// With --published those of which only print exists, cell by cell as printed.
    Tables(tables::TablesArgs),
}

/// Runs one of them.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn run(what: &What) -> Run {
    match what {
        What::Check(args) => check::run(args),
        What::Tables(args) => tables::run(args),
    }
}
