//! The referrals of a file, as they are stored.

use crate::db::Tx;
use crate::file::key::{self, FileKeys};
use crate::seal::Spot;
use crate::which::Which;
use crate::{StoreError, fresh};
use register::referral::{Event, Referral, Status, Step, Tier};
use register::{AccountId, FileId, Moment, PersonId, Personal, ReferralId, TenantId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = "SELECT referral_id, number, tier, asked_by, asked_at, asked_on, question, agreed_on, status \
               FROM referral WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    STEPS = "SELECT number, place, event, stepped_at, stepped_on, stepped_by, words FROM referral_step \
             WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
    FILE = "SELECT file_id FROM referral WHERE tenant_id = $1 AND referral_id = $2";
    /// Those of a file, for what erases its text.
    IDS = "SELECT referral_id FROM referral WHERE tenant_id = $1 AND file_id = $2";
    ADD = "INSERT INTO referral (tenant_id, file_id, number, referral_id, tier, asked_by, asked_at, asked_on, question, agreed_on, \
           status, status_on, bridged) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $8, FALSE)";
    STEP = "INSERT INTO referral_step (tenant_id, file_id, number, place, event, stepped_at, stepped_on, stepped_by, words) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    MOVE = "UPDATE referral SET status = $4, status_on = $5, bridged = $6 WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
}

// Of each file all of them, which are few: asked for by status, SQLite would read those of the whole school for each file.
by_person! {
    line_rows = "SELECT f.person_id, w.tier, w.status, \
        (SELECT s.stepped_by FROM referral_step s WHERE s.tenant_id = w.tenant_id AND s.file_id = w.file_id \
        AND s.number = w.number AND s.event = 'accept' LIMIT 1) \
        FROM support_file f CROSS JOIN referral w WHERE f.tenant_id = $1 AND w.tenant_id = f.tenant_id AND w.file_id = f.file_id",
        "f.person_id", "";
}

/// What an open referral to the support team gives of a file.
pub(crate) enum Line {
    /// It waits for an answer.
    Asked,
    /// This account accepted it.
    TakenBy(AccountId),
}

/// What open referrals to the support team give, of these persons.
pub(crate) async fn lines(
    tx: &mut Tx,
    tenant: TenantId,
    which: Which<'_>,
) -> Result<Vec<(PersonId, Line)>, StoreError> {
    let wrong = |person: Uuid, what| StoreError::Inconsistent { table: "referral", key: person.to_string(), what };
    let mut found = Vec::new();
    for (person, tier, status, by) in fetch!(tx, (Uuid, String, String, Option<Uuid>), line_rows, tenant, which)? {
        let status = Status::from_code(&status).ok_or_else(|| wrong(person, "unknown status"))?;
        let line = match Tier::from_code(&tier).ok_or_else(|| wrong(person, "unknown line"))? {
            // Outside the school nobody has an account: whoever writes its answer down takes nobody over.
            Tier::Third => continue,
            Tier::Second => match status {
                Status::Asked | Status::Waiting => Line::Asked,
                Status::Accepted => Line::TakenBy(AccountId(by.ok_or_else(|| wrong(person, "nobody accepted it"))?)),
                Status::Refused | Status::Followed | Status::Withdrawn | Status::Ended => continue,
            },
        };
        found.push((PersonId(person), line));
    }
    Ok(found)
}

#[derive(FromRow)]
struct Row {
    referral_id: Uuid,
    number: i64,
    tier: String,
    asked_by: Uuid,
    asked_at: OffsetDateTime,
    asked_on: Date,
    question: Vec<u8>,
    agreed_on: Option<Date>,
    status: String,
}

#[derive(FromRow)]
struct StepRow {
    number: i64,
    place: i64,
    event: String,
    stepped_at: OffsetDateTime,
    stepped_on: Date,
    stepped_by: Uuid,
    words: Option<Vec<u8>>,
}

impl Row {
    fn referral(self, keys: &FileKeys) -> Result<Referral, StoreError> {
        let wrong =
            |what| StoreError::Inconsistent { table: "referral", key: self.referral_id.simple().to_string(), what };
        Ok(Referral {
            id: ReferralId(self.referral_id),
            number: u32::try_from(self.number).map_err(|_| wrong("its number"))?,
            tier: Tier::from_code(&self.tier).ok_or_else(|| wrong("unknown line"))?,
            by: AccountId(self.asked_by),
            at: Moment { at: self.asked_at, day: self.asked_on },
            question: keys.read(Spot::referral(self.number), &self.question).shown().into(),
            agreed_on: self.agreed_on,
            status: Status::from_code(&self.status).ok_or_else(|| wrong("unknown status"))?,
            steps: Vec::new(),
        })
    }
}

