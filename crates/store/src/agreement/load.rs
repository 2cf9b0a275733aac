//! Rows to agreements. With `Texts::Closed` no sealed text is opened: for decisions, lists and duties.

use crate::StoreError;
use crate::db::Tx;
use crate::file::key::FileKeys;
use crate::seal::Spot;
use crate::which::Which;
use register::agreement::{
    Agreement, Answer, Answerer, Channel, Evaluation, Given, Kept, Line, LineDraft, Noted, ONLINE, Outcome, Received,
    Reply, Status, Subject, TakenBack, Version,
};
use register::catalogue::{Level, MeasureKind, Place};
use register::{
    AccountId, AgreementId, ApplicationId, EnrolmentId, FileId, GuardianId, MeasureId, Moment, TenantId, VersionId,
};
use sqlx_macros::FromRow;
use std::collections::HashMap;
use time::{Date, OffsetDateTime};

// `CROSS JOIN` keeps SQLite to this order, file first: left to itself it reads every agreement of the school
// (`tests/plans.rs`).
macro_rules! of_files {
    ($columns:literal, $table:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM support_file f \
             CROSS JOIN agreement a CROSS JOIN agreement_version v ",
            $table,
            "f.tenant_id = $1 AND a.tenant_id = f.tenant_id AND a.file_id = f.file_id \
             AND v.tenant_id = a.tenant_id AND v.agreement_id = a.agreement_id"
        )
    };
}
macro_rules! versions {
    () => {
        of_files!(
            "f.file_id, a.agreement_id, v.version_id, v.number, v.status, v.status_at, v.status_on, v.proposed_at, v.proposed_on, v.proposed_by, \
             c.why, c.closed_at, c.closed_on, c.closed_by",
            "LEFT JOIN agreement_closed c ON c.tenant_id = v.tenant_id AND c.version_id = v.version_id AND c.number = 1 WHERE "
        )
    };
}
macro_rules! subjects {
    () => {
        of_files!(
            "s.version_id, s.kind, s.subject_id",
            "CROSS JOIN agreement_subject s WHERE s.tenant_id = v.tenant_id AND s.version_id = v.version_id AND "
        )
    };
}
macro_rules! lines {
    () => {
        of_files!(
            "l.version_id, l.position, l.measure_id, l.kind, l.text, l.text_typed, l.details, l.who, l.who_typed, l.place, l.level, l.begins, l.ends",
            "CROSS JOIN agreement_line l WHERE l.tenant_id = v.tenant_id AND l.version_id = v.version_id AND "
        )
    };
}
macro_rules! answers {
    () => {
        of_files!(
            "n.version_id, n.number, n.answered_by, n.guardian_id, n.account_id, n.answer, n.words, n.channel, n.answered_at, n.answered_on, n.noted_by, n.noted_on, \
             b.why, b.taken_at, b.taken_on, b.taken_by",
            "CROSS JOIN agreement_answer n LEFT JOIN agreement_taken_back b \
             ON b.tenant_id = n.tenant_id AND b.version_id = n.version_id AND b.number = n.number \
             WHERE n.tenant_id = v.tenant_id AND n.version_id = v.version_id AND "
        )
    };
}
macro_rules! replies {
    () => {
        of_files!(
            "y.version_id, y.number, y.words, y.replied_at, y.replied_on, y.replied_by",
            "CROSS JOIN agreement_reply y WHERE y.tenant_id = v.tenant_id AND y.version_id = v.version_id AND "
        )
    };
}

macro_rules! evaluations {
    () => {
        of_files!(
            "x.version_id, x.number, x.held_on, x.kept, x.outcome, x.words, x.noted_at, x.noted_on, x.noted_by, \
             b.why, b.taken_at, b.taken_on, b.taken_by",
            "CROSS JOIN agreement_evaluation x LEFT JOIN agreement_evaluation_back b \
             ON b.tenant_id = x.tenant_id AND b.version_id = x.version_id AND b.number = x.number \
             WHERE x.tenant_id = v.tenant_id AND x.version_id = v.version_id AND "
        )
    };
}

by_person! {
    version_rows = versions!(), "f.person_id", " ORDER BY v.agreement_id, v.number";
    subject_rows = subjects!(), "f.person_id", "";
    line_rows = lines!(), "f.person_id", " ORDER BY l.version_id, l.position";
    answer_rows = answers!(), "f.person_id", " ORDER BY n.version_id, n.number";
    reply_rows = replies!(), "f.person_id", " ORDER BY y.version_id, y.number";
    evaluation_rows = evaluations!(), "f.person_id", " ORDER BY x.version_id, x.number";
}

