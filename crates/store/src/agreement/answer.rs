//! Answering a version, as the student or a guardian.

use super::save::save;
use super::view::{VersionView, file_of, show};
use crate::file::{reach::reach, scope};
use crate::{Store, StoreError};
use access::{Action, Actor, Scope};
use register::agreement::{self, Answer, AnswerCommand, AnswerRefusal, Answerer, Channel};
use register::{Moment, VersionId};

/// Why an answer was not saved.
#[derive(Debug)]
pub enum AnswerError {
    /// The store's own: not found, the database.
    Store(StoreError),
    /// The rules refuse, for instance because a newer version was proposed.
    Refused(AnswerRefusal),
}

impl<E: Into<StoreError>> From<E> for AnswerError {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// Answers a version. Which version was read is in the command, so an answer never lands on another.
    pub async fn agreement_answer(
        &self,
        actor: &Actor,
        version: VersionId,
        answer: Answer,
        now: Moment,
    ) -> Result<VersionView, AnswerError> {
        let mut tx = self.begin().await?;
        let tenant = actor.tenant();
        let file = file_of(&mut tx, tenant, version).await?;
        let reached = reach(&mut tx, actor, Action::AnswerAgreement, file, now.day).await?;
        let by = match actor {
            Actor::Member(member) => match member.scope {
                Scope::Person(_) => Answerer::Student,
                Scope::Guardian(guardian) => Answerer::Guardian(guardian),
                _ => return Err(StoreError::NotFound.into()),
            },
            Actor::System { .. } => return Err(StoreError::NotFound.into()),
        };
        let loaded = &reached.file;
        let agreement = loaded.agreement.as_ref().ok_or(StoreError::NotFound)?;
        let command = AnswerCommand { version, by, answer, account: actor.account(), channel: Channel::Online };
        let change = agreement::answer(agreement, command, &loaded.who, now).map_err(AnswerError::Refused)?;
        save(&mut tx, tenant, false, &change).await?;
        crate::intake::bump(&mut tx, tenant, file, loaded.version).await?;
        scope::refresh(&mut tx, tenant, loaded.person(), now.day).await?;
        let reached = reach(&mut tx, actor, Action::AnswerAgreement, file, now.day).await?;
        let view = show(&mut tx, actor, &reached, version, now).await?;
        let about = Some(version.to_string());
        tx.audit(actor, Action::AnswerAgreement, reached.decision, &[reached.file.person()], about, now).await?;
        tx.commit().await?;
        Ok(view)
    }
}
