//! What a column may hold, said beforehand: levels are declared, not found.
//!
//! A column read without a codebook has the levels that occur, in the order of their bytes: what nobody chose vanishes, 10
//! comes before 2, and a slip of the keyboard is a category. A [`Codebook`] declares the levels of an item with their order,
//! labels and scores; which codes are no answer; which answers ("do not know", "not applicable") stand outside the base or
//! outside the mean; who was asked; and which columns are the options of one question. A code that it does not know is
//! refused by item, row and code, with what to do.
//!
//! Codes are text: `0363` is not `363`. White space around one is not part of it, and a field of white space is empty.

mod check;
mod read;
mod set;
#[cfg(test)]
mod tests;

pub use read::{Columns, Narrow, Was};
pub use set::{Choice, Set, SetBase};

use crate::refusal::{Reason, Refusal};

/// The declared items and sets of a questionnaire. Made by [`Codebook::new`], which holds them together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Codebook {
    items: Vec<Item>,
    sets: Vec<Set>,
}

/// One item: a column of the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The column.
    pub name: String,
    /// The question, as it was put; tables show it. Empty: the name.
    pub text: String,
    /// What an answer is.
    pub measure: Measure,
    /// Codes that are no answer. An empty field is none either.
    pub missing: Vec<String>,
    /// Who was asked: all must hold. Empty: everybody.
    pub asked: Vec<Asked>,
    /// What to do with an answer of who was not asked.
    pub strays: Strays,
    /// The base in words, where the author of the codebook has better ones than the engine.
    pub base: Option<String>,
}

/// What an answer to an item is.
#[derive(Debug, Clone, PartialEq)]
pub enum Measure {
    /// One of these, in the order in which they are reported.
    Levels {
        /// The levels.
        levels: Vec<Level>,
        /// A share of so many of the last levels is reported as well; 0: none.
        top: usize,
        /// The same of the first.
        bottom: usize,
    },
    /// A finite number between these, both included.
    Number {
        /// The lowest that is believed.
        low: f64,
        /// The highest.
        high: f64,
    },
}

/// A level of an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// As it stands in the data.
    pub code: String,
    /// As tables show it.
    pub label: String,
    /// What it counts in the mean; none: it is outside the mean, as "do not know" is.
    pub score: Option<f64>,
    /// Whether who answered this is in the base of the shares.
    pub in_base: bool,
}

impl Level {
    /// A level that is in the base and has no score.
    pub fn new(code: impl Into<String>, label: impl Into<String>) -> Self {
        Self { code: code.into(), label: label.into(), score: None, in_base: true }
    }

    /// The same with a score.
    #[must_use]
    pub const fn scored(mut self, score: f64) -> Self {
        self.score = Some(score);
        self
    }

    /// The same outside the base.
    #[must_use]
    pub const fn outside(mut self) -> Self {
        self.in_base = false;
        self
    }
}

/// A condition of routing: asked who answered this on an earlier item.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The earlier item.
    pub item: String,
    /// What was answered there.
    pub when: When,
}

/// What an answer must be for the next question to be put.
#[derive(Debug, Clone, PartialEq)]
pub enum When {
    /// One of these codes.
    Among(Vec<String>),
    /// An answer, and none of these codes.
    Except(Vec<String>),
    /// A score or number between these, both included.
    Between(f64, f64),
}

/// What to do with an answer of somebody who, by the routing, was not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strays {
    /// Refuse: the routing or the data are wrong.
    #[default]
    Refuse,
    /// Count it as no answer, as when people went back and changed the earlier one.
    Drop,
}

impl Item {
    /// An item with these levels that everybody was asked.
    pub fn new(name: impl Into<String>, levels: Vec<Level>) -> Self {
        Self::of(name.into(), Measure::Levels { levels, top: 0, bottom: 0 })
    }

    /// An item whose answers are numbers.
    pub fn number(name: impl Into<String>) -> Self {
        Self::of(name.into(), Measure::Number { low: f64::NEG_INFINITY, high: f64::INFINITY })
    }

