//! The list of applications: the files in hand of who applied, with what for.

use super::list::{self, FileRow};
use super::reach::ranges;
use super::scope::{self, kind};
use crate::db::Tx;
use crate::which::Which;
use crate::{Store, StoreError, audit};
use access::{Action, Actor};
use register::application::{Application, Status};
use register::programme::Crebo;
use register::{ApplicationId, EnrolmentId, FileId, Moment, PersonId, TeamId, TenantId};
use std::collections::HashMap;
use time::Date;
use uuid::Uuid;

by_person! {
    of_person = "SELECT person_id, application_id, crebo, team_id, applied_on, starts_on, status, enrolment_id FROM application \
        WHERE tenant_id = $1", "person_id", " ORDER BY applied_on DESC, application_id";
}

type Row = (Uuid, Uuid, String, Option<Uuid>, Date, Option<Date>, String, Option<Uuid>);

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
        let action = Action::ListApplications;
        let decision = audit::allowed(actor, action)?;
        let ranges = ranges(actor, action).ok_or(StoreError::NotFound)?;
        let ranges: Vec<_> = ranges.iter().filter_map(|(kind, scope)| Some((kind::applied(kind)?, *scope))).collect();
        scope::turn_of_day(self, actor.tenant(), now.day).await?;
        let mut tx = self.begin_snapshot().await?;
        let page = list::page(&mut tx, actor, &ranges, after, now.day).await?;
        let shown: Vec<PersonId> = page.rows.iter().map(|row| row.person).collect();
        let mut applied: HashMap<PersonId, Vec<Application>> = HashMap::new();
        for (person, found) in applications(&mut tx, actor.tenant(), &shown).await? {
            applied.entry(person).or_default().push(found);
        }
        self.looked(tx, actor, action, decision, &shown, None, now).await?;
        let with = |row: FileRow| ApplicationRow { applications: applied.remove(&row.person).unwrap_or_default(), row };
        Ok(ApplicationPage { rows: page.rows.into_iter().map(with).collect(), next: page.next })
    }
}

/// The applications of the persons of a page, newest first.
async fn applications(
    tx: &mut Tx,
    tenant: TenantId,
    persons: &[PersonId],
) -> Result<Vec<(PersonId, Application)>, StoreError> {
    let found = fetch!(tx, Row, of_person, tenant, Which::Page(persons))?;
    found.into_iter().map(|row| Ok((PersonId(row.0), application(row)?))).collect()
}

fn application(row: Row) -> Result<Application, StoreError> {
    let (person, id, crebo, team, applied_on, starts_on, status, enrolment) = row;
    let status = Status::from_code(&status).ok_or_else(|| StoreError::Inconsistent {
        table: "application",
        key: id.simple().to_string(),
        what: "unknown status",
    })?;
    Ok(Application {
        id: ApplicationId(id),
        person: PersonId(person),
        programme: Crebo::parse(&crebo),
        team: team.map(TeamId),
        applied_on,
        starts_on,
        status,
        became: enrolment.map(EnrolmentId),
    })
}
