//! How applications ended, as it is stored.

use crate::db::Tx;
use crate::file::key::{self, FileKeys};
use crate::seal::Spot;
use crate::which::Which;
use crate::{StoreError, fresh};
use register::admission::{Admission, Kind, Onward, Outcome, Status, Where, settled};
use register::application;
use register::intake::owed::Ending;
use register::intake::talk::{Means, Told};
use register::{AccountId, AdmissionId, ApplicationId, FileId, Moment, PersonId, Personal, TenantId};
use sqlx_macros::FromRow;
use std::collections::HashMap;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = "SELECT number, admission_id, application_id, kind, rests_on, reason, offer, was, decided_by, decided_at, decided_on, status, \
               told, told_at, told_on, told_by, parents, minor, recalled, recalled_at, recalled_on, recalled_by, why, turned_at, turned_on, \
               turned_by FROM admission \
               WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    ONWARD = "SELECT number, place, goes_to, declined, words, noted_by, noted_at, noted_on FROM admission_onward \
              WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
    ADD = "INSERT INTO admission (tenant_id, file_id, number, admission_id, application_id, kind, rests_on, reason, offer, was, decided_by, \
           decided_at, decided_on, status, parents) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    TURN = "UPDATE admission SET status = $4, why = $5, turned_at = $6, turned_on = $7, turned_by = $8 \
            WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    RECALL = "UPDATE admission SET recalled = $4, recalled_at = $5, recalled_on = $6, recalled_by = $7 \
              WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    TELL = "UPDATE admission SET told = $4, told_at = $5, told_on = $6, told_by = $7, parents = $8, minor = $9 \
            WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    /// The parents were to be told with it: that is asked again too.
    NOT_TOLD = "UPDATE admission SET told = NULL, told_at = NULL, told_on = NULL, told_by = NULL, parents = FALSE \
                WHERE tenant_id = $1 AND file_id = $2 AND told = 'mail' AND told_at = $3";
    NOT_RECALLED = "UPDATE admission SET recalled = NULL, recalled_at = NULL, recalled_on = NULL, recalled_by = NULL \
                    WHERE tenant_id = $1 AND file_id = $2 AND recalled = 'mail' AND recalled_at = $3";
    ADD_ONWARD = "INSERT INTO admission_onward (tenant_id, file_id, number, place, goes_to, declined, words, noted_by, noted_at, noted_on) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
}

by_person! {
    ending_rows = "SELECT f.person_id, x.application_id, x.kind, x.decided_on, x.told IS NOT NULL, o.goes_to, o.declined, x.status, \
        x.turned_on, x.recalled IS NOT NULL, x.rests_on \
        FROM support_file f CROSS JOIN admission x LEFT JOIN admission_onward o ON o.tenant_id = x.tenant_id AND o.file_id = x.file_id \
        AND o.number = x.number AND o.place = (SELECT MAX(l.place) FROM admission_onward l WHERE l.tenant_id = x.tenant_id \
        AND l.file_id = x.file_id AND l.number = x.number) \
        WHERE f.tenant_id = $1 AND x.tenant_id = f.tenant_id AND x.file_id = f.file_id", "f.person_id", " ORDER BY x.number";
}

/// How an application ended, where it did; and since when what was told of it holds no more, while nobody said so.
type Ended = (PersonId, ApplicationId, Option<Ending>, Option<Date>);

/// How each application ended that did, of these persons.
pub(crate) async fn endings(tx: &mut Tx, tenant: TenantId, which: Which<'_>) -> Result<Vec<Ended>, StoreError> {
    type Found =
        (Uuid, Uuid, String, Date, bool, Option<String>, Option<bool>, String, Option<Date>, bool, Option<String>);
    let mut out: HashMap<(Uuid, Uuid), (Option<Ending>, Option<Date>)> = HashMap::new();
    // The first first: of what was told the last one counts.
    for (person, application, kind, on, told, to, declined, status, turned, heard, rests_on) in
        fetch!(tx, Found, ending_rows, tenant, which)?
    {
        let outcome = Outcome::read(&kind, rests_on.as_deref()).ok_or_else(|| wrong(application, "unknown outcome"))?;
        let (kind, chose) = match outcome {
            Outcome::Chose(choice) => (Kind::Chose, Some(choice)),
            Outcome::Enrol | Outcome::Refuse(_) => (outcome.kind(), None),
        };
        let to = to.as_deref().map(|code| Where::from_code(code).ok_or_else(|| wrong(application, "unknown place")));
        let settled = to.transpose()?.map(|to| settled(to, declined == Some(true)));
        let holds = match Status::from_code(&status).ok_or_else(|| wrong(application, "unknown status"))? {
            Status::Standing => true,
            Status::TakenBack | Status::Replaced => false,
        };
        let (ending, recalled) = out.entry((person, application)).or_default();
        if holds {
            *ending = Some(Ending { kind, chose, on, told, settled });
        }
        if told {
            *recalled = turned.filter(|_| !holds && !heard && kind != Kind::Chose);
        }
    }
    let one =
        |((person, application), (ending, recalled))| (PersonId(person), ApplicationId(application), ending, recalled);
    Ok(out.into_iter().map(one).collect())
}