/// Whether sealed texts are opened.
#[derive(Clone, Copy)]
pub(crate) enum Texts<'a> {
    /// They stay sealed: details are empty, words too, and what was typed is [`CLOSED`].
    Closed,
    /// The measures are opened; what someone answered in words stays closed.
    Measures(&'a FileKeys),
    /// They are opened with the file's keys.
    Open(&'a FileKeys),
}

/// Stands for a text that a line must have, where none is opened.
const CLOSED: &str = "[sealed]";

#[derive(Debug, Clone, FromRow)]
struct VersionRow {
    file_id: uuid::Uuid,
    agreement_id: uuid::Uuid,
    version_id: uuid::Uuid,
    number: i64,
    status: String,
    status_at: OffsetDateTime,
    status_on: Date,
    proposed_at: OffsetDateTime,
    proposed_on: Date,
    proposed_by: uuid::Uuid,
    why: Option<Vec<u8>>,
    closed_at: Option<OffsetDateTime>,
    closed_on: Option<Date>,
    closed_by: Option<uuid::Uuid>,
}

#[derive(Debug, Clone, FromRow)]
struct LineRow {
    version_id: uuid::Uuid,
    position: i64,
    measure_id: Option<uuid::Uuid>,
    kind: String,
    text: Option<String>,
    text_typed: Option<Vec<u8>>,
    details: Option<Vec<u8>>,
    who: Option<String>,
    who_typed: Option<Vec<u8>>,
    place: String,
    level: String,
    begins: Date,
    ends: Option<Date>,
}

#[derive(Debug, Clone, FromRow)]
struct AnswerRow {
    version_id: uuid::Uuid,
    number: i64,
    answered_by: String,
    guardian_id: Option<uuid::Uuid>,
    account_id: Option<uuid::Uuid>,
    answer: String,
    words: Option<Vec<u8>>,
    channel: String,
    answered_at: OffsetDateTime,
    answered_on: Date,
    noted_by: Option<uuid::Uuid>,
    noted_on: Option<Date>,
    why: Option<Vec<u8>>,
    taken_at: Option<OffsetDateTime>,
    taken_on: Option<Date>,
    taken_by: Option<uuid::Uuid>,
}

#[derive(Debug, Clone, FromRow)]
struct ReplyRow {
    version_id: uuid::Uuid,
    number: i64,
    words: Vec<u8>,
    replied_at: OffsetDateTime,
    replied_on: Date,
    replied_by: uuid::Uuid,
}

#[derive(Debug, Clone, FromRow)]
struct EvaluationRow {
    version_id: uuid::Uuid,
    number: i64,
    held_on: Date,
    kept: String,
    outcome: String,
    words: Option<Vec<u8>>,
    noted_at: OffsetDateTime,
    noted_on: Date,
    noted_by: uuid::Uuid,
    why: Option<Vec<u8>>,
    taken_at: Option<OffsetDateTime>,
    taken_on: Option<Date>,
    taken_by: Option<uuid::Uuid>,
}

fn impossible(table: &'static str, id: uuid::Uuid, what: &'static str) -> StoreError {
    StoreError::Inconsistent { table, key: id.simple().to_string(), what }
}

impl Texts<'_> {
    /// A text of a measure; `None` where it stays closed.
    fn measure(self, spot: Spot, sealed: &[u8]) -> Option<String> {
        match self {
            Self::Closed => None,
            Self::Measures(keys) | Self::Open(keys) => Some(keys.read(spot, sealed).shown()),
        }
    }

    /// What someone answered in words; `None` where it stays closed.
    fn answer(self, spot: Spot, sealed: &[u8]) -> Option<String> {
        match self {
            Self::Closed | Self::Measures(_) => None,
            Self::Open(keys) => Some(keys.read(spot, sealed).shown()),
        }
    }
}

/// Agreements as they are stored: read once, and opened for who may read them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stored {
    versions: Vec<VersionRow>,
    lines: Vec<LineRow>,
    subjects: Vec<(uuid::Uuid, String, uuid::Uuid)>,
    answers: Vec<AnswerRow>,
    replies: Vec<ReplyRow>,
    evaluations: Vec<EvaluationRow>,
}

/// Reads the agreements of these persons.
pub(crate) async fn read(tx: &mut Tx, tenant: TenantId, which: Which<'_>) -> Result<Stored, StoreError> {
    let versions = fetch!(tx, VersionRow, version_rows, tenant, which)?;
    if versions.is_empty() {
        return Ok(Stored::default());
    }
    Ok(Stored {
        versions,
        lines: fetch!(tx, LineRow, line_rows, tenant, which)?,
        subjects: fetch!(tx, (uuid::Uuid, String, uuid::Uuid), subject_rows, tenant, which)?,
        answers: fetch!(tx, AnswerRow, answer_rows, tenant, which)?,
        replies: fetch!(tx, ReplyRow, reply_rows, tenant, which)?,
        evaluations: fetch!(tx, EvaluationRow, evaluation_rows, tenant, which)?,
    })
}

