//! What stands in a document, in words: a typed value for each, which knows nothing of how it is set.
//!
//! The words are made here, in the language of the document, so that paper and page say the same.

mod admission;
mod agreement;
mod burden;
mod card;
mod class;
mod decision;
mod dispute;
mod evaluation;
mod everything;
mod exam;
mod invitation;
mod talk;
mod transition;

pub use admission::AdmissionLetter;
pub use agreement::{AgreementSheet, Asked, Measures, Signs};
pub use card::CardSheet;
pub use class::{ClassRow, ClassSheet};
pub use decision::DecisionLetter;
pub use evaluation::EvaluationSheet;
pub use everything::{Cell, Entry, EverythingSheet};
pub use invitation::{InvitationLetter, Invited};

/// An address that is followed from paper: as a code that a telephone reads, and in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// What is found there.
    pub what: String,
    /// What the picture is.
    pub alt: String,
    /// The whole address.
    pub address: String,
}
