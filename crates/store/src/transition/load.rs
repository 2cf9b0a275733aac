//! Routes as they are stored: reading and writing their rows.

use crate::db::Tx;
use crate::file::key::{self, FileKeys};
use crate::seal::Spot;
use crate::which::Which;
use crate::{StoreError, fresh};
use register::transition::{Entry, Flat, Kind, Noted, Route, What};
use register::{AccountId, EnrolmentId, FileId, Moment, Period, PersonId, Personal, TenantId, TransitionId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = "SELECT number, transition_id, enrolment_id, opened_at, opened_on, opened_by FROM transition \
               WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    ENTRIES = "SELECT number, place, kind, about, on_day, code, said, account_id, words, noted_at, noted_on, noted_by \
               FROM transition_entry WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
    ADD = "INSERT INTO transition (tenant_id, file_id, number, transition_id, enrolment_id, opened_at, opened_on, opened_by, status, \
           status_on, guide_id, refused) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, FALSE)";
    ENTRY = "INSERT INTO transition_entry (tenant_id, file_id, number, place, kind, about, on_day, code, said, account_id, words, \
             noted_at, noted_on, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    MOVE = "UPDATE transition SET status = $4, status_on = $5, guide_id = $6, offered_on = $7, reply = $8, outcome = $9, refused = $10, \
            municipality_on = $11, given_on = $12, stretched_on = $13, contact_on = $14, met_on = $15, step_on = $16 WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
}

// Of each file all of them, which are few.
by_person! {
    thin_rows = "SELECT f.person_id, w.enrolment_id, w.status, w.opened_on, w.status_on, w.guide_id, w.offered_on, w.refused, \
        w.municipality_on, w.given_on, w.stretched_on FROM support_file f CROSS JOIN transition w \
        WHERE f.tenant_id = $1 AND w.tenant_id = f.tenant_id AND w.file_id = f.file_id",
        "f.person_id", " ORDER BY w.opened_on, w.number";
}

#[derive(FromRow)]
struct ThinRow {
    person_id: Uuid,
    enrolment_id: Uuid,
    status: String,
    opened_on: Date,
    status_on: Date,
    guide_id: Uuid,
    offered_on: Option<Date>,
    refused: bool,
    municipality_on: Option<Date>,
    given_on: Option<Date>,
    stretched_on: Option<Date>,
}

/// A route, as far as rights and duties hang on it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Thin {
    pub(crate) enrolment: EnrolmentId,
    /// Who guides.
    pub(crate) guide: AccountId,
    /// From when; until when, where it ended.
    pub(crate) during: Period,
    pub(crate) noted: Noted,
}

/// The routes of these persons.
pub(crate) async fn thin(tx: &mut Tx, tenant: TenantId, which: Which<'_>) -> Result<Vec<(PersonId, Thin)>, StoreError> {
    let thin = |row: ThinRow| {
        let ended = row.status == register::transition::Status::Ended.code();
        let noted = Noted {
            offered_on: row.offered_on,
            refused: row.refused,
            municipality: row.municipality_on,
            given_on: row.given_on,
            stretched: row.stretched_on,
        };
        let during = Period { from: row.opened_on, until: ended.then_some(row.status_on) };
        let enrolment = EnrolmentId(row.enrolment_id);
        (PersonId(row.person_id), Thin { enrolment, guide: AccountId(row.guide_id), during, noted })
    };
    Ok(fetch!(tx, ThinRow, thin_rows, tenant, which)?.into_iter().map(thin).collect())
}

#[derive(FromRow)]
struct Row {
    number: i64,
    transition_id: Uuid,
    enrolment_id: Uuid,
    opened_at: OffsetDateTime,
    opened_on: Date,
    opened_by: Uuid,
}

#[derive(FromRow)]
struct EntryRow {
    number: i64,
    place: i64,
    kind: String,
    about: Option<i64>,
    on_day: Option<Date>,
    code: Option<String>,
    said: Option<String>,
    account_id: Option<Uuid>,
    words: Option<Vec<u8>>,
    noted_at: OffsetDateTime,
    noted_on: Date,
    noted_by: Uuid,
}

