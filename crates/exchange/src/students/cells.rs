//! A table of cells: what CSV and XLSX have in common.

use std::borrow::Cow;
use std::sync::Arc;

use register::text::{self, NotText};
use time::Date;

use super::problem::{Problem, ProblemKind};
use crate::{Completeness, InSheet};

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    Text(Cow<'a, str>),
    /// Text with a line break in it: a heading may have one, a value may not.
    Lines(String),
    Date(Date),
    Bad(ProblemKind),
}

impl<'a> Cell<'a> {
    /// Text in the one form of `register::text`; `None` when nothing is left of it.
    pub(super) fn text(text: &'a str) -> Option<Self> {
        match text::line(text) {
            Ok(line) if line.is_empty() => None,
            Ok(line) if is_garbled(&line) => Some(Self::Bad(ProblemKind::Damaged)),
            Ok(line) => Some(Self::Text(line)),
            Err(NotText::LineBreak) => Some(Self::Lines(text::lines(text))),
            Err(NotText::Damage) => Some(Self::Bad(ProblemKind::Damaged)),
            Err(_) => Some(Self::Bad(ProblemKind::Text)),
        }
    }

    /// The same cell, without the bytes it was read from.
    pub(super) fn owned(self) -> Cell<'static> {
        match self {
            Self::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Self::Lines(text) => Cell::Lines(text),
            Self::Date(date) => Cell::Date(date),
            Self::Bad(kind) => Cell::Bad(kind),
        }
    }
}

/// UTF-8 that a program took for another encoding on its way here: `Ã«` for `ë`. No name has these letters side by side.
fn is_garbled(text: &str) -> bool {
    text.chars().zip(text.chars().skip(1)).any(|(one, next)| {
        matches!(one, 'Ã' | 'Â') && matches!(next, '\u{80}'..='\u{bf}' | '‚' | 'ƒ' | '„' | '†' | '‡' | '‰' | '€' | '™')
    })
}

/// Cells of one row, by column; columns are ascending, empty cells are left out.
pub(crate) type Cells<'a> = Vec<(usize, Cell<'a>)>;

/// Whether a row holds the headings of what is looked for: so the sheet that is meant is found among several.
pub(crate) type Knows<'k> = &'k dyn Fn(&Cells<'_>) -> bool;

/// Where the cells of a table stand, to name them in a message.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    /// The sheet of a workbook; a CSV file has none.
    pub(crate) sheet: Option<Arc<str>>,
    /// Column and heading, ascending.
    pub(crate) headings: Vec<(usize, String)>,
}

impl Places {
    /// The heading above a column.
    pub(super) fn above(&self, column: usize) -> Option<&str> {
        let at = self.headings.binary_search_by_key(&column, |(column, _)| *column).ok()?;
        self.headings.get(at).map(|(_, heading)| heading.as_str())
    }

    /// A problem in a column, by its heading; without a column it is about the whole row.
    pub(crate) fn problem(&self, line: u32, column: Option<usize>, kind: ProblemKind) -> Problem {
        let place = column.and_then(|column| u32::try_from(column).ok());
        let sheet = self.sheet.clone().map(|name| InSheet { name, column: place });
        let field = column.and_then(|column| self.above(column)).map(|heading| Cow::Owned(heading.to_owned()));
        Problem { sheet, field, ..Problem::at(line, kind) }
    }

    /// A problem with a heading that is not there.
    pub(crate) fn absent(&self, line: u32, heading: &str, kind: ProblemKind) -> Problem {
        Problem { field: Some(Cow::Owned(heading.to_owned())), ..self.problem(line, None, kind) }
    }
}

/// A table whose first row was taken for headings.
pub(crate) struct Table<'a> {
    /// Line of the headings.
    pub(crate) line: u32,
    /// Sheet and headings.
    pub(crate) places: Places,
    /// Line and cells of each row that is not blank.
    pub(crate) rows: Vec<(u32, Cells<'a>)>,
    /// Rows that are no rows of this table: another number of cells, a quote that does not close.
    pub(crate) broken: Vec<Problem>,
    /// Whether it is all there.
    pub(crate) completeness: Completeness,
}

impl<'a> Table<'a> {
    /// Takes the first row for headings.
    pub(super) fn new(
        sheet: Option<Arc<str>>,
        line: u32,
        cells: Cells<'a>,
        completeness: Completeness,
    ) -> Result<Self, Problem> {
        let mut places = Places { sheet, headings: Vec::with_capacity(cells.len()) };
        for (column, cell) in cells {
            match cell {
                Cell::Text(text) => places.headings.push((column, text.into_owned())),
                // A spreadsheet breaks a long heading over lines.
                Cell::Lines(text) => places.headings.push((column, text.replace('\n', " "))),
                // A date is no heading: the file has none, or the column is unused.
                Cell::Date(_) => {}
                Cell::Bad(kind) => return Err(places.problem(line, Some(column), kind)),
            }
        }
        Ok(Self { line, places, rows: Vec::new(), broken: Vec::new(), completeness })
    }

    /// Columns up to the last heading.
    pub(super) fn width(&self) -> usize {
        self.places.headings.last().map_or(0, |(column, _)| column + 1)
    }
}
