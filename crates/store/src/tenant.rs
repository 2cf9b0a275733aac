//! Tenants: the schools that live in one database, and the research bodies that measure.

use crate::audit::{Deed, UnitKind};
use crate::{Store, StoreError, fresh};
use access::{Action, Actor, Change, Reason};
use register::tenant::{BodyCode, Kind};
use register::{Moment, TenantId};

sql! {
    ADD = "INSERT INTO tenant (tenant_id, kind, code, name, created_at) VALUES ($1, $2, $3, $4, $5)";
    BY_CODE = "SELECT tenant_id, kind, code, name FROM tenant WHERE code = $1";
    ALL = "SELECT tenant_id, kind, code, name FROM tenant ORDER BY code";
    META_GET = "SELECT value FROM meta WHERE name = $1";
    META_SET = "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value";
}

/// A tenant as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantRow {
    /// Which.
    pub tenant: TenantId,
    /// Of what kind.
    pub kind: Kind,
    /// BRIN for a school.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A tenant as it is stored.
pub(crate) type Row = (uuid::Uuid, String, String, String);

/// The same, read.
pub(crate) fn read((id, kind, code, name): Row) -> Result<TenantRow, StoreError> {
    let kind = Kind::from_code(&kind).ok_or_else(|| StoreError::Inconsistent {
        table: "tenant",
        key: id.to_string(),
        what: "unknown kind",
    })?;
    Ok(TenantRow { tenant: TenantId(id), kind, code, name })
}

impl Store {
    /// Adds a research body; its code must be new. It begins with nothing: no catalogue, no calendar, no student.
    pub async fn research_body_add(&self, code: &BodyCode, name: &str, now: Moment) -> Result<TenantId, StoreError> {
        let mut tx = self.begin().await?;
        let tenant = TenantId(fresh::id());
        match run!(tx, ADD, tenant.0, Kind::Research.code(), code.as_str(), name, now.at) {
            Err(e) if e.is_duplicate() => {
                return Err(StoreError::Refused(format!("research body {} exists already", code.as_str())));
            }
            other => other?,
        };
        tx.wrote(tenant, UnitKind::Institution, [tenant.0]);
        for chain in [TenantId::INSTALLATION, tenant] {
            let by = Actor::system(chain, Reason::Command);
            let decision = crate::audit::allowed(&by, Action::ManageAccounts)?;
            let deed = Deed::new(&by, Change::AddResearchBody, decision).about(format!("research body {tenant}"));
            tx.audit(deed, now).await?;
        }
        tx.commit().await?;
        Ok(tenant)
    }

    /// Adds a school with the starter catalogue; its code (BRIN) must be new.
    pub async fn tenant_add(&self, code: &str, name: &str, now: Moment) -> Result<TenantId, StoreError> {
        let mut tx = self.begin().await?;
        let tenant = TenantId(fresh::id());
        let added = run!(tx, ADD, tenant.0, Kind::School.code(), code, name, now.at);
        match added {
            Err(e) if e.is_duplicate() => {
                return Err(StoreError::Refused(format!("institution {code} exists already")));
            }
            other => other?,
        };
        // From the law's first day on, so that agreements of before the school began with Meedoen can be recorded.
        crate::catalogue::start(&mut tx, tenant, register::law::WRITTEN_AGREEMENTS_SINCE).await?;
        // In the installation's chain that there is a school, in the school's own what it begins with.
        tx.wrote(tenant, UnitKind::Institution, [tenant.0]);
        for chain in [TenantId::INSTALLATION, tenant] {
            let by = Actor::system(chain, Reason::Command);
            let decision = crate::audit::allowed(&by, Action::ManageAccounts)?;
            tx.audit(Deed::new(&by, Change::AddSchool, decision).about(format!("institution {tenant}")), now).await?;
        }
        tx.commit().await?;
        Ok(tenant)
    }

    /// A tenant by its code.
    pub async fn tenant_by_code(&self, code: &str) -> Result<TenantRow, StoreError> {
        let mut tx = self.begin_reading().await?;
        read(row!(tx, Row, BY_CODE, code)?.ok_or(StoreError::NotFound)?)
    }

    /// All tenants, for the person at the shell.
    pub async fn tenants(&self) -> Result<Vec<TenantRow>, StoreError> {
        let mut tx = self.begin_reading().await?;
        rows!(tx, Row, ALL)?.into_iter().map(read).collect()
    }

    /// All schools, for the person at the shell.
    pub async fn schools(&self) -> Result<Vec<TenantRow>, StoreError> {
        let mut all = self.tenants().await?;
        all.retain(|one| one.kind == Kind::School);
        Ok(all)
    }

    /// A fact about the database itself, such as that it is a demo.
    pub async fn meta(&self, name: &str) -> Result<Option<String>, StoreError> {
        let mut tx = self.begin_reading().await?;
        Ok(row!(tx, (String,), META_GET, name)?.map(|(value,)| value))
    }

    /// Sets a fact about the database itself.
    pub async fn set_meta(&self, name: &str, value: &str, now: Moment) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        run!(tx, META_SET, name, value)?;
        tx.wrote(TenantId::INSTALLATION, UnitKind::Installation, [uuid::Uuid::nil()]);
        let by = Actor::system(TenantId::INSTALLATION, Reason::Command);
        let decision = crate::audit::allowed(&by, Action::ManageAccounts)?;
        tx.audit(Deed::new(&by, Change::SetInstallation, decision).about(name), now).await?;
        tx.commit().await
    }
}
