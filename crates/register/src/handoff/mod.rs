//! A handoff: a question about a student that is put to a partner outside the school (an external referral), and what comes of it.
//! The next line within the school is a `referral`; who reads it outside does so by a `share`, which is the consent: to one person,
//! for one purpose, until a day, and stopped at once.
//!
//! A partner who does not answer, a yes that was taken back, a student who moved or turned 18: each is something to decide, and
//! stands on a list until somebody did ([`Decide`]).

pub mod eighteen;
mod send;
mod step;
#[cfg(test)]
mod tests;
pub mod waiting;

pub use send::{Draft, Field, Known, SendRefusal, Sent, Wrong, send};
pub use step::{StepRefusal, step};

use crate::meeting::{Consenter, own_from};
use crate::partner::Domain;
use crate::seen::Seen;
use crate::{AccountId, BirthDate, HandoffId, Moment, PartnerId, Personal, ShareId, codes};
use time::{Date, Duration};

/// The most characters of what is shared, or of a reason.
pub const MAX_WORDS: usize = 2000;
/// The longest name of who receives it.
pub const MAX_NAME: usize = 120;
/// The most that happens to one from outside: a partner who comes back and back adds no more. The school goes on.
pub const MAX_STEPS: usize = 50;
/// After how long without an answer somebody of the school asks for one.
pub const ANSWERS_WITHIN: Duration = Duration::days(14);
/// After how long on a waiting list, or before help that was promised begins, somebody asks how it stands.
pub const HEARD_WITHIN: Duration = Duration::days(42);
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
        /// A letter with the link is made; one of before opens nothing any more.
        Print = "print",
        /// That letter went out.
        Post = "post",
        /// It was over by mistake, and goes on after all.
        Reopen = "reopen",
    }
}

