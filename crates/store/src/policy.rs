//! A school's own settings: what holds, and every time something was set.
//!
//! What is due on the files of a school hangs on some of them. The setting is kept in one short transaction; the files are
//! written anew after it, a few at a time, so that everybody works on. That they are owed it is kept with the setting: who
//! is killed on the way finishes when the program starts, or when something is set again.

use crate::audit::{Deed, UnitKind};
use crate::by::set_by;
use crate::db::Tx;
use crate::file::{lock, scope};
use crate::{SaveError, Store, StoreError};
use access::{Action, Actor, Change};
use register::law::calendar::SchoolCalendar;
use register::law::{Chosen, OwnTerms, Provider, Setting};
use register::period::{Period, Timeline};
use register::policy::{Name, Policy, Refused};
use register::{Moment, PersonId, TenantId};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

pub use crate::by::SetBy;

sql! {
    ALL = "SELECT name, begins, ends, value FROM policy_setting WHERE tenant_id = $1 ORDER BY name, begins";
    SET = "INSERT INTO policy_setting (tenant_id, name, begins, ends, value) VALUES ($1, $2, $3, $4, $5) \
           ON CONFLICT (tenant_id, name, begins) DO UPDATE SET ends = EXCLUDED.ends, value = EXCLUDED.value";
    TAKE_BACK = "DELETE FROM policy_setting WHERE tenant_id = $1 AND name = $2 AND begins = $3";
    /// One after another: the school's row is held meanwhile.
    HOLD = "UPDATE tenant SET name = name WHERE tenant_id = $1";
    LAST = "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM policy_change WHERE tenant_id = $1";
    TOLD = "INSERT INTO policy_change (tenant_id, number, name, begins, ends, value, set_by, set_at, set_on) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    HISTORY = "SELECT number, name, begins, ends, value, set_by, set_at, set_on FROM policy_change WHERE tenant_id = $1 ORDER BY number";
    /// The files of the school are to be written anew, since this change.
    OWE = "INSERT INTO counter (tenant_id, name, scope_id, value) VALUES ($1, 'settling', $1, $2) \
           ON CONFLICT (tenant_id, name, scope_id) DO UPDATE SET value = EXCLUDED.value";
    OWED = "SELECT value FROM counter WHERE tenant_id = $1 AND name = 'settling' AND scope_id = $1";
    OWED_BY = "SELECT tenant_id FROM counter WHERE name = 'settling'";
    /// Unless a later change began meanwhile.
    SETTLED = "DELETE FROM counter WHERE tenant_id = $1 AND name = 'settling' AND scope_id = $1 AND value = $2";
    FEW = "SELECT person_id FROM support_file WHERE tenant_id = $1 AND person_id > $2 ORDER BY person_id LIMIT 100";
}

/// Once that something was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingRow {
    /// 1 for the first of the school.
    pub number: i64,
    /// What.
    pub name: String,
    /// From when through when.
    pub period: Period,
    /// To what; `None` when what stood there from that day was taken back.
    pub value: Option<String>,
    /// By whom.
    pub by: SetBy,
    /// When.
    pub at: Moment,
}

/// The settings of a school as they are read on a page.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What holds, whenever: name, period and value, by name and first day.
    pub held: Vec<(String, Period, String)>,
    /// Every time something was set, oldest first.
    pub history: Vec<SettingRow>,
    /// What that makes of the terms that the law leaves to a school.
    pub terms: OwnTerms,
    /// By what the school counts them.
    pub calendar: SchoolCalendar,
}

impl Settings {
    /// The number of the last change, which a change names that is based on this.
    pub fn last(&self) -> i64 {
        self.history.last().map_or(0, |row| row.number)
    }
}

/// What is set.
#[derive(Debug, Clone, Copy)]
pub struct Put<'a> {
    /// What.
    pub name: Name,
    /// To what, as it was typed; `None` takes back what stood there from that day: it was never so.
    pub typed: Option<&'a str>,
    /// From when through when. Set again from the same day it is corrected, or ended.
    pub period: Period,
    /// The last change that was read; `None` sets it whatever was set meanwhile.
    pub based_on: Option<i64>,
}

type Row = (String, Date, Option<Date>, String);

