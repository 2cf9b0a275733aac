//! Tenants: the schools that live in one database.

use crate::audit::{Deed, UnitKind};
use crate::{Store, StoreError, fresh};
use access::{Action, Actor, Change, Reason};
use register::{Moment, TenantId};

sql! {
    ADD = "INSERT INTO tenant (tenant_id, kind, code, name, created_at) VALUES ($1, $2, $3, $4, $5)";
    BY_CODE = "SELECT tenant_id, name FROM tenant WHERE code = $1";
    ALL = "SELECT tenant_id, code, name FROM tenant ORDER BY code";
    META_GET = "SELECT value FROM meta WHERE name = $1";
    META_SET = "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value";
}

/// A tenant as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantRow {
    /// Which.
    pub tenant: TenantId,
    /// BRIN for a school.
    pub code: String,
    /// Its name.
    pub name: String,
}

impl Store {
    /// Adds a school with the starter catalogue; its code (BRIN) must be new.
    pub async fn tenant_add(&self, code: &str, name: &str, now: Moment) -> Result<TenantId, StoreError> {
        let mut tx = self.begin().await?;
        let tenant = TenantId(fresh::id());
        let added = run!(tx, ADD, tenant.0, "school", code, name, now.at);
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
        let (id, name) = row!(tx, (uuid::Uuid, String), BY_CODE, code)?.ok_or(StoreError::NotFound)?;
        Ok(TenantRow { tenant: TenantId(id), code: code.to_owned(), name })
    }

    /// All tenants, for the person at the shell.
    pub async fn tenants(&self) -> Result<Vec<TenantRow>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let rows = rows!(tx, (uuid::Uuid, String, String), ALL)?;
        Ok(rows.into_iter().map(|(id, code, name)| TenantRow { tenant: TenantId(id), code, name }).collect())
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
