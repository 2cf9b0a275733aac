//! On which pile of a desk a piece of work lies: what a desk is sorted and counted by.

use super::{Due, Duty, Who};
use time::{Date, Duration};

crate::codes! {
    /// On which pile a duty lies on a day, in the order of a desk.
    pub enum Pile {
        /// Its last day is past.
        Late = "late",
        /// Due this week, today included.
        ThisWeek = "this_week",
        /// Due after this week.
        Later = "later",
        /// Due, without a term.
        NoTerm = "no_term",
        /// Somebody outside the school's staff acts next: in sight, not on top.
        Waiting = "waiting",
    }
}

impl Pile {
    /// On which pile a duty lies.
    pub fn of(duty: &Duty, today: Date) -> Self {
        match (duty.who, duty.due) {
            (Who::Student | Who::Guardian, _) => Self::Waiting,
            (Who::Intaker | Who::Coach, Due::By(day)) if day < today => Self::Late,
            (Who::Intaker | Who::Coach, Due::By(day)) if day <= end_of_week(today) => Self::ThisWeek,
            (Who::Intaker | Who::Coach, Due::By(_)) => Self::Later,
            (Who::Intaker | Who::Coach, Due::NoTerm) => Self::NoTerm,
        }
    }
}

/// The Sunday that ends the week of a day.
pub fn end_of_week(day: Date) -> Date {
    day.saturating_add(Duration::days(i64::from(7 - day.weekday().number_from_monday())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::Subject;
    use crate::duty::{Basis, DutyKind};
    use crate::fixtures::{application_id, day};
    use crate::law::Article;

    #[test]
    fn a_week_ends_on_its_sunday_and_what_waits_for_others_waits() {
        let subject = Subject::Application(application_id());
        let basis = Basis::Law(Article::Agree);
        let of = |who, due| Duty { kind: DutyKind::Agree, subject, basis, due, who, waits: None };
        // 15 September 2026 is a Tuesday.
        for (due, expected) in [
            ("2026-09-14", Pile::Late),
            ("2026-09-15", Pile::ThisWeek),
            ("2026-09-20", Pile::ThisWeek),
            ("2026-09-21", Pile::Later),
        ] {
            assert_eq!(Pile::of(&of(Who::Coach, Due::By(day(due))), day("2026-09-15")), expected, "{due}");
            assert_eq!(Pile::of(&of(Who::Student, Due::By(day(due))), day("2026-09-15")), Pile::Waiting, "{due}");
        }
        assert_eq!(Pile::of(&of(Who::Intaker, Due::NoTerm), day("2026-09-15")), Pile::NoTerm);
        for (today, end) in [("2026-09-14", "2026-09-20"), ("2026-09-20", "2026-09-20"), ("2026-12-28", "2027-01-03")] {
            assert_eq!(end_of_week(day(today)), day(end), "{today}");
        }
    }
}
