//! Companies where students learn to work (*leerbedrijven*), as a list of the outside world says it: who they are, for which
//! programmes they are recognised and from when until when (WEB 1.5.3, 7.2.8(4)), and what they say about support.
//!
//! What a list does not say is not known, and never "no": a company that left a cell empty may well do it.

pub mod matching;

use crate::{Period, codes, programme::Crebo};
use time::Date;

/// The number that SBB gives a company: nine digits, the first of them no nought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CompanyId(u32);

impl CompanyId {
    /// Reads a number; spaces around it are no part of it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = text.len() == 9 && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
        if fits { text.parse().ok().map(Self) } else { None }
    }
}

impl std::fmt::Display for CompanyId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:09}", self.0)
    }
}

codes! {
    /// What a list says of something that is so or not.
    pub enum Known {
        /// It says that it is so.
        Yes = "yes",
        /// It says that it is not.
        No = "no",
        /// It does not say.
        Unknown = "unknown",
    }
}

/// A postcode, in one form: `6811AB`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode(String);

impl Postcode {
    /// Reads a postcode; a space, and small letters, are another way to write the same one.
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
        let (digits, letters) = plain.split_at_checked(4)?;
        let fits = digits.bytes().all(|b| b.is_ascii_digit())
            && !digits.starts_with('0')
            && letters.len() == 2
            && letters.bytes().all(|b| b.is_ascii_uppercase());
        fits.then_some(Self(plain))
    }

    /// As it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its first two digits: the region in which one looks.
    pub fn area(&self) -> Area {
        Area(self.0.bytes().take(2).fold(0, |sum, digit| sum * 10 + (digit - b'0')))
    }
}

/// The first two digits of a postcode, 10 to 99: the smallest region that every list of companies has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Area(u8);

impl Area {
    /// Reads a region as people type it: two digits, or a postcode, or the four digits of one.
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if Postcode::parse(&plain).is_none() && !matches!(plain.len(), 2 | 4) {
            return None;
        }
        let digits = plain.get(..plain.len().min(4))?;
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let number: u8 = digits.get(..2)?.parse().ok()?;
        (number >= 10).then_some(Self(number))
    }
}

impl std::fmt::Display for Area {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

/// A company as a list has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// Its number.
    pub id: CompanyId,
    /// What it is called.
    pub name: String,
    /// Street and house number.
    pub street: Option<String>,
    /// Where.
    pub postcode: Postcode,
    /// The town.
    pub town: String,
    /// *Mogelijkheden voor begeleiding op maat.*
    pub guidance: Known,
    /// *Fysieke toegankelijkheid.*
    pub access: Known,
    /// Whether it guided students with support before.
    pub experience: Known,
    /// How many places it has; `None`: the list does not say.
    pub places: Option<u32>,
}

/// For one programme, from a day until a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Recognition {
    /// For which programme.
    pub crebo: Crebo,
    /// From when until when.
    pub period: Period,
}

/// Whether a company is recognised for a programme on a day. A company that no list names is not known, which is not "no";
/// one that a list names without that programme is not recognised for it.
pub fn recognised(on_list: bool, recognitions: &[Recognition], crebo: Crebo, day: Date) -> Known {
    if recognitions.iter().any(|one| one.crebo == crebo && one.period.contains(day)) {
        Known::Yes
    } else if on_list {
        Known::No
    } else {
        Known::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;

    #[test]
    fn a_number_is_nine_digits_and_begins_with_none_that_is_nought() {
        for (text, expected) in [
            ("100018965", Some("100018965")),
            (" 100018965 ", Some("100018965")),
            ("999999999", Some("999999999")),
            ("000018965", None),
            ("10001896", None),
            ("1000189650", None),
            ("1000l8965", None),
            ("", None),
        ] {
            assert_eq!(CompanyId::parse(text).map(|id| id.to_string()).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_postcode_is_one_however_it_is_written() {
        for (text, expected) in [
            ("6811 AB", Some(("6811AB", "68"))),
            ("6811ab", Some(("6811AB", "68"))),
            (" 1 0 1 1 a b", Some(("1011AB", "10"))),
            ("0811 AB", None),
            ("6811", None),
            ("6811 A1", None),
            ("68é1 AB", None),
            ("", None),
        ] {
            let read = Postcode::parse(text);
            let found = read.as_ref().map(|code| (code.as_str(), code.area().to_string()));
            assert_eq!(found, expected.map(|(code, area)| (code, area.to_owned())), "{text:?}");
        }
    }

    #[test]
    fn a_region_is_typed_as_two_digits_four_or_a_whole_postcode() {
        for (text, expected) in [
            ("68", Some("68")),
            (" 6811 ", Some("68")),
            ("6811 ab", Some("68")),
            ("681", None),
            ("09", None),
            ("Arnhem", None),
            ("6é", None),
            ("", None),
        ] {
            assert_eq!(Area::parse(text).map(|area| area.to_string()).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn recognised_is_asked_of_a_programme_and_a_day_and_no_list_is_no_answer() {
        let (cook, baker) = (Crebo::parse("25180").unwrap(), Crebo::parse("25170").unwrap());
        let one = Recognition { crebo: cook, period: Period::between(day("2026-02-01"), day("2027-01-31")) };
        for (on_list, all, crebo, on, expected, what) in [
            (true, &[one][..], cook, "2026-02-01", Known::Yes, "on the first day"),
            (true, &[one], cook, "2027-01-31", Known::Yes, "on the last day"),
            (true, &[one], cook, "2026-01-31", Known::No, "the day before"),
            (true, &[one], cook, "2027-02-01", Known::No, "the day after"),
            (true, &[one], baker, "2026-06-01", Known::No, "for something else"),
            (true, &[], cook, "2026-06-01", Known::No, "for nothing"),
            (false, &[], cook, "2026-06-01", Known::Unknown, "no list names it"),
        ] {
            assert_eq!(recognised(on_list, all, crebo, day(on)), expected, "{what}");
        }
    }
}
