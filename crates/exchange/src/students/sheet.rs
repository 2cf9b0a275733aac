//! XLSX: the first sheet of a workbook.

use std::borrow::Cow;
use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx};
use time::{Date, Month};

use super::cells::{Cell, Cells, Table};
use super::problem::{Problem, ProblemKind};

/// No student system has more columns; a cell far to the right is a slip of the hand or an attack.
const WIDEST: u32 = 1_000;

/// Reads the first sheet.
///
/// `calamine` panics on some damaged workbooks (a cell reference too far to count, found by fuzzing). A file from outside
/// must not end the program, so its panics are caught here and become a problem. Nothing outlives the call, so nothing
/// can be left half done. (It needs unwinding: no profile may set `panic = "abort"`.)
///
/// Known gap: `calamine` 0.38 reserves memory for as many shared strings as the workbook claims, unpacked sizes are not
/// limited, and a failed allocation cannot be caught. So a forged workbook can end the process. That is bearable for a
/// command that a school runs on its own export; before a page accepts uploads, the parts must be checked first.
pub(super) fn read(bytes: &[u8]) -> Result<Table<'static>, Problem> {
    std::panic::catch_unwind(|| cells(bytes)).unwrap_or(Err(Problem::at(1, ProblemKind::Unreadable)))
}

/// Cell by cell: a sheet that claims a million rows and columns costs nothing.
fn cells(bytes: &[u8]) -> Result<Table<'static>, Problem> {
    let unreadable = |_| Problem::at(1, ProblemKind::Unreadable);
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let names = book.sheet_names();
    let name = names.first().ok_or(Problem::at(1, ProblemKind::EmptyFile))?;
    let mut reader = book.worksheet_cells_reader(name).map_err(unreadable)?;
    let mut rows: Vec<(u32, Cells<'static>)> = Vec::new();
    while let Some(found) = reader.next_cell().map_err(unreadable)? {
        let (row, column) = found.get_position();
        let line = row.saturating_add(1);
        let Some(cell) = cell(found.get_value()) else { continue };
        let cell = if column < WIDEST { cell } else { Cell::Bad(ProblemKind::TooManyCells) };
        let column = column as usize;
        match rows.last_mut() {
            Some((last, cells)) if *last == line => cells.push((column, cell)),
            _ => rows.push((line, vec![(column, cell)])),
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
    Table::new(rows, &[';', '\n']).map_err(|(line, kind)| Problem::at(line, kind))
}

fn cell(value: &DataRef<'_>) -> Option<Cell<'static>> {
    let text = |text: String| Cell::text(Cow::Owned(text));
    match value {
        DataRef::Empty => None,
        DataRef::String(value) => text(value.clone()),
        DataRef::SharedString(value) => text((*value).to_owned()),
        DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => text(value.clone()),
        DataRef::Int(value) => text(value.to_string()),
        // A whole number prints without a point: student number 123 is no 123.0.
        DataRef::Float(value) => text(value.to_string()),
        DataRef::Bool(value) => text(if *value { "ja" } else { "nee" }.to_owned()),
        DataRef::DateTime(value) if value.is_datetime() && (1.0..150_000.0).contains(&value.as_f64()) => {
            let (year, month, day, ..) = value.to_ymd_hms_milli();
            let date = Month::try_from(month).ok().and_then(|m| Date::from_calendar_date(year.into(), m, day).ok());
            Some(date.map_or(Cell::Bad(ProblemKind::ImpossibleDate), Cell::Date))
        }
        DataRef::DateTime(_) => Some(Cell::Bad(ProblemKind::ImpossibleDate)),
        DataRef::Error(_) => Some(Cell::Bad(ProblemKind::FormulaError)),
    }
}
