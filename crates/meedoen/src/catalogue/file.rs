//! The catalogue as a file: what `export` writes and `import` reads, in JSON.

use register::catalogue::{Level, Measure, MeasureDraft, MeasureKind, Place, Template};
use serde::{Deserialize, Serialize};
use store::catalogue::Whole;
use time::Date;

/// All of it, or some of it: what is not in a file stays as it is.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub(super) measures: Vec<FileMeasure>,
    #[serde(default)]
    pub(super) templates: Vec<FileTemplate>,
}

/// A measure.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileMeasure {
    /// Which one, of those that are there. Without it, a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    /// What templates of the same file call a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) key: Option<String>,
    pub(super) kind: String,
    pub(super) nl: String,
    pub(super) en: String,
    pub(super) who: String,
    pub(super) place: String,
    pub(super) level: String,
    pub(super) from: String,
    #[serde(default)]
    pub(super) until: Option<String>,
    /// Its place in the list, from 1. Without it, it stays where it is, or comes last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<usize>,
}

/// A template.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileTemplate {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    pub(super) nl: String,
    pub(super) en: String,
    /// Its measures in order: identifiers, or keys of this file.
    pub(super) measures: Vec<String>,
    pub(super) from: String,
    #[serde(default)]
    pub(super) until: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<usize>,
}

impl File {
    /// The whole catalogue.
    pub(super) fn of(whole: &Whole) -> Self {
        let measure = |(at, m): (usize, &Measure)| FileMeasure {
            id: Some(m.id.to_string()),
            key: None,
            kind: m.kind.code().into(),
            nl: m.text.clone(),
            en: m.text_en.clone(),
            who: m.who.clone(),
            place: m.place.code().into(),
            level: m.level.code().into(),
            from: m.period.from.to_string(),
            until: m.period.until.map(|day| day.to_string()),
            at: Some(at + 1),
        };
        let template = |(at, one): (usize, &Template)| FileTemplate {
            id: Some(one.id.to_string()),
            nl: one.name.clone(),
            en: one.name_en.clone(),
            measures: one.measures.iter().map(ToString::to_string).collect(),
            from: one.period.from.to_string(),
            until: one.period.until.map(|day| day.to_string()),
            at: Some(at + 1),
        };
        Self {
            measures: whole.measures.iter().enumerate().map(measure).collect(),
            templates: whole.templates.iter().enumerate().map(template).collect(),
        }
    }
}

/// A day, or what is wrong with it.
pub(super) fn day(field: &'static str, text: &str, wrong: &mut Vec<String>) -> Option<Date> {
    crate::setting::day(text).map_err(|why| wrong.push(format!("{field}: {why}"))).ok()
}

/// A value by its code, or what is wrong with it.
fn code<T: Copy>(
    field: &'static str,
    text: &str,
    (known, all): (Option<T>, Vec<&'static str>),
    wrong: &mut Vec<String>,
) -> Option<T> {
    if known.is_none() && !text.trim().is_empty() {
        wrong.push(format!("{field}: there is no such one; there are {}", all.join(", ")));
    }
    known
}

impl FileMeasure {
    /// As somebody would fill it in; what cannot be read is named.
    pub(super) fn draft(&self, wrong: &mut Vec<String>) -> MeasureDraft {
        let (kind, place, level) = (self.kind.trim(), self.place.trim(), self.level.trim());
        let kinds = MeasureKind::ALL.iter().map(|one| one.code()).collect();
        let places = Place::ALL.iter().map(|one| one.code()).collect();
        let levels = Level::ALL.iter().map(|one| one.code()).collect();
        MeasureDraft {
            kind: code("kind", kind, (MeasureKind::from_code(kind), kinds), wrong),
            text: self.nl.clone(),
            text_en: self.en.clone(),
            who: self.who.clone(),
            place: code("place", place, (Place::from_code(place), places), wrong),
            level: code("level", level, (Level::from_code(level), levels), wrong),
            from: day("from", &self.from, wrong),
            until: self.until.as_deref().and_then(|text| day("until", text, wrong)),
        }
    }
}
