//! TOML, read key by key: a wrong key is a [`Problem`] with its line, and reading goes on to find the next.
//!
//! `toml` parses; what the keys mean stands with the subject that reads them. A key that nobody asked for is a problem
//! too: it is a slip of the keyboard, and whoever typed it believes that it works.

mod problems;
mod table;
#[cfg(test)]
mod tests;

pub use problems::{Problems, Source};
pub use table::{Table, Text};

use crate::problem::Problem;
use toml::de::DeTable;

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
