//! What is due, as a desk: counted by pile, filtered and sorted by the database, one line for each piece of work.
//! What a line shows is computed from the facts again.

use crate::audit::Deed;
use crate::db::Tx;
use crate::file::list::{self, PAGE_SIZE};
use crate::file::within::{self, Choices, Chosen, Texts, Within};
use crate::file::{duties, facts, scope};
use crate::table::{Type, Value};
use crate::which::Which;
use crate::{Store, StoreError, audit, mail, policy};
use access::{Action, Actor};
use register::duty::{Duty, DutyKind, Ground, Pile, Who, because, due_of, end_of_week, findings};
use register::law::Because;
use register::{BirthDate, FileId, Moment, PersonId, Personal, TenantId, VersionId};
use std::collections::HashMap;
use std::sync::LazyLock;
use time::Date;
use uuid::Uuid;

sql! {
    PLACE = "SELECT s.sort_key FROM file_scope s WHERE s.tenant_id = $1 AND s.kind = 'school' AND s.scope_id = $1 \
        AND s.file_id = $2 AND s.begins <= $3 AND s.ends >= $3";
}

/// The first day on which a row begins, and the first last day of one that holds now.
static TURNS: LazyLock<Texts> = LazyLock::new(|| {
    Texts::of_any_day("store::workbench::TURNS", |rows| {
        format!(
            "SELECT MIN(CASE WHEN r.begins > $3 THEN r.begins END), MIN(CASE WHEN r.begins <= $3 AND r.ends >= $3 THEN r.ends END) \
             FROM {rows}"
        )
    })
});

/// Where a duty stands, as [`Pile::of`] says: a number in its order. `$6`: the last day of the week.
fn pile() -> String {
    let place = |pile: Pile| Pile::ALL.iter().position(|one| *one == pile).unwrap_or_default();
    format!(
        "CASE WHEN d.who IN ('student', 'guardian') THEN {} WHEN d.due_on = '{}' THEN {} WHEN d.can_be_late AND d.due_on < $7 THEN {} \
         WHEN d.due_on <= $6 THEN {} ELSE {} END",
        place(Pile::Waiting),
        duties::NO_TERM,
        place(Pile::NoTerm),
        place(Pile::Late),
        place(Pile::ThisWeek),
        place(Pile::Later),
    )
}

/// The place of a code in its list: in that order a desk lays work.
fn place_in(column: &str, codes: impl Iterator<Item = &'static str>) -> String {
    let cases: String = codes.enumerate().map(|(place, code)| format!(" WHEN '{code}' THEN {place}")).collect();
    format!("CASE {column}{cases} ELSE -1 END")
}

/// Of which files a text tells what is due.
#[derive(Clone, Copy)]
enum Of<'a> {
    /// Those of a list.
    Rows(&'a str),
    /// All of a school: what is due there is read in an index, and no file is looked up.
    School,
}

/// Rows `d` of what is due on files.
fn due(of: Of<'_>) -> String {
    let from = match of {
        Of::Rows(rows) => {
            format!("{rows} CROSS JOIN file_duty d WHERE r.attention IS NOT NULL AND d.file_id = r.file_id AND")
        }
        // Whoever asks it of less gets nothing.
        Of::School => {
            format!("file_duty d WHERE $2 = '{}' AND $4 = d.tenant_id AND $5 = d.tenant_id AND", scope::kind::SCHOOL)
        }
    };
    format!("{from} d.tenant_id = $1 AND d.begins <= $3 AND d.ends >= $3")
}

/// The place of a kind of duty.
fn kind() -> String {
    place_in("d.kind", DutyKind::ALL.iter().map(|kind| kind.code()))
}

/// What is due on files. `$6` and `$7`: the Sunday of the week and today, as texts.
fn work(of: Of<'_>) -> String {
    format!(
        "(SELECT d.file_id, d.sort_key, d.number, d.subject_id, d.due_on, {} AS pile, {} AS kind, {} AS ground FROM {}) w",
        pile(),
        kind(),
        place_in("d.ground", Ground::ALL.iter().map(|ground| ground.code())),
        due(of)
    )
}

