//! Percentages that should make 100: wrong when |sum - 100| exceeds half the number of cells that are not zero, for that
//! is as far as rounding can take them. Counts and multiple response are exempt.

use crate::check::finding::{Finding, Kind, Where, dutch};
use crate::published::{Cell, Published, Sums, Unit};

pub(super) fn check(tables: &[Published]) -> Vec<Finding> {
    tables.iter().filter(|table| table.unit == Unit::Percent).flat_map(|table| of(tables, table)).collect()
}

fn of(tables: &[Published], table: &Published) -> Vec<Finding> {
    let mut found = Vec::new();
    match table.sums {
        Sums::No => {}
        Sums::Across => {
            for (row, line) in table.rows.iter().enumerate().filter(|(_, line)| !line.many) {
                let cells: Vec<&Cell> = line.cells.iter().collect();
                found.extend(wrong(&cells, Where::cell(table, Some(row), None)));
            }
        }
        Sums::Down => {
            let mut groups: Vec<&Option<String>> = table.rows.iter().map(|row| &row.group).collect();
            groups.dedup();
            for column in 0..table.columns.len() {
                for group in &groups {
                    let rows = table.rows.iter().filter(|row| row.group == **group && !row.many);
                    let cells: Vec<&Cell> = rows.filter_map(|row| row.cells.get(column)).collect();
                    let mut at = Where::cell(table, None, Some(column));
                    at.line = table.rows.iter().find(|row| row.group == **group).map(|row| row.line);
                    found.extend(wrong(&cells, at).map(|mut finding| {
                        if let Some(group) = group {
                            finding.message = format!("{group}: {}", finding.message);
                        }
                        if let Some((there, said)) = left_out(tables, (table, column)) {
                            finding.message += &said;
                            finding.also.push(there);
                        }
                        finding
                    }));
                }
            }
        }
    }
    found
}

/// A row that the same column has in another table and not in this one, with which it makes 100: the sum is wrong as it is
/// printed, and this is where the rest of it stands.
fn left_out(tables: &[Published], (table, column): (&Published, usize)) -> Option<(Where, String)> {
    let same = table.columns.get(column)?.same.as_ref()?;
    let here: Vec<f64> = table.rows.iter().filter_map(|row| row.cells.get(column)?.value).collect();
    for other in tables.iter().filter(|other| other.id != table.id && other.unit == table.unit) {
        let Some(there) = other.columns.iter().position(|it| it.same.as_ref() == Some(same)) else { continue };
        for (at, row) in other.rows.iter().enumerate() {
            let Some(value) = row.cells.get(there).and_then(|cell| cell.value).filter(|value| *value > 0.0) else {
                continue;
            };
            let sum = here.iter().sum::<f64>() + value;
            let parts = here.iter().filter(|value| **value != 0.0).count() + 1;
            let known = table.rows.iter().any(|ours| ours.label == row.label);
            if !known && (sum - 100.0).abs() <= parts as f64 / 2.0 + 1e-9 {
                let (label, id) = (row.name(), &other.id);
                let said =
                    format!("; {id} has the same column with {label} ({}), and {} in all", dutch(value), dutch(sum));
                return Some((Where::cell(other, Some(at), Some(there)), said));
            }
        }
    }
    None
}

fn wrong(cells: &[&Cell], at: Where) -> Option<Finding> {
    let values: Vec<f64> = cells.iter().filter_map(|cell| cell.value).collect();
    let sum: f64 = values.iter().sum();
    let parts = values.iter().filter(|value| **value != 0.0).count();
    if values.is_empty() || (sum - 100.0).abs() <= parts as f64 / 2.0 + 1e-9 {
        return None;
    }
    let terms: Vec<String> = values.iter().filter(|value| **value != 0.0).map(|value| dutch(*value)).collect();
    let blank = if values.len() < cells.len() { "; a cell is blank" } else { "" };
    let message = format!(
        "{} is {}; rounding of {parts} cells explains at most {} more or less than 100{blank}",
        terms.join(" + "),
        dutch(sum),
        dutch(parts as f64 / 2.0)
    );
    Some(Finding { kind: Kind::Sum, at, also: Vec::new(), says: dutch(sum), holds: "100".to_owned(), message })
}
