//! Advice for another programme (`register::advice`), and what the team that is asked says. Everything that is written of it is sealed
//! with the key of the file.

mod act;
mod asked;
pub(crate) mod load;

pub use act::AdviceView;
pub(crate) use act::named;
pub use asked::{AskedAdvice, AskedList};

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [act::SQL, asked::SQL, load::SQL, load::BY_PERSON].concat()
}
