//! Bringing in what other systems know: DUO's *registratieoverzicht* and the student system's list.
//!
//! The store knows no file formats: `meedoen` reads a file with `exchange` and hands over plain values. An import is
//! one transaction, so all of it or nothing. Everything of the school is loaded once, compared in memory, and only
//! what differs is written, in batches: the same file twice changes nothing, and costs little. Nothing is ever deleted.

mod error;
mod link;
mod number;
mod person;
mod ro;
mod run;
mod students;

#[cfg(test)]
mod tests;

pub use error::{ImportError, LineProblem};
pub use number::{NumberKind, PersonNumber};
pub use ro::{RoCounts, RoEnrolment, RoIncoming, RoOutcome, RoPeriod, RoPerson, RoPlacement, RoSupport};
pub use students::{
    Columns, Student, StudentApplication, StudentGuardian, StudentsCounts, StudentsIncoming, StudentsOutcome,
};

use serde::Serialize;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [link::SQL, number::SQL, person::SQL, &ro::sql(), run::SQL, &students::sql()].concat()
}

/// What happened to the rows of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// They were not there.
    pub inserted: usize,
    /// They said something else, or had been withdrawn.
    pub updated: usize,
    /// They said the same.
    pub unchanged: usize,
    /// The file should hold them and does not.
    pub withdrawn: usize,
}

impl Counts {
    /// Whether anything was written.
    pub const fn changed(&self) -> bool {
        self.inserted + self.updated + self.withdrawn > 0
    }
}

register::codes! {
    /// What an import is doing: for whoever shows progress.
    pub enum Step {
        /// Reading what is there.
        Load = "load",
        /// Persons.
        Persons = "persons",
        /// Enrolments.
        Enrolments = "enrolments",
        /// What enrolments were for.
        Periods = "periods",
        /// Support reported to DUO.
        Support = "support",
        /// Placements.
        Placements = "placements",
        /// Teams, groups and coaches.
        Teams = "teams",
        /// Guardians.
        Guardians = "guardians",
        /// Applications.
        Applications = "applications",
        /// Who may see which file, and what is due.
        Rights = "rights",
    }
}

/// The digest of a file's bytes, by which its run is known.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).into()
}

/// Is told what an import is doing, how many records are done, and how many there are.
pub type Progress<'a> = &'a mut (dyn FnMut(Step, usize, usize) + Send);
