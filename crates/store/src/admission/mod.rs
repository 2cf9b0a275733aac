//! How applications end (`register::admission`): enrolled, refused on a ground of the law, or chosen otherwise. Everything that is
//! written of it is sealed with the key of the file.

mod act;
pub(crate) mod load;

pub use act::AdmissionView;
pub(crate) use act::until;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [act::SQL, load::SQL, load::BY_PERSON].concat()
}
