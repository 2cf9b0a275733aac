//! The student system's list: what DUO's file lacks. Names, teams, groups, coaches, guardians, applications.

mod belongs;
mod guardian;
mod incoming;
mod join;
mod names;
mod plan;
mod who;

pub use incoming::{Columns, Student, StudentApplication, StudentGuardian, StudentsIncoming};

use super::error::{Line, LineProblem, LineWarning};
use super::pace::Part;
use super::run::{Run, Work};
use super::tables::{Coached, Guardian, InGroup, InTeam};
use super::{Counts, Ending, ImportError, Kind, PLANS, Progress, Step, corrected, person, run, too_much};
use crate::application::Row as Application;
use crate::audit::UnitKind;
use crate::db::Tx;
use crate::file::{lock, scope};
use crate::imported::Whose;
use crate::{Store, StoreError};
use access::{Action, Actor};
use names::Names;
use plan::Kept;
use register::{AccountId, ImportId, Moment, PersonId, TenantId};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use time::Date;
use uuid::Uuid;
use who::{Known, Unit};

/// The SQL of this subject.
pub(super) fn sql() -> Vec<(&'static str, &'static str)> {
    [crate::application::Row::SQL, join::SQL, names::SQL, who::SQL, SQL].concat()
}

sql! {
    MAPPING = "SELECT mapping FROM import_mapping WHERE tenant_id = $1 AND kind = 'students'";
    SET_MAPPING = "
        INSERT INTO import_mapping (tenant_id, kind, mapping)
        VALUES ($1, 'students', $2)
        ON CONFLICT (tenant_id, kind) DO UPDATE SET mapping = EXCLUDED.mapping";
    ACCOUNT = "SELECT account_id FROM account WHERE email_key = $1";
    /// Coaches whose account was made while the import was under way.
    MISSED = "
        SELECT DISTINCT c.email_key, a.account_id
        FROM person_coach c
        JOIN account a ON a.email_key = c.email_key
        WHERE c.tenant_id = $1 AND c.account_id IS NULL";
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudentsOutcome {
    /// The run.
    pub import: ImportId,
    /// What it did to each kind of row.
    pub counts: StudentsCounts,
}

/// What an import does to each kind of row. Of teams, groups, coaches and guardians, `withdrawn` counts those that end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct StudentsCounts {
    /// Persons.
    pub persons: Counts,
    /// Students whom DUO's file had brought as someone else, before the school knew their person number.
    pub joined: usize,
    /// Students in teams.
    pub teams: Counts,
    /// Students in lesson groups.
    pub groups: Counts,
    /// Students with coaches.
    pub coaches: Counts,
    /// Guardians.
    pub guardians: Counts,
    /// Applications.
    pub applications: Counts,
    /// Applications that turned out to have become an enrolment.
    pub enrolled: usize,
}

impl StudentsCounts {
    /// Whether anything is written.
    pub const fn changed(&self) -> bool {
        self.persons.changed()
            || self.teams.changed()
            || self.groups.changed()
            || self.coaches.changed()
            || self.guardians.changed()
            || self.applications.changed()
            || self.enrolled + self.joined > 0
    }
}

/// What an import would do, in numbers and lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudentsSummary {
    /// What it would do to each kind of row.
    pub counts: StudentsCounts,
    /// What would end of each kind, because a cell is empty.
    pub ends: Vec<Ending>,
    /// What is strange, by line.
    pub warnings: Vec<Line<LineWarning>>,
    /// An earlier import of this file was not finished: this is what is left of it.
    pub resumed: bool,
}

/// What a plan amounts to, while it is made.
#[derive(Default)]
struct Tally {
    counts: StudentsCounts,
    ends: BTreeMap<Kind, Ending>,
    warnings: Vec<Line<LineWarning>>,
}

impl Tally {
    fn ending(&mut self, kind: Kind, open: usize, ending: usize, line: u32) {
        self.ends.entry(kind).or_insert_with(|| Ending::none(kind)).count(open, ending, line);
    }

    fn warn(&mut self, line: Line<LineWarning>) {
        if self.warnings.last() != Some(&line) {
            self.warnings.push(line);
        }
    }
}

/// An import that was thought out and can be carried out.
pub struct StudentsPlan<'a> {
    /// What it would do.
    pub summary: StudentsSummary,
    pub(super) file: &'a StudentsIncoming<'a>,
    run: Run,
    names: Names,
    units: Vec<Unit>,
    work: Vec<Part>,
}

