//! What stands around a quantity, and what follows from it.

use super::super::quantity::{Quantity, Says};
use super::super::token::{self, Token};
use super::label;
use crate::check::table::Who;
use crate::folder::Folder;
use crate::published::{Place, Published, Sums, Unit};
use crate::tie::{Held, Operand};
use std::collections::BTreeMap;

/// How a share is said of another year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    /// In brackets or behind `tegen`: what comes after it goes on where it was.
    Closed,
    /// In a phrase of its own: what comes after may be about either year.
    Open,
}

/// Words that may stand between a year and a number that says the same of that year: `In 2022 was dat nog 30 procent`.
const SAME: &[&str] = &[
    "was",
    "waren",
    "lag",
    "lagen",
    "gold",
    "ging",
    "het",
    "dat",
    "dit",
    "deze",
    "die",
    "aandeel",
    "aandelen",
    "cijfer",
    "cijfers",
    "percentage",
    "percentages",
    "nog",
    "om",
    "op",
    "voor",
    "respectievelijk",
];

/// The quantities of a text, and which cell each is about as far as that is known.
pub(super) struct Scope<'a> {
    pub(super) folder: &'a Folder,
    pub(super) who: &'a Who,
    pub(super) tokens: &'a [Token],
    pub(super) quantities: &'a [Quantity],
    pub(super) cells: BTreeMap<usize, Place>,
    /// Which say the same of another year, of those before the one that is looked at.
    pub(super) asides: BTreeMap<usize, Aside>,
}

