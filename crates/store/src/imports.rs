//! What was imported, for the administrator: when, from when till when, and how it went. Nothing personal.

use crate::{Store, StoreError, audit};
use access::{Action, Actor};
use register::Personal;
use sqlx_macros::FromRow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    NEWEST = "
        SELECT kind, imported_at, imported_by, period_begins, period_ends, report, state
        FROM import_run
        WHERE tenant_id = $1
        ORDER BY imported_at DESC
        LIMIT $2";
    NAME = "SELECT name FROM account WHERE account_id = $1";
    UNFINISHED = "
        SELECT kind, imported_at
        FROM import_run
        WHERE tenant_id = $1 AND state = 'unfinished'
        ORDER BY imported_at";
}

/// How many a page shows.
pub const PAGE_SIZE: i64 = 50;

/// One import.
#[derive(Debug, Clone, FromRow)]
pub struct ImportRow {
    /// `ro`, `students` or `staff`.
    pub kind: String,
    /// When.
    pub imported_at: OffsetDateTime,
    /// By whom, as a code.
    pub imported_by: String,
    /// The name of whose account that is; nothing when a command did it.
    #[sqlx(skip)]
    pub by_name: Option<Personal<String>>,
    /// The first day the file is about.
    #[sqlx(rename = "period_begins")]
    pub from: Option<Date>,
    /// The last day the file is about.
    #[sqlx(rename = "period_ends")]
    pub until: Option<Date>,
    /// Counts and warnings, as JSON.
    pub report: String,
    /// `done`; `unfinished` while it runs and when it was killed; `overtaken` by a later file.
    pub state: String,
}

impl Store {
    /// The newest imports.
    pub async fn imports(&self, actor: &Actor) -> Result<Vec<ImportRow>, StoreError> {
        audit::allowed(actor, Action::SeeImports)?;
        let mut tx = self.begin_reading().await?;
        let mut found = rows!(tx, ImportRow, NEWEST, actor.tenant().0, PAGE_SIZE)?;
        let mut known: BTreeMap<Uuid, Option<Personal<String>>> = BTreeMap::new();
        for row in &mut found {
            let Ok(account) = row.imported_by.parse::<Uuid>() else { continue };
            row.by_name = match known.entry(account) {
                Entry::Occupied(there) => there.get().clone(),
                Entry::Vacant(free) => {
                    free.insert(row!(tx, (String,), NAME, account)?.map(|(name,)| name.into())).clone()
                }
            };
        }
        Ok(found)
    }

    /// Imports of a school that run, or were killed half way: their kind and when they began. For `doctor`.
    pub async fn imports_unfinished(&self, actor: &Actor) -> Result<Vec<(String, OffsetDateTime)>, StoreError> {
        audit::allowed(actor, Action::SeeImports)?;
        let mut tx = self.begin_reading().await?;
        rows!(tx, (String, OffsetDateTime), UNFINISHED, actor.tenant().0)
    }
}
