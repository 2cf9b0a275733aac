//! The burdens of a file, as they are stored.

use crate::db::Tx;
use crate::file::key;
use crate::seal::{FileKey, Spot};
use crate::{StoreError, fresh};
use register::burden::{Burden, Element, Event, Finding, Outcome, Round, Second, Status, Turn, Works};
use register::{AccountId, BurdenId, FileId, Moment, Personal, TenantId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = "SELECT number, burden_id, adjustment, works, evidence, price, admitted, asked_by, asked_at, asked_on, status \
               FROM burden WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    ROUNDS = "SELECT number, place, outcome, reason, weighed_at, weighed_on, weighed_by, agrees, second, second_at, second_on, \
              second_by FROM burden_round WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
    FINDINGS = "SELECT number, place, element, heavy, words FROM burden_finding WHERE tenant_id = $1 AND file_id = $2";
    TURNS = "SELECT number, place, event, why, done_on, turned_at, turned_on, turned_by FROM burden_turn \
             WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
    FILE = "SELECT file_id FROM burden WHERE tenant_id = $1 AND burden_id = $2";
    /// Those of a file, for what erases its text.
    IDS = "SELECT burden_id FROM burden WHERE tenant_id = $1 AND file_id = $2";
    ADD = "INSERT INTO burden (tenant_id, file_id, number, burden_id, adjustment, works, evidence, price, admitted, asked_by, asked_at, \
           asked_on, status, status_on, stand) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $12, $14)";
    MOVE = "UPDATE burden SET status = $4, status_on = $5, stand = $6 WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    WEIGH = "INSERT INTO burden_round (tenant_id, file_id, number, place, outcome, reason, weighed_at, weighed_on, weighed_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    FIND = "INSERT INTO burden_finding (tenant_id, file_id, number, place, element, heavy, words) \
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
    SECOND = "UPDATE burden_round SET agrees = $5, second = $6, second_at = $7, second_on = $8, second_by = $9 \
              WHERE tenant_id = $1 AND file_id = $2 AND number = $3 AND place = $4";
    TURN = "INSERT INTO burden_turn (tenant_id, file_id, number, place, event, why, done_on, turned_at, turned_on, turned_by) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
}

#[derive(FromRow)]
struct Row {
    number: i64,
    burden_id: Uuid,
    adjustment: Vec<u8>,
    works: String,
    evidence: Vec<u8>,
    price: i64,
    admitted: bool,
    asked_by: Uuid,
    asked_at: OffsetDateTime,
    asked_on: Date,
    status: String,
}

#[derive(FromRow)]
struct RoundRow {
    number: i64,
    place: i64,
    outcome: String,
    reason: Vec<u8>,
    weighed_at: OffsetDateTime,
    weighed_on: Date,
    weighed_by: Uuid,
    agrees: Option<bool>,
    second: Option<Vec<u8>>,
    second_at: Option<OffsetDateTime>,
    second_on: Option<Date>,
    second_by: Option<Uuid>,
}

#[derive(FromRow)]
struct FindingRow {
    number: i64,
    place: i64,
    element: String,
    heavy: bool,
    words: Vec<u8>,
}

#[derive(FromRow)]
struct TurnRow {
    number: i64,
    place: i64,
    event: String,
    why: Vec<u8>,
    done_on: Option<Date>,
    turned_at: OffsetDateTime,
    turned_on: Date,
    turned_by: Uuid,
}

/// The burdens of a file, the first first, with their words.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Burden>, StoreError> {
    let found = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let keys = key::open(tx, tenant, file).await?;
    let wrong = |table, what| StoreError::Inconsistent { table, key: file.to_string(), what };
    let read = |spot, sealed: &[u8]| -> Personal<String> { keys.read(spot, sealed).shown().into() };
    let mut all = Vec::with_capacity(found.len());
    for row in found {
        all.push(Burden {
            id: BurdenId(row.burden_id),
            number: u32::try_from(row.number).map_err(|_| wrong("burden", "its number"))?,
            adjustment: read(Spot::burden(row.number), &row.adjustment),
            works: Works::from_code(&row.works).ok_or_else(|| wrong("burden", "whether it works"))?,
            evidence: read(Spot::burden_evidence(row.number), &row.evidence),
            price: u32::try_from(row.price).map_err(|_| wrong("burden", "its price"))?,
            admitted: row.admitted,
            by: AccountId(row.asked_by),
            at: Moment { at: row.asked_at, day: row.asked_on },
            status: Status::from_code(&row.status).ok_or_else(|| wrong("burden", "unknown status"))?,
            rounds: Vec::new(),
            turns: Vec::new(),
        });
    }
    let of = |all: &mut [Burden], number: i64| all.iter_mut().position(|one| i64::from(one.number) == number);
    for row in rows!(tx, RoundRow, ROUNDS, tenant.0, file.0)? {
        let Some(burden) = of(&mut all, row.number).and_then(|at| all.get_mut(at)) else { continue };
        let at = row.second_at.zip(row.second_on).map(|(at, day)| Moment { at, day });
        let second = row.agrees.zip(at).zip(row.second_by).map(|((agrees, at), by)| Second {
            agrees,
            words: row.second.as_ref().map(|words| read(Spot::burden_second(burden.id, row.place), words)),
            by: AccountId(by),
            at,
        });
        burden.rounds.push(Round {
            findings: Vec::new(),
            outcome: Outcome::from_code(&row.outcome).ok_or_else(|| wrong("burden_round", "unknown outcome"))?,
            reason: read(Spot::burden_reason(burden.id, row.place), &row.reason),
            by: AccountId(row.weighed_by),
            at: Moment { at: row.weighed_at, day: row.weighed_on },
            second,
        });
    }
    for row in rows!(tx, FindingRow, FINDINGS, tenant.0, file.0)? {
        let Some(burden) = of(&mut all, row.number).and_then(|at| all.get_mut(at)) else { continue };
        let element = Element::from_code(&row.element).ok_or_else(|| wrong("burden_finding", "unknown element"))?;
        let words = read(Spot::burden_finding(burden.id, element_place(row.place, element)), &row.words);
        let round = usize::try_from(row.place - 1).ok().and_then(|at| burden.rounds.get_mut(at));
        let round = round.ok_or_else(|| wrong("burden_finding", "of no round"))?;
        round.findings.push(Finding { element, heavy: row.heavy, words });
        round.findings.sort_by_key(|finding| finding.element);
    }
    for row in rows!(tx, TurnRow, TURNS, tenant.0, file.0)? {
        let Some(burden) = of(&mut all, row.number).and_then(|at| all.get_mut(at)) else { continue };
        let why = read(Spot::burden_turn(burden.id, row.place), &row.why);
        burden.turns.push(Turn {
            event: Event::from_code(&row.event).ok_or_else(|| wrong("burden_turn", "unknown event"))?,
            why,
            done: row.done_on,
            by: AccountId(row.turned_by),
            at: Moment { at: row.turned_at, day: row.turned_on },
        });
    }
    Ok(all)
}

