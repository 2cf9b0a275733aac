//! Schools and other tenants.

use crate::codes;

codes! {
    /// What kind of tenant it is.
    pub enum Kind {
        /// A school for vocational education.
        School = "school",
        /// A research body that fields the Monitor.
        Research = "research",
        /// The platform itself.
        Platform = "platform",
    }
}

/// The number by which the government knows a school: two digits and two capital letters, such as `27DV`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Brin([u8; 4]);

impl Brin {
    /// Reads a BRIN number; exact, without leniency for case.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 4] = text.as_bytes().try_into().ok()?;
        let [a, b, c, d] = bytes;
        let fits = a.is_ascii_digit() && b.is_ascii_digit() && c.is_ascii_uppercase() && d.is_ascii_uppercase();
        fits.then_some(Self(bytes))
    }

    /// The number as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl std::fmt::Display for Brin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The code by which an installation knows a research body: 2 to 16 capital letters, digits and hyphens that begin with a
/// letter and end with no hyphen. So it is no BRIN, and may name a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BodyCode(String);

impl BodyCode {
    /// Reads a code; exact, without leniency for case.
    pub fn parse(text: &str) -> Option<Self> {
        let letters = |c: u8| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'-';
        let fits = (2..=16).contains(&text.len())
            && text.bytes().all(letters)
            && text.starts_with(|c: char| c.is_ascii_uppercase())
            && !text.ends_with('-');
        fits.then(|| Self(text.to_owned()))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_of_a_research_body_is_no_brin_and_names_a_folder() {
        for (text, fits) in [
            ("KBA", true),
            ("DEMO-OZ", true),
            ("A1", true),
            ("A", false),
            ("27DV", false),
            ("kba", false),
            ("KBA-", false),
            ("-KBA", false),
            ("..", false),
            ("K/A", false),
            ("KÉA", false),
            ("ABCDEFGHIJKLMNOP", true),
            ("ABCDEFGHIJKLMNOPQ", false),
        ] {
            assert_eq!(BodyCode::parse(text).is_some_and(|code| code.as_str() == text), fits, "{text}");
            assert!(BodyCode::parse(text).is_none() || Brin::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_brin_is_two_digits_and_two_capitals() {
        for (text, fits) in [
            ("27DV", true),
            ("00AA", true),
            ("27dv", false),
            ("2DVX", false),
            ("27DV0", false),
            ("", false),
            ("2７D", false),
        ] {
            assert_eq!(
                Brin::parse(text).is_some_and(|brin| brin.as_str() == text && brin.to_string() == text),
                fits,
                "{text}"
            );
        }
    }
}
