//! DUO's *registratieoverzicht*: persons without names, enrolments, and what hangs on them.

mod enrolment;
mod incoming;
mod period;
mod person;
mod placement;
mod support;

pub use incoming::{RoEnrolment, RoIncoming, RoPeriod, RoPerson, RoPlacement, RoSupport};

use super::run::Report;
use super::{Counts, ImportError, Progress, Step, link, run};
use crate::Store;
use access::Actor;
use register::{ImportId, Moment, Period};
use serde::Serialize;

/// The SQL of this subject.
pub(super) fn sql() -> Vec<(&'static str, &'static str)> {
    [enrolment::SQL, period::SQL, placement::SQL, support::SQL].concat()
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoOutcome {
    /// The run.
    pub import: ImportId,
    /// What it did to each kind of row.
    pub counts: RoCounts,
    /// A newer file was imported before, so this one only added what was not there.
    pub older: bool,
}

/// What an import did to each kind of row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct RoCounts {
    /// Persons.
    pub persons: Counts,
    /// Enrolments.
    pub enrolments: Counts,
    /// What they were for.
    pub periods: Counts,
    /// Support reported to DUO.
    pub support: Counts,
    /// Placements.
    pub placements: Counts,
    /// Applications that turned out to have become an enrolment.
    pub enrolled: usize,
}

impl RoCounts {
    /// Whether anything was written.
    pub const fn changed(&self) -> bool {
        self.persons.changed()
            || self.enrolments.changed()
            || self.periods.changed()
            || self.support.changed()
            || self.placements.changed()
            || self.enrolled > 0
    }
}

impl Store {
    /// Imports a *registratieoverzicht* that was read without problems. All or nothing.
    pub async fn import_ro(
        &self,
        actor: &Actor,
        file: &RoIncoming<'_>,
        now: Moment,
        progress: Progress<'_>,
    ) -> Result<RoOutcome, ImportError> {
        let mut tx = self.begin().await?;
        let total = file.len();
        progress(Step::Load, 0, total);
        let period = Period::between(file.begins, file.ends);
        let mut run = run::begin(&mut tx, actor, "ro", &file.sha256, Some(period), now).await?;
        run::same_institution(&mut tx, run.tenant, file.institution).await?;
        let created = file.created.to_string();
        run.adds_only = run::newest(&mut tx, run.tenant, "ro").await?.is_some_and(|newest| newest > created);
        let mut counts = RoCounts::default();
        let mut done = 0;
        progress(Step::Persons, done, total);
        let persons = person::write(&mut tx, &run, &file.persons, &mut counts.persons).await?;
        done += file.persons.len();
        progress(Step::Enrolments, done, total);
        let enrolments = enrolment::write(&mut tx, &run, file, &persons, &mut counts.enrolments).await?;
        done += file.enrolments.len();
        progress(Step::Periods, done, total);
        counts.periods = period::write(&mut tx, &run, &file.periods, &enrolments).await?;
        done += file.periods.len();
        progress(Step::Support, done, total);
        counts.support = support::write(&mut tx, &run, &file.support, &enrolments).await?;
        done += file.support.len();
        progress(Step::Placements, done, total);
        counts.placements = placement::write(&mut tx, &run, &file.placements, &enrolments).await?;
        progress(Step::Placements, total, total);
        counts.enrolled = link::applications(&mut tx, &run).await?;
        let report = Report { created: Some(created), counts };
        let import = run::finish(tx, actor, &run, &report, counts.changed(), progress, now).await?;
        Ok(RoOutcome { import, counts, older: run.adds_only })
    }
}
