//! The projection that makes row rights an index range: for each file, which scopes hold it, its place in the list,
//! and the date its first duty sorts on. Written in the transaction of every change, from the same pure functions
//! that decide (`access`) and that compute what is due (`register::duty`).

use super::facts::{self, Loaded};
use crate::db::Tx;
use crate::which::Which;
use crate::{StoreError, policy};
use register::duty::{Due, due};
use register::policy::Policy;
use register::{PersonId, TenantId};
use time::Date;
use uuid::Uuid;

sql! {
    CLEAR_ONE = "DELETE FROM file_scope WHERE tenant_id = $1 AND file_id = $2";
    CLEAR_ALL = "DELETE FROM file_scope WHERE tenant_id = $1";
    RECHECK = "UPDATE support_file SET recheck_on = $3 WHERE tenant_id = $1 AND file_id = $2 AND \
               (recheck_on IS NULL OR recheck_on <> $3)";
    RECHECK_NONE = "UPDATE support_file SET recheck_on = NULL WHERE tenant_id = $1 AND file_id = $2 AND recheck_on IS NOT NULL";
    TURNED = "SELECT person_id FROM support_file WHERE tenant_id = $1 AND recheck_on <= $2 ORDER BY recheck_on LIMIT 500";
    COUNT_CLEAR = "DELETE FROM counter WHERE tenant_id = $1 AND name = 'files'";
    COUNT_ADD = "INSERT INTO counter (tenant_id, name, scope_id, value) VALUES ($1, 'files', $1, $2) \
                 ON CONFLICT (tenant_id, name, scope_id) DO UPDATE SET value = EXCLUDED.value";
}

/// Sorts after every date: due, but without term.
pub(crate) const NO_TERM: &str = "9999-12-31";

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
}

/// The scopes that hold a file: what `access::Rows` asks for, turned around.
fn scopes(file: &Loaded) -> Vec<(&'static str, Uuid)> {
    let rights = &file.rights;
    let mut out = vec![(kind::SCHOOL, rights.tenant.0)];
    out.extend(rights.teams.iter().map(|team| (kind::TEAM, team.0)));
    out.extend(rights.coaches.iter().map(|coach| (kind::COACH, coach.0)));
    if !rights.open_applications.is_empty() {
        out.push((kind::INTAKE_SCHOOL, rights.tenant.0));
    }
    out.extend(rights.open_applications.iter().flatten().map(|team| (kind::INTAKE, team.0)));
    out.sort_unstable();
    out.dedup();
    out
}

/// The date a file sorts on in the work list.
pub(crate) fn attention(file: &Loaded, policy: &Policy, today: Date) -> Option<String> {
    due(&file.duty_facts(), policy, today).first().map(|duty| match duty.due {
        Due::By(day) => day.to_string(),
        Due::NoTerm => NO_TERM.to_owned(),
    })
}

/// The first day on which time alone changes anything about a file.
fn recheck(file: &Loaded) -> Option<Date> {
    file.turning_days.iter().min().copied()
}

async fn write(
    tx: &mut Tx,
    tenant: TenantId,
    files: &[Loaded],
    policy: &Policy,
    today: Date,
) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(files.len() * 3);
    for file in files {
        let attention = attention(file, policy, today);
        for (kind, scope) in scopes(file) {
            rows.push((kind, scope, file.file.0, file.sort_key.clone(), attention.clone()));
        }
    }
    insert_many!(
        tx,
        "INSERT INTO file_scope (tenant_id, kind, scope_id, file_id, sort_key, attention) ",
        rows,
        |row, (kind, scope, file, sort_key, attention)| row
            .push_bind(tenant.0)
            .push_bind(*kind)
            .push_bind(*scope)
            .push_bind(*file)
            .push_bind(sort_key.clone())
            .push_bind(attention.clone())
    )?;
    Ok(())
}

/// Writes one person's projection anew, after a change to them.
pub(crate) async fn refresh(tx: &mut Tx, tenant: TenantId, person: PersonId, today: Date) -> Result<(), StoreError> {
    let policy = policy::load(tx, tenant).await?;
    let file = facts::one(tx, tenant, person, &policy, today).await?;
    project(tx, tenant, &file, &policy, today).await
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
    match recheck(file) {
        Some(day) => run!(tx, RECHECK, tenant.0, file.file.0, day)?,
        None => run!(tx, RECHECK_NONE, tenant.0, file.file.0)?,
    };
    write(tx, tenant, std::slice::from_ref(file), policy, today).await
}

/// Writes a tenant's projection anew, after an import.
pub(crate) async fn refresh_all(tx: &mut Tx, tenant: TenantId, today: Date) -> Result<(), StoreError> {
    let policy = policy::load(tx, tenant).await?;
    let files = facts::load(tx, tenant, Which::All, &policy, today).await?;
    run!(tx, CLEAR_ALL, tenant.0)?;
    write(tx, tenant, &files, &policy, today).await?;
    insert_many!(
        tx,
        "UPDATE support_file SET recheck_on = v.column3 FROM (",
        files,
        |row, file| row.push_bind(tenant.0).push_bind(file.file.0).push_bind(recheck(file)),
        ") AS v WHERE support_file.tenant_id = v.column1 AND support_file.file_id = v.column2 \
         AND support_file.recheck_on IS DISTINCT FROM v.column3"
    )?;
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
    for page in persons.chunks(crate::which::PAGE) {
        let files = facts::load(tx, tenant, Which::Page(page), &policy, today).await?;
        for file in &files {
            run!(tx, CLEAR_ONE, tenant.0, file.file.0)?;
            match recheck(file) {
                Some(day) => run!(tx, RECHECK, tenant.0, file.file.0, day)?,
                None => run!(tx, RECHECK_NONE, tenant.0, file.file.0)?,
            };
        }
        write(tx, tenant, &files, &policy, today).await?;
    }
    Ok(())
}

/// Refreshes the files whose rights or duties time alone has changed since they were last written. Asked before a list
/// is shown; nearly always there are none.
pub(crate) async fn turn_of_day(tx: &mut Tx, tenant: TenantId, today: Date) -> Result<(), StoreError> {
    for (person,) in rows!(tx, (Uuid,), TURNED, tenant.0, today)? {
        refresh(tx, tenant, PersonId(person), today).await?;
    }
    Ok(())
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
