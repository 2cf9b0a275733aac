//! The record of a run, and how it is carried out: in transactions of a few students each, with a moment for others
//! between them. A run that was killed half way stands in the list as unfinished; the same file again finishes it.

use super::pace::{Pace, Part};
use super::{ImportError, Progress, Step, ro, students};
use crate::audit::{Deed, UnitKind};
use crate::db::Tx;
use crate::{Store, StoreError, audit, fresh};
use access::{Action, Actor};
use register::{ImportId, Moment, Period, TenantId};
use serde::{Deserialize, Serialize};
use std::time::{Duration, Instant};
use time::Date;
use uuid::Uuid;

sql! {
    BEGIN = "
        INSERT INTO import_run
            (tenant_id, import_id, kind, sha256, imported_at, imported_by, period_begins, period_ends, report, state)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'unfinished')
        ON CONFLICT (tenant_id, import_id) DO UPDATE SET report = EXCLUDED.report";
    UNFINISHED = "
        SELECT import_id
        FROM import_run
        WHERE tenant_id = $1 AND kind = $2 AND sha256 = $3 AND state = 'unfinished'
        ORDER BY imported_at DESC
        LIMIT 1";
    DONE = "UPDATE import_run SET state = 'done', finished_at = $3 WHERE tenant_id = $1 AND import_id = $2";
    /// What a file that was never finished would have brought, a later one of its kind brought or took back.
    OVERTAKEN = "
        UPDATE import_run
        SET state = 'overtaken'
        WHERE tenant_id = $1 AND kind = $2 AND state = 'unfinished' AND import_id <> $3
        RETURNING import_id";
    REPORTS = "SELECT report FROM import_run WHERE tenant_id = $1 AND kind = $2";
    CODE = "SELECT code FROM tenant WHERE tenant_id = $1";
}

/// Between two transactions others get their turn: whoever waits for SQLite's one writer asks every other millisecond
/// (`db::sqlite`), and would miss every moment at which it is free without this.
const PAUSE: Duration = Duration::from_millis(5);

/// A run: planned, or going on.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) tenant: TenantId,
    pub(super) import: Uuid,
    pub(super) today: Date,
    /// What the file covers; without it nothing can be missing from it.
    pub(super) period: Option<Period>,
    /// A newer file was imported before: this one adds what is not there, and corrects and withdraws nothing.
    pub(super) adds_only: bool,
    /// The file says itself that it is whole. Else what it lacks may have been cut off, and is not withdrawn.
    pub(super) complete: bool,
    /// It goes on where one that was killed stopped.
    pub(super) resumed: bool,
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

/// A run to be, if this actor may: a new one, or the one of this file that was never finished.
pub(super) async fn plan(
    tx: &mut Tx,
    actor: &Actor,
    kind: &str,
    sha256: &[u8; 32],
    period: Option<Period>,
    today: Date,
) -> Result<Run, StoreError> {
    audit::allowed(actor, Action::RunImport)?;
    let tenant = actor.tenant();
    let unfinished = row!(tx, (Uuid,), UNFINISHED, tenant.0, kind, sha256.as_slice())?;
    let (import, resumed) = unfinished.map_or_else(|| (fresh::id(), false), |(import,)| (import, true));
    Ok(Run { tenant, import, today, period, adds_only: false, complete: true, resumed })
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

/// What is carried out.
#[derive(Clone, Copy)]
pub(super) enum Work<'a> {
    Ro(&'a ro::RoPlan<'a>),
    Students(&'a students::StudentsPlan<'a>),
}

impl Work<'_> {
    const fn kind(self) -> &'static str {
        match self {
            Self::Ro(_) => "ro",
            Self::Students(_) => "students",
        }
    }

    const fn sha256(self) -> [u8; 32] {
        match self {
            Self::Ro(plan) => plan.file.sha256,
            Self::Students(plan) => plan.file.sha256,
        }
    }

    fn report(self) -> Result<String, StoreError> {
        Ok(match self {
            Self::Ro(plan) => {
                let created = Some(plan.file.created.to_string());
                serde_json::to_string(&Report { created, counts: plan.summary.counts })?
            }
            Self::Students(plan) => serde_json::to_string(&Report { created: None, counts: plan.summary.counts })?,
        })
    }

    async fn chunk(self, tx: &mut Tx, run: &Run, units: &[Part], first: bool) -> Result<(), ImportError> {
        match self {
            Self::Ro(plan) => plan.chunk(tx, run, units).await,
            Self::Students(plan) => plan.chunk(tx, run, units, first).await,
        }
    }
}

