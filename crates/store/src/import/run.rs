//! The record of a run: which file, when, by whom, and what it did.

use super::{Counts, ImportError, Progress, Step};
use crate::db::Tx;
use crate::file::scope;
use crate::{StoreError, audit, fresh};
use access::{Action, Actor};
use register::enrolment::reconcile::{Kept, Plan, reconcile};
use register::{ImportId, Moment, Period, TenantId};
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

sql! {
    ADD = "INSERT INTO import_run (tenant_id, import_id, kind, sha256, imported_at, imported_by, period_begins, period_ends, report) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '{}')";
    REPORT = "UPDATE import_run SET report = $3 WHERE tenant_id = $1 AND import_id = $2";
    REPORTS = "SELECT report FROM import_run WHERE tenant_id = $1 AND kind = $2";
    TURNED = "SELECT COUNT(*) FROM support_file WHERE tenant_id = $1 AND recheck_on <= $2";
    CODE = "SELECT code FROM tenant WHERE tenant_id = $1";
}

/// A run that is going on.
pub(super) struct Run {
    pub(super) tenant: TenantId,
    pub(super) import: Uuid,
    pub(super) today: Date,
    /// What the file covers; without it nothing can be missing from it.
    pub(super) period: Option<Period>,
    /// A newer file was imported before: this one adds what is not there, and corrects and withdraws nothing.
    pub(super) adds_only: bool,
}

/// What a run leaves for later: counts and dates, nothing personal.
#[derive(Serialize, Deserialize)]
pub(super) struct Report<T> {
    /// When the sender made the file, `yyyy-mm-dd`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) created: Option<String>,
    #[serde(flatten)]
    pub(super) counts: T,
}

#[derive(Deserialize)]
struct Created {
    #[serde(default)]
    created: Option<String>,
}

/// Whether an import may begin, and its row.
pub(super) async fn begin(
    tx: &mut Tx,
    actor: &Actor,
    kind: &str,
    sha256: &[u8; 32],
    period: Option<Period>,
    now: Moment,
) -> Result<Run, StoreError> {
    audit::allowed(actor, Action::RunImport)?;
    let (tenant, import) = (actor.tenant(), fresh::id());
    let by = match actor {
        Actor::Member(member) => member.account.to_string(),
        Actor::System { reason, .. } => format!("system:{}", reason.code()),
    };
    let (from, until) = (period.map(|p| p.from), period.and_then(|p| p.until));
    run!(tx, ADD, tenant.0, import, kind, sha256.as_slice(), now.at, by, from, until)?;
    Ok(Run { tenant, import, today: now.day, period, adds_only: false })
}

/// Refuses a file of another institution.
pub(super) async fn same_institution(tx: &mut Tx, tenant: TenantId, file: &str) -> Result<(), ImportError> {
    let (code,) = row!(tx, (String,), CODE, tenant.0)?.ok_or(StoreError::NotFound)?;
    if code == file { Ok(()) } else { Err(ImportError::OtherInstitution { file: file.to_owned(), institution: code }) }
}

/// The day on which the sender made the newest file imported so far.
pub(super) async fn newest(tx: &mut Tx, tenant: TenantId, kind: &str) -> Result<Option<String>, StoreError> {
    let mut newest: Option<String> = None;
    for (report,) in rows!(tx, (String,), REPORTS, tenant.0, kind)? {
        let created = serde_json::from_str::<Created>(&report)?.created;
        // As text `yyyy-mm-dd` sorts as dates do.
        newest = newest.max(created);
    }
    Ok(newest)
}

/// Ends a run: row rights where anything or time changed, the report, one audit event, commit.
///
/// The event names no persons: it would be one row for each of thousands, and nobody looked at anyone. Each row that
/// an import wrote names the import, and so tells the same.
pub(super) async fn finish<T: Serialize>(
    mut tx: Tx,
    actor: &Actor,
    run: &Run,
    report: &Report<T>,
    changed: bool,
    progress: Progress<'_>,
    now: Moment,
) -> Result<ImportId, StoreError> {
    // Time may have changed as much as the file: an import is a good moment to catch up.
    let (turned,) = row!(tx, (i64,), TURNED, run.tenant.0, run.today)?.unwrap_or_default();
    if changed || turned > 0 {
        progress(Step::Rights, 0, 0);
        scope::refresh_all(&mut tx, run.tenant, run.today).await?;
    }
    run!(tx, REPORT, run.tenant.0, run.import, serde_json::to_string(report)?)?;
    let decision = audit::allowed(actor, Action::RunImport)?;
    tx.wrote_everything(run.tenant).await?;
    tx.audit(actor, Action::RunImport, decision, &[], Some(ImportId(run.import).to_string()), now).await?;
    tx.commit().await?;
    Ok(ImportId(run.import))
}

impl Run {
    /// What to write of one kind of row, and how that counts.
    pub(super) fn plan<K: Ord + Clone, C: PartialEq>(
        &self,
        kept: Vec<Kept<K, C>>,
        incoming: Vec<(K, C)>,
    ) -> Result<(Plan<K, C>, Counts), StoreError> {
        // A file without a period holds nothing that it could lack.
        let period = self.period.unwrap_or(Period::between(Date::MAX, Date::MIN));
        let mut plan = reconcile(kept, incoming, &period)
            .map_err(|_| StoreError::Refused("the file holds a record twice, under two person numbers".into()))?;
        let mut unchanged = plan.unchanged.len();
        if self.adds_only {
            unchanged += plan.update.len();
            plan.update.clear();
            plan.withdraw.clear();
        }
        let (inserted, updated) = (plan.insert.len(), plan.update.len());
        let counts = Counts { inserted, updated, unchanged, withdrawn: plan.withdraw.len() };
        Ok((plan, counts))
    }
}
