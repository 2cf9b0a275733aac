//! Why an import did not happen. Nothing of it was kept then.

use crate::StoreError;
use thiserror::Error;

register::codes! {
    /// What is wrong with a line, given what the school already has.
    pub enum LineProblem {
        /// The student number and the person number belong to two different people here.
        TwoPersons = "two_persons",
        /// Another line of the file is about the same person.
        SamePerson = "same_person",
    }
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
    /// Lines that clash with what the school already has.
    #[error("{} lines clash with what the school already has", .0.len())]
    Lines(Vec<(u32, LineProblem)>),
    /// The store's own.
    #[error(transparent)]
    Store(StoreError),
}

impl<E: Into<StoreError>> From<E> for ImportError {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}
