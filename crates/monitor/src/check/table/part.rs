//! Parts that are larger than their wholes, and percentages that do not follow from the counts they were made of. What is
//! a part of what stands in `relations.toml`.

use crate::check::finding::{Finding, Kind, Where, dutch};
use crate::folder::Folder;
use crate::published::{Place, Published};
use crate::relation::Relation;

pub(super) fn check(folder: &Folder) -> Vec<Finding> {
    let tables = &folder.published;
    let mut found = Vec::new();
    for relation in &folder.relations {
        match relation {
            Relation::Part { part, whole, why } => found.extend(larger(tables, *part, *whole, why)),
            Relation::Routed { base, counts } => found.extend(routed(tables, *base, counts)),
            Relation::Shares { shares, counts, rows } => {
                found.extend(derived(&tables[*shares], &tables[*counts], *rows))
            }
        }
    }
    found
}

fn larger(tables: &[Published], part: Place, whole: Place, why: &str) -> Option<Finding> {
    let (small, large) = (part.value(tables)?, whole.value(tables)?);
    // Percentages of one base are compared as they are printed; of other bases nothing follows.
    let comparable = part.row.is_none() || part.base(tables) == whole.base(tables);
    (comparable && small > large).then(|| Finding {
        kind: Kind::PartWhole,
        at: Where::place(tables, part),
        also: vec![Where::place(tables, whole)],
        says: dutch(small),
        holds: dutch(large),
        message: format!("a part of {} is larger than its whole of {} ({why})", dutch(small), dutch(large)),
    })
}

fn routed(tables: &[Published], base: Place, counts: &[Place]) -> Option<Finding> {
    let asked = base.value(tables)?;
    let mut most = 0.0;
    for place in counts {
        let (Some(percent), Some(base)) = (place.value(tables), place.base(tables)) else { continue };
        most += base
            .counts(percent, 0)
            .iter()
            .map(|(k, _)| f64::from(*k))
            .fold(0.0, f64::max)
            .max(f64::from(base.nearest(percent)));
    }
    (asked > most).then(|| Finding {
        kind: Kind::PartWhole,
        at: Where::place(tables, base),
        also: counts.iter().map(|place| Where::place(tables, *place)).collect(),
        says: dutch(asked),
        holds: dutch(most),
        message: format!("{} were asked, and at most {} gave the answers that lead there", dutch(asked), dutch(most)),
    })
}

fn derived(shares: &Published, counts: &Published, along_rows: bool) -> Vec<Finding> {
    let value = |row: usize, column: usize| counts.cell(row, column).and_then(|cell| cell.value).unwrap_or(0.0);
    let (rows, columns) = (counts.rows.len(), counts.columns.len());
    let sums: Vec<f64> = if along_rows {
        (0..rows).map(|row| (0..columns).map(|column| value(row, column)).sum()).collect()
    } else {
        (0..columns).map(|column| (0..rows).map(|row| value(row, column)).sum()).collect()
    };
    let total: f64 = sums.iter().sum();
    let mut found = Vec::new();
    for (at, sum) in sums.iter().enumerate() {
        let Some(cell) = shares.cell(at, 0) else { continue };
        let Some(printed) = cell.value else { continue };
        let share = 100.0 * sum / total;
        if (share - printed).abs() > 0.5 + 1e-9 {
            let there =
                if along_rows { Where::cell(counts, Some(at), None) } else { Where::cell(counts, None, Some(at)) };
            found.push(Finding {
                kind: Kind::TableTable,
                at: Where::cell(shares, Some(at), Some(0)),
                also: vec![there],
                says: cell.printed.clone(),
                holds: format!("{} of {}", dutch(*sum), dutch(total)),
                message: format!(
                    "{} prints {}; {} counts {} of {}, which is {}%",
                    shares.id,
                    cell.printed,
                    counts.id,
                    dutch(*sum),
                    dutch(total),
                    dutch(share)
                ),
            });
        }
    }
    found
}
