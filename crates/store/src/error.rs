//! What can go wrong. No variant carries personal data, so any of these may be logged.

use thiserror::Error;

/// An error of the store.
#[derive(Debug, Error)]
pub enum StoreError {
    /// It does not exist, or the actor may not see it: to them that is the same.
    #[error("not found")]
    NotFound,
    /// Somebody saved first. The caller shows both texts; nothing was written.
    #[error("the file was saved by someone else: based on version {based_on}, now {current}")]
    Clash {
        /// The version the save was based on.
        based_on: i64,
        /// The version that stands.
        current: i64,
    },
    /// The form shows text that was erased since: saved, it would write that back. Nothing was written.
    #[error("the text of the file was erased while the form was open")]
    Purged,
    /// A row that the code could not have written.
    #[error("impossible row in {table} ({key}): {what}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// Its key: opaque identifiers only.
        key: String,
        /// What is impossible about it.
        what: &'static str,
    },
    /// A value that is not of its column's type: the program did not write it.
    #[error("a value in {table}.{column} cannot be read")]
    Unreadable {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// A transaction that wrote facts which no audit event tells of: a fault of the program. Nothing was written.
    #[error("facts about '{0}' were written and no audit event tells of them: `tx.wrote(..)` before `tx.audit(..)`")]
    Untold(&'static str),
    /// Sealed text that no key at hand opens.
    #[error("no key opens what was sealed with key '{0}'")]
    KeyMissing(String),
    /// A key file with another key than the database was written with, under the same name.
    #[error(
        "the key '{0}' in the key file is not the key '{0}' that this database was written with: put that key file back"
    )]
    WrongKey(String),
    /// The list of purges beside the key file cannot be read or written.
    #[error("the list of purges beside the key file: {0}")]
    Purges(String),
    /// Sealed text that was changed or belongs to another file.
    #[error("sealed text does not open: it was changed, or moved from its place")]
    SealBroken,
    /// A look could not be written down, so that nothing of it may be shown.
    #[error("the look was not written down: {0}")]
    Unwritten(String),
    /// The key file cannot be read.
    #[error("key file: {0}")]
    KeyFile(String),
    /// The machine gives no randomness.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
    /// The database refused.
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
    /// A migration failed.
    #[error("migration: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// JSON that was stored does not read back.
    #[error("stored JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A command that makes no sense now, in words for the person at the shell.
    #[error("{0}")]
    Refused(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::NotFound,
            other => Self::Database(other),
        }
    }
}

impl StoreError {
    /// Whether the database refused because such a row exists already.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(e)) if e.is_unique_violation())
    }

    /// Whether the database gave way to another transaction: the same work, tried again, may well succeed.
    pub fn is_transient(&self) -> bool {
        let Self::Database(sqlx::Error::Database(error)) = self else { return false };
        // PostgreSQL: not serializable, a deadlock. SQLite: busy, locked, with and without their reasons.
        let known = ["40001", "40P01", "5", "261", "517", "773", "6", "262"];
        error.code().is_some_and(|code| known.contains(&code.as_ref()))
    }
}

/// Why a change was not saved. `R` is what the rules of its subject refuse with.
#[derive(Debug)]
pub enum SaveError<R> {
    /// The store's own: not found, a clash, the database.
    Store(StoreError),
    /// The rules refuse.
    Refused(R),
}

impl<R> From<StoreError> for SaveError<R> {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
