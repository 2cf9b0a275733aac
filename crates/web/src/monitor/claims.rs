//! What the text of the report claims and its tables do not bear out, in words: whose number or word it is, and what stands there.

use super::label::{Label, words};
use crate::say::words::{Lang, T};
use ::monitor::check::Kind;
use ::monitor::check::test::Change;
use ::monitor::claim::Claim;
use ::monitor::published::Place;
use ::monitor::shown::Shown;

/// A claim as it is read.
pub(super) struct Claimed {
    /// Whom it is about, in our words.
    pub(super) about: String,
    /// The number or word of the report: Dutch, where it is a word.
    pub(super) says: Label,
    /// What stands in the table, or elsewhere.
    pub(super) held: String,
    /// Where it stands in the report.
    pub(super) place: String,
    /// The tables that it was held against, each with its address.
    pub(super) tables: Vec<(String, String)>,
}

/// The claims about a table; all of them without one.
pub(super) fn claims(t: T, shown: &Shown, table: Option<usize>) -> Vec<Claimed> {
    let about = |claim: &&Claim| table.is_none_or(|table| claim.is_about(table));
    shown.folder.claims.iter().filter(about).map(|claim| claimed(t, shown, claim)).collect()
}

fn claimed(t: T, shown: &Shown, claim: &Claim) -> Claimed {
    let year = shown.folder.measurement.year;
    let mut tables: Vec<(String, String)> = Vec::new();
    for of in claim.cells.iter().filter_map(|place| shown.table(place.table)) {
        let link = (format!("/monitor/{year}/{}", of.id), of.id.clone());
        if !tables.contains(&link) {
            tables.push(link);
        }
    }
    let dutch = t.lang() != Lang::Nl && claim.says.chars().any(char::is_alphabetic);
    Claimed {
        about: words(t, &claim.about).to_owned(),
        says: Label { text: claim.says.clone(), dutch },
        held: held(t, shown, claim),
        place: claim.place.clone(),
        tables,
    }
}

/// What it clashes with, in a sentence.
fn held(t: T, shown: &Shown, claim: &Claim) -> String {
    let (tables, quantities) = (&shown.folder.published, &shown.folder.quantities);
    if let Some(holds) = &claim.holds {
        let key = if claim.kind == Kind::TextText { "monitor-claim-elsewhere" } else { "monitor-claim-table" };
        return t.say(key).arg("holds", words(t, holds)).to_string();
    }
    let change = (claim.kind == Kind::NotSignificant).then(|| claim.change(tables, quantities)).flatten();
    if let Some(change) = change {
        return chance(t, change);
    }
    let count = |place: &Place| place.value(tables).map_or_else(String::new, |value| t.number(value, 0));
    match &claim.cells[..] {
        [part, whole] if claim.ratio => {
            let share = part.value(tables).zip(whole.value(tables)).map_or(0.0, |(part, whole)| 100.0 * part / whole);
            t.say("monitor-claim-ratio")
                .arg("part", count(part))
                .arg("whole", count(whole))
                .arg("percent", t.number(share, 2))
                .to_string()
        }
        [from, to] => {
            t.say("monitor-claim-two").arg("from", printed(shown, *from)).arg("to", printed(shown, *to)).to_string()
        }
        [one] if one.row.is_none() => t.say("monitor-claim-table").arg("holds", count(one)).to_string(),
        [one, ..] => t.say("monitor-claim-table").arg("holds", printed(shown, *one)).to_string(),
        [] => String::new(),
    }
}

fn chance(t: T, change: Change) -> String {
    let count = |n: u32| t.number(f64::from(n), 0);
    t.say("monitor-claim-chance")
        .arg("from", count(change.from.0))
        .arg("n", count(change.from.1))
        .arg("to", count(change.to.0))
        .arg("m", count(change.to.1))
        .arg("z", t.number(change.z, 2).replace('-', "−"))
        .to_string()
}

/// What is printed in a cell; a dash is 0.
fn printed(shown: &Shown, place: Place) -> String {
    let table = shown.table(place.table);
    let cell = table.zip(place.row).and_then(|(table, row)| table.cell(row, place.column));
    let printed = cell.map_or("", |cell| cell.printed.as_str());
    if printed == "-" { "0".to_owned() } else { printed.to_owned() }
}
