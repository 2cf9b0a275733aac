//! Exam periods, and the list of one: for whom something is arranged then, and what.

use super::load::{facilities, school};
use crate::audit::{Deed, UnitKind, allowed};
use crate::db::Tx;
use crate::file::key;
use crate::file::list::{self, FileRow, PAGE_SIZE};
use crate::seal::Spot;
use crate::{SaveError, Store, StoreError, fresh};
use access::{Action, Actor, Rows, rows};
use register::exam::{self, ExamPeriod, Facility, PeriodRefusal};
use register::{ExamId, ExamPeriodId, FileId, Moment, PersonId, Personal, TenantId};
use sqlx_macros::FromRow;
use std::collections::HashMap;
use time::Date;
use uuid::Uuid;

sql! {
    OPEN = "SELECT period_id, name, begins, ends FROM exam_period WHERE tenant_id = $1 AND closed_at IS NULL \
            ORDER BY begins DESC, name, period_id";
    /// One after another: the school's row is held meanwhile.
    HOLD = "UPDATE tenant SET name = name WHERE tenant_id = $1";
    ADD = "INSERT INTO exam_period (tenant_id, period_id, name, begins, ends, made_by, made_at, made_on) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    CLOSE = "UPDATE exam_period SET closed_by = $3, closed_at = $4, closed_on = $5 \
             WHERE tenant_id = $1 AND period_id = $2 AND closed_at IS NULL";
    /// What holds on a day of the period (`$2` to `$3`), of who is enrolled then in the enrolment that it was decided for; by name.
    /// Of a request the last decision counts whose first day is there: one with a later first day leaves the one before it until
    /// then, so a request can stand there twice. A refusal holds at once.
    /// What the committee looks at again holds meanwhile (as asked stood what was looked at again before there was a word for it).
    /// `$4` and `$5`: after which; `$6`: how many.
    ARRANGED = "SELECT q.exam_id, q.file_id, q.number, f.person_id, p.sort_key, q.other, d.holds_from, d.holds_until, d.place, d.granted, d.minutes, \
        (SELECT b.ended FROM enrolment b WHERE b.tenant_id = $1 AND b.enrolment_id = d.enrolment_id) AS ended, \
        (SELECT x.holds_from FROM exam_decision x WHERE x.tenant_id = $1 AND x.file_id = q.file_id AND x.number = q.number \
        AND x.place > d.place ORDER BY x.holds_from LIMIT 1) AS followed \
        FROM exam_request q CROSS JOIN support_file f CROSS JOIN person p CROSS JOIN exam_decision d \
        WHERE q.tenant_id = $1 AND q.status IN ('granted', 'partly', 'again', 'asked') \
        AND f.tenant_id = $1 AND f.file_id = q.file_id AND p.tenant_id = $1 AND p.person_id = f.person_id \
        AND d.tenant_id = $1 AND d.file_id = q.file_id AND d.number = q.number \
        AND d.granted <> '' AND d.holds_from <= $3 AND (d.holds_until IS NULL OR d.holds_until >= $2) \
        AND NOT EXISTS (SELECT 1 FROM exam_decision x WHERE x.tenant_id = $1 AND x.file_id = q.file_id AND x.number = q.number \
        AND x.place > d.place AND (x.holds_from <= $2 OR x.holds_from <= d.holds_from)) \
        AND EXISTS (SELECT 1 FROM enrolment e WHERE e.tenant_id = $1 AND e.person_id = f.person_id AND e.withdrawn_by IS NULL \
        AND e.begins <= $3 AND (e.ended IS NULL OR e.ended >= $2) AND (d.enrolment_id IS NULL OR e.enrolment_id = d.enrolment_id)) \
        AND (p.sort_key, q.exam_id) > ($4, $5) ORDER BY p.sort_key, q.exam_id, d.place LIMIT $6";
    COUNT = "SELECT COUNT(*), COUNT(DISTINCT q.file_id) FROM exam_request q CROSS JOIN support_file f CROSS JOIN exam_decision d \
        WHERE q.tenant_id = $1 AND q.status IN ('granted', 'partly', 'again', 'asked') \
        AND f.tenant_id = $1 AND f.file_id = q.file_id \
        AND d.tenant_id = $1 AND d.file_id = q.file_id AND d.number = q.number \
        AND d.granted <> '' AND d.holds_from <= $3 AND (d.holds_until IS NULL OR d.holds_until >= $2) \
        AND NOT EXISTS (SELECT 1 FROM exam_decision x WHERE x.tenant_id = $1 AND x.file_id = q.file_id AND x.number = q.number \
        AND x.place > d.place AND (x.holds_from <= $2 OR x.holds_from <= d.holds_from)) \
        AND EXISTS (SELECT 1 FROM enrolment e WHERE e.tenant_id = $1 AND e.person_id = f.person_id AND e.withdrawn_by IS NULL \
        AND e.begins <= $3 AND (e.ended IS NULL OR e.ended >= $2) AND (d.enrolment_id IS NULL OR e.enrolment_id = d.enrolment_id))";
    PLACE = "SELECT p.sort_key FROM exam_request q CROSS JOIN support_file f CROSS JOIN person p WHERE q.tenant_id = $1 AND q.exam_id = $2 \
             AND f.tenant_id = $1 AND f.file_id = q.file_id AND p.tenant_id = $1 AND p.person_id = f.person_id";
}

