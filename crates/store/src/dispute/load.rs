//! The disputes of a file, as they are stored.

use crate::db::Tx;
use crate::file::key;
use crate::seal::Spot;
use crate::told::ToldRow;
use crate::{StoreError, calendar, fresh};
use register::agreement::Answerer;
use register::dispute::{Age, Attached, Back, Dispute, Event, Outcome, Status, Step, Subject, Thing, Todo};
use register::law::{Calendar, Urgency};
use register::{AccountId, BurdenId, DisputeId, ExamId, FileId, GuardianId, Moment, Personal, TenantId, VersionId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = "SELECT number, dispute_id, subject, words, wish, known_on, urgency, urgent_words, guardian_id, lodged_by, lodged_at, \
               lodged_on, status FROM dispute WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    STEPS = "SELECT number, place, event, words, outcome, stepped_by, stepped_at, stepped_on, told, told_on, told_at, told_by, \
             again_by, age, parents, parents_on, parents_at, parents_by FROM dispute_step \
             WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
    ATTACHED = "SELECT number, kind, thing, attached_at, attached_on, taken_at, taken_on FROM dispute_attached \
                WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
    FILE = "SELECT file_id FROM dispute WHERE tenant_id = $1 AND dispute_id = $2";
    /// Those of a file, for what erases its text.
    IDS = "SELECT dispute_id FROM dispute WHERE tenant_id = $1 AND file_id = $2";
    ADD = "INSERT INTO dispute (tenant_id, file_id, number, dispute_id, subject, words, wish, known_on, urgency, urgent_words, guardian_id, \
           lodged_by, lodged_at, lodged_on, status, order_on, due_on, stand) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    MOVE = "UPDATE dispute SET status = $4, urgency = $5, order_on = $6, due_on = $7, stand = $8, to_tell = $9, back = $10, back_on = $11, \
            todo = $12, todo_on = $13 WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    STEP = "INSERT INTO dispute_step (tenant_id, file_id, number, place, event, words, outcome, stepped_by, stepped_at, stepped_on, again_by, age) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    PARENTS = "UPDATE dispute_step SET age = $5, parents = $6, parents_on = $7, parents_at = $8, parents_by = $9 \
               WHERE tenant_id = $1 AND file_id = $2 AND number = $3 AND place = $4 AND parents IS NULL";
    TOLD = "UPDATE dispute_step SET told = $5, told_on = $6, told_at = $7, told_by = $8 \
            WHERE tenant_id = $1 AND file_id = $2 AND number = $3 AND place = $4 AND told IS NULL";
    /// Of disputes that one brought: a guardian, or (`$4` absent) the student.
    NOT_TOLD = "UPDATE dispute_step SET told = NULL, told_on = NULL, told_at = NULL, told_by = NULL \
                WHERE tenant_id = $1 AND file_id = $2 AND told = 'mail' AND told_at = $3 AND EXISTS (SELECT 1 FROM dispute d \
                WHERE d.tenant_id = $1 AND d.file_id = $2 AND d.number = dispute_step.number \
                AND COALESCE(d.guardian_id, d.file_id) = COALESCE($4, d.file_id))";
    PARENTS_NOT_TOLD = "UPDATE dispute_step SET parents = NULL, parents_on = NULL, parents_at = NULL, parents_by = NULL \
                        WHERE tenant_id = $1 AND file_id = $2 AND parents = 'mail' AND parents_at = $3";
    ATTACH = "INSERT INTO dispute_attached (tenant_id, file_id, number, place, kind, thing, attached_at, attached_on) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    TAKE = "UPDATE dispute_attached SET taken_at = $5, taken_on = $6 \
            WHERE tenant_id = $1 AND file_id = $2 AND number = $3 AND place = $4 AND taken_at IS NULL";
}

