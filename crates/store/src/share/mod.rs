//! Sharing an agreement with somebody outside the school: what the school and the student see and do of it (`list`,
//! `change`), and how whoever it is shared with comes in and reads it (`door`, `read`).

pub(crate) mod change;
mod door;
mod letter;
mod list;
pub(crate) mod read;
pub(crate) mod row;

pub(crate) use change::{make, stop, until};
pub use door::Door;
pub use list::{Shared, SharedWith};
pub use read::Reading;
pub use row::path;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [change::SQL, door::SQL, letter::SQL, list::SQL, read::SQL, row::SQL].concat()
}
