//! A book as CSV: one line a number, the same columns throughout.

use super::report::{Block, Column, Line, Number, Of, Report};

const HEADINGS: [&str; 20] = [
    "item",
    "question",
    "base",
    "line",
    "label",
    "kind",
    "by",
    "group",
    "group_label",
    "from",
    "estimate",
    "se",
    "low",
    "high",
    "n",
    "answered",
    "effective_n",
    "p",
    "higher_than",
    "status",
];

/// One line a number.
pub fn print(report: &Report) -> String {
    let mut out = row(HEADINGS.iter().map(|heading| (*heading).to_owned()));
    for block in &report.blocks {
        for line in &block.lines {
            for (column, number) in block.columns.iter().zip(&line.cells) {
                out.push_str(&row(fields(block, line, column, number).into_iter()));
            }
        }
    }
    out
}

fn fields(block: &Block, line: &Line, column: &Column, number: &Number) -> [String; 20] {
    let (by, group, from) = match &column.of {
        Of::All => (String::new(), String::new(), String::new()),
        Of::Level { by, code, .. } => (by.clone(), code.clone(), String::new()),
        Of::Change { by, from, to } => (by.clone(), to.clone(), from.clone()),
    };
    let kind = match (&column.of, line.is_share) {
        (Of::Change { .. }, true) => "change of share",
        (Of::Change { .. }, false) => "change of mean",
        (_, true) => "share",
        (_, false) => "mean",
    };
    let show = |value: f64| if value.is_finite() { value.to_string() } else { String::new() };
    let none = String::new;
    // Estimate to status.
    let numbers: [String; 10] = match number {
        Number::Estimate { cell, higher } => [
            show(cell.estimate),
            show(cell.se),
            show(cell.low),
            show(cell.high),
            cell.n.map_or_else(none, |n| n.to_string()),
            cell.base.to_string(),
            cell.effective_n.map_or_else(none, show),
            none(),
            higher.join(" "),
            none(),
        ],
        Number::Change(change) => [
            show(change.difference),
            show(change.se),
            show(change.low),
            show(change.high),
            none(),
            none(),
            none(),
            show(change.p),
            none(),
            none(),
        ],
        Number::None(why) => {
            [none(), none(), none(), none(), none(), "0".to_owned(), none(), none(), none(), (*why).to_owned()]
        }
    };
    let label = if matches!(column.of, Of::All) { String::new() } else { column.label.clone() };
    let [estimate, se, low, high, n, answered, effective, p, higher, status] = numbers;
    [
        block.name.clone(),
        block.text.clone(),
        block.base.clone(),
        line.code.clone(),
        line.label.clone(),
        kind.to_owned(),
        by,
        group,
        label,
        from,
        estimate,
        se,
        low,
        high,
        n,
        answered,
        effective,
        p,
        higher,
        status,
    ]
}

/// A line, with quotes where a field needs them (RFC 4180).
fn row(fields: impl Iterator<Item = String>) -> String {
    let quoted = |field: String| {
        if field.contains([',', '"', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
    };
    let mut line = fields.map(quoted).collect::<Vec<_>>().join(",");
    line.push('\n');
    line
}
