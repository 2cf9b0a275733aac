//! Worked cases of the law: a list of cases, each with `id` and `facts`. Made by this project; nothing but these two is read.
//!
//! Every key and value is on a closed list. A case with one that is not, or without one that its answer hangs on, is
//! answered with that key and never with a guess, and leaves the others alone.

mod facts;
mod key;
mod once;

pub use key::NotUnderstood;

use register::law::{Calendar, Facts, Missing, Question, Ruling, State};
use serde_json::{Map, Value, json};
use time::Date;

/// A case.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its id, as it stands in the file; null where it has none.
    pub id: Value,
    /// What it asks, or what is not understood.
    pub case: Result<Case, NotUnderstood>,
}

/// What a case asks.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The question.
    pub question: Question,
    /// The day it is.
    pub today: Date,
    /// The facts.
    pub facts: Facts,
    /// The municipality of residence.
    pub home: Option<String>,
}

/// Why a file holds no cases.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is not JSON.
    #[error("this is not JSON: {0}")]
    NotJson(String),
    /// It is no list of cases.
    #[error("this is no list of cases: give a list, or an object with a list under \"cases\"")]
    NoList,
}

/// The cases of a file: a list, or an object with the list under `cases`.
///
/// # Errors
/// The bytes are not JSON, or hold no list.
pub fn read(bytes: &[u8]) -> Result<Vec<Entry>, Unreadable> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let once::Once(json) = serde_json::from_slice(bytes).map_err(|error| Unreadable::NotJson(error.to_string()))?;
    let list = match json {
        Value::Array(list) => list,
        // Which of two lists is meant, nobody said.
        Value::Object(file) if once::names_twice(&file).is_some() => return Err(Unreadable::NoList),
        Value::Object(mut file) => match file.remove("cases") {
            Some(Value::Array(list)) => list,
            _ => return Err(Unreadable::NoList),
        },
        _ => return Err(Unreadable::NoList),
    };
    Ok(list.iter().map(entry).collect())
}

fn entry(case: &Value) -> Entry {
    let id = case.get("id").cloned().unwrap_or_default();
    let facts = case.get("facts");
    if let Some(key) = once::twice_here(case).or_else(|| facts.and_then(once::twice)) {
        let value = Value::String("twice".to_owned());
        return Entry { id, case: Err(NotUnderstood { key: key.to_owned(), value }) };
    }
    let case = match facts {
        Some(facts @ Value::Object(_)) => read_facts(facts),
        other => Err(NotUnderstood { key: "facts".to_owned(), value: other.cloned().unwrap_or_default() }),
    };
    Entry { id, case }
}

fn read_facts(given: &Value) -> Result<Case, NotUnderstood> {
    let not = |key: &str| NotUnderstood { key: key.to_owned(), value: given.get(key).cloned().unwrap_or_default() };
    key::check("", given)?;
    let question = given.get("question_code").and_then(Value::as_str).and_then(Question::from_code);
    let today = given.get("today").and_then(Value::as_str).and_then(key::day);
    Ok(Case {
        question: question.ok_or_else(|| not("question_code"))?,
        today: today.ok_or_else(|| not("today"))?,
        facts: facts::read(given)?,
        home: given.get("home_municipality").and_then(Value::as_str).map(str::to_owned),
    })
}

impl Case {
    /// Asks the law.
    ///
    /// # Errors
    /// A fact that the answer hangs on is missing.
    pub fn ask(&self) -> Result<Ruling, NotUnderstood> {
        let missing = |Missing(key): Missing| NotUnderstood { key: key.to_owned(), value: Value::Null };
        self.question.ask(&self.facts, Calendar::dutch(), self.today).map_err(missing)
    }
}

/// The answer to a case as JSON: what does not apply is null.
pub fn answer(entry: &Entry) -> Value {
    let ruled = entry.case.as_ref().map_err(Clone::clone).and_then(|case| Ok((case, case.ask()?)));
    let mut fields = Map::new();
    fields.insert("id".to_owned(), entry.id.clone());
    match ruled {
        Err(NotUnderstood { key, value }) => {
            fields.insert("error".to_owned(), json!({ "key": key, "value": value }));
        }
        Ok((case, ruling)) => {
            let day = |day: Option<Date>| day.map(|day| day.to_string());
            let state = ruling.standing().map(|standing| standing.state(case.today)).map(State::code);
            let told: Vec<&str> = ruling.tell().iter().map(|whom| whom.code()).collect();
            let arranges = case.question == Question::YouthHelpPossible && ruling.allowed() == Some(true);
            for (key, value) in [
                ("state", json!(state)),
                ("due_date", json!(day(case.question.day(&ruling)))),
                ("until", json!(day(case.question.until(&ruling)))),
                ("actor", json!(ruling.actor().code())),
                ("allowed", json!(ruling.allowed())),
                ("recipients", if told.is_empty() { Value::Null } else { json!(told) }),
                ("municipality", json!(case.home.as_ref().filter(|_| arranges))),
                ("article", json!(ruling.source().cite)),
                ("because", ruling.because().iter().map(ToString::to_string).collect()),
            ] {
                fields.insert(key.to_owned(), value);
            }
        }
    }
    Value::Object(fields)
}

#[cfg(test)]
mod tests;
