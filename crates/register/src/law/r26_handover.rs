//! R26: a school may ask the municipality of residence to go on with a graduate's support, only where the graduate agrees
//! (WEB 9.2.13(2)). Once it does, the school makes an *overgangsdocument* (3): for the municipality, and by WEC 14e for the
//! adult graduate, or the parents of a minor. No number of days.

use super::{Act, Actor, Course, Due, Facts, Finding, Recipient, Rule, Source, Standing, Verdict};
use time::Date;

/// Whether the municipality may be asked on a day.
pub fn may_ask(facts: &Facts, today: Date) -> Verdict {
    let source = Source::law("WEB 9.2.13(2)");
    let answer = |allowed| Verdict::is(allowed, Rule::R26, Act::AskMunicipality, source, Actor::Institution);
    if !facts.is_funded() {
        return Verdict { source: Source::law("WEB 11.1.2(1)"), ..answer(false) }.free();
    }
    let graduate = facts.leaving.diploma_on.is_some_and(|on| on <= today);
    let agrees = facts.leaving.agrees == Some(true);
    let verdict = answer(graduate && agrees)
        .because("graduate", graduate)
        .because("graduate_agrees", facts.leaving.agrees)
        .tell(if graduate && agrees { &[Recipient::MunicipalityOfResidence] } else { &[] });
    if verdict.allowed { verdict.met(today) } else { verdict.blocked() }
}

/// Whether the document must be made.
pub fn judge(facts: &Facts) -> Finding {
    let finding = |standing| Finding::new(Rule::R26, Source::law("WEB 9.2.13(3)"), Actor::Institution, standing);
    if !facts.is_funded() || facts.leaving.agrees == Some(false) {
        return finding(Standing::NotApplicable).because("graduate_agrees", facts.leaving.agrees);
    }
    let Some(since) = facts.leaving.municipality_since else {
        return finding(Standing::NotTriggered).because("municipality_goes_on_since", None::<Date>);
    };
    let course = Course { opens: Some(since), due: Due::AtOnce, until: None, done: None, waits: false };
    let standing = Standing::Holds(course).done(facts.leaving.document_on);
    let minor = facts.person.birth.is_some_and(|birth| birth.age_on(since) < crate::guardian::ADULT_FROM);
    let second = if minor { Recipient::Parents } else { Recipient::Graduate };
    finding(standing)
        .because("municipality_goes_on_since", since)
        .because("made_on", facts.leaving.document_on)
        .tell(&[Recipient::MunicipalityOfResidence, second])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::testing::*;

    #[test]
    fn only_with_consent_and_the_document_only_once_the_municipality_goes_on() {
        let graduate = |agrees, since: Option<&str>, made: Option<&str>| {
            let mut facts = applicant();
            facts.leaving.diploma_on = Some(day("2026-07-03"));
            facts.leaving.agrees = agrees;
            facts.leaving.municipality_since = since.map(day);
            facts.leaving.document_on = made.map(day);
            facts
        };
        for (what, facts, asks, state) in [
            ("agrees", graduate(Some(true), None, None), true, "not_yet -"),
            ("does not", graduate(Some(false), None, None), false, "not_applicable -"),
            ("nobody asked", graduate(None, None, None), false, "not_yet -"),
            ("the municipality goes on", graduate(Some(true), Some("2027-03-10"), None), true, "due -"),
            ("it will", graduate(Some(true), Some("2027-03-16"), None), true, "not_yet -"),
            ("the document is there", graduate(Some(true), Some("2027-03-10"), Some("2027-03-12")), true, "met -"),
        ] {
            assert_eq!(may_ask(&facts, day("2027-03-15")).allowed, asks, "{what}");
            assert_eq!(told(&judge(&facts), "2027-03-15"), state, "{what}");
        }
        let mut student = graduate(Some(true), None, None);
        student.leaving.diploma_on = None;
        assert!(!may_ask(&student, day("2027-03-15")).allowed, "a graduate only");
        let mut minor = graduate(Some(true), Some("2027-03-10"), None);
        minor.person.birth = Some(born("2009-03-11"));
        assert_eq!(judge(&minor).tell, [Recipient::MunicipalityOfResidence, Recipient::Parents]);
        minor.person.birth = Some(born("2009-03-10"));
        assert_eq!(judge(&minor).tell, [Recipient::MunicipalityOfResidence, Recipient::Graduate]);
    }
}