/// The most that a list tells at once, for paper and files: more than a school has in a period.
const WHOLE: usize = 20_000;

/// What is arranged for a student. Why is not told: who watches an exam has no need of it.
#[derive(Debug, Clone)]
pub struct Arranged {
    /// By which request.
    pub exam: ExamId,
    /// Whose, with their teams of today.
    pub file: FileRow,
    /// What is granted.
    pub granted: Vec<Facility>,
    /// How many minutes of longer time.
    pub minutes: Option<u16>,
    /// The other adaptation, in words, where that is granted.
    pub other: Option<Personal<String>>,
    /// From when.
    pub from: Date,
    /// Until when, when the enrolment ended that it was decided for, or the eve of the decision that follows; `None`: it goes on.
    pub until: Option<Date>,
}

/// The list of a period.
#[derive(Debug, Clone)]
pub struct ArrangedList {
    /// By name.
    pub rows: Vec<Arranged>,
    /// How many there are.
    pub total: i64,
    /// For how many students.
    pub students: i64,
    /// Where the next page begins, if there is one.
    pub next: Option<ExamId>,
}

/// A period with its list.
#[derive(Debug, Clone)]
pub struct PeriodView {
    /// The school.
    pub school: String,
    /// Which period.
    pub period: ExamPeriod,
    /// For whom something is arranged.
    pub list: ArrangedList,
}

#[derive(FromRow)]
struct Row {
    exam_id: Uuid,
    file_id: Uuid,
    number: i64,
    person_id: Uuid,
    other: Option<Vec<u8>>,
    holds_from: Date,
    holds_until: Option<Date>,
    granted: String,
    minutes: Option<i64>,
    ended: Option<Date>,
    /// The first day of what was decided after it.
    followed: Option<Date>,
}

pub(crate) async fn open(tx: &mut Tx, tenant: TenantId) -> Result<Vec<ExamPeriod>, StoreError> {
    let found = rows!(tx, (Uuid, String, Date, Date), OPEN, tenant.0)?;
    let period = |(id, name, from, until)| ExamPeriod { id: ExamPeriodId(id), name, from, until };
    Ok(found.into_iter().map(period).collect())
}

/// Who decides on exams does so for the whole school, or has no list.
fn whole(actor: &Actor) -> Result<access::Decision, StoreError> {
    let decision = allowed(actor, Action::DecideExam)?;
    if rows(actor, Action::DecideExam) == Rows::All { Ok(decision) } else { Err(StoreError::NotFound) }
}

