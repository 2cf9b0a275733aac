//! Lessons: what a teacher does in a group and for whom, and what they say of it. Who is in a group and who teaches it comes
//! from the school's own lists.

mod class;
mod mark;
mod told;

pub use class::{Class, ClassLine, TaughtGroup};
pub use mark::MarkRefusal;
pub use told::{LessonsView, MeasureTold, Told};

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [class::SQL, mark::SQL, told::SQL].concat()
}
