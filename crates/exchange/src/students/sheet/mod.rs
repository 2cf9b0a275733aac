//! XLSX: the sheet that people see.

mod guard;

use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, Dimensions, Reader as _, SheetType, SheetVisible, Xlsx};
use register::text;
use time::{Date, Month};

use super::cells::{Cell, Cells, Knows, Table};
use super::problem::{Problem, ProblemKind};
use crate::{Completeness, InSheet};

/// No student system has more columns; a cell far to the right is a slip of the hand or an attack.
const WIDEST: u32 = 1_000;
/// The most cells with something in them: fifty thousand students have about a million.
const MOST_CELLS: usize = 5_000_000;
/// The most text of all cells together, in bytes: one long shared string can be named by every cell.
const MOST_TEXT: usize = 100_000_000;
/// From here on a number in a spreadsheet has lost digits.
const TOO_MANY_DIGITS: f64 = 1e15;

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;
type Rows = Vec<(u32, Cells<'static>)>;

/// Reads the sheet that is meant: the visible one with something on it; of several the one whose headings are known.
///
/// `calamine` panics on some damaged workbooks (a cell reference too far to count, found by fuzzing). A file from outside
/// must not end the program, so its panics are caught here and become a problem. Nothing outlives the call, so nothing
/// can be left half done. (It needs unwinding: no profile may set `panic = "abort"`.) A failed allocation cannot be caught,
/// so sizes are bounded before it opens the file: see [`guard`].
pub(super) fn read(bytes: &[u8], knows: Knows<'_>) -> Result<Table<'static>, Problem> {
    guard::check(bytes).map_err(|kind| Problem::at(1, kind))?;
    let unreadable = || Problem::at(1, ProblemKind::Unreadable);
    let read = std::panic::AssertUnwindSafe(|| table(bytes, knows));
    std::panic::catch_unwind(read).unwrap_or_else(|_| Err(unreadable()))
}

fn table(bytes: &[u8], knows: Knows<'_>) -> Result<Table<'static>, Problem> {
    let unreadable = |_| Problem::at(1, ProblemKind::Unreadable);
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let visible =
        |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let names: Vec<String> = book.sheets_metadata().iter().filter(visible).map(|sheet| sheet.name.clone()).collect();
    if names.is_empty() {
        return Err(Problem::at(1, ProblemKind::NoVisibleSheet));
    }
    let (mut filled, mut budget) = (Vec::new(), Budget { cells: MOST_CELLS, text: MOST_TEXT });
    for name in names {
        let shown: Arc<str> = text::lines(&name).replace('\n', " ").into();
        let of_sheet =
            |kind| Problem { sheet: Some(InSheet { name: shown.clone(), column: None }), ..Problem::at(1, kind) };
        let rows = rows(&mut book, &name, &mut budget).map_err(of_sheet)?;
        if !rows.is_empty() {
            filled.push((name, shown, rows));
        }
    }
    if filled.len() > 1 {
        let shown = filled.iter().map(|(_, shown, _)| &**shown).collect::<Vec<_>>().join(", ");
        filled.retain(|(.., rows)| rows.first().is_some_and(|(_, cells)| knows(cells)));
        if filled.len() != 1 {
            return Err(Problem::at(1, ProblemKind::WhichSheet { sheets: shown.into() }));
        }
    }
    let (name, shown, rows) = filled.pop().ok_or(Problem::at(1, ProblemKind::EmptyFile))?;
    let mut rows = rows.into_iter();
    let (line, headings) = rows.next().ok_or(Problem::at(1, ProblemKind::EmptyFile))?;
    // A workbook carries its own proof: a table of contents at its end, a checksum for each part.
    let mut table = Table::new(Some(shown), line, headings, Completeness::Proven)?;
    table.rows = rows.collect();
    let merged = book.merge_cells_by_sheet_name(&name).map_err(unreadable)?;
    let merged: Vec<Problem> = merged.iter().filter_map(|area| merged_below(&table, area)).collect();
    table.broken.extend(merged);
    Ok(table)
}

/// A merged area among the students: its value stands in its first cell only, and the others read as empty.
fn merged_below(table: &Table<'_>, area: &Dimensions) -> Option<Problem> {
    let (Dimensions { start, end }, headings) = (area, table.line);
    let first = start.0.saturating_add(1).max(headings.saturating_add(1));
    (end.0.saturating_add(1) > headings)
        .then(|| table.places.problem(first, Some(start.1 as usize), ProblemKind::MergedCells))
}

/// What may still be read of a workbook.
struct Budget {
    cells: usize,
    text: usize,
}

/// The rows of a sheet with anything in them. Cell by cell: a sheet that claims a million rows and columns costs nothing.
fn rows(book: &mut Book<'_>, name: &str, budget: &mut Budget) -> Result<Rows, ProblemKind> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| ProblemKind::Unreadable)?;
    let mut rows: Rows = Vec::new();
    while let Some(found) = reader.next_cell_with_formula_metadata().map_err(|_| ProblemKind::Unreadable)? {
        let (row, column) = found.pos;
        let line = row.saturating_add(1);
        budget.text = budget.text.checked_sub(length(&found.value)).ok_or(ProblemKind::TooLarge)?;
        let read = match cell(&found.value) {
            // A formula whose outcome the program that wrote the file left out. Empty is not what anyone meant.
            None if found.formula.is_some() && found.value == DataRef::Empty => {
                Cell::Bad(ProblemKind::FormulaWithoutValue)
            }
            None => continue,
            Some(_) if column >= WIDEST => Cell::Bad(ProblemKind::TooManyCells),
            Some(cell) => cell,
        };
        budget.cells = budget.cells.checked_sub(1).ok_or(ProblemKind::TooLarge)?;
        let column = column as usize;
        match rows.last_mut() {
            Some((last, cells)) if *last == line => cells.push((column, read)),
            _ => rows.push((line, vec![(column, read)])),
        }
    }
    // Sheets are written in order, but nothing makes that sure.
    rows.sort_by_key(|(line, _)| *line);
    rows.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        if same {
            kept.1.append(&mut later.1);
        }
        same
    });
    for (_, cells) in &mut rows {
        cells.sort_by_key(|(column, _)| *column);
    }
    Ok(rows)
}

fn length(value: &DataRef<'_>) -> usize {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.len(),
        DataRef::SharedString(text) => text.len(),
        _ => 0,
    }
}