codes! {
    /// The letter to a partner who has no mail address.
    pub enum Letter {
        /// It has to go.
        Owed = "owed",
        /// It went.
        Posted = "posted",
        /// They were called before it went.
        Unneeded = "unneeded",
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
            (
                Self::Sent | Self::Waiting | Self::Accepted | Self::Started,
                E::Keep | E::Prepare | E::Print | E::Post,
            ) => Some(self),
            (Self::Refused, E::Keep) => Some(self),
            (Self::Refused | Self::Revoked, E::Reopen) => Some(Self::Sent),
            (Self::Done, E::Reopen) => Some(Self::Started),
            (Self::Sent | Self::Waiting | Self::Accepted, E::Finish)
            | (Self::Sent | Self::Waiting | Self::Accepted | Self::Started, E::Reopen)
            | (Self::Waiting, E::Queue)
            | (Self::Accepted, E::Accept)
            | (Self::Started, E::Accept | E::Queue | E::Refuse | E::Start)
            | (
                Self::Done | Self::Revoked,
                E::Accept
                | E::Queue
                | E::Refuse
                | E::Start
                | E::Finish
                | E::Revoke
                | E::Keep
                | E::Prepare
                | E::Print
                | E::Post,
            )
            | (
                Self::Refused,
                E::Accept | E::Queue | E::Refuse | E::Start | E::Finish | E::Revoke | E::Prepare | E::Print | E::Post,
            ) => None,
        }
    }

    /// Whether it still goes on.
    pub const fn open(self) -> bool {
        match self {
            Self::Sent | Self::Waiting | Self::Accepted | Self::Started => true,
            Self::Done | Self::Refused | Self::Revoked => false,
        }
    }

    /// From when somebody asks how it stands, where nothing is heard after a day.
    pub fn silent_from(self, day: Date) -> Option<Date> {
        match self {
            Self::Sent => Some(day.saturating_add(ANSWERS_WITHIN)),
            Self::Waiting | Self::Accepted => Some(day.saturating_add(HEARD_WITHIN)),
            Self::Started | Self::Done | Self::Refused | Self::Revoked => None,
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
            Self::Revoke | Self::Keep | Self::Prepare | Self::Print | Self::Post | Self::Reopen => false,
        }
    }

    /// Whether it is between the school and the partner; the others are for the school and the student.
    pub const fn between(self) -> bool {
        match self {
            Self::Accept | Self::Queue | Self::Refuse | Self::Start | Self::Finish | Self::Revoke | Self::Reopen => {
                true
            }
            Self::Keep | Self::Prepare | Self::Print | Self::Post => false,
        }
    }

    /// Whether it needs words.
    pub const fn needs_words(self) -> bool {
        match self {
            Self::Refuse | Self::Revoke | Self::Prepare | Self::Reopen => true,
            Self::Accept | Self::Queue | Self::Start | Self::Finish | Self::Keep | Self::Print | Self::Post => false,
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

impl Step {
    /// Whether it is this, with these words.
    fn says(&self, event: Event, words: &str) -> bool {
        self.event == event && self.words.as_ref().is_some_and(|said| said.reveal() == words)
    }
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
    /// Of a yes of a parent: from which day it is asked of the student anew ([`own_from`]); `None` of a yes of the student, and where
    /// nobody knows how old the student is.
    pub anew_on: Option<Date>,
}

impl Consent {
    /// Whether it holds on a day.
    pub fn holds(&self, day: Date) -> bool {
        !self.withdrawn && day <= self.until && self.anew_on.is_none_or(|on| day < on)
    }
}

/// From which day a yes is asked of the student anew.
pub fn anew_on(by: Consenter, birth: Option<BirthDate>) -> Option<Date> {
    match by {
        Consenter::Guardian => birth.map(own_from),
        Consenter::Student => None,
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
    /// From which day somebody asks how it stands.
    pub silent_on: Option<Date>,
    /// Where it stands.
    pub status: Status,
    /// Whether who sent it read a refusal.
    pub seen: bool,
    /// The mail with the link did not arrive.
    pub unreached: bool,
    /// The letter, where they have no mail address.
    pub letter: Option<Letter>,
    /// Their entry ended on the map since, and nobody looked at this after that.
    pub gone: bool,
    /// Their entry is in doubt, and nobody looked at this since somebody said so.
    pub doubted: bool,
    /// What happened, the first first.
    pub steps: Vec<Step>,
}

impl Handoff {
    /// Since when it stands where it stands.
    pub fn since(&self) -> Date {
        let moved = |step: &&Step| step.event.between();
        self.steps.iter().rev().find(moved).map_or(self.at.day, |step| step.at.day)
    }

    /// Whether a letter was made that still has to go.
    pub fn letter_waits(&self) -> bool {
        self.letter == Some(Letter::Owed) && self.letter_made()
    }

    /// Whether a letter was ever made.
    pub fn letter_made(&self) -> bool {
        self.steps.iter().any(|step| step.event == Event::Print)
    }

    /// How much happened: what the school does is about that much.
    pub fn seen_so_far(&self) -> Seen {
        Seen::of(self.steps.len(), 0)
    }

    /// How much happened between the school and the partner: what the partner answers is about that much. What the school decides for
    /// itself is not theirs to have read.
    pub fn told_so_far(&self) -> Seen {
        Seen::of(self.steps.iter().filter(|step| step.event.between()).count(), 0)
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
        /// A parent said yes, and the student is 16 by now.
        Sixteen = "sixteen",
        /// The mail with the link did not arrive.
        Unreached = "unreached",
        /// The letter with the link has to go.
        Letter = "letter",
        /// Nothing was heard for long.
        Silent = "silent",
        /// Their entry ended on the map.
        Gone = "gone",
        /// Somebody doubts their entry on the map.
        Doubted = "doubted",
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
    /// From which day it is asked of the student anew.
    pub anew_on: Option<Date>,
    /// Where the student lived when that was last looked at.
    pub home: Option<&'a str>,
    /// The 18th birthday, while it is still to be decided on.
    pub adult_on: Option<Date>,
    /// From which day what goes on after 18 is prepared.
    pub prepare_on: Option<Date>,
    /// From which day somebody asks how it stands.
    pub silent_on: Option<Date>,
    /// Whether a refusal was read.
    pub seen: bool,
    /// The mail with the link did not arrive.
    pub unreached: bool,
    /// The letter, where they have no mail address.
    pub letter: Option<Letter>,
    /// Their entry ended on the map since, and nobody looked at this after that.
    pub gone: bool,
    /// Their entry is in doubt, and nobody looked at this since somebody said so.
    pub doubted: bool,
}

impl Handoff {
    /// What can call for a decision.
    pub fn watch(&self) -> Watch<'_> {
        Watch {
            status: self.status,
            until: self.consent.until,
            withdrawn: self.consent.withdrawn,
            anew_on: self.consent.anew_on,
            home: self.home.as_deref(),
            adult_on: self.adult_on,
            prepare_on: self.prepare_on,
            silent_on: self.silent_on,
            seen: self.seen,
            unreached: self.unreached,
            letter: self.letter,
            gone: self.gone,
            doubted: self.doubted,
        }
    }
}

/// What is to be decided on a day, for a student who lives there now.
pub fn decide(one: Watch<'_>, home: Option<&str>, today: Date) -> Vec<Decide> {
    let open = one.status.open();
    let due = |on: Option<Date>| open && on.is_some_and(|on| on <= today);
    let until = one.until >= today;
    let anew = due(one.anew_on);
    let holds = open && !one.withdrawn && until && !anew;
    let unreached = one.status == Status::Sent && one.unreached;
    let owed = one.letter == Some(Letter::Owed);
    let all = [
        (open && one.withdrawn, Decide::Withdrawn),
        (open && !one.withdrawn && !until, Decide::Expired),
        (!one.withdrawn && until && anew, Decide::Sixteen),
        (!one.withdrawn && unreached, Decide::Unreached),
        (holds && owed, Decide::Letter),
        // Whoever was not reached is not silent.
        (holds && !unreached && !owed && due(one.silent_on), Decide::Silent),
        (open && one.gone, Decide::Gone),
        (open && one.doubted, Decide::Doubted),
        (one.status == Status::Refused && !one.seen, Decide::Refused),
        (open && one.home.unwrap_or_default() != home.unwrap_or_default(), Decide::Moved),
        (due(one.adult_on), Decide::Adult),
        (due(one.prepare_on), Decide::Eighteen),
    ];
    all.into_iter().filter_map(|(is, what)| is.then_some(what)).collect()
}
