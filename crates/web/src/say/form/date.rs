//! Dates as people type them, in one field.

use super::{Errors, Input};
use time::{Date, Month};

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateError {
    /// Nothing was typed.
    Missing,
    /// Not written in a way we know.
    Unreadable,
    /// Written well, but there is no such day: 31 April.
    NoSuchDay,
}

impl DateError {
    /// Key of the sentence that says what to do.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Missing => "error-date-missing",
            Self::Unreadable => "error-date-unreadable",
            Self::NoSuchDay => "error-date-no-such-day",
        }
    }
}

/// First letters of the months, in Dutch and English; unique from three letters on.
const MONTHS: [(&str, u8); 24] = [
    ("januari", 1),
    ("january", 1),
    ("februari", 2),
    ("february", 2),
    ("maart", 3),
    ("march", 3),
    ("april", 4),
    ("mrt", 3),
    ("mei", 5),
    ("may", 5),
    ("juni", 6),
    ("june", 6),
    ("juli", 7),
    ("july", 7),
    ("augustus", 8),
    ("august", 8),
    ("september", 9),
    ("sept", 9),
    ("oktober", 10),
    ("october", 10),
    ("november", 11),
    ("okt", 10),
    ("december", 12),
    ("oct", 10),
];

/// Reads a date: day, month and year in the order of the Netherlands, or year first when the year has four digits.
///
/// Marks between the parts may be `-`, `/`, `.`, `,` or white space; months may be words; eight digits in a row are
/// `ddmmyyyy`. A year of two digits is in this century: dates in the register are of school years, and birth dates
/// are asked with four (a birth date form refuses a date in the future).
///
/// # Errors
/// When it is no date; see [`DateError`].
pub fn parse_date(typed: &str) -> Result<Date, DateError> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Err(DateError::Missing);
    }
    let parts = split(&typed).ok_or(DateError::Unreadable)?;
    let [a, b, c] = parts.as_slice() else { return Err(DateError::Unreadable) };
    let (day, month, year) = match (a.len(), b, c.len()) {
        (4, _, 1 | 2) if is_digits(a) => (c, b, a),
        (1 | 2, _, 2 | 4) => (a, b, c),
        _ => return Err(DateError::Unreadable),
    };
    if !is_digits(day) || !is_digits(year) {
        return Err(DateError::Unreadable);
    }
    let month = month_number(month).ok_or(DateError::Unreadable)?;
    let day: u8 = day.parse().map_err(|_| DateError::Unreadable)?;
    let year: i32 = match (year.len(), year.parse::<i32>()) {
        (2, Ok(short)) => 2000 + short,
        (4, Ok(long)) => long,
        _ => return Err(DateError::Unreadable),
    };
    let month = Month::try_from(month).map_err(|_| DateError::NoSuchDay)?;
    Date::from_calendar_date(year, month, day).map_err(|_| DateError::NoSuchDay)
}

/// Runs of digits and runs of letters; everything between them parts. `None` on any other character.
fn split(text: &str) -> Option<Vec<String>> {
    if text.len() == 8 && is_digits(text) {
        return Some(vec![text[..2].to_owned(), text[2..4].to_owned(), text[4..].to_owned()]);
    }
    let mut parts: Vec<String> = Vec::new();
    let mut last: Option<char> = None;
    for c in text.chars() {
        match c {
            _ if c.is_ascii_digit() || c.is_ascii_lowercase() => match parts.last_mut() {
                Some(part) if last.is_some_and(|l| l.is_ascii_digit() == c.is_ascii_digit()) => part.push(c),
                _ => parts.push(c.to_string()),
            },
            '-' | '/' | '.' | ',' | '–' | '\'' | '’' => {}
            _ if c.is_whitespace() => {}
            _ => return None,
        }
        last = (c.is_ascii_digit() || c.is_ascii_lowercase()).then_some(c);
    }
    // A weekday in front says nothing more: "ma 1 september 2026".
    if parts.len() == 4 && parts[0].len() >= 2 && !is_digits(&parts[0]) {
        parts.remove(0);
    }
    Some(parts)
}

fn month_number(text: &str) -> Option<u8> {
    if is_digits(text) {
        return text.parse().ok().filter(|_| text.len() <= 2);
    }
    let found = MONTHS.iter().find(|(name, _)| text.len() >= 3 && name.starts_with(text));
    found.map(|(_, number)| *number)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// A day that may be left out. What is no day is said beside the field.
pub fn day(input: &Input, field: &'static str, errors: &mut Errors) -> Option<Date> {
    match parse_date(input.raw(field)) {
        Ok(day) => Some(day),
        Err(DateError::Missing) => None,
        Err(wrong @ (DateError::Unreadable | DateError::NoSuchDay)) => {
            errors.add(field, wrong.key());
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_date_is_understood_as_people_type_it() {
        let first = date!(2026 - 09 - 01);
        for typed in [
            "01-09-2026",
            "1-9-26",
            "1-9-2026",
            "1/9/2026",
            "1.9.2026",
            "1 9 2026",
            " 01 - 09 - 2026 ",
            "01092026",
            "2026-09-01",
            "2026/9/1",
            "1 september 2026",
            "1 September 2026",
            "1 sep 2026",
            "1 sept. 2026",
            "1sep26",
            "1-sep-26",
            "1 sep '26",
            "di 1 september 2026",
            "dinsdag 1 september 2026",
        ] {
            assert_eq!(parse_date(typed), Ok(first), "{typed}");
        }
        for (typed, expected) in [
            ("29-2-2028", date!(2028 - 02 - 29)),
            ("12 mrt 2026", date!(2026 - 03 - 12)),
            ("12 maart 2026", date!(2026 - 03 - 12)),
            ("12 March 2026", date!(2026 - 03 - 12)),
            ("3 mei 2026", date!(2026 - 05 - 03)),
            ("3 okt 2026", date!(2026 - 10 - 03)),
            ("31-12-1999", date!(1999 - 12 - 31)),
        ] {
            assert_eq!(parse_date(typed), Ok(expected), "{typed}");
        }
    }

    #[test]
    fn what_is_no_date_is_told_apart() {
        for typed in ["", "   "] {
            assert_eq!(parse_date(typed), Err(DateError::Missing), "{typed:?}");
        }
        for typed in [
            "morgen",
            "1",
            "1-9",
            "1 september",
            "1-9-206",
            "1-9-20266",
            "1-9-2026-1",
            "een september 2026",
            "1 ju 2026",
            "1 j 2026",
            "1-9-2026!",
            "1;9;2026",
            "2026-09",
            "1 xyz 2026",
            "１-9-2026",
            "september 1 2026",
        ] {
            assert_eq!(parse_date(typed), Err(DateError::Unreadable), "{typed:?}");
        }
        for typed in ["31-4-2026", "29-2-2026", "0-9-2026", "1-13-2026", "1-0-2026", "9/31/2026"] {
            assert_eq!(parse_date(typed), Err(DateError::NoSuchDay), "{typed:?}");
        }
    }
}
