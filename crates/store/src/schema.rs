//! Which shape the tables have: what `doctor` asks.

use crate::{Store, StoreError};

sql! {
    /// sqlx keeps this table; `migrate` makes it.
    VERSION = "SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM _sqlx_migrations WHERE success";
}

impl Store {
    /// The number of the newest migration that was applied; 0 for an empty database.
    pub async fn schema_version(&self) -> Result<i64, StoreError> {
        let mut tx = self.begin_reading().await?;
        match row!(tx, (i64,), VERSION) {
            Ok(found) => Ok(found.map_or(0, |(version,)| version)),
            Err(StoreError::Database(sqlx::Error::Database(error))) if no_such_table(error.as_ref()) => Ok(0),
            Err(other) => Err(other),
        }
    }
}

fn no_such_table(error: &dyn sqlx::error::DatabaseError) -> bool {
    error.code().is_some_and(|code| code == "42P01") || error.message().starts_with("no such table")
}
