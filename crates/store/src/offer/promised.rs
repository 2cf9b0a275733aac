//! What is promised to students and offered no more: on the lists of who works with them, until it is looked at. It leaves the list
//! when the agreement does not promise it any more, or when somebody says that this student keeps it.

use super::load::{self, Placed};
use crate::audit::{Deed, allowed};
use crate::db::Tx;
use crate::file::facts;
use crate::file::list::PAGE_SIZE;
use crate::file::scope::{kind, turn_of_day};
use crate::file::within::{Chosen, Texts, Within};
use crate::table::{Type, Value};
use crate::which::Which;
use crate::{SaveError, Store, StoreError, audit, policy};
use access::{Action, Actor};
use register::offer::{Decided, Mark, NOTICE, Offered, withdrawn};
use register::{BirthDate, FileId, Moment, OfferId, PersonId, Personal, TenantId, VersionId};
use std::collections::HashMap;
use std::sync::LazyLock;
use time::Date;
use uuid::Uuid;

sql! {
    CLEAR = "DELETE FROM offer_withdrawn WHERE tenant_id = $1";
    PUT = "INSERT INTO offer_withdrawn (tenant_id, number, measure_id, offer_id, place, team_id, since, again) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// Whether anything is offered no more: mostly nothing is, and then no file is read.
    ANY = "SELECT number FROM offer_withdrawn WHERE tenant_id = $1 AND since <= $3 AND (again IS NULL OR again > $2) LIMIT 1";
    /// Whether an agreement that holds promises on a day what a line offered last, and its words.
    ONE = "SELECT o.text_nl FROM agreement a CROSS JOIN agreement_version v CROSS JOIN agreement_line l CROSS JOIN offer_withdrawn w \
           CROSS JOIN offer_line o WHERE a.tenant_id = $1 AND a.file_id = $2 AND v.tenant_id = $1 AND v.agreement_id = a.agreement_id \
           AND v.status = 'in_force' AND l.tenant_id = $1 AND l.version_id = v.version_id AND (l.ends IS NULL OR l.ends >= $5) \
           AND w.tenant_id = $1 AND w.measure_id = l.measure_id AND w.offer_id = $3 AND w.place = $4 \
           AND o.tenant_id = $1 AND o.offer_id = w.offer_id AND o.place = w.place LIMIT 1";
    KEPT = "SELECT number, offer_id, place, again_on FROM promise_kept WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    KEEP = "INSERT INTO promise_kept (tenant_id, file_id, number, offer_id, place, what, kept_at, kept_on, kept_by) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    AGAIN = "UPDATE promise_kept SET again_at = $4, again_on = $5, again_by = $6 \
             WHERE tenant_id = $1 AND file_id = $2 AND number = $3 AND again_at IS NULL";
    /// Of how many students each is promised, and how many of them keep it. Reads a school.
    NUMBERS_WHOLE = "SELECT q.offer_id, q.place, q.since, q.again, COUNT(*), CAST(SUM(q.kept) AS BIGINT) FROM ( \
                     SELECT w.number, w.offer_id, w.place, w.since, w.again, a.file_id, \
                     MAX(CASE WHEN k.file_id IS NULL THEN 0 ELSE 1 END) AS kept \
                     FROM offer_withdrawn w CROSS JOIN agreement_line l CROSS JOIN agreement_version v CROSS JOIN agreement a \
                     LEFT JOIN promise_kept k ON k.tenant_id = $1 AND k.file_id = a.file_id AND k.offer_id = w.offer_id \
                     AND k.place = w.place AND k.again_at IS NULL \
                     WHERE w.tenant_id = $1 AND w.since <= $3 AND (w.again IS NULL OR w.again > $2) \
                     AND l.tenant_id = $1 AND l.measure_id = w.measure_id AND (l.ends IS NULL OR (l.ends >= $2 AND l.ends >= w.since)) \
                     AND v.tenant_id = $1 AND v.version_id = l.version_id AND v.status = 'in_force' \
                     AND a.tenant_id = $1 AND a.agreement_id = v.agreement_id \
                     AND (w.team_id IS NULL OR EXISTS (SELECT 1 FROM file_scope z WHERE z.tenant_id = $1 AND z.kind IN ('team', 'intake') \
                     AND z.scope_id = w.team_id AND z.file_id = a.file_id AND z.begins <= $2 AND z.ends >= $2)) \
                     GROUP BY w.number, w.offer_id, w.place, w.since, w.again, a.file_id) q \
                     GROUP BY q.number, q.offer_id, q.place, q.since, q.again ORDER BY q.number";
}

