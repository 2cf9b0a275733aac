//! Agreements: loading all versions, and the commands that add to them.

pub mod answer;
pub mod close;
mod evaluate;
mod letter;
pub mod load;
pub mod names;
mod paper;
pub mod propose;
pub mod save;
pub mod view;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [load::BY_PERSON, save::SQL, view::SQL, names::SQL, paper::SQL, letter::SQL].concat()
}
