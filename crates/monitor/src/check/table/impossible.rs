//! Percentages that no whole count gives: no k with |100 k / N - p| at most half of the last printed decimal, for any N in
//! the printed range. Weighted tables are exempt: behind them lie no whole counts.

use crate::check::finding::{Finding, Kind, Where, dutch};
use crate::published::{Base, Published, Unit};

pub(super) fn check(tables: &[Published]) -> Vec<Finding> {
    let mut found = Vec::new();
    for table in tables.iter().filter(|table| table.unit == Unit::Percent && !table.weighted) {
        for (row, line) in table.rows.iter().enumerate() {
            for (column, cell) in line.cells.iter().enumerate() {
                if let (Some(percent), Some(base)) = (cell.value, table.base(row, column))
                    && base.counts(percent, cell.decimals()).is_empty()
                {
                    let holds = nearest(base, percent);
                    let message =
                        format!("no whole count of {base} is printed as {}; nearest are {holds}", cell.printed);
                    let at = Where::cell(table, Some(row), Some(column));
                    let says = cell.printed.clone();
                    found.push(Finding {
                        kind: Kind::ImpossiblePercentage,
                        at,
                        also: Vec::new(),
                        says,
                        holds,
                        message,
                    });
                }
            }
        }
    }
    found
}

/// The counts just below and above, on the lowest base.
fn nearest(base: Base, percent: f64) -> String {
    let n = f64::from(base.min);
    let below = (percent * n / 100.0).floor().clamp(0.0, n);
    let counts = if below < n { vec![below, below + 1.0] } else { vec![below] };
    let shown: Vec<String> =
        counts.iter().map(|k| format!("{k} of {n} ({}%)", dutch((1000.0 * k / n).round() / 10.0))).collect();
    shown.join(" and ")
}
