//! Appending to a tenant's chain.

use super::Payload;
use crate::db::Tx;
use crate::keys::{Purpose, mac_with};
use crate::{StoreError, fresh};
use register::{Moment, TenantId};
use sha2::{Digest, Sha256};

sql! {
    /// Takes the next number and the hash before it. In PostgreSQL this locks the tenant's chain until commit.
    NEXT = "UPDATE audit_head SET seq = seq + 1 WHERE tenant_id = $1 RETURNING seq, hash";
    START = "INSERT INTO audit_head (tenant_id, seq, hash) VALUES ($1, 0, $2) ON CONFLICT (tenant_id) DO NOTHING";
    EVENT = "INSERT INTO audit_event (tenant_id, seq, at, salt, payload, digest, key_id, hash) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ADVANCE = "UPDATE audit_head SET hash = $2 WHERE tenant_id = $1";
}

/// What an event's hash is made of, in this order. `at` counts in microseconds: what both databases keep.
pub(super) fn link(
    key: &[u8; 32],
    before: &[u8],
    tenant: TenantId,
    seq: i64,
    at: time::OffsetDateTime,
    digest: &[u8],
) -> [u8; 32] {
    let micros = at.unix_timestamp_nanos() / 1000;
    mac_with(key, &[before, tenant.0.as_bytes(), &seq.to_be_bytes(), &micros.to_be_bytes(), digest])
}

/// The salted digest of a payload.
pub(super) fn digest(salt: &[u8], payload: &str) -> [u8; 32] {
    Sha256::new().chain_update(salt).chain_update(payload.as_bytes()).finalize().into()
}

/// Appends one event. Called once per transaction, just before the commit, so that the chain is locked briefly.
pub(crate) async fn append(tx: &mut Tx, tenant: TenantId, payload: &Payload, now: Moment) -> Result<i64, StoreError> {
    let head = row!(tx, (i64, Vec<u8>), NEXT, tenant.0)?;
    let (seq, before) = match head {
        Some(head) => head,
        None => {
            run!(tx, START, tenant.0, [0_u8; 32].as_slice())?;
            row!(tx, (i64, Vec<u8>), NEXT, tenant.0)?.ok_or(StoreError::NotFound)?
        }
    };
    let at = to_micros(now.at);
    let salt = fresh::bytes::<16>()?;
    let text = serde_json::to_string(payload)?;
    let digest = digest(&salt, &text);
    let key_id = tx.keys.current().to_owned();
    let hash = link(&tx.keys.derive(&key_id, Purpose::Audit)?, &before, tenant, seq, at, &digest);
    run!(
        tx,
        EVENT,
        tenant.0,
        seq,
        at,
        salt.as_slice(),
        text.as_str(),
        digest.as_slice(),
        key_id.as_str(),
        hash.as_slice()
    )?;
    subjects(tx, tenant, seq, payload).await?;
    run!(tx, ADVANCE, tenant.0, hash.as_slice())?;
    Ok(seq)
}

/// One row per person shown: this is what a student's own log and a subject-access request read.
async fn subjects(tx: &mut Tx, tenant: TenantId, seq: i64, payload: &Payload) -> Result<(), StoreError> {
    let mut persons = payload.subjects.clone();
    persons.sort_unstable();
    persons.dedup();
    insert_many!(tx, "INSERT INTO audit_subject (tenant_id, person_id, seq) ", persons, |row, person| row
        .push_bind(tenant.0)
        .push_bind(*person)
        .push_bind(seq))
}

/// Both databases keep microseconds; a hash over more would not verify.
fn to_micros(at: time::OffsetDateTime) -> time::OffsetDateTime {
    at.replace_nanosecond(at.nanosecond() / 1000 * 1000).unwrap_or(at)
}
