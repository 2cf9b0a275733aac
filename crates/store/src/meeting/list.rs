//! The meetings of those whom an actor reaches: planned, held and called off, a page of them.

use crate::audit::Deed;
use crate::file::facts;
use crate::file::list::PAGE_SIZE;
use crate::file::scope::{kind, turn_of_day};
use crate::file::within::{self, Choices, Chosen, Texts, Within};
use crate::table::{Type, Value};
use crate::which::Which;
use crate::{Store, StoreError, audit, policy};
use access::{Action, Actor};
use register::meeting::Status;
use register::{BirthDate, FileId, MeetingId, Moment, PersonId, Personal};
use std::collections::HashMap;
use std::sync::LazyLock;
use time::Date;
use time::macros::date;
use uuid::Uuid;

sql! {
    PLACE = "SELECT on_day FROM meeting WHERE tenant_id = $1 AND meeting_id = $2";
}

/// Whose meetings a text tells. `$2` to `$5` have no part in those of a whole school, and each has to be named.
fn from(rows: Option<&str>) -> String {
    match rows {
        Some(rows) => format!("{rows} CROSS JOIN meeting w WHERE w.file_id = r.file_id AND"),
        None => format!("meeting w WHERE $2 = '{}' AND $4 = w.tenant_id AND $5 = w.tenant_id AND", kind::SCHOOL),
    }
}

fn texts(name: &str, own: usize, make: impl Fn(&str) -> String) -> Texts {
    Texts::new(name, own, |rows| make(&from(Some(rows)))).or_whole(make(&from(None)))
}

/// How many there are of each status.
static COUNTS: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::meeting::list::COUNT", 0, |from| {
        format!("SELECT w.status, COUNT(*) FROM {from} w.tenant_id = $1 AND $3 >= '0001-01-01' GROUP BY w.status")
    })
});

/// `$6`: the status; `$7` and `$8`: a place.
fn chosen(from: &str, columns: &str, side: &str) -> String {
    format!(
        "SELECT {columns} FROM {from} w.tenant_id = $1 AND $3 >= '0001-01-01' AND w.status = $6 \
         AND (w.on_day, w.meeting_id) {side} ($7, $8)"
    )
}

/// Whether a yes was taken back and none stands, as [`register::meeting::Meeting::lost_its_yes`] says, of a meeting `q`.
const LOST: &str = "CASE WHEN q.status = 'planned' AND EXISTS (SELECT 1 FROM meeting_consent c WHERE c.tenant_id = q.tenant_id \
    AND c.file_id = q.file_id AND c.number = q.number) AND NOT EXISTS (SELECT 1 FROM meeting_consent c WHERE c.tenant_id = q.tenant_id \
    AND c.file_id = q.file_id AND c.number = q.number AND c.withdrawn_at IS NULL) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END";

/// How many lost their yes.
static WITHOUT: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::meeting::list::WITHOUT", 0, |from| {
        format!(
            "SELECT COUNT(*) FROM (SELECT {LOST} AS lost FROM (SELECT w.* FROM {from} w.tenant_id = $1 AND $3 >= '0001-01-01' \
             AND w.status = 'planned') q) l WHERE l.lost = 1"
        )
    })
});

/// `$9`: how many.
fn pages(name: &str, side: &'static str, order: &'static str) -> Texts {
    texts(name, 4, |from| {
        format!(
            "SELECT q.meeting_id, q.file_id, f.person_id, q.on_day, {LOST} FROM ({} ORDER BY w.on_day {order}, w.meeting_id {order} \
             LIMIT $9) q CROSS JOIN support_file f WHERE f.tenant_id = $1 AND f.file_id = q.file_id \
             ORDER BY q.on_day {order}, q.meeting_id {order}",
            chosen(from, "w.*", side)
        )
    })
}

/// What is to come: the first day first.
static COMING: LazyLock<Texts> = LazyLock::new(|| pages("store::meeting::list::COMING", ">", "ASC"));
/// What is over: the last day first.
static OVER: LazyLock<Texts> = LazyLock::new(|| pages("store::meeting::list::OVER", "<", "DESC"));
static BEFORE: LazyLock<Texts> =
    LazyLock::new(|| texts("store::meeting::list::BEFORE", 3, |from| chosen(from, "COUNT(*)", "<=")));
static LATER: LazyLock<Texts> =
    LazyLock::new(|| texts("store::meeting::list::LATER", 3, |from| chosen(from, "COUNT(*)", ">=")));

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    let all =
        COUNTS.sql().chain(WITHOUT.sql()).chain(COMING.sql()).chain(OVER.sql()).chain(BEFORE.sql()).chain(LATER.sql());
    all.chain(SQL.iter().copied()).collect()
}

