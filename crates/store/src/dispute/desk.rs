//! The desk: one dispute, what is attached to it, and what happens.

use super::act::{guardian, met};
use super::back::{told_office, undone};
use super::load::{file_of, one, stepped, told};
use super::things::{Shown, offered};
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::db::Tx;
use crate::exam;
use crate::file::reach::{own_file, reach};
use crate::file::save::SaveError;
use crate::file::view::PersonView;
use crate::mail::{News, tell, tell_role, would_reach};
use crate::voice::hold;
use crate::{Store, StoreError, calendar};
use access::{Action, Actor, Role};
use register::dispute::{self, Dispute, Event, Outcome, ParentsTold, Refusal, Ruling, Thing};
use register::intake::talk::Means;
use register::law::calendar::SchoolCalendar;
use register::seen::Seen;
use register::{AccountId, DisputeId, FileId, Moment, Personal, TenantId};
use std::collections::BTreeSet;
use time::Date;

sql! {
    SCHOOL = "SELECT name FROM tenant WHERE tenant_id = $1";
}

/// What the desk lets happen: what, in which words, with which outcome, and by when the exam committee decides anew, or the school does
/// what follows.
pub type Does<'a> = (Event, &'a str, Option<Outcome>, Option<Date>);

/// A dispute, as the desk reads it.
#[derive(Debug, Clone)]
pub struct DisputeView {
    /// Who it is about.
    pub person: PersonView,
    /// The school.
    pub school: String,
    /// The dispute.
    pub dispute: Dispute,
    /// What the student attached, and nothing else of the file.
    pub shown: Vec<Shown>,
    /// Those of the desk who did something, by name.
    pub names: Names,
    /// By what terms are counted.
    pub calendar: SchoolCalendar,
    /// Which parent brought it, by name; `None`: the student did.
    pub parent: Option<Personal<String>>,
    /// Who brought it can be told by mail.
    pub by_mail: bool,
}

pub(super) async fn school(tx: &mut Tx, tenant: TenantId) -> Result<String, StoreError> {
    row!(tx, (String,), SCHOOL, tenant.0)?.map(|(name,)| name).ok_or(StoreError::NotFound)
}

