//! The key that seals one file's free text.

use crate::StoreError;
use crate::db::Tx;
use crate::seal::FileKey;
use register::{FileId, TenantId};

sql! {
    NEWEST = "SELECT number, master_key_id, wrapped FROM file_key WHERE tenant_id = $1 AND file_id = $2 ORDER BY number DESC LIMIT 1";
    ADD = "INSERT INTO file_key (tenant_id, file_id, number, master_key_id, wrapped) VALUES ($1, $2, $3, $4, $5)";
    PURGE = "DELETE FROM file_key WHERE tenant_id = $1 AND file_id = $2";
}

fn place(tenant: TenantId, file: FileId) -> Vec<u8> {
    [tenant.0.as_bytes().as_slice(), file.0.as_bytes()].concat()
}

/// The file's key, if anything was ever sealed and nothing purged since.
pub(crate) async fn open(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Option<FileKey>, StoreError> {
    let found = row!(tx, (i64, String, Vec<u8>), NEWEST, tenant.0, file.0)?;
    found.map(|(_, name, wrapped)| FileKey::open(&tx.keys, &name, &place(tenant, file), &wrapped)).transpose()
}

/// The file's key, made when it has none.
pub(crate) async fn open_or_make(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<FileKey, StoreError> {
    if let Some(key) = open(tx, tenant, file).await? {
        return Ok(key);
    }
    let (key, name, wrapped) = FileKey::fresh(&tx.keys, &place(tenant, file))?;
    run!(tx, ADD, tenant.0, file.0, 1_i64, name, wrapped)?;
    Ok(key)
}

/// Deletes the key: what it sealed cannot be read again, here or in any later backup.
pub(crate) async fn purge(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<(), StoreError> {
    run!(tx, PURGE, tenant.0, file.0)?;
    Ok(())
}

/// Opens sealed text; `None` when the key was purged, so that a page can say so instead of failing.
pub(crate) fn read(key: Option<&FileKey>, column: &str, sealed: &[u8]) -> Result<Option<String>, StoreError> {
    match key.map(|k| k.unseal(column, sealed)) {
        None => Ok(None),
        Some(Ok(text)) => Ok(Some(text)),
        // Sealed with a key that was purged since, when a newer key was made.
        Some(Err(StoreError::SealBroken)) => Ok(None),
        Some(Err(other)) => Err(other),
    }
}
