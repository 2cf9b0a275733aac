//! Students from the school's student system: one row each, from CSV or XLSX.
//!
//! Every school exports other columns, so a [`Mapping`] says which heading holds which [`Field`]; the caller remembers
//! it per school. The first row that is not blank holds the headings.
//!
//! CSV: separator `;`, `,` or tab; UTF-8 with or without byte order mark; quotes as in RFC 4180; a first line `sep=;` as
//! Excel writes it. XLSX: the first sheet; dates as real dates or as text.

pub mod report;

mod cells;
mod csv;
mod mapping;
mod problem;
mod row;
mod sheet;

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

pub use mapping::{Field, Mapping};
pub use problem::{Problem, ProblemKind};
pub use row::{Application, Guardian, Municipality, StudentRow};

use cells::Table;

/// What a file holds.
#[derive(Debug, Clone, Default)]
pub struct Students {
    /// Rows with anything in them, below the headings.
    pub rows: u64,
    /// The good rows. If there are problems, the file must not be imported.
    pub students: Vec<StudentRow>,
    /// What is wrong, by line.
    pub problems: Vec<Problem>,
    /// What is strange, by line.
    pub warnings: Vec<Problem>,
}

/// Reads a file by a mapping.
pub fn read(bytes: &[u8], mapping: &Mapping) -> Students {
    let mut found = Students::default();
    match table(bytes) {
        Ok(table) => found.take(&table, mapping),
        Err(problem) => found.problems.push(problem),
    }
    found.problems.sort_by_key(|problem| problem.line);
    found.warnings.sort_by_key(|warning| warning.line);
    found
}

/// The headings of a file, to make a mapping from. They are shown as they stand: in a file without headings this is the
/// first student, so a caller shows them only to who asked.
pub fn headings(bytes: &[u8]) -> Result<Vec<String>, Problem> {
    Ok(table(bytes)?.headings.into_iter().map(|(_, heading)| heading).collect())
}

fn table(bytes: &[u8]) -> Result<Table<'_>, Problem> {
    if bytes.starts_with(b"PK") {
        sheet::read(bytes)
    } else if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        Err(Problem::at(1, ProblemKind::OldExcel))
    } else {
        csv::read(bytes)
    }
}

impl Students {
    fn take(&mut self, table: &Table<'_>, mapping: &Mapping) {
        let columns = match mapping.locate(table) {
            Ok((columns, warnings)) => {
                self.warnings.extend(warnings);
                columns
            }
            Err(problems) => return self.problems.extend(problems),
        };
        let mut first: HashMap<String, u32> = HashMap::new();
        for (line, cells) in &table.rows {
            self.rows += 1;
            let mut reader =
                row::RowReader::new(*line, cells, &columns, table.list, &mut self.problems, &mut self.warnings);
            let Some(student) = reader.student() else { continue };
            match first.entry(student.student_number.clone()) {
                Entry::Vacant(free) => {
                    free.insert(*line);
                    self.students.push(student);
                }
                Entry::Occupied(taken) => {
                    let first = *taken.get();
                    reader.fail(Field::StudentNumber, ProblemKind::Duplicate { first });
                }
            }
        }
    }
}

/// A problem in a column, by the column's heading.
fn in_column(line: u32, heading: &str, kind: ProblemKind) -> Problem {
    Problem { line, record: None, field: Some(Cow::Owned(heading.to_owned())), kind }
}

#[cfg(test)]
mod tests;
