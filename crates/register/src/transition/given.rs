//! What somebody filled in, and who notes it.

use super::Kind;
use crate::AccountId;
use time::Date;

/// Who notes: somebody of the school, or the student.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Who guides, or somebody else of the school who works with the student.
    School,
    /// The student, on their own page.
    Student,
}

/// What somebody filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// What is noted.
    pub kind: Kind,
    /// About which other thing that was noted.
    pub about: Option<u32>,
    /// A day.
    pub day: Option<Date>,
    /// A code of the list of its kind, as it was chosen.
    pub code: String,
    /// Yes or no.
    pub said: String,
    /// What was typed.
    pub words: String,
    /// Somebody of the school.
    pub account: Option<AccountId>,
}

impl Given {
    /// Nothing is filled in yet.
    pub const fn of(kind: Kind) -> Self {
        Self {
            kind,
            about: None,
            day: None,
            code: String::new(),
            said: String::new(),
            words: String::new(),
            account: None,
        }
    }
}
