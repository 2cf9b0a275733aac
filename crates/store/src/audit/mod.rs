//! What every look and every change leaves behind: one event with one subject row per person shown, in the
//! transaction of the look itself.
//!
//! One chain per tenant. The hash of an event is an HMAC, keyed with a key outside the database, over the hash before
//! it, its number, its instant and the salted digest of its payload. So nobody with the database alone can change,
//! insert or reorder events, and retention can still erase a payload: the digest stays and the chain verifies.

use crate::StoreError;
use crate::db::Tx;
use access::{Action, Actor, Decision, Event, Resource, decide};
use register::{Moment, PersonId};

mod chain;
mod payload;
mod verify;

pub use payload::Payload;
pub use verify::{Head, Verdict};

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [chain::SQL, verify::SQL, SQL].concat()
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
    /// Writes the audit event of what this transaction showed or changed. Call it last, just before the commit.
    /// `about` holds opaque identifiers and codes, never what a text said.
    pub(crate) async fn audit(
        &mut self,
        actor: &Actor,
        what: impl Into<Event>,
        decision: Decision,
        subjects: &[PersonId],
        about: Option<String>,
        now: Moment,
    ) -> Result<(), StoreError> {
        let name = match actor.account() {
            Some(account) => row!(self, (String,), NAME, account.0)?.map(|(name,)| name).unwrap_or_default(),
            None => String::new(),
        };
        let payload = Payload {
            account: actor.account().map(|a| a.0),
            name,
            role: match actor {
                Actor::Member(member) => member.role.code().to_owned(),
                Actor::System { reason, .. } => format!("system:{}", reason.code()),
            },
            action: what.into().code().to_owned(),
            rule: decision.rule.code().to_owned(),
            subjects: subjects.iter().map(|p| p.0).collect(),
            about,
        };
        chain::append(self, actor.tenant(), &payload, now).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
