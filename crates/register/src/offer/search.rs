//! Searching by need, in one's own words: a phrase and a measure are read into the concepts of the vocabulary, and what they share
//! ranks. Nothing of a phrase leaves here but concepts, a place, and how many words were not known.

use super::plain::{PLAIN, TOWNS};
use super::words::Concept;
use std::collections::{BTreeSet, HashMap};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The most characters of a phrase that are read.
const LONGEST: usize = 300;
/// The most measures that are found.
pub(super) const MOST: usize = 20;

/// A line that can be found.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'a> {
    /// Which school: a place in the caller's list.
    pub school: usize,
    /// What it is, in Dutch.
    pub text: &'a str,
    /// In English.
    pub text_en: &'a str,
    /// Whether it is for a placement: not each measure says so.
    pub at_workplace: bool,
    /// In which town; none: wherever its school is.
    pub town: Option<&'a str>,
}

/// A phrase, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// What it is about.
    pub concepts: BTreeSet<Concept>,
    /// In which of the towns, folded.
    pub towns: BTreeSet<String>,
    /// How many words the vocabulary does not know. Which ones is not kept.
    pub unknown: usize,
}

/// A measure that was found, with the lines that offer it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Places in the list that was searched, in its order.
    pub lines: Vec<usize>,
    /// What it shares with the phrase.
    pub shares: BTreeSet<Concept>,
    /// How well it fits, to compare.
    pub fits: i32,
}

/// Small letters without marks, and one space between words.
fn fold(text: &str) -> String {
    let marks = text.nfkd().filter(|c| !is_combining_mark(*c));
    let lower: String = marks.flat_map(char::to_lowercase).map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let joined = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    // One word that people write as two.
    joined.replace("time out", "timeout")
}

/// Whether two words differ by one letter: another, one more, one less, or two changed about.
pub fn typed_wrong(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (x, y) = (&a[same..], &b[same..]);
    match (x, y) {
        ([], []) => false,
        ([_, x @ ..], y) if x == y => true,
        (x, [_, y @ ..]) if x == y => true,
        ([_, x @ ..], [_, y @ ..]) if x == y => true,
        ([p, q, x @ ..], [r, s, y @ ..]) => p == s && q == r && x == y,
        _ => false,
    }
}

/// Whether a word begins as a stem does, or has it in it.
fn has(word: &str, stem: &str) -> bool {
    match stem.strip_prefix('=') {
        Some(whole) => word == whole,
        None => word.starts_with(stem) || (stem.len() >= 5 && word.contains(stem)),
    }
}

/// Whether a word has one letter wrong and would be this. Short words are too like each other.
fn nearly(word: &str, stem: &str) -> bool {
    let stem = stem.trim_start_matches('=');
    let (length, of) = (word.chars().count(), stem.chars().count());
    if length < 5 || of < 5 {
        return false;
    }
    // A stem is a beginning: the word may go on.
    let beginning = |many: usize| word.chars().take(many).collect::<String>();
    [of - 1, of, of + 1].into_iter().filter(|many| *many <= length).any(|many| typed_wrong(&beginning(many), stem))
}

fn concepts_of(word: &str, matches: impl Fn(&str, &str) -> bool) -> Vec<Concept> {
    let of = |concept: &&Concept| concept.stems().iter().any(|stem| matches(word, stem));
    Concept::ALL.iter().filter(of).copied().collect()
}

/// The towns that a text names.
fn towns_in(folded: &str, towns: &BTreeSet<String>) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut found, mut used) = (BTreeSet::new(), BTreeSet::new());
    let words: Vec<&str> = folded.split(' ').collect();
    for town in towns {
        let names = [town.as_str()].into_iter().chain(TOWNS.iter().filter(|(_, to)| to == town).map(|(name, _)| *name));
        for name in names {
            let many = name.split(' ').count();
            for window in words.windows(many) {
                let said = window.join(" ");
                if said == name || (said.chars().count() >= 5 && typed_wrong(&said, name)) {
                    found.insert(town.clone());
                    used.extend(window.iter().map(|word| (*word).to_owned()));
                }
            }
        }
    }
    (found, used)
}

