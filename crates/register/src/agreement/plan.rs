//! Planning the talk in which school and student look back: a day, perhaps an hour and a place, told to the student. One at a
//! time: a next plan takes the place of the one before, and a talk that was held ends it. All stay readable.

use super::{Agreement, Version};
use crate::{
    AccountId, Moment, Personal, VersionId, codes,
    field::{self, Problem},
};
use time::{Date, Duration, Time};

/// The most characters of a place.
pub const MAX_PLACE: usize = 120;

/// How far ahead a talk is planned at most: further is a slip of the keyboard.
const AHEAD: Duration = Duration::days(366);

codes! {
    /// Why a plan ended.
    pub enum PlanEnd {
        /// A next plan took its place.
        Moved = "moved",
        /// It was taken back.
        Withdrawn = "withdrawn",
        /// The talk was held.
        Held = "held",
    }
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// 1 for the first of a version.
    pub number: u32,
    /// The day of the talk.
    pub day: Date,
    /// The hour, where it was said.
    pub hour: Option<Time>,
    /// The place, where it was said.
    pub place: Option<Personal<String>>,
    /// When it was planned.
    pub at: Moment,
    /// By whom.
    pub by: AccountId,
    /// When and why it ended.
    pub ended: Option<(PlanEnd, Moment)>,
}

/// What somebody filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanDraft {
    /// The day.
    pub day: Option<Date>,
    /// The hour, if any.
    pub hour: Option<Time>,
    /// The place, if any.
    pub place: String,
}

/// Why a plan is not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanRefusal {
    /// There is no such version.
    #[error("no such version")]
    NoSuchVersion,
    /// No day was filled in.
    #[error("no day")]
    NoDay,
    /// The day went by.
    #[error("the day went by")]
    DayPast,
    /// More than a year ahead.
    #[error("more than a year ahead")]
    TooFar,
    /// The version does not hold on that day, or ended meanwhile.
    #[error("this version does not hold on that day")]
    NotInForce {
        /// Its last day, where it has one.
        last: Option<Date>,
    },
    /// What is wrong with the place.
    #[error("the place: {0:?}")]
    Place(Problem),
    /// It is planned just so.
    #[error("it is planned just so")]
    Same,
}

/// The plan that stands.
pub fn planned(all: &[Plan]) -> Option<&Plan> {
    all.iter().rev().find(|one| one.ended.is_none())
}

/// The day to come of a talk that was called off, with none planned in its place: whoever was to come has to know.
pub fn called_off(all: &[Plan], today: Date) -> Option<Date> {
    let last = all.last().filter(|_| planned(all).is_none())?;
    let off = last.ended.is_some_and(|(end, _)| end == PlanEnd::Withdrawn);
    (off && last.day >= today).then_some(last.day)
}

/// Plans a talk about a version. `known` are those of the version, oldest first; the one that stands is moved by it.
///
/// # Errors
/// See [`PlanRefusal`].
pub fn plan(
    agreement: &Agreement,
    id: VersionId,
    known: &[Plan],
    draft: &PlanDraft,
    by: AccountId,
    now: Moment,
) -> Result<Plan, PlanRefusal> {
    let version = agreement.version(id).ok_or(PlanRefusal::NoSuchVersion)?;
    let day = draft.day.ok_or(PlanRefusal::NoDay)?;
    if day < now.day {
        return Err(PlanRefusal::DayPast);
    }
    if day > now.day.saturating_add(AHEAD) {
        return Err(PlanRefusal::TooFar);
    }
    if !holds(version, day, now.day) {
        return Err(PlanRefusal::NotInForce { last: version.held().and_then(|held| held.until) });
    }
    let place = field::optional_text(&draft.place, MAX_PLACE).map_err(PlanRefusal::Place)?.map(Personal::new);
    if planned(known).is_some_and(|one| (one.day, one.hour, &one.place) == (day, draft.hour, &place)) {
        return Err(PlanRefusal::Same);
    }
    let last = known.iter().map(|one| one.number).max().unwrap_or(0);
    Ok(Plan { number: last.saturating_add(1), day, hour: draft.hour, place, at: now, by, ended: None })
}

/// Whether a version holds today and will on a day, as far as is known.
fn holds(version: &Version, day: Date, today: Date) -> bool {
    version.in_force(today) && version.held().is_some_and(|held| held.contains(day))
}

