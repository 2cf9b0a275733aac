//! The map of local services (`register::partner`): kept by who works on it, read by everybody who works with students.

mod act;
pub(crate) mod load;

pub use act::{PartnerRefusal, Put};
pub use load::{Kept, Map};

/// Every SQL text of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [load::SQL, act::SQL].concat()
}

/// The entries of a school: for tests.
#[cfg(any(test, feature = "testing"))]
pub(crate) async fn ids(
    tx: &mut crate::db::Tx,
    tenant: register::TenantId,
) -> Result<Vec<register::PartnerId>, crate::StoreError> {
    Ok(load::all(tx, tenant).await?.into_iter().map(|one| one.id).collect())
}
