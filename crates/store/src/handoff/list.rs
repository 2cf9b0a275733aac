//! What is asked of partners and goes on: a page of it, of those whom an actor reaches, what is to be decided first.

use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::facts;
use crate::file::scope::{kind, turn_of_day};
use crate::file::within::{Chosen, Texts, Within};
use crate::person::birth;
use crate::table::{Type, Value};
use crate::which::Which;
use crate::{Store, StoreError, audit, policy};
use access::{Action, Actor};
use register::handoff::{Decide, Letter, Status, Watch, anew_on, decide};
use register::meeting::Consenter;
use register::partner::Domain;
use register::{AccountId, BirthDate, FileId, HandoffId, Moment, PartnerId, PersonId, Personal, TenantId};
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;
use time::Date;

/// How many stand on a page.
pub const PAGE: i64 = 25;

/// Month and day of the birth date of `p` as a number, 1130; of one that is not whole the last that it can be.
macro_rules! last_day {
    () => {
        "CASE WHEN COALESCE(p.birth_month, 0) = 0 THEN 1231 ELSE p.birth_month * 100 + CASE WHEN COALESCE(p.birth_day, 0) > 0 \
         THEN p.birth_day WHEN p.birth_month IN (4, 6, 9, 11) THEN 30 WHEN p.birth_month <> 2 THEN 31 \
         WHEN p.birth_year % 4 = 0 THEN 29 ELSE 28 END END"
    };
}

/// A day as a number: 20261130.
fn number(day: Date) -> Value {
    let (year, month, day) = (i64::from(day.year()), i64::from(u8::from(day.month())), i64::from(day.day()));
    Value::Int(year * 10_000 + month * 100 + day)
}

/// What calls for a decision: as `register::handoff::decide` says of each row. `$6`: today as a number, 20261130, which a birth date
/// plus sixteen years is held against: of one that is not whole the last day that it can be.
const TODO: &str = concat!(
    "((h.status IN ('sent', 'waiting', 'accepted', 'started') AND (s.stopped_at IS NOT NULL OR s.until_on < $3 \
     OR (h.consenter = 'guardian' AND COALESCE((p.birth_year + 16) * 10000 + ",
    last_day!(),
    " <= $6, FALSE)) \
     OR COALESCE(p.municipality, '') <> COALESCE(h.home, '') OR COALESCE(h.adult_on <= $3, FALSE) \
     OR COALESCE(h.prepare_on <= $3, FALSE) OR COALESCE(h.letter, '') = 'owed' OR COALESCE(h.silent_on <= $3, FALSE) OR ",
    gone!(),
    " OR ",
    doubted!(),
    ")) OR (h.status = 'sent' AND EXISTS (SELECT 1 FROM outbox o WHERE o.tenant_id = $1 AND o.share_id = h.share_id \
     AND o.kind = 'share' AND o.state IN ('refused', 'given_up', 'bounced'))) OR (h.status = 'refused' AND h.seen = FALSE))"
);

const GONE: &str = gone!();
const DOUBTED: &str = doubted!();

/// Whose handoffs a text tells: those that go on, and refusals that nobody read.
fn from(rows: Option<&str>) -> String {
    let first = match rows {
        Some(rows) => format!(
            "{rows} CROSS JOIN handoff h CROSS JOIN share s CROSS JOIN support_file f CROSS JOIN person p WHERE h.file_id = r.file_id"
        ),
        None => format!(
            "handoff h CROSS JOIN share s CROSS JOIN support_file f CROSS JOIN person p \
             WHERE $2 = '{}' AND $4 = h.tenant_id AND $5 = h.tenant_id",
            kind::SCHOOL
        ),
    };
    format!(
        "{first} AND h.tenant_id = $1 AND h.sent_on <= $3 AND h.status IN ('sent', 'waiting', 'accepted', 'started', 'refused') \
         AND (h.status <> 'refused' OR h.seen = FALSE) AND s.tenant_id = $1 AND s.share_id = h.share_id \
         AND f.tenant_id = $1 AND f.file_id = h.file_id AND p.tenant_id = $1 AND p.person_id = f.person_id"
    )
}

fn texts(name: &str, own: usize, make: impl Fn(&str) -> String) -> Texts {
    Texts::new(name, own, |rows| make(&from(Some(rows)))).or_whole(make(&from(None)))
}

static COUNT: LazyLock<Texts> =
    LazyLock::new(|| texts("store::handoff::list::COUNT", 0, |from| format!("SELECT COUNT(*) FROM {from}")));

static OWED: LazyLock<Texts> =
    LazyLock::new(|| texts("store::handoff::list::OWED", 1, |from| format!("SELECT COUNT(*) FROM {from} AND {TODO}")));

/// `$7`: how many; `$8`: after how many.
static PAGES: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::handoff::list::PAGE", 3, |from| {
        format!(
            "SELECT h.handoff_id, h.file_id, f.person_id, h.partner_id, h.domain, h.status, h.sent_by, h.sent_on, h.status_on, h.home, \
             p.municipality, h.adult_on, h.prepare_on, s.until_on, CASE WHEN s.stopped_at IS NULL THEN FALSE ELSE TRUE END, h.seen, \
             (SELECT COUNT(*) FROM outbox o WHERE o.tenant_id = $1 AND o.share_id = h.share_id AND o.kind = 'share' \
             AND o.state IN ('refused', 'given_up', 'bounced')), h.letter, h.silent_on, \
             CASE WHEN {GONE} THEN TRUE ELSE FALSE END, h.consenter, p.birth_year, p.birth_month, p.birth_day, \
             CASE WHEN {DOUBTED} THEN TRUE ELSE FALSE END \
             FROM {from} ORDER BY CASE WHEN {TODO} THEN 0 ELSE 1 END, h.sent_on, h.handoff_id LIMIT $7 OFFSET $8"
        )
    })
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    COUNT.sql().chain(OWED.sql()).chain(PAGES.sql()).collect()
}

