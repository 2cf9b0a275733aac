//! What a purge leaves in the files of a database after its commit, and making that go.
//!
//! SQLite keeps old pages in its log until they are written back; PostgreSQL keeps dead rows until their table is written
//! anew. That this is still to be done stands in the database itself, in the transaction of the purge: a kill in between
//! does not forget it.

use crate::db::{Db, Tx};
use crate::{Store, StoreError};
use sqlx::Executor;
use std::time::Duration;

sql! {
    OWED = "SELECT value FROM meta WHERE name = 'scrub'";
    OWE = "INSERT INTO meta (name, value) VALUES ('scrub', 'owed') ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value";
    PAID = "DELETE FROM meta WHERE name = 'scrub'";
}

/// How often the log is tried, a tenth of a second apart: someone may be reading.
const TRIES: u32 = 50;

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
        match &self.db {
            Db::Sqlite(pool) => {
                for left in (0..TRIES).rev() {
                    let (busy, ..): (i64, i64, i64) =
                        sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(pool).await?;
                    if busy == 0 {
                        break;
                    }
                    if left == 0 {
                        tracing::warn!(
                            "the log of the database was in use: what a purge left in it goes at the next start"
                        );
                        return Ok(());
                    }
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
            Db::Postgres(pool) => {
                for table in tables {
                    pool.execute(sqlx::AssertSqlSafe(format!("VACUUM FULL {table}"))).await?;
                }
            }
        }
        let mut tx = self.begin().await?;
        run!(tx, PAID)?;
        tx.commit().await
    }
}