fn wrong(key: Uuid, what: &'static str) -> StoreError {
    StoreError::Inconsistent { table: "admission", key: key.simple().to_string(), what }
}

#[derive(FromRow)]
struct Row {
    number: i64,
    admission_id: Uuid,
    application_id: Uuid,
    kind: String,
    rests_on: Option<String>,
    reason: Vec<u8>,
    offer: Option<Vec<u8>>,
    was: String,
    decided_by: Uuid,
    decided_at: OffsetDateTime,
    decided_on: Date,
    status: String,
    told: Option<String>,
    told_at: Option<OffsetDateTime>,
    told_on: Option<Date>,
    told_by: Option<Uuid>,
    parents: bool,
    minor: Option<bool>,
    recalled: Option<String>,
    recalled_at: Option<OffsetDateTime>,
    recalled_on: Option<Date>,
    recalled_by: Option<Uuid>,
    why: Option<Vec<u8>>,
    turned_at: Option<OffsetDateTime>,
    turned_on: Option<Date>,
    turned_by: Option<Uuid>,
}

impl Row {
    fn admission(self, keys: &FileKeys) -> Result<Admission, StoreError> {
        let wrong = |what| wrong(self.admission_id, what);
        let read = |spot, sealed: &[u8]| -> Personal<String> { keys.read(spot, sealed).shown().into() };
        let heard = |code: Option<&str>, at, day, by| match (code, at, day, by) {
            (None, None, None, None) => Ok(None),
            (Some(code), Some(at), Some(day), Some(by)) => {
                let means = Means::from_code(code).ok_or_else(|| wrong("unknown means"))?;
                Ok(Some(Told { means, at: Moment { at, day }, by: AccountId(by) }))
            }
            _ => Err(wrong("told without its moment, or the reverse")),
        };
        let told = heard(self.told.as_deref(), self.told_at, self.told_on, self.told_by)?;
        let recalled = heard(self.recalled.as_deref(), self.recalled_at, self.recalled_on, self.recalled_by)?;
        let turn = match (self.why.as_ref(), self.turned_at, self.turned_on, self.turned_by) {
            (None, None, None, None) => None,
            (Some(why), Some(at), Some(day), Some(by)) => {
                Some((read(Spot::admission_why(self.number), why), AccountId(by), Moment { at, day }))
            }
            _ => return Err(wrong("a turn without its moment, or the reverse")),
        };
        Ok(Admission {
            id: AdmissionId(self.admission_id),
            number: u32::try_from(self.number).map_err(|_| wrong("number out of range"))?,
            application: ApplicationId(self.application_id),
            outcome: Outcome::read(&self.kind, self.rests_on.as_deref()).ok_or_else(|| wrong("unknown outcome"))?,
            reason: read(Spot::admission_reason(self.number), &self.reason),
            offer: self.offer.as_ref().map(|offer| read(Spot::admission_offer(self.number), offer)),
            before: application::Status::from_code(&self.was).ok_or_else(|| wrong("unknown status before"))?,
            by: AccountId(self.decided_by),
            at: Moment { at: self.decided_at, day: self.decided_on },
            status: Status::from_code(&self.status).ok_or_else(|| wrong("unknown status"))?,
            told,
            parents: self.parents,
            minor: self.minor,
            recalled,
            turn,
            onward: Vec::new(),
        })
    }
}

