//! A table that was made of answers, as it is printed: the shape of [`crate::json::printed`], with what each cell rests on.

use crate::json::{number, unit};
use monitor::book::{Cell, Made, Since, Why};
use monitor::folder::Folder;
use monitor::plan::Plan;
use serde_json::{Value, json};

/// What a cell is printed as: rounded by the one rule, with a comma; a dash is 0, a blank is nothing, an asterisk is
/// withheld.
pub fn printed(cell: Option<&Cell>, decimals: u32) -> String {
    match cell {
        Some(cell) if cell.suppressed => "*".to_owned(),
        Some(Cell { estimate: Some(value), .. }) if *value == 0.0 => "-".to_owned(),
        Some(cell) => cell
            .rounded(decimals)
            .map_or_else(String::new, |value| format!("{value:.*}", decimals as usize).replace('.', ",")),
        None => String::new(),
    }
}

/// How many decimals the cells of a table have: counts none, means one more than percentages.
pub const fn decimals(folder: &Folder, plan: &Plan) -> u32 {
    plan.decimals(folder.measurement.decimals)
}

/// Whose answers a table is of, each group once.
pub fn asked<'a>(folder: &'a Folder, plan: &Plan) -> Vec<&'a monitor::measurement::Respondents> {
    let groups = folder.measurement.respondents.iter();
    groups.filter(|group| plan.questions.iter().any(|question| question.of == group.id)).collect()
}

/// The fewest and the most in the base of a column, where it is shown.
pub fn base(cells: &[Vec<Option<Cell>>], column: usize) -> Option<(u64, u64)> {
    let all: Vec<u64> = cells.iter().filter_map(|row| row.get(column)?.as_ref()?.n).collect();
    Some((*all.iter().min()?, *all.iter().max()?))
}

/// All tables, in their order.
pub fn tables(folder: &Folder, made: &Made) -> Value {
    Value::Array((0..folder.plans.len()).filter_map(|at| table(folder, made, at)).collect())
}

/// One of them.
pub fn table(folder: &Folder, made: &Made, at: usize) -> Option<Value> {
    let (plan, table) = (folder.plans.get(at)?, made.tables.get(at)?);
    let decimals = decimals(folder, plan);
    let asked = asked(folder, plan);
    let twin = folder.published.iter().find(|table| table.id == plan.id);
    let heads = plan
        .columns
        .iter()
        .map(|head| json!({ "group": head.group.as_ref().map(|it| &it.nl), "label": head.label.nl }));
    let bases = (0..plan.columns.len()).map(|column| match base(&table.cells, column) {
        None => Value::Null,
        Some((low, high)) if low == high => json!(low),
        Some((low, high)) => json!([low, high]),
    });
    let rows = plan.rows.iter().zip(&table.cells).map(|(head, cells)| {
        let value = |cell: &Option<Cell>| cell.as_ref().and_then(|cell| cell.rounded(decimals)).map(number);
        json!({
            "group": head.group.as_ref().map(|it| &it.nl),
            "label": head.label.nl,
            "values": cells.iter().map(value).collect::<Vec<_>>(),
            "printed": cells.iter().map(|cell| printed(cell.as_ref(), decimals)).collect::<Vec<_>>(),
            "cells": cells.iter().map(|it| it.as_ref().map_or(Value::Null, |it| cell(it, plan))).collect::<Vec<_>>(),
        })
    });
    Some(json!({
        "id": plan.id,
        "kind": if twin.is_some_and(|twin| twin.kind == monitor::published::Kind::Figure) { "figure" } else { "table" },
        "title": plan.title.nl,
        "title_en": plan.title.en,
        "unit": unit(plan.unit),
        "source": format!("Bron: {}.", asked.iter().map(|group| group.name.nl.as_str()).collect::<Vec<_>>().join(", ")),
        "weighted": asked.iter().any(|group| group.weighted),
        "synthetic": made.synthetic,
        "shown_whole": table.exempt.map(|why| match why { Why::Printed => "printed", Why::Synthetic => "synthetic" }),
        "who": plan.base.nl,
        "questions": plan.questions.iter().map(|question| json!({ "of": question.of, "item": question.item, "left_out": question.without })).collect::<Vec<_>>(),
        "columns": heads.collect::<Vec<_>>(),
        "base": bases.collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
    }))
}

