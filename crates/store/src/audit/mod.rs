//! What every look and every change leaves behind: one event with one subject row per person shown, in the
//! transaction of the look itself.
//!
//! One chain per tenant. The hash of an event is an HMAC, keyed with a key outside the database, over the hash before
//! it, its number, its instant and the salted digest of its payload. So nobody with the database alone can change,
//! insert or reorder events, and retention can still erase a payload: the digest stays and the chain verifies.

mod chain;
mod payload;
mod verify;

pub use payload::Payload;
pub use verify::{Head, Verdict};

pub(crate) use chain::append;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [chain::SQL, verify::SQL].concat()
}

#[cfg(test)]
mod tests;
