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

#[cfg(test)]
mod tests {
    use super::*;

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
