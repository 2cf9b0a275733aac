//! What teachers do of an agreement: which measures they carry out in a lesson, whether that worked, and when a coach has to
//! look into it.

use crate::{AccountId, GroupId, catalogue::Place, codes};
use time::Date;

/// In how many lessons a measure has to fail before the coach looks into it.
pub const FAILED: usize = 3;
/// Of how many lessons, the latest ones.
pub const OF: usize = 5;

codes! {
    /// When a teacher carries a measure out: the order in which a class is shown.
    pub enum When {
        /// In every lesson.
        EachLesson = "each_lesson",
        /// Where there is a test.
        AtTest = "at_test",
    }
}

impl When {
    /// When a measure at this place is a teacher's; `None` where it is not.
    pub const fn of(place: Place) -> Option<Self> {
        match place {
            Place::Class | Place::Online => Some(Self::EachLesson),
            Place::Exam => Some(Self::AtTest),
            Place::OutsideClass | Place::Workplace => None,
        }
    }
}

codes! {
    /// What a teacher says of a measure in a lesson. The last one counts.
    pub enum Mark {
        /// It was done.
        Worked = "worked",
        /// It was not done, or not as agreed.
        NotWorked = "not_worked",
        /// Nothing is said any more.
        TakenBack = "taken_back",
    }
}

impl Mark {
    /// What stands: a mark that was taken back does not.
    pub const fn standing(self) -> Option<Self> {
        match self {
            Self::Worked | Self::NotWorked => Some(self),
            Self::TakenBack => None,
        }
    }

    /// Whether this changes what stands. Two taps that say the same are one, and nothing can be taken back once.
    pub fn changes(self, standing: Option<Self>) -> bool {
        self.standing() != standing
    }
}

/// A lesson: a group, who taught it, and the day. Nobody tells Meedoen the timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lesson {
    /// The day.
    pub day: Date,
    /// The group.
    pub group: GroupId,
    /// The teacher.
    pub by: AccountId,
}

/// How a measure went of late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// In how many lessons it worked.
    pub worked: usize,
    /// In how many it did not.
    pub failed: usize,
    /// The last lesson of which something is said.
    pub last: Option<Date>,
    /// Since when it fails: it did not work in [`FAILED`] of the latest [`OF`] lessons.
    pub failing_since: Option<Date>,
}

/// How a measure went: from what is said of each lesson, in any order, since the coach last looked into it.
pub fn tally(said: impl IntoIterator<Item = (Lesson, Mark)>) -> Tally {
    let mut lessons: Vec<(Lesson, Mark)> = said.into_iter().filter(|(_, mark)| mark.standing().is_some()).collect();
    lessons.sort_by_key(|(lesson, _)| *lesson);
    let mut tally = Tally::default();
    for (at, (lesson, mark)) in lessons.iter().enumerate() {
        match mark {
            Mark::NotWorked => tally.failed = tally.failed.saturating_add(1),
            Mark::Worked | Mark::TakenBack => tally.worked = tally.worked.saturating_add(1),
        }
        tally.last = Some(lesson.day);
        let latest = lessons.get(at.saturating_sub(OF - 1)..=at).unwrap_or_default();
        let fails = latest.iter().filter(|(_, mark)| *mark == Mark::NotWorked).count() >= FAILED;
        tally.failing_since = fails.then(|| tally.failing_since.unwrap_or(lesson.day));
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;
    use uuid::Uuid;

    #[test]
    fn what_a_teacher_carries_out_and_when() {
        for (place, expected) in [
            (Place::Class, Some(When::EachLesson)),
            (Place::Online, Some(When::EachLesson)),
            (Place::Exam, Some(When::AtTest)),
            (Place::OutsideClass, None),
            (Place::Workplace, None),
        ] {
            assert_eq!(When::of(place), expected, "{}", place.code());
        }
    }

    #[test]
    fn two_taps_that_say_the_same_are_one() {
        use Mark::{NotWorked, TakenBack, Worked};
        for (standing, tap, changes) in [
            (None, Worked, true),
            (None, NotWorked, true),
            (None, TakenBack, false),
            (Some(Worked), Worked, false),
            (Some(Worked), NotWorked, true),
            (Some(Worked), TakenBack, true),
            (Some(NotWorked), NotWorked, false),
        ] {
            assert_eq!(tap.changes(standing), changes, "{standing:?} {tap:?}");
        }
    }

    /// One lesson a day from 1 September on: `+` worked, `-` did not, `.` taken back. Since which day it fails, and the counts.
    #[test]
    fn a_measure_fails_when_it_did_not_work_in_three_of_the_latest_five_lessons() {
        for (marks, failing, counts) in [
            ("", None, (0, 0)),
            ("-", None, (0, 1)),
            ("--", None, (0, 2)),
            ("---", Some(3), (0, 3)),
            ("--.", None, (0, 2)),
            ("-+-+-", Some(5), (2, 3)),
            ("-++--", Some(5), (2, 3)),
            ("-+++--", None, (3, 3)),
            // It goes on failing since the day on which it began.
            ("-----", Some(3), (0, 5)),
            // Three that worked, and it fails no longer; begun again is since then.
            ("---+++", None, (3, 3)),
            ("---+++---", Some(9), (3, 6)),
        ] {
            let lesson = |at: usize| Lesson {
                day: date!(2026 - 08 - 31) + time::Duration::days(at as i64 + 1),
                group: GroupId(Uuid::from_u128(1)),
                by: AccountId(Uuid::from_u128(2)),
            };
            let mark = |sign| match sign {
                '+' => Mark::Worked,
                '-' => Mark::NotWorked,
                _ => Mark::TakenBack,
            };
            let mut said: Vec<_> = marks.chars().enumerate().map(|(at, sign)| (lesson(at), mark(sign))).collect();
            let found = tally(said.clone());
            let since = failing.map(|day: u8| date!(2026 - 08 - 31) + time::Duration::days(i64::from(day)));
            assert_eq!((found.failing_since, (found.worked, found.failed)), (since, counts), "{marks}");
            said.reverse();
            assert_eq!(tally(said), found, "in any order: {marks}");
        }
    }

    /// Two teachers on one day are two lessons.
    #[test]
    fn lessons_of_one_day_are_told_apart() {
        let on = |by: u128, mark| {
            let lesson =
                Lesson { day: date!(2026 - 09 - 01), group: GroupId(Uuid::nil()), by: AccountId(Uuid::from_u128(by)) };
            (lesson, mark)
        };
        let found = tally([on(1, Mark::NotWorked), on(2, Mark::NotWorked), on(3, Mark::NotWorked)]);
        assert_eq!((found.failed, found.failing_since), (3, Some(date!(2026 - 09 - 01))));
    }
}
