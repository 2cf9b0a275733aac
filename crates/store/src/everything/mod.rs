//! Everything that is held about a student and that they read: read table by table (`rooms`), for the student, for a parent as
//! far as they read it, or for the privacy officer who makes it for a student who asked on paper (AVG 15, 20).

mod json;
mod read;
mod rooms;
mod sample;
#[cfg(test)]
mod tests;

pub use json::schema;
pub use read::Told;
pub(crate) use read::sql;
pub use rooms::{Is, ROOMS, Room};
pub use sample::sample;

use crate::agreement::names::names;
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::key;
use crate::file::reach::{Reached, guardian_of, own_file, reach};
use crate::looks::{self, Look};
use crate::table::{Type, Value, select};
use crate::{Store, StoreError, concern, programme};
use access::{Action, Actor};
use read::Reader;
use register::programme::{Crebo, Programmes};
use register::{AccountId, FileId, Moment, Personal, TenantId};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

sql! {
    SCHOOL = "SELECT name FROM tenant WHERE tenant_id = $1";
    STUDENT_ACCOUNTS = "SELECT account_id FROM membership WHERE tenant_id = $1 AND person_id = $2 AND role = 'student'";
    PARENT_NAME = "SELECT name FROM guardian WHERE tenant_id = $1 AND guardian_id = $2";
}

/// One thing that is told: what leads to it, and its columns, each a name and what it holds.
pub type Item = Vec<(&'static str, Is, Told)>;

/// Everything about a student.
#[derive(Debug, Clone)]
pub struct Everything {
    /// Which file.
    pub file: FileId,
    /// The school.
    pub school: String,
    /// When it was read.
    pub made: Moment,
    /// Whether a parent reads it, and so as far as a parent does.
    pub parent: bool,
    /// Their name, where it is known.
    pub name: Option<Personal<String>>,
    /// Each room with what stands in it; those in which nothing stands too.
    pub rooms: Vec<(&'static Room, Vec<Item>)>,
    /// Who looked, the newest first: as far as the chain proves it. `None`: the reader does not see that.
    pub looks: Option<Vec<Look>>,
    /// What the programmes in it are called.
    pub programmes: Programmes,
    /// Names of people of the school, of parents, teams and groups.
    names: BTreeMap<Uuid, Personal<String>>,
}

impl Everything {
    /// The name of somebody, or of a team or a group.
    pub fn named(&self, id: Uuid) -> &str {
        self.names.get(&id).map_or("", |name| name.reveal().as_str())
    }
}

impl Store {
    /// Everything about the student whose account this is, or about the child of a parent as far as that parent reads it.
    pub async fn everything(&self, actor: &Actor, now: Moment) -> Result<Everything, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let action = Action::SeeOwnAgreement;
        let file = own_file(&mut tx, actor, action).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let whole = reached.allows(actor, Action::SeeOwnFile);
        let reader = match guardian_of(actor) {
            None => Reader::Student,
            Some(parent) if whole => Reader::Answering(parent),
            Some(parent) => Reader::Measures(parent),
        };
        let accounts: BTreeSet<AccountId> = actor.account().into_iter().collect();
        let found = read(&mut tx, actor, &reached, (reader, &accounts), now).await?;
        let action = if whole { Action::SeeOwnFile } else { action };
        let deed =
            Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(format!("{file} everything"));
        self.looked(tx, deed, now).await?;
        Ok(found)
    }

    /// Whether there is anything to be had for the actor. It shows nothing, so it is no look.
    pub async fn everything_is_mine(&self, actor: &Actor, now: Moment) -> Result<(), StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let file = own_file(&mut tx, actor, Action::SeeOwnAgreement).await?;
        reach(&mut tx, actor, Action::SeeOwnAgreement, file, now.day).await.map(drop)
    }

    /// Whether the actor may make everything of this file. It shows nothing, so it is no look.
    pub async fn everything_is_there(&self, actor: &Actor, file: FileId, now: Moment) -> Result<(), StoreError> {
        let mut tx = self.begin_snapshot().await?;
        reach(&mut tx, actor, Action::TakeOut, file, now.day).await.map(drop)
    }

    /// The same of a student who asked for it on paper: for whoever makes it for them.
    pub async fn everything_of(&self, actor: &Actor, file: FileId, now: Moment) -> Result<Everything, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, Action::TakeOut, file, now.day).await?;
        let person = reached.file.person();
        let accounts = rows!(tx, (Uuid,), STUDENT_ACCOUNTS, actor.tenant().0, person.0)?;
        let accounts = accounts.into_iter().map(|(account,)| AccountId(account)).collect();
        let found = read(&mut tx, actor, &reached, (Reader::Student, &accounts), now).await?;
        let deed = Deed::new(actor, Action::TakeOut, reached.decision).to([person]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(found)
    }
}

