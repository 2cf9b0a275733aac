//! What keeps data, and what makes them go: archives, the identity of keys, purges that stay purged.

mod again;
pub mod archive;
pub mod identity;
pub mod purges;
mod scrub;
#[cfg(test)]
pub(crate) mod tests;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [again::SQL, &archive::sql(), identity::SQL, purges::SQL, scrub::SQL].concat()
}
