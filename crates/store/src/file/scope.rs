//! The projection that makes row rights an index range: for each file, which scopes hold it from which day through
//! which, its place in the list, and the date its first duty sorts on. Written in the transaction of every change, from
//! the same pure functions that decide (`access`) and that compute what is due (`register::duty`).
//!
//! What time alone will change is known when a file is written: a team that ends, an enrolment that begins, an agreement
//! that lapses. So the days to come are written along, and a list reads the rows of its day. On 1 August a whole school
//! turns, and nothing has to be done for it.

use super::facts::{self, Loaded};
use super::{duties, evaluating, lock};
use crate::db::Tx;
use crate::intake::owed;
use crate::which::{MANY, Which, filled_many, marks};
use crate::{StoreError, policy};
use register::duty::{Found, due_of, findings};
use register::intake::owed::Owed;
use register::intake::timely::Side;
use register::policy::Policy;
use register::{ApplicationId, PersonId, TenantId};
use std::sync::LazyLock;
use time::Date;
use time::macros::date;
use uuid::Uuid;

sql! {
    CLEAR_ONE = "DELETE FROM file_scope WHERE tenant_id = $1 AND file_id = $2";
    CLEAR_ALL = "DELETE FROM file_scope WHERE tenant_id = $1";
    RECHECK_NONE = "UPDATE support_file SET recheck_on = NULL WHERE tenant_id = $1 AND file_id = $2 AND recheck_on IS NOT NULL";
    RECHECK_NO_MORE = "UPDATE support_file SET recheck_on = NULL WHERE tenant_id = $1 AND recheck_on IS NOT NULL";
    /// Rows from before the projection knew days: they hold until this day.
    TURNED = "SELECT person_id FROM support_file WHERE tenant_id = $1 AND recheck_on <= $2 ORDER BY recheck_on LIMIT 100";
    COUNT_CLEAR = "DELETE FROM counter WHERE tenant_id = $1 AND name = 'files'";
    COUNT_ADD = "INSERT INTO counter (tenant_id, name, scope_id, value) VALUES ($1, 'files', $1, $2) \
                 ON CONFLICT (tenant_id, name, scope_id) DO UPDATE SET value = EXCLUDED.value";
}

/// As [`CLEAR_ONE`] and [`RECHECK_NONE`], for many files.
static CLEAR_MANY: LazyLock<String> =
    LazyLock::new(|| format!("DELETE FROM file_scope WHERE tenant_id = $1 AND file_id IN ({})", marks(2, MANY)));
static RECHECK_MANY: LazyLock<String> = LazyLock::new(|| {
    let files = marks(2, MANY);
    format!(
        "UPDATE support_file SET recheck_on = NULL WHERE tenant_id = $1 AND file_id IN ({files}) AND recheck_on IS NOT NULL"
    )
});

/// What kinds of scope a row of `file_scope` can be in.
pub(crate) mod kind {
    /// Every file of the school, under the tenant's own identifier.
    pub(crate) const SCHOOL: &str = "school";
    /// Files of a team.
    pub(crate) const TEAM: &str = "team";
    /// Files with an open application to a team.
    pub(crate) const INTAKE: &str = "intake";
    /// Files with an open application, under the tenant's own identifier.
    pub(crate) const INTAKE_SCHOOL: &str = "intake_school";
    /// Files of the students of a coach.
    pub(crate) const COACH: &str = "coach";
    /// Files that somebody took over by accepting a referral, under their account; and under the tenant's own identifier those
    /// of whom a referral waits for an answer.
    pub(crate) const NEXT_LINE: &str = "next_line";
}

/// The first and the last day that both databases can write: since always, and for good.
const ALWAYS: (Date, Date) = (date!(0001 - 01 - 01), date!(9999 - 12 - 31));

/// A row of the projection: a scope holds a file from a day through a day, with what is due meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) kind: &'static str,
    pub(crate) scope: Uuid,
    pub(crate) from: Date,
    pub(crate) until: Date,
    pub(crate) attention: Option<String>,
}

/// The scopes that hold a file on a day: what `access::Rows` asks for, turned around.
fn scopes(file: &Loaded, day: Date) -> Vec<(&'static str, Uuid)> {
    let rights = file.rights_on(day);
    let mut out = vec![(kind::SCHOOL, rights.tenant.0)];
    out.extend(rights.teams.iter().map(|team| (kind::TEAM, team.0)));
    out.extend(rights.coaches.iter().map(|coach| (kind::COACH, coach.0)));
    out.extend(rights.taken_by.iter().map(|account| (kind::NEXT_LINE, account.0)));
    out.extend(rights.asked.then_some((kind::NEXT_LINE, rights.tenant.0)));
    if !rights.in_hand.is_empty() {
        out.push((kind::INTAKE_SCHOOL, rights.tenant.0));
    }
    out.extend(rights.in_hand.iter().flatten().map(|team| (kind::INTAKE, team.0)));
    out.sort_unstable();
    out.dedup();
    out
}

