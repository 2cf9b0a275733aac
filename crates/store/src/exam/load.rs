//! The exam requests of a file, as they are stored.

use crate::db::Tx;
use crate::file::key;
use crate::seal::Spot;
use crate::told::ToldRow;
use crate::{StoreError, fresh};
use register::agreement::Answerer;
use register::exam::{Asker, Decision, Event, Facility, Ground, Request, Status, Turn};
use register::law::Evidence;
use register::{AccountId, EnrolmentId, ExamId, FileId, GuardianId, Moment, Personal, TenantId, VersionId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = "SELECT number, exam_id, ground, dutch_since, wanted, other, version_id, position, why, exam_on, due_on, evidence, own, \
               guardian_id, asked_by, asked_at, asked_on, seen_by, seen_at, seen_on, status \
               FROM exam_request WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    DECISIONS = "SELECT number, place, granted, minutes, reason, holds_from, holds_until, enrolment_id, decided_by, decided_at, decided_on, \
                 told, told_on, told_at, told_by FROM exam_decision WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
    TURNS = "SELECT number, place, event, why, turned_by, turned_at, turned_on, told, told_on, told_at, told_by FROM exam_turn \
             WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
    SCHOOL = "SELECT name FROM tenant WHERE tenant_id = $1";
    FILE = "SELECT file_id FROM exam_request WHERE tenant_id = $1 AND exam_id = $2";
    /// Those of a file, for what erases its text.
    IDS = "SELECT exam_id FROM exam_request WHERE tenant_id = $1 AND file_id = $2";
    ADD = "INSERT INTO exam_request (tenant_id, file_id, number, exam_id, ground, dutch_since, wanted, other, version_id, position, why, \
           exam_on, due_on, evidence, own, guardian_id, asked_by, asked_at, asked_on, status, order_on, stand) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)";
    MOVE = "UPDATE exam_request SET status = $4, order_on = $5, holds_from = $6, holds_until = $7, due_on = $8, stand = $9, to_tell = $10 \
            WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    DECISION_TOLD = "UPDATE exam_decision SET told = $5, told_on = $6, told_at = $7, told_by = $8 \
                     WHERE tenant_id = $1 AND file_id = $2 AND number = $3 AND place = $4 AND told IS NULL";
    TURN_TOLD = "UPDATE exam_turn SET told = $5, told_on = $6, told_at = $7, told_by = $8 \
                 WHERE tenant_id = $1 AND file_id = $2 AND number = $3 AND place = $4 AND told IS NULL";
    DECISION_NOT_TOLD = "UPDATE exam_decision SET told = NULL, told_on = NULL, told_at = NULL, told_by = NULL \
                         WHERE tenant_id = $1 AND file_id = $2 AND told = 'mail' AND told_at = $3";
    TURN_NOT_TOLD = "UPDATE exam_turn SET told = NULL, told_on = NULL, told_at = NULL, told_by = NULL \
                     WHERE tenant_id = $1 AND file_id = $2 AND told = 'mail' AND told_at = $3";
    SEEN = "UPDATE exam_request SET seen_by = $4, seen_at = $5, seen_on = $6 WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    DECIDE = "INSERT INTO exam_decision (tenant_id, file_id, number, place, granted, minutes, reason, holds_from, holds_until, enrolment_id, \
              decided_by, decided_at, decided_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    TURN = "INSERT INTO exam_turn (tenant_id, file_id, number, place, event, why, turned_by, turned_at, turned_on) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
}

#[derive(FromRow)]
struct Row {
    number: i64,
    exam_id: Uuid,
    ground: String,
    dutch_since: Option<Date>,
    wanted: String,
    other: Option<Vec<u8>>,
    version_id: Option<Uuid>,
    position: Option<i64>,
    why: Vec<u8>,
    exam_on: Option<Date>,
    due_on: Option<Date>,
    evidence: String,
    own: bool,
    guardian_id: Option<Uuid>,
    asked_by: Uuid,
    asked_at: OffsetDateTime,
    asked_on: Date,
    seen_by: Option<Uuid>,
    seen_at: Option<OffsetDateTime>,
    seen_on: Option<Date>,
    status: String,
}

#[derive(FromRow)]
struct DecisionRow {
    number: i64,
    place: i64,
    granted: String,
    minutes: Option<i64>,
    reason: Vec<u8>,
    holds_from: Date,
    holds_until: Option<Date>,
    enrolment_id: Option<Uuid>,
    decided_by: Uuid,
    decided_at: OffsetDateTime,
    decided_on: Date,
    #[sqlx(flatten)]
    told: ToldRow,
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
    #[sqlx(flatten)]
    told: ToldRow,
}

/// Facilities as they stand in a column.
pub(super) fn facilities(codes: &str) -> Option<Vec<Facility>> {
    codes.split(',').filter(|code| !code.is_empty()).map(Facility::from_code).collect()
}

fn codes(facilities: &[Facility]) -> String {
    facilities.iter().map(|one| one.code()).collect::<Vec<_>>().join(",")
}

/// The requests of a file, the first first, with their words.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Request>, StoreError> {
    let found = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let keys = key::open(tx, tenant, file).await?;
    let wrong = |table, what| StoreError::Inconsistent { table, key: file.to_string(), what };
    let read = |spot, sealed: &[u8]| -> Personal<String> { keys.read(spot, sealed).shown().into() };
    let mut all: Vec<Request> = Vec::with_capacity(found.len());
    for row in found {
        let asker = match row.guardian_id {
            _ if !row.own => Asker::School,
            Some(guardian) => Asker::Own(Answerer::Guardian(GuardianId(guardian))),
            None => Asker::Own(Answerer::Student),
        };
        let seen = row.seen_at.zip(row.seen_on).map(|(at, day)| Moment { at, day });
        let position = row.position.map(u32::try_from).transpose().map_err(|_| wrong("exam_request", "its measure"))?;
        all.push(Request {
            id: ExamId(row.exam_id),
            number: u32::try_from(row.number).map_err(|_| wrong("exam_request", "its number"))?,
            by: asker,
            account: AccountId(row.asked_by),
            at: Moment { at: row.asked_at, day: row.asked_on },
            ground: Ground::from_code(&row.ground).ok_or_else(|| wrong("exam_request", "unknown ground"))?,
            dutch_since: row.dutch_since,
            wanted: facilities(&row.wanted).ok_or_else(|| wrong("exam_request", "what is asked"))?,
            other: row.other.as_ref().map(|sealed| read(Spot::exam_other(row.number), sealed)),
            about: row.version_id.map(VersionId).zip(position),
            why: read(Spot::exam_why(row.number), &row.why),
            exam_on: row.exam_on,
            due: row.due_on,
            evidence: Evidence::from_code(&row.evidence).ok_or_else(|| wrong("exam_request", "what is shown"))?,
            seen: row.seen_by.map(AccountId).zip(seen),
            status: Status::from_code(&row.status).ok_or_else(|| wrong("exam_request", "unknown status"))?,
            decisions: Vec::new(),
            turns: Vec::new(),
        });
    }
    for row in rows!(tx, DecisionRow, DECISIONS, tenant.0, file.0)? {
        let Some(request) = all.iter_mut().find(|one| i64::from(one.number) == row.number) else { continue };
        let minutes = row.minutes.map(u16::try_from).transpose().map_err(|_| wrong("exam_decision", "its minutes"))?;
        let reason = read(Spot::exam_reason(request.id, row.place), &row.reason);
        request.decisions.push(Decision {
            granted: facilities(&row.granted).ok_or_else(|| wrong("exam_decision", "what is granted"))?,
            minutes,
            reason,
            from: row.holds_from,
            until: row.holds_until,
            enrolment: row.enrolment_id.map(EnrolmentId),
            by: AccountId(row.decided_by),
            at: Moment { at: row.decided_at, day: row.decided_on },
            told: row.told.read(|what| wrong("exam_decision", what))?,
        });
        // Before there was a word for it, what was looked at again stood as asked.
        if request.status == Status::Asked {
            request.status = Status::Again;
        }
    }
    for row in rows!(tx, TurnRow, TURNS, tenant.0, file.0)? {
        let Some(request) = all.iter_mut().find(|one| i64::from(one.number) == row.number) else { continue };
        let why = row.why.as_ref().map(|sealed| read(Spot::exam_turn(request.id, row.place), sealed));
        request.turns.push(Turn {
            event: Event::from_code(&row.event).ok_or_else(|| wrong("exam_turn", "unknown event"))?,
            why,
            by: AccountId(row.turned_by),
            at: Moment { at: row.turned_at, day: row.turned_on },
            told: row.told.read(|what| wrong("exam_turn", what))?,
        });
    }
    Ok(all)
}

