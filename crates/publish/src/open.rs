//! A table book as open data: a line a cell, the same columns throughout, and as a workbook of the same lines.

use crate::book::decimals;
use monitor::book::{Cell, Made, rounded};
use monitor::folder::Folder;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// The headings.
pub const HEAD: [&str; 17] = [
    "measurement",
    "table",
    "row_group",
    "row",
    "column_group",
    "column",
    "unit",
    "value",
    "estimate",
    "low",
    "high",
    "n",
    "effective_n",
    "withheld",
    "synthetic",
    "digest",
    "program",
];

/// A field: a text, a number, or nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// Nothing is known, or it may not be said.
    Nothing,
}

impl std::fmt::Display for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Nothing => Ok(()),
        }
    }
}

/// So many decimals of an estimate are published: more would be those of the machine.
const FINE: u32 = 6;

/// What numbers were made of and with: the digest of texts and answers, and the version of the program.
pub type By<'a> = (&'a str, &'a str);

/// Every cell of every table.
pub fn lines(folder: &Folder, made: &Made, (digest, program): By<'_>) -> Vec<[Field; 17]> {
    let mut lines = Vec::new();
    let text = |text: &str| Field::Text(text.to_owned());
    let maybe = |group: Option<&monitor::words::Words>| group.map_or(Field::Nothing, |group| text(&group.nl));
    let number = |value: Option<f64>, decimals: u32| {
        value.map_or(Field::Nothing, |value| Field::Number(rounded(value, decimals)))
    };
    for (plan, table) in folder.plans.iter().zip(&made.tables) {
        for (row, cells) in plan.rows.iter().zip(&table.cells) {
            for (column, cell) in plan.columns.iter().zip(cells) {
                let Some(cell) = cell else { continue };
                let Cell { estimate, interval, n, neff, suppressed, .. } = cell;
                lines.push([
                    Field::Number(f64::from(folder.measurement.year)),
                    text(&plan.id),
                    maybe(row.group.as_ref()),
                    text(&row.label.nl),
                    maybe(column.group.as_ref()),
                    text(&column.label.nl),
                    text(crate::json::unit(plan.unit)),
                    cell.rounded(decimals(folder, plan)).map_or(Field::Nothing, Field::Number),
                    number(*estimate, FINE),
                    number(interval.map(|it| it.0), FINE),
                    number(interval.map(|it| it.1), FINE),
                    n.map_or(Field::Nothing, |n| Field::Number(n as f64)),
                    number(*neff, 1),
                    text(if *suppressed { "true" } else { "false" }),
                    text(if made.synthetic { "true" } else { "false" }),
                    text(digest),
                    text(program),
                ]);
            }
        }
    }
    lines
}

/// As CSV (RFC 4180, UTF-8, a point in numbers).
///
/// # Errors
/// The writer's, which writes to memory.
pub fn csv(folder: &Folder, made: &Made, by: By<'_>) -> Result<String, csv::Error> {
    let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    file.write_record(HEAD)?;
    for line in lines(folder, made, by) {
        file.write_record(line.iter().map(ToString::to_string))?;
    }
    let bytes = file.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// As a workbook: a sheet for each table, and all lines.
///
/// # Errors
/// The writer's, which writes to memory.
pub fn xlsx(folder: &Folder, made: &Made, by: By<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let day = folder.measurement.state.day.as_deref().unwrap_or("1900-01-01");
    let title = format!("{}{}", folder.measurement.name.nl, if made.synthetic { " (synthetisch)" } else { "" });
    let properties = DocProperties::new().set_title(&title).set_creation_datetime(&ExcelDateTime::parse_from_str(day)?);
    book.set_properties(&properties);
    let bold = Format::new().set_bold();
    for (plan, table) in folder.plans.iter().zip(&made.tables) {
        let sheet = book.add_worksheet().set_name(&plan.id)?;
        sheet.set_column_width(0, 60)?;
        let mark = if made.synthetic { " (synthetisch: niemand gaf deze antwoorden)" } else { "" };
        sheet.write_with_format(0, 0, format!("{}: {}{mark}", plan.id, plan.title.nl), &bold)?;
        sheet.write(1, 0, plan.base.nl.as_str())?;
        for (at, column) in (1..).zip(&plan.columns) {
            sheet.write_with_format(2, at, column.name(), &bold)?;
        }
        let mut next = 3;
        for (row, cells) in plan.rows.iter().zip(&table.cells) {
            sheet.write_with_format(next, 0, row.name(), &bold)?;
            for (at, cell) in (1..).zip(cells) {
                match cell.as_ref().map(|cell| (cell.rounded(decimals(folder, plan)), cell.suppressed)) {
                    Some((Some(value), _)) => {
                        sheet.write(next, at, value)?;
                    }
                    Some((None, true)) => {
                        sheet.write(next, at, "*")?;
                    }
                    _ => {}
                }
            }
            next += 1;
        }
        sheet.write_with_format(next, 0, "N", &bold)?;
        for column in 0..plan.columns.len() {
            let n = match crate::book::base(&table.cells, column) {
                None => "*".to_owned(),
                Some((low, high)) if low == high => low.to_string(),
                Some((low, high)) => format!("{low}-{high}"),
            };
            sheet.write(next, u16::try_from(column + 1).unwrap_or(u16::MAX), n)?;
        }
    }
    let sheet = book.add_worksheet().set_name("data")?;
    for (at, name) in (0..).zip(HEAD) {
        sheet.write_with_format(0, at, name, &bold)?;
    }
    for (row, line) in (1..).zip(lines(folder, made, by)) {
        for (at, field) in (0..).zip(line) {
            match field {
                Field::Text(text) => {
                    sheet.write(row, at, text)?;
                }
                Field::Number(number) => {
                    sheet.write(row, at, number)?;
                }
                Field::Nothing => {}
            }
        }
    }
    book.save_to_buffer()
}
