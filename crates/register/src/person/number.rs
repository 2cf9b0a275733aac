//! The number by which the school's own system knows a student.

use crate::text::{self, NotText};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// The most characters of a student number.
const LONGEST: usize = 32;

/// A student number. Two are equal when their [keys](StudentNumber::key) are; `Debug` hides it.
///
/// A spreadsheet drops the zeros that a number begins with, and no school gives two students numbers that differ in those
/// only. So *0012345* and *12345* are one student, everywhere.
#[derive(Clone)]
pub struct StudentNumber {
    text: String,
    key: String,
}

/// Why something is no student number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotANumber {
    /// No text to begin with.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// Text of another shape.
    #[error("not a student number: at most 32 letters, digits, - _ or /")]
    Shape,
}

impl StudentNumber {
    /// Reads a number: at most 32 ASCII letters and digits, `-`, `_` or `/`, a digit among them.
    ///
    /// No point or comma: `123456.0` and `1.234.567` are what programs make of a number, and would be someone else.
    ///
    /// # Errors
    /// Says why it is none.
    pub fn new(text: &str) -> Result<Self, NotANumber> {
        let text = text::line(text)?;
        if text.is_empty() {
            return Err(NotText::Empty.into());
        }
        let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'/');
        let right = text.len() <= LONGEST && text.bytes().all(fits) && text.bytes().any(|b| b.is_ascii_digit());
        if !right {
            return Err(NotANumber::Shape);
        }
        let key = if text.bytes().all(|b| b.is_ascii_digit()) {
            let short = text.trim_start_matches('0');
            if short.is_empty() { "0" } else { short }.to_owned()
        } else {
            text.to_ascii_lowercase()
        };
        Ok(Self { text: text.into_owned(), key })
    }

    /// The number as the school writes it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What every spelling of this number has in common.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Of two spellings of one number the one to keep: the one with its zeros.
    #[must_use]
    pub fn fuller(self, other: Self) -> Self {
        if other.text.len() > self.text.len() { other } else { self }
    }
}

impl fmt::Debug for StudentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

impl PartialEq for StudentNumber {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for StudentNumber {}

impl Ord for StudentNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl PartialOrd for StudentNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for StudentNumber {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_one_however_it_was_exported() {
        let cases: &[(&str, Option<(&str, &str)>)] = &[
            ("12345", Some(("12345", "12345"))),
            ("0012345", Some(("0012345", "12345"))),
            (" 0012345\u{200b}", Some(("0012345", "12345"))),
            ("S0012", Some(("S0012", "s0012"))),
            ("s0012", Some(("s0012", "s0012"))),
            ("2024/12-3_a", Some(("2024/12-3_a", "2024/12-3_a"))),
            ("000", Some(("000", "0"))),
            ("123456.0", None),
            ("1.234.567", None),
            ("1,23457E+11", None),
            ("12 345", None),
            ("-", None),
            ("Totaal", None),
            ("\u{200b}", None),
            ("", None),
            ("１２３", None),
            ("123456789012345678901234567890123", None),
        ];
        for (text, expected) in cases {
            let read = StudentNumber::new(text);
            let read = read.as_ref().ok().map(|number| (number.as_str(), number.key()));
            assert_eq!(read, *expected, "{text:?}");
        }
    }

    #[test]
    fn zeros_in_front_make_no_second_student_and_are_kept() {
        let number = |text| StudentNumber::new(text).unwrap();
        assert_eq!(number("0012345"), number("12345"));
        assert_ne!(number("0012345"), number("123450"));
        assert_ne!(number("S0012"), number("S12"), "no program drops zeros after a letter");
        assert_eq!(number("12345").fuller(number("0012345")).as_str(), "0012345");
        assert_eq!(number("0012345").fuller(number("12345")).as_str(), "0012345");
        assert!(!format!("{:?}", number("12345")).contains("123"));
    }
}
