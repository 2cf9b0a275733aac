//! What stands on the list of who arranges placements, in piles; from when until when looking back together is owed; when it is owed
//! that all sign (R19: before the placement begins); and what became of a placement that was in order when it was written down: the
//! company lost its recognition, the enrolment ended, UWV does not answer.

use super::look::{AFTER, Look};
use super::provision::{self, ANSWERED_WITHIN, Step};
use super::{Party, Reason, Workplace};
use crate::codes;
use crate::company::{Known, Recognition, recognised};
use crate::enrolment::Enrolment;
use time::{Date, Duration};

/// So many days before the last one looking back is owed: soon enough to go there while the placement runs. And so many before the
/// first one it is owed that all sign.
const BEFORE: i64 = 14;

codes! {
    /// A pile of the list.
    pub enum Pile {
        /// Something is to be done about a placement.
        Owed = "owed",
        /// DUO tells of a placement, and nobody wrote down who guides there and what is learned.
        Unwritten = "unwritten",
        /// The student was asked what a workplace may be told, and did not answer yet.
        Asked = "asked",
        /// It runs, or is yet to begin.
        Running = "running",
    }
}

/// Whether it is owed on a day that all sign: it begins soon or runs, and somebody did not.
pub fn owes_signatures(of: &Workplace, today: Date) -> bool {
    let signed = |party: &Party| of.signed.iter().any(|(by, _)| by == party);
    of.ended.is_none()
        && of.from <= today.saturating_add(Duration::days(BEFORE))
        && today <= of.until
        && !Party::ALL.iter().all(signed)
}

/// Whether the company is not recognised any more where the student is to learn (R19): a list names it, and names no recognition for
/// the programme that runs today, or on the first day where that is yet to come. What no list names is not known, which is not lost.
pub fn lost_recognition(of: &Workplace, listed: bool, recognitions: &[Recognition], today: Date) -> bool {
    of.open(today) && recognised(listed, recognitions, of.crebo, of.from.max(today)) == Known::No
}

/// Whether what is yet to come of it, or runs, lies outside its enrolment: that ended, was shortened, begins later or was withdrawn since.
pub fn outside_enrolment<'a>(of: &Workplace, enrolments: impl IntoIterator<Item = &'a Enrolment>, today: Date) -> bool {
    let holds = |one: &Enrolment| {
        let last = one.until.or(one.planned_until);
        one.id == of.enrolment && !one.withdrawn && one.from <= of.from && last.is_none_or(|last| of.until <= last)
    };
    of.open(today) && !enrolments.into_iter().any(holds)
}

/// Whether the school asks UWV how it stands: something was asked long ago, and the placement is not over.
pub fn owes_an_answer(of: &Workplace, steps: &[Step], today: Date) -> bool {
    of.open(today) && provision::unanswered(steps, today)
}

/// Before this day UWV was asked too long ago.
pub fn unanswered_before(today: Date) -> Date {
    today.saturating_sub(ANSWERED_WITHIN)
}

/// The last days of placements at which looking back is owed on a day, the first and the last of them. The last is also the last first
/// day of those of which it is owed that all sign.
pub fn looked_back(today: Date) -> (Date, Date) {
    (today.saturating_sub(Duration::days(AFTER)), today.saturating_add(Duration::days(BEFORE)))
}

