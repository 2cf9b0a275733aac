//! Records of files that stand somewhere, as one list: counted by where they stand, and a page of one of those, the first that is
//! due first. Filtered, counted and cut short by the database, within the files that a reader reaches.

use super::list::{self, FileRow, PAGE_SIZE};
use super::scope::{kind, turn_of_day};
use super::within::{self, Choices, Chosen, Texts, Within};
use crate::audit::Deed;
use crate::table::{Type, Value, select};
use crate::{Store, StoreError, audit};
use access::{Action, Actor};
use register::{FileId, Moment, PersonId};
use std::collections::HashMap;
use time::Date;
use time::macros::date;
use uuid::Uuid;

/// What a reader chose of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed<S, I> {
    /// Of a team, of a coach.
    pub files: Chosen,
    /// Where they stand.
    pub status: S,
    /// What comes after this.
    pub after: Option<I>,
}

impl<S, I> Listed<S, I> {
    /// All that a reader reaches, from the first.
    pub const fn of(status: S) -> Self {
        Self { files: Chosen { team: None, coach: None }, status, after: None }
    }
}

/// A record in a list; `M`: what its subject tells of it beside that.
#[derive(Debug, Clone)]
pub struct StandingRow<I, M = ()> {
    /// Which.
    pub id: I,
    /// Whose file, with their teams of today.
    pub file: FileRow,
    /// By which day it is ordered.
    pub on: Date,
    /// What else is told.
    pub more: M,
}

/// One page of records.
#[derive(Debug, Clone)]
pub struct StandingPage<S, I, M = ()> {
    /// Some of them: the first day first.
    pub rows: Vec<StandingRow<I, M>>,
    /// How many of what was chosen come before this page.
    pub before: i64,
    /// How many there are of each.
    pub counts: Vec<(S, i64)>,
    /// Where the next page begins, if there is one.
    pub next: Option<I>,
    /// What there is to choose from.
    pub choices: Choices,
}

impl<S: PartialEq, I, M> StandingPage<S, I, M> {
    /// How many there are.
    pub fn count(&self, status: S) -> i64 {
        self.counts.iter().filter(|(one, _)| *one == status).map(|(_, count)| count).sum()
    }
}

/// Where the records of a subject are stored. All have `tenant_id` and `file_id`.
pub(crate) struct Place {
    /// The name of its statements: the module.
    pub(crate) name: &'static str,
    /// The table.
    pub(crate) table: &'static str,
    /// The column of the identifier.
    pub(crate) id: &'static str,
    /// The column of the day by which it is ordered. An index of tenant, where it stands, this day and the identifier is there.
    pub(crate) day: &'static str,
    /// Columns that the subject tells beside that.
    pub(crate) more: &'static [(&'static str, Type)],
}

/// How a subject's codes and identifiers are read.
pub(crate) struct Reads<S, I, M> {
    pub(crate) status: fn(&str) -> Option<S>,
    pub(crate) id: fn(Uuid) -> I,
    pub(crate) more: fn(&[Value]) -> Option<M>,
}

/// The statements of a list.
pub(crate) struct Standing {
    counts: Texts,
    pages: Texts,
    before: Texts,
    place: (String, String),
    more: Vec<Type>,
}

/// Whose records a text tells. `$2` to `$5` have no part in those of a whole school, and each has to be named.
fn from(table: &str, rows: Option<&str>) -> String {
    match rows {
        Some(rows) => format!("{rows} CROSS JOIN {table} w WHERE w.file_id = r.file_id AND"),
        None => format!("{table} w WHERE $2 = '{}' AND $4 = w.tenant_id AND $5 = w.tenant_id AND", kind::SCHOOL),
    }
}

