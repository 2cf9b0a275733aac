//! What a book printed, for tables that are made beside it.

use super::ask::Asking;
use super::found::Found;
use super::guard::Told;
use crate::plan::Plan;

/// What a book printed and withheld, in the tables of another asking: only what stands in its plans.
pub(super) fn told(asking: &Asking, plans: &[Plan], before: &Found) -> Vec<Told> {
    let mut all = Vec::new();
    for (column, by) in before.asking.printed(plans) {
        let broken = by.map_or(Some(0), |by| Some(asking.break_like(&before.asking, by)? + 1));
        let (Some(same), Some(broken)) = (asking.like(&before.asking, column), broken) else { continue };
        let table = before.asking.table(column, by.map_or(0, |by| by + 1));
        let Some(found) = before.tables.get(table) else { continue };
        let groups = found.groups.iter().enumerate().map(|(at, group)| {
            let cell = |cell: usize| before.withheld.of(table, at, cell);
            let cells = (0..group.cells.len()).map(cell).map(|(base, own)| base || own).collect();
            (cell(0).0, cells)
        });
        all.push(Told { table: asking.table(same, broken), groups: groups.collect() });
    }
    all
}