/// Whether looking back at a placement is owed on a day: it ends soon or ended lately, it began, it was no mistake, something for work
/// holds that one can look back at (`asked`), and nobody looked back at it yet.
pub fn owes_a_look(of: &Workplace, asked: bool, looks: &[Look], today: Date) -> bool {
    let (first, last) = looked_back(today);
    let mistaken = of.ended.is_some_and(|ended| ended.reason == Reason::Mistaken);
    asked
        && !mistaken
        && of.from <= today
        && (first..=last).contains(&of.last())
        && !looks.iter().any(|one| one.of == of.number && one.taken.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Period;
    use crate::fixtures::{account_id, at, day, version_id};
    use crate::programme::Crebo;
    use crate::workplace::provision::{Kind, Status};
    use crate::workplace::{Ended, fixture};

    fn stops(of: &Workplace) -> Workplace {
        let ended = Ended { on: day("2026-03-10"), reason: Reason::Stops, noted: (at("2026-03-10"), account_id()) };
        Workplace { ended: Some(ended), ..of.clone() }
    }

    /// WEB 7.2.8(4), 7.2.9: only at a recognised company, and the school sees to another place where that fails.
    #[test]
    fn a_recognition_that_ended_is_lost_and_one_that_nobody_lists_is_not() {
        let of = fixture("2026-02-01", "2026-06-30");
        let one = |crebo, period| vec![Recognition { crebo, period }];
        let until = |last: &str| one(of.crebo, Period::between(day("2020-01-01"), day(last)));
        let since = |first: &str| one(of.crebo, Period::since(day(first)));
        let other = one(Crebo::parse("25170").unwrap(), Period::since(day("2020-01-01")));
        for (what, listed, recognitions, today, expected) in [
            ("it holds", true, since("2020-01-01"), "2026-03-01", false),
            ("its last day is today", true, until("2026-03-01"), "2026-03-01", false),
            ("its last day was yesterday", true, until("2026-02-28"), "2026-03-01", true),
            ("of what is yet to begin the first day counts", true, until("2026-01-31"), "2026-01-10", true),
            ("and not today", true, since("2026-02-01"), "2026-01-10", false),
            ("for something else", true, other, "2026-03-01", true),
            ("the list names none", true, Vec::new(), "2026-03-01", true),
            ("no list names the company", false, Vec::new(), "2026-03-01", false),
            ("the placement is over", true, until("2026-02-28"), "2026-07-01", false),
        ] {
            assert_eq!(lost_recognition(&of, listed, &recognitions, day(today)), expected, "{what}");
        }
        assert!(!lost_recognition(&stops(&of), true, &[], day("2026-03-01")), "it ended: nobody learns there");
    }

    /// Issue 15, bad input: a placement outside the enrolment, also where an import made it so.
    #[test]
    fn a_placement_lies_outside_an_enrolment_that_ended_was_shortened_or_withdrawn() {
        let of = fixture("2026-02-01", "2026-06-30");
        let enrolment = |from: &str, planned: Option<&str>, until: Option<&str>| Enrolment {
            id: of.enrolment,
            person: crate::PersonId(uuid::Uuid::from_u128(2)),
            number: "1".into(),
            from: day(from),
            planned_until: planned.map(day),
            until: until.map(day),
            reason: None,
            withdrawn: false,
        };
        let usual = enrolment("2025-08-01", Some("2028-07-31"), None);
        let withdrawn = Enrolment { withdrawn: true, ..usual.clone() };
        let another = Enrolment { id: crate::EnrolmentId(uuid::Uuid::nil()), ..usual.clone() };
        for (what, enrolments, today, expected) in [
            ("it lies in it", vec![usual.clone()], "2026-03-01", false),
            ("without a last day", vec![enrolment("2025-08-01", None, None)], "2026-03-01", false),
            ("until its last day", vec![enrolment("2025-08-01", None, Some("2026-06-30"))], "2026-03-01", false),
            ("a day short", vec![enrolment("2025-08-01", None, Some("2026-06-29"))], "2026-03-01", true),
            ("planned shorter", vec![enrolment("2025-08-01", Some("2026-05-31"), None)], "2026-03-01", true),
            ("it begins later", vec![enrolment("2026-02-02", None, None)], "2026-01-10", true),
            ("withdrawn", vec![withdrawn], "2026-03-01", true),
            ("another one", vec![another.clone()], "2026-03-01", true),
            ("that and its own", vec![another, usual], "2026-03-01", false),
            ("it is over", vec![enrolment("2025-08-01", None, Some("2026-06-29"))], "2026-07-01", false),
        ] {
            assert_eq!(outside_enrolment(&of, &enrolments, day(today)), expected, "{what}");
        }
        assert!(!outside_enrolment(&stops(&of), &[], day("2026-03-01")), "it ended");
    }

    #[test]
    fn uwv_is_asked_after_while_the_placement_is_not_over() {
        let of = fixture("2026-02-01", "2026-06-30");
        let asked = |on: &str| Step {
            kind: Kind::Interpreter,
            status: Status::Asked,
            on: day(on),
            noted: (at("2026-02-01"), account_id()),
            taken: None,
        };
        for (what, on, today, expected) in [
            ("six weeks ago", "2026-02-01", "2026-03-15", false),
            ("a day more", "2026-02-01", "2026-03-16", true),
            ("it is over", "2026-02-01", "2026-07-01", false),
        ] {
            assert_eq!(owes_an_answer(&of, &[asked(on)], day(today)), expected, "{what}");
            assert_eq!(day(on) < unanswered_before(day(today)), expected || today == "2026-07-01", "{what}");
        }
        assert!(!owes_an_answer(&stops(&of), &[asked("2026-02-01")], day("2026-05-01")), "it ended");
    }

    #[test]
    fn that_all_sign_is_owed_from_two_weeks_before_until_it_is_over() {
        let mut of = fixture("2026-02-01", "2026-06-30");
        of.signed = vec![(Party::School, day("2026-01-05")), (Party::Company, day("2026-01-05"))];
        for (today, expected) in
            [("2026-01-17", false), ("2026-01-18", true), ("2026-06-30", true), ("2026-07-01", false)]
        {
            assert_eq!(owes_signatures(&of, day(today)), expected, "{today}");
        }
        let mut all = of.clone();
        all.signed.push((Party::Student, day("2026-01-06")));
        assert!(!owes_signatures(&all, day("2026-02-01")));
        of.ended =
            Some(Ended { on: day("2026-03-10"), reason: Reason::Stops, noted: (at("2026-03-10"), account_id()) });
        assert!(!owes_signatures(&of, day("2026-03-10")), "nobody signs what ended");
    }

    #[test]
    fn looking_back_is_owed_around_the_last_day_and_once() {
        let of = fixture("2026-02-01", "2026-06-30");
        for (today, expected, what) in [
            ("2026-06-15", false, "fifteen days before"),
            ("2026-06-16", true, "two weeks before"),
            ("2026-06-30", true, "the last day"),
            ("2026-07-28", true, "four weeks later"),
            ("2026-07-29", false, "later nobody goes there"),
        ] {
            assert_eq!(owes_a_look(&of, true, &[], day(today)), expected, "{what}");
            assert!(!owes_a_look(&of, false, &[], day(today)), "{what}: there is nothing to look back at");
        }
        let short = fixture("2026-06-20", "2026-06-30");
        assert!(!owes_a_look(&short, true, &[], day("2026-06-19")), "it is yet to begin");
        assert!(owes_a_look(&short, true, &[], day("2026-06-20")));
        let ended = |reason| {
            let mut of = fixture("2026-02-01", "2026-06-30");
            of.ended = Some(Ended { on: day("2026-03-10"), reason, noted: (at("2026-03-10"), account_id()) });
            owes_a_look(&of, true, &[], day("2026-03-20"))
        };
        assert!(ended(Reason::Unsafe), "one that ended early is looked back at too");
        assert!(!ended(Reason::Mistaken), "nothing was there");
        let look = |number| Look {
            number: 1,
            of: number,
            on: day("2026-06-20"),
            version: version_id(1),
            kept: Vec::new(),
            said: Vec::new(),
            noted: (at("2026-06-20"), account_id()),
            taken: None,
        };
        assert!(!owes_a_look(&of, true, &[look(of.number)], day("2026-06-21")));
        assert!(owes_a_look(&of, true, &[look(of.number + 1)], day("2026-06-21")), "of another one");
        let taken = Look { taken: Some((at("2026-06-21"), account_id())), ..look(of.number) };
        assert!(owes_a_look(&of, true, &[taken], day("2026-06-21")), "it was taken back");
    }
}