impl Stored {
    /// Whether there is no version at all.
    pub(crate) const fn is_empty(&self) -> bool {
        self.versions.is_empty()
    }

    /// The agreements, by file.
    pub(crate) fn agreements(&self, texts: Texts<'_>) -> Result<HashMap<FileId, Agreement>, StoreError> {
        let mut lines: HashMap<uuid::Uuid, Vec<Line>> = HashMap::new();
        for row in &self.lines {
            lines.entry(row.version_id).or_default().push(line(row, texts)?);
        }
        let mut subjects: HashMap<uuid::Uuid, Vec<Subject>> = HashMap::new();
        for (version, kind, id) in &self.subjects {
            let subject = match kind.as_str() {
                "application" => Subject::Application(ApplicationId(*id)),
                "enrolment" => Subject::Enrolment(EnrolmentId(*id)),
                _ => return Err(impossible("agreement_subject", *version, "unknown kind")),
            };
            subjects.entry(*version).or_default().push(subject);
        }
        let mut answers: HashMap<uuid::Uuid, Vec<Given>> = HashMap::new();
        for row in &self.answers {
            answers.entry(row.version_id).or_default().push(given(row, texts)?);
        }
        let mut replies: HashMap<uuid::Uuid, Vec<Reply>> = HashMap::new();
        for row in &self.replies {
            replies.entry(row.version_id).or_default().push(reply(row, texts)?);
        }
        let mut evaluations: HashMap<uuid::Uuid, Vec<Evaluation>> = HashMap::new();
        // Who is informed of the measures only, reads nothing of the talks about them.
        for row in self.evaluations.iter().filter(|_| !matches!(texts, Texts::Measures(_))) {
            evaluations.entry(row.version_id).or_default().push(evaluation(row, texts)?);
        }
        let mut out: HashMap<FileId, Agreement> = HashMap::new();
        for row in &self.versions {
            let id = row.version_id;
            let wrong = |what| impossible("agreement_version", id, what);
            let version = Version {
                id: VersionId(id),
                number: u32::try_from(row.number).map_err(|_| wrong("number out of range"))?,
                subjects: subjects.remove(&id).unwrap_or_default(),
                proposed: Moment { at: row.proposed_at, day: row.proposed_on },
                proposed_by: AccountId(row.proposed_by),
                lines: lines.remove(&id).unwrap_or_default(),
                status: Status::from_code(&row.status).ok_or_else(|| wrong("unknown status"))?,
                status_since: Moment { at: row.status_at, day: row.status_on },
                answers: answers.remove(&id).unwrap_or_default(),
                replies: replies.remove(&id).unwrap_or_default(),
                evaluations: evaluations.remove(&id).unwrap_or_default(),
                closed: closed(row, texts),
            };
            let file = FileId(row.file_id);
            let agreement = || Agreement::new(AgreementId(row.agreement_id), file);
            out.entry(file).or_insert_with(agreement).versions.push(version);
        }
        Ok(out)
    }
}

/// Why a version was withdrawn or ended. Who reads the measures only reads that it was.
fn closed(row: &VersionRow, texts: Texts<'_>) -> Option<TakenBack> {
    let (sealed, at, day, by) = (row.why.as_ref()?, row.closed_at?, row.closed_on?, row.closed_by?);
    let why = texts.answer(Spot::closed(VersionId(row.version_id), 1), sealed).unwrap_or_default();
    Some(TakenBack { why: why.into(), at: Moment { at, day }, by: AccountId(by) })
}

fn line(row: &LineRow, texts: Texts<'_>) -> Result<Line, StoreError> {
    let (version, position) = (VersionId(row.version_id), row.position);
    // What was typed is sealed; what is the catalogue's own stands in clear.
    let either = |clear: Option<&String>, typed: Option<&Vec<u8>>, spot| match (clear, typed) {
        (Some(text), None) => Ok(text.clone()),
        (None, Some(sealed)) => Ok(texts.measure(spot, sealed).unwrap_or_else(|| CLOSED.to_owned())),
        _ => Err(impossible("agreement_line", row.version_id, "a text that stands twice, or not at all")),
    };
    let details = row.details.as_ref().and_then(|sealed| texts.measure(Spot::line_details(version, position), sealed));
    let draft = LineDraft {
        measure: row.measure_id.map(MeasureId),
        kind: MeasureKind::from_code(&row.kind),
        text: either(row.text.as_ref(), row.text_typed.as_ref(), Spot::line_text(version, position))?,
        details: details.unwrap_or_default(),
        who: either(row.who.as_ref(), row.who_typed.as_ref(), Spot::line_who(version, position))?,
        place: Place::from_code(&row.place),
        from: Some(row.begins),
        until: row.ends,
        level: Level::from_code(&row.level),
    };
    Line::new(draft).map_err(|_| impossible("agreement_line", row.version_id, "a line that breaks the rules"))
}

