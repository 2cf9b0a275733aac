//! `agenda.toml`: the improvement agenda: lines, and actions with who does them, for when, and how far they are.

use crate::indicator::Indicator;
use crate::problem::Problem;
use crate::read::Source;
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
    /// How far it was when it was last told of.
    pub status: Status,
    /// For when, as far as it was said.
    pub due: Option<Words>,
    /// The motions and promises it answers.
    pub motions: Vec<String>,
    /// The flags it should move, by their number.
    pub indicators: Vec<usize>,
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

/// Reads `agenda.toml`.
///
/// # Errors
/// What is wrong with it; a line or flag that is not there too.
pub fn read(source: Source<'_>, indicators: &[Indicator]) -> Result<Vec<Line>, Vec<Problem>> {
    const STATUS: [(&str, Status); 5] = [
        ("planned", Status::Planned),
        ("agreed", Status::Agreed),
        ("running", Status::Running),
        ("done", Status::Done),
        ("refused", Status::Refused),
    ];
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
                status: table.choice("status", &STATUS).unwrap_or(Status::Planned),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Line>, Vec<String>> {
        let source = Source { file: "agenda.toml", text };
        super::read(source, &[]).map_err(|found| found.into_iter().map(|it| it.message).collect())
    }

    const LINE: &str = "[[lines]]\nid = \"a\"\nname = { nl = \"A\", en = \"A\" }\n";

    #[test]
    fn an_action_stands_under_its_line_with_who_does_it() {
        let action =
            "[[actions]]\nline = \"a\"\nwhat = { nl = \"W\", en = \"W\" }\nwho = [\"SBB\"]\nstatus = \"done\"\n";
        let lines = read(&format!("{LINE}{action}")).unwrap();
        assert_eq!((lines.len(), lines[0].actions.len(), lines[0].actions[0].status), (1, 1, Status::Done));
        for (from, to, expected) in [
            ("line = \"a\"", "line = \"b\"", "there is no line \"b\""),
            ("who = [\"SBB\"]", "who = []", "nobody does this"),
            ("status", "due = { nl = \"mei 2022\" }\nstatus", "`en` is missing"),
            ("status", "indicators = [\"x\"]\nstatus", "there is no indicator \"x\""),
        ] {
            assert_eq!(
                read(&format!("{LINE}{}", action.replacen(from, to, 1))),
                Err(vec![expected.to_owned()]),
                "{to}"
            );
        }
    }
}
