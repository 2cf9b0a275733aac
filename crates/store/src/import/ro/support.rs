//! Support as reported to DUO (ISE), known by enrolment and first day.

use super::RoSupport;
use super::enrolment::Enrolments;
use crate::StoreError;
use crate::db::Tx;
use crate::import::Counts;
use crate::import::run::Run;
use register::Period;
use register::enrolment::reconcile::Kept;
use time::Date;
use uuid::Uuid;

sql! {
    ALL = "SELECT enrolment_id, begins, ends, withdrawn_by FROM support_period WHERE tenant_id = $1";
}

type Row = (Uuid, Date, Option<Date>, Option<Uuid>);

/// Writes what differs.
pub(super) async fn write(
    tx: &mut Tx,
    run: &Run,
    incoming: &[RoSupport],
    enrolments: &Enrolments,
) -> Result<Counts, StoreError> {
    let kept = rows!(tx, Row, ALL, run.tenant.0)?.into_iter().map(|(enrolment, from, until, withdrawn)| {
        let span = Period { from, until };
        Kept { key: (enrolment, from), span, content: until, withdrawn: withdrawn.is_some() }
    });
    let incoming = incoming.iter().map(|one| ((enrolments.of_file[one.enrolment], one.begins), one.ends));
    let (plan, counts) = run.plan(kept.collect(), incoming.collect())?;
    insert_many!(
        tx,
        "INSERT INTO support_period (tenant_id, enrolment_id, begins, ends, import_id) ",
        plan.insert,
        |row, ((enrolment, begins), ends)| row
            .push_bind(run.tenant.0)
            .push_bind(*enrolment)
            .push_bind(*begins)
            .push_bind(*ends)
            .push_bind(run.import)
    )?;
    insert_many!(
        tx,
        "UPDATE support_period SET ends = v.column4, import_id = v.column5, withdrawn_by = NULL FROM (",
        plan.update,
        |row, ((enrolment, begins), ends)| row
            .push_bind(run.tenant.0)
            .push_bind(*enrolment)
            .push_bind(*begins)
            .push_bind(*ends)
            .push_bind(run.import),
        ") AS v WHERE support_period.tenant_id = v.column1 AND support_period.enrolment_id = v.column2 \
         AND support_period.begins = v.column3"
    )?;
    insert_many!(
        tx,
        "UPDATE support_period SET withdrawn_by = v.column4 FROM (",
        plan.withdraw,
        |row, (enrolment, begins)| row
            .push_bind(run.tenant.0)
            .push_bind(*enrolment)
            .push_bind(*begins)
            .push_bind(run.import),
        ") AS v WHERE support_period.tenant_id = v.column1 AND support_period.enrolment_id = v.column2 \
         AND support_period.begins = v.column3"
    )?;
    Ok(counts)
}
