//! Purges that the database does not have, because it is an older copy of itself: they are done again.

use super::purges::{Purged, destroy};
use crate::audit::Deed;
use crate::file::drafts;
use crate::{Store, StoreError};
use access::{Action, Actor, Change, Reason, Resource, decide};
use register::{AccountId, FileId, Moment, PersonId, TenantId};
use time::OffsetDateTime;
use uuid::Uuid;

sql! {
    KNOWN = "SELECT purged_at, tenant_id, file_id, number, account_id, reason FROM purge ORDER BY purged_at, file_id, number";
    STANDING = "SELECT person_id FROM support_file WHERE tenant_id = $1 AND file_id = $2";
    /// Holds the file, and makes a form that still holds the text clash.
    TAKE = "UPDATE support_file SET version = version + 1 WHERE tenant_id = $1 AND file_id = $2";
}

impl Store {
    /// Makes list and database agree: purges that the database does not have are done again, with an event in the audit;
    /// purges that the list does not have are added to it. Then what a purge left behind goes, if it did not yet. Asked
    /// whenever an installation opens; nearly always there is nothing to do. How many purges were done again.
    pub async fn purges_settle(&self, now: Moment) -> Result<usize, StoreError> {
        let list = self.keys.purges()?;
        let listed = list.read()?;
        let mut tx = self.begin_reading().await?;
        type Found = (OffsetDateTime, Uuid, Uuid, i64, Option<Uuid>, String);
        let known: Vec<Purged> = rows!(tx, Found, KNOWN)?
            .into_iter()
            .map(|(at, tenant, file, number, account, reason)| {
                let (tenant, file, account) = (TenantId(tenant), FileId(file), account.map(AccountId));
                Purged { at, tenant, file, number, account, reason }
            })
            .collect();
        tx.commit().await?;
        let unlisted: Vec<Purged> =
            known.iter().filter(|one| !listed.iter().any(|other| other.is_of(one))).cloned().collect();
        if !unlisted.is_empty() {
            list.add(&unlisted)?;
        }
        let mut again = 0;
        for one in listed.iter().filter(|one| !known.iter().any(|other| other.is_of(one))) {
            again += usize::from(self.purge_again(one, now).await?);
        }
        self.scrub_if_owed().await?;
        Ok(again)
    }

    /// Does a listed purge again, where its file stands: the key goes, and its number is never used again; so do drafts about it.
    async fn purge_again(&self, one: &Purged, now: Moment) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let Some((person,)) = row!(tx, (Uuid,), STANDING, one.tenant.0, one.file.0)? else {
            return Ok(false);
        };
        let actor = Actor::System { tenant: one.tenant, reason: Reason::Keeping };
        let decision = decide(&actor, Action::VerifyAudit, &Resource::School { tenant: one.tenant });
        run!(tx, TAKE, one.tenant.0, one.file.0)?;
        destroy(&mut tx, std::slice::from_ref(one)).await?;
        drafts::erase(&mut tx, one.tenant, (one.file, PersonId(person))).await?;
        let about = format!("{} {}", one.file, one.reason);
        let deed = Deed::new(&actor, Change::PurgeAgain, decision).to([PersonId(person)]).about(about);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        tracing::warn!(file = %one.file, "a purge that the database did not have was done again");
        Ok(true)
    }
}
