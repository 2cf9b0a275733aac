//! Two tables about one cell: columns of one question and one group of people must print the same in rows of one label.
//! And a table of percentages that was made from counts must follow from them.

use crate::check::finding::{Finding, Kind, Where};
use crate::published::{Column, Published};

pub(super) fn check(tables: &[Published]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut seen: Vec<(&str, usize, usize)> = Vec::new();
    for (at, table) in tables.iter().enumerate() {
        for (column, Column { same, .. }) in table.columns.iter().enumerate() {
            let Some(same) = same else { continue };
            for (_, other, other_column) in seen.iter().filter(|(name, other, _)| *name == same && *other != at) {
                found.extend(between(&tables[*other], *other_column, table, column));
            }
            seen.push((same, at, column));
        }
    }
    found
}

fn between(a: &Published, column_a: usize, b: &Published, column_b: usize) -> Vec<Finding> {
    let mut found = Vec::new();
    for (row_a, line) in a.rows.iter().enumerate() {
        let Some(row_b) = b.rows.iter().position(|other| alike(&other.name(), &line.name())) else { continue };
        let (Some(one), Some(two)) = (a.cell(row_a, column_a), b.cell(row_b, column_b)) else { continue };
        if one.value != two.value {
            let message =
                format!("{}: {} prints \"{}\", {} prints \"{}\"", line.name(), a.id, one.printed, b.id, two.printed);
            found.push(Finding {
                kind: Kind::TableTable,
                at: Where::cell(a, Some(row_a), Some(column_a)),
                also: vec![Where::cell(b, Some(row_b), Some(column_b))],
                says: one.printed.clone(),
                holds: two.printed.clone(),
                message,
            });
        }
    }
    found
}

/// Labels that differ in capitals, spaces and punctuation only.
fn alike(a: &str, b: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().chars().filter(|it| it.is_alphanumeric()).collect::<String>();
    plain(a) == plain(b)
}
