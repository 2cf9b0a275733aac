//! E-mail addresses: how they are kept, and when two are one.

use crate::text::{self, NotText};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// The longest that mail can carry (RFC 5321).
const LONGEST: usize = 254;

/// An e-mail address. Two are equal when their [keys](EmailAddress::key) are; `Debug` hides it.
#[derive(Clone)]
pub struct EmailAddress {
    text: String,
    key: String,
}

/// Why something is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAddress {
    /// No text to begin with.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// Text of another shape.
    #[error("not an e-mail address")]
    Shape,
}

impl EmailAddress {
    /// Reads an address: something, `@`, and a name with a dot. That finds slips of the hand, not every wrong address.
    ///
    /// # Errors
    /// Says why it is none.
    pub fn new(text: &str) -> Result<Self, NotAnAddress> {
        let text = text::line(text)?;
        if text.is_empty() {
            return Err(NotText::Empty.into());
        }
        let (local, domain) = text.split_once('@').ok_or(NotAnAddress::Shape)?;
        let label = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
        let right = !local.is_empty()
            && domain.contains('.')
            && domain.split('.').all(label)
            && text.len() <= LONGEST
            && !text.chars().any(|c| c == ' ' || "<>,;:\"()[]\\".contains(c));
        if !right {
            return Err(NotAnAddress::Shape);
        }
        Ok(Self { key: text::lower(&text), text: text.into_owned() })
    }

    /// The address as it was written, to show or to mail to.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What two addresses of one mailbox have in common: composed, in lower case. Stricter than the key of a name: mail
    /// systems may tell *ß* from *ss*, and an address that only looks like another must never open its file.
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for EmailAddress {}

impl Ord for EmailAddress {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl PartialOrd for EmailAddress {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for EmailAddress {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_one_in_every_collection_and_none_is_printed_for_a_log() {
        let parse = |text| EmailAddress::new(text).unwrap();
        let (one, same, other) = (parse("Anna@voorbeeld.nl"), parse("anna@VOORBEELD.nl"), parse("bas@voorbeeld.nl"));
        assert_eq!(std::collections::HashSet::from([&one, &same, &other]).len(), 2);
        let hash = |address: &EmailAddress| {
            let mut state = std::hash::DefaultHasher::new();
            address.hash(&mut state);
            state.finish()
        };
        assert_eq!(hash(&one), hash(&same));
        assert_ne!(hash(&one), hash(&other));
        assert_eq!(one.partial_cmp(&other), Some(Ordering::Less));
        assert_eq!(format!("{one:?}"), "[personal]");
    }

    #[test]
    fn an_address_is_read_as_people_write_it() {
        let cases: &[(&str, Option<(&str, &str)>)] = &[
            ("anna@voorbeeld.nl", Some(("anna@voorbeeld.nl", "anna@voorbeeld.nl"))),
            (" Anna@Voorbeeld.NL\u{a0}", Some(("Anna@Voorbeeld.NL", "anna@voorbeeld.nl"))),
            ("an\u{200b}na@voorbeeld.nl\u{feff}", Some(("anna@voorbeeld.nl", "anna@voorbeeld.nl"))),
            ("zoe\u{308}@voorbeeld.nl", Some(("zoë@voorbeeld.nl", "zoë@voorbeeld.nl"))),
            ("o'neill+x@mail.voorbeeld.nl", Some(("o'neill+x@mail.voorbeeld.nl", "o'neill+x@mail.voorbeeld.nl"))),
            ("", None),
            ("\u{200b}", None),
            ("@", None),
            ("\u{200b}@\u{200b}.\u{200b}", None),
            ("anna", None),
            ("anna@nl", None),
            ("anna@voorbeeld..nl", None),
            ("a@b@voorbeeld.nl", None),
            ("an na@voorbeeld.nl", None),
            ("an\u{a0}na@voorbeeld.nl", None),
            ("anna@voorbeeld.nl, jan@voorbeeld.nl", None),
            ("Anna <anna@voorbeeld.nl>", None),
            ("mailto:anna@voorbeeld.nl", None),
            ("anna@voorbeeld.nl\njan@voorbeeld.nl", None),
        ];
        for (text, expected) in cases {
            let read = EmailAddress::new(text);
            let read = read.as_ref().ok().map(|address| (address.as_str(), address.key()));
            assert_eq!(read, *expected, "{text:?}");
        }
        let long = format!("{}@voorbeeld.nl", "a".repeat(250));
        assert_eq!(EmailAddress::new(&long), Err(NotAnAddress::Shape));
        assert!(!format!("{:?}", EmailAddress::new("anna@voorbeeld.nl")).contains("anna"));
    }

    #[test]
    fn what_only_looks_alike_is_another_address() {
        let address = |text| EmailAddress::new(text).unwrap();
        assert_eq!(address("ANNA@VOORBEELD.NL"), address("anna@voorbeeld.nl"));
        assert_eq!(address("ZOË@voorbeeld.nl"), address("zoe\u{308}@voorbeeld.nl"));
        for (one, other) in [
            ("mike@voorbeeld.nl", "mıke@voorbeeld.nl"),
            ("İpek@voorbeeld.nl", "ipek@voorbeeld.nl"),
            ("strasse@voorbeeld.nl", "straße@voorbeeld.nl"),
            ("ſam@voorbeeld.nl", "sam@voorbeeld.nl"),
            ("zoe@voorbeeld.nl", "zoë@voorbeeld.nl"),
            ("anna@voorbeeld.nl", "an-na@voorbeeld.nl"),
            // A Cyrillic a.
            ("anna@voorbeeld.nl", "\u{430}nna@voorbeeld.nl"),
        ] {
            assert_ne!(address(one), address(other), "{one} {other}");
        }
    }
}
