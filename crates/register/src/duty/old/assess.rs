//! R7: before the enrolment the school assesses whether extra support is needed (WEB 8.1.3a(1)).
//!
//! The last day is the day of the enrolment itself: the same day counts as before. An assessment from before an application
//! was for another one: who applies again is assessed again. What changes later is a new assessment or a need that arises
//! (R10). One duty per file: the most pressing, because one talk fulfils it for every application and enrolment.

use super::{Basis, Due, Duty, DutyKind, FileFacts, Who, before_start, most_pressing};
use crate::{agreement::Subject, law::Article, policy::Policy};
use time::Date;

pub(super) fn due(facts: &FileFacts, policy: &Policy, today: Date) -> Vec<Duty> {
    let duty = |subject, due, who| Duty {
        kind: DutyKind::Assess,
        subject,
        basis: Basis::Law(Article::Assess),
        due,
        who,
        waits: None,
    };
    let assessed_since =
        |day: Option<Date>| facts.statutory.all().iter().any(|assessed| day.is_none_or(|day| day <= assessed.on.day));
    let open = facts.applications.iter().filter(|application| application.status.is_open());
    let open = open.filter(|application| !assessed_since(Some(application.applied_on)));
    let applicant = open.map(|application| {
        duty(Subject::Application(application.id), before_start(application.starts_on, today), Who::Intaker)
    });
    // Who was enrolled before the law held was never to be assessed under it.
    let enrolled = facts
        .enrolments
        .iter()
        .filter(|enrolment| enrolment.counts(today) && crate::duty::old::in_force(enrolment.from))
        .filter(|enrolment| !assessed_since(facts.applied_for(enrolment)));
    let enrolled =
        enrolled.map(|enrolment| duty(Subject::Enrolment(enrolment.id), Due::By(enrolment.from), Who::Coach));
    applicant.chain(enrolled).min_by(most_pressing).into_iter().collect()
}
