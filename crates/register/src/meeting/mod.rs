//! Meetings of the support team about one student: planned, held with the consent of whoever the data are of, and what was
//! decided there: who does it, and by when.
//!
//! From 16 the student says yes or no; before that a parent with authority does. A yes is given for one meeting, on a day, and
//! can be taken back on a later one: then the meeting is not held, until there is a yes again. What was held already stays.

use crate::guardian::AGREES_ALONE_FROM;
use crate::law::r20_compulsory::birthday;
use crate::{AccountId, BirthDate, DecisionId, MeetingId, Moment, Personal, codes, field::Problem};
use time::Date;

mod consent;
mod minutes;
mod plan;
#[cfg(test)]
mod tests;

pub use consent::{agree, answer, disagree};
pub use minutes::{Draft, Minutes, close, give, hold};
pub use plan::{Plan, cancel, plan};

/// The most characters of a question, of who is there, of notes and of a decision.
pub const MAX_WORDS: usize = 2000;

/// The most decisions of one meeting.
pub const MAX_DECISIONS: usize = 12;

codes! {
    /// Where a meeting stands.
    pub enum Status {
        /// It is to come, or was to be held already.
        Planned = "planned",
        /// It was held, and what was decided is written down.
        Held = "held",
        /// It does not go on.
        Cancelled = "cancelled",
    }
}

codes! {
    /// What happens to a meeting.
    pub enum Event {
        /// It was held.
        Hold = "hold",
        /// It does not go on.
        Cancel = "cancel",
    }
}

impl Status {
    /// Where it stands after an event; `None` where that cannot happen.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Planned, Event::Hold) => Some(Self::Held),
            (Self::Planned, Event::Cancel) => Some(Self::Cancelled),
            (Self::Held | Self::Cancelled, Event::Hold | Event::Cancel) => None,
        }
    }
}

codes! {
    /// Whose yes it is.
    pub enum Consenter {
        /// The student, from 16.
        Student = "student",
        /// A parent with authority, before that.
        Guardian = "guardian",
    }
}

codes! {
    /// Where a decision stands.
    pub enum Doing {
        /// Somebody has to do it.
        Open = "open",
        /// It was done.
        Done = "done",
        /// It is not needed any more.
        Dropped = "dropped",
    }
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its identifier.
    pub id: MeetingId,
    /// 1 for the first of its file.
    pub number: u32,
    /// On which day it is, or was held.
    pub on: Date,
    /// Who planned it.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// What is talked about.
    pub question: Personal<String>,
    /// Who is asked to be there; once it was held, who was.
    pub people: Personal<String>,
    /// Each yes, the first first.
    pub consents: Vec<Consent>,
    /// Where it stands.
    pub status: Status,
    /// When it was written down as held or cancelled, and by whom.
    pub closed: Option<(Moment, AccountId)>,
    /// Notes, of who works with the student; or why it was cancelled.
    pub notes: Option<Personal<String>>,
    /// What was decided.
    pub decisions: Vec<Decision>,
}

/// A yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consent {
    /// Whose.
    pub by: Consenter,
    /// On which day it was given.
    pub given_on: Date,
    /// When it was written down.
    pub at: Moment,
    /// By whom.
    pub noted_by: AccountId,
    /// When it was taken back, and who wrote that down.
    pub withdrawn: Option<(Moment, AccountId)>,
}

/// Something that was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its identifier.
    pub id: DecisionId,
    /// What.
    pub words: Personal<String>,
    /// Who does it.
    pub owner: AccountId,
    /// By when.
    pub due: Date,
    /// Where it stands.
    pub status: Doing,
    /// When it was done or dropped, and by whom.
    pub closed: Option<(Moment, AccountId)>,
}

impl Meeting {
    /// The yes that counts on a day: given by then, not taken back, by whoever had to give it at their age then.
    pub fn consent(&self, birth: Option<BirthDate>, day: Date) -> Option<&Consent> {
        let holds = |one: &&Consent| {
            one.withdrawn.is_none_or(|(at, _)| at.day > day)
                && one.given_on <= day
                && consenter(birth, day).is_none_or(|needed| needed == one.by)
        };
        self.consents.iter().rev().find(holds)
    }

