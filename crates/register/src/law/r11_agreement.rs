//! R11: when there is an agreement: both sides, in writing (WEB 8.1.3a(2)). From 16 a student agrees alone; under 16 a
//! parent or guardian agrees as well, by the age at the moment the agreements are recorded (guidance of the Steunpunt
//! Passend Onderwijs; the WEB does not say it). A parent of an adult binds nobody. A signature is not asked.

use super::support::{self, Gate};
use super::{Act, Actor, Facts, Rule, Source, Verdict, When};
use time::Date;

/// The guidance on who agrees.
pub(super) const GUIDANCE: Source =
    Source::guidance("WEB 8.1.3a(2); Steunpunt Passend Onderwijs, page on 1 August 2023");

/// Whether there is an agreement on a day, so that enrolment may follow.
pub fn exists(facts: &Facts, today: Date) -> Verdict {
    let answer = |allowed, actor| Verdict::is(allowed, Rule::R11, Act::Enrol, GUIDANCE, actor);
    match support::gate(facts) {
        Gate::OutOfScope(cite) => {
            return Verdict { source: Source::law(cite), ..answer(true, Actor::Institution) }.free();
        }
        Gate::NotNeeded | Gate::Waived(_) => return answer(true, Actor::Institution).free(),
        Gate::NotKnown | Gate::Needed => {}
    }
    let wanted = facts.wanted.as_ref();
    let age = facts.person.birth.map(|birth| birth.age_on(today));
    match support::agreed_before(facts, wanted, When::day(today)) {
        Some(on) => answer(true, Actor::Student).met(on.day).because("age", age).because("agreed_on", on.day),
        None => {
            let actor = support::waits_for(facts, wanted, Some(today));
            answer(false, actor).blocked().because("age", age).because("waits_for", actor.code())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Version, testing::*};

    #[test]
    fn the_age_at_the_last_answer_says_who_must_agree() {
        let case = |birth: &str, student: &[&str], parent: &[&str]| {
            let mut facts = in_need();
            facts.person.birth = Some(born(birth));
            facts.agreements =
                vec![Version { parent: parent.iter().map(|text| when(text)).collect(), ..version(student) }];
            facts
        };
        for (what, facts, expected) in [
            ("16 on the day of agreeing", case("2011-06-18", &["2027-06-18"], &[]), "yes met student"),
            ("16 a day later", case("2011-06-19", &["2027-06-18"], &[]), "no blocked student"),
            ("16 a day later, agreed again", case("2011-06-19", &["2027-06-18", "2027-06-19"], &[]), "yes met student"),
            ("15 still", case("2011-09-10", &["2027-06-18"], &[]), "no blocked parent"),
            ("15, both", case("2011-09-10", &["2027-06-18"], &["2027-06-20"]), "yes met student"),
            ("15, the parent alone", case("2011-09-10", &[], &["2027-06-20"]), "no blocked student"),
            ("18, the parent alone", case("2009-03-01", &[], &["2027-06-20"]), "no blocked student"),
            (
                "a leapling, 16 on 1 March 2024 for a day in February: 15",
                case("2012-02-29", &["2027-06-18"], &[]),
                "no blocked parent",
            ),
        ] {
            assert_eq!(said(&exists(&facts, day("2027-06-21")), "2027-06-21"), expected, "{what}");
        }
    }
}