/// What a reader chose of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Of a team, of a coach.
    pub files: Chosen,
    /// Where they stand.
    pub status: Status,
    /// What comes after this.
    pub after: Option<MeetingId>,
}

impl Default for Listed {
    fn default() -> Self {
        Self { files: Chosen::default(), status: Status::Planned, after: None }
    }
}

/// A meeting in a list.
#[derive(Debug, Clone)]
pub struct MeetingRow {
    /// Which.
    pub id: MeetingId,
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
    /// On which day.
    pub on: Date,
    /// A yes was taken back, and none stands: somebody tells those who were asked to be there.
    pub lost_its_yes: bool,
}

/// One page of meetings.
#[derive(Debug, Clone)]
pub struct MeetingPage {
    /// Some of them: what is to come by day, what is over the last first.
    pub rows: Vec<MeetingRow>,
    /// How many of what was chosen come before this page.
    pub before: i64,
    /// How many there are of each status.
    pub counts: Vec<(Status, i64)>,
    /// Where the next page begins, if there is one.
    pub next: Option<MeetingId>,
    /// What there is to choose from.
    pub choices: Choices,
}

impl MeetingPage {
    /// How many there are.
    pub fn count(&self, status: Status) -> i64 {
        self.counts.iter().filter(|(one, _)| *one == status).map(|(_, count)| count).sum()
    }
}

fn read(row: &[Value]) -> Option<MeetingRow> {
    let Value::Date(on) = row[3] else { return None };
    Some(MeetingRow {
        id: MeetingId(row[0].uuid()?),
        file: FileId(row[1].uuid()?),
        person: PersonId(row[2].uuid()?),
        name: None,
        born: None,
        student_number: None,
        teams: Vec::new(),
        on,
        lost_its_yes: row[4].int() == Some(1),
    })
}

impl Store {
    /// How many meetings to come lost their yes, of those whom an actor reaches. A number, and nobody's.
    pub async fn meetings_without_yes(&self, actor: &Actor, now: Moment) -> Result<i64, StoreError> {
        let action = Action::SeeMeetings;
        audit::allowed(actor, action)?;
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        let mut tx = self.begin_reading().await?;
        within.count(&mut tx, &WITHOUT, &[]).await
    }

    /// The meetings about those whom an actor reaches. Who is shown is looked at.
    pub async fn meetings(&self, actor: &Actor, asked: &Listed, now: Moment) -> Result<MeetingPage, StoreError> {
        let action = Action::SeeMeetings;
        let decision = audit::allowed(actor, action)?;
        let tenant = actor.tenant();
        let within = Within::new(actor, action, asked.files, now.day)?;
        turn_of_day(self, tenant, now.day).await?;
        let mut tx = self.begin_snapshot().await?;
        let found = within.read(&mut tx, &COUNTS, &[Type::Text, Type::BigInt], &[]).await?;
        let counted = |row: &Vec<Value>| Some((Status::from_code(row[0].text()?)?, row[1].int()?));
        let counts: Vec<(Status, i64)> = found.iter().filter_map(counted).collect();
        let coming = asked.status == Status::Planned;
        let start = match asked.after {
            Some(after) => {
                let (day,) = row!(tx, (Date,), PLACE, tenant.0, after.0)?.ok_or(StoreError::NotFound)?;
                (day, after.0)
            }
            None if coming => (date!(0001 - 01 - 01), Uuid::nil()),
            None => (date!(9999 - 12 - 31), Uuid::max()),
        };
        let mut own = vec![Value::Text(asked.status.code().to_owned()), Value::Date(start.0), Value::Uuid(start.1)];
        let side: &Texts = if coming { &BEFORE } else { &LATER };
        let before = if asked.after.is_some() { within.count(&mut tx, side, &own).await? } else { 0 };
        own.push(Value::Int(PAGE_SIZE as i64 + 1));
        let types = [Type::Uuid, Type::Uuid, Type::Uuid, Type::Date, Type::BigInt];
        let page: &Texts = if coming { &COMING } else { &OVER };
        let found = within.read(&mut tx, page, &types, &own).await?;
        let more = found.len() > PAGE_SIZE;
        let mut rows: Vec<MeetingRow> = found.iter().take(PAGE_SIZE).filter_map(|row| read(row)).collect();
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
        Ok(MeetingPage { rows, before, counts, next, choices })
    }
}
