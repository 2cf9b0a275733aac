//! The statutory facts: what WEB 8.1.3a asks to know, and no more. There is no diagnosis and no cause here.
//!
//! They stand apart from the need in the student's own words, with an access rule of their own, because the
//! law's duty hangs on them. Illegal states do not exist: nothing can be declined that was not needed, and nothing
//! is known of who was not assessed.

use crate::{Moment, Personal, codes};
use time::Date;

codes! {
    /// Whether there is a disability or chronic illness. Only whether, never which.
    pub enum Ground {
        /// There is.
        Yes = "yes",
        /// There is not.
        No = "no",
        /// Not known, or the student does not wish to say.
        Unknown = "unknown",
    }
}

/// The student does not want the extra support, in their own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declined {
    /// What the student said.
    pub words: Personal<String>,
    /// When.
    pub on: Date,
}

/// What the assessment found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// What every student gets will do.
    NoExtraSupport,
    /// Extra support is needed.
    ExtraSupport {
        /// Set when the student does not want it.
        declined: Option<Declined>,
    },
}

/// One assessment. A later one stands beside it; nothing is overwritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessed {
    /// When it was recorded.
    pub on: Moment,
    /// Disability or chronic illness: yes, no or unknown.
    pub ground: Ground,
    /// What was found.
    pub outcome: Outcome,
}

impl Assessed {
    /// Whether extra support is needed, wanted or not.
    pub const fn needs_support(&self) -> bool {
        matches!(self.outcome, Outcome::ExtraSupport { .. })
    }

    /// Whether extra support is needed and the student has not declined it.
    pub const fn wants_support(&self) -> bool {
        matches!(self.outcome, Outcome::ExtraSupport { declined: None })
    }

    /// Whether the law asks written agreements: ground yes, needed, not declined.
    pub fn asks_agreement_by_law(&self) -> bool {
        self.ground == Ground::Yes && self.wants_support()
    }
}

/// What holds now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assessment<'a> {
    /// Nobody assessed yet: an open duty of the school (WEB 8.1.3a(1)), never a fault of the student.
    NotAssessed,
    /// The last assessment.
    Assessed(&'a Assessed),
}

/// All assessments of a file, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History(Vec<Assessed>);

impl History {
    /// A history from its assessments, in any order.
    pub fn new(mut assessments: Vec<Assessed>) -> Self {
        assessments.sort_by_key(|assessed| assessed.on);
        Self(assessments)
    }

    /// What holds now.
    pub fn current(&self) -> Assessment<'_> {
        self.0.last().map_or(Assessment::NotAssessed, Assessment::Assessed)
    }

    /// The last assessment, if there is one.
    pub fn last(&self) -> Option<&Assessed> {
        self.0.last()
    }

    /// All, oldest first.
    pub fn all(&self) -> &[Assessed] {
        &self.0
    }

    /// What held on a day: the last assessment of that day or before.
    pub fn on(&self, day: Date) -> Option<&Assessed> {
        self.0.iter().rev().find(|assessed| assessed.on.day <= day)
    }

    /// Whether something was asked at an enrolment, whatever was written down since: by what held on its day, else, where
    /// nobody had looked by then, by the first that was found. Who assesses too late, or corrects a judgment, undoes
    /// nothing (WEB 8.1.3a(4) is about a need that *arises* later).
    pub fn asked_at(&self, enrolled: Date, asks: impl Fn(&Assessed) -> bool) -> bool {
        self.on(enrolled).or_else(|| self.0.first()).is_some_and(asks)
    }

    /// Since when, without a break, the facts have asked something: the moment that decides whether a need was
    /// known before an enrolment (WEB 8.1.3a(2)) or came up after it (8.1.3a(4)).
    pub fn since(&self, asks: impl Fn(&Assessed) -> bool) -> Option<Moment> {
        self.0.iter().rev().take_while(|assessed| asks(assessed)).last().map(|assessed| assessed.on)
    }
}