/// A text for the files of a list, and for all of a school.
fn texts(name: &str, own: usize, make: impl Fn(Of<'_>) -> String) -> Texts {
    Texts::new(name, own, |rows| make(Of::Rows(rows))).or_whole(make(Of::School))
}

/// How much there is of each pile and kind. What is alike is counted first, in the order of its index, and judged then:
/// of thousands of rows some hundred are.
static COUNTS: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::workbench::COUNT", 2, |of| {
        format!(
            "SELECT CAST({} AS BIGINT), CAST({} AS BIGINT), CAST(SUM(d.times) AS BIGINT) FROM \
             (SELECT d.kind, d.who, d.due_on, d.can_be_late, COUNT(*) AS times FROM {} GROUP BY d.kind, d.who, d.due_on, d.can_be_late) d \
             GROUP BY 1, 2",
            pile(),
            kind(),
            due(of)
        )
    })
});

/// In which order work lies on a desk.
const ORDER: [&str; 7] = ["pile", "kind", "ground", "due_on", "sort_key", "file_id", "number"];

/// That order, of the work called `of`.
fn order(of: &str) -> String {
    ORDER.map(|column| format!("{of}.{column}")).join(", ")
}

/// `$8`, `$9`: the pile and the kind, or -1 for all; `$10`-`$16`: a place.
fn chosen(of: Of<'_>, columns: &str, side: &str) -> String {
    format!(
        "SELECT {columns} FROM {} WHERE ($8 = -1 OR w.pile = $8) AND ($9 = -1 OR w.kind = $9) \
         AND ({}) {side} ($10, $11, $12, $13, $14, $15, $16)",
        work(of),
        order("w")
    )
}

/// What comes after a place; `$17`: how many. Whose file it is is asked of those alone.
static PAGES: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::workbench::PAGE", 12, |of| {
        format!(
            "SELECT q.file_id, f.person_id, CAST(q.pile AS BIGINT), CAST(q.kind AS BIGINT), CAST(q.ground AS BIGINT), q.due_on, \
             CAST(q.number AS BIGINT), q.subject_id FROM ({} ORDER BY {} LIMIT $17) q CROSS JOIN support_file f \
             WHERE f.tenant_id = $1 AND f.file_id = q.file_id ORDER BY {}",
            chosen(of, "w.*", ">"),
            order("w"),
            order("q")
        )
    })
});

/// How much there is up to a place: where a page begins.
static BEFORE: LazyLock<Texts> =
    LazyLock::new(|| texts("store::workbench::BEFORE", 11, |of| chosen(of, "COUNT(*)", "<=")));

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    COUNTS.sql().chain(PAGES.sql()).chain(BEFORE.sql()).chain(TURNS.sql()).chain(SQL.iter().copied()).collect()
}

/// What a reader chose of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// Of a team, of a coach.
    pub files: Chosen,
    /// Work on one pile.
    pub pile: Option<Pile>,
    /// Work of one kind.
    pub kind: Option<DutyKind>,
    /// What comes after this.
    pub after: Option<Place>,
}

/// A place on the desk: where a page ended. The work itself may be done meanwhile; what comes after it still does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// On which pile it lay.
    pub pile: Pile,
    /// Of which kind it was.
    pub kind: DutyKind,
    /// On what it rested.
    pub ground: Ground,
    /// By when; `None` without term.
    pub due: Option<Date>,
    /// On which file.
    pub file: FileId,
    /// Its place among what was due there.
    pub number: i64,
}

/// One thing that is due.
#[derive(Debug, Clone)]
pub struct WorkRow {
    /// On which file.
    pub file: FileId,
    /// Whose it is.
    pub person: PersonId,
    /// For whom; `None` when no names were imported yet.
    pub name: Option<Personal<String>>,
    /// Their birth date, where no name is known.
    pub born: Option<BirthDate>,
    /// The school's own number.
    pub student_number: Option<Personal<String>>,
    /// Teams of today.
    pub teams: Vec<String>,
    /// Names of the coaches of today.
    pub coaches: Vec<String>,
    /// What, by which article, by when.
    pub duty: Duty,
    /// Why: the facts that its rule used.
    pub because: Vec<Because>,
    /// On which pile it lies.
    pub pile: Pile,
    /// Since when it is there to be done, where that is known.
    pub since: Option<Date>,
    /// Mail is set up, and none went to whoever is asked for an answer, or it did not arrive: somebody tells them.
    pub untold: bool,
}

/// One page of the desk.
#[derive(Debug, Clone)]
pub struct Workbench {
    /// What is due: by pile, by kind, by day.
    pub rows: Vec<WorkRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<Place>,
    /// How much of what was chosen lies before this page.
    pub before: i64,
    /// How much there is of each pile and kind, of the team and coach that were chosen.
    pub counts: Vec<(Pile, DutyKind, i64)>,
    /// What there is to choose from.
    pub choices: Choices,
    /// When nothing is due: the first day on which time alone changes something about one of the actor's files.
    pub turns_on: Option<Date>,
}

