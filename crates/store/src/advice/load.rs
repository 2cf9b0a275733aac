//! Advice as it is stored.

use crate::db::Tx;
use crate::file::key::{self, FileKeys};
use crate::seal::Spot;
use crate::which::Which;
use crate::{StoreError, fresh};
use register::advice::{Advice, Reply, Status};
use register::programme::Crebo;
use register::{AccountId, AdviceId, ApplicationId, FileId, Moment, PersonId, Personal, TeamId, TenantId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = "SELECT number, advice_id, application_id, crebo, team_id, words, advised_by, advised_at, advised_on, status, reply, answered_by, \
               answered_at, answered_on, why, ended_by, ended_at, ended_on FROM advice WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    ADD = "INSERT INTO advice (tenant_id, file_id, number, advice_id, application_id, crebo, team_id, words, advised_by, advised_at, \
           advised_on, status, status_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11)";
    ANSWER = "UPDATE advice SET status = $4, status_on = $5, reply = $6, answered_by = $7, answered_at = $8, answered_on = $5 \
              WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    END = "UPDATE advice SET status = $4, status_on = $5, why = $6, ended_by = $7, ended_at = $8, ended_on = $5 \
           WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
}

by_person! {
    advised_rows = "SELECT f.person_id, x.application_id, x.status, x.status_on FROM support_file f CROSS JOIN advice x \
        WHERE f.tenant_id = $1 AND x.tenant_id = f.tenant_id AND x.file_id = f.file_id", "f.person_id", " ORDER BY x.number";
}

/// Where an advice stands, of which application, and since when.
type Advised = (PersonId, ApplicationId, Status, Date);

/// Where the advice of each application stands, of these persons.
pub(crate) async fn advised(tx: &mut Tx, tenant: TenantId, which: Which<'_>) -> Result<Vec<Advised>, StoreError> {
    let one = |(person, application, status, since): (Uuid, Uuid, String, Date)| {
        let status = Status::from_code(&status).ok_or_else(|| wrong(application, "unknown status"))?;
        Ok((PersonId(person), ApplicationId(application), status, since))
    };
    fetch!(tx, (Uuid, Uuid, String, Date), advised_rows, tenant, which)?.into_iter().map(one).collect()
}

fn wrong(key: Uuid, what: &'static str) -> StoreError {
    StoreError::Inconsistent { table: "advice", key: key.simple().to_string(), what }
}

#[derive(FromRow)]
struct Row {
    number: i64,
    advice_id: Uuid,
    application_id: Uuid,
    crebo: String,
    team_id: Option<Uuid>,
    words: Vec<u8>,
    advised_by: Uuid,
    advised_at: OffsetDateTime,
    advised_on: Date,
    status: String,
    reply: Option<Vec<u8>>,
    answered_by: Option<Uuid>,
    answered_at: Option<OffsetDateTime>,
    answered_on: Option<Date>,
    why: Option<Vec<u8>>,
    ended_by: Option<Uuid>,
    ended_at: Option<OffsetDateTime>,
    ended_on: Option<Date>,
}

impl Row {
    fn advice(self, keys: &FileKeys) -> Result<Advice, StoreError> {
        let wrong = |what| wrong(self.advice_id, what);
        let number = self.number;
        let read = |spot, sealed: &[u8]| -> Personal<String> { keys.read(spot, sealed).shown().into() };
        let moment = |at: Option<OffsetDateTime>, day: Option<Date>| at.zip(day).map(|(at, day)| Moment { at, day });
        let replied = self.answered_by.zip(moment(self.answered_at, self.answered_on));
        let reply = replied.map(|(by, at)| Reply {
            words: self.reply.as_ref().map(|words| read(Spot::advice_reply(number), words)),
            by: AccountId(by),
            at,
        });
        let ended = self.why.as_ref().zip(self.ended_by).zip(moment(self.ended_at, self.ended_on));
        let ended = ended.map(|((why, by), at)| (read(Spot::advice_why(number), why), AccountId(by), at));
        Ok(Advice {
            id: AdviceId(self.advice_id),
            number: u32::try_from(number).map_err(|_| wrong("number out of range"))?,
            application: ApplicationId(self.application_id),
            programme: Crebo::parse(&self.crebo).ok_or_else(|| wrong("no programme code"))?,
            team: self.team_id.map(TeamId),
            words: read(Spot::advice_words(number), &self.words),
            by: AccountId(self.advised_by),
            at: Moment { at: self.advised_at, day: self.advised_on },
            status: Status::from_code(&self.status).ok_or_else(|| wrong("unknown status"))?,
            reply,
            ended,
        })
    }
}

/// The advice of a file, the first first, with the words.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Advice>, StoreError> {
    let found = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let keys = key::open(tx, tenant, file).await?;
    found.into_iter().map(|row| row.advice(&keys)).collect()
}

/// Writes a new one.
pub(super) async fn add(tx: &mut Tx, tenant: TenantId, file: FileId, new: &Advice) -> Result<(), StoreError> {
    let number = i64::from(new.number);
    let key = key::open_or_make(tx, tenant, file).await?;
    let words = key.seal(Spot::advice_words(number), new.words.reveal())?;
    let (of, crebo, team) = (new.application.0, new.programme.to_string(), new.team.map(|team| team.0));
    let (by, at, status) = (new.by.0, new.at, new.status.code());
    run!(tx, ADD, tenant.0, file.0, number, new.id.0, of, crebo, team, words, by, at.at, at.day, status)?;
    Ok(())
}

/// Writes what changed of one: what the team said, or that it was taken back.
pub(super) async fn changed(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    before: &Advice,
    after: &Advice,
) -> Result<(), StoreError> {
    let number = i64::from(after.number);
    let key = key::open_or_make(tx, tenant, file).await?;
    if let Some(reply) = after.reply.as_ref().filter(|_| before.reply.is_none()) {
        let words = match &reply.words {
            Some(words) => Some(key.seal(Spot::advice_reply(number), words.reveal())?),
            None => None,
        };
        let (by, at) = (reply.by.0, reply.at);
        run!(tx, ANSWER, tenant.0, file.0, number, after.status.code(), at.day, words, by, at.at)?;
    }
    if let Some((why, by, at)) = after.ended.as_ref().filter(|_| before.ended.is_none()) {
        let why = key.seal(Spot::advice_why(number), why.reveal())?;
        run!(tx, END, tenant.0, file.0, number, after.status.code(), at.day, why, by.0, at.at)?;
    }
    Ok(())
}

pub(super) fn new_id() -> AdviceId {
    AdviceId(fresh::id())
}
