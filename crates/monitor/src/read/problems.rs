//! What is wrong with a text, collected while it is read.

use crate::problem::Problem;
use std::cell::RefCell;

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
