//! Placements (BPV), known by enrolment and sequence number.

use super::RoPlacement;
use super::enrolment::Enrolments;
use crate::StoreError;
use crate::db::Tx;
use crate::import::Counts;
use crate::import::run::Run;
use register::Period;
use register::enrolment::reconcile::Kept;
use sqlx::FromRow;
use time::Date;
use uuid::Uuid;

sql! {
    ALL = "SELECT enrolment_id, sequence, signed_on, begins, planned_end, ended, hours, company_code, crebo, optional_part, withdrawn_by \
           FROM placement WHERE tenant_id = $1";
}

#[derive(FromRow)]
struct Row {
    enrolment_id: Uuid,
    sequence: String,
    signed_on: Option<Date>,
    begins: Date,
    planned_end: Option<Date>,
    ended: Option<Date>,
    hours: Option<i64>,
    company_code: Option<String>,
    crebo: Option<String>,
    optional_part: Option<String>,
    withdrawn_by: Option<Uuid>,
}

#[derive(Clone, Copy, PartialEq)]
struct Content<'a> {
    signed_on: Option<Date>,
    begins: Date,
    planned_end: Option<Date>,
    ended: Option<Date>,
    hours: Option<i64>,
    company: Option<&'a str>,
    crebo: Option<&'a str>,
    optional_part: Option<&'a str>,
}

/// Writes what differs.
pub(super) async fn write(
    tx: &mut Tx,
    run: &Run,
    incoming: &[RoPlacement<'_>],
    enrolments: &Enrolments,
) -> Result<Counts, StoreError> {
    let rows = rows!(tx, Row, ALL, run.tenant.0)?;
    let kept = rows.iter().map(|row| {
        let content = Content {
            signed_on: row.signed_on,
            begins: row.begins,
            planned_end: row.planned_end,
            ended: row.ended,
            hours: row.hours,
            company: row.company_code.as_deref(),
            crebo: row.crebo.as_deref(),
            optional_part: row.optional_part.as_deref(),
        };
        // Many are never closed: then the planned end is the best that is known.
        let span = Period { from: row.begins, until: row.ended.or(row.planned_end) };
        Kept { key: (row.enrolment_id, row.sequence.as_str()), span, content, withdrawn: row.withdrawn_by.is_some() }
    });
    let incoming = incoming.iter().map(|one| {
        let content = Content {
            signed_on: one.signed_on,
            begins: one.begins,
            planned_end: one.planned_end,
            ended: one.ended,
            hours: one.hours.map(i64::from),
            company: one.company,
            crebo: one.crebo,
            optional_part: one.optional_part,
        };
        ((enrolments.of_file[one.enrolment], one.sequence), content)
    });
    let (plan, counts) = run.plan(kept.collect(), incoming.collect())?;
    insert_many!(
        tx,
        "INSERT INTO placement (tenant_id, enrolment_id, sequence, signed_on, begins, planned_end, ended, hours, company_code, crebo, \
         optional_part, import_id) ",
        plan.insert,
        |row, ((enrolment, sequence), content)| row
            .push_bind(run.tenant.0)
            .push_bind(*enrolment)
            .push_bind(*sequence)
            .push_bind(content.signed_on)
            .push_bind(content.begins)
            .push_bind(content.planned_end)
            .push_bind(content.ended)
            .push_bind(content.hours)
            .push_bind(content.company)
            .push_bind(content.crebo)
            .push_bind(content.optional_part)
            .push_bind(run.import)
    )?;
    insert_many!(
        tx,
        "UPDATE placement SET signed_on = v.column4, begins = v.column5, planned_end = v.column6, ended = v.column7, hours = v.column8, \
         company_code = v.column9, crebo = v.column10, optional_part = v.column11, import_id = v.column12, withdrawn_by = NULL FROM (",
        plan.update,
        |row, ((enrolment, sequence), content)| row
            .push_bind(run.tenant.0)
            .push_bind(*enrolment)
            .push_bind(*sequence)
            .push_bind(content.signed_on)
            .push_bind(content.begins)
            .push_bind(content.planned_end)
            .push_bind(content.ended)
            .push_bind(content.hours)
            .push_bind(content.company)
            .push_bind(content.crebo)
            .push_bind(content.optional_part)
            .push_bind(run.import),
        ") AS v WHERE placement.tenant_id = v.column1 AND placement.enrolment_id = v.column2 AND placement.sequence = v.column3"
    )?;
    insert_many!(
        tx,
        "UPDATE placement SET withdrawn_by = v.column4 FROM (",
        plan.withdraw,
        |row, (enrolment, sequence)| row
            .push_bind(run.tenant.0)
            .push_bind(*enrolment)
            .push_bind(*sequence)
            .push_bind(run.import),
        ") AS v WHERE placement.tenant_id = v.column1 AND placement.enrolment_id = v.column2 AND placement.sequence = v.column3"
    )?;
    Ok(counts)
}
