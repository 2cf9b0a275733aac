//! The law as functions: from facts, policy and a day to duties. Each names its basis, who acts, and by when.
//!
//! To add a duty: a file with a function from [`FileFacts`] to duties, a line in [`due`], a kind in [`DutyKind`], its
//! words in `locales/`, and a table of boundary cases.

mod agree;
mod agree_later;
mod asked;
mod assess;
mod breach;
mod facts;
mod owed;
#[cfg(test)]
mod tests;

use asked::{Asked, before_start};
pub use breach::breaches;
pub use facts::{AgreedFact, AgreementFacts, ApplicationFacts, AskedFact, EnrolmentFacts, FileFacts, OpenFact};

use crate::{Period, VersionId, agreement::Subject, codes, law::Article, policy::Policy};
use std::{cmp::Ordering, collections::BTreeSet};
use time::Date;

codes! {
    /// What has to be done.
    pub enum DutyKind {
        /// Assess whether extra support is needed (R7).
        Assess = "assess",
        /// Agree on support before the enrolment (R8); overdue since the enrolment when that came first.
        Agree = "agree",
        /// Agree on support for a need that arose during the enrolment (R10).
        AgreeLater = "agree_later",
        /// Answer who asked for something else, or said no: with a new proposal, or with why nothing changes.
        Reply = "reply",
        /// See to it that a proposal is answered.
        Await = "await",
    }
}

/// By when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Due {
    /// On this day at the latest.
    By(Date),
    /// The law sets no term: due, never overdue.
    NoTerm,
}

/// What a duty rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// An article of law.
    Law(Article),
    /// The school's own policy.
    Policy,
    /// The page on which somebody answered, or waits for an answer, says that the school does this.
    Promise,
}

codes! {
    /// Who has to act next.
    pub enum Who {
        /// The intaker.
        Intaker = "intaker",
        /// The coach of the student.
        Coach = "coach",
        /// The student: a proposal waits for an answer.
        Student = "student",
        /// A guardian: the student agreed.
        Guardian = "guardian",
    }
}

/// Something that has to be done for a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Duty {
    /// What.
    pub kind: DutyKind,
    /// For which application or enrolment.
    pub subject: Subject,
    /// On what it rests.
    pub basis: Basis,
    /// By when.
    pub due: Due,
    /// Who acts next.
    pub who: Who,
    /// What waits for it, where somebody does.
    pub waits: Option<Waits>,
}

/// A version on which somebody waits: for its answer, or for the school's reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Waits {
    /// Which.
    pub version: VersionId,
    /// Since when.
    pub since: Date,
}

impl DutyKind {
    /// Whether it asks that agreements come.
    pub const fn asks_agreements(self) -> bool {
        match self {
            Self::Agree | Self::AgreeLater => true,
            Self::Assess | Self::Reply | Self::Await => false,
        }
    }
}

impl Duty {
    /// Whether its last day is past.
    pub fn is_overdue(&self, today: Date) -> bool {
        matches!(self.due, Due::By(day) if day < today)
    }
}

/// What is due for a file on a day: overdue first (the longest first), then by date, then what has no term.
pub fn due(facts: &FileFacts, policy: &Policy, today: Date) -> Vec<Duty> {
    let mut duties = assess::due(facts, policy, today);
    duties.extend(agree::due(facts, policy, today));
    duties.extend(agree_later::due(facts, policy, today));
    duties.extend(owed::due(facts, &duties, today));
    duties.sort_by(most_pressing);
    duties
}

/// Every day, past ones too, on which time alone changes what is due. In between nothing arises, ends or moves, but that
/// what is due before a programme begins is due today once its planned day went by.
///
/// Who adds a fact or a duty that a day can change names that day here: a work list is written along until it.
pub fn turning_days(facts: &FileFacts, policy: &Policy) -> BTreeSet<Date> {
    let enrolled = facts.enrolments.iter().map(|enrolment| Period { from: enrolment.from, until: enrolment.until });
    let agreed = facts.agreement.agreed.iter().filter_map(|fact| fact.until.and_then(Date::next_day));
    enrolled.flat_map(|period| period.turning_days()).chain(agreed).chain(policy.turning_days()).collect()
}

/// The order of a list of duties, over one file or many. Whatever is overdue comes first because its day is earliest.
pub fn most_pressing(a: &Duty, b: &Duty) -> Ordering {
    let day = |duty: &Duty| match duty.due {
        Due::By(day) => (0, day),
        Due::NoTerm => (1, Date::MAX),
    };
    let law = |duty: &Duty| matches!(duty.basis, Basis::Policy);
    (day(a), law(a), a.kind, a.subject).cmp(&(day(b), law(b), b.kind, b.subject))
}
