//! Renewing an invitation, and taking it back.

use super::make::{NewInvitation, to_role};
use super::{Issued, Row, close, one};
use crate::audit::{Deed, allowed};
use crate::db::Tx;
use crate::file::reach::reach;
use crate::{SaveError, Store, StoreError, membership};
use access::{Action, Actor, Change, Decision, Event};
use register::email::EmailAddress;
use register::invitation::{Closed, Kind, Refusal, State, Way};
use register::{FileId, InvitationId, Moment, PersonId};

sql! {
    FILE_OF = "SELECT file_id FROM support_file WHERE tenant_id = $1 AND person_id = $2";
}

/// Under which right somebody changes an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Under {
    /// Managing accounts.
    Accounts,
    /// Working with the file that it is about.
    File(FileId),
}

impl Store {
    /// Makes an invitation anew, with a link of its own: the link of before opens nothing more. What holds now is asked
    /// again: the address, whether they are still here, whether they have the role by now. `way`: how the new link comes to
    /// them; `None`: as the one of before.
    pub async fn invitation_renew(
        &self,
        by: &Actor,
        under: Under,
        id: InvitationId,
        way: Option<Way>,
        now: Moment,
    ) -> Result<Issued, SaveError<Refusal>> {
        let mut tx = self.begin().await?;
        let (row, subject, decision) = under_right(&mut tx, by, under, id, now).await?;
        if row.kind()? != Kind::Role {
            return Err(StoreError::NotFound.into());
        }
        match row.state(now)? {
            State::Closed(Closed::Used | Closed::Renewed) => return Err(SaveError::Refused(Refusal::Closed)),
            State::Open | State::Ended | State::Closed(Closed::Withdrawn) => {}
        }
        close(&mut tx, by.tenant(), id, Closed::Renewed, None, now).await?;
        let role = row.role()?.ok_or_else(|| row.wrong("no role"))?;
        let new = NewInvitation {
            email: EmailAddress::new(&row.email).map_err(|_| row.wrong("no address"))?,
            name: row.name.clone(),
            role,
            scope: row.scope(&mut tx).await?,
            from: row.begins,
            until: row.ends,
            language: row.language()?,
            way: way.map_or_else(|| row.way(), Ok)?,
        };
        let (issued, _) = to_role(&mut tx, by, &new, now).await?;
        let about = format!("{} renewed as {}", row.about(), issued.invitation);
        let deed = Deed::new(by, event(under, Change::RenewInvitation), decision).to(subject).about(about);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(issued)
    }

    /// Takes an invitation back: its link opens nothing more. One whose time is past can be taken back too.
    pub async fn invitation_withdraw(
        &self,
        by: &Actor,
        under: Under,
        id: InvitationId,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let mut tx = self.begin().await?;
        let (row, subject, decision) = under_right(&mut tx, by, under, id, now).await?;
        if !close(&mut tx, by.tenant(), id, Closed::Withdrawn, None, now).await? {
            return Err(SaveError::Refused(Refusal::Closed));
        }
        let about = format!("{} withdrawn", row.about());
        let deed = Deed::new(by, event(under, Change::WithdrawInvitation), decision).to(subject).about(about);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(())
    }
}

const fn event(under: Under, change: Change) -> Event {
    match under {
        Under::Accounts => Event::Change(change),
        Under::File(_) => Event::Action(Action::Invite),
    }
}

/// The invitation, the student it is about, and the decision that lets the actor change it.
async fn under_right(
    tx: &mut Tx,
    by: &Actor,
    under: Under,
    id: InvitationId,
    now: Moment,
) -> Result<(Row, Option<PersonId>, Decision), StoreError> {
    let tenant = by.tenant();
    match under {
        Under::Accounts => {
            let decision = allowed(by, Action::ManageAccounts)?;
            let row = one(tx, tenant, id).await?;
            let person = row.person_id.map(PersonId);
            let subject = membership::subject(tx, tenant, person, row.guardian_id).await?;
            Ok((row, subject, decision))
        }
        Under::File(file) => {
            let reached = reach(tx, by, Action::Invite, file, now.day).await?;
            let row = one(tx, tenant, id).await?;
            let person = row.person_id.map(PersonId);
            let subject = membership::subject(tx, tenant, person, row.guardian_id).await?;
            let of = subject.ok_or(StoreError::NotFound)?;
            // An invitation about another file is not there.
            match row!(tx, (uuid::Uuid,), FILE_OF, tenant.0, of.0)? {
                Some((found,)) if found == file.0 => Ok((row, subject, reached.decision)),
                _ => Err(StoreError::NotFound),
            }
        }
    }
}
