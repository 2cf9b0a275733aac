//! What a purge leaves in the files of a database after its commit, and making that go.
//!
//! SQLite keeps old pages in its log until they are written back; PostgreSQL keeps dead rows until their table is written
//! anew. That this is still to be done stands in the database itself, in the transaction of the purge: a kill in between
//! does not forget it.

use crate::db::sqlite::PATIENCE;
use crate::db::{Db, Tx};
use crate::{Store, StoreError};
use sqlx::{AssertSqlSafe, Executor, PgPool};
use std::time::Duration;

sql! {
    OWED = "SELECT value FROM meta WHERE name = 'scrub'";
    OWE = "INSERT INTO meta (name, value) VALUES ('scrub', 'owed') ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value";
    PAID = "DELETE FROM meta WHERE name = 'scrub'";
}

/// How often it is tried again, a tenth of a second apart: someone may be reading.
const TRIES: u32 = 100;

/// A transaction of now. PostgreSQL only.
const NOW: &str = "SELECT CAST(CAST(pg_current_xact_id() AS xid) AS TEXT)";
/// Whether no transaction runs, and none looks at this database, that began before another. PostgreSQL only.
const NOBODY_OLDER: &str = "SELECT COUNT(*) = 0 FROM pg_stat_activity WHERE pid <> pg_backend_pid() \
    AND ((backend_xid IS NOT NULL AND age(backend_xid) >= age(CAST(CAST($1 AS TEXT) AS xid))) OR (backend_xmin IS NOT NULL \
    AND (datname = current_database() OR datname IS NULL) AND age(backend_xmin) >= age(CAST(CAST($1 AS TEXT) AS xid))))";

/// Remembers that there is something to scrub.
pub(super) async fn owe(tx: &mut Tx) -> Result<(), StoreError> {
    run!(tx, OWE)?;
    Ok(())
}

impl Store {
    /// Scrubs what a purge left behind, if any did.
    pub(crate) async fn scrub_if_owed(&self) -> Result<(), StoreError> {
        let mut tx = self.begin_reading().await?;
        let owed = row!(tx, (String,), OWED)?.is_some();
        tx.commit().await?;
        if owed { self.scrub(&["file_key", "draft"]).await } else { Ok(()) }
    }

    /// Scrubs all that once held a text or a key, after seals were renewed.
    pub(crate) async fn scrub_all(&self) -> Result<(), StoreError> {
        if let Db::Sqlite(file) = &self.db {
            file.alone(PATIENCE).await?.execute("VACUUM").await?;
        }
        let tables = ["file_key", "draft", "name_search"].into_iter().chain(crate::seal::spot::tables());
        self.scrub(&tables.collect::<Vec<_>>()).await
    }

    async fn scrub(&self, tables: &[&str]) -> Result<(), StoreError> {
        let mut left: Vec<&str> = tables.to_vec();
        let since = match &self.db {
            Db::Sqlite(_) => String::new(),
            Db::Postgres(pool) => {
                let (now,): (String,) = sqlx::query_as(NOW).fetch_one(pool).await?;
                now
            }
        };
        for nth in 0.. {
            match &self.db {
                Db::Sqlite(file) => {
                    // Whoever writes waits while this waits: so it waits briefly, and often.
                    let mut one = file.alone(Duration::from_millis(100)).await?;
                    let (busy, ..): (i64, i64, i64) =
                        sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut one).await?;
                    if busy == 0 {
                        left.clear();
                    }
                }
                Db::Postgres(pool) => {
                    let mut stays = Vec::new();
                    for table in left {
                        if !rewritten(pool, table, &since).await? {
                            stays.push(table);
                        }
                    }
                    left = stays;
                }
            }
            if left.is_empty() {
                break;
            }
            if nth == TRIES {
                tracing::warn!("somebody was reading all the time: what a purge left on disk goes at the next start");
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let mut tx = self.begin().await?;
        run!(tx, PAID)?;
        tx.commit().await
    }
}

/// Writes a table anew, once nobody can look at its dead rows any more; whether that was so. PostgreSQL keeps a dead row
/// as long as a transaction that began before its end is running, and says nothing of it. `since` is a transaction of
/// after that end.
async fn rewritten(pool: &PgPool, table: &str, since: &str) -> Result<bool, StoreError> {
    let mut one = pool.acquire().await?;
    let (free,): (bool,) = sqlx::query_as(NOBODY_OLDER).bind(since).fetch_one(&mut *one).await?;
    if !free {
        return Ok(false);
    }
    // Whoever reads waits while this waits for its lock: so it waits briefly, and often.
    one.execute("SET lock_timeout = '200ms'").await?;
    let tried = one.execute(AssertSqlSafe(format!("VACUUM FULL {table}"))).await;
    one.execute("RESET lock_timeout").await?;
    match tried {
        Err(sqlx::Error::Database(error)) if error.code().is_some_and(|code| code == "55P03") => Ok(false),
        other => other.map(|_| true).map_err(StoreError::from),
    }
}
