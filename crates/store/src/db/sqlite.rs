//! SQLite's connections. Who reads waits for nobody. Who writes takes turns here ([`SqliteFile::begin`]), and therefore its
//! connections themselves wait no longer than a moment for another process: a statement that wrote on one of them outside of
//! that would fail beside any import. So they are kept in here, and what cannot stand in a transaction of ours (a migration,
//! `VACUUM`, a checkpoint) gets a connection of its own that waits ([`SqliteFile::alone`]).

use super::run;
use crate::StoreError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Sqlite, SqliteConnection, SqlitePool};
use std::str::FromStr;
use std::time::{Duration, Instant};

/// How many pages of 4 kB SQLite's log may hold before it is begun anew.
const LOG_PAGES: i64 = 4096;

/// How long whoever wants to write waits for another process that writes.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// A database in a file.
#[derive(Debug, Clone)]
pub(crate) struct SqliteFile {
    writing: SqlitePool,
    /// Nobody who writes makes these wait, and they cannot write.
    pub(crate) reading: SqlitePool,
}

impl SqliteFile {
    pub(super) async fn open(address: &str, synchronous: SqliteSynchronous) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::from_str(address)?
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .busy_timeout(PATIENCE)
            .pragma("temp_store", "MEMORY")
            // What is deleted is overwritten: a purged key must not stay behind in a page that nobody uses.
            .pragma("secure_delete", "ON")
            // Pages of the log before it is written back: looks and imports write the same pages of an index again and again,
            // and each of them is copied once for all of these.
            .pragma("wal_autocheckpoint", "3000")
            // Rows are handed over by a thread of its own: with room for 50 (the default) the two wait for each other
            // hundreds of times when an import reads what is there.
            .row_buffer_size(1000)
            // The house has some 300 statements; sqlx keeps 100 by default, and would prepare the rest each time.
            .statement_cache_capacity(1024);
        // A connection in the same process does not go away: asking it first would cost a round trip each time.
        let pool = || whole_only(SqlitePoolOptions::new().test_before_acquire(false));
        // Kilobytes. One writes at a time; what readers lack, the operating system keeps for all of them.
        let writing = options.clone().pragma("cache_size", "-32768");
        let readers = options.pragma("cache_size", "-8192").pragma("query_only", "ON");
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get) as u32;
        let writers = pool().max_connections(2).after_connect(|connection, _| {
            Box::pin(
                async move { run::sqlite::done(sqlx::query("PRAGMA busy_timeout = 2"), connection).await.map(drop) },
            )
        });
        let writing = writers.connect_with(writing).await?;
        Ok(Self { writing, reading: pool().max_connections((2 * cores).clamp(4, 16)).connect_lazy_with(readers) })
    }

    pub(super) fn unconnected() -> Self {
        let pool = || SqlitePoolOptions::new().max_connections(1).connect_lazy_with(SqliteConnectOptions::new());
        Self { writing: pool(), reading: pool() }
    }

    /// Takes SQLite's one place to write, which another process may hold: an import beside the server. SQLite's own waiting
    /// sleeps longer and longer, up to a tenth of a second, and so misses again and again the moments that an import
    /// leaves between two transactions. Asking every other millisecond does not.
    pub(super) async fn begin(&self) -> Result<sqlx::Transaction<'static, Sqlite>, StoreError> {
        let begun = Instant::now();
        loop {
            match self.writing.begin_with("BEGIN IMMEDIATE").await.map_err(StoreError::from) {
                Err(error) if error.is_transient() && begun.elapsed() < PATIENCE => {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                done => return done,
            }
        }
    }

    /// A connection outside of the pools, each statement of which waits so long for whoever writes.
    pub(crate) async fn alone(&self, patience: Duration) -> Result<SqliteConnection, StoreError> {
        Ok(self.writing.connect_options().as_ref().clone().busy_timeout(patience).connect().await?)
    }

    /// Writes the log back, and has SQLite begin it anew when it has grown; how many pages it held. Call it in one's turn.
    pub(super) async fn fold(&self) -> Result<i64, StoreError> {
        let mut connection = self.writing.acquire().await?;
        // Waits for nobody, whatever the connection would.
        let passive = sqlx::query("PRAGMA wal_checkpoint(PASSIVE)");
        let pages: i64 = match run::sqlite::row(passive, &mut connection).await? {
            Some(row) => sqlx::Row::try_get(&row, 1)?,
            None => 0,
        };
        if pages > LOG_PAGES {
            let mut alone = self.alone(Duration::from_millis(100)).await?;
            run::sqlite::done(sqlx::query("PRAGMA wal_checkpoint(RESTART)"), &mut alone).await?;
        }
        Ok(pages)
    }

    pub(super) async fn close(&self) {
        self.reading.close().await;
        self.writing.close().await;
    }

    /// The connections for writing, for a test that does something to each.
    #[cfg(test)]
    pub(crate) fn writing(&self) -> &SqlitePool {
        &self.writing
    }
}

/// A pool that keeps no connection with a transaction left in it. A full disk makes SQLite roll back by itself; the
/// rollback that follows then fails, and sqlx would hold the connection to be in a transaction for ever: every later
/// write on it would be refused, long after there is room again.
fn whole_only(pool: SqlitePoolOptions) -> SqlitePoolOptions {
    use sqlx::Connection;
    pool.after_release(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
}