fn cell(value: &DataRef<'_>) -> Option<Cell<'static>> {
    let text = |text: &str| Cell::text(text).map(Cell::owned);
    match value {
        DataRef::Empty => None,
        DataRef::String(value) => text(value),
        DataRef::SharedString(value) => text(value),
        DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => text(value),
        DataRef::Int(value) => text(&value.to_string()),
        // A whole number prints without a point: student number 123 is no 123.0. Past fifteen digits a spreadsheet has
        // made up the rest.
        DataRef::Float(value) if value.fract() == 0.0 && value.abs() < TOO_MANY_DIGITS => text(&format!("{value:.0}")),
        DataRef::Float(_) => Some(Cell::Bad(ProblemKind::NotWhole)),
        DataRef::Bool(value) => text(if *value { "ja" } else { "nee" }),
        DataRef::DateTime(value) if value.is_datetime() && (1.0..150_000.0).contains(&value.as_f64()) => {
            let (year, month, day, hour, minute, second, milli) = value.to_ymd_hms_milli();
            let date = Month::try_from(month).ok().and_then(|m| Date::from_calendar_date(year.into(), m, day).ok());
            Some(match date {
                Some(date) if (hour, minute, second, milli) == (0, 0, 0, 0) => Cell::Date(date),
                // The time may be that of another zone, and the day then the one before.
                Some(_) => Cell::Bad(ProblemKind::TimeOfDay),
                // 29 February 1900, which only spreadsheets have.
                None => Cell::Bad(ProblemKind::ImpossibleDate),
            })
        }
        DataRef::DateTime(_) => Some(Cell::Bad(ProblemKind::ImpossibleDate)),
        DataRef::Error(_) => Some(Cell::Bad(ProblemKind::FormulaError)),
    }
}
