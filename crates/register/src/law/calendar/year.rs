//! The school year (*studiejaar*, WEB 1.1.1): 1 August to 31 July. No weekend and no holiday moves it.

use std::fmt;
use time::{Date, Month};

/// A school year, by the year in which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchoolYear(i32);

impl SchoolYear {
    /// The school year of a day.
    pub fn of(day: Date) -> Self {
        Self(if u8::from(day.month()) >= 8 { day.year() } else { day.year().saturating_sub(1) })
    }

    /// Reads `2026-2027`.
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('-')?;
        let year = |text: &str| (text.len() == 4).then(|| text.parse::<u16>().ok()).flatten().map(i32::from);
        let (from, to) = (year(from)?, year(to)?);
        (to == from.saturating_add(1) && from >= 1000).then_some(Self(from))
    }

    /// The calendar year in which it begins.
    pub const fn begins_in(self) -> i32 {
        self.0
    }

    /// Its first day.
    pub fn first(self) -> Date {
        Date::from_calendar_date(self.0, Month::August, 1).unwrap_or(Date::MIN)
    }

    /// Its last day.
    pub fn last(self) -> Date {
        Date::from_calendar_date(self.0.saturating_add(1), Month::July, 31).unwrap_or(Date::MAX)
    }

    /// Whether a day lies in it.
    pub fn contains(self, day: Date) -> bool {
        Self::of(day) == self
    }

    /// How many whole school years went by after a day, up to another: not the one the first day lies in, unless it is its
    /// last day, nor the one that still runs.
    pub fn whole_between(after: Date, until: Date) -> i32 {
        let first = after.next_day().map_or(Self::of(after), |next| {
            let year = Self::of(next);
            if year.first() == next { year } else { Self(year.0.saturating_add(1)) }
        });
        Self::of(until).0.saturating_sub(first.0).max(0)
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0, self.0.saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;

    #[test]
    fn a_school_year_begins_on_1_august() {
        for (on, year) in [
            ("2026-07-31", "2025-2026"),
            ("2026-08-01", "2026-2027"),
            ("2027-01-01", "2026-2027"),
            ("2028-02-29", "2027-2028"),
        ] {
            assert_eq!(SchoolYear::of(day(on)).to_string(), year);
            assert!(SchoolYear::parse(year).unwrap().contains(day(on)));
        }
        for wrong in ["2026-2028", "2026", "26-27", "2026-2027 ", "+026-2027"] {
            assert_eq!(SchoolYear::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn whole_school_years_go_by_on_31_july() {
        for (after, until, years) in [
            ("2024-07-31", "2027-07-31", 2),
            ("2024-07-31", "2027-08-01", 3),
            ("2024-08-01", "2027-08-01", 2),
            ("2024-02-01", "2027-07-31", 2),
            ("2024-02-01", "2027-08-01", 3),
            ("2026-10-01", "2026-11-01", 0),
        ] {
            assert_eq!(SchoolYear::whole_between(day(after), day(until)), years, "{after} {until}");
        }
    }
}
