//! A measurement as a folder of texts: read whole, or told what is wrong with it.
//!
//! Pure: the texts come in by their paths, whoever reads files stands elsewhere. What each file holds is written down in
//! `docs/measurements.md`.

use crate::agenda;
use crate::answers::layout::{self, Layout};
use crate::claim::{self, Claim};
use crate::english::{self, English};
use crate::indicator::{self, Indicator};
use crate::measurement::{self, Measurement};
use crate::merged::{self, Merged};
use crate::plan::{self, Plan};
use crate::problem::Problem;
use crate::published::{self, Published};
use crate::quantity::{self, Quantities};
use crate::questionnaire::{self, Questionnaire};
use crate::read::Source;
use crate::relation::{self, Relation};
use crate::scale;
use crate::tie::{self, Tie};
use crate::weights::{self, Weights};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The texts of a folder by their paths within it, such as `published/B2.1.toml`.
pub type Texts = BTreeMap<String, String>;

/// A measurement with everything in its folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Folder {
    /// What is measured, of whom.
    pub measurement: Measurement,
    /// Tables of which only print exists, in order of print.
    pub published: Vec<Published>,
    /// What printed tables have to do with one another.
    pub relations: Vec<Relation>,
    /// What the running text of the report is about.
    pub ties: Vec<Tie>,
    /// What is printed in Dutch, in English.
    pub english: English,
    /// Numbers that documents state.
    pub quantities: Quantities,
    /// What the text of the report claims and its tables do not bear out.
    pub claims: Vec<Claim>,
    /// The flags of the main aims.
    pub indicators: Vec<Indicator>,
    /// The lines of the improvement agenda.
    pub agenda: Vec<agenda::Line>,
    /// What is asked, of whom.
    pub questionnaires: Vec<Questionnaire>,
    /// What answers are weighted to.
    pub weights: Vec<Weights>,
    /// Which tables are made of the answers.
    pub plans: Vec<Plan>,
    /// Who merged since the measurement before.
    pub merged: Vec<Merged>,
    /// How files of answers are laid out, where that is said.
    pub layouts: Vec<Layout>,
    /// What all its texts are, as a short text: another letter in one of them is another digest.
    pub digest: String,
}