/// What [`tables`] looks like, as a JSON Schema (2020-12).
pub fn schema() -> Value {
    let text = json!({ "type": "string" });
    let maybe_text = json!({ "type": ["string", "null"] });
    let number = json!({ "type": ["number", "null"] });
    let head = json!({ "type": "object", "required": ["group", "label"], "properties": { "group": maybe_text, "label": text } });
    let cell = json!({
        "type": ["object", "null"],
        "required": ["estimate", "low", "high", "n", "count", "neff", "suppressed"],
        "properties": {
            "estimate": number, "low": number, "high": number, "n": number, "count": number, "neff": number,
            "suppressed": { "type": "boolean" },
            "higher_than": { "type": "array", "items": text },
            "change": { "type": ["object", "null"] },
        },
    });
    let base =
        json!({ "type": ["integer", "array", "null"], "items": { "type": "integer" }, "minItems": 2, "maxItems": 2 });
    let row = json!({
        "type": "object",
        "required": ["group", "label", "values", "printed", "cells"],
        "properties": {
            "group": maybe_text,
            "label": text,
            "values": { "type": "array", "items": number },
            "printed": { "type": "array", "items": text },
            "cells": { "type": "array", "items": cell },
        },
    });
    let table = json!({
        "type": "object",
        "required": ["id", "kind", "title", "unit", "source", "weighted", "synthetic", "columns", "base", "rows"],
        "properties": {
            "id": text,
            "kind": { "enum": ["table", "figure"] },
            "title": text,
            "unit": { "enum": ["percent", "count", "mean"] },
            "source": text,
            "weighted": { "type": "boolean" },
            "synthetic": { "type": "boolean" },
            "says": { "type": "array", "items": text },
            "measurement": text,
            "program": text,
            "columns": { "type": "array", "items": head },
            "base": { "type": "array", "items": base },
            "rows": { "type": "array", "items": row },
        },
    });
    json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Meedoen table book", "type": "array", "items": table })
}

/// How the answers of two measurements were held against each other.
const fn by(one_design: bool) -> &'static str {
    if one_design {
        "answers of both measurements, by Holm over the answers of a question; who was in both is one unit of a finite population"
    } else {
        "answers of both measurements, by Holm over the answers of a question, as independent samples, without a finite population correction"
    }
}

fn cell(cell: &Cell, plan: &Plan) -> Value {
    let change = cell.change.as_ref().map(|since| match since {
        Since::Broken(why) => json!({ "broken": { "nl": why.nl, "en": why.en } }),
        Since::Tested(change) => json!({
            "from": change.from,
            "to": change.to,
            "z": change.z,
            "significant": change.significant(),
            "by": "counts in print, as independent samples, without a finite population correction",
        }),
        Since::Answered(between) => json!({
            "from": between.from,
            "n": between.n,
            "points": between.points,
            "significant": between.significant,
            "both": between.both,
            "by": by(between.one_design),
        }),
    });
    let higher = cell.higher.iter().filter_map(|column| plan.columns.get(*column)).map(|head| head.label.nl.as_str());
    json!({
        "estimate": cell.estimate,
        "low": cell.interval.map(|it| it.0),
        "high": cell.interval.map(|it| it.1),
        "n": cell.n,
        "count": cell.count,
        "neff": cell.neff,
        "suppressed": cell.suppressed,
        "higher_than": higher.collect::<Vec<_>>(),
        "change": change,
    })
}

#[cfg(test)]
mod tests {
    use super::by;

    #[test]
    fn the_file_says_of_a_finite_population_where_it_was_tested_so() {
        assert!(by(true).ends_with("one unit of a finite population"), "{}", by(true));
        assert!(by(false).ends_with("as independent samples, without a finite population correction"), "{}", by(false));
    }
}
