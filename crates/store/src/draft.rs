//! What was typed and not saved, because the session ended, the role or the language changed, or another sign-in came in
//! between: kept, sealed, for its owner and the page it was typed on. What a form shows that was erased since is not kept.

use crate::db::{Conn, Tx};
use crate::seal::{seal_loose, unseal_loose};
use crate::sealed_with::SealedWith;
use crate::{Store, StoreError};
use register::{AccountId, Moment};

sql! {
    KEEP = "INSERT INTO draft (account_id, route, body, saved_at) VALUES ($1, $2, $3, $4) \
            ON CONFLICT (account_id, route) DO UPDATE SET body = EXCLUDED.body, saved_at = EXCLUDED.saved_at";
    READ = "SELECT body FROM draft WHERE account_id = $1 AND route = $2";
    DROP = "DELETE FROM draft WHERE account_id = $1 AND route = $2";
    FORGET = "DELETE FROM draft WHERE saved_at < $1 OR saved_at > $2";
    /// Whether a key was purged, at any school of somebody: the form can be of another role of theirs.
    ERASED = "SELECT p.number FROM membership m CROSS JOIN purge p \
              WHERE m.account_id = $1 AND p.tenant_id = m.tenant_id AND p.file_id = $2 AND p.number = $3 LIMIT 1";
    /// The newest stay.
    CROWD = "DELETE FROM draft WHERE account_id = $1 AND route NOT IN \
             (SELECT route FROM draft WHERE account_id = $1 ORDER BY saved_at DESC, route LIMIT $2)";
}

/// Holds the file that a form shows, so that who erases its text at this moment is waited for. PostgreSQL's alone: SQLite has one
/// writer at a time, who holds everything, and does not know these words.
const HOLD: &str = "
    SELECT f.file_id
    FROM membership m
    JOIN support_file f ON f.tenant_id = m.tenant_id
    WHERE m.account_id = $1 AND f.file_id = $2
    FOR SHARE OF f";

/// How many drafts somebody has at most: a new one takes the place of the oldest.
pub const MOST: i64 = 20;
/// The largest draft, in bytes. A form that is larger was not filled in by hand.
pub const LARGEST: usize = 64 * 1024;

pub(crate) fn place<'a>(account: &'a AccountId, route: &'a str) -> [&'a [u8]; 3] {
    [b"draft", account.0.as_bytes(), route.as_bytes()]
}

/// Whether a form shows text that was erased since. First in its transaction: files are held before anything else is.
async fn erased(tx: &mut Tx, owner: AccountId, shows: SealedWith) -> Result<bool, StoreError> {
    if let Conn::Postgres(conn) = &mut tx.conn {
        let statement = sqlx::query(HOLD).bind(owner.0).bind(shows.file.0);
        crate::db::run::postgres::rows(statement, conn).await?;
    }
    Ok(row!(tx, (i64,), ERASED, owner.0, shows.file.0, shows.number)?.is_some())
}

impl Store {
    /// Keeps a form's body for its owner, if it is not too large and `shows` nothing that was erased since; whether it did. One
    /// draft a page: the newest. Drafts of over a week ago go, and the oldest when there are many.
    pub async fn draft_keep(
        &self,
        owner: AccountId,
        route: &str,
        body: &str,
        shows: Option<SealedWith>,
        now: Moment,
    ) -> Result<bool, StoreError> {
        if body.len() > LARGEST || route.len() > 500 {
            return Ok(false);
        }
        let sealed = seal_loose(&self.keys, &place(&owner, route), body.as_bytes())?;
        let mut tx = self.begin().await?;
        if let Some(shows) = shows
            && erased(&mut tx, owner, shows).await?
        {
            return Ok(false);
        }
        run!(tx, FORGET, now.at - time::Duration::days(7), now.at + time::Duration::days(7))?;
        run!(tx, KEEP, owner.0, route, sealed, now.at)?;
        run!(tx, CROWD, owner.0, MOST)?;
        tx.commit().await?;
        Ok(true)
    }

