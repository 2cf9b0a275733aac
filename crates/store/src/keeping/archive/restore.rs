//! Putting an archive back: into an empty database, in one transaction, without the keys of what was purged since.

use super::read::Archive;
use super::{ArchiveError, Header, check};
use crate::Store;
use crate::keeping::purges::Purged;
use crate::table::{Row, Table, Type, Value, at_version, empty, insert, select};
use access::Change;
use register::Moment;
use std::path::Path;

/// How many rows are in memory at a time.
const PAGE: u64 = 1000;

/// What a new database has before anything was put into it.
const MADE_WITH_IT: [&str; 6] = ["meta", "master_key", "audit_event", "audit_subject", "audit_head", "audit_wrote"];

/// An archive that was put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What it said of itself.
    pub header: Header,
    /// How many wrapped keys were left out, because they were purged since it was made.
    pub purged: u64,
}

impl Store {
    /// Whether an archive can be put back here; writes nothing.
    ///
    /// # Errors
    /// [`ArchiveError::NotEmpty`], [`ArchiveError::OtherTables`].
    pub async fn restorable(&self, header: &Header) -> Result<(), ArchiveError> {
        let found = self.schema_version().await?;
        if found == 0 {
            return Ok(());
        }
        let mut tx = self.begin_reading().await?;
        for table in at_version(found).iter().filter(|table| !MADE_WITH_IT.contains(&table.name.as_str())) {
            let sql = format!("SELECT CAST(1 AS BIGINT) FROM {} LIMIT 1", table.name);
            if !select(&mut tx, &[Type::BigInt], &sql, &[]).await?.is_empty() {
                return Err(ArchiveError::NotEmpty(table.name.clone()));
            }
        }
        // Older tables without a row are brought up to those of the archive: a restore that was killed leaves such.
        if found <= header.schema { Ok(()) } else { Err(ArchiveError::OtherTables { found, archived: header.schema }) }
    }

    /// Fills an empty database from an archive. All of it is read against its sums before the first row is written, and
    /// again while they are; nothing stays when anything is wrong. Wrapped keys that the list beside the key file names
    /// are never written. Tables of an older version are brought up to date afterwards.
    ///
    /// # Errors
    /// See [`ArchiveError`].
    pub async fn restore(&self, from: &Path, now: Moment) -> Result<Restored, ArchiveError> {
        // The list first: when it cannot be read, nothing may be put back.
        let listed = self.keys.purges()?.read()?;
        let header = check(from, &self.keys)?;
        self.restorable(&header).await?;
        self.migrate_to(header.schema).await?;
        let tables = at_version(header.schema);
        let mut archive = Archive::open(from, &self.keys)?;
        let mut tx = self.begin().await?;
        // Not all of them are there in tables of an older version.
        for table in tables.iter().filter(|table| MADE_WITH_IT.contains(&table.name.as_str())) {
            empty(&mut tx, table).await?;
        }
        // What comes back is told of by the events that come back with it.
        tx.told.forget();
        let mut purged = 0;
        for (place, written) in header.tables.iter().enumerate() {
            let table = tables.iter().find(|table| table.name == written.name).ok_or(ArchiveError::Altered)?;
            let mut left = written.rows;
            while left > 0 {
                let mut rows = archive.rows(place, left.min(PAGE))?;
                left -= rows.len() as u64;
                if table.name == "file_key" {
                    let before = rows.len();
                    rows.retain(|row| !listed.iter().any(|one| is_of(table, row, one)));
                    purged += (before - rows.len()) as u64;
                }
                insert(&mut tx, table, &rows).await?;
            }
        }
        archive.end()?;
        tx.commit().await?;
        self.migrate(now).await?;
        self.archive_event(Change::Restore, header.id, now).await?;
        // Says of each key that was left out that it was purged, with an event. Killed before this, the next start does it.
        self.purges_settle(now).await?;
        Ok(Restored { header, purged })
    }
}

/// Whether a row of `file_key` is a key that was purged.
fn is_of(table: &Table, row: &Row, one: &Purged) -> bool {
    let value = |column: &str| table.place(column).and_then(|place| row.get(place));
    value("tenant_id").and_then(Value::uuid) == Some(one.tenant.0)
        && value("file_id").and_then(Value::uuid) == Some(one.file.0)
        && value("number").and_then(Value::int) == Some(one.number)
}
