//! A table of TOML, asked for its keys.

use super::problems::Problems;
use std::cell::RefCell;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table with the path that leads to it. `'t` is the text, `'p` the reading of it.
#[derive(Debug)]
pub struct Table<'t, 'p> {
    problems: &'p Problems<'p>,
    path: String,
    at: usize,
    entries: &'p DeTable<'t>,
    asked: RefCell<Vec<&'static str>>,
}

/// A text with the byte on which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What it says.
    pub text: String,
    /// Where it stands.
    pub at: usize,
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

impl<'t, 'p> Table<'t, 'p> {
    pub(super) fn top(problems: &'p Problems<'p>, entries: &'p DeTable<'t>) -> Self {
        Self { problems, path: String::new(), at: 0, entries, asked: RefCell::default() }
    }

    /// The byte on which the table begins.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// The line on which a byte stands, from 1.
    pub fn line(&self, at: usize) -> u32 {
        self.problems.source().line(at)
    }

    /// The path of one of its keys.
    pub fn item(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// A problem with one of its keys, or with the table itself when the key is empty.
    pub fn wrong(&self, key: &str, message: impl Into<String>, remedy: impl Into<String>) {
        let at = self.entries.get(key).map_or(self.at, |value| value.span().start);
        let item = if key.is_empty() { self.path.clone() } else { self.item(key) };
        self.problems.add(at, item, message, remedy);
    }

    /// A problem at a byte of the text.
    pub fn wrong_at(&self, at: usize, key: &str, message: impl Into<String>, remedy: impl Into<String>) {
        self.problems.add(at, self.item(key), message, remedy);
    }

    fn value(&self, key: &'static str) -> Option<(&'p DeValue<'t>, Range<usize>)> {
        self.asked.borrow_mut().push(key);
        self.entries.get(key).map(|value| (value.get_ref(), value.span()))
    }

    /// Whether a key is there.
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Says that a key may be there, though nobody reads it now.
    pub fn known(&self, key: &'static str) {
        self.asked.borrow_mut().push(key);
    }

    fn must<T>(&self, key: &'static str, found: Option<T>) -> Option<T> {
        if found.is_none() && !self.has(key) {
            self.wrong("", format!("`{key}` is missing"), format!("add {key} = ..."));
        }
        found
    }

    fn unlike(&self, key: &str, value: &DeValue<'_>, expected: &str) {
        self.wrong(key, format!("this is {}", kind(value)), format!("write {expected}"));
    }

    /// A text that may be absent.
    pub fn maybe_text(&self, key: &'static str) -> Option<String> {
        let (value, _) = self.value(key)?;
        let DeValue::String(text) = value else {
            self.unlike(key, value, "a text between quotes");
            return None;
        };
        Some(text.to_string())
    }

    /// A text that must be there, and not be empty.
    pub fn text(&self, key: &'static str) -> Option<String> {
        let text = self.must(key, self.maybe_text(key))?;
        if text.trim().is_empty() {
            self.wrong(key, "this is empty", "fill it in");
            return None;
        }
        Some(text)
    }

    /// A whole number that may be absent.
    pub fn maybe_whole(&self, key: &'static str) -> Option<u32> {
        let (value, _) = self.value(key)?;
        let whole = match value {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
            _ => None,
        };
        if whole.is_none() {
            self.unlike(key, value, "a whole number from 0, without quotes or separators");
        }
        whole
    }

    /// A whole number that must be there.
    pub fn whole(&self, key: &'static str) -> Option<u32> {
        self.must(key, self.maybe_whole(key))
    }

    /// True or false; absent is false.
    pub fn flag(&self, key: &'static str) -> bool {
        match self.value(key) {
            Some((DeValue::Boolean(flag), _)) => *flag,
            Some((value, _)) => {
                self.unlike(key, value, "true or false");
                false
            }
            None => false,
        }
    }

    /// A date such as 2026-11-29, as it stands.
    pub fn maybe_day(&self, key: &'static str) -> Option<String> {
        let (value, _) = self.value(key)?;
        match value {
            DeValue::Datetime(day) if day.date.is_some() && day.time.is_none() => Some(day.to_string()),
            _ => {
                self.unlike(key, value, "a day, such as 2026-11-29, without quotes");
                None
            }
        }
    }

    /// One of a few words, each with what it stands for.
    pub fn choice<T: Copy>(&self, key: &'static str, among: &[(&str, T)]) -> Option<T> {
        let word = self.text(key)?;
        self.among(key, &word, among)
    }

    /// The same, or another value where the key is absent.
    pub fn choice_or<T: Copy>(&self, key: &'static str, among: &[(&str, T)], absent: T) -> Option<T> {
        match self.maybe_text(key) {
            Some(word) => self.among(key, &word, among),
            None if self.has(key) => None,
            None => Some(absent),
        }
    }

    fn among<T: Copy>(&self, key: &str, word: &str, among: &[(&str, T)]) -> Option<T> {
        let found = among.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<_> = among.iter().map(|(name, _)| *name).collect();
            self.wrong(
                key,
                format!("\"{word}\" is none of the words that are known here"),
                format!("write one of: {}", names.join(", ")),
            );
        }
        found
    }

