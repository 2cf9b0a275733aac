//! What was decided at a meeting and is still to be done: on the list of who does it, until it is done.

use super::act::{DECISIONS, owners};
use super::load::of_file;
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::facts;
use crate::file::key;
use crate::file::list::PAGE_SIZE;
use crate::file::save::SaveError;
use crate::file::scope::{kind, turn_of_day};
use crate::file::within::{Chosen, Texts, Within};
use crate::file::works;
use crate::mail::tell_colleague;
use crate::seal::Spot;
use crate::table::{Type, Value};
use crate::which::Which;
use crate::{Store, StoreError, audit, policy};
use access::{Action, Actor, Rows, rows};
use register::meeting::{self, Refusal};
use register::{AccountId, BirthDate, DecisionId, FileId, MeetingId, Moment, PersonId, Personal, TenantId};
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;
use time::Date;
use time::macros::date;
use uuid::Uuid;

sql! {
    FILE = "SELECT file_id FROM meeting_decision WHERE tenant_id = $1 AND decision_id = $2";
    PLACE = "SELECT due_on FROM meeting_decision WHERE tenant_id = $1 AND decision_id = $2";
    CLOSE = "UPDATE meeting_decision SET status = $3, closed_at = $4, closed_on = $5, closed_by = $6 \
             WHERE tenant_id = $1 AND decision_id = $2 AND status = 'open'";
    GIVE = "UPDATE meeting_decision SET owner_id = $3 WHERE tenant_id = $1 AND decision_id = $2 AND status = 'open'";
}

/// Whose decisions a text tells. `$2`, `$4` and `$5` have no part in those of a whole school, and each has to be named.
fn from(rows: Option<&str>) -> String {
    match rows {
        Some(rows) => format!("{rows} CROSS JOIN meeting_decision w WHERE w.file_id = r.file_id AND"),
        None => {
            format!("meeting_decision w WHERE $2 = '{}' AND $4 = w.tenant_id AND $5 = w.tenant_id AND", kind::SCHOOL)
        }
    }
}

fn texts(name: &str, own: usize, make: impl Fn(&str) -> String) -> Texts {
    Texts::new(name, own, |rows| make(&from(Some(rows)))).or_whole(make(&from(None)))
}

/// What is open of somebody (`$6`), or of all. What whoever had it leaves behind is of the coach of today; where there is none, of who
/// may hold meetings (`$9`: who asks, if they may) and so gives it to somebody. `$7` and `$8`: a place. What is due first comes first.
fn open(from: &str, columns: &str, side: &str) -> String {
    format!(
        "SELECT {columns} FROM {from} w.tenant_id = $1 AND w.status = 'open' \
         AND ($6 = $1 OR w.owner_id = $6 OR {} AND ({} OR $9 = $6 AND {})) AND (w.due_on, w.decision_id) {side} ($7, $8)",
        works::gone("w.owner_id"),
        works::coaches("$6"),
        works::uncoached()
    )
}

static COUNTS: LazyLock<Texts> =
    LazyLock::new(|| texts("store::meeting::decision::COUNT", 4, |from| open(from, "COUNT(*)", ">")));

static BEFORE: LazyLock<Texts> =
    LazyLock::new(|| texts("store::meeting::decision::BEFORE", 4, |from| open(from, "COUNT(*)", "<=")));

/// `$10`: how many. The meeting is asked of those alone.
static PAGES: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::meeting::decision::PAGE", 5, |from| {
        format!(
            "SELECT q.decision_id, q.file_id, f.person_id, m.meeting_id, q.place, q.words, q.owner_id, q.due_on, m.on_day \
             FROM ({} ORDER BY w.due_on, w.decision_id LIMIT $10) q CROSS JOIN support_file f CROSS JOIN meeting m \
             WHERE f.tenant_id = $1 AND f.file_id = q.file_id AND m.tenant_id = $1 AND m.file_id = q.file_id \
             AND m.number = q.number ORDER BY q.due_on, q.decision_id",
            open(from, "w.*", ">")
        )
    })
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    COUNTS.sql().chain(PAGES.sql()).chain(BEFORE.sql()).chain(SQL.iter().copied()).collect()
}

