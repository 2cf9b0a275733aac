//! Answers as an SPSS system file, `.sav`: codes with their labels, for who works in SPSS, PSPP, R or Python.
//!
//! Written after *System File Format* in the developers' guide of PSPP: plain data, UTF-8, no moment of making, so that the same
//! answers are the same bytes. Names of SPSS hold no hyphens: `refused-who` is `refused_who` there. Codes that are whole numbers are
//! numbers, others are texts. Answers to a question of which several may be ticked are a set of that name. What other programs read
//! back stands in `docs/measurements.md`.

use monitor::answers::Answers;
use monitor::folder::Folder;
use monitor::questionnaire::{self, Answer, Item};

/// A column as it is written.
struct Column {
    name: String,
    label: String,
    /// Of a text how many bytes; none: a number.
    text: Option<usize>,
    /// Codes with their labels.
    labels: Vec<(String, String)>,
    measure: Measure,
    /// Of an option: the name of its question, and what that asks.
    set: Option<(String, String)>,
    /// One a row; empty is missing.
    codes: Vec<String>,
}

/// What may be done with a column, as the format numbers it.
#[derive(Debug, Clone, Copy)]
enum Measure {
    /// Categories.
    Nominal = 1,
    /// Categories in an order.
    Ordinal = 2,
    /// A number.
    Scale = 3,
}

/// A file under construction.
#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn whole(&mut self, value: usize) {
        self.0.extend(i32::try_from(value).unwrap_or(i32::MAX).to_le_bytes());
    }

    fn signed(&mut self, value: i32) {
        self.0.extend(value.to_le_bytes());
    }

    fn number(&mut self, value: f64) {
        self.0.extend(value.to_le_bytes());
    }

    fn padded(&mut self, bytes: &[u8], width: usize) {
        let end = self.0.len() + width;
        self.0.extend(bytes.iter().take(width));
        self.0.resize(end, b' ');
    }

    fn extension(&mut self, kind: usize, size: usize, bytes: &[u8]) {
        for whole in [7, kind, size, bytes.len() / size] {
            self.whole(whole);
        }
        self.0.extend(bytes);
    }
}

/// The number that means nothing.
const NOTHING: f64 = -f64::MAX;

/// What a file says of itself where nobody gave the answers: first in its name, and whole as a document in it.
const SYNTHETIC: &str = "SYNTHETISCH: niemand gaf deze antwoorden / SYNTHETIC: nobody gave these answers";

/// The file. `synthetic`: nobody gave the answers.
pub fn sav(folder: &Folder, answers: &Answers, synthetic: bool) -> Vec<u8> {
    let columns = columns(folder, answers);
    let pieces = |column: &Column| column.text.map_or(1, |width| width.div_ceil(8));
    let mut made = Bytes::default();
    made.0.extend(b"$FL2");
    made.padded(b"@(#) SPSS DATA FILE Meedoen", 60);
    for whole in [2, columns.iter().map(pieces).sum(), 0, 0, answers.rows] {
        made.whole(whole);
    }
    made.number(100.0);
    made.padded(b"01 Jan 0000:00:00", 17);
    let name = format!("{} {}", folder.measurement.name.nl, answers.of);
    let name = if synthetic { format!("SYNTHETISCH {name}") } else { name };
    made.padded(cut(&name, 64).as_bytes(), 64);
    made.padded(b"", 3);
    for (at, column) in columns.iter().enumerate() {
        variable(&mut made, at, column);
    }
    let mut begins = 1;
    for column in &columns {
        if column.text.is_none_or(|width| width <= 8) && !column.labels.is_empty() {
            short_labels(&mut made, begins, column);
        }
        begins += pieces(column);
    }
    if synthetic {
        // A document of one line.
        made.whole(6);
        made.whole(1);
        made.padded(SYNTHETIC.as_bytes(), 80);
    }
    let mut machine = Bytes::default();
    for whole in [1, 0, 0, 0, 1, 1, 2, 65001] {
        machine.signed(whole);
    }
    made.extension(3, 4, &machine.0);
    let mut floats = Bytes::default();
    for number in [NOTHING, f64::MAX, f64::from_bits(0xffef_ffff_ffff_fffe)] {
        floats.number(number);
    }
    made.extension(4, 8, &floats.0);
    let sets = sets(&columns);
    if !sets.is_empty() {
        made.extension(7, 1, sets.as_bytes());
    }
    let mut shown = Bytes::default();
    for column in &columns {
        // How wide, and at which side: texts at the left.
        for whole in [column.measure as usize, column.text.unwrap_or(8).max(8), usize::from(column.text.is_none())] {
            shown.whole(whole);
        }
    }
    made.extension(11, 4, &shown.0);
    let names: Vec<String> =
        columns.iter().enumerate().map(|(at, column)| format!("V{}={}", at + 1, column.name)).collect();
    made.extension(13, 1, names.join("\t").as_bytes());
    made.extension(20, 1, b"UTF-8");
    let long = long_labels(&columns);
    if !long.is_empty() {
        made.extension(21, 1, &long);
    }
    made.whole(999);
    made.whole(0);
    for row in 0..answers.rows {
        for column in &columns {
            let code = column.codes.get(row).map_or("", String::as_str);
            match column.text {
                None => made.number(code.parse().unwrap_or(NOTHING)),
                Some(width) => made.padded(code.as_bytes(), width.div_ceil(8) * 8),
            }
        }
    }
    made.0
}

