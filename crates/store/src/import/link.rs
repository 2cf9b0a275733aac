//! Which application became which enrolment: what was agreed for the one then holds for the other.

use super::tables::{Enrolment, Period};
use crate::StoreError;
use crate::application::Row;
use register::EnrolmentId;
use register::application::{self, Application, Event};
use register::programme::Crebo;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// The applications that became an enrolment, as they should be. `enrolments` and `periods` are those that count.
pub(super) fn applications(
    applications: &[Row],
    enrolments: &[Enrolment],
    periods: &[Period],
) -> Result<Vec<Row>, StoreError> {
    let taken: HashSet<Uuid> = applications.iter().filter_map(|row| row.enrolment_id).collect();
    let mut applied: HashMap<Uuid, Vec<(&Row, Application)>> = HashMap::new();
    for row in applications {
        applied.entry(row.person_id).or_default().push((row, row.application()?));
    }
    applied.retain(|_, rows| rows.iter().any(|(row, _)| row.enrolment_id.is_none()));
    if applied.is_empty() {
        return Ok(Vec::new());
    }
    let mut programmes: HashMap<Uuid, Vec<Crebo>> = HashMap::new();
    for row in periods.iter().filter(|row| row.withdrawn_by.is_none()) {
        programmes.entry(row.enrolment_id).or_default().extend(row.crebo.as_deref().and_then(Crebo::parse));
    }
    let free = |row: &&Enrolment| row.withdrawn_by.is_none() && !taken.contains(&row.enrolment_id);
    let mut free: Vec<&Enrolment> = enrolments.iter().filter(free).collect();
    free.sort_by_key(|row| (row.begins, row.enrolment_id));
    let mut linked = Vec::new();
    for enrolment in free {
        let Some(rows) = applied.get_mut(&enrolment.person_id) else { continue };
        let programmes = programmes.get(&enrolment.enrolment_id).map(Vec::as_slice).unwrap_or_default();
        let known: Vec<Application> = rows.iter().map(|(_, one)| one.clone()).collect();
        let Some(found) = application::becomes(&known, enrolment.begins, programmes).map(|found| found.id) else {
            continue;
        };
        let Some((row, one)) = rows.iter_mut().find(|(_, one)| one.id == found) else { continue };
        let Some(status) = one.status.on(Event::Enrol) else { continue };
        (one.status, one.became) = (status, Some(EnrolmentId(enrolment.enrolment_id)));
        let status = status.code().to_owned();
        linked.push(Row { status, enrolment_id: Some(enrolment.enrolment_id), ..(*row).clone() });
    }
    Ok(linked)
}
