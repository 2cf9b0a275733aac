//! R8: where extra support is needed because of a disability or chronic illness, the enrolment takes place only after
//! written agreements with the student about it (WEB 8.1.3a(2)).
//!
//! The agreements are those of this school, for this enrolment: enrolling is per programme (8.1.1(2)). An offer is no
//! agreement; a signature is not asked. Needing extra support is what counts, not having a disability.

use super::support::{self, Assessed, Gate};
use super::{Act, Actor, Done, Enrolment, Facts, Finding, Needs, Rule, Source, Standing, Verdict, When, r07_assess};
use crate::statutory::Ground;
use time::Date;

pub(super) const SOURCE: Source = Source::law("WEB 8.1.3a(2)");

fn enrol(allowed: bool, source: Source, actor: Actor) -> Verdict {
    Verdict::is(allowed, Rule::R8, Act::Enrol, source, actor)
}

/// Whether the school may enrol on a day: R7 and R8 together.
pub fn may_enrol(facts: &Facts, today: Date) -> Verdict {
    let gate = support::gate(facts);
    let ours = Actor::Institution;
    if let Gate::OutOfScope(cite) = gate {
        return enrol(true, Source::law(cite), ours)
            .free()
            .because("participant", facts.participant().code())
            .because("funded", facts.is_funded());
    }
    if !support::in_force(facts, today) {
        return enrol(true, SOURCE, ours).free().because("law_in_force", false);
    }
    let needs = |verdict: Verdict| {
        verdict
            .because("ground", facts.person.ground.map(Ground::code))
            .because("needs_extra_support", facts.person.needs.map(Needs::code))
    };
    let waived = |verdict: Verdict| match gate {
        Gate::Waived(on) => verdict.because("waived_on", on),
        _ => verdict,
    };
    if gate == Gate::Needed {
        let wanted = facts.wanted.as_ref();
        return match support::agreed_before(facts, wanted, When::day(today)) {
            Some(on) => needs(enrol(true, SOURCE, ours).met(on.day)).because("agreed_on", on.day),
            None => {
                let actor = support::waits_for(facts, wanted, Some(today));
                needs(enrol(false, SOURCE, actor).blocked()).because("agreed_on", None::<Date>)
            }
        };
    }
    let first_assess = || {
        Verdict { rule: Rule::R7, ..enrol(false, r07_assess::SOURCE, ours) }
            .first(Standing::OPEN)
            .because("assessed_on", None::<Date>)
    };
    match (support::assessed(facts), gate) {
        (Assessed::Not, _) | (Assessed::NotSaid, Gate::NotKnown) => first_assess(),
        // Assessed, and it stays unknown whether support is needed: the school did what it must, the student need not say.
        (Assessed::On(day), Gate::NotKnown) if facts.person.needs != Some(Needs::Yes) => {
            Verdict { rule: Rule::R7, ..enrol(true, r07_assess::SOURCE, ours) }.met(day).because("assessed_on", day)
        }
        _ => waived(needs(enrol(true, SOURCE, ours).free())),
    }
}