    const fn of(name: String, measure: Measure) -> Self {
        let missing = Vec::new();
        let asked = Vec::new();
        Self { name, text: String::new(), measure, missing, asked, strays: Strays::Refuse, base: None }
    }

    /// The levels, in their order; none of a number.
    pub fn levels(&self) -> &[Level] {
        match &self.measure {
            Measure::Levels { levels, .. } => levels,
            Measure::Number { .. } => &[],
        }
    }

    /// The question, else the name.
    pub fn title(&self) -> &str {
        if self.text.is_empty() { &self.name } else { &self.text }
    }

    /// The base in words: those of the codebook, else what follows from routing and from levels outside the base.
    pub fn base_in_words(&self) -> String {
        if let Some(base) = &self.base {
            return base.clone();
        }
        let mut words = asked_in_words(&self.asked)
            .map_or_else(|| "who answered".to_owned(), |who| format!("who answered, of {who}"));
        let outside: Vec<&str> =
            self.levels().iter().filter(|level| !level.in_base).map(|level| level.label.as_str()).collect();
        if !outside.is_empty() {
            words.push_str(", without ");
            words.push_str(&outside.join(" and "));
        }
        words
    }
}

/// Who was asked, in words; none: everybody.
fn asked_in_words(asked: &[Asked]) -> Option<String> {
    let one = |Asked { item, when }: &Asked| match when {
        When::Among(codes) => format!("{item} = {}", codes.join(" or ")),
        When::Except(codes) => format!("{item} not {}", codes.join(" or ")),
        When::Between(low, high) => format!("{item} from {low} to {high}"),
    };
    (!asked.is_empty()).then(|| asked.iter().map(one).collect::<Vec<_>>().join(" and "))
}

impl Codebook {
    /// Holds items and sets together.
    ///
    /// # Errors
    /// [`Reason::Value`] for what contradicts itself: a name twice, a code that is two things, a level outside the base with
    /// a score, routing by an item that is not declared before.
    pub fn new(items: Vec<Item>, sets: Vec<Set>) -> Result<Self, Refusal> {
        check::check(&items, &sets)?;
        Ok(Self { items, sets })
    }

    /// The items, in their order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The sets, in their order.
    pub fn sets(&self) -> &[Set] {
        &self.sets
    }

    /// An item by the name of its column.
    pub fn item(&self, name: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.name == name)
    }

    /// A set by its name.
    pub fn set(&self, name: &str) -> Option<&Set> {
        self.sets.iter().find(|set| set.name == name)
    }

    /// The set that a column is an option of.
    pub fn set_of(&self, column: &str) -> Option<&Set> {
        self.sets.iter().find(|set| set.options.iter().any(|option| option.column == column))
    }

    /// The columns that it takes to read an item, a set or an option: its own, and those that routing looks at.
    pub fn behind(&self, name: &str) -> Vec<&str> {
        let mut names = Vec::new();
        let mut gates: Vec<&Asked> = Vec::new();
        if let Some(item) = self.item(name) {
            names.push(item.name.as_str());
            gates.extend(&item.asked);
        } else if let Some(set) = self.set(name).or_else(|| self.set_of(name)) {
            names.extend(set.options.iter().map(|option| option.column.as_str()));
            gates.extend(set.options.iter().flat_map(|option| &option.shown).chain(&set.asked));
        }
        // Routing looks at earlier items only, so this ends.
        gates.iter().for_each(|gate| names.extend(self.behind(&gate.item)));
        names.sort_unstable();
        names.dedup();
        names
    }

    fn need(&self, name: &str) -> Result<&Item, Refusal> {
        self.item(name).ok_or_else(|| {
            let remedy = "Declare it, or ask for one of the items of the codebook.";
            Refusal::new(Reason::Value, "the codebook has no such item", remedy).about(name)
        })
    }
}
