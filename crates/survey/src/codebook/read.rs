//! Columns, read through a codebook.

use super::{Asked, Codebook, Item, Level, Measure, Strays, When};
use crate::column::{Factor, Numeric};
use crate::refusal::{Place, Reason, Refusal};
use crate::table::{Codes, Labels, Summary};
use std::borrow::Cow;

/// Where columns come from, as text: the levels of a [`Factor`] are the fields that occur, as they stand in the data.
pub trait Columns {
    /// The column of this name. (Who keeps it in another form makes it here.)
    fn found(&self, name: &str) -> Option<Cow<'_, Factor>>;

    /// The same column as it is kept in a byte a row, where it is: a book of a million people is read four times as fast so.
    fn narrow(&self, _name: &str) -> Option<Narrow<'_>> {
        None
    }
}

/// A column in a byte a row.
#[derive(Debug, Clone)]
pub struct Narrow<'a> {
    /// The fields that occur, as they stand in the data.
    pub levels: Cow<'a, [String]>,
    /// Of each row the place of its field, from 1; 0 where nothing was answered.
    pub places: Cow<'a, [u8]>,
}

impl Columns for [Factor] {
    fn found(&self, name: &str) -> Option<Cow<'_, Factor>> {
        self.iter().find(|factor| factor.name == name).map(Cow::Borrowed)
    }
}

impl Columns for Vec<Factor> {
    fn found(&self, name: &str) -> Option<Cow<'_, Factor>> {
        self.as_slice().found(name)
    }
}

/// Whether a question was put to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Was {
    /// It was.
    Asked,
    /// It was not.
    NotAsked,
    /// Nobody knows: what routing looks at was not answered. An answer shows that it was.
    Unknown,
}

/// The longest code that a message shows whole.
const SHOWN: usize = 40;

impl Codebook {
    /// The answers of an item, as places in all its declared levels by code; no answer is [`Factor::MISSING`].
    ///
    /// # Errors
    /// [`Reason::Value`] for an item that is not declared or not in the data, a code that is not declared, an answer of who
    /// was not asked (unless those are dropped). Names the item, the row and the code.
    pub fn coded(&self, columns: &(impl Columns + ?Sized), name: &str) -> Result<Factor, Refusal> {
        let item = self.need(name)?;
        let found = column(columns, name)?;
        let places = places(item, &found)?;
        let levels = item.levels().iter().map(|level| level.code.clone()).collect();
        let mut codes: Vec<u32> = found.codes.iter().map(|code| of(&places, *code)).collect();
        let in_base = |code: u32| item.levels().get(code as usize).is_some_and(|level| level.in_base);
        self.route(columns, item, |row, was| {
            let Some(code) = codes.get_mut(row) else { return false };
            let stray = was == Was::NotAsked && in_base(*code);
            if was == Was::NotAsked {
                *code = Factor::MISSING;
            }
            stray
        })?;
        Ok(Factor { name: name.to_owned(), levels, codes })
    }

    /// The same in a byte a row: the place of the level among all that are declared, from 1; 0 is no answer.
    ///
    /// # Errors
    /// As [`Codebook::coded`], and [`Reason::Shape`] for more than 255 levels.
    pub fn packed(&self, columns: &(impl Columns + ?Sized), name: &str) -> Result<Vec<u8>, Refusal> {
        let item = self.need(name)?;
        let narrow = if item.asked.is_empty() { columns.narrow(name) } else { None };
        if let Some(table) = narrow.as_ref().and_then(|narrow| table(item, &narrow.levels)) {
            let levels = narrow.as_ref().map_or(0, |narrow| narrow.levels.len());
            let as_they_are = table.iter().take(levels + 1).enumerate().all(|(at, place)| usize::from(*place) == at);
            return Ok(match narrow.map(|narrow| narrow.places).unwrap_or_default() {
                // Nobody else has them: they change where they are, or not at all.
                Cow::Owned(places) if as_they_are => places,
                Cow::Owned(mut places) => {
                    places.iter_mut().for_each(|place| *place = table[usize::from(*place)]);
                    places
                }
                Cow::Borrowed(places) if as_they_are => places.to_vec(),
                Cow::Borrowed(places) => places.iter().map(|place| table[usize::from(*place)]).collect(),
            });
        }
        // What is wrong with a column is told by the way that reads any.
        let coded = self.coded(columns, name)?;
        Ok(Codes::pack(&coded)?.rows().to_vec())
    }

