//! What `meedoen import staff --json` prints for a file.

use super::{Problem, Staff};
use serde::Serialize;

/// One object per file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileReport<'s> {
    /// The sheet that was read; null for CSV.
    pub sheet: Option<&'s str>,
    /// Rows with anything in them, below the headings.
    pub rows: usize,
    /// Roles in the good rows.
    pub roles: usize,
    /// What is wrong; `record` is always null, `field` is the heading.
    pub problems: &'s [Problem],
    /// What is strange.
    pub warnings: &'s [Problem],
}

impl<'s> FileReport<'s> {
    /// The report of a file.
    pub fn new(found: &'s Staff) -> Self {
        Self {
            sheet: found.sheet.as_deref(),
            rows: found.rows,
            roles: found.people.len(),
            problems: &found.problems,
            warnings: &found.warnings,
        }
    }
}
