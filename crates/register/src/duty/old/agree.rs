//! R8: no enrolment without written agreements, where extra support is needed because of a handicap or chronic
//! illness (WEB 8.1.3a(2)). Where the enrolment came first, the duty is overdue since its first day.
//!
//! Without the statutory ground, or for an enrolment from before the law, only the school's policy can ask the same.
//! Policy sets no term: what it asks is due, never overdue.
//!
//! A need that was first assessed after the enrolment was not looked for in time: that is a breach, and no need that arose
//! later (R10).

use super::{Asked, Basis, Due, Duty, DutyKind, FileFacts, Who, before_start};
use crate::{agreement::Subject, law::Article, policy::Policy};
use time::Date;

pub(super) fn due(facts: &FileFacts, policy: &Policy, today: Date) -> Vec<Duty> {
    let Some(asked) = Asked::now(facts, policy, today) else {
        return Vec::new();
    };
    let duty = |subject, basis, due, who, waits| {
        let due = if basis == Basis::Policy { Due::NoTerm } else { due };
        Duty { kind: DutyKind::Agree, subject, basis, due, who, waits }
    };
    let mut duties = Vec::new();
    for application in facts.applications.iter().filter(|application| application.status.is_open()) {
        let ours = |subjects: &[Subject]| subjects.contains(&Subject::Application(application.id));
        let day = application.starts_on.map_or(today, |start| start.max(today));
        if let Some(basis) = asked.before(day, Article::Agree, policy)
            && !facts.agreement.held_from(ours, today)
        {
            let who = facts.agreement.who_is_next(ours).unwrap_or(Who::Intaker);
            let due = before_start(application.starts_on, today);
            let waits = facts.agreement.waits(ours);
            duties.push(duty(Subject::Application(application.id), basis, due, who, waits));
        }
    }
    for enrolment in facts.enrolments.iter().filter(|enrolment| enrolment.counts(today)) {
        let ours = |subjects: &[Subject]| enrolment.is_named_by(subjects);
        // Known on the first day at the latest, or never looked for by then; and never agreed for this enrolment.
        if asked.known_at(facts, enrolment.from)
            && let Some(basis) = asked.before(enrolment.from, Article::Agree, policy)
            && !facts.agreement.held_from(ours, enrolment.from)
        {
            let who = facts.agreement.who_is_next(ours).unwrap_or(Who::Coach);
            let waits = facts.agreement.waits(ours);
            duties.push(duty(Subject::Enrolment(enrolment.id), basis, Due::By(enrolment.from), who, waits));
        }
    }
    duties
}
