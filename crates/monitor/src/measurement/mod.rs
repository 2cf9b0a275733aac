//! `measurement.toml`: which year, of whom, and whether it may be shown.

mod read;

pub use read::read;

use crate::words::Words;

/// A measurement of the Monitor.
#[derive(Debug, Clone, PartialEq)]
pub struct Measurement {
    /// The year it is called after.
    pub year: u16,
    /// The school year it asks about, such as 2023-2024.
    pub study_year: String,
    /// What synthetic answers of it are drawn from; none: its year.
    pub seed: Option<u32>,
    /// The earlier measurement it is compared with.
    pub from: Option<u16>,
    /// What it is called.
    pub name: Words,
    /// Whether it may be shown.
    pub state: State,
    /// How many decimals percentages have in print. One rule: half a unit goes up.
    pub decimals: u32,
    /// Cells that count fewer than this are not shown.
    pub least: u32,
    /// Which tables are shown whole all the same.
    pub exempt: Exempt,
    /// Who are asked.
    pub respondents: Vec<Respondents>,
    /// Its tables by what they are about.
    pub themes: Vec<Theme>,
}

/// Tables of which small cells are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Exempt {
    /// None.
    #[default]
    Nothing,
    /// Those that were printed: nothing can be taken back.
    Printed,
    /// Those of synthetic answers: nobody gave them. (Tables in print are exempt as well.)
    Synthetic,
}

/// Tables that are about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// What they are about.
    pub name: Words,
    /// Their ids, in the order in which they are read.
    pub tables: Vec<String>,
    /// The line it begins on.
    pub line: u32,
}

/// How far a measurement has come. Each step names its day and who took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The step.
    pub is: Step,
    /// The day, such as 2024-12-20; a draft has none.
    pub day: Option<String>,
    /// Who decided.
    pub by: Option<String>,
}

/// The steps of a measurement. A ministry decides to publish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Being made.
    Draft,
    /// Found good, not yet shown.
    Approved,
    /// Shown to everybody.
    Public,
}

/// A group of people who are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Respondents {
    /// Such as `institution`.
    pub id: String,
    /// What they are called.
    pub name: Words,
    /// How many there are, where that is known.
    pub population: Option<u32>,
    /// How many were asked.
    pub asked: Option<u32>,
    /// How many answered anything.
    pub answered: Option<u32>,
    /// How they were chosen, in words.
    pub how: String,
    /// Whether their answers are weighted.
    pub weighted: bool,
    /// Whether margins know that the population is small and nearly all of it answered.
    pub fpc: bool,
    /// Words of source lines and headings that mean this group.
    pub named: Vec<String>,
}