impl std::fmt::Debug for StudentsPlan<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.summary.fmt(f)
    }
}

impl StudentsPlan<'_> {
    /// Refuses when more of a kind would end than may: 5%, or as many rows as `up_to` says.
    ///
    /// # Errors
    /// [`ImportError::TooMuchEnds`] with those kinds.
    pub fn check(&self, up_to: Option<usize>) -> Result<(), ImportError> {
        too_much(&self.summary.ends, up_to)
    }

    /// Writes some students: held, joined, compared again, written. The first of all also makes teams and groups.
    pub(super) async fn chunk(&self, tx: &mut Tx, run: &Run, units: &[Part], first: bool) -> Result<(), ImportError> {
        if first {
            run!(tx, SET_MAPPING, run.tenant.0, self.file.mapping)?;
            tx.wrote(run.tenant, UnitKind::Mapping, [run.tenant.0]);
            self.names.write(tx, run).await?;
        }
        let units: Vec<&Unit> = units.iter().filter_map(|unit| self.units.get(unit.at)).collect();
        let known: Vec<Uuid> = units.iter().filter(|unit| !unit.new).map(|unit| unit.person).collect();
        let held: Vec<Uuid> = known.iter().copied().chain(units.iter().filter_map(|unit| unit.join)).collect();
        lock::hold(tx, run.tenant, &held).await?;
        let mut problems = Vec::new();
        let mut joined = 0;
        for unit in &units {
            let Some(other) = unit.join else { continue };
            joined += 1;
            if !join::join(tx, run.tenant, other, unit.person).await? {
                problems.push(two_persons(self.file, unit));
            }
        }
        if !problems.is_empty() {
            return Err(ImportError::Lines(problems));
        }
        let kept = Kept::load(tx, run, Whose::These(&known)).await?;
        let mut planned = plan::plan(run, self.file, &self.names, &units, kept, &mut Tally::default())?;
        let new: Vec<Uuid> = units.iter().filter(|unit| unit.new).map(|unit| unit.person).collect();
        let found = corrected::found(tx, run, &planned.corrected).await?;
        person::write(tx, run, &planned.persons, &new, &planned.identifiers).await?;
        accounts(tx, &mut planned.coaches).await?;
        InTeam::write(tx, run.tenant, &planned.teams).await?;
        InGroup::write(tx, run.tenant, &planned.groups).await?;
        Coached::write(tx, run.tenant, &planned.coaches).await?;
        Guardian::write(tx, run.tenant, &planned.guardians).await?;
        Application::write(tx, run.tenant, &planned.applications).await?;
        corrected::write(tx, run, planned.corrected, &found).await?;
        tx.wrote(run.tenant, UnitKind::Person, units.iter().map(|unit| unit.person));
        tx.wrote(run.tenant, UnitKind::Enrolment, units.iter().map(|unit| unit.person));
        let persons: Vec<PersonId> = units.iter().map(|unit| PersonId(unit.person)).collect();
        scope::refresh_many(tx, run.tenant, &persons, run.today).await?;
        person::count(tx, run, new.len() as i64 - joined).await?;
        Ok(())
    }

    fn outcome(&self, import: ImportId) -> StudentsOutcome {
        StudentsOutcome { import, counts: self.summary.counts }
    }
}

/// The accounts of coaches, where they have one already.
async fn accounts(tx: &mut Tx, coaches: &mut [Coached]) -> Result<(), StoreError> {
    let mut known: HashMap<String, Option<Uuid>> = HashMap::new();
    for row in coaches.iter_mut().filter(|row| row.account_id.is_none()) {
        let account = match known.get(&row.email_key) {
            Some(account) => *account,
            None => row!(tx, (Uuid,), ACCOUNT, row.email_key.as_str())?.map(|(id,)| id),
        };
        known.insert(row.email_key.clone(), account);
        row.account_id = account;
    }
    Ok(())
}

fn two_persons(file: &StudentsIncoming<'_>, unit: &Unit) -> Line<LineProblem> {
    Line { line: file.rows[unit.rows[0]].line, other: None, what: LineProblem::TwoPersons }
}

/// What a file says by itself, without a database: what is strange in it.
///
/// # Errors
/// [`ImportError::Lines`] with the lines that do not go together.
pub fn check_students(file: &StudentsIncoming<'_>) -> Result<Vec<Line<LineWarning>>, ImportError> {
    let units = who::units(file, &mut Known::nobody()).map_err(ImportError::Lines)?;
    Ok(who::probably_same(file, &units, &HashMap::new()))
}

