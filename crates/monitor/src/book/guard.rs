//! Which cells of a book are withheld: those of few people, and those that would give one of them away.
//!
//! `survey::disclosure` holds all tables of a group of people together. What it cannot see is that two tables are about the
//! same question: [`super::atoms`] says that.

use super::Why;
use super::ask::Asking;
use crate::answers::Answers;
use crate::folder::Folder;
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

/// Works it out. A column that only stands in tables whose small cells are shown anyhow is known to everybody. `before`: what a
/// book of the same answers printed already; then nothing is known but that.
///
/// # Errors
/// What is shown anyhow gives away what may not be shown.
pub(super) fn withheld(
    (folder, answers): (&Folder, &Answers),
    asking: &Asking,
    (book, tables): (&Book<'_>, &[Table]),
    (exempt, before): (&[Option<Why>], Option<&[Told]>),
) -> Result<Withheld, Refusal> {
    let (mut publication, rows) = of_book(book, tables)?;
    tell(&mut publication, &rows, before.unwrap_or_default());
    // Beside a book nothing more is exempt: what that printed is known already, and is the only thing that is.
    let beside = before.is_some();
    let shown =
        |column: usize| !beside && asking.shown_in(column).all(|plan| exempt.get(plan).is_some_and(Option::is_some));
    let open: Vec<bool> = tables.iter().map(|table| shown(table.item)).collect();
    for (groups, _) in rows.iter().zip(&open).filter(|(_, open)| **open) {
        for row in groups {
            std::iter::once(&row.base).chain(&row.cells).for_each(|entry| publication.printed_before(*entry));
        }
    }
    let least = u64::from(folder.measurement.least).max(1);
    let rule = Rule { fewest: least, width: least as f64 };
    // Where everything is shown nothing has to be worked out.
    if open.iter().all(|open| *open) {
        publication = Publication::default();
    } else {
        super::atoms::relate(&mut publication, (folder, answers, asking), &rows, (&open, beside), &rule)?;
    }
    let pattern = publication.protect(&rule)?;
    Ok(Withheld { rows, pattern, open })
}

/// What an earlier book of the same answers printed of a table of the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// The table.
    pub(super) table: usize,
    /// Of each group whether its base was withheld, and each of its cells.
    pub(super) groups: Vec<(bool, Vec<bool>)>,
}

/// Tells a publication what is known before it.
fn tell(publication: &mut Publication, rows: &[Vec<Row>], told: &[Told]) {
    let mut tell = |entry: Entry, withheld: bool| {
        if withheld { publication.withheld_before(entry) } else { publication.printed_before(entry) }
    };
    for known in told {
        let Some(groups) = rows.get(known.table) else { continue };
        for (row, (base, cells)) in groups.iter().zip(&known.groups) {
            row.cells.iter().zip(cells).for_each(|(entry, withheld)| tell(*entry, *withheld));
            tell(row.base, *base);
        }
    }
}
