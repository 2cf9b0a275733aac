//! What a student, or a guardian who answers, prepared for the talk.

use super::hold::hold;
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::key;
use crate::file::reach::{Reached, guardian_of, reach};
use crate::file::save::SaveError;
use crate::seal::Spot;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::agreement::{self, Answerer, Kept, Preparation, PrepareRefusal, Prepared, Version, standing};
use register::{AccountId, FileId, GuardianId, Moment, Personal, TenantId, VersionId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_VERSION = "SELECT number, guardian_id, account_id, went, words, wish, prepared_at, prepared_on FROM evaluation_preparation \
                  WHERE tenant_id = $1 AND file_id = $2 AND version_id = $3 ORDER BY number";
    ADD = "INSERT INTO evaluation_preparation (tenant_id, file_id, version_id, number, guardian_id, account_id, went, words, wish, \
           prepared_at, prepared_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
}

#[derive(FromRow)]
struct Row {
    number: i64,
    guardian_id: Option<Uuid>,
    account_id: Uuid,
    went: String,
    words: Option<Vec<u8>>,
    wish: Option<Vec<u8>>,
    prepared_at: OffsetDateTime,
    prepared_on: Date,
}

/// What was prepared for a version, oldest first.
pub(crate) async fn preparations(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    version: VersionId,
) -> Result<Vec<Preparation>, StoreError> {
    let rows = rows!(tx, Row, OF_VERSION, tenant.0, file.0, version.0)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let keys = key::open(tx, tenant, file).await?;
    let wrong = |what| StoreError::Inconsistent { table: "evaluation_preparation", key: version.to_string(), what };
    let one = |row: Row| {
        let went = |code: &str| match code {
            "" => Ok(None),
            code => Kept::from_code(code).map(Some).ok_or_else(|| wrong("unknown word for how it went")),
        };
        let open = |spot, sealed: Option<Vec<u8>>| sealed.map(|sealed| Personal::new(keys.read(spot, &sealed).shown()));
        Ok(Preparation {
            number: u32::try_from(row.number).map_err(|_| wrong("number out of range"))?,
            by: row.guardian_id.map_or(Answerer::Student, |id| Answerer::Guardian(GuardianId(id))),
            went: row.went.split(',').map(went).collect::<Result<_, _>>()?,
            words: open(Spot::preparation(version, row.number), row.words),
            wish: open(Spot::preparation_wish(version, row.number), row.wish),
            at: Moment { at: row.prepared_at, day: row.prepared_on },
            account: AccountId(row.account_id),
        })
    };
    rows.into_iter().map(one).collect()
}

/// What stands of it and a reader may see: who holds the talk sees all, and whoever prepared sees their own.
pub(crate) async fn of_viewer(
    tx: &mut Tx,
    actor: &Actor,
    reached: &Reached,
    version: &Version,
) -> Result<Vec<Preparation>, StoreError> {
    let holds = reached.allows(actor, Action::Evaluate);
    if !holds && !reached.allows(actor, Action::PrepareEvaluation) {
        return Ok(Vec::new());
    }
    let all = preparations(tx, actor.tenant(), reached.file.file, version.id).await?;
    let me = guardian_of(actor).map_or(Answerer::Student, Answerer::Guardian);
    Ok(standing(version, &all).into_iter().filter(|one| holds || one.by == me).cloned().collect())
}

impl Store {
    /// Writes down what the actor prepared for the talk about a version. What they said before stays.
    pub async fn evaluation_prepare(
        &self,
        actor: &Actor,
        version: VersionId,
        typed: &Prepared,
        now: Moment,
    ) -> Result<(), SaveError<PrepareRefusal>> {
        let (tenant, file) = (actor.tenant(), self.file_of_version(actor, version).await?);
        let mut tx = self.begin().await?;
        hold(&mut tx, tenant, file).await?;
        let reached = reach(&mut tx, actor, Action::PrepareEvaluation, file, now.day).await?;
        let account = actor.account().ok_or(StoreError::NotFound)?;
        let by = guardian_of(actor).map_or(Answerer::Student, Answerer::Guardian);
        let agreement = reached.file.agreement.as_ref().ok_or(StoreError::NotFound)?;
        let known = preparations(&mut tx, tenant, file, version).await?;
        let new =
            agreement::prepare(agreement, version, &known, typed, (by, account), now).map_err(SaveError::Refused)?;

        let number = i64::from(new.number);
        let file_key = key::open_or_make(&mut tx, tenant, file).await?;
        let seal = |spot, text: &Option<Personal<String>>| {
            text.as_ref().map(|text| file_key.seal(spot, text.reveal())).transpose()
        };
        let words = seal(Spot::preparation(version, number), &new.words)?;
        let wish = seal(Spot::preparation_wish(version, number), &new.wish)?;
        let went: Vec<&str> = new.went.iter().map(|went| went.map_or("", Kept::code)).collect();
        let guardian = match new.by {
            Answerer::Student => None,
            Answerer::Guardian(id) => Some(id.0),
        };
        let (went, at) = (went.join(","), new.at);
        run!(tx, ADD, tenant.0, file.0, version.0, number, guardian, account.0, went, words, wish, at.at, at.day)?;
        let deed = Deed::new(actor, Action::PrepareEvaluation, reached.decision).to([reached.file.person()]);
        tx.audit(deed.about(version), now).await?;
        tx.commit().await?;
        Ok(())
    }
}
