//! JSON in which a key that an object has twice is seen: read as usual, the last one would silently win.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// Under this key stands the name of one that came twice. A file that uses it itself is not understood either.
const TWICE: &str = "\0twice";

/// A value as it was read.
pub(super) struct Once(pub(super) Value);

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut out = Vec::new();
        while let Some(Once(value)) = list.next_element()? {
            out.push(value);
        }
        Ok(Value::Array(out))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut out = Map::new();
        while let Some((key, Once(value))) = map.next_entry::<String, Once>()? {
            if out.contains_key(&key) {
                out.insert(TWICE.to_owned(), Value::String(key));
            } else {
                out.insert(key, value);
            }
        }
        Ok(Value::Object(out))
    }
}

/// A key that came twice in an object.
pub(super) fn names_twice(map: &Map<String, Value>) -> Option<&str> {
    map.get(TWICE).and_then(Value::as_str)
}

/// The same, where a value is an object; not of what is in it.
pub(super) fn twice_here(value: &Value) -> Option<&str> {
    value.as_object().and_then(names_twice)
}

/// A key that came twice, anywhere in a value.
pub(super) fn twice(value: &Value) -> Option<&str> {
    match value {
        Value::Object(map) => names_twice(map).or_else(|| map.values().find_map(twice)),
        Value::Array(list) => list.iter().find_map(twice),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}
