//! Applications: someone asks to be admitted to a programme. The student system knows them; the intake and the
//! agreement come in between here, and an enrolment may follow. Drawn in `docs/states/application.md`.

use crate::{ApplicationId, EnrolmentId, PersonId, TeamId, codes, programme::Crebo};
use time::Date;

codes! {
    /// Where an application stands.
    pub enum Status {
        /// It came in; no intake yet.
        Received = "received",
        /// The intake was held.
        IntakeHeld = "intake_held",
        /// It became an enrolment; what is due counts from there.
        Enrolled = "enrolled",
        /// The applicant took it back.
        Withdrawn = "withdrawn",
        /// The school did not admit.
        NotAdmitted = "not_admitted",
    }
}

codes! {
    /// What can happen to an application.
    pub enum Event {
        /// The intake is held (again, perhaps).
        HoldIntake = "hold_intake",
        /// The student system says it became an enrolment.
        Enrol = "enrol",
        /// The applicant takes it back.
        Withdraw = "withdraw",
        /// The school does not admit.
        NotAdmit = "not_admit",
    }
}

impl Status {
    /// The only transitions. `None` when the event cannot happen to an application in this state.
    ///
    /// An enrolment may follow on anything: it is a fact of the student system, which is not ours to refuse.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Received | Self::IntakeHeld, Event::HoldIntake) => Some(Self::IntakeHeld),
            (Self::Received | Self::IntakeHeld, Event::Withdraw) => Some(Self::Withdrawn),
            (Self::Received | Self::IntakeHeld, Event::NotAdmit) => Some(Self::NotAdmitted),
            (Self::Received | Self::IntakeHeld | Self::Withdrawn | Self::NotAdmitted, Event::Enrol) => {
                Some(Self::Enrolled)
            }
            _ => None,
        }
    }

    /// Whether it still can become an enrolment by the school's own doing: what intakers work on.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::IntakeHeld)
    }
}

/// An application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Its identifier.
    pub id: ApplicationId,
    /// Who applies.
    pub person: PersonId,
    /// For which programme; unknown when the student system did not say.
    pub programme: Option<Crebo>,
    /// To which team; unknown when the student system did not say.
    pub team: Option<TeamId>,
    /// When the application was made.
    pub applied_on: Date,
    /// When the programme would begin.
    pub starts_on: Option<Date>,
    /// Where it stands.
    pub status: Status,
    /// The enrolment it became.
    pub became: Option<EnrolmentId>,
}

/// Which application an enrolment is the end of, so that what was agreed for the one holds for the other: the one for
/// the same programme that would begin nearest to the first day; else the only open one, because programmes
/// change between intake and enrolment. `None` when it cannot be told.
pub fn becomes<'a>(applications: &'a [Application], from: Date, programmes: &[Crebo]) -> Option<&'a Application> {
    let possible = |application: &&Application| {
        application.status.on(Event::Enrol).is_some() && application.became.is_none() && application.applied_on <= from
    };
    let same = applications
        .iter()
        .filter(possible)
        .filter(|application| application.programme.is_some_and(|programme| programmes.contains(&programme)));
    let distance = |application: &&Application| {
        let days = application.starts_on.map_or(i64::MAX, |start| (start - from).whole_days().abs());
        (!application.status.is_open(), days, application.id)
    };
    if let Some(same) = same.min_by_key(distance) {
        return Some(same);
    }
    let mut open = applications.iter().filter(possible).filter(|application| application.status.is_open());
    match (open.next(), open.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}
