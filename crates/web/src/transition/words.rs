//! The way to work in words.

use super::form::said_key;
use crate::say::{agreement::staff, transition::code, words::T};
use register::transition::{Decide, Entry, Leaving, List, Met, Offer, Phase, Route, Said, Yes};
use store::transition::RouteView;
use time::Date;

/// Where the student reads it, before the file: what is typed there goes with the text of the file.
pub(super) const OWN: &str = "/mijn/naar-werk";

/// Where somebody is on the way.
pub(super) fn phase(t: T, leaving: &Leaving, today: Date) -> String {
    let (key, day) = match leaving.phase(today) {
        Phase::Early(day) => ("transition-phase-early", Some(day)),
        Phase::During(Some(day)) => ("transition-phase-during", Some(day)),
        Phase::During(None) => ("transition-phase-no-plan", None),
        Phase::After(day) => ("transition-phase-after", Some(day)),
        Phase::Over(day) => ("transition-phase-over", Some(day)),
        Phase::Onwards(day) => ("transition-phase-onwards", Some(day)),
        Phase::Without(day) => ("transition-phase-without", Some(day)),
        Phase::NotKnown(day) => ("transition-phase-not-known", Some(day)),
        Phase::Withdrawn => ("transition-phase-withdrawn", None),
    };
    match day {
        Some(day) => t.say(key).arg("day", day).to_string(),
        None => t.get(key),
    }
}

/// Whether the law asks the offer; where nobody knows the programme, that.
pub(super) const fn must(leaving: &Leaving, asks: Option<bool>) -> &'static str {
    match (asks, leaving.level.is_none()) {
        (Some(true), _) => "transition-must",
        (Some(false), _) => "transition-may",
        (None, true) => "transition-level-not-known",
        (None, false) => "transition-may",
    }
}

/// How the offer stands.
pub(super) fn offer(t: T, offer: Offer) -> String {
    match offer {
        Offer::None => t.get("transition-offer-none"),
        Offer::Open(on) => t.say("transition-offer-open").arg("on", on).to_string(),
        Offer::Answered(on, reply, answered) => {
            let said = code(t, reply.code());
            t.say("transition-offer-answered").arg("on", on).arg("said", said).arg("answered", answered).to_string()
        }
    }
}

/// What came of a contact.
pub(super) fn met(t: T, met: Met) -> String {
    t.say("transition-met").arg("how", code(t, met.how.code())).arg("on", met.on).to_string()
}

/// Whether the municipality may go on.
pub(super) fn yes(t: T, yes: &Yes) -> String {
    match yes {
        Yes::Given(on) => t.say("transition-yes-given").arg("on", *on).to_string(),
        Yes::No => t.get("transition-yes-no"),
        Yes::Waits(who) => {
            let who: Vec<String> = who.iter().map(|one| code(t, one.code()).to_lowercase()).collect();
            t.say("transition-yes-waits").arg("who", who.join(&format!(" {} ", t.get("transition-and")))).to_string()
        }
    }
}

/// Whose yes to the document is there, or is waited for.
pub(super) fn allowed(t: T, yes: &Yes) -> String {
    match yes {
        Yes::Given(on) => t.say("bridge-yes-given").arg("on", *on).to_string(),
        Yes::No => t.get("bridge-yes-no"),
        Yes::Waits(_) => self::yes(t, yes),
    }
}

/// What is to be decided, and how.
pub(super) const fn decided(one: Decide) -> &'static str {
    match one {
        Decide::DiplomaGone => "transition-decide-diploma-gone",
        Decide::DiplomaBack => "transition-decide-diploma-back",
        Decide::Withdrawn => "transition-decide-withdrawn",
        Decide::Without => "transition-decide-without",
        Decide::NotKnown => "transition-decide-not-known",
        Decide::Onwards => "transition-decide-onwards",
        Decide::Over => "transition-decide-over",
        Decide::NoAnswer => "transition-decide-no-answer",
    }
}

/// The same in a list, in a few words.
pub(super) const fn to_decide(one: Decide) -> &'static str {
    match one {
        Decide::DiplomaGone => "routes-decide-diploma-gone",
        Decide::DiplomaBack => "routes-decide-diploma-back",
        Decide::Withdrawn => "routes-decide-withdrawn",
        Decide::Without => "routes-decide-without",
        Decide::NotKnown => "routes-decide-not-known",
        Decide::Onwards => "routes-decide-onwards",
        Decide::Over => "routes-decide-over",
        Decide::NoAnswer => "routes-decide-no-answer",
    }
}

/// What a list is called.
pub(super) const fn list(one: List) -> &'static str {
    match one {
        List::Begin => "routes-begin",
        List::Contact => "routes-speak",
        List::Lost => "routes-lost",
        List::Decide => "routes-decide",
    }
}

/// Who stands on a list.
pub(super) const fn lead(one: List) -> &'static str {
    match one {
        List::Begin => "routes-begin-lead",
        List::Contact => "routes-speak-lead",
        List::Lost => "routes-lost-lead",
        List::Decide => "routes-decide-lead",
    }
}

/// One line of what was noted: what, by whom and when; with its words, and whether it was a mistake.
pub(super) struct Noted {
    pub(super) place: u32,
    pub(super) said: String,
    pub(super) words: Option<String>,
    pub(super) mistaken: bool,
    /// Whether it can be said to be a mistake.
    pub(super) can: bool,
}

/// Everything that was noted, the newest first.
pub(super) fn noted(t: T, view: &RouteView, route: &Route) -> Vec<Noted> {
    let mistaken: Vec<u32> = route.mistaken().collect();
    let line = |entry: &Entry| Noted {
        place: entry.place,
        said: one(t, view, entry),
        words: entry.words.as_ref().map(|words| t.stored(words.reveal())),
        mistaken: mistaken.contains(&entry.place),
        can: !mistaken.contains(&entry.place) && view.reader.is_some_and(|reader| entry.taken_back_by(reader)),
    };
    route.entries.iter().rev().map(line).collect()
}

fn one(t: T, view: &RouteView, entry: &Entry) -> String {
    let flat = entry.what.flat();
    let mut said = t.get(&format!("transition-kind-{}", flat.kind.code().replace('_', "-")));
    let more: Vec<String> = [
        flat.code.map(|one| code(t, one)),
        flat.said.and_then(Said::from_code).map(|one| t.get(said_key(one))),
        flat.account.map(|account| staff(t, &view.names, account)),
        flat.day.map(|day| t.date(day)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !more.is_empty() {
        said.push_str(": ");
        said.push_str(&more.join(", "));
    }
    let by = t.say("transition-noted").arg("by", staff(t, &view.names, entry.by)).arg("on", entry.at.day);
    format!("{said}. {by}")
}

/// The same, said to the student.
pub(super) fn own_phase(t: T, leaving: &Leaving, today: Date) -> String {
    let (key, day) = match leaving.phase(today) {
        Phase::Early(day) => ("own-transition-early", Some(day)),
        Phase::During(Some(day)) => ("own-transition-during", Some(day)),
        Phase::After(day) => ("own-transition-after", Some(day)),
        Phase::Over(day) => ("own-transition-over", Some(day)),
        Phase::Onwards(day) => ("own-transition-onwards", Some(day)),
        Phase::Without(day) | Phase::NotKnown(day) => ("own-transition-left", Some(day)),
        Phase::During(None) | Phase::Withdrawn => ("own-transition-no-day", None),
    };
    match day {
        Some(day) => t.say(key).arg("day", day).to_string(),
        None => t.get(key),
    }
}
