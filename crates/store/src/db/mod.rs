//! The two databases behind one handle, and the macros that run one SQL text on either.

use crate::audit::told::Told;
use crate::ddl::{self, Engine};
use crate::{Keys, StoreError};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, OwnedMutexGuard};

#[macro_use]
pub(crate) mod retry;
pub(crate) mod run;

/// The database and the keys: what every function of this crate works on. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) db: Db,
    pub(crate) keys: Arc<Keys>,
    /// Whose turn it is to write, on SQLite, which has one writer at a time. Waiting here is first come, first served;
    /// SQLite's own waiting sleeps and retries, which makes the slowest pages many times slower.
    turn: Arc<Mutex<()>>,
}

#[derive(Debug, Clone)]
pub(crate) enum Db {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// One transaction on either database. Dropped without [`Tx::commit`], nothing of it stays.
#[derive(Debug)]
pub(crate) struct Tx {
    pub(crate) conn: Conn,
    pub(crate) keys: Arc<Keys>,
    /// What was written and what is told of it: see [`Tx::commit`].
    pub(crate) told: Told,
    /// Given back last, after the connection.
    _turn: Option<OwnedMutexGuard<()>>,
}

#[derive(Debug)]
pub(crate) enum Conn {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// Declares SQL texts as constants and lists them as `SQL`, so that all are prepared in a test and by `doctor`.
macro_rules! sql {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)*) => {
        $($(#[$doc])* const $name: &str = $text;)*
        /// The SQL texts of this module, by name.
        pub(crate) const SQL: &[(&str, &str)] = &[$((concat!(module_path!(), "::", stringify!($name)), $name)),*];
    };
}

/// Runs a statement; the number of rows it touched.
macro_rules! run {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {{
        $tx.told.note($sql, module_path!());
        match &mut $tx.conn {
            $crate::db::Conn::Sqlite(c) => $crate::db::run::sqlite::done(sqlx::query($sql)$(.bind($bind))*, &mut **c).await,
            $crate::db::Conn::Postgres(c) => $crate::db::run::postgres::done(sqlx::query($sql)$(.bind($bind))*, &mut **c).await,
        }.map_err($crate::StoreError::from)
    }};
}

/// All rows of a query.
macro_rules! rows {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {{
        $tx.told.note($sql, module_path!());
        match &mut $tx.conn {
            $crate::db::Conn::Sqlite(c) => $crate::db::run::sqlite::rows(sqlx::query($sql)$(.bind($bind))*, &mut **c).await
                .and_then(|rows| rows.iter().map(<$row as sqlx::FromRow<'_, _>>::from_row).collect::<Result<Vec<$row>, _>>()),
            $crate::db::Conn::Postgres(c) => $crate::db::run::postgres::rows(sqlx::query($sql)$(.bind($bind))*, &mut **c).await
                .and_then(|rows| rows.iter().map(<$row as sqlx::FromRow<'_, _>>::from_row).collect::<Result<Vec<$row>, _>>()),
        }.map_err($crate::StoreError::from)
    }};
}

/// At most one row of a query.
macro_rules! row {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {{
        $tx.told.note($sql, module_path!());
        match &mut $tx.conn {
            $crate::db::Conn::Sqlite(c) => $crate::db::run::sqlite::row(sqlx::query($sql)$(.bind($bind))*, &mut **c).await
                .and_then(|row| row.as_ref().map(<$row as sqlx::FromRow<'_, _>>::from_row).transpose()),
            $crate::db::Conn::Postgres(c) => $crate::db::run::postgres::row(sqlx::query($sql)$(.bind($bind))*, &mut **c).await
                .and_then(|row| row.as_ref().map(<$row as sqlx::FromRow<'_, _>>::from_row).transpose()),
        }.map_err($crate::StoreError::from)
    }};
}

/// Inserts many rows with few statements: 500 rows each, well under both databases' limit of parameters.
/// `$insert` ends where `VALUES` would begin; the closure binds one row's values in the order of the columns.
macro_rules! insert_many {
    ($tx:expr, $insert:expr, $rows:expr, |$row:ident, $value:pat_param| $bind:expr $(, $tail:expr)? $(,)?) => {{
        let mut outcome = Ok(());
        if !$rows.is_empty() {
            $tx.told.note($insert, module_path!());
        }
        for chunk in $rows.chunks(500) {
            let done = match &mut $tx.conn {
                $crate::db::Conn::Sqlite(c) => {
                    let mut query = sqlx::QueryBuilder::<sqlx::Sqlite>::new($insert);
                    query.push_values(chunk, |mut $row, $value| { $bind; });
                    $(query.push($tail);)?
                    let statement = query.build().persistent(matches!(chunk.len(), 1 | 25 | 500));
                    $crate::db::run::sqlite::done(statement, &mut **c).await.map(drop)
                }
                $crate::db::Conn::Postgres(c) => {
                    let mut query = sqlx::QueryBuilder::<sqlx::Postgres>::new($insert);
                    query.push_values(chunk, |mut $row, $value| { $bind; });
                    $(query.push($tail);)?
                    let statement = query.build().persistent(matches!(chunk.len(), 1 | 25 | 500));
                    $crate::db::run::postgres::done(statement, &mut **c).await.map(drop)
                }
            };
            if let Err(error) = done {
                outcome = Err($crate::StoreError::from(error));
                break;
            }
        }
        outcome
    }};
}

impl Store {
    /// Opens a database by its address (`sqlite:FILE` or `postgres://...`), creating an SQLite file that is not there.
    /// Tables are not made: see [`Store::migrate`].
    pub async fn open(address: &str, keys: Keys) -> Result<Self, StoreError> {
        // An acknowledged save survives `kill -9` and a power cut.
        Self::open_with(address, keys, SqliteSynchronous::Full).await
    }

    /// As [`Store::open`], for a database that is thrown away when making it is interrupted: SQLite does not wait for
    /// the disk. Never for one that people work in.
    pub async fn open_to_make(address: &str, keys: Keys) -> Result<Self, StoreError> {
        Self::open_with(address, keys, SqliteSynchronous::Off).await
    }

    async fn open_with(address: &str, keys: Keys, synchronous: SqliteSynchronous) -> Result<Self, StoreError> {
        let db = if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            let options = sqlx::postgres::PgPoolOptions::new().max_connections(16);
            Db::Postgres(options.connect(address).await?)
        } else {
            let options = SqliteConnectOptions::from_str(address)?
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(synchronous)
                .busy_timeout(Duration::from_secs(10))
                .pragma("cache_size", "-65536")
                .pragma("temp_store", "MEMORY")
                // What is deleted is overwritten: a purged key must not stay behind in a page that nobody uses.
                .pragma("secure_delete", "ON")
                // The house has some 200 statements; sqlx keeps 100 by default, and would prepare the rest each time.
                .statement_cache_capacity(1024);
            Db::Sqlite(whole_only(SqlitePoolOptions::new().max_connections(8)).connect_with(options).await?)
        };
        Ok(Self { db, keys: Arc::new(keys), turn: Arc::default() })
    }

    /// A store without tables, connected to nothing until it is asked: for showing pages that need no data.
    pub fn unconnected(keys: Keys) -> Self {
        let pool = SqlitePoolOptions::new().max_connections(1).connect_lazy_with(SqliteConnectOptions::new());
        Self { db: Db::Sqlite(pool), keys: Arc::new(keys), turn: Arc::default() }
    }

    /// Which database this is.
    pub const fn engine(&self) -> Engine {
        match self.db {
            Db::Sqlite(_) => Engine::Sqlite,
            Db::Postgres(_) => Engine::Postgres,
        }
    }

    /// The names of the keys at hand, newest first.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Brings the tables to the newest shape. What a migration changed is vouched for by an event; what was wrong
    /// before it stays wrong.
    pub async fn migrate(&self, now: register::Moment) -> Result<(), StoreError> {
        let version = self.schema_version().await?;
        let changes = version < ddl::newest();
        let before = if changes { Some(self.audit_before(version).await?) } else { None };
        self.migrate_to(ddl::newest()).await?;
        self.keys_checked().await?;
        if self.seals_renew().await? {
            self.scrub_all().await?;
        }
        self.keys_prove().await?;
        // Last: whatever a migration and what follows it changed is vouched for together.
        if let Some(before) = before {
            self.audit_after(&before, now).await?;
        }
        Ok(())
    }

    /// Brings the tables, and nothing else, to the shape of a version.
    pub(crate) async fn migrate_to(&self, version: i64) -> Result<(), StoreError> {
        let migrator = ddl::migrator(self.engine(), version).await?;
        match &self.db {
            Db::Sqlite(pool) => migrator.run(pool).await?,
            Db::Postgres(pool) => migrator.run(pool).await?,
        }
        Ok(())
    }

    /// Starts a transaction. On SQLite it takes the write lock at once (`BEGIN IMMEDIATE`): nearly every page writes
    /// its audit row, and a read that turns into a write later could fail half way.
    pub(crate) async fn begin(&self) -> Result<Tx, StoreError> {
        let (conn, turn) = match &self.db {
            Db::Sqlite(pool) => {
                let turn = Arc::clone(&self.turn).lock_owned().await;
                (Conn::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?), Some(turn))
            }
            Db::Postgres(pool) => (Conn::Postgres(pool.begin().await?), None),
        };
        Ok(Tx { conn, keys: Arc::clone(&self.keys), told: Told::default(), _turn: turn })
    }

    /// Starts a transaction that only reads what is nobody's personal data (sessions, catalogue, counters).
    pub(crate) async fn begin_reading(&self) -> Result<Tx, StoreError> {
        let conn = match &self.db {
            Db::Sqlite(pool) => Conn::Sqlite(pool.begin().await?),
            Db::Postgres(pool) => Conn::Postgres(pool.begin().await?),
        };
        Ok(Tx { conn, keys: Arc::clone(&self.keys), told: Told::default(), _turn: None })
    }

    /// Starts a transaction that reads everything as it was at one moment, whoever writes meanwhile.
    pub(crate) async fn begin_snapshot(&self) -> Result<Tx, StoreError> {
        let conn = match &self.db {
            Db::Sqlite(pool) => Conn::Sqlite(pool.begin().await?),
            Db::Postgres(pool) => {
                Conn::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        };
        Ok(Tx { conn, keys: Arc::clone(&self.keys), told: Told::default(), _turn: None })
    }

    /// Closes all connections, writing SQLite's log back into its file.
    pub async fn close(&self) {
        match &self.db {
            Db::Sqlite(pool) => pool.close().await,
            Db::Postgres(pool) => pool.close().await,
        }
    }

    /// Prepares every SQL text of the house on this database; the names and messages of those it refuses.
    pub async fn prepare_all(&self) -> Result<Vec<(&'static str, String)>, StoreError> {
        use sqlx::Executor;
        let mut refused = Vec::new();
        for (name, text) in crate::statements() {
            let text: &'static str = text;
            let error = match &self.db {
                Db::Sqlite(pool) => pool.prepare(sqlx::SqlSafeStr::into_sql_str(text)).await.err(),
                Db::Postgres(pool) => pool.prepare(sqlx::SqlSafeStr::into_sql_str(text)).await.err(),
            };
            if let Some(error) = error {
                refused.push((name, error.to_string()));
            }
        }
        Ok(refused)
    }
}

/// A pool that keeps no connection with a transaction left in it. A full disk makes SQLite roll back by itself; the
/// rollback that follows then fails, and sqlx would hold the connection to be in a transaction for ever: every later
/// write on it would be refused, long after there is room again.
fn whole_only(pool: SqlitePoolOptions) -> SqlitePoolOptions {
    use sqlx::Connection;
    pool.after_release(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
}

impl Tx {
    /// Makes it all stay. Refused when facts were written that no event tells of.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        self.told.all_told()?;
        match self.conn {
            Conn::Sqlite(tx) => tx.commit().await?,
            Conn::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}
