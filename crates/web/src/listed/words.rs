//! Which list, and what of it.

use register::programme::Crebo;
use store::listed::{List, Stand};

/// Where the lists stand.
pub(super) const PATH: &str = "/beheer/lijsten";
/// What is looked for.
pub(super) const WORDS: &str = "zoek";

/// Where a list stands.
pub(super) const fn path(list: List) -> &'static str {
    match list {
        List::Programmes => "/beheer/lijsten/opleidingen",
        List::Municipalities => "/beheer/lijsten/gemeenten",
        List::Holidays => "/beheer/lijsten/vakanties",
    }
}

/// The list of an address.
pub(super) fn of_path(asked: &str) -> Option<List> {
    List::ALL.iter().copied().find(|list| path(*list) == asked)
}

/// What of a list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// Rows of a standing.
    Of(Stand),
    /// What comes with the program.
    Known,
    /// What the school's own files say and no list knows.
    Unknown,
}

impl View {
    /// What there is to see of a list.
    pub(super) fn all(list: List) -> Vec<Self> {
        let mut all: Vec<Self> = Stand::ALL.iter().copied().map(Self::Of).collect();
        all.extend(match list {
            List::Programmes => vec![Self::Known, Self::Unknown],
            List::Municipalities => vec![Self::Unknown],
            // Days that come with the program stand on the page of the calendar, by school year.
            List::Holidays => Vec::new(),
        });
        all
    }

    /// What an address asks, where the list has it.
    pub(super) fn read(list: List, code: &str) -> Option<Self> {
        Self::all(list).into_iter().find(|view| view.code() == code)
    }

    /// As it stands in an address.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Of(stand) => stand.code(),
            Self::Known => "known",
            Self::Unknown => "unknown",
        }
    }

    /// Its standing.
    pub(super) const fn stand(self) -> Option<Stand> {
        match self {
            Self::Of(stand) => Some(stand),
            Self::Known | Self::Unknown => None,
        }
    }
}

/// The codes and names that come with the program and are looked for: each word stands in it, however it is written.
pub(super) fn known(words: &str) -> Vec<(Crebo, &'static str)> {
    use register::person::fold;
    let folded = fold(words);
    let has = |(crebo, name): &&(Crebo, &'static str)| {
        let text = fold(&format!("{crebo} {name}"));
        folded.split(' ').all(|word| text.contains(word))
    };
    Crebo::known().iter().filter(has).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_of_one_list_and_of_what_it_has() {
        for list in List::ALL {
            assert_eq!(of_path(path(*list)), Some(*list));
            for view in View::all(*list) {
                assert_eq!(View::read(*list, view.code()), Some(view));
            }
        }
        assert_eq!(of_path(PATH), None);
        assert_eq!(View::read(List::Holidays, "unknown"), None);
    }

    #[test]
    fn what_comes_with_the_program_is_found_by_its_code_and_by_its_words() {
        assert_eq!(known("").len(), Crebo::known().len());
        for words in ["25655", "mbo verpleegkundige", "VERPLEEGKUNDIGE"] {
            assert!(known(words).iter().any(|(crebo, _)| crebo.number() == 25655), "{words}");
        }
        assert!(known("geen vak ter wereld").is_empty());
    }
}