/// One of a file.
pub(super) async fn one(tx: &mut Tx, tenant: TenantId, file: FileId, id: ExamId) -> Result<Request, StoreError> {
    of_file(tx, tenant, file).await?.into_iter().find(|one| one.id == id).ok_or(StoreError::NotFound)
}

/// How the school is called.
pub(super) async fn school(tx: &mut Tx, tenant: TenantId) -> Result<String, StoreError> {
    row!(tx, (String,), SCHOOL, tenant.0)?.map(|(name,)| name).ok_or(StoreError::NotFound)
}

/// The file a request is about. Who may have it is decided on that file.
pub(super) async fn file_of(tx: &mut Tx, tenant: TenantId, id: ExamId) -> Result<FileId, StoreError> {
    row!(tx, (Uuid,), FILE, tenant.0, id.0)?.map(|(file,)| FileId(file)).ok_or(StoreError::NotFound)
}

/// The identifiers that stand in addresses of pages about the requests of a file.
pub(crate) async fn ids(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<ExamId>, StoreError> {
    Ok(rows!(tx, (Uuid,), IDS, tenant.0, file.0)?.into_iter().map(|(id,)| ExamId(id)).collect())
}

/// Writes a request.
pub(super) async fn add(tx: &mut Tx, tenant: TenantId, file: FileId, new: &Request) -> Result<(), StoreError> {
    let number = i64::from(new.number);
    let key = key::open_or_make(tx, tenant, file).await?;
    let other = match &new.other {
        Some(words) => Some(key.seal(Spot::exam_other(number), words.reveal())?),
        None => None,
    };
    let why = key.seal(Spot::exam_why(number), new.why.reveal())?;
    let (own, guardian) = match new.by {
        Asker::School => (false, None),
        Asker::Own(Answerer::Student) => (true, None),
        Asker::Own(Answerer::Guardian(guardian)) => (true, Some(guardian.0)),
    };
    let (ground, wanted, evidence) = (new.ground.code(), codes(&new.wanted), new.evidence.code());
    let (version, position) = (new.about.map(|(id, _)| id.0), new.about.map(|(_, at)| i64::from(at)));
    let (by, at, status) = (new.account.0, new.at, new.status.code());
    run!(
        tx,
        ADD,
        tenant.0,
        file.0,
        number,
        new.id.0,
        ground,
        new.dutch_since,
        wanted,
        other,
        version,
        position,
        why,
        new.exam_on,
        new.due,
        evidence,
        own,
        guardian,
        by,
        at.at,
        at.day,
        status,
        new.ordered_on(at.day),
        new.stand().code()
    )?;
    Ok(())
}

/// What a change to a request wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrote {
    /// A decision.
    Decision,
    /// A turn.
    Turn,
    /// That what must be shown was seen.
    Seen,
    /// That the student was told.
    Told,
}

