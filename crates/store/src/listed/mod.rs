//! Lists of the outside world as a school read them: from which source, when, and what holds of them. The lists differ in their
//! table and in what a row is; how one is read is the same.

mod show;

pub use show::{List, ListAsked, ListCounts, ListGlance, ListPage, ListRow, ListSource, PAGE, Stand};

use crate::audit::{Deed, UnitKind, allowed};
use crate::db::Tx;
use crate::{Store, StoreError};
use access::{Action, Actor, Change};
use register::{Moment, Period, TenantId};
use sqlx_macros::FromRow;
use std::collections::BTreeSet;
use time::Date;

sql! {
    /// One after another: the school's row is held meanwhile.
    HOLD = "UPDATE tenant SET name = name WHERE tenant_id = $1";
}

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [SQL, show::SQL].concat()
}

/// The SQL of a list.
pub(crate) struct Texts {
    pub(crate) held: &'static str,
    pub(crate) last: &'static str,
    pub(crate) add: &'static str,
    pub(crate) end: &'static str,
}

/// A row as every list has it.
#[derive(FromRow)]
pub(crate) struct Row {
    pub(crate) number: i64,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) begins: Date,
    pub(crate) ends: Option<Date>,
    pub(crate) into_code: Option<String>,
    pub(crate) more: Option<String>,
}

/// What a row says, to write.
pub(crate) struct Said<'a> {
    pub(crate) code: String,
    pub(crate) name: &'a str,
    pub(crate) period: Period,
    pub(crate) into: Option<String>,
    pub(crate) more: Option<&'a str>,
}

/// A kind of list.
pub(crate) trait Listed: PartialEq + Sized {
    /// Its table.
    const TABLE: &'static str;
    /// Its SQL.
    const TEXTS: Texts;
    /// What a row says.
    fn said(&self) -> Said<'_>;
    /// Reads a row; `None` when it is none.
    fn of(row: &Row) -> Option<Self>;
}

/// What a file changes of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListChanges {
    /// Rows that come.
    pub add: usize,
    /// Rows that are said otherwise, or no more.
    pub end: usize,
    /// Rows that stay.
    pub same: usize,
    /// Codes that are there and not in the file. Nothing leaves a list: it ends with a day.
    pub missing: Vec<String>,
}

/// What holds of a list.
pub(crate) async fn held<L: Listed>(tx: &mut Tx, tenant: TenantId) -> Result<Vec<(Row, L)>, StoreError> {
    let rows = rows!(tx, Row, L::TEXTS.held, tenant.0)?;
    rows.into_iter()
        .map(|row| {
            let key = row.number.to_string();
            let wrong = || StoreError::Inconsistent { table: L::TABLE, key, what: "a code that is none" };
            let one = L::of(&row).ok_or_else(wrong)?;
            Ok((row, one))
        })
        .collect()
}

/// What a file changes: places in what is held that end, and rows of the file that come.
fn compare<L: Listed>(held: &[(Row, L)], read: &[L]) -> (Vec<usize>, Vec<usize>, ListChanges) {
    let end: Vec<usize> = (0..held.len()).filter(|at| !read.contains(&held[*at].1)).collect();
    let add: Vec<usize> = (0..read.len()).filter(|at| !held.iter().any(|(_, one)| *one == read[*at])).collect();
    let codes: BTreeSet<String> = read.iter().map(|one| one.said().code).collect();
    let missing: BTreeSet<String> =
        held.iter().map(|(_, one)| one.said().code).filter(|code| !codes.contains(code)).collect();
    let changes = ListChanges {
        add: add.len(),
        end: end.len(),
        same: held.len() - end.len(),
        missing: missing.into_iter().collect(),
    };
    (end, add, changes)
}

impl Store {
    /// What a file would change of a school's list.
    pub(crate) async fn list_changes<L: Listed>(&self, by: &Actor, read: &[L]) -> Result<ListChanges, StoreError> {
        allowed(by, Action::RunImport)?;
        let mut tx = self.begin_reading().await?;
        let held = held(&mut tx, by.tenant()).await?;
        Ok(compare(&held, read).2)
    }

    /// Reads a file into a school's list: what is new comes, what it says otherwise is ended. The same file twice is read once.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when codes that are there are missing from it, unless as many as `up_to` may be.
    pub(crate) async fn list_read<L: Listed>(
        &self,
        by: &Actor,
        (read, source): (&[L], &str),
        up_to: usize,
        now: Moment,
    ) -> Result<ListChanges, StoreError> {
        let decision = allowed(by, Action::RunImport)?;
        let tenant = by.tenant();
        let who = by.account().map_or_else(|| "command".to_owned(), |account| account.0.simple().to_string());
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0)?;
        let held = held(&mut tx, tenant).await?;
        let (end, add, changes) = compare(&held, read);
        if changes.missing.len() > up_to {
            return Err(StoreError::Refused(format!("{} codes are missing from the file", changes.missing.len())));
        }
        if end.is_empty() && add.is_empty() {
            return Ok(changes);
        }
        for at in end {
            run!(tx, L::TEXTS.end, tenant.0, held[at].0.number, who.as_str(), now.at, now.day)?;
        }
        let (mut number,) = row!(tx, (i64,), L::TEXTS.last, tenant.0)?.ok_or(StoreError::NotFound)?;
        for said in add.into_iter().map(|at| read[at].said()) {
            number = number.saturating_add(1);
            let Period { from, until } = said.period;
            run!(
                tx,
                L::TEXTS.add,
                tenant.0,
                number,
                said.code,
                said.name,
                from,
                until,
                said.into,
                said.more,
                source,
                who.as_str(),
                now.at,
                now.day
            )?;
        }
        tx.wrote(tenant, UnitKind::Policy, [tenant.0]);
        let about = format!("{} +{} -{}", L::TABLE, changes.add, changes.end);
        tx.audit(Deed::new(by, Change::SetPolicy, decision).about(about), now).await?;
        tx.commit().await?;
        Ok(changes)
    }
}
