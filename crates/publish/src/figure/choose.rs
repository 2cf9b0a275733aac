//! Which picture a printed table asks for: by what its numbers are, never by its id.

use super::picture::{Bar, Figure, Flag, Flown, Line, Series, Side, Stacked};
use monitor::folder::Folder;
use monitor::published::{Place, Published, Sums, Unit};
use monitor::shown::{Earlier, Shown};
use monitor::words::Words;
use std::collections::BTreeSet;

/// Answers that are on no scale.
const OFF: [&str; 4] = ["weet niet", "weet ik niet", "niet van toepassing", "rest"];

/// More pieces than this are not told apart.
const PIECES: usize = 5;

/// The picture of a table; none where its values are lost, where it is about who took part, and where no picture would
/// say more than the table. Labels pass through `said`, which puts them in the language of the reader.
pub fn of(shown: &Shown, table: usize, said: &dyn Fn(&str) -> String) -> Option<Figure> {
    let of = shown.table(table).filter(|it| !it.lost && it.unit == Unit::Percent && !it.source.is_empty())?;
    if of.rows.iter().any(|row| row.group.is_some()) {
        return None;
    }
    let years: BTreeSet<u16> = (0..of.columns.len()).filter_map(|column| shown.year_of(table, column)).collect();
    if of.columns.len() >= 3 && years.len() == of.columns.len() {
        return Some(trend(shown, table, of, said));
    }
    match of.sums {
        Sums::Across => {
            let labels = of.columns.iter().map(|it| it.label.as_str());
            let rows = of.rows.iter().map(|row| Stacked {
                label: said(&row.label),
                values: row.cells.iter().map(|cell| cell.value).collect(),
            });
            stack(labels.collect(), rows.collect(), said)
        }
        Sums::Down if of.columns.len() > 1 => {
            let labels = of.rows.iter().map(|it| it.label.as_str());
            let rows = of.columns.iter().enumerate().map(|(column, head)| Stacked {
                label: head.group.iter().chain([&head.label]).map(|text| said(text)).collect::<Vec<_>>().join(", "),
                values: (0..of.rows.len()).map(|row| of.cell(row, column).and_then(|cell| cell.value)).collect(),
            });
            stack(labels.collect(), rows.collect(), said)
        }
        Sums::Down | Sums::No if of.columns.len() == 1 => Some(Figure::Bars(bars(shown, table, of, said))),
        Sums::Down | Sums::No => None,
    }
}

/// The picture of the flags; none where there are none. `lost` stands for a value that did not come down to us.
pub fn flags(folder: &Folder, said: &dyn Fn(&Words) -> String, (lost, broken): (&str, &str)) -> Option<Figure> {
    let (tables, quantities) = (&folder.published, &folder.quantities);
    let flags = folder.indicators.iter().map(|flag| Flag {
        label: said(&flag.name),
        values: flag
            .values
            .iter()
            .map(|value| Flown {
                year: value.year,
                value: value.number(tables, quantities),
                printed: value.say(tables, quantities).unwrap_or_else(|| lost.to_owned()),
                broken: value.broken.is_some(),
            })
            .collect(),
    });
    let flags: Vec<Flag> = flags.collect();
    (!flags.is_empty()).then(|| Figure::Flags { flags, broken: broken.to_owned() })
}

fn bars(shown: &Shown, table: usize, of: &Published, said: &dyn Fn(&str) -> String) -> Vec<Bar> {
    let bar = |(at, row): (usize, &monitor::published::Row)| {
        let cell = row.cells.first()?;
        let margin = shown.margin(Place { table, row: Some(at), column: 0 });
        Some(Bar {
            label: said(&row.label),
            value: Some(cell.value?),
            printed: cell.printed.clone(),
            margin: margin.map(|it| (it.low, it.high)),
        })
    };
    of.rows.iter().enumerate().filter_map(bar).collect()
}

pub(super) fn stack(labels: Vec<&str>, rows: Vec<Stacked>, said: &dyn Fn(&str) -> String) -> Option<Figure> {
    let off = |label: &str| OFF.contains(&label.to_lowercase().as_str());
    // The middle of a scale is the answer that is half yes and half no.
    let middle = labels.iter().position(|label| label.to_lowercase().starts_with("deels wel"));
    let side = |at: usize, label: &str| match middle {
        _ if off(label) => Side::Off,
        Some(middle) if at == middle => Side::Middle,
        Some(middle) if at > middle => Side::After,
        _ => Side::Before,
    };
    let on = labels.iter().filter(|label| !off(label)).count();
    let series = labels.iter().enumerate().map(|(at, label)| Series { label: said(label), side: side(at, label) });
    (on <= PIECES).then(|| Figure::Stack { series: series.collect(), rows })
}

fn trend(shown: &Shown, table: usize, of: &Published, said: &dyn Fn(&str) -> String) -> Figure {
    let mut columns: Vec<(u16, bool, usize)> = (0..of.columns.len())
        .filter_map(|column| {
            let broken = matches!(shown.earlier(table, column), Some(Earlier::Broken(..)));
            Some((shown.year_of(table, column)?, broken, column))
        })
        .collect();
    columns.sort_unstable();
    let any = |values: &[Option<f64>]| values.iter().flatten().any(|value| *value > 0.0);
    let lines = of.rows.iter().map(|row| Line {
        label: said(&row.label),
        values: columns.iter().map(|(_, _, column)| row.cells.get(*column).and_then(|cell| cell.value)).collect(),
    });
    // An answer that nobody ever gave would lie on the axis and hide it; the table has it.
    let lines = lines.filter(|line| any(&line.values)).take(PIECES).collect();
    Figure::Trend { years: columns.into_iter().map(|(year, broken, _)| (year, broken)).collect(), lines }
}