/// The duty to agree before an enrolment: before the wanted one, where one is wanted, else before the last one that was
/// made. It goes on after that enrolment, too late, and ends with it.
pub fn judge(facts: &Facts) -> Finding {
    let finding = |standing, actor| {
        let (source, standing) = support::asked_by(facts, SOURCE, standing);
        Finding::new(Rule::R8, source, actor, standing)
    };
    let none = |fact: &'static str| finding(Standing::NotApplicable, Actor::Institution).because(fact, false);
    match support::gate(facts) {
        Gate::OutOfScope(cite) => return Finding { source: Source::law(cite), ..none("in_scope") },
        Gate::NotNeeded | Gate::NotKnown | Gate::Waived(_) => return none("needs_extra_support_on_the_ground"),
        Gate::Needed => {}
    }
    let needed = |finding: Finding| support::say_needed(finding, facts);
    if let Some(wanted) = &facts.wanted {
        let held = support::held(facts, Some(wanted), None);
        let actor = support::waits_for(facts, Some(wanted), None);
        let found = needed(finding(support::until_agreed(Standing::OPEN, held), actor));
        return support::say_held(found, held);
    }
    let Some((enrolment, enrolled)) = support::last_enrolment(facts) else { return none("enrolled") };
    if !support::in_force(facts, enrolled.day) {
        return none("enrolled_under_the_law");
    }
    let before = support::agreed_before(facts, Some(enrolment), enrolled);
    let agreed = before.or_else(|| support::agreed_ever(facts, Some(enrolment)));
    let standing = Standing::by(enrolled.day);
    let standing = match agreed {
        Some(on) => standing.done_at(Done { on: on.day, late: before.is_none() }),
        None => standing,
    };
    let gone = enrolment.last_day.and_then(Date::next_day);
    let standing = gone.map_or(standing, |gone| standing.until_at_most(gone));
    let actor = if agreed.is_some() { Actor::Institution } else { support::waits_for(facts, Some(enrolment), None) };
    needed(finding(standing, actor))
        .because("enrolled_on", enrolled.day)
        .because("need_arose_later", false)
        .because("agreed_on", agreed.map(|on| on.day))
}

/// Whether the enrolments that were made respected the gate.
pub fn was_respected(facts: &Facts) -> Verdict {
    let source = SOURCE;
    let answer = |allowed| Verdict::is(allowed, Rule::R8, Act::HaveEnrolled, source, Actor::Institution);
    match support::gate(facts) {
        Gate::OutOfScope(cite) => return Verdict { source: Source::law(cite), ..answer(true) }.free(),
        Gate::NotNeeded | Gate::NotKnown | Gate::Waived(_) => {
            return answer(true)
                .free()
                .because("ground", facts.person.ground.map(Ground::code))
                .because("needs_extra_support", facts.person.needs.map(Needs::code));
        }
        Gate::Needed => {}
    }
    let each = facts.enrolments.iter().filter_map(|enrolment| Some((enrolment, enrolment.enrolled?)));
    let mut verdicts: Vec<Verdict> = each.map(|(enrolment, when)| of_enrolment(facts, enrolment, when)).collect();
    verdicts.sort_by_key(|verdict| verdict.allowed);
    verdicts.into_iter().next().unwrap_or_else(|| answer(true).first(Standing::NotTriggered))
}

