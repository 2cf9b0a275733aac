//! Birth dates as the Dutch registers know them: the day, or day and month, may be unknown.

use time::{Date, Month};

/// A birth date of which the day, or the day and the month, may be unknown (`00` in DUO's files).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BirthDate {
    year: i32,
    month: Option<Month>,
    day: Option<u8>,
}

impl BirthDate {
    /// A birth date from its parts; `0` means unknown. `None` when no such date can exist
    /// (a known day in an unknown month included).
    pub fn from_parts(year: i32, month: u8, day: u8) -> Option<Self> {
        if !(1850..=2200).contains(&year) {
            return None;
        }
        match (month, day) {
            (0, 0) => Some(Self { year, month: None, day: None }),
            (0, _) => None,
            (m, 0) => Some(Self { year, month: Some(Month::try_from(m).ok()?), day: None }),
            (m, d) => {
                let month = Month::try_from(m).ok()?;
                Date::from_calendar_date(year, month, d).ok()?;
                Some(Self { year, month: Some(month), day: Some(d) })
            }
        }
    }

    /// Year, month and day; `0` where unknown.
    pub fn parts(self) -> (i32, u8, u8) {
        (self.year, self.month.map_or(0, u8::from), self.day.unwrap_or(0))
    }

    /// The latest date this can have been. Age limits that protect the young (under 16, under 18) count from it:
    /// who may still be a minor is treated as one.
    pub fn latest(self) -> Date {
        let month = self.month.unwrap_or(Month::December);
        let day = self.day.unwrap_or_else(|| month.length(self.year));
        Date::from_calendar_date(self.year, month, day).unwrap_or(Date::MAX)
    }

    /// Whole years of age on a date, by the youngest reading of an incomplete birth date.
    /// Someone born on 29 February has a birthday on 1 March in other years.
    pub fn age_on(self, on: Date) -> i32 {
        let born = self.latest();
        let had_birthday = (u8::from(on.month()), on.day()) >= (u8::from(born.month()), born.day());
        on.year() - born.year() - i32::from(!had_birthday)
    }
}

impl std::fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[personal]")
    }
}
