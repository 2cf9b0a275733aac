//! Who of the staff knows what, and what worked elsewhere: said by colleagues, looked after by their manager and by who works on policy.

mod act;
mod load;
mod practice;
mod who;

pub use load::{Known, Owed, Tree};
pub use practice::{Practices, Practised, Which};

/// Every SQL text of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [load::SQL, act::SQL, practice::SQL].concat()
}
