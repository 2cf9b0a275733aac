//! Rows that were asked together ([`crate::together`]) and wait for who takes them.

use crate::StoreError;
use sqlx::sqlite::SqliteRow;
use std::collections::HashMap;

/// Rows that were asked together and are still to be taken, by the text that asked for them.
#[derive(Debug, Default)]
pub(crate) struct Ahead(pub(crate) HashMap<&'static str, Vec<SqliteRow>>);

impl Ahead {
    /// The rows of a text, once: who asks again asks the database.
    pub(crate) fn take(&mut self, sql: &str) -> Option<Vec<SqliteRow>> {
        self.0.remove(sql)
    }

    /// Forgets what nobody took. Whoever asked together does so before anything else is asked or written: the same text could be
    /// about somebody else then.
    pub(crate) fn forget(&mut self) {
        self.0.clear();
    }
}

/// Rows as what they mean.
pub(crate) fn decoded<T: for<'r> sqlx::FromRow<'r, SqliteRow>>(rows: &[SqliteRow]) -> Result<Vec<T>, StoreError> {
    Ok(rows.iter().map(T::from_row).collect::<Result<_, _>>()?)
}