/// Where a text begins: for who reaches a scope with their files, for who reaches a school with what is offered no more. `$2`, `$4` and
/// `$5` have no part in those of a whole school, and each has to be named.
fn from(rows: Option<&str>) -> String {
    let files = "agreement a CROSS JOIN agreement_version v CROSS JOIN agreement_line l CROSS JOIN offer_withdrawn w";
    let school = "offer_withdrawn w CROSS JOIN agreement_line l CROSS JOIN agreement_version v CROSS JOIN agreement a";
    match rows {
        Some(rows) => format!("{rows} CROSS JOIN {files} WHERE a.file_id = r.file_id AND"),
        None => format!("{school} WHERE $2 = '{}' AND $4 = w.tenant_id AND $5 = w.tenant_id AND", kind::SCHOOL),
    }
}

/// What is promised and offered no more (by `$6` it stopped, or is about to), each student and line once. `$7`: 1 of what somebody said
/// that the student keeps, 0 of the rest. `$8` and `$9`: a place; the first to stop comes first.
fn rows(from: &str, side: &str) -> String {
    format!(
        "SELECT a.file_id, v.version_id, w.number, w.offer_id, w.place, w.since FROM {from} w.tenant_id = $1 AND w.since <= $6 \
         AND (w.again IS NULL OR w.again > $3) AND w.measure_id = l.measure_id AND l.tenant_id = $1 \
         AND (l.ends IS NULL OR (l.ends >= $3 AND l.ends >= w.since)) AND v.tenant_id = $1 AND v.version_id = l.version_id \
         AND v.status = 'in_force' AND a.tenant_id = $1 AND a.agreement_id = v.agreement_id \
         AND (w.team_id IS NULL OR EXISTS (SELECT 1 FROM file_scope z WHERE z.tenant_id = $1 AND z.kind IN ('{}', '{}') \
         AND z.scope_id = w.team_id AND z.file_id = a.file_id AND z.begins <= $3 AND z.ends >= $3)) \
         AND CASE WHEN EXISTS (SELECT 1 FROM promise_kept k WHERE k.tenant_id = $1 AND k.file_id = a.file_id \
         AND k.offer_id = w.offer_id AND k.place = w.place AND k.again_at IS NULL) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END = $7 \
         AND (w.number, a.file_id) {side} ($8, $9) \
         GROUP BY a.file_id, v.version_id, w.number, w.offer_id, w.place, w.since",
        kind::TEAM,
        kind::INTAKE
    )
}

fn texts(name: &str, own: usize, make: impl Fn(&str) -> String) -> Texts {
    Texts::new(name, own, |rows| make(&from(Some(rows)))).or_whole(make(&from(None)))
}

fn counted(name: &str, side: &'static str) -> Texts {
    texts(name, 4, |from| format!("SELECT COUNT(*) FROM ({}) q", rows(from, side)))
}

static COUNTS: LazyLock<Texts> = LazyLock::new(|| counted("store::offer::promised::COUNT", ">"));
static BEFORE: LazyLock<Texts> = LazyLock::new(|| counted("store::offer::promised::BEFORE", "<="));

/// `$10`: how many. Whose it is, and what the line says, is asked of those alone.
static PAGES: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::offer::promised::PAGE", 5, |from| {
        format!(
            "SELECT q.file_id, f.person_id, q.version_id, q.number, q.offer_id, q.place, q.since, o.text_nl, o.text_en, o.site, o.town, \
             (SELECT MAX(m.reason) FROM offer_mark m WHERE m.tenant_id = $1 AND m.offer_id = q.offer_id AND m.place = q.place \
             AND m.mark = 'stopped'), (SELECT MAX(k.kept_on) FROM promise_kept k WHERE k.tenant_id = $1 AND k.file_id = q.file_id \
             AND k.offer_id = q.offer_id AND k.place = q.place AND k.again_at IS NULL) \
             FROM ({} ORDER BY w.number, a.file_id LIMIT $10) q CROSS JOIN support_file f CROSS JOIN offer_line o \
             WHERE f.tenant_id = $1 AND f.file_id = q.file_id AND o.tenant_id = $1 AND o.offer_id = q.offer_id AND o.place = q.place \
             ORDER BY q.number, q.file_id",
            rows(from, ">")
        )
    })
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    COUNTS.sql().chain(BEFORE.sql()).chain(PAGES.sql()).chain(SQL.iter().copied()).collect()
}

/// A place in the list: after how many of what is offered no more, and which file.
pub type Place = (i64, FileId);

/// What a reader chose of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Looked {
    /// What somebody said that the student keeps, instead of what is still to be looked at.
    pub kept: bool,
    /// What comes after this.
    pub after: Option<Place>,
}

