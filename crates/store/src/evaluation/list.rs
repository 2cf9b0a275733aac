//! Whose agreements are to be evaluated this school year, whose were, and whose were not last year: three lists, filtered,
//! counted and cut short by the database, over what [`crate::file::evaluating`] wrote beside the facts.

use super::plan::{self, Planned};
use crate::audit::Deed;
use crate::file::list::{self, FileRow, PAGE_SIZE};
use crate::file::scope;
use crate::file::within::{self, Choices, Chosen, Texts, Within};
use crate::table::{Type, Value};
use crate::{Store, StoreError, audit};
use access::{Action, Actor};
use register::duty::Evaluating;
use register::law::SchoolYear;
use register::{FileId, Moment, PersonId, VersionId};
use std::collections::HashMap;
use std::sync::LazyLock;
use time::Date;
use uuid::Uuid;

/// Rows of a list that hold on the day that is asked about, of the files of a reader.
fn listed(rows: &str) -> String {
    format!(
        "{rows} CROSS JOIN file_evaluation e WHERE e.tenant_id = $1 AND e.file_id = r.file_id AND e.begins <= $3 AND e.ends >= $3"
    )
}

/// The same, of all of a school: read in an index. Whoever asks it of less gets nothing.
fn of_school() -> String {
    format!(
        "file_evaluation e WHERE $2 = '{}' AND $4 = e.tenant_id AND $5 = e.tenant_id AND e.tenant_id = $1 \
         AND e.begins <= $3 AND e.ends >= $3",
        scope::kind::SCHOOL
    )
}

/// A text for the files of a list, and for all of a school.
fn texts(name: &str, own: usize, make: impl Fn(&str) -> String) -> Texts {
    Texts::new(name, own, |rows| make(&listed(rows))).or_whole(make(&of_school()))
}

/// How many stand on each list.
static COUNTS: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::evaluation::COUNT", 0, |from| format!("SELECT e.list, COUNT(*) FROM {from} GROUP BY e.list"))
});

/// `$6`: which list; `$7` and `$8`: after whom; `$9`: how many. Whose file it is is asked of those alone.
static PAGES: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::evaluation::PAGE", 4, |from| {
        format!(
            "SELECT q.file_id, f.person_id, q.version_id FROM (SELECT e.file_id, e.version_id, e.sort_key FROM {from} \
             AND e.list = $6 AND (e.sort_key, e.file_id) > ($7, $8) ORDER BY e.sort_key, e.file_id LIMIT $9) q \
             CROSS JOIN support_file f WHERE f.tenant_id = $1 AND f.file_id = q.file_id ORDER BY q.sort_key, q.file_id"
        )
    })
});

/// How many come up to a place: where a page begins.
static BEFORE: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::evaluation::BEFORE", 3, |from| {
        format!("SELECT COUNT(*) FROM {from} AND e.list = $6 AND (e.sort_key, e.file_id) <= ($7, $8)")
    })
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    COUNTS.sql().chain(PAGES.sql()).chain(BEFORE.sql()).collect()
}

/// How many talks are planned at once, at most: the students of a coach fit on two such pages.
pub const PLANNED_AT_ONCE: usize = 40;

/// Somebody on a list.
#[derive(Debug, Clone)]
pub struct EvaluationRow {
    /// Who, with their teams of today.
    pub file: FileRow,
    /// The version to look back at: the one in force, else the last that was.
    pub version: VersionId,
    /// When the talk is planned.
    pub planned: Option<Planned>,
}

/// What a reader chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Which list.
    pub list: Evaluating,
    /// Of a team, of a coach.
    pub files: Chosen,
    /// What comes after this file.
    pub after: Option<FileId>,
}

impl Asked {
    /// All of a list, from its start.
    pub fn of(list: Evaluating) -> Self {
        Self { list, files: Chosen::default(), after: None }
    }
}

/// One page of the evaluations of a school year.
#[derive(Debug, Clone)]
pub struct Evaluations {
    /// Who stands on the list that was chosen, by name: some of them.
    pub rows: Vec<EvaluationRow>,
    /// How many come before this page.
    pub before: i64,
    /// How many stand on each list, of the team and the coach that were chosen.
    pub counts: Vec<(Evaluating, i64)>,
    /// By when: the last day of the school year.
    pub by: Date,
    /// Where the next page begins, if there is one.
    pub next: Option<FileId>,
    /// What there is to choose from.
    pub choices: Choices,
}

