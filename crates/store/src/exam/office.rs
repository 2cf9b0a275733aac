//! The exam office: one request, what was seen, and what the committee decided.

use super::ask::{held, measures, measures_only, own};
use super::load::{Wrote, changed, file_of, one, school};
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::reach::{Reached, reach};
use crate::file::save::SaveError;
use crate::file::view::PersonView;
use crate::mail::{News, tell};
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::exam::{self, Decide, Event, Refusal, Request, Status};
use register::law::Validity;
use register::{AccountId, ExamId, FileId, Moment, TenantId};
use std::collections::BTreeSet;
use time::Date;

/// A request, as the exam office reads it.
#[derive(Debug, Clone)]
pub struct ExamView {
    /// Who it is about.
    pub person: PersonView,
    /// The school.
    pub school: String,
    /// The request.
    pub request: Request,
    /// The measure of the agreement that it carries out, in words.
    pub measure: Option<String>,
    /// How long the school decides for.
    pub validity: Validity,
    /// Until when the school wanted to hear of this exam.
    pub ahead: Option<Date>,
    /// Those who did something, by name.
    pub names: Names,
}

/// A request with what a reader of it is told beside it.
async fn view_of(
    tx: &mut Tx,
    tenant: TenantId,
    reached: &Reached,
    request: Request,
    today: Date,
) -> Result<ExamView, StoreError> {
    let people: BTreeSet<AccountId> = request.people().collect();
    let own = &reached.policy.terms;
    // Of the agreement only the measure that it carries out.
    let agreement = if request.about.is_some() { measures(tx, tenant, reached).await? } else { None };
    let line = request.about.and_then(|(version, at)| {
        let version = agreement.as_ref()?.version(version)?;
        version.lines.get(usize::try_from(at).ok()?.checked_sub(1)?)
    });
    Ok(ExamView {
        person: PersonView::of(&reached.file, today)?,
        school: school(tx, tenant).await?,
        measure: line.map(|line| line.text.clone()),
        validity: own.exam_validity(today),
        ahead: request.exam_on.map(|exam| exam::may_be_asked_until(own, request.at.day, exam)),
        names: names(tx, people).await?,
        request,
    })
}

impl Store {
    /// Where a request stands that is there for an actor: the exam office, or (`of`) on their own file. Shows nothing of it, and
    /// so is no look.
    pub async fn exam_status(
        &self,
        actor: &Actor,
        of: Option<FileId>,
        id: ExamId,
        now: Moment,
    ) -> Result<Status, StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let file = file_of(&mut tx, tenant, id).await?;
        match of {
            Some(of) if of != file => return Err(StoreError::NotFound),
            Some(_) => own(&mut tx, actor, Action::SeeOwnAgreement, file, now).await?,
            None => reach(&mut tx, actor, Action::DecideExam, file, now.day).await?,
        };
        Ok(one(&mut tx, tenant, file, id).await?.status)
    }

    /// One request. The look is in the audit.
    pub async fn exam(&self, actor: &Actor, id: ExamId, now: Moment) -> Result<ExamView, StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let file = file_of(&mut tx, tenant, id).await?;
        let reached = reach(&mut tx, actor, Action::DecideExam, file, now.day).await?;
        let request = one(&mut tx, tenant, file, id).await?;
        let view = view_of(&mut tx, tenant, &reached, request, now.day).await?;
        let deed = Deed::new(actor, Action::DecideExam, reached.decision).to([view.person.person]).about(id);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// One of a student's own requests, for the decision on paper.
    pub async fn exam_own(&self, actor: &Actor, file: FileId, id: ExamId, now: Moment) -> Result<ExamView, StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let action = Action::SeeOwnAgreement;
        let reached = own(&mut tx, actor, action, file, now).await?;
        if measures_only(actor, &reached) {
            return Err(StoreError::NotFound);
        }
        let request = one(&mut tx, tenant, file, id).await?;
        let view = view_of(&mut tx, tenant, &reached, request, now.day).await?;
        self.looked(tx, Deed::new(actor, action, reached.decision).to([view.person.person]).about(id), now).await?;
        Ok(view)
    }

    /// One change to a request: its file is held. `told`: the student and their coach hear of it.
    async fn exam_change(
        &self,
        actor: &Actor,
        id: ExamId,
        (wrote, told): (Wrote, bool),
        change: impl FnOnce(&Request, Validity, AccountId) -> Result<Request, Refusal>,
        now: Moment,
    ) -> Result<Status, SaveError<Refusal>> {
        let tenant = actor.tenant();
        let mut reading = self.begin_reading().await?;
        let file = file_of(&mut reading, tenant, id).await?;
        drop(reading);
        let (mut tx, reached) = held(self, actor, Action::DecideExam, file, now).await?;
        let known = one(&mut tx, tenant, file, id).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let validity = reached.policy.terms.exam_validity(now.day);
        let after = change(&known, validity, by).map_err(SaveError::Refused)?;
        changed(&mut tx, (tenant, file), &after, wrote, now).await?;
        if told {
            let paths = (format!("/mijn/examens/{file}"), format!("/dossiers/{file}/examens"));
            let news = News { student: true, coaches: true, by };
            tell(&mut tx, tenant, &reached.file, news, &paths, now).await?;
        }
        let about = format!("{id} {}", after.status.code());
        let deed = Deed::new(actor, Action::DecideExam, reached.decision).to([reached.file.person()]).about(about);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(after.status)
    }

    /// Notes that what must be shown was seen.
    pub async fn exam_seen(&self, actor: &Actor, id: ExamId, now: Moment) -> Result<(), SaveError<Refusal>> {
        let seen = |known: &Request, _, by| exam::seen(known, by, now);
        self.exam_change(actor, id, (Wrote::Seen, false), seen, now).await.map(|_| ())
    }

    /// Records what the committee decided; what that is.
    pub async fn exam_decide(
        &self,
        actor: &Actor,
        id: ExamId,
        given: &Decide,
        now: Moment,
    ) -> Result<Status, SaveError<Refusal>> {
        let decide = |known: &Request, validity, by| exam::decide(known, given, validity, by, now);
        self.exam_change(actor, id, (Wrote::Decision, true), decide, now).await
    }

    /// Looks at a decision again, takes a request back, or ends what was granted, with why.
    pub async fn exam_turn(
        &self,
        actor: &Actor,
        id: ExamId,
        (event, why): (Event, &str),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let turn = |known: &Request, _, by| exam::turn(known, event, (why, true), by, now);
        self.exam_change(actor, id, (Wrote::Turn, true), turn, now).await.map(|_| ())
    }
}
