//! The list of applications: one line each, filtered and counted by the database.

use super::list::{self, FileRow, PAGE_SIZE};
use super::scope;
use super::side::{narrowed, of_side};
use super::within::{self, Choices, Chosen, Texts, Within};
use crate::application::Row;
use crate::audit::Deed;
use crate::intake::{counts as to_be_done, load};
use crate::table::{Type, Value};
use crate::which::Which;
use crate::{Store, StoreError, audit, policy, programme};
use access::{Action, Actor};
use register::application::{Application, Status};
use register::intake::owed::{Course, Work};
use register::intake::timely::{Side, Timely};
use register::programme::Programmes;
use register::{ApplicationId, Moment, PersonId, TeamId};
use std::collections::HashMap;
use std::sync::LazyLock;
use uuid::Uuid;

sql! {
    CURSOR = "SELECT p.sort_key FROM application a JOIN person p ON p.tenant_id = a.tenant_id AND p.person_id = a.person_id \
        WHERE a.tenant_id = $1 AND a.application_id = $2";
}

by_person! {
    of_person = concat!("SELECT ", application_columns!(), " FROM application WHERE tenant_id = $1"),
        "person_id", " ORDER BY applied_on DESC, application_id";
}

/// How many statuses a text takes; fewer are filled up with the first.
const STATUSES: usize = Status::ALL.len();

/// The applications of a list. The scopes of the actor are asked of each: applications of a status are fewer than files.
/// `$6`: the team that was applied to; `$7`: on which side of 1 April, or nothing; then the statuses.
fn applications(rows: &str, columns: &str, rest: &str) -> String {
    let (statuses, side) = (statuses(), of_side("a"));
    format!(
        "SELECT {columns} FROM application a CROSS JOIN support_file f CROSS JOIN person p \
         WHERE a.tenant_id = $1 AND a.status IN ({}) AND ($6 = $1 OR a.team_id = $6) {side} \
         AND f.tenant_id = $1 AND f.person_id = a.person_id AND p.tenant_id = $1 AND p.person_id = a.person_id \
         AND EXISTS (SELECT 1 FROM {rows} WHERE r.file_id = f.file_id) {rest}",
        statuses.join(", ")
    )
}

/// The statuses that a text takes.
fn statuses() -> Vec<String> {
    (8..8 + STATUSES).map(|n| format!("${n}")).collect()
}

/// How many of a list there are on each side of 1 April, whatever side was chosen.
static SIDES: LazyLock<Texts> = LazyLock::new(|| {
    Texts::of_each("store::file::applications::SIDES", 2 + STATUSES, |rows| {
        format!(
            "SELECT w.timely, COUNT(*) FROM application a CROSS JOIN intake_timely w \
             WHERE a.tenant_id = $1 AND $7 = $7 AND a.status IN ({}) AND ($6 = $1 OR a.team_id = $6) \
             AND w.tenant_id = $1 AND w.application_id = a.application_id \
             AND EXISTS (SELECT 1 FROM {rows} WHERE r.file_id = w.file_id) GROUP BY w.timely",
            statuses().join(", ")
        )
    })
});

/// As [`SIDES`], of those for which something is to be done: `$8`.
static OWED_SIDES: LazyLock<Texts> = LazyLock::new(|| {
    Texts::of_each("store::file::applications::OWED_SIDES", 3, |rows| {
        format!(
            "SELECT w.timely, COUNT(*) FROM intake_owed o CROSS JOIN application a CROSS JOIN intake_timely w \
             WHERE o.tenant_id = $1 AND $7 = $7 AND o.work = $8 AND o.begins <= $3 AND o.ends >= $3 \
             AND a.tenant_id = $1 AND a.application_id = o.application_id AND ($6 = $1 OR a.team_id = $6) \
             AND w.tenant_id = $1 AND w.application_id = o.application_id \
             AND EXISTS (SELECT 1 FROM {rows} WHERE r.file_id = o.file_id) GROUP BY w.timely"
        )
    })
});

static PAGES: LazyLock<Texts> = LazyLock::new(|| {
    let own = 2 + STATUSES + 3;
    let (key, after, limit) = (8 + STATUSES, 9 + STATUSES, 10 + STATUSES);
    Texts::of_each("store::file::applications::PAGE", own, |rows| {
        let rest = format!(
            "AND (p.sort_key, a.application_id) > (${key}, ${after}) ORDER BY p.sort_key, a.application_id LIMIT ${limit}"
        );
        applications(rows, "a.application_id, a.person_id", &rest)
    })
});

