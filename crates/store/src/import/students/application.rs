//! Applications, known by person, programme and day. What happened to one here (an intake, an enrolment) is never undone
//! by a file, and one that a file no longer names stays: student systems drop them once they are enrolments.

use super::Student;
use crate::db::Tx;
use crate::import::Counts;
use crate::import::run::Run;
use crate::{StoreError, fresh};
use register::application::Status;
use std::collections::HashMap;
use time::Date;
use uuid::Uuid;

sql! {
    ALL = "SELECT application_id, person_id, crebo, applied_on, team_id, starts_on FROM application WHERE tenant_id = $1";
    UPDATE = "UPDATE application SET team_id = $3, starts_on = $4, import_id = $5 WHERE tenant_id = $1 AND application_id = $2";
}

type Row = (Uuid, Uuid, String, Date, Option<Uuid>, Option<Date>);

/// Writes what differs.
pub(super) async fn write(
    tx: &mut Tx,
    run: &Run,
    persons: &[Uuid],
    rows: &[Student<'_>],
    teams: &HashMap<String, Uuid>,
) -> Result<Counts, StoreError> {
    let kept = rows!(tx, Row, ALL, run.tenant.0)?;
    let known: HashMap<_, _> = kept
        .iter()
        .map(|(id, person, crebo, applied_on, team, starts_on)| {
            ((*person, crebo.as_str(), *applied_on), (*id, *team, *starts_on))
        })
        .collect();
    let (mut counts, mut added) = (Counts::default(), Vec::new());
    let all = persons
        .iter()
        .zip(rows)
        .flat_map(|(person, student)| student.applications.iter().map(move |new| (person, student, *new)));
    for (person, student, new) in all {
        let team = student.team.and_then(|name| teams.get(name)).copied();
        match known.get(&(*person, new.crebo, new.applied_on)) {
            None => added.push((fresh::id(), *person, new, team)),
            Some((_, old, starts_on)) if (*old, *starts_on) == (team.or(*old), new.starts_on) => counts.unchanged += 1,
            Some((id, old, _)) => {
                let team = team.or(*old);
                run!(tx, UPDATE, run.tenant.0, *id, team, new.starts_on, run.import)?;
                counts.updated += 1;
            }
        }
    }
    counts.inserted = added.len();
    insert_many!(
        tx,
        "INSERT INTO application (tenant_id, application_id, person_id, crebo, team_id, applied_on, starts_on, status, import_id) ",
        added,
        |row, (id, person, new, team)| row
            .push_bind(run.tenant.0)
            .push_bind(*id)
            .push_bind(*person)
            .push_bind(new.crebo)
            .push_bind(*team)
            .push_bind(new.applied_on)
            .push_bind(new.starts_on)
            .push_bind(Status::Received.code())
            .push_bind(run.import)
    )?;
    Ok(counts)
}
