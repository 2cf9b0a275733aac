//! Enrolments: facts of the school's student system, as DUO's *registratieoverzicht* (RO) gives them.
//!
//! Meedoen gives or withholds clearance before one; it never refuses one that is there. Drawn in
//! `docs/states/enrolment.md`.

pub mod reconcile;

use crate::{EnrolmentId, PersonId, codes, programme::LeavingReason};
use time::Date;

/// An enrolment (RO record ISG).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// Its identifier.
    pub id: EnrolmentId,
    /// Who is enrolled.
    pub person: PersonId,
    /// The number of the enrolment, unique within the person (`1`, `C3`).
    pub number: String,
    /// The first day.
    pub from: Date,
    /// The last day as planned.
    pub planned_until: Option<Date>,
    /// The last day as it was.
    pub until: Option<Date>,
    /// Why it ended.
    pub reason: Option<LeavingReason>,
    /// A newer import should hold it and does not. Kept, but it counts for nothing.
    pub withdrawn: bool,
}

codes! {
    /// Where an enrolment stands on a day. Computed from its dates, never stored.
    pub enum Status {
        /// It has yet to begin.
        Planned = "planned",
        /// It runs.
        Active = "active",
        /// It is over.
        Ended = "ended",
        /// A newer import no longer holds it.
        Withdrawn = "withdrawn",
    }
}

impl Status {
    /// Whether anything is done for it: it runs, or has yet to begin.
    pub const fn counts(self) -> bool {
        match self {
            Self::Planned | Self::Active => true,
            Self::Ended | Self::Withdrawn => false,
        }
    }

    /// Whether one day, or one import, can bring an enrolment from this state into the other. Imports may correct
    /// dates, so most can; what cannot is to begin again before it began without leaving a trace.
    pub const fn may_become(self, next: Self) -> bool {
        match (self, next) {
            // Days go by.
            (Self::Planned, Self::Active) | (Self::Active, Self::Ended) => true,
            // A newer file corrects a date.
            (Self::Active, Self::Planned) | (Self::Ended, Self::Active) => true,
            // A newer file no longer holds it, or holds it again.
            (Self::Planned | Self::Active | Self::Ended, Self::Withdrawn) => true,
            (Self::Withdrawn, Self::Planned | Self::Active | Self::Ended) => true,
            _ => false,
        }
    }
}

impl Enrolment {
    /// Where it stands on a day. The last day (*datum uitschrijving*) still belongs to the enrolment.
    pub fn status_on(&self, day: Date) -> Status {
        status_on(self.from, self.until, self.withdrawn, day)
    }
}

/// Where an enrolment with these dates stands on a day.
pub fn status_on(from: Date, until: Option<Date>, withdrawn: bool, day: Date) -> Status {
    if withdrawn {
        Status::Withdrawn
    } else if until.is_some_and(|until| until < day) {
        Status::Ended
    } else if day < from {
        Status::Planned
    } else {
        Status::Active
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;

    #[test]
    fn the_last_day_still_belongs_to_the_enrolment() {
        let from = "2025-08-01";
        for (until, withdrawn, on, status) in [
            (None, false, "2025-07-31", Status::Planned),
            (None, false, "2025-08-01", Status::Active),
            (Some("2026-07-31"), false, "2026-07-31", Status::Active),
            (Some("2026-07-31"), false, "2026-08-01", Status::Ended),
            (Some("2025-07-01"), false, "2025-07-15", Status::Ended),
            (Some("2026-07-31"), true, "2025-09-01", Status::Withdrawn),
        ] {
            assert_eq!(status_on(day(from), until.map(day), withdrawn, day(on)), status, "{on} of {until:?}");
        }
    }
}
