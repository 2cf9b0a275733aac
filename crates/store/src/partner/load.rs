//! The map as it is stored: a school has some dozens of entries, read as a whole.

use crate::StoreError;
use crate::agreement::names::Names;
use crate::db::Tx;
use register::municipality::{Code, Municipalities};
use register::partner::{
    Agreed, Domain, Entry, Event, Form, Happened, Kind, Partner, Payer, Status, Under, Vision, Weekday,
};
use register::{AccountId, PartnerId, Personal, TenantId};
use sqlx_macros::FromRow;
use std::collections::HashMap;
use std::sync::Arc;
use time::Date;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "partner_id, status, changes, owner_id, confirmed_on, asks_on, name, kind, what, domains, under, from_age, below_age, places, \
         region, sites, payers, forms, days, address, phone, reachable, reach, agreed_on, vision, oogo_on, plan_on"
    };
}

sql! {
    ALL = concat!("SELECT ", columns!(), " FROM partner WHERE tenant_id = $1 ORDER BY name, partner_id");
    ONE = concat!("SELECT ", columns!(), " FROM partner WHERE tenant_id = $1 AND partner_id = $2");
    EVENTS = "SELECT event, words, noted_on, noted_by FROM partner_event WHERE tenant_id = $1 AND partner_id = $2 ORDER BY place";
    /// Who can look after an entry: whoever keeps the map today.
    KEEPERS = "SELECT DISTINCT a.account_id, a.name FROM membership m CROSS JOIN account a WHERE m.tenant_id = $1 \
               AND m.role IN ('care_coordinator', 'trajectory_counsellor', 'policy_officer') AND m.begins <= $2 \
               AND (m.ends IS NULL OR m.ends >= $2) AND m.ended_at IS NULL AND a.account_id = m.account_id \
               ORDER BY a.name, a.account_id";
}

#[derive(FromRow)]
struct Row {
    partner_id: Uuid,
    status: String,
    changes: i64,
    owner_id: Uuid,
    confirmed_on: Date,
    asks_on: Date,
    name: String,
    kind: String,
    what: String,
    domains: String,
    under: String,
    from_age: Option<i64>,
    below_age: Option<i64>,
    places: String,
    region: Option<String>,
    sites: String,
    payers: String,
    forms: String,
    days: String,
    address: String,
    phone: Option<String>,
    reachable: String,
    reach: Option<i64>,
    agreed_on: Option<Date>,
    vision: Option<String>,
    oogo_on: Option<Date>,
    plan_on: Option<Date>,
}

/// Codes with commas between.
fn codes<V>(text: &str, read: impl Fn(&str) -> Option<V>) -> Option<Vec<V>> {
    text.split(',').filter(|code| !code.is_empty()).map(read).collect()
}

impl TryFrom<Row> for Partner {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let key = row.partner_id.to_string();
        let wrong = |what| StoreError::Inconsistent { table: "partner", key: key.clone(), what };
        let age = |age: Option<i64>| age.map(|age| u8::try_from(age).map_err(|_| wrong("an age"))).transpose();
        let reach = row.reach.map(|many| u32::try_from(many).map_err(|_| wrong("how many it reaches"))).transpose();
        let vision = row.vision.as_deref().map(|code| Vision::from_code(code).ok_or_else(|| wrong("its vision")));
        Ok(Self {
            id: PartnerId(row.partner_id),
            owner: AccountId(row.owner_id),
            confirmed: row.confirmed_on,
            asks: row.asks_on,
            status: Status::from_code(&row.status).ok_or_else(|| wrong("its status"))?,
            changes: row.changes,
            entry: Entry {
                kind: Kind::from_code(&row.kind).ok_or_else(|| wrong("its kind"))?,
                domains: codes(&row.domains, Domain::from_code).ok_or_else(|| wrong("a domain"))?,
                under: Under::from_code(&row.under).ok_or_else(|| wrong("its law"))?,
                from_age: age(row.from_age)?,
                below_age: age(row.below_age)?,
                places: codes(&row.places, Code::parse).ok_or_else(|| wrong("a municipality"))?,
                sites: row.sites.lines().map(str::to_owned).collect(),
                payers: codes(&row.payers, Payer::from_code).ok_or_else(|| wrong("who pays"))?,
                forms: codes(&row.forms, Form::from_code).ok_or_else(|| wrong("a form"))?,
                days: codes(&row.days, Weekday::from_code).ok_or_else(|| wrong("a day"))?,
                reach: reach?,
                agreed: Agreed { on: row.agreed_on, vision: vision.transpose()?, oogo: row.oogo_on, plan: row.plan_on },
                name: row.name,
                what: row.what,
                region: row.region,
                address: row.address,
                phone: row.phone,
                reachable: row.reachable,
            },
        })
    }
}