impl Store {
    /// Whether a dispute is there for the desk. Shows nothing of it, and so is no look.
    pub async fn dispute_is_there(&self, actor: &Actor, id: DisputeId, now: Moment) -> Result<(), StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let file = file_of(&mut tx, actor.tenant(), id).await?;
        reach(&mut tx, actor, Action::HandleDisputes, file, now.day).await.map(|_| ())
    }

    /// One dispute: for the desk, or (`of`) for who brought it. The look is in the audit.
    pub async fn dispute(
        &self,
        actor: &Actor,
        of: Option<FileId>,
        id: DisputeId,
        now: Moment,
    ) -> Result<DisputeView, StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let file = file_of(&mut tx, tenant, id).await?;
        let action = if of.is_some() { Action::LodgeDispute } else { Action::HandleDisputes };
        if let Some(of) = of
            && (of != file || own_file(&mut tx, actor, action).await? != file)
        {
            return Err(StoreError::NotFound);
        }
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let dispute = one(&mut tx, tenant, file, id).await?;
        let things: Vec<Thing> = dispute.things().collect();
        let shown = match things.as_slice() {
            [] => Vec::new(),
            things => offered(&mut tx, tenant, &reached, file).await?.only(things),
        };
        let people: BTreeSet<AccountId> = dispute.people().collect();
        // By the name of their account: who is a parent today no more brought it all the same.
        let parent = match guardian(&dispute) {
            Some(_) => names(&mut tx, [dispute.account]).await?.remove(&dispute.account),
            None => None,
        };
        let view = DisputeView {
            person: PersonView::of(&reached.file, now.day)?,
            by_mail: would_reach(&mut tx, tenant, &reached.file, now).await?.reached_one(guardian(&dispute)),
            parent,
            school: school(&mut tx, tenant).await?,
            shown,
            names: names(&mut tx, people).await?,
            calendar: calendar::load(&mut tx, tenant).await?,
            dispute,
        };
        let deed = Deed::new(actor, action, reached.decision).to([view.person.person]).about(id);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Lets something happen to a dispute; who brought it is told that there is something to read. An appeal that is right goes back to
    /// the exam committee with it, which decides anew until `again_by` where that is set: on the requests that it names, else on a list
    /// of the exam office. Taken up again, what it annulled stands as it stood. `seen`: what stood when the form was made.
    pub async fn dispute_step(
        &self,
        actor: &Actor,
        id: DisputeId,
        ((event, words, outcome, again_by), seen): (Does<'_>, Option<Seen>),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        // Only who brought it takes it back, or asks to handle it at once; and the exam office says what it does itself.
        if !event.is_of_desk() {
            return Err(StoreError::NotFound.into());
        }
        let (tenant, action) = (actor.tenant(), Action::HandleDisputes);
        let mut reading = self.begin_reading().await?;
        let file = file_of(&mut reading, tenant, id).await?;
        drop(reading);
        let mut tx = self.begin().await?;
        hold(&mut tx, tenant, file).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let known = one(&mut tx, tenant, file, id).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let calendar = calendar::load(&mut tx, tenant).await?;
        let ruling = Ruling { again_by, birth: reached.file.birth };
        let came = dispute::may_extend(&known, event, &calendar.days, now.day)
            .and_then(|()| dispute::step(&known, event, (words, outcome), by, now))
            .and_then(|after| dispute::ruled(after, ruling))
            .and_then(|after| dispute::planned(after, again_by));
        let mut after = met(&known, seen, came).map_err(SaveError::Refused)?;
        let path = format!("/mijn/geschil/{file}");
        let news = News { student: true, coaches: false, by };
        let went = tell(&mut tx, tenant, &reached.file, news, &(path, String::new()), now).await?;
        if went.reached_one(guardian(&after)) {
            after = dispute::told_by_mail(&after, by, now);
        }
        if went.reached_parents() {
            after = dispute::parents_by_mail(&after, by, now);
        }
        let own = &reached.policy.terms;
        if let Some(ruling) = after.steps.last().filter(|step| step.event == Event::Decide && after.annuls()) {
            let back = after.sent_back();
            for exam in &back {
                exam::annulled(&mut tx, (tenant, file), *exam, ruling, (own, &calendar), by, now).await?;
            }
            if !back.is_empty() {
                tell_role(&mut tx, tenant, Role::ExamOffice, ("/examens", by), now).await?;
            }
        }
        if let Some(step) = after.steps.last().filter(|step| step.event == Event::Reopen && known.annuls())
            && let Some(why) = &step.words
        {
            undone(&mut tx, (tenant, &reached), (&known.annulling(), None), why, (by, now)).await?;
        }
        told_office(&mut tx, tenant, (&known, &after), by, now).await?;
        stepped(&mut tx, (tenant, file), &after, &calendar.days, now).await?;
        let about = format!("{id} {}", event.code());
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(about);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Notes that who brought it was told what the desk did: on paper on a day, or by a mail that goes now. `seen`: what stood when the
    /// form was made.
    pub async fn dispute_told(
        &self,
        actor: &Actor,
        id: DisputeId,
        (given, seen): ((Option<Means>, Option<Date>), Option<Seen>),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let (tenant, action) = (actor.tenant(), Action::HandleDisputes);
        let mut reading = self.begin_reading().await?;
        let file = file_of(&mut reading, tenant, id).await?;
        drop(reading);
        let mut tx = self.begin().await?;
        hold(&mut tx, tenant, file).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let known = one(&mut tx, tenant, file, id).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let came = dispute::tell(&known, given, by, now);
        let after = met(&known, seen, came).map_err(SaveError::Refused)?;
        if given.0 == Some(Means::Mail) {
            let path = (format!("/mijn/geschil/{file}"), String::new());
            let news = News { student: true, coaches: false, by };
            if !tell(&mut tx, tenant, &reached.file, news, &path, now).await?.reached_one(guardian(&after)) {
                return Err(SaveError::Refused(Refusal::NoMail));
            }
        }
        let calendar = calendar::load(&mut tx, tenant).await?;
        told(&mut tx, (tenant, file), &after, &calendar.days, now).await?;
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(format!("{id} told"));
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Notes that the parents were told what the committee of appeal decided, or that they are not to be.
    pub async fn dispute_parents_told(
        &self,
        actor: &Actor,
        id: DisputeId,
        (given, seen): (ParentsTold, Option<Seen>),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let (tenant, action) = (actor.tenant(), Action::HandleDisputes);
        let mut reading = self.begin_reading().await?;
        let file = file_of(&mut reading, tenant, id).await?;
        drop(reading);
        let mut tx = self.begin().await?;
        hold(&mut tx, tenant, file).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let known = one(&mut tx, tenant, file, id).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let came = dispute::tell_parents(&known, given, by, now);
        let after = met(&known, seen, came).map_err(SaveError::Refused)?;
        let calendar = calendar::load(&mut tx, tenant).await?;
        told(&mut tx, (tenant, file), &after, &calendar.days, now).await?;
        let about = format!("{id} parents");
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(about);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(())
    }
}
