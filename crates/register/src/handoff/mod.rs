//! A handoff: a question about a student that is put to a partner outside the school (an external referral), and what comes of it.
//! The next line within the school is a `referral`; who reads it outside does so by a `share`, which is the consent: to one person,
//! for one purpose, until a day, and stopped at once.
//!
//! A partner who does not answer, a yes that was taken back, a student who moved or turned 18: each is something to decide, and
//! stands on a list until somebody did ([`Decide`]).

pub mod eighteen;
#[cfg(test)]
mod tests;
pub mod waiting;

use crate::email::EmailAddress;
use crate::field::{self, Problem};
use crate::meeting::{Consenter, consenter};
use crate::partner::{Domain, Under};
use crate::seen::Seen;
use crate::{AccountId, BirthDate, HandoffId, Moment, PartnerId, Personal, ShareId, codes};
use time::{Date, Duration};

/// The most characters of what is shared, or of a reason.
pub const MAX_WORDS: usize = 2000;
/// The longest name of who receives it.
pub const MAX_NAME: usize = 120;
/// The most that happens to one from outside: a partner who comes back and back adds no more. The school goes on.
pub const MAX_STEPS: usize = 50;
/// How long a yes holds at most: half a year. Who still needs it then asks again.
pub const LONGEST: Duration = Duration::days(183);

codes! {
    /// Where a handoff stands.
    pub enum Status {
        /// Nobody answered yet.
        Sent = "sent",
        /// On the partner's waiting list.
        Waiting = "waiting",
        /// The partner takes the student.
        Accepted = "accepted",
        /// The help began.
        Started = "started",
        /// The help is over.
        Done = "done",
        /// The partner does not take the student, with a reason.
        Refused = "refused",
        /// The school took it back, with a reason.
        Revoked = "revoked",
    }
}

codes! {
    /// What happens to it.
    pub enum Event {
        /// The partner takes the student.
        Accept = "accept",
        /// The partner is full: the student waits.
        Queue = "queue",
        /// The partner does not take the student.
        Refuse = "refuse",
        /// The help begins.
        Start = "start",
        /// The help is over.
        Finish = "finish",
        /// The school takes it back.
        Revoke = "revoke",
        /// What was to be decided is: it goes on, or the refusal was read and something else is looked for.
        Keep = "keep",
        /// What goes on after the 18th birthday is arranged.
        Prepare = "prepare",
    }
}

impl Status {
    /// What becomes of it.
    pub const fn on(self, event: Event) -> Option<Self> {
        use Event as E;
        match (self, event) {
            (Self::Sent | Self::Waiting, E::Accept) => Some(Self::Accepted),
            (Self::Sent | Self::Accepted, E::Queue) => Some(Self::Waiting),
            (Self::Sent | Self::Waiting | Self::Accepted, E::Refuse) => Some(Self::Refused),
            (Self::Sent | Self::Waiting | Self::Accepted, E::Start) => Some(Self::Started),
            (Self::Started, E::Finish) => Some(Self::Done),
            (Self::Sent | Self::Waiting | Self::Accepted | Self::Started, E::Revoke) => Some(Self::Revoked),
            (Self::Sent | Self::Waiting | Self::Accepted | Self::Started, E::Keep | E::Prepare) => Some(self),
            (Self::Refused, E::Keep) => Some(self),
            (Self::Sent | Self::Waiting | Self::Accepted, E::Finish)
            | (Self::Waiting, E::Queue)
            | (Self::Accepted, E::Accept)
            | (Self::Started, E::Accept | E::Queue | E::Refuse | E::Start)
            | (
                Self::Done | Self::Revoked,
                E::Accept | E::Queue | E::Refuse | E::Start | E::Finish | E::Revoke | E::Keep | E::Prepare,
            )
            | (Self::Refused, E::Accept | E::Queue | E::Refuse | E::Start | E::Finish | E::Revoke | E::Prepare) => None,
        }
    }

    /// Whether it still goes on.
    pub const fn open(self) -> bool {
        match self {
            Self::Sent | Self::Waiting | Self::Accepted | Self::Started => true,
            Self::Done | Self::Refused | Self::Revoked => false,
        }
    }

    /// Whether the student waits for help.
    pub const fn waits(self) -> bool {
        match self {
            Self::Sent | Self::Waiting | Self::Accepted => true,
            Self::Started | Self::Done | Self::Refused | Self::Revoked => false,
        }
    }
}

