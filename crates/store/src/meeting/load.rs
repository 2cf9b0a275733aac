//! The meetings of a file, as they are stored.

use crate::db::Tx;
use crate::file::key::{self, FileKeys};
use crate::seal::Spot;
use crate::{StoreError, fresh};
use register::meeting::{Consent, Consenter, Decision, Doing, Meeting, Status};
use register::{AccountId, DecisionId, FileId, MeetingId, Moment, Personal, TenantId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = "SELECT number, meeting_id, on_day, planned_by, planned_at, planned_on, question, people, status, closed_at, closed_on, \
               closed_by, present, notes FROM meeting WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    CONSENTS = "SELECT number, consenter, given_on, noted_at, noted_on, noted_by, withdrawn_at, withdrawn_on, withdrawn_by \
                FROM meeting_consent WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
    DECISIONS = "SELECT number, place, decision_id, words, owner_id, due_on, status, closed_at, closed_on, closed_by \
                 FROM meeting_decision WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
    FILE = "SELECT file_id FROM meeting WHERE tenant_id = $1 AND meeting_id = $2";
    /// Those of a file, for what erases its text.
    IDS = "SELECT meeting_id FROM meeting WHERE tenant_id = $1 AND file_id = $2";
    ADD = "INSERT INTO meeting (tenant_id, file_id, number, meeting_id, planned_for, on_day, planned_by, planned_at, planned_on, \
           question, people, status) VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11)";
    AGREE = "INSERT INTO meeting_consent (tenant_id, file_id, number, place, consenter, given_on, noted_at, noted_on, noted_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    DISAGREE = "UPDATE meeting_consent SET withdrawn_at = $4, withdrawn_on = $5, withdrawn_by = $6 \
                WHERE tenant_id = $1 AND file_id = $2 AND number = $3 AND withdrawn_at IS NULL";
    CLOSE = "UPDATE meeting SET status = $4, on_day = $5, closed_at = $6, closed_on = $7, closed_by = $8, present = $9, notes = $10 \
             WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    DECIDE = "INSERT INTO meeting_decision (tenant_id, file_id, number, place, decision_id, words, owner_id, due_on, status) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
}

#[derive(FromRow)]
struct Row {
    number: i64,
    meeting_id: Uuid,
    on_day: Date,
    planned_by: Uuid,
    planned_at: OffsetDateTime,
    planned_on: Date,
    question: Vec<u8>,
    people: Vec<u8>,
    status: String,
    closed_at: Option<OffsetDateTime>,
    closed_on: Option<Date>,
    closed_by: Option<Uuid>,
    present: Option<Vec<u8>>,
    notes: Option<Vec<u8>>,
}

#[derive(FromRow)]
struct ConsentRow {
    number: i64,
    consenter: String,
    given_on: Date,
    noted_at: OffsetDateTime,
    noted_on: Date,
    noted_by: Uuid,
    withdrawn_at: Option<OffsetDateTime>,
    withdrawn_on: Option<Date>,
    withdrawn_by: Option<Uuid>,
}

#[derive(FromRow)]
struct DecisionStored {
    number: i64,
    place: i64,
    decision_id: Uuid,
    words: Vec<u8>,
    owner_id: Uuid,
    due_on: Date,
    status: String,
    closed_at: Option<OffsetDateTime>,
    closed_on: Option<Date>,
    closed_by: Option<Uuid>,
}

/// When something was done and by whom, where it was.
fn done(at: Option<OffsetDateTime>, day: Option<Date>, by: Option<Uuid>) -> Option<(Moment, AccountId)> {
    Some((Moment { at: at?, day: day? }, AccountId(by?)))
}

impl Row {
    fn meeting(self, keys: &FileKeys) -> Result<Meeting, StoreError> {
        let wrong =
            |what| StoreError::Inconsistent { table: "meeting", key: self.meeting_id.simple().to_string(), what };
        let read = |spot, sealed: &[u8]| -> Personal<String> { keys.read(spot, sealed).shown().into() };
        let number = self.number;
        let status = Status::from_code(&self.status).ok_or_else(|| wrong("unknown status"))?;
        let closed = done(self.closed_at, self.closed_on, self.closed_by);
        if closed.is_some() != (status != Status::Planned) {
            return Err(wrong("closed and planned"));
        }
        Ok(Meeting {
            id: MeetingId(self.meeting_id),
            number: u32::try_from(number).map_err(|_| wrong("its number"))?,
            on: self.on_day,
            by: AccountId(self.planned_by),
            at: Moment { at: self.planned_at, day: self.planned_on },
            question: read(Spot::meeting(number), &self.question),
            people: match &self.present {
                Some(present) => read(Spot::meeting_present(number), present),
                None => read(Spot::meeting_people(number), &self.people),
            },
            consents: Vec::new(),
            status,
            closed,
            notes: self.notes.as_ref().map(|notes| read(Spot::meeting_notes(number), notes)),
            decisions: Vec::new(),
        })
    }
}

