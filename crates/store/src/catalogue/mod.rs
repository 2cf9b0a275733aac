//! The school's catalogue of measures and its templates.

mod change;
mod read;

pub use change::{Stamp, Whole};
pub use read::Catalogue;
pub(crate) use read::start;

/// Every SQL text of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [read::SQL, change::SQL].concat()
}
