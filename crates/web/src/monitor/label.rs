//! What is printed in Dutch, in the language of the page; where there is no translation it stays Dutch and says so.

pub(super) use crate::say::measured::words;
use crate::say::words::{Lang, T};
use ::monitor::shown::Shown;

/// A printed text in the language of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// The text.
    pub(super) text: String,
    /// It is Dutch on a page that is not: for who listens to the page.
    pub(super) dutch: bool,
}

impl Label {
    /// Of a printed text.
    pub(super) fn new(t: T, shown: &Shown, printed: &str) -> Self {
        match t.lang() {
            Lang::Nl => Self { text: printed.to_owned(), dutch: false },
            Lang::En => match shown.folder.english.of(printed) {
                Some(english) => Self { text: english.to_owned(), dutch: false },
                None => Self { text: printed.to_owned(), dutch: true },
            },
        }
    }
}

/// `group | label` in the language of the page.
pub(super) fn name(t: T, shown: &Shown, printed: &str) -> String {
    let parts = printed.split(" | ").map(|part| Label::new(t, shown, part).text);
    parts.collect::<Vec<_>>().join(" | ")
}