/// Whether one enrolment respected the gate.
fn of_enrolment(facts: &Facts, enrolment: &Enrolment, when: When) -> Verdict {
    let answer = |allowed| {
        Verdict::is(allowed, Rule::R8, Act::HaveEnrolled, SOURCE, Actor::Institution).because("enrolled_on", when.day)
    };
    if !support::in_force(facts, when.day) {
        return answer(true).free();
    }
    if super::r10_agree_later::arose_later(facts, when) {
        let source = super::r10_agree_later::SOURCE;
        return Verdict { source, ..answer(true) }.free().because("need_arose_later", true);
    }
    let standing = Standing::by(when.day);
    if let Some(on) = support::agreed_before(facts, Some(enrolment), when) {
        return answer(true).first(standing.done_at(Done { on: on.day, late: false })).because("agreed_on", on.day);
    }
    match support::agreed_ever(facts, Some(enrolment)) {
        Some(on) => answer(false).first(standing.done_at(Done { on: on.day, late: true })).because("agreed_on", on.day),
        None => answer(false).first(standing).because("agreed_on", None::<Date>),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Intake, Participant, Provider, Version, testing::*};

    fn agreed(versions: Vec<Version>) -> Facts {
        let mut facts = in_need();
        facts.agreements = versions;
        facts
    }

    fn offered() -> Version {
        version(&[])
    }

    fn enrolled(mut facts: Facts, on: &str) -> Facts {
        facts.enrolments.push(enrolment("E1", on));
        facts
    }

    fn with(mut facts: Facts, change: impl FnOnce(&mut Facts)) -> Facts {
        change(&mut facts);
        facts
    }

    fn wants(facts: Facts, id: &str, institution: &str) -> Facts {
        with(facts, |facts| {
            facts.wanted = Some(Enrolment {
                id: Some(id.to_owned()),
                institution: Some(institution.to_owned()),
                ..Enrolment::default()
            });
        })
    }

    fn for_e1() -> Version {
        Version { covers: Some(vec!["E1".to_owned()]), institution: Some("A".to_owned()), ..version(&["2026-06-20"]) }
    }

    fn assessed(facts: Facts, was: bool) -> Facts {
        with(facts, |facts| {
            facts.intake =
                Some(vec![Intake { held_on: Some(day("2026-05-12")), assessed: Some(was), ..Intake::default() }]);
        })
    }

    #[test]
    fn enrolling_waits_for_agreements_where_support_is_needed_on_the_ground() {
        let today = "2026-08-01";
        let unwritten = Version { in_writing: Some(false), ..version(&["2026-06-20"]) };
        let policy = Version { statutory: Some(false), ..version(&["2026-06-20"]) };
        let born_2011 = |mut facts: Facts| {
            facts.person.birth = Some(born("2011-01-10"));
            facts
        };
        let both = Version { parent: vec![when("2026-06-22")], ..version(&["2026-06-20"]) };
        for (what, facts, expected) in [
            ("agreed", agreed(vec![version(&["2026-06-20"])]), "yes met institution"),
            ("agreed today", agreed(vec![version(&[today])]), "yes met institution"),
            ("agreed tomorrow", agreed(vec![version(&["2026-08-02"])]), "no blocked student"),
            ("offered", agreed(vec![offered()]), "no blocked student"),
            ("nothing offered", agreed(vec![]), "no blocked institution"),
            ("by word of mouth", agreed(vec![unwritten]), "no blocked institution"),
            ("by policy, which is about something else", agreed(vec![policy]), "no blocked institution"),
            ("15, agreed alone", born_2011(agreed(vec![version(&["2026-06-20"])])), "no blocked parent"),
            ("15, with a parent", born_2011(agreed(vec![both])), "yes met institution"),
            (
                "a newer offer beside what was agreed",
                agreed(vec![version(&["2026-06-20"]), offered()]),
                "yes met institution",
            ),
            ("a second programme", wants(agreed(vec![for_e1()]), "E2", "A"), "no blocked institution"),
            ("another school", wants(agreed(vec![for_e1()]), "E1", "B"), "no blocked institution"),
            ("that programme, that school", wants(agreed(vec![for_e1()]), "E1", "A"), "yes met institution"),
            (
                "vavo",
                with(agreed(vec![]), |f| f.person.participant = Some(Participant::Vavo)),
                "no blocked institution",
            ),
            (
                "other educatie",
                with(agreed(vec![]), |f| f.person.participant = Some(Participant::Educatie)),
                "yes not_applicable institution",
            ),
            (
                "not funded",
                with(agreed(vec![]), |f| f.school.provider = Some(Provider::NonFunded)),
                "yes not_applicable institution",
            ),
        ] {
            assert_eq!(said(&may_enrol(&facts, day(today)), today), expected, "{what}");
        }
        let before = may_enrol(&agreed(vec![]), day("2023-07-31"));
        assert_eq!(said(&before, "2023-07-31"), "yes not_applicable institution", "before the law");
    }

    #[test]
    fn first_assess_is_said_of_paragraph_1_and_only_agreements_of_paragraph_2() {
        let today = "2026-08-01";
        let known = |ground, needs| {
            with(applicant(), |facts| {
                facts.person.ground = Some(ground);
                facts.person.needs = Some(needs);
            })
        };
        use Ground::{No, Unknown, Yes};
        for (what, facts, expected, cite) in [
            (
                "nothing known, no intake",
                with(known(Unknown, Needs::Unknown), |f| f.intake = Some(vec![])),
                "no due institution",
                "WEB 8.1.3a(1)",
            ),
            (
                "a talk about other things",
                assessed(known(Unknown, Needs::Unknown), false),
                "no due institution",
                "WEB 8.1.3a(1)",
            ),
            ("said no, never assessed", assessed(known(No, Needs::No), false), "no due institution", "WEB 8.1.3a(1)"),
            (
                "assessed, the student did not say",
                assessed(known(Unknown, Needs::Unknown), true),
                "yes met institution",
                "WEB 8.1.3a(1)",
            ),
            (
                "a handicap, nothing needed",
                assessed(known(Yes, Needs::No), true),
                "yes not_applicable institution",
                "WEB 8.1.3a(2)",
            ),
            (
                "needed, on no ground",
                assessed(known(No, Needs::Yes), true),
                "yes not_applicable institution",
                "WEB 8.1.3a(2)",
            ),
            (
                "needed, ground unknown",
                assessed(known(Unknown, Needs::Yes), true),
                "yes not_applicable institution",
                "WEB 8.1.3a(2)",
            ),
            ("needed and not agreed", assessed(in_need(), true), "no blocked institution", "WEB 8.1.3a(2)"),
        ] {
            let verdict = may_enrol(&facts, day(today));
            assert_eq!((said(&verdict, today).as_str(), verdict.source.cite), (expected, cite), "{what}");
        }
    }

    #[test]
    fn the_order_of_agreeing_and_enrolling_decides_by_the_hour_where_both_are_known() {
        let one = |student: &str, on: &str| enrolled(agreed(vec![version(&[student])]), on);
        for (what, facts, expected) in [
            ("before", one("2026-06-20", "2026-08-01"), "yes met institution"),
            ("the same day, hours unknown", one("2026-08-01", "2026-08-01"), "yes met institution"),
            (
                "in the morning, enrolled in the afternoon",
                one("2026-08-01T10:05", "2026-08-01T14:30"),
                "yes met institution",
            ),
            (
                "in the afternoon, enrolled in the morning",
                one("2026-08-01T16:10", "2026-08-01T09:00"),
                "no met_late institution",
            ),
            ("only one hour known", one("2026-08-01T16:10", "2026-08-01"), "yes met institution"),
            ("a day later, in the next school year", one("2026-08-01", "2026-07-31"), "no met_late institution"),
            ("never", enrolled(agreed(vec![]), "2026-08-01"), "no overdue institution"),
            ("on the day, never", enrolled(agreed(vec![]), "2026-08-10"), "no due institution"),
            (
                "replaced before the enrolment, the new one agreed",
                enrolled(
                    agreed(vec![
                        Version {
                            number: Some(1),
                            superseded_on: Some(day("2026-07-01")),
                            superseded_by: Some(2),
                            ..version(&["2026-06-20"])
                        },
                        Version { number: Some(2), ..version(&["2026-07-01"]) },
                    ]),
                    "2026-08-01",
                ),
                "yes met institution",
            ),
            (
                "replaced by an offer nobody answered: the old one goes on",
                enrolled(
                    agreed(vec![
                        Version {
                            number: Some(1),
                            superseded_on: Some(day("2026-07-01")),
                            superseded_by: Some(2),
                            ..version(&["2026-06-20"])
                        },
                        Version { number: Some(2), ..version(&[]) },
                    ]),
                    "2026-08-01",
                ),
                "yes met institution",
            ),
            ("enrolled before the law", enrolled(agreed(vec![]), "2023-07-31"), "yes not_applicable institution"),
            ("not enrolled", agreed(vec![]), "yes not_yet institution"),
            (
                "the need arose later",
                with(enrolled(agreed(vec![]), "2026-08-01"), |f| f.need.arose_on = Some(day("2026-10-12"))),
                "yes not_applicable institution",
            ),
            (
                "one of two programmes",
                enrolled(
                    with(agreed(vec![for_e1()]), |f| f.enrolments.push(enrolment("E2", "2026-08-01"))),
                    "2026-08-01",
                ),
                "no overdue institution",
            ),
        ] {
            assert_eq!(said(&was_respected(&facts), "2026-08-10"), expected, "{what}");
        }
    }
}
