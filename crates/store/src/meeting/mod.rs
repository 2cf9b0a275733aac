//! Meetings of the support team (`register::meeting`): planned, held with a yes, and what was decided until it is done. Everything
//! that is written of them is sealed with the key of the file.

pub(crate) mod act;
mod decision;
mod list;
pub(crate) mod load;
mod own;

pub use act::MeetingView;
pub use decision::{DecisionPage, DecisionRow};
pub use list::{Listed, MeetingPage, MeetingRow};

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [load::SQL, act::SQL, &decision::sql(), &list::sql()].concat()
}
