//! `scales.toml`: the answers that questions share, so that the same words mean the same in every questionnaire.

use crate::problem::Problem;
use crate::read::{Source, Table};
use crate::words::Words;
use std::collections::BTreeSet;

/// An answer that can be given.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// As it stands in the data: a text, so that `01` is not `1`.
    pub code: String,
    /// As people read it.
    pub label: Words,
    /// What it counts in a mean; none: it is outside the mean, as "do not know" is.
    pub score: Option<f64>,
}

/// Answers in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Such as `frequency`.
    pub id: String,
    /// The answers.
    pub levels: Vec<Level>,
}

/// The most answers of a question.
pub const MOST: usize = 200;

/// Answers under a key: `[["1", "Nooit", "Never"], ...]`, each with its code, Dutch and English.
pub(crate) fn levels(table: &Table<'_, '_>, key: &'static str) -> Vec<Level> {
    const FORM: &str = "write [\"code\", \"the Dutch\", \"the English\"]";
    let mut codes = BTreeSet::new();
    let mut found = Vec::new();
    for (at, texts) in table.lines(key) {
        let [code, nl, en] = &texts[..] else {
            table.wrong_at(at, key, format!("an answer of {} texts", texts.len()), FORM);
            continue;
        };
        if [code, nl, en].iter().any(|text| text.text.trim().is_empty()) {
            table.wrong_at(at, key, "a code or a translation is empty", FORM);
        }
        if code.text.trim() != code.text || code.text.contains([',', ';', '"']) {
            let message = format!("\"{}\" cannot stand in a file of answers", code.text);
            table.wrong_at(at, key, message, "write a code without spaces around it, commas and quotes");
        }
        if !codes.insert(code.text.clone()) {
            table.wrong_at(at, key, format!("two answers of code \"{}\"", code.text), "give each a code of its own");
        }
        let label = Words { nl: nl.text.clone(), en: en.text.clone() };
        found.push(Level { code: code.text.clone(), label, score: None });
    }
    if found.is_empty() || found.len() > MOST {
        table.wrong(key, format!("{} answers", found.len()), format!("give 1 to {MOST} of them"));
    }
    found
}

/// Gives each level its code as a score, but for those in `unscored`, where `scores = true`.
pub(crate) fn score(table: &Table<'_, '_>, levels: &mut [Level]) {
    let unscored = table.texts("unscored");
    for text in &unscored {
        if !levels.iter().any(|level| level.code == text.text) {
            let message = format!("there is no answer of code \"{}\"", text.text);
            table.wrong_at(text.at, "unscored", message, "name a code of the levels");
        }
    }
    if !table.flag("scores") {
        return;
    }
    for level in levels.iter_mut().filter(|level| unscored.iter().all(|text| text.text != level.code)) {
        level.score = level.code.parse().ok().filter(|score: &f64| score.is_finite());
        if level.score.is_none() {
            let message = format!("code \"{}\" is no number to take a mean of", level.code);
            table.wrong("scores", message, "give it a code that is a number, or name it in `unscored`");
        }
    }
}

/// Reads `scales.toml`.
///
/// # Errors
/// What is wrong with it.
pub fn read(source: Source<'_>) -> Result<Vec<Scale>, Vec<Problem>> {
    crate::read::read(source, |top| {
        let mut found: Vec<Scale> = Vec::new();
        for table in top.tables("scales") {
            let id = table.text("id").unwrap_or_default();
            if found.iter().any(|scale| scale.id == id) {
                table.wrong("id", format!("\"{id}\" is there twice"), "give each scale an id of its own");
            }
            let mut levels = levels(&table, "levels");
            score(&table, &mut levels);
            table.finish();
            found.push(Scale { id, levels });
        }
        Some(found)
    })
}
