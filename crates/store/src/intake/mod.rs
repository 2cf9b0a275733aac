//! Intakes (`register::intake`): what the applicant needs, the talk about it, and what is to be done for each
//! application. Everything that is written of a talk is sealed with the key of the file.

pub(crate) mod counts;
mod hold;
pub(crate) mod load;
pub(crate) mod owed;
mod talk;
mod upon;

pub(crate) use hold::shown;
pub use talk::{OwnIntake, TalkView};
pub use upon::Upon;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [hold::SQL, load::SQL, load::BY_PERSON, owed::SQL, &counts::sql(), talk::SQL].concat()
}
