//! New identifiers and random bytes: the only place in the house that draws them.

use crate::StoreError;
use uuid::Uuid;

/// A new identifier. Version 7: rows written together lie together on disk.
#[expect(clippy::disallowed_methods, reason = "this is the one place that makes identifiers")]
pub fn id() -> Uuid {
    Uuid::now_v7()
}

/// Random bytes for keys, nonces, salts and tokens.
#[expect(clippy::disallowed_methods, reason = "this is the one place that draws randomness")]
pub fn bytes<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut out = [0; N];
    getrandom::fill(&mut out).map_err(|_| StoreError::NoRandomness)?;
    Ok(out)
}
