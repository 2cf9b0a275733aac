//! Talks as they are stored.

use crate::db::Tx;
use crate::file::key::{self, FileKeys};
use crate::seal::Spot;
use crate::which::Which;
use crate::{StoreError, fresh};
use register::agreement::read_hour;
use register::intake::owed::Course;
use register::intake::talk::{Event, Means, Report, Status, Talk, Told, Turn};
use register::{AccountId, ApplicationId, FileId, Moment, PersonId, Personal, TalkId, TenantId};
use sqlx_macros::FromRow;
use std::collections::HashMap;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = "SELECT number, talk_id, application_id, on_day, hour, place, held_with, planned_by, planned_at, planned_on, status, told, \
               told_at, told_on, told_by FROM intake_talk WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    REPORTS = "SELECT number, place, held_on, facts, steps, written_by, written_at, written_on FROM intake_report \
               WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
    TURNS = "SELECT number, place, event, why, turned_by, turned_at, turned_on FROM intake_turn \
             WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
    ADD = "INSERT INTO intake_talk (tenant_id, file_id, number, talk_id, application_id, on_day, hour, place, held_with, planned_by, \
           planned_at, planned_on, status, status_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $12)";
    MOVE = "UPDATE intake_talk SET status = $4, status_on = $5, on_day = $6 WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    NOT_TOLD = "UPDATE intake_talk SET told = NULL, told_at = NULL, told_on = NULL, told_by = NULL \
                WHERE tenant_id = $1 AND file_id = $2 AND told = 'mail' AND told_at = $3";
    TELL = "UPDATE intake_talk SET told = $4, told_at = $5, told_on = $6, told_by = $7 WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    REPORT = "INSERT INTO intake_report (tenant_id, file_id, number, place, held_on, facts, steps, written_by, written_at, written_on) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    TURN = "INSERT INTO intake_turn (tenant_id, file_id, number, place, event, why, turned_by, turned_at, turned_on) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
}

by_person! {
    course_rows = "SELECT f.person_id, x.application_id, x.status, x.on_day, x.status_on, x.told IS NOT NULL FROM support_file f \
        CROSS JOIN intake_talk x WHERE f.tenant_id = $1 AND x.tenant_id = f.tenant_id AND x.file_id = f.file_id", "f.person_id", " ORDER BY x.number";
}

/// How the newest talk of each application stands, of these persons.
pub(crate) async fn courses(
    tx: &mut Tx,
    tenant: TenantId,
    which: Which<'_>,
) -> Result<Vec<(PersonId, ApplicationId, Course)>, StoreError> {
    type Found = (Uuid, Uuid, String, Date, Date, bool);
    let mut newest: HashMap<(Uuid, Uuid), Course> = HashMap::new();
    for (person, application, status, day, since, told) in fetch!(tx, Found, course_rows, tenant, which)? {
        let status = Status::from_code(&status).ok_or_else(|| wrong(application, "unknown status"))?;
        newest.insert((person, application), Course { status, day, since, told });
    }
    let one = |((person, application), course)| (PersonId(person), ApplicationId(application), course);
    Ok(newest.into_iter().map(one).collect())
}

fn wrong(key: Uuid, what: &'static str) -> StoreError {
    StoreError::Inconsistent { table: "intake_talk", key: key.simple().to_string(), what }
}

#[derive(FromRow)]
struct Row {
    number: i64,
    talk_id: Uuid,
    application_id: Uuid,
    on_day: Date,
    hour: Option<String>,
    place: Vec<u8>,
    held_with: Uuid,
    planned_by: Uuid,
    planned_at: OffsetDateTime,
    planned_on: Date,
    status: String,
    told: Option<String>,
    told_at: Option<OffsetDateTime>,
    told_on: Option<Date>,
    told_by: Option<Uuid>,
}

impl Row {
    fn talk(self, keys: &FileKeys) -> Result<Talk, StoreError> {
        let wrong = |what| wrong(self.talk_id, what);
        let told = match (self.told.as_deref(), self.told_at, self.told_on, self.told_by) {
            (None, None, None, None) => None,
            (Some(code), Some(at), Some(day), Some(by)) => {
                let means = Means::from_code(code).ok_or_else(|| wrong("unknown means"))?;
                Some(Told { means, at: Moment { at, day }, by: AccountId(by) })
            }
            _ => return Err(wrong("told without its moment, or the reverse")),
        };
        Ok(Talk {
            id: TalkId(self.talk_id),
            number: u32::try_from(self.number).map_err(|_| wrong("number out of range"))?,
            application: ApplicationId(self.application_id),
            day: self.on_day,
            hour: self.hour.as_deref().and_then(read_hour),
            place: keys.read(Spot::talk_place(self.number), &self.place).shown().into(),
            with: AccountId(self.held_with),
            by: AccountId(self.planned_by),
            at: Moment { at: self.planned_at, day: self.planned_on },
            status: Status::from_code(&self.status).ok_or_else(|| wrong("unknown status"))?,
            told,
            reports: Vec::new(),
            turns: Vec::new(),
        })
    }
}

#[derive(FromRow)]
struct ReportRow {
    number: i64,
    place: i64,
    held_on: Date,
    facts: Vec<u8>,
    steps: Vec<u8>,
    written_by: Uuid,
    written_at: OffsetDateTime,
    written_on: Date,
}

