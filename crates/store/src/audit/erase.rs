//! Erasing what old events say: who looked at whom need not be kept for ever. That something happened stays in the chain,
//! its hash and the digests of what it wrote too; what it was and by whom goes, and an event says that it went.

use super::{Deed, Payload, verify};
use crate::db::Tx;
use crate::{Store, StoreError, audit};
use access::{Action, Actor, Change};
use register::{Moment, TenantId};
use time::OffsetDateTime;

sql! {
    OLD = "SELECT seq, payload FROM audit_event WHERE tenant_id = $1 AND seq > $2 AND at < $3 AND payload IS NOT NULL \
           ORDER BY seq LIMIT 2000";
    EMPTY = "UPDATE audit_event SET salt = NULL, payload = NULL WHERE tenant_id = $1 AND seq >= $2 AND seq <= $3 AND payload IS NOT NULL";
    FORGET = "DELETE FROM audit_subject WHERE tenant_id = $1 AND seq >= $2 AND seq <= $3";
}

register::codes! {
    /// Why events are erased.
    pub enum EraseReason {
        /// They are older than the school keeps them.
        Retention = "retention",
        /// Somebody asked for it (GDPR article 17).
        Asked = "asked",
    }
}

/// The events that are erased with those of before an instant. One that says what was erased is itself never erased, nor is
/// one that cannot be read: it would be erased unseen.
async fn erasable(tx: &mut Tx, chain: TenantId, before: OffsetDateTime) -> Result<Vec<i64>, StoreError> {
    let (mut last, mut seqs) = (0_i64, Vec::new());
    loop {
        let rows = rows!(tx, (i64, String), OLD, chain.0, last, before)?;
        let Some((newest, _)) = rows.last() else { return Ok(seqs) };
        last = *newest;
        let keeps = |text: &str| serde_json::from_str::<Payload>(text).map_or(true, |p| !p.erased.is_empty());
        seqs.extend(rows.iter().filter(|(_, text)| !keeps(text)).map(|(seq, _)| *seq));
    }
}

impl Store {
    /// How many events [`Store::audit_erase`] would erase. Shows nobody, and changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for who may not.
    pub async fn audit_erasable(&self, actor: &Actor, before: Moment) -> Result<u64, StoreError> {
        audit::allowed(actor, Action::VerifyAudit)?;
        let mut tx = self.begin_snapshot().await?;
        Ok(erasable(&mut tx, actor.tenant(), before.at).await?.len() as u64)
    }

    /// Erases the payloads of a school's events of before the beginning of a day; how many that were. Refused when the
    /// chain is not whole, for then nobody could say later what was lost.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for who may not; [`StoreError::Refused`] when the chain is broken.
    pub async fn audit_erase(
        &self,
        actor: &Actor,
        before: Moment,
        why: EraseReason,
        now: Moment,
    ) -> Result<u64, StoreError> {
        let decision = audit::allowed(actor, Action::VerifyAudit)?;
        let chain = actor.tenant();
        let mut tx = self.begin().await?;
        // The chain is held from here on, so that what is proven whole is what is erased.
        verify::hold(&mut tx, chain).await?;
        if let verify::Verdict::Broken { .. } = verify::walk(&mut tx, chain, None).await?.verdict {
            return Err(StoreError::Refused("the chain of events is broken, so nothing is erased from it".into()));
        }
        let seqs = erasable(&mut tx, chain, before.at).await?;
        if seqs.is_empty() {
            return Ok(0);
        }
        let ranges: Vec<(i64, i64)> =
            seqs.chunk_by(|a, b| a + 1 == *b).filter_map(|run| Some((*run.first()?, *run.last()?))).collect();
        for (from, through) in &ranges {
            run!(tx, EMPTY, chain.0, *from, *through)?;
            run!(tx, FORGET, chain.0, *from, *through)?;
        }
        let about = format!("{} before {}", why.code(), before.day);
        let mut payload = tx.payload(Deed::new(actor, Change::EraseEvents, decision).about(about)).await?;
        payload.erased = ranges;
        tx.tell(chain, payload, now).await?;
        tx.commit().await?;
        Ok(seqs.len() as u64)
    }
}
