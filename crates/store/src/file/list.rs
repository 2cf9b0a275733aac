//! Lists of files: one index range, one page at a time, every person shown in the audit row.

use super::reach::ranges;
use super::scope;
use crate::db::Tx;
use crate::person::NameRow;
use crate::{Store, StoreError, audit};
use access::{Action, Actor};
use register::{FileId, Moment, PersonId, Personal};
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

/// The columns of a row in a list of files, for queries that name `support_file f` and `person p`.
#[macro_export]
#[doc(hidden)]
macro_rules! file_columns {
    () => {
        "f.file_id, f.person_id, p.sort_key, p.student_number, p.given_names, p.initials, p.call_name, p.infix, \
         p.family_name, p.birth_year, p.birth_month, p.birth_day"
    };
}

sql! {
    PAGE = concat!("SELECT ", file_columns!(), ", s.attention FROM file_scope s \
        JOIN support_file f ON f.tenant_id = s.tenant_id AND f.file_id = s.file_id \
        JOIN person p ON p.tenant_id = f.tenant_id AND p.person_id = f.person_id \
        WHERE s.tenant_id = $1 AND s.kind = $2 AND s.scope_id = $3 AND (s.sort_key, s.file_id) > ($4, $5) \
        ORDER BY s.sort_key, s.file_id LIMIT $6");
    CURSOR = "SELECT s.sort_key FROM file_scope s WHERE s.tenant_id = $1 AND s.kind = $2 AND s.scope_id = $3 AND s.file_id = $4";
    TEAM_NAMES = "SELECT t.name FROM person_team x JOIN team t ON t.tenant_id = x.tenant_id AND t.team_id = x.team_id \
        WHERE x.tenant_id = $1 AND x.person_id = $2 AND x.begins <= $3 AND (x.ends IS NULL OR x.ends >= $3) ORDER BY t.name";
    TOTAL = "SELECT value FROM counter WHERE tenant_id = $1 AND name = 'files' AND scope_id = $1";
}

/// How many files a page of a list shows.
pub const PAGE_SIZE: usize = 25;

/// A row in a list of files.
#[derive(Debug, Clone)]
pub struct FileRow {
    /// Which file.
    pub file: FileId,
    /// Whose.
    pub person: PersonId,
    /// Their name; `None` when only DUO's file, which has no names, brought them.
    pub name: Option<Personal<String>>,
    /// The school's own student number.
    pub student_number: Option<Personal<String>>,
    /// Teams of today.
    pub teams: Vec<String>,
    /// Whether something is due.
    pub attention: bool,
    /// Sorts the list; not for showing.
    pub(crate) sort_key: String,
}

/// One page of a list.
#[derive(Debug, Clone)]
pub struct FilePage {
    /// The rows.
    pub rows: Vec<FileRow>,
    /// Where the next page begins, if there is one: goes back in as `after`.
    pub next: Option<FileId>,
    /// How many files the school has, for those who reach all of them.
    pub total: Option<i64>,
}

#[derive(FromRow)]
pub(crate) struct ListRow {
    file_id: Uuid,
    person_id: Uuid,
    sort_key: String,
    student_number: Option<String>,
    pub(crate) attention: Option<String>,
    #[sqlx(flatten)]
    name: NameRow,
}

impl ListRow {
    pub(crate) fn show(self) -> FileRow {
        FileRow {
            file: FileId(self.file_id),
            person: PersonId(self.person_id),
            name: self.name.names().display().map(Personal::new),
            student_number: self.student_number.map(Personal::new),
            teams: Vec::new(),
            attention: self.attention.is_some(),
            sort_key: self.sort_key,
        }
    }
}

/// Adds the teams of today to rows.
pub(crate) async fn with_teams(
    tx: &mut Tx,
    tenant: register::TenantId,
    rows: &mut [FileRow],
    today: time::Date,
) -> Result<(), StoreError> {
    for row in rows {
        row.teams = team_names(tx, tenant, row.person, today).await?;
    }
    Ok(())
}

/// The names of a person's teams of today.
pub(crate) async fn team_names(
    tx: &mut Tx,
    tenant: register::TenantId,
    person: PersonId,
    today: time::Date,
) -> Result<Vec<String>, StoreError> {
    let names = rows!(tx, (String,), TEAM_NAMES, tenant.0, person.0, today)?;
    Ok(names.into_iter().map(|(name,)| name).collect())
}

impl Store {
    /// One page of the files an actor may list: all files they work with, or with [`Action::ListApplications`] those
    /// with an open application.
    pub async fn file_list(
        &self,
        actor: &Actor,
        action: Action,
        after: Option<FileId>,
        now: Moment,
    ) -> Result<FilePage, StoreError> {
        let decision = audit::allowed(actor, action)?;
        let tenant = actor.tenant();
        let ranges = ranges(actor, action).ok_or(StoreError::NotFound)?;
        let mut tx = self.begin().await?;
        scope::turn_of_day(&mut tx, tenant, now.day).await?;
        let mut found: HashMap<FileId, FileRow> = HashMap::new();
        let size = PAGE_SIZE as i64 + 1;
        let start = match after {
            Some(file) => cursor(&mut tx, tenant, &ranges, file).await?,
            None => (String::new(), Uuid::nil()),
        };
        for (kind, scope) in &ranges {
            let (key, file) = (start.0.as_str(), start.1);
            for row in rows!(tx, ListRow, PAGE, tenant.0, *kind, *scope, key, file, size)? {
                found.insert(FileId(row.file_id), row.show());
            }
        }
        let mut rows: Vec<FileRow> = found.into_values().collect();
        rows.sort_by(|a, b| (&a.sort_key, a.file).cmp(&(&b.sort_key, b.file)));
        let more = rows.len() > PAGE_SIZE;
        rows.truncate(PAGE_SIZE);
        with_teams(&mut tx, tenant, &mut rows, now.day).await?;
        let next = more.then(|| rows.last().map(|row| row.file)).flatten();
        let all = ranges.iter().any(|(kind, _)| *kind == scope::kind::SCHOOL);
        let total = if all { row!(tx, (i64,), TOTAL, tenant.0)?.map(|(n,)| n) } else { None };
        let shown: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
        tx.audit(actor, action, decision, &shown, None, now).await?;
        tx.commit().await?;
        Ok(FilePage { rows, next, total })
    }
}

/// Where a page begins: after a file that the actor reaches in one of the ranges.
async fn cursor(
    tx: &mut Tx,
    tenant: register::TenantId,
    ranges: &[(&'static str, Uuid)],
    file: FileId,
) -> Result<(String, Uuid), StoreError> {
    for (kind, scope) in ranges {
        if let Some((key,)) = row!(tx, (String,), CURSOR, tenant.0, *kind, *scope, file.0)? {
            return Ok((key, file.0));
        }
    }
    Err(StoreError::NotFound)
}
