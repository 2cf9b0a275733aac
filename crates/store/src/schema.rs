//! Which shape the tables have, and which keys they were written with: what `doctor` asks.

use crate::{Store, StoreError};

sql! {
    /// sqlx keeps this table; `migrate` makes it.
    VERSION = "SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM _sqlx_migrations WHERE success";
    KEYS = "SELECT DISTINCT key_id FROM audit_event UNION SELECT DISTINCT key_id FROM identifier WHERE key_id <> '' \
            UNION SELECT DISTINCT master_key_id FROM file_key";
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

    /// The names of the keys that something in this database was hashed, chained or sealed with.
    pub async fn keys_in_use(&self) -> Result<Vec<String>, StoreError> {
        let mut tx = self.begin_reading().await?;
        Ok(rows!(tx, (String,), KEYS)?.into_iter().map(|(name,)| name).collect())
    }
}

fn no_such_table(error: &dyn sqlx::error::DatabaseError) -> bool {
    error.code().is_some_and(|code| code == "42P01") || error.message().starts_with("no such table")
}
