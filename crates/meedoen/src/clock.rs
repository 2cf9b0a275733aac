//! What time it is: the only place of the house that asks.

use jiff::{Timestamp, tz::TimeZone};
use register::Moment;
use std::sync::OnceLock;
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

/// The last day whose morning is over: for whom a school is made up with what it did that morning.
pub fn last_morning() -> Date {
    morning_before(Timestamp::now().to_zoned(zone()).datetime())
}

fn morning_before(wall: jiff::civil::DateTime) -> Date {
    let night = time::Duration::hours(wall.hour().into()) < NIGHT;
    let today = date(wall.date());
    if night { today.previous_day().unwrap_or(today) } else { today }
}

/// On which day this process first asked a clock whose day is held.
static BEGUN: OnceLock<jiff::civil::Date> = OnceLock::new();

/// Until when a day has not begun. What a demo school did that morning was done by then.
const NIGHT: time::Duration = time::Duration::hours(9);

/// The clock of a server: now, or for a demo database the same time on a fixed day.
#[derive(Debug, Clone, Copy)]
pub struct Wall {
    day: Option<Date>,
}

impl Wall {
    /// `day` holds the day still; the time goes on, also past midnight: a clock that began the day again would put what
    /// happens now before what happened, and "has something changed since?" would be answered wrongly.
    pub const fn new(day: Option<Date>) -> Self {
        Self { day }
    }

    /// What time it is by this clock.
    pub fn now(&self) -> Moment {
        let real = Timestamp::now();
        let Some(day) = self.day else { return moment(real) };
        let wall = real.to_zoned(zone()).datetime();
        Moment { at: held(day, *BEGUN.get_or_init(|| wall.date()), wall), day }
    }
}

/// The instant of a clock that holds `day`, first asked on the day `begun` and now at `wall`: as late on that day, or as
/// many days later. At night the day stands still at its first five minutes: two programs, or two runs of one, agree on
/// which of two moments is the later, and neither comes before what the demo school did in the morning.
fn held(day: Date, begun: jiff::civil::Date, wall: jiff::civil::DateTime) -> OffsetDateTime {
    let after = |minutes: i64| time::Duration::minutes(minutes);
    let (hour, minute) = (i64::from(wall.hour()), i64::from(wall.minute()));
    let so_far = after(hour * 60 + minute)
        + time::Duration::seconds(wall.second().into())
        + time::Duration::nanoseconds(wall.subsec_nanosecond().into());
    let so_far = if so_far < NIGHT { NIGHT - after(5) + so_far / 108 } else { so_far };
    let days = wall.date().since(begun).map_or(0, |span| span.get_days());
    civil(day, 0).at + so_far + time::Duration::days(days.into())
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
        assert!(first.at <= then.at);
        let start = civil(date!(2026 - 09 - 15), 8 * 60 + 55).at;
        assert!(first.at >= start && first.at < start + time::Duration::days(2));
    }

    #[test]
    fn a_held_clock_never_goes_back_and_begins_after_the_morning_of_the_school() {
        let begun = jiff::civil::date(2026, 11, 29);
        let at = |wall: &str| held(date!(2026 - 09 - 15), begun, wall.parse().unwrap());
        for (wall, expected) in [
            ("2026-11-29T00:00:00", datetime!(2026-09-15 06:55 UTC)),
            ("2026-11-29T04:30:00", datetime!(2026-09-15 06:57:30 UTC)),
            ("2026-11-29T09:00:00", datetime!(2026-09-15 07:00 UTC)),
            ("2026-11-29T14:31:05", datetime!(2026-09-15 12:31:05 UTC)),
            ("2026-11-29T23:59:50", datetime!(2026-09-15 21:59:50 UTC)),
            ("2026-11-30T00:00:00", datetime!(2026-09-16 06:55 UTC)),
            ("2026-12-29T10:00:00", datetime!(2026-10-15 08:00 UTC)),
        ] {
            assert_eq!(at(wall), expected, "{wall}");
        }
        let (mut wall, mut last) = (begun.at(0, 0, 0, 0), datetime!(2026-09-15 00:00 UTC));
        while wall < begun.at(0, 0, 0, 0) + jiff::Span::new().days(2) {
            let now = held(date!(2026 - 09 - 15), begun, wall);
            assert!(now > last, "{wall}");
            (wall, last) = (wall + jiff::Span::new().seconds(7), now);
        }
    }

    #[test]
    fn a_school_is_not_made_of_a_morning_that_has_yet_to_come() {
        for (wall, day) in [
            ("2026-12-01T00:15:00", date!(2026 - 11 - 30)),
            ("2026-12-01T08:59:59", date!(2026 - 11 - 30)),
            ("2026-12-01T09:00:00", date!(2026 - 12 - 01)),
        ] {
            assert_eq!(morning_before(wall.parse().unwrap()), day, "{wall}");
        }
    }

    #[test]
    fn days_are_read() {
        assert_eq!(parse_day("2026-09-15"), Ok(date!(2026 - 09 - 15)));
        assert!(parse_day("15-09-2026").is_err());
        assert!(parse_day("2026-02-30").is_err());
    }
}
