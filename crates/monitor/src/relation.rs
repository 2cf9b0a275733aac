//! `relations.toml`: what printed tables have to do with one another, so that the check can hold them together.

use crate::problem::Problem;
use crate::published::{Place, Published, Refer};
use crate::read::{Source, Table};

/// One relation between printed numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relation {
    /// A part is at most its whole: both percentages on one base, or both counts.
    Part {
        /// The part.
        part: Place,
        /// The whole.
        whole: Place,
        /// Why it is a part.
        why: String,
    },
    /// A question was put to who is counted in these cells: its base is at most their count.
    Routed {
        /// The base.
        base: Place,
        /// The cells that lead to the question.
        counts: Vec<Place>,
    },
    /// A table of percentages that was made from a table of counts.
    Shares {
        /// The table of percentages, with one column.
        shares: usize,
        /// The table of counts.
        counts: usize,
        /// Whether its rows are the sums of rows (or else of columns).
        rows: bool,
    },
}

/// Reads `relations.toml`.
///
/// # Errors
/// What is wrong with it; a reference to a cell that is not there too.
pub fn read(source: Source<'_>, tables: &[Published]) -> Result<Vec<Relation>, Vec<Problem>> {
    crate::read::read(source, |top| {
        let mut found = Vec::new();
        for table in top.tables("part") {
            let (part, whole) = (place(&table, "part", tables), place(&table, "whole", tables));
            let why = table.text("why").unwrap_or_default();
            if let (Some(part), Some(whole)) = (part, whole) {
                found.push(Relation::Part { part, whole, why });
            }
            table.finish();
        }
        for table in top.tables("routed") {
            let counts = places(&table, "counts", tables);
            if let Some(base) = place(&table, "base", tables) {
                found.push(Relation::Routed { base, counts });
            }
            table.finish();
        }
        for table in top.tables("shares") {
            let (shares, counts) = (whole_table(&table, "of", tables), whole_table(&table, "counts", tables));
            let rows = table.choice("along", &[("rows", true), ("columns", false)]);
            if let (Some(shares), Some(counts), Some(rows)) = (shares, counts, rows) {
                found.push(Relation::Shares { shares, counts, rows });
            }
            table.finish();
        }
        Some(found)
    })
}

const FORM: &str =
    "write \"table : row : column\" as `meedoen monitor tables` prints them; … stands for the rest of a label";

/// A reference to a cell under a key.
pub(crate) fn place(table: &Table<'_, '_>, key: &'static str, tables: &[Published]) -> Option<Place> {
    let text = table.text(key)?;
    let found =
        Refer::read(&text).ok_or_else(|| format!("\"{text}\" names no cell")).and_then(|refer| refer.find(tables));
    found.map_err(|message| table.wrong(key, message, FORM)).ok()
}

/// References to cells in a list.
pub(crate) fn places(table: &Table<'_, '_>, key: &'static str, tables: &[Published]) -> Vec<Place> {
    let find = |text: &str| {
        Refer::read(text).ok_or_else(|| format!("\"{text}\" names no cell")).and_then(|refer| refer.find(tables))
    };
    let texts = table.texts(key);
    texts
        .iter()
        .filter_map(|text| find(&text.text).map_err(|message| table.wrong_at(text.at, key, message, FORM)).ok())
        .collect()
}

fn whole_table(table: &Table<'_, '_>, key: &'static str, tables: &[Published]) -> Option<usize> {
    let id = table.text(key)?;
    let found = tables.iter().position(|table| table.id == id);
    if found.is_none() {
        table.wrong(key, format!("there is no table {id}"), "name a table that is in published/");
    }
    found
}
