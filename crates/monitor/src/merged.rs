//! `[[merged]]` in `tables.toml`: which of a group were several in the measurement before, and are one now.
//!
//! Institutions merge between two measurements. Who is in both is found by its key; one that merged has another, or that of a
//! part, and would count as one that left and one that came: a comparison would then seem less sure than it is.

use crate::answers::Answers;
use crate::measurement::Measurement;
use crate::problem::Problem;
use crate::read::{Source, Table};
use std::collections::BTreeSet;

/// Some of the measurement before that are one in this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The group, an id of `measurement.toml`.
    pub of: String,
    /// Their keys in the measurement before.
    pub was: Vec<String>,
    /// The key in this one; it may be one of those.
    pub now: String,
}

/// Reads them from `tables.toml`.
///
/// # Errors
/// What is wrong with them: without a measurement before, a group whose people are not told apart, one that merged twice.
pub fn read(source: Source<'_>, measurement: &Measurement) -> Result<Vec<Merged>, Vec<Problem>> {
    crate::read::read(source, |top| {
        top.known("tables");
        let mut found: Vec<Merged> = Vec::new();
        for table in top.tables("merged") {
            let one = one(&table, measurement, &found);
            table.finish();
            found.push(one);
        }
        Some(found)
    })
}

fn one(table: &Table<'_, '_>, measurement: &Measurement, before: &[Merged]) -> Merged {
    let of = table.text("of").unwrap_or_default();
    let now = table.text("now").unwrap_or_default();
    let was = table.texts("was");
    match measurement.respondents.iter().find(|group| group.id == of) {
        None => table.wrong("of", format!("\"{of}\" is no group of measurement.toml"), "name one of them"),
        Some(group) if !group.fpc => {
            let message = format!("who of {of} was in both measurements is not counted");
            table.wrong("of", message, "say fpc = true of it in measurement.toml, or take this out");
        }
        Some(_) if measurement.from.is_none() => {
            table.wrong(
                "",
                "there is no measurement before this one",
                "say `from` in measurement.toml, or take this out",
            );
        }
        Some(_) => {}
    }
    if !was.iter().any(|key| key.text != now) || was.len() < 2 {
        let remedy = "write the keys of the measurement before: was = [\"one\", \"other\"]";
        table.wrong("was", "nothing became one here", remedy);
    }
    let others = || before.iter().filter(|other| other.of == of);
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for key in &was {
        if key.text.trim().is_empty() {
            table.wrong_at(key.at, "was", "a key is empty", "write it as the file of answers has it");
        } else if !seen.insert(&key.text) || others().any(|other| other.was.contains(&key.text)) {
            let message = format!("\"{}\" merged already", key.text);
            table.wrong_at(key.at, "was", message, "name each once, with what it is called now");
        } else if others().any(|other| other.now == key.text) {
            let message = format!("\"{}\" is what others became", key.text);
            table.wrong_at(key.at, "was", message, "write all that became one in one table, with its last key");
        }
    }
    if others().any(|other| other.now == now || other.was.contains(&now)) {
        let message = format!("\"{now}\" merged already");
        table.wrong("now", message, "write all that became one in one table, with its last key");
    }
    Merged { of, was: was.into_iter().map(|key| key.text).collect(), now }
}

/// What of that the answers of both measurements contradict: one that merged and answered under its old key, or one that was
/// there before it came about. With what to do.
pub(crate) fn contradicted(all: &[Merged], before: &Answers, now: &Answers) -> Option<(String, &'static str)> {
    let keys = |of: &Answers| -> BTreeSet<String> {
        of.keys.iter().flat_map(|keys| &keys.codes).filter_map(|code| Some(of.key(*code)?.to_owned())).collect()
    };
    let (earlier, later) = (keys(before), keys(now));
    all.iter().filter(|merged| merged.of == now.of).find_map(|merged| {
        let old = merged.was.iter().find(|key| **key != merged.now && later.contains(*key));
        if let Some(key) = old {
            let message = format!("\"{key}\" answered, and tables.toml says that it is part of \"{}\" now", merged.now);
            return Some((message, "give that row the key of what it is part of, or correct [[merged]]"));
        }
        let new = !merged.was.contains(&merged.now) && earlier.contains(&merged.now);
        new.then(|| {
            let message = format!(
                "\"{}\" answered in the measurement before, and tables.toml says that others became it",
                merged.now
            );
            (message, "name it in `was` as well, or correct [[merged]]")
        })
    })
}
