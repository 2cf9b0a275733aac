//! Agreements (*ondersteuningsafspraken*): versions that are proposed and answered, never overwritten.
//!
//! One agreement per file holds all versions. At most one is offered and at most one is in force; a version in force
//! goes on until a newer one is agreed. Whatever was true on a date can be read back.

mod answer;
mod compare;
mod evaluate;
mod line;
#[cfg(test)]
mod noted_tests;
mod paper;
mod plan;
mod prepare;
mod propose;
mod reply;
mod status;
mod take_back;
#[cfg(test)]
mod tests;

pub use answer::{
    Answer, AnswerCommand, AnswerRefusal, Answerer, Channel, Given, MAX_WORDS, Noted, ONLINE, Received, When,
    WhoMustAnswer, answer,
};
pub use compare::{Difference, compare};
pub use evaluate::{
    EvaluateRefusal, Evaluation, EvaluationBackRefusal, Kept, Outcome, Part, Talk, evaluate, take_back_evaluation,
};
pub use line::{Line, LineContent, LineDraft, LineField, MAX_DETAILS, MAX_TEXT, MAX_WHO};
pub use paper::{OnPaper, OnPaperRefusal, on_paper};
pub use plan::{MAX_PLACE, Plan, PlanDraft, PlanEnd, PlanRefusal, called_off, plan, planned, read_hour};
pub use prepare::{Preparation, PrepareRefusal, Prepared, PreparedField, prepare, standing};
pub use propose::{CloseRefusal, MAX_LINES, Proposal, ProposeRefusal, end, lapse, open_subjects, propose, withdraw};
pub use reply::{Reply, ReplyRefusal, reply};
pub use status::{Event, Status};
pub use take_back::{TakeBackRefusal, TakenBack, take_back};

use crate::{AccountId, AgreementId, ApplicationId, EnrolmentId, FileId, Moment, Period, VersionId};
use time::{Date, OffsetDateTime};

/// What an agreement is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An application: the agreement comes before the enrolment.
    Application(ApplicationId),
    /// An enrolment.
    Enrolment(EnrolmentId),
}

/// All versions of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Its identifier.
    pub id: AgreementId,
    /// The file it belongs to.
    pub file: FileId,
    /// Its versions, oldest first.
    pub versions: Vec<Version>,
}

/// One version: what was proposed, and what was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its identifier. Every answer names it.
    pub id: VersionId,
    /// 1 for the first version of the file, and so on.
    pub number: u32,
    /// The applications and enrolments it is for; at least one. A new version takes the place of the one in force for
    /// all of them, so it names everything that runs.
    pub subjects: Vec<Subject>,
    /// When it was proposed.
    pub proposed: Moment,
    /// By whom.
    pub proposed_by: AccountId,
    /// The measures; at least one.
    pub lines: Vec<Line>,
    /// Where it stands.
    pub status: Status,
    /// Since when it stands there.
    pub status_since: Moment,
    /// Every answer, oldest first. The last one of a person counts.
    pub answers: Vec<Given>,
    /// What the school said to who asked for something else and does not get it, oldest first.
    pub replies: Vec<Reply>,
    /// Every time school and student looked back at it, oldest first.
    pub evaluations: Vec<Evaluation>,
    /// Why the school withdrew it, or why school and student ended it.
    pub closed: Option<TakenBack>,
}

/// What exactly changes, so that storage writes that and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The agreement after the change.
    pub after: Agreement,
    /// A new version, to insert with its lines.
    pub proposed: Option<VersionId>,
    /// An answer, to insert with its version.
    pub answered: Option<(VersionId, Given)>,
    /// The number of an answer that is taken back, with its version: to insert.
    pub taken_back: Option<(VersionId, u32, TakenBack)>,
    /// What the school replied, with its version: to insert.
    pub replied: Option<(VersionId, Reply)>,
    /// An evaluation, with its version: to insert.
    pub evaluated: Option<(VersionId, Evaluation)>,
    /// The number of an evaluation that is taken back, with its version: to insert.
    pub evaluation_back: Option<(VersionId, u32, TakenBack)>,
    /// Why a version was withdrawn or ended: to insert.
    pub closed: Option<(VersionId, TakenBack)>,
    /// Versions whose status moves, in the order in which they move.
    pub moved: Vec<Moved>,
}

/// One version moves from one status to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// Which version.
    pub version: VersionId,
    /// From where: storage may ask this in the `WHERE`.
    pub from: Status,
    /// To where.
    pub to: Status,
    /// When.
    pub at: Moment,
}

impl Change {
    /// A change in which versions move and nothing is added.
    const fn moving(after: Agreement, moved: Vec<Moved>) -> Self {
        Self {
            after,
            proposed: None,
            answered: None,
            taken_back: None,
            replied: None,
            evaluated: None,
            evaluation_back: None,
            closed: None,
            moved,
        }
    }
}

impl Agreement {
    /// An agreement without versions yet.
    pub const fn new(id: AgreementId, file: FileId) -> Self {
        Self { id, file, versions: Vec::new() }
    }

    /// A version by its identifier.
    pub fn version(&self, id: VersionId) -> Option<&Version> {
        self.versions.iter().find(|version| version.id == id)
    }

    /// The version that waits for an answer, if there is one.
    pub fn offered(&self) -> Option<&Version> {
        self.versions.iter().find(|version| version.status == Status::Offered)
    }

    /// The version in force on a day, if there is one: agreed, and not past its last day.
    pub fn in_force(&self, today: Date) -> Option<&Version> {
        self.versions.iter().find(|version| version.in_force(today))
    }

