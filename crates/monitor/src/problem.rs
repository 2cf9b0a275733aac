//! What is wrong with a text of a measurement, for the researcher who writes it in an editor.

use std::fmt;

/// One thing that is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub struct Problem {
    /// The file, as a path within the folder of the measurement.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The item within the file, such as `columns[2].base`; empty for the file itself.
    pub item: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if !self.item.is_empty() {
            write!(f, "{}: ", self.item)?;
        }
        write!(f, "{}. To do: {}", self.message, self.remedy)
    }
}