    /// A table that may be absent.
    pub fn maybe_table(&self, key: &'static str) -> Option<Self> {
        let (value, span) = self.value(key)?;
        let DeValue::Table(entries) = value else {
            self.unlike(key, value, "a table: { ... }");
            return None;
        };
        Some(self.inner(self.item(key), span.start, entries))
    }

    /// A table that must be there.
    pub fn table(&self, key: &'static str) -> Option<Self> {
        self.must(key, self.maybe_table(key))
    }

    fn inner(&self, path: String, at: usize, entries: &'p DeTable<'t>) -> Self {
        Self { problems: self.problems, path, at, entries, asked: RefCell::default() }
    }

    fn list(&self, key: &'static str) -> &'p [Spanned<DeValue<'t>>] {
        match self.value(key) {
            Some((DeValue::Array(list), _)) => list,
            Some((value, _)) => {
                self.unlike(key, value, "a list: [ ... ]");
                &[]
            }
            None => &[],
        }
    }

    /// The tables of a list; none when it is absent.
    pub fn tables(&self, key: &'static str) -> Vec<Self> {
        let mut tables = Vec::new();
        for (index, value) in self.list(key).iter().enumerate() {
            let path = format!("{}[{}]", self.item(key), index + 1);
            match value.get_ref() {
                DeValue::Table(entries) => tables.push(self.inner(path, value.span().start, entries)),
                other => {
                    self.problems.add(
                        value.span().start,
                        path,
                        format!("this is {}", kind(other)),
                        "write a table: { ... }",
                    );
                }
            }
        }
        tables
    }

    /// The texts of a list; none when it is absent.
    pub fn texts(&self, key: &'static str) -> Vec<Text> {
        self.list(key).iter().enumerate().filter_map(|(index, value)| self.one_text(key, index, value)).collect()
    }

    fn one_text(&self, key: &str, index: usize, value: &Spanned<DeValue<'t>>) -> Option<Text> {
        let DeValue::String(text) = value.get_ref() else {
            let path = format!("{}[{}]", self.item(key), index + 1);
            let message = format!("this is {}", kind(value.get_ref()));
            self.problems.add(value.span().start, path, message, "write a text between quotes");
            return None;
        };
        Some(Text { text: text.to_string(), at: value.span().start })
    }

    /// The lines of a list of lists of texts, each with where it begins; none when it is absent.
    pub fn lines(&self, key: &'static str) -> Vec<(usize, Vec<Text>)> {
        let mut lines = Vec::new();
        for (index, value) in self.list(key).iter().enumerate() {
            match value.get_ref() {
                DeValue::Array(cells) => {
                    let cells =
                        cells.iter().enumerate().filter_map(|(at, cell)| self.one_text(key, at, cell)).collect();
                    lines.push((value.span().start, cells));
                }
                other => {
                    let path = format!("{}[{}]", self.item(key), index + 1);
                    self.problems.add(
                        value.span().start,
                        path,
                        format!("this is {}", kind(other)),
                        "write a list of texts",
                    );
                }
            }
        }
        lines
    }

    /// Tells of the keys that nobody asked for.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for key in self.entries.keys() {
            if !asked.iter().any(|known| *known == key.get_ref().as_ref()) {
                let mut known: Vec<_> = asked.iter().copied().collect();
                known.sort_unstable();
                known.dedup();
                let remedy = format!("take it out, or write one of: {}", known.join(", "));
                self.problems.add(key.span().start, self.item(key.get_ref()), "no such key is known here", remedy);
            }
        }
    }
}
