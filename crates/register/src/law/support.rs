//! What the rules of WEB 8.1.3a share: whether it holds, whether extra support is needed because of a disability or
//! chronic illness, and whether there are agreements.

use super::{
    Actor, Application, Enrolment, Facts, Finding, Needs, Participant, Source, Standing, Version, When, article,
};
use crate::statutory::Ground;
use time::Date;

/// Whether paragraph 2 asks agreements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gate {
    /// The article does not hold: other educatie, or a school that is not funded.
    OutOfScope(&'static str),
    /// No extra support because of a disability or chronic illness.
    NotNeeded,
    /// Not known whether.
    NotKnown,
    /// Needed, and not wanted. The law hangs on needing, not on wanting: that a student's own written words are a waiver is
    /// a reading.
    Waived(Date),
    /// Needed.
    Needed,
}

/// Whether paragraph 2 asks agreements.
pub(super) fn gate(facts: &Facts) -> Gate {
    if facts.participant() == Participant::Educatie {
        return Gate::OutOfScope("WEB 8.1.3a(1)");
    }
    if !facts.is_funded() {
        return Gate::OutOfScope("WEB 11.1.2(1)");
    }
    match (facts.person.ground, facts.person.needs) {
        (_, Some(Needs::No)) | (Some(Ground::No), _) => Gate::NotNeeded,
        (Some(Ground::Yes), Some(Needs::Yes)) => facts.need.waived_on.map_or(Gate::Needed, Gate::Waived),
        _ => Gate::NotKnown,
    }
}

/// Whether the duties of 8.1.3a were law on a day. A policy asks what it asks since always.
pub(super) fn in_force(facts: &Facts, day: Date) -> bool {
    facts.by_policy || day >= article::WRITTEN_AGREEMENTS_SINCE
}

/// What asks it, and by when: a policy is the school's own, and sets no term.
pub(super) fn asked_by(facts: &Facts, law: Source, standing: Standing) -> (Source, Standing) {
    if facts.by_policy { (POLICY, standing.without_term()) } else { (law, standing) }
}

/// What the gate found, first of the reasons. A policy asks whatever the ground, so it says nothing of one.
pub(super) fn say_needed(found: Finding, facts: &Facts) -> Finding {
    found.because(if facts.by_policy { "needs_support_by_policy" } else { "needs_extra_support_on_the_ground" }, true)
}

/// The school's own policy to agree on support whatever the ground.
const POLICY: Source = Source::policy("agreements for every need");

/// Whether the need was assessed for this application: on which day first, or not, or nobody said.
///
/// An assessment from before the application was for another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assessed {
    On(Date),
    Not,
    NotSaid,
}

pub(super) fn assessed(facts: &Facts) -> Assessed {
    let Some(intake) = &facts.intake else { return Assessed::NotSaid };
    let Application { applied_on, .. } = facts.application;
    let ours = |held: &Date| applied_on.is_none_or(|applied| applied <= *held);
    intake
        .iter()
        .filter(|talk| talk.assessed.unwrap_or(talk.found_no_need))
        .filter_map(|talk| talk.held_on)
        .filter(ours)
        .min()
        .map_or(Assessed::Not, Assessed::On)
}

/// The moment at which a version was agreed by all who must: the student, and a parent where the student was younger than
/// the age from which they agree alone. The age when the last answer that was needed came is what counts: the guidance
/// looks at the moment at which the agreements are recorded.
pub(super) fn completed(facts: &Facts, version: &Version) -> Option<When> {
    if version.in_writing == Some(false) || version.in_writing.is_none() {
        return None;
    }
    let alone = |on: Date| {
        let limit = facts.school.terms.parent_answers_below(on);
        facts.person.birth.is_none_or(|birth| birth.age_on(on) >= limit)
    };
    let moments = version.student.iter().flat_map(|student| {
        let with_parent = version.parent.iter().map(|parent| *student.max(parent));
        let by_self = alone(student.day).then_some(*student);
        by_self.into_iter().chain(with_parent)
    });
    moments.min()
}

/// Whether a version is for this enrolment: it names it where it names any, and was made with this school.
pub(super) fn is_for(version: &Version, enrolment: Option<&Enrolment>) -> bool {
    let Some(enrolment) = enrolment else { return true };
    let named = match (&version.covers, &enrolment.id) {
        (Some(covers), Some(id)) => covers.contains(id),
        _ => true,
    };
    let here = match (&version.institution, &enrolment.institution) {
        (Some(made), Some(at)) => made == at,
        _ => true,
    };
    named && here
}