/// The place of what was found of an element, among all that was found in the rounds of a burden.
pub(crate) fn element_place(round: i64, element: Element) -> i64 {
    let at = Element::ALL.iter().position(|one| *one == element).and_then(|at| i64::try_from(at).ok());
    round.saturating_mul(100).saturating_add(at.unwrap_or_default())
}

/// The file a burden is about. Who may have it is decided on that file.
pub(super) async fn file_of(tx: &mut Tx, tenant: TenantId, id: BurdenId) -> Result<FileId, StoreError> {
    row!(tx, (Uuid,), FILE, tenant.0, id.0)?.map(|(file,)| FileId(file)).ok_or(StoreError::NotFound)
}

/// The identifiers that stand in addresses of pages about the burdens of a file.
pub(crate) async fn ids(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<BurdenId>, StoreError> {
    Ok(rows!(tx, (Uuid,), IDS, tenant.0, file.0)?.into_iter().map(|(id,)| BurdenId(id)).collect())
}

/// Writes the first step.
pub(super) async fn add(tx: &mut Tx, tenant: TenantId, file: FileId, new: &Burden) -> Result<(), StoreError> {
    let number = i64::from(new.number);
    let key = key::open_or_make(tx, tenant, file).await?;
    let adjustment = key.seal(Spot::burden(number), new.adjustment.reveal())?;
    let evidence = key.seal(Spot::burden_evidence(number), new.evidence.reveal())?;
    let (works, price, by, at, status) = (new.works.code(), i64::from(new.price), new.by.0, new.at, new.status.code());
    run!(
        tx,
        ADD,
        tenant.0,
        file.0,
        number,
        new.id.0,
        adjustment,
        works,
        evidence,
        price,
        new.admitted,
        by,
        at.at,
        at.day,
        status,
        new.stand().code()
    )?;
    Ok(())
}

/// What a change to a burden wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrote {
    /// A round.
    Round,
    /// What somebody else found of the last one.
    Second,
    /// A turn.
    Turn,
}

