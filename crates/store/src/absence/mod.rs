//! Absence without a valid reason (`register::absence`): written down by who works with the student, owed to the municipality after
//! four weeks.

mod act;
pub(crate) mod load;

pub use act::AbsenceView;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [load::SQL, load::BY_PERSON].concat()
}
