//! DUO's *registratieoverzicht*: persons without names, enrolments, and what hangs on them.

mod incoming;
mod plan;

pub use incoming::{RoEnrolment, RoIncoming, RoPeriod, RoPerson, RoPlacement, RoSupport};

use super::number::Numbers;
use super::pace::Part;
use super::run::{Run, Work};
use super::{Counts, Ending, ImportError, PLANS, Progress, Step, corrected, person, run, too_much};
use crate::Store;
use crate::application::Row as Application;
use crate::audit::UnitKind;
use crate::db::Tx;
use crate::file::{lock, scope};
use crate::imported::Whose;
use access::Actor;
use plan::{Index, Kept, Unit};
use register::{ImportId, Moment, Period, PersonId};
use serde::Serialize;
use time::Date;
use uuid::Uuid;

use super::tables::{Enrolment, Period as Stretch, Placement, Support};

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

/// What an import does to each kind of row.
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
    /// Whether anything is written.
    pub const fn changed(&self) -> bool {
        self.persons.changed()
            || self.enrolments.changed()
            || self.periods.changed()
            || self.support.changed()
            || self.placements.changed()
            || self.enrolled > 0
    }
}

/// What an import would do, in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoSummary {
    /// What it would do to each kind of row.
    pub counts: RoCounts,
    /// What would end of each kind.
    pub ends: Vec<Ending>,
    /// A newer file was imported before, so this one only adds what is not there.
    pub older: bool,
    /// Rows that the file lacks and that stay, because nothing in it says that it is whole.
    pub kept_all_the_same: usize,
    /// An earlier import of this file was not finished: this is what is left of it.
    pub resumed: bool,
}

/// An import that was thought out and can be carried out.
pub struct RoPlan<'a> {
    /// What it would do.
    pub summary: RoSummary,
    pub(super) file: &'a RoIncoming<'a>,
    run: Run,
    index: Index,
    units: Vec<Unit>,
    work: Vec<Part>,
}

impl std::fmt::Debug for RoPlan<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.summary.fmt(f)
    }
}

impl RoPlan<'_> {
    /// Refuses when more of a kind would end than may: 5%, or as many rows as `up_to` says.
    ///
    /// # Errors
    /// [`ImportError::TooMuchEnds`] with those kinds.
    pub fn check(&self, up_to: Option<usize>) -> Result<(), ImportError> {
        too_much(&self.summary.ends, up_to)
    }

    /// Writes some students: held, compared again, written.
    pub(super) async fn chunk(&self, tx: &mut Tx, run: &Run, units: &[Part]) -> Result<(), ImportError> {
        let units: Vec<&Unit> = units.iter().filter_map(|unit| self.units.get(unit.at)).collect();
        let known: Vec<Uuid> = units.iter().filter(|unit| !unit.new).map(|unit| unit.person).collect();
        lock::hold(tx, run.tenant, &known).await?;
        let kept = Kept::load(tx, run, Whose::These(&known)).await?;
        let new: Vec<Uuid> = units.iter().filter(|unit| unit.new).map(|unit| unit.person).collect();
        let planned = plan::plan(run, self.file, &self.index, &units, kept)?;
        let found = corrected::found(tx, run, &planned.corrected).await?;
        person::write(tx, run, &planned.persons, &new, &planned.identifiers).await?;
        Enrolment::write(tx, run.tenant, &planned.enrolments).await?;
        Stretch::write(tx, run.tenant, &planned.periods).await?;
        Support::write(tx, run.tenant, &planned.support).await?;
        Placement::write(tx, run.tenant, &planned.placements).await?;
        Application::write(tx, run.tenant, &planned.applications).await?;
        corrected::write(tx, run, planned.corrected, &found).await?;
        tx.wrote(run.tenant, UnitKind::Person, units.iter().map(|unit| unit.person));
        tx.wrote(run.tenant, UnitKind::Enrolment, units.iter().map(|unit| unit.person));
        let persons: Vec<PersonId> = units.iter().map(|unit| PersonId(unit.person)).collect();
        scope::refresh_many(tx, run.tenant, &persons, run.today).await?;
        person::count(tx, run, new.len() as i64).await?;
        Ok(())
    }
}

