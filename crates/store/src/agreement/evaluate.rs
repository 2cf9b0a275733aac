//! Evaluating a version with the student, and taking such a record back.

use super::answer::changed;
use super::view::VersionView;
use crate::file::save::SaveError;
use crate::mail::TalkNews;
use crate::{Store, StoreError, mail};
use access::{Action, Actor};
use register::agreement::{self, EvaluateRefusal, EvaluationBackRefusal, Talk};
use register::{Moment, VersionId};

impl Store {
    /// Writes down a talk in which school and student looked back at a version.
    pub async fn agreement_evaluate(
        &self,
        actor: &Actor,
        version: VersionId,
        talk: &Talk,
        now: Moment,
    ) -> Result<VersionView, SaveError<EvaluateRefusal>> {
        let file = self.file_of_version(actor, version).await?;
        let mut saving = self.saving(actor, Action::Evaluate, file, None, now).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let agreement = saving.reached.file.agreement.as_ref().ok_or(StoreError::NotFound)?;
        let change = agreement::evaluate(agreement, version, talk, by, now).map_err(SaveError::Refused)?;
        crate::evaluation::held(&mut saving.tx, actor.tenant(), file, now).await?;
        let (person, who) = (saving.reached.file.person(), saving.reached.file.who.clone());
        let news = (version, TalkNews::WrittenDown);
        mail::talk(&mut saving.tx, actor.tenant(), person, &who, news, now).await?;
        Ok(changed(saving, actor, version, &change, now).await?)
    }

    /// Takes back an evaluation that was never held as it stands there.
    pub async fn agreement_evaluation_back(
        &self,
        actor: &Actor,
        version: VersionId,
        number: u32,
        why: &str,
        now: Moment,
    ) -> Result<VersionView, SaveError<EvaluationBackRefusal>> {
        let file = self.file_of_version(actor, version).await?;
        let saving = self.saving(actor, Action::Evaluate, file, None, now).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let agreement = saving.reached.file.agreement.as_ref().ok_or(StoreError::NotFound)?;
        let change = agreement::take_back_evaluation(agreement, version, number, why, by, now);
        Ok(changed(saving, actor, version, &change.map_err(SaveError::Refused)?, now).await?)
    }
}
