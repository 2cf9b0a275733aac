//! What a purge leaves in the files of a database after its commit, and making that go.
//!
//! SQLite keeps old pages in its log until they are written back; PostgreSQL keeps dead rows until their table is written
//! anew. That this is still to be done stands in the database itself, in the transaction of the purge: a kill in between
//! does not forget it.

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
const TRIES: u32 = 20;

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
        if let Db::Sqlite(pool) = &self.db {
            pool.execute("VACUUM").await?;
        }
        self.scrub(&["file_key", "draft", "need", "statutory", "agreement_line", "agreement_answer", "name_search"])
            .await
    }

    async fn scrub(&self, tables: &[&str]) -> Result<(), StoreError> {
        let mut left: Vec<&str> = tables.to_vec();
        for nth in 0.. {
            match &self.db {
                Db::Sqlite(pool) => {
                    // Whoever writes waits while this waits: so it waits briefly, and often.
                    let mut one = pool.acquire().await?;
                    one.execute("PRAGMA busy_timeout = 100").await?;
                    let tried = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *one).await;
                    one.execute("PRAGMA busy_timeout = 10000").await?;
                    let (busy, ..): (i64, i64, i64) = tried?;
                    if busy == 0 {
                        left.clear();
                    }
                }
                Db::Postgres(pool) => {
                    let mut stays = Vec::new();
                    for table in left {
                        if !rewritten(pool, table).await? {
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

/// Writes a table anew; whether no dead row came along. PostgreSQL keeps a dead row as long as a transaction of before
/// its end might still look at it, and says how many rows it wrote: as many as there are, or some that are dead.
async fn rewritten(pool: &PgPool, table: &str) -> Result<bool, StoreError> {
    // Whoever reads waits while this waits for its lock: so it waits briefly, and often.
    let mut one = pool.acquire().await?;
    one.execute("SET lock_timeout = '200ms'").await?;
    let tried = one.execute(AssertSqlSafe(format!("VACUUM FULL {table}"))).await;
    one.execute("RESET lock_timeout").await?;
    match tried {
        Err(sqlx::Error::Database(error)) if error.code().is_some_and(|code| code == "55P03") => return Ok(false),
        other => other.map(|_| ())?,
    }
    let compare = format!(
        "SELECT CAST(reltuples AS BIGINT) = (SELECT COUNT(*) FROM {table}) FROM pg_class WHERE oid = '{table}'::regclass"
    );
    let (same,): (bool,) = sqlx::query_as(AssertSqlSafe(compare)).fetch_one(&mut *one).await?;
    Ok(same)
}
