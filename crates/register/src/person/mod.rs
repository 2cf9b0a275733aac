//! People: names as Dutch schools write them, and the keys by which they are sorted and found.

mod fold;

pub use fold::fold;

use crate::Personal;

/// The parts of a name. All may be unknown: DUO's RO knows no names at all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// All given names.
    pub given: Option<Personal<String>>,
    /// Initials.
    pub initials: Option<Personal<String>>,
    /// What the person is called.
    pub call: Option<Personal<String>>,
    /// The part before the family name that is not sorted on (*van der*).
    pub tussenvoegsel: Option<Personal<String>>,
    /// The family name.
    pub family: Option<Personal<String>>,
}

/// A part of a name, without outer white space; empty counts as unknown.
fn part(part: &Option<Personal<String>>) -> Option<&str> {
    part.as_ref().map(|text| text.reveal().trim()).filter(|text| !text.is_empty())
}

impl Names {
    /// The first name to use: call name, else the given names, else initials.
    fn first(&self) -> Option<&str> {
        part(&self.call).or_else(|| part(&self.given)).or_else(|| part(&self.initials))
    }

    /// The name as people say it: *Anna van der Berg*. `None` when no part is known.
    pub fn display(&self) -> Option<String> {
        let parts: Vec<&str> =
            [self.first(), part(&self.tussenvoegsel), part(&self.family)].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// What to sort on, compared byte by byte: family name, first name, and only then the tussenvoegsel
    /// (*van der Berg* stands under B). Unknown names come first.
    pub fn sort_key(&self) -> String {
        // The unit separator sorts before every letter and space, so that *Berg* comes before *Bergen*.
        [part(&self.family), self.first(), part(&self.tussenvoegsel)]
            .map(|text| fold(text.unwrap_or_default()))
            .join("\u{1f}")
    }

    /// What a search by the beginning finds: the family name with and without tussenvoegsel, each further part of a
    /// double name, the call name, the given names.
    pub fn search_keys(&self) -> Vec<String> {
        let family = fold(part(&self.family).unwrap_or_default());
        let mut keys = vec![fold(part(&self.call).unwrap_or_default()), fold(part(&self.given).unwrap_or_default())];
        if let Some(tussenvoegsel) = part(&self.tussenvoegsel) {
            keys.push(format!("{} {family}", fold(tussenvoegsel)));
        }
        keys.extend(family.match_indices(' ').map(|(at, _)| family[at + 1..].to_owned()));
        keys.push(family);
        keys.retain(|key| !key.is_empty());
        keys.sort();
        keys.dedup();
        keys
    }
}
