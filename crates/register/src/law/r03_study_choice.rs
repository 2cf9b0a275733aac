//! R3: the study choice advice binds nobody (WEB 8.0.4(4)): a negative one is no ground to refuse.
//!
//! That *no* advice was given after compulsory intake activities can be one (8.1.1c(3)(c)(2)), for who is no longer under
//! the qualification duty; not that someone was not at the intake, if an advice was given all the same.

use super::{Act, Actor, Facts, Rule, Source, Verdict, r04_admission};

/// Whether the school may refuse because of the advice.
pub fn may_refuse(facts: &Facts, today: time::Date) -> Verdict {
    let source = Source::law("WEB 8.0.4(4)");
    let no = Verdict::no(Rule::R3, Act::Refuse, source, Actor::Institution);
    if !facts.is_funded() {
        let source = Source::law("WEB 11.1.2(1)");
        return Verdict { allowed: true, source, ..no }.free().because("funded", false);
    }
    let talks = facts.intake.as_deref().unwrap_or_default();
    let advised = talks.iter().any(|talk| talk.advised);
    let missed = talks.iter().any(|talk| talk.compulsory == Some(true) && talk.took_part == Some(false));
    if !advised
        && missed
        && r04_admission::lists_grounds(facts)
        && r04_admission::is_free_of_qualification_duty(facts, today) == Ok(true)
    {
        let source = Source::law("WEB 8.1.1c(3)(c)(2)");
        return Verdict { allowed: true, source, ..no }
            .because("qualification_duty", false)
            .because("compulsory_intake", true)
            .because("advice_given", false);
    }
    no.because("advice_given", advised)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Intake, testing::*};

    #[test]
    fn a_negative_advice_is_no_ground_and_no_advice_can_be_one() {
        let talk = |compulsory, took_part, advised| {
            let mut facts = applicant();
            facts.intake = Some(vec![Intake {
                compulsory: Some(compulsory),
                took_part: Some(took_part),
                advised,
                ..Intake::default()
            }]);
            facts
        };
        let free = |mut facts: Facts, duty| {
            facts.person.qualification_duty = Some(duty);
            facts
        };
        for (what, facts, allowed) in [
            ("advised against", free(talk(true, true, true), false), false),
            ("not at the compulsory intake, no advice", free(talk(true, false, false), false), true),
            ("the same, under the duty", free(talk(true, false, false), true), false),
            ("not at an intake that nobody had to come to", free(talk(false, false, false), false), false),
            ("not there, but advised all the same", free(talk(true, false, true), false), false),
            ("no intake at all", free(applicant(), false), false),
        ] {
            assert_eq!(may_refuse(&facts, day("2027-05-03")).allowed, allowed, "{what}");
        }
    }
}
