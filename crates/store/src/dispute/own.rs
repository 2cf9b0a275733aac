//! A student's own disputes, or those of a child: bringing one, what is attached, and taking it back.

use super::back::told_office;
use super::load::{add, attached, new_id, of_file, one, stepped};
use super::things::{Offered, offered};
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::reach::{Reached, guardian_of, own_file, reach};
use crate::file::save::SaveError;
use crate::file::view::PersonView;
use crate::mail::tell_role;
use crate::membership::vacant;
use crate::voice::hold;
use crate::{Store, StoreError, calendar};
use access::{Action, Actor, Role};
use register::agreement::Answerer;
use register::dispute::{self, Dispute, Event, Lodge, Refusal, Thing};
use register::law::calendar::SchoolCalendar;
use register::seen::Seen;
use register::{AccountId, DisputeId, FileId, Moment};
use std::collections::BTreeSet;

/// The disputes of a student, for themselves or a parent.
#[derive(Debug, Clone)]
pub struct OwnDisputes {
    /// Which file.
    pub file: FileId,
    /// Whose.
    pub person: PersonView,
    /// The school.
    pub school: String,
    /// The disputes, the first first.
    pub disputes: Vec<Dispute>,
    /// What there is to attach.
    pub offered: Offered,
    /// Those of the desk who did something, by name.
    pub names: Names,
    /// By what terms are counted.
    pub calendar: SchoolCalendar,
    /// Whether the reader is a guardian.
    pub guardian: bool,
    /// Somebody has the role of the desk: what is brought lands with them.
    pub held: bool,
}

/// One's own file, by the address of a page: any other is not there.
async fn own(tx: &mut Tx, actor: &Actor, file: FileId, now: Moment) -> Result<Reached, StoreError> {
    let action = Action::LodgeDispute;
    if own_file(tx, actor, action).await? != file {
        return Err(StoreError::NotFound);
    }
    reach(tx, actor, action, file, now.day).await
}

/// A change of one's own: the file is held.
async fn held(store: &Store, actor: &Actor, file: FileId, now: Moment) -> Result<(Tx, Reached), StoreError> {
    let mut tx = store.begin().await?;
    hold(&mut tx, actor.tenant(), file).await?;
    let reached = own(&mut tx, actor, file, now).await?;
    Ok((tx, reached))
}

/// What came of one's own act, where what was shown stands.
fn met(known: &Dispute, seen: Option<Seen>, came: Result<Dispute, Refusal>) -> Result<Dispute, Refusal> {
    Seen::met(seen, known.own_so_far(), came, |one| *one == Refusal::Twice, Refusal::Meanwhile)
}

async fn finish(mut tx: Tx, actor: &Actor, reached: &Reached, about: String, now: Moment) -> Result<(), StoreError> {
    let deed = Deed::new(actor, Action::LodgeDispute, reached.decision).to([reached.file.person()]).about(about);
    tx.audit(deed, now).await?;
    tx.commit().await
}

impl Store {
    /// Where a dispute stands that is one's own. Shows nothing of it, and so is no look.
    pub async fn dispute_is_own(
        &self,
        actor: &Actor,
        file: FileId,
        id: DisputeId,
        now: Moment,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin_snapshot().await?;
        own(&mut tx, actor, file, now).await?;
        one(&mut tx, actor.tenant(), file, id).await.map(|_| ())
    }

    /// One's own disputes, with what there is to attach.
    pub async fn disputes_own(&self, actor: &Actor, file: FileId, now: Moment) -> Result<OwnDisputes, StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let reached = own(&mut tx, actor, file, now).await?;
        let disputes = of_file(&mut tx, tenant, file).await?;
        let people: BTreeSet<AccountId> = disputes.iter().flat_map(Dispute::people).collect();
        let found = OwnDisputes {
            file,
            person: PersonView::of(&reached.file, now.day)?,
            school: super::desk::school(&mut tx, tenant).await?,
            disputes,
            offered: offered(&mut tx, tenant, &reached, file).await?,
            names: names(&mut tx, people).await?,
            calendar: calendar::load(&mut tx, tenant).await?,
            guardian: guardian_of(actor).is_some(),
            held: vacant::held(&mut tx, tenant, Role::DisputeDesk, now.day).await?,
        };
        let deed = Deed::new(actor, Action::LodgeDispute, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(found)
    }

