//! Terms: counted plainly, by the Algemene termijnenwet, or by Regulation 1182/71.
//!
//! Each runs from the day after the event. What differs is what happens to an end on a day on which nobody works.

use super::{Calendar, Holiday, is_weekend};
use time::{Date, Duration, Month};

/// How long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Length {
    /// So many days.
    Days(u16),
    /// So many times seven days.
    Weeks(u16),
    /// So many calendar months: the same day of a later month, or its last day where it has no such day.
    Months(u16),
}

/// By which rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counting {
    /// As it falls.
    Plain,
    /// Algemene termijnenwet 1 to 4: an end on a weekend or a (equated) holiday moves to the next day that is neither; a
    /// term of three days or more holds at least two such days; longer than twelve weeks, 90 days or three months is left
    /// as it falls.
    TermsAct,
    /// Regulation 1182/71 art. 3(4) and (5): the same, whatever the length, for public holidays only (a day equated for the
    /// Algemene termijnenwet is none).
    Regulation,
}

impl Length {
    /// The last day of a term of this length after an event, as it falls.
    pub fn after(self, event: Date) -> Date {
        match self {
            Self::Days(days) => event.saturating_add(Duration::days(days.into())),
            Self::Weeks(weeks) => event.saturating_add(Duration::weeks(weeks.into())),
            Self::Months(months) => months_after(event, months),
        }
    }

    const fn is_longer_than_the_act(self) -> bool {
        match self {
            Self::Days(days) => days > 90,
            Self::Weeks(weeks) => weeks > 12,
            Self::Months(months) => months > 3,
        }
    }
}

/// The same day so many months later, or the last day of that month.
pub fn months_after(day: Date, months: u16) -> Date {
    let zero = day.year().saturating_mul(12).saturating_add(i32::from(u8::from(day.month()))).saturating_sub(1);
    let at = zero.saturating_add(months.into());
    let (year, month) = (at.div_euclid(12), at.rem_euclid(12));
    let month = u8::try_from(month).ok().and_then(|month| Month::try_from(month.saturating_add(1)).ok());
    let month = month.unwrap_or(Month::January);
    Date::from_calendar_date(year, month, day.day().min(month.length(year))).unwrap_or(Date::MAX)
}

impl Calendar {
    /// The last day of a term after an event.
    pub fn end(&self, event: Date, length: Length, counting: Counting) -> Date {
        let falls = length.after(event);
        let rests = |day: Date| match counting {
            Counting::Plain => false,
            Counting::TermsAct => is_weekend(day) || self.holiday(day).is_some(),
            Counting::Regulation => is_weekend(day) || self.holiday(day) == Some(Holiday::Public),
        };
        if counting == Counting::Plain || (counting == Counting::TermsAct && length.is_longer_than_the_act()) {
            return falls;
        }
        let mut end = next(falls, |day| !rests(day));
        // Short terms around holidays: at least two days on which something can be done.
        let short = falls - event;
        if short >= Duration::days(3) && short <= Duration::days(14) {
            while days_from(event, end).filter(|day| !rests(*day)).count() < 2 {
                end = next(end.saturating_add(Duration::DAY), |day| !rests(day));
            }
        }
        end
    }

    /// The nth working day after a day, where days in a closed week do not count.
    pub fn working_day_after(&self, day: Date, nth: u32, closed: &[Date]) -> Date {
        let mut left = nth;
        let mut at = day;
        while left > 0 {
            let Some(next) = at.next_day() else { return at };
            at = next;
            if self.is_working_day(at) && !closed.iter().any(|week| in_week(*week, at)) {
                left -= 1;
            }
        }
        at
    }
}

/// Whether a day lies in the seven days from a Monday (or whatever day a school's holiday week begins on).
pub(super) fn in_week(first: Date, day: Date) -> bool {
    (0..7).contains(&(day - first).whole_days())
}

fn next(from: Date, fits: impl Fn(Date) -> bool) -> Date {
    let mut day = from;
    while !fits(day) {
        match day.next_day() {
            Some(next) => day = next,
            None => return day,
        }
    }
    day
}

/// The days after an event through the end of its term.
fn days_from(event: Date, end: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(event.next_day(), |day| day.next_day()).take_while(move |day| *day <= end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;

    #[test]
    fn terms_end_where_the_rules_of_counting_say() {
        use Counting::{Plain, Regulation, TermsAct};
        use Length::{Days, Months, Weeks};
        for (what, event, length, counting, end) in [
            ("plain, on a Saturday", "2026-11-28", Weeks(1), Plain, "2026-12-05"),
            ("on a Saturday", "2026-11-28", Weeks(1), TermsAct, "2026-12-07"),
            ("on a Monday", "2026-11-30", Weeks(1), TermsAct, "2026-12-07"),
            ("on Christmas Day, a Friday", "2026-11-27", Weeks(4), TermsAct, "2026-12-28"),
            ("on 5 May before Ascension Day and an equated Friday", "2027-04-07", Weeks(4), TermsAct, "2027-05-10"),
            ("the equated Friday is none for Europe", "2027-04-07", Days(30), Regulation, "2027-05-07"),
            ("on Good Friday", "2027-03-12", Weeks(2), TermsAct, "2027-03-30"),
            ("on leap day", "2027-12-21", Weeks(10), TermsAct, "2028-02-29"),
            ("twelve weeks move", "2026-09-12", Weeks(12), TermsAct, "2026-12-07"),
            ("thirteen do not", "2026-09-05", Weeks(13), TermsAct, "2026-12-05"),
            ("four months do not", "2026-08-05", Months(4), TermsAct, "2026-12-05"),
            ("three months do", "2026-09-05", Months(3), TermsAct, "2026-12-07"),
            ("a month from 31 January, a Sunday", "2027-01-31", Months(1), Regulation, "2027-03-01"),
            ("a month from 30 January of a leap year", "2028-01-30", Months(1), Regulation, "2028-02-29"),
            ("a month from 31 January of a leap year", "2028-01-31", Months(1), Plain, "2028-02-29"),
            ("across the year", "2026-12-15", Months(1), Regulation, "2027-01-15"),
            ("three days over Christmas hold two to work on", "2026-12-24", Days(3), TermsAct, "2026-12-29"),
        ] {
            assert_eq!(Calendar::dutch().end(day(event), length, counting), day(end), "{what}");
        }
    }

    #[test]
    fn working_days_skip_weekends_holidays_and_closed_weeks() {
        let closed = [day("2026-10-19")];
        for (what, after, nth, closed, on) in [
            ("the third after a Sunday", "2026-11-01", 3, &[][..], "2026-11-04"),
            ("the fifth after a Friday", "2026-10-02", 5, &[][..], "2026-10-09"),
            ("over Christmas and New Year with its Friday", "2025-12-23", 5, &[][..], "2026-01-05"),
            ("a closed week", "2026-10-16", 1, &closed[..], "2026-10-26"),
            ("none", "2026-10-17", 0, &[][..], "2026-10-17"),
        ] {
            assert_eq!(Calendar::dutch().working_day_after(day(after), nth, closed), day(on), "{what}");
        }
    }
}
