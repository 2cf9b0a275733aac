//! What is asked of a partner, as they read it on the page of their link.

use crate::say::{
    form::{Choice, Errors, Field, Input, Opt},
    partner,
    words::T,
};
use register::handoff::{Event, Handoff};
use store::share::Reading;

pub(super) const WHAT: &str = "wat";
pub(super) const WORDS: &str = "woorden";

/// What a partner reads of what is asked of them, and what they can say.
pub(super) struct Asked {
    pub(super) title: String,
    pub(super) question: String,
    pub(super) status: String,
    pub(super) steps: Vec<(String, Option<String>)>,
    pub(super) what: Choice,
    pub(super) words: Field,
    /// How much had happened when they looked.
    pub(super) stand: String,
}

/// What a partner reads of what happened: the day and what, with their own words. Who of the school did something, in which words,
/// and what the school arranges for itself is for the school and the student.
fn told(t: T, one: &Handoff, partner_name: &str) -> Vec<(String, Option<String>)> {
    let all = partner::steps(t, one, &store::agreement::names::Names::new(), partner_name);
    let theirs = |((said, words), step): ((String, Option<String>), &register::handoff::Step)| {
        step.event.between().then(|| (said, words.filter(|_| step.by.is_none())))
    };
    all.into_iter().zip(&one.steps).filter_map(theirs).collect()
}

/// What is asked of a partner, with what they can say now.
pub(super) fn asked(t: T, one: &Handoff, reading: &Reading, input: &Input, errors: &Errors) -> Asked {
    let may = |event: &&Event| event.of_partner() && one.status.on(**event).is_some();
    let options =
        Event::ALL.iter().filter(may).map(|event| Opt::new(event.code(), partner::doing(t, *event))).collect();
    let partner_name = t.stored(reading.share.terms.organisation.reveal());
    Asked {
        title: partner::domain(t, one.domain),
        question: t.stored(one.question.reveal()),
        status: t
            .say("handoffs-status")
            .arg("status", partner::stands(t, one.status))
            .arg("on", one.since())
            .to_string(),
        steps: told(t, one, &partner_name),
        what: Choice::new(WHAT, t.get("handoff-what"), options).filled(t, input, errors),
        words: Field::text(WORDS, t.get("handoff-words"))
            .hint(t.get("handoff-answer-hint"))
            .rows(3)
            .filled(t, input, errors),
        stand: one.told_so_far().code(),
    }
}
