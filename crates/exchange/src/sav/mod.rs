//! SPSS system files, `.sav` and `.zsav`: answers in codes, with their labels.
//!
//! Made by SPSS, PSPP, R's `haven`, Python's `pyreadstat`, LimeSurvey. There is no document of the maker; *System File Format*
//! in the developers' guide of PSPP describes what files hold, and is followed here. Read are numbers and texts, names and labels, labels of
//! values, missing values, texts longer than 255 bytes, and the three ways in which data are packed. Left alone are
//! formats of dates (a number of seconds stays one), documents and sets of multiple response: a set is its columns.
//!
//! A code is a text here, as in CSV: 3 and not 3.0. What is missing, by the system or by declaration, is empty.

mod columns;
mod data;
mod dictionary;
mod long;
mod scan;
#[cfg(test)]
mod tests;

use std::fmt;

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its columns, in their order.
    pub columns: Vec<Column>,
    /// How many rows each has.
    pub rows: usize,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name, whole where the file has that.
    pub name: String,
    /// What it is about.
    pub label: String,
    /// The labels of codes.
    pub labels: Vec<(String, String)>,
    /// The texts that occur, each once.
    pub texts: Vec<String>,
    /// Of each row the place of its text; none: nothing, or missing.
    pub places: Vec<Option<u32>>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Unreadable {
    /// Where in the file, in bytes; in data that were packed, where those are when unpacked.
    pub at: usize,
    /// What is wrong.
    pub what: What,
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// It does not begin as such a file does.
    NoSystemFile,
    /// It ends where something had to follow.
    CutShort,
    /// A kind of record that nobody knows.
    Record,
    /// Columns and their parts do not fit together.
    Dictionary,
    /// The data do not unpack.
    Packed,
    /// More than fits: it would fill the memory.
    TooLarge,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.what {
            What::NoSystemFile => "this is no SPSS file (.sav or .zsav)",
            What::CutShort => "the file ends in the middle",
            What::Record => "here stands a kind of record that is not known",
            What::Dictionary => "its columns do not fit together",
            What::Packed => "the data do not unpack",
            What::TooLarge => "it is larger than can be read",
        };
        write!(f, "byte {}: {what}", self.at)
    }
}

/// Reads a file.
///
/// # Errors
/// Where it ends too early or does not hold together.
pub fn read(bytes: &[u8]) -> Result<File, Unreadable> {
    let mut scan = scan::Scan::new(bytes);
    let dictionary = dictionary::read(&mut scan)?;
    data::read(&mut scan, &dictionary)
}