/// What texts and files are, as a short text: the first half of a SHA-256 over the digests of their names and contents.
pub fn digest<'a>(texts: &Texts, files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> String {
    let mut all = Sha256::new();
    let mut add = |name: &str, bytes: &[u8]| {
        all.update(Sha256::digest(name.as_bytes()));
        all.update(Sha256::digest(bytes));
    };
    texts.iter().for_each(|(file, text)| add(file, text.as_bytes()));
    files.into_iter().for_each(|(of, bytes)| add(of, bytes));
    all.finalize().iter().take(16).fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// A folder as far as it could be read, with what is wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The folder; none when its `measurement.toml` cannot be read. What could not be read is left out.
    pub folder: Option<Folder>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Reading {
    /// Reads the texts of a folder.
    pub fn of(texts: &Texts) -> Self {
        let mut problems = Vec::new();
        let mut keep = |found: Vec<Problem>| problems.extend(found);
        let source = |file: &'static str| texts.get(file).map(|text| Source { file, text });
        let measurement = match source("measurement.toml") {
            None => {
                keep(vec![absent("measurement.toml")]);
                None
            }
            Some(source) => measurement::read(source).map_err(&mut keep).ok(),
        };
        let mut tables: Vec<Published> = Vec::new();
        for (file, text) in texts.iter().filter(|(file, _)| file.starts_with("published/") && file.ends_with(".toml")) {
            match published::read(Source { file, text }) {
                Ok(table) => tables.push(table),
                Err(found) => keep(found),
            }
        }
        tables.sort_by(|a, b| (a.page, a.place, &a.id).cmp(&(b.page, b.place, &b.id)));
        keep(twice(&tables));
        let relations = source("relations.toml")
            .and_then(|source| relation::read(source, &tables).map_err(&mut keep).ok())
            .unwrap_or_default();
        let ties = source("ties.toml")
            .and_then(|source| tie::read(source, &tables).map_err(&mut keep).ok())
            .unwrap_or_default();
        // A table that cannot be read is missed by everything that names it: told of once is enough.
        let whole = problems.is_empty();
        let mut keep = |found: Vec<Problem>| problems.extend(found);
        let english = source("english.toml")
            .filter(|_| whole)
            .and_then(|source| english::read(source, &tables).map_err(&mut keep).ok())
            .unwrap_or_default();
        let quantities = source("quantities.toml")
            .filter(|_| whole)
            .and_then(|source| quantity::read(source, &tables).map_err(&mut keep).ok())
            .unwrap_or_default();
        let claims = source("findings.toml")
            .filter(|_| whole)
            .and_then(|source| claim::read(source, &tables, &quantities).map_err(&mut keep).ok())
            .unwrap_or_default();
        let indicators = source("indicators.toml")
            .filter(|_| whole)
            .and_then(|source| indicator::read(source, &tables, &quantities).map_err(&mut keep).ok())
            .unwrap_or_default();
        let agenda = source("agenda.toml")
            .filter(|_| whole)
            .and_then(|source| agenda::read(source, &indicators, &quantities).map_err(&mut keep).ok())
            .unwrap_or_default();
        let asked = measurement.as_ref().map(|measurement| asked(texts, measurement, &mut keep)).unwrap_or_default();
        if let Some(measurement) = measurement.as_ref().filter(|_| whole && asked.is_read) {
            keep(themes(measurement, &tables, &asked.plans));
        }
        problems.sort();
        let folder = measurement.map(|measurement| Folder {
            measurement,
            published: tables,
            relations,
            ties,
            english,
            quantities,
            claims,
            indicators,
            agenda,
            questionnaires: asked.questionnaires,
            weights: asked.weights,
            plans: asked.plans,
            merged: asked.merged,
            layouts: asked.layouts,
            digest: digest(texts, []),
        });
        Self { folder, problems }
    }
}

/// What is asked, what it is weighted to, and which tables are made of it.
#[derive(Default)]
struct Asked {
    questionnaires: Vec<Questionnaire>,
    weights: Vec<Weights>,
    plans: Vec<Plan>,
    merged: Vec<Merged>,
    layouts: Vec<Layout>,
    /// Whether the tables are there that should be: what names one of them is only then wrong.
    is_read: bool,
}

/// Reads it. What follows from a text that cannot be read is not read: it would be told of twice.
fn asked(texts: &Texts, measurement: &Measurement, mut keep: impl FnMut(Vec<Problem>)) -> Asked {
    let source = |file: &'static str| texts.get(file).map(|text| Source { file, text });
    let mut whole = true;
    let mut note = |found: Vec<Problem>| {
        whole = false;
        keep(found);
    };
    let scales =
        source("scales.toml").and_then(|source| scale::read(source).map_err(&mut note).ok()).unwrap_or_default();
    let mut questionnaires: Vec<Questionnaire> = Vec::new();
    let is_one = |file: &str| file.starts_with("questionnaires/") && file.ends_with(".toml");
    for (file, text) in texts.iter().filter(|(file, _)| is_one(file)) {
        match questionnaire::read(Source { file, text }, &scales, measurement) {
            Ok(read) => questionnaires.push(read),
            Err(found) => note(found),
        }
    }
    note_twice(&questionnaires, &mut note);
    let linked = questionnaire::link(&mut questionnaires);
    if !linked.is_empty() {
        note(linked);
    }
    if !whole {
        return Asked { questionnaires, is_read: !texts.contains_key("tables.toml"), ..Asked::default() };
    }
    let weights = source("weights.toml")
        .and_then(|source| weights::read(source, measurement, &questionnaires).map_err(&mut keep).ok())
        .unwrap_or_default();
    let plans = source("tables.toml")
        .and_then(|source| plan::read(source, measurement, &questionnaires).map_err(&mut keep).ok());
    let merged = source("tables.toml")
        .filter(|_| plans.is_some())
        .and_then(|source| merged::read(source, measurement).map_err(&mut keep).ok())
        .unwrap_or_default();
    let layouts = source("answers.toml")
        .and_then(|source| layout::read(source, measurement, &questionnaires).map_err(&mut keep).ok())
        .unwrap_or_default();
    let is_read = plans.is_some() || !texts.contains_key("tables.toml");
    Asked { questionnaires, weights, plans: plans.unwrap_or_default(), merged, layouts, is_read }
}

