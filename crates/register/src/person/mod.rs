//! People: names as Dutch schools write them, and the keys by which they are sorted and found.

mod fold;
pub mod likely;
mod number;
pub mod sought;

pub use fold::fold;
pub use number::{NotANumber, StudentNumber};

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
    pub infix: Option<Personal<String>>,
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
        let parts: Vec<&str> = [self.first(), part(&self.infix), part(&self.family)].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// What to sort on, compared byte by byte: family name, first name, and only then the infix
    /// (*van der Berg* stands under B). Unknown names come first.
    pub fn sort_key(&self) -> String {
        // The unit separator sorts before every letter and space, so that *Berg* comes before *Bergen*.
        [part(&self.family), self.first(), part(&self.infix)].map(|text| fold(text.unwrap_or_default())).join("\u{1f}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(call: &str, infix: &str, family: &str) -> Names {
        let some = |text: &str| Some(Personal::new(text.to_owned()));
        Names { call: some(call), infix: some(infix), family: some(family), ..Names::default() }
    }

    #[test]
    fn a_name_is_said_in_order_and_an_unknown_name_is_no_name() {
        assert_eq!(names("Anna", "van der", "Berg").display().as_deref(), Some("Anna van der Berg"));
        assert_eq!(names("", " ", "Berg").display().as_deref(), Some("Berg"));
        assert_eq!(Names::default().display(), None);
        let initials = Names { initials: Some("A.B.".to_owned().into()), ..names("", "", "Berg") };
        assert_eq!(initials.display().as_deref(), Some("A.B. Berg"));
    }

    #[test]
    fn names_sort_by_family_name_bytewise_whatever_their_marks() {
        let sorted = [
            names("", "", ""),
            names("Zoë", "", "Aalbers"),
            names("Anna", "", "Berg"),
            names("Anna", "van den", "Berg"),
            names("Bo", "van der", "Berg"),
            names("Anna", "", "Bergen"),
            names("Can", "", "Çelik"),
            names("Ad", "", "de-Wit"),
            names("İpek", "", "Şahin"),
            names("Jan", "'t", "Zand"),
        ];
        let keys: Vec<String> = sorted.iter().map(Names::sort_key).collect();
        assert!(keys.is_sorted(), "{keys:?}");
        assert_eq!(keys.last().map(String::as_str), Some("zand\u{1f}jan\u{1f}t"));
    }
}