impl Store {
    /// Thinks out the import of a students file that was read without problems. Writes nothing.
    ///
    /// # Errors
    /// [`ImportError::Lines`] with the lines that clash with what is there, or with one another; the store's own.
    pub async fn plan_students<'a>(
        &self,
        actor: &Actor,
        file: &'a StudentsIncoming<'a>,
        today: Date,
    ) -> Result<StudentsPlan<'a>, ImportError> {
        let mut tx = self.begin_snapshot().await?;
        let run = run::plan(&mut tx, actor, "students", &file.sha256, None, today).await?;
        let mut known = Known::load(&mut tx, &run).await?;
        let units = who::units(file, &mut known).map_err(ImportError::Lines)?;
        let mut joins = HashMap::new();
        let mut problems = Vec::new();
        for unit in &units {
            let Some(other) = unit.join else { continue };
            if join::joinable(&mut tx, run.tenant, other, unit.person).await?.is_none() {
                problems.push(two_persons(file, unit));
            }
            joins.insert(other, unit.person);
        }
        if !problems.is_empty() {
            return Err(ImportError::Lines(problems));
        }
        let names = Names::load(&mut tx, &run, file).await?;
        let mut kept = Kept::load(&mut tx, &run, Whose::All).await?;
        drop(tx);
        kept.joined(&joins);
        let mut tally = Tally { warnings: who::probably_same(file, &units, &kept.persons), ..Tally::default() };
        let planned = plan::plan(&run, file, &names, &units.iter().collect::<Vec<_>>(), kept, &mut tally)?;
        let changed = units.iter().enumerate().filter(|(_, unit)| planned.touched.contains(&unit.person));
        // A student has some five rows besides the lines.
        let work = changed.map(|(at, unit)| Part { at, records: 5 + unit.rows.len() }).collect();
        tally.warnings.sort();
        let summary = StudentsSummary {
            counts: tally.counts,
            ends: tally.ends.into_values().collect(),
            warnings: tally.warnings,
            resumed: run.resumed,
        };
        Ok(StudentsPlan { summary, file, run, names, units, work })
    }

    /// Carries a plan out, some students at a time, and remembers the mapping. Killed half way, the same file again
    /// finishes it.
    ///
    /// # Errors
    /// As [`Store::plan_students`] and [`StudentsPlan::check`], because the plan is made anew when somebody else brought in
    /// the same people meanwhile.
    pub async fn apply_students<'a>(
        &self,
        actor: &Actor,
        mut plan: StudentsPlan<'a>,
        up_to: Option<usize>,
        now: Moment,
        progress: Progress<'_>,
    ) -> Result<StudentsOutcome, ImportError> {
        let mut planned = 1;
        let import = loop {
            match run::apply(self, actor, &plan.run, Work::Students(&plan), &plan.work, progress, now).await {
                Err(ImportError::Store(error)) if error.is_duplicate() && planned < PLANS => {
                    plan = self.plan_students(actor, plan.file, now.day).await?;
                    plan.check(up_to)?;
                    planned += 1;
                }
                other => break other?,
            }
        };
        let mut tx = self.begin_reading().await?;
        let missed = rows!(tx, (String, Uuid), MISSED, actor.tenant().0)?;
        drop(tx);
        for (email, account) in missed {
            retry!(self.coach_adopt(AccountId(account), &email, now))?;
        }
        Ok(plan.outcome(import))
    }

    /// Plans an import, and carries it out unless more would end than may.
    ///
    /// # Errors
    /// As [`Store::plan_students`], [`StudentsPlan::check`] and [`Store::apply_students`].
    pub async fn import_students(
        &self,
        actor: &Actor,
        file: &StudentsIncoming<'_>,
        up_to: Option<usize>,
        now: Moment,
        progress: Progress<'_>,
    ) -> Result<StudentsOutcome, ImportError> {
        progress(Step::Plan, 0, 0);
        let plan = self.plan_students(actor, file, now.day).await?;
        plan.check(up_to)?;
        self.apply_students(actor, plan, up_to, now, progress).await
    }

    /// The mapping of column headings that the school used last, as JSON.
    pub async fn import_mapping(&self, actor: &Actor) -> Result<Option<String>, StoreError> {
        crate::audit::allowed(actor, Action::RunImport)?;
        let TenantId(tenant) = actor.tenant();
        let mut tx = self.begin_reading().await?;
        Ok(row!(tx, (String,), MAPPING, tenant)?.map(|(mapping,)| mapping))
    }
}
