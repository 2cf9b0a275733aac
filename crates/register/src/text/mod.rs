//! Text has one form in here, whatever it was typed, pasted or exported with.
//!
//! The same name comes as *Zoë* in one character or two, with the no-break space of a web page, with two spaces, with a
//! zero-width space that nobody sees, in capitals. Compared by bytes that makes doubles, and each database folds capitals
//! in its own way. So every door (a file, a command, a form) brings text into the form of [`line()`] or [`lines`], and what
//! must be told apart is compared by a key that is computed here, never by SQL.
//!
//! | for | form | compared by |
//! | --- | --- | --- |
//! | names of teams and groups | [`line()`] | [`key`], through [`crate::team::TeamName`], [`crate::group::GroupName`] |
//! | addresses | [`line()`] | [`crate::email::EmailAddress::key`] |
//! | student numbers | [`line()`] | [`crate::person::StudentNumber::key`] |
//! | names of people | [`line()`] | found by [`crate::person::fold`], which is looser on purpose |
//! | a phrase in which somebody searches the offer | as typed | by the concepts in it, looser on purpose: [`crate::offer::search()`] folds it and keeps nothing |
//! | what people write | [`lines`] | – |
//! | passwords | [`password`] | their hash |
//!
//! A key that is stored was computed by the function of that day: who changes a key function, writes a migration that
//! computes the stored ones anew.

mod character;
mod key;
mod names;

#[cfg(test)]
mod tests;

use character::Kind;
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

pub use key::key;
pub(crate) use key::lower;
pub(crate) use names::names;

/// The most characters a name has: of a team, a group, a person, a school.
pub const LONGEST_NAME: usize = 200;

/// Why something is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NotText {
    /// Nothing is left.
    #[error("nothing is filled in")]
    Empty,
    /// More characters than fit.
    #[error("at most {max} characters fit")]
    TooLong {
        /// The most that fit.
        max: usize,
    },
    /// A line break where one line is asked.
    #[error("a line break has no place here")]
    LineBreak,
    /// A control character, a tab among them.
    #[error("it holds a control character")]
    Control,
    /// A character that says that the text was damaged before it came here: U+FFFD, or one that only one font has.
    #[error("it holds a character that cannot be read")]
    Damage,
}

/// One line: composed (NFC), white space of any kind and number as one space, none around it, nothing invisible.
///
/// White space and line breaks around the text are let go; within it a line break is refused, because a name over two
/// lines is a slip of a quote or two names.
///
/// # Errors
/// [`NotText::LineBreak`], [`NotText::Control`] or [`NotText::Damage`]. An empty line is no error here.
pub fn line(text: &str) -> Result<Cow<'_, str>, NotText> {
    if is_plain(text) {
        return Ok(Cow::Borrowed(text));
    }
    let inner = text.trim_matches(|c| Kind::of(c).is_blank());
    let mut kept = String::with_capacity(inner.len());
    let mut space = false;
    for c in inner.chars() {
        match Kind::of(c) {
            Kind::Plain => {
                if space && !kept.is_empty() {
                    kept.push(' ');
                }
                space = false;
                kept.push(c);
            }
            // A tab within a line is a column that went astray.
            Kind::Control => return Err(NotText::Control),
            Kind::Space if c == '\t' => return Err(NotText::Control),
            Kind::Space => space = true,
            Kind::Break => return Err(NotText::LineBreak),
            Kind::Damage => return Err(NotText::Damage),
            Kind::Shaping | Kind::Invisible => {}
        }
    }
    Ok(Cow::Owned(composed(kept)))
}

/// A [`line()`] that must hold something and fits.
///
/// # Errors
/// As [`line()`], and [`NotText::Empty`] and [`NotText::TooLong`].
pub fn name(text: &str) -> Result<String, NotText> {
    let line = line(text)?;
    if line.is_empty() {
        Err(NotText::Empty)
    } else if line.chars().count() > LONGEST_NAME {
        Err(NotText::TooLong { max: LONGEST_NAME })
    } else {
        Ok(line.into_owned())
    }
}

/// Text of any number of lines: as [`line()`], line by line; line ends are `\n`, none around the text. What steers the
/// drawing of emoji and of other scripts stays. Control characters stay too, so that who reads a field can refuse them
/// and show what was typed.
pub fn lines(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let (mut space, mut breaks, mut seen) = (false, 0, false);
    let mut before = ' ';
    for c in text.chars() {
        let kind = Kind::of(c);
        match kind {
            Kind::Break => {
                // CR and LF together are one end.
                breaks += usize::from(!(before == '\r' && c == '\n'));
                space = false;
            }
            Kind::Space => space = true,
            Kind::Invisible => {}
            Kind::Plain | Kind::Shaping | Kind::Control | Kind::Damage => {
                seen |= !kind.is_blank();
                if !kept.is_empty() {
                    kept.extend(std::iter::repeat_n('\n', breaks));
                    if space && breaks == 0 {
                        kept.push(' ');
                    }
                }
                (space, breaks) = (false, 0);
                kept.push(c);
            }
        }
        before = c;
    }
    if seen { composed(kept) } else { String::new() }
}

/// A password as it is hashed: composed, and every space the plain one, so that the same keys on another machine give the
/// same bytes. After the profile *OpaqueString* of RFC 8265; nothing is trimmed or refused.
pub fn password(typed: &str) -> String {
    let wide = |c| matches!(c, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}');
    typed.chars().map(|c| if wide(c) { ' ' } else { c }).nfc().collect()
}

/// Whether a text is a line already, for certain: ASCII to be read, with single spaces between.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    for &byte in text.as_bytes() {
        if !matches!(byte, b' '..=b'~') || (byte == b' ' && before == b' ') {
            return false;
        }
        before = byte;
    }
    text.is_empty() || before != b' '
}

fn composed(text: String) -> String {
    if is_nfc(&text) { text } else { text.nfc().collect() }
}