/// A day of a stretch, its first and its last one.
type Stretch = (Date, Date, Date);

/// The stretches of days, from today on, in which nothing about a file turns: a day of each, its first and its last one.
/// What held before today is not asked any more, so the first began always.
fn stretches(file: &Loaded, policy: &Policy, today: Date) -> Vec<Stretch> {
    let later = file.turning_days(policy).into_iter().filter(|day| *day > today);
    let starts: Vec<Date> = std::iter::once(today).chain(later).collect();
    let stretch = |at: usize| {
        let from = if at == 0 { ALWAYS.0 } else { starts[at] };
        let until = starts.get(at + 1).and_then(|next| next.previous_day()).unwrap_or(ALWAYS.1);
        (starts[at], from, until)
    };
    (0..starts.len()).map(stretch).collect()
}

/// The rows of a file, from today on. Between two days on which something turns nothing does, so each stretch is decided
/// once; stretches that say the same are one row. What held before today is not asked any more.
fn held(file: &Loaded, found: &[Found], stretches: &[Stretch]) -> Vec<Held> {
    let mut out: Vec<Held> = Vec::new();
    for &(day, from, until) in stretches {
        let attention = due_of(found, day).first().map(duties::due_on);
        for (kind, scope) in scopes(file, day) {
            let goes_on = |row: &&mut Held| {
                (row.kind, row.scope) == (kind, scope)
                    && row.until.next_day() == Some(from)
                    && row.attention == attention
            };
            match out.iter_mut().find(goes_on) {
                Some(row) => row.until = until,
                None => out.push(Held { kind, scope, from, until, attention: attention.clone() }),
            }
        }
    }
    out
}

/// The date a file sorts on in the work list.
#[cfg(test)]
pub(crate) fn attention(file: &Loaded, policy: &Policy, today: Date) -> Option<String> {
    register::duty::due(&file.duty_facts(), policy, today).first().map(duties::due_on)
}

/// What is due on a file, from today on.
fn due_rows(found: &[Found], stretches: &[Stretch]) -> Vec<duties::Row> {
    let mut out = Vec::new();
    for &(day, from, until) in stretches {
        duties::join(&mut out, duties::rows(found, day, from, until));
    }
    out
}

/// What is written beside some files, table by table: each row with its file, and what that sorts on where it is kept there.
#[derive(Default)]
pub(super) struct Beside<'f> {
    pub(super) scopes: Vec<(Uuid, &'f str, Held)>,
    pub(super) due: Vec<(Uuid, &'f str, duties::Row)>,
    pub(super) looks_back: Vec<(Uuid, &'f str, evaluating::Row)>,
    pub(super) intakes: Vec<(Uuid, ApplicationId, Owed)>,
    pub(super) sides: Vec<(Uuid, ApplicationId, Side)>,
}

/// What the rules write beside some files, from today on.
pub(super) fn beside<'f>(files: &'f [Loaded], policy: &Policy, today: Date) -> Beside<'f> {
    let mut out = Beside { scopes: Vec::with_capacity(files.len() * 4), ..Beside::default() };
    for file in files {
        // Judged once: what is due on each day is a filter over that.
        let found = findings(&file.duty_facts(), policy);
        let stretches = stretches(file, policy, today);
        let (id, sort_key) = (file.file.0, file.sort_key.as_str());
        out.due.extend(due_rows(&found, &stretches).into_iter().map(|row| (id, sort_key, row)));
        out.scopes.extend(held(file, &found, &stretches).into_iter().map(|row| (id, sort_key, row)));
        out.intakes.extend(owed::rows(file).into_iter().map(|(application, owed)| (id, application, owed)));
        let of_day = owed::sides(file, policy, today).into_iter();
        out.sides.extend(of_day.map(|(application, side)| (id, application, side)));
        out.looks_back.extend(evaluating::rows(file, policy, today).into_iter().map(|row| (id, sort_key, row)));
    }
    out
}

