//! A change to an agreement, as rows: just what the rules say changed, nothing rewritten.

use crate::db::Tx;
use crate::file::key;
use crate::seal::{FileKey, Spot};
use crate::{StoreError, fresh};
use register::agreement::{Agreement, Answerer, Change, Given, Line, Received, Subject, Version};
use register::{AgreementId, FileId, TenantId, VersionId};
use uuid::Uuid;

sql! {
    ADD = "INSERT INTO agreement (tenant_id, agreement_id, file_id) VALUES ($1, $2, $3)";
    ADD_VERSION = "INSERT INTO agreement_version (tenant_id, version_id, agreement_id, number, status, status_at, status_on, \
                   proposed_at, proposed_on, proposed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    ADD_SUBJECT = "INSERT INTO agreement_subject (tenant_id, version_id, kind, subject_id) VALUES ($1, $2, $3, $4)";
    ADD_LINE = "INSERT INTO agreement_line (tenant_id, version_id, position, measure_id, kind, text, text_typed, details, who, who_typed, place, level, \
                begins, ends) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    /// What the catalogue says of a measure.
    CATALOGUE = "SELECT text_nl, who FROM measure WHERE tenant_id = $1 AND measure_id = $2";
    ADD_ANSWER = "INSERT INTO agreement_answer (tenant_id, version_id, number, answered_by, guardian_id, account_id, answer, words, \
                  channel, answered_at, answered_on, noted_by, noted_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    ADD_TAKEN_BACK = "INSERT INTO agreement_taken_back (tenant_id, version_id, number, why, taken_at, taken_on, taken_by) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7)";
    ADD_REPLY = "INSERT INTO agreement_reply (tenant_id, version_id, number, words, replied_at, replied_on, replied_by) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7)";
    ADD_EVALUATION = "INSERT INTO agreement_evaluation (tenant_id, version_id, number, held_on, kept, outcome, words, noted_at, \
                      noted_on, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    ADD_EVALUATION_BACK = "INSERT INTO agreement_evaluation_back (tenant_id, version_id, number, why, taken_at, taken_on, taken_by) \
                           VALUES ($1, $2, $3, $4, $5, $6, $7)";
    ADD_CLOSED = "INSERT INTO agreement_closed (tenant_id, version_id, number, why, closed_at, closed_on, closed_by) \
                  VALUES ($1, $2, 1, $3, $4, $5, $6)";
    /// Only from the status the rules saw: two answers at once cannot both decide.
    MOVE = "UPDATE agreement_version SET status = $4, status_at = $5, status_on = $6 \
            WHERE tenant_id = $1 AND version_id = $2 AND status = $3";
}

/// The agreement of a file to propose on: as loaded, or a new one that is not stored yet.
pub(crate) fn of_file(loaded: Option<&Agreement>, file: FileId) -> Agreement {
    loaded.cloned().unwrap_or_else(|| Agreement::new(AgreementId(fresh::id()), file))
}

/// Writes a change.
pub(crate) async fn save(tx: &mut Tx, tenant: TenantId, is_new: bool, change: &Change) -> Result<(), StoreError> {
    let file = change.after.file;
    let file_key = key::open_or_make(tx, tenant, file).await?;
    if is_new {
        run!(tx, ADD, tenant.0, change.after.id.0, file.0)?;
    }
    if let Some(version) = change.proposed.and_then(|id| change.after.version(id)) {
        add_version(tx, tenant, change.after.id, version, &file_key).await?;
    }
    if let Some((version, given)) = &change.answered {
        add_answer(tx, tenant, *version, given, &file_key).await?;
    }
    if let Some((version, number, taken)) = &change.taken_back {
        let (number, at) = (i64::from(*number), taken.at);
        let why = file_key.seal(Spot::taken_back(*version, number), taken.why.reveal())?;
        run!(tx, ADD_TAKEN_BACK, tenant.0, version.0, number, why, at.at, at.day, taken.by.0)?;
    }
    if let Some((version, reply)) = &change.replied {
        let (number, at) = (i64::from(reply.number), reply.at);
        let words = file_key.seal(Spot::reply(*version, number), reply.words.reveal())?;
        run!(tx, ADD_REPLY, tenant.0, version.0, number, words, at.at, at.day, reply.by.0)?;
    }
    if let Some((version, one)) = &change.evaluated {
        let (number, at) = (i64::from(one.number), one.at);
        let seal =
            |words: &register::Personal<String>| file_key.seal(Spot::evaluation(*version, number), words.reveal());
        let words = one.words.as_ref().map(seal).transpose()?;
        let kept = one.kept.iter().map(|kept| kept.code()).collect::<Vec<_>>().join(",");
        let (on, outcome) = (one.held_on, one.outcome.code());
        run!(tx, ADD_EVALUATION, tenant.0, version.0, number, on, kept, outcome, words, at.at, at.day, one.by.0)?;
    }
    if let Some((version, number, taken)) = &change.evaluation_back {
        let (number, at) = (i64::from(*number), taken.at);
        let why = file_key.seal(Spot::evaluation_back(*version, number), taken.why.reveal())?;
        run!(tx, ADD_EVALUATION_BACK, tenant.0, version.0, number, why, at.at, at.day, taken.by.0)?;
    }
    if let Some((version, closed)) = &change.closed {
        let (why, at) = (file_key.seal(Spot::closed(*version, 1), closed.why.reveal())?, closed.at);
        run!(tx, ADD_CLOSED, tenant.0, version.0, why, at.at, at.day, closed.by.0)?;
    }
    for moved in &change.moved {
        let (from, to, at) = (moved.from.code(), moved.to.code(), moved.at);
        if run!(tx, MOVE, tenant.0, moved.version.0, from, to, at.at, at.day)? != 1 {
            return Err(StoreError::Inconsistent {
                table: "agreement_version",
                key: moved.version.to_string(),
                what: "its status moved between reading and writing",
            });
        }
    }
    Ok(())
}