    /// The same over the levels that are in the base; an answer outside it is missing.
    ///
    /// # Errors
    /// As [`Codebook::coded`].
    pub fn factor(&self, columns: &(impl Columns + ?Sized), name: &str) -> Result<Factor, Refusal> {
        let item = self.need(name)?;
        let coded = self.coded(columns, name)?;
        let (places, levels) = based(item.levels());
        let codes = coded.codes.iter().map(|code| of(&places, *code)).collect();
        Ok(Factor { name: coded.name, levels: levels.iter().map(|level| level.code.clone()).collect(), codes })
    }

    /// The scores of an item, or its numbers; `NaN` where there is no answer, or one outside the mean.
    ///
    /// # Errors
    /// As [`Codebook::coded`]; [`Reason::Value`] for levels without any score, for a field that is no number or not one that
    /// is believed.
    pub fn numeric(&self, columns: &(impl Columns + ?Sized), name: &str) -> Result<Numeric, Refusal> {
        let item = self.need(name)?;
        if let Measure::Number { low, high } = item.measure {
            let found = column(columns, name)?;
            let numbers = numbers(item, &found, (low, high))?;
            let mut values: Vec<f64> =
                found.codes.iter().map(|code| numbers.get(*code as usize).copied().unwrap_or(f64::NAN)).collect();
            self.route(columns, item, |row, was| {
                let Some(value) = values.get_mut(row) else { return false };
                let stray = was == Was::NotAsked && !value.is_nan();
                if was == Was::NotAsked {
                    *value = f64::NAN;
                }
                stray
            })?;
            return Ok(Numeric::new(name, values));
        }
        let scores: Vec<f64> = item.levels().iter().map(|level| level.score.unwrap_or(f64::NAN)).collect();
        if scores.iter().all(|score| score.is_nan()) {
            let remedy = "Give its levels scores in the codebook, or ask for its proportions.";
            return Err(Refusal::new(Reason::Value, "its levels have no scores", remedy).about(name));
        }
        let coded = self.coded(columns, name)?;
        let values = coded.codes.iter().map(|code| scores.get(*code as usize).copied().unwrap_or(f64::NAN)).collect();
        Ok(Numeric::new(name, values))
    }

    /// An item as a table book takes it, with its labels and the summaries that follow from it: the mean of its scores
    /// (over who gave an answer that has one), and shares of the top and the bottom.
    ///
    /// # Errors
    /// As [`Codebook::factor`] and [`Codes::pack`].
    pub fn codes(
        &self,
        columns: &(impl Columns + ?Sized),
        name: &str,
    ) -> Result<(Codes<'static>, Vec<Summary>), Refusal> {
        let item = self.need(name)?;
        let Measure::Levels { levels, top, bottom } = &item.measure else {
            let remedy = "Give it levels to have it in a table, or estimate its mean.";
            return Err(Refusal::new(Reason::Value, "it is a number and has no categories", remedy).about(name));
        };
        let (_, based) = based(levels);
        let labels = Labels {
            text: item.title().to_owned(),
            levels: based.iter().map(|level| level.label.clone()).collect(),
            base: item.base_in_words(),
        };
        let codes = Codes::pack(&self.factor(columns, name)?)?.labelled(labels);
        Ok((codes, summaries(&based, *top, *bottom)))
    }

    /// Whether each row was asked an item.
    ///
    /// # Errors
    /// As [`Codebook::coded`] of the items that routing looks at.
    pub fn asked(&self, columns: &(impl Columns + ?Sized), name: &str) -> Result<Vec<Was>, Refusal> {
        let rows = column(columns, name)?.codes.len();
        self.was(columns, name, &self.need(name)?.asked, rows)
    }

