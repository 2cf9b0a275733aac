//! Asking a partner, and everything that happens to a handoff until it is done.

use super::load::{add, file_of, of_file, one, stepped};
use crate::db::Tx;
use crate::file::reach::Reached;
use crate::file::save::{SaveError, Saving};
use crate::share::change::{close, open, own, reopen};
use crate::share::read::visitor;
use crate::share::row::of_file as shares_of;
use crate::{Store, StoreError, fresh, mail, municipality};
use access::{Action, Actor};
use register::handoff::{self, Draft, Event, Handoff, Known, SendRefusal, StepRefusal};
use register::invitation::Language;
use register::partner::Status;
use register::seen::Seen;
use register::share::{Purpose, Terms};
use register::{AccountId, FileId, HandoffId, Moment, PartnerId, Personal, ShareId, TenantId};

/// The page of the student on which it stands with whom something is shared.
const OWN: &str = "/mijn/gedeeld";

/// A letter to a partner who has no mail address, as it was just made.
#[derive(Debug, Clone)]
pub struct HandoffLetter {
    /// For which handoff.
    pub handoff: HandoffId,
    /// To whom, until when, in which language.
    pub terms: Terms,
    /// By which school.
    pub school: String,
    /// What makes the link.
    pub token: Personal<String>,
    /// The code with which it opens.
    pub code: Personal<String>,
    /// How much happened, this letter too.
    pub stand: Seen,
    /// When.
    pub now: Moment,
}

impl Store {
    /// Puts a question about a student to a partner: with a yes, to one receiver, until a day. They get a link by mail, or in a letter
    /// that somebody has to make and send: see [`Store::handoff_letter`].
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
            email: sent.email.map(|email| email.as_str().to_owned()).unwrap_or_default().into(),
            purpose: Purpose::Help,
            until: sent.handoff.consent.until,
            language: if given.english { Language::English } else { Language::Dutch },
        };
        open(tx, (tenant, file, sent.handoff.share), shares, &terms, (by, now)).await?;
        add(tx, tenant, file, &sent.handoff).await?;
        told(tx, tenant, &saving.reached, by, now).await?;
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
        // A letter is made where it is shown.
        if event == Event::Print {
            return Err(StoreError::NotFound.into());
        }
        let mut reading = self.begin_reading().await?;
        let file = file_of(&mut reading, actor.tenant(), id).await?;
        drop(reading);
        let saving = self.beside(actor, Action::HandOff, file, now).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        walked((saving, actor), (file, id), (event, words, Some(by)), seen, now).await
    }

    /// Makes the letter to a partner who has no mail address: its link and code are told nowhere else, and those of a letter of before
    /// open nothing any more. What they were shown goes with it: of two who make one at once, one does.
    pub async fn handoff_letter(
        &self,
        actor: &Actor,
        id: HandoffId,
        seen: Option<Seen>,
        now: Moment,
    ) -> Result<HandoffLetter, SaveError<StepRefusal>> {
        let tenant = actor.tenant();
        let mut reading = self.begin_reading().await?;
        let file = file_of(&mut reading, tenant, id).await?;
        drop(reading);
        let mut saving = self.beside(actor, Action::HandOff, file, now).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let birth = saving.reached.file.birth;
        let tx = &mut saving.tx;
        let known = one(tx, tenant, file, id).await?;
        if register::meeting::consenter(birth, now.day).is_some_and(|who| who != known.consent.by) {
            return Err(SaveError::Refused(StepRefusal::NoConsent));
        }
        let came = handoff::step(&known, Event::Print, "", Some(by), known.home.as_deref(), now);
        let meanwhile = StepRefusal::Stands(known.status);
        let came = Seen::met(seen, known.seen_so_far(), came, |one| *one == StepRefusal::Twice, meanwhile);
        let after = came.map_err(SaveError::Refused)?;
        stepped(tx, tenant, file, &after).await?;
        let keys = crate::file::key::open(tx, tenant, file).await?;
        let shares = shares_of(tx, tenant, file, &keys).await?;
        let share = shares.into_iter().find(|one| one.id == after.share).ok_or(StoreError::NotFound)?;
        let (token, code) = self.letter_make(tx, tenant, &share, now).await?;
        let school = crate::share::row::school(tx, tenant).await?;
        saving.written().await?.commit(format!("{id} {}", Event::Print.code())).await?;
        let stand = after.seen_so_far();
        Ok(HandoffLetter {
            handoff: id,
            terms: share.terms,
            school,
            token: token.into(),
            code: code.into(),
            stand,
            now,
        })
    }

    /// Lets something happen to a handoff, as the partner who came in with a code; `false` when nobody did, or no more. What they were
    /// shown goes with it: a colleague, another tab or the school may have answered since.
    ///
    /// # Errors
    /// Why not; [`StoreError::NotFound`] for a link that was never made, or that is for no handoff.
    pub async fn handoff_answer(
        &self,
        (token, visit): (&str, &str),
        (event, words, seen): (Event, &str, Option<Seen>),
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
        walked((saving, &came.actor), (came.file, found.id), (event, words, None), seen, now).await?;
        Ok(true)
    }
}