/// Writes a change to a burden, and where it stands since.
pub(super) async fn changed(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    after: &Burden,
    wrote: Wrote,
    now: Moment,
) -> Result<(), StoreError> {
    let number = i64::from(after.number);
    let key = key::open_or_make(tx, tenant, file).await?;
    // What is arranged changes nothing about since when it is decided.
    let decided = after.decision().and_then(|round| round.second.as_ref()).map(|second| second.at.day);
    let (status, since, stand) = (after.status.code(), decided.unwrap_or(now.day), after.stand().code());
    run!(tx, MOVE, tenant.0, file.0, number, status, since, stand)?;
    match wrote {
        Wrote::Round => round(tx, (tenant, file), after, &key).await,
        Wrote::Second => {
            let place = i64::try_from(after.rounds.len()).unwrap_or(i64::MAX);
            let second = after.rounds.last().and_then(|round| round.second.as_ref()).ok_or(StoreError::NotFound)?;
            let words = match &second.words {
                Some(words) => Some(key.seal(Spot::burden_second(after.id, place), words.reveal())?),
                None => None,
            };
            let (at, by) = (second.at, second.by.0);
            run!(tx, SECOND, tenant.0, file.0, number, place, second.agrees, words, at.at, at.day, by)?;
            Ok(())
        }
        Wrote::Turn => {
            let place = i64::try_from(after.turns.len()).unwrap_or(i64::MAX);
            let last = after.turns.last().ok_or(StoreError::NotFound)?;
            let why = key.seal(Spot::burden_turn(after.id, place), last.why.reveal())?;
            let (event, at) = (last.event.code(), last.at);
            run!(tx, TURN, tenant.0, file.0, number, place, event, why, last.done, at.at, at.day, last.by.0)?;
            Ok(())
        }
    }
}

async fn round(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    after: &Burden,
    key: &FileKey,
) -> Result<(), StoreError> {
    let (number, place) = (i64::from(after.number), i64::try_from(after.rounds.len()).unwrap_or(i64::MAX));
    let last = after.rounds.last().ok_or(StoreError::NotFound)?;
    let reason = key.seal(Spot::burden_reason(after.id, place), last.reason.reveal())?;
    let (outcome, at) = (last.outcome.code(), last.at);
    run!(tx, WEIGH, tenant.0, file.0, number, place, outcome, reason, at.at, at.day, last.by.0)?;
    for finding in &last.findings {
        let spot = Spot::burden_finding(after.id, element_place(place, finding.element));
        let words = key.seal(spot, finding.words.reveal())?;
        run!(tx, FIND, tenant.0, file.0, number, place, finding.element.code(), finding.heavy, words)?;
    }
    Ok(())
}

pub(super) fn new_id() -> BurdenId {
    BurdenId(fresh::id())
}