    /// Whether all these conditions hold, row by row.
    pub(super) fn was(
        &self,
        columns: &(impl Columns + ?Sized),
        about: &str,
        asked: &[Asked],
        rows: usize,
    ) -> Result<Vec<Was>, Refusal> {
        let mut was = vec![Was::Asked; rows];
        for Asked { item: gate, when } in asked {
            let own = self.asked(columns, gate)?;
            let passes: Vec<Option<bool>> = match when {
                When::Among(codes) | When::Except(codes) => {
                    let coded = self.coded(columns, gate)?;
                    let named = |code: u32| coded.levels.get(code as usize).is_some_and(|level| codes.contains(level));
                    let among = matches!(when, When::Among(_));
                    coded.codes.iter().map(|code| (*code != Factor::MISSING).then(|| named(*code) == among)).collect()
                }
                When::Between(low, high) => {
                    let within = |value: &f64| (!value.is_nan()).then(|| (*low..=*high).contains(value));
                    self.numeric(columns, gate)?.values.iter().map(within).collect()
                }
            };
            if passes.len() != rows {
                let message = format!("it has {} rows, {about} {rows}", passes.len());
                return Err(Refusal::new(Reason::Shape, message, "Give one answer a row.").about(gate));
            }
            for ((was, own), passes) in was.iter_mut().zip(own).zip(passes) {
                let this = match (own, passes) {
                    (_, Some(true)) => Was::Asked,
                    (_, Some(false)) | (Was::NotAsked, None) => Was::NotAsked,
                    (_, None) => Was::Unknown,
                };
                *was = match (*was, this) {
                    (Was::NotAsked, _) | (_, Was::NotAsked) => Was::NotAsked,
                    (Was::Unknown, _) | (_, Was::Unknown) => Was::Unknown,
                    _ => Was::Asked,
                };
            }
        }
        Ok(was)
    }

    /// Tells each row whether it was asked; refuses the first stray answer, unless those are dropped.
    fn route(
        &self,
        columns: &(impl Columns + ?Sized),
        item: &Item,
        mut tell: impl FnMut(usize, Was) -> bool,
    ) -> Result<(), Refusal> {
        if item.asked.is_empty() {
            return Ok(());
        }
        for (row, was) in self.asked(columns, &item.name)?.into_iter().enumerate() {
            if tell(row, was) && item.strays == Strays::Refuse {
                return Err(stray(&item.name, &item.asked, row));
            }
        }
        Ok(())
    }
}

pub(super) fn stray(name: &str, asked: &[Asked], row: usize) -> Refusal {
    let who = super::asked_in_words(asked).unwrap_or_default();
    Refusal::new(
        Reason::Value,
        format!("answered by who was not asked: it was put to {who}"),
        "Correct the data or the routing in the codebook, or say there that such answers are dropped (\"strays\": \"drop\").",
    )
    .about(name)
    .at(Place::Row(row.saturating_add(1)))
}

/// The levels in the base, with the place of each level among them.
fn based(levels: &[Level]) -> (Vec<u32>, Vec<&Level>) {
    let mut next = 0;
    let place = |level: &Level| {
        let place = if level.in_base { next } else { Factor::MISSING };
        next += u32::from(level.in_base);
        place
    };
    (levels.iter().map(place).collect(), levels.iter().filter(|level| level.in_base).collect())
}

/// Mean, top and bottom of levels in the base. Shares are of the whole base, and of the levels that have a score, where any
/// has: "do not know" is not the top of a scale.
fn summaries(levels: &[&Level], top: usize, bottom: usize) -> Vec<Summary> {
    let scored = levels.iter().any(|level| level.score.is_some());
    let on_scale: Vec<usize> = (0..levels.len()).filter(|at| !scored || levels[*at].score.is_some()).collect();
    let share = |name: String, chosen: &[usize]| Summary {
        name,
        scores: (0..levels.len()).map(|at| f64::from(u8::from(chosen.contains(&at)))).collect(),
    };
    let mut made = Vec::new();
    if top > 0 {
        made.push(share(format!("top-{top}"), on_scale.get(on_scale.len().saturating_sub(top)..).unwrap_or_default()));
    }
    if bottom > 0 {
        made.push(share(format!("bottom-{bottom}"), on_scale.get(..bottom.min(on_scale.len())).unwrap_or_default()));
    }
    if scored {
        let scores = levels.iter().map(|level| level.score.unwrap_or(f64::NAN)).collect();
        made.push(Summary { name: Summary::MEAN.to_owned(), scores });
    }
    made
}