/// The policy of a tenant: what it set, over what holds where it set nothing.
pub(crate) async fn load(tx: &mut Tx, tenant: TenantId) -> Result<Policy, StoreError> {
    let rows = rows!(tx, Row, ALL, tenant.0)?;
    let line = |wanted: &str| {
        let held = rows.iter().filter(|(name, ..)| name == wanted);
        Timeline::new(
            held.map(|(_, from, until, value)| (Period { from: *from, until: *until }, value == "yes")).collect(),
        )
    };
    let kinds = rows.iter().filter(|(name, ..)| name == "kind_of_school");
    let kind =
        |(_, from, until, value): &Row| Some((Period { from: *from, until: *until }, Provider::from_code(value)?));
    let own = |(name, from, until, value): &Row| {
        // What was set against the law behind the program's back holds nothing, and takes no other with it.
        let value = Setting::parse(name, value).filter(|value| value.check().is_ok())?;
        Some((Period { from: *from, until: *until }, Chosen { value, by: None }))
    };
    let places = |wanted: &str| {
        let held = rows.iter().filter(|(name, ..)| name == wanted);
        let many = |(_, from, until, value): &Row| {
            Some((Period { from: *from, until: *until }, register::policy::places(value)?))
        };
        Timeline::new(held.filter_map(many).collect())
    };
    let days = rows.iter().filter(|(name, ..)| name == "answer_within_days");
    let days =
        days.filter_map(|(_, from, until, value)| Some((Period { from: *from, until: *until }, value.parse().ok()?)));
    let months = rows.iter().filter(|(name, ..)| name == Name::ConfirmPartnersMonths.code());
    let months =
        months.filter_map(|(_, from, until, value)| Some((Period { from: *from, until: *until }, value.parse().ok()?)));
    let terms = OwnTerms::new(rows.iter().filter_map(own).collect()).unwrap_or_default();
    Ok(Policy {
        kind_of_school: Timeline::new(kinds.filter_map(kind).collect()),
        agree_without_ground: line("agree_without_ground"),
        inform_guardians_at_16: line("inform_guardians_at_16"),
        report_without_ground: line("report_without_ground"),
        second_line_places: places(Name::SecondLinePlaces.code()),
        third_line_places: places(Name::ThirdLinePlaces.code()),
        remind_after_days: Timeline::new(
            rows.iter()
                .filter(|(name, ..)| name == "remind_after_days")
                .filter_map(|(_, from, until, value)| {
                    Some((Period { from: *from, until: *until }, value.parse().ok()?))
                })
                .collect(),
        ),
        answer_within_days: Timeline::new(days.collect()),
        confirm_partners_months: Timeline::new(months.collect()),
        terms,
    })
}

