//! A table as CSV: a line a cell (RFC 4180, UTF-8, a point in numbers), so that it can be filtered without thought.

use crate::cells;
use monitor::shown::Shown;

/// The headings.
pub const HEAD: [&str; 20] = [
    "measurement",
    "table",
    "row_group",
    "row",
    "column_group",
    "column",
    "year",
    "respondents",
    "base_min",
    "base_max",
    "printed",
    "value",
    "margin_low",
    "margin_high",
    "margin_is_lower_bound",
    "change_since",
    "change_points",
    "change_significant",
    "digest",
    "program",
];

fn text<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// The file.
///
/// # Errors
/// The writer's, which writes to memory.
pub fn table(shown: &Shown, table: usize) -> Result<String, csv::Error> {
    let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    file.write_record(HEAD)?;
    let id = shown.table(table).map_or("", |it| it.id.as_str());
    for cell in cells::of(shown, table) {
        file.write_record([
            shown.folder.measurement.year.to_string(),
            id.to_owned(),
            text(cell.row.0),
            cell.row.1.to_owned(),
            text(cell.column.0),
            cell.column.1.to_owned(),
            text(cell.year),
            text(cell.asked),
            text(cell.base.map(|base| base.min)),
            text(cell.base.map(|base| base.max)),
            cell.printed.to_owned(),
            text(cell.value),
            text(cell.margin.map(|it| it.0)),
            text(cell.margin.map(|it| it.1)),
            text(cell.margin.map(|it| it.2)),
            text(cell.change.and_then(|it| it.from)),
            text(cell.change.map(|it| it.points)),
            text(cell.change.map(|it| it.significant)),
            shown.folder.digest.clone(),
            env!("CARGO_PKG_VERSION").to_owned(),
        ])?;
    }
    let bytes = file.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
