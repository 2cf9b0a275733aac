//! `agenda.toml`: the improvement agenda: lines, and actions with who does them, for when, and how far they are.
//!
//! How far an action is, is only known by what a document told of it. So that stands here as what was told, the earliest
//! first: what changed since a day ([`crate::letter`]) can be read from it, and nothing is forgotten when more is told.

use crate::indicator::Indicator;
use crate::problem::Problem;
use crate::quantity::Quantities;
use crate::read::{Source, Table};
use crate::words::Words;

/// A line of the agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Such as `intake`.
    pub id: String,
    /// What it is about.
    pub name: Words,
    /// What is done.
    pub actions: Vec<Action>,
}

/// An action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What is done.
    pub what: Words,
    /// Who do it, by name.
    pub who: Vec<String>,
    /// What was told of it, the earliest first; at least one.
    pub told: Vec<Told>,
    /// For when, as far as it was said.
    pub due: Option<Words>,
    /// The motions and promises it answers.
    pub motions: Vec<String>,
    /// The flags it should move, by their number.
    pub indicators: Vec<usize>,
}

/// What a document told of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// Which document, by its number.
    pub document: usize,
    /// How far it was.
    pub status: Status,
}

/// How far an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It was promised.
    Planned,
    /// It was agreed with partners.
    Agreed,
    /// It is being done.
    Running,
    /// It was done.
    Done,
    /// It will not be done.
    Refused,
}

impl Action {
    /// How far it was when it was last told of.
    pub fn status(&self) -> Status {
        self.told.last().map_or(Status::Planned, |told| told.status)
    }
}

impl Status {
    /// Whether something of it is still to come.
    pub const fn open(self) -> bool {
        matches!(self, Self::Planned | Self::Agreed | Self::Running)
    }
}

/// The words of a status in `agenda.toml`.
const STATUS: [(&str, Status); 5] = [
    ("planned", Status::Planned),
    ("agreed", Status::Agreed),
    ("running", Status::Running),
    ("done", Status::Done),
    ("refused", Status::Refused),
];

/// Reads `agenda.toml`.
///
/// # Errors
/// What is wrong with it; a line, flag or document that is not there too, and what was told in another order than it was.
pub fn read(source: Source<'_>, indicators: &[Indicator], quantities: &Quantities) -> Result<Vec<Line>, Vec<Problem>> {
    crate::read::read(source, |top| {
        let mut lines: Vec<Line> = Vec::new();
        for table in top.tables("lines") {
            let (id, name) = (table.text("id").unwrap_or_default(), Words::read(&table, "name").unwrap_or_default());
            table.finish();
            lines.push(Line { id, name, actions: Vec::new() });
        }
        for table in top.tables("actions") {
            let named = table.text("line").unwrap_or_default();
            let flags = table.texts("indicators").into_iter().filter_map(|flag| {
                let found = indicators.iter().position(|indicator| indicator.id == flag.text);
                if found.is_none() {
                    let message = format!("there is no indicator \"{}\"", flag.text);
                    table.wrong_at(flag.at, "indicators", message, "name one of indicators.toml");
                }
                found
            });
            let indicators = flags.collect();
            let texts = |key: &'static str| table.texts(key).into_iter().map(|text| text.text).collect::<Vec<_>>();
            let who = texts("who");
            if who.is_empty() {
                table.wrong("who", "nobody does this", "name who said they would");
            }
            let action = Action {
                what: Words::read(&table, "what").unwrap_or_default(),
                who,
                told: told(&table, quantities),
                due: Words::maybe(&table, "due"),
                motions: texts("motions"),
                indicators,
            };
            match lines.iter_mut().find(|line| line.id == named) {
                Some(line) => line.actions.push(action),
                None => table.wrong("line", format!("there is no line \"{named}\""), "name one of [[lines]]"),
            }
            table.finish();
        }
        Some(lines)
    })
}