/// Writes a change to a request, and where it stands since.
pub(super) async fn changed(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    after: &Request,
    wrote: Wrote,
    now: Moment,
) -> Result<(), StoreError> {
    let number = i64::from(after.number);
    let place = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    let key = key::open_or_make(tx, tenant, file).await?;
    match wrote {
        Wrote::Seen => {
            let (by, at) = after.seen.ok_or(StoreError::NotFound)?;
            run!(tx, SEEN, tenant.0, file.0, number, by.0, at.at, at.day)?;
            return Ok(());
        }
        Wrote::Decision => {
            let (place, last) = (place(after.decisions.len()), after.decisions.last().ok_or(StoreError::NotFound)?);
            let reason = key.seal(Spot::exam_reason(after.id, place), last.reason.reveal())?;
            let (granted, minutes, at) = (codes(&last.granted), last.minutes.map(i64::from), last.at);
            let (from, until, by, of) = (last.from, last.until, last.by.0, last.enrolment.map(|id| id.0));
            run!(
                tx, DECIDE, tenant.0, file.0, number, place, granted, minutes, reason, from, until, of, by, at.at,
                at.day
            )?;
        }
        Wrote::Told => {}
        Wrote::Turn => {
            let (place, last) = (place(after.turns.len()), after.turns.last().ok_or(StoreError::NotFound)?);
            let why = match &last.why {
                Some(words) => Some(key.seal(Spot::exam_turn(after.id, place), words.reveal())?),
                None => None,
            };
            let (event, by, at) = (last.event.code(), last.by.0, last.at);
            run!(tx, TURN, tenant.0, file.0, number, place, event, why, by, at.at, at.day)?;
        }
    }
    if let Some(told) = last_told(after) {
        let (means, on, at, by) = (told.means.code(), told.on, told.at.at, told.by.0);
        if after.status.is_decided() && after.status != Status::Ended {
            let place = place(after.decisions.len());
            run!(tx, DECISION_TOLD, tenant.0, file.0, number, place, means, on, at, by)?;
        } else {
            let at_ = place(after.last_turn().map_or(0, |(at, _)| at + 1));
            run!(tx, TURN_TOLD, tenant.0, file.0, number, at_, means, on, at, by)?;
        }
    }
    placed(tx, (tenant, file), after, now).await
}

