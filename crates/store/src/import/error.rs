//! Why an import did not happen. Nothing of it was kept then.

use crate::StoreError;
use register::import::absence::Ending;
use thiserror::Error;

register::codes! {
    /// What is wrong with a line, given what the school already has.
    pub enum LineProblem {
        /// The student number and the person number belong to two different people here.
        TwoPersons = "two_persons",
        /// Another line is about the same person, and says something else of them.
        SamePerson = "same_person",
        /// Several teams or lesson groups have the name it gives, and none of them is written so.
        SeveralOfOneName = "several_of_one_name",
    }
}

register::codes! {
    /// What is strange about a line.
    pub enum LineWarning {
        /// Probably somebody who is there already, under another number: in another line, or in the register.
        ProbablySame = "probably_same",
        /// A guardian has the student's own address: an account with it cannot answer for the guardian.
        StudentsOwnAddress = "students_own_address",
        /// Somebody else is guardian at an address now: rights do not go over.
        AnotherAtAddress = "another_at_address",
    }
}

/// A line with what is wrong or strange about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line<W> {
    /// The line of the file.
    pub line: u32,
    /// The earlier line it does not go with, if that is in the file too.
    pub other: Option<u32>,
    /// What it is.
    pub what: W,
}

/// Why an import did not happen.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The file is about another institution.
    #[error("the file is of institution {file}, not of {institution}")]
    OtherInstitution {
        /// The institution in the file.
        file: String,
        /// The institution it was to be imported for.
        institution: String,
    },
    /// Lines that clash with what the school already has, or with one another.
    #[error("{} lines clash with what the school already has, or with one another", .0.len())]
    Lines(Vec<Line<LineProblem>>),
    /// More would end than may end without being asked about.
    #[error("more would end than may end: {}", .0.iter().map(|one| format!("{} of {} ({})", one.ending, one.open, one.kind.code())).collect::<Vec<_>>().join(", "))]
    TooMuchEnds(Vec<Ending>),
    /// The store's own.
    #[error(transparent)]
    Store(StoreError),
}

impl<E: Into<StoreError>> From<E> for ImportError {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

impl crate::db::retry::Again for ImportError {
    fn again(&self) -> bool {
        matches!(self, Self::Store(error) if error.again())
    }
}
