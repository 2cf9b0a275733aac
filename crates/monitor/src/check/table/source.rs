//! Source lines against bases: each group that a source line names must have a column that can be of it, and each column
//! that all of a group were asked must be of a group that is named.

use super::who::{Who, fits, named};
use crate::check::finding::{Finding, Kind, Where};
use crate::folder::Folder;

pub(super) fn check(folder: &Folder, who: &Who) -> Vec<Finding> {
    folder.published.iter().enumerate().filter_map(|(at, _)| of(folder, who, at)).collect()
}

fn of(folder: &Folder, who: &Who, at: usize) -> Option<Finding> {
    let table = &folder.published[at];
    let respondents = &folder.measurement.respondents;
    // Columns of this measurement that all of a group were asked, or that name their group.
    let ours = (0..table.columns.len()).filter(|column| {
        let heading = &table.columns[*column];
        who.year(at, *column) == Some(folder.measurement.year) && heading.base.is_some() && !heading.pooled
    });
    let columns: Vec<usize> = ours.collect();
    if columns.is_empty() {
        return None;
    }
    for group in named(folder, table) {
        let can_be = |column: &usize| {
            let heading = &table.columns[*column];
            who.group(at, *column) == Some(group) || (!heading.asked.is_empty() && who.group(at, *column).is_none())
        };
        if columns.iter().any(can_be) {
            continue;
        }
        let column = columns[0];
        let base = table.columns[column].base?;
        let name = &respondents[group].name.nl;
        let answered = respondents[group].answered.map_or_else(|| "?".to_owned(), |answered| answered.to_string());
        let fitting: Vec<String> = respondents
            .iter()
            .filter(|other| !other.weighted && fits(base, other))
            .filter_map(|other| Some(format!("{} ({} answered)", other.name.nl, other.answered?)))
            .collect();
        let holds = if fitting.is_empty() { "nobody else".to_owned() } else { fitting.join(", ") };
        let message = format!(
            "the source names {name}, of whom {answered} answered; no column has a base that can be theirs. A base of {base} fits {holds}"
        );
        return Some(Finding {
            kind: Kind::Source,
            at: Where::cell(table, None, Some(column)),
            also: Vec::new(),
            says: table.source.clone(),
            holds: format!("N = {base}: {holds}"),
            message,
        });
    }
    None
}
