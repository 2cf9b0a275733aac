//! Calendars as dated data: school years, public holidays with the days equated to them, working days, holiday weeks.
//!
//! The days stand in `holidays.csv` and `school_holidays.csv` with their source; a newer file is read the same way
//! ([`Calendar::read`], [`read_school_holidays`]). What counts a term on them is in `term`.

mod read;
mod school;
mod term;
mod year;

pub use read::{
    Changes, Entry, EntryKind, EntryProblem, LineProblem, LineWrong, Put, Refused, SchoolCalendar, changes, put,
    read_entries,
};
pub use school::{KNOWN, Region, SchoolHoliday, national, proposed, proposed_on, proposed_weeks, read_school_holidays};
pub use term::{Counting, Length, months_after};
pub use year::SchoolYear;

use std::collections::BTreeMap;
use std::sync::LazyLock;
use time::{Date, Weekday, format_description::BorrowedFormatItem, macros::format_description};

const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// Why a calendar cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct CalendarProblem {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

/// Why nobody works on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// *Algemeen erkende feestdag* (Algemene termijnenwet 3(1)).
    Public,
    /// Equated with one for the Algemene termijnenwet: Good Friday (3(2)), and days by decree (3(3)).
    Equated,
}

/// Which days are holidays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    days: BTreeMap<Date, Holiday>,
}

static DUTCH: LazyLock<Calendar> = LazyLock::new(|| Calendar::read(include_str!("holidays.csv")).unwrap_or_default());

impl Calendar {
    /// The Dutch calendar that comes with the program: 2015 to 2060, decrees as far as they are known.
    pub fn dutch() -> &'static Self {
        &DUTCH
    }

    /// Reads a calendar: a line for each day (`day;kind;name;source`), `#` before a remark.
    ///
    /// # Errors
    /// The first line that is not such a line.
    pub fn read(text: &str) -> Result<Self, CalendarProblem> {
        let mut days = BTreeMap::new();
        for (line, fields) in rows(text) {
            let wrong = |what| CalendarProblem { line, what };
            let [day, kind, _name, source] = fields[..] else {
                return Err(wrong("expected day;kind;name;source"));
            };
            let day = Date::parse(day, DAY).map_err(|_| wrong("expected a day such as 2026-12-25"))?;
            let kind = match kind {
                "holiday" => Holiday::Public,
                "equated" => Holiday::Equated,
                _ => return Err(wrong("expected holiday or equated")),
            };
            if source.is_empty() {
                return Err(wrong("expected the source of this day"));
            }
            // A day that is both (King's Day on Good Friday cannot be, but a decree may name one) stays the holiday.
            let known = days.entry(day).or_insert(kind);
            if kind == Holiday::Public {
                *known = kind;
            }
        }
        Ok(Self { days })
    }

    /// Whether a day is a holiday, and which kind.
    pub fn holiday(&self, day: Date) -> Option<Holiday> {
        self.days.get(&day).copied()
    }

    /// Whether the calendar knows the year of a day; outside it only weekends are known.
    pub fn covers(&self, day: Date) -> bool {
        let years = |entry: Option<(&Date, &Holiday)>| entry.map(|(day, _)| day.year());
        match (years(self.days.first_key_value()), years(self.days.last_key_value())) {
            (Some(first), Some(last)) => (first..=last).contains(&day.year()),
            _ => false,
        }
    }

    /// Whether a day is Monday to Friday and no holiday.
    pub fn is_working_day(&self, day: Date) -> bool {
        !is_weekend(day) && self.holiday(day).is_none()
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The lines of a file with their fields and numbers, without remarks.
fn rows(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    text.lines()
        .enumerate()
        .map(|(at, line)| (at.saturating_add(1), line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(at, line)| (at, line.split(';').map(str::trim).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::{Duration, Month, macros::date};

    /// Easter Sunday by Gauss: another way than the one the data were made by.
    fn easter(year: i32) -> Date {
        let (a, b, c) = (year % 19, year % 4, year % 7);
        let (k, p) = (year / 100, (13 + 8 * (year / 100)) / 25);
        let m = (15 - p + k - k / 4) % 30;
        let n = (4 + k - k / 4) % 7;
        let d = (19 * a + m) % 30;
        let e = (2 * b + 4 * c + 6 * d + n) % 7;
        let days = match 22 + d + e {
            57 if d == 29 && e == 6 => 50,
            56 if d == 28 && e == 6 && (11 * m + 11) % 30 < 19 => 49,
            days => days,
        };
        Date::from_calendar_date(year, Month::March, 1).unwrap() + Duration::days(i64::from(days) - 1)
    }

    #[test]
    fn the_data_are_what_the_act_says_for_every_year() {
        let calendar = Calendar::dutch();
        for year in 2015..=2060 {
            let on = |month, day| Date::from_calendar_date(year, month, day).unwrap();
            let king = on(Month::April, 27);
            let king = if king.weekday() == Weekday::Sunday { king - Duration::DAY } else { king };
            let easter = easter(year);
            let public = [
                on(Month::January, 1),
                easter + Duration::DAY,
                king,
                on(Month::May, 5),
                easter + Duration::days(39),
                easter + Duration::days(50),
                on(Month::December, 25),
                on(Month::December, 26),
            ];
            for day in public {
                assert_eq!(calendar.holiday(day), Some(Holiday::Public), "{day}");
            }
            assert_eq!(calendar.holiday(easter - Duration::days(2)), Some(Holiday::Equated), "{year}");
            let found = calendar.days.keys().filter(|day| day.year() == year).count();
            let decrees = match year {
                2026 | 2028 => 2,
                2027 => 1,
                _ => 0,
            };
            let distinct: std::collections::BTreeSet<Date> = public.into_iter().collect();
            assert_eq!(found, distinct.len() + 1 + decrees, "{year}: nothing else is a holiday");
        }
        assert!(calendar.covers(date!(2060 - 12 - 31)) && !calendar.covers(date!(2061 - 01 - 01)));
    }

    #[test]
    fn a_file_that_is_none_is_refused_by_line() {
        for (text, line, what) in [
            ("2026-12-25;holiday;Christmas Day", 1, "expected day;kind;name;source"),
            ("# days\n\n25-12-2026;holiday;Christmas Day;ATW 3(1)", 3, "expected a day such as 2026-12-25"),
            ("2026-12-25;free;Christmas Day;ATW 3(1)", 1, "expected holiday or equated"),
            ("2026-12-25;holiday;Christmas Day;", 1, "expected the source of this day"),
        ] {
            assert_eq!(Calendar::read(text), Err(CalendarProblem { line, what }), "{text}");
        }
    }
}
