//! `findings.toml`: what the text of the printed report claims and its tables do not bear out, as the check found it.
//!
//! The text itself is in no file of ours: of each finding there is its kind and place, the number or word as it stands there, whom it
//! is about in our own words, and the cells it was held against. A verdict is not taken on trust: one that its cells contradict is
//! refused, so that a finding goes when the table is corrected.

use crate::check::finding::{Kind, dutch};
use crate::check::test::{Change, change};
use crate::check::text::layout::Line;
use crate::check::text::quantity::{self, Says};
use crate::check::text::span::Span;
use crate::check::text::token::tokens;
use crate::check::text::word::{ABOUT, Way};
use crate::problem::Problem;
use crate::published::{Place, Published};
use crate::quantity::Quantities;
use crate::read::{Source, Table};
use crate::relation::places;
use crate::words::Words;

/// A claim that is not borne out.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Against a table, against the text itself, or within its margin.
    pub kind: Kind,
    /// Where in the report.
    pub place: String,
    /// The number or quantity word, as it stands there.
    pub says: String,
    /// Whom it is about, in our own words.
    pub about: Words,
    /// The cells it was held against: of a comparison the second with the first; bases, where there are `shares` of them.
    pub cells: Vec<Place>,
    /// Numbers of the text itself, which are shares of those bases: ids of `quantities.toml`, as numbers.
    pub shares: Vec<usize>,
    /// Whether it was held against the first cell as a percentage of the second.
    pub ratio: bool,
    /// What stands elsewhere, where it is no number of a cell.
    pub holds: Option<Words>,
}

impl Claim {
    /// Whether it is about a table: one of its cells stands there.
    pub fn is_about(&self, table: usize) -> bool {
        self.cells.iter().any(|place| place.table == table)
    }

    /// The test of a comparison; none where it is about something else.
    pub fn change(&self, tables: &[Published], quantities: &Quantities) -> Option<Change> {
        let [from, to] = self.cells[..] else { return None };
        let [first, second] = self.shares[..] else {
            // A base alone is no share of anything.
            let cells = from.row.is_some() && to.row.is_some();
            return cells.then(|| change(tables, from, to)).flatten();
        };
        let count = |place: Place, share: usize| {
            let base = place.base(tables)?;
            Some((base.nearest(quantities.all.get(share)?.number()?), base.min))
        };
        Some(Change::of(count(from, first)?, count(to, second)?))
    }

    /// Why it is no finding: what its cells say is what it says. None: it is one.
    fn borne_out(&self, tables: &[Published], quantities: &Quantities) -> Option<String> {
        if self.holds.is_some() {
            return None;
        }
        let lines = [Line { number: 1, text: &self.says }];
        let tokens = tokens(&lines);
        let found = quantity::find(&tokens);
        let [quantity] = &found[..] else {
            return Some(format!("\"{}\" is no number or word whose meaning is written down", self.says));
        };
        let values: Vec<f64> = self.cells.iter().filter_map(|place| place.value(tables)).collect();
        match (self.kind, quantity.says, &values[..]) {
            (Kind::NotSignificant, Says::Way(way), _) => {
                let Some(change) = self.change(tables, quantities) else {
                    return Some("there are no two percentages of a base to test".to_owned());
                };
                let right = match way {
                    Way::Up => change.z > 0.0,
                    Way::Down => change.z < 0.0,
                    Way::Alike | Way::Equal => false,
                };
                (change.significant() || !right).then(|| format!("that is no claim within its margin: {change}"))
            }
            (Kind::TextTable, Says::Way(way), [from, to]) => {
                let fits = match way {
                    Way::Up => to > from,
                    Way::Down => to < from,
                    Way::Equal => (to - from).abs() <= ABOUT,
                    Way::Alike => change(tables, self.cells[0], self.cells[1]).is_none_or(|it| !it.significant()),
                };
                fits.then(|| format!("the cells bear it out: {} and {}", dutch(*from), dutch(*to)))
            }
            (Kind::TextTable, Says::Share { span, number } | Says::Count { span, number }, [first, rest @ ..]) => {
                let value = match (self.ratio, rest) {
                    (true, [whole]) => 100.0 * first / whole,
                    (false, []) => *first,
                    _ => return Some("a number is held against one cell, or a ratio against two".to_owned()),
                };
                // A cell is rounded, a base and what is worked out from two of them are not.
                let half = if self.cells.iter().all(|place| place.row.is_none()) { 0.0 } else { 0.5 };
                let fits = match number {
                    Some(number) => (number.value - value).abs() <= number.half.max(half),
                    None => span.meets(Span::around(value, half)),
                };
                fits.then(|| format!("the cell bears it out: {}", dutch(value)))
            }
            _ => Some(format!("\"{}\" cannot be held against these cells", self.says)),
        }
    }
}

/// Reads `findings.toml`.
///
/// # Errors
/// What is wrong with it; a cell that is not there, and a finding that its cells contradict.
pub fn read(source: Source<'_>, tables: &[Published], quantities: &Quantities) -> Result<Vec<Claim>, Vec<Problem>> {
    const KINDS: [(&str, Kind); 3] =
        [("text_table", Kind::TextTable), ("text_text", Kind::TextText), ("not_significant", Kind::NotSignificant)];
    crate::read::read(source, |top| {
        let mut found = Vec::new();
        for table in top.tables("findings") {
            let kind = table.choice("kind", &KINDS);
            let claim = Claim {
                kind: kind.unwrap_or(Kind::TextTable),
                place: table.text("place").unwrap_or_default(),
                says: table.text("says").unwrap_or_default(),
                about: Words::read(&table, "about").unwrap_or_default(),
                cells: places(&table, "cells", tables),
                shares: shares(&table, quantities),
                ratio: table.flag("ratio"),
                holds: Words::maybe(&table, "holds"),
            };
            table.finish();
            let named = table.texts("cells").len();
            if claim.kind == Kind::TextText && claim.holds.is_none() {
                let remedy = "write in our own words what stands elsewhere";
                table.wrong("holds", "nothing says what it clashes with", remedy);
            } else if claim.kind != Kind::TextText && named == 0 {
                let remedy = "name the cells, as `meedoen monitor tables` prints them";
                table.wrong("cells", "it is held against nothing", remedy);
            } else if kind.is_some()
                && claim.cells.len() == named
                && let Some(why) = claim.borne_out(tables, quantities)
            {
                table.wrong("says", why, "take it out, or name the cells that it clashes with");
            }
            found.push(claim);
        }
        Some(found)
    })
}

/// Numbers of the text, by the ids of `quantities.toml`.
fn shares(table: &Table<'_, '_>, quantities: &Quantities) -> Vec<usize> {
    let find = |id: &crate::read::Text| {
        let found = quantities.find(&id.text);
        if found.is_none() {
            let message = format!("there is no quantity \"{}\"", id.text);
            table.wrong_at(id.at, "shares", message, "name one of quantities.toml");
        }
        found
    };
    table.texts("shares").iter().filter_map(find).collect()
}

#[cfg(test)]
#[path = "claim_tests.rs"]
mod tests;
