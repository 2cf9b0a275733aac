//! What the engine said of one group of people, and a cell of it.

use super::Cell;
use super::ask::Asking;
use super::guard::Withheld;
use crate::plan::{At, Plan};
use crate::published::Unit;
use std::collections::BTreeMap;
use survey::table::Table;

/// Where groups over which a cell is higher stand: by cell and group.
type Higher = Vec<Vec<Vec<usize>>>;

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
        let nothing = Cell::default();
        let Some((column, answer)) = self.asking.find(at, place) else { return nothing };
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
        }
    }
}
