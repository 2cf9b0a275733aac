//! Whether a number is about something else than the text around it: another year, other people, another question.

use super::super::token;
use super::label;
use super::scope::{Aside, Scope, year_in};
use crate::published::Place;

/// Words that may stand before a number without saying what else it is about.
const PLAIN: &[&str] = &[
    "alle",
    "bij",
    "blijkt",
    "bovendien",
    "daarnaast",
    "een",
    "eens",
    "en",
    "er",
    "geldt",
    "in",
    "is",
    "laat",
    "maar",
    "nog",
    "nu",
    "of",
    "ook",
    "slechts",
    "tabel",
    "figuur",
    "ten",
    "terwijl",
    "toont",
    "verder",
    "vindt",
    "vinden",
    "volgens",
    "was",
    "waren",
    "zien",
    "zo",
];

impl Scope<'_> {
    /// Whether a share says of another year what the one before it says.
    pub(super) fn aside(&self, at: usize) -> Option<Aside> {
        let quantity = self.quantities.get(at).filter(|_| self.is_share(at))?;
        let before = quantity.from.checked_sub(1)?;
        let bracket = self.tokens[before].raw.starts_with('(') && self.tokens[before].ends;
        if self.is_against(at) || bracket && year_in(self.word(before)).is_some() {
            return Some(Aside::Closed);
        }
        let other = |place: &Place| self.who.year(place.table, place.column) != Some(self.folder.measurement.year);
        self.year(at).or_else(|| self.respectively(at).filter(other)).map(|_| Aside::Open)
    }

    /// Whether the words between the last number before a quantity and its label name respondents, and not those of a column: then
    /// the number is about them.
    pub(super) fn is_of_others(&self, at: usize, place: Place) -> bool {
        let Some(own) = self.who.group(place.table, place.column) else { return false };
        let groups = &self.folder.measurement.respondents;
        let (quantity, sentence) = (&self.quantities[at], self.sentence(at));
        let start = at.checked_sub(1).map_or(0, |before| self.quantities[before].to);
        let end = (quantity.to + label::APART).min(self.tokens.len());
        let words = || self.tokens[start.min(end)..end].iter().filter(|token| token.sentence == sentence);
        let named = |group: usize| words().any(|token| groups[group].named.iter().any(|it| token.word.contains(it)));
        if named(own) {
            return false;
        }
        // `25 procent van de studenten`: whoever is called so.
        let noun = if self.word(quantity.to) == "van" { quantity.to + 1 } else { quantity.to };
        let noun = if matches!(self.word(noun), "de" | "alle" | "deze") { noun + 1 } else { noun };
        let noun = Some(self.word(noun)).filter(|noun| noun.chars().count() >= 5);
        let called = |group: usize| {
            let called = groups[group].name.nl.to_lowercase();
            noun.is_some_and(|noun| called.contains(noun) || groups[group].named.iter().any(|it| it == noun))
        };
        !called(own) && (0..groups.len()).any(|group| group != own && (named(group) || called(group)))
    }

    /// Whether nothing before a number says that it is about something else than what the text is about: in the sentence that goes on
    /// about a table its own phrase, else all of its sentence holds nothing but words that say nothing of that, labels, the people who
    /// were asked and the year.
    pub(super) fn is_plain(&self, at: usize, place: Place, labels: &[String]) -> bool {
        let (from, sentence) = (self.quantities[at].from, self.sentence(at));
        let here = (0..at).any(|it| self.sentence(it) == sentence && self.cells.contains_key(&it));
        let begins = self.tokens.partition_point(|token| token.sentence < sentence);
        let mut start = begins;
        if here {
            let last = at.checked_sub(1).map_or(0, |before| self.quantities[before].to);
            let ended = (begins..from).rev().find(|it| self.tokens[*it].ends).map_or(begins, |it| it + 1);
            start = start.max(last).max(ended).min(from);
            // What goes on after `en` is a phrase of its own.
            let joined = (start..from).rev().find(|it| self.word(*it) == "en").map_or(start, |it| it + 1);
            start = start.max(joined);
        }
        let own_year = self.who.year(place.table, place.column);
        let group = self.who.group(place.table, place.column).map(|group| &self.folder.measurement.respondents[group]);
        let asked = |word: &str| {
            group.is_some_and(|group| {
                let name = group.name.nl.to_lowercase();
                let mut words = name.split_whitespace().filter(|own| own.chars().count() >= 5);
                group.named.iter().any(|own| word.contains(own.as_str()))
                    || (word.chars().count() >= 5 && words.any(|own| own.contains(word) || word.contains(own)))
            })
        };
        let of_label =
            |word: &str| labels.iter().any(|label| label.split([' ', '/']).any(|own| token::plain(own) == word));
        (start..from).all(|it| {
            let word = self.word(it);
            let year = year_in(word);
            let id = it > 0 && matches!(self.word(it - 1), "tabel" | "figuur");
            (year.is_some() && year == own_year)
                || label::is_between(word)
                || PLAIN.contains(&word)
                || id
                || asked(word)
                || of_label(word)
        })
    }
}