#[derive(FromRow)]
struct Row {
    number: i64,
    dispute_id: Uuid,
    subject: String,
    words: Vec<u8>,
    wish: Option<Vec<u8>>,
    known_on: Option<Date>,
    urgency: String,
    urgent_words: Option<Vec<u8>>,
    guardian_id: Option<Uuid>,
    lodged_by: Uuid,
    lodged_at: OffsetDateTime,
    lodged_on: Date,
    status: String,
}

#[derive(FromRow)]
struct StepRow {
    number: i64,
    place: i64,
    event: String,
    words: Option<Vec<u8>>,
    outcome: Option<String>,
    stepped_by: Uuid,
    stepped_at: OffsetDateTime,
    stepped_on: Date,
    #[sqlx(flatten)]
    told: ToldRow,
    again_by: Option<Date>,
    age: Option<String>,
    parents: Option<String>,
    parents_on: Option<Date>,
    parents_at: Option<OffsetDateTime>,
    parents_by: Option<Uuid>,
}

type AttachedRow = (i64, String, Uuid, OffsetDateTime, Date, Option<OffsetDateTime>, Option<Date>);

/// How a thing is stored.
const fn coded(thing: Thing) -> (&'static str, Uuid) {
    match thing {
        Thing::Version(id) => ("version", id.0),
        Thing::Exam(id) => ("exam", id.0),
        Thing::Burden(id) => ("burden", id.0),
    }
}

fn thing(kind: &str, id: Uuid) -> Option<Thing> {
    match kind {
        "version" => Some(Thing::Version(VersionId(id))),
        "exam" => Some(Thing::Exam(ExamId(id))),
        "burden" => Some(Thing::Burden(BurdenId(id))),
        _ => None,
    }
}

/// The disputes of a file, the first first, with their words.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Dispute>, StoreError> {
    let found = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let keys = key::open(tx, tenant, file).await?;
    let wrong = |table, what| StoreError::Inconsistent { table, key: file.to_string(), what };
    let read = |spot, sealed: &[u8]| -> Personal<String> { keys.read(spot, sealed).shown().into() };
    let mut all: Vec<Dispute> = Vec::with_capacity(found.len());
    for row in found {
        all.push(Dispute {
            id: DisputeId(row.dispute_id),
            number: u32::try_from(row.number).map_err(|_| wrong("dispute", "its number"))?,
            subject: Subject::from_code(&row.subject).ok_or_else(|| wrong("dispute", "unknown subject"))?,
            words: read(Spot::dispute(row.number), &row.words),
            wish: row.wish.as_ref().map(|sealed| read(Spot::dispute_wish(row.number), sealed)),
            known_on: row.known_on,
            urgency: Urgency::from_code(&row.urgency).ok_or_else(|| wrong("dispute", "unknown urgency"))?,
            urgent_words: row.urgent_words.as_ref().map(|sealed| read(Spot::dispute_urgent(row.number), sealed)),
            by: row.guardian_id.map_or(Answerer::Student, |id| Answerer::Guardian(GuardianId(id))),
            account: AccountId(row.lodged_by),
            at: Moment { at: row.lodged_at, day: row.lodged_on },
            status: Status::from_code(&row.status).ok_or_else(|| wrong("dispute", "unknown status"))?,
            steps: Vec::new(),
            attached: Vec::new(),
        });
    }
    for row in rows!(tx, StepRow, STEPS, tenant.0, file.0)? {
        let Some(dispute) = all.iter_mut().find(|one| i64::from(one.number) == row.number) else { continue };
        let outcome = match row.outcome.as_deref() {
            Some(code) => Some(Outcome::from_code(code).ok_or_else(|| wrong("dispute_step", "unknown outcome"))?),
            None => None,
        };
        let words = row.words.as_ref().map(|sealed| read(Spot::dispute_step(dispute.id, row.place), sealed));
        let age = match row.age.as_deref() {
            Some(code) => Some(Age::from_code(code).ok_or_else(|| wrong("dispute_step", "unknown age"))?),
            None => None,
        };
        let parents = ToldRow::of(row.parents, row.parents_on, row.parents_at, row.parents_by);
        dispute.steps.push(Step {
            event: Event::from_code(&row.event).ok_or_else(|| wrong("dispute_step", "unknown event"))?,
            words,
            outcome,
            by: AccountId(row.stepped_by),
            at: Moment { at: row.stepped_at, day: row.stepped_on },
            told: row.told.read(|what| wrong("dispute_step", what))?,
            again_by: row.again_by,
            age,
            parents: parents.read(|what| wrong("dispute_step", what))?,
        });
    }
    for (number, kind, id, at, day, taken_at, taken_on) in rows!(tx, AttachedRow, ATTACHED, tenant.0, file.0)? {
        let Some(dispute) = all.iter_mut().find(|one| i64::from(one.number) == number) else { continue };
        dispute.attached.push(Attached {
            thing: thing(&kind, id).ok_or_else(|| wrong("dispute_attached", "unknown kind"))?,
            at: Moment { at, day },
            taken: taken_at.zip(taken_on).map(|(at, day)| Moment { at, day }),
        });
    }
    Ok(all)
}

