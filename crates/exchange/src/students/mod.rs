//! Students from the school's student system: one row each, from CSV or XLSX.
//!
//! Every school exports other columns, so a [`Mapping`] says which heading holds which [`Field`]; the caller remembers
//! it per school. The first row that is not blank holds the headings.
//!
//! CSV: separator `;`, `,` or tab; UTF-8 with or without byte order mark; a row is one line, with a cell for each heading;
//! a first line `sep=;` as Excel writes it. XLSX: the one visible sheet with something on it (of several, the one whose
//! headings are known); dates as real dates or as text. Hidden sheets are not read; hidden rows and columns are.
//!
//! A student who applied for two programmes may stand on two rows that agree in all but the application. Rows of one
//! student that do not agree are a problem.

pub mod report;

pub(crate) mod cells;
mod csv;
mod mapping;
mod problem;
mod row;
mod sheet;

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

pub use mapping::{Field, Mapping};
pub use problem::{Problem, ProblemKind};
pub use row::{Application, Guardian, StudentRow};

use crate::{Completeness, InSheet};
use cells::{Knows, Table};
use register::person::StudentNumber;
use time::Date;

/// What a file holds.
#[derive(Debug, Clone, Default)]
pub struct Students {
    /// The sheet that was read; `None` for CSV.
    pub sheet: Option<Arc<str>>,
    /// Which fields have a column. What has none is not said; an empty cell in a column that is there is.
    pub fields: BTreeSet<Field>,
    /// Rows with anything in them, below the headings.
    pub rows: u64,
    /// The students of the good rows. If there are problems, the file must not be imported.
    pub students: Vec<StudentRow>,
    /// What is wrong, by line.
    pub problems: Vec<Problem>,
    /// What is strange, by line.
    pub warnings: Vec<Problem>,
    /// Whether the file is all there; `None` when it could not be read at all.
    pub completeness: Option<Completeness>,
}

/// Reads a file by a mapping. `today` judges birth dates and application dates.
pub fn read(bytes: &[u8], mapping: &Mapping, today: Date) -> Students {
    let mut found = Students::default();
    match table(bytes, &|row| mapping.knows(row)) {
        Ok(table) => found.take(table, mapping, today),
        Err(problem) => found.problems.push(problem),
    }
    found.problems.sort_by_key(|problem| problem.line);
    found.warnings.sort_by_key(|warning| warning.line);
    found
}

/// The headings of a file, to make a mapping from. They are shown as they stand: in a file without headings this is the
/// first student, so a caller shows them only to who asked.
pub fn headings(bytes: &[u8]) -> Result<Vec<String>, Problem> {
    Ok(table(bytes, &|row| Mapping::default().knows(row))?
        .places
        .headings
        .into_iter()
        .map(|(_, heading)| heading)
        .collect())
}

/// The cells of a file, whatever its form; of a workbook with several sheets, the one whose headings are known.
pub(crate) fn table(bytes: &[u8], knows: Knows<'_>) -> Result<Table<'static>, Problem> {
    if bytes.starts_with(b"PK") {
        sheet::read(bytes, knows)
    } else if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        // A workbook with a password is wrapped in the container of old workbooks, and this is the name of its content.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let encrypted = memchr::memmem::find(bytes, &name).is_some();
        Err(Problem::at(1, if encrypted { ProblemKind::Encrypted } else { ProblemKind::OldExcel }))
    } else {
        csv::read(bytes)
    }
}

impl Students {
    fn take(&mut self, mut table: Table<'_>, mapping: &Mapping, today: Date) {
        self.sheet.clone_from(&table.places.sheet);
        self.completeness = Some(table.completeness);
        self.rows = table.rows.len() as u64 + table.broken.iter().filter(|one| one.kind.is_a_row()).count() as u64;
        let columns = match mapping.locate(&table) {
            Ok((columns, warnings)) => {
                self.warnings.extend(warnings);
                columns
            }
            Err(problems) => return self.problems.extend(problems),
        };
        self.fields = columns.fields().collect();
        self.problems.append(&mut table.broken);
        let mut first: HashMap<StudentNumber, usize> = HashMap::new();
        for (line, cells) in &table.rows {
            let mut reader = row::RowReader::new(*line, cells, &columns, today, &mut self.problems, &mut self.warnings);
            let Some(student) = reader.student() else { continue };
            match first.entry(student.student_number.clone()) {
                Entry::Vacant(free) => {
                    free.insert(self.students.len());
                    self.students.push(student);
                }
                Entry::Occupied(known) => {
                    let Some(known) = self.students.get_mut(*known.get()) else { continue };
                    if known.same_person(&student) {
                        known.also(student);
                    } else {
                        reader.fail(Field::StudentNumber, ProblemKind::Duplicate { first: known.line });
                    }
                }
            }
        }
        if table.completeness == Completeness::Doubted {
            let last = table.rows.last().map_or(table.line, |(line, _)| *line);
            self.warnings.push(table.places.problem(last, None, ProblemKind::NoLineEnd));
        }
    }

    /// How to name a line of this file to people: `regel 7`, or `blad Studenten, rij 7`.
    pub fn place(&self, line: u32) -> String {
        match &self.sheet {
            None => format!("regel {line}"),
            Some(name) => format!("blad {name}, rij {line}"),
        }
    }

    /// A place in this file for a problem that only a database can tell, to print beside the others.
    pub fn problem<K>(&self, line: u32, kind: K) -> crate::Problem<K> {
        let sheet = self.sheet.clone().map(|name| InSheet { name, column: None });
        crate::Problem { sheet, ..crate::Problem::at(line, kind) }
    }
}

#[cfg(test)]
mod tests;
