//! The two databases behind one handle, and the macros that run one SQL text on either.

use crate::audit::told::Told;
use crate::audit::writer::Writer;
use crate::ddl::{self, Engine};
use crate::{Keys, StoreError};
use sqlite::{PATIENCE, SqliteFile};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::SqliteSynchronous;
use sqlx::{Database, PgPool, Postgres, Sqlite};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use tokio::sync::{Mutex, OwnedMutexGuard};

pub(crate) mod ahead;
#[macro_use]
pub(crate) mod retry;
pub(crate) mod run;
pub(crate) mod sqlite;

/// The database and the keys: what every function of this crate works on. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) db: Db,
    pub(crate) keys: Arc<Keys>,
    /// Whose turn it is to write, on SQLite, which has one writer at a time. Waiting here is first come, first served;
    /// SQLite's own waiting sleeps and retries, which makes the slowest pages many times slower.
    turn: Arc<Mutex<()>>,
    /// Writes looks down.
    pub(crate) writer: Arc<Writer>,
    /// Lists of the outside world that were read.
    lists: crate::kept::Kept,
}

#[derive(Debug, Clone)]
pub(crate) enum Db {
    Sqlite(SqliteFile),
    Postgres(PgPool),
}

/// One transaction on either database. Dropped without [`Tx::commit`], nothing of it stays.
#[derive(Debug)]
pub(crate) struct Tx {
    pub(crate) conn: Conn,
    pub(crate) keys: Arc<Keys>,
    /// Lists of the outside world that were read.
    pub(crate) lists: crate::kept::Kept,
    /// What was written and what is told of it: see [`Tx::commit`].
    pub(crate) told: Told,
    /// What was asked together and is still to be taken.
    pub(crate) ahead: ahead::Ahead,
    /// Given back last, after the connection.
    _turn: Option<OwnedMutexGuard<()>>,
}

#[derive(Debug)]
pub(crate) enum Conn {
    Sqlite(Held<Sqlite>),
    Postgres(Held<Postgres>),
}

/// A connection: in a transaction, or for statements that each stand alone.
#[derive(Debug)]
pub(crate) enum Held<D: Database> {
    Within(sqlx::Transaction<'static, D>),
    Bare(PoolConnection<D>),
}

impl<D: Database> Deref for Held<D> {
    type Target = D::Connection;
    fn deref(&self) -> &D::Connection {
        match self {
            Self::Within(tx) => tx,
            Self::Bare(connection) => connection,
        }
    }
}

impl<D: Database> DerefMut for Held<D> {
    fn deref_mut(&mut self) -> &mut D::Connection {
        match self {
            Self::Within(tx) => tx,
            Self::Bare(connection) => connection,
        }
    }
}

impl<D: Database> Held<D> {
    async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Within(tx) => tx.commit().await,
            Self::Bare(_) => Ok(()),
        }
    }
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

/// Runs a statement whose last parameters are a list: its length is in the text ([`crate::which::marks`]).
macro_rules! run_of {
    ($tx:expr, $sql:expr, $first:expr, $list:expr $(,)?) => {{
        let (sql, list) = ($sql, $list);
        $tx.told.note(sql, module_path!());
        match &mut $tx.conn {
            $crate::db::Conn::Sqlite(c) => {
                let text = sqlx::AssertSqlSafe($crate::which::unnumbered(sql).unwrap_or_else(|| sql.to_owned()));
                let query = list.iter().fold(sqlx::query(text).bind($first), |query, one| query.bind(*one));
                $crate::db::run::sqlite::done(query, &mut **c).await
            }
            $crate::db::Conn::Postgres(c) => {
                let query = list.iter().fold(sqlx::query(sql).bind($first), |query, one| query.bind(*one));
                $crate::db::run::postgres::done(query, &mut **c).await
            }
        }
        .map_err($crate::StoreError::from)
    }};
}

