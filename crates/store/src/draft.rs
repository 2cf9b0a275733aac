//! What was typed when a session ended: kept, sealed, for its owner and the page it was typed on.

use crate::seal::{seal_loose, unseal_loose};
use crate::{Store, StoreError};
use register::{AccountId, Moment};

sql! {
    KEEP = "INSERT INTO draft (account_id, route, body, saved_at) VALUES ($1, $2, $3, $4) \
            ON CONFLICT (account_id, route) DO UPDATE SET body = EXCLUDED.body, saved_at = EXCLUDED.saved_at";
    IS_KEPT = "SELECT CAST(1 AS BIGINT) FROM draft WHERE account_id = $1 AND route = $2";
    TAKE = "DELETE FROM draft WHERE account_id = $1 AND route = $2 RETURNING body";
    FORGET = "DELETE FROM draft WHERE saved_at < $1 OR saved_at > $2";
    /// The newest stay.
    CROWD = "DELETE FROM draft WHERE account_id = $1 AND route NOT IN \
             (SELECT route FROM draft WHERE account_id = $1 ORDER BY saved_at DESC, route LIMIT $2)";
}

/// How many drafts somebody has at most: a new one takes the place of the oldest.
pub const MOST: i64 = 20;
/// The largest draft, in bytes. A form that is larger was not filled in by hand.
pub const LARGEST: usize = 64 * 1024;

pub(crate) fn place<'a>(account: &'a AccountId, route: &'a str) -> [&'a [u8]; 3] {
    [b"draft", account.0.as_bytes(), route.as_bytes()]
}

impl Store {
    /// Keeps a form's body for its owner, if it is not too large; whether it did. One draft a page: the newest. Drafts of
    /// over a week ago go, and the oldest when there are many.
    pub async fn draft_keep(&self, owner: AccountId, route: &str, body: &str, now: Moment) -> Result<bool, StoreError> {
        if body.len() > LARGEST || route.len() > 500 {
            return Ok(false);
        }
        let sealed = seal_loose(&self.keys, &place(&owner, route), body.as_bytes())?;
        let mut tx = self.begin().await?;
        run!(tx, FORGET, now.at - time::Duration::days(7), now.at + time::Duration::days(7))?;
        run!(tx, KEEP, owner.0, route, sealed, now.at)?;
        run!(tx, CROWD, owner.0, MOST)?;
        tx.commit().await?;
        Ok(true)
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
        match unseal_loose(&self.keys, &place(&owner, route), &sealed) {
            Ok(body) => {
                tx.commit().await?;
                Ok(Some(String::from_utf8(body).map_err(|_| StoreError::SealBroken)?))
            }
            // Sealed with a key that is not at hand, or damaged: the page works without it, and it stays for when the key
            // is put back.
            Err(why) => {
                tracing::error!(%why, "a draft does not open");
                Ok(None)
            }
        }
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

        async fn drafts_are_few_and_small(store) {
            let now = Moment { at: datetime!(2026-09-01 10:00 UTC), day: date!(2026-09-01) };
            let owner = store.account_add("a@school.example", "A", None, now).await.unwrap();
            let other = store.account_add("b@school.example", "B", None, now).await.unwrap();
            store.draft_keep(other, "/x", "a=b", now).await.unwrap();
            for n in 0..MOST + 5 {
                let at = Moment { at: now.at + time::Duration::seconds(n), ..now };
                assert!(store.draft_keep(owner, &format!("/{n}"), "a=b", at).await.unwrap());
            }
            assert!(!store.draft_keep(owner, "/large", &"a".repeat(LARGEST + 1), now).await.unwrap());
            assert!(!store.draft_keep(owner, &"/r".repeat(300), "a=b", now).await.unwrap());
            let mut left = Vec::new();
            for n in 0..MOST + 5 {
                left.push(store.draft_take(owner, &format!("/{n}")).await.unwrap().is_some());
            }
            assert_eq!(left, [vec![false; 5], vec![true; MOST as usize]].concat(), "the newest stay");
            assert!(store.draft_take(other, "/x").await.unwrap().is_some(), "nobody pushes out another's");
        }
    }
}
