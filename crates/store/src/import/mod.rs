//! Bringing in what other systems know: DUO's *registratieoverzicht* and the student system's list.
//!
//! The store knows no file formats: `meedoen` reads a file with `exchange` and hands over plain values. An import has two
//! halves. The plan reads everything of the school once, compares in memory, and says what would begin, change and end;
//! a dry run stops there, and so does a file with a problem. Then the same comparison is made again for a few students at
//! a time, with their files held, and what differs is written: each student whole, others between them. So the same file
//! twice changes nothing, and one that was killed is finished by itself. Nothing is ever deleted.

mod corrected;
mod diff;
mod error;
mod link;
mod number;
mod pace;
mod person;
mod ro;
mod run;
mod staff;
mod students;
pub(crate) mod tables;

#[cfg(test)]
mod tests;

pub use error::{ImportError, Line, LineProblem, LineWarning};
pub use number::{NumberKind, PersonNumber};
pub use register::import::absence::{Ending, Kind};
pub use ro::{
    RoCounts, RoEnrolment, RoIncoming, RoOutcome, RoPeriod, RoPerson, RoPlacement, RoPlan, RoSummary, RoSupport,
};
pub use staff::{
    Absent, Silent, StaffIncoming, StaffLine, StaffOutcome, StaffPlan, StaffProblem, StaffSummary, Step as StaffStep,
};
pub use students::{
    Columns, Student, StudentApplication, StudentGuardian, StudentsCounts, StudentsIncoming, StudentsOutcome,
    StudentsPlan, StudentsSummary, check_students,
};

use serde::Serialize;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [corrected::SQL, number::SQL, person::SQL, run::SQL, &staff::sql(), &students::sql(), &tables::sql()].concat()
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

    /// Adds what happened to other rows.
    const fn add(&mut self, more: Self) {
        self.inserted += more.inserted;
        self.updated += more.updated;
        self.unchanged += more.unchanged;
        self.withdrawn += more.withdrawn;
    }
}

register::codes! {
    /// What an import is doing: for whoever shows progress.
    pub enum Step {
        /// Reading what is there, and comparing.
        Plan = "plan",
        /// Writing what differs, some students at a time.
        Write = "write",
    }
}

/// The digest of a file's bytes, by which its run is known.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).into()
}

/// Is told what an import is doing, how many students are done, and how many there are.
pub type Progress<'a> = &'a mut (dyn FnMut(Step, usize, usize) + Send);

/// How often a plan is made anew, because somebody else brought in the same people at the same moment.
const PLANS: usize = 3;

/// The kinds of which more would end than may.
fn too_much(ends: &[Ending], up_to: Option<usize>) -> Result<(), ImportError> {
    let much: Vec<Ending> = ends.iter().filter(|one| !one.is_allowed(up_to)).cloned().collect();
    if much.is_empty() { Ok(()) } else { Err(ImportError::TooMuchEnds(much)) }
}
