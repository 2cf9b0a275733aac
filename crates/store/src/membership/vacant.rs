//! Roles that the law or the school asks of somebody, and that nobody has: what students bring there lands on no list. The
//! administrator does something about that until somebody has the role.

use crate::audit::allowed;
use crate::db::Tx;
use crate::{Store, StoreError};
use access::{Action, Actor, Role};
use register::TenantId;
use time::Date;

sql! {
    HELD = "SELECT CAST(1 AS BIGINT) FROM membership m JOIN account a ON a.account_id = m.account_id WHERE m.tenant_id = $1 AND m.role = $2 \
            AND m.begins <= $3 AND m.ended_at IS NULL AND (m.ends IS NULL OR m.ends >= $3) AND a.disabled_at IS NULL LIMIT 1";
    /// How much waits for the exam office: requests for an adapted exam, and what came back from an appeal.
    EXAMS_WAIT = "SELECT (SELECT COUNT(*) FROM exam_request WHERE tenant_id = $1 AND stand IN ('asked', 'to_tell')) + \
                  (SELECT COUNT(*) FROM dispute WHERE tenant_id = $1 AND back IN ('owed', 'changed'))";
}

/// A role that nobody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vacant {
    /// Which.
    pub role: Role,
    /// How much waits for it, where that may be told. Of disputes not even that there is one: an administrator may be a party.
    pub waits: Option<i64>,
}

/// The roles that students bring something to.
const OWED: [Role; 2] = [Role::ExamOffice, Role::DisputeDesk];

/// Whether somebody has a role today, and can sign in.
pub(crate) async fn held(tx: &mut Tx, tenant: TenantId, role: Role, today: Date) -> Result<bool, StoreError> {
    Ok(row!(tx, (i64,), HELD, tenant.0, role.code(), today)?.is_some())
}

impl Store {
    /// The roles that nobody has, for who gives roles. Nobody is named.
    pub async fn roles_vacant(&self, by: &Actor, today: Date) -> Result<Vec<Vacant>, StoreError> {
        allowed(by, Action::ManageAccounts)?;
        let tenant = by.tenant();
        let mut tx = self.begin_reading().await?;
        let mut found = Vec::new();
        for role in OWED {
            if held(&mut tx, tenant, role, today).await? {
                continue;
            }
            let waits = match role {
                Role::ExamOffice => Some(row!(tx, (i64,), EXAMS_WAIT, tenant.0)?.unwrap_or_default().0),
                _ => None,
            };
            found.push(Vacant { role, waits });
        }
        Ok(found)
    }
}
