//! The burdens of those whom an actor reaches, by where they stand: a page of them.

use crate::audit::Deed;
use crate::file::facts;
use crate::file::list::PAGE_SIZE;
use crate::file::scope::{kind, turn_of_day};
use crate::file::within::{self, Choices, Chosen, Texts, Within};
use crate::table::{Type, Value};
use crate::which::Which;
use crate::{Store, StoreError, audit, policy};
use access::{Action, Actor};
use register::burden::Status;
use register::{BirthDate, BurdenId, FileId, Moment, PersonId, Personal};
use std::collections::HashMap;
use std::sync::LazyLock;
use time::Date;
use time::macros::date;
use uuid::Uuid;

sql! {
    PLACE = "SELECT status_on FROM burden WHERE tenant_id = $1 AND burden_id = $2";
}

/// Whose burdens a text tells. `$2` to `$5` have no part in those of a whole school, and each has to be named.
fn from(rows: Option<&str>) -> String {
    match rows {
        Some(rows) => format!("{rows} CROSS JOIN burden w WHERE w.file_id = r.file_id AND"),
        None => format!("burden w WHERE $2 = '{}' AND $4 = w.tenant_id AND $5 = w.tenant_id AND", kind::SCHOOL),
    }
}

fn texts(name: &str, own: usize, make: impl Fn(&str) -> String) -> Texts {
    Texts::new(name, own, |rows| make(&from(Some(rows)))).or_whole(make(&from(None)))
}

/// How many there are of each status.
static COUNTS: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::burden::list::COUNT", 0, |from| {
        format!("SELECT w.status, COUNT(*) FROM {from} w.tenant_id = $1 AND $3 >= '0001-01-01' GROUP BY w.status")
    })
});

/// `$6`: the status; `$7` and `$8`: a place.
fn chosen(from: &str, columns: &str, side: &str) -> String {
    format!(
        "SELECT {columns} FROM {from} w.tenant_id = $1 AND $3 >= '0001-01-01' AND w.status = $6 \
         AND (w.status_on, w.burden_id) {side} ($7, $8)"
    )
}

/// `$9`: how many. Who waits longest comes first.
static PAGES: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::burden::list::PAGE", 4, |from| {
        format!(
            "SELECT q.burden_id, q.file_id, f.person_id, q.status_on FROM ({} ORDER BY w.status_on, w.burden_id LIMIT $9) q \
             CROSS JOIN support_file f WHERE f.tenant_id = $1 AND f.file_id = q.file_id ORDER BY q.status_on, q.burden_id",
            chosen(from, "w.*", ">")
        )
    })
});

static BEFORE: LazyLock<Texts> =
    LazyLock::new(|| texts("store::burden::list::BEFORE", 3, |from| chosen(from, "COUNT(*)", "<=")));

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    COUNTS.sql().chain(PAGES.sql()).chain(BEFORE.sql()).chain(SQL.iter().copied()).collect()
}

/// What a reader chose of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Of a team, of a coach.
    pub files: Chosen,
    /// Where they stand.
    pub status: Status,
    /// What comes after this.
    pub after: Option<BurdenId>,
}

impl Default for Listed {
    fn default() -> Self {
        Self { files: Chosen::default(), status: Status::Proposed, after: None }
    }
}

/// A burden in a list.
#[derive(Debug, Clone)]
pub struct BurdenRow {
    /// Which.
    pub id: BurdenId,
    /// On which file.
    pub file: FileId,
    /// Whose.
    pub person: PersonId,
    /// Their name; `None` when no names were imported yet.
    pub name: Option<Personal<String>>,
    /// Their birth date, where no name is known.
    pub born: Option<BirthDate>,
    /// The school's own number.
    pub student_number: Option<Personal<String>>,
    /// Teams of today.
    pub teams: Vec<String>,
    /// Since when it stands there.
    pub on: Date,
}

/// One page of burdens.
#[derive(Debug, Clone)]
pub struct BurdenPage {
    /// Some of them: who waits longest first.
    pub rows: Vec<BurdenRow>,
    /// How many of what was chosen come before this page.
    pub before: i64,
    /// How many there are of each status.
    pub counts: Vec<(Status, i64)>,
    /// Where the next page begins, if there is one.
    pub next: Option<BurdenId>,
    /// What there is to choose from.
    pub choices: Choices,
}

impl BurdenPage {
    /// How many there are.
    pub fn count(&self, status: Status) -> i64 {
        self.counts.iter().filter(|(one, _)| *one == status).map(|(_, count)| count).sum()
    }
}

fn read(row: &[Value]) -> Option<BurdenRow> {
    let Value::Date(on) = row[3] else { return None };
    Some(BurdenRow {
        id: BurdenId(row[0].uuid()?),
        file: FileId(row[1].uuid()?),
        person: PersonId(row[2].uuid()?),
        name: None,
        born: None,
        student_number: None,
        teams: Vec::new(),
        on,
    })
}

impl Store {
    /// The burdens about those whom an actor reaches. Who is shown is looked at.
    pub async fn burdens(&self, actor: &Actor, asked: &Listed, now: Moment) -> Result<BurdenPage, StoreError> {
        let action = Action::WeighBurden;
        let decision = audit::allowed(actor, action)?;
        let tenant = actor.tenant();
        let within = Within::new(actor, action, asked.files, now.day)?;
        turn_of_day(self, tenant, now.day).await?;
        let mut tx = self.begin_snapshot().await?;
        let found = within.read(&mut tx, &COUNTS, &[Type::Text, Type::BigInt], &[]).await?;
        let counted = |row: &Vec<Value>| Some((Status::from_code(row[0].text()?)?, row[1].int()?));
        let counts: Vec<(Status, i64)> = found.iter().filter_map(counted).collect();
        let start = match asked.after {
            Some(after) => {
                let (day,) = row!(tx, (Date,), PLACE, tenant.0, after.0)?.ok_or(StoreError::NotFound)?;
                (day, after.0)
            }
            None => (date!(0001 - 01 - 01), Uuid::nil()),
        };
        let mut own = vec![Value::Text(asked.status.code().to_owned()), Value::Date(start.0), Value::Uuid(start.1)];
        let before = if asked.after.is_some() { within.count(&mut tx, &BEFORE, &own).await? } else { 0 };
        own.push(Value::Int(PAGE_SIZE as i64 + 1));
        let types = [Type::Uuid, Type::Uuid, Type::Uuid, Type::Date];
        let found = within.read(&mut tx, &PAGES, &types, &own).await?;
        let more = found.len() > PAGE_SIZE;
        let mut rows: Vec<BurdenRow> = found.iter().take(PAGE_SIZE).filter_map(|row| read(row)).collect();
        let mut persons: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
        persons.sort_unstable();
        persons.dedup();
        let policy = policy::load(&mut tx, tenant).await?;
        let loaded = facts::load(&mut tx, tenant, Which::Page(&persons), &policy, now.day).await?;
        let of_file: HashMap<FileId, &facts::Loaded> = loaded.iter().map(|file| (file.file, file)).collect();
        for row in &mut rows {
            let Some(file) = of_file.get(&row.file) else { continue };
            row.name = file.names.names().display().map(Personal::new);
            row.born = file.names.born_nameless();
            row.student_number = file.student_number.clone();
            row.teams = file.team_names(now.day);
        }
        let choices = within::choices(&mut tx, actor, action, now.day).await?;
        self.looked(tx, Deed::new(actor, action, decision).to(persons), now).await?;
        let next = rows.last().filter(|_| more).map(|row| row.id);
        Ok(BurdenPage { rows, before, counts, next, choices })
    }
}
