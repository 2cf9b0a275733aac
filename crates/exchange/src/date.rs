//! The two ways in which files write a date: `yyyy-mm-dd` and `d-m-yyyy` (the day and month with or without a zero).

use register::BirthDate;
use time::{Date, Month};

/// Year, month and day as written. `None` when the text has neither shape.
fn parts(text: &str) -> Option<(i32, u8, u8)> {
    let bytes = text.as_bytes();
    let first = bytes.iter().take(5).position(|&b| b == b'-')?;
    let (a, rest) = (&bytes[..first], &bytes[first + 1..]);
    let second = rest.iter().take(3).position(|&b| b == b'-')?;
    let (b, c) = (&rest[..second], &rest[second + 1..]);
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    if year.len() != 4 || !matches!(month.len(), 1 | 2) || !matches!(day.len(), 1 | 2) {
        return None;
    }
    Some((digits(year)?.into(), u8::try_from(digits(month)?).ok()?, u8::try_from(digits(day)?).ok()?))
}

fn digits(bytes: &[u8]) -> Option<u16> {
    bytes.iter().try_fold(0u16, |sum, b| b.is_ascii_digit().then(|| sum * 10 + u16::from(b - b'0')))
}

/// A date between 1900 and 2200: outside it a typing fault is certain (`0203-08-01`).
pub(crate) fn date(text: &str) -> Option<Date> {
    let (year, month, day) = parts(text)?;
    if !(1900..=2200).contains(&year) {
        return None;
    }
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

/// A birth date, of which the day or the day and month may be `00`.
pub(crate) fn birth(text: &str) -> Option<BirthDate> {
    let (year, month, day) = parts(text)?;
    BirthDate::from_parts(year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text, and year, month and day if it is a date.
    type Case = (&'static str, Option<(i32, u8, u8)>);

    #[test]
    fn reads_both_orders() {
        let cases: &[Case] = &[
            ("2024-08-01", Some((2024, 8, 1))),
            ("1-8-2024", Some((2024, 8, 1))),
            ("01-08-2024", Some((2024, 8, 1))),
            ("31-12-2025", Some((2025, 12, 31))),
            ("2024-8-1", Some((2024, 8, 1))),
            ("2024-02-29", Some((2024, 2, 29))),
            ("2023-02-29", None),
            ("31-4-2024", None),
            ("2024-13-01", None),
            ("2024-00-01", None),
            ("00-08-2024", None),
            ("1-8-24", None),
            ("20240801", None),
            ("2024/08/01", None),
            ("2024-08-01x", None),
            ("-1-8-2024", None),
            ("+1-8-2024", None),
            ("001-8-2024", None),
            ("0203-08-01", None),
            ("9999-12-31", None),
            ("2024-08-", None),
            ("", None),
        ];
        for &(text, expected) in cases {
            let read = date(text).map(|d| (d.year(), u8::from(d.month()), d.day()));
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn only_a_birth_date_may_be_partly_unknown() {
        let cases = [
            ("1990-00-00", Some((1990, 0, 0))),
            ("00-00-1990", Some((1990, 0, 0))),
            ("0-0-1990", Some((1990, 0, 0))),
            ("00-05-1990", Some((1990, 5, 0))),
            ("1990-05-00", Some((1990, 5, 0))),
            ("29-2-2008", Some((2008, 2, 29))),
            ("12-00-1990", None),
            ("30-2-2008", None),
            ("0000-00-00", None),
        ];
        for (text, expected) in cases {
            assert_eq!(birth(text).map(BirthDate::parts), expected, "{text}");
            if text.contains("00-") {
                assert_eq!(date(text), None, "{text}");
            }
        }
    }
}
