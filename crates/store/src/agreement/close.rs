//! Withdrawing a proposal, and ending what holds together with the student.

use super::answer::changed;
use super::view::VersionView;
use crate::file::save::SaveError;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::agreement::{self, CloseRefusal};
use register::{Moment, VersionId};

impl Store {
    /// The school takes back a proposal that nobody decided on.
    pub async fn agreement_withdraw(
        &self,
        actor: &Actor,
        version: VersionId,
        why: &str,
        now: Moment,
    ) -> Result<VersionView, SaveError<CloseRefusal>> {
        let file = self.file_of_version(actor, version).await?;
        let saving = self.saving(actor, Action::ProposeAgreement, file, None, now).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let agreement = saving.reached.file.agreement.as_ref().ok_or(StoreError::NotFound)?;
        let change = agreement::withdraw(agreement, version, why, by, now).map_err(SaveError::Refused)?;
        Ok(changed(saving, actor, version, &change, now).await?)
    }

    /// School and student end what holds. A talk about it that was planned is called off.
    pub async fn agreement_end(
        &self,
        actor: &Actor,
        version: VersionId,
        (why, agreed): (&str, bool),
        now: Moment,
    ) -> Result<VersionView, SaveError<CloseRefusal>> {
        let file = self.file_of_version(actor, version).await?;
        let mut saving = self.saving(actor, Action::ProposeAgreement, file, None, now).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let agreement = saving.reached.file.agreement.as_ref().ok_or(StoreError::NotFound)?;
        let change = agreement::end(agreement, version, (why, agreed), by, now).map_err(SaveError::Refused)?;
        let (person, who) = (saving.reached.file.person(), saving.reached.file.who.clone());
        crate::evaluation::call_off(&mut saving.tx, actor.tenant(), (file, person, &who), now).await?;
        Ok(changed(saving, actor, version, &change, now).await?)
    }
}
