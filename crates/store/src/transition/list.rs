//! Lists of routes: whose begins, with whom somebody is to speak, who left and was not reached, and what is to be decided. Each is filtered,
//! counted and limited by the database, of those whom an actor reaches.

use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::facts;
use crate::file::scope::{kind, turn_of_day};
use crate::file::within::{Choices, Chosen, Texts, Within, choices};
use crate::table::{Row, Type, Value};
use crate::which::Which;
use crate::{Store, StoreError, audit, policy};
use access::{Action, Actor};
use register::duty::DutyKind;
use register::programme::LeavingReason;
use register::transition::{AHEAD, ANSWERED_WITHIN, Decide, End, Left, List, Status, Watch, decide, over};
use register::{AccountId, BirthDate, FileId, Moment, PersonId, Personal, TenantId};
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;
use time::Date;

/// How many stand on a page.
pub const PAGE: i64 = 25;

/// There is a diploma, as the student system says.
const DIPLOMA: &str = "e.ended IS NOT NULL AND COALESCE(e.leaving_reason, '') IN ('01', '1')";

/// They are enrolled again, beside or after this enrolment.
const ONWARDS: &str = "EXISTS (SELECT 1 FROM enrolment o WHERE o.tenant_id = $1 AND o.person_id = e.person_id \
     AND o.enrolment_id <> e.enrolment_id AND o.withdrawn_by IS NULL AND o.begins >= e.begins AND o.begins <= $3 \
     AND e.ended IS NOT NULL AND (o.ended IS NULL OR o.ended > e.ended))";

/// Of who died nobody is asked to do anything.
const LIVES: &str = "COALESCE(e.leaving_reason, '') NOT IN ('05', '5')";

/// Something was noted that needs a diploma.
const RELIED: &str = "(w.municipality_on IS NOT NULL OR w.given_on IS NOT NULL OR w.stretched_on IS NOT NULL)";

/// Why it ended.
const ENDED: &str = "(SELECT x.code FROM transition_entry x WHERE x.tenant_id = $1 AND x.file_id = w.file_id AND x.number = w.number \
     AND x.kind = 'end' ORDER BY x.place DESC LIMIT 1)";

/// Since when the student is asked for a yes that is not there.
const ASKED: &str = "(SELECT MIN(s.made_on) FROM share s WHERE s.tenant_id = $1 AND s.file_id = w.file_id AND s.route = w.number \
     AND s.waits = TRUE AND s.stopped_at IS NULL AND s.until_on >= $3)";

/// What is to be decided, as `register::transition::decide` says of each row. `$6`: the last day of a diploma whose year is over; `$7`: from
/// when on a question is young.
fn to_decide() -> String {
    format!(
        "((w.status = 'open' AND (e.withdrawn_by IS NOT NULL OR ({RELIED} AND NOT ({DIPLOMA})) OR (e.ended < $3 AND NOT ({DIPLOMA})) \
         OR (({DIPLOMA}) AND {ONWARDS}) OR (({DIPLOMA}) AND e.ended <= $6 AND (w.stretched_on IS NULL OR w.stretched_on < $3)) \
         OR {ASKED} <= $7)) \
         OR (w.status = 'ended' AND e.withdrawn_by IS NULL AND ({DIPLOMA}) AND e.ended <= $3 \
         AND (e.ended > $6 OR w.stretched_on >= $3) AND {ENDED} = 'no_diploma' \
         AND NOT EXISTS (SELECT 1 FROM transition n WHERE n.tenant_id = $1 AND n.file_id = w.file_id AND n.number > w.number)))"
    )
}

/// Who left and was not spoken with since, while somebody may still be guided and nobody knows where they came. `$6`: as above.
fn lost() -> String {
    format!(
        "w.status = 'open' AND e.withdrawn_by IS NULL AND e.ended < $3 AND (e.ended > $6 OR w.stretched_on >= $3) \
         AND (w.met_on IS NULL OR w.met_on <= e.ended) \
         AND (w.outcome IS NULL OR w.outcome = 'not_known') AND COALESCE(w.reply, '') <> 'declined' AND NOT {NEVER} \
         AND NOT {ONWARDS}"
    )
}

/// With whom somebody is to speak, or for whom something is to be done. `$6`: the last day that is soon.
const TO_SPEAK: &str = "w.status = 'open' AND (w.contact_on <= $6 OR w.step_on <= $6)";

