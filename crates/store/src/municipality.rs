//! The list of municipalities of a school, and what the home municipality of somebody is called today.

use crate::audit::allowed;
use crate::db::Tx;
use crate::kept::Stamp;
use crate::listed::{ListChanges, Listed, Row, Said, Texts, held};
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::municipality::{Code, Municipalities, Municipality};
use register::{Moment, Period, PersonId, Personal, TenantId};
use std::sync::Arc;
use time::Date;

sql! {
    HELD = "SELECT number, code, name, begins, ends, into_code, region AS more FROM municipality \
            WHERE tenant_id = $1 AND ended_at IS NULL ORDER BY code, begins, number";
    LAST = "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM municipality WHERE tenant_id = $1";
    ADD = "INSERT INTO municipality (tenant_id, number, code, name, begins, ends, into_code, region, source, read_by, read_at, read_on) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    END = "UPDATE municipality SET ended_by = $3, ended_at = $4, ended_on = $5 WHERE tenant_id = $1 AND number = $2";
    /// Names of municipalities in the school's own files, and how many students have them. Nobody is named.
    NAMES = "SELECT municipality, COUNT(*) FROM person WHERE tenant_id = $1 AND municipality IS NOT NULL \
             GROUP BY municipality ORDER BY municipality";
    /// What changed last: a list that was read stays as it is until this is another.
    STAMP = "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT), MAX(ended_at) FROM municipality WHERE tenant_id = $1";
    HOME = "SELECT municipality FROM person WHERE tenant_id = $1 AND person_id = $2";
}

impl Listed for Municipality {
    const TABLE: &'static str = "municipality";
    const TEXTS: Texts = Texts { held: HELD, last: LAST, add: ADD, end: END };

    fn said(&self) -> Said<'_> {
        Said {
            code: self.code.as_str().to_owned(),
            name: &self.name,
            period: self.period,
            into: self.into.as_ref().map(|code| code.as_str().to_owned()),
            more: self.region.as_deref(),
        }
    }

    fn of(row: &Row) -> Option<Self> {
        let into = match &row.into_code {
            None => None,
            Some(text) => Some(Code::parse(text)?),
        };
        Some(Self {
            code: Code::parse(&row.code)?,
            name: row.name.clone(),
            period: Period { from: row.begins, until: row.ends },
            into,
            region: row.more.clone(),
        })
    }
}

/// What a school has of the list.
#[derive(Debug, Clone, Default)]
pub struct ListOf {
    /// What holds.
    pub list: Municipalities,
    /// Names in the school's own files, and how many students have each.
    pub names: Vec<(String, i64)>,
}

/// Where somebody lives, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// As the student system wrote it.
    pub written: Personal<String>,
    /// What the list calls it today, where that is another name; and whether that is another municipality, by a merger.
    pub now: Option<(String, bool)>,
    /// Its region, where the list says one.
    pub region: Option<String>,
    /// There is a list, and it does not know this name.
    pub unknown: bool,
}

/// The list of a school, read again only when it changed.
pub(crate) async fn list(tx: &mut Tx, tenant: TenantId) -> Result<Arc<Municipalities>, StoreError> {
    let stamp = row!(tx, Stamp, STAMP, tenant.0)?.unwrap_or_default();
    if let Some(list) = tx.lists.get(tenant, stamp) {
        return Ok(list);
    }
    let rows = held::<Municipality>(tx, tenant).await?;
    let list = Arc::new(Municipalities::new(rows.into_iter().map(|(_, one)| one).collect()));
    tx.lists.put(tenant, stamp, &list);
    Ok(list)
}

/// Where somebody lives; `None` when the student system does not say.
pub(crate) async fn home(
    tx: &mut Tx,
    tenant: TenantId,
    person: PersonId,
    today: Date,
) -> Result<Option<Home>, StoreError> {
    let written = row!(tx, (Option<String>,), HOME, tenant.0, person.0)?.and_then(|(written,)| written);
    let Some(written) = written else { return Ok(None) };
    let list = list(tx, tenant).await?;
    let meant = list.named(&written, today);
    let other = meant.filter(|meant| meant.municipality.name != written);
    Ok(Some(Home {
        now: other.map(|meant| (meant.municipality.name.clone(), meant.merged)),
        region: meant.and_then(|meant| meant.municipality.region.clone()),
        unknown: meant.is_none() && !list.is_empty(),
        written: written.into(),
    }))
}

impl Store {
    /// What a file would change of a school's list.
    pub async fn municipalities_changes(&self, by: &Actor, read: &[Municipality]) -> Result<ListChanges, StoreError> {
        self.list_changes(by, read).await
    }

    /// Reads a file into a school's list: what is new comes, what it says otherwise is ended. The same file twice is read once.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when codes that are there are missing from it, unless as many as `up_to` may be.
    pub async fn municipalities_read(
        &self,
        by: &Actor,
        file: (&[Municipality], &str),
        up_to: usize,
        now: Moment,
    ) -> Result<ListChanges, StoreError> {
        self.list_read(by, file, up_to, now).await
    }

    /// What a school has of the list, and the names in its own files.
    pub async fn municipalities(&self, by: &Actor) -> Result<ListOf, StoreError> {
        allowed(by, Action::RunImport)?;
        let mut tx = self.begin_snapshot().await?;
        let held = held::<Municipality>(&mut tx, by.tenant()).await?;
        let names = rows!(tx, (String, i64), NAMES, by.tenant().0)?;
        Ok(ListOf { list: Municipalities::new(held.into_iter().map(|(_, one)| one).collect()), names })
    }
}
