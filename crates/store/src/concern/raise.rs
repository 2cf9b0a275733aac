//! Saying that a look was not right, and taking that back.

use super::load::{DayOf, add, close, hold, new_id, of_file, one};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::reach::{Reached, own_file, reach};
use crate::file::save::SaveError;
use crate::looks::{Day, Look, looks_on, one_look};
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::concern::{self, Concern, RaiseRefusal, TakeBackRefusal};
use register::{AccountId, ConcernId, FileId, Moment};

/// A look, for the page on which somebody says that it was not right.
#[derive(Debug, Clone)]
pub struct RaiseView {
    /// What the one who looked did that day, newest first: a concern is about all of it.
    pub looks: Vec<Look>,
    /// What the reader said already about this person and this day, where it stands.
    pub raised: Option<Concern>,
}

/// One's own file, by the address of a page: any other is not there.
async fn own(tx: &mut Tx, actor: &Actor, file: FileId, now: Moment) -> Result<Reached, StoreError> {
    let action = Action::RaiseConcern;
    if own_file(tx, actor, action).await? != file {
        return Err(StoreError::NotFound);
    }
    reach(tx, actor, action, file, now.day).await
}

/// A look by somebody else, whom a concern can be about.
async fn look_of(tx: &mut Tx, actor: &Actor, reached: &Reached, seq: i64) -> Result<(Look, AccountId), StoreError> {
    let concerns = of_file(tx, actor.tenant(), reached.file.file).await?;
    let look = one_look(tx, actor, reached.file.person(), seq, &concerns).await?.ok_or(StoreError::NotFound)?;
    let by = look.by.filter(|_| !look.own).ok_or(StoreError::NotFound)?;
    Ok((look, by))
}

impl Store {
    /// A look at one's own file by somebody else.
    pub async fn concern_form(
        &self,
        actor: &Actor,
        file: FileId,
        seq: i64,
        day_of: DayOf,
        now: Moment,
    ) -> Result<RaiseView, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let reached = own(&mut tx, actor, file, now).await?;
        let reader = actor.account().ok_or(StoreError::NotFound)?;
        let (look, looker) = look_of(&mut tx, actor, &reached, seq).await?;
        let known = of_file(&mut tx, actor.tenant(), file).await?;
        let day = Day { person: reached.file.person(), by: looker, day: day_of(look.at), day_of };
        let looks = looks_on(&mut tx, actor.tenant(), day, Some((reader, &known))).await?;
        let theirs = |one: &Concern| {
            (one.looker, one.looked_on, one.by) == (looker, day.day, reader) && one.status != concern::Status::TakenBack
        };
        let raised = known.into_iter().find(theirs);
        let deed = Deed::new(actor, Action::SeeOwnLookLog, reached.decision).to([reached.file.person()]);
        self.looked(tx, deed, now).await?;
        Ok(RaiseView { looks, raised })
    }

    /// Says that a look was not right. Two clicks are one concern: the second finds the first.
    pub async fn concern_raise(
        &self,
        actor: &Actor,
        file: FileId,
        seq: i64,
        words: &str,
        day_of: DayOf,
        now: Moment,
    ) -> Result<ConcernId, SaveError<RaiseRefusal>> {
        let tenant = actor.tenant();
        let mut tx = self.begin().await?;
        hold(&mut tx, tenant, file).await?;
        let reached = own(&mut tx, actor, file, now).await?;
        let (look, looker) = look_of(&mut tx, actor, &reached, seq).await?;
        let known = of_file(&mut tx, tenant, file).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let new = concern::raise(&known, new_id(), (looker, day_of(look.at)), words, by, now);
        let new = new.map_err(SaveError::Refused)?;
        add(&mut tx, tenant, file, &new).await?;
        let deed = Deed::new(actor, Action::RaiseConcern, reached.decision).to([reached.file.person()]).about(new.id);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(new.id)
    }

    /// Takes one's own concern back.
    pub async fn concern_take_back(
        &self,
        actor: &Actor,
        id: ConcernId,
        now: Moment,
    ) -> Result<(), SaveError<TakeBackRefusal>> {
        let tenant = actor.tenant();
        let mut tx = self.begin().await?;
        let file = own_file(&mut tx, actor, Action::RaiseConcern).await?;
        hold(&mut tx, tenant, file).await?;
        let reached = own(&mut tx, actor, file, now).await?;
        let (of, known) = one(&mut tx, tenant, id).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        // A parent and a child raise concerns about the same file, perhaps about each other: each has their own.
        if of != file || known.by != by {
            return Err(StoreError::NotFound.into());
        }
        let after = concern::take_back(&known, by, now).map_err(SaveError::Refused)?;
        close(&mut tx, tenant, file, &after).await?;
        let about = format!("{id} {}", after.status.code());
        let deed = Deed::new(actor, Action::RaiseConcern, reached.decision).to([reached.file.person()]).about(about);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(())
    }
}
