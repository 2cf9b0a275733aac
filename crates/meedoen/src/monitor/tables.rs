//! `meedoen monitor tables`.

use super::folder;
use crate::outcome::{Outcome, Run, Trouble, note, say};
use ::monitor::folder::Reading;
use ::monitor::published::{Base, Kind, Published, Unit};
use clap::Args;
use serde_json::{Map, Value, json};
use std::path::PathBuf;

/// `meedoen monitor tables`.
#[derive(Debug, Clone, Args)]
pub struct TablesArgs {
    /// The folder of the measurement, or the year of a published one
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// Tables and figures of which only print exists
    #[arg(long, required = true)]
    pub published: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

pub(super) fn run(args: &TablesArgs) -> Run {
    let reading = Reading::of(&folder::texts(&args.folder)?);
    for problem in &reading.problems {
        note(format_args!("{}/{problem}", args.folder.display()));
    }
    let Some(read) = reading.folder.filter(|_| reading.problems.is_empty()) else {
        return Err(Trouble::usage(format!("{} cannot be read", args.folder.display())));
    };
    let shown = read.published.iter().filter(|table| !table.lost);
    if args.json {
        say(Value::Array(shown.map(table).collect()));
    } else {
        shown.for_each(|table| say(lines(table)));
    }
    Ok(Outcome::Done)
}

fn base(base: Base) -> Value {
    if base.min == base.max { json!(base.min) } else { json!([base.min, base.max]) }
}

/// A whole number without a point behind it.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 { json!(value as i64) } else { json!(value) }
}

fn table(table: &Published) -> Value {
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
        "unit": match table.unit { Unit::Percent => "percent", Unit::Count => "count", Unit::Mean => "mean" },
        "source": table.source,
        "weighted": table.weighted,
        "columns": columns.collect::<Vec<_>>(),
        "base": bases,
        "rows": rows.collect::<Vec<_>>(),
    })
}

/// The table for people: a line a row, columns between tabs.
fn lines(table: &Published) -> String {
    let mut text = format!("{} {} (p. {})\n", table.id, table.title, table.page);
    let heads: Vec<String> = table.columns.iter().map(::monitor::published::Column::name).collect();
    text += &format!("\t{}\n", heads.join("\t"));
    for row in &table.rows {
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.printed.as_str()).collect();
        text += &format!("{}\t{}\n", row.name(), cells.join("\t"));
    }
    let bases: Vec<String> =
        table.columns.iter().map(|column| column.base.map_or(String::new(), |base| base.to_string())).collect();
    if bases.iter().any(|base| !base.is_empty()) {
        text += &format!("N\t{}\n", bases.join("\t"));
    }
    text + &table.source + if table.source.is_empty() { "" } else { "\n" }
}
