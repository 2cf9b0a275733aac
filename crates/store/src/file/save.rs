//! The one way a change to a file is saved: load, decide, write, project, audit.
//!
//! `Store::saving` takes the next version of the file, which holds its row until the end: who saves the same file at
//! the same moment waits, and then decides on what the first one left. So a second answer is refused because the first
//! is there, never because two of them ran into each other, and what was typed comes back with the refusal.
//!
//! Locks are taken in one order, by everybody: rows of `support_file` (several in the order of `file_id`), then the head
//! of the audit chain, last. Whoever takes them otherwise can make two saves wait for each other.

use super::facts;
use super::reach::{Reached, reach};
use super::scope;
use crate::audit::Deed;
use crate::db::Tx;
pub use crate::error::SaveError;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::{AccountId, ApplicationId, FileId, Moment};

sql! {
    /// Takes the next version, and with it the file's row. Undone with everything else when the save is refused.
    TAKE = "UPDATE support_file SET version = version + 1 WHERE tenant_id = $1 AND file_id = $2 RETURNING version";
    HOLD = "UPDATE support_file SET version = version WHERE tenant_id = $1 AND file_id = $2";
}

/// A change under way: the file is held, its facts were loaded once, and the actor may do this to it.
pub(crate) struct Saving<'a> {
    pub(crate) tx: Tx,
    /// The file as it was before the change, and the decision that lets it happen.
    pub(crate) reached: Reached,
    actor: &'a Actor,
    action: Action,
    now: Moment,
}

/// A change that is written and projected, and not yet committed.
pub(crate) struct Saved<'a> {
    pub(crate) tx: Tx,
    /// The file as it reads back: what a page shows is what was saved. The decision is the one of before.
    pub(crate) reached: Reached,
    actor: &'a Actor,
    action: Action,
    now: Moment,
}

impl Store {
    /// Begins a change to a file. `based_on` is the version of the file that a form was made from; a change without one
    /// names what it is about in another way, as an answer names its version of the agreement.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the actor may not do this to the file; [`StoreError::Clash`] when somebody saved
    /// since `based_on`.
    pub(crate) async fn saving<'a>(
        &self,
        actor: &'a Actor,
        action: Action,
        file: FileId,
        based_on: Option<i64>,
        now: Moment,
    ) -> Result<Saving<'a>, StoreError> {
        let mut tx = self.begin().await?;
        let (next,) = row!(tx, (i64,), TAKE, actor.tenant().0, file.0)?.ok_or(StoreError::NotFound)?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        match based_on {
            Some(based_on) if based_on != next - 1 => Err(StoreError::Clash { based_on, current: next - 1 }),
            _ => Ok(Saving { tx, reached, actor, action, now }),
        }
    }

    /// As [`Store::saving`], for what stands beside the form of a file: it holds the file and takes no next version, so that
    /// nobody's form clashes with it.
    pub(crate) async fn beside<'a>(
        &self,
        actor: &'a Actor,
        action: Action,
        file: FileId,
        now: Moment,
    ) -> Result<Saving<'a>, StoreError> {
        let mut tx = self.begin().await?;
        run!(tx, HOLD, actor.tenant().0, file.0)?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        Ok(Saving { tx, reached, actor, action, now })
    }

    /// The same, of an application, for who holds intakes: on which file it stands, and who does it.
    pub(crate) async fn beside_application<'a>(
        &self,
        actor: &'a Actor,
        id: ApplicationId,
        now: Moment,
    ) -> Result<(FileId, AccountId, Saving<'a>), StoreError> {
        let file = self.file_of_application(actor, id).await?;
        let saving = self.beside(actor, Action::HoldIntake, file, now).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        Ok((file, by, saving))
    }
}

impl<'a> Saving<'a> {
    /// Reads the file back and writes its projection. A change that does not read back fails here, before it stays.
    pub(crate) async fn written(mut self) -> Result<Saved<'a>, StoreError> {
        let Reached { file: before, decision, policy } = self.reached;
        let tenant = self.actor.tenant();
        let file = facts::one(&mut self.tx, tenant, before.person(), &policy, self.now.day).await?;
        scope::project(&mut self.tx, tenant, &file, &policy, self.now.day).await?;
        let reached = Reached { file, decision, policy };
        Ok(Saved { tx: self.tx, reached, actor: self.actor, action: self.action, now: self.now })
    }
}

impl Saved<'_> {
    /// Writes the audit event and makes it all stay. `about` holds opaque identifiers and codes ([`Deed::about`]).
    pub(crate) async fn commit(mut self, about: String) -> Result<(), StoreError> {
        let Reached { file, decision, .. } = &self.reached;
        let deed = Deed::new(self.actor, self.action, *decision).to([file.person()]).about(about);
        self.tx.audit(deed, self.now).await?;
        self.tx.commit().await
    }
}
