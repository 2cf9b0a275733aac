//! R7: before the enrolment the school assesses whether extra support is needed because of a disability or chronic illness,
//! and looks into possibilities, needs and circumstances (WEB 8.1.3a(1)). It may ask for data; nobody has to give them.
//!
//! Paragraph 1 orders the assessment, paragraph 2 alone forbids enrolling. "First assess" is therefore said of (1), and is
//! never a refusal of the student (a reading).

use super::support::{self, Assessed, Gate};
use super::{Actor, Facts, Finding, Missing, Rule, Source, Standing};

pub(super) const SOURCE: Source = Source::law("WEB 8.1.3a(1)");

/// Whether the need was assessed in time.
///
/// # Errors
/// Nobody said whether there was an intake.
pub fn judge(facts: &Facts) -> Result<Finding, Missing> {
    let finding = |standing| Finding::new(Rule::R7, SOURCE, Actor::Institution, standing);
    if let Gate::OutOfScope(cite) = support::gate(facts) {
        let source = Source::law(cite);
        let found = Finding { source, ..finding(Standing::NotApplicable) };
        return Ok(found.because("participant", facts.participant().code()).because("funded", facts.is_funded()));
    }
    let enrolled = match &facts.wanted {
        Some(_) => None,
        None => support::last_enrolment(facts).map(|(_, when)| when.day),
    };
    let on = match support::assessed(facts) {
        Assessed::On(day) => Some(day),
        Assessed::Not => None,
        Assessed::NotSaid => return Err(Missing("intake")),
    };
    let standing = match enrolled {
        Some(day) if !support::in_force(facts, day) => Standing::NotApplicable,
        Some(day) => Standing::by(day).done(on),
        None => Standing::OPEN.done(on),
    };
    Ok(finding(standing).because("assessed_on", on).because("enrolled_on", enrolled))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Intake, Participant, Provider, testing::*};

    #[test]
    fn before_the_enrolment_and_for_this_application() {
        let file = |enrolled: Option<&str>, intakes: &[(&str, bool)]| {
            let mut facts = applicant();
            facts.enrolments.extend(enrolled.map(|on| enrolment("E1", on)));
            let talk = |(on, assessed): &(&str, bool)| Intake {
                held_on: Some(day(on)),
                assessed: Some(*assessed),
                ..Intake::default()
            };
            facts.intake = Some(intakes.iter().map(talk).collect());
            facts
        };
        let applied = |mut facts: Facts, on| {
            facts.application.applied_on = Some(day(on));
            facts
        };
        let as_ = |mut facts: Facts, participant| {
            facts.person.participant = Some(participant);
            facts
        };
        let mut outside = file(Some("2026-08-01"), &[]);
        outside.school.provider = Some(Provider::NonFunded);
        for (what, facts, expected) in [
            ("at the intake", file(Some("2026-08-01"), &[("2026-05-12", true)]), "met 2026-08-01"),
            ("on the day itself", file(Some("2026-08-01"), &[("2026-08-01", true)]), "met 2026-08-01"),
            ("a day later", file(Some("2026-08-01"), &[("2026-08-02", true)]), "met_late 2026-08-01"),
            ("a talk about other things", file(Some("2026-08-01"), &[("2026-05-12", false)]), "overdue 2026-08-01"),
            ("never", file(Some("2026-08-01"), &[]), "overdue 2026-08-01"),
            ("not enrolled yet", file(None, &[]), "due -"),
            ("not enrolled yet, assessed", file(None, &[("2026-05-12", true)]), "met -"),
            (
                "for an application of years ago",
                applied(file(Some("2027-08-01"), &[("2023-05-12", true)]), "2027-02-01"),
                "overdue 2027-08-01",
            ),
            ("from before the law", file(Some("2023-07-31"), &[]), "not_applicable -"),
            ("on its first day", file(Some("2023-08-01"), &[]), "overdue 2023-08-01"),
            ("vavo", as_(file(Some("2026-08-01"), &[]), Participant::Vavo), "overdue 2026-08-01"),
            ("other educatie", as_(file(Some("2026-08-01"), &[]), Participant::Educatie), "not_applicable -"),
            ("not funded", outside, "not_applicable -"),
        ] {
            assert_eq!(told(&judge(&facts).unwrap(), "2027-09-01"), expected, "{what}");
        }
        assert_eq!(judge(&applicant()), Err(Missing("intake")), "not said is not the same as not held");
    }
}
