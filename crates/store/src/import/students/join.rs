//! One student who came in twice: once by student number, once by DUO's file, before the school knew the person number.
//! When a line brings the two together, what DUO told moves to the student whom the school knows.
//!
//! Only as long as nobody worked in the nameless file: two files with agreements are not ours to make one of.

use crate::audit::UnitKind;
use crate::db::Tx;
use crate::import::corrected;
use crate::{StoreError, search_key};
use register::TenantId;
use uuid::Uuid;

sql! {
    /// The file of someone of whom only DUO told, in which nothing was ever saved, and whose enrolments have other
    /// numbers than those of the student (`$3`).
    UNTOUCHED = "
        SELECT f.file_id
        FROM support_file f
        JOIN person p ON p.tenant_id = f.tenant_id AND p.person_id = f.person_id
        WHERE f.tenant_id = $1 AND f.person_id = $2 AND f.version = 1 AND p.names_import_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM agreement x WHERE x.tenant_id = f.tenant_id AND x.file_id = f.file_id)
          AND NOT EXISTS (SELECT 1 FROM statutory x WHERE x.tenant_id = f.tenant_id AND x.file_id = f.file_id)
          AND NOT EXISTS (SELECT 1 FROM need x WHERE x.tenant_id = f.tenant_id AND x.file_id = f.file_id)
          AND NOT EXISTS (SELECT 1 FROM file_key x WHERE x.tenant_id = f.tenant_id AND x.file_id = f.file_id)
          AND NOT EXISTS (SELECT 1 FROM purge x WHERE x.tenant_id = f.tenant_id AND x.file_id = f.file_id)
          AND NOT EXISTS (SELECT 1 FROM application x WHERE x.tenant_id = f.tenant_id AND x.person_id = f.person_id)
          AND NOT EXISTS (SELECT 1 FROM membership x WHERE x.tenant_id = f.tenant_id AND x.person_id = f.person_id)
          AND NOT EXISTS (
              SELECT 1
              FROM enrolment a
              JOIN enrolment b ON b.tenant_id = a.tenant_id AND b.number = a.number
              WHERE a.tenant_id = f.tenant_id AND a.person_id = f.person_id AND b.person_id = $3
          )";
    MOVE_ENROLMENTS = "UPDATE enrolment SET person_id = $3 WHERE tenant_id = $1 AND person_id = $2";
    MOVE_NUMBERS = "UPDATE identifier SET person_id = $3 WHERE tenant_id = $1 AND person_id = $2";
    LEAVE_DESKS = "DELETE FROM file_duty WHERE tenant_id = $1 AND file_id = $2";
    LEAVE_LISTS = "DELETE FROM file_scope WHERE tenant_id = $1 AND file_id = $2";
    CLOSE = "DELETE FROM support_file WHERE tenant_id = $1 AND file_id = $2";
}

/// The nameless file that may be joined to a student.
pub(super) async fn joinable(
    tx: &mut Tx,
    tenant: TenantId,
    nameless: Uuid,
    student: Uuid,
) -> Result<Option<Uuid>, StoreError> {
    Ok(row!(tx, (Uuid,), UNTOUCHED, tenant.0, nameless, student)?.map(|(file,)| file))
}

/// Moves what DUO told of `nameless` to `student`; false when it may not. The row of the nameless person stays, so that
/// the record of who looked at it still has its subject; its empty file goes, and with it its place in lists. Hold both
/// files first.
pub(super) async fn join(tx: &mut Tx, tenant: TenantId, nameless: Uuid, student: Uuid) -> Result<bool, StoreError> {
    let Some(file) = joinable(tx, tenant, nameless, student).await? else { return Ok(false) };
    run!(tx, MOVE_ENROLMENTS, tenant.0, nameless, student)?;
    run!(tx, MOVE_NUMBERS, tenant.0, nameless, student)?;
    corrected::moved(tx, tenant, nameless, student).await?;
    search_key::forget(tx, tenant, nameless).await?;
    run!(tx, LEAVE_DESKS, tenant.0, file)?;
    run!(tx, LEAVE_LISTS, tenant.0, file)?;
    run!(tx, CLOSE, tenant.0, file)?;
    tx.wrote(tenant, UnitKind::File, [file]);
    tx.wrote(tenant, UnitKind::Person, [nameless, student]);
    tx.wrote(tenant, UnitKind::Enrolment, [nameless, student]);
    Ok(true)
}
