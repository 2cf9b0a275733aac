//! Bringing in files. Pages say what a file would do and ask whether it may; who reads files and carries them out is handed
//! in by the program, with the code of `meedoen import`, so that a page and the shell cannot differ.
//!
//! A file waits between what was shown and the word that it may be carried out in the memory of the program and nowhere
//! else (`room`): no database, no backup and no disk ever has it.

mod room;

pub use room::{FILE_LIMIT, ImportRoom, Kept, NotTaken, Stands, UploadId, WAITS, Word};

use access::Actor;
use register::Moment;
use std::{pin::Pin, sync::Arc};
use store::calendar::CalendarPlan;
use store::company::CompanyChanges;
use store::import::{Ending, RoSummary, StaffSummary, StudentsSummary};
use store::listed::ListChanges;
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
        /// A list of programmes with their names.
        Programmes = "programmes",
        /// A list of municipalities.
        Municipalities = "municipalities",
        /// The days by which the school counts.
        Calendar = "calendar",
        /// A list of companies where students learn.
        Companies = "companies",
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
    /// A list of the outside world.
    List(ListChanges),
    /// A calendar.
    Calendar(CalendarPlan),
    /// A list of companies. Lines that are wrong stand among the warnings: they are left out, and the others are taken.
    Companies(CompanyChanges),
}

impl Plan {
    /// What would end of each kind, because the file is silent about it.
    pub fn ends(&self) -> &[Ending] {
        match self {
            Self::Ro(plan) => &plan.ends,
            Self::Students(plan) => &plan.ends,
            Self::Staff(plan) => &plan.ends,
            // What is missing from a list is named by its code, and of a calendar each end is shown.
            Self::List(_) | Self::Calendar(_) | Self::Companies(_) => &[],
        }
    }

    /// How many rows of a kind must be allowed to end before anything is done; `None` where no more end than goes by itself.
    pub fn needed(&self) -> Option<usize> {
        match self {
            Self::Ro(_) | Self::Students(_) | Self::Staff(_) => {
                self.ends().iter().filter(|one| !one.is_allowed(None)).map(|one| one.ending).max()
            }
            // Nothing leaves such a list by itself: it ends with a day.
            Self::List(changes) => (!changes.missing.is_empty()).then_some(changes.missing.len()),
            Self::Calendar(_) | Self::Companies(_) => None,
        }
    }

    /// An earlier import of this file was not finished.
    pub const fn resumed(&self) -> bool {
        match self {
            Self::Ro(plan) => plan.resumed,
            Self::Students(plan) => plan.resumed,
            Self::Staff(plan) => plan.resumed,
            Self::List(_) | Self::Calendar(_) | Self::Companies(_) => false,
        }
    }
}

/// A sentence in both languages: whoever reads files says it, and knows no page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// Dutch.
    pub nl: String,
    /// English.
    pub en: String,
}

/// What was found in a file, and what it would do now. Two that are equal would do the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// From when till when the file is, and when it was made, where it says so.
    pub covers: Option<(Date, Date, Date)>,
    /// What is wrong, with its line; no value of the file. With one, nothing is done.
    pub problems: Vec<Words>,
    /// What is strange, in the same way.
    pub warnings: Vec<Words>,
    /// What it would do, if nothing is wrong.
    pub plan: Option<Plan>,
    /// Of a list of students: the heading under which each field is read, by the code of the field; empty where none is.
    pub columns: Vec<(String, String)>,
    /// The headings that the file has.
    pub headings: Vec<String>,
    /// When the newest import of the school began, and whether that is done: what was shown is not what would happen once
    /// another came between.
    pub after: Option<(OffsetDateTime, String)>,
}

/// What became of a file that may be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// It was; of a list of staff what came of it.
    Carried(Option<StaffDone>),
    /// It would do something else by now than was shown: nothing was done.
    Changed(Arc<Found>),
    /// More would end than was allowed: nothing was done.
    TooMuch,
}

/// What came of a list of staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StaffDone {
    /// How many were invited by mail.
    pub mailed: usize,
    /// How many have a link that is to be handed over.
    pub paper: usize,
    /// How many got a role.
    pub given: usize,
}

/// What was said beside a file when it was brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// Where a list of the outside world comes from.
    pub source: String,
    /// Under which heading a field stands, by the code of the field; an empty heading: it is not read.
    pub columns: Vec<(String, String)>,
}

/// A file to carry out, as it was shown.
pub struct Allowed<'a> {
    /// What was shown.
    pub shown: &'a Found,
    /// So many rows of a kind may end.
    pub up_to: Option<usize>,
    /// Whoever is new is invited by mail.
    pub by_mail: bool,
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
    /// What was said beside it.
    pub beside: &'a Beside,
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
