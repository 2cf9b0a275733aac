//! Recording what a student needs and the statutory facts: at the intake, or later.

use super::load;
use crate::db::Tx;
use crate::file::save::{SaveError, Saving};
use crate::file::{key, view};
use crate::seal::Spot;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::field::FieldProblem;
use register::intake::talk::{self, Event};
use register::intake::{self, Field, HoldIntake, Refusal};
use register::need::Need;
use register::statutory::{Assessed, Outcome};
use register::{AccountId, ApplicationId, FileId, Moment, TenantId};
use view::FileView;

sql! {
    ADD_NEED = "INSERT INTO need (tenant_id, file_id, number, words, recorded_at, recorded_on, account_id) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// A text is sealed for the number of its row, so the number comes first.
    NEXT_NEED = "SELECT CAST(COALESCE(MAX(number), 0) + 1 AS BIGINT) FROM need WHERE tenant_id = $1 AND file_id = $2";
    NEXT_STATUTORY = "SELECT CAST(COALESCE(MAX(number), 0) + 1 AS BIGINT) FROM statutory WHERE tenant_id = $1 AND file_id = $2";
    ADD_STATUTORY = "INSERT INTO statutory (tenant_id, file_id, number, ground, extra_support, declined_words, declined_on, \
                     assessed_at, assessed_on, account_id, corrects) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    ADD_INTAKE = "INSERT INTO intake (tenant_id, application_id, number, file_id, held_on, recorded_at, account_id) \
                  SELECT $1, $2, CAST(COALESCE(MAX(number), 0) + 1 AS BIGINT), $3, $4, $5, $6 \
                  FROM intake WHERE tenant_id = $1 AND application_id = $2";
    SET_STATUS = "UPDATE application SET status = $3 WHERE tenant_id = $1 AND application_id = $2";
}

async fn write(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    by: AccountId,
    need: Option<&Need>,
    assessed: &Assessed,
) -> Result<(), StoreError> {
    let file_key = key::open_or_make(tx, tenant, file).await?;
    if let Some(need) = need {
        let (number,) = row!(tx, (i64,), NEXT_NEED, tenant.0, file.0)?.ok_or(StoreError::NotFound)?;
        let words = file_key.seal(Spot::need(number), need.words.reveal())?;
        run!(tx, ADD_NEED, tenant.0, file.0, number, words, need.on.at, need.on.day, by.0)?;
    }
    let declined = match &assessed.outcome {
        Outcome::ExtraSupport { declined: Some(declined) } => Some(declined),
        _ => None,
    };
    let (number,) = row!(tx, (i64,), NEXT_STATUTORY, tenant.0, file.0)?.ok_or(StoreError::NotFound)?;
    let words = declined.map(|d| file_key.seal(Spot::declined(number), d.words.reveal())).transpose()?;
    let (ground, extra, on) = (assessed.ground.code(), assessed.needs_support(), declined.map(|d| d.on));
    let (at, day) = (assessed.on.at, assessed.on.day);
    let corrects = assessed.corrects.then_some(true);
    run!(tx, ADD_STATUTORY, tenant.0, file.0, number, ground, extra, words, on, at, day, by.0, corrects)?;
    Ok(())
}

impl Store {
    /// Holds the intake of an application: the need in the applicant's own words and the statutory facts, in one save
    /// that names the version of the file it was based on.
    pub async fn intake_hold(
        &self,
        actor: &Actor,
        application: ApplicationId,
        based_on: i64,
        form: &HoldIntake,
        now: Moment,
    ) -> Result<FileView, SaveError<Refusal>> {
        let file = self.file_of_application(actor, application).await?;
        let mut saving = self.saving(actor, Action::HoldIntake, file, Some(based_on), now).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let applications = &saving.reached.file.applications;
        let found = applications.iter().find(|a| a.id == application).ok_or(StoreError::NotFound)?;
        let held = intake::hold(found.status, form, by, now).map_err(SaveError::Refused)?;
        let (tx, tenant) = (&mut saving.tx, actor.tenant());
        write(tx, tenant, file, by, held.need.as_ref(), &held.assessed).await?;
        run!(tx, ADD_INTAKE, tenant.0, application.0, file.0, now.day, now.at, by.0)?;
        run!(tx, SET_STATUS, tenant.0, application.0, held.status.code())?;
        // Somebody who writes down what the applicant needs has talked with them: that is not said twice.
        let talks = load::of_file(tx, tenant, file).await?;
        if let Some(planned) = talk::newest(&talks, application)
            && let Ok(after) = talk::turn(planned, Event::Hold, "", by, now)
        {
            load::changed(tx, (tenant, file), planned, &after, now).await?;
        }
        Ok(shown(saving, actor, now).await?)
    }

    /// Records a need and the statutory facts outside an intake: for someone enrolled, or again.
    pub async fn assess(
        &self,
        actor: &Actor,
        file: FileId,
        based_on: i64,
        form: &HoldIntake,
        now: Moment,
    ) -> Result<FileView, SaveError<Refusal>> {
        let mut saving = self.saving(actor, Action::RecordStatutoryFacts, file, Some(based_on), now).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let refused = |problems: Vec<FieldProblem<Field>>| SaveError::Refused(Refusal::Fields(problems));
        let (need, assessed) = intake::assess(form, by, now).map_err(refused)?;
        write(&mut saving.tx, actor.tenant(), file, by, need.as_ref(), &assessed).await?;
        Ok(shown(saving, actor, now).await?)
    }
}

/// Ends a save on a file, with the page of it.
pub(crate) async fn shown(saving: Saving<'_>, actor: &Actor, now: Moment) -> Result<FileView, StoreError> {
    let mut saved = saving.written().await?;
    let view = view::show(&mut saved.tx, actor, &saved.reached, now).await?;
    saved.commit(view.file.to_string()).await?;
    Ok(view)
}
