//! Adapted exams: somebody asks for it, the exam committee decides with a reason and a term (R18: WEB 7.4.5), and until a last
//! day it holds. What an exam asks of a student stays what it is; only how it is taken changes. Drawn in `docs/states/exam.md`.
//!
//! On the ground of language (NT2) it is another thing than support: who has had education in Dutch for less than six years has
//! longer time and a dictionary, and nothing else. It is no disability, and it ends by itself.

mod appeal;
mod ask;
mod code;
mod decide;
mod period;
mod tell;
#[cfg(test)]
mod tests;

pub(crate) use appeal::reasonable;
pub use appeal::{annulled, due_after_appeal, restored};
pub use ask::{Ask, Terms, answer_by, ask, may_be_asked_until, offered_on, wrong};
pub use code::{Event, Facility, Ground, Stand, Status};
pub use decide::{Decide, Frame, decide, decides_until, due_anew, seen, turn};
pub use period::{ExamPeriod, MAX_DAYS, MAX_NAME, PeriodPart, PeriodRefusal, exam_period};
pub use tell::{Matter, appeal_until, tell, told_by_mail};

use crate::{
    AccountId, EnrolmentId, ExamId, Moment, Personal, VersionId,
    agreement::Answerer,
    codes,
    field::Problem,
    law::Evidence,
    told::{self, Told},
};
use time::Date;

/// The most characters of each text.
pub const MAX_WORDS: usize = 2000;

/// The most characters of another adaptation, in words.
pub const MAX_OTHER: usize = 200;

/// The most minutes of longer time at an exam.
pub const MAX_MINUTES: u16 = 240;

/// The most minutes of longer time on the ground of language: what schools and the central exams hold to.
pub const LANGUAGE_MINUTES: u16 = 30;

/// For how many years of education in Dutch the ground of language holds (Examen- en kwalificatiebesluit WEB 12a, as
/// rules of schools name it).
pub const LANGUAGE_YEARS: u16 = 6;

/// How many requests can wait at once, of one file.
pub const MAX_OPEN: usize = 10;

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker {
    /// The student, or a guardian who answers for them.
    Own(Answerer),
    /// Somebody of the school who works with the student.
    School,
}

/// A request for an adapted exam.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its identifier.
    pub id: ExamId,
    /// 1 for the first of its file.
    pub number: u32,
    /// Who asked.
    pub by: Asker,
    /// From which account.
    pub account: AccountId,
    /// When.
    pub at: Moment,
    /// Why.
    pub ground: Ground,
    /// Since when the student has had education in Dutch, where that is the ground.
    pub dutch_since: Option<Date>,
    /// What is asked, in the order of [`Facility::ALL`].
    pub wanted: Vec<Facility>,
    /// The other adaptation, in words.
    pub other: Option<Personal<String>>,
    /// The measure of the agreement that it carries out; `None`: it stands in none.
    pub about: Option<(VersionId, u32)>,
    /// What makes it needed, in words.
    pub why: Personal<String>,
    /// The day of the first exam it is for, where that is known.
    pub exam_on: Option<Date>,
    /// The last day on which the committee answers; `None` where nobody promised one and no exam is known.
    pub due: Option<Date>,
    /// What the school asked to be shown, on the day of the request.
    pub evidence: Evidence,
    /// Who saw what must be shown, and when. What it says is nowhere.
    pub seen: Option<(AccountId, Moment)>,
    /// Where it stands.
    pub status: Status,
    /// Each decision, the first first. The last one counts.
    pub decisions: Vec<Decision>,
    /// Why it was looked at again, taken back or ended.
    pub turns: Vec<Turn>,
}

/// A decision of the exam committee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What is granted; nothing: it is refused.
    pub granted: Vec<Facility>,
    /// How many minutes of longer time, where that is granted.
    pub minutes: Option<u16>,
    /// Why.
    pub reason: Personal<String>,
    /// The first day on which it holds.
    pub from: Date,
    /// The last day, included; `None`: as long as the enrolment.
    pub until: Option<Date>,
    /// For which enrolment, where there was one: with that it ends.
    pub enrolment: Option<EnrolmentId>,
    /// Who of the exam office recorded it.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// That the student was told.
    pub told: Option<Told>,
}

impl Decision {
    /// Its last day, as it is known: its own, or that of the enrolment that it was made for. `ended`: when enrolments ended.
    pub fn last_day(&self, ended: impl Fn(EnrolmentId) -> Option<Date>) -> Option<Date> {
        self.until.into_iter().chain(self.enrolment.and_then(ended)).min()
    }
}

/// A decision that was looked at again, or something that was taken back or ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Which.
    pub event: Event,
    /// Why; who takes their own request back owes nobody a reason.
    pub why: Option<Personal<String>>,
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// That the student was told, where the school did it.
    pub told: Option<Told>,
}

impl Turn {
    /// Whether the school did it: it always says why, and a student never does.
    pub const fn by_school(&self) -> bool {
        self.why.is_some()
    }
}

impl Request {
    /// The decision that stands, or stood when it was ended.
    pub fn decision(&self) -> Option<&Decision> {
        self.decisions.last().filter(|_| self.status.is_decided())
    }