impl EntryRow {
    fn entry(self, of: TransitionId, keys: &FileKeys) -> Result<Entry, StoreError> {
        let wrong = |what| StoreError::Inconsistent { table: "transition_entry", key: of.to_string(), what };
        let number = |value: i64| u32::try_from(value).map_err(|_| wrong("a place"));
        let flat = Flat {
            kind: Kind::from_code(&self.kind).ok_or_else(|| wrong("unknown kind"))?,
            about: self.about.map(number).transpose()?,
            day: self.on_day,
            code: self.code.as_deref(),
            said: self.said.as_deref(),
            account: self.account_id.map(AccountId),
        };
        let words = self.words.as_ref().map(|sealed| keys.read(Spot::transition(of, self.place), sealed).shown());
        Ok(Entry {
            place: number(self.place)?,
            what: What::of(flat).ok_or_else(|| wrong("its parts say nothing that can be"))?,
            words: words.map(Personal::new),
            at: Moment { at: self.noted_at, day: self.noted_on },
            by: AccountId(self.noted_by),
        })
    }
}

/// The routes of a file, the first first, with their words.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Route>, StoreError> {
    let found = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let keys = key::open(tx, tenant, file).await?;
    let wrong = |what| StoreError::Inconsistent { table: "transition", key: file.to_string(), what };
    let mut all = Vec::with_capacity(found.len());
    for row in found {
        all.push(Route {
            id: TransitionId(row.transition_id),
            number: u32::try_from(row.number).map_err(|_| wrong("its number"))?,
            enrolment: EnrolmentId(row.enrolment_id),
            at: Moment { at: row.opened_at, day: row.opened_on },
            by: AccountId(row.opened_by),
            entries: Vec::new(),
        });
    }
    for row in rows!(tx, EntryRow, ENTRIES, tenant.0, file.0)? {
        let of = all.iter_mut().find(|one| i64::from(one.number) == row.number);
        let of = of.ok_or_else(|| wrong("something was noted of what is not there"))?;
        let entry = row.entry(of.id, &keys)?;
        of.entries.push(entry);
    }
    Ok(all)
}

/// Writes a route that begins, with its first entry.
pub(super) async fn add(tx: &mut Tx, tenant: TenantId, file: FileId, new: &Route) -> Result<(), StoreError> {
    let (number, (status, since)) = (i64::from(new.number), new.status());
    let (id, of, at, by, status) = (new.id.0, new.enrolment.0, new.at, new.by.0, status.code());
    run!(tx, ADD, tenant.0, file.0, number, id, of, at.at, at.day, by, status, since, new.guide().0)?;
    for entry in &new.entries {
        write(tx, (tenant, file), new, entry).await?;
    }
    Ok(())
}

/// Writes what was noted last of a route, and how it stands since.
pub(super) async fn noted(tx: &mut Tx, tenant: TenantId, file: FileId, after: &Route) -> Result<(), StoreError> {
    let entry = after.entries.last().ok_or(StoreError::NotFound)?;
    write(tx, (tenant, file), after, entry).await?;
    let (number, (status, since), noted) = (i64::from(after.number), after.status(), after.noted());
    let (reply, outcome) = (after.reply().map(|one| one.code()), after.outcome().map(|(one, ..)| one.code()));
    let (status, guide, refused) = (status.code(), after.guide().0, noted.refused);
    let (municipality, given, stretched) = (noted.municipality, noted.given_on, noted.stretched);
    run!(
        tx,
        MOVE,
        tenant.0,
        file.0,
        number,
        status,
        since,
        guide,
        noted.offered_on,
        reply,
        outcome,
        refused,
        municipality,
        given,
        stretched,
        after.next_contact(),
        after.met_on(),
        after.next_step()
    )?;
    Ok(())
}

async fn write(tx: &mut Tx, (tenant, file): (TenantId, FileId), of: &Route, entry: &Entry) -> Result<(), StoreError> {
    let (number, place) = (i64::from(of.number), i64::from(entry.place));
    let words = match &entry.words {
        Some(words) => {
            let key = key::open_or_make(tx, tenant, file).await?;
            Some(key.seal(Spot::transition(of.id, place), words.reveal())?)
        }
        None => None,
    };
    let flat = entry.what.flat();
    let (about, account) = (flat.about.map(i64::from), flat.account.map(|one| one.0));
    let (kind, at, by) = (flat.kind.code(), entry.at, entry.by.0);
    run!(
        tx, ENTRY, tenant.0, file.0, number, place, kind, about, flat.day, flat.code, flat.said, account, words, at.at,
        at.day, by
    )?;
    Ok(())
}

pub(super) fn new_id() -> TransitionId {
    TransitionId(fresh::id())
}
