//! What a previous school hands over (`register::transfer`). Everything that is written of it is sealed with the key of the file.

mod act;
pub(crate) mod load;

pub use act::TransferView;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [load::SQL, load::BY_PERSON].concat()
}
