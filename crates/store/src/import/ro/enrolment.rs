//! Enrolments (ISG), known by person and number.

use super::RoIncoming;
use crate::db::Tx;
use crate::import::Counts;
use crate::import::run::Run;
use crate::{StoreError, fresh};
use register::Period;
use register::enrolment::reconcile::Kept;
use sqlx::FromRow;
use std::collections::HashMap;
use time::Date;
use uuid::Uuid;

sql! {
    ALL = "SELECT enrolment_id, person_id, number, begins, planned_end, ended, leaving_reason, withdrawn_by FROM enrolment WHERE tenant_id = $1";
}

#[derive(FromRow)]
struct Row {
    enrolment_id: Uuid,
    person_id: Uuid,
    number: String,
    begins: Date,
    planned_end: Option<Date>,
    ended: Option<Date>,
    leaving_reason: Option<String>,
    withdrawn_by: Option<Uuid>,
}

#[derive(Clone, Copy, PartialEq)]
struct Content<'a> {
    begins: Date,
    planned_end: Option<Date>,
    ended: Option<Date>,
    reason: Option<&'a str>,
}

/// The enrolments of the school after the import.
pub(super) struct Enrolments {
    /// By their place in the file.
    pub(super) of_file: Vec<Uuid>,
    /// The last day of those that ended.
    pub(super) ended: HashMap<Uuid, Date>,
}

/// Writes what differs.
pub(super) async fn write(
    tx: &mut Tx,
    run: &Run,
    file: &RoIncoming<'_>,
    persons: &[Uuid],
    counts: &mut Counts,
) -> Result<Enrolments, StoreError> {
    let rows = rows!(tx, Row, ALL, run.tenant.0)?;
    let mut ids: HashMap<(Uuid, &str), Uuid> = HashMap::with_capacity(rows.len() + file.enrolments.len());
    let mut ended = HashMap::new();
    let mut kept = Vec::with_capacity(rows.len());
    for row in &rows {
        let key = (row.person_id, row.number.as_str());
        ids.insert(key, row.enrolment_id);
        ended.extend(row.ended.map(|day| (row.enrolment_id, day)));
        let content = Content {
            begins: row.begins,
            planned_end: row.planned_end,
            ended: row.ended,
            reason: row.leaving_reason.as_deref(),
        };
        let span = Period { from: row.begins, until: row.ended };
        kept.push(Kept { key, span, content, withdrawn: row.withdrawn_by.is_some() });
    }
    let incoming = file.enrolments.iter().map(|one| {
        let content = Content {
            begins: one.begins,
            planned_end: one.planned_end,
            ended: one.ended,
            reason: one.reason.map(|reason| reason.code()),
        };
        ((persons[one.person], one.number), content)
    });
    let (plan, counted) = run.plan(kept, incoming.collect())?;
    *counts = counted;
    let insert: Vec<_> = plan.insert.iter().map(|(key, content)| (fresh::id(), *key, *content)).collect();
    for (id, key, content) in &insert {
        ids.insert(*key, *id);
        ended.extend(content.ended.map(|day| (*id, day)));
    }
    insert_many!(
        tx,
        "INSERT INTO enrolment (tenant_id, enrolment_id, person_id, number, begins, planned_end, ended, leaving_reason, import_id) ",
        insert,
        |row, (id, (person, number), content)| row
            .push_bind(run.tenant.0)
            .push_bind(*id)
            .push_bind(*person)
            .push_bind(*number)
            .push_bind(content.begins)
            .push_bind(content.planned_end)
            .push_bind(content.ended)
            .push_bind(content.reason)
            .push_bind(run.import)
    )?;
    let update: Vec<_> = plan.update.iter().map(|(key, content)| (ids[key], *content)).collect();
    for (id, content) in &update {
        ended.remove(id);
        ended.extend(content.ended.map(|day| (*id, day)));
    }
    insert_many!(
        tx,
        "UPDATE enrolment SET begins = v.column3, planned_end = v.column4, ended = v.column5, leaving_reason = v.column6, \
         import_id = v.column7, withdrawn_by = NULL FROM (",
        update,
        |row, (id, content)| row
            .push_bind(run.tenant.0)
            .push_bind(*id)
            .push_bind(content.begins)
            .push_bind(content.planned_end)
            .push_bind(content.ended)
            .push_bind(content.reason)
            .push_bind(run.import),
        ") AS v WHERE enrolment.tenant_id = v.column1 AND enrolment.enrolment_id = v.column2"
    )?;
    let withdraw: Vec<Uuid> = plan.withdraw.iter().map(|key| ids[key]).collect();
    insert_many!(
        tx,
        "UPDATE enrolment SET withdrawn_by = v.column3 FROM (",
        withdraw,
        |row, id| row.push_bind(run.tenant.0).push_bind(*id).push_bind(run.import),
        ") AS v WHERE enrolment.tenant_id = v.column1 AND enrolment.enrolment_id = v.column2"
    )?;
    let of_file = file.enrolments.iter().map(|one| ids[&(persons[one.person], one.number)]).collect();
    Ok(Enrolments { of_file, ended })
}
