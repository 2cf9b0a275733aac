//! Tables and figures of which only print exists, kept as they were printed.
//!
//! What is wrong in print stays: a printed column that does not add up is told of by [`crate::check`], never mended.

pub(crate) mod cell;
mod read;
mod refer;
#[cfg(test)]
mod tests;

pub(crate) use cell::number;
pub use cell::{Base, Cell};
pub use read::read;
pub(crate) use refer::one;
pub use refer::{Place, Refer};

use crate::words::Words;

/// Whether it is a table or a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Printed as rows and columns of numbers.
    Table,
    /// Drawn; the numbers are those that stand beside the bars.
    Figure,
}

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A percentage of the base.
    Percent,
    /// So many.
    Count,
    /// A mean of scores.
    Mean,
}

/// Along which way percentages make 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sums {
    /// The cells of a column, within each group of rows.
    Down,
    /// The cells of a row.
    Across,
    /// Neither: who answered could tick more than one, or these are no shares.
    No,
}

/// A table or figure as it was printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// Such as `B2.1` or `F5.4`; unique within a measurement.
    pub id: String,
    /// Table or figure.
    pub kind: Kind,
    /// The page of the report.
    pub page: u32,
    /// Which one on that page, from 1.
    pub place: u32,
    /// The title, without `Tabel B2.1 –`.
    pub title: String,
    /// What a cell is.
    pub unit: Unit,
    /// The line that names the source; empty where none is printed.
    pub source: String,
    /// Whether its numbers were weighted, so that no whole count need lie behind them.
    pub weighted: bool,
    /// Whether the values did not come down to us: title, bases and source are all there is.
    pub lost: bool,
    /// Along which way it makes 100.
    pub sums: Sums,
    /// Its columns, in order of print.
    pub columns: Vec<Column>,
    /// Its rows, in order of print, without rows of totals.
    pub rows: Vec<Row>,
    /// The file it was read from.
    pub file: String,
    /// The line in that file on which it begins.
    pub line: u32,
}

/// A column of a printed table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The heading over several columns.
    pub group: Option<String>,
    /// Its own heading.
    pub label: String,
    /// How many answered, where it is printed.
    pub base: Option<Base>,
    /// The measurement it is of, where that is not the one it is printed in.
    pub year: Option<u16>,
    /// Who were asked, in a few words; empty: all respondents. Bases of one routing should be one number.
    pub asked: String,
    /// A name for the question and the people it was put to: two columns of one name must say the same.
    pub same: Option<String>,
    /// Whether its base counts answers of several columns, not people.
    pub pooled: bool,
    /// Why it cannot be compared with the same column of an earlier measurement: the question was another.
    pub broken: Option<Words>,
}

/// A row of a printed table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The heading over several rows.
    pub group: Option<String>,
    /// Its own heading.
    pub label: String,
    /// The base of each column where it is another one than that of the column.
    pub base: Option<Vec<Base>>,
    /// Whether who answered could be in several rows of the group.
    pub many: bool,
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// The line in the file.
    pub line: u32,
}

/// `group | label`, or the label where there is no group.
fn full(group: Option<&String>, label: &str) -> String {
    group.map_or_else(|| label.to_owned(), |group| format!("{group} | {label}"))
}

impl Column {
    /// `group | label`.
    pub fn name(&self) -> String {
        full(self.group.as_ref(), &self.label)
    }
}

impl Row {
    /// `group | label`.
    pub fn name(&self) -> String {
        full(self.group.as_ref(), &self.label)
    }
}

impl Published {
    /// The base of a cell: the row's own, or the column's.
    pub fn base(&self, row: usize, column: usize) -> Option<Base> {
        let own = self.rows.get(row).and_then(|row| row.base.as_ref()).and_then(|bases| bases.get(column)).copied();
        own.or_else(|| self.columns.get(column).and_then(|column| column.base))
    }

    /// A cell.
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.rows.get(row)?.cells.get(column)
    }
}
