//! Roles of people whom the list of staff lacks: written by the import, listed until they are decided.

mod decide;
mod list;
mod lists;

pub use decide::Gone;
pub use list::{UNLISTED_PAGE, Unlisted, UnlistedAsked, UnlistedPage};
pub(crate) use lists::{after, carry};

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [decide::SQL, list::SQL, lists::SQL].concat()
}
