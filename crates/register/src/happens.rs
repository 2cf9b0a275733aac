//! "Gebeurt het?": after ten school days of agreements, one question for each measure, answered with one tap. A yearly
//! evaluation hears too late what does not happen. It is asked once of a version; the answer can be changed, and what was
//! answered before stays. What barely happens waits on the list of the coach as something the student said
//! ([`crate::voice`]).

use crate::{
    AccountId, Moment, VoiceId,
    agreement::{Kept, Version},
    law::calendar::SchoolCalendar,
};
use time::Date;

/// After how many school days it is asked.
pub const ASKED_AFTER: u32 = 10;

/// What was answered of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Happening {
    /// Which measure of the version: its place.
    pub position: usize,
    /// 1 for the first answer of that measure.
    pub number: u32,
    /// Whether it happens.
    pub kept: Kept,
    /// What it put on the list of the coach.
    pub voice: Option<VoiceId>,
    /// When.
    pub at: Moment,
    /// From which account.
    pub by: AccountId,
}

/// Why an answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HappensRefusal {
    /// The version is not in force: nothing is asked of it.
    #[error("this version is not in force")]
    NotInForce,
    /// The ten school days are not over.
    #[error("it is asked from {from} on")]
    NotYet {
        /// From when on it is asked.
        from: Date,
    },
    /// There is no such measure.
    #[error("no such measure")]
    NoSuchMeasure,
    /// It was answered just so.
    #[error("this answer stands already")]
    Same,
}

/// What does not happen as agreed, so that the school owes an answer.
pub const fn falls_short(kept: Kept) -> bool {
    match kept {
        Kept::NotAtAll | Kept::Barely | Kept::Little => true,
        Kept::Mostly | Kept::Entirely => false,
    }
}

/// From which day on it is asked of a version: the day after ten school days. `None` while it was never agreed.
pub fn asked_from(version: &Version, calendar: &SchoolCalendar) -> Option<Date> {
    let from = version.held()?.from;
    // The first day counts, where it is a school day.
    let before = from.previous_day()?;
    calendar.days.working_day_after(before, ASKED_AFTER, &calendar.holiday_weeks).next_day()
}

/// The answers that stand: of each measure the last.
pub fn standing(version: &Version, all: &[Happening]) -> Vec<Option<Happening>> {
    let last = |position| all.iter().filter(|one| one.position == position).max_by_key(|one| one.number).copied();
    (0..version.lines.len()).map(last).collect()
}

/// Answers of one measure whether it happens. `known` are the answers of the version. Which voice it becomes, if it falls short,
/// is said by who saves it.
///
/// # Errors
/// See [`HappensRefusal`].
pub fn answer(
    version: &Version,
    known: &[Happening],
    calendar: &SchoolCalendar,
    (position, kept): (usize, Kept),
    by: AccountId,
    now: Moment,
) -> Result<Happening, HappensRefusal> {
    if !version.in_force(now.day) {
        return Err(HappensRefusal::NotInForce);
    }
    match asked_from(version, calendar) {
        Some(from) if from <= now.day => {}
        Some(from) => return Err(HappensRefusal::NotYet { from }),
        None => return Err(HappensRefusal::NotInForce),
    }
    let stands = standing(version, known);
    let last = stands.get(position).ok_or(HappensRefusal::NoSuchMeasure)?;
    if last.is_some_and(|one| one.kept == kept) {
        return Err(HappensRefusal::Same);
    }
    let number = last.map_or(0, |one| one.number).saturating_add(1);
    Ok(Happening { position, number, kept, voice: None, at: now, by })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::{Agreement, WhoMustAnswer};
    use crate::fixtures::{Step, account_id, at, day, walk};
    use crate::law::calendar::{Entry, EntryKind};

    /// Agreed on Tuesday 2 June 2026.
    fn agreed(more: &[Step]) -> Agreement {
        walk(&[&[Step::Offer, Step::Yes][..], more].concat(), &WhoMustAnswer::Student)
    }

    fn closed(from: &str, until: &str) -> SchoolCalendar {
        let entry = Entry {
            kind: EntryKind::Closed,
            from: day(from),
            until: day(until),
            name: "Vakantie".to_owned(),
            source: "rooster".to_owned(),
        };
        SchoolCalendar::of(&[entry])
    }

    #[test]
    fn it_is_asked_after_ten_days_on_which_there_is_school() {
        let never = walk(&[Step::Offer], &WhoMustAnswer::Student);
        for (what, agreement, calendar, expected) in [
            ("2 to 15 June are ten days", agreed(&[]), SchoolCalendar::of(&[]), Some("2026-06-16")),
            ("a week of holiday later", agreed(&[]), closed("2026-06-08", "2026-06-12"), Some("2026-06-23")),
            ("never agreed", never, SchoolCalendar::of(&[]), None),
        ] {
            assert_eq!(asked_from(&agreement.versions[0], &calendar), expected.map(day), "{what}");
        }
    }

    #[test]
    fn an_answer_is_of_a_measure_in_force_and_can_be_changed() {
        let calendar = SchoolCalendar::of(&[]);
        let agreement = agreed(&[]);
        let version = &agreement.versions[0];
        let says = |known: &[Happening], position, kept, now: &str| {
            answer(version, known, &calendar, (position, kept), account_id(), at(now))
        };
        let first = says(&[], 0, Kept::Barely, "2026-06-16").unwrap();
        assert_eq!((first.number, falls_short(first.kept)), (1, true));
        for (what, known, position, kept, now, expected) in [
            ("a day early", vec![], 0, Kept::Mostly, "2026-06-15", HappensRefusal::NotYet { from: day("2026-06-16") }),
            ("no such measure", vec![], 9, Kept::Mostly, "2026-06-16", HappensRefusal::NoSuchMeasure),
            ("two taps", vec![first], 0, Kept::Barely, "2026-06-17", HappensRefusal::Same),
        ] {
            assert_eq!(says(&known, position, kept, now), Err(expected), "{what}");
        }
        let second = says(&[first], 0, Kept::Entirely, "2026-06-20").unwrap();
        assert_eq!((second.number, falls_short(second.kept)), (2, false));
        assert_eq!(standing(version, &[first, second]), [Some(second)]);
        let replaced = agreed(&[Step::Offer, Step::Yes]);
        let late = answer(&replaced.versions[0], &[], &calendar, (0, Kept::Mostly), account_id(), at("2026-06-16"));
        assert_eq!(late, Err(HappensRefusal::NotInForce), "another version took its place");
    }
}
