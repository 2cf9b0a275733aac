//! Answers of a group of people, read through their questionnaire: one byte a row and question.
//!
//! What is wrong is told with column and row, and nothing is guessed: a code that no scale has, an answer of who was not asked,
//! a column that nobody asked for, one person twice. The bytes of a file are read elsewhere ([`Keyed`] is what they
//! become); where a file has other headings than the questionnaire, `answers.toml` says so ([`layout`]).

mod anonymous;
mod join;
pub mod layout;
mod read;
#[cfg(test)]
mod tests;

pub use join::{Joined, join};
pub use layout::Layout;
pub use read::{Keyed, read};

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use survey::Factor;

/// What is wrong with a file of answers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wrong {
    /// The column, as the file heads it; empty: the file itself.
    pub column: String,
    /// The first row it is about, from 1, headings not counted.
    pub row: Option<usize>,
    /// What is wrong. No answer of anybody stands in it, but for codes that no scale has.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.column.is_empty() {
            write!(f, "column {}", self.column)?;
            if let Some(row) = self.row {
                write!(f, ", row {row}")?;
            }
            f.write_str(": ")?;
        }
        write!(f, "{}. To do: {}", self.message, self.remedy)
    }
}

/// The answers of one group.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answers {
    /// Who they are.
    pub of: String,
    /// How many count: those who answered something.
    pub rows: usize,
    /// How many were left out, because they answered fewer questions than the group must.
    pub left_out: usize,
    /// Of each question with one answer the place of the level, from 1; 0 is no answer.
    /// Shared: a table of them as they are takes no copy.
    one: BTreeMap<String, Arc<Vec<u8>>>,
    /// Of each question with several, for each option: 0 not in the base, 1 left open, 2 ticked.
    many: BTreeMap<String, Vec<Vec<u8>>>,
    /// Of each number; `NaN` is no answer.
    numbers: BTreeMap<String, Vec<f64>>,
    /// Columns that name somebody of another group, by their heading.
    links: BTreeMap<String, Factor>,
    /// How each is told apart, where others name them, or where they are looked for in another measurement.
    pub(crate) keys: Option<Factor>,
}

impl Answers {
    /// Of answers that are made, not read.
    pub fn made(of: &str, rows: usize) -> Self {
        Self { of: of.to_owned(), rows, ..Self::default() }
    }

    /// The key that a code of `keys` stands for.
    pub(crate) fn key(&self, code: u32) -> Option<&str> {
        self.keys.as_ref()?.levels.get(code as usize).map(String::as_str)
    }

    /// Puts in how each is told apart.
    pub fn put_keys(&mut self, keys: &[&str]) {
        self.keys = Some(Factor::new("key", keys));
    }

    /// The places of a question with one answer.
    pub fn one(&self, item: &str) -> Option<&[u8]> {
        self.one.get(item).map(|places| places.as_slice())
    }

    /// The same, for who keeps them.
    pub(crate) fn shared(&self, item: &str) -> Option<Arc<Vec<u8>>> {
        self.one.get(item).map(Arc::clone)
    }

    /// The options of a question with several answers.
    pub fn many(&self, item: &str) -> Option<&[Vec<u8>]> {
        self.many.get(item).map(Vec::as_slice)
    }

    /// The numbers of a question.
    pub fn numbers(&self, item: &str) -> Option<&[f64]> {
        self.numbers.get(item).map(Vec::as_slice)
    }

    /// Puts in the answers to a question with one answer.
    pub fn put(&mut self, item: &str, places: Vec<u8>) {
        self.one.insert(item.to_owned(), Arc::new(places));
    }

    /// Puts in those to a question with several.
    pub fn put_many(&mut self, item: &str, options: Vec<Vec<u8>>) {
        self.many.insert(item.to_owned(), options);
    }
}
