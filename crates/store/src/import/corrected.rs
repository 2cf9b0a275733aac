//! Dates that a file corrects: what was known of them is kept, with what was found until then, in the transaction that
//! writes the new date. Few rows of a file do this, so what is found is computed for those alone, before and after.

use super::run::Run;
use super::tables::{Enrolment, Person};
use crate::application::Row as Application;
use crate::correction::written;
use crate::db::Tx;
use crate::file::facts;
use crate::which::{MANY, Which};
use crate::{StoreError, policy};
use register::agreement::Subject;
use register::correction::{Dated, Known, Said, no_longer, said};
use register::law::When;
use register::{PersonId, TenantId};
use std::collections::{BTreeMap, HashMap};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    LAST = "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM date_correction WHERE tenant_id = $1 AND person_id = $2";
    /// Of two imports the later one: it wrote last what both said.
    LATER = "
        SELECT import_id
        FROM import_run
        WHERE tenant_id = $1 AND import_id IN ($2, $3)
        ORDER BY imported_at DESC
        LIMIT 1";
    /// What was found of one who turns out to be another goes along, before the dates do: those say from where it counts on.
    MOVE_FINDINGS = "
        UPDATE date_correction_finding
        SET person_id = $3, number = number + (
            SELECT COALESCE(MAX(c.number), 0) FROM date_correction c WHERE c.tenant_id = $1 AND c.person_id = $3)
        WHERE tenant_id = $1 AND person_id = $2";
    MOVE_DATES = "
        UPDATE date_correction
        SET person_id = $3, number = number + (
            SELECT COALESCE(MAX(c.number), 0) FROM date_correction c WHERE c.tenant_id = $1 AND c.person_id = $3)
        WHERE tenant_id = $1 AND person_id = $2";
}

/// A date of somebody that a file corrects.
#[derive(Clone)]
pub(super) struct Corrected {
    person: Uuid,
    dated: Dated,
    /// The enrolment or application; none: the person.
    subject: Option<Uuid>,
    was: Option<Known>,
    is: Option<Known>,
    /// The import that last wrote it as it was; of two, the later.
    said_by: (Uuid, Option<Uuid>),
}

/// What is known of a date, before and after, where that corrects it.
type Change = (Dated, Option<Known>, Option<Known>);

fn corrects((dated, was, is): &Change) -> bool {
    dated.corrects(*was, *is)
}

/// Birth dates that are corrected.
pub(super) fn persons<'a>(
    kept: &'a HashMap<Uuid, Person>,
    written: &'a [Person],
) -> impl Iterator<Item = Corrected> + 'a {
    written.iter().filter_map(|now| {
        let before = kept.get(&now.person_id)?;
        let (was, is) = (before.birth().map(Known::Birth), now.birth().map(Known::Birth));
        Dated::Birth.corrects(was, is).then_some(Corrected {
            person: now.person_id,
            dated: Dated::Birth,
            subject: None,
            was,
            is,
            said_by: (before.import_id, before.names_import_id),
        })
    })
}

/// Days of enrolments that are corrected.
pub(super) fn enrolments(kept: &[Enrolment], written: &[Enrolment]) -> Vec<Corrected> {
    let written: HashMap<Uuid, &Enrolment> = written.iter().map(|row| (row.enrolment_id, row)).collect();
    let changes = |before: &Enrolment| {
        let now = written.get(&before.enrolment_id)?;
        let day = |day: Option<Date>| day.map(Known::day);
        let changes: [Change; 2] = [
            (Dated::EnrolledFrom, day(Some(before.begins)), day(Some(now.begins))),
            (Dated::EnrolledUntil, day(before.ended), day(now.ended)),
        ];
        let of = (before.person_id, before.enrolment_id, before.import_id);
        Some(changes.map(|change| (of, change)))
    };
    all(kept.iter().filter_map(changes).flatten())
}

/// Days of applications that are corrected.
pub(super) fn applications<'a>(kept: &[Application], written: impl Iterator<Item = &'a Application>) -> Vec<Corrected> {
    let written: HashMap<Uuid, &Application> = written.map(|row| (row.application_id, row)).collect();
    let changes = |before: &Application| {
        let now = written.get(&before.application_id)?;
        let decided = |row: &Application| row.decided_on.map(|day| Known::On(When { day, at: row.decided_at }));
        let starts = |row: &Application| row.starts_on.map(Known::day);
        let changes: [Change; 2] =
            [(Dated::Decided, decided(before), decided(now)), (Dated::StartsOn, starts(before), starts(now))];
        let of = (before.person_id, before.application_id, before.import_id);
        Some(changes.map(|change| (of, change)))
    };
    all(kept.iter().filter_map(changes).flatten())
}

