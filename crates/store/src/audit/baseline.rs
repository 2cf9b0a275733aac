//! Taking stock: events that vouch for facts which no event wrote. The first time, for what an older program wrote; later,
//! for what a migration changed. A unit that was wrong before a migration is wrong after it: migrating hides nothing.

use super::digest::gather;
use super::facts::{Proof, check, units};
use super::unit::{Unit, UnitKind, found, found_in};
use super::verify::{Known, Verdict, walk};
use super::{Payload, chain};
use crate::db::Tx;
use crate::keys::Purpose;
use crate::table::at_version;
use crate::{Store, StoreError};
use access::Change;
use register::{Moment, TenantId};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

sql! {
    SCHOOLS = "SELECT tenant_id FROM tenant ORDER BY tenant_id";
}

/// The migration that brought the digests.
const PROOF: i64 = 2;

/// What was wrong before a migration, by chain: the units that it may not vouch for.
pub(crate) enum Before {
    /// No event carried a digest yet: all is vouched for as it is found.
    Nothing,
    /// These were wrong, and so were whole chains.
    Wrong { units: BTreeMap<TenantId, BTreeSet<(String, Uuid)>>, chains: BTreeSet<TenantId> },
}

async fn chains(tx: &mut Tx) -> Result<Vec<TenantId>, StoreError> {
    let schools = rows!(tx, (Uuid,), SCHOOLS)?.into_iter().map(|(id,)| TenantId(id));
    Ok(std::iter::once(TenantId::INSTALLATION).chain(schools).collect())
}

impl Store {
    /// What the chains say of the facts before a migration from this version.
    pub(crate) async fn audit_before(&self, version: i64) -> Result<Before, StoreError> {
        if version < PROOF {
            return Ok(Before::Nothing);
        }
        // Once in the life of a process: the old schema may as well stay.
        let found = found_in(Box::leak(at_version(version).into_boxed_slice()));
        let mut tx = self.begin_snapshot().await?;
        let (mut wrong, mut broken) = (BTreeMap::new(), BTreeSet::new());
        for chain in chains(&mut tx).await? {
            let walked = walk(&mut tx, chain, None).await?;
            if matches!(walked.verdict, Verdict::Broken { .. }) {
                broken.insert(chain);
                continue;
            }
            let mut proof = Proof { chain: walked.verdict, since: None, proven: 0, faults: Vec::new() };
            check(&mut tx, &found, chain, walked.known, &mut proof).await?;
            let units: BTreeSet<(String, Uuid)> =
                proof.faults.into_iter().filter_map(|fault| Some((fault.kind, fault.id?))).collect();
            wrong.insert(chain, units);
        }
        Ok(Before::Wrong { units: wrong, chains: broken })
    }

    /// Vouches for what a migration left, but not for what was wrong before it.
    pub(crate) async fn audit_after(&self, before: &Before, now: Moment) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let all = chains(&mut tx).await?;
        tx.commit().await?;
        for chain in all {
            let none = BTreeSet::new();
            let not = match before {
                Before::Wrong { chains, .. } if chains.contains(&chain) => continue,
                Before::Wrong { units, .. } => units.get(&chain).unwrap_or(&none),
                Before::Nothing => &none,
            };
            let mut tx = self.begin().await?;
            // Nobody appends between what is known and what is told.
            super::verify::hold(&mut tx, chain).await?;
            let known = walk(&mut tx, chain, None).await?.known;
            let wrote = changed(&mut tx, chain, &known, not).await?;
            if !wrote.is_empty() {
                stock(&mut tx, chain, wrote, now).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }

    /// Vouches for everything of a school, and of the installation, as it stands: for tests that lay down rows themselves.
    #[cfg(any(test, feature = "testing"))]
    pub async fn audit_take_stock(&self, now: Moment) -> Result<(), StoreError> {
        self.audit_after(&Before::Nothing, now).await
    }
}

/// The units whose rows are not what the chain knows.
async fn changed(
    tx: &mut Tx,
    chain: TenantId,
    known: &Known,
    not: &BTreeSet<(String, Uuid)>,
) -> Result<Vec<Unit>, StoreError> {
    let keys = std::sync::Arc::clone(&tx.keys);
    let global = chain == TenantId::INSTALLATION;
    let mut out = Vec::new();
    for kind in UnitKind::ALL.iter().copied().filter(|kind| kind.is_global() == global) {
        let mut ids: BTreeSet<Uuid> = known.keys().filter(|(code, _)| code == kind.code()).map(|(_, id)| *id).collect();
        ids.extend(units(tx, found(), chain, kind).await?);
        ids.retain(|id| !not.contains(&(kind.code().to_owned(), *id)));
        let ids: Vec<Uuid> = ids.into_iter().collect();
        for piece in ids.chunks(1000) {
            let mut gathered = gather(tx, found(), chain, kind, piece).await?;
            for id in piece {
                let same = match known.get(&(kind.code().to_owned(), *id)) {
                    None => !gathered.has_rows(*id),
                    Some(newest) => {
                        let key = keys.derive(&newest.key, Purpose::Facts)?;
                        gathered.digest(&key, chain, kind, *id) == newest.digest
                    }
                };
                if !same {
                    out.push(Unit { kind, id: *id });
                }
            }
        }
    }
    Ok(out)
}

async fn stock(tx: &mut Tx, chain: TenantId, wrote: Vec<Unit>, now: Moment) -> Result<(), StoreError> {
    let payload = Payload {
        account: None,
        name: String::new(),
        role: "system:command".to_owned(),
        action: Change::TakeStock.code().to_owned(),
        rule: access::Rule::SystemReason.code().to_owned(),
        subjects: Vec::new(),
        about: Some(format!("schema {}", crate::ddl::newest())),
        erased: Vec::new(),
    };
    chain::append(tx, chain, &[chain::Entry { payload, now, wrote }]).await?;
    Ok(())
}