#[derive(FromRow)]
struct TurnRow {
    number: i64,
    place: i64,
    event: String,
    why: Option<Vec<u8>>,
    turned_by: Uuid,
    turned_at: OffsetDateTime,
    turned_on: Date,
}

/// The talks of a file, the first first, with their words.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Talk>, StoreError> {
    let found = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let keys = key::open(tx, tenant, file).await?;
    let mut all: Vec<Talk> = found.into_iter().map(|row| row.talk(&keys)).collect::<Result<_, _>>()?;
    let read = |spot, sealed: &[u8]| -> Personal<String> { keys.read(spot, sealed).shown().into() };
    for row in rows!(tx, ReportRow, REPORTS, tenant.0, file.0)? {
        let Some(talk) = all.iter_mut().find(|one| i64::from(one.number) == row.number) else { continue };
        talk.reports.push(Report {
            held_on: row.held_on,
            facts: read(Spot::talk_facts(talk.id, row.place), &row.facts),
            steps: read(Spot::talk_steps(talk.id, row.place), &row.steps),
            by: AccountId(row.written_by),
            at: Moment { at: row.written_at, day: row.written_on },
        });
    }
    for row in rows!(tx, TurnRow, TURNS, tenant.0, file.0)? {
        let Some(talk) = all.iter_mut().find(|one| i64::from(one.number) == row.number) else { continue };
        talk.turns.push(Turn {
            event: Event::from_code(&row.event).ok_or_else(|| wrong(talk.id.0, "unknown event"))?,
            why: row.why.as_ref().map(|why| read(Spot::talk_turn(talk.id, row.place), why)),
            by: AccountId(row.turned_by),
            at: Moment { at: row.turned_at, day: row.turned_on },
        });
    }
    Ok(all)
}

/// Writes a talk that is planned.
pub(super) async fn add(tx: &mut Tx, tenant: TenantId, file: FileId, new: &Talk) -> Result<(), StoreError> {
    let number = i64::from(new.number);
    let key = key::open_or_make(tx, tenant, file).await?;
    let place = key.seal(Spot::talk_place(number), new.place.reveal())?;
    let hour = new.hour.map(|hour| format!("{:02}:{:02}", hour.hour(), hour.minute()));
    let (application, with, by, status) = (new.application.0, new.with.0, new.by.0, new.status.code());
    let (at, on) = (new.at.at, new.at.day);
    run!(tx, ADD, tenant.0, file.0, number, new.id.0, application, new.day, hour, place, with, by, at, on, status)?;
    told(tx, tenant, file, new).await
}

/// Writes that the applicant was told, or has yet to be.
pub(super) async fn told(tx: &mut Tx, tenant: TenantId, file: FileId, talk: &Talk) -> Result<(), StoreError> {
    let number = i64::from(talk.number);
    let means = talk.told.map(|told| told.means.code());
    let (at, day) = (talk.told.map(|told| told.at.at), talk.told.map(|told| told.at.day));
    run!(tx, TELL, tenant.0, file.0, number, means, at, day, talk.told.map(|told| told.by.0))?;
    Ok(())
}

/// A mail with which the applicant was told at that moment did not arrive: it is to be told. Whether it told something.
pub(crate) async fn not_told(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    at: OffsetDateTime,
) -> Result<bool, StoreError> {
    Ok(run!(tx, NOT_TOLD, tenant.0, file.0, at)? > 0)
}

/// Writes what changed of a talk: where it stands, its newest turn or report, and whether the applicant knows.
pub(super) async fn changed(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    before: &Talk,
    after: &Talk,
    now: Moment,
) -> Result<(), StoreError> {
    let number = i64::from(after.number);
    let key = key::open_or_make(tx, tenant, file).await?;
    if (before.status, before.day) != (after.status, after.day) {
        run!(tx, MOVE, tenant.0, file.0, number, after.status.code(), now.day, after.day)?;
    }
    if before.told != after.told {
        told(tx, tenant, file, after).await?;
    }
    for (at, report) in after.reports.iter().enumerate().skip(before.reports.len()) {
        let place = place(at);
        let facts = key.seal(Spot::talk_facts(after.id, place), report.facts.reveal())?;
        let steps = key.seal(Spot::talk_steps(after.id, place), report.steps.reveal())?;
        let (by, at, on) = (report.by.0, report.at.at, report.at.day);
        run!(tx, REPORT, tenant.0, file.0, number, place, report.held_on, facts, steps, by, at, on)?;
    }
    for (at, turn) in after.turns.iter().enumerate().skip(before.turns.len()) {
        let place = place(at);
        let why = match &turn.why {
            Some(why) => Some(key.seal(Spot::talk_turn(after.id, place), why.reveal())?),
            None => None,
        };
        let (event, by, at, on) = (turn.event.code(), turn.by.0, turn.at.at, turn.at.day);
        run!(tx, TURN, tenant.0, file.0, number, place, event, why, by, at, on)?;
    }
    Ok(())
}

/// The number of the row at a place: 1 for the first.
fn place(at: usize) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX).saturating_add(1)
}

pub(super) fn new_id() -> TalkId {
    TalkId(fresh::id())
}