    /// Whether a yes stands.
    pub fn has_yes(&self) -> bool {
        self.consents.iter().any(|one| one.withdrawn.is_none())
    }

    /// Whether a yes was taken back, and none stands: who is to be there does not know it by themselves.
    pub fn lost_its_yes(&self) -> bool {
        self.status == Status::Planned && !self.consents.is_empty() && !self.has_yes()
    }

    /// Everybody of the school who did something, or has to.
    pub fn staff(&self) -> impl Iterator<Item = AccountId> {
        let consents = self.consents.iter().flat_map(|one| [Some(one.noted_by), one.withdrawn.map(|(_, by)| by)]);
        let decided = self.decisions.iter().flat_map(|one| [Some(one.owner), one.closed.map(|(_, by)| by)]);
        std::iter::once(self.by).chain(self.closed.map(|(_, by)| by)).chain(consents.chain(decided).flatten())
    }
}

/// Whose yes is needed on a day; `None` where nobody knows how old the student is: then either counts.
pub fn consenter(birth: Option<BirthDate>, day: Date) -> Option<Consenter> {
    let own = |birth: BirthDate| birth.age_on(day) >= AGREES_ALONE_FROM;
    birth.map(|birth| if own(birth) { Consenter::Student } else { Consenter::Guardian })
}

/// From which day the yes is the student's own: from the 16th birthday, and that day counts. What a parent said yes to before it is
/// asked of the student anew.
pub fn own_from(birth: BirthDate) -> Date {
    birthday(birth, AGREES_ALONE_FROM)
}

/// A part of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The day.
    Day,
    /// What is talked about.
    Question,
    /// Who is there.
    People,
    /// The notes, or why.
    Notes,
    /// Whose yes.
    Consenter,
    /// What is decided, by its place.
    Decision(usize),
    /// Who does it.
    Owner(usize),
    /// By when.
    Due(usize),
}

/// Why something is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is missing or wrong.
    #[error("{0:?}")]
    Parts(Vec<(Part, Problem)>),
    /// One is planned on that day.
    #[error("a meeting is planned on that day")]
    Already(MeetingId),
    /// The day is more than a year ahead.
    #[error("the day is too far ahead")]
    TooFar,
    /// The day is still to come.
    #[error("the day is to come")]
    DayToCome,
    /// It stands elsewhere: this was done already, or somebody else did something meanwhile.
    #[error("it is {} already", .0.code())]
    Stands(Status),
    /// It was sent twice: they wrote down just this.
    #[error("they did this already")]
    Twice,
    /// Somebody else has to say yes at that age.
    #[error("the yes is that of the {}", .0.code())]
    Whose(Consenter),
    /// A yes stands already; or there is none to take back.
    #[error("a yes stands, or none does")]
    Consented,
    /// Nobody said yes on that day.
    #[error("there is no yes")]
    NoConsent,
    /// By then it could not be done: the day is before the meeting.
    #[error("decision {0} is due before the meeting")]
    DueBefore(usize),
    /// Somebody who cannot see the file cannot do it.
    #[error("decision {0} is of nobody who works with the student")]
    Stranger(usize),
    /// The decision was closed already.
    #[error("the decision is {} already", .0.code())]
    Closed(Doing),
}

const fn planned(meeting: &Meeting) -> Result<(), Refusal> {
    match meeting.status {
        Status::Planned => Ok(()),
        status => Err(Refusal::Stands(status)),
    }
}

/// Where a meeting stands after what closes it: who closed it like this before did so just now.
fn to_close(meeting: &Meeting, event: Event, by: AccountId) -> Result<Status, Refusal> {
    let so = Status::Planned.on(event);
    let twice = so == Some(meeting.status) && meeting.closed.is_some_and(|(_, who)| who == by);
    if twice { Err(Refusal::Twice) } else { meeting.status.on(event).ok_or(Refusal::Stands(meeting.status)) }
}
