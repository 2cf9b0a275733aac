//! Lists of files: filtered and counted by the database, one page at a time, every person shown in the audit row.

use super::scope;
use super::within::{self, Choices, Chosen, Texts, Within};
use crate::audit::Deed;
use crate::db::Tx;
use crate::person::NameRow;
use crate::table::{Type, Value};
use crate::which::Which;
use crate::{Store, StoreError, audit};
use access::{Action, Actor};
use register::duty::DutyKind;
use register::{BirthDate, FileId, Moment, Period, PersonId, Personal, TenantId};
use sqlx_macros::FromRow;
use std::collections::HashMap;
use std::sync::LazyLock;
use time::Date;
use uuid::Uuid;

/// The columns of a row in a list of files, for queries that name `support_file f` and `person p`.
#[macro_export]
#[doc(hidden)]
macro_rules! file_columns {
    () => {
        "f.file_id, f.person_id, p.student_number, p.given_names, p.initials, p.call_name, p.infix, \
         p.family_name, p.birth_year, p.birth_month, p.birth_day"
    };
}

sql! {
    CURSOR = "SELECT s.sort_key FROM file_scope s WHERE s.tenant_id = $1 AND s.kind = 'school' AND s.scope_id = $1 AND s.file_id = $2 \
        AND s.begins <= $3 AND s.ends >= $3";
    TOTAL = "SELECT value FROM counter WHERE tenant_id = $1 AND name = 'files' AND scope_id = $1";
}

by_person! {
    shown = concat!("SELECT ", file_columns!(), ", NULL AS attention FROM support_file f \
        JOIN person p ON p.tenant_id = f.tenant_id AND p.person_id = f.person_id WHERE f.tenant_id = $1"), "f.person_id", "";
    team_rows = "SELECT x.person_id, t.name, x.begins, x.ends FROM person_team x \
        JOIN team t ON t.tenant_id = x.tenant_id AND t.team_id = x.team_id WHERE x.tenant_id = $1", "x.person_id", " ORDER BY t.name";
    coach_rows = "SELECT x.person_id, COALESCE(a.name, x.email_key), x.begins, x.ends FROM person_coach x \
        LEFT JOIN account a ON a.account_id = x.account_id WHERE x.tenant_id = $1", "x.person_id", " ORDER BY 2";
}

/// Which files: all of them (an empty text), those on which something is due, or something of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Work {
    /// Whether or not something is due.
    #[default]
    Whatever,
    /// Something is due.
    Some,
    /// Something of this kind is due.
    Of(DutyKind),
}

impl Work {
    fn value(self) -> Value {
        let code = match self {
            Self::Whatever => "",
            Self::Some => "*",
            Self::Of(kind) => kind.code(),
        };
        Value::Text(code.to_owned())
    }
}

/// What [`Work`] asks, as a condition on the files of a list.
fn with_work(work: &str) -> String {
    format!(
        "({work} = '' OR r.attention IS NOT NULL AND ({work} = '*' OR EXISTS (SELECT 1 FROM file_duty d WHERE d.tenant_id = $1 \
         AND d.file_id = r.file_id AND d.kind = {work} AND d.begins <= $3 AND d.ends >= $3)))"
    )
}

/// `$6` and `$7`: after whom; `$8`: [`Work`]; `$9`: how many.
static PAGES: LazyLock<Texts> = LazyLock::new(|| {
    Texts::new("store::file::list::PAGE", 4, |rows| {
        format!(
            "SELECT r.file_id, f.person_id, r.attention IS NOT NULL FROM {rows} CROSS JOIN support_file f \
             WHERE f.tenant_id = $1 AND f.file_id = r.file_id AND (r.sort_key, r.file_id) > ($6, $7) \
             AND {} ORDER BY r.sort_key, r.file_id LIMIT $9",
            with_work("$8")
        )
    })
});

/// How many come up to a place: where a page begins. As [`PAGES`], without its last.
static BEFORE: LazyLock<Texts> = LazyLock::new(|| {
    Texts::new("store::file::list::BEFORE", 3, |rows| {
        format!("SELECT COUNT(*) FROM {rows} WHERE (r.sort_key, r.file_id) <= ($6, $7) AND {}", with_work("$8"))
    })
});

