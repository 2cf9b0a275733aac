//! Hand-overs as they are stored.

use crate::db::Tx;
use crate::file::key::{self, FileKeys};
use crate::seal::Spot;
use crate::which::Which;
use crate::{StoreError, fresh};
use register::intake::owed::Handed;
use register::meeting::Consenter;
use register::transfer::{Content, Seen, Status, Transfer};
use register::{AccountId, ApplicationId, FileId, Moment, PersonId, Personal, TenantId, TransferId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = "SELECT number, transfer_id, application_id, school, consent, given_on, asked_by, asked_at, asked_on, status, helped, \
               not_helped, needed, typed_by, typed_at, typed_on, seen_on, is_right, said, seen_by, seen_at, seen_noted_on, why, ended_by, \
               ended_at, ended_on FROM transfer WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    ADD = "INSERT INTO transfer (tenant_id, file_id, number, transfer_id, application_id, school, consent, given_on, asked_by, asked_at, \
           asked_on, status, status_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11)";
    RECEIVE = "UPDATE transfer SET helped = $4, not_helped = $5, needed = $6, typed_by = $7, typed_at = $8, typed_on = $9 \
               WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    SEE = "UPDATE transfer SET seen_on = $4, is_right = $5, said = $6, seen_by = $7, seen_at = $8, seen_noted_on = $9 \
           WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    END = "UPDATE transfer SET why = $4, ended_by = $5, ended_at = $6, ended_on = $7 \
           WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    MOVE = "UPDATE transfer SET status = $4, status_on = $5 WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
}

by_person! {
    handed_rows = "SELECT f.person_id, x.application_id, x.status, x.status_on FROM support_file f CROSS JOIN transfer x \
        WHERE f.tenant_id = $1 AND x.tenant_id = f.tenant_id AND x.file_id = f.file_id", "f.person_id", " ORDER BY x.number";
}

/// Where the hand-overs of each application stand, of these persons.
pub(crate) async fn handed(
    tx: &mut Tx,
    tenant: TenantId,
    which: Which<'_>,
) -> Result<Vec<(PersonId, ApplicationId, Handed)>, StoreError> {
    let one = |(person, application, status, since): (Uuid, Uuid, String, Date)| {
        let status = Status::from_code(&status).ok_or_else(|| wrong(application, "unknown status"))?;
        Ok((PersonId(person), ApplicationId(application), Handed { status, since }))
    };
    fetch!(tx, (Uuid, Uuid, String, Date), handed_rows, tenant, which)?.into_iter().map(one).collect()
}

fn wrong(key: Uuid, what: &'static str) -> StoreError {
    StoreError::Inconsistent { table: "transfer", key: key.simple().to_string(), what }
}

#[derive(FromRow)]
struct Row {
    number: i64,
    transfer_id: Uuid,
    application_id: Uuid,
    school: Vec<u8>,
    consent: String,
    given_on: Date,
    asked_by: Uuid,
    asked_at: OffsetDateTime,
    asked_on: Date,
    status: String,
    helped: Option<Vec<u8>>,
    not_helped: Option<Vec<u8>>,
    needed: Option<Vec<u8>>,
    typed_by: Option<Uuid>,
    typed_at: Option<OffsetDateTime>,
    typed_on: Option<Date>,
    seen_on: Option<Date>,
    is_right: Option<bool>,
    said: Option<Vec<u8>>,
    seen_by: Option<Uuid>,
    seen_at: Option<OffsetDateTime>,
    seen_noted_on: Option<Date>,
    why: Option<Vec<u8>>,
    ended_by: Option<Uuid>,
    ended_at: Option<OffsetDateTime>,
    ended_on: Option<Date>,
}

fn moment(at: Option<OffsetDateTime>, day: Option<Date>) -> Option<Moment> {
    at.zip(day).map(|(at, day)| Moment { at, day })
}

