//! Holding a file while a talk about it is planned or prepared.

use crate::StoreError;
use crate::db::Tx;
use register::{FileId, TenantId};

sql! {
    /// Takes no next version of the file: nobody's form clashes because a talk was planned or prepared.
    HOLD = "UPDATE support_file SET version = version WHERE tenant_id = $1 AND file_id = $2";
}

/// Holds a file until the transaction ends.
pub(super) async fn hold(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<(), StoreError> {
    run!(tx, HOLD, tenant.0, file.0)?;
    Ok(())
}
