//! How a text refers to a cell of a printed table: `B4.4 : Helemaal/overwegend wel : Beleidsmedewerkers | BOL`.
//!
//! Table, row and column, between ` : `. A label may be cut short with `…`, where it stays the only one that fits; the
//! column is left out where there is one. A row of `N` is the base of the column.

use super::{Base, Published};
use std::fmt;

/// A reference, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refer {
    /// The table.
    pub table: String,
    /// The row; none: the base.
    pub row: Option<String>,
    /// The column; none: the only one.
    pub column: Option<String>,
}

/// A cell, or the base of a column, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which table of the measurement, in order of print.
    pub table: usize,
    /// Which row; none: the base.
    pub row: Option<usize>,
    /// Which column.
    pub column: usize,
}

impl Refer {
    /// Reads a reference. None when it has no table and row.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(" : ").map(str::trim);
        let table = parts.next().filter(|part| !part.is_empty())?.to_owned();
        let row = parts.next().filter(|part| !part.is_empty())?;
        let column = parts.next().map(str::to_owned);
        if parts.next().is_some() || column.as_deref() == Some("") {
            return None;
        }
        Some(Self { table, row: (row != "N").then(|| row.to_owned()), column })
    }

    /// Finds it.
    ///
    /// # Errors
    /// What is not there, or is there more than once, in words.
    pub fn find(&self, tables: &[Published]) -> Result<Place, String> {
        let table = tables.iter().position(|table| table.id == self.table);
        let table = table.ok_or_else(|| format!("there is no table {}", self.table))?;
        let found = &tables[table];
        let row = match &self.row {
            None => None,
            Some(row) => Some(one("row", row, &self.table, found.rows.iter().map(super::Row::name))?),
        };
        let column = match &self.column {
            Some(column) => one("column", column, &self.table, found.columns.iter().map(super::Column::name))?,
            None if found.columns.len() == 1 => 0,
            None => return Err(format!("{} has {} columns: name one", self.table, found.columns.len())),
        };
        Ok(Place { table, row, column })
    }
}

impl fmt::Display for Refer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} : {}", self.table, self.row.as_deref().unwrap_or("N"))?;
        self.column.as_ref().map_or(Ok(()), |column| write!(f, " : {column}"))
    }
}

/// Whether a label is meant by a text in which `…` stands for anything.
fn fits(pattern: &str, label: &str) -> bool {
    let mut parts = pattern.split('…');
    let Some(mut rest) = parts.next().and_then(|first| label.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    for (index, part) in parts.iter().enumerate() {
        if index + 1 == parts.len() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.is_empty()
}

pub(crate) fn one(
    what: &str,
    pattern: &str,
    table: &str,
    labels: impl Iterator<Item = String>,
) -> Result<usize, String> {
    let labels: Vec<String> = labels.collect();
    if let Some(at) = labels.iter().position(|label| label == pattern) {
        return Ok(at);
    }
    let found: Vec<usize> = (0..labels.len()).filter(|at| fits(pattern, &labels[*at])).collect();
    match found[..] {
        [at] => Ok(at),
        [] => Err(format!("{table} has no {what} \"{pattern}\"; it has: {}", labels.join("; "))),
        _ => Err(format!("{} {what}s of {table} are meant by \"{pattern}\"", found.len())),
    }
}

impl Place {
    /// The value that stands there: of a cell, or the lowest base.
    pub fn value(self, tables: &[Published]) -> Option<f64> {
        let table = tables.get(self.table)?;
        match self.row {
            Some(row) => table.cell(row, self.column)?.value,
            None => table.columns.get(self.column)?.base.map(|base| f64::from(base.min)),
        }
    }

    /// The base under it.
    pub fn base(self, tables: &[Published]) -> Option<Base> {
        let table = tables.get(self.table)?;
        self.row.map_or_else(|| table.columns.get(self.column)?.base, |row| table.base(row, self.column))
    }
}