fn candidates<'a>(facts: &'a Facts, enrolment: Option<&'a Enrolment>) -> impl DoubleEndedIterator<Item = &'a Version> {
    facts.agreements.iter().filter(move |version| version.statutory != Some(false) && is_for(version, enrolment))
}

/// Whether a version still held on a day. One that was replaced goes on until the newer one is agreed.
fn holds_on(facts: &Facts, version: &Version, day: Date) -> bool {
    if version.until.is_some_and(|until| until < day) {
        return false;
    }
    let replaced = version.superseded_on.is_some_and(|on| on <= day);
    let by = facts.agreements.iter().find(|other| other.number.is_some() && other.number == version.superseded_by);
    !replaced || by.is_some_and(|by| completed(facts, by).is_none_or(|on| on.day > day))
}

/// Whether there were agreements for an enrolment before a moment, that still held on its day.
pub(super) fn agreed_before(facts: &Facts, enrolment: Option<&Enrolment>, before: When) -> Option<When> {
    candidates(facts, enrolment)
        .filter(|version| holds_on(facts, version, before.day))
        .filter_map(|version| completed(facts, version))
        .filter(|on| on.is_before(&before))
        .min()
}

/// The first agreements for an enrolment, whenever they came, that did not end before it.
pub(super) fn agreed_ever(facts: &Facts, enrolment: Option<&Enrolment>) -> Option<When> {
    let enrolled = enrolment.and_then(|enrolment| enrolment.enrolled).map(|when| when.day);
    let ended = |version: &&Version| matches!((version.until, enrolled), (Some(until), Some(day)) if until < day);
    candidates(facts, enrolment).filter(|version| !ended(version)).filter_map(|version| completed(facts, version)).min()
}

/// Until when the agreements for an enrolment hold that were made since a day: for good, until a last day, or there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// Since this day, and no end is known.
    On(Date),
    /// Since the first day, until the second.
    Until(Date, Date),
    /// There are none.
    Not,
}

pub(super) fn held(facts: &Facts, enrolment: Option<&Enrolment>, since: Option<Date>) -> Held {
    let agreed = candidates(facts, enrolment)
        .filter_map(|version| Some((completed(facts, version)?.day, version.until)))
        .filter(|(on, _)| since.is_none_or(|since| since <= *on));
    agreed.fold(Held::Not, |held, (on, until)| match (held, until) {
        (Held::Not, None) => Held::On(on),
        (Held::Not, Some(until)) => Held::Until(on, until),
        (Held::On(first) | Held::Until(first, _), None) => Held::On(first.min(on)),
        (Held::On(first), Some(_)) => Held::On(first.min(on)),
        (Held::Until(first, last), Some(until)) => Held::Until(first.min(on), last.max(until)),
    })
}

/// A duty to agree: done while agreements hold, asked anew the day after they end.
pub(super) fn until_agreed(standing: Standing, held: Held) -> Standing {
    match held {
        Held::On(on) => standing.done(Some(on)),
        Held::Until(_, last) => last.next_day().map_or(standing, |day| standing.opens_not_before(day)),
        Held::Not => standing,
    }
}

/// Until when there are agreements, as a reason.
pub(super) fn say_held(found: Finding, held: Held) -> Finding {
    match held {
        Held::On(on) => found.because("agreed_on", on),
        Held::Until(on, last) => found.because("agreed_on", on).because("agreements_end_on", last),
        Held::Not => found.because("agreed_on", None::<Date>),
    }
}

/// Who acts next where there are no agreements: on the newest version for this enrolment, or the school when there is none
/// that can be answered.
pub(super) fn waits_for(facts: &Facts, enrolment: Option<&Enrolment>, today: Option<Date>) -> Actor {
    let Some(version) = candidates(facts, enrolment).next_back() else { return Actor::Institution };
    if let Some(actor) = version.waits_for {
        return actor;
    }
    if version.in_writing != Some(true) {
        return Actor::Institution;
    }
    let limit = |on: Date| facts.school.terms.parent_answers_below(on);
    let young = |on: Date| facts.person.birth.is_some_and(|birth| birth.age_on(on) < limit(on));
    match version.student.iter().max() {
        // A student who was too young to agree alone then and is not now agrees again: nothing was recorded before.
        Some(last) if young(last.day) && today.is_none_or(young) => Actor::Parent,
        _ => Actor::Student,
    }
}

/// The last enrolment that is not the wanted one.
pub(super) fn last_enrolment(facts: &Facts) -> Option<(&Enrolment, When)> {
    facts.enrolments.iter().filter_map(|enrolment| Some((enrolment, enrolment.enrolled?))).max_by_key(|(_, when)| *when)
}
