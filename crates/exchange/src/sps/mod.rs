//! LimeSurvey's export for SPSS: a syntax (`.sps`) that says what the columns are, and the data (`.dat`, or `.csv`).
//!
//! Which commands it writes is read from LimeSurvey's own source (`application/controllers/admin/export.php` and
//! `application/helpers/export_helper.php`), in both dialects: for SPSS 16 and up with a byte order mark and `SET UNICODE`, and for older
//! ones without. Read are `GET DATA` and `DATA LIST`, variable and value labels, missing values and new names. What changes
//! answers (`RECODE`, `COMPUTE`, ...) is refused, because nobody would carry it out; what changes nothing is passed over. A set of
//! multiple response is its columns: 1 ticked, 0 left open, empty not shown.
//!
//! A file becomes the same as a system file does ([`crate::sav`]): codes are texts, 3 and not 3.00; what is missing, by the system or by
//! declaration, is empty. A row of data is a line: an answer over two lines is refused where it breaks off.

mod command;
mod data;
mod dictionary;
#[cfg(test)]
mod tests;
mod token;

use crate::sav::File;
use std::borrow::Cow;
use std::fmt;

/// Which of both files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// What the columns are.
    Syntax,
    /// The answers.
    Data,
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The letter on it, from 1.
    pub column: usize,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Unreadable {
    /// Which file.
    pub of: Of,
    /// Where in it.
    pub at: Place,
    /// What is wrong. No answer of anybody stands in it.
    pub what: What,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A text between quotes goes on over the end of its line, or the file.
    Open,
    /// A command that is not known, or would change answers.
    Command(String),
    /// Something else had to stand here.
    Expected(&'static str),
    /// A name that no column has.
    Name(String),
    /// Two columns of one name.
    Twice(String),
    /// A format that is not known.
    Format(String),
    /// The syntax names no columns.
    NoColumns,
    /// A row has another number of fields than there are columns.
    Fields {
        /// How many it has.
        found: usize,
        /// How many there are.
        expected: usize,
    },
    /// A text where the syntax says that numbers stand.
    NoNumber(String),
    /// More than is read.
    TooLarge,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = match self.of {
            Of::Syntax => "syntax",
            Of::Data => "data",
        };
        write!(f, "{file}, line {}, column {}: ", self.at.line, self.at.column)?;
        match &self.what {
            What::Open => f.write_str("a text between quotes does not end on its line"),
            What::Command(command) => write!(f, "{command} is a command that is not read, or that changes answers"),
            What::Expected(what) => write!(f, "here should stand {what}"),
            What::Name(name) => write!(f, "there is no column {name}"),
            What::Twice(name) => write!(f, "there are two columns {name}"),
            What::Format(format) => write!(f, "{format} is a format that is not known"),
            What::NoColumns => f.write_str("it names no columns: GET DATA or DATA LIST lacks"),
            What::Fields { found, expected } => write!(f, "a row of {found} fields, and there are {expected} columns"),
            What::NoNumber(name) => write!(f, "a text, and the syntax says that numbers stand in {name}"),
            What::TooLarge => f.write_str("it is larger than can be read"),
        }
    }
}

/// Reads both files. Where the data stand in the syntax (`BEGIN DATA`), `data` is empty.
///
/// # Errors
/// The first place where one cannot be read, or where they do not fit together.
pub fn read(syntax: &[u8], data: &[u8]) -> Result<File, Unreadable> {
    let syntax = text(syntax);
    let read = dictionary::read(&syntax)?;
    match read.inline {
        Some((line, inline)) => data::read(&read, inline, line, Of::Syntax),
        None => data::read(&read, &text(data), 1, Of::Data),
    }
}

/// The text of a file: UTF-8, else Latin-1, without a byte order mark.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes)
        .map_or_else(|_| Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()), Cow::Borrowed)
}
