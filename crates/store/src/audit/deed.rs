//! What an event is to tell: who did what, by which decision, to whom, and about what.

use access::{Actor, Decision, Event};
use register::PersonId;
use std::fmt::Display;

/// Something that somebody did, on its way to become an event. Each part is named where it is given, so that no two can
/// change places; what is absent was not given.
#[derive(Debug)]
#[must_use = "a deed that no event tells of leaves no trace"]
pub(crate) struct Deed<'a> {
    pub(super) actor: &'a Actor,
    pub(super) event: Event,
    pub(super) decision: Decision,
    pub(super) subjects: Vec<PersonId>,
    pub(super) about: Option<String>,
}

impl<'a> Deed<'a> {
    /// Who did what, and the decision that let them.
    pub(crate) fn new(actor: &'a Actor, what: impl Into<Event>, decision: Decision) -> Self {
        Self { actor, event: what.into(), decision, subjects: Vec::new(), about: None }
    }

    /// Everyone whom it shows or changes: each of them reads it in their own log.
    pub(crate) fn to(mut self, persons: impl IntoIterator<Item = PersonId>) -> Self {
        self.subjects = persons.into_iter().collect();
        self
    }

    /// What was touched: opaque identifiers and codes, never what a text said.
    pub(crate) fn about(mut self, what: impl Display) -> Self {
        self.about = Some(what.to_string());
        self
    }
}