/// Something that was decided and is still to be done.
#[derive(Debug, Clone)]
pub struct DecisionRow {
    /// Which.
    pub id: DecisionId,
    /// At which meeting.
    pub meeting: MeetingId,
    /// On which day that was.
    pub met_on: Date,
    /// On which file.
    pub file: FileId,
    /// Whose.
    pub person: PersonId,
    /// Their name; `None` when no names were imported yet.
    pub name: Option<Personal<String>>,
    /// Their birth date, where no name is known.
    pub born: Option<BirthDate>,
    /// The school's own number.
    pub student_number: Option<Personal<String>>,
    /// What is to be done.
    pub words: Personal<String>,
    /// By whom.
    pub owner: AccountId,
    /// By when.
    pub due: Date,
}

/// One page of what is still to be done.
#[derive(Debug, Clone)]
pub struct DecisionPage {
    /// Some of it, what is due first first.
    pub rows: Vec<DecisionRow>,
    /// How much comes before this page.
    pub before: i64,
    /// How much there is.
    pub total: i64,
    /// Where the next page begins, if there is one.
    pub next: Option<DecisionId>,
    /// Who does it, by name.
    pub names: Names,
}

/// A row as the database found it, with its text as it is sealed and its place at its meeting.
fn read(row: Vec<Value>) -> Option<(DecisionRow, i64, Vec<u8>)> {
    let day = |value: &Value| if let Value::Date(day) = value { Some(*day) } else { None };
    let one = DecisionRow {
        id: DecisionId(row[0].uuid()?),
        file: FileId(row[1].uuid()?),
        person: PersonId(row[2].uuid()?),
        meeting: MeetingId(row[3].uuid()?),
        name: None,
        born: None,
        student_number: None,
        words: Personal::new(String::new()),
        owner: AccountId(row[6].uuid()?),
        due: day(&row[7])?,
        met_on: day(&row[8])?,
    };
    Some((one, row[4].int()?, row[5].bytes()?.to_vec()))
}

impl Store {
    /// What was decided and is still to be done, of those whom an actor reaches: all of it, or what the actor does (`mine`), with
    /// what a colleague left behind. Who is shown is looked at.
    pub async fn decisions(
        &self,
        actor: &Actor,
        mine: bool,
        after: Option<DecisionId>,
        now: Moment,
    ) -> Result<DecisionPage, StoreError> {
        let action = Action::SeeMeetings;
        let decision = audit::allowed(actor, action)?;
        let tenant = actor.tenant();
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        turn_of_day(self, tenant, now.day).await?;
        let mut tx = self.begin_snapshot().await?;
        // The tenant's own identifier is nobody's account.
        let owner = if mine { actor.account().ok_or(StoreError::NotFound)?.0 } else { tenant.0 };
        let holds = holder(actor);
        let place = |day, id| vec![Value::Uuid(owner), Value::Date(day), Value::Uuid(id), Value::Uuid(holds)];
        let first = place(date!(0001 - 01 - 01), Uuid::nil());
        let total = within.count(&mut tx, &COUNTS, &first).await?;
        let mut own = first;
        let mut before = 0;
        if let Some(after) = after {
            let (day,) = row!(tx, (Date,), PLACE, tenant.0, after.0)?.ok_or(StoreError::NotFound)?;
            own = place(day, after.0);
            before = within.count(&mut tx, &BEFORE, &own).await?;
        }
        own.push(Value::Int(PAGE_SIZE as i64 + 1));
        let (id, day) = (Type::Uuid, Type::Date);
        let types = [id, id, id, id, Type::BigInt, Type::Bytea, id, day, day];
        let found = within.read(&mut tx, &PAGES, &types, &own).await?;
        let more = found.len() > PAGE_SIZE;
        let found: Vec<_> = found.into_iter().take(PAGE_SIZE).filter_map(read).collect();
        let rows = shown(&mut tx, tenant, found, now.day).await?;
        let names = names(&mut tx, rows.iter().map(|row| row.owner).collect::<BTreeSet<_>>()).await?;
        let mut persons: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
        persons.sort_unstable();
        persons.dedup();
        self.looked(tx, Deed::new(actor, action, decision).to(persons), now).await?;
        let next = rows.last().filter(|_| more).map(|row| row.id);
        Ok(DecisionPage { rows, before, total, next, names })
    }

