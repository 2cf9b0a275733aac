//! A school's own settings.

use crate::StoreError;
use crate::db::Tx;
use register::TenantId;
use register::period::{Period, Timeline};
use register::policy::Policy;
use time::Date;

sql! {
    ALL = "SELECT name, begins, ends, value FROM policy_setting WHERE tenant_id = $1 ORDER BY name, begins";
}

/// The policy of a tenant: what it set, over the law's parameters.
pub(crate) async fn load(tx: &mut Tx, tenant: TenantId) -> Result<Policy, StoreError> {
    let rows = rows!(tx, (String, Date, Option<Date>, String), ALL, tenant.0)?;
    let line = |wanted: &str| {
        let held = rows.iter().filter(|(name, ..)| name == wanted);
        Timeline::new(
            held.map(|(_, from, until, value)| (Period { from: *from, until: *until }, value == "yes")).collect(),
        )
    };
    Ok(Policy {
        agree_without_ground: line("agree_without_ground"),
        inform_guardians_at_16: line("inform_guardians_at_16"),
    })
}