/// What of the two comes first.
const FIRST: &str = "CASE WHEN w.contact_on IS NULL OR w.step_on < w.contact_on THEN w.step_on ELSE w.contact_on END";

/// The student does not want to be reached: nobody looks for them.
const NEVER: &str = "COALESCE((SELECT x.code FROM transition_entry x WHERE x.tenant_id = $1 AND x.file_id = w.file_id \
     AND x.number = w.number AND x.kind = 'reach' ORDER BY x.place DESC LIMIT 1), '') = 'never'";

/// Rows of routes, of a list or of all of a school.
fn from(rows: Option<&str>) -> String {
    let first = match rows {
        Some(rows) => format!("{rows} CROSS JOIN transition w CROSS JOIN enrolment e WHERE w.file_id = r.file_id AND"),
        None => format!(
            "transition w CROSS JOIN enrolment e WHERE $2 = '{}' AND $4 = w.tenant_id AND $5 = w.tenant_id AND",
            kind::SCHOOL
        ),
    };
    format!(
        "{first} w.tenant_id = $1 AND w.opened_on <= $3 AND e.tenant_id = $1 AND e.enrolment_id = w.enrolment_id AND {LIVES} AND"
    )
}

/// Rows of what is owed and was not offered.
fn owed(rows: Option<&str>) -> String {
    let first = match rows {
        Some(rows) => {
            format!("{rows} CROSS JOIN file_duty d WHERE r.attention IS NOT NULL AND d.file_id = r.file_id AND")
        }
        None => {
            format!("file_duty d WHERE $2 = '{}' AND $4 = d.tenant_id AND $5 = d.tenant_id AND", kind::SCHOOL)
        }
    };
    format!(
        "{first} d.tenant_id = $1 AND d.begins <= $3 AND d.ends >= $3 AND d.kind = '{}'",
        DutyKind::OfferGuidance.code()
    )
}

fn texts(name: &str, own: usize, make: impl Fn(Option<&str>) -> String) -> Texts {
    Texts::new(name, own, |rows| make(Some(rows))).or_whole(make(None))
}

/// A page of routes of a list. `own` are the parameters of the list; then how many, and after how many.
fn of_routes(name: &str, own: usize, which: &str, order: &str) -> Texts {
    let (many, after) = (6 + own, 7 + own);
    texts(&format!("store::transition::list::{name}_PAGE"), own + 2, |rows| {
        format!(
            "SELECT w.file_id, f.person_id, w.guide_id, w.contact_on, w.step_on, w.met_on, e.ended, e.leaving_reason, \
             CASE WHEN e.withdrawn_by IS NULL THEN FALSE ELSE TRUE END, w.status, {ENDED}, w.stretched_on, \
             CASE WHEN {RELIED} THEN TRUE ELSE FALSE END, CASE WHEN {ONWARDS} THEN TRUE ELSE FALSE END, {ASKED} \
             FROM {} {which} AND f.tenant_id = $1 AND f.file_id = w.file_id \
             ORDER BY {order}, w.file_id, w.number LIMIT ${many} OFFSET ${after}",
            from(rows).replace(" CROSS JOIN enrolment e ", " CROSS JOIN enrolment e CROSS JOIN support_file f ")
        )
    })
}

/// How many routes stand on each of their lists: with whom somebody is to speak, who left and was not reached, and what is to be decided.
/// The routes are read once, and not once for each list. `$6` and `$7`: as of what is to be decided; `$8`: the last day that is soon.
static COUNTS: LazyLock<Texts> = LazyLock::new(|| {
    let many = |which: &str| format!("COUNT(CASE WHEN {which} THEN 1 END)");
    let lists = [many(&TO_SPEAK.replace("$6", "$8")), many(&lost()), many(&to_decide())].join(", ");
    texts("store::transition::list::COUNTS", 3, |rows| format!("SELECT {lists} FROM {} TRUE", from(rows)))
});

static BEGIN_COUNT: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::transition::list::BEGIN_COUNT", 0, |rows| format!("SELECT COUNT(*) FROM {}", owed(rows)))
});

static BEGIN: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::transition::list::BEGIN_PAGE", 2, |rows| {
        format!(
            "SELECT q.file_id, f.person_id, e.ended, e.planned_end FROM \
             (SELECT d.file_id, d.subject_id, d.due_on, d.sort_key FROM {} \
             ORDER BY d.due_on, d.sort_key, d.file_id, d.subject_id LIMIT $6 OFFSET $7) q \
             CROSS JOIN support_file f CROSS JOIN enrolment e WHERE f.tenant_id = $1 AND f.file_id = q.file_id \
             AND e.tenant_id = $1 AND e.enrolment_id = q.subject_id ORDER BY q.due_on, q.sort_key, q.file_id, q.subject_id",
            owed(rows)
        )
    })
});

