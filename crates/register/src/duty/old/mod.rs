//! Until it is gone.
mod agree;
mod agree_later;
mod asked;
mod assess;
mod owed;
use super::*;
use asked::{Asked, before_start};
use crate::enrolment::status_on;

pub(super) fn in_force(day: Date) -> bool { day >= crate::law::WRITTEN_AGREEMENTS_SINCE }

pub(super) fn due(facts: &FileFacts, policy: &Policy, today: Date) -> Vec<Duty> {
    let mut duties = assess::due(facts, policy, today);
    duties.extend(agree::due(facts, policy, today));
    duties.extend(agree_later::due(facts, policy, today));
    duties.extend(owed::due(facts, &duties, today));
    duties.sort_by(most_pressing);
    duties
}

impl EnrolmentFacts { fn counts(&self, today: Date) -> bool { status_on(self.from, self.until, self.withdrawn, today).counts() } }
impl AgreementFacts {
    /// Whether a version for this held on a day, or at any time after it.
    pub(in crate::duty) fn held_from(&self, ours: impl Fn(&[Subject]) -> bool, day: Date) -> bool {
        self.agreed.iter().any(|fact| ours(&fact.subjects) && fact.until.is_none_or(|until| day <= until))
    }

    /// Who has to answer the version that is offered for this, if one is.
    pub(in crate::duty) fn who_is_next(&self, ours: impl Fn(&[Subject]) -> bool) -> Option<Who> {
        let open = self.open.as_ref().filter(|open| ours(&open.subjects))?;
        Some(match open.waiting {
            crate::agreement::Waiting::Student => Who::Student,
            crate::agreement::Waiting::Guardian => Who::Guardian,
        })
    }
}