impl Event {
    /// Whether a partner says it; the school writes it down where they called.
    pub const fn of_partner(self) -> bool {
        match self {
            Self::Accept | Self::Queue | Self::Refuse | Self::Start | Self::Finish => true,
            Self::Revoke | Self::Keep | Self::Prepare => false,
        }
    }

    /// Whether it needs words.
    pub const fn needs_words(self) -> bool {
        match self {
            Self::Refuse | Self::Revoke | Self::Prepare => true,
            Self::Accept | Self::Queue | Self::Start | Self::Finish | Self::Keep => false,
        }
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub event: Event,
    /// When.
    pub at: Moment,
    /// By whom of the school; `None`: the partner did so themselves.
    pub by: Option<AccountId>,
    /// With which words.
    pub words: Option<Personal<String>>,
}

/// What the yes rests on: that of the share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consent {
    /// Whose yes.
    pub by: Consenter,
    /// Its last day.
    pub until: Date,
    /// Taken back.
    pub withdrawn: bool,
}

impl Consent {
    /// Whether it holds on a day.
    pub fn holds(&self, day: Date) -> bool {
        !self.withdrawn && day <= self.until
    }
}

/// A handoff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handoff {
    /// Which.
    pub id: HandoffId,
    /// Its number in the file.
    pub number: u32,
    /// To which partner.
    pub partner: PartnerId,
    /// Help with what.
    pub domain: Domain,
    /// By which share it is read.
    pub share: ShareId,
    /// The yes.
    pub consent: Consent,
    /// What is told and asked: nothing else of the file leaves.
    pub question: Personal<String>,
    /// Who sent it.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// Where the student lived when that was last looked at.
    pub home: Option<String>,
    /// The 18th birthday, while it is still to be decided on.
    pub adult_on: Option<Date>,
    /// From which day what goes on after 18 is prepared, while that is not done.
    pub prepare_on: Option<Date>,
    /// Where it stands.
    pub status: Status,
    /// Whether who sent it read a refusal.
    pub seen: bool,
    /// The mail with the link did not arrive.
    pub unreached: bool,
    /// What happened, the first first.
    pub steps: Vec<Step>,
}

impl Handoff {
    /// Since when it stands where it stands.
    pub fn since(&self) -> Date {
        let moved = |step: &&Step| !matches!(step.event, Event::Keep | Event::Prepare);
        self.steps.iter().rev().find(moved).map_or(self.at.day, |step| step.at.day)
    }

    /// How much happened: what the school does is about that much.
    pub fn seen_so_far(&self) -> Seen {
        Seen::of(self.steps.len(), 0)
    }

    /// Everybody of the school who did something.
    pub fn people(&self) -> impl Iterator<Item = AccountId> {
        std::iter::once(self.by).chain(self.steps.iter().filter_map(|step| step.by))
    }
}

codes! {
    /// What somebody has to decide.
    pub enum Decide {
        /// The yes was taken back.
        Withdrawn = "withdrawn",
        /// The yes is over.
        Expired = "expired",
        /// The mail with the link did not arrive.
        Unreached = "unreached",
        /// The partner said no.
        Refused = "refused",
        /// The student lives elsewhere, or the municipality is called otherwise.
        Moved = "moved",
        /// The student turned 18.
        Adult = "adult",
        /// The student is to turn 18, and the help may stop then.
        Eighteen = "eighteen",
    }
}

/// What of a handoff can call for a decision: a list reads this, and no words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watch<'a> {
    /// Where it stands.
    pub status: Status,
    /// The last day of the yes.
    pub until: Date,
    /// The yes was taken back.
    pub withdrawn: bool,
    /// Where the student lived when that was last looked at.
    pub home: Option<&'a str>,
    /// The 18th birthday, while it is still to be decided on.
    pub adult_on: Option<Date>,
    /// From which day what goes on after 18 is prepared.
    pub prepare_on: Option<Date>,
    /// Whether a refusal was read.
    pub seen: bool,
    /// The mail with the link did not arrive.
    pub unreached: bool,
}

impl Handoff {
    /// What can call for a decision.
    pub fn watch(&self) -> Watch<'_> {
        Watch {
            status: self.status,
            until: self.consent.until,
            withdrawn: self.consent.withdrawn,
            home: self.home.as_deref(),
            adult_on: self.adult_on,
            prepare_on: self.prepare_on,
            seen: self.seen,
            unreached: self.unreached,
        }
    }
}

