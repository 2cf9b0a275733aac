//! What is wrong with a step of a version, beside its field or above the form.

use crate::{
    say::{form::Errors, format, words::T},
    site::shell::{MessageKind, Shell},
};
use register::field::Problem;
use register::offer::{MAX_WORDS, Refusal, Status};
use store::offer::OfferRefusal;

/// The day on which the council was asked.
pub(super) const ASKED: &str = "gevraagd";
/// The day on which it answered.
pub(super) const SAID: &str = "gezegd";
/// What it said.
pub(super) const OUTCOME: &str = "uitkomst";
/// In its words.
pub(super) const WORDS: &str = "woorden";
/// The first day.
pub(super) const FROM: &str = "vanaf";
/// Why it is decided.
pub(super) const REASON: &str = "reden";
/// Why it is dropped.
pub(super) const DROPPED: &str = "waarom";

/// The day on which it was put in the OER.
pub(super) const INCLUDED: &str = "oer";

/// How far a version is, in words.
pub(super) fn status(t: T, status: Status) -> String {
    t.get(match status {
        Status::Draft => "offer-status-draft",
        Status::Asked => "offer-status-asked",
        Status::Advised => "offer-status-advised",
        Status::Decided => "offer-status-decided",
        Status::Dropped => "offer-status-dropped",
    })
}

/// What a refusal says: beside a field of the step, or above the page.
pub(super) fn wrong(t: T, refusal: &Refusal, day: &'static str, words: &'static str) -> Result<Errors, String> {
    let beside = |key| Ok(Errors::one(day, key));
    let with = |key, name, value: String| {
        let mut errors = Errors::none();
        errors.add_with(day, key, vec![(name, value)]);
        Ok(errors)
    };
    match refusal {
        Refusal::DayMissing => beside("error-offer-day"),
        Refusal::DayAhead => beside("error-offer-day-ahead"),
        Refusal::DayBack => beside("error-offer-day-back"),
        Refusal::TooFar => beside("error-offer-day-far"),
        Refusal::BeforeAsked(asked) => with("error-offer-before-asked", "on", format::date(t.lang(), *asked)),
        Refusal::SameDay(number) => with("error-offer-same-day", "number", number.to_string()),
        Refusal::OutcomeMissing => Ok(Errors::one(OUTCOME, "error-offer-outcome")),
        Refusal::Words(problem) => Ok(text(words, *problem)),
        Refusal::Not(now) => Err(t.say("offer-not-that-far").arg("status", status(t, *now)).to_string()),
        Refusal::Empty => Err(t.get("offer-empty")),
        Refusal::AdviceFirst => Err(t.get("offer-advice-first")),
        Refusal::Holds => Err(t.get("offer-holds")),
        Refusal::Another(_) => Err(t.get("offer-another")),
    }
}

/// What is wrong with words that were typed.
pub(super) fn text(field: &'static str, problem: Problem) -> Errors {
    Errors::text(field, problem, "error-offer-words", MAX_WORDS)
}

/// What is said above the page of a refusal that is of no field.
pub(super) fn above(t: T, refusal: &OfferRefusal) -> String {
    match refusal {
        OfferRefusal::Changed => t.get("offer-changed"),
        OfferRefusal::Rules(rules) => wrong(t, rules, FROM, REASON).err().unwrap_or_else(|| t.get("offer-changed")),
        OfferRefusal::Mark(_) => t.get("offer-mark-already"),
        OfferRefusal::Line(_) | OfferRefusal::Reason(_) => t.get("offer-changed"),
    }
}

/// A page with what was refused said above it.
pub(super) fn said(shell: Shell, words: String) -> Shell {
    shell.message(MessageKind::Error, words)
}
