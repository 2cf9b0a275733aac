//! What time it is: the only place of the house that asks.

use jiff::{Timestamp, tz::TimeZone};
use register::Moment;
use time::{Date, OffsetDateTime, Time};

/// The zone whose civil date the law means.
const ZONE: &str = "Europe/Amsterdam";

/// Now, in the Netherlands.
pub fn now() -> Moment {
    moment(Timestamp::now())
}

/// An instant with the day it is in the Netherlands.
pub fn moment(at: Timestamp) -> Moment {
    let day = at.to_zoned(zone()).date();
    Moment { at: offset(at), day: date(day) }
}

/// A wall-clock time in the Netherlands as a moment.
pub fn civil(day: Date, minute: u16) -> Moment {
    let (year, month, of_month) = day.to_calendar_date();
    let (hour, minute) = ((minute / 60).min(23), minute % 60);
    let wall = i16::try_from(year).ok().and_then(|y| {
        jiff::civil::DateTime::new(y, u8::from(month) as i8, of_month as i8, hour as i8, minute as i8, 0, 0).ok()
    });
    let at = wall.and_then(|wall| wall.to_zoned(zone()).ok()).map(|zoned| offset(zoned.timestamp()));
    // Outside jiff's years (-9999 to 9999) there is no zone to speak of.
    Moment { at: at.unwrap_or_else(|| day.with_time(Time::MIDNIGHT).assume_utc()), day }
}

/// The clock of a server: now, or for a demo database the same time on a fixed day.
#[derive(Debug, Clone, Copy)]
pub struct Wall {
    day: Option<Date>,
}

impl Wall {
    /// `day` holds the day still; the time goes on.
    pub const fn new(day: Option<Date>) -> Self {
        Self { day }
    }

    /// What time it is by this clock.
    pub fn now(&self) -> Moment {
        let real = Timestamp::now();
        let Some(day) = self.day else { return moment(real) };
        let wall = real.to_zoned(zone());
        let base = civil(day, wall.hour() as u16 * 60 + wall.minute() as u16);
        let rest = time::Duration::seconds(wall.second().into())
            + time::Duration::nanoseconds(wall.subsec_nanosecond().into());
        Moment { at: base.at + rest, day }
    }
}

impl web::site::clock::Clock for Wall {
    fn now(&self) -> Moment {
        Self::now(self)
    }
}

/// Reads a day such as `2026-09-15`.
pub fn parse_day(text: &str) -> Result<Date, String> {
    let format = time::macros::format_description!("[year]-[month]-[day]");
    Date::parse(text, format).map_err(|_| "expected a day such as 2026-09-15".to_owned())
}

fn zone() -> TimeZone {
    // The table of zones is compiled in, so the name is always known.
    TimeZone::get(ZONE).unwrap_or(TimeZone::UTC)
}

fn offset(at: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(at.as_nanosecond()).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

fn date(day: jiff::civil::Date) -> Date {
    let month = time::Month::try_from(day.month() as u8).unwrap_or(time::Month::January);
    Date::from_calendar_date(day.year().into(), month, day.day() as u8).unwrap_or(Date::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    #[test]
    fn the_day_is_that_of_amsterdam() {
        for (at, day) in [
            ("2026-01-31T22:59:59Z", date!(2026 - 01 - 31)), // winter: UTC+1
            ("2026-01-31T23:00:00Z", date!(2026 - 02 - 01)),
            ("2026-07-31T21:59:59Z", date!(2026 - 07 - 31)), // summer: UTC+2
            ("2026-07-31T22:00:00Z", date!(2026 - 08 - 01)),
        ] {
            assert_eq!(moment(at.parse().unwrap()).day, day, "{at}");
        }
    }

    #[test]
    fn a_wall_clock_time_is_an_instant() {
        assert_eq!(civil(date!(2026 - 01 - 15), 570).at, datetime!(2026-01-15 08:30 UTC));
        assert_eq!(civil(date!(2026 - 07 - 15), 570).at, datetime!(2026-07-15 07:30 UTC));
        assert_eq!(civil(date!(2026 - 07 - 15), 570).day, date!(2026 - 07 - 15));
    }

    #[test]
    fn a_held_clock_keeps_its_day_and_its_time_goes_on() {
        let clock = Wall::new(Some(date!(2026 - 09 - 15)));
        let (first, then) = (clock.now(), clock.now());
        assert_eq!((first.day, then.day), (date!(2026 - 09 - 15), date!(2026 - 09 - 15)));
        assert!((then.at - first.at).abs() < time::Duration::hours(24));
        let start = civil(date!(2026 - 09 - 15), 0).at;
        assert!(first.at >= start && first.at < start + time::Duration::days(1));
    }

    #[test]
    fn days_are_read() {
        assert_eq!(parse_day("2026-09-15"), Ok(date!(2026 - 09 - 15)));
        assert!(parse_day("15-09-2026").is_err());
        assert!(parse_day("2026-02-30").is_err());
    }
}
