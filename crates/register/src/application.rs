//! Applications: someone asks to be admitted to a programme. The student system knows them; the intake and the
//! agreement come in between here, and an enrolment may follow. Drawn in `docs/states/application.md`.

use crate::{
    ApplicationId, EnrolmentId, PersonId, TeamId, codes,
    law::{Participant, When},
    programme::Crebo,
};
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
        /// That it was taken back, or not admitted, is undone.
        Reopen = "reopen",
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
            (Self::Withdrawn | Self::NotAdmitted, Event::Reopen) => Some(Self::Received),
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
    /// When the school decided to enrol; unknown when the student system did not say.
    pub decided: Option<When>,
    /// As what somebody would be enrolled; unknown when the student system did not say.
    pub participant: Option<Participant>,
    /// Where it stands.
    pub status: Status,
    /// The enrolment it became.
    pub became: Option<EnrolmentId>,
    /// Until when the intake keeps it in hand, though it ended: somebody is to be told, or guided.
    pub kept: Option<Date>,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{application_id, day, enrolment_id};
    use uuid::Uuid;

    fn application(id: u128, programme: &str, starts_on: &str, status: Status) -> Application {
        Application {
            id: ApplicationId(Uuid::from_u128(id)),
            person: PersonId(Uuid::from_u128(1)),
            programme: Crebo::parse(programme),
            team: None,
            applied_on: day("2026-02-01"),
            starts_on: Some(day(starts_on)),
            status,
            decided: None,
            participant: None,
            became: None,
            kept: None,
        }
    }

    #[test]
    fn an_enrolment_is_the_end_of_the_application_it_fits() {
        use Status::{IntakeHeld, Received, Withdrawn};
        let one = || application(1, "25655", "2026-08-01", IntakeHeld);
        let other = || application(2, "25480", "2026-08-01", Received);
        let later = || application(3, "25655", "2027-02-01", Received);
        let cases = [
            ("the same programme", vec![other(), one()], "25655", Some(1)),
            ("the nearest first day", vec![later(), one()], "25655", Some(1)),
            (
                "an open one before one that was withdrawn, though that would begin nearer",
                vec![application(5, "25655", "2026-08-01", Withdrawn), later()],
                "25655",
                Some(3),
            ),
            ("the only open one, the programme changed", vec![one()], "99999", Some(1)),
            ("two open ones, neither fits: it cannot be told", vec![one(), other()], "99999", None),
            (
                "withdrawn, yet it came to an enrolment",
                vec![application(4, "25655", "2026-08-01", Withdrawn)],
                "25655",
                Some(4),
            ),
            ("withdrawn, and another programme", vec![application(4, "25480", "2026-08-01", Withdrawn)], "25655", None),
            ("became one already", vec![Application { became: Some(enrolment_id()), ..one() }], "25655", None),
            ("applied after it began", vec![Application { applied_on: day("2026-09-01"), ..one() }], "25655", None),
            ("none", vec![], "25655", None),
        ];
        assert_eq!(application_id().0, Uuid::from_u128(1));
        for (what, applications, programme, expected) in cases {
            let programmes: Vec<Crebo> = Crebo::parse(programme).into_iter().collect();
            let found = becomes(&applications, day("2026-08-01"), &programmes).map(|found| found.id.0.as_u128());
            assert_eq!(found, expected, "{what}");
        }
    }
}
