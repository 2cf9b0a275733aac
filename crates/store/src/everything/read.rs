//! Reading it: a text for each table and kind of reader, and the sealed words opened.

use super::rooms::{Is, Of, ROOMS, Reads, Room, Seal};
use crate::StoreError;
use crate::db::Tx;
use crate::file::key::FileKeys;
use crate::seal::{Row as Place, Spot};
use crate::table::{self, Type, Value, select};
use register::burden::Element;
use register::{
    AdmissionId, BurdenId, ConcernId, DisputeId, ExamId, FileId, GuardianId, HandoffId, MeetingId, PersonId,
    ReferralId, TalkId, TenantId, TransitionId, VersionId,
};
use std::sync::LazyLock;
use uuid::Uuid;

/// For whom it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// The student.
    Student,
    /// A parent who answers for the student.
    Answering(GuardianId),
    /// A parent who reads the measures.
    Measures(GuardianId),
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// Nothing.
    Nothing,
    /// A text.
    Text(String),
    /// What somebody typed, opened.
    Words(register::Personal<String>),
    /// A number.
    Number(i64),
    /// Yes or no.
    Yes(bool),
    /// A day.
    Day(time::Date),
    /// A moment.
    At(time::OffsetDateTime),
    /// A code.
    Code(String),
    /// An account of the school, to be told by name.
    Staff(Uuid),
    /// A parent, to be told by name.
    Parent(Uuid),
    /// A team or a group, to be told by name: of which table.
    Named(&'static str, Uuid),
    /// The code of a programme, to be shown by name.
    Programme(String),
}

/// What leads to a row, and is told of it besides its own columns: the number of its version, or of its enrolment.
pub(super) fn leads(room: &Room) -> Option<&'static str> {
    let names_version = || table::find(room.table).is_some_and(|table| table.place("version_id").is_some());
    match room.of {
        Of::Enrolment => Some("enrolment"),
        Of::Version => Some("version"),
        Of::File if names_version() => Some("version"),
        Of::Person | Of::File | Of::Agreement => None,
    }
}