/// The meetings of a file, the first first, with their words.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Meeting>, StoreError> {
    let found = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let keys = key::open(tx, tenant, file).await?;
    let mut all: Vec<Meeting> = found.into_iter().map(|row| row.meeting(&keys)).collect::<Result<_, _>>()?;
    let wrong = |table, what| StoreError::Inconsistent { table, key: file.to_string(), what };
    for row in rows!(tx, ConsentRow, CONSENTS, tenant.0, file.0)? {
        let Some(meeting) = all.iter_mut().find(|one| i64::from(one.number) == row.number) else { continue };
        meeting.consents.push(Consent {
            by: Consenter::from_code(&row.consenter).ok_or_else(|| wrong("meeting_consent", "whose yes"))?,
            given_on: row.given_on,
            at: Moment { at: row.noted_at, day: row.noted_on },
            noted_by: AccountId(row.noted_by),
            withdrawn: done(row.withdrawn_at, row.withdrawn_on, row.withdrawn_by),
        });
    }
    for row in rows!(tx, DecisionStored, DECISIONS, tenant.0, file.0)? {
        let Some(meeting) = all.iter_mut().find(|one| i64::from(one.number) == row.number) else { continue };
        let words = keys.read(Spot::meeting_decision(meeting.id, row.place), &row.words).shown().into();
        meeting.decisions.push(Decision {
            id: DecisionId(row.decision_id),
            words,
            owner: AccountId(row.owner_id),
            due: row.due_on,
            status: Doing::from_code(&row.status).ok_or_else(|| wrong("meeting_decision", "unknown status"))?,
            closed: done(row.closed_at, row.closed_on, row.closed_by),
        });
    }
    Ok(all)
}

/// The file a meeting is about. Who may have it is decided on that file.
pub(super) async fn file_of(tx: &mut Tx, tenant: TenantId, id: MeetingId) -> Result<FileId, StoreError> {
    row!(tx, (Uuid,), FILE, tenant.0, id.0)?.map(|(file,)| FileId(file)).ok_or(StoreError::NotFound)
}

/// One meeting of a file.
pub(super) async fn one(tx: &mut Tx, tenant: TenantId, file: FileId, id: MeetingId) -> Result<Meeting, StoreError> {
    let all = of_file(tx, tenant, file).await?;
    all.into_iter().find(|one| one.id == id).ok_or(StoreError::NotFound)
}

/// The identifiers that stand in addresses of pages about the meetings of a file.
pub(crate) async fn ids(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<MeetingId>, StoreError> {
    Ok(rows!(tx, (Uuid,), IDS, tenant.0, file.0)?.into_iter().map(|(id,)| MeetingId(id)).collect())
}

/// Writes a meeting that was planned.
pub(super) async fn add(tx: &mut Tx, tenant: TenantId, file: FileId, new: &Meeting) -> Result<(), StoreError> {
    let number = i64::from(new.number);
    let key = key::open_or_make(tx, tenant, file).await?;
    let question = key.seal(Spot::meeting(number), new.question.reveal())?;
    let people = key.seal(Spot::meeting_people(number), new.people.reveal())?;
    let (at, by, status) = (new.at, new.by.0, new.status.code());
    run!(tx, ADD, tenant.0, file.0, number, new.id.0, new.on, by, at.at, at.day, question, people, status)?;
    Ok(())
}

/// Writes the last yes of a meeting.
pub(super) async fn agreed(tx: &mut Tx, tenant: TenantId, file: FileId, after: &Meeting) -> Result<(), StoreError> {
    let last = after.consents.last().ok_or(StoreError::NotFound)?;
    let (number, place) = (i64::from(after.number), i64::try_from(after.consents.len()).unwrap_or(i64::MAX));
    let (who, at) = (last.by.code(), last.at);
    run!(tx, AGREE, tenant.0, file.0, number, place, who, last.given_on, at.at, at.day, last.noted_by.0)?;
    Ok(())
}

/// Writes that every yes that stood was taken back.
pub(super) async fn disagreed(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    after: &Meeting,
    (by, now): (AccountId, Moment),
) -> Result<(), StoreError> {
    run!(tx, DISAGREE, tenant.0, file.0, i64::from(after.number), now.at, now.day, by.0)?;
    Ok(())
}

/// Writes that a meeting was held, with what was decided, or that it was called off.
pub(super) async fn closed(tx: &mut Tx, tenant: TenantId, file: FileId, after: &Meeting) -> Result<(), StoreError> {
    let number = i64::from(after.number);
    let (at, by) = after.closed.ok_or(StoreError::NotFound)?;
    let key = key::open_or_make(tx, tenant, file).await?;
    let present = match after.status {
        Status::Held => Some(key.seal(Spot::meeting_present(number), after.people.reveal())?),
        Status::Planned | Status::Cancelled => None,
    };
    let notes = match &after.notes {
        Some(notes) => Some(key.seal(Spot::meeting_notes(number), notes.reveal())?),
        None => None,
    };
    let status = after.status.code();
    run!(tx, CLOSE, tenant.0, file.0, number, status, after.on, at.at, at.day, by.0, present, notes)?;
    for (place, one) in (1_i64..).zip(&after.decisions) {
        let words = key.seal(Spot::meeting_decision(after.id, place), one.words.reveal())?;
        let (id, owner, status) = (one.id.0, one.owner.0, one.status.code());
        run!(tx, DECIDE, tenant.0, file.0, number, place, id, words, owner, one.due, status)?;
    }
    Ok(())
}

pub(super) fn new_id() -> MeetingId {
    MeetingId(fresh::id())
}

pub(super) fn new_decision() -> DecisionId {
    DecisionId(fresh::id())
}
