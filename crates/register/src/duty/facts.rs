//! The facts that duties are computed from: thin, so that a workbench can load those of many files in one query.

use super::Waits;
use crate::{
    ApplicationId, BirthDate, EnrolmentId, VersionId, absence,
    agreement::{Agreement, Answer, Answerer, Given, Status, Subject, Version, Waiting, When, WhoMustAnswer},
    application, law,
    statutory::History,
    transition::Leaving,
};
use time::Date;

/// Everything about one file that duties depend on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileFacts {
    /// When the person was born, as far as is known.
    pub birth: Option<BirthDate>,
    /// Applications. Those that became an enrolment may be left in or out.
    pub applications: Vec<ApplicationFacts>,
    /// Enrolments.
    pub enrolments: Vec<EnrolmentFacts>,
    /// The statutory facts.
    pub statutory: History,
    /// What was agreed and what is offered.
    pub agreement: AgreementFacts,
    /// The first day on which somebody looks again at a point of attention.
    pub look_again: Option<Date>,
    /// How each enrolment is left, and what was noted of the way to work.
    pub leaving: Vec<Leaving>,
    /// Absences without a valid reason, the first first.
    pub absences: Vec<absence::Fact>,
}

/// An application, as far as duties depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApplicationFacts {
    /// Which.
    pub id: ApplicationId,
    /// When it was made: what was assessed before was for another one.
    pub applied_on: Date,
    /// When the programme would begin.
    pub starts_on: Option<Date>,
    /// Where it stands.
    pub status: application::Status,
    /// When the school decided to enrol; nobody said, or then.
    pub decided: Option<law::When>,
    /// As what somebody would be enrolled; nobody said, or that.
    pub participant: Option<law::Participant>,
}

impl From<&application::Application> for ApplicationFacts {
    fn from(application: &application::Application) -> Self {
        let application::Application { id, applied_on, starts_on, status, decided, participant, .. } = *application;
        Self { id, applied_on, starts_on, status, decided, participant }
    }
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
    /// The newest version, when somebody asked for something else or said no and the school has not replied.
    pub asked: Option<AskedFact>,
    /// The version in force, when teachers say that a measure of it does not work: known to whoever has the lessons.
    pub failing: Option<FailingFact>,
}

/// A version that was agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedFact {
    /// For what.
    pub subjects: Vec<Subject>,
    /// Each time the student agreed.
    pub student: Vec<When>,
    /// Each time a guardian agreed.
    pub guardian: Vec<When>,
    /// The last day on which it held: its measures' last day, or the day it was replaced or ended.
    pub until: Option<Date>,
    /// Each day on which school and student looked back at it.
    pub evaluated: Vec<Date>,
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
    /// Since when: the day of the proposal, or of the student's own answer where only a guardian's is missing.
    pub since: Date,
}

/// A version that was answered with a wish or a no, to which the school owes a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedFact {
    /// Which.
    pub version: VersionId,
    /// For what.
    pub subjects: Vec<Subject>,
    /// Since when.
    pub since: Date,
}

/// A version with a measure that does not work in the lessons, which the coach looks into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailingFact {
    /// Which.
    pub version: VersionId,
    /// For what.
    pub subjects: Vec<Subject>,
    /// Since when.
    pub since: Date,
    /// The last day of the measure.
    pub until: Option<Date>,
}

impl FailingFact {
    /// Of measures that fail, by version, place and since when: the one that fails longest of those that are in force.
    pub fn of(agreement: &Agreement, failing: &[(VersionId, usize, Date)]) -> Option<Self> {
        let in_force = failing.iter().filter_map(|(id, position, since)| {
            let version = agreement.version(*id).filter(|version| version.status == Status::InForce)?;
            let until = version.lines.get(*position)?.until;
            Some(Self { version: *id, subjects: version.subjects.clone(), since: *since, until })
        });
        in_force.min_by_key(|failing| failing.since)
    }

    pub(super) const fn waits(&self) -> Waits {
        Waits { version: self.version, since: self.since }
    }
}

