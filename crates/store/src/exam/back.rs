//! What was annulled in appeal goes back to the exam office, in the transaction of the decision on the appeal; and stands as it stood,
//! in the transaction that takes the appeal up again.

use super::load::{Wrote, changed, of_file};
use crate::StoreError;
use crate::db::Tx;
use register::dispute::Step;
use register::exam::Request;
use register::law::OwnTerms;
use register::law::calendar::SchoolCalendar;
use register::{AccountId, ExamId, FileId, Moment, Personal, TenantId, exam};

/// Sends a request back, with what the committee of appeal said. The file is held; who was allowed to decide the appeal is. What
/// there is nothing to decide on stays as it is; whether there was.
pub(crate) async fn annulled(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    id: ExamId,
    ruling: &Step,
    (own, calendar): (&OwnTerms, &SchoolCalendar),
    by: AccountId,
    now: Moment,
) -> Result<bool, StoreError> {
    let Some(said) = &ruling.words else { return Ok(false) };
    let Some(request) = of_file(tx, tenant, file).await?.into_iter().find(|one| one.id == id) else { return Ok(false) };
    let due = exam::due_after_appeal(&request, ruling.again_by, own, calendar, now.day);
    match exam::annulled(&request, said, due, by, now) {
        Some(after) => changed(tx, (tenant, file), &after, Wrote::Turn, now).await.map(|()| true),
        None => Ok(false),
    }
}

/// Within what something is undone.
pub(crate) struct Back<'a> {
    pub(crate) place: (TenantId, FileId),
    pub(crate) own: &'a OwnTerms,
    pub(crate) calendar: &'a SchoolCalendar,
    pub(crate) by: AccountId,
    pub(crate) now: Moment,
}

/// Undoes what was annulled of a request at one of these moments. The file is held. What there is nothing to undo of stays as it is.
pub(crate) async fn restored(
    tx: &mut Tx,
    request: &Request,
    (moments, why): (&[Moment], &Personal<String>),
    back: &Back<'_>,
) -> Result<(), StoreError> {
    let due = exam::due_anew(request, back.own, back.calendar, back.now.day);
    match exam::restored(request, moments, (why, due), back.by, back.now) {
        Some(after) => changed(tx, back.place, &after, Wrote::Turn, back.now).await,
        None => Ok(()),
    }
}