fn given(row: &AnswerRow, texts: Texts<'_>) -> Result<Given, StoreError> {
    let wrong = |what| impossible("agreement_answer", row.version_id, what);
    let spot = Spot::answer(VersionId(row.version_id), row.number);
    let words = row.words.as_ref().map(|sealed| texts.answer(spot, sealed).unwrap_or_default());
    let answer = match row.answer.as_str() {
        "agreed" => Answer::Agreed,
        "not_agreed" => Answer::NotAgreed { words: words.map(Into::into) },
        "change_asked" => Answer::ChangeAsked { words: words.unwrap_or_default().into() },
        _ => return Err(wrong("unknown answer")),
    };
    let by = match (row.answered_by.as_str(), row.guardian_id) {
        ("student", None) => Answerer::Student,
        ("guardian", Some(id)) => Answerer::Guardian(GuardianId(id)),
        _ => return Err(wrong("unknown answerer")),
    };
    let received = match (row.channel.as_str(), row.noted_by, row.noted_on) {
        (ONLINE, None, None) => Received::Online(row.account_id.map(AccountId)),
        (code, Some(who), Some(on)) => {
            let channel = Channel::from_code(code).ok_or_else(|| wrong("unknown channel"))?;
            Received::Noted(Noted { channel, on, by: AccountId(who) })
        }
        _ => return Err(wrong("a channel without who wrote it down, or the reverse")),
    };
    let at = Moment { at: row.answered_at, day: row.answered_on };
    let taken_back = match (&row.why, row.taken_at, row.taken_on, row.taken_by) {
        (Some(sealed), Some(at), Some(day), Some(who)) => {
            let why = texts.answer(Spot::taken_back(VersionId(row.version_id), row.number), sealed);
            Some(TakenBack { why: why.unwrap_or_default().into(), at: Moment { at, day }, by: AccountId(who) })
        }
        _ => None,
    };
    let number = u32::try_from(row.number).map_err(|_| wrong("number out of range"))?;
    Ok(Given { number, by, answer, at, received, taken_back })
}

fn reply(row: &ReplyRow, texts: Texts<'_>) -> Result<Reply, StoreError> {
    let number = u32::try_from(row.number);
    Ok(Reply {
        number: number.map_err(|_| impossible("agreement_reply", row.version_id, "number out of range"))?,
        words: texts.answer(Spot::reply(VersionId(row.version_id), row.number), &row.words).unwrap_or_default().into(),
        at: Moment { at: row.replied_at, day: row.replied_on },
        by: AccountId(row.replied_by),
    })
}

fn evaluation(row: &EvaluationRow, texts: Texts<'_>) -> Result<Evaluation, StoreError> {
    let wrong = |what| impossible("agreement_evaluation", row.version_id, what);
    let (version, number) = (VersionId(row.version_id), row.number);
    let kept: Option<Vec<Kept>> = row.kept.split(',').map(Kept::from_code).collect();
    let words = row.words.as_ref().and_then(|sealed| texts.answer(Spot::evaluation(version, number), sealed));
    let taken_back = match (&row.why, row.taken_at, row.taken_on, row.taken_by) {
        (Some(sealed), Some(at), Some(day), Some(who)) => {
            let why = texts.answer(Spot::evaluation_back(version, number), sealed).unwrap_or_default();
            Some(TakenBack { why: why.into(), at: Moment { at, day }, by: AccountId(who) })
        }
        _ => None,
    };
    Ok(Evaluation {
        number: u32::try_from(number).map_err(|_| wrong("number out of range"))?,
        held_on: row.held_on,
        kept: kept.ok_or_else(|| wrong("unknown word for kept"))?,
        words: words.map(Into::into),
        outcome: Outcome::from_code(&row.outcome).ok_or_else(|| wrong("unknown outcome"))?,
        at: Moment { at: row.noted_at, day: row.noted_on },
        by: AccountId(row.noted_by),
        taken_back,
    })
}