/// Writes to the student, and to who answers for them, that there is news of a question that was put to a partner: a link to the page on
/// which it stands and can be stopped, and nothing else.
async fn told(tx: &mut Tx, tenant: TenantId, reached: &Reached, by: AccountId, now: Moment) -> Result<(), StoreError> {
    let news = mail::News { student: true, coaches: false, by };
    mail::tell(tx, tenant, &reached.file, news, &(OWN.to_owned(), String::new()), now).await.map(drop)
}

/// Makes a step of a file that is held; closes the share where it was the last, and opens it where that was a mistake.
async fn walked(
    (mut saving, actor): (Saving<'_>, &Actor),
    (file, id): (FileId, HandoffId),
    (event, words, by): (Event, &str, Option<AccountId>),
    seen: Option<Seen>,
    now: Moment,
) -> Result<(), SaveError<StepRefusal>> {
    let birth = saving.reached.file.birth;
    let (tenant, tx) = (actor.tenant(), &mut saving.tx);
    let known = one(tx, tenant, file, id).await?;
    // Whoever said yes then need not be who says yes now.
    if event == Event::Reopen && register::meeting::consenter(birth, now.day).is_some_and(|who| who != known.consent.by)
    {
        return Err(SaveError::Refused(StepRefusal::NoConsent));
    }
    let home = municipality::home(tx, tenant, saving.reached.file.person(), now.day).await?;
    let home = home.as_ref().map(|home| home.written.reveal().as_str());
    let came = handoff::step(&known, event, words, by, home, now);
    let stands = if by.is_some() { known.seen_so_far() } else { known.told_so_far() };
    let meanwhile = StepRefusal::Stands(known.status);
    let came = Seen::met(seen, stands, came, |one| *one == StepRefusal::Twice, meanwhile);
    let after = came.map_err(SaveError::Refused)?;
    // Where the same was asked anew meanwhile it goes on there.
    let same = |other: &Handoff| {
        other.id != id && other.status.open() && other.partner == known.partner && other.domain == known.domain
    };
    if event == Event::Reopen && of_file(tx, tenant, file).await?.iter().any(same) {
        return Err(SaveError::Refused(StepRefusal::Stands(known.status)));
    }
    stepped(tx, tenant, file, &after).await?;
    if matches!(event, Event::Accept | Event::Refuse) {
        told(tx, tenant, &saving.reached, by.unwrap_or(known.by), now).await?;
    }
    if !after.status.open() {
        close(tx, tenant, after.share, now).await?;
    } else if event == Event::Reopen {
        reopen(tx, tenant, after.share).await?;
    }
    saving.written().await?.commit(format!("{id} {}", event.code())).await?;
    Ok(())
}
