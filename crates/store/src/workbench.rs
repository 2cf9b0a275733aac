//! What is due, overdue first: a page of files in the order of their first duty, with the duties computed from the facts.

use crate::db::Tx;
use crate::file::list::{ListRow, PAGE_SIZE};
use crate::file::reach::ranges;
use crate::file::{facts, scope};
use crate::which::Which;
use crate::{Store, StoreError, audit, file_columns, policy};
use access::{Action, Actor};
use register::duty::{Duty, due, most_pressing};
use register::{FileId, Moment, PersonId, Personal, TenantId};
use std::collections::HashMap;
use time::Date;

sql! {
    PAGE = concat!("SELECT ", file_columns!(), ", s.attention FROM file_scope s \
        JOIN support_file f ON f.tenant_id = s.tenant_id AND f.file_id = s.file_id \
        JOIN person p ON p.tenant_id = f.tenant_id AND p.person_id = f.person_id \
        WHERE s.tenant_id = $1 AND s.kind = $2 AND s.scope_id = $3 AND s.attention IS NOT NULL \
        AND s.begins <= $8 AND s.ends >= $8 \
        AND (s.attention, s.sort_key, s.file_id) > ($4, $5, $6) \
        ORDER BY s.attention, s.sort_key, s.file_id LIMIT $7");
    CURSOR = "SELECT s.attention, s.sort_key FROM file_scope s \
        WHERE s.tenant_id = $1 AND s.kind = $2 AND s.scope_id = $3 AND s.file_id = $4 AND s.attention IS NOT NULL \
        AND s.begins <= $5 AND s.ends >= $5";
    /// The first day on which a row begins, and the first last day of one that holds now.
    TURNS = "SELECT MIN(CASE WHEN s.begins > $4 THEN s.begins END), \
        MIN(CASE WHEN s.begins <= $4 AND s.ends >= $4 THEN s.ends END) \
        FROM file_scope s WHERE s.tenant_id = $1 AND s.kind = $2 AND s.scope_id = $3";
}

/// One thing that is due.
#[derive(Debug, Clone)]
pub struct WorkRow {
    /// On which file.
    pub file: FileId,
    /// For whom; `None` when no names were imported yet.
    pub name: Option<Personal<String>>,
    /// Teams of today.
    pub teams: Vec<String>,
    /// What, by which article, by when.
    pub duty: Duty,
}

/// One page of the work list.
#[derive(Debug, Clone)]
pub struct Workbench {
    /// What is due, overdue first.
    pub rows: Vec<WorkRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<FileId>,
    /// When nothing is due: the first day on which time alone changes something about one of the actor's files.
    pub turns_on: Option<Date>,
}

/// The first day on which time changes something in these ranges.
async fn turns_on(
    tx: &mut Tx,
    tenant: TenantId,
    ranges: &[(&str, uuid::Uuid)],
    today: Date,
) -> Result<Option<Date>, StoreError> {
    let mut first: Option<Date> = None;
    for (kind, scope) in ranges {
        let (begins, ends) =
            row!(tx, (Option<Date>, Option<Date>), TURNS, tenant.0, *kind, *scope, today)?.unwrap_or_default();
        // The day after the last one; what holds for good has none.
        first = first.into_iter().chain(begins).chain(ends.and_then(Date::next_day)).min();
    }
    Ok(first)
}

impl Store {
    /// What is due for an actor.
    pub async fn workbench(&self, actor: &Actor, after: Option<FileId>, now: Moment) -> Result<Workbench, StoreError> {
        let action = Action::SeeWorkbench;
        let decision = audit::allowed(actor, action)?;
        let tenant = actor.tenant();
        let ranges = ranges(actor, action).ok_or(StoreError::NotFound)?;
        scope::turn_of_day(self, tenant, now.day).await?;
        let mut tx = self.begin_snapshot().await?;
        let policy = policy::load(&mut tx, tenant).await?;
        let mut start = (String::new(), String::new(), uuid::Uuid::nil());
        if let Some(file) = after {
            let mut found = None;
            for (kind, scope) in &ranges {
                found = found.or(row!(tx, (String, String), CURSOR, tenant.0, *kind, *scope, file.0, now.day)?);
            }
            let (attention, key) = found.ok_or(StoreError::NotFound)?;
            start = (attention, key, file.0);
        }
        let mut found: HashMap<FileId, (String, crate::file::list::FileRow)> = HashMap::new();
        let size = PAGE_SIZE as i64 + 1;
        for (kind, scope) in &ranges {
            let (attention, key, file) = (start.0.as_str(), start.1.as_str(), start.2);
            for row in rows!(tx, ListRow, PAGE, tenant.0, *kind, *scope, attention, key, file, size, now.day)? {
                let attention = row.attention.clone().unwrap_or_default();
                let shown = row.show();
                found.insert(shown.file, (attention, shown));
            }
        }
        let mut files: Vec<_> = found.into_values().collect();
        files.sort_by(|(a, x), (b, y)| (a, &x.sort_key, x.file).cmp(&(b, &y.sort_key, y.file)));
        let more = files.len() > PAGE_SIZE;
        files.truncate(PAGE_SIZE);
        let next = more.then(|| files.last().map(|(_, row)| row.file)).flatten();
        let files: Vec<_> = files.into_iter().map(|(_, row)| row).collect();
        let persons: Vec<PersonId> = files.iter().map(|row| row.person).collect();
        let loaded = facts::load(&mut tx, tenant, Which::Page(&persons), &policy, now.day).await?;
        let mut shown: Vec<PersonId> = Vec::new();
        let mut rows = Vec::new();
        for row in files {
            let of_file = loaded.iter().find(|loaded| loaded.file == row.file);
            let teams = of_file.map(|loaded| loaded.team_names(now.day)).unwrap_or_default();
            let duties = of_file.map(|loaded| due(&loaded.duty_facts(), &policy, now.day)).unwrap_or_default();
            if !duties.is_empty() {
                shown.push(row.person);
            }
            let work = |duty| WorkRow { file: row.file, name: row.name.clone(), teams: teams.clone(), duty };
            rows.extend(duties.into_iter().map(work));
        }
        rows.sort_by(|a, b| most_pressing(&a.duty, &b.duty));
        let turns_on = match (rows.is_empty(), after) {
            (true, None) => turns_on(&mut tx, tenant, &ranges, now.day).await?,
            _ => None,
        };
        self.looked(tx, actor, action, decision, &shown, None, now).await?;
        Ok(Workbench { rows, next, turns_on })
    }
}
