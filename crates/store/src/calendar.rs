//! The calendar of a school: what it read, and what holds of it.

use crate::audit::{Deed, UnitKind};
use crate::by::{SetBy, set_by};
use crate::db::Tx;
use crate::{SaveError, Store, StoreError};
use access::{Action, Actor, Change};
use register::law::calendar::{Changes, Entry, EntryKind, Put, Refused, SchoolCalendar, changes, put};
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
    /// 1 for the first of the school.
    pub number: i64,
    /// What it says.
    pub entry: Entry,
    /// By whom it was read or typed, and on which day.
    pub read: (SetBy, Date),
    /// By whom it was ended, by hand or by a newer file, and on which day; absent: it holds.
    pub ended: Option<(SetBy, Date)>,
}

/// What a file would change of a school's calendar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CalendarPlan {
    /// What is new.
    pub add: Vec<Entry>,
    /// What would not hold any more.
    pub end: Vec<Entry>,
    /// How much stays as it is.
    pub same: usize,
}

impl CalendarPlan {
    /// What a file changes of what is held.
    pub fn of(held: &[Entry], read: &[Entry]) -> Self {
        let Changes { add, end, same } = changes(held, read);
        Self { add, end: end.into_iter().filter_map(|place| held.get(place)).cloned().collect(), same }
    }
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

/// Ends what stands under these numbers, and adds these.
async fn write(
    tx: &mut Tx,
    tenant: TenantId,
    (add, end): (&[Entry], &[i64]),
    by: &str,
    now: Moment,
) -> Result<(), StoreError> {
    for number in end {
        run!(tx, END, tenant.0, *number, by, now.at, now.day)?;
    }
    let (mut number,) = row!(tx, (i64,), LAST, tenant.0)?.ok_or(StoreError::NotFound)?;
    for entry in add {
        number = number.saturating_add(1);
        let (kind, name, source) = (entry.kind.code(), entry.name.as_str(), entry.source.as_str());
        run!(tx, ADD, tenant.0, number, kind, entry.from, entry.until, name, source, by, now.at, now.day)?;
    }
    tx.wrote(tenant, UnitKind::Policy, [tenant.0]);
    Ok(())
}

impl Store {
    /// What a file would change of a school's calendar.
    pub async fn calendar_changes(&self, actor: &Actor, read: &[Entry]) -> Result<CalendarPlan, StoreError> {
        crate::audit::allowed(actor, Action::ManageAccounts)?;
        let mut tx = self.begin_reading().await?;
        let (_, held) = held(&mut tx, actor.tenant()).await?;
        Ok(CalendarPlan::of(&held, read))
    }

    /// Reads a file into a school's calendar: adds what is new, and ends what it says otherwise. The same file twice is read
    /// once.
    pub async fn calendar_read(&self, actor: &Actor, read: &[Entry], now: Moment) -> Result<CalendarPlan, StoreError> {
        let decision = crate::audit::allowed(actor, Action::ManageAccounts)?;
        let tenant = actor.tenant();
        let by = actor.account().map_or_else(|| "command".to_owned(), |account| account.0.simple().to_string());
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0)?;
        let (numbers, held) = held(&mut tx, tenant).await?;
        let found = changes(&held, read);
        let plan = CalendarPlan::of(&held, read);
        if found.add.is_empty() && found.end.is_empty() {
            return Ok(plan);
        }
        let ended: Vec<i64> = found.end.iter().filter_map(|place| numbers.get(*place)).copied().collect();
        write(&mut tx, tenant, (&found.add, &ended), &by, now).await?;
        let about = format!("calendar +{} -{}", found.add.len(), ended.len());
        tx.audit(Deed::new(actor, Change::SetPolicy, decision).about(about), now).await?;
        tx.commit().await?;
        Ok(plan)
    }

    /// Changes a school's calendar by hand: something new, something in the place of what stands under a number, or (without
    /// an entry) its end. Sent twice it is done once.
    pub async fn calendar_put(
        &self,
        actor: &Actor,
        instead: Option<i64>,
        entry: Option<Entry>,
        now: Moment,
    ) -> Result<Put, SaveError<Refused>> {
        let decision = crate::audit::allowed(actor, Action::ManageAccounts)?;
        let tenant = actor.tenant();
        let by = actor.account().map_or_else(|| "command".to_owned(), |account| account.0.simple().to_string());
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0)?;
        let (numbers, held) = held(&mut tx, tenant).await?;
        let held: Vec<(i64, Entry)> = numbers.into_iter().zip(held).collect();
        let found = put(&held, instead, entry).map_err(SaveError::Refused)?;
        if found == Put::default() {
            return Ok(found);
        }
        write(&mut tx, tenant, (found.add.as_slice(), found.end.as_slice()), &by, now).await?;
        let about = format!("calendar +{} -{}", found.add.iter().len(), found.end.iter().len());
        tx.audit(Deed::new(actor, Change::SetPolicy, decision).about(about), now).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// All that a school's calendar says or said, by first day.
    pub async fn calendar_rows(&self, actor: &Actor) -> Result<Vec<CalendarRow>, StoreError> {
        type Row = (i64, String, Date, Date, String, String, String, Date, Option<String>, Option<Date>);
        crate::audit::allowed(actor, Action::ManageAccounts)?;
        let mut tx = self.begin_snapshot().await?;
        let mut out = Vec::new();
        for (number, kind, from, until, name, source, by, on, ended_by, ended_on) in
            rows!(tx, Row, ALL, actor.tenant().0)?
        {
            let Some(kind) = EntryKind::from_code(&kind) else { continue };
            let ended = match ended_by.zip(ended_on) {
                Some((by, on)) => Some((set_by(&mut tx, &by).await?, on)),
                None => None,
            };
            let read = (set_by(&mut tx, &by).await?, on);
            out.push(CalendarRow { number, entry: Entry { kind, from, until, name, source }, read, ended });
        }
        tx.commit().await?;
        Ok(out)
    }

    /// By what a school counts: the Dutch calendar, with what it read.
    pub async fn calendar(&self, tenant: TenantId) -> Result<SchoolCalendar, StoreError> {
        let mut tx = self.begin_reading().await?;
        load(&mut tx, tenant).await
    }
}
