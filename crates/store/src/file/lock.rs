//! Holding several files at once, for whoever changes facts of many: an import, a new coach.
//!
//! Locks are taken in one order, by everybody: rows of `support_file` in the order of `file_id`, then counters, then the
//! head of the audit chain, last. A save holds one file (`file::save`), and so never waits for one while it holds another.

use crate::StoreError;
use crate::db::{Conn, Tx};
use register::TenantId;
use uuid::Uuid;

/// PostgreSQL's alone: SQLite has one writer at a time, who holds everything, and does not know these words.
const HOLD: &str = "
    SELECT file_id
    FROM support_file
    WHERE tenant_id = $1 AND person_id = ANY($2)
    ORDER BY file_id
    FOR NO KEY UPDATE";

/// Holds the files of these persons until the transaction ends: nobody saves in them meanwhile, and what is read from
/// here on is what the last save left.
pub(crate) async fn hold(tx: &mut Tx, tenant: TenantId, persons: &[Uuid]) -> Result<(), StoreError> {
    if let Conn::Postgres(conn) = &mut tx.conn {
        let statement = sqlx::query(HOLD).bind(tenant.0).bind(persons);
        crate::db::run::postgres::rows(statement, conn).await?;
    }
    Ok(())
}
