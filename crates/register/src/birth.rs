//! Birth dates as the Dutch registers know them: the day, or day and month, may be unknown.

use time::{Date, Month};

/// Nobody younger is a student or an applicant: secondary education, which comes before, is for who is about twelve
/// (Wet voortgezet onderwijs 2020). A bound against slips of the hand, far below what the rules of admission ask.
pub const YOUNGEST: i32 = 12;
/// Nobody older is alive: the oldest person the Netherlands ever had was 115 (Hendrikje van Andel-Schipper, 1890-2005).
pub const OLDEST: i32 = 115;

/// Why a birth date cannot be that of someone in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Impossible {
    /// Not born yet on the day.
    #[error("a birth date in the future")]
    NotBorn,
    /// Younger than [`YOUNGEST`].
    #[error("younger than twelve")]
    TooYoung,
    /// Older than [`OLDEST`].
    #[error("older than 115")]
    TooOld,
}

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

    /// The earliest date this can have been.
    pub fn earliest(self) -> Date {
        let (month, day) = (self.month.unwrap_or(Month::January), self.day.unwrap_or(1));
        Date::from_calendar_date(self.year, month, day).unwrap_or(Date::MIN)
    }

    /// Whether someone in the register can have been born then, seen from `today`. What the law gives by age hangs on it:
    /// a slip of a century must not make a child of an adult. An incomplete date gets the benefit of the doubt.
    ///
    /// # Errors
    /// Says what is impossible about it.
    pub fn check_on(self, today: Date) -> Result<Self, Impossible> {
        let eldest = Self { year: self.year, month: Some(self.earliest().month()), day: Some(self.earliest().day()) };
        if self.earliest() > today {
            Err(Impossible::NotBorn)
        } else if eldest.age_on(today) < YOUNGEST {
            Err(Impossible::TooYoung)
        } else if self.age_on(today) > OLDEST {
            Err(Impossible::TooOld)
        } else {
            Ok(self)
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;

    #[test]
    fn an_incomplete_date_lies_between_its_earliest_and_its_latest() {
        for (parts, earliest, latest) in [
            ((2008, 3, 5), day("2008-03-05"), day("2008-03-05")),
            ((2008, 2, 0), day("2008-02-01"), day("2008-02-29")),
            ((2008, 0, 0), day("2008-01-01"), day("2008-12-31")),
        ] {
            let birth = BirthDate::from_parts(parts.0, parts.1, parts.2).unwrap();
            assert_eq!((birth.earliest(), birth.latest(), birth.parts()), (earliest, latest, parts));
        }
    }

    #[test]
    fn who_cannot_be_a_student_is_refused_by_age_on_the_day() {
        type Case = ((i32, u8, u8), Result<(), Impossible>);
        let today = day("2026-11-28");
        let cases: &[Case] = &[
            ((2008, 3, 5), Ok(())),
            ((2014, 11, 28), Ok(())),
            ((2014, 11, 29), Err(Impossible::TooYoung)),
            ((2014, 0, 0), Ok(())),
            ((2014, 12, 0), Err(Impossible::TooYoung)),
            ((2015, 0, 0), Err(Impossible::TooYoung)),
            ((2026, 11, 28), Err(Impossible::TooYoung)),
            ((2026, 11, 29), Err(Impossible::NotBorn)),
            ((2026, 0, 0), Err(Impossible::TooYoung)),
            ((2027, 0, 0), Err(Impossible::NotBorn)),
            ((2108, 3, 5), Err(Impossible::NotBorn)),
            ((1910, 11, 29), Ok(())),
            ((1910, 11, 28), Err(Impossible::TooOld)),
            ((1910, 0, 0), Ok(())),
            ((1909, 0, 0), Err(Impossible::TooOld)),
            ((1850, 1, 1), Err(Impossible::TooOld)),
        ];
        for ((year, month, day), expected) in cases {
            let birth = BirthDate::from_parts(*year, *month, *day).unwrap();
            assert_eq!(birth.check_on(today).map(drop), *expected, "{year}-{month}-{day}");
        }
    }
}
