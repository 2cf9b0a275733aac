//! What the school owes whatever the law asks: a reply to who asked for something else or said no, and care for a
//! proposal that waits for an answer. The pages on which people answer promise it, so somebody has it on a list until it
//! is done, also beside agreements that hold.
//!
//! No term: nobody's right runs out. Where the law or the school's policy asks agreements for the same version, that duty
//! has the term, and this one is the same work: it stays silent.

use super::{Basis, Due, Duty, DutyKind, FileFacts, Who};
use crate::agreement::{Subject, Waiting};
use time::Date;

pub(super) fn due(facts: &FileFacts, asked: &[Duty], today: Date) -> Vec<Duty> {
    let owed = |kind, subject, who, waits| {
        let same_work = |other: &Duty| other.subject == subject && other.kind.asks_agreements();
        let covered = asked.iter().any(same_work);
        let duty = Duty { kind, subject, basis: Basis::Promise, due: Due::NoTerm, who, waits: Some(waits) };
        (!covered).then_some(duty)
    };
    let mut duties = Vec::new();
    if let Some(wish) = &facts.agreement.asked
        && let Some((subject, who)) = facts.in_hand(&wish.subjects, today)
    {
        duties.extend(owed(DutyKind::Reply, subject, who, wish.waits()));
    }
    if let Some(open) = &facts.agreement.open
        && let Some((subject, _)) = facts.in_hand(&open.subjects, today)
    {
        let who = match open.waiting {
            Waiting::Student => Who::Student,
            Waiting::Guardian => Who::Guardian,
        };
        duties.extend(owed(DutyKind::Await, subject, who, open.waits()));
    }
    duties
}

impl FileFacts {
    /// The subject of a version that goes on, and who at school has it in hand: the coach of an enrolment, else the
    /// intaker of an application. `None` when nothing of it goes on.
    fn in_hand(&self, subjects: &[Subject], today: Date) -> Option<(Subject, Who)> {
        let enrolment =
            self.enrolments.iter().find(|enrolment| enrolment.counts(today) && enrolment.is_named_by(subjects));
        if let Some(enrolment) = enrolment {
            return Some((Subject::Enrolment(enrolment.id), Who::Coach));
        }
        let applications = self.applications.iter().filter(|application| application.status.is_open());
        let mut named = applications.map(|application| Subject::Application(application.id));
        named.find(|subject| subjects.contains(subject)).map(|subject| (subject, Who::Intaker))
    }
}
