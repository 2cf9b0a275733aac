//! The projection of evaluations: on which of their lists a file stands, from which day through which. Written with the row
//! rights ([`super::scope`]), from the pure function that decides (`register::duty::evaluating`).

use super::facts::Loaded;
use crate::StoreError;
use crate::db::Tx;
use crate::which::{MANY, marks};
use register::agreement::Version;
use register::duty::{Evaluating, evaluating, evaluating_turns};
use register::policy::Policy;
use register::{TenantId, VersionId};
use std::sync::LazyLock;
use time::Date;
use time::macros::date;
use uuid::Uuid;

sql! {
    CLEAR_ONE = "DELETE FROM file_evaluation WHERE tenant_id = $1 AND file_id = $2";
    CLEAR_ALL = "DELETE FROM file_evaluation WHERE tenant_id = $1";
}

/// As [`CLEAR_ONE`], for many files.
static CLEAR_MANY: LazyLock<String> =
    LazyLock::new(|| format!("DELETE FROM file_evaluation WHERE tenant_id = $1 AND file_id IN ({})", marks(2, MANY)));

/// The first and the last day that both databases can write.
const ALWAYS: (Date, Date) = (date!(0001 - 01 - 01), date!(9999 - 12 - 31));

/// A row of the projection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) list: Evaluating,
    pub(crate) version: VersionId,
    pub(crate) from: Date,
    pub(crate) until: Date,
}

/// The lists of a file on a day, with the version that is looked back at: the one in force, else the last that was.
pub(crate) fn lists(file: &Loaded, policy: &Policy, day: Date) -> Vec<(Evaluating, VersionId)> {
    let mut lists = evaluating(&file.duty_facts(), policy, day);
    let Some(agreement) = file.agreement.as_ref() else { return Vec::new() };
    let last = || agreement.versions.iter().rev().find(|version| version.held().is_some());
    let Some(version) = agreement.in_force(day).or_else(last) else { return Vec::new() };
    if agreement.in_force(day).is_some_and(Version::found_unneeded) {
        lists.push(Evaluating::Stops);
    }
    lists.into_iter().map(|list| (list, version.id)).collect()
}

/// The rows of a file, from today on: what held before today is not asked any more, so the first began always.
pub(crate) fn rows(file: &Loaded, policy: &Policy, today: Date) -> Vec<Row> {
    let Some(agreement) = file.agreement.as_ref() else { return Vec::new() };
    let mut days = evaluating_turns(&file.duty_facts(), policy, today);
    days.extend(agreement.versions.iter().filter_map(|version| version.last_day()?.next_day()));
    let starts: Vec<Date> = std::iter::once(today).chain(days.into_iter().filter(|day| *day > today)).collect();
    let mut out: Vec<Row> = Vec::new();
    for (at, day) in starts.iter().enumerate() {
        let from = if at == 0 { ALWAYS.0 } else { *day };
        let until = starts.get(at + 1).and_then(|next| next.previous_day()).unwrap_or(ALWAYS.1);
        for (list, version) in lists(file, policy, *day) {
            let goes_on =
                |row: &&mut Row| (row.list, row.version) == (list, version) && row.until.next_day() == Some(from);
            match out.iter_mut().find(goes_on) {
                Some(row) => row.until = until,
                None => out.push(Row { list, version, from, until }),
            }
        }
    }
    out
}

/// Writes rows of some files, each with what the file sorts on.
pub(crate) async fn write(tx: &mut Tx, tenant: TenantId, rows: &[(Uuid, &str, Row)]) -> Result<(), StoreError> {
    insert_many!(
        tx,
        "INSERT INTO file_evaluation (tenant_id, file_id, list, begins, ends, version_id, sort_key) ",
        rows,
        |out, (file, sort_key, row)| out
            .push_bind(tenant.0)
            .push_bind(*file)
            .push_bind(row.list.code())
            .push_bind(row.from)
            .push_bind(row.until)
            .push_bind(row.version.0)
            .push_bind((*sort_key).to_owned())
    )
}

/// Forgets the lists of a file.
pub(crate) async fn clear(tx: &mut Tx, tenant: TenantId, file: Uuid) -> Result<(), StoreError> {
    run!(tx, CLEAR_ONE, tenant.0, file)?;
    Ok(())
}

/// Forgets those of many files: as many identifiers as `which::filled_many` gives.
pub(crate) async fn clear_many(tx: &mut Tx, tenant: TenantId, files: &[Uuid]) -> Result<(), StoreError> {
    run_of!(tx, CLEAR_MANY.as_str(), tenant.0, files)?;
    Ok(())
}

/// Forgets those of all files of a school.
pub(crate) async fn clear_all(tx: &mut Tx, tenant: TenantId) -> Result<(), StoreError> {
    run!(tx, CLEAR_ALL, tenant.0)?;
    Ok(())
}