/// A town as it is compared, and as [`Asked::towns`] holds it: however it is written, and by which of its names.
pub fn town(text: &str) -> String {
    let folded = fold(text);
    TOWNS.iter().find(|(name, _)| *name == folded).map_or(folded, |(_, to)| (*to).to_owned())
}

/// Reads a phrase; of the towns only those of the lines are known.
pub fn read(phrase: &str, lines: &[Sought<'_>]) -> Asked {
    let folded = fold(&phrase.chars().take(LONGEST).collect::<String>());
    let known: BTreeSet<String> = lines.iter().filter_map(|line| line.town).map(town).collect();
    let (towns, used) = towns_in(&folded, &known);
    let (mut concepts, mut unknown) = (BTreeSet::new(), 0);
    for word in folded.split(' ').filter(|word| !word.is_empty() && !used.contains(*word)) {
        let mut found = concepts_of(word, has);
        if found.is_empty() && !PLAIN.contains(&word) {
            found = concepts_of(word, nearly);
            if found.is_empty() {
                unknown += 1;
            }
        }
        concepts.extend(found);
    }
    Asked { concepts, towns, unknown }
}

/// The concepts of a measure.
fn of_line(line: &Sought<'_>) -> BTreeSet<Concept> {
    let mut all: BTreeSet<Concept> = [line.text, line.text_en]
        .into_iter()
        .flat_map(|text| fold(text).split(' ').flat_map(|word| concepts_of(word, has)).collect::<Vec<_>>())
        .collect();
    if line.at_workplace {
        all.insert(Concept::Workplace);
    }
    all
}

/// The concepts of each of many lines, in their order; the same words are read once.
pub fn concepts(lines: &[Sought<'_>]) -> Vec<BTreeSet<Concept>> {
    let mut read: HashMap<(&str, &str, bool), BTreeSet<Concept>> = HashMap::new();
    let mut all = Vec::with_capacity(lines.len());
    for line in lines {
        let known = read.entry((line.text, line.text_en, line.at_workplace)).or_insert_with(|| of_line(line));
        all.push(known.clone());
    }
    all
}

/// The lines that fit a phrase, the best first; one measure, however many offer it, is one. With a town: what is offered there, by a
/// location or by a school that has one there. Words that say nothing find nothing. `concepts`: those of the lines ([`concepts`]).
pub fn search(asked: &Asked, lines: &[Sought<'_>], concepts: &[BTreeSet<Concept>]) -> Vec<Hit> {
    let there: BTreeSet<usize> = (lines.iter())
        .filter(|line| line.town.is_some_and(|it| asked.towns.contains(&town(it))))
        .map(|line| line.school)
        .collect();
    let in_place = |line: &Sought<'_>| match line.town {
        _ if asked.towns.is_empty() => true,
        Some(it) => asked.towns.contains(&town(it)),
        None => there.contains(&line.school),
    };
    let mut hits: HashMap<String, Hit> = HashMap::new();
    for ((at, line), concepts) in lines.iter().enumerate().zip(concepts) {
        let shares: BTreeSet<Concept> = concepts.intersection(&asked.concepts).copied().collect();
        if shares.is_empty() || !in_place(line) {
            continue;
        }
        let weight = |all: &BTreeSet<Concept>| all.iter().map(|one| one.weight()).sum::<i32>();
        let beside: BTreeSet<Concept> = concepts.difference(&asked.concepts).copied().collect();
        let fits = 4 * weight(&shares) - weight(&beside);
        let hit = hits.entry(fold(line.text)).or_insert_with(|| Hit { lines: Vec::new(), shares, fits });
        hit.lines.push(at);
    }
    let mut all: Vec<Hit> = hits.into_values().collect();
    all.sort_by_key(|hit| (-hit.fits, hit.lines.first().copied()));
    all.truncate(MOST);
    all
}

impl Asked {
    /// What of it a school does not offer, of the concepts of all its lines: to count.
    pub fn in_vain(&self, offered: &BTreeSet<Concept>) -> BTreeSet<Concept> {
        // What a measure rarely says by itself is no gap.
        let says = |concept: &Concept| concept.weight() > 1;
        self.concepts.difference(offered).copied().filter(says).collect()
    }
}
