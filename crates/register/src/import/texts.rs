//! What a list of students says of a person in texts: said once as a kind, and carried as one from the row to the table.

use super::absence::Kind;
use std::collections::BTreeMap;
use std::fmt;

/// Texts of a person, by kind. What is not there was an empty cell, or had no column: only the file's columns tell which.
/// `Debug` shows the kinds only.
#[derive(Clone, PartialEq, Eq)]
pub struct Texts<T>(BTreeMap<Kind, T>);

impl<T> Default for Texts<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: AsRef<str>> Texts<T> {
    /// The text of a kind.
    pub fn get(&self, kind: Kind) -> Option<&str> {
        self.0.get(&kind).map(AsRef::as_ref)
    }

    /// Kinds and texts, in the order of the kinds.
    pub fn iter(&self) -> impl Iterator<Item = (Kind, &str)> {
        self.0.iter().map(|(kind, text)| (*kind, text.as_ref()))
    }

    /// The same texts, borrowed.
    pub fn borrowed(&self) -> Texts<&str> {
        Texts(self.iter().collect())
    }
}

impl<T> FromIterator<(Kind, T)> for Texts<T> {
    fn from_iter<I: IntoIterator<Item = (Kind, T)>>(all: I) -> Self {
        Self(all.into_iter().collect())
    }
}

impl<T> fmt::Debug for Texts<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_kind_and_shown_by_none() {
        let texts: Texts<String> = [(Kind::CallName, "Zoë".to_owned())].into_iter().collect();
        assert_eq!((texts.get(Kind::CallName), texts.borrowed().get(Kind::Infix)), (Some("Zoë"), None));
        assert_eq!(format!("{texts:?}"), "{CallName}");
    }
}
