//! What enrolments were for (ISP), known by enrolment and first day.

use super::RoPeriod;
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
    ALL = "SELECT enrolment_id, begins, crebo, pathway, level, fundable, absence_location, provider, location, route, route_phase, \
           withdrawn_by FROM enrolment_period WHERE tenant_id = $1 ORDER BY enrolment_id, begins";
}

#[derive(FromRow)]
struct Row {
    enrolment_id: Uuid,
    begins: Date,
    crebo: Option<String>,
    pathway: Option<String>,
    level: Option<String>,
    fundable: Option<bool>,
    absence_location: Option<String>,
    provider: Option<String>,
    location: Option<String>,
    route: Option<String>,
    route_phase: Option<String>,
    withdrawn_by: Option<Uuid>,
}

#[derive(Clone, Copy, PartialEq)]
struct Content<'a> {
    crebo: Option<&'a str>,
    pathway: Option<&'a str>,
    level: Option<&'a str>,
    fundable: Option<bool>,
    absence_location: Option<&'a str>,
    provider: Option<&'a str>,
    location: Option<&'a str>,
    route: Option<&'a str>,
    route_phase: Option<&'a str>,
}

impl Row {
    fn content(&self) -> Content<'_> {
        Content {
            crebo: self.crebo.as_deref(),
            pathway: self.pathway.as_deref(),
            level: self.level.as_deref(),
            fundable: self.fundable,
            absence_location: self.absence_location.as_deref(),
            provider: self.provider.as_deref(),
            location: self.location.as_deref(),
            route: self.route.as_deref(),
            route_phase: self.route_phase.as_deref(),
        }
    }
}

/// The days each row is about: until the next one of its enrolment begins, or the enrolment ended. Rows come by
/// enrolment and first day; those that were withdrawn end nothing.
fn spans(rows: &[Row], enrolments: &Enrolments) -> Vec<Period> {
    let mut spans = Vec::with_capacity(rows.len());
    let mut next: Option<(Uuid, Date)> = None;
    for row in rows.iter().rev() {
        let before = next.filter(|(id, _)| *id == row.enrolment_id).and_then(|(_, day)| day.previous_day());
        let until = before.or_else(|| enrolments.ended.get(&row.enrolment_id).copied());
        spans.push(Period { from: row.begins, until });
        if row.withdrawn_by.is_none() {
            next = Some((row.enrolment_id, row.begins));
        }
    }
    spans.reverse();
    spans
}

/// Writes what differs.
pub(super) async fn write(
    tx: &mut Tx,
    run: &Run,
    incoming: &[RoPeriod<'_>],
    enrolments: &Enrolments,
) -> Result<Counts, StoreError> {
    let rows = rows!(tx, Row, ALL, run.tenant.0)?;
    let kept = rows.iter().zip(spans(&rows, enrolments)).map(|(row, span)| Kept {
        key: (row.enrolment_id, row.begins),
        span,
        content: row.content(),
        withdrawn: row.withdrawn_by.is_some(),
    });
    let incoming = incoming.iter().map(|one| {
        let content = Content {
            crebo: Some(one.crebo),
            pathway: Some(one.pathway.code()),
            level: one.level.map(|level| level.code()),
            fundable: one.fundable,
            absence_location: one.absence_location,
            provider: one.provider,
            location: one.location,
            route: one.route,
            route_phase: one.route_phase,
        };
        ((enrolments.of_file[one.enrolment], one.begins), content)
    });
    let (plan, counts) = run.plan(kept.collect(), incoming.collect())?;
    insert_many!(
        tx,
        "INSERT INTO enrolment_period (tenant_id, enrolment_id, begins, crebo, pathway, level, fundable, absence_location, provider, \
         location, route, route_phase, import_id) ",
        plan.insert,
        |row, ((enrolment, begins), content)| row
            .push_bind(run.tenant.0)
            .push_bind(*enrolment)
            .push_bind(*begins)
            .push_bind(content.crebo)
            .push_bind(content.pathway)
            .push_bind(content.level)
            .push_bind(content.fundable)
            .push_bind(content.absence_location)
            .push_bind(content.provider)
            .push_bind(content.location)
            .push_bind(content.route)
            .push_bind(content.route_phase)
            .push_bind(run.import)
    )?;
    insert_many!(
        tx,
        "UPDATE enrolment_period SET crebo = v.column4, pathway = v.column5, level = v.column6, fundable = v.column7, \
         absence_location = v.column8, provider = v.column9, location = v.column10, route = v.column11, \
         route_phase = v.column12, import_id = v.column13, withdrawn_by = NULL FROM (",
        plan.update,
        |row, ((enrolment, begins), content)| row
            .push_bind(run.tenant.0)
            .push_bind(*enrolment)
            .push_bind(*begins)
            .push_bind(content.crebo)
            .push_bind(content.pathway)
            .push_bind(content.level)
            .push_bind(content.fundable)
            .push_bind(content.absence_location)
            .push_bind(content.provider)
            .push_bind(content.location)
            .push_bind(content.route)
            .push_bind(content.route_phase)
            .push_bind(run.import),
        ") AS v WHERE enrolment_period.tenant_id = v.column1 AND enrolment_period.enrolment_id = v.column2 \
         AND enrolment_period.begins = v.column3"
    )?;
    insert_many!(
        tx,
        "UPDATE enrolment_period SET withdrawn_by = v.column4 FROM (",
        plan.withdraw,
        |row, (enrolment, begins)| row
            .push_bind(run.tenant.0)
            .push_bind(*enrolment)
            .push_bind(*begins)
            .push_bind(run.import),
        ") AS v WHERE enrolment_period.tenant_id = v.column1 AND enrolment_period.enrolment_id = v.column2 \
         AND enrolment_period.begins = v.column3"
    )?;
    Ok(counts)
}
