//! What a list of staff that was read in says of the roles that there are.

use crate::StoreError;
use crate::audit::UnitKind;
use crate::db::Tx;
use register::unlisted::{Event, Status};
use register::{MembershipId, TenantId};
use std::collections::{BTreeSet, HashMap};
use time::Date;
use uuid::Uuid;

sql! {
    /// Roles of staff that have not ended, by address.
    HELD = "SELECT m.membership_id, a.email_key, m.role FROM membership m JOIN account a ON a.account_id = m.account_id \
            WHERE m.tenant_id = $1 AND m.role NOT IN ('student', 'guardian') AND m.ended_at IS NULL AND (m.ends IS NULL OR m.ends >= $2)";
    KNOWN = "SELECT membership_id, status FROM unlisted_role WHERE tenant_id = $1";
    BEGIN = "INSERT INTO unlisted_role (tenant_id, membership_id, status, since, import_id) VALUES ($1, $2, $3, $4, $5)";
    /// Lacked anew: what was decided before is not about this.
    AGAIN = "UPDATE unlisted_role SET status = $3, since = $4, import_id = $5, decided_by = NULL, decided_at = NULL, decided_on = NULL \
             WHERE tenant_id = $1 AND membership_id = $2";
    CARRY = "INSERT INTO unlisted_role (tenant_id, membership_id, status, since, import_id, decided_by, decided_at, decided_on) \
             SELECT tenant_id, $3, status, since, import_id, decided_by, decided_at, decided_on FROM unlisted_role \
             WHERE tenant_id = $1 AND membership_id = $2";
    NAMED = "UPDATE unlisted_role SET status = $3, import_id = $4 WHERE tenant_id = $1 AND membership_id = $2";
}

/// A role that is moved to other teams is another row of the same question.
pub(crate) async fn carry(
    tx: &mut Tx,
    tenant: TenantId,
    from: MembershipId,
    to: MembershipId,
) -> Result<(), StoreError> {
    run!(tx, CARRY, tenant.0, from.0, to.0)?;
    Ok(())
}

/// Holds the roles that there are against a list: `listed` is who is on it, by address and role. Whoever it lacks waits, whoever
/// it names does not. The event that tells of it is the caller's.
pub(crate) async fn after(
    tx: &mut Tx,
    tenant: TenantId,
    import: Uuid,
    listed: &BTreeSet<(&str, &str)>,
    today: Date,
) -> Result<(), StoreError> {
    let known: HashMap<Uuid, Status> = rows!(tx, (Uuid, String), KNOWN, tenant.0)?
        .into_iter()
        .filter_map(|(membership, status)| Some((membership, Status::from_code(&status)?)))
        .collect();
    let mut written = Vec::new();
    for (membership, email, role) in rows!(tx, (Uuid, String, String), HELD, tenant.0, today)? {
        let on_it = listed.contains(&(email.as_str(), role.as_str()));
        let before = known.get(&membership).copied();
        let event = if on_it { Event::Named } else { Event::Missing };
        let after = match before {
            Some(status) => status.on(event),
            None => (!on_it).then_some(Status::FIRST),
        };
        let Some(status) = after.filter(|after| Some(*after) != before) else { continue };
        match (before, event) {
            (None, _) => run!(tx, BEGIN, tenant.0, membership, status.code(), today, import)?,
            (Some(_), Event::Missing) => run!(tx, AGAIN, tenant.0, membership, status.code(), today, import)?,
            (Some(_), Event::Named | Event::Keep | Event::Reconsider) => {
                run!(tx, NAMED, tenant.0, membership, status.code(), import)?
            }
        };
        written.push(membership);
    }
    tx.wrote(tenant, UnitKind::Membership, written);
    Ok(())
}