#[derive(FromRow)]
struct OnwardRow {
    number: i64,
    place: i64,
    goes_to: String,
    declined: bool,
    words: Option<Vec<u8>>,
    noted_by: Uuid,
    noted_at: OffsetDateTime,
    noted_on: Date,
}

/// How the applications of a file ended, the first first, with the words.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Admission>, StoreError> {
    let found = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let keys = key::open(tx, tenant, file).await?;
    let mut all: Vec<Admission> = found.into_iter().map(|row| row.admission(&keys)).collect::<Result<_, _>>()?;
    for row in rows!(tx, OnwardRow, ONWARD, tenant.0, file.0)? {
        let Some(one) = all.iter_mut().find(|one| i64::from(one.number) == row.number) else { continue };
        let spot = Spot::admission_onward(one.id, row.place);
        one.onward.push(Onward {
            to: Where::from_code(&row.goes_to).ok_or_else(|| wrong(one.id.0, "unknown place"))?,
            declined: row.declined,
            words: row.words.as_ref().map(|words| keys.read(spot, words).shown().into()),
            by: AccountId(row.noted_by),
            at: Moment { at: row.noted_at, day: row.noted_on },
        });
    }
    Ok(all)
}

/// Writes a new one.
pub(super) async fn add(tx: &mut Tx, tenant: TenantId, file: FileId, new: &Admission) -> Result<(), StoreError> {
    let number = i64::from(new.number);
    let key = key::open_or_make(tx, tenant, file).await?;
    let reason = key.seal(Spot::admission_reason(number), new.reason.reveal())?;
    let offer = match &new.offer {
        Some(offer) => Some(key.seal(Spot::admission_offer(number), offer.reveal())?),
        None => None,
    };
    let (kind, on, was, status) = (new.outcome.kind().code(), new.outcome.on(), new.before.code(), new.status.code());
    let (of, by, at, day) = (new.application.0, new.by.0, new.at.at, new.at.day);
    let parents = new.parents;
    run!(tx, ADD, tenant.0, file.0, number, new.id.0, of, kind, on, reason, offer, was, by, at, day, status, parents)?;
    Ok(())
}

/// Writes what changed of one: that it holds no more, that the applicant was told of it or of that, or where they went.
pub(super) async fn changed(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    before: &Admission,
    after: &Admission,
) -> Result<(), StoreError> {
    let number = i64::from(after.number);
    let key = key::open_or_make(tx, tenant, file).await?;
    if let Some((why, by, at)) = after.turn.as_ref().filter(|_| before.turn.is_none()) {
        let why = key.seal(Spot::admission_why(number), why.reveal())?;
        run!(tx, TURN, tenant.0, file.0, number, after.status.code(), why, at.at, at.day, by.0)?;
    }
    if let Some(told) = after.told.filter(|_| before.told.is_none()) {
        let (means, at, by) = (told.means.code(), told.at, told.by.0);
        run!(tx, TELL, tenant.0, file.0, number, means, at.at, at.day, by, after.parents, after.minor)?;
    }
    if let Some(told) = after.recalled.filter(|_| before.recalled.is_none()) {
        let (means, at, by) = (told.means.code(), told.at, told.by.0);
        run!(tx, RECALL, tenant.0, file.0, number, means, at.at, at.day, by)?;
    }
    for (at, one) in after.onward.iter().enumerate().skip(before.onward.len()) {
        let place = i64::try_from(at).unwrap_or(i64::MAX).saturating_add(1);
        let words = match &one.words {
            Some(words) => Some(key.seal(Spot::admission_onward(after.id, place), words.reveal())?),
            None => None,
        };
        let (to, by, at) = (one.to.code(), one.by.0, one.at);
        run!(tx, ADD_ONWARD, tenant.0, file.0, number, place, to, one.declined, words, by, at.at, at.day)?;
    }
    Ok(())
}

/// A mail with which the applicant was told at that moment did not arrive: it is to be told. Whether it told something.
pub(crate) async fn not_told(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    at: OffsetDateTime,
) -> Result<bool, StoreError> {
    let told = run!(tx, NOT_TOLD, tenant.0, file.0, at)?;
    Ok(told + run!(tx, NOT_RECALLED, tenant.0, file.0, at)? > 0)
}

pub(super) fn new_id() -> AdmissionId {
    AdmissionId(fresh::id())
}