/// What is to be decided on a day, for a student who lives there now.
pub fn decide(one: Watch<'_>, home: Option<&str>, today: Date) -> Vec<Decide> {
    let open = one.status.open();
    let due = |on: Option<Date>| open && on.is_some_and(|on| on <= today);
    let all = [
        (open && one.withdrawn, Decide::Withdrawn),
        (open && !one.withdrawn && one.until < today, Decide::Expired),
        (one.status == Status::Sent && !one.withdrawn && one.unreached, Decide::Unreached),
        (one.status == Status::Refused && !one.seen, Decide::Refused),
        (open && one.home.unwrap_or_default() != home.unwrap_or_default(), Decide::Moved),
        (due(one.adult_on), Decide::Adult),
        (due(one.prepare_on), Decide::Eighteen),
    ];
    all.into_iter().filter_map(|(is, what)| is.then_some(what)).collect()
}

codes! {
    /// Fields of the form with which one is sent.
    pub enum Field {
        /// Help with what.
        Domain = "domain",
        /// What is told.
        Question = "question",
        /// Who receives it.
        Name = "name",
        /// Their address.
        Email = "email",
        /// The last day of the yes.
        Until = "until",
        /// Whose yes.
        Consenter = "consenter",
    }
}

/// What is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// Help with what.
    pub domain: Option<Domain>,
    /// What is told.
    pub question: String,
    /// Who receives it.
    pub name: String,
    /// Their address, as it was typed.
    pub email: String,
    /// The last day of the yes.
    pub until: Option<Date>,
    /// Whose yes there is.
    pub consenter: Option<Consenter>,
    /// In English, otherwise in Dutch.
    pub english: bool,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Missing, too long, or no text.
    Text(Problem),
    /// Not an address.
    NoAddress,
    /// The address of the student or of a parent.
    OwnAddress,
    /// Before today, or later than this day.
    Until(Date),
    /// At this age it is somebody else's yes.
    Whose(Consenter),
    /// The partner does not help with that.
    NotTheirs,
}

/// Why nothing is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendRefusal {
    /// What is wrong with the form: at least one.
    Fields(Vec<(Field, Wrong)>),
    /// The same was asked of them and goes on.
    Twice(HandoffId),
    /// The entry ended: they do not help any more.
    Ended,
    /// Mail is not set up: no link and no code could be sent.
    NoMail,
}

/// What is known when one is sent.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Those of the file.
    pub all: &'a [Handoff],
    /// To which partner.
    pub partner: PartnerId,
    /// With what they help, and under which law.
    pub helps: (&'a [Domain], Under),
    /// Whether they still do.
    pub open: bool,
    /// Mail is set up.
    pub mail: bool,
    /// When the student was born.
    pub birth: Option<BirthDate>,
    /// Where the student lives.
    pub home: Option<&'a str>,
    /// Addresses of the student and of their parents.
    pub own: &'a [EmailAddress],
}

/// What is sent, to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The handoff.
    pub handoff: Handoff,
    /// Who receives it.
    pub name: String,
    /// Their address.
    pub email: EmailAddress,
}

