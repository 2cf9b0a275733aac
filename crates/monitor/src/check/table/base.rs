//! Bases that clash: tables or figures of one measurement, same respondents and routing, that print another n.
//!
//! One finding for each group, at its first place in print; the others stand in `also`. Two ranges clash when no number
//! lies in both.

use super::who::Who;
use crate::check::finding::{Finding, Kind, Where};
use crate::folder::Folder;
use crate::published::Base;
use std::collections::BTreeMap;

/// A table, a column, the base under it.
type Printed = (usize, usize, Base);

pub(super) fn check(folder: &Folder, who: &Who) -> Vec<Finding> {
    let mut groups: BTreeMap<(u16, usize, &str), Vec<Printed>> = BTreeMap::new();
    for (at, table) in folder.published.iter().enumerate() {
        for (column, heading) in table.columns.iter().enumerate() {
            if let (Some(base), Some(group), Some(year)) = (heading.base, who.group(at, column), who.year(at, column))
                && !heading.pooled
            {
                groups.entry((year, group, heading.asked.as_str())).or_default().push((at, column, base));
            }
        }
    }
    groups.into_iter().filter_map(|((year, group, asked), bases)| clash(folder, year, group, asked, &bases)).collect()
}

fn clash(folder: &Folder, year: u16, group: usize, asked: &str, bases: &[Printed]) -> Option<Finding> {
    let (first, rest) = bases.split_first()?;
    if !bases.iter().any(|a| bases.iter().any(|b| !a.2.meets(b.2))) {
        return None;
    }
    let tables = &folder.published;
    let place = |(table, column, _): &Printed| Where::cell(&tables[*table], None, Some(*column));
    // A table once for each base that it prints.
    let mut also: Vec<(usize, Base, Where)> = Vec::new();
    for other in rest {
        if (other.0, other.2) != (first.0, first.2)
            && !also.iter().any(|(table, base, _)| (*table, *base) == (other.0, other.2))
        {
            also.push((other.0, other.2, place(other)));
        }
    }
    let mut by_base: BTreeMap<Base, Vec<&str>> = BTreeMap::new();
    for (table, _, base) in bases {
        let ids = by_base.entry(*base).or_default();
        if !ids.contains(&tables[*table].id.as_str()) {
            ids.push(&tables[*table].id);
        }
    }
    let holds: Vec<String> = by_base.iter().map(|(base, ids)| format!("{base} ({})", ids.join(", "))).collect();
    let name = &folder.measurement.respondents[group].name.nl;
    let asked = if asked.is_empty() { "all asked" } else { asked };
    Some(Finding {
        kind: Kind::Base,
        at: place(first),
        also: also.into_iter().map(|(_, _, place)| place).collect(),
        says: first.2.to_string(),
        holds: holds.join("; "),
        message: format!(
            "{name}, {year}, {asked}: the bases differ and nothing in print says why: {}",
            holds.join("; ")
        ),
    })
}