static CONTACT: LazyLock<Texts> = LazyLock::new(|| of_routes("CONTACT", 1, TO_SPEAK, FIRST));
static LOST: LazyLock<Texts> = LazyLock::new(|| of_routes("LOST", 1, &lost(), "e.ended"));
static DECIDE: LazyLock<Texts> = LazyLock::new(|| of_routes("DECIDE", 2, &to_decide(), "w.status_on"));

/// A page of a list.
fn page_of(list: List) -> &'static Texts {
    match list {
        List::Begin => &BEGIN,
        List::Contact => &CONTACT,
        List::Lost => &LOST,
        List::Decide => &DECIDE,
    }
}

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    let counts: [&'static Texts; 2] = [&COUNTS, &BEGIN_COUNT];
    counts.into_iter().chain(List::ALL.iter().map(|list| page_of(*list))).flat_map(|texts| texts.sql()).collect()
}

/// The parameters of a list.
fn own(list: List, today: Date) -> Vec<Value> {
    match list {
        List::Begin => Vec::new(),
        List::Contact => vec![Value::Date(today.saturating_add(AHEAD))],
        List::Lost => vec![Value::Date(over(today))],
        List::Decide => vec![Value::Date(over(today)), Value::Date(today.saturating_sub(ANSWERED_WITHIN))],
    }
}

/// What a reader chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Which list.
    pub list: List,
    /// Of a team, of a coach.
    pub files: Chosen,
    /// After how many.
    pub after: i64,
}

/// A student in a list.
#[derive(Debug, Clone)]
pub struct RouteRow {
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
    /// Who guides; nobody yet.
    pub guide: Option<AccountId>,
    /// When somebody is to speak with them.
    pub contact: Option<Date>,
    /// By when a step is to be done.
    pub step: Option<Date>,
    /// When somebody did last.
    pub met: Option<Date>,
    /// When they left.
    pub left: Option<Date>,
    /// When they are to leave.
    pub planned: Option<Date>,
    /// What is to be decided.
    pub decide: Vec<Decide>,
}

/// One page of a list.
#[derive(Debug, Clone)]
pub struct RoutesPage {
    /// Some of them.
    pub rows: Vec<RouteRow>,
    /// How many stand on each list, of the team and the coach that were chosen.
    pub counts: Vec<(List, i64)>,
    /// What there is to choose from.
    pub choices: Choices,
    /// Who guides, by name.
    pub names: Names,
}

impl RoutesPage {
    /// How many there are.
    pub fn count(&self, list: List) -> i64 {
        self.counts.iter().find(|(one, _)| *one == list).map_or(0, |(_, count)| *count)
    }
}

fn day(value: &Value) -> Option<Date> {
    if let Value::Date(day) = value { Some(*day) } else { None }
}

fn blank(file: FileId, person: PersonId) -> RouteRow {
    RouteRow {
        file,
        person,
        name: None,
        born: None,
        student_number: None,
        guide: None,
        contact: None,
        step: None,
        met: None,
        left: None,
        planned: None,
        decide: Vec::new(),
    }
}

/// A row of what is owed, as the database found it.
fn begins(row: &[Value]) -> Option<RouteRow> {
    let blank = blank(FileId(row[0].uuid()?), PersonId(row[1].uuid()?));
    Some(RouteRow { left: day(&row[2]), planned: day(&row[3]), ..blank })
}

/// A row of a route, as the database found it, without what a page says of the person.
fn read(row: &[Value], today: Date) -> Option<RouteRow> {
    let left = day(&row[6]).map(|on| match row[7].text().and_then(LeavingReason::parse) {
        None => Left::NotKnown(on),
        Some(LeavingReason::Diploma) => Left::Diploma(on),
        Some(_) => Left::Without(on),
    });
    let watch = Watch {
        status: Status::from_code(row[9].text()?)?,
        end: row[10].text().and_then(End::from_code),
        left,
        withdrawn: row[8] == Value::Bool(true),
        onwards: row[13] == Value::Bool(true),
        stretched: day(&row[11]),
        relied: row[12] == Value::Bool(true),
        asked: day(&row[14]),
    };
    let blank = blank(FileId(row[0].uuid()?), PersonId(row[1].uuid()?));
    Some(RouteRow {
        guide: row[2].uuid().map(AccountId),
        contact: day(&row[3]),
        step: day(&row[4]),
        met: day(&row[5]),
        left: day(&row[6]),
        decide: decide(&watch, today),
        ..blank
    })
}

