//! Which cells of a book are withheld: those of few people, and those that would give one of them away.
//!
//! `survey::disclosure` holds all tables of a group of people together. What it cannot see is that two tables are about the
//! same question: that is said here, so that nobody subtracts one from the other.

use super::Why;
use super::ask::{Asking, Column};
use crate::folder::Folder;
use std::collections::{BTreeMap, BTreeSet};
use survey::Refusal;
use survey::disclosure::{Entry, Pattern, Publication, Row, Rule, of_book};
use survey::table::{Book, Table};

/// What is withheld.
#[derive(Debug)]
pub(super) struct Withheld {
    rows: Vec<Vec<Row>>,
    pattern: Pattern,
    /// Tables of which everything is shown.
    open: Vec<bool>,
}

impl Withheld {
    /// Whether the base of a group is withheld, and whether a cell is.
    pub(super) fn of(&self, table: usize, group: usize, cell: usize) -> (bool, bool) {
        let row = self.rows.get(table).and_then(|groups| groups.get(group));
        if self.open.get(table) == Some(&true) {
            return (false, false);
        }
        let withholds = |entry: Option<&Entry>| entry.is_none_or(|entry| self.pattern.withholds(*entry));
        (withholds(row.map(|row| &row.base)), withholds(row.and_then(|row| row.cells.get(cell))))
    }
}

/// Works it out. A column that only stands in tables whose small cells are shown anyhow is known to everybody.
///
/// # Errors
/// What is shown anyhow gives away what may not be shown.
pub(super) fn withheld(
    folder: &Folder,
    asking: &Asking,
    (book, tables): (&Book<'_>, &[Table]),
    exempt: &[Option<Why>],
) -> Result<Withheld, Refusal> {
    let (mut publication, rows) = of_book(book, tables)?;
    let shown = |column: usize| asking.shown_in(column).all(|plan| exempt.get(plan).is_some_and(Option::is_some));
    let open: Vec<bool> = tables.iter().map(|table| shown(table.item)).collect();
    for (groups, _) in rows.iter().zip(&open).filter(|(_, open)| **open) {
        for row in groups {
            std::iter::once(&row.base).chain(&row.cells).for_each(|entry| publication.printed_before(*entry));
        }
    }
    for (at, one) in asking.columns.iter().enumerate() {
        for (before, other) in asking.columns.iter().enumerate().take(at) {
            if one.item == other.item && one.among == other.among && one.without == other.without {
                link(&mut publication, (one, at), (other, before), (tables, &rows))?;
            }
        }
    }
    part(&mut publication, asking, (tables, &rows))?;
    let least = u64::from(folder.measurement.least).max(1);
    let rule = Rule { fewest: least, width: least as f64 };
    // Where everything is shown nothing has to be worked out.
    let publication = if open.iter().all(|open| *open) { Publication::default() } else { publication };
    let pattern = publication.protect(&rule)?;
    Ok(Withheld { rows, pattern, open })
}

/// The tables of a column, by break.
fn of_column<'a>(
    column: usize,
    (tables, rows): (&'a [Table], &'a [Vec<Row>]),
) -> impl Iterator<Item = (&'a Table, &'a Vec<Row>)> {
    tables.iter().zip(rows).filter(move |(table, _)| table.item == column)
}

/// Two columns about one question and the same people: the bases are one number, and so are levels of the same codes.
fn link(
    publication: &mut Publication,
    (one, at): (&Column, usize),
    (other, before): (&Column, usize),
    all: (&[Table], &[Vec<Row>]),
) -> Result<(), Refusal> {
    // A mean leaves out who has no score: its base is another one.
    let codes = |column: &Column| column.levels.iter().flatten().cloned().collect::<BTreeSet<String>>();
    let same_base = codes(one) == codes(other);
    for ((table, mine), (_, theirs)) in of_column(at, all).zip(of_column(before, all)) {
        for ((group, mine), theirs) in table.groups.iter().zip(mine).zip(theirs) {
            if group.n > 0 && same_base {
                publication.sum(mine.base, &[theirs.base])?;
            }
            if one.option.is_some() {
                continue;
            }
            for (level, codes) in one.levels.iter().enumerate() {
                // A level that several of the other make together.
                let parts: Vec<usize> = (0..other.levels.len())
                    .filter(|place| other.levels[*place].iter().all(|code| codes.contains(code)))
                    .collect();
                let covered = codes.iter().all(|code| parts.iter().any(|place| other.levels[*place].contains(code)));
                let parts: Vec<Entry> = parts.iter().filter_map(|place| theirs.cells.get(*place).copied()).collect();
                if let Some(cell) = mine.cells.get(level).filter(|_| covered && !parts.is_empty()) {
                    publication.sum(*cell, &parts)?;
                }
            }
        }
    }
    Ok(())
}

/// Columns of one question to people who answered this or that elsewhere are parts of the one to all.
fn part(publication: &mut Publication, asking: &Asking, all: (&[Table], &[Vec<Row>])) -> Result<(), Refusal> {
    for (whole, column) in asking.columns.iter().enumerate().filter(|(_, column)| column.among.is_empty()) {
        let mut by_gate: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, other) in asking.columns.iter().enumerate() {
            let same = (&other.item, &other.option, &other.levels, &other.without)
                == (&column.item, &column.option, &column.levels, &column.without);
            if let ([gate], true) = (&other.among[..], same) {
                let parts = by_gate.entry(gate.item.as_str()).or_default();
                let overlaps = |part: &usize| {
                    asking.columns[*part].among.iter().any(|it| it.among.iter().any(|code| gate.among.contains(code)))
                };
                if !parts.iter().any(overlaps) {
                    parts.push(at);
                }
            }
        }
        for parts in by_gate.values() {
            let first = |column: usize| {
                of_column(column, all).next().and_then(|(table, rows)| Some((table.groups.first()?, rows.first()?)))
            };
            let Some((group, row)) = first(whole) else { continue };
            let parts: Vec<_> = parts.iter().filter_map(|part| first(*part)).collect();
            for (level, cell) in row.cells.iter().enumerate().take(column.levels.len()) {
                let count = |group: &survey::table::Group| group.cells.get(level).and_then(|cell| cell.n).unwrap_or(0);
                let rest = count(group).saturating_sub(parts.iter().map(|(group, _)| count(group)).sum());
                let mut entries: Vec<Entry> =
                    parts.iter().filter_map(|(_, row)| row.cells.get(level).copied()).collect();
                if rest > 0 {
                    entries.push(publication.unseen(rest));
                }
                publication.sum(*cell, &entries)?;
            }
        }
    }
    Ok(())
}
