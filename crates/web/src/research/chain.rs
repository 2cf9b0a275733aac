//! The chain of a measurement in words: read, weighed, tabulated, reported, checked.

use crate::say::words::T;
use ::monitor::check::Kind;
use ::monitor::research::{Research, Stage, Unused};

/// A step of the chain.
pub(super) struct Step {
    /// What it is called.
    pub(super) name: String,
    /// How it ended.
    pub(super) end: End,
    /// That in words.
    pub(super) said: String,
    /// What stopped it, as the command says it: in English.
    pub(super) why: Vec<String>,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It is done.
    Done,
    /// It waits.
    Waits,
    /// It stopped, or found something.
    Stopped,
}

/// The steps, in their order.
pub(super) fn steps(t: T, research: &Research) -> Vec<Step> {
    let read = research.read.done().map(|all| all.iter().map(|one| one.rows).sum::<usize>());
    let tables = research.book.done().map(|made| made.tables.len());
    let weighed = research.weighed.done().map(Vec::len);
    let text = research.report.done().map(Vec::len);
    let mut all = vec![
        step(t, "research-read", "research-read-done", &research.read, read),
        step(t, "research-weighed", "research-weighed-done", &research.weighed, weighed),
        step(t, "research-tabulated", "research-tabulated-done", &research.book, tables),
    ];
    all.extend(research.unused.as_ref().map(|unused| not_compared(t, unused)));
    all.push(step(t, "research-reported", "research-reported-done", &research.report, text));
    all.push(checked(t, research.findings.len()));
    all
}

/// Answers of the measurement before that were not used.
fn not_compared(t: T, unused: &Unused) -> Step {
    let said = t.say("research-compared-unused").arg("year", unused.year.to_string()).to_string();
    Step { name: t.get("research-compared"), end: End::Stopped, said, why: unused.why.clone() }
}

fn step<S>(t: T, name: &'static str, done: &'static str, stage: &Stage<S>, count: Option<usize>) -> Step {
    let (end, said, why) = match stage {
        Stage::Done(_) => (End::Done, t.say(done).arg("count", count.unwrap_or(0)).to_string(), Vec::new()),
        Stage::Waits => (End::Waits, t.get("research-waits"), Vec::new()),
        Stage::Stopped(why) => (End::Stopped, t.get("research-stopped"), why.clone()),
    };
    Step { name: t.get(name), end, said, why }
}

/// It is always checked: the folder itself can be held against itself before anybody answered.
fn checked(t: T, found: usize) -> Step {
    let end = if found == 0 { End::Done } else { End::Stopped };
    let said = t.say("research-checked-done").arg("count", found).to_string();
    Step { name: t.get("research-checked"), end, said, why: Vec::new() }
}

/// What kind of clash it is, in words.
pub(super) fn kind(t: T, kind: Kind) -> String {
    t.get(match kind {
        Kind::Folder => "research-kind-folder",
        Kind::Sum => "research-kind-sum",
        Kind::ImpossiblePercentage => "research-kind-impossible",
        Kind::Base => "research-kind-base",
        Kind::TableTable => "research-kind-table-table",
        Kind::PartWhole => "research-kind-part",
        Kind::Source => "research-kind-source",
        Kind::TextTable => "research-kind-text-table",
        Kind::TextText => "research-kind-text-text",
        Kind::NotSignificant => "research-kind-chance",
    })
}
