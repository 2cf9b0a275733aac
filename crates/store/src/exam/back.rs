//! What was annulled in appeal goes back to the exam office, in the transaction of the decision on the appeal.

use super::load::{Wrote, changed, of_file};
use crate::StoreError;
use crate::db::Tx;
use register::dispute::Step;
use register::law::OwnTerms;
use register::law::calendar::SchoolCalendar;
use register::{AccountId, ExamId, FileId, Moment, TenantId, exam};

/// Sends a request back, with what the committee of appeal said. The file is held; who was allowed to decide the appeal is. What
/// there is nothing to decide on stays as it is.
pub(crate) async fn annulled(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    id: ExamId,
    ruling: &Step,
    (own, calendar): (&OwnTerms, &SchoolCalendar),
    by: AccountId,
    now: Moment,
) -> Result<(), StoreError> {
    let Some(said) = &ruling.words else { return Ok(()) };
    let Some(request) = of_file(tx, tenant, file).await?.into_iter().find(|one| one.id == id) else { return Ok(()) };
    let due = exam::due_after_appeal(&request, ruling.again_by, own, calendar, now.day);
    match exam::annulled(&request, said, due, by, now) {
        Some(after) => changed(tx, (tenant, file), &after, Wrote::Turn, now).await,
        None => Ok(()),
    }
}
