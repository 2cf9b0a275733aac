//! Reports of discrimination: written down by the school or by the student, told to SBB, and what the student decides. Who did not write
//! it is told that there is something to read, by a link.

use super::load::of_file as workplaces;
use super::owed::owe;
use super::reported::of_file;
use crate::file::key;
use crate::file::reach::own_file;
use crate::file::save::{SaveError, Saving};
use crate::mail::{News, tell};
use crate::seal::Spot;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::seen::Seen;
use register::workplace::report::{self, DecideRefusal, Event, MakeRefusal, Refusal, Side};
use register::{AccountId, FileId, Moment, TenantId};
use time::Date;

sql! {
    ADD = "INSERT INTO workplace_report (tenant_id, file_id, number, workplace, words, own, noted_at, noted_on, noted_by) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    STEP = "INSERT INTO workplace_report_step (tenant_id, file_id, number, place, event, happened_on, words, noted_at, noted_on, noted_by) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    DECIDE = "UPDATE workplace_report SET college = $4, police = $5, decided_at = $6, decided_on = $7, decided_by = $8 \
              WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
}

/// Says that there is something to read: to the student what the school wrote, and to who works with the student what that side wrote.
/// Nothing of it is in the mail.
async fn told(
    saving: &mut Saving<'_>,
    (tenant, file): (TenantId, FileId),
    (side, by): (Side, AccountId),
    now: Moment,
) -> Result<(), StoreError> {
    let news = News { student: side == Side::School, coaches: side == Side::Student, by };
    let paths = ("/mijn/stage".to_owned(), format!("/dossiers/{file}/stage"));
    tell(&mut saving.tx, tenant, &saving.reached.file, news, &paths, now).await?;
    Ok(())
}

impl Store {
    /// Writes down what happened at a workplace: for the school, or for the student (`None`). Sent twice it stands once.
    pub async fn workplace_report(
        &self,
        actor: &Actor,
        file: Option<FileId>,
        (number, words): (u32, &str),
        now: Moment,
    ) -> Result<(), SaveError<MakeRefusal>> {
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let tenant = actor.tenant();
        let (action, side) = match file {
            Some(_) => (Action::ArrangePlacement, Side::School),
            None => (Action::SayYourself, Side::Student),
        };
        let file = self.file_or_own(actor, action, file).await?;
        let mut saving = self.saving(actor, action, file, None, now).await?;
        let tx = &mut saving.tx;
        if !workplaces(tx, tenant, file).await?.iter().any(|one| one.number == number) {
            return Err(StoreError::NotFound.into());
        }
        let known = of_file(tx, tenant, file).await?;
        let new = report::make(&known, number, words, (side, by), now).map_err(SaveError::Refused)?;
        let Some(new) = new else { return Ok(()) };
        let (at, at_number) = (new.noted.0, i64::from(new.number));
        let sealed =
            key::open_or_make(tx, tenant, file).await?.seal(Spot::report_words(at_number), new.words.reveal())?;
        run!(
            tx,
            ADD,
            tenant.0,
            file.0,
            at_number,
            i64::from(new.of),
            sealed,
            side == Side::Student,
            at.at,
            at.day,
            by.0
        )?;
        owe(tx, tenant, file).await?;
        told(&mut saving, (tenant, file), (side, by), now).await?;
        saving.written().await?.commit(format!("{file} sbb {}", new.number)).await?;
        Ok(())
    }