    /// The newest version.
    pub fn latest(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// A copy in which one version moves, with the record of the move. Unchanged when the move cannot be made.
    fn moved(mut self, id: VersionId, event: Event, at: Moment, moves: &mut Vec<Moved>) -> Self {
        if let Some(version) = self.versions.iter_mut().find(|version| version.id == id)
            && let Some(to) = version.status.on(event)
        {
            moves.push(Moved { version: id, from: version.status, to, at });
            version.status = to;
            version.status_since = at;
        }
        self
    }
}

impl Version {
    /// Whether it is in force on a day: agreed, and not past its last day. The day counts even where nobody has
    /// marked the version as lapsed yet.
    pub fn in_force(&self, today: Date) -> bool {
        self.status == Status::InForce && self.last_day().is_none_or(|last| today <= last)
    }

    /// Where it stands on a day: past its last day it has lapsed, marked or not.
    pub fn status_on(&self, today: Date) -> Status {
        if self.status == Status::InForce && !self.in_force(today) { Status::Lapsed } else { self.status }
    }

    /// The version as it stood on a day: its status, and what had been answered and replied by then. An answer counts on
    /// the day on which it was given, and one that was taken back decided nothing. `None` before it was proposed.
    pub fn as_on(&self, day: Date) -> Option<Self> {
        if day < self.proposed.day {
            return None;
        }
        let decided = self.answers.iter().filter(|given| given.counts()).map(|given| given.when().day).max();
        let decided = decided.unwrap_or(self.status_since.day) <= day;
        let moved = self.status_since.day <= day;
        let past = self.last_day().is_some_and(|last| last < day);
        let status = match self.status {
            Status::Superseded | Status::Withdrawn if moved => self.status,
            Status::NotAgreed | Status::ChangeAsked if decided => self.status,
            Status::Replaced | Status::Ended if decided && moved => self.status,
            Status::InForce | Status::Replaced | Status::Ended | Status::Lapsed if decided => {
                if past {
                    Status::Lapsed
                } else {
                    Status::InForce
                }
            }
            Status::Offered
            | Status::InForce
            | Status::NotAgreed
            | Status::ChangeAsked
            | Status::Superseded
            | Status::Replaced
            | Status::Ended
            | Status::Lapsed
            | Status::Withdrawn => Status::Offered,
        };
        let answers = self.answers.iter().filter(|given| given.when().day <= day).cloned().collect();
        let replies = self.replies.iter().filter(|reply| reply.at.day <= day).cloned().collect();
        let evaluations = self.evaluations.iter().filter(|one| one.at.day <= day).cloned().collect();
        Some(Self { status, answers, replies, evaluations, ..self.clone() })
    }

    /// When it was in force: from when all had agreed and its first measure began, through its last day or the day on which it
    /// was replaced or ended. `None` when it never was.
    pub fn held(&self) -> Option<Period> {
        let agreed = self.agreed_on()?.day;
        let begins = self.lines.iter().map(|line| line.from).min()?;
        let closed = (self.status != Status::InForce).then_some(self.status_since.day);
        let until = [self.last_day(), closed].into_iter().flatten().min();
        Some(Period { from: agreed.max(begins), until })
    }

    /// The last day of the last measure; `None` when a measure has no end.
    pub fn last_day(&self) -> Option<Date> {
        self.lines.iter().map(|line| line.until).try_fold(None, |last, until| {
            let until = until?;
            Some(Some(last.map_or(until, |last: Date| last.max(until))))
        })?
    }

    /// Whether it is for this application or enrolment.
    pub fn is_for(&self, subject: Subject) -> bool {
        self.subjects.contains(&subject)
    }

    /// When it was agreed: when the last answer was given that was needed. `None` when it never was.
    pub fn agreed_on(&self) -> Option<When> {
        if !self.status.was_agreed() {
            return None;
        }
        let whens: Vec<When> = self.answers.iter().filter(|given| given.counts()).map(Given::when).collect();
        let day = whens.iter().map(|when| when.day).max()?;
        // Of a day on which one answer has no hour, nobody knows when it was complete.
        let hours: Option<Vec<OffsetDateTime>> =
            whens.iter().filter(|when| when.day == day).map(|when| when.at).collect();
        Some(When { day, at: hours.and_then(|hours| hours.into_iter().max()) })
    }

    /// The last answer of someone to this version that decides anything.
    pub fn answer_of(&self, by: Answerer) -> Option<&Given> {
        self.answers.iter().rev().find(|given| given.by == by && given.counts())
    }

    /// A spoken yes of someone that waits to be confirmed: the last thing they said here, and not taken back.
    pub fn to_confirm(&self, by: Answerer) -> Option<&Given> {
        let last = self.answers.iter().rev().find(|given| given.by == by && given.taken_back.is_none());
        last.filter(|given| given.is_spoken_yes())
    }

    /// Whether somebody asked for something else, or said no, and the school has not replied.
    pub fn asks_reply(&self) -> bool {
        matches!(self.status, Status::ChangeAsked | Status::NotAgreed)
            && !self.replies.iter().any(|reply| reply.at >= self.status_since)
    }

    /// Who has yet to agree before it is in force: `None` when nobody has.
    pub fn waits_for(&self, who: &WhoMustAnswer) -> Option<Waiting> {
        answer::waits_for(self, who)
    }
}

crate::codes! {
    /// Whose answer is waited for.
    pub enum Waiting {
        /// The student's, and perhaps a guardian's as well.
        Student = "student",
        /// Only a guardian's; the student agreed.
        Guardian = "guardian",
    }
}

/// Whether agreements were written before the enrolment. The same day counts as before: the law says "before",
/// asks no hour, and schools enrol and agree in one sitting.
pub fn written_before(agreed: Date, enrolled: Date) -> bool {
    agreed <= enrolled
}
