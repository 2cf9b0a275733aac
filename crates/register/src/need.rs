//! What a student needs, in the student's own words (the words belong in the record: they are the mbo's
//! counterpart of the *hoorrecht*). Needs, never diagnoses: the form says what does not belong here.

use crate::{
    AccountId, Moment, Personal,
    field::{self, Problem},
};

/// The most characters a need may have.
pub const MAX_WORDS: usize = 4000;

/// The student's own words, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Personal<String>);

impl Words {
    /// Checks what was typed.
    ///
    /// # Errors
    /// When nothing was typed, too much, or no text.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        field::text(typed, MAX_WORDS).map(|text| Self(text.into()))
    }

    /// The words, for someone who may read them.
    pub const fn reveal(&self) -> &String {
        self.0.reveal()
    }
}

/// A need as it was recorded once. A later one stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// What the student said.
    pub words: Words,
    /// When it was recorded.
    pub on: Moment,
    /// By whom.
    pub by: AccountId,
}
