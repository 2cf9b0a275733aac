//! What has to be done for a file, by when and by whom: the findings of the law for its applications and enrolments, and
//! which of them are open on a day.
//!
//! No rule stands here: those are in [`crate::law`]. To add a duty: a rule there, the facts it needs in [`FileFacts`] and
//! `case.rs`, a line in `found.rs`, a kind in [`DutyKind`], its words in `locales/`, and a table of boundary cases.

mod case;
#[cfg(test)]
mod drawn;
mod evaluation;
mod facts;
mod found;
mod pile;
mod reasons;
#[cfg(test)]
mod tests;

pub(crate) use case::Case;
pub use evaluation::{Evaluating, evaluating, evaluating_turns, evaluations};
pub use facts::{
    AgreedFact, AgreementFacts, ApplicationFacts, AskedFact, EnrolmentFacts, FailingFact, FileFacts, OpenFact,
};
pub use found::{Found, breaches, findings, turning_days};
pub use pile::{Pile, end_of_week};
pub use reasons::REASONS;

use crate::{
    VersionId,
    agreement::Subject,
    codes,
    law::{Article, Because},
    policy::Policy,
};
use std::cmp::Ordering;
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
        /// Report four weeks of absence without a valid reason (R22).
        ReportAbsence = "report_absence",
        /// Offer career guidance to who will leave entree or level 2, or did with a diploma (R25).
        OfferGuidance = "offer_guidance",
        /// Give the municipality that goes on with a graduate the transition document (R26).
        HandOver = "hand_over",
        /// Answer who asked for something else, or said no: with a new proposal, or with why nothing changes.
        Reply = "reply",
        /// See to it that a proposal is answered.
        Await = "await",
        /// Look into a measure that does not work in the lessons.
        Mend = "mend",
        /// Look again at a point of attention.
        LookAgain = "look_again",
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
    /// A page that the student, a parent or a teacher reads says that the school does this.
    Promise,
}

codes! {
    /// What a duty rests on, whatever the article: what lists sort and group by.
    pub enum Ground {
        /// An article of law.
        Law = "law",
        /// The school's own policy.
        Policy = "policy",
        /// What a page promised.
        Promise = "promise",
    }
}

impl Basis {
    /// Without its article.
    pub const fn ground(self) -> Ground {
        match self {
            Self::Law(_) => Ground::Law,
            Self::Policy => Ground::Policy,
            Self::Promise => Ground::Promise,
        }
    }
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
            Self::Assess
            | Self::ReportAbsence
            | Self::OfferGuidance
            | Self::HandOver
            | Self::Reply
            | Self::Await
            | Self::Mend
            | Self::LookAgain => false,
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
    due_of(&findings(facts, policy), today)
}

/// The same, of findings that were made already: those that are open on a day, as work. One talk assesses for every
/// application and enrolment, so that is one duty, the most pressing. A promise is made once, to the first that goes on, and
/// is silent where the law or the school's policy asks agreements for the same: that is the same work, and has the term.
pub fn due_of(found: &[Found], today: Date) -> Vec<Duty> {
    let open: Vec<Duty> = found.iter().filter_map(|found| found.open(today)).collect();
    let of = |kind| open.iter().filter(move |duty| duty.kind == kind);
    let mut duties: Vec<Duty> = of(DutyKind::Assess).min_by(|a, b| most_pressing(a, b)).into_iter().copied().collect();
    duties.extend(open.iter().filter(|duty| duty.kind.asks_agreements()));
    duties.extend(of(DutyKind::ReportAbsence).next());
    duties.extend(open.iter().filter(|duty| matches!(duty.kind, DutyKind::OfferGuidance | DutyKind::HandOver)));
    for kind in [DutyKind::Reply, DutyKind::Await] {
        let promise = of(kind).next();
        let same_work = |promise: &&Duty| {
            !open.iter().any(|other| other.subject == promise.subject && other.kind.asks_agreements())
        };
        duties.extend(promise.filter(same_work));
    }
    duties.extend(of(DutyKind::Mend).next());
    duties.extend(of(DutyKind::LookAgain).next());
    duties.sort_by(most_pressing);
    duties
}

/// Why a duty is due on a day: the facts that its rule used, in the order of the article. Of findings that do not give the
/// duty there is no reason.
pub fn because(found: &[Found], duty: &Duty, today: Date) -> Vec<Because> {
    let gives = |found: &&Found| found.open(today).as_ref() == Some(duty);
    found.iter().find(gives).map(|found| found.finding.because.clone()).unwrap_or_default()
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