/// How many there are, and on how many something is due. `$6`: [`Work`].
static COUNTS: LazyLock<Texts> = LazyLock::new(|| {
    Texts::new("store::file::list::COUNT", 1, |rows| {
        format!("SELECT COUNT(*), COUNT(r.attention) FROM {rows} WHERE {}", with_work("$6"))
    })
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    PAGES
        .sql()
        .chain(BEFORE.sql())
        .chain(COUNTS.sql())
        .chain(SQL.iter().copied())
        .chain(BY_PERSON.iter().copied())
        .collect()
}

/// How many files a page of a list shows.
pub const PAGE_SIZE: usize = crate::which::PAGE;

/// A row in a list of files.
#[derive(Debug, Clone)]
pub struct FileRow {
    /// Which file.
    pub file: FileId,
    /// Whose.
    pub person: PersonId,
    /// Their name; `None` when only DUO's file, which has no names, brought them.
    pub name: Option<Personal<String>>,
    /// Their birth date, where no name is known: by what else are they told apart?
    pub born: Option<BirthDate>,
    /// The school's own student number.
    pub student_number: Option<Personal<String>>,
    /// Teams of today.
    pub teams: Vec<String>,
    /// Whether something is due.
    pub attention: bool,
}

/// One page of a list.
#[derive(Debug, Clone)]
pub struct FilePage {
    /// The rows.
    pub rows: Vec<FileRow>,
    /// Where the next page begins, if there is one: goes back in as `after`.
    pub next: Option<FileId>,
    /// How many come before this page.
    pub before: i64,
    /// How many there are on all pages.
    pub total: i64,
    /// On how many something is due; `None` where that was chosen, or would be counted over a whole school.
    pub due: Option<i64>,
    /// What there is to choose from.
    pub choices: Choices,
}

#[derive(FromRow)]
pub(crate) struct ListRow {
    file_id: Uuid,
    person_id: Uuid,
    student_number: Option<String>,
    attention: Option<String>,
    #[sqlx(flatten)]
    name: NameRow,
}

impl ListRow {
    pub(crate) fn show(self) -> FileRow {
        FileRow {
            file: FileId(self.file_id),
            person: PersonId(self.person_id),
            name: self.name.names().display().map(Personal::new),
            born: self.name.born_nameless(),
            student_number: self.student_number.map(Personal::new),
            teams: Vec::new(),
            attention: self.attention.is_some(),
        }
    }
}

/// A person, the name of what they are in, and from when through when.
type Named = (Uuid, String, Date, Option<Date>);

/// The names that hold on a day, by person.
fn on(rows: Vec<Named>, day: Date) -> HashMap<PersonId, Vec<String>> {
    let mut out: HashMap<PersonId, Vec<String>> = HashMap::new();
    for (person, name, from, until) in rows {
        if (Period { from, until }).contains(day) {
            out.entry(PersonId(person)).or_default().push(name);
        }
    }
    out
}

/// The names of the teams these persons are in today.
pub(crate) async fn team_names(
    tx: &mut Tx,
    tenant: TenantId,
    which: Which<'_>,
    today: Date,
) -> Result<HashMap<PersonId, Vec<String>>, StoreError> {
    Ok(on(fetch!(tx, Named, team_rows, tenant, which)?, today))
}

/// Adds the teams of today to the rows of a page.
pub(crate) async fn with_teams(
    tx: &mut Tx,
    tenant: TenantId,
    rows: &mut [FileRow],
    today: Date,
) -> Result<(), StoreError> {
    let persons: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
    let mut names = team_names(tx, tenant, Which::Page(&persons), today).await?;
    for row in rows {
        row.teams = names.remove(&row.person).unwrap_or_default();
    }
    Ok(())
}

/// The names of the coaches of these persons today; of one without an account, their address.
pub(crate) async fn coach_names(
    tx: &mut Tx,
    tenant: TenantId,
    which: Which<'_>,
    today: Date,
) -> Result<HashMap<PersonId, Vec<String>>, StoreError> {
    Ok(on(fetch!(tx, Named, coach_rows, tenant, which)?, today))
}

/// The rows of these persons, in their order, with the teams of today.
pub(crate) async fn rows_of(
    tx: &mut Tx,
    tenant: TenantId,
    persons: &[(PersonId, bool)],
    today: Date,
) -> Result<Vec<FileRow>, StoreError> {
    let ids: Vec<PersonId> = persons.iter().map(|(person, _)| *person).collect();
    let found = fetch!(tx, ListRow, shown, tenant, Which::Page(&ids))?;
    let mut by_person: HashMap<PersonId, FileRow> =
        found.into_iter().map(ListRow::show).map(|row| (row.person, row)).collect();
    let due = |(person, due): &(PersonId, bool)| by_person.remove(person).map(|row| FileRow { attention: *due, ..row });
    let mut rows: Vec<FileRow> = persons.iter().filter_map(due).collect();
    with_teams(tx, tenant, &mut rows, today).await?;
    Ok(rows)
}

impl Store {
    /// One page of the files an actor may list, all that they reach with an action.
    pub async fn file_list(
        &self,
        actor: &Actor,
        action: Action,
        after: Option<FileId>,
        now: Moment,
    ) -> Result<FilePage, StoreError> {
        self.file_list_chosen(actor, action, (Chosen::default(), Work::Whatever), after, now).await
    }

    /// One page of the files an actor may list, of what they chose: of a team, of a coach, with work.
    pub async fn file_list_chosen(
        &self,
        actor: &Actor,
        action: Action,
        (chosen, work): (Chosen, Work),
        after: Option<FileId>,
        now: Moment,
    ) -> Result<FilePage, StoreError> {
        let decision = audit::allowed(actor, action)?;
        let within = Within::new(actor, action, chosen, now.day)?;
        let tenant = actor.tenant();
        scope::turn_of_day(self, tenant, now.day).await?;
        let mut tx = self.begin_snapshot().await?;
        let (key, place) = match after {
            Some(file) => (position(&mut tx, tenant, file, now.day).await?, file.0),
            None => (String::new(), Uuid::nil()),
        };
        let mut own = vec![Value::Text(key), Value::Uuid(place), work.value()];
        let before = if after.is_some() { within.count(&mut tx, &BEFORE, &own).await? } else { 0 };
        own.push(Value::Int(PAGE_SIZE as i64 + 1));
        let found = within.read(&mut tx, &PAGES, &[Type::Uuid, Type::Uuid, Type::Boolean], &own).await?;
        let mut persons = Vec::with_capacity(found.len());
        let mut last = None;
        for row in found.iter().take(PAGE_SIZE) {
            if let (Some(file), Some(person), Value::Bool(due)) = (row[0].uuid(), row[1].uuid(), &row[2]) {
                persons.push((PersonId(person), *due));
                last = Some(FileId(file));
            }
        }
        let next = if found.len() > PAGE_SIZE { last } else { None };
        let rows = rows_of(&mut tx, tenant, &persons, now.day).await?;
        let (total, with_due) = if within.is_school() && work == Work::Whatever {
            (row!(tx, (i64,), TOTAL, tenant.0)?.map_or(0, |(n,)| n), None)
        } else {
            let counted = within.read(&mut tx, &COUNTS, &[Type::BigInt, Type::BigInt], &[work.value()]).await?;
            let of = |place: usize| counted.first().and_then(|row| row[place].int()).unwrap_or_default();
            (of(0), (work == Work::Whatever).then(|| of(1)))
        };
        let choices = within::choices(&mut tx, actor, action, now.day).await?;
        let deed = Deed::new(actor, action, decision).to(rows.iter().map(|row| row.person));
        self.looked(tx, deed, now).await?;
        Ok(FilePage { rows, next, before, total, due: with_due, choices })
    }
}

/// Where a page begins: in the order of names, after a file of the school. Who asks sees what they reach behind it, and
/// nothing of it.
pub(crate) async fn position(tx: &mut Tx, tenant: TenantId, file: FileId, today: Date) -> Result<String, StoreError> {
    row!(tx, (String,), CURSOR, tenant.0, file.0, today)?.map(|(key,)| key).ok_or(StoreError::NotFound)
}
