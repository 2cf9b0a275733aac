//! Letters: which of them we have, and words that are longer than a line.

use crate::desk;
use document::{Document, Unmade};
use typst::text::is_default_ignorable;

/// A piece of so many characters is broken where it must be, though no language says where: no column is that wide.
const LONG: usize = 30;
/// A word of letters alone is broken by its language (`form/document.typ`); one of so many is no word.
const NO_WORD: usize = 60;
/// Where a long word may be broken: after so many letters.
const STEP: usize = 10;
/// Marks the order of bytes, and is no text: PDF/UA-1 takes none.
const MARK: char = '\u{feff}';
/// Marks a place where a word may be broken, and is not seen.
const BREAK: char = '\u{200b}';

/// Refuses a document with a letter that no typeface has: on paper it would be an empty box.
pub(crate) fn check(document: &Document) -> Result<(), Unmade> {
    let words = document.words();
    let mut strange: Vec<char> = words.iter().flat_map(|text| text.chars()).filter(|c| !has(*c)).collect();
    strange.sort_unstable();
    strange.dedup();
    if strange.is_empty() { Ok(()) } else { Err(Unmade::Letters(strange)) }
}

fn has(letter: char) -> bool {
    letter.is_whitespace() || is_default_ignorable(letter) || desk::has_letter(letter)
}

/// The text with places to break in its long words, but for addresses, which break by themselves.
pub(crate) fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        let most = if word.trim_end().chars().all(char::is_alphabetic) { NO_WORD } else { LONG };
        let long = word.chars().count() > most && !word.contains("://");
        for (at, letter) in word.chars().filter(|letter| *letter != MARK).enumerate() {
            if long && at > 0 && at % STEP == 0 && letter.is_alphanumeric() {
                out.push(BREAK);
            }
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_longer_than_a_line_may_be_broken() {
        let ten = "a".repeat(10);
        for (text, expected) in [
            ("kort", "kort".to_owned()),
            ("a\u{feff}b", "ab".to_owned()),
            ("Arbeidsmarktkwalificatiebegeleidingstraject", "Arbeidsmarktkwalificatiebegeleidingstraject".to_owned()),
            (&"a".repeat(61), [ten.as_str(); 6].join("\u{200b}") + "\u{200b}a"),
            (
                &format!("{ten}.{ten}@{ten} b"),
                format!("{ten}.{nine}{BREAK}a@{eight}{BREAK}aa b", nine = "a".repeat(9), eight = "a".repeat(8)),
            ),
            ("https://een.lang.adres.example/van/de/school", "https://een.lang.adres.example/van/de/school".to_owned()),
            ("", String::new()),
        ] {
            assert_eq!(breakable(text), expected);
        }
    }
}
