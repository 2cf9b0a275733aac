//! R5: a roc that does not enrol offers another programme (WEB 8.1.1c(4)): where places are limited, where a programme's own
//! demands are not met, and to who is still under the qualification duty and was late, got no advice or did not reply.
//!
//! Not a beroepscollege, and no term: it comes with the refusal.

use super::{Actor, Facts, Finding, Missing, Provider, Rule, Source, Standing};

/// Whether another programme is owed.
///
/// # Errors
/// Whether the qualification duty holds is not known and cannot be computed.
pub fn judge(facts: &Facts) -> Result<Finding, Missing> {
    let source = Source::law("WEB 8.1.1c(4)");
    let finding = |standing| Finding::new(Rule::R5, source, Actor::Institution, standing);
    let none = || finding(Standing::NotApplicable);
    if !matches!(facts.school.provider, None | Some(Provider::Roc)) || facts.programme.continuous_route {
        return Ok(none().because("roc", false));
    }
    if !facts.is_vocational() || facts.programme.kind == Some(super::Kind::Entree) {
        return Ok(none().because("levels_2_to_4", false));
    }
    let application = &facts.application;
    let Some(refused) = application.refused_on else { return Ok(finding(Standing::NotTriggered)) };
    let owed = Standing::OPEN.opens(refused).done(application.offered_on);
    let for_all = match application.refused_for {
        Some(_) => false,
        None => application.limited == Some(true) || facts.programme.sets_demands,
    };
    if for_all {
        return Ok(finding(owed).because("limited", application.limited).because("offered_on", application.offered_on));
    }
    let Some(ground) = application.refused_for else { return Err(Missing("refusal_ground")) };
    let duty = !super::r04_admission::is_free_of_qualification_duty(facts, refused)?;
    let standing = if duty { owed } else { Standing::NotApplicable };
    Ok(finding(standing)
        .because("qualification_duty", duty)
        .because("refused_for", ground.code())
        .because("offered_on", application.offered_on))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{RefusedFor, testing::*};

    #[test]
    fn a_roc_owes_another_offer_to_who_is_under_the_duty() {
        let refused = |duty, ground, offered: Option<&str>| {
            let mut facts = applicant();
            facts.person.qualification_duty = Some(duty);
            facts.school.provider = Some(Provider::Roc);
            facts.application.refused_on = Some(day("2027-07-03"));
            facts.application.refused_for = ground;
            facts.application.offered_on = offered.map(day);
            facts
        };
        let at = |mut facts: Facts, provider| {
            facts.school.provider = Some(provider);
            facts
        };
        let limited = |mut facts: Facts| {
            facts.application.limited = Some(true);
            facts
        };
        for (what, facts, expected) in [
            ("late, under the duty", refused(true, Some(RefusedFor::Late), None), "due -"),
            ("late, free of it", refused(false, Some(RefusedFor::Late), None), "not_applicable -"),
            ("no reply, under the duty", refused(true, Some(RefusedFor::NotConfirmed), None), "due -"),
            ("offered", refused(true, Some(RefusedFor::Late), Some("2027-07-04")), "met -"),
            ("places limited: to everyone", limited(refused(false, None, None)), "due -"),
            (
                "a beroepscollege",
                at(refused(true, Some(RefusedFor::Late), None), Provider::Beroepscollege),
                "not_applicable -",
            ),
            ("not funded", at(refused(true, Some(RefusedFor::Late), None), Provider::NonFunded), "not_applicable -"),
        ] {
            assert_eq!(told(&judge(&facts).unwrap(), "2027-07-06"), expected, "{what}");
        }
        assert_eq!(told(&judge(&applicant()).unwrap(), "2027-07-06"), "not_yet -");
    }
}
