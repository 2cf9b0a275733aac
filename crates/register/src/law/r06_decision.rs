//! R6: a bijzondere instelling makes the enrolment decision known in writing, with reasons; to the parents too where the
//! student is younger than 18 on its day (WEB 8.1.1(1c)). A public school decides under the Awb.

use super::{Actor, Facts, Finding, Missing, Recipient, Rule, Source, Standing};

/// From this age parents are not told.
const ADULT_FROM: i32 = crate::guardian::ADULT_FROM;

/// Whether the decision was made known as the law asks.
///
/// # Errors
/// Birth date or the day of the decision is not known.
pub fn judge(facts: &Facts) -> Result<Finding, Missing> {
    let source = Source::law("WEB 8.1.1(1c)");
    let finding = |standing| Finding::new(Rule::R6, source, Actor::Institution, standing);
    if facts.school.private == Some(false) || !facts.is_funded() {
        return Ok(finding(Standing::NotApplicable).because("private", facts.school.private));
    }
    if facts.participant() == super::Participant::Educatie {
        return Ok(finding(Standing::NotApplicable).because("participant", facts.participant().code()));
    }
    let Some(decision) = facts.decision else { return Ok(finding(Standing::NotTriggered)) };
    let on = decision.on.ok_or(Missing("decision.on"))?;
    let age = facts.birth()?.age_on(on);
    let minor = age < ADULT_FROM;
    let parents_told = !minor || decision.to_parents;
    let written = decision.in_writing == Some(true) && decision.with_reasons == Some(true);
    let done = written && decision.to_student && parents_told;
    let standing = Standing::OPEN.opens(on).done(done.then_some(on));
    let found = finding(standing)
        .because("in_writing", decision.in_writing)
        .because("with_reasons", decision.with_reasons)
        .because("age", age)
        .because("parents_told", decision.to_parents);
    Ok(if minor { found.tell(&[Recipient::Parents]) } else { found })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Decision, testing::*};

    #[test]
    fn in_writing_with_reasons_and_to_the_parents_of_a_minor() {
        let decided = |birth: &str, in_writing, with_reasons, to_parents| {
            let mut facts = applicant();
            facts.person.birth = Some(born(birth));
            facts.decision = Some(Decision {
                on: Some(day("2027-06-22")),
                in_writing: Some(in_writing),
                with_reasons: Some(with_reasons),
                to_student: true,
                to_parents,
            });
            facts
        };
        for (what, facts, expected) in [
            ("18 today", decided("2009-06-22", true, true, false), "met -"),
            ("18 tomorrow", decided("2009-06-23", true, true, false), "due -"),
            ("18 tomorrow, parents told", decided("2009-06-23", true, true, true), "met -"),
            ("by word of mouth", decided("2007-06-22", false, true, false), "due -"),
            ("without reasons", decided("2007-06-22", true, false, false), "due -"),
        ] {
            let found = judge(&facts).unwrap();
            assert_eq!(told(&found, "2027-06-23"), expected, "{what}");
            assert_eq!(found.tell == [Recipient::Parents], what.starts_with("18 tomorrow"), "{what}");
        }
        let mut public = decided("2009-06-23", false, false, false);
        public.school.private = Some(false);
        assert_eq!(told(&judge(&public).unwrap(), "2027-06-23"), "not_applicable -");
    }
}
