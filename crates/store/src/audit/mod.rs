//! What every look and every change leaves behind: one event with one subject row per person shown. That of a change is
//! written in its own transaction, with the digest of every unit that it wrote; that of a look is on disk before the
//! look is shown (`writer`).
//!
//! One chain per tenant, and one of the installation itself ([`TenantId::INSTALLATION`]) for what belongs to no school.
//! The hash of an event is an HMAC, keyed with a key outside the database, over the hash before it, its number, its
//! instant, the salted digest of its payload, and the digests of what it wrote. So nobody with the database alone can
//! change, insert or reorder events, nor facts; and retention can still erase a payload, by an event that says so.
//!
//! A function that writes names what it wrote with `Tx::wrote` or `Tx::wrote_of`, tells it with `Tx::audit`, and
//! commits. What belongs to the persons an event names (their person, enrolments and file) need not be named, nor what a
//! school has few of (`UnitKind::FEW`). A transaction that wrote facts which no event tells of does not commit.

use crate::StoreError;
use crate::db::Tx;
use access::{Action, Actor, Decision, Resource, decide};
use register::{Moment, TenantId};
use uuid::Uuid;

pub(crate) mod baseline;
pub(crate) mod chain;
mod deed;
mod digest;
mod erase;
mod event;
mod facts;
mod payload;
pub(crate) mod told;
mod unit;
mod unproven;
mod verify;
pub(crate) mod writer;

pub(crate) use deed::Deed;
pub use erase::EraseReason;
pub use facts::{Fault, Proof};
pub use payload::Payload;
pub use unit::{Unit, UnitKind};
pub(crate) use verify::proven;
pub use verify::{Head, Verdict};

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [baseline::SQL, chain::SQL, erase::SQL, facts::SQL, &unit::sql(), unproven::SQL, &event::sql(), verify::SQL, SQL]
        .concat()
}

sql! {
    NAME = "SELECT name FROM account WHERE account_id = $1";
}

/// Refuses, as not found, what the actor may never do at their school.
pub(crate) fn allowed(actor: &Actor, action: Action) -> Result<Decision, StoreError> {
    let decision = decide(actor, action, &Resource::School { tenant: actor.tenant() });
    if decision.allowed { Ok(decision) } else { Err(StoreError::NotFound) }
}

impl Tx {
    /// Names units of one kind that this transaction wrote. Their digests are taken when the event is appended, so this
    /// may come before or after the writing itself.
    pub(crate) fn wrote(&mut self, tenant: TenantId, kind: UnitKind, ids: impl IntoIterator<Item = Uuid>) {
        self.told.touch(tenant, kind, ids);
    }

    /// Names what belongs to persons, as far as this transaction wrote it: themselves, their enrolments, their files. For a
    /// write whose event names no persons, such as an import's. Call it after the writing.
    pub(crate) async fn wrote_of(&mut self, tenant: TenantId, persons: &[Uuid]) -> Result<(), StoreError> {
        let written = self.told.kinds();
        for kind in [UnitKind::Person, UnitKind::Enrolment].into_iter().filter(|kind| written.contains(kind)) {
            self.told.touch(tenant, kind, persons.iter().copied());
        }
        if written.contains(&UnitKind::File) {
            let files = unit::files(self, tenant, persons).await?;
            self.told.touch(tenant, UnitKind::File, files);
        }
        Ok(())
    }

    /// Writes the audit event of what this transaction changed. Call it last, just before the commit: from here on the
    /// chain of the school is held. A look is no change: it ends in [`crate::Store::looked`].
    pub(crate) async fn audit(&mut self, deed: Deed<'_>, now: Moment) -> Result<(), StoreError> {
        let chain = deed.actor.tenant();
        let payload = self.payload(deed).await?;
        self.tell(chain, payload, now).await?;
        Ok(())
    }

    /// What an event is to say, with the name the actor has now.
    async fn payload(&mut self, deed: Deed<'_>) -> Result<Payload, StoreError> {
        let Deed { actor, event, decision, subjects, about } = deed;
        let name = match actor.account() {
            Some(account) => row!(self, (String,), NAME, account.0)?.map(|(name,)| name).unwrap_or_default(),
            None => match actor {
                Actor::Outsider(outsider) => outsider.name.reveal().clone(),
                Actor::Member(_) | Actor::Bearer(_) | Actor::System { .. } => String::new(),
            },
        };
        Ok(Payload {
            account: actor.account().map(|a| a.0),
            name,
            role: match actor {
                Actor::Member(member) => member.role.code().to_owned(),
                Actor::Outsider(_) => "outsider".to_owned(),
                Actor::Bearer(_) => "bearer".to_owned(),
                Actor::System { reason, .. } => format!("system:{}", reason.code()),
            },
            action: event.code().to_owned(),
            rule: decision.rule.code().to_owned(),
            subjects: subjects.into_iter().map(|p| p.0).collect(),
            about,
            erased: Vec::new(),
        })
    }

    /// Appends an event that tells of what was written in its chain; its number.
    pub(crate) async fn tell(&mut self, chain: TenantId, payload: Payload, now: Moment) -> Result<i64, StoreError> {
        self.wrote_of(chain, &payload.subjects).await?;
        // A school has few of these: all of them are named when one was written.
        for kind in UnitKind::FEW.iter().copied() {
            if !self.told.misses(chain, kind) {
                continue;
            }
            let ids = facts::units(self, unit::found(), chain, kind).await?;
            self.told.touch(chain, kind, ids);
        }
        let wrote = self.told.take(chain);
        chain::append(self, chain, &[chain::Entry { payload, now, wrote }]).await
    }
}

#[cfg(test)]
mod tests;
