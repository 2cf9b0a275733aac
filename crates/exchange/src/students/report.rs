//! What `meedoen import students --json` prints for a file.

use serde::Serialize;

use super::Students;
use super::problem::Problem;

/// One object per file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileReport<'s> {
    /// The sheet that was read; null for CSV.
    pub sheet: Option<&'s str>,
    /// Rows with anything in them, below the headings.
    pub rows: u64,
    /// Students in the good rows.
    pub persons: usize,
    /// Guardians in them.
    pub guardians: usize,
    /// Applications in them.
    pub applications: usize,
    /// What is wrong; `record` is always null, `field` is the heading.
    pub problems: &'s [Problem],
    /// What is strange.
    pub warnings: &'s [Problem],
}

impl<'s> FileReport<'s> {
    /// The report of a file.
    pub fn new(found: &'s Students) -> Self {
        Self {
            sheet: found.sheet.as_deref(),
            rows: found.rows,
            persons: found.students.len(),
            guardians: found.students.iter().map(|student| student.guardians.len()).sum(),
            applications: found.students.iter().map(|student| student.applications.len()).sum(),
            problems: &found.problems,
            warnings: &found.warnings,
        }
    }
}
