//! An administrator decides: the role stays, or is to be decided after all. Ending it is done where roles are ended.

use crate::audit::{Deed, UnitKind, allowed};
use crate::{SaveError, Store};
use access::{Action, Actor, Change};
use register::unlisted::{Event, Status};
use register::{MembershipId, Moment};

sql! {
    /// One after another: the row is held meanwhile.
    HOLD = "UPDATE unlisted_role SET status = status WHERE tenant_id = $1 AND membership_id = $2";
    NOW = "SELECT u.status FROM unlisted_role u JOIN membership m ON m.tenant_id = u.tenant_id AND m.membership_id = u.membership_id \
           WHERE u.tenant_id = $1 AND u.membership_id = $2 AND m.ended_at IS NULL AND (m.ends IS NULL OR m.ends >= $3)";
    SET = "UPDATE unlisted_role SET status = $3, decided_by = $4, decided_at = $5, decided_on = $6 \
           WHERE tenant_id = $1 AND membership_id = $2";
}

impl Store {
    /// Says of a role that the list of staff lacks that it stays, or (`keep` is false) that it is to be decided after all. Said
    /// twice it is said once.
    ///
    /// # Errors
    /// [`SaveError::Refused`] when there is nothing to decide any more: a later list names them, or the role ended.
    pub async fn unlisted_decide(
        &self,
        by: &Actor,
        membership: MembershipId,
        keep: bool,
        now: Moment,
    ) -> Result<(), SaveError<Gone>> {
        let decision = allowed(by, Action::ManageAccounts)?;
        let tenant = by.tenant();
        let who = by.account().map_or_else(|| "command".to_owned(), |account| account.0.simple().to_string());
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0, membership.0)?;
        let found = row!(tx, (String,), NOW, tenant.0, membership.0, now.day)?;
        let before = found.and_then(|(status,)| Status::from_code(&status)).ok_or(SaveError::Refused(Gone))?;
        let event = if keep { Event::Keep } else { Event::Reconsider };
        let after = before.on(event).ok_or(SaveError::Refused(Gone))?;
        if after == before {
            return Ok(());
        }
        run!(tx, SET, tenant.0, membership.0, after.code(), who, now.at, now.day)?;
        tx.wrote(tenant, UnitKind::Membership, [membership.0]);
        let about = format!("{membership} {}", after.code());
        tx.audit(Deed::new(by, Change::KeepRole, decision).about(about), now).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// There is nothing to decide any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is nothing to decide any more")]
pub struct Gone;
