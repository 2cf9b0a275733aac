//! Answering a version: as the student or a guardian, or written down for them by a member of staff.

use super::save::save;
use super::view::{VersionView, show};
use crate::file::save::{SaveError, Saved, Saving};
use crate::{Store, StoreError, calendar, mail};
use access::{Action, Actor, Scope};
use register::agreement::{
    self, Answer, AnswerCommand, AnswerRefusal, Answerer, Change, Channel, Noted, Received, ReplyRefusal, Status,
    TakeBackRefusal,
};
use register::happens::asked_from;
use register::{Moment, TenantId, VersionId};
use time::Date;

/// An answer that was given elsewhere.
#[derive(Debug, Clone)]
pub struct Elsewhere {
    /// Whose answer it is.
    pub by: Answerer,
    /// What.
    pub answer: Answer,
    /// How it came.
    pub channel: Channel,
    /// The day on which it was given.
    pub on: Date,
}

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
        let saving = self.saving(actor, Action::AnswerAgreement, file, None, now).await?;
        let by = match actor {
            Actor::Member(member) => match member.scope {
                Scope::Person(_) => Answerer::Student,
                Scope::Guardian(guardian) => Answerer::Guardian(guardian),
                _ => return Err(StoreError::NotFound.into()),
            },
            Actor::Outsider(_) | Actor::Bearer(_) | Actor::System { .. } => return Err(StoreError::NotFound.into()),
        };
        let loaded = &saving.reached.file;
        let agreement = loaded.agreement.as_ref().ok_or(StoreError::NotFound)?;
        let command = AnswerCommand { version, by, answer, received: Received::Online(actor.account()) };
        let change = agreement::answer(agreement, command, &loaded.who, now).map_err(SaveError::Refused)?;
        Ok(changed(saving, actor, version, &change, now).await?)
    }

    /// Writes down an answer that was given on paper, by mail or spoken. Who must answer is asked of the day on which it
    /// was given: a parent who signed when the student was 15 did so.
    pub async fn agreement_note(
        &self,
        actor: &Actor,
        version: VersionId,
        given: Elsewhere,
        now: Moment,
    ) -> Result<VersionView, SaveError<AnswerRefusal>> {
        let file = self.file_of_version(actor, version).await?;
        let saving = self.saving(actor, Action::NoteAnswer, file, None, now).await?;
        let Elsewhere { by, answer, channel, on } = given;
        let noted = Noted { channel, on, by: actor.account().ok_or(StoreError::NotFound)? };
        let loaded = &saving.reached.file;
        let agreement = loaded.agreement.as_ref().ok_or(StoreError::NotFound)?;
        let command = AnswerCommand { version, by, answer, received: Received::Noted(noted) };
        let change = agreement::answer(agreement, command, &loaded.who_on(&saving.reached.policy, on), now)
            .map_err(SaveError::Refused)?;
        Ok(changed(saving, actor, version, &change, now).await?)
    }

    /// Takes back an answer that was written down and never given.
    pub async fn agreement_take_back(
        &self,
        actor: &Actor,
        version: VersionId,
        number: u32,
        why: &str,
        now: Moment,
    ) -> Result<VersionView, SaveError<TakeBackRefusal>> {
        let file = self.file_of_version(actor, version).await?;
        let saving = self.saving(actor, Action::NoteAnswer, file, None, now).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let agreement = saving.reached.file.agreement.as_ref().ok_or(StoreError::NotFound)?;
        let change = agreement::take_back(agreement, version, number, why, by, now).map_err(SaveError::Refused)?;
        Ok(changed(saving, actor, version, &change, now).await?)
    }

    /// Says why nothing changes, to who asked for something else.
    pub async fn agreement_reply(
        &self,
        actor: &Actor,
        version: VersionId,
        words: &str,
        now: Moment,
    ) -> Result<VersionView, SaveError<ReplyRefusal>> {
        let file = self.file_of_version(actor, version).await?;
        let mut saving = self.saving(actor, Action::ReplyToAnswer, file, None, now).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        // With its texts: the same words twice are one reply.
        let agreement = super::view::opened(&mut saving.tx, actor, &saving.reached).await?;
        let agreement = agreement.ok_or(StoreError::NotFound)?;
        let change = agreement::reply(&agreement, version, words, by, now).map_err(SaveError::Refused)?;
        Ok(changed(saving, actor, version, &change, now).await?)
    }
}

/// Writes what the rules say, and reads the version back.
pub(super) async fn changed(
    mut saving: Saving<'_>,
    actor: &Actor,
    version: VersionId,
    change: &Change,
    now: Moment,
) -> Result<VersionView, StoreError> {
    save(&mut saving.tx, actor.tenant(), false, change).await?;
    let mut saved = saving.written().await?;
    will_ask(&mut saved, actor.tenant(), change, now).await?;
    let view = show(&mut saved.tx, actor, &saved.reached, version, now).await?;
    saved.commit(version.to_string()).await?;
    Ok(view)
}

/// Of what came into force the student is asked whether it happens once ten school days are over: that mail lies ready from now on.
async fn will_ask(saved: &mut Saved<'_>, tenant: TenantId, change: &Change, now: Moment) -> Result<(), StoreError> {
    let began = change.moved.iter().rev().find(|one| one.to == Status::InForce);
    let Some(version) = began.and_then(|one| change.after.version(one.version)) else { return Ok(()) };
    let calendar = calendar::load(&mut saved.tx, tenant).await?;
    let Some(from) = asked_from(version, &calendar) else { return Ok(()) };
    let (person, who) = (saved.reached.file.person(), saved.reached.file.who.clone());
    mail::happens(&mut saved.tx, tenant, person, &who, (version.id, from), now).await
}
