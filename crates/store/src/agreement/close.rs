//! Withdrawing a proposal, and ending what holds together with the student.

use super::answer::changed;
use super::view::VersionView;
use crate::file::save::{SaveError, Saving};
use crate::mail::{News, tell};
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::agreement::{self, CloseRefusal};
use register::{AccountId, Moment, VersionId};

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
        let mut saving = self.saving(actor, Action::ProposeAgreement, file, None, now).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let agreement = saving.reached.file.agreement.as_ref().ok_or(StoreError::NotFound)?;
        let change = agreement::withdraw(agreement, version, why, by, now).map_err(SaveError::Refused)?;
        told(&mut saving, (actor, by), version, now).await?;
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
        told(&mut saving, (actor, by), version, now).await?;
        Ok(changed(saving, actor, version, &change, now).await?)
    }
}

/// The student, and who answers for them, hear that it is over: on their page they read why.
async fn told(
    saving: &mut Saving<'_>,
    (actor, by): (&Actor, AccountId),
    version: VersionId,
    now: Moment,
) -> Result<(), StoreError> {
    let news = News { student: true, coaches: false, by };
    let paths = (format!("/mijn/afspraken/{version}"), String::new());
    tell(&mut saving.tx, actor.tenant(), &saving.reached.file, news, &paths, now).await?;
    Ok(())
}