    /// Lets something happen to a report.
    pub async fn workplace_report_step(
        &self,
        actor: &Actor,
        file: FileId,
        (number, event): (u32, Event),
        (on, words): (Option<Date>, &str),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let tenant = actor.tenant();
        let mut saving = self.saving(actor, Action::ArrangePlacement, file, None, now).await?;
        let tx = &mut saving.tx;
        let known = of_file(tx, tenant, file).await?;
        let one = known.iter().find(|one| one.number == number).ok_or(StoreError::NotFound)?;
        let school = (Side::School, by);
        let next = report::step(one, event, on, words, school, now).map_err(SaveError::Refused)?;
        let place = i64::try_from(one.steps.len()).unwrap_or(i64::MAX).saturating_add(1);
        let at = i64::from(number);
        let sealed = match &next.words {
            Some(words) => {
                Some(key::open_or_make(tx, tenant, file).await?.seal(Spot::report_answer(at), words.reveal())?)
            }
            None => None,
        };
        run!(tx, STEP, tenant.0, file.0, at, place, event.code(), next.on, sealed, now.at, now.day, by.0)?;
        owe(tx, tenant, file).await?;
        told(&mut saving, (tenant, file), school, now).await?;
        saving.written().await?.commit(format!("{file} sbb {number} {}", event.code())).await?;
        Ok(())
    }

    /// Takes back what one wrote down oneself, as the student or a parent who answers: before SBB was told, and of nobody else's. Taken
    /// back twice it is taken back once.
    pub async fn workplace_report_withdraw(
        &self,
        actor: &Actor,
        number: u32,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let tenant = actor.tenant();
        let file = self.file_or_own(actor, Action::SayYourself, None).await?;
        let mut saving = self.saving(actor, Action::SayYourself, file, None, now).await?;
        let tx = &mut saving.tx;
        let known = of_file(tx, tenant, file).await?;
        let mine = |one: &&report::Report| one.number == number && one.noted.1 == by;
        let one = known.iter().find(mine).ok_or(StoreError::NotFound)?;
        let next = match report::step(one, Event::Withdraw, Some(now.day), "", (Side::Student, by), now) {
            Ok(next) => next,
            Err(Refusal::Stands(report::Status::Withdrawn) | Refusal::Same) => return Ok(()),
            Err(refusal) => return Err(SaveError::Refused(refusal)),
        };
        let place = i64::try_from(one.steps.len()).unwrap_or(i64::MAX).saturating_add(1);
        let (at, event) = (i64::from(number), Event::Withdraw.code());
        run!(tx, STEP, tenant.0, file.0, at, place, event, next.on, None::<Vec<u8>>, now.at, now.day, by.0)?;
        owe(tx, tenant, file).await?;
        saving.written().await?.commit(format!("{file} sbb {number} withdrawn by the student")).await?;
        Ok(())
    }

    /// Writes down what the student decided, as the student or a parent who answers. What was decided last counts. `seen`: which choice
    /// stood when the form was made.
    pub async fn workplace_decide(
        &self,
        actor: &Actor,
        number: u32,
        (choice, seen): ((bool, bool), Option<Seen>),
        now: Moment,
    ) -> Result<(), SaveError<DecideRefusal>> {
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let tenant = actor.tenant();
        let file = self.file_or_own(actor, Action::SayYourself, None).await?;
        let mut saving = self.saving(actor, Action::SayYourself, file, None, now).await?;
        let known = of_file(&mut saving.tx, tenant, file).await?;
        let one = known.iter().find(|one| one.number == number).ok_or(StoreError::NotFound)?;
        let new = match report::decide(one, choice, seen, by, now) {
            Ok(new) => new,
            // Sent twice: it stands so.
            Err(DecideRefusal::Same) => return Ok(()),
            Err(refusal) => return Err(SaveError::Refused(refusal)),
        };
        let (college, police) = (new.college, new.police);
        run!(saving.tx, DECIDE, tenant.0, file.0, i64::from(number), college, police, now.at, now.day, by.0)?;
        saving.written().await?.commit(format!("{file} sbb {number} decided")).await?;
        Ok(())
    }

    /// The file that is meant: the one that is named, or one's own.
    async fn file_or_own(&self, actor: &Actor, action: Action, file: Option<FileId>) -> Result<FileId, StoreError> {
        match file {
            Some(file) => Ok(file),
            None => own_file(&mut self.begin_reading().await?, actor, action).await,
        }
    }
}