    /// The draft of a page. It stays until the form is saved or its owner throws it away: a page that is opened twice, or
    /// closed again, loses nothing.
    pub async fn draft(&self, owner: AccountId, route: &str) -> Result<Option<String>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let found = row!(tx, (Vec<u8>,), READ, owner.0, route)?;
        tx.commit().await?;
        let Some((sealed,)) = found else { return Ok(None) };
        match unseal_loose(&self.keys, &place(&owner, route), &sealed) {
            Ok(body) => Ok(Some(String::from_utf8(body).map_err(|_| StoreError::SealBroken)?)),
            // Sealed with a key that is not at hand, or damaged: the page works without it, and it stays for when the key
            // is put back.
            Err(why) => {
                tracing::error!(%why, "a draft does not open");
                Ok(None)
            }
        }
    }

    /// Throws a draft away. Every form that is saved asks, and nearly always there is none: that costs no turn to write.
    pub async fn draft_forget(&self, owner: AccountId, route: &str) -> Result<(), StoreError> {
        let mut reading = self.begin_reading().await?;
        let kept = row!(reading, (Vec<u8>,), READ, owner.0, route)?.is_some();
        reading.commit().await?;
        if kept {
            let mut tx = self.begin().await?;
            run!(tx, DROP, owner.0, route)?;
            tx.commit().await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::key;
    use crate::file::purge::PurgeReason;
    use crate::tests::school::{School, at};
    use access::{Role, Scope};
    use time::macros::{date, datetime};

    crate::on_both! {
        async fn a_draft_stays_until_it_is_thrown_away_and_is_its_owners_only(store) {
            let now = Moment { at: datetime!(2026-09-01 10:00 UTC), day: date!(2026-09-01) };
            let owner = store.account_add("a@school.example", "A", None, now).await.unwrap();
            let other = store.account_add("b@school.example", "B", None, now).await.unwrap();
            store.draft_keep(owner, "/x", "words=eerste", None, now).await.unwrap();
            store.draft_keep(owner, "/x", "words=tweede", None, now).await.unwrap();
            assert_eq!(store.draft(other, "/x").await.unwrap(), None);
            assert_eq!(store.draft(owner, "/y").await.unwrap(), None);
            for _ in 0..2 {
                assert_eq!(store.draft(owner, "/x").await.unwrap().as_deref(), Some("words=tweede"));
            }
            store.draft_forget(other, "/x").await.unwrap();
            assert!(store.draft(owner, "/x").await.unwrap().is_some(), "nobody throws away another's");
            store.draft_forget(owner, "/x").await.unwrap();
            assert_eq!(store.draft(owner, "/x").await.unwrap(), None);
        }

        async fn drafts_are_few_and_small(store) {
            let now = Moment { at: datetime!(2026-09-01 10:00 UTC), day: date!(2026-09-01) };
            let owner = store.account_add("a@school.example", "A", None, now).await.unwrap();
            let other = store.account_add("b@school.example", "B", None, now).await.unwrap();
            store.draft_keep(other, "/x", "a=b", None, now).await.unwrap();
            for n in 0..MOST + 5 {
                let at = Moment { at: now.at + time::Duration::seconds(n), ..now };
                assert!(store.draft_keep(owner, &format!("/{n}"), "a=b", None, at).await.unwrap());
            }
            assert!(!store.draft_keep(owner, "/large", &"a".repeat(LARGEST + 1), None, now).await.unwrap());
            assert!(!store.draft_keep(owner, &"/r".repeat(300), "a=b", None, now).await.unwrap());
            let mut left = Vec::new();
            for n in 0..MOST + 5 {
                left.push(store.draft(owner, &format!("/{n}")).await.unwrap().is_some());
            }
            assert_eq!(left, [vec![false; 5], vec![true; MOST as usize]].concat(), "the newest stay");
            assert!(store.draft(other, "/x").await.unwrap().is_some(), "nobody pushes out another's");
        }

        /// What was typed in a form that shows erased text is kept for nobody; what is of now is kept, and so is another file's.
        async fn what_was_erased_is_no_draft(store) {
            let school = School::new(&store, "27DV").await;
            let mut files = Vec::new();
            for (name, born) in [("Wit", date!(2008 - 09 - 03)), ("Zwart", date!(2008 - 09 - 04))] {
                let someone = school.person(name, born).await;
                school.applied(someone.person, None, date!(2026 - 08 - 01), "received").await;
                files.push(someone.file);
            }
            school.settle().await;
            let mut tx = store.begin().await.unwrap();
            key::open_or_make(&mut tx, school.tenant, files[0]).await.unwrap();
            tx.told.forget();
            tx.commit().await.unwrap();
            let owner = school.member(Role::Intaker, Scope::School).await.account().unwrap();
            let officer = school.member(Role::PrivacyOfficer, Scope::School).await;
            let shows = |file: usize, number: i64| Some(SealedWith { file: files[file], number });

            assert!(store.draft_keep(owner, "/x", "a=b", shows(0, 1), at(1)).await.unwrap(), "the key is there");
            store.purge_free_text(&officer, files[0], PurgeReason::Health, at(2)).await.unwrap();
            assert!(!store.draft_keep(owner, "/y", "a=b", shows(0, 1), at(3)).await.unwrap());
            assert_eq!(store.draft(owner, "/y").await.unwrap(), None);
            for (n, other) in [shows(0, 2), shows(1, 1), None].into_iter().enumerate() {
                assert!(store.draft_keep(owner, &format!("/{n}"), "a=b", other, at(4)).await.unwrap(), "{other:?}");
            }
        }
    }
}
