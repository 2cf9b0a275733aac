//! Concerns as they are stored: reading and writing their rows.

use crate::db::Tx;
use crate::file::key::{self, FileKeys};
use crate::seal::Spot;
use crate::{StoreError, fresh};
use register::concern::{Answered, Concern, Status};
use register::{AccountId, ConcernId, FileId, Moment, Personal, TenantId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

macro_rules! columns {
    () => {
        "concern_id, file_id, number, looker_id, looked_on, raised_by, raised_at, raised_on, words, status, closed_at, closed_on, closed_by, answer"
    };
}

sql! {
    OF_FILE = concat!("SELECT ", columns!(), " FROM concern WHERE tenant_id = $1 AND file_id = $2 ORDER BY number");
    ONE = concat!("SELECT ", columns!(), " FROM concern WHERE tenant_id = $1 AND concern_id = $2");
    /// Holds the file, and writes nothing: a second click waits here, and then finds what the first one wrote. The next
    /// version is not taken: nobody's form clashes because somebody said that a look was not right.
    HOLD = "UPDATE support_file SET version = version WHERE tenant_id = $1 AND file_id = $2";
    ADD = "INSERT INTO concern (tenant_id, file_id, number, concern_id, looker_id, looked_on, raised_by, raised_at, raised_on, words, status) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    /// Only an open one is closed: of two who close it at once, one does.
    CLOSE = "UPDATE concern SET status = $4, closed_at = $5, closed_on = $6, closed_by = $7, answer = $8 \
             WHERE tenant_id = $1 AND file_id = $2 AND number = $3 AND status = 'open'";
    /// The first answer stands with the concern; each next one is a row of its own, so that nothing is written over.
    CORRECT = "INSERT INTO concern_correction (tenant_id, file_id, number, place, status, corrected_at, corrected_on, corrected_by, answer) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    CORRECTIONS = "SELECT number, place, status, corrected_at, corrected_on, corrected_by, answer FROM concern_correction \
                   WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
    /// The concerns of a file that were ever raised, for what erases its text.
    IDS = "SELECT concern_id FROM concern WHERE tenant_id = $1 AND file_id = $2";
}

/// The civil day of an instant, where the school is. Handed in: the store knows no clock.
pub type DayOf = fn(OffsetDateTime) -> Date;

#[derive(FromRow)]
struct Row {
    concern_id: Uuid,
    file_id: Uuid,
    number: i64,
    looker_id: Uuid,
    looked_on: Date,
    raised_by: Uuid,
    raised_at: OffsetDateTime,
    raised_on: Date,
    words: Option<Vec<u8>>,
    status: String,
    closed_at: Option<OffsetDateTime>,
    closed_on: Option<Date>,
    closed_by: Option<Uuid>,
    answer: Option<Vec<u8>>,
}

impl Row {
    /// The concern, with its first answer.
    fn concern(self, keys: &FileKeys) -> Result<Concern, StoreError> {
        let read = |spot, sealed: Option<Vec<u8>>| -> Option<Personal<String>> {
            Some(keys.read(spot, &sealed?).shown().into())
        };
        let wrong =
            |what| StoreError::Inconsistent { table: "concern", key: self.concern_id.simple().to_string(), what };
        let number = u32::try_from(self.number).map_err(|_| wrong("its number"))?;
        let closed = self.closed_at.zip(self.closed_on).zip(self.closed_by);
        let status = Status::from_code(&self.status).ok_or_else(|| wrong("unknown status"))?;
        if closed.is_some() != (status != Status::Open) {
            return Err(wrong("closed and open"));
        }
        Ok(Concern {
            id: ConcernId(self.concern_id),
            number,
            looker: AccountId(self.looker_id),
            looked_on: self.looked_on,
            by: AccountId(self.raised_by),
            at: Moment { at: self.raised_at, day: self.raised_on },
            words: read(Spot::concern(self.number), self.words),
            status,
            closed: closed.map(|((at, day), by)| (Moment { at, day }, AccountId(by))),
            answer: read(Spot::concern_answer(self.number), self.answer),
            earlier: Vec::new(),
        })
    }
}

#[derive(FromRow)]
struct Correction {
    number: i64,
    place: i64,
    status: String,
    corrected_at: OffsetDateTime,
    corrected_on: Date,
    corrected_by: Uuid,
    answer: Option<Vec<u8>>,
}

/// Lays the corrections of a file over its concerns: the last answer stands, those before it are the earlier ones.
async fn corrected(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    keys: &FileKeys,
    all: &mut [Concern],
) -> Result<(), StoreError> {
    for row in rows!(tx, Correction, CORRECTIONS, tenant.0, file.0)? {
        let wrong = |what| StoreError::Inconsistent { table: "concern_correction", key: file.to_string(), what };
        let concern = all.iter_mut().find(|one| i64::from(one.number) == row.number);
        let Some(concern) = concern else { continue };
        let status = Status::from_code(&row.status).ok_or_else(|| wrong("unknown status"))?;
        let (at, by) = concern.closed.ok_or_else(|| wrong("a correction of what was not answered"))?;
        if i64::try_from(concern.answers()).ok() != Some(row.place) {
            return Err(wrong("a correction is missing"));
        }
        let before = Answered { status: concern.status, at, by, words: concern.answer.take() };
        concern.earlier.push(before);
        concern.status = status;
        concern.closed = Some((Moment { at: row.corrected_at, day: row.corrected_on }, AccountId(row.corrected_by)));
        let spot = Spot::concern_correction(concern.id, row.place);
        concern.answer = row.answer.map(|sealed| keys.read(spot, &sealed).shown().into());
    }
    Ok(())
}

/// The concerns of a file, oldest first, with their words.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Concern>, StoreError> {
    let found = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let keys = key::open(tx, tenant, file).await?;
    let mut all: Vec<Concern> = found.into_iter().map(|row| row.concern(&keys)).collect::<Result<_, _>>()?;
    corrected(tx, (tenant, file), &keys, &mut all).await?;
    Ok(all)
}

