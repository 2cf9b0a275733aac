//! A school's own settings: what holds, and every time something was set.

use crate::audit::{Deed, UnitKind};
use crate::db::Tx;
use crate::file::scope;
use crate::{SaveError, Store, StoreError};
use access::{Action, Actor, Change};
use register::law::{Chosen, OwnTerms, Provider, Setting};
use register::period::{Period, Timeline};
use register::policy::{Name, Policy, Refused};
use register::{Moment, TenantId};
use time::{Date, OffsetDateTime};

sql! {
    ALL = "SELECT name, begins, ends, value FROM policy_setting WHERE tenant_id = $1 ORDER BY name, begins";
    SET = "INSERT INTO policy_setting (tenant_id, name, begins, ends, value) VALUES ($1, $2, $3, $4, $5) \
           ON CONFLICT (tenant_id, name, begins) DO UPDATE SET ends = EXCLUDED.ends, value = EXCLUDED.value";
    /// One after another: the school's row is held meanwhile.
    HOLD = "UPDATE tenant SET name = name WHERE tenant_id = $1";
    NEXT = "SELECT CAST(COALESCE(MAX(number), 0) + 1 AS BIGINT) FROM policy_change WHERE tenant_id = $1";
    TOLD = "INSERT INTO policy_change (tenant_id, number, name, begins, ends, value, set_by, set_at, set_on) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    HISTORY = "SELECT name, begins, ends, value, set_by, set_at, set_on FROM policy_change WHERE tenant_id = $1 ORDER BY number";
}

/// Once that something was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingRow {
    /// What.
    pub name: String,
    /// From when through when.
    pub period: Period,
    /// To what.
    pub value: String,
    /// By which account, or `command`.
    pub by: String,
    /// When.
    pub at: Moment,
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
    let terms = OwnTerms::new(rows.iter().filter_map(own).collect()).unwrap_or_default();
    Ok(Policy {
        kind_of_school: Timeline::new(kinds.filter_map(kind).collect()),
        agree_without_ground: line("agree_without_ground"),
        inform_guardians_at_16: line("inform_guardians_at_16"),
        terms,
    })
}

impl Store {
    /// Sets a term of a school's own, from a day through a day. Set again from the same day it is corrected, or ended; what
    /// was set before stays in the history. What is due on every file of the school is written anew with it.
    ///
    /// # Errors
    /// [`SaveError::Refused`] with the article that it contradicts.
    pub async fn policy_set(
        &self,
        actor: &Actor,
        name: Name,
        typed: &str,
        period: Period,
        now: Moment,
    ) -> Result<String, SaveError<Refused>> {
        let value = name.check(typed, period).map_err(SaveError::Refused)?;
        let decision = crate::audit::allowed(actor, Action::ManageAccounts)?;
        let tenant = actor.tenant();
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0)?;
        let (number,) = row!(tx, (i64,), NEXT, tenant.0)?.ok_or(StoreError::NotFound)?;
        let by = actor.account().map_or_else(|| "command".to_owned(), |account| account.0.simple().to_string());
        let Period { from, until } = period;
        run!(tx, SET, tenant.0, name.code(), from, until, value.as_str())?;
        run!(tx, TOLD, tenant.0, number, name.code(), from, until, value.as_str(), by, now.at, now.day)?;
        tx.wrote(tenant, UnitKind::Policy, [tenant.0]);
        scope::refresh_all(&mut tx, tenant, now.day).await?;
        tx.audit(Deed::new(actor, Change::SetPolicy, decision).about(format!("{} {from}", name.code())), now).await?;
        tx.commit().await?;
        Ok(value)
    }

    /// Every time something was set at a school, oldest first.
    pub async fn policy_history(&self, tenant: TenantId) -> Result<Vec<SettingRow>, StoreError> {
        type Told = (String, Date, Option<Date>, String, String, OffsetDateTime, Date);
        let mut tx = self.begin_reading().await?;
        let rows = rows!(tx, Told, HISTORY, tenant.0)?;
        let told = |(name, from, until, value, by, at, day): Told| SettingRow {
            name,
            period: Period { from, until },
            value,
            by,
            at: Moment { at, day },
        };
        Ok(rows.into_iter().map(told).collect())
    }
}
