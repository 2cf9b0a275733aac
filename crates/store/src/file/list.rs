//! Lists of files: one index range, one page at a time, every person shown in the audit row.

use super::reach::ranges;
use super::scope;
use crate::db::Tx;
use crate::person::NameRow;
use crate::which::Which;
use crate::{Store, StoreError, audit};
use access::{Action, Actor};
use register::{FileId, Moment, Period, PersonId, Personal, TenantId};
use sqlx::FromRow;
use std::collections::HashMap;
use time::Date;
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
        AND s.begins <= $7 AND s.ends >= $7 \
        ORDER BY s.sort_key, s.file_id LIMIT $6");
    CURSOR = "SELECT s.sort_key FROM file_scope s WHERE s.tenant_id = $1 AND s.kind = $2 AND s.scope_id = $3 AND s.file_id = $4 \
        AND s.begins <= $5 AND s.ends >= $5";
    TOTAL = "SELECT value FROM counter WHERE tenant_id = $1 AND name = 'files' AND scope_id = $1";
}

by_person! {
    team_rows = "SELECT x.person_id, t.name, x.begins, x.ends FROM person_team x \
        JOIN team t ON t.tenant_id = x.tenant_id AND t.team_id = x.team_id WHERE x.tenant_id = $1", "x.person_id", " ORDER BY t.name";
}

/// How many files a page of a list shows.
pub const PAGE_SIZE: usize = crate::which::PAGE;

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
    pub sort_key: String,
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

/// The names of the teams these persons are in today.
pub(crate) async fn team_names(
    tx: &mut Tx,
    tenant: TenantId,
    which: Which<'_>,
    today: Date,
) -> Result<HashMap<PersonId, Vec<String>>, StoreError> {
    let mut out: HashMap<PersonId, Vec<String>> = HashMap::new();
    for (person, name, from, until) in fetch!(tx, (Uuid, String, Date, Option<Date>), team_rows, tenant, which)? {
        if (Period { from, until }).contains(today) {
            out.entry(PersonId(person)).or_default().push(name);
        }
    }
    Ok(out)
}

/// Adds the teams of today to the rows of a page.
pub(crate) async fn with_teams(
    tx: &mut Tx,
    tenant: TenantId,
    rows: &mut [FileRow],
    today: Date,
) -> Result<(), StoreError> {
    let persons: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
    let mut names = team_names(tx, tenant, Which::Page(&persons), today).await?;
    for row in rows {
        row.teams = names.remove(&row.person).unwrap_or_default();
    }
    Ok(())
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
        let ranges = ranges(actor, action).ok_or(StoreError::NotFound)?;
        scope::turn_of_day(self, actor.tenant(), now.day).await?;
        let mut tx = self.begin_snapshot().await?;
        let page = page(&mut tx, actor, &ranges, after, now.day).await?;
        let shown: Vec<PersonId> = page.rows.iter().map(|row| row.person).collect();
        self.looked(tx, actor, action, decision, &shown, None, now).await?;
        Ok(page)
    }
}

/// One page of what these ranges hold on a day.
pub(crate) async fn page(
    tx: &mut Tx,
    actor: &Actor,
    ranges: &[(&'static str, Uuid)],
    after: Option<FileId>,
    today: Date,
) -> Result<FilePage, StoreError> {
    let tenant = actor.tenant();
    let mut found: HashMap<FileId, FileRow> = HashMap::new();
    let size = PAGE_SIZE as i64 + 1;
    let start = match after {
        Some(file) => cursor(tx, tenant, ranges, file, today).await?,
        None => (String::new(), Uuid::nil()),
    };
    for (kind, scope) in ranges {
        let (key, file) = (start.0.as_str(), start.1);
        for row in rows!(tx, ListRow, PAGE, tenant.0, *kind, *scope, key, file, size, today)? {
            found.insert(FileId(row.file_id), row.show());
        }
    }
    let mut rows: Vec<FileRow> = found.into_values().collect();
    rows.sort_by(|a, b| (&a.sort_key, a.file).cmp(&(&b.sort_key, b.file)));
    let more = rows.len() > PAGE_SIZE;
    rows.truncate(PAGE_SIZE);
    with_teams(tx, tenant, &mut rows, today).await?;
    let next = more.then(|| rows.last().map(|row| row.file)).flatten();
    let all = ranges.iter().any(|(kind, _)| *kind == scope::kind::SCHOOL);
    let total = if all { row!(tx, (i64,), TOTAL, tenant.0)?.map(|(n,)| n) } else { None };
    Ok(FilePage { rows, next, total })
}

/// Where a page begins: after a file that the actor reaches in one of the ranges.
async fn cursor(
    tx: &mut Tx,
    tenant: TenantId,
    ranges: &[(&'static str, Uuid)],
    file: FileId,
    today: Date,
) -> Result<(String, Uuid), StoreError> {
    for (kind, scope) in ranges {
        if let Some((key,)) = row!(tx, (String,), CURSOR, tenant.0, *kind, *scope, file.0, today)? {
            return Ok((key, file.0));
        }
    }
    Err(StoreError::NotFound)
}
