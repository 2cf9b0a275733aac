//! Points as they are stored: reading and writing their rows.

use crate::StoreError;
use crate::db::Tx;
use crate::file::facts::Loaded;
use crate::file::key;
use crate::seal::Spot;
use register::point::{Look, Outcome, Point, Turn};
use register::{AccountId, FileId, Moment, Personal, TenantId};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = "SELECT number, words, first_on, noted_at, noted_on, noted_by FROM point WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    LOOKS = "SELECT number, look_on, outcome, looked_at, looked_on, looked_by FROM point_look \
             WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, look";
    ADD = "INSERT INTO point (tenant_id, file_id, number, words, first_on, look_on, noted_at, noted_on, noted_by) \
           VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)";
    LOOKED = "INSERT INTO point_look (tenant_id, file_id, number, look, look_on, outcome, looked_at, looked_on, looked_by) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    MOVE = "UPDATE point SET look_on = $4 WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
}

/// All points of a file, the first first, with their words.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Point>, StoreError> {
    type Noted = (i64, Vec<u8>, Date, OffsetDateTime, Date, Uuid);
    type Looked = (i64, Option<Date>, Option<String>, OffsetDateTime, Date, Uuid);
    let noted = rows!(tx, Noted, OF_FILE, tenant.0, file.0)?;
    if noted.is_empty() {
        return Ok(Vec::new());
    }
    let keys = key::open(tx, tenant, file).await?;
    let wrong = |what| StoreError::Inconsistent { table: "point", key: file.to_string(), what };
    let mut points = Vec::with_capacity(noted.len());
    for (number, words, first, at, day, by) in noted {
        points.push(Point {
            number: u32::try_from(number).map_err(|_| wrong("its number"))?,
            words: Personal::new(keys.read(Spot::point(number), &words).shown()),
            noted: (Moment { at, day }, AccountId(by)),
            first,
            looks: Vec::new(),
        });
    }
    for (number, again, outcome, at, day, by) in rows!(tx, Looked, LOOKS, tenant.0, file.0)? {
        let turn = match (again, outcome.as_deref()) {
            (Some(day), None) => Turn::Again(day),
            (None, Some(code)) => Turn::Ended(Outcome::from_code(code).ok_or_else(|| wrong("unknown outcome"))?),
            (Some(_), Some(_)) | (None, None) => return Err(wrong("a look without an end, or with two")),
        };
        let of = points.iter_mut().find(|point| i64::from(point.number) == number);
        let of = of.ok_or_else(|| wrong("a look at what is not there"))?;
        of.looks.push(Look { at: Moment { at, day }, by: AccountId(by), turn });
    }
    Ok(points)
}

/// Those of a file that have not ended; nothing is read where there are none.
pub(crate) async fn open(tx: &mut Tx, tenant: TenantId, file: &Loaded) -> Result<Vec<Point>, StoreError> {
    if file.look_again.is_none() {
        return Ok(Vec::new());
    }
    let mut points = of_file(tx, tenant, file.file).await?;
    points.retain(|point| point.look_on().is_some());
    Ok(points)
}

/// Writes a new one.
pub(super) async fn add(tx: &mut Tx, tenant: TenantId, file: FileId, new: &Point) -> Result<(), StoreError> {
    let (number, (at, by)) = (i64::from(new.number), new.noted);
    let words = key::open_or_make(tx, tenant, file).await?.seal(Spot::point(number), new.words.reveal())?;
    run!(tx, ADD, tenant.0, file.0, number, words, new.first, at.at, at.day, by.0)?;
    Ok(())
}

/// Writes what came of a look.
pub(super) async fn add_look(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    of: &Point,
    look: &Look,
) -> Result<(), StoreError> {
    let (again, outcome) = match look.turn {
        Turn::Again(day) => (Some(day), None),
        Turn::Ended(outcome) => (None, Some(outcome.code())),
    };
    let place = i64::try_from(of.looks.len()).unwrap_or(i64::MAX).saturating_add(1);
    let (number, at) = (i64::from(of.number), look.at);
    run!(tx, LOOKED, tenant.0, file.0, number, place, again, outcome, at.at, at.day, look.by.0)?;
    run!(tx, MOVE, tenant.0, file.0, number, again)?;
    Ok(())
}