/// A handoff in a list.
#[derive(Debug, Clone)]
pub struct HandoffRow {
    /// Which.
    pub id: HandoffId,
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
    /// To which partner.
    pub partner: PartnerId,
    /// Help with what.
    pub domain: Domain,
    /// Where it stands.
    pub status: Status,
    /// Who sent it.
    pub by: AccountId,
    /// When.
    pub sent: Date,
    /// Since when it stands there.
    pub since: Date,
    /// What is to be decided.
    pub decide: Vec<Decide>,
}

/// One page of handoffs.
#[derive(Debug, Clone)]
pub struct HandoffPage {
    /// Some of them: what is to be decided first, then who waits longest.
    pub rows: Vec<HandoffRow>,
    /// How many there are.
    pub total: i64,
    /// Of how many something is to be decided.
    pub owed: i64,
    /// Names of the partners.
    pub partners: HashMap<PartnerId, String>,
    /// Those who sent one, by name.
    pub names: Names,
}

/// A row as the database found it, without what a page says of the person.
fn read(row: &[Value], today: Date) -> Option<HandoffRow> {
    let day = |value: &Value| if let Value::Date(day) = value { Some(*day) } else { None };
    let status = Status::from_code(row[5].text()?)?;
    let by = Consenter::from_code(row[20].text()?)?;
    let watch = Watch {
        status,
        until: day(&row[13])?,
        withdrawn: row[14] == Value::Bool(true),
        anew_on: anew_on(by, birth(row[21].int(), row[22].int(), row[23].int())),
        home: row[9].text(),
        adult_on: day(&row[11]),
        prepare_on: day(&row[12]),
        silent_on: day(&row[18]),
        seen: row[15] == Value::Bool(true),
        unreached: row[16].int()? > 0,
        gone: row[19] == Value::Bool(true),
        doubted: row[24] == Value::Bool(true),
        letter: row[17].text().and_then(Letter::from_code),
    };
    Some(HandoffRow {
        id: HandoffId(row[0].uuid()?),
        file: FileId(row[1].uuid()?),
        person: PersonId(row[2].uuid()?),
        name: None,
        born: None,
        student_number: None,
        partner: PartnerId(row[3].uuid()?),
        domain: Domain::from_code(row[4].text()?)?,
        status,
        by: AccountId(row[6].uuid()?),
        sent: day(&row[7])?,
        since: day(&row[8])?,
        decide: decide(watch, row[10].text(), today),
    })
}

impl Store {
    /// Of how many handoffs something is to be decided, of those whom an actor reaches. A number, and nobody's.
    pub async fn handoffs_owed(&self, actor: &Actor, now: Moment) -> Result<i64, StoreError> {
        let action = Action::HandOff;
        audit::allowed(actor, action)?;
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        let mut tx = self.begin_reading().await?;
        within.count(&mut tx, &OWED, &[number(now.day)]).await
    }

    /// What is asked of partners and goes on, of those whom an actor reaches. Who is shown is looked at.
    pub async fn handoffs(&self, actor: &Actor, after: i64, now: Moment) -> Result<HandoffPage, StoreError> {
        let action = Action::HandOff;
        let decision = audit::allowed(actor, action)?;
        let tenant = actor.tenant();
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        turn_of_day(self, tenant, now.day).await?;
        let mut tx = self.begin_snapshot().await?;
        let total = within.count(&mut tx, &COUNT, &[]).await?;
        let owed = within.count(&mut tx, &OWED, &[number(now.day)]).await?;
        let (id, text, day, yes, whole) = (Type::Uuid, Type::Text, Type::Date, Type::Boolean, Type::BigInt);
        let types = [
            id, id, id, id, text, text, id, day, day, text, text, day, day, day, yes, yes, whole, text, day, yes, text,
            whole, whole, whole, yes,
        ];
        let own = [number(now.day), Value::Int(PAGE), Value::Int(after.max(0))];
        let found = within.read(&mut tx, &PAGES, &types, &own).await?;
        let mut rows: Vec<HandoffRow> = found.iter().filter_map(|row| read(row, now.day)).collect();
        named(&mut tx, tenant, &mut rows, now.day).await?;
        let names = names(&mut tx, rows.iter().map(|row| row.by).collect::<BTreeSet<_>>()).await?;
        let partners = crate::partner::load::all(&mut tx, tenant).await?;
        let mut persons: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
        persons.sort_unstable();
        persons.dedup();
        self.looked(tx, Deed::new(actor, action, decision).to(persons), now).await?;
        let partners = partners.into_iter().map(|one| (one.id, one.entry.name)).collect();
        Ok(HandoffPage { rows, total, owed, partners, names })
    }
}

/// Says of each row whose it is: at most a page of them.
async fn named(tx: &mut Tx, tenant: TenantId, rows: &mut [HandoffRow], today: Date) -> Result<(), StoreError> {
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
