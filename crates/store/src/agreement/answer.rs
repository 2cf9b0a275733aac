//! Answering a version, as the student or a guardian.

use super::save::save;
use super::view::{VersionView, show};
use crate::file::save::SaveError;
use crate::{Store, StoreError};
use access::{Action, Actor, Scope};
use register::agreement::{self, Answer, AnswerCommand, AnswerRefusal, Answerer, Channel};
use register::{Moment, VersionId};

impl Store {
    /// Answers a version. Which version was read is in the command, so an answer never lands on another.
    pub async fn agreement_answer(
        &self,
        actor: &Actor,
        version: VersionId,
        answer: Answer,
        now: Moment,
    ) -> Result<VersionView, SaveError<AnswerRefusal>> {
        let file = self.file_of_version(actor, version).await?;
        let mut saving = self.saving(actor, Action::AnswerAgreement, file, None, now).await?;
        let by = match actor {
            Actor::Member(member) => match member.scope {
                Scope::Person(_) => Answerer::Student,
                Scope::Guardian(guardian) => Answerer::Guardian(guardian),
                _ => return Err(StoreError::NotFound.into()),
            },
            Actor::System { .. } => return Err(StoreError::NotFound.into()),
        };
        let loaded = &saving.reached.file;
        let agreement = loaded.agreement.as_ref().ok_or(StoreError::NotFound)?;
        let command = AnswerCommand { version, by, answer, account: actor.account(), channel: Channel::Online };
        let change = agreement::answer(agreement, command, &loaded.who, now).map_err(SaveError::Refused)?;
        save(&mut saving.tx, actor.tenant(), false, &change).await?;
        let mut saved = saving.written().await?;
        let view = show(&mut saved.tx, actor, &saved.reached, version, now).await?;
        saved.commit(version.to_string()).await?;
        Ok(view)
    }
}