/// One concern, with the file it is about. Who may have it is decided on that file.
pub(super) async fn one(tx: &mut Tx, tenant: TenantId, id: ConcernId) -> Result<(FileId, Concern), StoreError> {
    let row = row!(tx, Row, ONE, tenant.0, id.0)?.ok_or(StoreError::NotFound)?;
    let file = FileId(row.file_id);
    let keys = key::open(tx, tenant, file).await?;
    let mut found = [row.concern(&keys)?];
    corrected(tx, (tenant, file), &keys, &mut found).await?;
    let [concern] = found;
    Ok((file, concern))
}

/// The identifiers that stand in addresses of pages about the concerns of a file.
pub(crate) async fn ids(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<ConcernId>, StoreError> {
    Ok(rows!(tx, (Uuid,), IDS, tenant.0, file.0)?.into_iter().map(|(id,)| ConcernId(id)).collect())
}

/// Holds the file until the transaction ends.
pub(super) async fn hold(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<(), StoreError> {
    run!(tx, HOLD, tenant.0, file.0)?;
    Ok(())
}

/// Writes a concern that was raised.
pub(super) async fn add(tx: &mut Tx, tenant: TenantId, file: FileId, new: &Concern) -> Result<(), StoreError> {
    let number = i64::from(new.number);
    let words = match &new.words {
        Some(words) => {
            let key = key::open_or_make(tx, tenant, file).await?;
            Some(key.seal(Spot::concern(number), words.reveal())?)
        }
        None => None,
    };
    let (at, status) = (new.at, new.status.code());
    run!(
        tx,
        ADD,
        tenant.0,
        file.0,
        number,
        new.id.0,
        new.looker.0,
        new.looked_on,
        new.by.0,
        at.at,
        at.day,
        words,
        status
    )?;
    Ok(())
}

/// Writes that a concern was closed, or that its answer was corrected.
pub(super) async fn close(tx: &mut Tx, tenant: TenantId, file: FileId, after: &Concern) -> Result<(), StoreError> {
    let number = i64::from(after.number);
    let place = i64::try_from(after.earlier.len()).map_err(|_| StoreError::NotFound)?;
    let spot = match place {
        0 => Spot::concern_answer(number),
        place => Spot::concern_correction(after.id, place),
    };
    let answer = match &after.answer {
        Some(words) => {
            let key = key::open_or_make(tx, tenant, file).await?;
            Some(key.seal(spot, words.reveal())?)
        }
        None => None,
    };
    let Some((at, by)) = after.closed else { return Err(StoreError::NotFound) };
    if place > 0 {
        let status = after.status.code();
        run!(tx, CORRECT, tenant.0, file.0, number, place, status, at.at, at.day, by.0, answer)?;
        return Ok(());
    }
    if run!(tx, CLOSE, tenant.0, file.0, number, after.status.code(), at.at, at.day, by.0, answer)? != 1 {
        return Err(StoreError::Inconsistent {
            table: "concern",
            key: after.id.to_string(),
            what: "it was closed between reading and writing",
        });
    }
    Ok(())
}

pub(super) fn new_id() -> ConcernId {
    ConcernId(fresh::id())
}