    /// How much an actor still has to do of what was decided, of those whom they reach. A number, and nobody's.
    pub async fn decisions_owed(&self, actor: &Actor, now: Moment) -> Result<i64, StoreError> {
        let action = Action::SeeMeetings;
        audit::allowed(actor, action)?;
        let account = actor.account().ok_or(StoreError::NotFound)?;
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        let mut tx = self.begin_reading().await?;
        let first = (Value::Date(date!(0001 - 01 - 01)), Value::Uuid(Uuid::nil()));
        let own = [Value::Uuid(account.0), first.0, first.1, Value::Uuid(holder(actor))];
        within.count(&mut tx, &COUNTS, &own).await
    }

    /// Closes a decision: it was done, or is not needed any more.
    pub async fn decision_close(
        &self,
        actor: &Actor,
        id: DecisionId,
        done: bool,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let file = self.file_of_decision(actor, id).await?;
        let tenant = actor.tenant();
        let mut saving = self.saving(actor, Action::DoDecision, file, None, now).await?;
        let known = decision(&mut saving.tx, tenant, file, id).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let after = meeting::close(&known, done, by, now).map_err(SaveError::Refused)?;
        run!(saving.tx, CLOSE, tenant.0, id.0, after.status.code(), now.at, now.day, by.0)?;
        Ok(saving.written().await?.commit(format!("{id} {}", after.status.code())).await?)
    }

    /// Gives a decision to somebody else who works with the student.
    pub async fn decision_give(
        &self,
        actor: &Actor,
        id: DecisionId,
        owner: AccountId,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let file = self.file_of_decision(actor, id).await?;
        let tenant = actor.tenant();
        let mut saving = self.saving(actor, Action::HoldMeeting, file, None, now).await?;
        let known = decision(&mut saving.tx, tenant, file, id).await?;
        let owners = owners(&mut saving.tx, tenant, &saving.reached.file, now.day).await?;
        let owners: Vec<AccountId> = owners.into_iter().map(|(account, _)| account).collect();
        let after = meeting::give(&known, owner, &owners).map_err(SaveError::Refused)?;
        run!(saving.tx, GIVE, tenant.0, id.0, after.owner.0)?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        tell_colleague(&mut saving.tx, tenant, after.owner, (DECISIONS, by), now).await?;
        Ok(saving.written().await?.commit(format!("{id} given")).await?)
    }

    /// The file a decision is about. Who may have it is decided on that file.
    async fn file_of_decision(&self, actor: &Actor, id: DecisionId) -> Result<FileId, StoreError> {
        let mut tx = self.begin_reading().await?;
        let found = row!(tx, (Uuid,), FILE, actor.tenant().0, id.0)?;
        found.map(|(file,)| FileId(file)).ok_or(StoreError::NotFound)
    }
}

/// Who asks, where they may hold meetings; else the school, which is nobody's account.
fn holder(actor: &Actor) -> Uuid {
    // Holding a meeting is asked of a file; here it is asked whether there is any on which they may.
    let holds = (rows(actor, Action::HoldMeeting) != Rows::Nothing).then(|| actor.account()).flatten();
    holds.map_or(actor.tenant().0, |account| account.0)
}

async fn decision(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    id: DecisionId,
) -> Result<meeting::Decision, StoreError> {
    let all = of_file(tx, tenant, file).await?;
    all.into_iter().flat_map(|one| one.decisions).find(|one| one.id == id).ok_or(StoreError::NotFound)
}

/// Says of each row whose it is and what is to be done: at most a page of them.
async fn shown(
    tx: &mut Tx,
    tenant: TenantId,
    found: Vec<(DecisionRow, i64, Vec<u8>)>,
    today: Date,
) -> Result<Vec<DecisionRow>, StoreError> {
    let mut persons: Vec<PersonId> = found.iter().map(|(row, ..)| row.person).collect();
    persons.sort_unstable();
    persons.dedup();
    let policy = policy::load(tx, tenant).await?;
    let loaded = facts::load(tx, tenant, Which::Page(&persons), &policy, today).await?;
    let of_file: HashMap<FileId, &facts::Loaded> = loaded.iter().map(|file| (file.file, file)).collect();
    let mut rows = Vec::with_capacity(found.len());
    for (mut row, place, words) in found {
        let keys = key::open(tx, tenant, row.file).await?;
        row.words = keys.read(Spot::meeting_decision(row.meeting, place), &words).shown().into();
        if let Some(file) = of_file.get(&row.file) {
            row.name = file.names.names().display().map(Personal::new);
            row.born = file.names.born_nameless();
            row.student_number = file.student_number.clone();
        }
        rows.push(row);
    }
    Ok(rows)
}
