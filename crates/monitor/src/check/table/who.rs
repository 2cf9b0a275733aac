//! Who answered a printed column: the heading over it, or else whom the source line names, or else whom its base fits.

use crate::folder::Folder;
use crate::measurement::Respondents;
use crate::published::{Base, Place, Published};

/// Which respondents each column is of.
#[derive(Debug, Clone)]
pub struct Who {
    /// A table, a column: a number in `measurement.respondents`, and the year.
    columns: Vec<Vec<(Option<usize>, u16)>>,
}

/// Whether a text names a group.
fn names(text: &str, group: &Respondents) -> bool {
    let text = text.to_lowercase();
    group.named.iter().any(|word| text.contains(word))
}

/// Whether so many can be all of a group that were asked a question of everybody: at most those who answered anything,
/// and at least half of them.
pub(super) fn fits(base: Base, group: &Respondents) -> bool {
    group.answered.is_none_or(|answered| base.min <= answered && base.max.saturating_mul(2) >= answered)
}

/// The year that a heading names: `2022` or `Meting 2022`.
fn year_of(label: &str) -> Option<u16> {
    let digits = label.strip_prefix("Meting ").unwrap_or(label);
    (digits.len() == 4).then(|| digits.parse().ok())?
}

impl Who {
    /// Of all printed tables.
    pub fn of(folder: &Folder) -> Self {
        Self { columns: folder.published.iter().map(|table| columns(folder, table)).collect() }
    }

    /// The group of a column, as a number in `measurement.respondents`; none where nothing says so.
    pub fn group(&self, table: usize, column: usize) -> Option<usize> {
        self.columns.get(table)?.get(column)?.0
    }

    /// The measurement that a column is of.
    pub fn year(&self, table: usize, column: usize) -> Option<u16> {
        Some(self.columns.get(table)?.get(column)?.1)
    }
}

/// The groups that the source line of a table names.
pub(super) fn named(folder: &Folder, table: &Published) -> Vec<usize> {
    let respondents = &folder.measurement.respondents;
    (0..respondents.len()).filter(|at| names(&table.source, &respondents[*at])).collect()
}

fn columns(folder: &Folder, table: &Published) -> Vec<(Option<usize>, u16)> {
    let respondents = &folder.measurement.respondents;
    let sourced = named(folder, table);
    let ours = folder.measurement.year;
    let mut found: Vec<(Option<usize>, u16)> = Vec::new();
    for column in &table.columns {
        let year = column.year.or_else(|| year_of(&column.label)).unwrap_or(ours);
        let headed = respondents.iter().position(|group| names(&column.name(), group));
        // Who was asked something that not all were asked can be any number of them.
        let fit = |group: &usize| {
            year != ours || !column.asked.is_empty() || column.base.is_none_or(|base| fits(base, &respondents[*group]))
        };
        let fitting: Vec<usize> = sourced.iter().copied().filter(fit).collect();
        let group = headed.or(match fitting[..] {
            [one] => Some(one),
            // The source names nobody whom the base fits: it is of the first group that it does fit.
            [] if !sourced.is_empty() => {
                let unnamed =
                    |group: &Respondents| !group.weighted && column.base.is_some_and(|base| fits(base, group));
                respondents.iter().position(unnamed)
            }
            // Of several that fit, the one named first.
            _ => fitting.first().copied(),
        });
        found.push((group, year));
    }
    // A column of an earlier measurement is of whom the columns of this one are of.
    let present = found.iter().find(|(group, year)| *year == ours && group.is_some()).and_then(|(group, _)| *group);
    if let Some(present) = present {
        for (column, (group, year)) in table.columns.iter().zip(&mut found) {
            if *year != ours && !respondents.iter().any(|group| names(&column.name(), group)) {
                *group = Some(present);
            }
        }
    }
    found
}

/// Whether two cells are of different respondents, so that a difference between them can be tested: another group, or
/// another measurement. Columns that count answers of several columns are never tested.
pub(crate) fn differ(folder: &Folder, who: &Who, a: Place, b: Place) -> bool {
    let pooled = |place: Place| {
        folder
            .published
            .get(place.table)
            .and_then(|table| table.columns.get(place.column))
            .is_none_or(|column| column.pooled)
    };
    let of = |place: Place| (who.group(place.table, place.column), who.year(place.table, place.column));
    let (first, second) = (of(a), of(b));
    !pooled(a) && !pooled(b) && first.0.is_some() && second.0.is_some() && first != second
}
