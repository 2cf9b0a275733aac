//! The list of companies of a school: read from a file (`read`), looked for (`find`), and what there is of it (`held`).

mod find;
mod held;
mod read;
mod row;

#[cfg(test)]
pub(crate) use find::near;
pub(crate) use find::one;
pub use find::{CompaniesFound, Sought};
pub use held::CompaniesHeld;
pub use read::CompanyChanges;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [find::SQL, held::SQL, read::SQL].concat()
}
