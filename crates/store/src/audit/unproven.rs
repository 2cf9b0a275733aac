//! Lines of a log that did not prove while somebody read it. The reader is told that there are such lines, and nothing of
//! what they say: it may be what somebody put there. The privacy officer is told as well, until the chain proves again.

use crate::{Store, StoreError, audit};
use access::{Action, Actor};
use register::TenantId;

sql! {
    /// The first of them: it is from there that the chain is to be looked at.
    NOTE = "
        INSERT INTO counter (tenant_id, name, scope_id, value)
        VALUES ($1, 'unproven', $1, $2)
        ON CONFLICT (tenant_id, name, scope_id) DO UPDATE
        SET value = CASE WHEN counter.value < EXCLUDED.value THEN counter.value ELSE EXCLUDED.value END";
    NOTED = "SELECT value FROM counter WHERE tenant_id = $1 AND name = 'unproven' AND scope_id = $1";
    FORGET = "DELETE FROM counter WHERE tenant_id = $1 AND name = 'unproven' AND scope_id = $1";
}

impl Store {
    /// Keeps that an event did not prove.
    pub(crate) async fn unproven_note(&self, tenant: TenantId, seq: i64) -> Result<(), StoreError> {
        tracing::error!(seq, "an audit event is not what the chain proves: run `meedoen audit verify`");
        let mut tx = self.begin().await?;
        run!(tx, NOTE, tenant.0, seq)?;
        tx.commit().await
    }

    /// The chain proves: what did not prove earlier was put right.
    pub(super) async fn unproven_forget(&self, tenant: TenantId) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        run!(tx, FORGET, tenant.0)?;
        tx.commit().await
    }

    /// The first event that did not prove when somebody read their log, for those who may prove the chain. Shows nobody.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for who may not.
    pub async fn audit_unproven(&self, actor: &Actor) -> Result<Option<i64>, StoreError> {
        audit::allowed(actor, Action::VerifyAudit)?;
        let mut tx = self.begin_reading().await?;
        Ok(row!(tx, (i64,), NOTED, actor.tenant().0)?.map(|(seq,)| seq))
    }
}
