//! Dates that were corrected, as the page of a file tells it: what was known, what is known since, and what was found until
//! then. Written by the import that corrects (`import::corrected`), and never changed.

use crate::StoreError;
use crate::db::Tx;
use register::agreement::Subject;
use register::correction::{About, Dated, Known, Said};
use register::law::{State, When};
use register::{ApplicationId, BirthDate, EnrolmentId, PersonId, TenantId};
use std::collections::HashMap;
use time::{Date, Month, OffsetDateTime};
use uuid::Uuid;

sql! {
    DATES = "SELECT c.number, c.dated, c.was, c.was_at, c.became, c.became_at, c.corrected_on, c.import_id, r.kind, s.imported_at \
             FROM date_correction c \
             JOIN import_run r ON r.tenant_id = c.tenant_id AND r.import_id = c.import_id \
             LEFT JOIN import_run s ON s.tenant_id = c.tenant_id AND s.import_id = c.said_by \
             WHERE c.tenant_id = $1 AND c.person_id = $2 ORDER BY c.number";
    FINDINGS = "SELECT number, about, subject_kind, subject_id, state, due_on, done_on FROM date_correction_finding \
                WHERE tenant_id = $1 AND person_id = $2 ORDER BY number, place";
}

/// What one import corrected for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// On which day.
    pub on: Date,
    /// Which kind of file said so: `ro` or `students`.
    pub file: String,
    /// The dates.
    pub dates: Vec<CorrectedDate>,
    /// What was found until then and is not any more, or otherwise.
    pub found: Vec<Said>,
}

/// A date that was corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CorrectedDate {
    /// Which.
    pub dated: Dated,
    /// What was known of it; `None` when nothing was.
    pub was: Option<Known>,
    /// What is known since; `None` when nothing is.
    pub became: Option<Known>,
    /// The last time a file said it as it was, where that import is still known.
    pub said_at: Option<OffsetDateTime>,
}

type DateRow = (
    i64,
    String,
    Option<String>,
    Option<OffsetDateTime>,
    Option<String>,
    Option<OffsetDateTime>,
    Date,
    Uuid,
    String,
    Option<OffsetDateTime>,
);
type FindingRow = (i64, String, String, Uuid, String, Option<Date>, Option<Date>);

/// Everything that was corrected for a person, the last first.
pub(crate) async fn load(tx: &mut Tx, tenant: TenantId, person: PersonId) -> Result<Vec<Correction>, StoreError> {
    let dates = rows!(tx, DateRow, DATES, tenant.0, person.0)?;
    if dates.is_empty() {
        return Ok(Vec::new());
    }
    let mut found: HashMap<i64, Vec<Said>> = HashMap::new();
    for row in rows!(tx, FindingRow, FINDINGS, tenant.0, person.0)? {
        found.entry(row.0).or_default().push(said(&row).ok_or_else(|| impossible(person, "a finding of no kind"))?);
    }
    let mut all: Vec<(Uuid, Correction)> = Vec::new();
    for (number, dated, was, was_at, became, became_at, on, import, file, said_at) in dates {
        let date = || {
            let dated = Dated::from_code(&dated)?;
            let known = |text: Option<String>, at| text.map(|text| read(dated, &text, at).ok_or(())).transpose().ok();
            Some(CorrectedDate { dated, was: known(was, was_at)?, became: known(became, became_at)?, said_at })
        };
        let date = date().ok_or_else(|| impossible(person, "no date that can be corrected"))?;
        let found = found.remove(&number).unwrap_or_default();
        match all.last_mut().filter(|(last, _)| *last == import) {
            Some((_, correction)) => {
                correction.dates.push(date);
                correction.found.extend(found);
            }
            None => all.push((import, Correction { on, file, dates: vec![date], found })),
        }
    }
    Ok(all.into_iter().rev().map(|(_, correction)| correction).collect())
}

fn impossible(person: PersonId, what: &'static str) -> StoreError {
    StoreError::Inconsistent { table: "date_correction", key: person.0.simple().to_string(), what }
}

fn said((_, about, kind, subject, state, due, done): &FindingRow) -> Option<Said> {
    let subject = match kind.as_str() {
        "application" => Subject::Application(ApplicationId(*subject)),
        "enrolment" => Subject::Enrolment(EnrolmentId(*subject)),
        _ => return None,
    };
    let (about, state) = (About::from_code(about)?, State::from_code(state)?);
    Some(Said { about, subject, state, due: *due, done: *done })
}

/// What is known, as its columns: `yyyy-mm-dd`, with `00` where a day or month is unknown, and the instant.
pub(crate) fn written(known: Known) -> (String, Option<OffsetDateTime>) {
    match known {
        Known::Birth(birth) => {
            let (year, month, day) = birth.parts();
            (format!("{year:04}-{month:02}-{day:02}"), None)
        }
        Known::On(When { day, at }) => (day.to_string(), at),
    }
}

fn read(dated: Dated, text: &str, at: Option<OffsetDateTime>) -> Option<Known> {
    let mut parts = text.splitn(3, '-');
    let year: i32 = parts.next()?.parse().ok()?;
    let (month, day): (u8, u8) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    if dated == Dated::Birth {
        return BirthDate::from_parts(year, month, day).map(Known::Birth);
    }
    let day = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
    Some(Known::On(When { day, at }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    #[test]
    fn what_was_known_reads_back() {
        let hour = When { day: date!(2026 - 08 - 01), at: Some(datetime!(2026-08-01 09:30 UTC)) };
        let births =
            [(2008, 3, 5), (2008, 3, 0), (2008, 0, 0)].map(|(y, m, d)| BirthDate::from_parts(y, m, d).unwrap());
        let births = births.map(|birth| (Dated::Birth, Known::Birth(birth)));
        let days = [Known::day(date!(2024 - 02 - 29)), Known::On(hour)].map(|known| (Dated::Decided, known));
        for (dated, known) in births.into_iter().chain(days) {
            let (text, at) = written(known);
            assert_eq!(read(dated, &text, at), Some(known), "{text}");
        }
        for (dated, text) in [(Dated::Decided, "2026-03-00"), (Dated::Birth, "2026"), (Dated::Birth, "")] {
            assert_eq!(read(dated, text, None), None, "{text}");
        }
    }
}
