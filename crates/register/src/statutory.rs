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
    /// It says what was so already when the one before it was recorded, which was wrong: nothing arose since.
    pub corrects: bool,
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
    /// nobody had looked by then, by the first that was found; or by what corrects that. Who assesses too late, or corrects
    /// a judgment, undoes nothing, and who corrects one that asked too little asks it from then on (WEB 8.1.3a(4) is about a
    /// need that *arises* later).
    pub fn asked_at(&self, enrolled: Date, asks: impl Fn(&Assessed) -> bool) -> bool {
        let held = self.0.iter().rposition(|assessed| assessed.on.day <= enrolled).unwrap_or(0);
        let Some(judged) = self.0.get(held) else { return false };
        let mut since = self.0.iter().skip(held.saturating_add(1)).take_while(|assessed| assessed.corrects);
        asks(judged) || since.any(asks)
    }

    /// Since when, without a break, the facts have asked something: the moment that decides whether a need was
    /// known before an enrolment (WEB 8.1.3a(2)) or came up after it (8.1.3a(4)). What corrects another counts from when
    /// that was recorded.
    pub fn since(&self, asks: impl Fn(&Assessed) -> bool) -> Option<Moment> {
        let asked = self.0.iter().rev().take_while(|assessed| asks(assessed)).count();
        let first = self.0.len().saturating_sub(asked);
        (asked > 0).then(|| self.so_since(first)).flatten()
    }

    /// Since when it was so, what one of them says.
    fn so_since(&self, place: usize) -> Option<Moment> {
        let made = self.0.get(..=place)?;
        let corrected = made.iter().rev().take_while(|assessed| assessed.corrects).count();
        // The first can correct nothing.
        made.get(place.saturating_sub(corrected)).map(|assessed| assessed.on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{corrected, day, needs, needs_nothing};

    /// Enrolled on 1 August 2026: whether agreements were asked before it, and since when they are asked.
    #[test]
    fn what_was_wrong_is_told_apart_from_what_changed() {
        let (yes, unknown) = (|on| needs(Ground::Yes, on), |on| needs(Ground::Unknown, on));
        let nothing = |on| needs_nothing(Ground::Yes, on);
        for (what, history, asked, since) in [
            ("known before", vec![yes("2026-07-01")], true, Some("2026-07-01")),
            ("changed after", vec![unknown("2026-07-01"), yes("2026-08-02")], false, Some("2026-08-02")),
            (
                "mistyped before, corrected after",
                vec![unknown("2026-07-01"), corrected(yes("2026-08-02"))],
                true,
                Some("2026-07-01"),
            ),
            (
                "corrected twice",
                vec![nothing("2026-07-01"), corrected(unknown("2026-07-20")), corrected(yes("2026-08-02"))],
                true,
                Some("2026-07-01"),
            ),
            (
                "corrected after, of what changed after",
                vec![nothing("2026-07-01"), unknown("2026-08-05"), corrected(yes("2026-08-06"))],
                false,
                Some("2026-08-05"),
            ),
            (
                "too late, and mistyped",
                vec![unknown("2026-08-10"), corrected(yes("2026-08-11"))],
                true,
                Some("2026-08-10"),
            ),
            (
                "a breach that a correction showed stays as well",
                vec![nothing("2026-07-01"), corrected(yes("2026-08-02")), corrected(nothing("2026-08-03"))],
                true,
                None,
            ),
            ("a breach stays", vec![yes("2026-07-01"), corrected(nothing("2026-08-02"))], true, None),
            ("nobody looked", vec![], false, None),
            ("the first corrects nothing", vec![corrected(yes("2026-08-02"))], true, Some("2026-08-02")),
        ] {
            let history = History::new(history);
            assert_eq!(history.asked_at(day("2026-08-01"), Assessed::asks_agreement_by_law), asked, "{what}");
            let found = history.since(Assessed::asks_agreement_by_law).map(|on| on.day);
            assert_eq!(found, since.map(day), "{what}");
        }
    }
}
