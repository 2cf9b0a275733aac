//! What changed since the measurement before: the same cells and flags that the yearly letter tells of ([`monitor::letter`]).

use super::label::{Label, name, words};
use crate::say::words::T;
use ::monitor::letter::{Changed, Measured, Verdict};
use ::monitor::published::Place;
use ::monitor::shown::Shown;

/// What changed.
pub(super) struct Since {
    /// How many cells could be held against the measurement before.
    pub(super) tested: usize,
    /// How many would differ by chance, had nothing changed.
    pub(super) chance: usize,
    /// Those that differ by more than chance, the surest first.
    pub(super) rows: Vec<Row>,
    /// What can be said of the flags, a sentence each.
    pub(super) flags: Vec<String>,
}

/// A cell that changed.
pub(super) struct Row {
    pub(super) href: String,
    pub(super) id: String,
    pub(super) label: Label,
    /// Which column it is, where the table has several of this measurement.
    pub(super) column: Option<String>,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) points: String,
    /// Whether something in print about its table is wrong.
    pub(super) doubtful: bool,
}

impl Since {
    /// None where nothing could be compared.
    pub(super) fn of(t: T, shown: &Shown) -> Option<Self> {
        let measured = Measured::of(shown);
        if measured.tested == 0 {
            return None;
        }
        let folder = &shown.folder;
        let flags = measured.flags.iter().filter_map(|flag| {
            let Verdict::Tested(change) = flag.verdict else { return None };
            let say = |value: &::monitor::indicator::Value| value.say(&folder.published, &folder.quantities);
            let key = if change.significant() { "monitor-since-flag-yes" } else { "monitor-since-flag-no" };
            let said = t
                .say(key)
                .arg("flag", words(t, &flag.indicator.name))
                .arg("from", say(flag.before?)?)
                .arg("to", say(flag.now?)?)
                .to_string();
            Some(said)
        });
        Some(Self {
            tested: measured.tested,
            chance: measured.by_chance(),
            flags: flags.collect(),
            rows: measured.changes.iter().filter_map(|changed| row(t, shown, changed)).collect(),
        })
    }
}

fn row(t: T, shown: &Shown, changed: &Changed) -> Option<Row> {
    let of = shown.table(changed.place.table)?;
    let year = shown.folder.measurement.year;
    let value = |place: Place| place.value(&shown.folder.published);
    let points = value(changed.place)? - value(changed.before)?;
    let printed = |place: Place| {
        let cell = of.cell(place.row?, place.column)?;
        let year = shown.year_of(place.table, place.column)?;
        Some(format!("{}% ({year})", cell.printed.trim_end_matches('%')))
    };
    let ours = |column: &usize| shown.year_of(changed.place.table, *column) == Some(year);
    let several = (0..of.columns.len()).filter(ours).count() > 1;
    let row = of.rows.get(changed.place.row?)?;
    Some(Row {
        href: format!("/monitor/{year}/{}", of.id),
        id: of.id.clone(),
        label: Label::new(t, shown, &row.label),
        column: of.columns.get(changed.place.column).filter(|_| several).map(|it| name(t, shown, &it.name())),
        from: printed(changed.before)?,
        to: printed(changed.place)?,
        points: format!("{}{}", if points > 0.0 { "+" } else { "" }, t.number(points, 0)).replace('-', "−"),
        doubtful: changed.doubtful,
    })
}
