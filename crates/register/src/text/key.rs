//! What two spellings of one name have in common.

use super::character::Kind;
use unicode_normalization::UnicodeNormalization;

/// The key by which names are the same: whatever their capitals, composition, spaces, dashes and apostrophes.
///
/// Decided, letter by letter. Capitals are folded as Unicode folds them, so *STRASSE* is *Straße*, and the Dutch *ĳ* in one
/// character is *ij*. Marks stay: *Café* is not *Cafe*, because two groups made one would show the students of one to the
/// teachers of the other, and a double is only untidy. For the same reason *İ* is not *i* and *ı* is not *i*.
pub fn key(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    for c in text.nfd() {
        match Kind::of(c) {
            Kind::Space | Kind::Break | Kind::Control => space = true,
            Kind::Shaping | Kind::Invisible => {}
            Kind::Plain | Kind::Damage => {
                if space && !folded.is_empty() {
                    folded.push(' ');
                }
                space = false;
                fold(c, &mut folded);
            }
        }
    }
    folded.nfc().collect()
}

/// One letter, folded.
fn fold(c: char, folded: &mut String) {
    match c {
        'Ĳ' | 'ĳ' => folded.push_str("ij"),
        // Its capital is the plain I, but it is another letter.
        'ı' => folded.push(c),
        // Down, up and down again: the capital of ß is SS, and a final sigma is a sigma.
        _ => {
            folded.extend(c.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase).map(|c| match c {
                '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
                '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{2032}' | '`' | '\u{b4}' => '\'',
                c => c,
            }))
        }
    }
}

/// Lower case, letter by letter, without a word's context: for addresses, of which mail systems may hold apart what
/// [`key`] makes one.
pub(crate) fn lower(text: &str) -> String {
    text.nfc().flat_map(char::to_lowercase).nfc().collect()
}
