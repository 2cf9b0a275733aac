//! What a workplace is told: asked by the school, agreed by the student or a parent, and stopped by either. The share that the trainer
//! reads by is made with the yes, and not before.

use super::load::of_file as workplaces;
use super::look::asked;
use super::told::of_file;
use crate::agreement::view::opened;
use crate::db::Tx;
use crate::file::key;
use crate::file::reach::{guardian_of, own_file};
use crate::file::save::SaveError;
use crate::seal::Spot;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::meeting::consenter;
use register::share;
use register::workplace::Workplace;
use register::workplace::told::{self, Draft, Refusal, Told, YesRefusal};
use register::{FileId, Moment, TenantId};

sql! {
    ADD = "INSERT INTO workplace_told (tenant_id, file_id, number, workplace, version_id, name, email, english, own, until_on, asked_at, \
           asked_on, asked_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    ADD_LINE = "INSERT INTO workplace_told_line (tenant_id, file_id, number, position) VALUES ($1, $2, $3, $4)";
    AGREE = "UPDATE workplace_told SET agreed_at = $4, agreed_on = $5, agreed_by = $6, share_id = $7 \
             WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    STOP = "UPDATE workplace_told SET stopped_at = $4, stopped_on = $5, stopped_by = $6 \
            WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
}

async fn add(tx: &mut Tx, tenant: TenantId, file: FileId, new: &Told) -> Result<(), StoreError> {
    let number = i64::from(new.number);
    let key = key::open_or_make(tx, tenant, file).await?;
    let name = key.seal(Spot::told_name(number), new.name.reveal())?;
    let email = key.seal(Spot::told_email(number), new.email.reveal())?;
    let own = match new.own.reveal().as_str() {
        "" => None,
        words => Some(key.seal(Spot::told_own(number), words)?),
    };
    let (at, by) = new.asked;
    run!(
        tx,
        ADD,
        tenant.0,
        file.0,
        number,
        i64::from(new.of),
        new.version.0,
        name,
        email,
        new.english,
        own,
        new.until,
        at.at,
        at.day,
        by.0
    )?;
    for line in &new.lines {
        run!(tx, ADD_LINE, tenant.0, file.0, number, i64::try_from(*line).unwrap_or(i64::MAX))?;
    }
    Ok(())
}

/// Why a yes is not taken, or does not share anything.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AgreeRefusal {
    /// The yes itself.
    #[error("the yes: {0}")]
    Yes(YesRefusal),
    /// Nothing can be shared now: no mail goes, nothing holds any more, or that person reads already.
    #[error("nothing is shared")]
    Share,
}

impl Store {
    /// Asks the student whether somebody at a workplace may be told something.
    pub async fn workplace_ask(
        &self,
        actor: &Actor,
        file: FileId,
        (number, draft): (u32, &Draft),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let tenant = actor.tenant();
        let mut saving = self.saving(actor, Action::ArrangePlacement, file, None, now).await?;
        let all = workplaces(&mut saving.tx, tenant, file).await?;
        let of = all.iter().find(|one| one.number == number).ok_or(StoreError::NotFound)?;
        let known = of_file(&mut saving.tx, tenant, file).await?;
        let agreement = opened(&mut saving.tx, actor, &saving.reached).await?;
        let holds = agreement.as_ref().and_then(|all| all.in_force(now.day));
        let mut draft = draft.clone();
        if !saving.reached.allows(actor, Action::ViewAgreement) {
            // Who has to do with the workplace alone read, and chooses from, what is for there.
            let shown = holds.map(asked).unwrap_or_default();
            draft.lines.retain(|at| shown.contains(at));
        }
        let new = told::ask(&known, of, holds, &draft, by, now).map_err(SaveError::Refused)?;
        add(&mut saving.tx, tenant, file, &new).await?;
        saving.written().await?.commit(format!("{file} told {}", new.number)).await?;
        Ok(())
    }

