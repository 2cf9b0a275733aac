//! Texts of a measurement in the language of the page.

use super::words::{Lang, T};
use monitor::words::Words;

/// A text of the folder in two languages.
pub fn words(t: T, words: &Words) -> &str {
    match t.lang() {
        Lang::Nl => &words.nl,
        Lang::En => &words.en,
    }
}

/// Of what and with what it was made: texts and answers by their digest, and the version of this program.
pub fn made_of(t: T, digest: &str) -> String {
    t.say("measured-made").arg("digest", digest).arg("version", env!("CARGO_PKG_VERSION")).to_string()
}
