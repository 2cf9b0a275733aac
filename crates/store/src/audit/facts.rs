//! Holding the facts against the chain: the tables must give the newest digest of every unit.

use super::digest::gather;
use super::unit::{Found, UnitKind, found};
use super::verify::{Known, Newest, Verdict, walk};
use crate::db::Tx;
use crate::keys::Purpose;
use crate::table::{Type, Value, select};
use crate::{Store, StoreError};
use register::TenantId;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

sql! {
    /// Chains that no school has.
    STRAY = "SELECT h.tenant_id FROM (SELECT tenant_id FROM audit_head UNION SELECT DISTINCT tenant_id FROM audit_event) h \
             WHERE h.tenant_id <> $1 AND NOT EXISTS (SELECT 1 FROM tenant t WHERE t.tenant_id = h.tenant_id)";
}

/// A unit that is not what its newest event says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind of thing: the code of a [`UnitKind`], or the name of a table whose rows lead to no unit.
    pub kind: String,
    /// Which; absent where rows lead nowhere.
    pub id: Option<Uuid>,
    /// The event that vouched for it last; absent when none did.
    pub seq: Option<i64>,
    /// What is wrong.
    pub what: &'static str,
}

/// What the chain proves of the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The chain itself. Broken, it proves nothing, and the facts were not looked at.
    pub chain: Verdict,
    /// The first event that carries digests: what was written since is proven. Absent: nothing was written yet.
    pub since: Option<i64>,
    /// How many units are as their newest events say.
    pub proven: usize,
    /// The units that are not.
    pub faults: Vec<Fault>,
}

impl Proof {
    /// Whether chain and facts are both as they were written.
    pub fn is_whole(&self) -> bool {
        matches!(self.chain, Verdict::Whole { .. }) && self.faults.is_empty()
    }
}

impl Store {
    /// Verifies a chain, and that the tables still say what its events wrote. All of it as it was at one moment: people
    /// may go on working. Reads every row of the school once.
    pub async fn audit_verify_data(
        &self,
        chain: TenantId,
        written_down: Option<&super::Head>,
    ) -> Result<Proof, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        prove(&mut tx, chain, written_down).await
    }
}

/// As [`Store::audit_verify_data`], in a transaction that is a snapshot.
pub(super) async fn prove(
    tx: &mut Tx,
    chain: TenantId,
    written_down: Option<&super::Head>,
) -> Result<Proof, StoreError> {
    let walked = walk(tx, chain, written_down).await?;
    let mut proof = Proof { chain: walked.verdict, since: walked.since, proven: 0, faults: Vec::new() };
    if matches!(proof.chain, Verdict::Whole { .. }) {
        check(tx, found(), chain, walked.known, &mut proof).await?;
        if chain == TenantId::INSTALLATION {
            stray(tx, &mut proof).await?;
        }
    }
    Ok(proof)
}

/// A chain of a school that is not there: the school was deleted, or the chain is a copy.
async fn stray(tx: &mut Tx, proof: &mut Proof) -> Result<(), StoreError> {
    for row in select(tx, &[Type::Uuid], STRAY, &[Value::Uuid(Uuid::nil())]).await? {
        let what = "a chain of a school that is not there";
        proof.faults.push(Fault { kind: UnitKind::Institution.code().to_owned(), id: row[0].uuid(), seq: None, what });
    }
    Ok(())
}

/// Holds the tables against the newest digests.
pub(super) async fn check(
    tx: &mut Tx,
    found: &[Found],
    chain: TenantId,
    mut known: Known,
    proof: &mut Proof,
) -> Result<(), StoreError> {
    let keys = std::sync::Arc::clone(&tx.keys);
    let mut derived: HashMap<String, [u8; 32]> = HashMap::new();
    let global = chain == TenantId::INSTALLATION;
    for kind in UnitKind::ALL.iter().copied().filter(|kind| kind.is_global() == global) {
        let mut ids: BTreeSet<Uuid> = known.keys().filter(|(code, _)| code == kind.code()).map(|(_, id)| *id).collect();
        ids.extend(units(tx, found, chain, kind).await?);
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for piece in ids.chunks(1000) {
            let mut gathered = gather(tx, found, chain, kind, piece).await?;
            for (table, count) in &gathered.counts {
                *seen.entry(table).or_default() += count;
            }
            for id in piece {
                let fault = |seq, what| Fault { kind: kind.code().to_owned(), id: Some(*id), seq, what };
                let Some(Newest { seq, digest, key }) = known.remove(&(kind.code().to_owned(), *id)) else {
                    if gathered.has_rows(*id) {
                        proof.faults.push(fault(None, "it stands in the tables, and no event tells of it"));
                    }
                    continue;
                };
                if !derived.contains_key(&key) {
                    derived.insert(key.clone(), keys.derive(&key, Purpose::Facts)?);
                }
                if gathered.digest(&derived[&key], chain, kind, *id) == digest {
                    proof.proven += 1;
                } else if gathered.has_rows(*id) {
                    proof.faults.push(fault(Some(seq), "it was changed after the event that wrote it"));
                } else {
                    proof.faults.push(fault(Some(seq), "it was deleted after the event that wrote it"));
                }
            }
        }
        lost(tx, found, chain, kind, &seen, proof).await?;
    }
    // What the chain tells of in another chain's words, or a newer program's.
    for ((kind, id), newest) in known {
        proof.faults.push(Fault {
            kind,
            id: Some(id),
            seq: Some(newest.seq),
            what: "it is of a kind that this program does not know",
        });
    }
    Ok(())
}

/// The units of a kind that have rows.
pub(super) async fn units(
    tx: &mut Tx,
    found: &[Found],
    chain: TenantId,
    kind: UnitKind,
) -> Result<BTreeSet<Uuid>, StoreError> {
    let mut ids = BTreeSet::new();
    for of in found.iter().filter(|of| of.kind == kind) {
        if of.is_whole() {
            ids.insert(Uuid::nil());
            continue;
        }
        let rows = select(tx, &[Type::Uuid], &of.all.1, &tenant(chain, kind)).await?;
        ids.extend(rows.iter().filter_map(|row| row[0].uuid()));
    }
    Ok(ids)
}

fn tenant(chain: TenantId, kind: UnitKind) -> Vec<Value> {
    if kind.is_global() { Vec::new() } else { vec![Value::Uuid(chain.0)] }
}

/// Rows that lead to no unit, because what they hang from is gone.
async fn lost(
    tx: &mut Tx,
    found: &[Found],
    chain: TenantId,
    kind: UnitKind,
    seen: &HashMap<&str, usize>,
    proof: &mut Proof,
) -> Result<(), StoreError> {
    for of in found.iter().filter(|of| of.kind == kind) {
        let count = select(tx, &[Type::BigInt], &of.count.1, &tenant(chain, kind)).await?;
        let count = count.first().and_then(|row| row[0].int()).unwrap_or_default();
        let name = of.table.name.as_str();
        if count != seen.get(name).copied().unwrap_or_default() as i64 {
            proof.faults.push(Fault { kind: name.to_owned(), id: None, seq: None, what: "rows that lead to nobody" });
        }
    }
    Ok(())
}
