//! Evaluations around the talk itself (`crate::agreement::evaluate`): the lists of a school year, plans, and what was prepared.

mod hold;
mod list;
mod plan;
mod prepare;

pub use list::{Asked, EvaluationRow, Evaluations, PLANNED_AT_ONCE};
pub use plan::Planned;
pub(crate) use plan::{call_off, held, plans};
pub(crate) use prepare::of_viewer;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [hold::SQL, list::sql().as_slice(), plan::SQL, plan::BY_PERSON, prepare::SQL].concat()
}
