//! The list of municipalities of a school: what it read, from which source, and what holds of it.

use crate::audit::{Deed, UnitKind, allowed};
use crate::db::Tx;
use crate::{Store, StoreError};
use access::{Action, Actor, Change};
use register::municipality::{Code, Municipalities, Municipality};
use register::{Moment, Period, TenantId};
use sqlx::FromRow;
use std::collections::BTreeSet;
use time::Date;

sql! {
    HELD = "SELECT number, code, name, begins, ends, into_code, region, source, read_on FROM municipality \
            WHERE tenant_id = $1 AND ended_at IS NULL ORDER BY code, begins, number";
    LAST = "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM municipality WHERE tenant_id = $1";
    /// One after another: the school's row is held meanwhile.
    HOLD = "UPDATE tenant SET name = name WHERE tenant_id = $1";
    ADD = "INSERT INTO municipality (tenant_id, number, code, name, begins, ends, into_code, region, source, read_by, read_at, read_on) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    END = "UPDATE municipality SET ended_by = $3, ended_at = $4, ended_on = $5 WHERE tenant_id = $1 AND number = $2";
    /// Names of municipalities in the school's own files, and how many students have them. Nobody is named.
    NAMES = "SELECT municipality, COUNT(*) FROM person WHERE tenant_id = $1 AND municipality IS NOT NULL \
             GROUP BY municipality ORDER BY municipality";
}

#[derive(FromRow)]
struct Row {
    number: i64,
    code: String,
    name: String,
    begins: Date,
    ends: Option<Date>,
    into_code: Option<String>,
    region: Option<String>,
    source: String,
    read_on: Date,
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
    /// Codes that are there and not in the file. A municipality never leaves the list: it ends with a day.
    pub missing: Vec<Code>,
}

/// What a school has of the list.
#[derive(Debug, Clone, Default)]
pub struct ListOf {
    /// What holds.
    pub list: Municipalities,
    /// Each source with the day on which it was read.
    pub sources: BTreeSet<(String, Date)>,
    /// Names in the school's own files, and how many students have each.
    pub names: Vec<(String, i64)>,
}

async fn held(tx: &mut Tx, tenant: TenantId) -> Result<Vec<(Row, Municipality)>, StoreError> {
    let rows = rows!(tx, Row, HELD, tenant.0)?;
    let wrong = |row: &Row| StoreError::Inconsistent {
        table: "municipality",
        key: row.number.to_string(),
        what: "a code that is none",
    };
    let code = |row: &Row, text: &str| Code::parse(text).ok_or_else(|| wrong(row));
    rows.into_iter()
        .map(|row| {
            let one = Municipality {
                code: code(&row, &row.code)?,
                name: row.name.clone(),
                period: Period { from: row.begins, until: row.ends },
                into: row.into_code.as_deref().map(|text| code(&row, text)).transpose()?,
                region: row.region.clone(),
            };
            Ok((row, one))
        })
        .collect()
}

/// What a file changes: places in what is held that end, and rows of the file that come.
fn compare(held: &[(Row, Municipality)], read: &[Municipality]) -> (Vec<usize>, Vec<usize>, ListChanges) {
    let end: Vec<usize> = (0..held.len()).filter(|at| !read.contains(&held[*at].1)).collect();
    let add: Vec<usize> = (0..read.len()).filter(|at| !held.iter().any(|(_, one)| *one == read[*at])).collect();
    let codes: BTreeSet<&Code> = read.iter().map(|one| &one.code).collect();
    let missing: BTreeSet<&Code> = held.iter().map(|(_, one)| &one.code).filter(|code| !codes.contains(code)).collect();
    let changes = ListChanges {
        add: add.len(),
        end: end.len(),
        same: held.len() - end.len(),
        missing: missing.into_iter().cloned().collect(),
    };
    (end, add, changes)
}

impl Store {
    /// What a file would change of a school's list.
    pub async fn municipalities_changes(&self, by: &Actor, read: &[Municipality]) -> Result<ListChanges, StoreError> {
        allowed(by, Action::RunImport)?;
        let mut tx = self.begin_reading().await?;
        let held = held(&mut tx, by.tenant()).await?;
        Ok(compare(&held, read).2)
    }

    /// Reads a file into a school's list: what is new comes, what it says otherwise is ended. The same file twice is read once.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when codes that are there are missing from it, unless as many as `up_to` may be.
    pub async fn municipalities_read(
        &self,
        by: &Actor,
        (read, source): (&[Municipality], &str),
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
            run!(tx, END, tenant.0, held[at].0.number, who.as_str(), now.at, now.day)?;
        }
        let (mut number,) = row!(tx, (i64,), LAST, tenant.0)?.ok_or(StoreError::NotFound)?;
        for one in add.into_iter().map(|at| &read[at]) {
            number = number.saturating_add(1);
            let (code, into) = (one.code.as_str(), one.into.as_ref().map(Code::as_str));
            let (name, region) = (one.name.as_str(), one.region.as_deref());
            let Period { from, until } = one.period;
            run!(
                tx,
                ADD,
                tenant.0,
                number,
                code,
                name,
                from,
                until,
                into,
                region,
                source,
                who.as_str(),
                now.at,
                now.day
            )?;
        }
        tx.wrote(tenant, UnitKind::Policy, [tenant.0]);
        let about = format!("municipalities +{} -{}", changes.add, changes.end);
        tx.audit(Deed::new(by, Change::SetPolicy, decision).about(about), now).await?;
        tx.commit().await?;
        Ok(changes)
    }

    /// What a school has of the list, and the names in its own files.
    pub async fn municipalities(&self, by: &Actor) -> Result<ListOf, StoreError> {
        allowed(by, Action::RunImport)?;
        let mut tx = self.begin_snapshot().await?;
        let held = held(&mut tx, by.tenant()).await?;
        let names = rows!(tx, (String, i64), NAMES, by.tenant().0)?;
        let sources = held.iter().map(|(row, _)| (row.source.clone(), row.read_on)).collect();
        Ok(ListOf { list: Municipalities::new(held.into_iter().map(|(_, one)| one).collect()), sources, names })
    }
}
