//! R10: a need that arises after the enrolment (WEB 8.1.3a(4)): agreements are due, and the law sets no term, so
//! they are never overdue by statute.
//!
//! The same holds where agreements there were ended or lapsed while the need goes on. The law does not say so in so many
//! words: paragraph 2 was fulfilled when the enrolment came, and paragraph 4 is the only one about what comes after.

use super::{Asked, Basis, Due, Duty, DutyKind, FileFacts, Who};
use crate::{agreement::Subject, law::Article, policy::Policy};
use time::Date;

pub(super) fn due(facts: &FileFacts, policy: &Policy, today: Date) -> Vec<Duty> {
    let Some(asked) = Asked::now(facts, policy, today) else {
        return Vec::new();
    };
    let mut duties = Vec::new();
    for enrolment in facts.enrolments.iter().filter(|enrolment| enrolment.counts(today)) {
        let ours = |subjects: &[Subject]| enrolment.is_named_by(subjects);
        // An enrolment from before the law broke nothing: what is written down since is asked from here on.
        let under_the_law = crate::duty::old::in_force(enrolment.from);
        let arose_later = asked.since.day > enrolment.from && !(under_the_law && asked.known_at(facts, enrolment.from));
        let lapsed = facts.agreement.held_from(ours, enrolment.from);
        // Paragraph 4 looks at the day on which the need came up, not at the day of the enrolment.
        let basis: Option<Basis> = asked.before(asked.since.day.max(enrolment.from), Article::AgreeLater, policy);
        if (arose_later || lapsed)
            && !facts.agreement.held_from(ours, today)
            && let Some(basis) = basis
        {
            let who = facts.agreement.who_is_next(ours).unwrap_or(Who::Coach);
            let subject = Subject::Enrolment(enrolment.id);
            let waits = facts.agreement.waits(ours);
            duties.push(Duty { kind: DutyKind::AgreeLater, subject, basis, due: Due::NoTerm, who, waits });
        }
    }
    duties
}
