//! Talks that were planned: one stands, and what stood before stays.

use super::hold::hold;
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::key::{self, FileKeys};
use crate::file::reach::reach;
use crate::file::save::SaveError;
use crate::mail::TalkNews;
use crate::seal::Spot;
use crate::which::Which;
use crate::{Store, StoreError, mail};
use access::{Action, Actor};
use register::agreement::{self, Plan, PlanDraft, PlanEnd, PlanRefusal, WhoMustAnswer, planned, read_hour};
use register::{AccountId, FileId, Moment, PersonId, TenantId, VersionId};
use sqlx_macros::FromRow;
use std::collections::HashMap;
use time::{Date, OffsetDateTime, Time};
use uuid::Uuid;

sql! {
    OF_FILE = "SELECT number, planned_for, hour, place, planned_at, planned_on, planned_by, ended, ended_at, ended_on \
               FROM evaluation_plan WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    ADD = "INSERT INTO evaluation_plan (tenant_id, file_id, number, version_id, planned_for, hour, place, planned_at, planned_on, planned_by) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    OF_STANDING = "SELECT version_id FROM evaluation_plan WHERE tenant_id = $1 AND file_id = $2 AND ended IS NULL";
    END = "UPDATE evaluation_plan SET ended = $3, ended_at = $4, ended_on = $5 WHERE tenant_id = $1 AND file_id = $2 AND ended IS NULL";
}

by_person! {
    standing_rows = "SELECT x.file_id, x.planned_for, x.hour FROM support_file f CROSS JOIN evaluation_plan x \
        WHERE f.tenant_id = $1 AND x.tenant_id = f.tenant_id AND x.file_id = f.file_id AND x.ended IS NULL", "f.person_id", "";
}

#[derive(FromRow)]
struct Row {
    number: i64,
    planned_for: Date,
    hour: Option<String>,
    place: Option<Vec<u8>>,
    planned_at: OffsetDateTime,
    planned_on: Date,
    planned_by: Uuid,
    ended: Option<String>,
    ended_at: Option<OffsetDateTime>,
    ended_on: Option<Date>,
}

impl Row {
    fn plan(self, file: FileId, keys: &FileKeys) -> Result<Plan, StoreError> {
        let wrong = |what| StoreError::Inconsistent { table: "evaluation_plan", key: file.to_string(), what };
        let ended = match (self.ended.as_deref(), self.ended_at, self.ended_on) {
            (None, None, None) => None,
            (Some(code), Some(at), Some(day)) => {
                let end = PlanEnd::from_code(code).ok_or_else(|| wrong("unknown end"))?;
                Some((end, Moment { at, day }))
            }
            _ => return Err(wrong("an end without its moment, or the reverse")),
        };
        let place = self.place.map(|sealed| keys.read(Spot::plan_place(self.number), &sealed).shown().into());
        Ok(Plan {
            number: u32::try_from(self.number).map_err(|_| wrong("number out of range"))?,
            day: self.planned_for,
            hour: self.hour.as_deref().and_then(read_hour),
            place,
            at: Moment { at: self.planned_at, day: self.planned_on },
            by: AccountId(self.planned_by),
            ended,
        })
    }
}

/// All plans of a file, oldest first.
pub(crate) async fn plans(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Plan>, StoreError> {
    let rows = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let keys = key::open(tx, tenant, file).await?;
    rows.into_iter().map(|row| row.plan(file, &keys)).collect()
}

/// A day, and an hour where it was said.
pub type Planned = (Date, Option<Time>);

/// The plans that stand of these persons.
pub(super) async fn standing(
    tx: &mut Tx,
    tenant: TenantId,
    persons: &[PersonId],
) -> Result<HashMap<FileId, Planned>, StoreError> {
    let found = fetch!(tx, (Uuid, Date, Option<String>), standing_rows, tenant, Which::these(persons))?;
    let plan =
        |(file, day, hour): (Uuid, Date, Option<String>)| (FileId(file), (day, hour.as_deref().and_then(read_hour)));
    Ok(found.into_iter().map(plan).collect())
}

/// A talk was held: what was planned ended with it.
pub(crate) async fn held(tx: &mut Tx, tenant: TenantId, file: FileId, now: Moment) -> Result<(), StoreError> {
    run!(tx, END, tenant.0, file.0, PlanEnd::Held.code(), now.at, now.day)?;
    Ok(())
}

/// The talk that stands on a file, if one does, is called off, and who was told of it is told.
pub(crate) async fn call_off(
    tx: &mut Tx,
    tenant: TenantId,
    (file, person, who): (FileId, PersonId, &WhoMustAnswer),
    now: Moment,
) -> Result<(), StoreError> {
    let Some((version,)) = row!(tx, (Uuid,), OF_STANDING, tenant.0, file.0)? else { return Ok(()) };
    run!(tx, END, tenant.0, file.0, PlanEnd::Withdrawn.code(), now.at, now.day)?;
    mail::talk(tx, tenant, person, who, (VersionId(version), TalkNews::CalledOff), now).await
}

impl Store {
    /// Plans a talk about a version, or moves the one that stands. Sent twice it is one.
    pub async fn evaluation_plan(
        &self,
        actor: &Actor,
        version: VersionId,
        draft: &PlanDraft,
        now: Moment,
    ) -> Result<(), SaveError<PlanRefusal>> {
        let (tenant, file) = (actor.tenant(), self.file_of_version(actor, version).await?);
        let mut tx = self.begin().await?;
        hold(&mut tx, tenant, file).await?;
        let reached = reach(&mut tx, actor, Action::Evaluate, file, now.day).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let agreement = reached.file.agreement.as_ref().ok_or(StoreError::NotFound)?;
        let known = plans(&mut tx, tenant, file).await?;
        let new = agreement::plan(agreement, version, &known, draft, by, now).map_err(SaveError::Refused)?;
        if planned(&known).is_some() {
            run!(tx, END, tenant.0, file.0, PlanEnd::Moved.code(), now.at, now.day)?;
        }
        let number = i64::from(new.number);
        let place = match &new.place {
            Some(place) => {
                Some(key::open_or_make(&mut tx, tenant, file).await?.seal(Spot::plan_place(number), place.reveal())?)
            }
            None => None,
        };
        let hour = new.hour.map(|hour| format!("{:02}:{:02}", hour.hour(), hour.minute()));
        let (at, day) = (new.at, new.day);
        run!(tx, ADD, tenant.0, file.0, number, version.0, day, hour, place, at.at, at.day, by.0)?;
        let news = (version, TalkNews::Planned);
        mail::talk(&mut tx, tenant, reached.file.person(), &reached.file.who, news, now).await?;
        let deed = Deed::new(actor, Action::Evaluate, reached.decision).to([reached.file.person()]);
        tx.audit(deed.about(format!("{version} plan")), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes back the plan that stands on a file; whether there was one.
    pub async fn evaluation_plan_back(&self, actor: &Actor, file: FileId, now: Moment) -> Result<bool, StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin().await?;
        hold(&mut tx, tenant, file).await?;
        let reached = reach(&mut tx, actor, Action::Evaluate, file, now.day).await?;
        let known = plans(&mut tx, tenant, file).await?;
        if planned(&known).is_none() {
            return Ok(false);
        }
        call_off(&mut tx, tenant, (file, reached.file.person(), &reached.file.who), now).await?;
        let deed = Deed::new(actor, Action::Evaluate, reached.decision).to([reached.file.person()]);
        tx.audit(deed.about(format!("{file} {}", PlanEnd::Withdrawn.code())), now).await?;
        tx.commit().await?;
        Ok(true)
    }
}
