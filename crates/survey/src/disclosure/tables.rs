//! The tables of a book as one publication.

use super::publication::{Entry, Publication};
use crate::refusal::Refusal;
use crate::table::{Book, Group, Table};

/// The entries of one group of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Who is in its base.
    pub base: Entry,
    /// Each of its cells: categories, then summaries.
    pub cells: Vec<Entry>,
}

/// A publication of the tables of a book as [`Book::tabulate`] made them, with the entries of each table, group by group.
///
/// The counts of a table add up to those of the item over all rows. Who has no group in a break is in none of its cells, and in
/// those of all rows: as many as nobody knows, unless there are none. A summary that is a share counts respondents and is a cell
/// as any other; a mean tells the sum of its scores. Weighted shares are withheld with the count of their cell: their sums are
/// those of the counts.
///
/// # Errors
/// [`Reason::Totals`](crate::Reason::Totals) if the tables are not of this book.
pub fn of_book(book: &Book<'_>, tables: &[Table]) -> Result<(Publication, Vec<Vec<Row>>), Refusal> {
    let mut publication = Publication::default();
    let mut rows: Vec<Vec<Row>> = vec![Vec::new(); tables.len()];
    // All rows of an item first: the tables by a break add up to them.
    let mut order: Vec<usize> = (0..tables.len()).collect();
    order.sort_by_key(|at| tables.get(*at).map(|table| (table.item, table.by)));
    for at in order {
        let Some(table) = tables.get(at) else { continue };
        let scores = book.scores(table.item);
        let levels = table.heading.levels.len();
        let mut made = Vec::with_capacity(table.groups.len());
        for group in &table.groups {
            made.push(publication.group(group, levels, &scores)?);
        }
        let all = tables.iter().position(|other| table.by.is_some() && other.item == table.item && other.by.is_none());
        if let Some((all, whole)) =
            all.and_then(|all| Some((tables.get(all)?.groups.first()?, rows.get(all)?.first()?)))
        {
            publication.add_up((whole, all), (&made, &table.groups), levels)?;
        }
        if let Some(slot) = rows.get_mut(at) {
            *slot = made;
        }
    }
    Ok((publication, rows))
}

impl Publication {
    /// One group: its categories make its base, its summaries follow from them.
    fn group(&mut self, group: &Group, levels: usize, scores: &[Vec<f64>]) -> Result<Row, Refusal> {
        let base = self.count(group.n);
        let of_levels: Vec<Entry> =
            group.cells.iter().take(levels).map(|cell| self.count(cell.n.unwrap_or(0))).collect();
        if levels == 0 {
            // The mean of a number is withheld with how many it is over.
            return Ok(Row { base, cells: vec![base; group.cells.len()] });
        }
        self.sum(base, &of_levels)?;
        let mut cells = of_levels.clone();
        for (cell, scores) in group.cells.iter().skip(levels).zip(scores) {
            let scored: Vec<(Entry, f64)> =
                of_levels.iter().copied().zip(scores.iter().copied()).filter(|(_, score)| !score.is_nan()).collect();
            let own = if scored.len() == levels {
                base
            } else {
                let own = self.count(cell.base);
                self.sum(own, &scored.iter().map(|(entry, _)| *entry).collect::<Vec<_>>())?;
                own
            };
            let entry = if scored.iter().all(|(_, score)| *score == 0.0 || *score == 1.0) {
                let chosen = scored.iter().filter(|(_, score)| *score == 1.0).map(|(entry, _)| *entry);
                let chosen: Vec<Entry> = chosen.collect();
                let counted = chosen.iter().filter_map(|entry| self.respondents(entry.0)).sum::<f64>();
                let entry = self.count(counted as u64);
                self.sum(entry, &chosen)?;
                entry
            } else {
                self.mean(&scored)?
            };
            self.over(entry, own);
            cells.push(entry);
        }
        of_levels.iter().for_each(|entry| self.over(*entry, base));
        Ok(Row { base, cells })
    }

    /// Groups add up to all rows, with who has no group.
    fn add_up(
        &mut self,
        (whole, all): (&Row, &Group),
        (rows, groups): (&[Row], &[Group]),
        levels: usize,
    ) -> Result<(), Refusal> {
        let rest = |whole: u64, parts: u64| whole.saturating_sub(parts);
        let without = rest(all.n, groups.iter().map(|group| group.n).sum());
        let mut bases: Vec<Entry> = rows.iter().map(|row| row.base).collect();
        let mut of_levels = Vec::new();
        for level in 0..levels {
            let own = |group: &Group| group.cells.get(level).and_then(|cell| cell.n).unwrap_or(0);
            let mut parts: Vec<Entry> = rows.iter().filter_map(|row| row.cells.get(level).copied()).collect();
            if without > 0 {
                let unseen = self.unseen(rest(own(all), groups.iter().map(own).sum()));
                of_levels.push(unseen);
                parts.push(unseen);
            }
            if let Some(whole) = whole.cells.get(level) {
                self.sum(*whole, &parts)?;
            }
        }
        if without > 0 {
            let unseen = self.unseen(without);
            if levels > 0 {
                self.sum(unseen, &of_levels)?;
            }
            bases.push(unseen);
        }
        self.sum(whole.base, &bases)
    }
}
