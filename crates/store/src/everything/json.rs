//! Everything as JSON, and the schema that says what stands in it.

use super::read::leads;
use super::rooms::ELSEWHERE;
use super::{Everything, Is, Item, ROOMS, Told};
use crate::table::{self, Type};
use serde_json::{Map, Value, json};
use time::format_description::well_known::Rfc3339;

/// What the file calls itself.
const FORMAT: &str = "meedoen-everything-1";

impl Everything {
    /// As JSON: an object with an array for each room, and who looked.
    pub fn json(&self) -> Value {
        let mut all = Map::new();
        all.insert("format".to_owned(), json!(FORMAT));
        all.insert("school".to_owned(), json!(self.school));
        all.insert("made_on".to_owned(), json!(self.made.day.to_string()));
        all.insert("read_by".to_owned(), json!(if self.parent { "parent" } else { "student" }));
        for (room, items) in &self.rooms {
            all.insert(room.table.to_owned(), items.iter().map(|item| self.item(item)).collect());
        }
        if let Some(looks) = &self.looks {
            let look = |look: &crate::looks::Look| {
                json!({
                    "at": look.at.format(&Rfc3339).unwrap_or_default(),
                    "who": look.name.as_ref().map(|name| name.reveal()),
                    "role": look.role.map(access::Role::code),
                    "what": look.action.map(access::Event::code),
                    "own": look.own,
                })
            };
            all.insert("looks".to_owned(), looks.iter().map(look).collect());
        }
        Value::Object(all)
    }

    fn item(&self, item: &Item) -> Value {
        let told = item.iter().map(|(name, _, told)| ((*name).to_owned(), self.value(told)));
        Value::Object(told.collect())
    }

    fn value(&self, told: &Told) -> Value {
        match told {
            Told::Nothing => Value::Null,
            Told::Text(text) | Told::Code(text) | Told::Programme(text) => json!(text),
            Told::Words(words) => json!(words.reveal()),
            Told::Number(number) => json!(number),
            Told::Yes(yes) => json!(yes),
            Told::Day(day) => json!(day.to_string()),
            Told::At(at) => json!(at.format(&Rfc3339).unwrap_or_default()),
            Told::Staff(id) | Told::Parent(id) | Told::Named(_, id) => json!(self.named(*id)),
        }
    }
}

/// The schema of the file (JSON Schema, 2020-12), made from the list of rooms: `docs/everything.schema.json`.
pub fn schema() -> String {
    let kind = |table: &str, column: &str, is: Is| {
        let of = table::find(table).and_then(|table| Some((table, table.place(column)?)));
        let text = || json!({"type": ["string", "null"]});
        match (is, of.map(|(table, place)| table.columns[place].of)) {
            (Is::Plain, Some(Type::BigInt)) | (Is::Thing, _) => json!({"type": ["integer", "null"]}),
            (Is::Plain, Some(Type::Boolean)) => json!({"type": ["boolean", "null"]}),
            (Is::Plain, Some(Type::Date)) | (Is::Applied, _) => json!({"type": ["string", "null"], "format": "date"}),
            (Is::Plain, Some(Type::Timestamptz)) => json!({"type": ["string", "null"], "format": "date-time"}),
            _ => text(),
        }
    };
    let array = |properties: Map<String, Value>| {
        let names: Vec<&String> = properties.keys().collect();
        let item =
            json!({"type": "object", "required": names, "additionalProperties": false, "properties": properties});
        json!({"type": "array", "items": item})
    };
    let mut all = Map::new();
    all.insert("format".to_owned(), json!({"const": FORMAT}));
    all.insert("school".to_owned(), json!({"type": "string"}));
    all.insert("made_on".to_owned(), json!({"type": "string", "format": "date"}));
    all.insert("read_by".to_owned(), json!({"enum": ["student", "parent"]}));
    for room in ROOMS {
        let mut properties = Map::new();
        if let Some(lead) = leads(room) {
            let of = if lead == "enrolment" { "string" } else { "integer" };
            // What can be about a version, and need not be.
            let can = |table: &table::Table| table.columns.iter().any(|one| one.name == "version_id" && !one.not_null);
            let of = if table::find(room.table).is_some_and(can) { json!([of, "null"]) } else { json!(of) };
            properties.insert(lead.to_owned(), json!({"type": of}));
        }
        properties.extend(room.columns.iter().map(|(name, is)| ((*name).to_owned(), kind(room.table, name, *is))));
        all.insert(room.table.to_owned(), array(properties));
    }
    let text = json!({"type": ["string", "null"]});
    let looks = [
        ("at", json!({"type": "string", "format": "date-time"})),
        ("who", text.clone()),
        ("role", text.clone()),
        ("what", text),
        ("own", json!({"type": "boolean"})),
    ];
    all.insert("looks".to_owned(), array(looks.into_iter().map(|(name, of)| (name.to_owned(), of)).collect()));
    let elsewhere: Vec<String> = ELSEWHERE.iter().map(|(table, why)| format!("{table}: {why}")).collect();
    let schema = json!({
        "$comment": format!("Tables that lead to people and are not told here: {}", elsewhere.join("; ")),
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Everything that Meedoen holds about a student and that they read",
        "description": "A parent reads less: arrays that they do not read are not there. A code is a word of the program; days are those of the Netherlands.",
        "type": "object",
        "required": ["format", "school", "made_on", "read_by", "person"],
        "additionalProperties": false,
        "properties": all,
    });
    format!("{}\n", serde_json::to_string_pretty(&schema).unwrap_or_default())
}
