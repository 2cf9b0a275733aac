//! What is owed of each placement, kept with it: lists are filtered and counted by that.

use super::load::of_file;
use crate::StoreError;
use crate::db::Tx;
use register::workplace::{Owed, open_place};
use register::{FileId, TenantId};

sql! {
    OWE = "UPDATE workplace SET owed = $4 WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
}

/// Writes what is owed of each: lists are filtered and counted by that.
pub(super) async fn owe(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<(), StoreError> {
    let all = of_file(tx, tenant, file).await?;
    let open: Vec<u32> = open_place(&all).map(|one| one.number).collect();
    let reports = super::reported::of_file(tx, tenant, file).await?;
    for one in &all {
        let reported = reports.iter().any(|report| report.of == one.number && report.status().is_owed());
        let another = open.contains(&one.number).then_some(Owed::Another);
        // A report waits first: of a placement one thing stands on the list, and its page says all.
        let owed = if reported { Some(Owed::Report) } else { another };
        run!(tx, OWE, tenant.0, file.0, i64::from(one.number), owed.map(Owed::code))?;
    }
    Ok(())
}
