//! TOML, read key by key: a wrong key is a [`Problem`] with its line, and reading goes on to find the next.
//!
//! `toml` parses; what the keys mean stands with the subject that reads them. A key that nobody asked for is a problem
//! too: it is a slip of the keyboard, and whoever typed it believes that it works.

mod table;
#[cfg(test)]
mod tests;

pub use table::{Table, Text};

use crate::problem::Problem;
use std::cell::RefCell;
use toml::de::DeTable;

/// A text with the name of its file.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Path within the folder of the measurement.
    pub file: &'a str,
    /// What stands in it.
    pub text: &'a str,
}

impl Source<'_> {
    /// The line on which a byte stands, from 1.
    pub fn line(&self, byte: usize) -> u32 {
        let before = self.text.as_bytes().iter().take(byte).filter(|byte| **byte == b'\n').count();
        u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
    }
}

/// The problems found so far in one text.
#[derive(Debug)]
pub struct Problems<'a> {
    source: Source<'a>,
    found: RefCell<Vec<Problem>>,
}

impl<'a> Problems<'a> {
    /// None yet.
    pub const fn of(source: Source<'a>) -> Self {
        Self { source, found: RefCell::new(Vec::new()) }
    }

    /// The text they are about.
    pub const fn source(&self) -> Source<'a> {
        self.source
    }

    /// One more, about the item at a byte.
    pub fn add(&self, byte: usize, item: impl Into<String>, message: impl Into<String>, remedy: impl Into<String>) {
        self.found.borrow_mut().push(Problem {
            file: self.source.file.to_owned(),
            line: self.source.line(byte),
            item: item.into(),
            message: message.into(),
            remedy: remedy.into(),
        });
    }

    /// All of them, in the order of the lines.
    pub fn into_vec(self) -> Vec<Problem> {
        let mut found = self.found.into_inner();
        found.sort();
        found
    }
}

/// Reads a text with a function that is given its top table.
///
/// # Errors
/// What is wrong: that it is no TOML, or what `read` found.
pub fn read<T>(source: Source<'_>, read: impl for<'t> FnOnce(&Table<'t, '_>) -> Option<T>) -> Result<T, Vec<Problem>> {
    let problems = Problems::of(source);
    let (document, errors) = DeTable::parse_recoverable(source.text);
    for error in &errors {
        let byte = error.span().map_or(0, |span| span.start);
        problems.add(
            byte,
            "",
            format!("this is no TOML: {}", error.message()),
            "correct the line; https://toml.io says how",
        );
    }
    if !errors.is_empty() {
        return Err(problems.into_vec());
    }
    let value = {
        let top = Table::top(&problems, document.get_ref());
        let value = read(&top);
        top.finish();
        value
    };
    let found = problems.into_vec();
    match value {
        Some(value) if found.is_empty() => Ok(value),
        _ => Err(found),
    }
}
