//! `published/*.toml`: one printed table or figure a file.

use super::{Base, Cell, Column, Kind, Published, Row, Sums, Unit};
use crate::problem::Problem;
use crate::read::{Source, Table, Text};
use crate::words::Words;

/// Reads one printed table.
///
/// # Errors
/// What is wrong with the file. A number that was printed wrongly is no problem: it is kept.
pub fn read(source: Source<'_>) -> Result<Published, Vec<Problem>> {
    crate::read::read(source, |top| {
        let columns: Vec<Option<Column>> = top.tables("columns").iter().map(column).collect();
        let width = columns.len();
        let mut rows = lines(top, width, None, None, false);
        for group in top.tables("groups") {
            let label = group.text("label");
            let many = group.flag("many");
            let base = bases(&group, width);
            rows.extend(lines(&group, width, label.as_ref(), base.as_ref(), many));
            group.finish();
        }
        let lost = top.flag("lost");
        if columns.is_empty() {
            top.wrong("columns", "a table without columns", "add columns = [ { label = \"...\", base = \"44\" } ]");
        }
        if rows.is_empty() && !lost {
            top.wrong("rows", "a table without rows", "add its rows, or lost = true when its values did not come down");
        }
        Some(Published {
            id: top.text("id")?,
            kind: top.choice("kind", &[("table", Kind::Table), ("figure", Kind::Figure)])?,
            page: top.whole("page")?,
            place: top.maybe_whole("place").unwrap_or(1),
            title: top.text("title")?,
            unit: top.choice("unit", &[("percent", Unit::Percent), ("count", Unit::Count), ("mean", Unit::Mean)])?,
            source: top.maybe_text("source").unwrap_or_default(),
            weighted: top.flag("weighted"),
            lost,
            sums: top.choice("sums", &[("down", Sums::Down), ("across", Sums::Across), ("no", Sums::No)])?,
            columns: columns.into_iter().collect::<Option<_>>()?,
            rows,
            file: source.file.to_owned(),
            line: 1,
        })
    })
}

fn column(table: &Table<'_, '_>) -> Option<Column> {
    let base = table.maybe_text("base");
    let read = base.as_deref().map(|text| {
        let read = Base::read(text);
        if read.is_none() {
            table.wrong("base", format!("\"{text}\" is no base"), "write \"44\", \"53.980\" or \"146-147\"");
        }
        read
    });
    let found = Column {
        group: table.maybe_text("group"),
        label: table.text("label").unwrap_or_default(),
        base: read.flatten(),
        year: table.maybe_whole("year").and_then(|year| u16::try_from(year).ok()),
        asked: table.maybe_text("asked").unwrap_or_default(),
        same: table.maybe_text("same"),
        pooled: table.flag("pooled"),
        broken: Words::maybe(table, "broken"),
    };
    table.finish();
    Some(found)
}

/// The bases of a group of rows, one a column.
fn bases(group: &Table<'_, '_>, width: usize) -> Option<Vec<Base>> {
    let texts = group.texts("base");
    if texts.is_empty() {
        return None;
    }
    if texts.len() != width {
        let message = format!("{} bases beside {width} columns", texts.len());
        group.wrong("base", message, "give one base for each column");
        return None;
    }
    texts
        .iter()
        .map(|Text { text, at }| {
            let base = Base::read(text);
            if base.is_none() {
                group.wrong_at(
                    *at,
                    "base",
                    format!("\"{text}\" is no base"),
                    "write \"44\", \"53.980\" or \"146-147\"",
                );
            }
            base
        })
        .collect()
}

fn lines(
    table: &Table<'_, '_>,
    width: usize,
    group: Option<&String>,
    base: Option<&Vec<Base>>,
    many: bool,
) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (at, texts) in table.lines("rows") {
        let Some((label, cells)) = texts.split_first() else {
            table.wrong_at(at, "rows", "an empty row", "write [\"label\", \"12\", ...]");
            continue;
        };
        if cells.len() != width {
            let message = format!("the row \"{}\" has {} cells beside {width} columns", label.text, cells.len());
            table.wrong_at(at, "rows", message, "give one cell for each column; a blank is \"\"");
            continue;
        }
        if rows.iter().any(|row| row.label == label.text) {
            table.wrong_at(
                at,
                "rows",
                format!("the row \"{}\" is there twice", label.text),
                "give each row a label of its own",
            );
            continue;
        }
        let read = |cell: &Text| {
            let read = Cell::read(&cell.text);
            if read.is_none() {
                let message = format!("\"{}\" is no number in print", cell.text);
                table.wrong_at(
                    cell.at,
                    "rows",
                    message,
                    "write it as printed: \"12\", \"12,5\", \"36%\", \"-\" or \"\"",
                );
            }
            read
        };
        let Some(cells) = cells.iter().map(read).collect::<Option<Vec<_>>>() else { continue };
        rows.push(Row {
            group: group.cloned(),
            label: label.text.clone(),
            base: base.cloned(),
            many,
            cells,
            line: table.line(at),
        });
    }
    rows
}
