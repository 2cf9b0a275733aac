//! The break at 18 (R34, Jeugdwet 1.1): which help stops then, which goes on and until when, and from when that is prepared.
//!
//! Planning from 17 and a half is advice, not law. What the law says of each kind is here; whether it is so for this student is for
//! the municipality in which the student lives.

use crate::law::calendar::months_after;
use crate::law::{r20_compulsory, r34_youth_help};
use crate::partner::Under;
use crate::{BirthDate, codes};
use time::Date;

/// Foster care that began before 18 goes on to this age.
const FOSTER_TO: i32 = 21;

codes! {
    /// What becomes of help at 18, by rule.
    pub enum After {
        /// It can go on, where it must and began or was decided before.
        CanGoOn = "can_go_on",
        /// It stops: another law takes over, or nothing does.
        Stops = "stops",
        /// Foster care goes on.
        Foster = "foster",
        /// The age changes nothing.
        Same = "same",
    }
}

impl After {
    /// What becomes of help under a law.
    pub const fn of(under: Under) -> Self {
        match under {
            Under::Psychosocial => Self::CanGoOn,
            Under::Participation | Under::PersonalCare => Self::Stops,
            Under::Foster => Self::Foster,
            Under::Other => Self::Same,
        }
    }

    /// From which day it is over, at the latest.
    pub fn ends(self, birth: BirthDate) -> Option<Date> {
        let age = match self {
            Self::CanGoOn => r34_youth_help::NEVER_FROM,
            Self::Stops => crate::guardian::ADULT_FROM,
            Self::Foster => FOSTER_TO,
            Self::Same => return None,
        };
        Some(r20_compulsory::birthday(birth, age))
    }
}

/// The 18th birthday of who is younger on a day; the latest that it can be.
pub fn birthday(birth: Option<BirthDate>, day: Date) -> Option<Date> {
    birth.map(|birth| r20_compulsory::birthday(birth, crate::guardian::ADULT_FROM)).filter(|on| *on > day)
}

/// From which day what goes on after 18 is prepared: 17 and a half, the earliest that it can be, for help that hangs on the age.
pub fn prepare_on(under: Under, birth: Option<BirthDate>, day: Date) -> Option<Date> {
    let birth = birth.filter(|_| After::of(under) != After::Same)?;
    birthday(Some(birth), day).map(|_| months_after(birth.earliest(), r34_youth_help::PLAN_FROM_MONTHS))
}

/// What was decided of a handoff about the age of the student, whatever birth date was known then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// On which day it was sent.
    pub sent: Date,
    /// On which day somebody last looked whether it goes on.
    pub kept: Option<Date>,
    /// What goes on after 18 was arranged.
    pub prepared: bool,
}

/// The 18th birthday and the day from which what goes on after it is prepared, as far as they are still to be decided on, of one that
/// was sent before this birth date was known. What somebody looked at on the birthday or after it is decided.
pub fn born(under: Under, birth: BirthDate, decided: Decided) -> (Option<Date>, Option<Date>) {
    let adult = birthday(Some(birth), decided.sent).filter(|on| decided.kept.is_none_or(|kept| kept < *on));
    let prepare = prepare_on(under, Some(birth), decided.sent).filter(|_| !decided.prepared);
    (adult, prepare)
}
