//! What waits for an answer, the first that is due first: filtered, counted and cut short by the database.

use crate::audit::Deed;
use crate::file::list::{self, FileRow, PAGE_SIZE};
use crate::file::scope;
use crate::file::within::{self, Choices, Chosen, Texts, Within};
use crate::table::{Type, Value};
use crate::{Store, StoreError, audit};
use access::{Action, Actor};
use register::voice::Kind;
use register::{FileId, Moment, PersonId, VoiceId};
use std::collections::HashMap;
use std::sync::LazyLock;
use time::Date;
use time::macros::date;
use uuid::Uuid;

sql! {
    PLACE = "SELECT due_on, file_id, number FROM voice WHERE tenant_id = $1 AND voice_id = $2";
}

/// What waits on the files of a reader.
fn waiting(rows: &str) -> String {
    format!("{rows} CROSS JOIN voice v WHERE v.tenant_id = $1 AND v.file_id = r.file_id AND v.status = 'open'")
}

/// The same, of all of a school: read in an index. Whoever asks it of less gets nothing.
fn of_school() -> String {
    format!(
        "voice v WHERE $2 = '{}' AND v.said_on <= $3 AND $4 = v.tenant_id AND $5 = v.tenant_id AND v.tenant_id = $1 AND v.status = 'open'",
        scope::kind::SCHOOL
    )
}

/// A text for the files of a list, and for all of a school.
fn texts(name: &str, own: usize, make: impl Fn(&str) -> String) -> Texts {
    Texts::new(name, own, |rows| make(&waiting(rows))).or_whole(make(&of_school()))
}

/// How many wait.
static COUNT: LazyLock<Texts> =
    LazyLock::new(|| texts("store::voice::COUNT", 0, |from| format!("SELECT COUNT(*) FROM {from}")));

/// How many wait, and for how many the day went by on which an answer was promised.
static OWED: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::voice::OWED", 0, |from| {
        format!(
            "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN v.due_on < $3 THEN 1 ELSE 0 END), 0) AS BIGINT) FROM {from}"
        )
    })
});

/// `$6`, `$7` and `$8`: after which; `$9`: how many.
static PAGES: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::voice::PAGE", 4, |from| {
        format!(
            "SELECT q.file_id, f.person_id, q.voice_id, q.kind, q.said_on, q.due_on FROM (SELECT v.file_id, v.voice_id, v.kind, \
             v.said_on, v.due_on, v.number FROM {from} AND (v.due_on, v.file_id, v.number) > ($6, $7, $8) \
             ORDER BY v.due_on, v.file_id, v.number LIMIT $9) q CROSS JOIN support_file f \
             WHERE f.tenant_id = $1 AND f.file_id = q.file_id ORDER BY q.due_on, q.file_id, q.number"
        )
    })
});

/// How many come up to a place: where a page begins.
static BEFORE: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::voice::BEFORE", 3, |from| {
        format!("SELECT COUNT(*) FROM {from} AND (v.due_on, v.file_id, v.number) <= ($6, $7, $8)")
    })
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    COUNT.sql().chain(OWED.sql()).chain(PAGES.sql()).chain(BEFORE.sql()).chain(SQL.iter().copied()).collect()
}

/// Something that waits.
#[derive(Debug, Clone)]
pub struct VoiceRow {
    /// Whose file, with their teams of today.
    pub file: FileRow,
    /// Which.
    pub voice: VoiceId,
    /// What it is about.
    pub kind: Kind,
    /// When it was said.
    pub said: Date,
    /// The last day on which the answer was promised.
    pub due: Date,
}

/// One page of what waits.
#[derive(Debug, Clone)]
pub struct Voices {
    /// What is due first, first: some of it.
    pub rows: Vec<VoiceRow>,
    /// How much comes before this page.
    pub before: i64,
    /// How much there is, of the team and the coach that were chosen.
    pub total: i64,
    /// Where the next page begins, if there is one.
    pub next: Option<VoiceId>,
    /// What there is to choose from.
    pub choices: Choices,
}

