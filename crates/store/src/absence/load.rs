//! Absences as they are stored: reading and writing their rows.

use crate::StoreError;
use crate::db::Tx;
use crate::which::Which;
use register::absence::{Absence, Event, Turn};
use register::{AccountId, FileId, Moment, PersonId, TenantId};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = "SELECT number, since_on, qualified, noted_at, noted_on, noted_by FROM absence WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    TURNS = "SELECT number, event, on_day, turned_at, turned_on, turned_by FROM absence_turn \
             WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
    ADD = "INSERT INTO absence (tenant_id, file_id, number, since_on, qualified, noted_at, noted_on, noted_by) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    TURNED = "INSERT INTO absence_turn (tenant_id, file_id, number, place, event, on_day, turned_at, turned_on, turned_by) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
}

// Of each file all of them, which are few.
by_person! {
    absence_rows = "SELECT f.person_id, a.number, a.since_on, a.qualified, a.noted_at, a.noted_on, a.noted_by \
        FROM support_file f CROSS JOIN absence a WHERE f.tenant_id = $1 AND a.tenant_id = f.tenant_id AND a.file_id = f.file_id",
        "f.person_id", " ORDER BY a.number";
    turn_rows = "SELECT f.person_id, t.number, t.event, t.on_day, t.turned_at, t.turned_on, t.turned_by \
        FROM support_file f CROSS JOIN absence_turn t WHERE f.tenant_id = $1 AND t.tenant_id = f.tenant_id AND t.file_id = f.file_id",
        "f.person_id", " ORDER BY t.number, t.place";
}

type Row = (i64, Date, bool, OffsetDateTime, Date, Uuid);
type TurnRow = (i64, String, Date, OffsetDateTime, Date, Uuid);

fn absence((number, since, qualified, at, day, by): Row, key: Uuid) -> Result<Absence, StoreError> {
    let number = u32::try_from(number).map_err(|_| wrong("absence", key, "its number"))?;
    Ok(Absence { number, since, qualified, noted: (Moment { at, day }, AccountId(by)), turns: Vec::new() })
}

fn turned(all: &mut [Absence], (number, event, on, at, day, by): TurnRow, key: Uuid) -> Result<(), StoreError> {
    let event = Event::from_code(&event).ok_or_else(|| wrong("absence_turn", key, "unknown event"))?;
    let of = all.iter_mut().find(|one| i64::from(one.number) == number);
    let of = of.ok_or_else(|| wrong("absence_turn", key, "of what is not there"))?;
    of.turns.push(Turn { event, on, at: Moment { at, day }, by: AccountId(by) });
    Ok(())
}

fn wrong(table: &'static str, key: Uuid, what: &'static str) -> StoreError {
    StoreError::Inconsistent { table, key: key.simple().to_string(), what }
}

/// The absences of a file, the first first.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Absence>, StoreError> {
    let found = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    let mut all = found.into_iter().map(|row| absence(row, file.0)).collect::<Result<Vec<_>, _>>()?;
    if !all.is_empty() {
        for row in rows!(tx, TurnRow, TURNS, tenant.0, file.0)? {
            turned(&mut all, row, file.0)?;
        }
    }
    Ok(all)
}

/// The absences of these persons.
pub(crate) async fn of_persons(
    tx: &mut Tx,
    tenant: TenantId,
    which: Which<'_>,
) -> Result<Vec<(PersonId, Absence)>, StoreError> {
    type Whose = (Uuid, i64, Date, bool, OffsetDateTime, Date, Uuid);
    type WhoseTurn = (Uuid, i64, String, Date, OffsetDateTime, Date, Uuid);
    let mut all = Vec::new();
    for (person, number, since, qualified, at, day, by) in fetch!(tx, Whose, absence_rows, tenant, which)? {
        all.push((PersonId(person), absence((number, since, qualified, at, day, by), person)?));
    }
    if all.is_empty() {
        return Ok(all);
    }
    for (person, number, event, on, at, day, by) in fetch!(tx, WhoseTurn, turn_rows, tenant, which)? {
        let of = all.iter_mut().find(|(whose, one)| whose.0 == person && i64::from(one.number) == number);
        let Some((_, of)) = of else { return Err(wrong("absence_turn", person, "of what is not there")) };
        turned(std::slice::from_mut(of), (number, event, on, at, day, by), person)?;
    }
    Ok(all)
}

/// Writes a new one.
pub(super) async fn add(tx: &mut Tx, tenant: TenantId, file: FileId, new: &Absence) -> Result<(), StoreError> {
    let (at, by) = new.noted;
    run!(tx, ADD, tenant.0, file.0, i64::from(new.number), new.since, new.qualified, at.at, at.day, by.0)?;
    Ok(())
}

/// Writes what happened.
pub(super) async fn add_turn(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    of: &Absence,
    turn: &Turn,
) -> Result<(), StoreError> {
    let place = i64::try_from(of.turns.len()).unwrap_or(i64::MAX).saturating_add(1);
    let (number, event, at, by) = (i64::from(of.number), turn.event.code(), turn.at, turn.by.0);
    run!(tx, TURNED, tenant.0, file.0, number, place, event, turn.on, at.at, at.day, by)?;
    Ok(())
}
