//! Finding someone by what a person types: some beginnings, in any order, of whatever is known of a name, the student
//! number, the birth date. *Huisman, Sanne*, *sanne h*, *den berg*, *'t Hof*, *o neill* and *12-3-2008* all find.
//!
//! Who can be found has [`keys`]; what was typed is [`Sought`]: words that each begin a key. A database needs no more than
//! ranges of keys, which are the same on both.

use super::{Names, StudentNumber, fold};
use crate::{BirthDate, Personal};
use std::collections::BTreeSet;

/// The most words of a search. A longer name is found by some of its words.
pub const MOST_WORDS: usize = 8;

/// More than [`MOST_WORDS`] were typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more than eight words")]
pub struct TooManyWords;

/// The keys by which somebody is found: whatever begins one finds them.
///
/// For each word of a part of the name, the key is that word with all that follow it in the part written together: so a
/// key begins with each word, and with words written as one (*vandenberg*, *oneill*). An infix belongs to the family
/// name. A student number is there as it is written and without the zeros that a spreadsheet drops, a birth date as `yyyymmdd`.
pub fn keys(names: &Names, number: Option<&str>, birth: Option<BirthDate>) -> BTreeSet<String> {
    let text = |part: &Option<Personal<String>>| part.as_ref().map(|text| text.reveal().clone()).unwrap_or_default();
    let family = format!("{} {}", text(&names.infix), text(&names.family));
    let parts = [text(&names.call), text(&names.given), text(&names.initials), family];
    let mut keys: BTreeSet<String> = parts.iter().flat_map(|part| endings(&words(part, Apostrophe::Parts))).collect();
    if let Some(number) = number {
        let key = StudentNumber::new(number).map_or_else(|_| number.to_owned(), |number| number.key().to_owned());
        let ways = [number, key.as_str()];
        keys.extend(ways.into_iter().flat_map(|number| endings(&words(number, Apostrophe::Parts))));
    }
    if let Some((year, month, day)) = birth.map(BirthDate::parts) {
        keys.insert(format!("{year:04}{month:02}{day:02}"));
    }
    keys
}

/// Each word with those behind it, written together.
fn endings(words: &[String]) -> Vec<String> {
    (0..words.len()).map(|at| words[at..].concat()).collect()
}

/// What an apostrophe does between two letters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Apostrophe {
    /// *O'Neill* is *o neill*: how a name is known, which is also found by its words written together.
    Parts,
    /// *O'Neill* is *oneill*: how a word that was typed says most.
    Joins,
}

/// The words of a text, folded.
fn words(text: &str, apostrophe: Apostrophe) -> Vec<String> {
    let parted = text.chars().filter_map(|c| match c {
        '\'' | '`' | '\u{b4}' | '\u{2018}' | '\u{2019}' | '\u{2032}' | '\u{2b9}'..='\u{2bf}' => {
            (apostrophe == Apostrophe::Parts).then_some(' ')
        }
        '.' | ',' | ';' | ':' | '(' | ')' => Some(' '),
        c => Some(c),
    });
    fold(&parted.collect::<String>()).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What was typed, read: somebody is found when every word of one of the readings begins a key of theirs.
#[derive(Clone, PartialEq, Eq)]
pub struct Sought(Vec<Vec<String>>);

impl std::fmt::Debug for Sought {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[personal]")
    }
}

impl Sought {
    /// Reads what was typed. Digits may be a number or a date, and a year of two digits is of this century or the last:
    /// then there are more readings than one. Nothing to look for has none.
    ///
    /// # Errors
    /// [`TooManyWords`].
    pub fn new(typed: &str) -> Result<Self, TooManyWords> {
        let pieces: Vec<&str> =
            typed.split(|c: char| c.is_whitespace() || c == ',').filter(|p| !p.is_empty()).collect();
        let plain = |pieces: &[&str]| -> Vec<String> {
            let of = |piece: &&str| {
                if dated(piece).is_empty() { words(piece, Apostrophe::Joins) } else { vec![digits(piece)] }
            };
            pieces.iter().flat_map(of).collect()
        };
        let mut readings = Vec::new();
        let found = (0..pieces.len()).find_map(|at| Some((at, date_at(&pieces[at..])?)));
        if found.as_ref().is_none_or(|(_, date)| !date.certain) {
            readings.push(plain(&pieces));
        }
        if let Some((at, date)) = found {
            for birth in date.births {
                let others = [plain(&pieces[..at]), plain(&pieces[at + date.pieces..])].concat();
                readings.push([others, vec![birth]].concat());
            }
        }
        // A number may be known without the zeros in front of it.
        let bare = |words: &Vec<String>| words.iter().map(|word| unpadded(word)).collect::<Vec<_>>();
        let without: Vec<_> = readings.iter().map(bare).filter(|words| !readings.contains(words)).collect();
        readings.extend(without);
        for words in &mut readings {
            shortest(words);
            if words.len() > MOST_WORDS {
                return Err(TooManyWords);
            }
        }
        readings.retain(|words| !words.is_empty());
        Ok(Self(readings))
    }

