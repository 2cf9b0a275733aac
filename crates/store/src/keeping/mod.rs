//! What keeps data, and what makes them go: the identity of keys, purges that stay purged.

pub mod identity;
pub mod purges;
mod scrub;
#[cfg(test)]
mod tests;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [identity::SQL, purges::SQL, scrub::SQL].concat()
}