/// Writes on which list a request stands, and by which day.
async fn placed(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    after: &Request,
    now: Moment,
) -> Result<(), StoreError> {
    let number = i64::from(after.number);
    let holds = after.decision().filter(|_| after.holds());
    let (from, until) = (holds.map(|one| one.from), holds.and_then(|one| one.until));
    let (status, order, stand, tells) =
        (after.status.code(), after.ordered_on(now.day), after.stand().code(), after.untold().is_some());
    run!(tx, MOVE, tenant.0, file.0, number, status, order, from, until, after.due, stand, tells)?;
    Ok(())
}

/// A mail with which the student was told at that moment did not arrive: it is to be told. Whether it told something.
pub(crate) async fn not_told(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    at: OffsetDateTime,
    now: Moment,
) -> Result<bool, StoreError> {
    let decisions = run!(tx, DECISION_NOT_TOLD, tenant.0, file.0, at)?;
    if decisions + run!(tx, TURN_NOT_TOLD, tenant.0, file.0, at)? == 0 {
        return Ok(false);
    }
    for request in of_file(tx, tenant, file).await? {
        placed(tx, (tenant, file), &request, now).await?;
    }
    Ok(true)
}

/// That the student was told what stands, or that it is over.
fn last_told(request: &Request) -> Option<register::told::Told> {
    match request.status {
        Status::Granted | Status::Partly | Status::Refused | Status::Again => request.decisions.last()?.told,
        Status::Ended | Status::Withdrawn => request.last_turn()?.1.told,
        Status::Asked => None,
    }
}

pub(super) fn new_id() -> ExamId {
    ExamId(fresh::id())
}
