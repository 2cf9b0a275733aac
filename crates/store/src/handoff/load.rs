//! The handoffs of a file, as they are stored.

use crate::StoreError;
use crate::db::Tx;
use crate::file::key::{self, FileKeys};
use crate::person::birth;
use crate::seal::Spot;
use register::handoff::{Consent, Event, Handoff, Letter, Status, Step, anew_on};
use register::meeting::Consenter;
use register::partner::Domain;
use register::{AccountId, FileId, HandoffId, Moment, PartnerId, Personal, ShareId, TenantId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = concat!("SELECT h.handoff_id, h.number, h.partner_id, h.domain, h.share_id, h.consenter, h.question, h.sent_by, h.sent_at, h.sent_on, \
               h.home, h.adult_on, h.prepare_on, h.status, h.seen, h.letter, h.silent_on, s.until_on, s.stopped_at, \
               (SELECT COUNT(*) FROM outbox o WHERE o.tenant_id = $1 AND o.share_id = h.share_id AND o.kind = 'share' \
               AND o.state IN ('refused', 'given_up', 'bounced')) AS failed, CASE WHEN ", gone!(), " THEN TRUE ELSE FALSE END AS gone, CASE WHEN ",
               doubted!(), " THEN TRUE ELSE FALSE END AS doubted, \
               p.birth_year, p.birth_month, p.birth_day \
               FROM handoff h CROSS JOIN share s LEFT JOIN support_file f ON f.tenant_id = h.tenant_id AND f.file_id = h.file_id \
               LEFT JOIN person p ON p.tenant_id = f.tenant_id AND p.person_id = f.person_id \
               WHERE h.tenant_id = $1 AND h.file_id = $2 AND s.tenant_id = $1 AND s.share_id = h.share_id ORDER BY h.number");
    STEPS = "SELECT number, place, event, stepped_at, stepped_on, stepped_by, words FROM handoff_step \
             WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
    FILE = "SELECT file_id FROM handoff WHERE tenant_id = $1 AND handoff_id = $2";
    /// Those of a file, for what erases its text.
    IDS = "SELECT handoff_id FROM handoff WHERE tenant_id = $1 AND file_id = $2";
    ADD = "INSERT INTO handoff (tenant_id, file_id, number, handoff_id, partner_id, domain, share_id, consenter, question, sent_by, sent_at, \
           sent_on, home, adult_on, prepare_on, status, status_on, seen, letter, silent_on) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $12, FALSE, $17, $18)";
    STEP = "INSERT INTO handoff_step (tenant_id, file_id, number, place, event, stepped_at, stepped_on, stepped_by, words) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    MOVE = "UPDATE handoff SET home = $4, adult_on = $5, prepare_on = $6, status = $7, status_on = $8, seen = $9, letter = $10, silent_on = $11 \
            WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    START = "UPDATE handoff SET started_on = $4 WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
}

#[derive(FromRow)]
struct Row {
    handoff_id: Uuid,
    number: i64,
    partner_id: Uuid,
    domain: String,
    share_id: Uuid,
    consenter: String,
    question: Vec<u8>,
    sent_by: Uuid,
    sent_at: OffsetDateTime,
    sent_on: Date,
    home: Option<String>,
    adult_on: Option<Date>,
    prepare_on: Option<Date>,
    status: String,
    seen: bool,
    letter: Option<String>,
    silent_on: Option<Date>,
    until_on: Date,
    stopped_at: Option<OffsetDateTime>,
    failed: i64,
    gone: bool,
    doubted: bool,
    birth_year: Option<i64>,
    birth_month: Option<i64>,
    birth_day: Option<i64>,
}

#[derive(FromRow)]
struct StepRow {
    number: i64,
    place: i64,
    event: String,
    stepped_at: OffsetDateTime,
    stepped_on: Date,
    stepped_by: Option<Uuid>,
    words: Option<Vec<u8>>,
}

impl Row {
    fn handoff(self, keys: &FileKeys) -> Result<Handoff, StoreError> {
        let wrong = |what| StoreError::Inconsistent { table: "handoff", key: self.handoff_id.to_string(), what };
        let by = Consenter::from_code(&self.consenter).ok_or_else(|| wrong("whose yes"))?;
        let birth = birth(self.birth_year, self.birth_month, self.birth_day);
        Ok(Handoff {
            id: HandoffId(self.handoff_id),
            number: u32::try_from(self.number).map_err(|_| wrong("its number"))?,
            partner: PartnerId(self.partner_id),
            domain: Domain::from_code(&self.domain).ok_or_else(|| wrong("its domain"))?,
            share: ShareId(self.share_id),
            consent: Consent {
                by,
                until: self.until_on,
                withdrawn: self.stopped_at.is_some(),
                anew_on: anew_on(by, birth),
            },
            question: keys.read(Spot::handoff(self.number), &self.question).shown().into(),
            by: AccountId(self.sent_by),
            at: Moment { at: self.sent_at, day: self.sent_on },
            adult_on: self.adult_on,
            prepare_on: self.prepare_on,
            silent_on: self.silent_on,
            status: Status::from_code(&self.status).ok_or_else(|| wrong("unknown status"))?,
            seen: self.seen,
            unreached: self.failed > 0,
            gone: self.gone,
            doubted: self.doubted,
            letter: match self.letter.as_deref() {
                Some(code) => Some(Letter::from_code(code).ok_or_else(|| wrong("its letter"))?),
                None => None,
            },
            steps: Vec::new(),
            home: self.home,
        })
    }
}