pub(super) fn column<'a>(columns: &'a (impl Columns + ?Sized), name: &str) -> Result<Cow<'a, Factor>, Refusal> {
    columns.found(name).ok_or_else(|| {
        let remedy = "Add the column to the data, or take the item out of the codebook.";
        Refusal::new(Reason::Missing, "the data have no such column", remedy).about(name)
    })
}

fn of(places: &[u32], code: u32) -> u32 {
    places.get(code as usize).copied().unwrap_or(Factor::MISSING)
}

/// The declared place of each text that was found.
fn places(item: &Item, found: &Factor) -> Result<Vec<u32>, Refusal> {
    let place = |(at, text): (usize, &String)| {
        let code = text.trim();
        if code.is_empty() || item.missing.iter().any(|missing| missing == code) {
            return Ok(Factor::MISSING);
        }
        match item.levels().iter().position(|level| level.code == code).and_then(|at| u32::try_from(at).ok()) {
            Some(place) => Ok(place),
            None => first(found, at).map_or(Ok(Factor::MISSING), |row| {
                let declared: Vec<&str> = item.levels().iter().map(|level| level.code.as_str()).collect();
                Err(undeclared(&item.name, code, row, rows_of(found, at), &declared))
            }),
        }
    };
    found.levels.iter().enumerate().map(place).collect()
}

/// The declared place, from 1, of each place that a byte can name; none where a text is not declared, or there are too many.
fn table(item: &Item, levels: &[String]) -> Option<[u8; 256]> {
    let mut table = [0; 256];
    for (at, text) in levels.iter().enumerate() {
        let code = text.trim();
        if code.is_empty() || item.missing.iter().any(|missing| missing == code) {
            continue;
        }
        let place = item.levels().iter().position(|level| level.code == code)?;
        *table.get_mut(at + 1)? = u8::try_from(place + 1).ok()?;
    }
    Some(table)
}

/// The number of each text that was found.
fn numbers(item: &Item, found: &Factor, (low, high): (f64, f64)) -> Result<Vec<f64>, Refusal> {
    let number = |(at, text): (usize, &String)| {
        let field = text.trim();
        if field.is_empty() || item.missing.iter().any(|missing| missing == field) {
            return Ok(f64::NAN);
        }
        let (message, remedy) = match field.parse::<f64>() {
            Ok(value) if value.is_finite() && (low..=high).contains(&value) => return Ok(value),
            Ok(value) if value.is_finite() => (
                format!("{value} is not between {low} and {high}"),
                "Correct it, or the bounds of the item, or declare it as a missing code.",
            ),
            _ => (
                format!("{} is not a number", short(field)),
                "Write numbers with a decimal point, or declare it as a missing code of the item.",
            ),
        };
        first(found, at).map_or(Ok(f64::NAN), |row| {
            Err(Refusal::new(Reason::Value, message, remedy).about(&item.name).at(Place::Row(row)))
        })
    };
    found.levels.iter().enumerate().map(number).collect()
}

/// The first row, from 1, with this text; none: no row has it.
pub(super) fn first(found: &Factor, at: usize) -> Option<usize> {
    found.codes.iter().position(|code| *code as usize == at).map(|row| row.saturating_add(1))
}

pub(super) fn rows_of(found: &Factor, at: usize) -> usize {
    found.codes.iter().filter(|code| **code as usize == at).count()
}

pub(super) fn undeclared(name: &str, code: &str, row: usize, rows: usize, declared: &[&str]) -> Refusal {
    let others = match rows {
        0 | 1 => String::new(),
        rows => format!(" (in {rows} rows)"),
    };
    Refusal::new(
        Reason::Value,
        format!("code {} is not declared{others}", short(code)),
        format!("Correct it, or declare it as a level or a missing code; declared are: {}.", declared.join(", ")),
    )
    .about(name)
    .at(Place::Row(row))
}

/// A field as a message shows it.
fn short(field: &str) -> String {
    match field.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{:?} and so on", &field[..end]),
        None => format!("{field:?}"),
    }
}
