//! Making an archive while people work: one snapshot, written, read back, and only then named.

use super::write::Writing;
use super::{ArchiveError, FORMAT, Header, LEFT_OUT, TableHeader, check, hex};
use crate::audit::Deed;
use crate::db::Tx;
use crate::table::{Row, Table, page, select, tables};
use crate::table::{Type, Value};
use crate::{Store, StoreError, ddl, fresh};
use access::{Action, Actor, Change, Reason, Resource, decide};
use register::{Moment, TenantId};
use std::path::Path;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

sql! {
    KEYS = "SELECT name, digest FROM master_key ORDER BY name";
    LAST = "SELECT value FROM meta WHERE name = 'backup'";
    SET_LAST = "INSERT INTO meta (name, value) VALUES ('backup', $1) ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value";
    SCHOOLS = "SELECT tenant_id FROM tenant ORDER BY code";
}

/// How many rows are in memory at a time.
const PAGE: usize = 1000;

/// An archive that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// Its identifier.
    pub id: Uuid,
    /// How many rows it holds.
    pub rows: u64,
    /// How many bytes.
    pub bytes: u64,
}

/// The tables that are kept, with how many rows each has.
async fn counted(tx: &mut Tx) -> Result<Vec<(&'static Table, u64)>, StoreError> {
    let mut out = Vec::new();
    for table in tables().iter().filter(|table| !LEFT_OUT.contains(&table.name.as_str())) {
        let sql = format!("SELECT CAST(COUNT(*) AS BIGINT) FROM {}", table.name);
        let count = select(tx, &[Type::BigInt], &sql, &[]).await?;
        let count = count.first().and_then(|row| row.first()).and_then(Value::int).unwrap_or_default();
        out.push((table, u64::try_from(count).unwrap_or_default()));
    }
    Ok(out)
}

impl Store {
    /// Makes an archive of the whole database, keys excepted. Other people go on working: it holds no lock that a page
    /// waits for. What it says of itself is read back from disk before it gets its name; then each school's audit says
    /// that it was made.
    ///
    /// # Errors
    /// See [`ArchiveError`]; then there is no file of that name.
    pub async fn backup(&self, to: &Path, now: Moment) -> Result<BackedUp, ArchiveError> {
        let mut tx = self.begin_snapshot().await?;
        let known = rows!(tx, (String, Vec<u8>), KEYS)?;
        let counted = counted(&mut tx).await?;
        let made_at = now.at.format(&Rfc3339).map_err(|error| StoreError::Refused(error.to_string()))?;
        let header = Header {
            format: FORMAT,
            schema: ddl::newest(),
            id: fresh::id(),
            made_at: made_at.clone(),
            mac_key: self.keys.current().to_owned(),
            keys: known.iter().map(|(name, digest)| (name.clone(), hex(digest))).collect(),
            tables: counted
                .iter()
                .map(|(table, rows)| TableHeader {
                    name: table.name.clone(),
                    columns: table.columns.iter().map(|column| column.name.clone()).collect(),
                    rows: *rows,
                })
                .collect(),
        };
        let mut writing = Writing::begin(to, &header, &self.keys)?;
        for (table, expected) in &counted {
            let (mut last, mut written): (Option<Row>, u64) = (None, 0);
            loop {
                let rows = page(&mut tx, table, last.as_ref(), PAGE).await?;
                let Some(newest) = rows.last() else { break };
                written += rows.len() as u64;
                last = Some(newest.clone());
                writing.rows(&rows)?;
            }
            if written != *expected {
                let what = "as many rows as the same snapshot counted were not found";
                return Err(StoreError::Inconsistent { table: "archive", key: table.name.clone(), what }.into());
            }
        }
        tx.commit().await?;
        let part = writing.end()?;
        let bytes = std::fs::metadata(part)?.len();
        if check(part, &self.keys)? != header {
            return Err(ArchiveError::Altered);
        }
        writing.keep()?;
        self.archive_event(Change::BackUp, header.id, now).await?;
        let mut tx = self.begin().await?;
        run!(tx, SET_LAST, format!("{made_at} {}", header.id))?;
        tx.commit().await?;
        // A purge may have waited for this snapshot to go.
        self.scrub_if_owed().await?;
        Ok(BackedUp { id: header.id, rows: counted.iter().map(|(_, rows)| rows).sum(), bytes })
    }

    /// When the last archive was made.
    pub async fn last_backup(&self) -> Result<Option<OffsetDateTime>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let found = row!(tx, (String,), LAST)?;
        let at = found.as_ref().and_then(|(value,)| value.split_once(' '));
        Ok(at.and_then(|(at, _)| OffsetDateTime::parse(at, &Rfc3339).ok()))
    }

    /// Each school's audit says that an archive was made or put back.
    pub(super) async fn archive_event(&self, change: Change, id: Uuid, now: Moment) -> Result<(), StoreError> {
        let mut reading = self.begin_reading().await?;
        let schools = rows!(reading, (Uuid,), SCHOOLS)?;
        reading.commit().await?;
        for (school,) in schools {
            let tenant = TenantId(school);
            let actor = Actor::System { tenant, reason: Reason::Keeping };
            let decision = decide(&actor, Action::VerifyAudit, &Resource::School { tenant });
            let mut tx = self.begin().await?;
            tx.audit(Deed::new(&actor, change, decision).about(id.simple()), now).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