impl Store {
    /// How much of what students said waits for an answer, of those whom an actor reaches; and of how much the day went by on
    /// which it was promised. Numbers, and nobody's.
    pub async fn voices_owed(&self, actor: &Actor, now: Moment) -> Result<(i64, i64), StoreError> {
        let action = Action::SeeWorkbench;
        audit::allowed(actor, action)?;
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        let mut tx = self.begin_reading().await?;
        let found = within.read(&mut tx, &OWED, &[Type::BigInt; 2], &[]).await?;
        let number = |row: &Vec<Value>, at: usize| row.get(at).and_then(Value::int).unwrap_or(0);
        Ok(found.first().map_or((0, 0), |row| (number(row, 0), number(row, 1))))
    }

    /// What waits for an answer on the files that an actor reaches. The words are on a page of their own.
    pub async fn voices(
        &self,
        actor: &Actor,
        files: Chosen,
        after: Option<VoiceId>,
        now: Moment,
    ) -> Result<Voices, StoreError> {
        let action = Action::SeeWorkbench;
        let decision = audit::allowed(actor, action)?;
        let (tenant, today) = (actor.tenant(), now.day);
        let within = Within::new(actor, action, files, today)?;
        scope::turn_of_day(self, tenant, today).await?;
        let mut tx = self.begin_snapshot().await?;
        let total = within.count(&mut tx, &COUNT, &[]).await?;
        let (due, file, number) = match after {
            Some(id) => row!(tx, (Date, Uuid, i64), PLACE, tenant.0, id.0)?.ok_or(StoreError::NotFound)?,
            None => (date!(0001 - 01 - 01), Uuid::nil(), 0),
        };
        let mut own = vec![Value::Date(due), Value::Uuid(file), Value::Int(number)];
        let before = if after.is_some() { within.count(&mut tx, &BEFORE, &own).await? } else { 0 };
        own.push(Value::Int(PAGE_SIZE as i64 + 1));
        let types = [Type::Uuid, Type::Uuid, Type::Uuid, Type::Text, Type::Date, Type::Date];
        let found = within.read(&mut tx, &PAGES, &types, &own).await?;
        let mut lines = Vec::with_capacity(found.len());
        for row in found.iter().take(PAGE_SIZE) {
            let kind = row[3].text().and_then(Kind::from_code);
            let (Some(file), Some(person), Some(id)) = (row[0].uuid(), row[1].uuid(), row[2].uuid()) else { continue };
            let (Some(kind), Value::Date(said), Value::Date(due)) = (kind, &row[4], &row[5]) else { continue };
            lines.push((FileId(file), PersonId(person), VoiceId(id), kind, *said, *due));
        }
        let next = if found.len() > PAGE_SIZE { lines.last().map(|line| line.2) } else { None };
        let mut persons: Vec<(PersonId, bool)> = lines.iter().map(|line| (line.1, false)).collect();
        persons.sort_unstable();
        persons.dedup();
        let shown = list::rows_of(&mut tx, tenant, &persons, today).await?;
        let of_file: HashMap<FileId, FileRow> = shown.into_iter().map(|row| (row.file, row)).collect();
        let row = |(file, _, voice, kind, said, due): (FileId, PersonId, VoiceId, Kind, Date, Date)| {
            Some(VoiceRow { file: of_file.get(&file)?.clone(), voice, kind, said, due })
        };
        let rows: Vec<VoiceRow> = lines.into_iter().filter_map(row).collect();
        let choices = within::choices(&mut tx, actor, action, today).await?;
        let deed = Deed::new(actor, action, decision).to(persons.into_iter().map(|(person, _)| person));
        self.looked(tx, deed, now).await?;
        Ok(Voices { rows, before, total, next, choices })
    }
}