    /// The readings, each of one to [`MOST_WORDS`] words.
    pub fn readings(&self) -> &[Vec<String>] {
        &self.0
    }

    /// Whether somebody with these keys is found.
    pub fn finds(&self, keys: &BTreeSet<String>) -> bool {
        let begun = |word: &String| keys.range(word.clone()..).next().is_some_and(|key| key.starts_with(word.as_str()));
        self.0.iter().any(|words| words.iter().all(begun))
    }
}

/// Leaves out the words that another begins with: they say nothing more.
fn shortest(words: &mut Vec<String>) {
    words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    let mut kept: Vec<String> = Vec::with_capacity(words.len());
    for word in words.drain(..) {
        if !kept.iter().any(|longer| longer.starts_with(&word)) {
            kept.push(word);
        }
    }
    *words = kept;
}

/// A number without the zeros in front of it. Zeros alone are left: they may begin a number as it is written.
fn unpadded(word: &str) -> String {
    let short = if is_digits(word) { word.trim_start_matches('0') } else { word };
    if short.is_empty() { word } else { short }.to_owned()
}

/// A date that was found in what was typed.
struct Found {
    /// The beginnings of keys it can stand for.
    births: Vec<String>,
    /// Over how many pieces it was written.
    pieces: usize,
    /// It can be nothing else.
    certain: bool,
}

/// The date that begins at the first piece: in one piece, or as *12 maart 2008* or *12 3 2008*.
fn date_at(pieces: &[&str]) -> Option<Found> {
    let births = dated(pieces.first()?);
    if !births.is_empty() {
        return Some(Found { births, pieces: 1, certain: false });
    }
    let [day, month, year, ..] = pieces else { return None };
    let named = month_named(month);
    let number = named.or_else(|| month.parse().ok().filter(|_| is_digits(month)))?;
    let births = births_on(day, number, year);
    (!births.is_empty()).then_some(Found { births, pieces: 3, certain: named.is_some() })
}

/// What one piece can stand for as a date: `d-m-yyyy`, `d-m-yy`, `yyyy-m-d`, `m-yyyy`, `ddmmyyyy` or `ddmmyy`.
fn dated(piece: &str) -> Vec<String> {
    if is_digits(piece) {
        return match piece.len() {
            6 | 8 => of_month(&piece[..2], &piece[2..4], &piece[4..]),
            _ => Vec::new(),
        };
    }
    let Some(mark) = piece.chars().find(|c| matches!(c, '-' | '/' | '.')) else { return Vec::new() };
    match piece.split(mark).collect::<Vec<_>>().as_slice() {
        [year, month, day] if year.len() == 4 => of_month(day, month, year),
        [day, month, year] => of_month(day, month, year),
        [month, year] if year.len() == 4 && is_digits(year) && is_digits(month) => {
            let month: u8 = month.parse().unwrap_or_default();
            if (1..=12).contains(&month) { vec![format!("{year}{month:02}")] } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

fn of_month(day: &str, month: &str, year: &str) -> Vec<String> {
    if !is_digits(month) || month.len() > 2 {
        return Vec::new();
    }
    births_on(day, month.parse().unwrap_or_default(), year)
}

/// The keys of a day, of this century and the last when the year has two digits. None when there is no such day.
fn births_on(day: &str, month: u8, year: &str) -> Vec<String> {
    if !is_digits(day) || day.len() > 2 || !is_digits(year) {
        return Vec::new();
    }
    let (day, typed): (u8, i32) = (day.parse().unwrap_or_default(), year.parse().unwrap_or_default());
    let years = match year.len() {
        2 => vec![2000 + typed, 1900 + typed],
        4 => vec![typed],
        _ => Vec::new(),
    };
    let key = |year: i32| BirthDate::from_parts(year, month, day).filter(|_| day > 0).map(BirthDate::parts);
    years.into_iter().filter_map(key).map(|(year, month, day)| format!("{year:04}{month:02}{day:02}")).collect()
}

/// The months by their first letters, in Dutch and English.
const MONTHS: [(&str, u8); 16] = [
    ("jan", 1),
    ("feb", 2),
    ("maa", 3),
    ("mar", 3),
    ("mrt", 3),
    ("apr", 4),
    ("mei", 5),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("okt", 10),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

fn month_named(text: &str) -> Option<u8> {
    let text = fold(text);
    MONTHS.iter().find(|(name, _)| text.starts_with(name)).map(|(_, number)| *number)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests;