    /// Brings a dispute, with what of the file is attached.
    pub async fn dispute_lodge(
        &self,
        actor: &Actor,
        file: FileId,
        (given, things): (&Lodge, &[Thing]),
        now: Moment,
    ) -> Result<DisputeId, SaveError<Refusal>> {
        let tenant = actor.tenant();
        let (mut tx, reached) = held(self, actor, file, now).await?;
        let known = of_file(&mut tx, tenant, file).await?;
        let account = actor.account().ok_or(StoreError::NotFound)?;
        let by = guardian_of(actor).map_or(Answerer::Student, Answerer::Guardian);
        let new = dispute::lodge(&known, new_id(), given, (by, account), now).map_err(SaveError::Refused)?;
        let there = offered(&mut tx, tenant, &reached, file).await?.things();
        let whole = dispute::attach(&new, things, &there, now).map_err(SaveError::Refused)?;
        let calendar = calendar::load(&mut tx, tenant).await?;
        add(&mut tx, (tenant, file), &new, &calendar.days).await?;
        attached(&mut tx, (tenant, file), &new, &whole).await?;
        tell_role(&mut tx, tenant, Role::DisputeDesk, ("/geschillen", account), now).await?;
        finish(tx, actor, &reached, new.id.to_string(), now).await?;
        Ok(new.id)
    }

    /// Changes what is attached. `seen`: what stood when the form was made, as of all that follows.
    pub async fn dispute_attach(
        &self,
        actor: &Actor,
        file: FileId,
        (id, things, seen): (DisputeId, &[Thing], Option<Seen>),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let tenant = actor.tenant();
        let (mut tx, reached) = held(self, actor, file, now).await?;
        let known = one(&mut tx, tenant, file, id).await?;
        let there = offered(&mut tx, tenant, &reached, file).await?.things();
        let after = match dispute::attach(&known, things, &there, now) {
            // Sent twice: it is so.
            Ok(after) if after == known => after,
            came => met(&known, seen, came).map_err(SaveError::Refused)?,
        };
        attached(&mut tx, (tenant, file), &known, &after).await?;
        finish(tx, actor, &reached, format!("{id} attached"), now).await?;
        Ok(())
    }

    /// Asks later to handle one's own dispute at once, with why.
    pub async fn dispute_ask_urgent(
        &self,
        actor: &Actor,
        file: FileId,
        (id, why, seen): (DisputeId, &str, Option<Seen>),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let tenant = actor.tenant();
        let (mut tx, reached) = held(self, actor, file, now).await?;
        let known = one(&mut tx, tenant, file, id).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let came = dispute::step(&known, Event::AskUrgent, (why, None), by, now);
        let after = met(&known, seen, came).map_err(SaveError::Refused)?;
        let calendar = calendar::load(&mut tx, tenant).await?;
        stepped(&mut tx, (tenant, file), &after, &calendar.days, now).await?;
        tell_role(&mut tx, tenant, Role::DisputeDesk, ("/geschillen", by), now).await?;
        finish(tx, actor, &reached, format!("{id} {}", Event::AskUrgent.code()), now).await?;
        Ok(())
    }

    /// Takes one's own dispute back.
    pub async fn dispute_withdraw(
        &self,
        actor: &Actor,
        file: FileId,
        (id, seen): (DisputeId, Option<Seen>),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let tenant = actor.tenant();
        let (mut tx, reached) = held(self, actor, file, now).await?;
        let known = one(&mut tx, tenant, file, id).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let came = dispute::step(&known, Event::Withdraw, ("", None), by, now);
        let after = met(&known, seen, came).map_err(SaveError::Refused)?;
        told_office(&mut tx, tenant, (&known, &after), by, now).await?;
        let calendar = calendar::load(&mut tx, tenant).await?;
        stepped(&mut tx, (tenant, file), &after, &calendar.days, now).await?;
        finish(tx, actor, &reached, format!("{id} {}", after.status.code()), now).await?;
        Ok(())
    }
}
