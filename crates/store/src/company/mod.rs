//! The list of companies of a school: read from a file (`read`), and looked for (`find`).

mod find;
mod read;
mod row;

pub use find::CompaniesFound;
#[cfg(test)]
pub(crate) use find::near;
pub(crate) use find::one;
pub use read::CompanyChanges;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [find::SQL, read::SQL].concat()
}