    /// Whether something is granted that stands: also while the committee looks again.
    pub fn holds(&self) -> bool {
        match self.status {
            Status::Granted | Status::Partly | Status::Again => {
                self.decisions.last().is_some_and(|decision| !decision.granted.is_empty())
            }
            Status::Asked | Status::Refused | Status::Withdrawn | Status::Ended => false,
        }
    }

    /// On which list of the exam office it stands.
    pub fn stand(&self) -> Stand {
        match (self.status, self.untold()) {
            (Status::Asked | Status::Again, _) => Stand::Asked,
            (_, Some(_)) => Stand::ToTell,
            (Status::Granted, None) => Stand::Granted,
            (Status::Partly, None) => Stand::Partly,
            (Status::Refused, None) => Stand::Refused,
            (Status::Withdrawn, None) => Stand::Withdrawn,
            (Status::Ended, None) => Stand::Ended,
        }
    }

    /// Leaves what is granted and how long: for a parent who reads what is agreed, and nothing that was said of it.
    pub fn leave_measure(&mut self) {
        self.decisions = self.decisions.pop().into_iter().collect();
        self.decisions.iter_mut().for_each(|decision| decision.reason = Personal::new(String::new()));
        self.wanted = self.decisions.iter().flat_map(|decision| decision.granted.clone()).collect();
        self.other = self.other.take().filter(|_| self.wanted.contains(&Facility::Other));
        self.why = Personal::new(String::new());
        (self.dutch_since, self.exam_on, self.due, self.seen) = (None, None, None, None);
        self.turns.clear();
    }

    /// Whether it must be shown first what the school asks. On the ground of language it is told, not shown.
    pub fn waits_for_paper(&self) -> bool {
        self.seen.is_none() && self.ground != Ground::Language && self.evidence == Evidence::ExpertStatement
    }

    /// Everybody of the school who did something; a student or parent who asked is not among them.
    pub fn people(&self) -> impl Iterator<Item = AccountId> {
        let asked = (self.by == Asker::School).then_some(self.account);
        let seen = self.seen.map(|(by, _)| by);
        let told = self.decisions.iter().filter_map(|one| one.told).chain(self.turns.iter().filter_map(|one| one.told));
        let turned = self.turns.iter().filter(|one| one.by_school()).map(|one| one.by);
        let decided = self.decisions.iter().map(|one| one.by);
        asked.into_iter().chain(seen).chain(decided).chain(turned).chain(told.map(|told| told.by))
    }

    /// The day by which lists order it: that of the answer while it waits, else since when it stands there.
    pub fn ordered_on(&self, since: Date) -> Date {
        match self.status {
            Status::Asked | Status::Again => self.due.unwrap_or(self.at.day),
            Status::Granted | Status::Partly | Status::Refused | Status::Withdrawn | Status::Ended => since,
        }
    }
}

codes! {
    /// A part of a form.
    pub enum Part {
        /// Why it is asked.
        Ground = "ground",
        /// Since when there was education in Dutch.
        DutchSince = "dutch_since",
        /// What is asked.
        Wanted = "wanted",
        /// The other adaptation.
        Other = "other",
        /// What makes it needed.
        Why = "why",
        /// The day of the exam.
        ExamOn = "exam_on",
        /// What is granted.
        Granted = "granted",
        /// How many minutes.
        Minutes = "minutes",
        /// The reason.
        Reason = "reason",
        /// The first day.
        From = "from",
        /// The last day.
        Until = "until",
        /// For which enrolment.
        Enrolment = "enrolment",
    }
}

/// What is wrong with a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It is missing, too long or no text.
    Field(Problem),
    /// The day is past.
    Past,
    /// The day lies before one that it cannot lie before.
    Before,
    /// There were six years of education in Dutch, so this ground does not hold, or not so long.
    SixYears(Date),
    /// It cannot be had on this ground.
    NotForLanguage,
    /// More minutes than this.
    TooMany(u16),
    /// It holds for one school year at this school: until this day at most.
    SchoolYear(Date),
    /// It was not asked.
    NotAsked,
}

/// Why something is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is missing or wrong.
    #[error("{0:?}")]
    Parts(Vec<(Part, Wrong)>),
    /// The same waits already.
    #[error("this waits for a decision already")]
    Already(ExamId),
    /// Too much waits.
    #[error("{MAX_OPEN} wait for a decision")]
    TooMany,
    /// What must be shown was not seen yet.
    #[error("what must be shown was not seen")]
    NotSeen,
    /// That they were told is not filled in well.
    #[error("{0:?}")]
    Told(Vec<told::Wrong>),
    /// By mail the student is not reached.
    #[error("no mail goes out")]
    NoMail,
    /// Something happened since they looked.
    #[error("something happened meanwhile")]
    Meanwhile,
    /// There is nothing to tell.
    #[error("there is nothing to tell")]
    NothingToTell,
    /// It was sent twice: they did just this, and nothing happened since.
    #[error("they did this already")]
    Twice,
    /// It stands elsewhere: somebody did something else meanwhile.
    #[error("it is {} already", .0.code())]
    Stands(Status),
}
