//! What a table shows beside its numbers.

use super::codes::Codes;
use super::columns::Summary;

/// The labels of an item, or of a break.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading {
    /// The name of the column.
    pub name: String,
    /// The question.
    pub text: String,
    /// What each level is called in the data.
    pub levels: Vec<String>,
    /// What each level is called in the table.
    pub labels: Vec<String>,
    /// What each summary is called; they come after the levels.
    pub summaries: Vec<String>,
    /// Who is in the base, in words.
    pub base: String,
}

impl Heading {
    pub(super) fn of(codes: &Codes<'_>, summaries: &[Summary]) -> Self {
        Self {
            name: codes.name().to_owned(),
            text: codes.title().to_owned(),
            levels: codes.levels().to_vec(),
            labels: codes.level_labels().to_vec(),
            summaries: summaries.iter().map(|summary| summary.name.clone()).collect(),
            base: codes.labels().map_or_else(|| "who answered".to_owned(), |labels| labels.base.clone()),
        }
    }

    /// What the rows of a table are called: levels, then summaries.
    pub fn rows(&self) -> impl Iterator<Item = &str> {
        self.labels.iter().chain(&self.summaries).map(String::as_str)
    }
}
