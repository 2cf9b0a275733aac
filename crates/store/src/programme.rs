//! The list of programmes of a school: what codes are called, and were.

use crate::audit::allowed;
use crate::db::Tx;
use crate::listed::{ListChanges, Listed, Row, Said, Texts, held};
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::programme::{Crebo, MboLevel, Programme, Programmes};
use register::{Moment, Period, TenantId};
use std::collections::BTreeSet;

macro_rules! columns {
    () => {
        "SELECT number, code, name, begins, ends, into_code, CAST(NULL AS TEXT) AS more FROM programme_name "
    };
}

sql! {
    HELD = concat!(columns!(), "WHERE tenant_id = $1 AND ended_at IS NULL ORDER BY code, begins, number");
    OF_CODE = concat!(columns!(), "WHERE tenant_id = $1 AND code = $2 AND ended_at IS NULL");
    LAST = "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM programme_name WHERE tenant_id = $1";
    /// The list has no column for what else a row says: it is asked for and left out.
    ADD = "INSERT INTO programme_name (tenant_id, number, code, name, begins, ends, into_code, source, read_by, read_at, read_on) \
           SELECT $1, $2, $3, $4, $5, $6, $7, $9, $10, $11, $12 WHERE CAST($8 AS TEXT) IS NULL";
    END = "UPDATE programme_name SET ended_by = $3, ended_at = $4, ended_on = $5 WHERE tenant_id = $1 AND number = $2";
    /// The level of a programme, as its last enrolments have it.
    LEVEL = "SELECT level FROM enrolment_period WHERE tenant_id = $1 AND crebo = $2 AND level IS NOT NULL AND withdrawn_by IS NULL \
             ORDER BY begins DESC LIMIT 1";
    /// Codes in the school's own files, with how many applications and enrolments have them. Nobody is named.
    CODES = "SELECT crebo, COUNT(*) FROM enrolment_period WHERE tenant_id = $1 AND crebo IS NOT NULL GROUP BY crebo ORDER BY crebo";
}

impl Listed for Programme {
    const TABLE: &'static str = "programme_name";
    const TEXTS: Texts = Texts { held: HELD, last: LAST, add: ADD, end: END };

    fn said(&self) -> Said<'_> {
        Said {
            code: self.crebo.to_string(),
            name: &self.name,
            period: self.period,
            into: self.into.map(|crebo| crebo.to_string()),
            more: None,
        }
    }

    fn of(row: &Row) -> Option<Self> {
        let into = match &row.into_code {
            None => None,
            Some(text) => Some(Crebo::parse(text)?),
        };
        Some(Self {
            crebo: Crebo::parse(&row.code)?,
            name: row.name.clone(),
            period: Period { from: row.begins, until: row.ends },
            into,
        })
    }
}

/// What a school has of the list.
#[derive(Debug, Clone, Default)]
pub struct ListOf {
    /// What holds.
    pub list: Programmes,
    /// Codes in the school's own files, and how many periods of enrolments have each.
    pub codes: Vec<(String, i64)>,
}

/// What the list says of some codes.
pub(crate) async fn of_codes(
    tx: &mut Tx,
    tenant: TenantId,
    codes: impl IntoIterator<Item = Crebo>,
) -> Result<Programmes, StoreError> {
    let mut found = Vec::new();
    for code in codes.into_iter().collect::<BTreeSet<_>>() {
        let rows = rows!(tx, Row, OF_CODE, tenant.0, code.to_string())?;
        found.extend(rows.iter().filter_map(Programme::of));
    }
    Ok(Programmes::new(found))
}

/// All that the school's list says.
pub(crate) async fn whole(tx: &mut Tx, tenant: TenantId) -> Result<Programmes, StoreError> {
    Ok(Programmes::new(held::<Programme>(tx, tenant).await?.into_iter().map(|(_, one)| one).collect()))
}

/// The level of a programme: as its code says it, else as enrolments in it have it. `None`: it is not known.
pub(crate) async fn level(tx: &mut Tx, tenant: TenantId, code: Option<Crebo>) -> Result<Option<MboLevel>, StoreError> {
    let Some(code) = code else { return Ok(None) };
    if let Some(level) = code.level() {
        return Ok(Some(level));
    }
    let found = row!(tx, (String,), LEVEL, tenant.0, code.to_string())?;
    // A level that is none of ours is not known.
    Ok(found.and_then(|(level,)| MboLevel::from_code(&level)))
}

impl Store {
    /// What a file would change of a school's list of programmes.
    pub async fn programmes_changes(&self, by: &Actor, read: &[Programme]) -> Result<ListChanges, StoreError> {
        self.list_changes(by, read).await
    }

    /// Reads a file into a school's list of programmes, as [`Store::municipalities_read`] does.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when codes that are there are missing from it, unless as many as `up_to` may be.
    pub async fn programmes_read(
        &self,
        by: &Actor,
        file: (&[Programme], &str),
        up_to: usize,
        now: Moment,
    ) -> Result<ListChanges, StoreError> {
        self.list_read(by, file, up_to, now).await
    }

    /// What a school has of the list of programmes, and the codes in its own files.
    pub async fn programmes(&self, by: &Actor) -> Result<ListOf, StoreError> {
        allowed(by, Action::RunImport)?;
        let mut tx = self.begin_snapshot().await?;
        let held = held::<Programme>(&mut tx, by.tenant()).await?;
        let codes = rows!(tx, (String, i64), CODES, by.tenant().0)?;
        Ok(ListOf { list: Programmes::new(held.into_iter().map(|(_, one)| one).collect()), codes })
    }
}
