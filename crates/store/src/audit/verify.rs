//! Proving a chain.

use super::{Payload, chain};
use crate::keys::Purpose;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::{Moment, TenantId};
use sqlx::FromRow;
use std::collections::HashMap;

sql! {
    EVENTS = "SELECT seq, at, salt, payload, digest, key_id, hash FROM audit_event \
              WHERE tenant_id = $1 AND seq > $2 ORDER BY seq LIMIT 5000";
    SUBJECTS = "SELECT seq, person_id FROM audit_subject WHERE tenant_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq, person_id";
    HEAD = "SELECT seq, hash FROM audit_head WHERE tenant_id = $1";
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

#[derive(FromRow)]
struct EventRow {
    seq: i64,
    at: time::OffsetDateTime,
    salt: Option<Vec<u8>>,
    payload: Option<String>,
    digest: Vec<u8>,
    key_id: String,
    hash: Vec<u8>,
}

impl Store {
    /// The end of a tenant's chain as the database says it is; [`Store::audit_verify`] proves it.
    pub async fn audit_head(&self, tenant: TenantId) -> Result<Head, StoreError> {
        let mut tx = self.begin_reading().await?;
        let (seq, hash) = row!(tx, (i64, Vec<u8>), HEAD, tenant.0)?.unwrap_or((0, vec![0; 32]));
        Ok(Head { seq, hash })
    }

    /// Verifies a tenant's chain from its first event; `written_down` is a head noted earlier, which must still be in it.
    pub async fn audit_verify(&self, tenant: TenantId, written_down: Option<&Head>) -> Result<Verdict, StoreError> {
        let mut tx = self.begin_reading().await?;
        let head = row!(tx, (i64, Vec<u8>), HEAD, tenant.0)?.unwrap_or((0, vec![0; 32]));
        let mut keys: HashMap<String, [u8; 32]> = HashMap::new();
        let (mut last, mut before, mut erased) = (0_i64, vec![0_u8; 32], 0_u64);
        loop {
            let events = rows!(tx, EventRow, EVENTS, tenant.0, last)?;
            let Some(newest) = events.last().map(|e| e.seq) else { break };
            let mut subjects: HashMap<i64, Vec<uuid::Uuid>> = HashMap::new();
            for (seq, person) in rows!(tx, (i64, uuid::Uuid), SUBJECTS, tenant.0, last, newest)? {
                subjects.entry(seq).or_default().push(person);
            }
            for event in events {
                if event.seq != last + 1 {
                    return Ok(Verdict::Broken { seq: last + 1, what: "an event is missing" });
                }
                if !keys.contains_key(&event.key_id) {
                    keys.insert(event.key_id.clone(), self.keys.derive(&event.key_id, Purpose::Audit)?);
                }
                let key = keys[&event.key_id];
                let persons = subjects.remove(&event.seq).unwrap_or_default();
                if let Some(what) = wrong(&event, &key, &before, tenant, persons)? {
                    return Ok(Verdict::Broken { seq: event.seq, what });
                }
                erased += u64::from(event.payload.is_none());
                if written_down.is_some_and(|w| w.seq == event.seq && w.hash != event.hash) {
                    return Ok(Verdict::Broken { seq: event.seq, what: "the hash written down earlier was another" });
                }
                last = event.seq;
                before = event.hash;
            }
        }
        if head != (last, before.clone()) {
            return Ok(Verdict::Broken { seq: last, what: "the chain does not end where its head says" });
        }
        if written_down.is_some_and(|w| w.seq > last) {
            return Ok(Verdict::Broken { seq: last, what: "events after this one were cut off" });
        }
        Ok(Verdict::Whole { head: Head { seq: last, hash: before }, erased })
    }
}

impl Store {
    /// Verifies the chain of an actor's own school, for those who may. That it was done is an event itself.
    pub async fn audit_prove(&self, actor: &Actor, now: Moment) -> Result<Verdict, StoreError> {
        let decision = super::allowed(actor, Action::VerifyAudit)?;
        let verdict = self.audit_verify(actor.tenant(), None).await?;
        let mut tx = self.begin().await?;
        tx.audit(actor, Action::VerifyAudit, decision, &[], None, now).await?;
        tx.commit().await?;
        Ok(verdict)
    }
}

/// What is wrong with one event, if anything.
fn wrong(
    event: &EventRow,
    key: &[u8; 32],
    before: &[u8],
    tenant: TenantId,
    mut persons: Vec<uuid::Uuid>,
) -> Result<Option<&'static str>, StoreError> {
    if event.hash != chain::link(key, before, tenant, event.seq, event.at, &event.digest) {
        return Ok(Some("its hash does not follow from the event before it"));
    }
    let (Some(salt), Some(text)) = (&event.salt, &event.payload) else {
        return Ok((event.salt.is_some() || event.payload.is_some()).then_some("its payload is erased by half"));
    };
    if event.digest != chain::digest(salt, text) {
        return Ok(Some("its payload was changed"));
    }
    let mut named = serde_json::from_str::<Payload>(text)?.subjects;
    named.sort_unstable();
    named.dedup();
    persons.sort_unstable();
    Ok((named != persons).then_some("its subject rows were changed"))
}
