//! Recording what a student needs and the statutory facts: at the intake, or later.

use crate::db::Tx;
use crate::file::{key, reach, scope, view};
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::field::FieldProblem;
use register::intake::{self, Field, HoldIntake, Refusal};
use register::need::Need;
use register::statutory::{Assessed, Outcome};
use register::{AccountId, ApplicationId, FileId, Moment, TenantId};
use view::FileView;

sql! {
    /// Raises the file's version if it is still the one the save was based on.
    BUMP = "UPDATE support_file SET version = version + 1 WHERE tenant_id = $1 AND file_id = $2 AND version = $3";
    CURRENT = "SELECT version FROM support_file WHERE tenant_id = $1 AND file_id = $2";
    ADD_NEED = "INSERT INTO need (tenant_id, file_id, number, words, recorded_at, recorded_on, account_id) \
                SELECT $1, $2, CAST(COALESCE(MAX(number), 0) + 1 AS BIGINT), $3, $4, $5, $6 FROM need WHERE tenant_id = $1 AND file_id = $2";
    ADD_STATUTORY = "INSERT INTO statutory (tenant_id, file_id, number, ground, extra_support, declined_words, declined_on, \
                     assessed_at, assessed_on, account_id) \
                     SELECT $1, $2, CAST(COALESCE(MAX(number), 0) + 1 AS BIGINT), $3, $4, $5, $6, $7, $8, $9 \
                     FROM statutory WHERE tenant_id = $1 AND file_id = $2";
    ADD_INTAKE = "INSERT INTO intake (tenant_id, application_id, number, file_id, held_on, recorded_at, account_id) \
                  SELECT $1, $2, CAST(COALESCE(MAX(number), 0) + 1 AS BIGINT), $3, $4, $5, $6 \
                  FROM intake WHERE tenant_id = $1 AND application_id = $2";
    SET_STATUS = "UPDATE application SET status = $3 WHERE tenant_id = $1 AND application_id = $2";
}

/// Why an intake or assessment was not saved, other than a store's own errors.
#[derive(Debug)]
pub enum IntakeError {
    /// The store's own: not found, a clash, the database.
    Store(StoreError),
    /// The rules refuse.
    Refused(Refusal),
}

impl<E: Into<StoreError>> From<E> for IntakeError {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

/// Takes the next version of a file, or says that somebody saved first.
pub(crate) async fn bump(tx: &mut Tx, tenant: TenantId, file: FileId, based_on: i64) -> Result<(), StoreError> {
    if run!(tx, BUMP, tenant.0, file.0, based_on)? == 1 {
        return Ok(());
    }
    let (current,) = row!(tx, (i64,), CURRENT, tenant.0, file.0)?.ok_or(StoreError::NotFound)?;
    Err(StoreError::Clash { based_on, current })
}

async fn save(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    by: AccountId,
    need: Option<&Need>,
    assessed: &Assessed,
) -> Result<(), StoreError> {
    let file_key = key::open_or_make(tx, tenant, file).await?;
    if let Some(need) = need {
        let words = file_key.seal("need.words", need.words.reveal())?;
        run!(tx, ADD_NEED, tenant.0, file.0, words, need.on.at, need.on.day, by.0)?;
    }
    let declined = match &assessed.outcome {
        Outcome::ExtraSupport { declined: Some(declined) } => Some(declined),
        _ => None,
    };
    let words = declined.map(|d| file_key.seal("statutory.declined_words", d.words.reveal())).transpose()?;
    let (ground, extra, on) = (assessed.ground.code(), assessed.needs_support(), declined.map(|d| d.on));
    let (at, day) = (assessed.on.at, assessed.on.day);
    run!(tx, ADD_STATUTORY, tenant.0, file.0, ground, extra, words, on, at, day, by.0)?;
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
    ) -> Result<FileView, IntakeError> {
        let file = self.file_of_application(actor, application).await?;
        let mut tx = self.begin().await?;
        let reached = reach::reach(&mut tx, actor, Action::HoldIntake, file, now.day).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let found = reached.file.applications.iter().find(|a| a.id == application).ok_or(StoreError::NotFound)?;
        let held = intake::hold(found.status, form, by, now).map_err(IntakeError::Refused)?;
        let tenant = actor.tenant();
        bump(&mut tx, tenant, file, based_on).await?;
        save(&mut tx, tenant, file, by, held.need.as_ref(), &held.assessed).await?;
        run!(tx, ADD_INTAKE, tenant.0, application.0, file.0, now.day, now.at, by.0)?;
        run!(tx, SET_STATUS, tenant.0, application.0, held.status.code())?;
        Ok(self.finish(tx, actor, Action::HoldIntake, file, now).await?)
    }

    /// Records a need and the statutory facts outside an intake: for someone enrolled, or again.
    pub async fn assess(
        &self,
        actor: &Actor,
        file: FileId,
        based_on: i64,
        form: &HoldIntake,
        now: Moment,
    ) -> Result<FileView, IntakeError> {
        let mut tx = self.begin().await?;
        reach::reach(&mut tx, actor, Action::RecordStatutoryFacts, file, now.day).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let refused = |problems: Vec<FieldProblem<Field>>| IntakeError::Refused(Refusal::Fields(problems));
        let (need, assessed) = intake::assess(form, by, now).map_err(refused)?;
        let tenant = actor.tenant();
        bump(&mut tx, tenant, file, based_on).await?;
        save(&mut tx, tenant, file, by, need.as_ref(), &assessed).await?;
        Ok(self.finish(tx, actor, Action::RecordStatutoryFacts, file, now).await?)
    }

    /// Ends a change to a file: projection, audit, commit; the file as it is now.
    pub(crate) async fn finish(
        &self,
        mut tx: Tx,
        actor: &Actor,
        action: Action,
        file: FileId,
        now: Moment,
    ) -> Result<FileView, StoreError> {
        let reached = reach::reach(&mut tx, actor, action, file, now.day).await?;
        scope::refresh(&mut tx, actor.tenant(), reached.file.person(), now.day).await?;
        let view = view::show(&mut tx, actor, &reached, now).await?;
        let subject = [reached.file.person()];
        tx.audit(actor, action, reached.decision, &subject, Some(file.to_string()), now).await?;
        tx.commit().await?;
        Ok(view)
    }
}