/// Respondents who get two questionnaires: which one their file of answers holds, nobody could say.
fn note_twice(all: &[Questionnaire], note: &mut impl FnMut(Vec<Problem>)) {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for one in all {
        for of in &one.of {
            if let Some(other) = first.insert(of, &one.file) {
                note(vec![Problem {
                    file: one.file.clone(),
                    line: 1,
                    item: "of".to_owned(),
                    message: format!("{of} gets the questionnaire of {other} as well"),
                    remedy: "put all questions to one group in one questionnaire".to_owned(),
                }]);
            }
        }
    }
}

fn absent(file: &str) -> Problem {
    Problem {
        file: file.to_owned(),
        line: 1,
        item: String::new(),
        message: "this file is not there".to_owned(),
        remedy: "add it; docs/measurements.md says what it holds".to_owned(),
    }
}

/// Tables of one id.
fn twice(tables: &[Published]) -> Vec<Problem> {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    let mut found = Vec::new();
    for table in tables {
        if let Some(other) = first.insert(&table.id, &table.file) {
            found.push(Problem {
                file: table.file.clone(),
                line: table.line,
                item: "id".to_owned(),
                message: format!("{} is also in {other}", table.id),
                remedy: "give each table an id of its own".to_owned(),
            });
        }
    }
    found
}

/// Themes that name no table, or one twice; and, where there are themes, tables that are in none.
fn themes(measurement: &Measurement, tables: &[Published], plans: &[Plan]) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    let mut wrong = |line, message, remedy: &str| {
        found.push(Problem {
            file: "measurement.toml".to_owned(),
            line,
            item: "themes".to_owned(),
            message,
            remedy: remedy.to_owned(),
        });
    };
    for theme in &measurement.themes {
        for id in &theme.tables {
            if !tables.iter().any(|table| table.id == *id) && !plans.iter().any(|plan| plan.id == *id) {
                wrong(theme.line, format!("there is no table {id}"), "name a table of published/ or tables.toml");
            }
            if seen.insert(id, theme.line).is_some() {
                wrong(theme.line, format!("{id} is in two themes, or twice in one"), "name it once");
            }
        }
    }
    if let Some(last) = measurement.themes.last() {
        for table in tables.iter().filter(|table| !seen.contains_key(table.id.as_str())) {
            wrong(last.line, format!("{} is in no theme", table.id), "add it to one, or nobody finds it");
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_that_of_the_texts_and_of_nothing_else() {
        let texts = |text: &str| Texts::from([("a.toml".to_owned(), text.to_owned())]);
        let one = digest(&texts("x"), []);
        assert_eq!(one.len(), 32);
        assert_eq!(one, digest(&texts("x"), []));
        for other in [digest(&texts("y"), []), digest(&Texts::new(), []), digest(&texts("x"), [("a", &b"x"[..])])] {
            assert_ne!(one, other);
        }
        // What stands in a name does not stand in a text.
        let named = |name: &str, text: &str| Texts::from([(name.to_owned(), text.to_owned())]);
        assert_ne!(digest(&named("ab", "c"), []), digest(&named("a", "bc"), []));
    }
}
