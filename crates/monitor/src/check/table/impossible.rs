//! Percentages that no whole count gives: no k with |100 k / N - p| at most half of the last printed decimal, for any N in
//! the printed range. Weighted tables are exempt: behind them lie no whole counts. More than 100 is impossible of any base.

use crate::check::finding::{Finding, Kind, Where, dutch};
use crate::published::{Base, Published, Unit};

pub(super) fn check(tables: &[Published]) -> Vec<Finding> {
    let mut found = Vec::new();
    for table in tables.iter().filter(|table| table.unit == Unit::Percent) {
        for (row, line) in table.rows.iter().enumerate() {
            for (column, cell) in line.cells.iter().enumerate() {
                let Some(percent) = cell.value else { continue };
                let base = table.base(row, column).filter(|_| !table.weighted);
                if base.is_none() && percent > 100.0 {
                    found.push(Finding {
                        kind: Kind::ImpossiblePercentage,
                        at: Where::cell(table, Some(row), Some(column)),
                        also: Vec::new(),
                        says: cell.printed.clone(),
                        holds: "100".to_owned(),
                        message: format!("{} is more than 100%", cell.printed),
                    });
                }
                if let Some(base) = base
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