/// Reads it for a reader; `accounts` are theirs.
async fn read(
    tx: &mut Tx,
    actor: &Actor,
    reached: &Reached,
    (reader, accounts): (Reader, &BTreeSet<AccountId>),
    now: Moment,
) -> Result<Everything, StoreError> {
    let (tenant, file, person) = (actor.tenant(), reached.file.file, reached.file.person());
    let keys = key::open(tx, tenant, file).await?;
    let rows = read::all(tx, tenant, (person, file), reader, &keys).await?;
    let mut rooms = Vec::with_capacity(rows.len());
    for of in rows {
        let lead = read::leads(of.room);
        let item = |(led, told): (Option<Told>, Vec<Told>)| {
            let first = lead.zip(led).map(|(name, led)| (name, Is::Plain, led));
            let columns = of.room.columns.iter().zip(told).map(|((name, is), told)| (*name, *is, told));
            first.into_iter().chain(columns).collect::<Item>()
        };
        rooms.push((of.room, of.rows.into_iter().map(item).collect::<Vec<_>>()));
    }
    let looks = match reader {
        Reader::Student | Reader::Answering(_) => {
            let concerns = concern::load::of_file(tx, tenant, file).await?;
            let theirs: Vec<_> = concerns.into_iter().filter(|one| accounts.contains(&one.by)).collect();
            Some(looks::all(tx, tenant, person, &theirs, accounts).await?)
        }
        // Who looked at the file of somebody of sixteen is theirs to know.
        Reader::Measures(_) => None,
    };
    let code = |(_, _, told): &(&str, Is, Told)| match told {
        Told::Programme(code) => Crebo::parse(code),
        _ => None,
    };
    let codes: Vec<Crebo> = rooms.iter().flat_map(|(_, items)| items).flatten().filter_map(code).collect();
    let programmes = programme::of_codes(tx, tenant, codes).await?;
    let names = named(tx, tenant, &rooms).await?;
    let school = row!(tx, (String,), SCHOOL, tenant.0)?.map(|(name,)| name).ok_or(StoreError::NotFound)?;
    let name = reached.file.names.names().display().map(Personal::new);
    let parent = reader.parent().is_some();
    Ok(Everything { file, school, made: now, parent, name, rooms, looks, programmes, names })
}

/// The names of whomever and whatever is named in it.
async fn named(
    tx: &mut Tx,
    tenant: TenantId,
    rooms: &[(&'static Room, Vec<Item>)],
) -> Result<BTreeMap<Uuid, Personal<String>>, StoreError> {
    let mut out = BTreeMap::new();
    let all = || rooms.iter().flat_map(|(_, items)| items).flatten().map(|(_, _, told)| told);
    let staff: BTreeSet<AccountId> =
        all().filter_map(|told| if let Told::Staff(id) = told { Some(AccountId(*id)) } else { None }).collect();
    for (account, name) in names(tx, staff).await? {
        out.insert(account.0, name);
    }
    let others: BTreeSet<(&str, Uuid)> = all()
        .filter_map(|told| match told {
            Told::Parent(id) => Some(("guardian", *id)),
            Told::Named(table, id) => Some((*table, *id)),
            _ => None,
        })
        .collect();
    for (table, id) in others {
        let text = match table {
            "team" => "SELECT name FROM team WHERE tenant_id = $1 AND team_id = $2",
            "lesson_group" => "SELECT name FROM lesson_group WHERE tenant_id = $1 AND group_id = $2",
            _ => PARENT_NAME,
        };
        let found = select(tx, &[Type::Text], text, &[Value::Uuid(tenant.0), Value::Uuid(id)]).await?;
        let name = found.first().and_then(|row| row[0].text()).unwrap_or_default();
        out.insert(id, Personal::new(name.to_owned()));
    }
    Ok(out)
}
