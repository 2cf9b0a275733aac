//! Proving a chain.

use super::event::{Derived, Proven, events, events_of, hashes_of};
use super::{Deed, Payload, digest::Digest};
use crate::db::Tx;
use crate::table::{Type, Value, select};
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::{Moment, TenantId};
use std::collections::HashMap;
use time::OffsetDateTime;
use uuid::Uuid;

sql! {
    HOLD = "UPDATE audit_head SET seq = seq WHERE tenant_id = $1";
    HEAD = "SELECT seq, hash FROM audit_head WHERE tenant_id = $1";
    /// Rows that no event of the chain can have.
    LOOSE_EVENT = "SELECT seq FROM audit_event WHERE tenant_id = $1 AND seq < 1 UNION ALL \
        SELECT seq FROM audit_event WHERE tenant_id = $1 AND seq > $2 ORDER BY seq LIMIT 1";
    LOOSE_SUBJECT = "SELECT seq FROM audit_subject WHERE tenant_id = $1 AND seq < 1 UNION ALL \
        SELECT seq FROM audit_subject WHERE tenant_id = $1 AND seq > $2 ORDER BY seq LIMIT 1";
    LOOSE_WROTE = "SELECT seq FROM audit_wrote WHERE tenant_id = $1 AND seq < 1 UNION ALL \
        SELECT seq FROM audit_wrote WHERE tenant_id = $1 AND seq > $2 ORDER BY seq LIMIT 1";
}

/// The end of a chain. Written down elsewhere (paper will do), it proves later that nothing was cut off since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The number of the last event; 0 for an empty chain.
    pub seq: i64,
    /// Its hash.
    pub hash: Vec<u8>,
}

/// The outcome of a verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every event is where and what it was.
    Whole {
        /// The end of the chain.
        head: Head,
        /// How many payloads retention has erased.
        erased: u64,
    },
    /// The first event that is not.
    Broken {
        /// Its number.
        seq: i64,
        /// What is wrong with it.
        what: &'static str,
    },
}

/// The newest digest of a unit, as the chain gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Newest {
    pub(super) seq: i64,
    pub(super) digest: Digest,
    /// The key of its event.
    pub(super) key: String,
}

/// What a chain says of units, by the code of their kind and their identifier.
pub(super) type Known = HashMap<(String, Uuid), Newest>;

