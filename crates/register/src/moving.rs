//! Students who go to another coach or team because the work is divided: why, from which day, and who went in the first months after they
//! began. `docs/decisions/0037-knowledge.md`.

use crate::codes;
use time::{Date, Duration};

codes! {
    /// What becomes another.
    pub enum What {
        /// Their coach.
        Coach = "coach",
        /// Their team.
        Team = "team",
    }
}

codes! {
    /// Why. A list, because words about it would soon be words about a student.
    pub enum Reason {
        /// The other has more room.
        Room = "room",
        /// The other works with what was agreed more often.
        Fits = "fits",
        /// The student asked for it.
        Asked = "asked",
        /// Who had them leaves, or is away for long.
        Leaves = "leaves",
        /// The student goes to another class, programme or location.
        Place = "place",
        /// It was written down wrong.
        Wrong = "wrong",
    }
}

codes! {
    /// Why it is not done.
    pub enum Refusal {
        /// Nobody was chosen.
        Nobody = "nobody",
        /// They are with the other already, or it is the same one.
        Same = "same",
        /// The other is no coach or team here on that day.
        NoOther = "no_other",
        /// From a day that is past.
        Past = "past",
        /// From a day that is more than a year away.
        Far = "far",
        /// No reason was chosen.
        NoReason = "no_reason",
        /// Somebody moved students of this team meanwhile.
        Changed = "changed",
        /// It was taken back already, or none of them is there any more.
        Gone = "gone",
    }
}

/// For how long after somebody began it is said that they went to another.
pub const EARLY: Duration = Duration::days(120);

/// How far ahead it can be arranged.
pub const AHEAD: Duration = Duration::days(366);

/// Whether students can go from a day.
///
/// # Errors
/// [`Refusal::Past`], [`Refusal::Far`].
pub fn from_day(day: Date, today: Date) -> Result<(), Refusal> {
    match day {
        day if day < today => Err(Refusal::Past),
        day if day > today + AHEAD => Err(Refusal::Far),
        _ => Ok(()),
    }
}

/// Somebody went from one to another, on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Went<K> {
    /// From whom or what.
    pub from: K,
    /// To whom or what.
    pub to: K,
    /// The first day with the other.
    pub on: Date,
}

/// Who went to another in the first months: of what somebody belonged to (each with its first and last day), every beginning that came
/// after another had ended since they `began`. What began beside what goes on is no move; what held on no day was taken back.
pub fn early<K: Copy + PartialEq>(held: &[(K, Date, Option<Date>)], began: Date, today: Date) -> Vec<Went<K>> {
    let last = today.min(began + EARLY);
    let real = |one: &&(K, Date, Option<Date>)| one.2.is_none_or(|ends| ends >= one.1);
    let mut all: Vec<Went<K>> = Vec::new();
    for (to, on, _) in held.iter().filter(real).filter(|one| one.1 > began && one.1 <= last) {
        let before = held.iter().filter(real).filter_map(|(from, _, ends)| Some((*from, (*ends)?)));
        let before = before.filter(|(from, ends)| from != to && *ends >= began && ends < on);
        // What ended last, and of equals the last of the list.
        if let Some((from, _)) = before.max_by_key(|(_, ends)| *ends) {
            all.push(Went { from, to: *to, on: *on });
        }
    }
    all.sort_by_key(|one| one.on);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;

    #[test]
    fn students_go_from_today_and_within_a_year() {
        let today = day("2026-09-01");
        for (from, expected) in [
            ("2026-08-31", Err(Refusal::Past)),
            ("2026-09-01", Ok(())),
            ("2027-09-02", Ok(())),
            ("2027-09-03", Err(Refusal::Far)),
        ] {
            assert_eq!(from_day(day(from), today), expected, "{from}");
        }
    }

    /// `A 2026-08-01 2026-09-30`, or without a last day.
    fn held(text: &'static str) -> (&'static str, Date, Option<Date>) {
        let parts: Vec<&str> = text.split(' ').collect();
        (parts[0], day(parts[1]), parts.get(2).map(|until| day(until)))
    }

    /// Began on 1 August 2026, looked at on 20 November: 120 days after it began is 29 November.
    #[test]
    fn who_went_to_another_in_the_first_months() {
        type Rows = &'static [&'static str];
        type Moves = &'static [(&'static str, &'static str, &'static str)];
        let cases: [(&str, Rows, Moves); 11] = [
            ("nothing changed", &["A 2026-08-01"], &[]),
            ("to another", &["A 2026-08-01 2026-09-30", "B 2026-10-01"], &[("A", "B", "2026-10-01")]),
            ("with some days between", &["A 2026-08-01 2026-09-15", "B 2026-10-01"], &[("A", "B", "2026-10-01")]),
            (
                "and back",
                &["A 2026-08-01 2026-09-30", "B 2026-10-01 2026-10-31", "A 2026-11-01"],
                &[("A", "B", "2026-10-01"), ("B", "A", "2026-11-01")],
            ),
            ("one more beside it", &["A 2026-08-01", "B 2026-10-01"], &[]),
            ("the first came later", &["A 2026-09-10"], &[]),
            ("the same went on after silence", &["A 2026-08-01 2026-09-30", "A 2026-10-10"], &[]),
            // It was arranged and taken back: it ends before it begins.
            ("on no day", &["A 2026-08-01 2026-09-30", "B 2026-10-01 2026-09-30", "A 2026-10-01"], &[]),
            ("that is still to come", &["A 2026-08-01 2026-11-20", "B 2026-11-21"], &[]),
            ("who had them ended before they began", &["A 2025-08-01 2026-07-31", "B 2026-08-05"], &[]),
            (
                "which of two that ended: the last",
                &["A 2026-08-01 2026-08-31", "C 2026-08-01 2026-09-30", "B 2026-10-01"],
                &[("C", "B", "2026-10-01")],
            ),
        ];
        for (what, rows, expected) in cases {
            let rows: Vec<_> = rows.iter().map(|text| held(text)).collect();
            let found: Vec<_> = early(&rows, day("2026-08-01"), day("2026-11-20"))
                .iter()
                .map(|one| (one.from, one.to, one.on))
                .collect();
            let expected: Vec<_> = expected.iter().map(|(from, to, on)| (*from, *to, day(on))).collect();
            assert_eq!(found, expected, "{what}");
        }
        // The 120th day is the last.
        for (on, many) in [("2026-11-29", 1), ("2026-11-30", 0)] {
            let rows = [("A", day("2026-08-01"), Some(day("2026-11-01"))), ("B", day(on), None)];
            assert_eq!(early(&rows, day("2026-08-01"), day("2027-03-01")).len(), many, "{on}");
        }
    }
}
