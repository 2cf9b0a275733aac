//! Disproportionate burden (`register::burden`): what works and what it costs, how it was weighed, and who else looked. Everything
//! that is written of it is sealed with the key of the file.

mod act;
mod list;
pub(crate) mod load;

pub use act::BurdenView;
pub use list::{BurdenPage, BurdenRow, Listed};
pub(crate) use load::element_place;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [load::SQL, act::SQL, &list::sql()].concat()
}
