//! `tables.toml`: which tables the book has, and where each cell comes from.
//!
//! A cell is a question, an answer and a group of people. Rows say some of these and columns the rest; [`read()`] works that
//! out, so that whoever makes the numbers ([`crate::book`]) only follows [`Plan::cells`].

mod read;

pub use read::read;

use crate::published::Unit;
use crate::questionnaire::Gate;
use crate::words::Words;

/// A table that is made of answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Such as `B2.1`; a table of this id in `published/` is the same as it was printed.
    pub id: String,
    /// What it is about.
    pub title: Words,
    /// What a cell is.
    pub unit: Unit,
    /// Who is in the base, in words.
    pub base: Words,
    /// Its columns.
    pub columns: Vec<Head>,
    /// Its rows.
    pub rows: Vec<Head>,
    /// The questions that it takes.
    pub questions: Vec<Question>,
    /// Where each cell comes from, row by row; none: there is no such cell.
    pub cells: Vec<Vec<Option<At>>>,
    /// The percentages of a column are rounded together, so that one that makes 100 still does.
    pub whole: bool,
    /// The line it begins on.
    pub line: u32,
}

/// The heading of a row or column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// The heading over several.
    pub group: Option<Words>,
    /// Its own.
    pub label: Words,
    /// Of a column: the column of the printed table of this id, here or in the measurement before, that it is held against.
    pub compare: Option<String>,
}

/// A question with the answers that a table shows of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Who answered.
    pub of: String,
    /// The question.
    pub item: String,
    /// Questions whose answers are counted with it, of a column that pools several: who answered two of them counts twice.
    pub also: Vec<String>,
    /// The lines of the table: several answers of the scale may be one.
    pub answers: Vec<Line>,
    /// Answers that leave the base.
    pub without: Vec<String>,
    /// Only who answered so to other questions.
    pub among: Vec<Gate>,
    /// The question whose answers are groups, where the table has them.
    pub by: Option<String>,
}

/// An answer as a table shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its label.
    pub label: Words,
    /// The codes it takes together.
    pub codes: Vec<String>,
}

/// Where a cell comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// Which question of the plan.
    pub question: usize,
    /// Which answer of it; none: its mean.
    pub answer: Option<usize>,
    /// Which group of its `by`; none: all.
    pub group: Option<usize>,
}

impl Plan {
    /// How many decimals its cells have in print, where percentages have so many: counts none, means one more.
    pub const fn decimals(&self, percentages: u32) -> u32 {
        match self.unit {
            Unit::Percent => percentages,
            Unit::Count => 0,
            Unit::Mean => percentages + 1,
        }
    }
}

impl Head {
    /// `group | label` in Dutch, as printed tables have it.
    pub fn name(&self) -> String {
        self.group.as_ref().map_or_else(|| self.label.nl.clone(), |group| format!("{} | {}", group.nl, self.label.nl))
    }
}