async fn add_version(
    tx: &mut Tx,
    tenant: TenantId,
    agreement: AgreementId,
    version: &Version,
    file_key: &FileKey,
) -> Result<(), StoreError> {
    let (since, proposed) = (version.status_since, version.proposed);
    run!(
        tx,
        ADD_VERSION,
        tenant.0,
        version.id.0,
        agreement.0,
        i64::from(version.number),
        version.status.code(),
        since.at,
        since.day,
        proposed.at,
        proposed.day,
        version.proposed_by.0
    )?;
    for subject in &version.subjects {
        let (kind, id): (&str, Uuid) = match subject {
            Subject::Application(id) => ("application", id.0),
            Subject::Enrolment(id) => ("enrolment", id.0),
        };
        run!(tx, ADD_SUBJECT, tenant.0, version.id.0, kind, id)?;
    }
    for (position, line) in version.lines.iter().enumerate() {
        add_line(tx, tenant, version.id, position as i64, line, file_key).await?;
    }
    Ok(())
}

async fn add_line(
    tx: &mut Tx,
    tenant: TenantId,
    version: VersionId,
    position: i64,
    line: &Line,
    file_key: &FileKey,
) -> Result<(), StoreError> {
    let details = line.details.reveal();
    let sealed = |spot, text: &str| file_key.seal(spot, text);
    let details = (!details.is_empty()).then(|| sealed(Spot::line_details(version, position), details)).transpose()?;
    let (kind, place, level) = (line.kind.code(), line.place.code(), line.level.code());
    let measure = line.measure.map(|m| m.0);
    let of_catalogue = match measure {
        Some(id) => row!(tx, (String, String), CATALOGUE, tenant.0, id)?,
        None => None,
    };
    let (text, text_typed) = match &of_catalogue {
        Some((text, _)) if *text == line.text => (Some(line.text.as_str()), None),
        _ => (None, Some(sealed(Spot::line_text(version, position), &line.text)?)),
    };
    let (who, who_typed) = match &of_catalogue {
        Some((_, who)) if *who == line.who => (Some(line.who.as_str()), None),
        _ => (None, Some(sealed(Spot::line_who(version, position), &line.who)?)),
    };
    let (from, until) = (line.from, line.until);
    run!(
        tx, ADD_LINE, tenant.0, version.0, position, measure, kind, text, text_typed, details, who, who_typed, place,
        level, from, until
    )?;
    Ok(())
}

async fn add_answer(
    tx: &mut Tx,
    tenant: TenantId,
    version: VersionId,
    given: &Given,
    file_key: &FileKey,
) -> Result<(), StoreError> {
    let (by, guardian) = match given.by {
        Answerer::Student => ("student", None),
        Answerer::Guardian(id) => ("guardian", Some(id.0)),
    };
    let number = i64::from(given.number);
    let words = given.answer.words().map(|w| file_key.seal(Spot::answer(version, number), w.reveal())).transpose()?;
    let account = match given.received {
        Received::Online(account) => account.map(|account| account.0),
        Received::Noted(_) => None,
    };
    let (answer, channel, at) = (given.answer.code(), given.received.code(), given.at);
    let (noted_by, noted_on) = given.noted().map(|noted| (noted.by.0, noted.on)).unzip();
    run!(
        tx, ADD_ANSWER, tenant.0, version.0, number, by, guardian, account, answer, words, channel, at.at, at.day,
        noted_by, noted_on
    )?;
    Ok(())
}
