//! To whom a version went on paper, as it is stored.

use crate::StoreError;
use crate::db::Tx;
use register::agreement::OnPaper;
use register::{AccountId, GuardianId, Moment, TenantId, VersionId};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_VERSION = "SELECT guardian_id, sent_on, noted_at, noted_on, noted_by FROM agreement_on_paper \
                  WHERE tenant_id = $1 AND version_id = $2 ORDER BY number";
    ADD = "INSERT INTO agreement_on_paper (tenant_id, version_id, number, guardian_id, sent_on, noted_at, noted_on, noted_by) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
}

/// To whom a version went on paper, in the order in which that was written down.
pub(crate) async fn of_version(tx: &mut Tx, tenant: TenantId, version: VersionId) -> Result<Vec<OnPaper>, StoreError> {
    type Row = (Option<Uuid>, Date, OffsetDateTime, Date, Uuid);
    let rows = rows!(tx, Row, OF_VERSION, tenant.0, version.0)?;
    let one = |(guardian, on, at, day, by): Row| OnPaper {
        guardian: guardian.map(GuardianId),
        on,
        noted: Moment { at, day },
        by: AccountId(by),
    };
    Ok(rows.into_iter().map(one).collect())
}

/// Writes one down.
pub(crate) async fn add(
    tx: &mut Tx,
    tenant: TenantId,
    version: VersionId,
    number: i64,
    one: &OnPaper,
) -> Result<(), StoreError> {
    let OnPaper { guardian, on, noted, by } = *one;
    run!(tx, ADD, tenant.0, version.0, number, guardian.map(|guardian| guardian.0), on, noted.at, noted.day, by.0)?;
    Ok(())
}