fn all(changes: impl Iterator<Item = ((Uuid, Uuid, Uuid), Change)>) -> Vec<Corrected> {
    let corrected = changes.filter(|(_, change)| corrects(change));
    let corrected = corrected.map(|((person, subject, import), (dated, was, is))| Corrected {
        person,
        dated,
        subject: Some(subject),
        was,
        is,
        said_by: (import, None),
    });
    corrected.collect()
}

/// What is found of those whose dates are corrected: asked before the new dates are written, and after.
pub(super) async fn found(
    tx: &mut Tx,
    run: &Run,
    corrected: &[Corrected],
) -> Result<HashMap<Uuid, Vec<Said>>, StoreError> {
    let mut persons: Vec<PersonId> = corrected.iter().map(|one| PersonId(one.person)).collect();
    persons.sort_unstable();
    persons.dedup();
    let mut out = HashMap::new();
    if persons.is_empty() {
        return Ok(out);
    }
    let policy = policy::load(tx, run.tenant).await?;
    for few in persons.chunks(MANY) {
        for file in facts::load(tx, run.tenant, Which::these(few), &policy, run.today).await? {
            out.insert(file.person().0, said(&file.duty_facts(), &policy, run.today));
        }
    }
    Ok(out)
}

/// Keeps what was known, and what was found `before` and is not any more. Call it when everything else is written.
pub(super) async fn write(
    tx: &mut Tx,
    run: &Run,
    corrected: Vec<Corrected>,
    before: &HashMap<Uuid, Vec<Said>>,
) -> Result<(), StoreError> {
    let now = found(tx, run, &corrected).await?;
    for one in &corrected {
        if let Some(Known::Birth(birth)) = one.is {
            crate::handoff::born::anew(tx, run.tenant, one.person, birth).await?;
        }
    }
    let mut of: BTreeMap<Uuid, Vec<Corrected>> = BTreeMap::new();
    for one in corrected {
        of.entry(one.person).or_default().push(one);
    }
    let (mut dates, mut findings) = (Vec::new(), Vec::new());
    for (person, ones) in of {
        let (last,) = row!(tx, (i64,), LAST, run.tenant.0, person)?.unwrap_or_default();
        let said = |found: &HashMap<Uuid, Vec<Said>>| found.get(&person).cloned().unwrap_or_default();
        let gone = no_longer(&said(before), &said(&now)).into_iter();
        findings.extend(gone.zip(1_i64..).map(|(said, place)| (person, last + 1, place, said)));
        for (one, number) in ones.into_iter().zip(last + 1..) {
            let said_by = match one.said_by {
                (first, Some(second)) => {
                    row!(tx, (Uuid,), LATER, run.tenant.0, first, second)?.map_or(first, |(later,)| later)
                }
                (first, None) => first,
            };
            dates.push((number, said_by, one));
        }
    }
    type Columns = (Option<String>, Option<OffsetDateTime>);
    let columns =
        |known: Option<Known>| -> Columns { known.map(written).map_or((None, None), |(day, at)| (Some(day), at)) };
    insert_many!(
        tx,
        "INSERT INTO date_correction (tenant_id, person_id, number, dated, subject_id, was, was_at, became, became_at, \
         said_by, import_id, corrected_on) ",
        dates,
        |row, (number, said_by, one)| {
            let ((was, was_at), (became, became_at)) = (columns(one.was), columns(one.is));
            row.push_bind(run.tenant.0).push_bind(one.person).push_bind(*number).push_bind(one.dated.code());
            row.push_bind(one.subject).push_bind(was).push_bind(was_at).push_bind(became).push_bind(became_at);
            row.push_bind(*said_by).push_bind(run.import).push_bind(run.today);
        }
    )?;
    insert_many!(
        tx,
        "INSERT INTO date_correction_finding (tenant_id, person_id, number, place, about, subject_kind, subject_id, state, \
         due_on, done_on) ",
        findings,
        |row, (person, number, place, said)| {
            let (kind, subject) = match said.subject {
                Subject::Application(id) => ("application", id.0),
                Subject::Enrolment(id) => ("enrolment", id.0),
            };
            row.push_bind(run.tenant.0).push_bind(*person).push_bind(*number).push_bind(*place);
            row.push_bind(said.about.code()).push_bind(kind).push_bind(subject).push_bind(said.state.code());
            row.push_bind(said.due).push_bind(said.done);
        }
    )
}

/// Moves what was corrected for one who turns out to be another.
pub(super) async fn moved(tx: &mut Tx, tenant: TenantId, from: Uuid, to: Uuid) -> Result<(), StoreError> {
    run!(tx, MOVE_FINDINGS, tenant.0, from, to)?;
    run!(tx, MOVE_DATES, tenant.0, from, to)?;
    Ok(())
}