/// An entry with what happened to it.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The entry.
    pub partner: Partner,
    /// What happened, the first first.
    pub happened: Vec<Happened>,
}

/// The map, with what a page and a form need.
#[derive(Debug, Clone)]
pub struct Map {
    /// All entries, by name; also those that ended.
    pub all: Vec<Partner>,
    /// One of them, where it was asked for.
    pub one: Option<Kept>,
    /// Who can look after an entry, by name.
    pub keepers: Vec<(AccountId, String)>,
    /// The names of who did something to the one that was asked for.
    pub names: Names,
    /// The list of municipalities.
    pub list: Arc<Municipalities>,
    /// After how many months an entry asks to be confirmed, as the school set it.
    pub months: u16,
    /// Who reads keeps it too.
    pub may_keep: bool,
}

impl Map {
    /// The owner of an entry by name; `None` where they cannot look after it any more.
    pub fn owner(&self, partner: &Partner) -> Option<&str> {
        self.keepers.iter().find(|(id, _)| *id == partner.owner).map(|(_, name)| name.as_str())
    }

    /// What somebody has to look at: of their own, and of those that nobody looks after.
    pub fn owed(&self, account: Option<AccountId>, today: Date) -> impl Iterator<Item = &Partner> {
        self.all
            .iter()
            .filter(move |one| one.owed_on(today))
            .filter(move |one| Some(one.owner) == account || self.owner(one).is_none())
    }
}

/// All entries of a school, by name.
pub(crate) async fn all(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Partner>, StoreError> {
    rows!(tx, Row, ALL, tenant.0)?.into_iter().map(Partner::try_from).collect()
}

/// One entry.
pub(crate) async fn one(tx: &mut Tx, tenant: TenantId, id: PartnerId) -> Result<Partner, StoreError> {
    row!(tx, Row, ONE, tenant.0, id.0)?.ok_or(StoreError::NotFound)?.try_into()
}

/// What happened to an entry.
pub(super) async fn happened(tx: &mut Tx, tenant: TenantId, id: PartnerId) -> Result<Vec<Happened>, StoreError> {
    let found = rows!(tx, (String, Option<String>, Date, Uuid), EVENTS, tenant.0, id.0)?;
    let one = |(event, words, on, by): (String, Option<String>, Date, Uuid)| {
        let wrong = || StoreError::Inconsistent { table: "partner_event", key: id.to_string(), what: "what happened" };
        Ok(Happened { event: Event::from_code(&event).ok_or_else(wrong)?, on, by: AccountId(by), words })
    };
    found.into_iter().map(one).collect()
}

/// Who can look after an entry on a day.
pub(crate) async fn keepers(tx: &mut Tx, tenant: TenantId, day: Date) -> Result<Vec<(AccountId, String)>, StoreError> {
    let found = rows!(tx, (Uuid, String), KEEPERS, tenant.0, day)?;
    Ok(found.into_iter().map(|(id, name)| (AccountId(id), name)).collect())
}

/// Names of these people.
pub(super) async fn names(
    tx: &mut Tx,
    happened: &[Happened],
) -> Result<HashMap<AccountId, Personal<String>>, StoreError> {
    let people: std::collections::BTreeSet<AccountId> = happened.iter().map(|one| one.by).collect();
    crate::agreement::names::names(tx, people).await
}
