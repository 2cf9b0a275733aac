//! A book as text: a table a question, cut into panels where it is wider than the page.

use super::report::{Block, Column, Number, Of, Report};
use std::fmt::Write as _;

/// The width of a column, a space before it included.
const COLUMN: usize = 14;
/// The width of labels at the left.
const LABELS: usize = 28;
/// Fewer answers than this are marked.
const FEW: u64 = 5;

/// Tables for people, at most so many characters wide.
pub fn print(report: &Report, width: usize) -> String {
    let mut out = String::new();
    for block in &report.blocks {
        show(block, width, &mut out);
        out.push('\n');
    }
    for line in remarks(report).iter().flat_map(|remark| wrap(remark, width)) {
        let _ = writeln!(out, "{line}");
    }
    out
}

/// What to know of the numbers.
fn remarks(report: &Report) -> Vec<String> {
    let level = report.level * 100.0;
    let mut remarks = vec![format!("{} rows. Shares in %; under each number its {level}% interval.", report.rows)];
    if let Some(p) = report.letters {
        remarks.push(format!("Letters: higher than these columns of the same break (p < {p})."));
    }
    let columns = || report.blocks.iter().flat_map(|block| &block.columns);
    if columns().any(|column| matches!(column.of, Of::Change { .. })) {
        let said = "± is the change since the wave before, in points; * where its interval leaves out 0.";
        remarks.push(said.to_owned());
    }
    if columns().any(|column| column.answered.is_some_and(|(n, _, _)| n < FEW)) {
        remarks.push(format!("(n) fewer than {FEW} answered: too few to say much."));
    }
    remarks.extend(report.notices.iter().map(|notice| format!("Note: {notice}.")));
    remarks
}

fn show(block: &Block, width: usize, out: &mut String) {
    for line in wrap(&block.text, width) {
        let _ = writeln!(out, "{line}");
    }
    for line in wrap(&format!("Base: {}", block.base), width) {
        let _ = writeln!(out, "{line}");
    }
    let fit = (width.saturating_sub(LABELS) / COLUMN).max(1);
    let places: Vec<usize> = (0..block.columns.len()).collect();
    for panel in places.chunks(fit) {
        let columns: Vec<&Column> = panel.iter().filter_map(|at| block.columns.get(*at)).collect();
        let total = LABELS + COLUMN * columns.len();
        let _ = writeln!(out, "{}", "-".repeat(total));
        head(&columns, out);
        let _ = writeln!(out, "{}", "-".repeat(total));
        for line in &block.lines {
            let cells: Vec<&Number> = panel.iter().filter_map(|at| line.cells.get(*at)).collect();
            let labels = wrap(&label(block, line), LABELS - 1);
            let firsts: Vec<String> = cells.iter().map(|cell| first(cell, line.is_share)).collect();
            let seconds: Vec<String> = cells.iter().map(|cell| second(cell, line.is_share)).collect();
            let none = Vec::new();
            for at in 0..labels.len().max(2) {
                let fields = [&firsts, &seconds].get(at).copied().unwrap_or(&none);
                row(labels.get(at).map_or("", String::as_str), fields, out);
            }
        }
    }
}

/// The label of a line, with its number of answers where that is not that of its column: an option that some were not shown, a
/// mean without "do not know".
fn label(block: &Block, line: &super::report::Line) -> String {
    let whole = block.columns.first().and_then(|column| column.answered).map(|(n, _, _)| n);
    match line.cells.first() {
        Some(Number::Estimate { cell, .. }) if whole != Some(cell.base) => {
            format!("{} (n = {})", line.label, cell.base)
        }
        _ => line.label.clone(),
    }
}

/// The break of each column, its label and letter, and how many answered.
fn head(columns: &[&Column], out: &mut String) {
    let mut breaks = Vec::new();
    let mut before = "";
    for column in columns {
        breaks.push(if column.over == before { String::new() } else { cut(&column.over, COLUMN - 1) });
        before = &column.over;
    }
    if breaks.iter().any(|over| !over.is_empty()) {
        row("", &breaks, out);
    }
    let named = |column: &&Column| match &column.of {
        Of::Level { letter, .. } => format!("{} {letter}", cut(&column.label, COLUMN - 2 - letter.len())),
        _ => cut(&column.label, COLUMN - 1),
    };
    row("", &columns.iter().map(named).collect::<Vec<_>>(), out);
    let answered = |column: &&Column| match column.answered {
        Some((n, _, _)) if n < FEW => format!("({n})"),
        Some((n, _, _)) => n.to_string(),
        None => String::new(),
    };
    row("answered", &columns.iter().map(answered).collect::<Vec<_>>(), out);
}

fn row(label: &str, fields: &[String], out: &mut String) {
    let mut line = pad(label, LABELS, false);
    for field in fields {
        line.push_str(&pad(field, COLUMN, true));
    }
    let _ = writeln!(out, "{}", line.trim_end());
}

fn first(number: &Number, is_share: bool) -> String {
    match number {
        Number::Estimate { cell, higher } if higher.is_empty() => value(cell.estimate, is_share),
        Number::Estimate { cell, higher } => {
            let letters = higher.join("");
            let room = (COLUMN - 2).saturating_sub(value(cell.estimate, is_share).len());
            format!("{} {}", value(cell.estimate, is_share), cut(&letters, room))
        }
        Number::Change(change) => {
            let sign = if change.difference > 0.0 { "+" } else { "" };
            let apart = change.low > 0.0 || change.high < 0.0;
            format!("{sign}{}{}", value(change.difference, is_share), if apart { " *" } else { "" })
        }
        Number::None(_) => "-".to_owned(),
    }
}

fn second(number: &Number, is_share: bool) -> String {
    let (low, high) = match number {
        Number::Estimate { cell, .. } => (cell.low, cell.high),
        Number::Change(change) => (change.low, change.high),
        Number::None(_) => return String::new(),
    };
    if low.is_nan() || high.is_nan() {
        return "?".to_owned();
    }
    // A minus and a hyphen would run together.
    let between = if low < 0.0 || high < 0.0 { " to " } else { "-" };
    let bound = |bound: f64| if is_share { format!("{:.0}", bound * 100.0) } else { format!("{bound:.2}") };
    format!("{}{between}{}", bound(low), bound(high)).replace("-0 ", "0 ")
}

fn value(value: f64, is_share: bool) -> String {
    if is_share { format!("{:.1}", value * 100.0) } else { format!("{value:.2}") }
}

/// At most so many characters; what is cut off ends with a dot.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(std::iter::once('.')).collect()
}

fn pad(text: &str, width: usize, right: bool) -> String {
    let room = " ".repeat(width.saturating_sub(text.chars().count()));
    if right { room + text } else { text.to_owned() + &room }
}

/// Lines of at most so many characters, broken at spaces where there are any.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let long = |line: &String, word: &str| line.chars().count() + 1 + word.chars().count() > width;
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(&cut(word, width)),
            Some(line) if !long(line, word) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(cut(word, width)),
        }
    }
    lines
}
