//! Dates and numbers as people in the Netherlands write them, in Dutch and in English.

use super::lang::Lang;
use time::Date;

const MONTHS: [[&str; 12]; 2] = [
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

const DAYS: [[&str; 7]; 2] = [
    ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
];

/// `12 maart 2026`, `12 March 2026`.
pub fn date(lang: Lang, date: Date) -> String {
    format!("{} {} {}", date.day(), MONTHS[lang as usize][usize::from(u8::from(date.month())) - 1], date.year())
}

/// `donderdag 12 maart 2026`, for a date someone has to be somewhere.
pub fn date_with_day(lang: Lang, day: Date) -> String {
    let name = DAYS[lang as usize][usize::from(day.weekday().number_days_from_monday())];
    format!("{name} {}", date(lang, day))
}

/// `12 maart 2026, 14:05`, in the clock of the Netherlands, which the caller converts to.
pub fn date_time(lang: Lang, at: time::PrimitiveDateTime) -> String {
    format!("{}, {:02}:{:02}", date(lang, at.date()), at.hour(), at.minute())
}

/// `9:05`, for an hour at which someone has to be somewhere.
pub fn clock(at: time::Time) -> String {
    format!("{}:{:02}", at.hour(), at.minute())
}

/// `09:05`.
pub fn time(at: time::PrimitiveDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// A birth date, of which the day or the month may be unknown: `3 september 2008`, `september 2008`, `2008`.
pub fn birth(lang: Lang, birth: register::BirthDate) -> String {
    let name = |month: u8| MONTHS[lang as usize][usize::from(month.clamp(1, 12)) - 1];
    match birth.parts() {
        (year, 0, _) => year.to_string(),
        (year, month, 0) => format!("{} {year}", name(month)),
        (year, month, day) => format!("{day} {} {year}", name(month)),
    }
}

/// An instant by the clock of the Netherlands.
pub fn dutch_clock(at: time::OffsetDateTime) -> time::PrimitiveDateTime {
    let zone = jiff::tz::TimeZone::get("Europe/Amsterdam").unwrap_or(jiff::tz::TimeZone::UTC);
    let instant = jiff::Timestamp::from_second(at.unix_timestamp()).unwrap_or_default();
    let offset = time::UtcOffset::from_whole_seconds(zone.to_offset(instant).seconds()).unwrap_or(time::UtcOffset::UTC);
    let there = at.to_offset(offset);
    time::PrimitiveDateTime::new(there.date(), there.time())
}

/// `12-03-2026`, the form in which a date is typed and offered back in a field.
pub fn date_typed(date: Date) -> String {
    format!("{:02}-{:02}-{}", date.day(), u8::from(date.month()), date.year())
}

/// `1.234,5` in Dutch, `1,234.5` in English, with the given number of decimals.
pub fn number(lang: Lang, value: f64, decimals: usize) -> String {
    let (group, point) = match lang {
        Lang::Nl => ('.', ','),
        Lang::En => (',', '.'),
    };
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    if value < 0.0 && plain.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        out.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date as day, datetime};

    #[test]
    fn dates_read_as_people_write_them() {
        assert_eq!(date(Lang::Nl, day!(2026 - 03 - 12)), "12 maart 2026");
        assert_eq!(date(Lang::En, day!(2026 - 03 - 01)), "1 March 2026");
        assert_eq!(date_with_day(Lang::Nl, day!(2026 - 11 - 22)), "zondag 22 november 2026");
        assert_eq!(date_time(Lang::Nl, datetime!(2026-03-12 9:05)), "12 maart 2026, 09:05");
        assert_eq!(dutch_clock(datetime!(2026-03-29 00:59 UTC)), datetime!(2026-03-29 1:59));
        assert_eq!(dutch_clock(datetime!(2026-03-29 01:00 UTC)), datetime!(2026-03-29 3:00));
        assert_eq!(date_typed(day!(2026 - 03 - 01)), "01-03-2026");
    }

    #[test]
    fn a_birth_date_says_no_more_than_is_known() {
        for (parts, nl) in
            [((2008, 9, 3), "3 september 2008"), ((2008, 9, 0), "september 2008"), ((2008, 0, 0), "2008")]
        {
            let known = register::BirthDate::from_parts(parts.0, parts.1, parts.2).unwrap();
            assert_eq!(birth(Lang::Nl, known), nl);
        }
    }

    #[test]
    fn numbers_have_the_marks_of_their_language() {
        for (value, decimals, nl, en) in [
            (0.0, 0, "0", "0"),
            (999.0, 0, "999", "999"),
            (1234.5, 1, "1.234,5", "1,234.5"),
            (1_234_567.0, 0, "1.234.567", "1,234,567"),
            (-1234.0, 0, "-1.234", "-1,234"),
            (-0.04, 1, "0,0", "0.0"),
        ] {
            assert_eq!(number(Lang::Nl, value, decimals), nl);
            assert_eq!(number(Lang::En, value, decimals), en);
        }
    }
}
