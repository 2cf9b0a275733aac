//! Reads a questionnaire.

use super::{Answer, From, Gate, Item, MOST_GROUPS, Questionnaire, reach};
use crate::measurement::Measurement;
use crate::problem::Problem;
use crate::read::{Source, Table};
use crate::scale::{self, Scale};
use crate::words::Words;

/// The column of microdata that numbers the rows (`publish/microdata`).
const RESERVED: &str = "id";

/// Reads a file of `questionnaires/`.
///
/// # Errors
/// What is wrong with it: a key, a scale or group that is not there, a question that nobody can reach.
pub fn read(source: Source<'_>, scales: &[Scale], measurement: &Measurement) -> Result<Questionnaire, Vec<Problem>> {
    crate::read::read(source, |top| {
        let of = respondents(top, measurement);
        if of.is_empty() {
            top.wrong("of", "nobody gets this questionnaire", "name a group of measurement.toml");
        }
        let name = Words::read(top, "name").unwrap_or_default();
        let reconstructed = top.flag("reconstructed");
        let mut items: Vec<Item> = Vec::new();
        let tables = top.tables("items");
        for table in &tables {
            let item = item(table, scales, &of);
            if items.iter().any(|other| other.id == item.id) {
                table.wrong("id", format!("\"{}\" is there twice", item.id), "give each question an id of its own");
            }
            items.push(item);
        }
        if items.is_empty() {
            top.wrong("items", "nothing is asked", "add [[items]]");
        }
        let questionnaire = Questionnaire { file: source.file.to_owned(), of, name, reconstructed, items };
        for (at, (key, message, remedy)) in reach::check(&questionnaire) {
            if let Some(table) = tables.get(at) {
                table.wrong(key, message, remedy);
            }
        }
        Some(questionnaire)
    })
}

/// The groups under `of`.
fn respondents(table: &Table<'_, '_>, measurement: &Measurement) -> Vec<String> {
    let texts = table.texts("of");
    for text in &texts {
        if !measurement.respondents.iter().any(|group| group.id == text.text) {
            let message = format!("\"{}\" is no group of measurement.toml", text.text);
            let known: Vec<&str> = measurement.respondents.iter().map(|group| group.id.as_str()).collect();
            table.wrong_at(text.at, "of", message, format!("write one of: {}", known.join(", ")));
        }
    }
    texts.into_iter().map(|text| text.text).collect()
}

fn item(table: &Table<'_, '_>, scales: &[Scale], all: &[String]) -> Item {
    let id = table.text("id").unwrap_or_default();
    if !id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
        table.wrong("id", format!("\"{id}\" cannot head a column"), "write small letters, digits and hyphens");
    }
    if id == RESERVED {
        // With it, a row of microdata would have two columns of one name, and a reader takes one of them.
        table.wrong("id", format!("\"{id}\" heads the column that numbers the rows"), "give the question another id");
    }
    let text = Words::read(table, "text").unwrap_or_default();
    let from = table.maybe_table("from").map(|from| {
        let text = |key: &'static str| from.text(key).unwrap_or_default();
        let found = From { of: text("of"), item: text("item"), by: text("by") };
        from.finish();
        if table.has("asked") {
            table.wrong("asked", "nobody is asked this", "take it out: the answer is that of somebody else");
        }
        found
    });
    // Its answers are those of the other question, which may not have been read yet.
    let none = || Answer::One(Vec::new());
    let answer = if from.is_some() { none() } else { answer(table, scales).unwrap_or_else(none) };
    let of = table.texts("of");
    for text in &of {
        if !all.contains(&text.text) {
            let message = format!("\"{}\" does not get this questionnaire", text.text);
            table.wrong_at(text.at, "of", message, format!("write one of: {}", all.join(", ")));
        }
    }
    let of = if of.is_empty() { all.to_vec() } else { of.into_iter().map(|text| text.text).collect() };
    let asked = gates(table, "asked");
    let broken = Words::maybe(table, "broken");
    let breaks = table.flag("breaks");
    // What is known of others has the answers of their question, which may not have been read yet.
    let groups = from.is_some() || matches!(&answer, Answer::One(levels) if levels.len() <= MOST_GROUPS);
    if breaks && !groups {
        let message = "tables cannot be broken down by its answers".to_owned();
        table.wrong(
            "breaks",
            message,
            format!("take it out: a break is a question with one answer, of at most {MOST_GROUPS}"),
        );
    }
    table.finish();
    Item { id, text, answer, from, of, asked, broken, breaks, line: table.line(table.at()) }
}

fn answer(table: &Table<'_, '_>, scales: &[Scale]) -> Option<Answer> {
    const KINDS: [&str; 4] = ["scale", "levels", "options", "number"];
    let given: Vec<&str> = KINDS.into_iter().filter(|key| table.has(key)).collect();
    let one = match given[..] {
        [one] => one,
        _ => {
            KINDS.into_iter().for_each(|key| table.known(key));
            let message = if given.is_empty() {
                "it says nothing of what can be answered".to_owned()
            } else {
                format!("it has {}", given.join(" and "))
            };
            table.wrong("", message, "give it one of: scale, levels, options, number");
            return None;
        }
    };
    match one {
        "scale" => {
            let id = table.text("scale")?;
            let found = scales.iter().find(|scale| scale.id == id);
            if found.is_none() {
                let known: Vec<&str> = scales.iter().map(|scale| scale.id.as_str()).collect();
                let remedy = format!("add it to scales.toml, or write one of: {}", known.join(", "));
                table.wrong("scale", format!("there is no scale \"{id}\""), remedy);
            }
            found.map(|scale| Answer::One(scale.levels.clone()))
        }
        "levels" => {
            let mut levels = scale::levels(table, "levels");
            scale::score(table, &mut levels);
            Some(Answer::One(levels))
        }
        "options" => Some(Answer::Many(scale::levels(table, "options"))),
        _ => {
            let number = table.table("number")?;
            let (low, high) = (number.whole("low"), number.whole("high"));
            number.finish();
            let (low, high) = (f64::from(low?), f64::from(high?));
            if low >= high {
                table.wrong("number", format!("{low} to {high}"), "write the lowest first, and a higher one");
            }
            Some(Answer::Number(low, high))
        }
    }
}

/// Conditions: `[{ item = "a", in = ["1", "2"] }]`.
pub(crate) fn gates(table: &Table<'_, '_>, key: &'static str) -> Vec<Gate> {
    let gate = |gate: Table<'_, '_>| {
        let item = gate.text("item").unwrap_or_default();
        let among: Vec<String> = gate.texts("in").into_iter().map(|text| text.text).collect();
        if among.is_empty() {
            gate.wrong("in", "no answer leads here", "name the codes that do, such as in = [\"1\"]");
        }
        gate.finish();
        Gate { item, among }
    };
    table.tables(key).into_iter().map(gate).collect()
}
