//! The student system's list: what DUO's file lacks. Names, teams, groups, coaches, guardians, applications.

mod application;
mod belongs;
mod guardian;
mod incoming;
mod join;
mod person;

pub use incoming::{Columns, Student, StudentApplication, StudentGuardian, StudentsIncoming};

use super::run::Report;
use super::{Counts, ImportError, Progress, Step, link, run};
use crate::{Store, StoreError};
use access::{Action, Actor};
use belongs::Belonging;
use register::{ImportId, Moment, TenantId};
use serde::Serialize;

/// The SQL of this subject.
pub(super) fn sql() -> Vec<(&'static str, &'static str)> {
    [application::SQL, belongs::SQL, guardian::SQL, join::SQL, person::SQL, SQL].concat()
}

sql! {
    MAPPING = "SELECT mapping FROM import_mapping WHERE tenant_id = $1 AND kind = 'students'";
    SET_MAPPING = "INSERT INTO import_mapping (tenant_id, kind, mapping) VALUES ($1, 'students', $2) \
                   ON CONFLICT (tenant_id, kind) DO UPDATE SET mapping = EXCLUDED.mapping";
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudentsOutcome {
    /// The run.
    pub import: ImportId,
    /// What it did to each kind of row.
    pub counts: StudentsCounts,
}

/// What an import did to each kind of row. Of teams, groups, coaches and guardians, `withdrawn` counts those that ended.
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
    /// Whether anything was written.
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

impl Store {
    /// Imports a students file that was read without problems, and remembers its mapping. All or nothing.
    pub async fn import_students(
        &self,
        actor: &Actor,
        file: &StudentsIncoming<'_>,
        now: Moment,
        progress: Progress<'_>,
    ) -> Result<StudentsOutcome, ImportError> {
        let mut tx = self.begin().await?;
        let (rows, total) = (file.rows.as_slice(), file.rows.len());
        progress(Step::Load, 0, total);
        let run = run::begin(&mut tx, actor, "students", &file.sha256, None, now).await?;
        run!(tx, SET_MAPPING, run.tenant.0, file.mapping)?;
        let mut counts = StudentsCounts::default();
        progress(Step::Persons, 0, total);
        let persons = person::write(&mut tx, &run, file, &mut counts).await?;
        progress(Step::Teams, total, total);
        let teams = belongs::ids(&mut tx, &run, Belonging::Team, rows.iter().filter_map(|row| row.team)).await?;
        if file.columns.team {
            let wanted =
                persons.iter().zip(rows).map(|(p, row)| (*p, row.team.map(|name| teams[name]).into_iter().collect()));
            counts.teams = belongs::write(&mut tx, &run, Belonging::Team, wanted).await?;
        }
        if file.columns.groups {
            let names = rows.iter().flat_map(|row| row.groups.iter().copied());
            let groups = belongs::ids(&mut tx, &run, Belonging::Group, names).await?;
            let wanted =
                persons.iter().zip(rows).map(|(p, row)| (*p, row.groups.iter().map(|name| groups[*name]).collect()));
            counts.groups = belongs::write(&mut tx, &run, Belonging::Group, wanted).await?;
        }
        if file.columns.coach {
            counts.coaches = belongs::write_coaches(&mut tx, &run, &persons, rows).await?;
        }
        if file.columns.guardians {
            progress(Step::Guardians, total, total);
            counts.guardians = guardian::write(&mut tx, &run, &persons, rows).await?;
        }
        progress(Step::Applications, total, total);
        counts.applications = application::write(&mut tx, &run, &persons, rows, &teams).await?;
        counts.enrolled = link::applications(&mut tx, &run).await?;
        let report = Report { created: None, counts };
        let import = run::finish(tx, actor, &run, &report, counts.changed(), progress, now).await?;
        Ok(StudentsOutcome { import, counts })
    }

    /// The mapping of column headings that the school used last, as JSON.
    pub async fn import_mapping(&self, actor: &Actor) -> Result<Option<String>, StoreError> {
        crate::audit::allowed(actor, Action::RunImport)?;
        let TenantId(tenant) = actor.tenant();
        let mut tx = self.begin_reading().await?;
        Ok(row!(tx, (String,), MAPPING, tenant)?.map(|(mapping,)| mapping))
    }
}
