//! Asking a partner, and everything that happens to a handoff until it is done.

use super::load::{add, file_of, of_file, one, stepped};
use crate::file::save::{SaveError, Saving};
use crate::share::change::{close, open, own};
use crate::share::read::visitor;
use crate::share::row::of_file as shares_of;
use crate::{Store, StoreError, fresh, mail, municipality};
use access::{Action, Actor};
use register::handoff::{self, Draft, Event, Known, SendRefusal, StepRefusal};
use register::invitation::Language;
use register::partner::Status;
use register::seen::Seen;
use register::share::{Purpose, Terms};
use register::{AccountId, FileId, HandoffId, Moment, PartnerId, ShareId};

impl Store {
    /// Puts a question about a student to a partner: with a yes, to one receiver, until a day. They get a link by mail.
    pub async fn handoff_send(
        &self,
        actor: &Actor,
        (file, partner): (FileId, PartnerId),
        given: &Draft,
        now: Moment,
    ) -> Result<HandoffId, SaveError<SendRefusal>> {
        let tenant = actor.tenant();
        let mut saving = self.beside(actor, Action::HandOff, file, now).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let tx = &mut saving.tx;
        let partner = crate::partner::load::one(tx, tenant, partner).await?;
        let all = of_file(tx, tenant, file).await?;
        let home = municipality::home(tx, tenant, saving.reached.file.person(), now.day).await?;
        let keys = crate::file::key::open(tx, tenant, file).await?;
        let shares = shares_of(tx, tenant, file, &keys).await?.len();
        let known = Known {
            all: &all,
            partner: partner.id,
            helps: (&partner.entry.domains, partner.entry.under),
            open: partner.status == Status::Open,
            mail: mail::on(tx, now).await?,
            birth: saving.reached.file.birth,
            home: home.as_ref().map(|home| home.written.reveal().as_str()),
            own: &own(tx, tenant, &saving.reached).await?,
        };
        let ids = (HandoffId(fresh::id()), ShareId(fresh::id()), by);
        let sent = handoff::send(given, known, ids, now).map_err(SaveError::Refused)?;
        let terms = Terms {
            name: sent.name.into(),
            organisation: partner.entry.name.clone().into(),
            email: sent.email.as_str().to_owned().into(),
            purpose: Purpose::Help,
            until: sent.handoff.consent.until,
            language: if given.english { Language::English } else { Language::Dutch },
        };
        open(tx, (tenant, file, sent.handoff.share), shares, &terms, (by, now)).await?;
        add(tx, tenant, file, &sent.handoff).await?;
        let id = sent.handoff.id;
        saving.written().await?.commit(format!("{id} {}", sent.handoff.share)).await?;
        Ok(id)
    }

    /// Lets something happen to a handoff, as the school: decides, or writes down what the partner said. What they were shown goes
    /// with it: a partner who answered meanwhile is read first.
    pub async fn handoff_step(
        &self,
        actor: &Actor,
        id: HandoffId,
        (event, words, seen): (Event, &str, Option<Seen>),
        now: Moment,
    ) -> Result<(), SaveError<StepRefusal>> {
        let mut reading = self.begin_reading().await?;
        let file = file_of(&mut reading, actor.tenant(), id).await?;
        drop(reading);
        let saving = self.beside(actor, Action::HandOff, file, now).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        walked((saving, actor), (file, id), (event, words, Some((by, seen))), now).await
    }

    /// Lets something happen to a handoff, as the partner who came in with a code; `false` when nobody did, or no more.
    ///
    /// # Errors
    /// Why not; [`StoreError::NotFound`] for a link that was never made, or that is for no handoff.
    pub async fn handoff_answer(
        &self,
        (token, visit): (&str, &str),
        event: Event,
        words: &str,
        now: Moment,
    ) -> Result<bool, SaveError<StepRefusal>> {
        let mut reading = self.begin_snapshot().await?;
        let Some(came) = visitor(&mut reading, token, visit, now).await? else { return Ok(false) };
        let tenant = came.actor.tenant();
        let found = super::load::of_share(&mut reading, (tenant, came.file), came.share.id).await?;
        let found = found.ok_or(StoreError::NotFound)?;
        drop(reading);
        if !event.of_partner() {
            return Err(StoreError::NotFound.into());
        }
        let mut saving = self.beside(&came.actor, Action::AnswerHandoff, came.file, now).await?;
        // The yes may have been taken back since: asked again where nobody else writes.
        if visitor(&mut saving.tx, token, visit, now).await?.is_none() {
            return Ok(false);
        }
        walked((saving, &came.actor), (came.file, found.id), (event, words, None), now).await?;
        Ok(true)
    }
}

/// Makes a step of a file that is held, and closes the share where it was the last.
async fn walked(
    (mut saving, actor): (Saving<'_>, &Actor),
    (file, id): (FileId, HandoffId),
    (event, words, by): (Event, &str, Option<(AccountId, Option<Seen>)>),
    now: Moment,
) -> Result<(), SaveError<StepRefusal>> {
    let (tenant, tx) = (actor.tenant(), &mut saving.tx);
    let known = one(tx, tenant, file, id).await?;
    let home = municipality::home(tx, tenant, saving.reached.file.person(), now.day).await?;
    let home = home.as_ref().map(|home| home.written.reveal().as_str());
    let came = handoff::step(&known, event, words, by.map(|(by, _)| by), home, now);
    let came = match by {
        Some((_, seen)) => {
            let meanwhile = StepRefusal::Stands(known.status);
            Seen::met(seen, known.seen_so_far(), came, |one| *one == StepRefusal::Twice, meanwhile)
        }
        // The partner's choices go with where it stands, and no other partner answers.
        None => came,
    };
    let after = came.map_err(SaveError::Refused)?;
    stepped(tx, tenant, file, &after).await?;
    if !after.status.open() {
        close(tx, tenant, after.share, now).await?;
    }
    saving.written().await?.commit(format!("{id} {}", event.code())).await?;
    Ok(())
}
