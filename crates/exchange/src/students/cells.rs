//! A table of cells: what CSV and XLSX have in common.

use std::borrow::Cow;

use time::Date;

use super::problem::ProblemKind;

/// A cell that is not empty.
#[derive(Clone, PartialEq)]
pub(super) enum Cell<'a> {
    Text(Cow<'a, str>),
    Date(Date),
    Bad(ProblemKind),
}

impl<'a> Cell<'a> {
    /// Text without space around it; `None` when nothing is left.
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Option<Self> {
        let text = match text.into() {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        (!text.is_empty()).then_some(Self::Text(text))
    }
}

/// Cells of one row, by column; columns are ascending, empty cells are left out.
pub(super) type Cells<'a> = Vec<(usize, Cell<'a>)>;

/// A table whose first row was taken for headings.
pub(super) struct Table<'a> {
    /// Line of the headings.
    pub(super) line: u32,
    /// Column and heading.
    pub(super) headings: Vec<(usize, String)>,
    /// Line and cells of each row that is not blank.
    pub(super) rows: Vec<(u32, Cells<'a>)>,
    /// What separates the parts of a list in one cell.
    pub(super) list: &'static [char],
}

impl<'a> Table<'a> {
    /// Takes the first row for headings. `Err` when there is no row.
    pub(super) fn new(
        rows: impl IntoIterator<Item = (u32, Cells<'a>)>,
        list: &'static [char],
    ) -> Result<Self, (u32, ProblemKind)> {
        let mut rows = rows.into_iter().filter(|(_, cells)| !cells.is_empty());
        let (line, cells) = rows.next().ok_or((1, ProblemKind::EmptyFile))?;
        let mut headings = Vec::with_capacity(cells.len());
        for (column, cell) in cells {
            match cell {
                Cell::Text(text) => headings.push((column, text.into_owned())),
                // A date is no heading: the file has none, or the column is unused.
                Cell::Date(_) => {}
                Cell::Bad(kind) => return Err((line, kind)),
            }
        }
        Ok(Self { line, headings, rows: rows.collect(), list })
    }
}
