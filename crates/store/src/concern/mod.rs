//! Concerns (`register::concern`): raised and taken back by who is looked at, found out about and answered by the privacy
//! officer. Words are sealed with the key of the file: erasing the text of a file erases them.

mod handle;
pub(crate) mod load;
mod raise;

pub use handle::{ConcernLine, ConcernView, Concerns, RoleThen};
pub use load::DayOf;
pub use raise::RaiseView;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [load::SQL, handle::SQL].concat()
}