async fn arranged(
    tx: &mut Tx,
    tenant: TenantId,
    period: &ExamPeriod,
    (after, most): (Option<ExamId>, usize),
    today: Date,
) -> Result<ArrangedList, StoreError> {
    let (begins, ends) = (period.from, period.until);
    let (total, students) = row!(tx, (i64, i64), COUNT, tenant.0, begins, ends)?.unwrap_or_default();
    let (key, id) = match after {
        Some(after) => {
            let (key,) = row!(tx, (String,), PLACE, tenant.0, after.0)?.ok_or(StoreError::NotFound)?;
            (key, after.0)
        }
        None => (String::new(), Uuid::nil()),
    };
    let size = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
    let mut found = rows!(tx, Row, ARRANGED, tenant.0, begins, ends, key, id, size)?;
    let more = found.len() > most;
    if let Some(beyond) = found.get(most).map(|row| row.exam_id) {
        // A page ends between two requests: what stands there twice stands together.
        found.truncate(most);
        let whole = found.iter().rposition(|row| row.exam_id != beyond).map_or(most, |last| last.saturating_add(1));
        found.truncate(whole);
    }
    let mut persons: Vec<(PersonId, bool)> = found.iter().map(|row| (PersonId(row.person_id), false)).collect();
    persons.sort_unstable();
    persons.dedup();
    let mut shown: HashMap<FileId, FileRow> = HashMap::new();
    for some in persons.chunks(PAGE_SIZE) {
        shown.extend(list::rows_of(tx, tenant, some, today).await?.into_iter().map(|row| (row.file, row)));
    }
    let mut lines = Vec::with_capacity(found.len());
    for row in found {
        let wrong = |what| StoreError::Inconsistent { table: "exam_decision", key: row.exam_id.to_string(), what };
        let granted = facilities(&row.granted).ok_or_else(|| wrong("what is granted"))?;
        let file = FileId(row.file_id);
        let other = match row.other.as_ref().filter(|_| granted.contains(&Facility::Other)) {
            Some(sealed) => {
                let keys = key::open(tx, tenant, file).await?;
                Some(Personal::new(keys.read(Spot::exam_other(row.number), sealed).shown()))
            }
            None => None,
        };
        lines.push(Arranged {
            exam: ExamId(row.exam_id),
            file: shown.get(&file).cloned().ok_or(StoreError::NotFound)?,
            granted,
            minutes: row.minutes.map(u16::try_from).transpose().map_err(|_| wrong("its minutes"))?,
            other,
            from: row.holds_from,
            until: row.holds_until.into_iter().chain(row.ended).chain(row.followed.and_then(Date::previous_day)).min(),
        });
    }
    let next = lines.last().filter(|_| more).map(|row| row.exam);
    Ok(ArrangedList { rows: lines, total, students, next })
}

impl Store {
    /// The exam periods of a school, the last first. Nobody is named.
    pub async fn exam_periods(&self, actor: &Actor) -> Result<Vec<ExamPeriod>, StoreError> {
        whole(actor)?;
        let mut tx = self.begin_reading().await?;
        open(&mut tx, actor.tenant()).await
    }

    /// Adds a period.
    pub async fn exam_period_add(
        &self,
        actor: &Actor,
        (name, from, until): (&str, Option<Date>, Option<Date>),
        now: Moment,
    ) -> Result<ExamPeriodId, SaveError<PeriodRefusal>> {
        let decision = whole(actor)?;
        let (tenant, by) = (actor.tenant(), actor.account().ok_or(StoreError::NotFound)?);
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0)?;
        let known = open(&mut tx, tenant).await?;
        let id = ExamPeriodId(fresh::id());
        let new = exam::exam_period(&known, id, name, from, until).map_err(SaveError::Refused)?;
        run!(tx, ADD, tenant.0, id.0, new.name.as_str(), new.from, new.until, by.0, now.at, now.day)?;
        tx.wrote(tenant, UnitKind::Policy, [tenant.0]);
        tx.audit(Deed::new(actor, Action::DecideExam, decision).about(id), now).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Closes a period that was wrong, or is over; whether it was there. What was decided stays.
    pub async fn exam_period_close(&self, actor: &Actor, id: ExamPeriodId, now: Moment) -> Result<bool, StoreError> {
        let decision = whole(actor)?;
        let (tenant, by) = (actor.tenant(), actor.account().ok_or(StoreError::NotFound)?);
        let mut tx = self.begin().await?;
        if run!(tx, CLOSE, tenant.0, id.0, by.0, now.at, now.day)? == 0 {
            return Ok(false);
        }
        tx.wrote(tenant, UnitKind::Policy, [tenant.0]);
        tx.audit(Deed::new(actor, Action::DecideExam, decision).about(id), now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// A period, and for whom something is arranged then: a page of it, or (`whole`) all of it. Who is shown is looked at.
    pub async fn exam_period(
        &self,
        actor: &Actor,
        id: ExamPeriodId,
        (after, all): (Option<ExamId>, bool),
        now: Moment,
    ) -> Result<PeriodView, StoreError> {
        let decision = whole(actor)?;
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let period = open(&mut tx, tenant).await?.into_iter().find(|one| one.id == id).ok_or(StoreError::NotFound)?;
        let most = if all { WHOLE } else { PAGE_SIZE };
        let list = arranged(&mut tx, tenant, &period, (after, most), now.day).await?;
        let school = school(&mut tx, tenant).await?;
        let mut persons: Vec<PersonId> = list.rows.iter().map(|row| row.file.person).collect();
        persons.sort_unstable();
        persons.dedup();
        self.looked(tx, Deed::new(actor, Action::DecideExam, decision).to(persons).about(id), now).await?;
        Ok(PeriodView { school, period, list })
    }
}