/// As [`PAGES`], without its last: how many come up to a place.
static BEFORE: LazyLock<Texts> = LazyLock::new(|| {
    let (key, after) = (8 + STATUSES, 9 + STATUSES);
    Texts::of_each("store::file::applications::BEFORE", 2 + STATUSES + 2, |rows| {
        applications(rows, "COUNT(*)", &format!("AND (p.sort_key, a.application_id) <= (${key}, ${after})"))
    })
});

static COUNTS: LazyLock<Texts> = LazyLock::new(|| {
    Texts::of_each("store::file::applications::COUNT", 2 + STATUSES, |rows| {
        applications(rows, "a.status, COUNT(*)", "GROUP BY a.status")
    })
});

/// Applications for which something is to be done. `$6`: the team that was applied to; `$7`: on which side of 1 April; `$8`: what.
fn owing(rows: &str, columns: &str, rest: &str) -> String {
    let side = of_side("o");
    format!(
        "SELECT {columns} FROM intake_owed o CROSS JOIN application a CROSS JOIN person p \
         WHERE o.tenant_id = $1 AND o.work = $8 AND o.begins <= $3 AND o.ends >= $3 \
         AND a.tenant_id = $1 AND a.application_id = o.application_id AND ($6 = $1 OR a.team_id = $6) {side} \
         AND p.tenant_id = $1 AND p.person_id = a.person_id \
         AND EXISTS (SELECT 1 FROM {rows} WHERE r.file_id = o.file_id) {rest}"
    )
}

static OWED_PAGES: LazyLock<Texts> = LazyLock::new(|| {
    Texts::of_each("store::file::applications::OWED_PAGE", 6, |rows| {
        let rest = "AND (p.sort_key, a.application_id) > ($9, $10) ORDER BY p.sort_key, a.application_id LIMIT $11";
        owing(rows, "a.application_id, a.person_id", rest)
    })
});

/// As [`OWED_PAGES`], without its last: how many come up to a place.
static OWED_BEFORE: LazyLock<Texts> = LazyLock::new(|| {
    Texts::of_each("store::file::applications::OWED_BEFORE", 5, |rows| {
        owing(rows, "COUNT(*)", "AND (p.sort_key, a.application_id) <= ($9, $10)")
    })
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    PAGES
        .sql()
        .chain(BEFORE.sql())
        .chain(COUNTS.sql())
        .chain(OWED_PAGES.sql())
        .chain(OWED_BEFORE.sql())
        .chain(SIDES.sql())
        .chain(OWED_SIDES.sql())
        .chain(SQL.iter().copied())
        .chain(BY_PERSON.iter().copied())
        .collect()
}

/// Which applications a reader chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// Of one status; `None` for all that are open.
    pub status: Option<Status>,
    /// Those for which this is to be done, whatever their status.
    pub work: Option<Work>,
    /// To one team.
    pub team: Option<TeamId>,
    /// On one side of 1 April.
    pub side: Option<Side>,
}

/// An application, with who applied.
#[derive(Debug, Clone)]
pub struct ApplicationRow {
    /// Who.
    pub row: FileRow,
    /// What for.
    pub application: Application,
    /// Whether it came in time.
    pub timely: Timely,
    /// How its newest talk stands.
    pub talk: Option<Course>,
}

/// One page of the list.
#[derive(Debug, Clone)]
pub struct ApplicationPage {
    /// The rows, in the order of names.
    pub rows: Vec<ApplicationRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<ApplicationId>,
    /// How many come before this page.
    pub before: i64,
    /// How many there are on all pages.
    pub total: i64,
    /// How many there are of each status that is open.
    pub open: Vec<(Status, i64)>,
    /// How much there is to do of each.
    pub owed: Vec<(Work, i64)>,
    /// How many there are on each side of 1 April, whatever side was chosen.
    pub sides: Vec<(Side, i64)>,
    /// What there is to choose from.
    pub choices: Choices,
    /// What the school's list says of the programmes on this page.
    pub programmes: Programmes,
}

fn asked(chosen: Asked, tenant: Uuid, statuses: &[Status]) -> Vec<Value> {
    let first = statuses.first().copied().into_iter();
    let filled = statuses.iter().copied().chain(first.cycle()).take(STATUSES);
    let mut own = narrowed(chosen.team, chosen.side, tenant);
    own.extend(filled.map(|status| Value::Text(status.code().to_owned())));
    own
}

