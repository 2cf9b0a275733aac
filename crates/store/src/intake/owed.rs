//! What is to be done for each application (`register::intake::owed`), written beside the facts of the file in the transaction
//! that changes those, so that a list is filtered and counted by the database.

use crate::StoreError;
use crate::db::Tx;
use crate::file::facts::Loaded;
use crate::which::{MANY, marks};
use register::intake::owed::{Owed, of_transfer, owed};
use register::{ApplicationId, TenantId};
use std::sync::LazyLock;
use uuid::Uuid;

sql! {
    CLEAR_ONE = "DELETE FROM intake_owed WHERE tenant_id = $1 AND file_id = $2";
    CLEAR_ALL = "DELETE FROM intake_owed WHERE tenant_id = $1";
}

/// As [`CLEAR_ONE`], for many files.
static CLEAR_MANY: LazyLock<String> =
    LazyLock::new(|| format!("DELETE FROM intake_owed WHERE tenant_id = $1 AND file_id IN ({})", marks(2, MANY)));

/// What is to be done of a file, by application.
pub(crate) fn rows(file: &Loaded) -> Vec<(ApplicationId, Owed)> {
    let mut out = Vec::new();
    for one in &file.applications {
        let course = file.talks.iter().find(|(id, _)| *id == one.id).map(|(_, course)| *course);
        let ending = file.endings.iter().find(|(id, _)| *id == one.id).map(|(_, ending)| *ending);
        let recalled = file.recalled.iter().find(|(id, _)| *id == one.id).map(|(_, since)| *since);
        let handed =
            file.handed.iter().filter(|(id, _)| *id == one.id).filter_map(|(_, handed)| of_transfer(one, *handed));
        out.extend(owed(one, course, ending, recalled).into_iter().chain(handed).map(|owed| (one.id, owed)));
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

/// Forgets what was to be done of a file.
pub(crate) async fn clear(tx: &mut Tx, tenant: TenantId, file: Uuid) -> Result<(), StoreError> {
    run!(tx, CLEAR_ONE, tenant.0, file)?;
    Ok(())
}

/// The same of many files: as many identifiers as `which::filled_many` gives.
pub(crate) async fn clear_many(tx: &mut Tx, tenant: TenantId, files: &[Uuid]) -> Result<(), StoreError> {
    run_of!(tx, CLEAR_MANY.as_str(), tenant.0, files)?;
    Ok(())
}

/// The same of all files of a school.
pub(crate) async fn clear_all(tx: &mut Tx, tenant: TenantId) -> Result<(), StoreError> {
    run!(tx, CLEAR_ALL, tenant.0)?;
    Ok(())
}