impl AgreementFacts {
    /// The facts of an agreement.
    pub fn of(agreement: &Agreement, who: &WhoMustAnswer) -> Self {
        let open = agreement.offered().map(|version| OpenFact {
            version: version.id,
            subjects: version.subjects.clone(),
            waiting: version.waits_for(who).unwrap_or(Waiting::Student),
            since: waits_since(version, who),
        });
        let asked = agreement.latest().filter(|version| version.asks_reply()).map(|version| AskedFact {
            version: version.id,
            subjects: version.subjects.clone(),
            since: version.status_since.day,
        });
        Self { agreed: agreement.versions.iter().filter_map(AgreedFact::of).collect(), open, asked, failing: None }
    }

    /// The same, without what is not in force on a day: what an enrolment on that day can rest on.
    pub(crate) fn in_force(agreement: &Agreement, who: &WhoMustAnswer, today: Date) -> Self {
        let agreed = agreement.versions.iter().filter(|version| version.in_force(today)).filter_map(AgreedFact::of);
        Self { agreed: agreed.collect(), ..Self::of(agreement, who) }
    }
}

impl AgreedFact {
    fn of(version: &Version) -> Option<Self> {
        let closed = (version.status != Status::InForce).then_some(version.status_since.day);
        let until = match (version.last_day(), closed) {
            (Some(last), Some(closed)) => Some(last.min(closed)),
            (last, closed) => last.or(closed),
        };
        version.agreed_on()?;
        let yes = |given: &&Given| given.counts() && given.answer == Answer::Agreed;
        let of = |student: bool| {
            let theirs = version.answers.iter().filter(yes).filter(|given| (given.by == Answerer::Student) == student);
            theirs.map(Given::when).collect()
        };
        let evaluated = version.evaluations.iter().filter(|one| one.counts()).map(|one| one.held_on).collect();
        Some(Self { subjects: version.subjects.clone(), student: of(true), guardian: of(false), until, evaluated })
    }

    /// Agreed once, by all who must, whoever that is.
    pub fn once(subjects: Vec<Subject>, on: When, until: Option<Date>) -> Self {
        Self { subjects, student: vec![on], guardian: vec![on], until, evaluated: Vec::new() }
    }
}

/// Since when somebody waits for the answer that is missing.
fn waits_since(version: &Version, who: &WhoMustAnswer) -> Date {
    let student = version.answer_of(Answerer::Student).map(|given| given.at.day);
    match version.waits_for(who) {
        Some(Waiting::Guardian) => student.unwrap_or(version.proposed.day),
        Some(Waiting::Student) | None => version.proposed.day,
    }
}

impl AgreementFacts {
    /// The version for this on which somebody waits: for its answer, or for the school's reply.
    pub(super) fn waits(&self, ours: impl Fn(&[Subject]) -> bool) -> Option<Waits> {
        let open = self.open.as_ref().filter(|open| ours(&open.subjects)).map(OpenFact::waits);
        open.or_else(|| self.asked.as_ref().filter(|asked| ours(&asked.subjects)).map(AskedFact::waits))
    }
}

impl OpenFact {
    pub(super) const fn waits(&self) -> Waits {
        Waits { version: self.version, since: self.since }
    }
}

impl AskedFact {
    pub(super) const fn waits(&self) -> Waits {
        Waits { version: self.version, since: self.since }
    }
}

impl FileFacts {
    /// The applications that became this enrolment, as far as they are known.
    pub(super) fn applied_for<'a>(
        &'a self,
        enrolment: &'a EnrolmentFacts,
    ) -> impl Iterator<Item = &'a ApplicationFacts> + 'a {
        self.applications.iter().filter(|application| enrolment.applications.contains(&application.id))
    }

    /// When the school decided to enrol. Where nobody said, or where somebody was there before it, that is the first day,
    /// of which the hour is not known (a reading: who is at school is enrolled).
    pub(super) fn enrolled(&self, enrolment: &EnrolmentFacts) -> law::When {
        let decided = self.applied_for(enrolment).filter_map(|application| application.decided).min();
        decided.filter(|when| when.day <= enrolment.from).unwrap_or(law::When::day(enrolment.from))
    }
}

impl EnrolmentFacts {
    /// Whether a version that names these subjects is for this enrolment.
    pub(crate) fn is_named_by(&self, subjects: &[Subject]) -> bool {
        subjects.iter().any(|subject| match subject {
            Subject::Enrolment(id) => *id == self.id,
            Subject::Application(id) => self.applications.contains(id),
        })
    }
}
