//! What was broken stays readable: for each enrolment, whether written agreements came before it where they were asked
//! (WEB 8.1.3a(2)), as a finding of the law.
//!
//! What was judged at the enrolment decides, not what was written down since: correcting a judgment never makes a breach
//! disappear. A corrected *date* does recompute it; the finding of before is a value that whoever kept it still has.

use super::FileFacts;
use crate::{
    EnrolmentId,
    law::{Actor, Done, Finding, Rule, Source, Standing},
    policy::Policy,
    statutory::Assessed,
};

/// One finding for each enrolment that the student system still knows.
pub fn breaches(facts: &FileFacts, policy: &Policy) -> Vec<(EnrolmentId, Finding)> {
    let known = facts.enrolments.iter().filter(|enrolment| !enrolment.withdrawn);
    known
        .map(|enrolment| {
            let asked = facts.statutory.asked_at(enrolment.from, Assessed::asks_agreement_by_law);
            let under_the_law = policy.law.written_agreements_on(enrolment.from);
            let ours = facts.agreement.agreed.iter().filter(|fact| enrolment.is_named_by(&fact.subjects));
            let agreed = ours.map(|fact| fact.on.day).min();
            let standing = if asked && under_the_law {
                match agreed {
                    Some(on) => Standing::by(enrolment.from).done_at(Done { on, late: on > enrolment.from }),
                    None => Standing::by(enrolment.from),
                }
            } else {
                Standing::NotApplicable
            };
            let finding = Finding::new(Rule::R8, Source::law("WEB 8.1.3a(2)"), Actor::Institution, standing)
                .because("needed_at_the_enrolment", asked)
                .because("enrolled_on", enrolment.from)
                .because("agreed_on", agreed);
            (enrolment.id, finding)
        })
        .collect()
}
