//! Person numbers as files carry them: real (nine digits) or masked (`BSN1`, `5`).

use std::fmt;

/// A person number as it stands in a file, leading zeros kept. `Debug` hides it.
///
/// The elfproef is not applied: masked numbers may have nine digits, and a number that fails it is still the
/// identity by which the sender's files hang together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonNumber<'a>(&'a str);

impl<'a> PersonNumber<'a> {
    /// Checks the shape: 1 to 64 ASCII letters, digits, `-` or `_`. A number of only digits has at most nine.
    pub fn new(text: &'a str) -> Option<Self> {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        let right = (1..=64).contains(&text.len()) && text.bytes().all(fits) && (text.len() <= 9 || !all_digits(text));
        right.then_some(Self(text))
    }

    /// The number, for hashing or comparing. Never to be stored or logged in clear.
    pub const fn reveal(self) -> &'a str {
        self.0
    }

    /// Nine digits: a real number, the same at every school. Anything else is a mask, which means something only
    /// within the files of one school.
    pub fn is_real(self) -> bool {
        self.0.len() == 9 && all_digits(self.0)
    }

    /// Seven or eight digits: probably a spreadsheet dropped the leading zeros of a real number.
    pub fn is_short(self) -> bool {
        matches!(self.0.len(), 7 | 8) && all_digits(self.0)
    }
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

impl fmt::Debug for PersonNumber<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_real_from_masked() {
        // text, accepted, real, short
        let cases = [
            ("012345678", true, true, false),
            ("BSN1", true, false, false),
            ("5", true, false, false),
            ("12345678", true, false, true),
            ("1234567890", false, false, false),
            ("a1b2c3d4e5f60718", true, false, false),
            ("", false, false, false),
            ("12 34", false, false, false),
            ("é", false, false, false),
        ];
        for (text, accepted, real, short) in cases {
            let number = PersonNumber::new(text);
            assert_eq!(number.is_some(), accepted, "{text}");
            assert_eq!(number.is_some_and(PersonNumber::is_real), real, "{text}");
            assert_eq!(number.is_some_and(PersonNumber::is_short), short, "{text}");
        }
    }

    #[test]
    fn debug_hides_it() {
        assert_eq!(format!("{:?}", PersonNumber::new("012345678")), "Some([personal])");
    }
}