/// A student to whom something is promised that is offered no more.
#[derive(Debug, Clone)]
pub struct PromiseRow {
    /// Whose file.
    pub file: FileId,
    /// Who.
    pub person: PersonId,
    /// Their name; `None` when no names were imported yet.
    pub name: Option<Personal<String>>,
    /// Their birth date, where no name is known.
    pub born: Option<BirthDate>,
    /// The school's own number.
    pub student_number: Option<Personal<String>>,
    /// The version of the agreement that promises it.
    pub version: VersionId,
    /// Where it stands in the list.
    pub number: i64,
    /// The version of the offer that had it last.
    pub offer: OfferId,
    /// The line of it.
    pub line: u32,
    /// What it is.
    pub text: String,
    /// In English.
    pub text_en: String,
    /// The name and the town of its location.
    pub site: Option<(String, String)>,
    /// The first day without it.
    pub since: Date,
    /// Why it stopped, as who keeps the offer wrote it.
    pub why: Option<String>,
    /// When somebody said that this student keeps it.
    pub kept: Option<Date>,
}

/// One page of it.
#[derive(Debug, Clone)]
pub struct PromisePage {
    /// Some of them.
    pub rows: Vec<PromiseRow>,
    /// How many come before this page.
    pub before: i64,
    /// How many are still to be looked at, and how many keep it.
    pub counts: (i64, i64),
    /// Where the next page begins, if there is one.
    pub next: Option<Place>,
}

/// Of how many students something is promised that is offered no more: numbers, and nobody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PromisedTo {
    /// The version of the offer that had it last.
    pub offer: OfferId,
    /// The line of it.
    pub line: u32,
    /// The first day without it.
    pub since: Date,
    /// The day from which it is offered again.
    pub again: Option<Date>,
    /// To how many it is promised.
    pub all: i64,
    /// How many of them keep it, as who works with them said.
    pub kept: i64,
}

/// Why something is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromiseRefusal {
    /// Somebody did so already, or the agreement does not promise it any more.
    Already,
}

/// Writes down what is offered no more, from all versions. In the transaction that writes those.
pub(super) async fn project(tx: &mut Tx, tenant: TenantId) -> Result<(), StoreError> {
    let all = load::all(tx, tenant).await?;
    let stopped = |one: &Placed| one.noted.iter().find(|noted| noted.mark == Mark::Stopped).map(|noted| noted.on);
    let decided: Vec<Decided<'_>> = (all.iter())
        .filter_map(|kept| {
            let (from, _) = kept.offer.decided()?;
            let lines =
                kept.lines.iter().map(|one| Offered { place: one.place, line: &one.line, stopped: stopped(one) });
            Some(Decided { offer: kept.offer.id, from, lines: lines.collect() })
        })
        .collect();
    run!(tx, CLEAR, tenant.0)?;
    for (number, one) in (1_i64..).zip(withdrawn(&decided)) {
        let team = one.team.map(|team| team.0);
        let place = i64::from(one.place);
        run!(tx, PUT, tenant.0, number, one.measure.0, one.offer.0, place, team, one.since, one.again)?;
    }
    Ok(())
}

fn read(row: &[Value]) -> Option<PromiseRow> {
    let day = |value: &Value| if let Value::Date(day) = value { Some(*day) } else { None };
    let words = |value: &Value| value.text().map(str::to_owned);
    Some(PromiseRow {
        file: FileId(row[0].uuid()?),
        person: PersonId(row[1].uuid()?),
        name: None,
        born: None,
        student_number: None,
        version: VersionId(row[2].uuid()?),
        number: row[3].int()?,
        offer: OfferId(row[4].uuid()?),
        line: u32::try_from(row[5].int()?).ok()?,
        since: day(&row[6])?,
        text: words(&row[7])?,
        text_en: words(&row[8])?,
        site: words(&row[9]).zip(words(&row[10])),
        why: words(&row[11]),
        kept: day(&row[12]),
    })
}

/// The parameters of a text, from a place.
fn own(kept: bool, (number, file): (i64, Uuid), today: Date) -> Vec<Value> {
    vec![Value::Date(today + NOTICE), Value::Int(kept.into()), Value::Int(number), Value::Uuid(file)]
}

const FIRST: (i64, Uuid) = (0, Uuid::nil());

