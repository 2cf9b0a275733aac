//! Small steps over the calendar.

use time::{Date, Duration, Month, Weekday};

/// A date; a day that the month does not have becomes its last.
pub(crate) fn day(year: i32, month: Month, day: u8) -> Date {
    Date::from_calendar_date(year, month, day.clamp(1, month.length(year))).unwrap_or(Date::MIN)
}

/// The same day so many years later (29 February becomes 28).
pub(crate) fn years(date: Date, count: i32) -> Date {
    day(date.year() + count, date.month(), date.day())
}

/// So many days later.
pub(crate) fn days(date: Date, count: i32) -> Date {
    date.saturating_add(Duration::days(i64::from(count)))
}

/// Days from one date to another.
pub(crate) fn between(from: Date, to: Date) -> i32 {
    (to - from).whole_days() as i32
}

/// The date itself, or the Friday before when it falls in a weekend: schools hold no talks on Saturday.
pub(crate) fn working(date: Date) -> Date {
    match date.weekday() {
        Weekday::Saturday => days(date, -1),
        Weekday::Sunday => days(date, -2),
        _ => date,
    }
}

/// The first day of the study year in which a date falls (1 August to 31 July).
pub(crate) fn study_year(date: Date) -> Date {
    let this = day(date.year(), Month::August, 1);
    if this <= date { this } else { day(date.year() - 1, Month::August, 1) }
}

/// The next usual start (1 February or 1 August) that is at least four weeks away.
pub(crate) fn next_start(today: Date) -> Date {
    let earliest = days(today, 28);
    (today.year()..=today.year() + 1)
        .flat_map(|year| [day(year, Month::February, 1), day(year, Month::August, 1)])
        .find(|start| *start >= earliest)
        .unwrap_or(earliest)
}

#[cfg(test)]
mod tests {
    use super::{next_start, study_year, working, years};
    use time::macros::date;

    #[test]
    fn study_years_and_starts() {
        for (today, year, start) in [
            (date!(2026 - 07 - 31), date!(2025 - 08 - 01), date!(2027 - 02 - 01)),
            (date!(2026 - 08 - 01), date!(2026 - 08 - 01), date!(2027 - 02 - 01)),
            (date!(2026 - 11 - 22), date!(2026 - 08 - 01), date!(2027 - 02 - 01)),
            (date!(2027 - 01 - 04), date!(2026 - 08 - 01), date!(2027 - 02 - 01)),
            (date!(2027 - 01 - 05), date!(2026 - 08 - 01), date!(2027 - 08 - 01)),
        ] {
            assert_eq!((study_year(today), next_start(today)), (year, start), "{today}");
        }
        assert_eq!(years(date!(2024 - 02 - 29), 1), date!(2025 - 02 - 28));
        assert_eq!(working(date!(2026 - 11 - 22)), date!(2026 - 11 - 20));
    }
}