impl Row {
    fn transfer(self, keys: &FileKeys) -> Result<Transfer, StoreError> {
        let wrong = |what| wrong(self.transfer_id, what);
        let number = self.number;
        let read = |spot, sealed: &[u8]| -> Personal<String> { keys.read(spot, sealed).shown().into() };
        let came = self.helped.zip(self.needed).zip(self.typed_by).zip(moment(self.typed_at, self.typed_on));
        let content = came.map(|(((helped, needed), by), at)| Content {
            helped: read(Spot::transfer_helped(number), &helped),
            not_helped: self.not_helped.as_ref().map(|words| read(Spot::transfer_not_helped(number), words)),
            needed: read(Spot::transfer_needed(number), &needed),
            by: AccountId(by),
            at,
        });
        let noted = self.seen_on.zip(self.is_right).zip(self.seen_by).zip(moment(self.seen_at, self.seen_noted_on));
        let seen = noted.map(|(((on, right), by), at)| Seen {
            on,
            right,
            words: self.said.as_ref().map(|words| read(Spot::transfer_said(number), words)),
            by: AccountId(by),
            at,
        });
        let why = self.why.as_ref().map(|words| read(Spot::transfer_why(number), words));
        let ended = self.ended_by.zip(moment(self.ended_at, self.ended_on)).map(|(by, at)| (why, AccountId(by), at));
        Ok(Transfer {
            id: TransferId(self.transfer_id),
            number: u32::try_from(number).map_err(|_| wrong("number out of range"))?,
            application: ApplicationId(self.application_id),
            school: read(Spot::transfer_school(number), &self.school),
            consent: Consenter::from_code(&self.consent).ok_or_else(|| wrong("unknown consenter"))?,
            given_on: self.given_on,
            by: AccountId(self.asked_by),
            at: Moment { at: self.asked_at, day: self.asked_on },
            status: Status::from_code(&self.status).ok_or_else(|| wrong("unknown status"))?,
            content,
            seen,
            ended,
        })
    }
}

/// The hand-overs of a file, the first first, with their words.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Transfer>, StoreError> {
    let found = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let keys = key::open(tx, tenant, file).await?;
    found.into_iter().map(|row| row.transfer(&keys)).collect()
}

/// The same, as they are read: after a yes was taken back nobody reads what came.
pub(crate) async fn shown(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Transfer>, StoreError> {
    let mut all = of_file(tx, tenant, file).await?;
    for one in all.iter_mut().filter(|one| one.status == Status::Withdrawn) {
        one.content = None;
        one.seen = None;
    }
    Ok(all)
}

/// Writes a yes.
pub(super) async fn add(tx: &mut Tx, tenant: TenantId, file: FileId, new: &Transfer) -> Result<(), StoreError> {
    let number = i64::from(new.number);
    let key = key::open_or_make(tx, tenant, file).await?;
    let school = key.seal(Spot::transfer_school(number), new.school.reveal())?;
    let (of, consent, by, at) = (new.application.0, new.consent.code(), new.by.0, new.at);
    let status = new.status.code();
    run!(tx, ADD, tenant.0, file.0, number, new.id.0, of, school, consent, new.given_on, by, at.at, at.day, status)?;
    Ok(())
}

/// Writes what changed of one.
pub(super) async fn changed(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    before: &Transfer,
    after: &Transfer,
    now: Moment,
) -> Result<(), StoreError> {
    let number = i64::from(after.number);
    let key = key::open_or_make(tx, tenant, file).await?;
    let seal = |spot, words: &Option<Personal<String>>| match words {
        Some(words) => key.seal(spot, words.reveal()).map(Some),
        None => Ok(None),
    };
    if before.status != after.status {
        run!(tx, MOVE, tenant.0, file.0, number, after.status.code(), now.day)?;
    }
    if let Some(came) = after.content.as_ref().filter(|_| before.content != after.content) {
        let helped = key.seal(Spot::transfer_helped(number), came.helped.reveal())?;
        let not_helped = seal(Spot::transfer_not_helped(number), &came.not_helped)?;
        let needed = key.seal(Spot::transfer_needed(number), came.needed.reveal())?;
        let (by, at) = (came.by.0, came.at);
        run!(tx, RECEIVE, tenant.0, file.0, number, helped, not_helped, needed, by, at.at, at.day)?;
    }
    if let Some(seen) = after.seen.as_ref().filter(|_| before.seen != after.seen) {
        let said = seal(Spot::transfer_said(number), &seen.words)?;
        let (by, at) = (seen.by.0, seen.at);
        run!(tx, SEE, tenant.0, file.0, number, seen.on, seen.right, said, by, at.at, at.day)?;
    }
    if let Some((why, by, at)) = after.ended.as_ref().filter(|_| before.ended != after.ended) {
        let why = seal(Spot::transfer_why(number), why)?;
        run!(tx, END, tenant.0, file.0, number, why, by.0, at.at, at.day)?;
    }
    Ok(())
}

pub(super) fn new_id() -> TransferId {
    TransferId(fresh::id())
}
