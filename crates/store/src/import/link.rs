//! Which application became which enrolment: what was agreed for the one then holds for the other.

use super::run::Run;
use crate::StoreError;
use crate::db::Tx;
use register::application::{self, Application, Event, Status};
use register::programme::Crebo;
use register::{ApplicationId, EnrolmentId, PersonId};
use sqlx::FromRow;
use std::collections::{BTreeMap, HashMap, HashSet};
use time::Date;
use uuid::Uuid;

sql! {
    APPLICATIONS = "SELECT person_id, application_id, crebo, applied_on, starts_on, status, enrolment_id FROM application WHERE tenant_id = $1";
    /// Enrolments that an application which became none yet could be the beginning of.
    ENROLMENTS = "SELECT DISTINCT e.person_id, e.enrolment_id, e.begins FROM application a \
                  JOIN enrolment e ON e.tenant_id = a.tenant_id AND e.person_id = a.person_id \
                  WHERE a.tenant_id = $1 AND a.enrolment_id IS NULL AND a.applied_on <= e.begins AND e.withdrawn_by IS NULL \
                  ORDER BY e.begins, e.enrolment_id";
    PROGRAMMES = "SELECT DISTINCT p.enrolment_id, p.crebo FROM application a \
                  JOIN enrolment e ON e.tenant_id = a.tenant_id AND e.person_id = a.person_id \
                  JOIN enrolment_period p ON p.tenant_id = e.tenant_id AND p.enrolment_id = e.enrolment_id \
                  WHERE a.tenant_id = $1 AND a.enrolment_id IS NULL AND p.crebo IS NOT NULL AND p.withdrawn_by IS NULL";
}

#[derive(FromRow)]
struct Row {
    person_id: Uuid,
    application_id: Uuid,
    crebo: String,
    applied_on: Date,
    starts_on: Option<Date>,
    status: String,
    enrolment_id: Option<Uuid>,
}

/// Links what can be told to belong together; how many applications became an enrolment.
pub(super) async fn applications(tx: &mut Tx, run: &Run) -> Result<usize, StoreError> {
    let mut enrolments: BTreeMap<Uuid, Vec<(Uuid, Date)>> = BTreeMap::new();
    for (person, enrolment, begins) in rows!(tx, (Uuid, Uuid, Date), ENROLMENTS, run.tenant.0)? {
        enrolments.entry(person).or_default().push((enrolment, begins));
    }
    if enrolments.is_empty() {
        return Ok(0);
    }
    let mut taken = HashSet::new();
    let mut applied: HashMap<Uuid, Vec<Application>> = HashMap::new();
    for row in rows!(tx, Row, APPLICATIONS, run.tenant.0)? {
        taken.extend(row.enrolment_id);
        if enrolments.contains_key(&row.person_id) {
            applied.entry(row.person_id).or_default().push(application(row)?);
        }
    }
    let mut programmes: HashMap<Uuid, Vec<Crebo>> = HashMap::new();
    for (enrolment, crebo) in rows!(tx, (Uuid, String), PROGRAMMES, run.tenant.0)? {
        programmes.entry(enrolment).or_default().extend(Crebo::parse(&crebo));
    }
    let mut linked = Vec::new();
    for (person, enrolments) in enrolments {
        let Some(applied) = applied.get_mut(&person) else { continue };
        for (enrolment, begins) in enrolments.into_iter().filter(|(enrolment, _)| !taken.contains(enrolment)) {
            let programmes = programmes.get(&enrolment).map(Vec::as_slice).unwrap_or_default();
            let Some(found) = application::becomes(applied, begins, programmes).map(|found| found.id) else { continue };
            let Some(one) = applied.iter_mut().find(|one| one.id == found) else { continue };
            let Some(status) = one.status.on(Event::Enrol) else { continue };
            (one.status, one.became) = (status, Some(EnrolmentId(enrolment)));
            linked.push((found.0, status.code(), enrolment));
        }
    }
    insert_many!(
        tx,
        "UPDATE application SET status = v.column3, enrolment_id = v.column4 FROM (",
        linked,
        |row, (application, status, enrolment)| row
            .push_bind(run.tenant.0)
            .push_bind(*application)
            .push_bind(*status)
            .push_bind(*enrolment),
        ") AS v WHERE application.tenant_id = v.column1 AND application.application_id = v.column2"
    )?;
    Ok(linked.len())
}

fn application(row: Row) -> Result<Application, StoreError> {
    let status = Status::from_code(&row.status).ok_or_else(|| StoreError::Inconsistent {
        table: "application",
        key: row.application_id.to_string(),
        what: "unknown status",
    })?;
    Ok(Application {
        id: ApplicationId(row.application_id),
        person: PersonId(row.person_id),
        programme: Crebo::parse(&row.crebo),
        team: None,
        applied_on: row.applied_on,
        starts_on: row.starts_on,
        status,
        became: row.enrolment_id.map(EnrolmentId),
    })
}
