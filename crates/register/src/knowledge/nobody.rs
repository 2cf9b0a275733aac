//! Whether a text that colleagues share may lead to one student. What can be seen of a text alone: numbers and addresses, which are
//! refused, and words that may be names, which the writer is asked about. Whether a name is of a student here is not looked up: whoever
//! types would learn from the answer who is one.

use crate::codes;

/// How many digits in a row may be somebody's number.
const DIGITS: usize = 5;

codes! {
    /// What stands in a text that may lead to one student.
    pub enum Telling {
        /// A number of many digits.
        Number = "number",
        /// An address for mail.
        Address = "address",
    }
}

/// What of a text is refused, the first found.
pub fn telling(text: &str) -> Option<Telling> {
    let address = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
    };
    if text.split_whitespace().any(address) {
        return Some(Telling::Address);
    }
    let digits = |run: &str| run.chars().count() >= DIGITS;
    text.split(|c: char| !c.is_numeric()).any(digits).then_some(Telling::Number)
}

/// Words with a capital where no sentence begins, once each and in their order: they may be names. The writer says that they are not.
pub fn names_in(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut begins = true;
    for piece in text.split_whitespace() {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let mut letters = word.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        // What is all capitals is short for something: bpv, mbo.
        let small = letters.any(char::is_lowercase);
        if capital && small && !begins && !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
        begins = piece.ends_with(['.', '?', '!', ':']) || (begins && word.is_empty());
    }
    found
}
