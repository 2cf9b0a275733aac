//! An application as a row, and the value that the rules know: made of one another here alone.

use crate::StoreError;
use register::application::{Application, Status};
use register::law::{Participant, When};
use register::programme::Crebo;
use register::{ApplicationId, EnrolmentId, PersonId, TeamId};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

imported! {
    /// An application, known by person, programme and day.
    Row: application of person_id
    key { application_id: Uuid }
    value {
        person_id: Uuid,
        crebo: String,
        team_id: Option<Uuid>,
        applied_on: Date,
        starts_on: Option<Date>,
        decided_on: Option<Date>,
        decided_at: Option<OffsetDateTime>,
        participant: Option<String>,
        status: String,
        enrolment_id: Option<Uuid>,
        import_id: Uuid,
    }
}

/// The columns of a [`Row`], for queries that read applications with something else.
macro_rules! application_columns {
    () => {
        "application_id, person_id, crebo, team_id, applied_on, starts_on, decided_on, decided_at, participant, status, \
         enrolment_id, import_id"
    };
}

impl Row {
    /// What the rules know.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] when the status is none of ours.
    pub(crate) fn application(&self) -> Result<Application, StoreError> {
        let status = Status::from_code(&self.status).ok_or_else(|| StoreError::Inconsistent {
            table: "application",
            key: self.application_id.simple().to_string(),
            what: "unknown status",
        })?;
        Ok(Application {
            id: ApplicationId(self.application_id),
            person: PersonId(self.person_id),
            programme: Crebo::parse(&self.crebo),
            team: self.team_id.map(TeamId),
            applied_on: self.applied_on,
            starts_on: self.starts_on,
            decided: self.decided_on.map(|day| When { day, at: self.decided_at }),
            // A word that is none of ours is not known, and never read as one that frees from the law.
            participant: self.participant.as_deref().and_then(Participant::from_code),
            status,
            became: self.enrolment_id.map(EnrolmentId),
            // Said by what is loaded beside it.
            kept: None,
        })
    }
}