/// The text of a room. `$1`: the school; `$2`: the person or the file; `$3`: the parent, where one reads.
fn text(room: &Room, parent: bool) -> String {
    let name = room.table;
    let version =
        "(SELECT w.number FROM agreement_version w WHERE w.tenant_id = t.tenant_id AND w.version_id = t.version_id)";
    let lead = match (room.of, leads(room)) {
        (_, None) => "CAST(0 AS BIGINT)",
        (Of::Enrolment, Some(_)) => "e.number",
        (Of::Version, Some(_)) => "v.number",
        (Of::File | Of::Person | Of::Agreement, Some(_)) => version,
    };
    // What sealed text is bound to, besides the file.
    let (of, place) = match room.seal {
        Seal::None => ("CAST(NULL AS UUID)".to_owned(), "CAST(0 AS BIGINT)".to_owned()),
        Seal::Number => ("CAST(NULL AS UUID)".to_owned(), "t.number".to_owned()),
        Seal::OfVersion(place) => ("t.version_id".to_owned(), format!("t.{place}")),
        Seal::Below(above, id) => (
            format!("(SELECT a.{id} FROM {above} a WHERE a.tenant_id = t.tenant_id AND a.file_id = t.file_id AND a.number = t.number)"),
            "t.place".to_owned(),
        ),
        Seal::Element => (
            "(SELECT a.burden_id FROM burden a WHERE a.tenant_id = t.tenant_id AND a.file_id = t.file_id AND a.number = t.number)".to_owned(),
            "t.place".to_owned(),
        ),
    };
    // Nothing is bound to this one. A column that no index has keeps SQLite from reading an index of all of a school.
    let imported = table::find(name).is_some_and(|table| table.place("import_id").is_some());
    let nothing = if imported { "COALESCE(t.import_id, t.tenant_id)" } else { "t.tenant_id" };
    let of = of.replace("CAST(NULL AS UUID)", nothing);
    let (from, by) = match room.of {
        Of::Person => (format!("{name} t"), "t.tenant_id = $1 AND t.person_id = $2".to_owned()),
        Of::File => (format!("{name} t"), "t.tenant_id = $1 AND t.file_id = $2".to_owned()),
        Of::Agreement => (
            format!("agreement g CROSS JOIN {name} t"),
            "g.tenant_id = $1 AND g.file_id = $2 AND t.tenant_id = g.tenant_id AND t.agreement_id = g.agreement_id"
                .to_owned(),
        ),
        Of::Version => (
            format!("agreement g CROSS JOIN agreement_version v CROSS JOIN {name} t"),
            "g.tenant_id = $1 AND g.file_id = $2 AND v.tenant_id = g.tenant_id AND v.agreement_id = g.agreement_id \
             AND t.tenant_id = v.tenant_id AND t.version_id = v.version_id"
                .to_owned(),
        ),
        Of::Enrolment => (
            format!("enrolment e CROSS JOIN {name} t"),
            "e.tenant_id = $1 AND e.person_id = $2 AND e.withdrawn_by IS NULL AND t.tenant_id = e.tenant_id \
             AND t.enrolment_id = e.enrolment_id"
                .to_owned(),
        ),
    };
    let whose = match (room.reads, parent) {
        (Reads::Measures | Reads::Answering | Reads::Student | Reads::Parents(_), false) => String::new(),
        (Reads::Measures | Reads::Answering | Reads::Student, true) => String::new(),
        (Reads::Said(column), false) => format!(" AND t.{column} IS NULL"),
        (Reads::Said(column) | Reads::Parents(column), true) => format!(" AND t.{column} = $3"),
        (Reads::Account(column), false) => format!(
            " AND EXISTS (SELECT 1 FROM membership m CROSS JOIN support_file f WHERE f.tenant_id = t.tenant_id AND f.file_id = t.file_id \
             AND m.tenant_id = f.tenant_id AND m.person_id = f.person_id AND m.role = 'student' AND m.account_id = {})",
            qualified(column)
        ),
        (Reads::Account(column), true) => format!(
            " AND EXISTS (SELECT 1 FROM membership m WHERE m.tenant_id = t.tenant_id AND m.guardian_id = $3 AND m.account_id = {})",
            qualified(column)
        ),
        (Reads::Role, false) => " AND t.role = 'student'".to_owned(),
        (Reads::Role, true) => String::new(),
    };
    // A parent's role names the parent, and no person.
    let by =
        if room.reads == Reads::Role && parent { "t.tenant_id = $1 AND t.guardian_id = $2".to_owned() } else { by };
    let only = if room.only.is_empty() { String::new() } else { format!(" AND {}", room.only) };
    let columns: Vec<String> = room.columns.iter().map(|(column, is)| cell(room, column, *is)).collect();
    format!(
        "SELECT {lead}, {of}, {place}, {} FROM {from} WHERE {by}{whose}{only} ORDER BY {}",
        columns.join(", "),
        room.order
    )
}

/// The number of what is attached to a dispute.
const THING: &str = "CASE t.kind \
    WHEN 'version' THEN (SELECT w.number FROM agreement_version w WHERE w.tenant_id = t.tenant_id AND w.version_id = t.thing) \
    WHEN 'exam' THEN (SELECT x.number FROM exam_request x WHERE x.tenant_id = t.tenant_id AND x.exam_id = t.thing) \
    WHEN 'burden' THEN (SELECT b.number FROM burden b WHERE b.tenant_id = t.tenant_id AND b.burden_id = t.thing) END";

/// The day of an application.
const APPLIED: &str =
    "(SELECT p.applied_on FROM application p WHERE p.tenant_id = t.tenant_id AND p.application_id = t.application_id)";

/// What is read of a column.
fn cell(room: &Room, column: &str, is: Is) -> String {
    let (veiled, rows) = room.veiled;
    match is {
        Is::Thing => THING.to_owned(),
        Is::Applied => APPLIED.to_owned(),
        _ if veiled.contains(&column) => format!("CASE WHEN {rows} THEN NULL ELSE t.{column} END"),
        _ => format!("t.{column}"),
    }
}