    /// Says yes, as the student or a parent of one below 16: from now on it is shared, and whoever reads it gets a mail.
    pub async fn workplace_agree(
        &self,
        actor: &Actor,
        number: u32,
        now: Moment,
    ) -> Result<(), SaveError<AgreeRefusal>> {
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let tenant = actor.tenant();
        let mut reading = self.begin_reading().await?;
        let file = own_file(&mut reading, actor, Action::AllowTelling).await?;
        drop(reading);
        let mut saving = self.saving(actor, Action::AllowTelling, file, None, now).await?;
        let known = of_file(&mut saving.tx, tenant, file).await?;
        let one = known.iter().find(|one| one.number == number).ok_or(StoreError::NotFound)?;
        let all = workplaces(&mut saving.tx, tenant, file).await?;
        let of = all.iter().find(|of| of.number == one.of).ok_or(StoreError::NotFound)?;
        let needed = consenter(saving.reached.file.birth, now.day);
        told::may_agree(one, of, needed, guardian_of(actor).is_some(), now.day)
            .map_err(|why| SaveError::Refused(AgreeRefusal::Yes(why)))?;
        // What a parent allowed is asked anew at 16: what it was read by is over, and the student's yes makes another.
        if let Some((.., before)) = one.agreed {
            crate::share::change::close(&mut saving.tx, tenant, before, now).await?;
        }
        let draft = share::Draft {
            name: one.name.reveal().clone(),
            organisation: of.name.clone(),
            email: one.email.reveal().clone(),
            purpose: Some(share::Purpose::Placement),
            until: Some(one.until.min(of.last())),
            agreed: true,
            english: one.english,
        };
        let made = crate::share::make(&mut saving.tx, tenant, &saving.reached, (&draft, one.asked.1), now).await;
        let made = match made {
            Ok(made) => made,
            Err(SaveError::Store(error)) => return Err(error.into()),
            Err(SaveError::Refused(_)) => return Err(SaveError::Refused(AgreeRefusal::Share)),
        };
        run!(saving.tx, AGREE, tenant.0, file.0, i64::from(number), now.at, now.day, by.0, made.0)?;
        saving.written().await?.commit(format!("{file} told {number} agreed {made}")).await?;
        Ok(())
    }

    /// Stops it at once and without a reason: the student's no, or the yes taken back, or the school's question. Stopped twice, it is
    /// stopped once. Of `None` it is one's own file.
    pub async fn workplace_stop(
        &self,
        actor: &Actor,
        file: Option<FileId>,
        number: u32,
        now: Moment,
    ) -> Result<(), StoreError> {
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let tenant = actor.tenant();
        let action = if file.is_some() { Action::ArrangePlacement } else { Action::AllowTelling };
        let file = match file {
            Some(file) => file,
            None => {
                let mut reading = self.begin_reading().await?;
                own_file(&mut reading, actor, action).await?
            }
        };
        let mut saving = self.saving(actor, action, file, None, now).await?;
        let known = of_file(&mut saving.tx, tenant, file).await?;
        let one = known.iter().find(|one| one.number == number).ok_or(StoreError::NotFound)?;
        if one.stopped.is_some() {
            return Ok(());
        }
        run!(saving.tx, STOP, tenant.0, file.0, i64::from(number), now.at, now.day, by.0)?;
        if let Some((.., share)) = one.agreed {
            crate::share::stop(&mut saving.tx, tenant, share, by, now).await?;
        }
        saving.written().await?.commit(format!("{file} told {number} stopped")).await
    }
}

/// A placement that ended ends what is told: from its last day on nobody reads it. Those that are read still get that day.
pub(super) async fn ends(tx: &mut Tx, tenant: TenantId, file: FileId, of: &Workplace) -> Result<(), StoreError> {
    for one in of_file(tx, tenant, file).await? {
        if let (true, None, Some((.., share))) = (one.of == of.number, one.stopped, one.agreed) {
            crate::share::until(tx, tenant, share, one.until.min(of.last())).await?;
        }
    }
    Ok(())
}
