//! The lists at a glance.

use super::{
    samples,
    words::{PATH, path},
};
use crate::{
    say::{by::by, words::T},
    site::{page::Page, shell::Shell},
};
use access::Role;
use askama::Template;
use store::listed::{List, ListGlance, ListSource};

/// One list.
struct Line {
    name: String,
    href: &'static str,
    /// How many rows hold today, and what else there is of it.
    holds: String,
    /// Without rows of its own: what is used instead.
    instead: Option<String>,
    /// Each source: what, and who read it in when.
    sources: Vec<(String, String)>,
}

/// The page.
#[derive(Template)]
#[template(path = "listed/glance.html")]
pub struct ListsPage {
    t: T,
    shell: Shell,
    lists: Vec<Line>,
}

impl ListsPage {
    /// The page.
    pub(super) fn new(shell: Shell, found: &[ListGlance]) -> Self {
        let t = shell.t;
        let source = |one: &ListSource| {
            let rows = t.say("listed-rows").arg("count", one.rows).to_string();
            (one.source.clone(), format!("{rows}. {}", by(t, &one.read.0, one.read.1)))
        };
        let line = |glance: &ListGlance| {
            let count = &glance.counts;
            let none = count.now + count.later + count.past == 0;
            Line {
                name: t.get(name(glance.list)),
                href: path(glance.list),
                holds: t
                    .say("listed-holds")
                    .arg("now", count.now)
                    .arg("other", count.later + count.past)
                    .arg("replaced", count.replaced)
                    .to_string(),
                instead: none.then(|| t.get(instead(glance.list))),
                sources: glance.sources.iter().map(source).collect(),
            }
        };
        Self { t, lists: found.iter().map(line).collect(), shell: shell.crumb(t.get("manage-title"), "/beheer") }
    }
}

/// What a list is called.
pub(super) const fn name(list: List) -> &'static str {
    match list {
        List::Programmes => "listed-programmes",
        List::Municipalities => "listed-municipalities",
        List::Holidays => "listed-holidays",
    }
}

/// What is used where nothing was read in.
pub(super) const fn instead(list: List) -> &'static str {
    match list {
        List::Programmes => "listed-instead-programmes",
        List::Municipalities => "listed-instead-municipalities",
        List::Holidays => "listed-instead-holidays",
    }
}

impl Page for ListsPage {
    const NAME: &'static str = "listed/glance";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |found: &[ListGlance]| Self::new(Shell::sample_as(t, Role::Administrator, PATH), found);
        vec![("empty", page(&samples::none())), ("full", page(&samples::full()))]
    }
}