fn variable(made: &mut Bytes, at: usize, column: &Column) {
    let label: String = column
        .label
        .chars()
        .scan(0, |bytes, it| {
            *bytes += it.len_utf8();
            (*bytes <= 255).then_some(it)
        })
        .collect();
    // A format: its kind (5 a number, 1 a text), width and decimals.
    let format = column.text.map_or((5 << 16) | (8 << 8), |width| (1 << 16) | (width << 8));
    for whole in [2, column.text.unwrap_or(0), 1, 0, format, format] {
        made.whole(whole);
    }
    made.padded(format!("V{}", at + 1).as_bytes(), 8);
    made.whole(label.len());
    made.padded(label.as_bytes(), label.len().next_multiple_of(4));
    for _ in 1..column.text.map_or(1, |width| width.div_ceil(8)) {
        made.whole(2);
        made.signed(-1);
        for _ in 0..4 {
            made.whole(0);
        }
        made.padded(b"", 8);
    }
}

/// Labels of numbers, and of texts of at most eight bytes.
fn short_labels(made: &mut Bytes, begins: usize, column: &Column) {
    made.whole(3);
    made.whole(column.labels.len());
    for (code, label) in &column.labels {
        match column.text {
            None => made.number(code.parse().unwrap_or(NOTHING)),
            Some(_) => made.padded(code.as_bytes(), 8),
        }
        let label = cut(label, 120);
        made.0.push(u8::try_from(label.len()).unwrap_or(u8::MAX));
        made.padded(label.as_bytes(), (label.len() + 1).next_multiple_of(8) - 1);
    }
    for whole in [4, 1, begins] {
        made.whole(whole);
    }
}

/// Questions of which several may be ticked: a line each, with what counts as ticked, what is asked, and the short names of its
/// columns.
fn sets(columns: &[Column]) -> String {
    let mut made = String::new();
    for own in columns.chunk_by(|one, other| one.set == other.set) {
        let Some((name, label)) = own.first().and_then(|column| column.set.as_ref()) else { continue };
        let label = cut(label, 255);
        let begins = columns.iter().position(|column| column.set.as_ref().is_some_and(|(set, _)| set == name));
        let short: Vec<String> = (1..=own.len()).map(|at| format!("v{}", begins.unwrap_or(0) + at)).collect();
        made += &format!("${name}=D1 1 {} {label} {}\n", label.len(), short.join(" "));
    }
    made
}

