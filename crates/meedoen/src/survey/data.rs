//! Columns of a table as the engine takes them.

use super::refused::Refused;
use ::survey::{Factor, Numeric};
use exchange::cases::Table;
use exchange::cases::table::{Column, MISSING};

/// A column of numbers.
pub(super) fn numeric(table: &Table, name: &str) -> Result<Numeric, Refused> {
    let column = table.column(name)?;
    if let Column::Numbers(values) = column {
        return Ok(Numeric::new(name, values.clone()));
    }
    let (row, text) = column.first_text().unwrap_or_default();
    Err(Refused::new(
        format!("{name}, row {}: {text:?} is not a number, and numbers are needed here", row + 1),
        "name a column of numbers; what is missing is an empty field",
    ))
}

/// Columns of numbers.
pub(super) fn numerics(table: &Table, names: &[String]) -> Result<Vec<Vec<f64>>, Refused> {
    names.iter().map(|name| Ok(numeric(table, name)?.values)).collect()
}

/// A column of categories.
pub(super) fn factor(table: &Table, name: &str) -> Result<Factor, Refused> {
    let (levels, mut codes) = table.column(name)?.categories();
    if MISSING != Factor::MISSING {
        codes.iter_mut().filter(|code| **code == MISSING).for_each(|code| *code = Factor::MISSING);
    }
    Ok(Factor { name: name.to_owned(), levels, codes })
}

/// Columns of categories.
pub(super) fn factors(table: &Table, names: &[String]) -> Result<Vec<Factor>, Refused> {
    names.iter().map(|name| factor(table, name)).collect()
}