/// One of a file.
pub(super) async fn one(tx: &mut Tx, tenant: TenantId, file: FileId, id: DisputeId) -> Result<Dispute, StoreError> {
    of_file(tx, tenant, file).await?.into_iter().find(|one| one.id == id).ok_or(StoreError::NotFound)
}

/// The file a dispute is about. Who may have it is decided on that file.
pub(super) async fn file_of(tx: &mut Tx, tenant: TenantId, id: DisputeId) -> Result<FileId, StoreError> {
    row!(tx, (Uuid,), FILE, tenant.0, id.0)?.map(|(file,)| FileId(file)).ok_or(StoreError::NotFound)
}

/// The identifiers that stand in addresses of pages about the disputes of a file.
pub(crate) async fn ids(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<DisputeId>, StoreError> {
    Ok(rows!(tx, (Uuid,), IDS, tenant.0, file.0)?.into_iter().map(|(id,)| DisputeId(id)).collect())
}

/// Writes a dispute.
pub(super) async fn add(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    new: &Dispute,
    calendar: &Calendar,
) -> Result<(), StoreError> {
    let number = i64::from(new.number);
    let key = key::open_or_make(tx, tenant, file).await?;
    let words = key.seal(Spot::dispute(number), new.words.reveal())?;
    let sealed = |spot, text: &Option<Personal<String>>| match text {
        Some(text) => key.seal(spot, text.reveal()).map(Some),
        None => Ok(None),
    };
    let wish = sealed(Spot::dispute_wish(number), &new.wish)?;
    let urgent = sealed(Spot::dispute_urgent(number), &new.urgent_words)?;
    let guardian = match new.by {
        Answerer::Student => None,
        Answerer::Guardian(id) => Some(id.0),
    };
    let (subject, urgency, status, by, at) =
        (new.subject.code(), new.urgency.code(), new.status.code(), new.account.0, new.at);
    run!(
        tx,
        ADD,
        tenant.0,
        file.0,
        number,
        new.id.0,
        subject,
        words,
        wish,
        new.known_on,
        urgency,
        urgent,
        guardian,
        by,
        at.at,
        at.day,
        status,
        new.ordered_on(calendar, at.day),
        new.owed(calendar).first(),
        new.stand().code()
    )?;
    Ok(())
}

/// Writes the last step and what was told with it, and where it stands since.
pub(super) async fn stepped(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    after: &Dispute,
    calendar: &Calendar,
    now: Moment,
) -> Result<(), StoreError> {
    let (number, place) = (i64::from(after.number), i64::try_from(after.steps.len()).unwrap_or(i64::MAX));
    let last = after.steps.last().ok_or(StoreError::NotFound)?;
    let key = key::open_or_make(tx, tenant, file).await?;
    let words = match &last.words {
        Some(words) => Some(key.seal(Spot::dispute_step(after.id, place), words.reveal())?),
        None => None,
    };
    let (event, outcome, by, at) = (last.event.code(), last.outcome.map(Outcome::code), last.by.0, last.at);
    let (again, age) = (last.again_by, last.age.map(Age::code));
    run!(tx, STEP, tenant.0, file.0, number, place, event, words, outcome, by, at.at, at.day, again, age)?;
    told(tx, (tenant, file), after, calendar, now).await
}

/// Writes what was told, and where it stands since.
pub(super) async fn told(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    after: &Dispute,
    calendar: &Calendar,
    now: Moment,
) -> Result<(), StoreError> {
    let number = i64::from(after.number);
    for (place, step) in (1_i64..).zip(&after.steps) {
        if let Some(told) = step.told {
            let (means, on, at, by) = (told.means.code(), told.on, told.at.at, told.by.0);
            run!(tx, TOLD, tenant.0, file.0, number, place, means, on, at, by)?;
        }
        if let Some(age) = step.age {
            let told = step.parents;
            let (means, on) = (told.map(|told| told.means.code()), told.map(|told| told.on));
            let (at, by) = (told.map(|told| told.at.at), told.map(|told| told.by.0));
            run!(tx, PARENTS, tenant.0, file.0, number, place, age.code(), means, on, at, by)?;
        }
    }
    let (status, urgency, stand) = (after.status.code(), after.urgency.code(), after.stand().code());
    let (order, due) = (after.ordered_on(calendar, now.day), after.owed(calendar).first());
    let tells = after.untold().next().is_some();
    let (back, back_on) = (after.back().map(Back::code), after.back_on(calendar));
    let (todo, todo_on) = (after.todo().map(Todo::code), after.todo_on());
    run!(tx, MOVE, tenant.0, file.0, number, status, urgency, order, due, stand, tells, back, back_on, todo, todo_on)?;
    Ok(())
}

/// A mail of that moment did not arrive: what it told is to be told, to who brought a dispute (`missed`: those to whom none of these
/// mails went) and to the parents. Whether it told something.
pub(crate) async fn not_told(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    at: OffsetDateTime,
    (missed, parents): (&[Option<GuardianId>], bool),
    now: Moment,
) -> Result<bool, StoreError> {
    let mut gone = 0;
    for who in missed {
        gone += run!(tx, NOT_TOLD, tenant.0, file.0, at, who.map(|guardian| guardian.0))?;
    }
    if parents {
        gone += run!(tx, PARENTS_NOT_TOLD, tenant.0, file.0, at)?;
    }
    if gone == 0 {
        return Ok(false);
    }
    let counted = calendar::load(tx, tenant).await?;
    for dispute in of_file(tx, tenant, file).await? {
        told(tx, (tenant, file), &dispute, &counted.days, now).await?;
    }
    Ok(true)
}

/// Writes what was attached, and what was taken away.
pub(super) async fn attached(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    before: &Dispute,
    after: &Dispute,
) -> Result<(), StoreError> {
    let number = i64::from(after.number);
    for (place, one) in (1_i64..).zip(&after.attached) {
        let known = usize::try_from(place - 1).ok().and_then(|at| before.attached.get(at));
        match (known, one.taken) {
            (None, _) => {
                let (kind, id) = coded(one.thing);
                run!(tx, ATTACH, tenant.0, file.0, number, place, kind, id, one.at.at, one.at.day)?;
            }
            (Some(known), Some(taken)) if known.taken.is_none() => {
                run!(tx, TAKE, tenant.0, file.0, number, place, taken.at, taken.day)?;
            }
            (Some(_), _) => {}
        }
    }
    Ok(())
}

pub(super) fn new_id() -> DisputeId {
    DisputeId(fresh::id())
}