impl Store {
    /// Of how many whom an actor reaches something is promised that is offered no more, and not looked at. A number, and nobody's.
    pub async fn promises_owed(&self, actor: &Actor, now: Moment) -> Result<i64, StoreError> {
        let action = Action::SeeWorkbench;
        audit::allowed(actor, action)?;
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        let mut tx = self.begin_reading().await?;
        if row!(tx, (i64,), ANY, actor.tenant().0, now.day, now.day + NOTICE)?.is_none() {
            return Ok(0);
        }
        within.count(&mut tx, &COUNTS, &own(false, FIRST, now.day)).await
    }

    /// To whom of those whom an actor reaches something is promised that is offered no more. Who is shown is looked at.
    pub async fn promises(&self, actor: &Actor, asked: Looked, now: Moment) -> Result<PromisePage, StoreError> {
        let action = Action::SeeWorkbench;
        let decision = audit::allowed(actor, action)?;
        let tenant = actor.tenant();
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        turn_of_day(self, tenant, now.day).await?;
        let mut tx = self.begin_snapshot().await?;
        let open = within.count(&mut tx, &COUNTS, &own(false, FIRST, now.day)).await?;
        let kept = within.count(&mut tx, &COUNTS, &own(true, FIRST, now.day)).await?;
        let mut given = own(asked.kept, asked.after.map_or(FIRST, |(number, file)| (number, file.0)), now.day);
        let before = if asked.after.is_some() { within.count(&mut tx, &BEFORE, &given).await? } else { 0 };
        given.push(Value::Int(PAGE_SIZE as i64 + 1));
        let (id, text, day, int) = (Type::Uuid, Type::Text, Type::Date, Type::BigInt);
        let types = [id, id, id, int, id, int, day, text, text, text, text, text, day];
        let found = within.read(&mut tx, &PAGES, &types, &given).await?;
        let more = found.len() > PAGE_SIZE;
        let mut rows: Vec<PromiseRow> = found.iter().take(PAGE_SIZE).filter_map(|row| read(row)).collect();
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
        }
        self.looked(tx, Deed::new(actor, action, decision).to(persons), now).await?;
        let next = rows.last().filter(|_| more).map(|row| (row.number, row.file));
        Ok(PromisePage { rows, before, counts: (open, kept), next })
    }

    /// Says that a student keeps what is offered no more (`keeps`), or that this is looked at again after all.
    pub async fn promise_keep(
        &self,
        actor: &Actor,
        file: FileId,
        (offer, line, keeps): (OfferId, u32, bool),
        now: Moment,
    ) -> Result<(), SaveError<PromiseRefusal>> {
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let tenant = actor.tenant();
        let mut saving = self.saving(actor, Action::ProposeAgreement, file, None, now).await?;
        let tx = &mut saving.tx;
        let place = i64::from(line);
        let known = rows!(tx, (i64, Uuid, i64, Option<Date>), KEPT, tenant.0, file.0)?;
        let stands = known.iter().find(|(_, of, at, again)| (*of, *at, *again) == (offer.0, place, None));
        match (stands, keeps) {
            (Some((number, ..)), false) => {
                run!(tx, AGAIN, tenant.0, file.0, *number, now.at, now.day, by.0)?;
            }
            (None, true) => {
                let what = row!(tx, (String,), ONE, tenant.0, file.0, offer.0, place, now.day)?;
                let (what,) = what.ok_or(SaveError::Refused(PromiseRefusal::Already))?;
                let number = known.iter().map(|(number, ..)| *number).max().unwrap_or(0) + 1;
                run!(tx, KEEP, tenant.0, file.0, number, offer.0, place, what.as_str(), now.at, now.day, by.0)?;
            }
            (Some(_), true) | (None, false) => return Err(SaveError::Refused(PromiseRefusal::Already)),
        }
        let said = if keeps { "kept" } else { "again" };
        Ok(saving.written().await?.commit(format!("{file} {offer} {said}")).await?)
    }

    /// What is offered no more and promised in what holds: to how many. Numbers, and nobody's.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever does not keep the offer.
    pub async fn promised_numbers(&self, actor: &Actor, today: Date) -> Result<Vec<PromisedTo>, StoreError> {
        allowed(actor, Action::KeepOffer)?;
        let mut tx = self.begin_snapshot().await?;
        let found = rows!(
            tx,
            (Uuid, i64, Date, Option<Date>, i64, i64),
            NUMBERS_WHOLE,
            actor.tenant().0,
            today,
            today + NOTICE
        )?;
        let one = |(offer, line, since, again, all, kept): (Uuid, i64, Date, Option<Date>, i64, i64)| {
            Some(PromisedTo { offer: OfferId(offer), line: u32::try_from(line).ok()?, since, again, all, kept })
        };
        Ok(found.into_iter().filter_map(one).collect())
    }
}
