//! What is to be done for each application (`register::intake::owed`) and how it stands to 1 April, written beside the facts of the file
//! in the transaction that changes those, so that a list is filtered and counted by the database.

use crate::StoreError;
use crate::db::Tx;
use crate::file::facts::{Loaded, sought};
use crate::which::{MANY, marks};
use register::intake::owed::{Owed, of_advice, of_transfer, owed};
use register::intake::timely::{Side, Timely};
use register::policy::Policy;
use register::{ApplicationId, TenantId};
use std::sync::LazyLock;
use time::Date;
use uuid::Uuid;

sql! {
    CLEAR_ONE = "DELETE FROM intake_owed WHERE tenant_id = $1 AND file_id = $2";
    CLEAR_ALL = "DELETE FROM intake_owed WHERE tenant_id = $1";
    CLEAR_ONE_SIDE = "DELETE FROM intake_timely WHERE tenant_id = $1 AND file_id = $2";
    CLEAR_SIDES_WHOLE = "DELETE FROM intake_timely WHERE tenant_id = $1";
}

/// As [`CLEAR_ONE`], for many files.
static CLEAR_MANY: LazyLock<String> =
    LazyLock::new(|| format!("DELETE FROM intake_owed WHERE tenant_id = $1 AND file_id IN ({})", marks(2, MANY)));

/// As [`CLEAR_ONE_SIDE`], for many files.
static CLEAR_MANY_SIDES: LazyLock<String> =
    LazyLock::new(|| format!("DELETE FROM intake_timely WHERE tenant_id = $1 AND file_id IN ({})", marks(2, MANY)));

/// How the applications of a file stand to 1 April, at the school as it is on a day.
pub(crate) fn sides(file: &Loaded, policy: &Policy, today: Date) -> Vec<(ApplicationId, Side)> {
    let provider = policy.kind_of_school.on(today).copied();
    file.applications.iter().map(|one| (one.id, Timely::of(one, provider).side())).collect()
}

/// Writes how the applications of some files stand to 1 April.
pub(crate) async fn write_sides(
    tx: &mut Tx,
    tenant: TenantId,
    rows: &[(Uuid, ApplicationId, Side)],
) -> Result<(), StoreError> {
    insert_many!(tx, "INSERT INTO intake_timely (tenant_id, application_id, file_id, timely) ", rows, |out,
                                                                                                       (
        file,
        application,
        side,
    )| {
        out.push_bind(tenant.0).push_bind(application.0).push_bind(*file).push_bind(side.code())
    })
}

/// What is to be done of a file, by application.
pub(crate) fn rows(file: &Loaded) -> Vec<(ApplicationId, Owed)> {
    let mut out = Vec::new();
    for one in &file.applications {
        let course = file.talks.iter().find(|(id, _)| *id == one.id).map(|(_, course)| *course);
        let ending = file.endings.iter().find(|(id, _)| *id == one.id).map(|(_, ending)| *ending);
        let recalled = file.recalled.iter().find(|(id, _)| *id == one.id).map(|(_, since)| *since);
        let place = of_advice(sought(&file.advised, one, ending));
        let handed =
            file.handed.iter().filter(|(id, _)| *id == one.id).filter_map(|(_, handed)| of_transfer(one, *handed));
        out.extend(
            owed(one, course, ending, recalled).into_iter().chain(place).chain(handed).map(|owed| (one.id, owed)),
        );
    }
    out
}

/// Writes rows of some files.
pub(crate) async fn write(
    tx: &mut Tx,
    tenant: TenantId,
    rows: &[(Uuid, ApplicationId, Owed)],
) -> Result<(), StoreError> {
    insert_many!(tx, "INSERT INTO intake_owed (tenant_id, file_id, application_id, work, begins, ends) ", rows, |out,
                                                                                                                 (
        file,
        application,
        owed,
    )| {
        out.push_bind(tenant.0)
            .push_bind(*file)
            .push_bind(application.0)
            .push_bind(owed.work.code())
            .push_bind(owed.from)
            .push_bind(owed.until)
    })
}

/// Forgets that of a file.
pub(crate) async fn clear(tx: &mut Tx, tenant: TenantId, file: Uuid) -> Result<(), StoreError> {
    run!(tx, CLEAR_ONE, tenant.0, file)?;
    run!(tx, CLEAR_ONE_SIDE, tenant.0, file)?;
    Ok(())
}

/// The same of many files: as many identifiers as `which::filled_many` gives.
pub(crate) async fn clear_many(tx: &mut Tx, tenant: TenantId, files: &[Uuid]) -> Result<(), StoreError> {
    run_of!(tx, CLEAR_MANY.as_str(), tenant.0, files)?;
    run_of!(tx, CLEAR_MANY_SIDES.as_str(), tenant.0, files)?;
    Ok(())
}

/// The same of all files of a school.
pub(crate) async fn clear_all(tx: &mut Tx, tenant: TenantId) -> Result<(), StoreError> {
    run!(tx, CLEAR_ALL, tenant.0)?;
    run!(tx, CLEAR_SIDES_WHOLE, tenant.0)?;
    Ok(())
}