impl Store {
    /// Thinks out the import of a *registratieoverzicht* that was read without problems. Writes nothing.
    ///
    /// # Errors
    /// The file is of another institution; two of its persons are one here; the store's own.
    pub async fn plan_ro<'a>(
        &self,
        actor: &Actor,
        file: &'a RoIncoming<'a>,
        today: Date,
    ) -> Result<RoPlan<'a>, ImportError> {
        let mut tx = self.begin_snapshot().await?;
        let period = Period::between(file.from, file.until);
        let mut run = run::plan(&mut tx, actor, "ro", &file.sha256, Some(period), today).await?;
        run::same_institution(&mut tx, run.tenant, file.institution).await?;
        let created = file.created.to_string();
        run.adds_only = run::newest(&mut tx, run.tenant, "ro").await?.is_some_and(|newest| newest > created);
        run.complete = file.complete;
        let mut numbers = Numbers::load(&mut tx, run.tenant).await?;
        let kept = Kept::load(&mut tx, &run, Whose::All).await?;
        drop(tx);
        let index = Index::of(file);
        let units = plan::units(file, &mut numbers, &kept)?;
        let planned = plan::plan(&run, file, &index, &units.iter().collect::<Vec<_>>(), kept)?;
        let changed = units.iter().enumerate().filter(|(_, unit)| planned.touched.contains(&unit.person));
        let work = changed.map(|(at, unit)| Part { at, records: index.size(unit) }).collect();
        let summary = RoSummary {
            counts: planned.counts,
            ends: planned.ends,
            older: run.adds_only,
            kept_all_the_same: planned.kept_all_the_same,
            resumed: run.resumed,
        };
        Ok(RoPlan { summary, file, run, index, units, work })
    }

    /// Carries a plan out, some students at a time. Killed half way, the same file again finishes it.
    ///
    /// # Errors
    /// As [`Store::plan_ro`] and [`RoPlan::check`], because the plan is made anew when somebody else brought in the same
    /// people meanwhile.
    pub async fn apply_ro<'a>(
        &self,
        actor: &Actor,
        mut plan: RoPlan<'a>,
        up_to: Option<usize>,
        now: Moment,
        progress: Progress<'_>,
    ) -> Result<RoOutcome, ImportError> {
        let mut planned = 1;
        loop {
            match run::apply(self, actor, &plan.run, Work::Ro(&plan), &plan.work, progress, now).await {
                Err(ImportError::Store(error)) if error.is_duplicate() && planned < PLANS => {
                    plan = self.plan_ro(actor, plan.file, now.day).await?;
                    plan.check(up_to)?;
                    planned += 1;
                }
                other => return other.map(|import| plan.outcome(import)),
            }
        }
    }

    /// Plans an import, and carries it out unless more would end than may.
    ///
    /// # Errors
    /// As [`Store::plan_ro`], [`RoPlan::check`] and [`Store::apply_ro`].
    pub async fn import_ro(
        &self,
        actor: &Actor,
        file: &RoIncoming<'_>,
        up_to: Option<usize>,
        now: Moment,
        progress: Progress<'_>,
    ) -> Result<RoOutcome, ImportError> {
        progress(Step::Plan, 0, 0);
        let plan = self.plan_ro(actor, file, now.day).await?;
        plan.check(up_to)?;
        self.apply_ro(actor, plan, up_to, now, progress).await
    }
}

impl RoPlan<'_> {
    fn outcome(&self, import: ImportId) -> RoOutcome {
        RoOutcome { import, counts: self.summary.counts, older: self.summary.older }
    }
}
