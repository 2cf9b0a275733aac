//! The projection of what is due: for each file, what has to be done from which day through which, by whom and by when,
//! so that a desk over thousands of files is sorted, counted and filtered by the database. Written with the row rights
//! ([`super::scope`]), from the same pure function that decides (`register::duty::due`).

use crate::StoreError;
use crate::db::Tx;
use crate::which::{MANY, marks};
use register::TenantId;
use register::agreement::Subject;
use register::duty::{Due, Duty, DutyKind, Found, Ground, Who, due_of};
use std::sync::LazyLock;
use time::Date;
use uuid::Uuid;

sql! {
    CLEAR_ONE = "DELETE FROM file_duty WHERE tenant_id = $1 AND file_id = $2";
    CLEAR_ALL = "DELETE FROM file_duty WHERE tenant_id = $1";
}

/// As [`CLEAR_ONE`], for many files.
static CLEAR_MANY: LazyLock<String> =
    LazyLock::new(|| format!("DELETE FROM file_duty WHERE tenant_id = $1 AND file_id IN ({})", marks(2, MANY)));

/// Sorts after every date: due, but without term.
pub(crate) const NO_TERM: &str = "9999-12-31";

/// A row of the projection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) from: Date,
    pub(crate) until: Date,
    /// Its place among what is due on the file.
    pub(crate) number: i64,
    pub(crate) kind: DutyKind,
    pub(crate) ground: Ground,
    pub(crate) who: Who,
    pub(crate) due_on: String,
    pub(crate) can_be_late: bool,
    pub(crate) subject: Uuid,
}

/// What a duty sorts on.
pub(crate) fn due_on(duty: &Duty) -> String {
    match duty.due {
        Due::By(day) => day.to_string(),
        Due::NoTerm => NO_TERM.to_owned(),
    }
}

/// The identifier of what a duty is about.
pub(crate) const fn subject(duty: &Duty) -> Uuid {
    match duty.subject {
        Subject::Application(id) => id.0,
        Subject::Enrolment(id) => id.0,
    }
}

/// What is due in a stretch of days in which nothing turns, of which `day` is one.
pub(crate) fn rows(found: &[Found], day: Date, from: Date, until: Date) -> Vec<Row> {
    // What is due by a day becomes overdue when that day goes by, or moves along with the days: the rules say which.
    let can_be_late = |duty: &Duty| {
        let Due::By(last) = duty.due else { return false };
        let Some(after) = last.next_day() else { return false };
        let later = due_of(found, after.max(day));
        later.iter().any(|d| (d.kind, d.subject) == (duty.kind, duty.subject) && d.is_overdue(after.max(day)))
    };
    let row = |(number, duty): (usize, &Duty)| Row {
        from,
        until,
        number: number as i64,
        kind: duty.kind,
        ground: duty.basis.ground(),
        who: duty.who,
        due_on: due_on(duty),
        can_be_late: duty.is_overdue(day) || can_be_late(duty),
        subject: subject(duty),
    };
    due_of(found, day).iter().enumerate().map(row).collect()
}

/// Adds the rows of a stretch: one that goes on where the same ended is the same row.
pub(crate) fn join(all: &mut Vec<Row>, stretch: Vec<Row>) {
    for row in stretch {
        let goes_on = |before: &&mut Row| {
            let same = Row { from: before.from, until: row.until, ..row.clone() };
            before.until.next_day() == Some(row.from) && same == Row { until: row.until, ..(**before).clone() }
        };
        match all.iter_mut().find(goes_on) {
            Some(before) => before.until = row.until,
            None => all.push(row),
        }
    }
}

/// Writes rows of some files, each with what the file sorts on.
pub(crate) async fn write(tx: &mut Tx, tenant: TenantId, rows: &[(Uuid, &str, Row)]) -> Result<(), StoreError> {
    insert_many!(
        tx,
        "INSERT INTO file_duty (tenant_id, file_id, begins, number, ends, kind, ground, who, due_on, can_be_late, subject_id, sort_key) ",
        rows,
        |out, (file, sort_key, row)| out
            .push_bind(tenant.0)
            .push_bind(*file)
            .push_bind(row.from)
            .push_bind(row.number)
            .push_bind(row.until)
            .push_bind(row.kind.code())
            .push_bind(row.ground.code())
            .push_bind(row.who.code())
            .push_bind(row.due_on.clone())
            .push_bind(row.can_be_late)
            .push_bind(row.subject)
            .push_bind((*sort_key).to_owned())
    )
}

/// Forgets what was due on a file.
pub(crate) async fn clear(tx: &mut Tx, tenant: TenantId, file: Uuid) -> Result<(), StoreError> {
    run!(tx, CLEAR_ONE, tenant.0, file)?;
    Ok(())
}

/// Forgets what was due on many files: as many identifiers as `which::filled_many` gives.
pub(crate) async fn clear_many(tx: &mut Tx, tenant: TenantId, files: &[Uuid]) -> Result<(), StoreError> {
    run_of!(tx, CLEAR_MANY.as_str(), tenant.0, files)?;
    Ok(())
}

/// Forgets what was due on all files of a school.
pub(crate) async fn clear_all(tx: &mut Tx, tenant: TenantId) -> Result<(), StoreError> {
    run!(tx, CLEAR_ALL, tenant.0)?;
    Ok(())
}
