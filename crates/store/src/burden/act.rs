//! The two steps, the second pair of eyes, and what is looked at again or taken back.

use super::load::{Wrote, add, changed, file_of, new_id, of_file};
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::reach::reach;
use crate::file::save::SaveError;
use crate::file::view::PersonView;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::burden::{self, Burden, Establish, Refusal, Weighing};
use register::{AccountId, BurdenId, FileId, Moment, TenantId};
use std::collections::BTreeSet;
use time::Date;

/// A burden, as who weighs it reads it.
#[derive(Debug, Clone)]
pub struct BurdenView {
    /// On which file.
    pub file: FileId,
    /// Who it is about.
    pub person: PersonView,
    /// The school.
    pub school: String,
    /// The burden.
    pub burden: Burden,
    /// Those who did something, by name.
    pub names: Names,
    /// Whether the reader weighed it last: then somebody else looks.
    pub own: bool,
}

sql! {
    SCHOOL = "SELECT name FROM tenant WHERE tenant_id = $1";
}

async fn one(tx: &mut Tx, tenant: TenantId, file: FileId, id: BurdenId) -> Result<Burden, StoreError> {
    of_file(tx, tenant, file).await?.into_iter().find(|one| one.id == id).ok_or(StoreError::NotFound)
}

impl Store {
    /// The burdens of a file, for who begins one.
    pub async fn burdens_of(
        &self,
        actor: &Actor,
        file: FileId,
        now: Moment,
    ) -> Result<(PersonView, Vec<Burden>), StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, Action::WeighBurden, file, now.day).await?;
        let known = of_file(&mut tx, actor.tenant(), file).await?;
        let person = PersonView::of(&reached.file, now.day)?;
        let deed = Deed::new(actor, Action::WeighBurden, reached.decision).to([person.person]).about(file);
        self.looked(tx, deed, now).await?;
        Ok((person, known))
    }

    /// The first step. Whether the student was enrolled is read from the file, not asked.
    pub async fn burden_establish(
        &self,
        actor: &Actor,
        file: FileId,
        given: &Establish,
        now: Moment,
    ) -> Result<BurdenId, SaveError<Refusal>> {
        let tenant = actor.tenant();
        let mut saving = self.saving(actor, Action::WeighBurden, file, None, now).await?;
        let known = of_file(&mut saving.tx, tenant, file).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let admitted = saving
            .reached
            .file
            .duty_facts()
            .enrolments
            .iter()
            .any(|one| !one.withdrawn && one.from <= now.day && one.until.is_none_or(|last| now.day <= last));
        let new = burden::establish(&known, new_id(), given, admitted, by, now).map_err(SaveError::Refused)?;
        add(&mut saving.tx, tenant, file, &new).await?;
        saving.written().await?.commit(new.id.to_string()).await?;
        Ok(new.id)
    }

    /// Whether something is decided of a burden that is there for an actor. Shows nothing of it, and so is no look.
    pub async fn burden_is_decided(&self, actor: &Actor, id: BurdenId, now: Moment) -> Result<bool, StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let file = file_of(&mut tx, tenant, id).await?;
        reach(&mut tx, actor, Action::WeighBurden, file, now.day).await?;
        Ok(one(&mut tx, tenant, file, id).await?.decision().is_some())
    }

    /// One burden. The look is in the audit.
    pub async fn burden(&self, actor: &Actor, id: BurdenId, now: Moment) -> Result<BurdenView, StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let file = file_of(&mut tx, tenant, id).await?;
        let reached = reach(&mut tx, actor, Action::WeighBurden, file, now.day).await?;
        let burden = one(&mut tx, tenant, file, id).await?;
        let (school,) = row!(tx, (String,), SCHOOL, tenant.0)?.ok_or(StoreError::NotFound)?;
        let people: BTreeSet<AccountId> = burden.people().collect();
        let view = BurdenView {
            file,
            person: PersonView::of(&reached.file, now.day)?,
            school,
            names: names(&mut tx, people).await?,
            own: burden.rounds.last().map(|round| round.by) == actor.account(),
            burden,
        };
        let deed = Deed::new(actor, Action::WeighBurden, reached.decision).to([view.person.person]).about(id);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// One change to a burden: its file is held.
    async fn burden_change(
        &self,
        actor: &Actor,
        id: BurdenId,
        wrote: Wrote,
        change: impl FnOnce(&Burden, AccountId) -> Result<Burden, Refusal>,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let tenant = actor.tenant();
        let mut reading = self.begin_reading().await?;
        let file = file_of(&mut reading, tenant, id).await?;
        drop(reading);
        let mut saving = self.saving(actor, Action::WeighBurden, file, None, now).await?;
        let known = one(&mut saving.tx, tenant, file, id).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let after = change(&known, by).map_err(SaveError::Refused)?;
        changed(&mut saving.tx, (tenant, file), &after, wrote, now).await?;
        saving.written().await?.commit(format!("{id} {}", after.status.code())).await?;
        Ok(())
    }

    /// The second step.
    pub async fn burden_weigh(
        &self,
        actor: &Actor,
        id: BurdenId,
        given: &Weighing,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        self.burden_change(actor, id, Wrote::Round, |known, by| burden::weigh(known, given, by, now), now).await
    }

    /// The second pair of eyes.
    pub async fn burden_second(
        &self,
        actor: &Actor,
        id: BurdenId,
        (agrees, words): (bool, &str),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let second = |known: &Burden, by| burden::second(known, agrees, words, by, now);
        self.burden_change(actor, id, Wrote::Second, second, now).await
    }

    /// Looks at a decision again, or takes it all back.
    pub async fn burden_turn(
        &self,
        actor: &Actor,
        id: BurdenId,
        (revise, why): (bool, &str),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let turn = |known: &Burden, by| burden::turn(known, revise, why, by, now);
        self.burden_change(actor, id, Wrote::Turn, turn, now).await
    }

    /// Says since when what was promised is there, and who arranged it how.
    pub async fn burden_arrange(
        &self,
        actor: &Actor,
        id: BurdenId,
        given: (Option<Date>, &str),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let arrange = |known: &Burden, by| burden::arrange(known, given, by, now);
        self.burden_change(actor, id, Wrote::Turn, arrange, now).await
    }

    /// Says that it is not there after all, and why.
    pub async fn burden_unarrange(
        &self,
        actor: &Actor,
        id: BurdenId,
        why: &str,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let unarrange = |known: &Burden, by| burden::unarrange(known, why, by, now);
        self.burden_change(actor, id, Wrote::Turn, unarrange, now).await
    }
}
