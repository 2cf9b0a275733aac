//! Each tie of the measurement of 2024 by itself: a sentence of its own fragment holds with the number that is printed, and with
//! another it is found. The text of the report is not needed for that, and is in no file of ours.

use super::*;
use crate::check::Kind;
use crate::check::finding::{Where, dutch};
use crate::folder::{Reading, Texts};
use crate::published::{Place, Unit};
use crate::tie::{Held, Operand, Piece, Tie};
use std::path::Path;

fn measurement() -> Folder {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../measurements/2024");
    let (mut texts, mut folders) = (Texts::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "toml") {
                let name = path.strip_prefix(&root).unwrap().display().to_string();
                texts.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    let reading = Reading::of(&texts);
    assert_eq!(reading.problems, []);
    reading.folder.unwrap()
}

/// What a tie is held against, with what fits it and what does not.
struct Trial {
    places: Vec<Place>,
    right: String,
    wrong: String,
    /// What stands for another quantity.
    other: String,
}

/// A whole number as it is printed: `2.996`.
fn whole(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// Of cells and bases only; none of what the text says itself.
fn trial(folder: &Folder, tie: &Tie) -> Option<Trial> {
    let tables = &folder.published;
    let place = |operand: &Operand| if let Operand::Place(place) = operand { Some(*place) } else { None };
    let value = |place: Place| place.value(tables).unwrap();
    let numbers = |places: Vec<Place>, value: f64, say: &dyn Fn(f64) -> String| {
        // Seven points away, and no share above a hundred or below nought.
        let wrong = say(if value > 50.0 { value - 7.0 } else { value + 7.0 });
        Trial { places, right: say(value), wrong, other: say(value) }
    };
    let percent = |value: f64| format!("{} procent", dutch(value));
    match &tie.held {
        Held::Sum { of, rest } => {
            let places: Vec<Place> = of.iter().map(place).collect::<Option<_>>()?;
            let sum: f64 = places.iter().map(|place| value(*place)).sum();
            let counts = places.iter().any(|place| place.row.is_none() || tables[place.table].unit == Unit::Count);
            let sum = if *rest { 100.0 - sum } else { sum };
            Some(if counts { numbers(places, sum, &whole) } else { numbers(places, sum, &percent) })
        }
        Held::Ratio(part, all) => {
            let (part, all) = (place(part)?, place(all)?);
            let share = (1000.0 * value(part) / value(all)).round() / 10.0;
            Some(numbers(vec![part, all], share, &percent))
        }
        Held::Compare { from, to } => {
            let (from, to) = (place(from)?, place(to)?);
            let (right, wrong) = match value(to) - value(from) {
                change if change > 0.0 => ("gestegen", "gedaald"),
                change if change < 0.0 => ("gedaald", "gestegen"),
                _ => ("even groot", "gestegen"),
            };
            let (right, wrong) = (right.to_owned(), wrong.to_owned());
            Some(Trial { places: vec![from, to], right, wrong, other: "12 procent".to_owned() })
        }
        Held::Nothing | Held::Share(_) | Held::Within(_) => None,
    }
}

#[test]
fn each_tie_holds_with_what_is_printed_and_with_nothing_else() {
    let folder = measurement();
    let who = Who::of(&folder);
    let mut tried = 0;
    for tie in &folder.ties {
        let Some(trial) = trial(&folder, tie) else { continue };
        let also: Vec<Where> = trial.places.iter().map(|place| Where::place(&folder.published, *place)).collect();
        let against = |here: &str| {
            let words = tie.pieces.iter().map(|piece| match piece {
                Piece::Word(word) => word.as_str(),
                Piece::Here => here,
                Piece::Other => trial.other.as_str(),
            });
            let text = words.collect::<Vec<_>>().join(" ") + ".\n";
            let (findings, statements) = check(&folder, &who, "r.txt", &text);
            // Another tie of the same fragment is about other cells. What calls a sample a population is wrong whatever the number.
            let own = |it: &&Finding| {
                it.kind == Kind::TextTable && it.also == also && !it.message.starts_with("the text calls it")
            };
            let found = findings.iter().filter(own).filter(|it| it.at.line == Some(1)).count();
            (text, found, statements.tied)
        };
        let (text, found, tied) = against(&trial.right);
        assert!(found == 0 && tied > 0, "ties.toml:{}: {text}", tie.line);
        let (text, found, tied) = against(&trial.wrong);
        assert!(found > 0 && tied > 0, "ties.toml:{}: {text}", tie.line);
        tried += 1;
    }
    assert!(tried > 100, "{tried} of {} ties", folder.ties.len());
}