/// Reads the form, and says why nothing is sent where that is so.
///
/// # Errors
/// See [`SendRefusal`].
pub fn send(
    draft: &Draft,
    known: Known<'_>,
    (id, share, by): (HandoffId, ShareId, AccountId),
    now: Moment,
) -> Result<Sent, SendRefusal> {
    if !known.open {
        return Err(SendRefusal::Ended);
    }
    if !known.mail {
        return Err(SendRefusal::NoMail);
    }
    let mut wrong: Vec<(Field, Wrong)> = Vec::new();
    let missing = Wrong::Text(Problem::Missing);
    let domain = match draft.domain {
        Some(domain) if known.helps.0.contains(&domain) => Some(domain),
        Some(_) => {
            wrong.push((Field::Domain, Wrong::NotTheirs));
            None
        }
        None => {
            wrong.push((Field::Domain, missing));
            None
        }
    };
    let question = field::text(&draft.question, MAX_WORDS);
    let name = field::text(&draft.name, MAX_NAME);
    for (field, said) in [(Field::Question, &question), (Field::Name, &name)] {
        if let Err(problem) = said {
            wrong.push((field, Wrong::Text(*problem)));
        }
    }
    let email = match EmailAddress::new(&draft.email) {
        Ok(email) if known.own.contains(&email) => Err(Wrong::OwnAddress),
        Ok(email) => Ok(email),
        Err(_) if draft.email.trim().is_empty() => Err(missing),
        Err(_) => Err(Wrong::NoAddress),
    };
    let last = now.day.saturating_add(LONGEST);
    let until = match draft.until {
        Some(until) if until < now.day || until > last => Err(Wrong::Until(last)),
        Some(until) => Ok(until),
        None => Err(missing),
    };
    // Whose yes it is goes by the age of today; where nobody knows that, by who said it.
    let consent = match (draft.consenter, consenter(known.birth, now.day)) {
        (None, _) => Err(missing),
        (Some(said), Some(needed)) if said != needed => Err(Wrong::Whose(needed)),
        (Some(said), Some(_) | None) => Ok(said),
    };
    for (field, error) in [
        (Field::Email, email.as_ref().err()),
        (Field::Until, until.as_ref().err()),
        (Field::Consenter, consent.as_ref().err()),
    ] {
        wrong.extend(error.map(|error| (field, *error)));
    }
    let (Some(domain), Ok(question), Ok(name), Ok(email), Ok(until), Ok(consenter)) =
        (domain, question, name, email, until, consent)
    else {
        return Err(SendRefusal::Fields(wrong));
    };
    let same = |one: &&Handoff| one.status.open() && one.partner == known.partner && one.domain == domain;
    if let Some(one) = known.all.iter().find(same) {
        return Err(SendRefusal::Twice(one.id));
    }
    let number = known.all.iter().map(|one| one.number).max().unwrap_or(0).saturating_add(1);
    let handoff = Handoff {
        id,
        number,
        partner: known.partner,
        domain,
        share,
        consent: Consent { by: consenter, until, withdrawn: false },
        question: question.into(),
        by,
        at: now,
        home: known.home.map(str::to_owned),
        adult_on: eighteen::birthday(known.birth, now.day),
        prepare_on: eighteen::prepare_on(known.helps.1, known.birth, now.day),
        status: Status::Sent,
        seen: false,
        unreached: false,
        steps: Vec::new(),
    };
    Ok(Sent { handoff, name, email })
}

/// Why a step is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepRefusal {
    /// What is wrong with the words.
    Words(Problem),
    /// It was done already.
    Twice,
    /// It does not go with where it stands, or with what was shown.
    Stands(Status),
    /// Nothing goes on without a yes: take it back, or ask the student and send it anew.
    NoConsent,
}

/// Lets something happen. `by`: who of the school; `None`: the partner. `home`: where the student lives now.
///
/// # Errors
/// See [`StepRefusal`].
pub fn step(
    one: &Handoff,
    event: Event,
    words: &str,
    by: Option<AccountId>,
    home: Option<&str>,
    now: Moment,
) -> Result<Handoff, StepRefusal> {
    let Some(status) = one.status.on(event) else {
        let last = one.steps.last().map(|step| step.event);
        return Err(if last == Some(event) { StepRefusal::Twice } else { StepRefusal::Stands(one.status) });
    };
    if by.is_none() && one.steps.len() >= MAX_STEPS {
        return Err(StepRefusal::Stands(one.status));
    }
    if event == Event::Keep && one.status.open() && !one.consent.holds(now.day) {
        return Err(StepRefusal::NoConsent);
    }
    // Twice, in two tabs: there is nothing left to decide.
    if event == Event::Keep && decide(one.watch(), home, now.day).is_empty()
        || event == Event::Prepare && one.prepare_on.is_none()
    {
        return Err(StepRefusal::Twice);
    }
    let words = if event.needs_words() {
        Some(field::text(words, MAX_WORDS).map_err(StepRefusal::Words)?)
    } else {
        field::optional_text(words, MAX_WORDS).map_err(StepRefusal::Words)?
    };
    let mut after = one.clone();
    after.status = status;
    match event {
        Event::Keep => {
            after.home = home.map(str::to_owned);
            after.adult_on = one.adult_on.filter(|on| *on > now.day);
            after.seen = true;
        }
        Event::Prepare => after.prepare_on = None,
        // Whoever of the school writes the no down has read it.
        Event::Refuse => after.seen = by.is_some(),
        Event::Accept | Event::Queue | Event::Start | Event::Finish | Event::Revoke => {}
    }
    after.steps.push(Step { event, at: now, by, words: words.map(Personal::new) });
    Ok(after)
}
