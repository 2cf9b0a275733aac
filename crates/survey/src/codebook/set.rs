//! Questions of which several answers may be ticked: options that were shown and options that were not.

use super::read::{column, first, rows_of, stray, undeclared};
use super::{Asked, Codebook, Columns, Strays, Was};
use crate::refusal::{Reason, Refusal};
use crate::table::{Codes, Labels};
use std::borrow::Cow;

/// A question with options, each a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    /// What it is called.
    pub name: String,
    /// The question, as it was put. Empty: the name.
    pub text: String,
    /// The options, in the order in which they are reported.
    pub options: Vec<Choice>,
    /// Codes of an option that was ticked.
    pub ticked: Vec<String>,
    /// Codes of an option that was shown and left open.
    pub open: Vec<String>,
    /// Codes of an option that was not shown: it is not "no", and does not count for who has it.
    pub not_shown: Vec<String>,
    /// Codes that are no answer.
    pub missing: Vec<String>,
    /// Who was asked: all must hold.
    pub asked: Vec<Asked>,
    /// Who is in the base.
    pub base: SetBase,
    /// What to do with a tick of who was not asked.
    pub strays: Strays,
    /// The base in words, where the author of the codebook has better ones.
    pub words: Option<String>,
}

/// One option.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Its column.
    pub column: String,
    /// As tables show it. Empty: the column.
    pub label: String,
    /// To whom it was shown: all must hold. Empty: to everybody who was asked.
    pub shown: Vec<Asked>,
}

/// Who is in the base of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SetBase {
    /// Who ticked an option or left one open (a code of `open`): an empty row is no answer.
    #[default]
    Answered,
    /// Who ticked an option.
    Ticked,
    /// Everybody who was asked: an empty row ticked nothing.
    Asked,
}

impl Set {
    /// The question, else the name.
    pub fn title(&self) -> &str {
        if self.text.is_empty() { &self.name } else { &self.text }
    }

    /// The base in words.
    pub fn base_in_words(&self) -> String {
        if let Some(words) = &self.words {
            return words.clone();
        }
        let who = super::asked_in_words(&self.asked);
        let base = match (self.base, &who) {
            (SetBase::Asked, None) => return "everybody".to_owned(),
            (SetBase::Asked, Some(who)) => return format!("everybody of {who}"),
            (SetBase::Answered, _) => "who answered any option",
            (SetBase::Ticked, _) => "who ticked any option",
        };
        who.map_or_else(|| base.to_owned(), |who| format!("{base}, of {who}"))
    }
}

/// What a row has of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Has {
    Ticked,
    Open,
    Nothing,
    NotShown,
}

impl Codebook {
    /// The options of a set as items of a book: each has the levels "no" and "yes". Who is in the base of the set and was
    /// shown an option has one of the two; the others are missing there.
    ///
    /// # Errors
    /// [`Reason::Value`] for a set or column that does not exist, a code that is not declared, a tick of who was not asked.
    pub fn options(&self, columns: &(impl Columns + ?Sized), name: &str) -> Result<Vec<Codes<'static>>, Refusal> {
        let set = self.set(name).ok_or_else(|| {
            let remedy = "Declare it, or ask for one of the sets of the codebook.";
            Refusal::new(Reason::Value, "the codebook has no such set", remedy).about(name)
        })?;
        let rows =
            set.options.first().map_or(Ok(0), |option| column(columns, &option.column).map(|c| c.codes.len()))?;
        let asked = self.was(columns, name, &set.asked, rows)?;
        let mut has = Vec::with_capacity(set.options.len());
        for option in &set.options {
            has.push(self.has(columns, set, option, &asked)?);
        }
        let any =
            |row: usize, what: &[Has]| has.iter().any(|option| option.get(row).is_some_and(|has| what.contains(has)));
        let base: Vec<bool> = asked
            .iter()
            .enumerate()
            .map(|(row, was)| match set.base {
                _ if *was == Was::NotAsked => false,
                SetBase::Answered => any(row, &[Has::Ticked, Has::Open]),
                SetBase::Ticked => any(row, &[Has::Ticked]),
                SetBase::Asked => *was == Was::Asked || any(row, &[Has::Ticked, Has::Open]),
            })
            .collect();
        let codes = |(option, has): (&super::Choice, Vec<Has>)| {
            let code = |(has, base): (Has, &bool)| match has {
                _ if !base => 0,
                Has::NotShown => 0,
                Has::Ticked => 2,
                Has::Open | Has::Nothing => 1,
            };
            let rows: Vec<u8> = has.into_iter().zip(&base).map(code).collect();
            let levels = vec!["no".to_owned(), "yes".to_owned()];
            let label = if option.label.is_empty() { &option.column } else { &option.label };
            let labels = Labels { text: label.clone(), levels: levels.clone(), base: set.base_in_words() };
            Codes::made(option.column.clone(), levels, Cow::Owned(rows)).labelled(labels)
        };
        Ok(set.options.iter().zip(has).map(codes).collect())
    }

    fn has(
        &self,
        columns: &(impl Columns + ?Sized),
        set: &Set,
        option: &Choice,
        asked: &[Was],
    ) -> Result<Vec<Has>, Refusal> {
        let found = column(columns, &option.column)?;
        if found.codes.len() != asked.len() {
            let message = format!("it has {} rows, the first option {}", found.codes.len(), asked.len());
            return Err(Refusal::new(Reason::Shape, message, "Give one answer a row.").about(&option.column));
        }
        let among = |codes: &[String], code: &str| codes.iter().any(|known| known == code);
        let read = |(at, text): (usize, &String)| {
            let code = text.trim();
            Ok(match code {
                "" => Has::Nothing,
                _ if among(&set.ticked, code) => Has::Ticked,
                _ if among(&set.open, code) => Has::Open,
                _ if among(&set.not_shown, code) => Has::NotShown,
                _ if among(&set.missing, code) => Has::Nothing,
                _ => {
                    let declared: Vec<&str> = [&set.ticked, &set.open, &set.not_shown, &set.missing]
                        .into_iter()
                        .flatten()
                        .map(String::as_str)
                        .collect();
                    return first(&found, at).map_or(Ok(Has::Nothing), |row| {
                        Err(undeclared(&option.column, code, row, rows_of(&found, at), &declared))
                    });
                }
            })
        };
        let texts = found.levels.iter().enumerate().map(read).collect::<Result<Vec<_>, Refusal>>()?;
        let shown = self.was(columns, &option.column, &option.shown, asked.len())?;
        let mut rows = Vec::with_capacity(asked.len());
        for (row, code) in found.codes.iter().enumerate() {
            let has = texts.get(*code as usize).copied().unwrap_or(Has::Nothing);
            let (was, shown) = (asked.get(row).copied(), shown.get(row).copied());
            let conditions = if shown == Some(Was::NotAsked) { &option.shown } else { &set.asked };
            let out = was == Some(Was::NotAsked) || shown == Some(Was::NotAsked);
            if out && has == Has::Ticked && set.strays == Strays::Refuse {
                return Err(stray(&option.column, conditions, row));
            }
            rows.push(if out { Has::NotShown } else { has });
        }
        Ok(rows)
    }
}