/// Reads an hour: `9:30`, `09.30`, `9u30` or `14`.
pub fn read_hour(typed: &str) -> Option<Time> {
    let typed = typed.trim();
    let (hour, minute) = typed.split_once([':', '.', 'u', 'h']).unwrap_or((typed, "0"));
    let number = |text: &str| if text.is_empty() { Some(0) } else { text.trim().parse::<u8>().ok() };
    let hour = hour.trim().parse::<u8>().ok()?;
    Time::from_hms(hour, number(minute)?, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::WhoMustAnswer;
    use crate::fixtures::{Step, account_id, at, day, version_id, walk};

    fn agreed(more: &[Step]) -> Agreement {
        walk(&[&[Step::Offer, Step::Yes][..], more].concat(), &WhoMustAnswer::Student)
    }

    fn draft(on: &str) -> PlanDraft {
        PlanDraft { day: Some(day(on)), hour: read_hour("9:30"), place: " Lokaal B12 ".to_owned() }
    }

    #[test]
    fn a_talk_is_planned_for_a_day_on_which_the_agreements_hold() {
        let now = at("2026-07-01");
        let replaced = agreed(&[Step::Offer, Step::Yes]);
        let long = PlanDraft { place: "x".repeat(MAX_PLACE + 1), ..draft("2026-07-01") };
        for (what, agreement, draft, expected) in [
            ("today", agreed(&[]), draft("2026-07-01"), None),
            ("a year ahead", agreed(&[]), draft("2027-07-02"), None),
            ("further", agreed(&[]), draft("2027-07-03"), Some(PlanRefusal::TooFar)),
            ("yesterday", agreed(&[]), draft("2026-06-30"), Some(PlanRefusal::DayPast)),
            ("no day", agreed(&[]), PlanDraft::default(), Some(PlanRefusal::NoDay)),
            ("only a day", agreed(&[]), PlanDraft { day: Some(day("2026-07-09")), ..PlanDraft::default() }, None),
            (
                "replaced meanwhile",
                replaced,
                draft("2026-07-09"),
                Some(PlanRefusal::NotInForce { last: Some(day("2026-06-04")) }),
            ),
            (
                "a proposal",
                walk(&[Step::Offer], &WhoMustAnswer::Student),
                draft("2026-07-09"),
                Some(PlanRefusal::NotInForce { last: None }),
            ),
            (
                "a place that is a story",
                agreed(&[]),
                long,
                Some(PlanRefusal::Place(Problem::TooLong { max: MAX_PLACE, got: MAX_PLACE + 1 })),
            ),
        ] {
            assert_eq!(plan(&agreement, version_id(1), &[], &draft, account_id(), now).err(), expected, "{what}");
        }
        let ends = walk(&[Step::Lapsing, Step::Yes], &WhoMustAnswer::Student);
        let last = Some(day("2026-06-15"));
        for (on, expected) in [("2026-06-15", None), ("2026-06-16", Some(PlanRefusal::NotInForce { last }))] {
            let found = plan(&ends, version_id(1), &[], &draft(on), account_id(), at("2026-06-10"));
            assert_eq!(found.err(), expected, "its last day is 15 June: {on}");
        }
    }

    #[test]
    fn one_stands_and_the_same_twice_is_one() {
        let (agreement, now) = (agreed(&[]), at("2026-07-01"));
        let make = |known: &[Plan], on| plan(&agreement, version_id(1), known, &draft(on), account_id(), now);
        let first = make(&[], "2026-07-09").unwrap();
        assert_eq!(first.place.as_ref().unwrap().reveal(), "Lokaal B12");
        assert_eq!(make(std::slice::from_ref(&first), "2026-07-09"), Err(PlanRefusal::Same));
        let second = make(std::slice::from_ref(&first), "2026-07-10").unwrap();
        let moved = Plan { ended: Some((PlanEnd::Moved, now)), ..first };
        assert_eq!((second.number, planned(&[moved.clone(), second.clone()])), (2, Some(&second)));
        assert_eq!(planned(&[moved]), None);
    }

    #[test]
    fn a_talk_that_was_called_off_is_told_until_its_day_went_by() {
        let (agreement, now) = (agreed(&[]), at("2026-07-01"));
        let first = plan(&agreement, version_id(1), &[], &draft("2026-07-09"), account_id(), now).unwrap();
        let ended = |end| Plan { ended: Some((end, now)), ..first.clone() };
        let again = Plan { number: 2, day: day("2026-07-10"), ..first.clone() };
        for (what, plans, today, expected) in [
            ("nothing planned", vec![], "2026-07-01", None),
            ("it stands", vec![first.clone()], "2026-07-01", None),
            ("called off", vec![ended(PlanEnd::Withdrawn)], "2026-07-01", Some("2026-07-09")),
            ("on its day", vec![ended(PlanEnd::Withdrawn)], "2026-07-09", Some("2026-07-09")),
            ("a day later", vec![ended(PlanEnd::Withdrawn)], "2026-07-10", None),
            ("held", vec![ended(PlanEnd::Held)], "2026-07-01", None),
            ("planned anew", vec![ended(PlanEnd::Withdrawn), again], "2026-07-01", None),
        ] {
            assert_eq!(called_off(&plans, day(today)), expected.map(day), "{what}");
        }
    }

    #[test]
    fn an_hour_is_read_as_people_write_it() {
        for (typed, expected) in [
            ("9:30", Some((9, 30))),
            ("09.30", Some((9, 30))),
            (" 9u30 ", Some((9, 30))),
            ("14", Some((14, 0))),
            ("14u", Some((14, 0))),
            ("24:00", None),
            ("9:60", None),
            ("straks", None),
            ("", None),
        ] {
            assert_eq!(read_hour(typed).map(|time| (time.hour(), time.minute())), expected, "{typed}");
        }
    }
}
