//! What a workplace is told, as it is stored.

use super::load::of_file as workplaces;
use crate::StoreError;
use crate::db::Tx;
use crate::file::key;
use crate::person::birth;
use crate::seal::Spot;
use register::meeting::own_from;
use register::workplace::Workplace;
use register::workplace::told::{State, Told};
use register::{AccountId, FileId, Moment, ShareId, TenantId, VersionId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    /// A share that was stopped where shares are stopped stops this too.
    OF_FILE = "SELECT w.number, w.workplace, w.version_id, w.name, w.email, w.english, w.own, w.until_on, w.asked_at, w.asked_on, w.asked_by, \
               w.agreed_at, w.agreed_on, w.agreed_by, w.share_id, COALESCE(w.stopped_at, s.stopped_at) AS stopped_at, \
               COALESCE(w.stopped_on, s.stopped_on) AS stopped_on, COALESCE(w.stopped_by, s.stopped_by) AS stopped_by, \
               p.birth_year, p.birth_month, p.birth_day, CASE WHEN EXISTS (SELECT 1 FROM membership m WHERE m.account_id = w.agreed_by \
               AND m.tenant_id = $1 AND m.role = 'student' AND m.person_id = f.person_id) THEN TRUE ELSE FALSE END AS own_yes \
               FROM workplace_told w LEFT JOIN share s ON s.tenant_id = w.tenant_id AND s.share_id = w.share_id \
               LEFT JOIN support_file f ON f.tenant_id = w.tenant_id AND f.file_id = w.file_id \
               LEFT JOIN person p ON p.tenant_id = f.tenant_id AND p.person_id = f.person_id \
               WHERE w.tenant_id = $1 AND w.file_id = $2 ORDER BY w.number";
    LINES = "SELECT number, position FROM workplace_told_line WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, position";
}

#[derive(FromRow)]
struct Row {
    number: i64,
    workplace: i64,
    version_id: Uuid,
    name: Vec<u8>,
    email: Vec<u8>,
    english: bool,
    own: Option<Vec<u8>>,
    until_on: Date,
    asked_at: OffsetDateTime,
    asked_on: Date,
    asked_by: Uuid,
    agreed_at: Option<OffsetDateTime>,
    agreed_on: Option<Date>,
    agreed_by: Option<Uuid>,
    share_id: Option<Uuid>,
    stopped_at: Option<OffsetDateTime>,
    stopped_on: Option<Date>,
    stopped_by: Option<Uuid>,
    birth_year: Option<i64>,
    birth_month: Option<i64>,
    birth_day: Option<i64>,
    /// Of a yes: it is the student's own.
    own_yes: bool,
}

/// All of a file, the first first.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Told>, StoreError> {
    let rows = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let lines = rows!(tx, (i64, i64), LINES, tenant.0, file.0)?;
    let keys = key::open(tx, tenant, file).await?;
    let wrong = |what| StoreError::Inconsistent { table: "workplace_told", key: file.to_string(), what };
    let small = |value: i64| u32::try_from(value).map_err(|_| wrong("a number"));
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let text = |spot, sealed: &[u8]| keys.read(spot, sealed).shown();
        let moment = |at: Option<OffsetDateTime>, day, by: Option<Uuid>| {
            at.zip(day).zip(by).map(|((at, day), by)| (Moment { at, day }, AccountId(by)))
        };
        let places = lines.iter().filter(|(of, _)| *of == row.number);
        let agreed = moment(row.agreed_at, row.agreed_on, row.agreed_by).zip(row.share_id);
        all.push(Told {
            number: small(row.number)?,
            of: small(row.workplace)?,
            name: text(Spot::told_name(row.number), &row.name).into(),
            email: text(Spot::told_email(row.number), &row.email).into(),
            english: row.english,
            until: row.until_on,
            version: VersionId(row.version_id),
            lines: places.filter_map(|(_, at)| usize::try_from(*at).ok()).collect(),
            own: row.own.as_deref().map(|own| text(Spot::told_own(row.number), own)).unwrap_or_default().into(),
            asked: (Moment { at: row.asked_at, day: row.asked_on }, AccountId(row.asked_by)),
            agreed: agreed.map(|((at, by), share)| (at, by, ShareId(share))),
            anew_on: birth(row.birth_year, row.birth_month, row.birth_day)
                .filter(|_| row.agreed_by.is_some() && !row.own_yes)
                .map(own_from),
            stopped: moment(row.stopped_at, row.stopped_on, row.stopped_by),
        });
    }
    Ok(all)
}

/// What is read by a share that was made for a workplace; `None` for any other share. Its placement comes with it.
pub(crate) async fn of_share(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    share: ShareId,
) -> Result<Option<(Told, Workplace)>, StoreError> {
    let all = of_file(tx, tenant, file).await?;
    let Some(one) = all.into_iter().find(|one| one.agreed.is_some_and(|(.., of)| of == share)) else { return Ok(None) };
    let of = workplaces(tx, tenant, file).await?.into_iter().find(|of| of.number == one.of);
    Ok(Some((one, of.ok_or(StoreError::NotFound)?)))
}

/// Since when each question waits for a yes.
pub(crate) async fn waiting(tx: &mut Tx, tenant: TenantId, file: FileId, today: Date) -> Result<Vec<Date>, StoreError> {
    let all = of_file(tx, tenant, file).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let of = workplaces(tx, tenant, file).await?;
    let asked = |one: &&Told| of.iter().any(|of| of.number == one.of && one.state(of, today) == State::Asked);
    Ok(all.iter().filter(asked).map(|one| one.asked.0.day).collect())
}
