//! The projections held against the facts: what stands beside each file in the database, and what the rules would write there today.
//! Lists read the rows, so a row that somebody changed or lost shows somebody too much, or hides what is due.

use super::{facts, scope};
use crate::which::{MANY, Which, filled_many, marks};
use crate::{Store, StoreError, policy};
use register::{PersonId, TenantId};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::LazyLock;
use time::Date;
use uuid::Uuid;

sql! {
    /// Whose rows hold today. Those of who turned are written anew before anything of them is shown.
    PERSONS_WHOLE = "SELECT person_id FROM support_file WHERE tenant_id = $1 AND (recheck_on IS NULL OR recheck_on > $2) ORDER BY person_id";
}

/// What is read of a table, for many files.
fn of_many(columns: &str, table: &str) -> String {
    format!("SELECT file_id, {columns} FROM {table} WHERE tenant_id = $1 AND file_id IN ({})", marks(2, MANY))
}

static SCOPES: LazyLock<String> =
    LazyLock::new(|| of_many("kind, scope_id, attention, sort_key, begins, ends", "file_scope"));
static DUE: LazyLock<String> = LazyLock::new(|| {
    of_many("number, kind, ground, who, due_on, can_be_late, subject_id, sort_key, begins, ends", "file_duty")
});
static LOOKS_BACK: LazyLock<String> =
    LazyLock::new(|| of_many("list, version_id, sort_key, begins, ends", "file_evaluation"));
static INTAKES: LazyLock<String> = LazyLock::new(|| of_many("application_id, work, begins, ends", "intake_owed"));
static SIDES: LazyLock<String> = LazyLock::new(|| of_many("application_id, timely", "intake_timely"));

/// Rows as text: how many more of each the rules write than there are.
#[derive(Default)]
struct Balance(BTreeMap<(&'static str, String), i64>);

impl Balance {
    fn add(&mut self, table: &'static str, count: i64, cells: &[&dyn Display]) {
        let row: Vec<String> = cells.iter().map(ToString::to_string).collect();
        *self.0.entry((table, row.join("\u{1f}"))).or_default() += count;
    }
}

impl Store {
    /// How many rows of each projection are not as the facts give them: those that are there and should not be, and those that
    /// should be and are not. What is in order is not named. Changes and shows nothing personal.
    pub async fn projections_off(&self, tenant: TenantId, today: Date) -> Result<Vec<(&'static str, u64)>, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let policy = policy::load(&mut tx, tenant).await?;
        let persons: Vec<PersonId> =
            rows!(tx, (Uuid,), PERSONS_WHOLE, tenant.0, today)?.into_iter().map(|(person,)| PersonId(person)).collect();
        let on = |from: Date, until: Date| from <= today && today <= until;
        let mut off: BTreeMap<&'static str, u64> = BTreeMap::new();
        for few in persons.chunks(MANY) {
            let files = facts::load(&mut tx, tenant, Which::these(few), &policy, today).await?;
            let (rules, mut balance) = (scope::beside(&files, &policy, today), Balance::default());
            for (file, key, row) in rules.scopes.iter().filter(|(.., row)| on(row.from, row.until)) {
                let attention = row.attention.as_deref().unwrap_or_default();
                balance.add("file_scope", 1, &[file, &row.kind, &row.scope, &attention, key]);
            }
            for (file, key, row) in rules.due.iter().filter(|(.., row)| on(row.from, row.until)) {
                let (kind, ground, who) = (row.kind.code(), row.ground.code(), row.who.code());
                let (due, late) = (&row.due_on, &row.can_be_late);
                let cells: [&dyn Display; 9] = [file, &row.number, &kind, &ground, &who, due, late, &row.subject, key];
                balance.add("file_duty", 1, &cells);
            }
            for (file, key, row) in rules.looks_back.iter().filter(|(.., row)| on(row.from, row.until)) {
                balance.add("file_evaluation", 1, &[file, &row.list.code(), &row.version.0, key]);
            }
            for (file, application, owed) in &rules.intakes {
                balance.add("intake_owed", 1, &[file, &application.0, &owed.work.code(), &owed.from, &owed.until]);
            }
            for (file, application, side) in &rules.sides {
                balance.add("intake_timely", 1, &[file, &application.0, &side.code()]);
            }
            let ids = filled_many(files.iter().map(|file| file.file.0));
            type Scope = (Uuid, String, Uuid, Option<String>, String, Date, Date);
            for (file, kind, scope, attention, key, from, until) in
                rows_of!(tx, Scope, SCOPES.as_str(), tenant.0, &ids)?
            {
                if on(from, until) {
                    let attention = attention.unwrap_or_default();
                    balance.add("file_scope", -1, &[&file, &kind, &scope, &attention, &key]);
                }
            }
            type Due = (Uuid, i64, String, String, String, String, bool, Uuid, String, Date, Date);
            for (file, number, kind, ground, who, due, late, subject, key, from, until) in
                rows_of!(tx, Due, DUE.as_str(), tenant.0, &ids)?
            {
                if on(from, until) {
                    let cells: [&dyn Display; 9] = [&file, &number, &kind, &ground, &who, &due, &late, &subject, &key];
                    balance.add("file_duty", -1, &cells);
                }
            }
            type List = (Uuid, String, Uuid, String, Date, Date);
            for (file, list, version, key, from, until) in rows_of!(tx, List, LOOKS_BACK.as_str(), tenant.0, &ids)? {
                if on(from, until) {
                    balance.add("file_evaluation", -1, &[&file, &list, &version, &key]);
                }
            }
            type Work = (Uuid, Uuid, String, Date, Date);
            for (file, application, work, from, until) in rows_of!(tx, Work, INTAKES.as_str(), tenant.0, &ids)? {
                balance.add("intake_owed", -1, &[&file, &application, &work, &from, &until]);
            }
            for (file, application, side) in rows_of!(tx, (Uuid, Uuid, String), SIDES.as_str(), tenant.0, &ids)? {
                balance.add("intake_timely", -1, &[&file, &application, &side]);
            }
            for ((table, _), count) in balance.0.into_iter().filter(|(_, count)| *count != 0) {
                *off.entry(table).or_default() += count.unsigned_abs();
            }
        }
        tx.commit().await?;
        Ok(off.into_iter().collect())
    }
}