impl Store {
    /// One page of applications, for those who list them: within the files they reach.
    pub async fn application_list(
        &self,
        actor: &Actor,
        chosen: Asked,
        after: Option<ApplicationId>,
        now: Moment,
    ) -> Result<ApplicationPage, StoreError> {
        let action = Action::ListApplications;
        let decision = audit::allowed(actor, action)?;
        let tenant = actor.tenant();
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        scope::turn_of_day(self, tenant, now.day).await?;
        let mut tx = self.begin_snapshot().await?;
        let (key, place) = match after {
            Some(application) => {
                let found = row!(tx, (String,), CURSOR, tenant.0, application.0)?;
                (found.ok_or(StoreError::NotFound)?.0, application.0)
            }
            None => (String::new(), Uuid::nil()),
        };
        let open: Vec<Status> = Status::ALL.iter().copied().filter(|status| status.is_open()).collect();
        let wanted = chosen.status.map_or_else(|| open.clone(), |status| vec![status]);
        let (mut own, pages, upto) = match chosen.work {
            None => (asked(chosen, tenant.0, &wanted), &PAGES, &BEFORE),
            Some(work) => {
                let mut own = narrowed(chosen.team, chosen.side, tenant.0);
                own.push(Value::Text(work.code().to_owned()));
                (own, &OWED_PAGES, &OWED_BEFORE)
            }
        };
        let sides = if chosen.work.is_some() { &OWED_SIDES } else { &SIDES };
        let sides = within.read(&mut tx, sides, &[Type::Text, Type::BigInt], &own).await?;
        let side = |row: &Vec<Value>| Some((Side::from_code(row[0].text()?)?, row[1].int()?));
        let sides: Vec<(Side, i64)> = sides.iter().filter_map(side).collect();
        own.extend([Value::Text(key), Value::Uuid(place)]);
        let before = if after.is_some() { within.count(&mut tx, upto, &own).await? } else { 0 };
        own.push(Value::Int(PAGE_SIZE as i64 + 1));
        let found = within.read(&mut tx, pages, &[Type::Uuid, Type::Uuid], &own).await?;
        let ids = |row: &Vec<Value>| Some((ApplicationId(row[0].uuid()?), PersonId(row[1].uuid()?)));
        let more = found.len() > PAGE_SIZE;
        let found: Vec<(ApplicationId, PersonId)> = found.iter().take(PAGE_SIZE).filter_map(ids).collect();

        // Those of the list, and those that are open: the numbers of the choices.
        let counted = open.iter().copied().chain(chosen.status).collect::<Vec<_>>();
        let own = asked(chosen, tenant.0, &counted);
        let counts = within.read(&mut tx, &COUNTS, &[Type::Text, Type::BigInt], &own).await?;
        let counts: HashMap<&str, i64> =
            counts.iter().filter_map(|row| Some((row[0].text()?, row[1].int()?))).collect();
        let count = |status: &Status| counts.get(status.code()).copied().unwrap_or_default();
        let owed = to_be_done::counts(&mut tx, &within, (chosen.team, chosen.side), tenant).await?;
        let to_do = |work: Work| owed.iter().filter(|(one, _)| *one == work).map(|(_, count)| *count).sum();

        let mut persons: Vec<PersonId> = found.iter().map(|(_, person)| *person).collect();
        persons.sort_unstable();
        persons.dedup();
        let mut applications = HashMap::new();
        for row in fetch!(tx, Row, of_person, tenant, Which::Page(&persons))? {
            applications.insert(ApplicationId(row.application_id), row.application()?);
        }
        let of_list: Vec<(PersonId, bool)> = persons.iter().map(|person| (*person, false)).collect();
        let rows = list::rows_of(&mut tx, tenant, &of_list, now.day).await?;
        let courses = load::courses(&mut tx, tenant, Which::Page(&persons)).await?;
        let provider = policy::load(&mut tx, tenant).await?.kind_of_school.on(now.day).copied();
        let choices = within::choices(&mut tx, actor, action, now.day).await?;
        let codes = found.iter().filter_map(|(id, _)| applications.get(id).and_then(|one: &Application| one.programme));
        let programmes = programme::of_codes(&mut tx, tenant, codes.collect::<Vec<_>>()).await?;
        self.looked(tx, Deed::new(actor, action, decision).to(persons), now).await?;
        let line = |(id, person): &(ApplicationId, PersonId)| {
            let row = rows.iter().find(|row| row.person == *person)?.clone();
            let application = applications.remove(id)?;
            let talk = courses.iter().find(|(_, of, _)| of == id).map(|(.., course)| *course);
            Some(ApplicationRow { row, timely: Timely::of(&application, provider), talk, application })
        };
        let next = if more { found.last().map(|(application, _)| *application) } else { None };
        Ok(ApplicationPage {
            rows: found.iter().filter_map(line).collect(),
            next,
            before,
            total: chosen.work.map_or_else(|| wanted.iter().map(count).sum(), to_do),
            owed,
            sides,
            open: open.iter().map(|status| (*status, count(status))).collect(),
            choices,
            programmes,
        })
    }
}