fn qualified(column: &str) -> String {
    if column.starts_with('(') { column.to_owned() } else { format!("t.{column}") }
}

/// Whether a text names the parent.
fn names_parent(text: &str) -> bool {
    text.contains("$3")
}

/// A room, with the text for the student and the one for a parent.
struct Read {
    room: &'static Room,
    name: [String; 2],
    text: [String; 2],
}

static READS: LazyLock<Vec<Read>> = LazyLock::new(|| {
    let read = |room: &'static Room| Read {
        room,
        name: [format!("store::everything::{}", room.table), format!("store::everything::{}::parent", room.table)],
        text: [text(room, false), text(room, true)],
    };
    ROOMS.iter().map(read).collect()
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    READS
        .iter()
        .flat_map(|read| read.name.iter().zip(&read.text))
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect()
}

impl Reader {
    pub(super) const fn parent(self) -> Option<GuardianId> {
        match self {
            Self::Student => None,
            Self::Answering(id) | Self::Measures(id) => Some(id),
        }
    }

    fn reads(self, room: &Room) -> bool {
        match (self, room.reads) {
            (Self::Student, _) => true,
            (Self::Answering(_), reads) => reads != Reads::Student,
            (Self::Measures(_), Reads::Measures | Reads::Parents(_) | Reads::Role) => true,
            (Self::Measures(_), Reads::Answering | Reads::Student | Reads::Said(_) | Reads::Account(_)) => false,
        }
    }
}

/// The rows of a room, each cell in the order of its columns.
pub(super) struct Rows {
    pub(super) room: &'static Room,
    /// Of each row what leads to it.
    pub(super) rows: Vec<(Option<Told>, Vec<Told>)>,
}

/// Of somebody of sixteen a parent reads who it is, and not how they are reached or where they live: no page tells them.
const THEIR_OWN: &[&str] = &["email", "municipality"];

/// Everything that stands of a student and that a reader reads.
pub(super) async fn all(
    tx: &mut Tx,
    tenant: TenantId,
    (person, file): (PersonId, FileId),
    reader: Reader,
    keys: &FileKeys,
) -> Result<Vec<Rows>, StoreError> {
    let mut out = Vec::with_capacity(READS.len());
    for read in READS.iter().filter(|read| reader.reads(read.room)) {
        let room = read.room;
        let parent = reader.parent();
        let text = &read.text[usize::from(parent.is_some())];
        let id = match (room.reads, parent, room.of) {
            (Reads::Role, Some(parent), _) => parent.0,
            (_, _, Of::Person | Of::Enrolment) => person.0,
            (_, _, Of::File | Of::Version | Of::Agreement) => file.0,
        };
        let mut parameters = vec![Value::Uuid(tenant.0), Value::Uuid(id)];
        parameters.extend(parent.filter(|_| names_parent(text)).map(|id| Value::Uuid(id.0)));
        let found = table::find(room.table).ok_or(StoreError::NotFound)?;
        // The number of an enrolment is a text.
        let lead = if room.of == Of::Enrolment { Type::Text } else { Type::BigInt };
        let mut types = vec![lead, Type::Uuid, Type::BigInt];
        for (column, is) in room.columns {
            let place = found.place(column).ok_or(StoreError::NotFound)?;
            types.push(match is {
                Is::Thing => Type::BigInt,
                Is::Applied => Type::Date,
                _ => found.columns[place].of,
            });
        }
        let mut rows = Vec::new();
        for row in select(tx, &types, text, &parameters).await? {
            let mut told = Vec::with_capacity(room.columns.len());
            for (at, (column, is)) in room.columns.iter().enumerate() {
                let value = row.get(at + 3).unwrap_or(&Value::Null);
                let own = matches!(reader, Reader::Measures(_)) && room.table == "person" && THEIR_OWN.contains(column);
                told.push(if own { Told::Nothing } else { tell(room, column, *is, value, &row, keys)? });
            }
            let lead = leads(room).map(|_| match &row[0] {
                Value::Int(number) => Told::Number(*number),
                Value::Text(number) => Told::Text(number.clone()),
                // It can be about a version, and is about none.
                _ => Told::Nothing,
            });
            rows.push((lead, told));
        }
        out.push(Rows { room, rows });
    }
    Ok(out)
}

