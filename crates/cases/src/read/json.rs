//! JSON as it stands in the file: fields in their order, each key with the path that leads to it.
//!
//! A format whose objects are lists in disguise (totals per category, population per stratum beside an array of spreads)
//! needs that order, and a message needs the path. Recursion is bounded by the parser (128 levels).

use super::CaseProblem;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::cell::RefCell;
use std::fmt;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Whole)
    }
}

struct Whole;

impl<'de> Visitor<'de> for Whole {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    #[allow(clippy::cast_precision_loss, reason = "counts in this format are far below 2^53")]
    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value as f64))
    }

    #[allow(clippy::cast_precision_loss, reason = "counts in this format are far below 2^53")]
    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Json::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Json::Object(fields))
    }
}

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Node<'a> {
    json: &'a Json,
    path: String,
}

type Read<T> = Result<T, CaseProblem>;

impl<'a> Node<'a> {
    /// The root of a document.
    pub(crate) fn root(json: &'a Json) -> Self {
        Self { json, path: String::new() }
    }

    /// A problem with this value.
    pub(crate) fn wrong(&self, message: impl Into<String>, remedy: impl Into<String>) -> CaseProblem {
        CaseProblem { key: self.path.clone(), message: message.into(), remedy: remedy.into() }
    }

    pub(crate) fn expected(&self, what: &str) -> CaseProblem {
        self.wrong(format!("this is not {what}"), format!("give {what}"))
    }

    /// An object, of which each key must be asked for before [`Object::done`].
    pub(crate) fn object(&self) -> Read<Object<'a>> {
        match self.json {
            Json::Object(fields) => {
                for (at, (key, _)) in fields.iter().enumerate() {
                    if fields.iter().take(at).any(|(earlier, _)| earlier == key) {
                        return Err(self.wrong(format!("key {key:?} stands here twice"), "keep one of them"));
                    }
                }
                Ok(Object { fields, path: self.path.clone(), asked: RefCell::new(vec![false; fields.len()]) })
            }
            _ => Err(self.expected("an object")),
        }
    }

    /// The fields of an object whose keys are data, in the order of the file.
    pub(crate) fn entries(&self) -> Read<Vec<(String, Node<'a>)>> {
        let object = self.object()?;
        Ok(object.fields.iter().map(|(key, json)| (key.clone(), Node { json, path: object.under(key) })).collect())
    }

    /// Numbers by name, in the order of the file, at least one.
    pub(crate) fn numbers_by_name(&self) -> Read<Vec<(String, f64)>> {
        let entries = self.entries()?;
        if entries.is_empty() {
            return Err(self.wrong("nothing is named here", "give one name or more, each with a number"));
        }
        entries.into_iter().map(|(key, node)| Ok((key, node.number()?))).collect()
    }

    /// A list; anything else is a list of one.
    pub(crate) fn list(&self) -> Vec<Node<'a>> {
        match self.json {
            Json::List(values) => values
                .iter()
                .enumerate()
                .map(|(at, json)| Node { json, path: format!("{}[{at}]", self.path) })
                .collect(),
            _ => vec![self.clone()],
        }
    }

    /// A text.
    pub(crate) fn text(&self) -> Read<String> {
        match self.json {
            Json::Text(text) => Ok(text.clone()),
            _ => Err(self.expected("a text")),
        }
    }

    /// One or more texts.
    pub(crate) fn texts(&self) -> Read<Vec<String>> {
        self.list().iter().map(Self::text).collect()
    }

    /// Names of columns, at least one.
    pub(crate) fn names(&self) -> Read<Vec<String>> {
        match self.texts()? {
            names if names.is_empty() => Err(self.wrong("no variable is named here", "name one or more columns")),
            names => Ok(names),
        }
    }

    /// A number; `"NaN"`, `"Inf"` and `"-Inf"` are numbers too.
    pub(crate) fn number(&self) -> Read<f64> {
        match self.json {
            Json::Number(number) => Ok(*number),
            Json::Text(text) => match text.as_str() {
                "NaN" => Ok(f64::NAN),
                "Inf" => Ok(f64::INFINITY),
                "-Inf" => Ok(f64::NEG_INFINITY),
                _ => Err(self.expected("a number")),
            },
            _ => Err(self.expected("a number")),
        }
    }

    /// One or more numbers.
    pub(crate) fn numbers(&self) -> Read<Vec<f64>> {
        self.list().iter().map(Self::number).collect()
    }

    /// A whole number from 0.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked first")]
    pub(crate) fn count(&self) -> Read<usize> {
        let number = self.number()?;
        if (0.0..=1e9).contains(&number) && number.fract() == 0.0 {
            Ok(number as usize)
        } else {
            Err(self.expected("a whole number from 0"))
        }
    }

    /// True or false.
    pub(crate) fn flag(&self) -> Read<bool> {
        match self.json {
            Json::Bool(flag) => Ok(*flag),
            _ => Err(self.expected("true or false")),
        }
    }

    /// The value itself.
    pub(crate) const fn json(&self) -> &'a Json {
        self.json
    }
}

/// An object that remembers which of its keys were asked for.
#[derive(Debug)]
pub(crate) struct Object<'a> {
    fields: &'a [(String, Json)],
    path: String,
    asked: RefCell<Vec<bool>>,
}

impl<'a> Object<'a> {
    fn under(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// The value of a key; `null` counts as absent.
    pub(crate) fn get(&self, key: &str) -> Option<Node<'a>> {
        let at = self.fields.iter().position(|(name, _)| name == key)?;
        if let Some(asked) = self.asked.borrow_mut().get_mut(at) {
            *asked = true;
        }
        let (_, json) = self.fields.get(at)?;
        (*json != Json::Null).then(|| Node { json, path: self.under(key) })
    }

    /// The value of a key that must be there.
    pub(crate) fn need(&self, key: &str) -> Read<Node<'a>> {
        self.get(key).ok_or_else(|| CaseProblem {
            key: self.under(key),
            message: "this key is missing".to_owned(),
            remedy: "add it".to_owned(),
        })
    }

    /// Refuses a key that nothing asked for: leaving it out would give the answer to another question.
    pub(crate) fn done(&self) -> Read<()> {
        let asked = self.asked.borrow();
        match self.fields.iter().zip(asked.iter()).find(|((_, json), asked)| !**asked && *json != Json::Null) {
            None => Ok(()),
            Some(((key, _), _)) => Err(CaseProblem {
                key: self.under(key),
                message: "this key is not known here".to_owned(),
                remedy: "check how it is spelled, or take it out".to_owned(),
            }),
        }
    }
}