/// What is wrong: at which event, and what.
type Wrong = (i64, &'static str);

/// Holds a chain until the transaction ends: nobody appends to it meanwhile.
pub(super) async fn hold(tx: &mut Tx, chain: TenantId) -> Result<(), StoreError> {
    run!(tx, HOLD, chain.0)?;
    Ok(())
}

/// What a walk along a chain found.
pub(super) struct Walked {
    pub(super) verdict: Verdict,
    pub(super) known: Known,
    /// The first event that carried digests: from there on the facts are proven.
    pub(super) since: Option<i64>,
}

/// Walks a chain from its first event to its head. `tx` must be a snapshot: head and events of two moments look broken.
pub(super) async fn walk(tx: &mut Tx, chain: TenantId, written_down: Option<&Head>) -> Result<Walked, StoreError> {
    let mut walked = Walked { verdict: Verdict::Broken { seq: 0, what: "" }, known: Known::new(), since: None };
    walked.verdict = match steps(tx, chain, written_down, &mut walked.known, &mut walked.since).await? {
        Ok((head, erased)) => Verdict::Whole { head, erased },
        Err((seq, what)) => Verdict::Broken { seq, what },
    };
    Ok(walked)
}

async fn steps(
    tx: &mut Tx,
    chain: TenantId,
    written_down: Option<&Head>,
    known: &mut Known,
    since: &mut Option<i64>,
) -> Result<Result<(Head, u64), Wrong>, StoreError> {
    let head = select(tx, &[Type::BigInt, Type::Bytea], HEAD, &[Value::Uuid(chain.0)]).await?.pop();
    let head = head.unwrap_or_else(|| vec![Value::Int(0), Value::Bytes(vec![0; 32])]);
    let [Value::Int(end), Value::Bytes(end_hash)] = head.as_slice() else {
        return Ok(Err((0, "its head cannot be read")));
    };
    let loose = [
        (LOOSE_EVENT, "an event stands outside the chain"),
        (LOOSE_SUBJECT, "subject rows stand outside the chain"),
        (LOOSE_WROTE, "digests stand outside the chain"),
    ];
    for (sql, what) in loose {
        let found = select(tx, &[Type::BigInt], sql, &[Value::Uuid(chain.0), Value::Int(*end)]).await?;
        if let Some(seq) = found.first().and_then(|row| row[0].int()) {
            return Ok(Err((seq, what)));
        }
    }
    let keys = std::sync::Arc::clone(&tx.keys);
    let mut keys = Derived::of(&keys);
    let (mut last, mut before) = (0_i64, vec![0_u8; 32]);
    let (mut emptied, mut erased): (Vec<i64>, Vec<(i64, i64)>) = (Vec::new(), Vec::new());
    loop {
        let found = events(tx, chain, last, *end).await?;
        if found.is_empty() {
            break;
        }
        for event in found {
            if event.seq != last + 1 {
                return Ok(Err((last + 1, "an event is missing")));
            }
            let proven = match event.prove(&mut keys, chain, &before) {
                Ok(proven) => proven,
                Err(what) => return Ok(Err((event.seq, what))),
            };
            if written_down.is_some_and(|w| w.seq == event.seq && w.hash != proven.hash) {
                return Ok(Err((event.seq, "the hash written down earlier was another")));
            }
            match &proven.payload {
                None => emptied.push(event.seq),
                Some(payload) => erased.extend(&payload.erased),
            }
            if !event.wrote.is_empty() {
                since.get_or_insert(event.seq);
            }
            for (kind, id, digest) in event.wrote {
                let Ok(digest) = Digest::try_from(digest) else {
                    return Ok(Err((event.seq, "a digest cannot be read")));
                };
                known.insert((kind, id), Newest { seq: event.seq, digest, key: proven.key.clone() });
            }
            last = event.seq;
            before = proven.hash;
        }
    }
    if (last, &before) != (*end, end_hash) {
        return Ok(Err((last, "the chain does not end where its head says")));
    }
    if written_down.is_some_and(|w| w.seq > last) {
        return Ok(Err((last, "events after this one were cut off")));
    }
    if let Some(wrong) = not_told(&emptied, &erased) {
        return Ok(Err(wrong));
    }
    Ok(Ok((Head { seq: last, hash: before }, emptied.len() as u64)))
}

/// Holds what is empty to what events say was erased: each without the other is wrong.
fn not_told(emptied: &[i64], erased: &[(i64, i64)]) -> Option<Wrong> {
    let told = |seq: i64| erased.iter().any(|(from, through)| (*from..=*through).contains(&seq));
    if let Some(seq) = emptied.iter().find(|seq| !told(**seq)) {
        return Some((*seq, "its payload is gone and no event says that it was erased"));
    }
    // What was erased and stands here again came from an older copy.
    let stands = |seq: &i64| emptied.binary_search(seq).is_err();
    let seq = erased.iter().find_map(|(from, through)| (*from..=*through).find(stands));
    seq.map(|seq| (seq, "it was erased, and stands here again"))
}

/// Of these events, those that are what the chain proves, each by the hash of the one before it: when, and what. A page
/// shows no others.
pub(crate) async fn proven(
    tx: &mut Tx,
    chain: TenantId,
    seqs: &[i64],
) -> Result<HashMap<i64, (OffsetDateTime, Payload)>, StoreError> {
    let head = select(tx, &[Type::BigInt, Type::Bytea], HEAD, &[Value::Uuid(chain.0)]).await?;
    let end = head.first().and_then(|row| row[0].int()).unwrap_or(0);
    let keys = std::sync::Arc::clone(&tx.keys);
    let mut keys = Derived::of(&keys);
    let shown: Vec<i64> = seqs.iter().copied().filter(|seq| (1..=end).contains(seq)).collect();
    let before: Vec<i64> = shown.iter().map(|seq| seq - 1).filter(|seq| *seq > 0).collect();
    let mut hashes = hashes_of(tx, chain, &before).await?;
    hashes.insert(0, vec![0; 32]);
    let mut out = HashMap::new();
    for event in events_of(tx, chain, &shown).await? {
        if let Some(before) = hashes.get(&(event.seq - 1))
            && let Ok(Proven { at, payload: Some(payload), .. }) = event.prove(&mut keys, chain, before)
        {
            out.insert(event.seq, (at, payload));
        }
    }
    Ok(out)
}

impl Store {
    /// The end of a tenant's chain as the database says it is; [`Store::audit_verify`] proves it.
    pub async fn audit_head(&self, tenant: TenantId) -> Result<Head, StoreError> {
        let mut tx = self.begin_reading().await?;
        let (seq, hash) = row!(tx, (i64, Vec<u8>), HEAD, tenant.0)?.unwrap_or((0, vec![0; 32]));
        Ok(Head { seq, hash })
    }

    /// Verifies a chain from its first event; `written_down` is a head noted earlier, which must still be in it. People
    /// may go on working: it is read as it was at one moment.
    pub async fn audit_verify(&self, tenant: TenantId, written_down: Option<&Head>) -> Result<Verdict, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        Ok(walk(&mut tx, tenant, written_down).await?.verdict)
    }

    /// Verifies the chain of an actor's own school, for those who may. That it was done is an event itself.
    pub async fn audit_prove(&self, actor: &Actor, now: Moment) -> Result<Verdict, StoreError> {
        let decision = super::allowed(actor, Action::VerifyAudit)?;
        let verdict = self.audit_verify(actor.tenant(), None).await?;
        if matches!(verdict, Verdict::Whole { .. }) {
            self.unproven_forget(actor.tenant()).await?;
        }
        let mut tx = self.begin().await?;
        tx.audit(Deed::new(actor, Action::VerifyAudit, decision), now).await?;
        tx.commit().await?;
        Ok(verdict)
    }
}
