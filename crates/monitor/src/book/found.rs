//! What the engine said of one group of people, and a cell of it.

use super::Cell;
use super::ask::Asking;
use super::guard::Withheld;
use crate::plan::{At, Plan};
use crate::published::Unit;
use std::collections::BTreeMap;
use survey::table::Table;

/// Where groups over which a cell is higher stand: by cell and group.
pub(super) type Higher = Vec<Vec<Vec<usize>>>;

/// What the engine said of one group of people.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) asking: Asking,
    pub(super) tables: Vec<Table>,
    pub(super) withheld: Withheld,
    pub(super) higher: BTreeMap<(usize, usize), Higher>,
    pub(super) breaks: usize,
}

impl Found {
    /// A cell of a table.
    pub(super) fn cell(&self, plan: &Plan, (at, place): (usize, At)) -> Cell {
        let mut parts = self.asking.find(at, place).into_iter().map(|found| self.one(plan, place, found));
        let Some(first) = parts.next() else { return Cell::default() };
        let rest: Vec<Cell> = parts.collect();
        if rest.is_empty() { first } else { pooled(first, &rest) }
    }

    /// A cell of one column.
    fn one(&self, plan: &Plan, place: At, (column, answer): (usize, usize)) -> Cell {
        let nothing = Cell::default();
        let Some(question) = plan.questions.get(place.question) else { return nothing };
        let by = place.group.and_then(|group| Some((self.asking.break_of(question)?, group)));
        let table = column * (self.breaks + 1) + by.map_or(0, |(by, _)| by + 1);
        let group = by.map_or(0, |(_, group)| group);
        let Some(found) = self.tables.get(table).and_then(|table| table.groups.get(group)) else { return nothing };
        let (base, own) = self.withheld.of(table, group, answer);
        let n = Some(found.n).filter(|_| !base);
        let Some(cell) = found.cells.get(answer).filter(|_| !own && !base) else {
            return Cell { n, suppressed: own || base, ..nothing };
        };
        if found.n == 0 || cell.base == 0 {
            return Cell { n: Some(0), ..nothing };
        }
        let factor = if plan.unit == Unit::Mean { 1.0 } else { 100.0 };
        let counts = plan.unit == Unit::Count;
        let higher = by.and_then(|(by, group)| self.higher.get(&(column, by))?.get(answer)?.get(group));
        Cell {
            estimate: if counts { cell.n.map(|n| n as f64) } else { Some(factor * cell.estimate) },
            interval: (!counts).then_some((factor * cell.low, factor * cell.high)),
            n: if plan.unit == Unit::Mean { Some(cell.base) } else { n },
            count: cell.n,
            neff: cell.effective_n.filter(|_| !counts),
            suppressed: false,
            // As groups; which columns they are, the plan says.
            higher: higher.cloned().unwrap_or_default(),
            change: None,
            whole: None,
        }
    }
}

/// Answers to several questions counted together. Its parts are published as well, as far as anybody can tell: it is withheld
/// with any of them. How sure it is nobody knows, because one person may have answered all of them.
fn pooled(first: Cell, rest: &[Cell]) -> Cell {
    let all = || std::iter::once(&first).chain(rest);
    if all().any(|part| part.suppressed || part.n.is_none()) {
        return Cell { suppressed: true, ..Cell::default() };
    }
    let n: u64 = all().filter_map(|part| part.n).sum();
    if n == 0 {
        return Cell { n: Some(0), ..Cell::default() };
    }
    let count: u64 = all().filter_map(|part| part.count).sum();
    Cell { estimate: Some(100.0 * count as f64 / n as f64), n: Some(n), count: Some(count), ..Cell::default() }
}
