//! What was said, as it is stored: reading and writing its rows.

use crate::StoreError;
use crate::db::Tx;
use crate::file::key::{self, FileKeys};
use crate::seal::Spot;
use register::agreement::Answerer;
use register::voice::{Kind, Status, Voice};
use register::{AccountId, FileId, GuardianId, Moment, Personal, TenantId, VoiceId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

macro_rules! columns {
    () => {
        "voice_id, file_id, number, kind, words, guardian_id, said_by, said_at, said_on, due_on, status, closed_at, closed_on, closed_by, answer"
    };
}

sql! {
    OF_FILE = concat!("SELECT ", columns!(), " FROM voice WHERE tenant_id = $1 AND file_id = $2 ORDER BY number");
    ONE = concat!("SELECT ", columns!(), " FROM voice WHERE tenant_id = $1 AND voice_id = $2");
    /// Takes no next version of the file: nobody's form clashes because a student said something.
    HOLD = "UPDATE support_file SET version = version WHERE tenant_id = $1 AND file_id = $2";
    ADD = "INSERT INTO voice (tenant_id, file_id, number, voice_id, kind, words, guardian_id, said_by, said_at, said_on, due_on, status) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// Only what is open is closed: of two who close it at once, one does.
    CLOSE = "UPDATE voice SET status = $4, closed_at = $5, closed_on = $6, closed_by = $7, answer = $8 \
             WHERE tenant_id = $1 AND file_id = $2 AND number = $3 AND status = 'open'";
}

#[derive(FromRow)]
struct Row {
    voice_id: Uuid,
    file_id: Uuid,
    number: i64,
    kind: String,
    words: Vec<u8>,
    guardian_id: Option<Uuid>,
    said_by: Uuid,
    said_at: OffsetDateTime,
    said_on: Date,
    due_on: Date,
    status: String,
    closed_at: Option<OffsetDateTime>,
    closed_on: Option<Date>,
    closed_by: Option<Uuid>,
    answer: Option<Vec<u8>>,
}

impl Row {
    fn voice(self, keys: &FileKeys) -> Result<Voice, StoreError> {
        let wrong = |what| StoreError::Inconsistent { table: "voice", key: self.voice_id.simple().to_string(), what };
        let closed = self.closed_at.zip(self.closed_on).zip(self.closed_by);
        let status = Status::from_code(&self.status).ok_or_else(|| wrong("unknown status"))?;
        if closed.is_some() != (status != Status::Open) {
            return Err(wrong("closed and open"));
        }
        let answer = self.answer.as_ref().map(|sealed| keys.read(Spot::voice_answer(self.number), sealed).shown());
        Ok(Voice {
            id: VoiceId(self.voice_id),
            number: u32::try_from(self.number).map_err(|_| wrong("its number"))?,
            kind: Kind::from_code(&self.kind).ok_or_else(|| wrong("unknown kind"))?,
            words: Personal::new(keys.read(Spot::voice(self.number), &self.words).shown()),
            by: self.guardian_id.map_or(Answerer::Student, |id| Answerer::Guardian(GuardianId(id))),
            account: AccountId(self.said_by),
            at: Moment { at: self.said_at, day: self.said_on },
            due: self.due_on,
            status,
            closed: closed.map(|((at, day), by)| (Moment { at, day }, AccountId(by))),
            answer: answer.map(Personal::new),
        })
    }
}

/// All that was said on a file, oldest first, with its words.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Voice>, StoreError> {
    let found = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let keys = key::open(tx, tenant, file).await?;
    found.into_iter().map(|row| row.voice(&keys)).collect()
}

/// One of them, with its file. Who may have it is decided on that file.
pub(super) async fn one(tx: &mut Tx, tenant: TenantId, id: VoiceId) -> Result<(FileId, Voice), StoreError> {
    let row = row!(tx, Row, ONE, tenant.0, id.0)?.ok_or(StoreError::NotFound)?;
    let file = FileId(row.file_id);
    let keys = key::open(tx, tenant, file).await?;
    Ok((file, row.voice(&keys)?))
}

/// Holds the file until the transaction ends.
pub(crate) async fn hold(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<(), StoreError> {
    run!(tx, HOLD, tenant.0, file.0)?;
    Ok(())
}

/// Writes what was said.
pub(crate) async fn add(tx: &mut Tx, tenant: TenantId, file: FileId, new: &Voice) -> Result<(), StoreError> {
    let number = i64::from(new.number);
    let words = key::open_or_make(tx, tenant, file).await?.seal(Spot::voice(number), new.words.reveal())?;
    let guardian = match new.by {
        Answerer::Student => None,
        Answerer::Guardian(id) => Some(id.0),
    };
    let (id, kind, by, at, due) = (new.id.0, new.kind.code(), new.account.0, new.at, new.due);
    let status = new.status.code();
    run!(tx, ADD, tenant.0, file.0, number, id, kind, words, guardian, by, at.at, at.day, due, status)?;
    Ok(())
}

/// Writes that it was withdrawn or answered.
pub(crate) async fn close(tx: &mut Tx, tenant: TenantId, file: FileId, after: &Voice) -> Result<(), StoreError> {
    let number = i64::from(after.number);
    let answer = match &after.answer {
        Some(words) => {
            let key = key::open_or_make(tx, tenant, file).await?;
            Some(key.seal(Spot::voice_answer(number), words.reveal())?)
        }
        None => None,
    };
    let Some((at, by)) = after.closed else { return Err(StoreError::NotFound) };
    if run!(tx, CLOSE, tenant.0, file.0, number, after.status.code(), at.at, at.day, by.0, answer)? != 1 {
        let (table, key) = ("voice", after.id.to_string());
        return Err(StoreError::Inconsistent { table, key, what: "it was closed between reading and writing" });
    }
    Ok(())
}
