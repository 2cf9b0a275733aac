//! `/agenda`: the improvement agenda: what was promised, by whom, for when, how far it was, and which flags it should move.

use super::label::words;
use crate::{
    say::words::T,
    site::{page::Page, shell::Shell},
};
use ::monitor::agenda::{Action, Status, Told};
use ::monitor::shown::Shown;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "monitor/agenda.html")]
pub struct AgendaPage {
    t: T,
    shell: Shell,
    lines: Vec<Line>,
}

struct Line {
    name: String,
    actions: Vec<Row>,
}

struct Row {
    what: String,
    who: String,
    status: String,
    done: bool,
    due: Option<String>,
    /// How far it was, told by which document, the earliest first.
    told: String,
    motions: String,
    flags: Vec<String>,
}

/// How far an action is, in words.
fn status(status: Status) -> &'static str {
    match status {
        Status::Planned => "agenda-status-planned",
        Status::Agreed => "agenda-status-agreed",
        Status::Running => "agenda-status-running",
        Status::Done => "agenda-status-done",
        Status::Refused => "agenda-status-refused",
    }
}

/// What each document told, with its year.
fn told(t: T, shown: &Shown, action: &Action) -> String {
    let documents = &shown.folder.quantities.documents;
    let one = |told: &Told| {
        let document = documents.get(told.document)?;
        Some(format!("{} ({}): {}", words(t, &document.name), document.year, t.get(status(told.status))))
    };
    action.told.iter().filter_map(one).collect::<Vec<_>>().join("; ")
}

impl AgendaPage {
    pub(super) fn new(shell: Shell, shown: Option<&Shown>) -> Self {
        let t = shell.t;
        let row = |shown: &Shown, action: &Action| Row {
            what: words(t, &action.what).to_owned(),
            who: action.who.join(", "),
            status: t.get(status(action.status())),
            done: action.status() == Status::Done,
            due: action.due.as_ref().map(|due| words(t, due).to_owned()),
            told: told(t, shown, action),
            motions: action.motions.join("; "),
            flags: action
                .indicators
                .iter()
                .filter_map(|at| shown.folder.indicators.get(*at))
                .map(|flag| words(t, &flag.name).to_owned())
                .collect(),
        };
        let lines = shown.map_or_else(Vec::new, |shown| {
            let line = |line: &::monitor::agenda::Line| Line {
                name: words(t, &line.name).to_owned(),
                actions: line.actions.iter().map(|action| row(shown, action)).collect(),
            };
            shown.folder.agenda.iter().map(line).collect()
        });
        Self { t, shell: shell.crumb("Monitor", "/monitor"), lines }
    }
}

impl Page for AgendaPage {
    const NAME: &'static str = "monitor/agenda";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let library = super::samples::library();
        vec![("nothing", Self::new(Shell::sample(t), None)), ("usual", Self::new(Shell::sample(t), library.newest()))]
    }
}
