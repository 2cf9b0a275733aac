//! Bringing in files. Pages say what a file would do and ask whether it may; who reads files and carries them out is handed
//! in by the program, with the code of `meedoen import`, so that a page and the shell cannot differ.
//!
//! A file waits between what was shown and the word that it may be carried out in the memory of the program and nowhere
//! else (`room`): no database, no backup and no disk ever has it.

mod room;

pub use room::{FILE_LIMIT, ImportRoom, Kept, NotTaken, Stands, UploadId, WAITS};

use access::Actor;
use register::Moment;
use std::{pin::Pin, sync::Arc};
use store::import::{Ending, RoSummary, StaffSummary, StudentsSummary};
use store::{Store, StoreError};
use time::{Date, OffsetDateTime};

register::codes! {
    /// What kind of file it is.
    pub enum What {
        /// DUO's *registratieoverzicht*.
        Ro = "ro",
        /// The list from the student system.
        Students = "students",
        /// The school's own list of staff.
        Staff = "staff",
    }
}

/// What a file would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// DUO's file.
    Ro(RoSummary),
    /// A list of students.
    Students(StudentsSummary),
    /// A list of staff.
    Staff(StaffSummary),
}

impl Plan {
    /// What would end of each kind, because the file is silent about it.
    pub fn ends(&self) -> &[Ending] {
        match self {
            Self::Ro(plan) => &plan.ends,
            Self::Students(plan) => &plan.ends,
            Self::Staff(plan) => &plan.ends,
        }
    }

    /// An earlier import of this file was not finished.
    pub const fn resumed(&self) -> bool {
        match self {
            Self::Ro(plan) => plan.resumed,
            Self::Students(plan) => plan.resumed,
            Self::Staff(plan) => plan.resumed,
        }
    }
}

/// What was found in a file, and what it would do now. Two that are equal would do the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// From when till when the file is, and when it was made, where it says so.
    pub covers: Option<(Date, Date, Date)>,
    /// What is wrong, with its line, in Dutch; no value of the file. With one, nothing is done.
    pub problems: Vec<String>,
    /// What is strange, in the same way.
    pub warnings: Vec<String>,
    /// What it would do, if nothing is wrong.
    pub plan: Option<Plan>,
    /// When the newest import of the school began, and whether that is done: what was shown is not what would happen once
    /// another came between.
    pub after: Option<(OffsetDateTime, String)>,
}

/// What became of a file that may be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// It was. Of a list of staff: how many were invited, and how many got a role.
    Carried(Option<(usize, usize)>),
    /// It would do something else by now than was shown: nothing was done.
    Changed(Arc<Found>),
    /// More would end than was allowed: nothing was done.
    TooMuch,
}

/// A file to carry out, as it was shown.
pub struct Allowed<'a> {
    /// What was shown.
    pub shown: &'a Found,
    /// So many rows of a kind may end.
    pub up_to: Option<usize>,
    /// Is told how many students are done, of how many.
    pub progress: &'a mut (dyn FnMut(usize, usize) + Send),
}

/// What an importer is given.
pub struct Given<'a> {
    /// Where everything is kept.
    pub store: &'a Store,
    /// Who does it.
    pub actor: &'a Actor,
    /// What kind of file.
    pub what: What,
    /// The file.
    pub bytes: &'a [u8],
    /// When.
    pub now: Moment,
}

/// What an importer is busy with. It is waited for on a thread of its own.
pub type Work<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + 'a>>;

/// Reads files, and carries them out.
pub trait Importer: Send + Sync + 'static {
    /// What a file would do. Writes nothing.
    fn look<'a>(&'a self, given: Given<'a>) -> Work<'a, Found>;

    /// Carries a file out, if it would do what was shown.
    fn carry_out<'a>(&'a self, given: Given<'a>, allowed: Allowed<'a>) -> Work<'a, Done>;
}

/// No importer: for tests of what is no import.
#[derive(Debug, Clone, Copy)]
pub struct NoImporter;

impl Importer for NoImporter {
    fn look<'a>(&'a self, _: Given<'a>) -> Work<'a, Found> {
        Box::pin(async { Err(StoreError::Refused("there is no importer".into())) })
    }

    fn carry_out<'a>(&'a self, _: Given<'a>, _: Allowed<'a>) -> Work<'a, Done> {
        Box::pin(async { Err(StoreError::Refused("there is no importer".into())) })
    }
}