impl Evaluations {
    /// How many stand on a list.
    pub fn count(&self, list: Evaluating) -> i64 {
        self.counts.iter().find(|(of, _)| *of == list).map_or(0, |(_, count)| *count)
    }
}

impl Store {
    /// Whose agreements are to be evaluated this school year, were, or were not last year, of those whom an actor reaches. Who
    /// is shown is looked at.
    pub async fn evaluations(&self, actor: &Actor, asked: &Asked, now: Moment) -> Result<Evaluations, StoreError> {
        self.evaluations_of(actor, asked, PAGE_SIZE, now).await
    }

    /// As [`Store::evaluations`], with more on a page: to plan many at once.
    pub async fn evaluations_to_plan(
        &self,
        actor: &Actor,
        files: Chosen,
        after: Option<FileId>,
        now: Moment,
    ) -> Result<Evaluations, StoreError> {
        let asked = Asked { list: Evaluating::Owed, files, after };
        self.evaluations_of(actor, &asked, PLANNED_AT_ONCE, now).await
    }

    /// How many stand on each list of evaluations, of those whom an actor reaches. Numbers, and nobody's.
    pub async fn evaluations_owed(&self, actor: &Actor, now: Moment) -> Result<Vec<(Evaluating, i64)>, StoreError> {
        let action = Action::SeeWorkbench;
        audit::allowed(actor, action)?;
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        scope::turn_of_day(self, actor.tenant(), now.day).await?;
        let mut tx = self.begin_reading().await?;
        let counted = within.read(&mut tx, &COUNTS, &[Type::Text, Type::BigInt], &[]).await?;
        Ok(counted.iter().filter_map(|row| Some((Evaluating::from_code(row[0].text()?)?, row[1].int()?))).collect())
    }

    async fn evaluations_of(
        &self,
        actor: &Actor,
        asked: &Asked,
        size: usize,
        now: Moment,
    ) -> Result<Evaluations, StoreError> {
        let action = Action::SeeWorkbench;
        let decision = audit::allowed(actor, action)?;
        let (tenant, today) = (actor.tenant(), now.day);
        let within = Within::new(actor, action, asked.files, today)?;
        scope::turn_of_day(self, tenant, today).await?;
        let mut tx = self.begin_snapshot().await?;
        let counted = within.read(&mut tx, &COUNTS, &[Type::Text, Type::BigInt], &[]).await?;
        let count = |row: &Vec<Value>| Some((Evaluating::from_code(row[0].text()?)?, row[1].int()?));
        let counts = counted.iter().filter_map(count).collect();

        let (key, place) = match asked.after {
            Some(file) => (list::position(&mut tx, tenant, file, today).await?, file.0),
            None => (String::new(), Uuid::nil()),
        };
        let mut own = vec![Value::Text(asked.list.code().to_owned()), Value::Text(key), Value::Uuid(place)];
        let before = if asked.after.is_some() { within.count(&mut tx, &BEFORE, &own).await? } else { 0 };
        own.push(Value::Int(size as i64 + 1));
        let found = within.read(&mut tx, &PAGES, &[Type::Uuid; 3], &own).await?;
        let line =
            |row: &Vec<Value>| Some((FileId(row[0].uuid()?), PersonId(row[1].uuid()?), VersionId(row[2].uuid()?)));
        let lines: Vec<_> = found.iter().take(size).filter_map(line).collect();
        let next = if found.len() > size { lines.last().map(|(file, ..)| *file) } else { None };
        let versions: HashMap<FileId, VersionId> = lines.iter().map(|(file, _, version)| (*file, *version)).collect();
        let persons: Vec<(PersonId, bool)> = lines.iter().map(|(_, person, _)| (*person, false)).collect();
        let mut rows = Vec::with_capacity(persons.len());
        for few in persons.chunks(PAGE_SIZE) {
            let shown = list::rows_of(&mut tx, tenant, few, today).await?;
            let ids: Vec<PersonId> = few.iter().map(|(person, _)| *person).collect();
            let planned = plan::standing(&mut tx, tenant, &ids).await?;
            let row = |file: FileRow| {
                let (version, planned) = (*versions.get(&file.file)?, planned.get(&file.file).copied());
                Some(EvaluationRow { file, version, planned })
            };
            rows.extend(shown.into_iter().filter_map(row));
        }

        let choices = within::choices(&mut tx, actor, action, today).await?;
        let deed = Deed::new(actor, action, decision).to(rows.iter().map(|row| row.file.person));
        self.looked(tx, deed, now).await?;
        Ok(Evaluations { rows, before, counts, by: SchoolYear::of(today).last(), next, choices })
    }
}
