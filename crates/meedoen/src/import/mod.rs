//! `meedoen import`.

use crate::config::At;
use crate::outcome::{Run, Trouble};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What can be imported.
#[derive(Debug, Clone, Subcommand)]
pub enum What {
    /// DUO's registratieoverzicht (RO): persons, enrolments, support periods, placements
    Ro(RoArgs),
    /// The school's student system (CSV or XLSX): names, teams, coaches, guardians, applications
    Students(StudentsArgs),
}

/// `meedoen import ro`.
#[derive(Debug, Clone, Args)]
pub struct RoArgs {
    /// The files
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

/// `meedoen import students`.
#[derive(Debug, Clone, Args)]
pub struct StudentsArgs {
    /// The file
    pub file: PathBuf,
}

/// Runs an import.
pub async fn run(_at: &At, _what: What) -> Run {
    Err(Trouble::failed("import has not landed yet"))
}