/// How many stand on each list of routes.
async fn routes(tx: &mut Tx, within: &Within, today: Date) -> Result<[(List, i64); 3], StoreError> {
    let limits = [own(List::Decide, today), own(List::Contact, today)].concat();
    let found = within.read(tx, &COUNTS, &[Type::BigInt; 3], &limits).await?;
    let nth = |place: usize| found.first().and_then(|row| row[place].int()).unwrap_or_default();
    Ok([(List::Contact, nth(0)), (List::Lost, nth(1)), (List::Decide, nth(2))])
}

/// How many stand on each list.
async fn counted(tx: &mut Tx, within: &Within, today: Date) -> Result<Vec<(List, i64)>, StoreError> {
    let begin = within.count(tx, &BEGIN_COUNT, &own(List::Begin, today)).await?;
    Ok([(List::Begin, begin)].into_iter().chain(routes(tx, within, today).await?).collect())
}

impl Store {
    /// How many routes stand on each of their lists, of those whom an actor reaches: numbers, and nobody's. Whose begins is a duty of the
    /// law, and counted with those.
    pub async fn transitions_owed(&self, actor: &Actor, now: Moment) -> Result<Vec<(List, i64)>, StoreError> {
        let action = Action::GuideTransition;
        audit::allowed(actor, action)?;
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        let mut tx = self.begin_reading().await?;
        let all = routes(&mut tx, &within, now.day).await?;
        Ok(all.to_vec())
    }

    /// A page of a list of routes, of those whom an actor reaches. Who is shown is looked at.
    pub async fn transitions(&self, actor: &Actor, asked: Listed, now: Moment) -> Result<RoutesPage, StoreError> {
        let action = Action::GuideTransition;
        let decision = audit::allowed(actor, action)?;
        let tenant = actor.tenant();
        let within = Within::new(actor, action, asked.files, now.day)?;
        turn_of_day(self, tenant, now.day).await?;
        let mut tx = self.begin_snapshot().await?;
        let counts = counted(&mut tx, &within, now.day).await?;
        let mut own = own(asked.list, now.day);
        own.extend([Value::Int(PAGE), Value::Int(asked.after.max(0))]);
        let (id, text, date, yes) = (Type::Uuid, Type::Text, Type::Date, Type::Boolean);
        let page = page_of(asked.list);
        let mut rows: Vec<RouteRow> = match asked.list {
            List::Begin => {
                let found: Vec<Row> = within.read(&mut tx, page, &[id, id, date, date], &own).await?;
                found.iter().filter_map(|row| begins(row)).collect()
            }
            List::Contact | List::Lost | List::Decide => {
                let types = [id, id, id, date, date, date, date, text, yes, text, text, date, yes, yes, date];
                let found: Vec<Row> = within.read(&mut tx, page, &types, &own).await?;
                found.iter().filter_map(|row| read(row, now.day)).collect()
            }
        };
        named(&mut tx, tenant, &mut rows, now.day).await?;
        let names = names(&mut tx, rows.iter().filter_map(|row| row.guide).collect::<BTreeSet<_>>()).await?;
        let choices = choices(&mut tx, actor, action, now.day).await?;
        let mut persons: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
        persons.sort_unstable();
        persons.dedup();
        self.looked(tx, Deed::new(actor, action, decision).to(persons), now).await?;
        Ok(RoutesPage { rows, counts, choices, names })
    }
}

/// Says of each row whose it is: at most a page of them.
async fn named(tx: &mut Tx, tenant: TenantId, rows: &mut [RouteRow], today: Date) -> Result<(), StoreError> {
    let mut persons: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
    persons.sort_unstable();
    persons.dedup();
    let policy = policy::load(tx, tenant).await?;
    let loaded = facts::load(tx, tenant, Which::Page(&persons), &policy, today).await?;
    let of_file: HashMap<FileId, &facts::Loaded> = loaded.iter().map(|file| (file.file, file)).collect();
    for row in rows {
        let Some(file) = of_file.get(&row.file) else { continue };
        row.name = file.names.names().display().map(Personal::new);
        row.born = file.names.born_nameless();
        row.student_number = file.student_number.clone();
    }
    Ok(())
}
