//! The facts that duties are computed from: thin, so that a workbench can load those of many files in one query.

use super::Who;
use crate::{
    ApplicationId, EnrolmentId, Moment, VersionId,
    agreement::{Agreement, Status, Subject, Waiting, WhoMustAnswer},
    application,
    enrolment::{self, status_on},
    statutory::History,
};
use time::Date;

/// Everything about one file that duties depend on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileFacts {
    /// Applications. Those that became an enrolment may be left in or out.
    pub applications: Vec<ApplicationFacts>,
    /// Enrolments.
    pub enrolments: Vec<EnrolmentFacts>,
    /// The statutory facts.
    pub statutory: History,
    /// What was agreed and what is offered.
    pub agreement: AgreementFacts,
}

/// An application, as far as duties depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApplicationFacts {
    /// Which.
    pub id: ApplicationId,
    /// When the programme would begin.
    pub starts_on: Option<Date>,
    /// Where it stands.
    pub status: application::Status,
}

/// An enrolment, as far as duties depend on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentFacts {
    /// Which.
    pub id: EnrolmentId,
    /// The first day.
    pub from: Date,
    /// The last day as it was.
    pub until: Option<Date>,
    /// No longer held by a newer import.
    pub withdrawn: bool,
    /// The applications that became this enrolment: what was agreed for them was agreed for it.
    pub applications: Vec<ApplicationId>,
}

/// What was agreed and what is offered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AgreementFacts {
    /// Every version that was ever agreed.
    pub agreed: Vec<AgreedFact>,
    /// The version that waits for an answer.
    pub open: Option<OpenFact>,
}

/// A version that was agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedFact {
    /// For what.
    pub subjects: Vec<Subject>,
    /// When the last answer that was needed came.
    pub on: Moment,
    /// The last day on which it held: its measures' last day, or the day it was replaced or ended.
    pub until: Option<Date>,
}

/// A version that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenFact {
    /// Which.
    pub version: VersionId,
    /// For what.
    pub subjects: Vec<Subject>,
    /// Whose answer is missing.
    pub waiting: Waiting,
}

impl AgreementFacts {
    /// The facts of an agreement.
    pub fn of(agreement: &Agreement, who: &WhoMustAnswer) -> Self {
        let agreed = agreement.versions.iter().filter_map(|version| {
            let closed = (version.status != Status::InForce).then_some(version.status_since.day);
            let until = match (version.last_day(), closed) {
                (Some(last), Some(closed)) => Some(last.min(closed)),
                (last, closed) => last.or(closed),
            };
            Some(AgreedFact { subjects: version.subjects.clone(), on: version.agreed_on()?, until })
        });
        let open = agreement.offered().map(|version| OpenFact {
            version: version.id,
            subjects: version.subjects.clone(),
            waiting: version.waits_for(who).unwrap_or(Waiting::Student),
        });
        Self { agreed: agreed.collect(), open }
    }
}

impl AgreementFacts {
    /// Whether a version for this held on a day, or at any time after it.
    pub(super) fn held_from(&self, ours: impl Fn(&[Subject]) -> bool, day: Date) -> bool {
        self.agreed.iter().any(|fact| ours(&fact.subjects) && fact.until.is_none_or(|until| day <= until))
    }

    /// Who has to answer the version that is offered for this, if one is.
    pub(super) fn who_is_next(&self, ours: impl Fn(&[Subject]) -> bool) -> Option<Who> {
        let open = self.open.as_ref().filter(|open| ours(&open.subjects))?;
        Some(match open.waiting {
            Waiting::Student => Who::Student,
            Waiting::Guardian => Who::Guardian,
        })
    }
}

impl EnrolmentFacts {
    /// Where it stands on a day.
    pub(super) fn status(&self, today: Date) -> enrolment::Status {
        status_on(self.from, self.until, self.withdrawn, today)
    }

    /// Whether duties can exist for it: it runs, or is about to.
    pub(super) fn counts(&self, today: Date) -> bool {
        self.status(today).counts()
    }

    /// Whether a version that names these subjects is for this enrolment.
    pub(super) fn is_named_by(&self, subjects: &[Subject]) -> bool {
        subjects.iter().any(|subject| match subject {
            Subject::Enrolment(id) => *id == self.id,
            Subject::Application(id) => self.applications.contains(id),
        })
    }
}
