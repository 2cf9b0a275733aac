//! The running text of a report: what it states, found and held against the tables and against itself.
//!
//! [`layout`] takes tables and labels of figures out, [`token`] makes words of lines, [`quantity`] finds numbers and
//! quantity words, [`word`] says what each word means, `hold` holds what is tied against its cells.

mod context;
#[cfg(test)]
mod each_tests;
mod hold;
pub mod layout;
pub mod number;
pub mod quantity;
pub mod span;
pub mod statement;
#[cfg(test)]
mod tests;
pub mod token;
pub mod word;

use super::finding::Finding;
use super::table::Who;
use crate::folder::Folder;
use statement::Statements;

/// Holds the text of a file against the tables and against itself.
pub fn check(folder: &Folder, who: &Who, file: &str, text: &str) -> (Vec<Finding>, Statements) {
    let tokens = token::tokens(&layout::lines(text));
    let quantities = quantity::find(&tokens);
    hold::hold(folder, who, file, &tokens, &quantities)
}
