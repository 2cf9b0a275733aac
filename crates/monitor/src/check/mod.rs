//! Whatever is printed, ours or theirs, is checked: the tables against themselves and each other, the text against the
//! tables and against itself. It names what clashes and proposes no repair.
//!
//! The rules and what each word means are written down in `docs/monitor-check.md`.

pub mod finding;
pub mod loose;
pub mod table;
pub mod test;
pub mod text;

pub use finding::{Finding, Kind, Where};
pub use text::statement::{Statements, Untied};

use crate::folder::{Folder, Reading};
use crate::problem::Problem;
use table::Who;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// What clashes: the folder, the tables, the text.
    pub findings: Vec<Finding>,
    /// What the text states.
    pub statements: Statements,
}

/// Checks a folder as it was read, and the text of its report where there is one, under the name of its file.
pub fn check(reading: &Reading, report: Option<(&str, &str)>) -> Report {
    let problems = reading.problems.iter().map(of_folder).collect();
    let mut found = Report { findings: problems, statements: Statements::default() };
    if let Some(folder) = &reading.folder {
        found.findings.extend(tables(folder));
        if let Some((file, text)) = report {
            let (findings, statements) = text::check(folder, &Who::of(folder), file, text);
            found.findings.extend(findings);
            found.statements = statements;
        }
    }
    found
}

/// What is wrong with the folder itself.
pub fn of_folder(problem: &Problem) -> Finding {
    Finding {
        kind: Kind::Folder,
        at: Where::line(&problem.file, problem.line),
        also: Vec::new(),
        says: problem.item.clone(),
        holds: problem.remedy.clone(),
        message: problem.message.clone(),
    }
}

/// What clashes among the printed tables of a folder.
pub fn tables(folder: &Folder) -> Vec<Finding> {
    table::check(folder)
}
