//! Asking for a hand-over, typing it over, letting the applicant read it, and looking at it.

use super::load::{add, changed, new_id, of_file, shown};
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::file::reach::{guardian_of, own_file, reach};
use crate::file::save::SaveError;
use crate::file::view::PersonView;
use crate::intake::Upon;
use crate::mail::{News, tell, tell_intake};
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::application::Application;
use register::meeting::{Consenter, consenter};
use register::transfer::{self, Ask, Event, Refusal, Status, Transfer, Typed};
use register::{AccountId, ApplicationId, FileId, Moment, TransferId};
use std::collections::BTreeSet;
use time::Date;

/// The hand-overs of an application, as who holds intakes reads them.
#[derive(Debug, Clone)]
pub struct TransferView {
    /// On which file.
    pub file: FileId,
    /// Who applied.
    pub person: PersonView,
    /// The application.
    pub application: Application,
    /// The hand-overs, the first first. Of one whose yes was taken back nothing is read that came.
    pub all: Vec<Transfer>,
    /// Those who did something, by name.
    pub names: Names,
    /// Whose yes it needs today; `None` where nobody knows how old the applicant is.
    pub needed: Option<Consenter>,
}

/// What came of something that was done to the hand-overs of an application, where what was shown of them stands.
fn met<V>(upon: Upon, all: &[Transfer], came: Result<V, Refusal>) -> Result<V, Refusal> {
    let now = transfer::seen_so_far(all, upon.application);
    upon.met(now, came, |one| *one == Refusal::Twice, Refusal::Meanwhile)
}

impl Store {
    /// The hand-overs of an application. The look is in the audit.
    pub async fn transfers(&self, actor: &Actor, id: ApplicationId, now: Moment) -> Result<TransferView, StoreError> {
        let (tenant, action) = (actor.tenant(), Action::HoldIntake);
        let file = self.file_of_application(actor, id).await?;
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let application = reached.application(id)?.clone();
        let mut all = shown(&mut tx, tenant, file).await?;
        all.retain(|one| one.application == id);
        let people: BTreeSet<AccountId> = all.iter().flat_map(Transfer::people).collect();
        let view = TransferView {
            file,
            person: PersonView::of(&reached.file, now.day)?,
            names: names(&mut tx, people).await?,
            needed: consenter(reached.file.birth, now.day),
            application,
            all,
        };
        let deed = Deed::new(actor, action, reached.decision).to([view.person.person]).about(id);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Writes down that the previous school may be asked.
    pub async fn transfer_ask(
        &self,
        actor: &Actor,
        upon: impl Into<Upon>,
        given: &Ask,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let upon = upon.into();
        let (tenant, id) = (actor.tenant(), upon.application);
        let (file, by, mut saving) = self.beside_application(actor, id, now).await?;
        let all = of_file(&mut saving.tx, tenant, file).await?;
        let birth = saving.reached.file.birth;
        let asked = transfer::ask(&all, (new_id(), id), given, birth, by, now);
        let new = met(upon, &all, asked).map_err(SaveError::Refused)?;
        add(&mut saving.tx, tenant, file, &new).await?;
        saving.written().await?.commit(format!("{} {}", new.id, new.status.code())).await?;
        Ok(())
    }

    /// One change to the newest hand-over of an application.
    async fn transfer_change(
        &self,
        actor: &Actor,
        upon: Upon,
        change: impl FnOnce(&Transfer, AccountId) -> Result<Transfer, Refusal>,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let (tenant, id) = (actor.tenant(), upon.application);
        let (file, by, mut saving) = self.beside_application(actor, id, now).await?;
        let all = of_file(&mut saving.tx, tenant, file).await?;
        let before = transfer::newest(&all, id).ok_or(SaveError::Refused(Refusal::None))?;
        let after = met(upon, &all, change(before, by)).map_err(SaveError::Refused)?;
        changed(&mut saving.tx, (tenant, file), before, &after, now).await?;
        if after.status == Status::Received && before.status != Status::Received {
            // Who applied reads it, and the intake looks at it, before it enters the file.
            let news = News { student: true, coaches: false, by };
            let paths = ("/mijn/aanmelding".to_owned(), String::new());
            tell(&mut saving.tx, tenant, &saving.reached.file, news, &paths, now).await?;
            let path = format!("/intake/{id}/overdracht");
            tell_intake(&mut saving.tx, tenant, before.by, (&path, by), now).await?;
        }
        saving.written().await?.commit(format!("{} {}", after.id, after.status.code())).await?;
        Ok(())
    }

    /// Whoever said yes takes it back themselves, whoever has the file in hand: from then on nobody reads what came.
    pub async fn transfer_withdraw(
        &self,
        actor: &Actor,
        id: TransferId,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let (tenant, action) = (actor.tenant(), Action::WithdrawTransfer);
        let mut reading = self.begin_reading().await?;
        let file = own_file(&mut reading, actor, action).await?;
        drop(reading);
        let mut saving = self.beside(actor, action, file, now).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let me = guardian_of(actor).map_or(Consenter::Student, |_| Consenter::Guardian);
        let all = of_file(&mut saving.tx, tenant, file).await?;
        let before = all.iter().find(|one| one.id == id).ok_or(StoreError::NotFound)?;
        let after =
            transfer::take_back(before, (me, saving.reached.file.birth), by, now).map_err(SaveError::Refused)?;
        changed(&mut saving.tx, (tenant, file), before, &after, now).await?;
        saving.written().await?.commit(format!("{id} {}", after.status.code())).await?;
        Ok(())
    }

    /// Types over what the previous school wrote.
    pub async fn transfer_receive(
        &self,
        actor: &Actor,
        upon: impl Into<Upon>,
        given: &Typed,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        self.transfer_change(actor, upon.into(), |one, by| transfer::receive(one, given, by, now), now).await
    }

    /// Notes that the applicant read it, and what they say of it.
    pub async fn transfer_seen(
        &self,
        actor: &Actor,
        upon: impl Into<Upon>,
        given: (Option<Date>, Option<bool>, &str),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        self.transfer_change(actor, upon.into(), |one, by| transfer::seen(one, given, by, now), now).await
    }

    /// Lets it enter the file, does not, or notes that the yes was taken back.
    pub async fn transfer_end(
        &self,
        actor: &Actor,
        upon: impl Into<Upon>,
        (event, why): (Event, &str),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let upon = upon.into();
        if event != Event::Withdraw {
            return self.transfer_change(actor, upon, |one, by| transfer::end(one, event, why, by, now), now).await;
        }
        // A no takes back every yes of the application that stands: of one that is in the file too, when another was asked since.
        let (tenant, id) = (actor.tenant(), upon.application);
        let (file, by, mut saving) = self.beside_application(actor, id, now).await?;
        let all = of_file(&mut saving.tx, tenant, file).await?;
        let newest = transfer::newest(&all, id).ok_or(SaveError::Refused(Refusal::None))?;
        let standing: Vec<&Transfer> =
            all.iter().filter(|one| one.application == id && one.status.on(Event::Withdraw).is_some()).collect();
        let ended: Result<Vec<(&Transfer, Transfer)>, Refusal> = if standing.is_empty() {
            transfer::end(newest, event, why, by, now).map(|_| Vec::new())
        } else {
            standing.into_iter().map(|one| Ok((one, transfer::end(one, event, why, by, now)?))).collect()
        };
        for (before, after) in met(upon, &all, ended).map_err(SaveError::Refused)? {
            changed(&mut saving.tx, (tenant, file), before, &after, now).await?;
        }
        saving.written().await?.commit(format!("{id} withdrawn")).await?;
        Ok(())
    }
}
