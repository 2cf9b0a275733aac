//! What is told: whether that is in time (R13), and of how many something is said.

use super::{Offer, needs_advice};
use crate::period::end_of_school_year;
use time::{Date, Month};

/// Fewer than this are no number: in a small school somebody may be known by it.
pub const FEWEST: i64 = 5;

/// Of how many something is so, as it may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Many {
    /// Of nobody.
    Nobody,
    /// Of fewer than [`FEWEST`]: which number is not told.
    Few,
    /// Of so many.
    Of(i64),
}

/// A number as it may be told.
pub const fn how_many(number: i64) -> Many {
    match number {
        ..=0 => Many::Nobody,
        1..FEWEST => Many::Few,
        _ => Many::Of(number),
    }
}

/// When a version is told, held against who needs it (R13: *tijdig*, before the start).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Before 1 April before the school year: who applies in time can read it.
    BeforeApplying,
    /// Before the start of the school year, and after 1 April.
    BeforeStart {
        /// The day before which who applies could have read it.
        apply: Date,
    },
    /// After the start of the school year in which it begins.
    TooLate {
        /// When that school year began.
        start: Date,
    },
}

/// Whether a version that begins is told in time (R13).
pub fn told(on: Date, from: Date) -> Told {
    let end = end_of_school_year(from);
    let at = |month, day| Date::from_calendar_date(end.year() - 1, month, day).unwrap_or(from);
    let (start, apply) = (at(Month::August, 1), at(Month::April, 1));
    if on >= start {
        Told::TooLate { start }
    } else if on >= apply {
        Told::BeforeStart { apply }
    } else {
        Told::BeforeApplying
    }
}

/// Whether what a version offers was told in time, and the last day of the school year that this is about; `None` while it is not
/// decided. A version that changes nothing of what is offered tells nothing new: what is so of the one before it stays so.
pub fn told_of(all: &[&Offer], offer: &Offer) -> Option<(Told, Date)> {
    let (from, on) = offer.decided()?;
    let earlier = all.iter().filter_map(|other| Some((other.decided()?.0, *other))).filter(|(first, _)| *first < from);
    let before = earlier.max_by_key(|(first, _)| *first).map(|(_, other)| other);
    match before {
        Some(before) if !needs_advice(Some(before), offer) => told_of(all, before),
        Some(_) | None => Some((told(on, from), end_of_school_year(from))),
    }
}