impl Store {
    /// Sets a term of a school's own, or takes one back, and keeps that it did. What is due on the files of the school may hang
    /// on it: [`Store::policy_settle`] writes them anew.
    ///
    /// # Errors
    /// [`SaveError::Refused`] with the article that it contradicts, or with what was set meanwhile.
    pub async fn policy_put(&self, actor: &Actor, put: Put<'_>, now: Moment) -> Result<String, SaveError<Refused>> {
        let Put { name, typed, period, based_on } = put;
        let value = match typed {
            Some(typed) => name.check(typed, period).map_err(SaveError::Refused)?,
            None => String::new(),
        };
        let decision = crate::audit::allowed(actor, Action::ManageAccounts)?;
        let tenant = actor.tenant();
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0)?;
        let (last,) = row!(tx, (i64,), LAST, tenant.0)?.ok_or(StoreError::NotFound)?;
        if based_on.is_some_and(|read| read != last) {
            return Err(SaveError::Refused(Refused::SetMeanwhile));
        }
        let by = actor.account().map_or_else(|| "command".to_owned(), |account| account.0.simple().to_string());
        let Period { from, until } = period;
        if typed.is_some() {
            run!(tx, SET, tenant.0, name.code(), from, until, value.as_str())?;
        } else if run!(tx, TAKE_BACK, tenant.0, name.code(), from)? == 0 {
            return Err(SaveError::Refused(Refused::NothingThere));
        }
        let number = last.saturating_add(1);
        run!(tx, TOLD, tenant.0, number, name.code(), from, until, value.as_str(), by, now.at, now.day)?;
        if name.moves_duties() {
            run!(tx, OWE, tenant.0, number)?;
        }
        tx.wrote(tenant, UnitKind::Policy, [tenant.0]);
        tx.audit(Deed::new(actor, Change::SetPolicy, decision).about(format!("{} {from}", name.code())), now).await?;
        tx.commit().await?;
        Ok(value)
    }

    /// The same, with the files of the school written anew.
    ///
    /// # Errors
    /// As [`Store::policy_put`].
    pub async fn policy_set(&self, actor: &Actor, put: Put<'_>, now: Moment) -> Result<String, SaveError<Refused>> {
        let value = self.policy_put(actor, put, now).await?;
        self.policy_settle(actor.tenant(), now.day).await?;
        Ok(value)
    }

    /// Writes the files of a school anew, where a setting asks it: a few at a time, so that others work in between. Until it is
    /// done a list may show what was due before.
    pub async fn policy_settle(&self, tenant: TenantId, today: Date) -> Result<(), StoreError> {
        let mut tx = self.begin_reading().await?;
        let owed = row!(tx, (i64,), OWED, tenant.0)?;
        tx.commit().await?;
        let Some((change,)) = owed else { return Ok(()) };
        let mut after = Uuid::nil();
        while let Some(last) = retry!(settle_some(self, tenant, after, today))? {
            after = last;
        }
        let mut tx = self.begin().await?;
        run!(tx, SETTLED, tenant.0, change)?;
        tx.commit().await
    }

    /// Finishes what a program left that was killed while it wrote files anew.
    pub async fn policies_settle(&self, today: Date) -> Result<(), StoreError> {
        let mut tx = self.begin_reading().await?;
        let owed = rows!(tx, (Uuid,), OWED_BY)?;
        tx.commit().await?;
        for (tenant,) in owed {
            self.policy_settle(TenantId(tenant), today).await?;
        }
        Ok(())
    }

    /// What a school set, and every time it did.
    pub async fn policy_settings(&self, actor: &Actor) -> Result<Settings, StoreError> {
        crate::audit::allowed(actor, Action::ManageAccounts)?;
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let held = rows!(tx, Row, ALL, tenant.0)?;
        let held = held.into_iter().map(|(name, from, until, value)| (name, Period { from, until }, value)).collect();
        let history = history(&mut tx, tenant).await?;
        let terms = load(&mut tx, tenant).await?.terms;
        let calendar = crate::calendar::load(&mut tx, tenant).await?;
        tx.commit().await?;
        Ok(Settings { held, history, terms, calendar })
    }
}

async fn history(tx: &mut Tx, tenant: TenantId) -> Result<Vec<SettingRow>, StoreError> {
    type Told = (i64, String, Date, Option<Date>, String, String, OffsetDateTime, Date);
    let rows = rows!(tx, Told, HISTORY, tenant.0)?;
    let mut out = Vec::with_capacity(rows.len());
    for (number, name, from, until, value, by, at, day) in rows {
        let by = set_by(tx, &by).await?;
        let value = Some(value).filter(|value| !value.is_empty());
        out.push(SettingRow { number, name, period: Period { from, until }, value, by, at: Moment { at, day } });
    }
    Ok(out)
}

/// Writes the next few files anew; the last person of them, or that there are no more.
async fn settle_some(store: &Store, tenant: TenantId, after: Uuid, today: Date) -> Result<Option<Uuid>, StoreError> {
    let mut tx = store.begin_reading().await?;
    let few = rows!(tx, (Uuid,), FEW, tenant.0, after)?;
    tx.commit().await?;
    let persons: Vec<Uuid> = few.into_iter().map(|(person,)| person).collect();
    let Some(last) = persons.last().copied() else { return Ok(None) };
    let mut tx = store.begin().await?;
    lock::hold(&mut tx, tenant, &persons).await?;
    let persons: Vec<PersonId> = persons.into_iter().map(PersonId).collect();
    scope::refresh_many(&mut tx, tenant, &persons, today).await?;
    tx.commit().await?;
    Ok(Some(last))
}