/// Carries a plan out. A plan that changes nothing is one transaction too: that the file came is worth an event.
pub(super) async fn apply(
    store: &Store,
    actor: &Actor,
    run: &Run,
    work: Work<'_>,
    units: &[Part],
    progress: Progress<'_>,
    now: Moment,
) -> Result<ImportId, ImportError> {
    let (mut pace, mut done) = (Pace::default(), 0);
    loop {
        progress(Step::Write, done, units.len());
        let (now_written, left) = units[done..].split_at(pace.next(&units[done..]));
        let ends = (done == 0, left.is_empty());
        let held = retry!(one(store, actor, run, work, now_written, ends, now))?;
        pace.took(now_written, held);
        done += now_written.len();
        if left.is_empty() {
            break;
        }
        tokio::time::sleep(PAUSE).await;
    }
    progress(Step::Write, done, units.len());
    Ok(ImportId(run.import))
}

/// One transaction of a run; how long it made others wait. The event names no persons: nobody looked at anyone, and each
/// row names the import that wrote it.
async fn one(
    store: &Store,
    actor: &Actor,
    run: &Run,
    work: Work<'_>,
    units: &[Part],
    (first, last): (bool, bool),
    now: Moment,
) -> Result<Duration, ImportError> {
    let mut tx = store.begin().await?;
    let begun = Instant::now();
    if first {
        self::begin(&mut tx, actor, run, (work.kind(), &work.sha256(), work.report()?), now).await?;
    }
    work.chunk(&mut tx, run, units, first).await?;
    if last {
        finish(&mut tx, run, work.kind(), now).await?;
    }
    told(&mut tx, actor, run, now).await?;
    tx.commit().await?;
    let held = begun.elapsed();
    tracing::debug!(held_us = held.as_micros() as u64, "a transaction of an import");
    Ok(held)
}

/// Writes down that a run of a kind began: by whom, of which bytes, and what it would do.
pub(super) async fn begin(
    tx: &mut Tx,
    actor: &Actor,
    run: &Run,
    (kind, sha256, report): (&str, &[u8; 32], String),
    now: Moment,
) -> Result<(), StoreError> {
    let by = match actor {
        Actor::Member(member) => member.account.to_string(),
        Actor::Outsider(_) | Actor::Bearer(_) => return Err(StoreError::NotFound),
        Actor::System { reason, .. } => format!("system:{}", reason.code()),
    };
    let (from, until) = (run.period.map(|p| p.from), run.period.and_then(|p| p.until));
    tx.wrote(run.tenant, UnitKind::Import, [run.import]);
    run!(tx, BEGIN, run.tenant.0, run.import, kind, sha256.as_slice(), now.at, by, from, until, report)?;
    Ok(())
}

/// Writes down that a run is done, and overtook those of its kind that never were.
pub(super) async fn finish(tx: &mut Tx, run: &Run, kind: &str, now: Moment) -> Result<(), StoreError> {
    tx.wrote(run.tenant, UnitKind::Import, [run.import]);
    run!(tx, DONE, run.tenant.0, run.import, now.at)?;
    let overtaken = rows!(tx, (Uuid,), OVERTAKEN, run.tenant.0, kind, run.import)?;
    tx.wrote(run.tenant, UnitKind::Import, overtaken.into_iter().map(|(import,)| import));
    Ok(())
}

/// The event of a transaction of a run.
pub(super) async fn told(tx: &mut Tx, actor: &Actor, run: &Run, now: Moment) -> Result<(), StoreError> {
    tx.wrote(run.tenant, UnitKind::Import, [run.import]);
    let decision = audit::allowed(actor, Action::RunImport)?;
    tx.audit(Deed::new(actor, Action::RunImport, decision).about(ImportId(run.import)), now).await
}
