//! The calendar of a school: what it read, and what holds of it.

use crate::audit::{Deed, UnitKind};
use crate::db::Tx;
use crate::{Store, StoreError};
use access::{Action, Actor, Change};
use register::law::calendar::{Changes, Entry, EntryKind, SchoolCalendar, changes};
use register::{Moment, TenantId};
use time::Date;

sql! {
    ALL = "SELECT number, kind, begins, ends, name, source, read_by, read_on, ended_by, ended_on FROM calendar_entry \
           WHERE tenant_id = $1 ORDER BY begins, number";
    HELD = "SELECT number, kind, begins, ends, name, source FROM calendar_entry WHERE tenant_id = $1 AND ended_at IS NULL \
            ORDER BY begins, number";
    LAST = "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM calendar_entry WHERE tenant_id = $1";
    /// One after another: the school's row is held meanwhile.
    HOLD = "UPDATE tenant SET name = name WHERE tenant_id = $1";
    ADD = "INSERT INTO calendar_entry (tenant_id, number, kind, begins, ends, name, source, read_by, read_at, read_on) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    END = "UPDATE calendar_entry SET ended_by = $3, ended_at = $4, ended_on = $5 WHERE tenant_id = $1 AND number = $2";
}

/// A line of a school's calendar, with who read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarRow {
    /// What it says.
    pub entry: Entry,
    /// By whom it was read, and on which day.
    pub read: (String, Date),
    /// By whom a newer file was read that ended it, and on which day; absent: it holds.
    pub ended: Option<(String, Date)>,
}

type Held = (i64, String, Date, Date, String, String);

async fn held(tx: &mut Tx, tenant: TenantId) -> Result<(Vec<i64>, Vec<Entry>), StoreError> {
    let rows = rows!(tx, Held, HELD, tenant.0)?;
    let entry = |(number, kind, from, until, name, source): Held| {
        Some((number, Entry { kind: EntryKind::from_code(&kind)?, from, until, name, source }))
    };
    Ok(rows.into_iter().filter_map(entry).unzip())
}

/// By what a school counts.
pub(crate) async fn load(tx: &mut Tx, tenant: TenantId) -> Result<SchoolCalendar, StoreError> {
    let (_, held) = held(tx, tenant).await?;
    Ok(SchoolCalendar::of(&held))
}

impl Store {
    /// What a file would change of a school's calendar.
    pub async fn calendar_changes(&self, actor: &Actor, read: &[Entry]) -> Result<Changes, StoreError> {
        crate::audit::allowed(actor, Action::ManageAccounts)?;
        let mut tx = self.begin_reading().await?;
        let (_, held) = held(&mut tx, actor.tenant()).await?;
        Ok(changes(&held, read))
    }

    /// Reads a file into a school's calendar: adds what is new, and ends what it says otherwise. The same file twice is read
    /// once.
    pub async fn calendar_read(&self, actor: &Actor, read: &[Entry], now: Moment) -> Result<Changes, StoreError> {
        let decision = crate::audit::allowed(actor, Action::ManageAccounts)?;
        let tenant = actor.tenant();
        let by = actor.account().map_or_else(|| "command".to_owned(), |account| account.0.simple().to_string());
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0)?;
        let (numbers, held) = held(&mut tx, tenant).await?;
        let found = changes(&held, read);
        if found.add.is_empty() && found.end.is_empty() {
            return Ok(found);
        }
        for number in found.end.iter().filter_map(|place| numbers.get(*place)) {
            run!(tx, END, tenant.0, *number, by.as_str(), now.at, now.day)?;
        }
        let (mut number,) = row!(tx, (i64,), LAST, tenant.0)?.ok_or(StoreError::NotFound)?;
        for entry in &found.add {
            number = number.saturating_add(1);
            let (kind, name, source) = (entry.kind.code(), entry.name.as_str(), entry.source.as_str());
            run!(tx, ADD, tenant.0, number, kind, entry.from, entry.until, name, source, by.as_str(), now.at, now.day)?;
        }
        tx.wrote(tenant, UnitKind::Policy, [tenant.0]);
        let about = format!("calendar +{} -{}", found.add.len(), found.end.len());
        tx.audit(Deed::new(actor, Change::SetPolicy, decision).about(about), now).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// All that a school's calendar says or said, by first day.
    pub async fn calendar_rows(&self, actor: &Actor) -> Result<Vec<CalendarRow>, StoreError> {
        type Row = (i64, String, Date, Date, String, String, String, Date, Option<String>, Option<Date>);
        crate::audit::allowed(actor, Action::ManageAccounts)?;
        let mut tx = self.begin_reading().await?;
        let rows = rows!(tx, Row, ALL, actor.tenant().0)?;
        let row = |(_, kind, from, until, name, source, by, on, ended_by, ended_on): Row| {
            let entry = Entry { kind: EntryKind::from_code(&kind)?, from, until, name, source };
            Some(CalendarRow { entry, read: (by, on), ended: ended_by.zip(ended_on) })
        };
        Ok(rows.into_iter().filter_map(row).collect())
    }

    /// By what a school counts: the Dutch calendar, with what it read.
    pub async fn calendar(&self, tenant: TenantId) -> Result<SchoolCalendar, StoreError> {
        let mut tx = self.begin_reading().await?;
        load(&mut tx, tenant).await
    }
}