impl Workbench {
    /// How much there is of what was chosen, on all pages.
    pub fn count(&self, pile: Option<Pile>, kind: Option<DutyKind>) -> i64 {
        let fits =
            |(s, k, _): &&(Pile, DutyKind, i64)| pile.is_none_or(|one| one == *s) && kind.is_none_or(|one| one == *k);
        self.counts.iter().filter(fits).map(|(.., count)| count).sum()
    }
}

/// A line as the database found it.
struct Line {
    place: Place,
    person: PersonId,
    subject: Uuid,
}

fn place_of<T: PartialEq>(all: &[T], one: &T) -> Value {
    Value::Int(all.iter().position(|other| other == one).map_or(-1, |place| place as i64))
}

fn line(row: &[Value]) -> Option<Line> {
    let nth = |place: usize| row[place].int().and_then(|n| usize::try_from(n).ok());
    let due = row[5].text().filter(|day| *day != duties::NO_TERM);
    let format = time::macros::format_description!("[year]-[month]-[day]");
    let place = Place {
        pile: *Pile::ALL.get(nth(2)?)?,
        kind: *DutyKind::ALL.get(nth(3)?)?,
        ground: *Ground::ALL.get(nth(4)?)?,
        due: due.and_then(|day| Date::parse(day, &format).ok()),
        file: FileId(row[0].uuid()?),
        number: row[6].int()?,
    };
    Some(Line { place, person: PersonId(row[1].uuid()?), subject: row[7].uuid()? })
}

impl Store {
    /// One page of what is due for an actor.
    pub async fn workbench(&self, actor: &Actor, asked: &Asked, now: Moment) -> Result<Workbench, StoreError> {
        self.desk(actor, asked, PAGE_SIZE, now).await
    }

    /// All that is due for an actor, of what they chose: to save or print it.
    pub async fn workbench_whole(&self, actor: &Actor, asked: &Asked, now: Moment) -> Result<Workbench, StoreError> {
        self.desk(actor, &Asked { after: None, ..*asked }, usize::from(u16::MAX), now).await
    }

    async fn desk(&self, actor: &Actor, asked: &Asked, size: usize, now: Moment) -> Result<Workbench, StoreError> {
        let action = Action::SeeWorkbench;
        let decision = audit::allowed(actor, action)?;
        let tenant = actor.tenant();
        let within = Within::new(actor, action, asked.files, now.day)?;
        scope::turn_of_day(self, tenant, now.day).await?;
        let mut tx = self.begin_snapshot().await?;
        let policy = policy::load(&mut tx, tenant).await?;
        let week = [Value::Text(end_of_week(now.day).to_string()), Value::Text(now.day.to_string())];

        let counts = within.read(&mut tx, &COUNTS, &[Type::BigInt; 3], &week).await?;
        let counted = |row: &Vec<Value>| {
            let nth = |place: usize| row[place].int().and_then(|n| usize::try_from(n).ok());
            Some((*Pile::ALL.get(nth(0)?)?, *DutyKind::ALL.get(nth(1)?)?, row[2].int()?))
        };
        let counts: Vec<(Pile, DutyKind, i64)> = counts.iter().filter_map(counted).collect();

        let mut own = week.to_vec();
        own.push(asked.pile.map_or(Value::Int(-1), |pile| place_of(Pile::ALL, &pile)));
        own.push(asked.kind.map_or(Value::Int(-1), |kind| place_of(DutyKind::ALL, &kind)));
        own.extend(start(&mut tx, tenant, asked.after, now.day).await?);
        let before = if asked.after.is_some() { within.count(&mut tx, &BEFORE, &own).await? } else { 0 };
        own.push(Value::Int(size as i64 + 1));
        let [id, number] = [Type::Uuid, Type::BigInt];
        let types = [id, id, number, number, number, Type::Text, number, id];
        let found = within.read(&mut tx, &PAGES, &types, &own).await?;
        let more = found.len() > size;
        let lines: Vec<Line> = found.iter().take(size).filter_map(|row| line(row)).collect();

        let mut rows = Vec::with_capacity(lines.len());
        for few in lines.chunks(PAGE_SIZE) {
            let mut page = shown(&mut tx, tenant, few, &policy, now.day).await?;
            if mail::on(&mut tx, now).await? {
                mark_untold(&mut tx, tenant, &mut page).await?;
            }
            rows.append(&mut page);
        }
        let turns_on = if rows.is_empty() && asked.after.is_none() {
            let turns = within.read(&mut tx, &TURNS, &[Type::Date, Type::Date], &[]).await?;
            // The day after the last one; what holds for good has none.
            turns.first().and_then(|row| match (&row[0], &row[1]) {
                (Value::Date(from), Value::Date(until)) => Some(until.next_day().map_or(*from, |next| next.min(*from))),
                (Value::Date(from), _) => Some(*from),
                (_, Value::Date(until)) => until.next_day(),
                _ => None,
            })
        } else {
            None
        };
        let choices = within::choices(&mut tx, actor, action, now.day).await?;
        let mut persons: Vec<PersonId> = rows.iter().map(|row: &WorkRow| row.person).collect();
        persons.sort_unstable();
        persons.dedup();
        self.looked(tx, Deed::new(actor, action, decision).to(persons), now).await?;
        let next = if more { lines.last().map(|line| line.place) } else { None };
        Ok(Workbench { rows, next, before, counts, choices, turns_on })
    }
}