/// All rows of a query whose last parameters are a list.
macro_rules! rows_of {
    ($tx:expr, $row:ty, $sql:expr, $first:expr, $list:expr $(,)?) => {{
        let (sql, list) = ($sql, $list);
        match &mut $tx.conn {
            $crate::db::Conn::Sqlite(c) => {
                let text = sqlx::AssertSqlSafe($crate::which::unnumbered(sql).unwrap_or_else(|| sql.to_owned()));
                let query = list.iter().fold(sqlx::query(text).bind($first), |query, one| query.bind(*one));
                $crate::db::run::sqlite::rows(query, &mut **c).await.and_then(|rows| {
                    rows.iter().map(<$row as sqlx::FromRow<'_, _>>::from_row).collect::<Result<Vec<$row>, _>>()
                })
            }
            $crate::db::Conn::Postgres(c) => {
                let query = list.iter().fold(sqlx::query(sql).bind($first), |query, one| query.bind(*one));
                $crate::db::run::postgres::rows(query, &mut **c).await.and_then(|rows| {
                    rows.iter().map(<$row as sqlx::FromRow<'_, _>>::from_row).collect::<Result<Vec<$row>, _>>()
                })
            }
        }
        .map_err($crate::StoreError::from)
    }};
}

/// How many rows one statement inserts: well under both databases' limit of parameters.
const INSERTED: [usize; 7] = [250, 50, 25, 10, 5, 2, 1];

/// How many of so many rows the next statement inserts. Only these numbers: a text that is known was prepared before, and
/// preparing one of hundreds of rows takes longer than running it.
pub(crate) fn inserted(rows: usize) -> usize {
    INSERTED.into_iter().find(|size| *size <= rows).unwrap_or(rows)
}

/// Inserts many rows with few statements ([`inserted`]). `$insert` ends where `VALUES` would begin; the closure binds one
/// row's values in the order of the columns.
macro_rules! insert_many {
    ($tx:expr, $insert:expr, $rows:expr, |$row:ident, $value:pat_param| $bind:expr $(, $tail:expr)? $(,)?) => {{
        let mut outcome = Ok(());
        if !$rows.is_empty() {
            $tx.told.note($insert, module_path!());
        }
        let mut left = &$rows[..];
        while !left.is_empty() {
            let (chunk, after) = left.split_at($crate::db::inserted(left.len()));
            left = after;
            let done = match &mut $tx.conn {
                $crate::db::Conn::Sqlite(c) => {
                    let mut query = sqlx::QueryBuilder::<sqlx::Sqlite>::new($insert);
                    query.push_values(chunk, |mut $row, $value| { $bind; });
                    $(query.push($tail);)?
                    let statement = query.build();
                    $crate::db::run::sqlite::done(statement, &mut **c).await.map(drop)
                }
                $crate::db::Conn::Postgres(c) => {
                    let mut query = sqlx::QueryBuilder::<sqlx::Postgres>::new($insert);
                    query.push_values(chunk, |mut $row, $value| { $bind; });
                    $(query.push($tail);)?
                    let statement = query.build();
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
            Db::Sqlite(SqliteFile::open(address, synchronous).await?)
        };
        Ok(Self { db, keys: Arc::new(keys), turn: Arc::default(), writer: Arc::default(), lists: Default::default() })
    }

    /// A store without tables, connected to nothing until it is asked: for showing pages that need no data.
    pub fn unconnected(keys: Keys) -> Self {
        let db = Db::Sqlite(SqliteFile::unconnected());
        Self { db, keys: Arc::new(keys), turn: Arc::default(), writer: Arc::default(), lists: Default::default() }
    }

    /// The same store for its own writer of looks, which ends when nobody can send it any more.
    pub(crate) fn without_writer(&self) -> Self {
        Self { writer: Arc::default(), ..self.clone() }
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
        self.search_keys_renew().await?;
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
            Db::Sqlite(file) => migrator.run(&mut file.alone(PATIENCE).await?).await?,
            Db::Postgres(pool) => {
                migrator.run(pool).await?;
                // What PostgreSQL samples of a table for its planner are copies of values, which no purge reaches.
                for sql in [
                    "ALTER TABLE file_key ALTER COLUMN wrapped SET STATISTICS 0",
                    "ALTER TABLE draft ALTER COLUMN body SET STATISTICS 0",
                ] {
                    sqlx::query(sql).execute(pool).await?;
                }
            }
        }
        Ok(())
    }

    /// Starts a change. On SQLite it takes the write lock at once (`BEGIN IMMEDIATE`): a read that turns into a write
    /// later could fail half way.
    pub(crate) async fn begin(&self) -> Result<Tx, StoreError> {
        let (conn, turn) = match &self.db {
            Db::Sqlite(file) => {
                let turn = Arc::clone(&self.turn).lock_owned().await;
                (Conn::Sqlite(Held::Within(file.begin().await?)), Some(turn))
            }
            Db::Postgres(pool) => (Conn::Postgres(Held::Within(pool.begin().await?)), None),
        };
        Ok(Tx {
            conn,
            keys: Arc::clone(&self.keys),
            lists: self.lists.clone(),
            told: Told::default(),
            ahead: ahead::Ahead::default(),
            _turn: turn,
        })
    }

    /// For reading what shows nobody (sessions, catalogue, counters): each statement stands alone, and sees what was
    /// committed before it.
    pub(crate) async fn begin_reading(&self) -> Result<Tx, StoreError> {
        let conn = match &self.db {
            Db::Sqlite(file) => Conn::Sqlite(Held::Bare(file.reading.acquire().await?)),
            Db::Postgres(pool) => Conn::Postgres(Held::Bare(pool.acquire().await?)),
        };
        Ok(Tx {
            conn,
            keys: Arc::clone(&self.keys),
            lists: self.lists.clone(),
            told: Told::default(),
            ahead: ahead::Ahead::default(),
            _turn: None,
        })
    }

    /// Starts a snapshot: everything read in it is as it was at one moment, and it waits for nobody who writes. What shows
    /// people ends in [`Store::looked`].
    pub(crate) async fn begin_snapshot(&self) -> Result<Tx, StoreError> {
        let conn = match &self.db {
            Db::Sqlite(file) => Conn::Sqlite(Held::Within(file.reading.begin().await?)),
            Db::Postgres(pool) => {
                Conn::Postgres(Held::Within(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?))
            }
        };
        Ok(Tx {
            conn,
            keys: Arc::clone(&self.keys),
            lists: self.lists.clone(),
            told: Told::default(),
            ahead: ahead::Ahead::default(),
            _turn: None,
        })
    }

    /// Has SQLite begin its log anew when it has grown; how many pages the log held. SQLite does so by itself only in a
    /// moment in which nobody reads, and while somebody always does the log would grow for ever. Here who writes waits for
    /// who reads, for a tenth of a second at most: whoever reads longer is left alone until the next time.
    pub(crate) async fn fold_log(&self) -> Result<i64, StoreError> {
        let Db::Sqlite(file) = &self.db else { return Ok(0) };
        let _turn = self.turn.lock().await;
        file.fold().await
    }

    /// Writes down the looks that came, and closes all connections; SQLite's log goes back into its file.
    pub async fn close(&self) {
        self.writer.stop().await;
        match &self.db {
            Db::Sqlite(file) => file.close().await,
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
                Db::Sqlite(file) => file.reading.prepare(sqlx::SqlSafeStr::into_sql_str(text)).await.err(),
                Db::Postgres(pool) => pool.prepare(sqlx::SqlSafeStr::into_sql_str(text)).await.err(),
            };
            if let Some(error) = error {
                refused.push((name, error.to_string()));
            }
        }
        Ok(refused)
    }
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
