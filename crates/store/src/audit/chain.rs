//! Appending to a chain.

use super::Payload;
use super::digest::{Digest, gather};
use super::unit::{Unit, found};
use crate::db::Tx;
use crate::keys::{Purpose, mac_with};
use crate::{StoreError, fresh};
use register::{Moment, TenantId};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeSet, HashMap};

sql! {
    /// Takes the next numbers and the hash before them. In PostgreSQL this locks the chain until commit.
    NEXT = "UPDATE audit_head SET seq = seq + $2 WHERE tenant_id = $1 RETURNING seq, hash";
    START = "INSERT INTO audit_head (tenant_id, seq, hash) VALUES ($1, 0, $2) ON CONFLICT (tenant_id) DO NOTHING";
    ADVANCE = "UPDATE audit_head SET hash = $2 WHERE tenant_id = $1";
}

/// An event to be appended.
pub(crate) struct Entry {
    pub(crate) payload: Payload,
    pub(crate) now: Moment,
    /// What it wrote: the digests are taken when it is appended.
    pub(crate) wrote: Vec<Unit>,
}

/// What an event's hash is made of, in this order. `at` counts in microseconds: what both databases keep. An event that
/// wrote nothing has no last part.
pub(super) fn link(
    key: &[u8; 32],
    before: &[u8],
    chain: TenantId,
    seq: i64,
    at: time::OffsetDateTime,
    digest: &[u8],
    wrote: Option<&Digest>,
) -> Digest {
    let micros = at.unix_timestamp_nanos() / 1000;
    let (seq, micros) = (seq.to_be_bytes(), micros.to_be_bytes());
    let mut parts: Vec<&[u8]> = vec![before, chain.0.as_bytes(), &seq, &micros, digest];
    parts.extend(wrote.map(|wrote| wrote.as_slice()));
    mac_with(key, &parts)
}

/// The salted digest of a payload.
pub(super) fn digest(salt: &[u8], payload: &str) -> Digest {
    Sha256::new().chain_update(salt).chain_update(payload.as_bytes()).finalize().into()
}

/// What the digests of an event's units come to: kind, identifier and digest of each, in the order of kind and
/// identifier. `None` without any.
pub(super) fn of_units<'a>(units: impl Iterator<Item = (&'a str, uuid::Uuid, &'a [u8])>) -> Option<Digest> {
    let mut units: Vec<_> = units.collect();
    units.sort_unstable();
    let mut hash = Sha256::new();
    for (kind, id, digest) in &units {
        for part in [kind.as_bytes(), id.as_bytes().as_slice(), digest] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    (!units.is_empty()).then(|| hash.finalize().into())
}

/// Appends events, in their order; the number of the last. Called just before the commit, so that the chain is locked
/// briefly: everyone who writes at this school waits for it.
pub(crate) async fn append(tx: &mut Tx, chain: TenantId, events: &[Entry]) -> Result<i64, StoreError> {
    let many = events.len() as i64;
    let head = row!(tx, (i64, Vec<u8>), NEXT, chain.0, many)?;
    let (last, mut before) = match head {
        Some(head) => head,
        None => {
            run!(tx, START, chain.0, [0_u8; 32].as_slice())?;
            row!(tx, (i64, Vec<u8>), NEXT, chain.0, many)?.ok_or(StoreError::NotFound)?
        }
    };
    let key_id = tx.keys.current().to_owned();
    let key = tx.keys.derive(&key_id, Purpose::Audit)?;
    // After the lock and not before: who wrote the same unit at the same moment has committed, and is seen.
    let digests = digests(tx, chain, events).await?;
    let (mut rows, mut subjects, mut wrote) = (Vec::with_capacity(events.len()), Vec::new(), Vec::new());
    for (event, seq) in events.iter().zip(last - many + 1..) {
        let at = to_micros(event.now.at);
        let salt = fresh::bytes::<16>()?;
        let text = serde_json::to_string(&event.payload)?;
        let digest = digest(&salt, &text);
        let units: BTreeSet<Unit> = event.wrote.iter().copied().collect();
        let units: Vec<_> = units.into_iter().filter_map(|unit| Some((unit, *digests.get(&unit)?))).collect();
        let of_units = of_units(units.iter().map(|(unit, d)| (unit.kind.code(), unit.id, d.as_slice())));
        let hash = link(&key, &before, chain, seq, at, &digest, of_units.as_ref());
        let persons: BTreeSet<uuid::Uuid> = event.payload.subjects.iter().copied().collect();
        subjects.extend(persons.into_iter().map(|person| (person, seq)));
        wrote.extend(units.into_iter().map(|(unit, digest)| (seq, unit, digest)));
        before = hash.to_vec();
        rows.push((seq, at, salt, text, digest, hash));
    }
    insert_many!(
        tx,
        "INSERT INTO audit_event (tenant_id, seq, at, salt, payload, digest, key_id, hash) ",
        rows,
        |row, (seq, at, salt, text, digest, hash)| row
            .push_bind(chain.0)
            .push_bind(*seq)
            .push_bind(*at)
            .push_bind(salt.as_slice())
            .push_bind(text.as_str())
            .push_bind(digest.as_slice())
            .push_bind(key_id.as_str())
            .push_bind(hash.as_slice())
    )?;
    // One row per person shown: this is what a student's own log and a subject-access request read.
    insert_many!(tx, "INSERT INTO audit_subject (tenant_id, person_id, seq) ", subjects, |row, (person, seq)| row
        .push_bind(chain.0)
        .push_bind(*person)
        .push_bind(*seq))?;
    insert_many!(tx, "INSERT INTO audit_wrote (tenant_id, seq, kind, unit_id, digest) ", wrote, |row,
                                                                                                 (
        seq,
        unit,
        digest,
    )| row
        .push_bind(chain.0)
        .push_bind(*seq)
        .push_bind(unit.kind.code())
        .push_bind(unit.id)
        .push_bind(digest.as_slice()))?;
    run!(tx, ADVANCE, chain.0, before.as_slice())?;
    Ok(last)
}

/// The digest of everything that some events wrote, as it is now.
async fn digests(tx: &mut Tx, chain: TenantId, events: &[Entry]) -> Result<HashMap<Unit, Digest>, StoreError> {
    let units: BTreeSet<Unit> = events.iter().flat_map(|event| &event.wrote).copied().collect();
    let units: Vec<Unit> = units.into_iter().collect();
    let mut out = HashMap::with_capacity(units.len());
    if units.is_empty() {
        return Ok(out);
    }
    let key = tx.keys.derive(tx.keys.current(), Purpose::Facts)?;
    for of_kind in units.chunk_by(|a, b| a.kind == b.kind) {
        // In pieces, so that the rows of a whole school never stand in memory together.
        for piece in of_kind.chunks(1000) {
            let ids: Vec<uuid::Uuid> = piece.iter().map(|unit| unit.id).collect();
            let mut gathered = gather(tx, found(), chain, piece[0].kind, &ids).await?;
            out.extend(piece.iter().map(|unit| (*unit, gathered.digest(&key, chain, unit.kind, unit.id))));
        }
    }
    Ok(out)
}

/// Both databases keep microseconds; a hash over more would not verify.
fn to_micros(at: time::OffsetDateTime) -> time::OffsetDateTime {
    at.replace_nanosecond(at.nanosecond() / 1000 * 1000).unwrap_or(at)
}