/// What documents told of an action: `told = [["letter-2020", "planned"], ...]`.
fn told(table: &Table<'_, '_>, quantities: &Quantities) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    for (at, texts) in table.lines("told") {
        let [named, word] = &texts[..] else {
            table.wrong_at(at, "told", format!("{} texts", texts.len()), "write [\"letter-2020\", \"planned\"]");
            continue;
        };
        let document = quantities.documents.iter().position(|document| document.id == named.text);
        if document.is_none() {
            let message = format!("there is no document \"{}\"", named.text);
            table.wrong_at(named.at, "told", message, "name one of quantities.toml");
        }
        let status = STATUS.iter().find(|(name, _)| *name == word.text).map(|(_, status)| *status);
        if status.is_none() {
            let words: Vec<&str> = STATUS.iter().map(|(name, _)| *name).collect();
            let message = format!("\"{}\" is none of the words that are known here", word.text);
            table.wrong_at(word.at, "told", message, format!("write one of: {}", words.join(", ")));
        }
        let (Some(document), Some(status)) = (document, status) else { continue };
        let day = |at: usize| quantities.documents.get(at).map(|document| document.day.as_str());
        if all.last().is_some_and(|last| day(last.document) >= day(document)) {
            let message = format!("\"{}\" is not later than what stands before it", named.text);
            table.wrong_at(named.at, "told", message, "put what was told first before the rest, each document once");
        }
        all.push(Told { document, status });
    }
    if !table.has("told") || table.lines("told").is_empty() {
        table.wrong("told", "no document told of it", "write told = [[\"letter-2020\", \"planned\"]]");
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Document;

    fn documents() -> Quantities {
        let of = |(id, day): (&str, &str)| Document {
            id: id.to_owned(),
            name: Words { nl: id.to_owned(), en: id.to_owned() },
            year: 2020,
            day: day.to_owned(),
        };
        Quantities { documents: [("early", "2020-10-05"), ("late", "2022-06-30")].map(of).into(), all: Vec::new() }
    }

    fn read(text: &str) -> Result<Vec<Line>, Vec<String>> {
        let source = Source { file: "agenda.toml", text };
        super::read(source, &[], &documents()).map_err(|found| found.into_iter().map(|it| it.message).collect())
    }

    const LINE: &str = "[[lines]]\nid = \"a\"\nname = { nl = \"A\", en = \"A\" }\n";

    #[test]
    fn an_action_stands_under_its_line_with_who_does_it() {
        let action = "[[actions]]\nline = \"a\"\nwhat = { nl = \"W\", en = \"W\" }\nwho = [\"SBB\"]\n\
            told = [[\"early\", \"planned\"], [\"late\", \"done\"]]\n";
        let lines = read(&format!("{LINE}{action}")).unwrap();
        assert_eq!((lines.len(), lines[0].actions.len(), lines[0].actions[0].status()), (1, 1, Status::Done));
        for (from, to, expected) in [
            ("line = \"a\"", "line = \"b\"", "there is no line \"b\""),
            ("who = [\"SBB\"]", "who = []", "nobody does this"),
            ("told", "due = { nl = \"mei 2022\" }\ntold", "`en` is missing"),
            ("told", "indicators = [\"x\"]\ntold", "there is no indicator \"x\""),
            ("\"late\"", "\"later\"", "there is no document \"later\""),
            ("\"late\"", "\"early\"", "\"early\" is not later than what stands before it"),
            ("\"done\"", "\"doen\"", "\"doen\" is none of the words that are known here"),
            ("[\"late\", \"done\"]", "[\"late\"]", "1 texts"),
            ("told = [[\"early\", \"planned\"], [\"late\", \"done\"]]", "", "no document told of it"),
        ] {
            assert_eq!(
                read(&format!("{LINE}{}", action.replacen(from, to, 1))),
                Err(vec![expected.to_owned()]),
                "{to}"
            );
        }
    }
}
