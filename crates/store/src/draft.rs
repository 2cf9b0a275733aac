//! What was typed when a session ended: kept, sealed, for its owner and the page it was typed on.

use crate::seal::{seal_loose, unseal_loose};
use crate::{Store, StoreError};
use register::{AccountId, Moment};

sql! {
    KEEP = "INSERT INTO draft (account_id, route, body, saved_at) VALUES ($1, $2, $3, $4) \
            ON CONFLICT (account_id, route) DO UPDATE SET body = EXCLUDED.body, saved_at = EXCLUDED.saved_at";
    IS_KEPT = "SELECT CAST(1 AS BIGINT) FROM draft WHERE account_id = $1 AND route = $2";
    TAKE = "DELETE FROM draft WHERE account_id = $1 AND route = $2 RETURNING body";
    FORGET = "DELETE FROM draft WHERE saved_at < $1";
}

pub(crate) fn place<'a>(account: &'a AccountId, route: &'a str) -> [&'a [u8]; 3] {
    [b"draft", account.0.as_bytes(), route.as_bytes()]
}

impl Store {
    /// Keeps a form's body for its owner. One draft a page: the newest. Drafts of over a week ago go.
    pub async fn draft_keep(&self, owner: AccountId, route: &str, body: &str, now: Moment) -> Result<(), StoreError> {
        let sealed = seal_loose(&self.keys, &place(&owner, route), body.as_bytes())?;
        let mut tx = self.begin().await?;
        run!(tx, FORGET, now.at - time::Duration::days(7))?;
        run!(tx, KEEP, owner.0, route, sealed, now.at)?;
        tx.commit().await
    }

    /// Gives the draft back, once. Every form asks, and nearly always there is none: that costs no turn to write.
    pub async fn draft_take(&self, owner: AccountId, route: &str) -> Result<Option<String>, StoreError> {
        let mut reading = self.begin_reading().await?;
        let kept = row!(reading, (i64,), IS_KEPT, owner.0, route)?.is_some();
        reading.commit().await?;
        if !kept {
            return Ok(None);
        }
        let mut tx = self.begin().await?;
        let Some((sealed,)) = row!(tx, (Vec<u8>,), TAKE, owner.0, route)? else { return Ok(None) };
        let body = unseal_loose(&self.keys, &place(&owner, route), &sealed)?;
        tx.commit().await?;
        Ok(Some(String::from_utf8(body).map_err(|_| StoreError::SealBroken)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    crate::on_both! {
        async fn a_draft_comes_back_once_and_to_its_owner_only(store) {
            let now = Moment { at: datetime!(2026-09-01 10:00 UTC), day: date!(2026-09-01) };
            let owner = store.account_add("a@school.example", "A", None, now).await.unwrap();
            let other = store.account_add("b@school.example", "B", None, now).await.unwrap();
            store.draft_keep(owner, "/x", "words=eerste", now).await.unwrap();
            store.draft_keep(owner, "/x", "words=tweede", now).await.unwrap();
            assert_eq!(store.draft_take(other, "/x").await.unwrap(), None);
            assert_eq!(store.draft_take(owner, "/y").await.unwrap(), None);
            assert_eq!(store.draft_take(owner, "/x").await.unwrap().as_deref(), Some("words=tweede"));
            assert_eq!(store.draft_take(owner, "/x").await.unwrap(), None);
        }
    }
}
