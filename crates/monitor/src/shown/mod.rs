//! What of a measurement is shown to everybody: its tables with their margins, what changed, and what is wrong with them.
//!
//! Only what is public is here: a draft cannot be shown, because a [`Library`] does not take it in.

#[cfg(test)]
mod tests;
mod told;

pub use told::Told;

use crate::check::table::Who;
use crate::check::test::{Change, change};
use crate::check::{Finding, tables};
use crate::folder::{Folder, Reading};
use crate::margin::{self, Margin};
use crate::measurement::{Respondents, Step};
use crate::published::{Place, Published, Unit};
use crate::words::Words;

/// The measurements that are public.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// The newest first.
    all: Vec<Shown>,
}

impl Library {
    /// Of folders as they were read. What is not public is left out, and so is a folder with problems: half a measurement
    /// would be read as a whole one.
    pub fn of(readings: impl IntoIterator<Item = Reading>) -> Self {
        let whole = readings.into_iter().filter(|reading| reading.problems.is_empty());
        let public = whole.filter_map(|reading| reading.folder).filter(|it| it.measurement.state.is == Step::Public);
        let mut all: Vec<Shown> = public.map(Shown::of).collect();
        all.sort_by_key(|shown| std::cmp::Reverse(shown.folder.measurement.year));
        Self { all }
    }

    /// The newest.
    pub fn newest(&self) -> Option<&Shown> {
        self.all.first()
    }

    /// The measurement of a year.
    pub fn year(&self, year: u16) -> Option<&Shown> {
        self.all.iter().find(|shown| shown.folder.measurement.year == year)
    }

    /// The years there are, the newest first.
    pub fn years(&self) -> impl Iterator<Item = u16> {
        self.all.iter().map(|shown| shown.folder.measurement.year)
    }
}

/// A measurement with what follows from it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The measurement.
    pub folder: Folder,
    who: Who,
    findings: Vec<Finding>,
}

/// What an earlier column is to a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Earlier<'a> {
    /// The same question to the same people, in a column of the same table.
    Same(usize),
    /// The question was another; why.
    Broken(usize, &'a Words),
}

impl Shown {
    /// Of a measurement, whether it is public or not: who shows it to whom is decided elsewhere.
    pub fn of(folder: Folder) -> Self {
        Self { who: Who::of(&folder), findings: tables(&folder), folder }
    }

    /// The number of a table by its id; capitals do not count.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.folder.published.iter().position(|table| table.id.eq_ignore_ascii_case(id))
    }

    /// A table by its number.
    pub fn table(&self, table: usize) -> Option<&Published> {
        self.folder.published.get(table)
    }

    /// The margin of a cell; none where there is none to give ([`margin::of`]).
    pub fn margin(&self, place: Place) -> Option<Margin> {
        margin::of(&self.folder, &self.who, place)
    }

    /// Who answered a column.
    pub fn asked(&self, table: usize, column: usize) -> Option<&Respondents> {
        self.who.group(table, column).and_then(|group| self.folder.measurement.respondents.get(group))
    }

    /// Which measurement a column is of.
    pub fn year_of(&self, table: usize, column: usize) -> Option<u16> {
        self.who.year(table, column)
    }

    /// Who answered a table in this measurement, each group once.
    pub fn all_asked(&self, table: usize) -> Vec<&Respondents> {
        let columns = self.table(table).map_or(0, |it| it.columns.len());
        let ours = |column: &usize| self.year_of(table, *column) == Some(self.folder.measurement.year);
        let mut found: Vec<&Respondents> = Vec::new();
        for group in (0..columns).filter(ours).filter_map(|column| self.asked(table, column)) {
            if !found.contains(&group) {
                found.push(group);
            }
        }
        found
    }

    /// The column of the measurement before, in the same table: of the same people who were asked the same.
    pub fn earlier(&self, table: usize, column: usize) -> Option<Earlier<'_>> {
        let shown = self.table(table).filter(|shown| shown.unit != Unit::Count)?;
        let ours = shown.columns.get(column).filter(|ours| !ours.pooled)?;
        let (group, year) = (self.who.group(table, column), self.year_of(table, column)?);
        let alike = |other: &usize| {
            let theirs = &shown.columns[*other];
            !theirs.pooled
                && theirs.group == ours.group
                && theirs.asked == ours.asked
                && self.who.group(table, *other) == group
        };
        let before = (0..shown.columns.len())
            .filter(alike)
            .filter_map(|other| {
                self.year_of(table, other).filter(|theirs| *theirs < year).map(|theirs| (theirs, other))
            })
            .max();
        let (_, other) = before?;
        Some(ours.broken.as_ref().map_or(Earlier::Same(other), |why| Earlier::Broken(other, why)))
    }

    /// How a cell differs from the one of the measurement before, and whether by more than chance; none where there is no
    /// such cell, or the question was another. The second number is the difference in print.
    pub fn change(&self, place: Place) -> Option<(Change, f64)> {
        let Some(Earlier::Same(column)) = self.earlier(place.table, place.column) else { return None };
        let before = Place { column, ..place };
        let tables = &self.folder.published;
        Some((change(tables, before, place)?, place.value(tables)? - before.value(tables)?))
    }

    /// What is wrong with a table, where it is named first or also.
    pub fn findings(&self, id: &str) -> impl Iterator<Item = &Finding> {
        let about = move |at: &crate::check::Where| at.table.as_deref() == Some(id);
        self.findings.iter().filter(move |found| about(&found.at) || found.also.iter().any(about))
    }
}