impl StepRow {
    fn step(self, id: ReferralId, keys: &FileKeys) -> Result<Step, StoreError> {
        let wrong = |what| StoreError::Inconsistent { table: "referral_step", key: id.to_string(), what };
        let read = |sealed: Vec<u8>| -> Personal<String> {
            keys.read(Spot::referral_step(id, self.place), &sealed).shown().into()
        };
        Ok(Step {
            event: Event::from_code(&self.event).ok_or_else(|| wrong("unknown event"))?,
            at: Moment { at: self.stepped_at, day: self.stepped_on },
            by: AccountId(self.stepped_by),
            words: self.words.map(read),
        })
    }
}

/// The referrals of a file, the first first, with their words.
///
/// # Errors
/// [`StoreError::Inconsistent`] where the status kept for lists is not that of the last step.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Referral>, StoreError> {
    let found = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let keys = key::open(tx, tenant, file).await?;
    let mut all: Vec<Referral> = found.into_iter().map(|row| row.referral(&keys)).collect::<Result<_, _>>()?;
    for row in rows!(tx, StepRow, STEPS, tenant.0, file.0)? {
        if let Some(one) = all.iter_mut().find(|one| i64::from(one.number) == row.number) {
            one.steps.push(row.step(one.id, &keys)?);
        }
    }
    for one in &all {
        let walked = one.steps.iter().try_fold(Status::Asked, |status, step| status.on(step.event));
        if walked != Some(one.status) {
            return Err(StoreError::Inconsistent {
                table: "referral",
                key: one.id.to_string(),
                what: "it does not stand where its steps lead",
            });
        }
    }
    Ok(all)
}

/// The file a referral is about. Who may have it is decided on that file.
pub(crate) async fn file_of(tx: &mut Tx, tenant: TenantId, id: ReferralId) -> Result<FileId, StoreError> {
    row!(tx, (Uuid,), FILE, tenant.0, id.0)?.map(|(file,)| FileId(file)).ok_or(StoreError::NotFound)
}

/// The identifiers that stand in addresses of pages about the referrals of a file.
pub(crate) async fn ids(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<ReferralId>, StoreError> {
    Ok(rows!(tx, (Uuid,), IDS, tenant.0, file.0)?.into_iter().map(|(id,)| ReferralId(id)).collect())
}

/// Writes a referral that was asked.
pub(super) async fn add(tx: &mut Tx, tenant: TenantId, file: FileId, new: &Referral) -> Result<(), StoreError> {
    let number = i64::from(new.number);
    let key = key::open_or_make(tx, tenant, file).await?;
    let question = key.seal(Spot::referral(number), new.question.reveal())?;
    let (at, tier, status) = (new.at, new.tier.code(), new.status.code());
    run!(tx, ADD, tenant.0, file.0, number, new.id.0, tier, new.by.0, at.at, at.day, question, new.agreed_on, status)?;
    Ok(())
}

/// Writes the last step of a referral, and where it stands since.
pub(super) async fn stepped(tx: &mut Tx, tenant: TenantId, file: FileId, after: &Referral) -> Result<(), StoreError> {
    let step = after.steps.last().ok_or(StoreError::NotFound)?;
    let (number, place) = (i64::from(after.number), i64::try_from(after.steps.len()).unwrap_or(i64::MAX));
    let words = match &step.words {
        Some(words) => {
            let key = key::open_or_make(tx, tenant, file).await?;
            Some(key.seal(Spot::referral_step(after.id, place), words.reveal())?)
        }
        None => None,
    };
    let (at, event) = (step.at, step.event.code());
    run!(tx, STEP, tenant.0, file.0, number, place, event, at.at, at.day, step.by.0, words)?;
    run!(tx, MOVE, tenant.0, file.0, number, after.status.code(), after.since(), after.is_bridged())?;
    Ok(())
}

pub(super) fn new_id() -> ReferralId {
    ReferralId(fresh::id())
}
