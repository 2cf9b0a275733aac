//! What is asked of partners outside the school (`register::handoff`): sent by whoever works with the student, answered by the partner
//! on a page of their own (`share`), or by telephone. What was asked and said is sealed with the key of the file; where each stands is
//! kept beside it, for lists.

mod act;
mod list;
pub(crate) mod load;
mod numbers;
mod read;

pub use list::{HandoffPage, HandoffRow, PAGE};
pub use numbers::Reached;
pub use read::{HandoffView, Helpers, SendForm};

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [load::SQL, numbers::SQL, &list::sql()].concat()
}
