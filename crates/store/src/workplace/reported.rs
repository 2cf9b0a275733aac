//! Reports of discrimination as they are stored.

use crate::StoreError;
use crate::db::Tx;
use crate::file::key;
use crate::seal::Spot;
use register::workplace::report::{Decided, Event, Report, Side, Step};
use register::{AccountId, FileId, Moment, Personal, TenantId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = "SELECT number, workplace, words, own, noted_at, noted_on, noted_by, college, police, decided_at, decided_on, decided_by \
               FROM workplace_report WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    STEPS = "SELECT number, event, happened_on, words, noted_at, noted_on, noted_by FROM workplace_report_step \
             WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
}

#[derive(FromRow)]
struct Row {
    number: i64,
    workplace: i64,
    words: Vec<u8>,
    own: bool,
    noted_at: OffsetDateTime,
    noted_on: Date,
    noted_by: Uuid,
    college: Option<bool>,
    police: Option<bool>,
    decided_at: Option<OffsetDateTime>,
    decided_on: Option<Date>,
    decided_by: Option<Uuid>,
}

/// All of a file, the first first.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Report>, StoreError> {
    type Found = (i64, String, Date, Option<Vec<u8>>, OffsetDateTime, Date, Uuid);
    let rows = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let wrong = |what| StoreError::Inconsistent { table: "workplace_report", key: file.to_string(), what };
    let small = |value: i64| u32::try_from(value).map_err(|_| wrong("a number"));
    let keys = key::open(tx, tenant, file).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let decided = match (row.college, row.police, row.decided_at, row.decided_on, row.decided_by) {
            (Some(college), Some(police), Some(at), Some(day), Some(by)) => {
                Some(Decided { college, police, noted: (Moment { at, day }, AccountId(by)) })
            }
            (None, None, None, None, None) => None,
            _ => return Err(wrong("decided in part")),
        };
        all.push(Report {
            number: small(row.number)?,
            of: small(row.workplace)?,
            words: keys.read(Spot::report_words(row.number), &row.words).shown().into(),
            side: if row.own { Side::Student } else { Side::School },
            noted: (Moment { at: row.noted_at, day: row.noted_on }, AccountId(row.noted_by)),
            steps: Vec::new(),
            decided,
        });
    }
    for (number, event, on, words, at, day, by) in rows!(tx, Found, STEPS, tenant.0, file.0)? {
        let event = Event::from_code(&event).ok_or_else(|| wrong("unknown event"))?;
        let words = words.map(|sealed| Personal::new(keys.read(Spot::report_answer(number), &sealed).shown()));
        let step = Step { event, on, words, noted: (Moment { at, day }, AccountId(by)) };
        let of = all.iter_mut().find(|one| i64::from(one.number) == number);
        of.ok_or_else(|| wrong("a step of what is not there"))?.steps.push(step);
    }
    Ok(all)
}
