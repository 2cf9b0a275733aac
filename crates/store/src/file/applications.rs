//! The list of applications: the list of files with the applications of each person.

use super::list::FileRow;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::application::{Application, Status};
use register::programme::Crebo;
use register::{ApplicationId, EnrolmentId, FileId, Moment, PersonId, TeamId};
use time::Date;
use uuid::Uuid;

sql! {
    OF_PERSON = "SELECT application_id, crebo, team_id, applied_on, starts_on, status, enrolment_id FROM application \
                 WHERE tenant_id = $1 AND person_id = $2 ORDER BY applied_on DESC, application_id";
}

type Row = (Uuid, String, Option<Uuid>, Date, Option<Date>, String, Option<Uuid>);

/// Someone who applied, with what they applied for.
#[derive(Debug, Clone)]
pub struct ApplicationRow {
    /// Who.
    pub row: FileRow,
    /// What for, newest first.
    pub applications: Vec<Application>,
}

/// One page of the list.
#[derive(Debug, Clone)]
pub struct ApplicationPage {
    /// The rows.
    pub rows: Vec<ApplicationRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<FileId>,
}

impl Store {
    /// One page of who applied, for those who list applications. People without any are left out.
    pub async fn application_list(
        &self,
        actor: &Actor,
        after: Option<FileId>,
        now: Moment,
    ) -> Result<ApplicationPage, StoreError> {
        // Row rights and the audit row are those of the list itself.
        let page = self.file_list(actor, Action::ListApplications, after, now).await?;
        let mut tx = self.begin_reading().await?;
        let mut rows = Vec::with_capacity(page.rows.len());
        for row in page.rows {
            let found = rows!(tx, Row, OF_PERSON, actor.tenant().0, row.person.0)?;
            let person = row.person;
            let applications =
                found.into_iter().map(|found| application(person, found)).collect::<Result<Vec<_>, _>>()?;
            if !applications.is_empty() {
                rows.push(ApplicationRow { row, applications });
            }
        }
        Ok(ApplicationPage { rows, next: page.next })
    }
}

fn application(person: PersonId, row: Row) -> Result<Application, StoreError> {
    let (id, crebo, team, applied_on, starts_on, status, enrolment) = row;
    let status = Status::from_code(&status).ok_or_else(|| StoreError::Inconsistent {
        table: "application",
        key: id.simple().to_string(),
        what: "unknown status",
    })?;
    Ok(Application {
        id: ApplicationId(id),
        person,
        programme: Crebo::parse(&crebo),
        team: team.map(TeamId),
        applied_on,
        starts_on,
        status,
        became: enrolment.map(EnrolmentId),
    })
}
