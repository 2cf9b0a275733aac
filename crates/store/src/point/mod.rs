//! Points of attention (`register::point`): what is kept an eye on, noted and looked at again by who works with the student,
//! read by the student. Words are sealed with the key of the file: erasing the text of a file erases them.

mod act;
pub(crate) mod load;

pub use act::PointsView;

/// The SQL of this subject.
pub(crate) use load::SQL;