impl Standing {
    /// The statements for a place, and the column that says where a record stands: the index begins with that.
    pub(crate) fn by(place: &Place, stands: &str) -> Self {
        let Place { name, table, id, day, more } = place;
        let texts = |what: &str, own: usize, make: &dyn Fn(&str) -> String| {
            Texts::new(&format!("{name}::{what}"), own, |rows| make(&from(table, Some(rows))))
                .or_whole(make(&from(table, None)))
        };
        // `$6`: the status; `$7` and `$8`: a place.
        let chosen = |from: &str, columns: &str, side: &str| {
            format!(
                "SELECT {columns} FROM {from} w.tenant_id = $1 AND $3 >= '0001-01-01' AND w.{stands} = $6 \
                 AND (w.{day}, w.{id}) {side} ($7, $8)"
            )
        };
        let told: String = more.iter().map(|(column, _)| format!(", q.{column}")).collect();
        Self {
            counts: texts("COUNT", 0, &|from| {
                format!(
                    "SELECT w.{stands}, COUNT(*) FROM {from} w.tenant_id = $1 AND $3 >= '0001-01-01' GROUP BY w.{stands}"
                )
            }),
            // `$9`: how many.
            pages: texts("PAGE", 4, &|from| {
                format!(
                    "SELECT q.{id}, q.file_id, f.person_id, q.{day}{told} FROM ({} ORDER BY w.{day}, w.{id} LIMIT $9) q \
                     CROSS JOIN support_file f WHERE f.tenant_id = $1 AND f.file_id = q.file_id ORDER BY q.{day}, q.{id}",
                    chosen(from, "w.*", ">")
                )
            }),
            before: texts("BEFORE", 3, &|from| chosen(from, "COUNT(*)", "<=")),
            place: (
                format!("{name}::PLACE"),
                format!("SELECT w.{day} FROM {table} w WHERE w.tenant_id = $1 AND w.{id} = $2"),
            ),
            more: more.iter().map(|(_, kind)| *kind).collect(),
        }
    }

    /// Its texts, by name.
    pub(crate) fn sql(&'static self) -> Vec<(&'static str, &'static str)> {
        let place = (self.place.0.as_str(), self.place.1.as_str());
        self.counts.sql().chain(self.pages.sql()).chain(self.before.sql()).chain([place]).collect()
    }

    /// A page. Who is shown is looked at.
    pub(crate) async fn page<S, I: Copy, M>(
        &'static self,
        store: &Store,
        (actor, action): (&Actor, Action),
        (files, status, after): (Chosen, &str, Option<Uuid>),
        reads: Reads<S, I, M>,
        now: Moment,
    ) -> Result<StandingPage<S, I, M>, StoreError> {
        let decision = audit::allowed(actor, action)?;
        let (tenant, today) = (actor.tenant(), now.day);
        let within = Within::new(actor, action, files, today)?;
        turn_of_day(store, tenant, today).await?;
        let mut tx = store.begin_snapshot().await?;
        let found = within.read(&mut tx, &self.counts, &[Type::Text, Type::BigInt], &[]).await?;
        let counted = |row: &Vec<Value>| Some(((reads.status)(row[0].text()?)?, row[1].int()?));
        let counts: Vec<(S, i64)> = found.iter().filter_map(counted).collect();
        let start = match after {
            Some(after) => {
                let wanted = [Value::Uuid(tenant.0), Value::Uuid(after)];
                let found = select(&mut tx, &[Type::Date], &self.place.1, &wanted).await?;
                let Some(Value::Date(day)) = found.first().map(|row| &row[0]) else { return Err(StoreError::NotFound) };
                (*day, after)
            }
            None => (date!(0001 - 01 - 01), Uuid::nil()),
        };
        let mut own = vec![Value::Text(status.to_owned()), Value::Date(start.0), Value::Uuid(start.1)];
        let before = if after.is_some() { within.count(&mut tx, &self.before, &own).await? } else { 0 };
        own.push(Value::Int(PAGE_SIZE as i64 + 1));
        let mut types = vec![Type::Uuid, Type::Uuid, Type::Uuid, Type::Date];
        types.extend(&self.more);
        let found = within.read(&mut tx, &self.pages, &types, &own).await?;
        let mut persons: Vec<(PersonId, bool)> =
            found.iter().take(PAGE_SIZE).filter_map(|row| Some((PersonId(row[2].uuid()?), false))).collect();
        persons.sort_unstable();
        persons.dedup();
        let shown = list::rows_of(&mut tx, tenant, &persons, today).await?;
        let of_file: HashMap<FileId, FileRow> = shown.into_iter().map(|row| (row.file, row)).collect();
        let row = |row: &Vec<Value>| {
            let Value::Date(on) = row[3] else { return None };
            let file = of_file.get(&FileId(row[1].uuid()?))?.clone();
            Some(StandingRow { id: (reads.id)(row[0].uuid()?), file, on, more: (reads.more)(&row[4..])? })
        };
        let rows: Vec<StandingRow<I, M>> = found.iter().take(PAGE_SIZE).filter_map(row).collect();
        let next = rows.last().filter(|_| found.len() > PAGE_SIZE).map(|row| row.id);
        let choices = within::choices(&mut tx, actor, action, today).await?;
        let deed = Deed::new(actor, action, decision).to(persons.into_iter().map(|(person, _)| person));
        store.looked(tx, deed, now).await?;
        Ok(StandingPage { rows, before, counts, next, choices })
    }
}