/// Labels of longer texts. Unlike everything before it this names a column by its whole name.
fn long_labels(columns: &[Column]) -> Vec<u8> {
    let mut made = Bytes::default();
    for column in columns {
        let Some(width) = column.text.filter(|width| *width > 8 && !column.labels.is_empty()) else { continue };
        made.whole(column.name.len());
        made.0.extend(column.name.as_bytes());
        made.whole(width);
        made.whole(column.labels.len());
        for (code, label) in &column.labels {
            made.whole(width);
            made.padded(code.as_bytes(), width);
            let label = cut(label, 120);
            made.whole(label.len());
            made.0.extend(label.as_bytes());
        }
    }
    made.0
}

/// A text of at most so many bytes, cut between letters.
fn cut(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

fn columns(folder: &Folder, answers: &Answers) -> Vec<Column> {
    let key = |at: usize| (at + 1).to_string();
    let mut made = vec![Column {
        name: "id".to_owned(),
        label: "Nummer van de rij; zegt niets van wie het is".to_owned(),
        text: None,
        labels: Vec::new(),
        measure: Measure::Nominal,
        set: None,
        codes: (0..answers.rows).map(key).collect(),
    }];
    let items = questionnaire::of(&folder.questionnaires, &answers.of).into_iter().flat_map(|all| &all.items);
    for item in items.filter(|item| item.from.is_none() && item.of.contains(&answers.of)) {
        made.extend(of_item(answers, item));
    }
    made
}

fn of_item(answers: &Answers, item: &Item) -> Vec<Column> {
    let name = |column: String| column.replace('-', "_");
    let column = |name: String, label: String, labels: Vec<(String, String)>, codes: Vec<String>| {
        let numbers =
            labels.iter().all(|(code, _)| code.parse::<u32>().is_ok_and(|number| number.to_string() == *code));
        let text = (!numbers).then(|| labels.iter().map(|(code, _)| code.len()).max().unwrap_or(1));
        Column { name, label, text, labels, measure: Measure::Nominal, set: None, codes }
    };
    match &item.answer {
        Answer::Many(options) => {
            let places = answers.many(&item.id).unwrap_or_default();
            let one = |(option, places): (&monitor::scale::Level, &Vec<u8>)| {
                let labels = vec![("0".to_owned(), "nee".to_owned()), ("1".to_owned(), "ja".to_owned())];
                let code = |place: &u8| place.checked_sub(1).map_or_else(String::new, |code| code.to_string());
                let label = format!("{} {}", item.text.nl, option.label.nl);
                let set = Some((name(item.id.clone()), item.text.nl.clone()));
                let codes = places.iter().map(code).collect();
                Column { set, ..column(name(item.column(&option.code)), label, labels, codes) }
            };
            options.iter().zip(places).map(one).collect()
        }
        Answer::One(levels) => {
            let labels = levels.iter().map(|level| (level.code.clone(), level.label.nl.clone())).collect();
            let level = |place: &u8| place.checked_sub(1).and_then(|at| levels.get(usize::from(at)));
            let code = |place: &u8| level(place).map_or_else(String::new, |level| level.code.clone());
            let codes = answers.one(&item.id).unwrap_or_default().iter().map(code).collect();
            // Levels that count in a mean stand in an order.
            let ordered = levels.iter().any(|level| level.score.is_some());
            let measure = if ordered { Measure::Ordinal } else { Measure::Nominal };
            vec![Column { measure, ..column(name(item.id.clone()), item.text.nl.clone(), labels, codes) }]
        }
        Answer::Number(..) => {
            let code = |value: &f64| if value.is_nan() { String::new() } else { value.to_string() };
            let codes = answers.numbers(&item.id).unwrap_or_default().iter().map(code).collect();
            let own = column(name(item.id.clone()), item.text.nl.clone(), Vec::new(), codes);
            vec![Column { measure: Measure::Scale, ..own }]
        }
    }
}

#[cfg(test)]
#[path = "sav_tests.rs"]
mod tests;
