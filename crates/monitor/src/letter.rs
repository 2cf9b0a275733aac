//! What the yearly letter on the improvement agenda has to tell: what changed since a day, as far as it is in the data.
//!
//! Nothing is added to what was told and measured. An action of which nothing was told since is named as well: silence is no
//! progress, and no lack of it. How it is written down stands in `publish::letter`.

use crate::agenda::{Action, Line, Status, Told};
use crate::check::test::{Change, change};
use crate::folder::Folder;
use crate::indicator::{Indicator, Stands, Value};
use crate::published::{Place, Unit};
use crate::shown::{Earlier, Shown};
use crate::words::Words;

/// What changed since a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter<'a> {
    /// The day, such as `2020-10-05`; what is of that day itself was known by then.
    pub since: &'a str,
    /// The lines of the agenda, each of which stands here.
    pub lines: Vec<Section<'a>>,
    /// What was measured; none where nothing was made public since.
    pub measured: Option<Measured<'a>>,
}

/// A line of the agenda, with each of its actions in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Section<'a> {
    /// The line.
    pub line: &'a Line,
    /// Actions of which something was told since.
    pub told: Vec<Moved<'a>>,
    /// Actions that were open on the day, and of which nothing was told since.
    pub silent: Vec<&'a Action>,
    /// Actions that were done or refused by then, and of which nothing was told since.
    pub closed: Vec<&'a Action>,
}

/// An action of which something was told.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved<'a> {
    /// The action.
    pub action: &'a Action,
    /// How far it was on the day; none where nothing had been told of it yet.
    pub before: Option<Status>,
    /// What was told since, the earliest first.
    pub since: &'a [Told],
}

/// What a measurement found.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured<'a> {
    /// The flags, all of them.
    pub flags: Vec<Flag<'a>>,
    /// How many cells could be held against the measurement before.
    pub tested: usize,
    /// Those that differ by more than chance makes in 19 of 20 cases, the surest first.
    pub changes: Vec<Changed>,
}

/// A flag with the measurement before.
#[derive(Debug, Clone, PartialEq)]
pub struct Flag<'a> {
    /// The flag.
    pub indicator: &'a Indicator,
    /// Its value in this measurement; none where it was not measured.
    pub now: Option<&'a Value>,
    /// The value before it.
    pub before: Option<&'a Value>,
    /// What can be said of the two.
    pub verdict: Verdict<'a>,
}

/// What can be said of two values of a flag.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict<'a> {
    /// One of them is not there, or did not come down to us.
    Alone,
    /// They cannot be compared; why.
    Broken(&'a Words),
    /// Both are there, and their counts are not in print.
    Untested,
    /// They were tested from counts.
    Tested(Change),
}

/// A printed cell that changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Changed {
    /// The cell.
    pub place: Place,
    /// The cell of the measurement before.
    pub before: Place,
    /// The test.
    pub change: Change,
    /// Whether something in print about this table is wrong.
    pub doubtful: bool,
}

impl<'a> Letter<'a> {
    /// What changed since a day (`YYYY-MM-DD`).
    pub fn of(shown: &'a Shown, since: &'a str) -> Self {
        let folder = &shown.folder;
        Self {
            since,
            lines: folder.agenda.iter().map(|line| section(folder, line, since)).collect(),
            measured: is_new(folder, since).then(|| Measured::of(shown)),
        }
    }
}

impl Shown {
    /// A measurement that need not be public: for who drafts a letter about it.
    pub fn drafted(folder: Folder) -> Self {
        Self::of(folder)
    }
}

/// Whether a measurement came after a day: that on which it was made public, or without one the end of its year.
fn is_new(folder: &Folder, since: &str) -> bool {
    let end = format!("{}-12-31", folder.measurement.year);
    folder.measurement.state.day.as_deref().unwrap_or(&end) > since
}

fn section<'a>(folder: &'a Folder, line: &'a Line, since: &str) -> Section<'a> {
    let mut section = Section { line, told: Vec::new(), silent: Vec::new(), closed: Vec::new() };
    for action in &line.actions {
        let later = |told: &Told| folder.quantities.documents.get(told.document).is_some_and(|it| *it.day > *since);
        let (before, after) = action.told.split_at(action.told.partition_point(|told| !later(told)));
        let status = before.last().map(|told| told.status);
        if !after.is_empty() {
            section.told.push(Moved { action, before: status, since: after });
        } else if status.is_some_and(Status::open) {
            section.silent.push(action);
        } else {
            section.closed.push(action);
        }
    }
    section
}

impl<'a> Measured<'a> {
    /// What a measurement found, held against the one before.
    pub fn of(shown: &'a Shown) -> Self {
        let folder = &shown.folder;
        let mut tested = 0;
        let mut changes = Vec::new();
        for (table, printed) in folder.published.iter().enumerate() {
            for column in 0..printed.columns.len() {
                if shown.year_of(table, column) != Some(folder.measurement.year) {
                    continue;
                }
                let Some(Earlier::Same(other)) = shown.earlier(table, column) else { continue };
                for row in 0..printed.rows.len() {
                    let place = Place { table, row: Some(row), column };
                    let Some((change, _)) = shown.change(place) else { continue };
                    tested += 1;
                    if change.significant() {
                        let doubtful = shown.findings(&printed.id).next().is_some();
                        changes.push(Changed { place, before: Place { column: other, ..place }, change, doubtful });
                    }
                }
            }
        }
        changes.sort_by(|a, b| b.change.z.abs().total_cmp(&a.change.z.abs()));
        Self { flags: folder.indicators.iter().map(|it| flag(folder, it)).collect(), tested, changes }
    }

    /// How many cells would differ by more than chance, had nothing changed: one in twenty.
    pub fn by_chance(&self) -> usize {
        (self.tested + 10) / 20
    }
}

fn flag<'a>(folder: &'a Folder, indicator: &'a Indicator) -> Flag<'a> {
    let year = u32::from(folder.measurement.year);
    let at = indicator.values.iter().position(|value| value.year == year);
    let now = at.and_then(|at| indicator.values.get(at));
    let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| indicator.values.get(at));
    Flag { indicator, now, before, verdict: verdict(folder, before, now) }
}

fn verdict<'a>(folder: &Folder, before: Option<&Value>, now: Option<&'a Value>) -> Verdict<'a> {
    let (Some(before), Some(now)) = (before, now) else { return Verdict::Alone };
    if let Some(why) = &now.broken {
        return Verdict::Broken(why);
    }
    match (before.from, now.from) {
        (None, _) | (_, None) => Verdict::Alone,
        // What both leave of 100 differs by as much as they do themselves.
        (Some(Stands::Cell(from)), Some(Stands::Cell(to))) if before.rest == now.rest => {
            let percent = |place: Place| folder.published.get(place.table).is_some_and(|it| it.unit == Unit::Percent);
            let found = (percent(from) && percent(to)).then(|| change(&folder.published, from, to)).flatten();
            found.map_or(Verdict::Untested, |found| Verdict::Tested(if now.rest { found.rest() } else { found }))
        }
        _ => Verdict::Untested,
    }
}

#[cfg(test)]
#[path = "letter_tests.rs"]
mod tests;
