//! `questionnaires/*.toml`: what is asked, of whom, with which answers, and who gets to a question.
//!
//! An item has an id that lives across measurements: as long as text and scale mean the same, answers of several years can
//! be compared; where they do not, `broken` says why. [`Questionnaire::codebook`] is the same for the engine.

mod codebook;
mod linked;
mod reach;
mod read;
#[cfg(test)]
pub(crate) mod tests;

pub use codebook::{OPEN, TICKED};
pub use linked::link;
pub(crate) use read::gates;
pub use read::read;

use crate::scale::Level;
use crate::words::Words;

/// The questions to one kind of respondents.
#[derive(Debug, Clone, PartialEq)]
pub struct Questionnaire {
    /// The file it was read from.
    pub file: String,
    /// Who are asked: ids of `measurement.toml`.
    pub of: Vec<String>,
    /// What it is called.
    pub name: Words,
    /// Whether it was put together from what was printed: the text is ours, and questions of which nothing is printed lack.
    pub reconstructed: bool,
    /// The questions, in their order.
    pub items: Vec<Item>,
}

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Such as `refused-programme`; the same in every measurement that asks it.
    pub id: String,
    /// As it is put.
    pub text: Words,
    /// What can be answered.
    pub answer: Answer,
    /// Where its answer comes from, when it is not asked but known of others: of their school, say.
    pub from: Option<From>,
    /// Who are asked, of those of the questionnaire.
    pub of: Vec<String>,
    /// The answers that lead to it: all must hold. Empty: everybody gets it.
    pub asked: Vec<Gate>,
    /// Why answers cannot be compared with those of the measurement before.
    pub broken: Option<Words>,
    /// Whether researchers may have the tables of other questions by its answers.
    pub breaks: bool,
    /// The line it begins on.
    pub line: u32,
}

/// The most answers of a question that others are broken down by.
pub const MOST_GROUPS: usize = 12;

/// The answer of somebody else, who is named in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct From {
    /// The group of who answered.
    pub of: String,
    /// The question.
    pub item: String,
    /// The column of the file of answers that has their key.
    pub by: String,
}

/// What can be answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// One of these.
    One(Vec<Level>),
    /// Any of these; each is a column of its own, `item_code`.
    Many(Vec<Level>),
    /// A number between these, both included.
    Number(f64, f64),
}

/// An answer that leads to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// The earlier question.
    pub item: String,
    /// One of these codes was answered.
    pub among: Vec<String>,
}

impl Answer {
    /// What can be chosen; nothing of a number.
    pub fn levels(&self) -> &[Level] {
        match self {
            Self::One(levels) | Self::Many(levels) => levels,
            Self::Number(..) => &[],
        }
    }
}

impl Item {
    /// The columns of a file of answers that hold it.
    pub fn columns(&self) -> Vec<String> {
        match &self.answer {
            Answer::Many(options) => options.iter().map(|option| self.column(&option.code)).collect(),
            Answer::One(_) | Answer::Number(..) => vec![self.id.clone()],
        }
    }

    /// The column of an option.
    pub fn column(&self, code: &str) -> String {
        format!("{}_{code}", self.id)
    }
}

impl Questionnaire {
    /// A question by its id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// A question that is put to these respondents.
    pub fn item_of(&self, id: &str, of: &str) -> Option<&Item> {
        self.item(id).filter(|item| item.of.iter().any(|who| who == of))
    }
}

/// The questionnaire that these respondents get.
pub fn of<'a>(all: &'a [Questionnaire], respondents: &str) -> Option<&'a Questionnaire> {
    all.iter().find(|one| one.of.iter().any(|who| who == respondents))
}
