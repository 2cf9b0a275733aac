//! A table as a list of its cells, each with all that is known about it: what every form of open data is made of.

use monitor::published::{Base, Place, Published, Row};
use monitor::shown::Shown;

/// A printed cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell<'a> {
    /// The heading over its row, and its row.
    pub row: (Option<&'a str>, &'a str),
    /// The heading over its column, and its column.
    pub column: (Option<&'a str>, &'a str),
    /// The measurement it is of.
    pub year: Option<u16>,
    /// The id of the group of people who answered.
    pub asked: Option<&'a str>,
    /// How many answered.
    pub base: Option<Base>,
    /// As printed.
    pub printed: &'a str,
    /// What it says: a dash is 0, a blank is nothing.
    pub value: Option<f64>,
    /// The margin at 95%, in percent, as if the people were drawn at random: low, high, and whether it is a lower bound.
    pub margin: Option<(f64, f64, bool)>,
    /// The change since the measurement before.
    pub change: Option<Change>,
}

/// How a cell differs from the one of the measurement before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The measurement before.
    pub from: Option<u16>,
    /// In points, as printed.
    pub points: f64,
    /// In pooled standard errors.
    pub z: f64,
    /// Whether it is more than chance makes in 19 of 20 cases.
    pub significant: bool,
}

/// One decimal, as margins are published.
pub(crate) fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// The cells of a table by rows.
pub fn of<'a>(shown: &'a Shown, table: usize) -> Vec<Cell<'a>> {
    let Some(of) = shown.table(table) else { return Vec::new() };
    let rows = of.rows.iter().enumerate();
    rows.flat_map(|(at, row)| (0..of.columns.len()).filter_map(move |column| cell(shown, of, table, (at, row), column)))
        .collect()
}

fn cell<'a>(
    shown: &'a Shown,
    of: &'a Published,
    table: usize,
    row: (usize, &'a Row),
    column: usize,
) -> Option<Cell<'a>> {
    let place = Place { table, row: Some(row.0), column };
    let (head, cell) = (of.columns.get(column)?, of.cell(row.0, column)?);
    let from = match shown.earlier(table, column) {
        Some(monitor::shown::Earlier::Same(column)) => shown.year_of(table, column),
        _ => None,
    };
    Some(Cell {
        row: (row.1.group.as_deref(), &row.1.label),
        column: (head.group.as_deref(), &head.label),
        year: shown.year_of(table, column),
        asked: shown.asked(table, column).map(|group| group.id.as_str()),
        base: of.base(row.0, column),
        printed: &cell.printed,
        value: cell.value,
        margin: shown.margin(place).map(|it| (tenth(it.low), tenth(it.high), it.at_least)),
        change: shown.change(place).map(|(change, points)| Change {
            from,
            points,
            z: (change.z * 100.0).round() / 100.0,
            significant: change.significant(),
        }),
    })
}
