//! A table as JSON. [`printed`] is what is in print and no more; [`table`] adds what we made of it.

use crate::cells;
use monitor::published::{Base, Kind, Published, Unit};
use monitor::shown::{Earlier, Shown};
use serde_json::{Map, Value, json};

fn base(base: Base) -> Value {
    if base.min == base.max { json!(base.min) } else { json!([base.min, base.max]) }
}

/// A whole number without a point behind it.
pub(crate) fn number(value: f64) -> Value {
    if value.fract() == 0.0 { json!(value as i64) } else { json!(value) }
}

/// The name of a unit.
pub const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent => "percent",
        Unit::Count => "count",
        Unit::Mean => "mean",
    }
}

/// A table as it was printed.
pub fn printed(table: &Published) -> Value {
    let columns = table.columns.iter().map(|column| json!({ "group": column.group, "label": column.label }));
    let bases: Option<Vec<Value>> = table.columns.iter().map(|column| column.base.map(base)).collect();
    let rows = table.rows.iter().map(|row| {
        let mut fields = Map::new();
        fields.insert("group".to_owned(), json!(row.group));
        fields.insert("label".to_owned(), json!(row.label));
        if let Some(bases) = &row.base {
            fields.insert("base".to_owned(), bases.iter().copied().map(base).collect());
        }
        fields
            .insert("values".to_owned(), row.cells.iter().map(|cell| cell.value.map_or(Value::Null, number)).collect());
        fields.insert("printed".to_owned(), row.cells.iter().map(|cell| json!(cell.printed)).collect());
        Value::Object(fields)
    });
    json!({
        "id": table.id,
        "kind": match table.kind { Kind::Table => "table", Kind::Figure => "figure" },
        "title": table.title,
        "unit": unit(table.unit),
        "source": table.source,
        "weighted": table.weighted,
        "columns": columns.collect::<Vec<_>>(),
        "base": bases,
        "rows": rows.collect::<Vec<_>>(),
    })
}

/// A table with the margin of each cell, the change since the measurement before, and what is wrong with it.
pub fn table(shown: &Shown, table: usize) -> Value {
    let Some(of) = shown.table(table) else { return Value::Null };
    let mut all = printed(of);
    let cells = cells::of(shown, table).into_iter().map(|cell| {
        json!({
            "row": [cell.row.0, Some(cell.row.1)],
            "column": [cell.column.0, Some(cell.column.1)],
            "year": cell.year,
            "respondents": cell.asked,
            "base": cell.base.map(base),
            "printed": cell.printed,
            "value": cell.value.map(number),
            "margin": cell.margin.map(|(low, high, least)| json!({ "low": low, "high": high, "lower_bound": least })),
            "change": cell.change.map(|it| json!({
                "since": it.from,
                "points": number(it.points),
                "z": it.z,
                "significant": it.significant,
            })),
        })
    });
    let breaks = (0..of.columns.len()).filter_map(|column| match shown.earlier(table, column) {
        Some(Earlier::Broken(other, why)) => Some(json!({
            "column": of.columns[column].name(),
            "earlier": of.columns[other].name(),
            "why": { "nl": why.nl, "en": why.en },
        })),
        _ => None,
    });
    let respondents = shown.all_asked(table).into_iter().map(|group| {
        json!({
            "id": group.id,
            "name": { "nl": group.name.nl, "en": group.name.en },
            "population": group.population,
            "asked": group.asked,
            "answered": group.answered,
            "weighted": group.weighted,
        })
    });
    let findings = shown.findings(&of.id).map(|it| {
        json!({
            "kind": it.kind.name(),
            "table": it.at.table,
            "row": it.at.row,
            "column": it.at.column,
            "says": it.says,
            "holds": it.holds,
        })
    });
    let english = |text: &str| shown.folder.english.of(text).map(str::to_owned);
    let more = json!({
        "measurement": shown.folder.measurement.year,
        "digest": shown.folder.digest,
        "program": env!("CARGO_PKG_VERSION"),
        "page": of.page,
        "lost": of.lost,
        "title_en": english(&of.title),
        "respondents": respondents.collect::<Vec<_>>(),
        "cells": cells.collect::<Vec<_>>(),
        "breaks": breaks.collect::<Vec<_>>(),
        "findings": findings.collect::<Vec<_>>(),
        "margins": "95%, Wilson, as if those who answered were a simple random sample",
    });
    if let (Value::Object(all), Value::Object(more)) = (&mut all, more) {
        all.extend(more);
    }
    all
}
