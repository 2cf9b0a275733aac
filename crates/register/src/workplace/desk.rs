//! What stands on the list of who arranges placements, in piles; from when until when looking back together is owed; and when it is
//! owed that all sign (R19: before the placement begins).

use super::look::{AFTER, Look};
use super::{Party, Reason, Workplace};
use crate::codes;
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
    use crate::fixtures::{account_id, at, day, version_id};
    use crate::workplace::{Ended, fixture};

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