fn tell(room: &Room, column: &str, is: Is, value: &Value, row: &[Value], keys: &FileKeys) -> Result<Told, StoreError> {
    Ok(match (is, value) {
        (_, Value::Null) => Told::Nothing,
        (_, Value::Unreadable) => {
            return Err(StoreError::Unreadable { table: room.table.to_owned(), column: column.to_owned() });
        }
        (Is::Words, Value::Bytes(sealed)) => match spot(room, column, row) {
            Some(spot) => Told::Words(keys.read(spot, sealed).shown().into()),
            None => return Err(StoreError::Unreadable { table: room.table.to_owned(), column: column.to_owned() }),
        },
        (Is::Staff, Value::Uuid(id)) => Told::Staff(*id),
        (Is::Parent, Value::Uuid(id)) => Told::Parent(*id),
        (Is::Named(table), Value::Uuid(id)) => Told::Named(table, *id),
        (Is::Code(_) | Is::Codes(_), Value::Text(code)) => Told::Code(code.clone()),
        (Is::Programme, Value::Text(code)) => Told::Programme(code.clone()),
        (_, Value::Text(text)) => Told::Text(text.clone()),
        (_, Value::Int(number)) => Told::Number(*number),
        (_, Value::Bool(yes)) => Told::Yes(*yes),
        (_, Value::Date(day)) => Told::Day(*day),
        (_, Value::Instant(at)) => Told::At(*at),
        // Identifiers and bytes of which nothing is told.
        (_, Value::Uuid(_) | Value::Bytes(_)) => Told::Nothing,
    })
}

/// Where the sealed text of a column stands.
pub(super) fn spot(room: &Room, column: &str, row: &[Value]) -> Option<Spot> {
    let (of, place) = (row[1].uuid()?, row[2].int()?);
    let at = match (room.seal, room.table) {
        (Seal::None, _) => return None,
        (Seal::Number, _) => Place::Number(place),
        (Seal::OfVersion(_), _) => Place::OfVersion(VersionId(of), place),
        (Seal::Below(..), "referral_step") => Place::OfReferral(ReferralId(of), place),
        (Seal::Below(..), "handoff_step") => Place::OfHandoff(HandoffId(of), place),
        (Seal::Below(..), "meeting_decision") => Place::OfMeeting(MeetingId(of), place),
        (Seal::Below(..), "concern_correction") => Place::OfConcern(ConcernId(of), place),
        (Seal::Below(..), "burden_round" | "burden_turn") => Place::OfBurden(BurdenId(of), place),
        (Seal::Below(..), "exam_decision" | "exam_turn") => Place::OfExam(ExamId(of), place),
        (Seal::Below(..), "intake_report" | "intake_turn") => Place::OfTalk(TalkId(of), place),
        (Seal::Below(..), "admission_onward") => Place::OfAdmission(AdmissionId(of), place),
        (Seal::Below(..), "transition_entry") => Place::OfTransition(TransitionId(of), place),
        (Seal::Below(..), "dispute_step") => Place::OfDispute(DisputeId(of), place),
        // Told as unreadable, and never opened as if it stood elsewhere: a new table says here what its rows are known by.
        (Seal::Below(..), _) => return None,
        (Seal::Element, _) => {
            let element = room.columns.iter().position(|(name, _)| *name == "element")?;
            let element = Element::from_code(row.get(element + 3)?.text()?)?;
            Place::OfBurden(BurdenId(of), crate::burden::element_place(place, element))
        }
    };
    let full = format!("{}.{column}", room.table);
    Some(Spot { column: Spot::column_named(&full)?, row: at })
}