impl Scope<'_> {
    /// What a share is about.
    pub(super) fn share(&self, at: usize) -> Option<Held> {
        // A difference is no share.
        let quantity = &self.quantities[at];
        if (quantity.from..quantity.to).any(|it| self.word(it).starts_with("procentpunt")) {
            return None;
        }
        // Of some of the people before it, or of all others: no label says what of whom.
        let is_rest = self.is_rest(at);
        if is_rest || self.is_of_them(at) {
            return if is_rest { self.rest(at) } else { self.of_them(at) };
        }
        let cell = self.year(at).or_else(|| self.respectively(at)).or_else(|| self.labelled(at));
        let cell = cell.or_else(|| self.of_group(at));
        let cell = cell.filter(|place| place.value(&self.folder.published).is_some());
        cell.map(|place| Held::Sum { of: vec![Operand::Place(place)], rest: false })
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.word.as_str())
    }

    pub(super) fn sentence(&self, at: usize) -> u32 {
        self.tokens[self.quantities[at].from].sentence
    }

    pub(super) fn is_share(&self, at: usize) -> bool {
        let quantity = &self.quantities[at];
        quantity.states && matches!(quantity.says, Says::Share { .. })
    }

    /// The shares before a quantity in its sentence; where there are none, those of the sentence before. What is said of another
    /// year in brackets is no part of what is counted up.
    fn shares_before(&self, at: usize) -> Vec<usize> {
        let counts = |other: &usize| self.is_share(*other) && self.asides.get(other) != Some(&Aside::Closed);
        let of = |sentence: u32| -> Vec<usize> {
            (0..at).filter(|other| counts(other) && self.sentence(*other) == sentence).collect()
        };
        let here = of(self.sentence(at));
        if here.is_empty() { self.sentence(at).checked_sub(1).map(of).unwrap_or_default() } else { here }
    }

    /// The same row in the only column of that table which is of another year.
    fn in_year(&self, place: Place, year: u16) -> Option<Place> {
        let table = self.folder.published.get(place.table)?;
        let here = table.columns.get(place.column)?;
        let of_year = |column: &usize| {
            self.who.year(place.table, *column) == Some(year)
                && table.columns.get(*column).is_some_and(|it| it.group == here.group)
        };
        let mut found = (0..table.columns.len()).filter(of_year);
        let (column, None) = (found.next()?, found.next()) else { return None };
        (column != place.column).then_some(Place { column, ..place })
    }

    /// `tegen 26 procent in 2022`, or the same in brackets.
    pub(super) fn is_against(&self, at: usize) -> bool {
        let quantity = &self.quantities[at];
        let against = quantity.from.checked_sub(1).is_some_and(|it| matches!(self.word(it), "tegen" | "tegenover"));
        let bracket = self.tokens[quantity.from].raw.starts_with('(') && !self.tokens[quantity.to - 1].ends;
        (against || bracket) && self.word(quantity.to) == "in" && year_in(self.word(quantity.to + 1)).is_some()
    }

    /// `(2022: 26%)`, `tegen 26 procent in 2022`, and `In 2022 was dat 26 procent.`: the share before it, of another year.
    pub(super) fn year(&self, at: usize) -> Option<Place> {
        let quantity = &self.quantities[at];
        let before = quantity.from.checked_sub(1)?;
        let anchors = self.shares_before(at);
        let one_year = |place: Place, year: &str| self.in_year(place, year.parse().ok()?);
        // In brackets, or after `tegen`.
        if self.tokens[before].raw.starts_with('(') && self.tokens[before].ends {
            return one_year(*self.cells.get(anchors.last()?)?, self.word(before));
        }
        if self.is_against(at) {
            return one_year(*self.cells.get(anchors.last()?)?, self.word(quantity.to + 1));
        }
        // A sentence or phrase that only names the year and the number, after one share.
        let [anchor] = anchors[..] else { return None };
        let place = *self.cells.get(&anchor)?;
        let mut year = before;
        while SAME.contains(&self.word(year)) {
            year = year.checked_sub(1)?;
        }
        let said = (year + 1..quantity.from)
            .any(|it| matches!(self.word(it), "dat" | "dit" | "het" | "aandeel" | "percentage"));
        let ends = self.tokens[quantity.to - 1].ends;
        let begins = self.word(year.checked_sub(1)?) == "in" && self.tokens[year].sentence == self.sentence(at);
        (said && ends && begins).then(|| one_year(place, self.word(year))).flatten()
    }

    /// `respectievelijk 26, 30 en 35 procent`: as many shares in the sentence before, of the year that is named; or as many
    /// labels before it.
    pub(super) fn respectively(&self, at: usize) -> Option<Place> {
        let sentence = self.sentence(at);
        let marks = (0..self.quantities[at].from).rev().take_while(|it| self.tokens[*it].sentence == sentence);
        let mark = marks.into_iter().find(|it| self.word(*it) == "respectievelijk")?;
        let list: Vec<usize> = (0..self.quantities.len())
            .filter(|other| {
                self.is_share(*other) && self.sentence(*other) == sentence && self.quantities[*other].from > mark
            })
            .collect();
        // One list, with nothing between but a comma or a word that joins.
        let mut next = mark + 1;
        for other in &list {
            let quantity = &self.quantities[*other];
            if quantity.from != next && !(quantity.from == next + 1 && matches!(self.word(next), "en" | "of")) {
                return None;
            }
            next = quantity.to;
        }
        let nth = list.iter().position(|other| *other == at)?;
        let first = *list.first()?;
        let start = (0..mark).rev().take_while(|it| self.tokens[*it].sentence == sentence).last().unwrap_or(mark);
        let years: Vec<u16> = (start..mark).filter_map(|it| year_in(self.word(it))).collect();
        let anchors = self.shares_before(first);
        let there = anchors.iter().all(|it| self.sentence(*it) + 1 == sentence);
        if let ([year], true) = (&years[..], there && anchors.len() == list.len()) {
            return self.in_year(*self.cells.get(anchors.get(nth)?)?, *year);
        }
        let place = self.around(first)?;
        let (labels, cell) = siblings(self.folder.published.get(place.table)?, place);
        let said = label::listed(self.tokens, start, mark, &labels);
        let found = (said.len() == list.len()).then(|| said.get(nth).map(|nth| cell(*nth))).flatten();
        found.filter(|place| !self.is_of_others(first, *place))
    }

    /// The cell that this sentence or the one before it is about: the last one that something is tied to, or the only column
    /// of a table that is named. None where that one says the same of another year in a phrase of its own: either may be meant.
    fn around(&self, at: usize) -> Option<Place> {
        let sentence = self.sentence(at);
        let tied = |sentence: u32| {
            let mut of = self.cells.iter().filter(|(it, place)| {
                let counts = place.row.is_some() && self.is_share(**it);
                **it < at && self.sentence(**it) == sentence && counts && self.asides.get(it) != Some(&Aside::Closed)
            });
            of.next_back().map(|(it, place)| (!self.asides.contains_key(it)).then_some(*place))
        };
        let here = tied(sentence).or_else(|| self.named(sentence).map(Some));
        here.or_else(|| {
            let before = sentence.checked_sub(1)?;
            tied(before).or_else(|| self.named(before).map(Some))
        })
        .flatten()
    }

    /// The column of the one table that a sentence names, by the year that it names: `Tabel B2.1 laat zien ...`.
    fn named(&self, sentence: u32) -> Option<Place> {
        let from = self.tokens.partition_point(|token| token.sentence < sentence);
        let words = &self.tokens[from..];
        let words = &words[..words.partition_point(|token| token.sentence == sentence)];
        let ids = words.windows(2).filter_map(|pair| {
            let letter = match pair[0].word.as_str() {
                "tabel" => "",
                "figuur" => "f",
                _ => return None,
            };
            let id = format!("{letter}{}", pair[1].word);
            self.folder.published.iter().position(|table| table.id.to_lowercase() == id)
        });
        let mut ids: Vec<usize> = ids.collect();
        ids.dedup();
        let [table] = ids[..] else { return None };
        let years: Vec<u16> = words.iter().filter_map(|token| year_in(&token.word)).collect();
        let year = match years[..] {
            [] => self.folder.measurement.year,
            [year] => year,
            _ => return None,
        };
        let columns = &self.folder.published[table].columns;
        let across = self.folder.published[table].sums == Sums::Across;
        let mut of_year = (0..columns.len()).filter(|column| self.who.year(table, *column) == Some(year));
        let (column, None) = (of_year.next()?, of_year.next()) else { return None };
        (!across).then_some(Place { table, row: Some(0), column })
    }

    /// `27 procent zegt nooit`, `nooit (27%)`: a label of the table that the text is about.
    fn labelled(&self, at: usize) -> Option<Place> {
        let place = self.around(at)?;
        let table = self.folder.published.get(place.table).filter(|table| table.unit == Unit::Percent)?;
        let (labels, cell) = siblings(table, place);
        let quantity = &self.quantities[at];
        let found = label::of(self.tokens, quantity.from, quantity.to, &labels).map(cell)?;
        (self.is_plain(at, found, &labels) && !self.is_of_others(at, found)).then_some(found)
    }

    /// `... en 79 procent van de managers.`: the row of the share before it in its sentence, in the column of who is named.
    fn of_group(&self, at: usize) -> Option<Place> {
        let quantity = &self.quantities[at];
        let who = (self.word(quantity.to) == "van" && self.word(quantity.to + 1) == "de").then_some(quantity.to + 2)?;
        // What goes on may say that it is about something else.
        let noun = self.tokens.get(who).filter(|token| token.ends && token.sentence == self.sentence(at))?;
        let anchor = *self.shares_before(at).last().filter(|it| self.sentence(**it) == self.sentence(at))?;
        let place = *self.cells.get(&anchor).filter(|place| place.row.is_some())?;
        let columns = &self.folder.published.get(place.table)?.columns;
        let here = columns.get(place.column)?;
        let of = |column: &usize| {
            let there = &columns[*column];
            there.group.as_deref().is_some_and(|group| token::plain(group) == noun.word) && there.label == here.label
        };
        let mut found = (0..columns.len()).filter(of);
        let (column, None) = (found.next()?, found.next()) else { return None };
        (column != place.column).then_some(Place { column, ..place })
    }

    /// Whether `de overige`, `de andere` or `de rest` stands before it.
    fn is_rest(&self, at: usize) -> bool {
        let from = self.quantities[at].from;
        let left =
            |back: usize, words: &[&str]| from.checked_sub(back).is_some_and(|it| words.contains(&self.word(it)));
        left(2, &["de"]) && left(1, &["andere", "overige", "resterende", "rest"])
    }

    /// `De overige 5 procent`: what the shares before it leave of 100, where they are of one column, or are one share.
    fn rest(&self, at: usize) -> Option<Held> {
        let anchors = self.shares_before(at);
        let cells: Vec<Place> = anchors.iter().filter_map(|it| self.cells.get(it).copied()).collect();
        let of: Vec<Operand> = match (&anchors[..], &cells[..]) {
            ([one], []) => vec![Operand::Told(*one)],
            (_, [first, ..]) if cells.len() == anchors.len() => {
                let table = self.folder.published.get(first.table)?;
                let parts = match table.sums {
                    Sums::Down => cells.iter().all(|it| (it.table, it.column) == (first.table, first.column)),
                    Sums::Across => cells.iter().all(|it| (it.table, it.row) == (first.table, first.row)),
                    Sums::No => false,
                };
                let many =
                    cells.iter().any(|it| it.row.is_none_or(|row| table.rows.get(row).is_none_or(|row| row.many)));
                if !parts || many {
                    return None;
                }
                cells.iter().copied().map(Operand::Place).collect()
            }
            _ => return None,
        };
        Some(Held::Sum { of, rest: true })
    }

    /// Whether `van hen` or `daarvan` stands near it.
    fn is_of_them(&self, at: usize) -> bool {
        let quantity = &self.quantities[at];
        let mut near = quantity.from.saturating_sub(3)..(quantity.to + 2).min(self.tokens.len());
        near.any(|it| {
            self.tokens[it].sentence == self.sentence(at)
                && (matches!(self.word(it), "daarvan" | "hiervan" | "waarvan")
                    || (self.word(it) == "van" && matches!(self.word(it + 1), "hen" | "wie")))
        })
    }

    /// `Van hen zegt 12 procent`, `daarvan 12 procent`: of whom the one share before it counts.
    fn of_them(&self, at: usize) -> Option<Held> {
        let [anchor] = self.shares_before(at)[..] else { return None };
        let place = *self.cells.get(&anchor)?;
        let table = self.folder.published.get(place.table)?;
        let counted = !table.weighted && table.unit == Unit::Percent && place.row.is_some();
        (counted && place.base(&self.folder.published).is_some()).then_some(Held::Within(place))
    }

    /// `gestegen van 26 naar 48 procent`, and `Dat is een stijging` after the same cell of two years.
    pub(super) fn change(&self, at: usize) -> Option<Held> {
        let quantity = &self.quantities[at];
        let operand = |it: usize| self.cells.get(&it).map_or(Operand::Told(it), |place| Operand::Place(*place));
        if let [first, second] = [at + 1, at + 2]
            && second < self.quantities.len()
            && self.is_share(first)
            && self.is_share(second)
            && self.quantities[first].from == quantity.to + 1
            && self.word(quantity.to) == "van"
            && self.quantities[second].from == self.quantities[first].to + 1
            && self.word(self.quantities[first].to) == "naar"
        {
            return Some(Held::Compare { from: operand(first), to: operand(second) });
        }
        // `Dat is (dus) (een) stijging`: what the two shares before it say of one row.
        let mut start = quantity.from.checked_sub(1)?;
        while matches!(self.word(start), "een" | "dus" | "duidelijke" | "lichte" | "sterke") {
            start = start.checked_sub(1)?;
        }
        let told = matches!(self.word(start), "is" | "was")
            && start > 0
            && matches!(self.word(start - 1), "dat" | "dit")
            && (start == 1 || self.tokens[start - 2].sentence != self.tokens[start].sentence);
        let sentence = self.sentence(at).checked_sub(1).filter(|_| told)?;
        let shares: Vec<usize> = (0..at).rev().filter(|it| self.is_share(*it)).take(2).collect();
        let [second, first] = shares[..] else { return None };
        let near = self.sentence(second) == sentence && sentence - self.sentence(first) <= 1;
        let (a, b) = (*self.cells.get(&first).filter(|_| near)?, *self.cells.get(&second)?);
        let years = (self.who.year(a.table, a.column)?, self.who.year(b.table, b.column)?);
        if (a.table, a.row) != (b.table, b.row) || years.0 == years.1 {
            return None;
        }
        let (from, to) = if years.0 < years.1 { (a, b) } else { (b, a) };
        Some(Held::Compare { from: Operand::Place(from), to: Operand::Place(to) })
    }
}

/// The labels of the cells that share a whole with this one, and the cell of each.
fn siblings(table: &Published, place: Place) -> (Vec<String>, impl Fn(usize) -> Place) {
    let across = table.sums == Sums::Across;
    let group = place.row.and_then(|row| table.rows.get(row)).and_then(|row| row.group.clone());
    let rows: Vec<usize> = (0..table.rows.len()).filter(|row| table.rows[*row].group == group).collect();
    let labels = if across {
        table.columns.iter().map(|column| column.label.clone()).collect()
    } else {
        rows.iter().map(|row| table.rows[*row].label.clone()).collect()
    };
    let cell = move |nth: usize| {
        if across { Place { column: nth, ..place } } else { Place { row: rows.get(nth).copied(), ..place } }
    };
    (labels, cell)
}

/// The year that a word is.
pub(super) fn year_in(word: &str) -> Option<u16> {
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|year| digits && (1990..2100).contains(year))
}