/// Marks what waits for an answer of somebody whom no mail told.
async fn mark_untold(tx: &mut Tx, tenant: TenantId, rows: &mut [WorkRow]) -> Result<(), StoreError> {
    let asked = |row: &WorkRow| {
        let guardian = match row.duty.who {
            Who::Student => false,
            Who::Guardian => true,
            Who::Intaker | Who::Coach => return None,
        };
        Some((row.duty.waits?.version, guardian))
    };
    let versions: Vec<VersionId> = rows.iter().filter_map(asked).map(|(version, _)| version).collect();
    let told = mail::told_among(tx, tenant, &versions).await?;
    for row in rows.iter_mut() {
        row.untold = asked(row).is_some_and(|asked| !told.contains(&asked));
    }
    Ok(())
}

/// Behind which line a page begins.
async fn start(tx: &mut Tx, tenant: TenantId, after: Option<Place>, today: Date) -> Result<[Value; 7], StoreError> {
    let Some(after) = after else {
        let [number, text] = [Value::Int(-1), Value::Text(String::new())];
        return Ok([
            number.clone(),
            number.clone(),
            number.clone(),
            text.clone(),
            text,
            Value::Uuid(Uuid::nil()),
            number,
        ]);
    };
    // The name sorts and stands in no address. A file that is gone leaves its day: what comes on it and after.
    let key = row!(tx, (String,), PLACE, tenant.0, after.file.0, today)?.map(|(key,)| key).unwrap_or_default();
    Ok([
        place_of(Pile::ALL, &after.pile),
        place_of(DutyKind::ALL, &after.kind),
        place_of(Ground::ALL, &after.ground),
        Value::Text(after.due.map_or_else(|| duties::NO_TERM.to_owned(), |day| day.to_string())),
        Value::Text(key),
        Value::Uuid(after.file.0),
        Value::Int(after.number),
    ])
}

/// The lines in words: at most a page of them.
async fn shown(
    tx: &mut Tx,
    tenant: TenantId,
    lines: &[Line],
    policy: &register::policy::Policy,
    today: Date,
) -> Result<Vec<WorkRow>, StoreError> {
    let mut persons: Vec<PersonId> = lines.iter().map(|line| line.person).collect();
    persons.sort_unstable();
    persons.dedup();
    let loaded = facts::load(tx, tenant, Which::Page(&persons), policy, today).await?;
    let coaches = list::coach_names(tx, tenant, Which::Page(&persons), today).await?;
    let of_file: HashMap<FileId, &facts::Loaded> = loaded.iter().map(|file| (file.file, file)).collect();
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        let Some(file) = of_file.get(&line.place.file) else { continue };
        let found = findings(&file.duty_facts(), policy);
        let duties = due_of(&found, today);
        let same = |duty: &&Duty| duty.kind == line.place.kind && duties::subject(duty) == line.subject;
        let Some(duty) = duties.iter().find(same) else {
            tracing::error!(file = %line.place.file, "a duty is on the desk that the facts do not give");
            continue;
        };
        rows.push(WorkRow {
            file: file.file,
            person: line.person,
            name: file.names.names().display().map(Personal::new),
            born: file.names.born_nameless(),
            student_number: file.student_number.clone(),
            teams: file.team_names(today),
            coaches: coaches.get(&line.person).cloned().unwrap_or_default(),
            duty: *duty,
            because: because(&found, duty, today),
            pile: Pile::of(duty, today),
            since: file.since(duty),
            untold: false,
        });
    }
    Ok(rows)
}
