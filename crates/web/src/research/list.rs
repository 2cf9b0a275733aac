//! `/onderzoek`: the measurements of a research body.

use super::{
    at::{PATH, address},
    chain::{End, Step, steps},
};
use crate::{
    say::{measured::words, words::T},
    site::{
        measured::{Held, Stands},
        page::Page,
        shell::Shell,
    },
};
use access::Role;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "research/list.html")]
pub struct ResearchPage {
    t: T,
    shell: Shell,
    lead: String,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    year: String,
    /// What it is called, as far as it could be read.
    name: Option<String>,
    synthetic: bool,
    making: bool,
    unreadable: bool,
    steps: Vec<Step>,
}

impl ResearchPage {
    pub(super) fn new(shell: Shell, body: &str, all: &[Held]) -> Self {
        let t = shell.t;
        let row = |held: &Held| {
            let made = match &held.stands {
                Stands::Made(research) => Some(research),
                Stands::Making | Stands::Unreadable(_) => None,
            };
            Row {
                href: address(held.year),
                year: held.year.to_string(),
                name: made
                    .and_then(|it| it.folder.as_ref())
                    .map(|folder| words(t, &folder.measurement.name).to_owned()),
                synthetic: made.is_some_and(|it| it.synthetic),
                making: matches!(held.stands, Stands::Making),
                unreadable: matches!(held.stands, Stands::Unreadable(_)),
                steps: made.map(|it| steps(t, it)).unwrap_or_default(),
            }
        };
        Self {
            lead: t.say("research-lead").arg("body", body).to_string(),
            rows: all.iter().map(row).collect(),
            t,
            shell,
        }
    }
}

impl Page for ResearchPage {
    const NAME: &'static str = "research/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = || Shell::sample_as(t, Role::Researcher, PATH);
        let all = super::samples::all();
        let body = "Kenniscentrum Voorbeeld voor Onderzoek van Onderwijs";
        vec![("none", Self::new(shell(), body, &[])), ("usual", Self::new(shell(), body, &all))]
    }
}