async fn write(
    tx: &mut Tx,
    tenant: TenantId,
    files: &[Loaded],
    policy: &Policy,
    today: Date,
) -> Result<(), StoreError> {
    let Beside { scopes: rows, due, looks_back, intakes, sides } = beside(files, policy, today);
    insert_many!(
        tx,
        "INSERT INTO file_scope (tenant_id, kind, scope_id, file_id, begins, ends, sort_key, attention) ",
        rows,
        |row, (file, sort_key, held)| row
            .push_bind(tenant.0)
            .push_bind(held.kind)
            .push_bind(held.scope)
            .push_bind(*file)
            .push_bind(held.from)
            .push_bind(held.until)
            .push_bind((*sort_key).to_owned())
            .push_bind(held.attention.clone())
    )?;
    duties::write(tx, tenant, &due).await?;
    owed::write(tx, tenant, &intakes).await?;
    owed::write_sides(tx, tenant, &sides).await?;
    evaluating::write(tx, tenant, &looks_back).await
}

/// Writes one file's projection anew, from facts that were loaded already.
pub(crate) async fn project(
    tx: &mut Tx,
    tenant: TenantId,
    file: &Loaded,
    policy: &Policy,
    today: Date,
) -> Result<(), StoreError> {
    run!(tx, CLEAR_ONE, tenant.0, file.file.0)?;
    duties::clear(tx, tenant, file.file.0).await?;
    evaluating::clear(tx, tenant, file.file.0).await?;
    owed::clear(tx, tenant, file.file.0).await?;
    run!(tx, RECHECK_NONE, tenant.0, file.file.0)?;
    write(tx, tenant, std::slice::from_ref(file), policy, today).await
}

/// Writes a tenant's projection anew, after an import.
pub(crate) async fn refresh_all(tx: &mut Tx, tenant: TenantId, today: Date) -> Result<(), StoreError> {
    let policy = policy::load(tx, tenant).await?;
    let files = facts::load(tx, tenant, Which::All, &policy, today).await?;
    run!(tx, CLEAR_ALL, tenant.0)?;
    duties::clear_all(tx, tenant).await?;
    evaluating::clear_all(tx, tenant).await?;
    owed::clear_all(tx, tenant).await?;
    write(tx, tenant, &files, &policy, today).await?;
    run!(tx, RECHECK_NO_MORE, tenant.0)?;
    run!(tx, COUNT_CLEAR, tenant.0)?;
    run!(tx, COUNT_ADD, tenant.0, files.len() as i64)?;
    Ok(())
}

/// Writes the projection of these persons anew, after a change to many of them. Hold their files first (`file::lock`).
pub(crate) async fn refresh_many(
    tx: &mut Tx,
    tenant: TenantId,
    persons: &[PersonId],
    today: Date,
) -> Result<(), StoreError> {
    let policy = policy::load(tx, tenant).await?;
    for few in persons.chunks(MANY) {
        let files = facts::load(tx, tenant, Which::these(few), &policy, today).await?;
        let ids = filled_many(files.iter().map(|file| file.file.0));
        run_of!(tx, CLEAR_MANY.as_str(), tenant.0, &ids)?;
        duties::clear_many(tx, tenant, &ids).await?;
        evaluating::clear_many(tx, tenant, &ids).await?;
        owed::clear_many(tx, tenant, &ids).await?;
        run_of!(tx, RECHECK_MANY.as_str(), tenant.0, &ids)?;
        write(tx, tenant, &files, &policy, today).await?;
    }
    Ok(())
}

/// Writes anew what was last written before the projection knew days ([`TURNED`]), when its day has come. Asked before
/// rows of `file_scope` are read: nobody is shown who is out of reach today. There are none once an import or a save has
/// written them. In short transactions, so that others work in between.
pub(crate) async fn turn_of_day(store: &crate::Store, tenant: TenantId, today: Date) -> Result<(), StoreError> {
    while retry!(turn_some(store, tenant, today))? {}
    Ok(())
}

/// Turns some of them; whether there were any.
async fn turn_some(store: &crate::Store, tenant: TenantId, today: Date) -> Result<bool, StoreError> {
    let mut tx = store.begin_reading().await?;
    let turned = rows!(tx, (Uuid,), TURNED, tenant.0, today)?;
    tx.commit().await?;
    if turned.is_empty() {
        return Ok(false);
    }
    let persons: Vec<Uuid> = turned.into_iter().map(|(person,)| person).collect();
    let mut tx = store.begin().await?;
    lock::hold(&mut tx, tenant, &persons).await?;
    let persons: Vec<PersonId> = persons.into_iter().map(PersonId).collect();
    refresh_many(&mut tx, tenant, &persons, today).await?;
    tx.commit().await?;
    Ok(true)
}

impl crate::Store {
    /// Writes a tenant's row rights and due dates anew, as they are on a day. Never needed for them to be right (lists see
    /// to that themselves): it saves the first list of the day the work. Changes and shows nothing personal.
    pub async fn rights_refresh(&self, tenant: TenantId, today: Date) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        refresh_all(&mut tx, tenant, today).await?;
        tx.commit().await
    }
}