impl StepRow {
    fn step(self, id: HandoffId, keys: &FileKeys) -> Result<Step, StoreError> {
        let wrong = |what| StoreError::Inconsistent { table: "handoff_step", key: id.to_string(), what };
        let read = |sealed: Vec<u8>| -> Personal<String> {
            keys.read(Spot::handoff_step(id, self.place), &sealed).shown().into()
        };
        Ok(Step {
            event: Event::from_code(&self.event).ok_or_else(|| wrong("unknown event"))?,
            at: Moment { at: self.stepped_at, day: self.stepped_on },
            by: self.stepped_by.map(AccountId),
            words: self.words.map(read),
        })
    }
}

/// The handoffs of a file, the first first, with their words.
///
/// # Errors
/// [`StoreError::Inconsistent`] where the status kept for lists is not that of the last step.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Handoff>, StoreError> {
    let found = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let keys = key::open(tx, tenant, file).await?;
    let mut all: Vec<Handoff> = found.into_iter().map(|row| row.handoff(&keys)).collect::<Result<_, _>>()?;
    for row in rows!(tx, StepRow, STEPS, tenant.0, file.0)? {
        if let Some(one) = all.iter_mut().find(|one| i64::from(one.number) == row.number) {
            one.steps.push(row.step(one.id, &keys)?);
        }
    }
    for one in &all {
        let walked = one.steps.iter().try_fold(Status::Sent, |status, step| status.on(step.event));
        if walked != Some(one.status) {
            let what = "it does not stand where its steps lead";
            return Err(StoreError::Inconsistent { table: "handoff", key: one.id.to_string(), what });
        }
    }
    Ok(all)
}

/// The handoff that a share is for, if it is for one.
pub(crate) async fn of_share(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    share: ShareId,
) -> Result<Option<Handoff>, StoreError> {
    Ok(of_file(tx, tenant, file).await?.into_iter().find(|one| one.share == share))
}

/// The file a handoff is about. Who may have it is decided on that file.
pub(crate) async fn file_of(tx: &mut Tx, tenant: TenantId, id: HandoffId) -> Result<FileId, StoreError> {
    row!(tx, (Uuid,), FILE, tenant.0, id.0)?.map(|(file,)| FileId(file)).ok_or(StoreError::NotFound)
}

/// One handoff of a file.
pub(super) async fn one(tx: &mut Tx, tenant: TenantId, file: FileId, id: HandoffId) -> Result<Handoff, StoreError> {
    of_file(tx, tenant, file).await?.into_iter().find(|one| one.id == id).ok_or(StoreError::NotFound)
}

/// The identifiers that stand in addresses of pages about the handoffs of a file.
pub(crate) async fn ids(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<HandoffId>, StoreError> {
    Ok(rows!(tx, (Uuid,), IDS, tenant.0, file.0)?.into_iter().map(|(id,)| HandoffId(id)).collect())
}

/// Writes a handoff that was sent.
pub(super) async fn add(tx: &mut Tx, tenant: TenantId, file: FileId, new: &Handoff) -> Result<(), StoreError> {
    let number = i64::from(new.number);
    let key = key::open_or_make(tx, tenant, file).await?;
    let question = key.seal(Spot::handoff(number), new.question.reveal())?;
    let (domain, consenter, status) = (new.domain.code(), new.consent.by.code(), new.status.code());
    let home = new.home.as_deref();
    run!(
        tx,
        ADD,
        tenant.0,
        file.0,
        number,
        new.id.0,
        new.partner.0,
        domain,
        new.share.0,
        consenter,
        question,
        new.by.0,
        new.at.at,
        new.at.day,
        home,
        new.adult_on,
        new.prepare_on,
        status,
        new.letter.map(Letter::code),
        new.silent_on
    )?;
    Ok(())
}

/// Writes the last step of a handoff, and where it stands since.
pub(super) async fn stepped(tx: &mut Tx, tenant: TenantId, file: FileId, after: &Handoff) -> Result<(), StoreError> {
    let step = after.steps.last().ok_or(StoreError::NotFound)?;
    let (number, place) = (i64::from(after.number), i64::try_from(after.steps.len()).unwrap_or(i64::MAX));
    let words = match &step.words {
        Some(words) => {
            let key = key::open_or_make(tx, tenant, file).await?;
            Some(key.seal(Spot::handoff_step(after.id, place), words.reveal())?)
        }
        None => None,
    };
    let (at, event, by) = (step.at, step.event.code(), step.by.map(|by| by.0));
    run!(tx, STEP, tenant.0, file.0, number, place, event, at.at, at.day, by, words)?;
    let (home, status, since) = (after.home.as_deref(), after.status.code(), after.since());
    let (adult, prepare) = (after.adult_on, after.prepare_on);
    let letter = after.letter.map(Letter::code);
    let (seen, silent) = (after.seen, after.silent_on);
    run!(tx, MOVE, tenant.0, file.0, number, home, adult, prepare, status, since, seen, letter, silent)?;
    if step.event == Event::Start {
        run!(tx, START, tenant.0, file.0, number, at.day)?;
    }
    Ok(())
}
