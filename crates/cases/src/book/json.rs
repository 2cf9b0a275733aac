//! A book as JSON.

use super::report::{Block, Column, Line, Number, Of, Report};
use crate::answer::given::number;
use serde_json::{Value, json};

/// Everything, nested.
pub fn print(report: &Report) -> String {
    let blocks: Vec<Value> = report.blocks.iter().map(block).collect();
    let book = json!({
        "rows": report.rows,
        "level": report.level,
        "letters": report.letters,
        "notices": report.notices,
        "weighting": report.weighting,
        "tables": blocks,
    });
    book.to_string() + "\n"
}

fn block(block: &Block) -> Value {
    json!({
        "item": block.name,
        "text": block.text,
        "base": block.base,
        "set": block.is_set,
        "columns": block.columns.iter().map(column).collect::<Vec<_>>(),
        "lines": block.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

fn column(column: &Column) -> Value {
    let answered = column.answered.map(|(n, weight, df)| json!({ "n": n, "weight": number(weight), "df": number(df) }));
    let of = match &column.of {
        Of::All => json!({}),
        Of::Level { by, code, letter } => json!({ "by": by, "over": column.over, "level": code, "letter": letter }),
        Of::Change { by, from, to } => json!({ "by": by, "over": column.over, "from": from, "to": to }),
    };
    let mut fields = json!({ "label": column.label, "answered": answered });
    if let (Some(fields), Value::Object(of)) = (fields.as_object_mut(), of) {
        fields.extend(of);
    }
    fields
}

fn line(line: &Line) -> Value {
    let kind = if line.is_share { "share" } else { "mean" };
    let cells: Vec<Value> = line.cells.iter().map(cell).collect();
    json!({ "code": line.code, "label": line.label, "kind": kind, "cells": cells })
}

fn cell(of: &Number) -> Value {
    match of {
        Number::Estimate { cell, higher } => json!({
            "estimate": number(cell.estimate),
            "se": number(cell.se),
            "low": number(cell.low),
            "high": number(cell.high),
            "n": cell.n,
            "answered": cell.base,
            "effective_n": cell.effective_n.map(number),
            "higher_than": higher,
        }),
        Number::Change(change) => json!({
            "change": number(change.difference),
            "se": number(change.se),
            "low": number(change.low),
            "high": number(change.high),
            "df": number(change.df),
            "p": number(change.p),
        }),
        Number::None(why) => json!({ "status": "undefined", "why": why, "n": 0 }),
    }
}
