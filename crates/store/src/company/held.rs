//! The list of companies as an administrator reads it: how many there are, from which source and since when, and what it says of one.

use super::find::one;
use crate::audit::allowed;
use crate::by::set_by;
use crate::listed::ListSource;
use crate::{Store, StoreError, programme};
use access::{Action, Actor};
use register::company::{Company, CompanyId, Recognition};
use register::programme::Programmes;
use time::Date;

sql! {
    SOURCES = "SELECT source, read_by, read_on, COUNT(*) AS companies FROM company WHERE tenant_id = $1 \
               GROUP BY source, read_by, read_on ORDER BY read_on DESC, source LIMIT 10";
    MANY = "SELECT COUNT(*) FROM company WHERE tenant_id = $1";
}

/// What there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompaniesHeld {
    /// How many companies.
    pub total: i64,
    /// Where they come from: what was read last, first.
    pub sources: Vec<ListSource>,
    /// The one that was asked about, with what it is recognised for; `None`: no list names it, or none was asked about.
    pub one: Option<(Company, Vec<Recognition>)>,
    /// What the programmes are called that it is recognised for.
    pub programmes: Programmes,
}

impl Store {
    /// What the list of companies holds, and what it says of one. Nothing of it is about a student.
    pub async fn companies_held(&self, by: &Actor, asked: Option<CompanyId>) -> Result<CompaniesHeld, StoreError> {
        allowed(by, Action::RunImport)?;
        let tenant = by.tenant();
        let mut tx = self.begin_snapshot().await?;
        let total = row!(tx, (i64,), MANY, tenant.0)?.map_or(0, |(many,)| many);
        let mut sources = Vec::new();
        for (source, who, on, rows) in rows!(tx, (String, String, Date, i64), SOURCES, tenant.0)? {
            sources.push(ListSource { source, read: (set_by(&mut tx, &who).await?, on), rows });
        }
        let one = match asked {
            Some(id) => one(&mut tx, tenant, id).await?,
            None => None,
        };
        let recognised = one.iter().flat_map(|(_, all)| all).map(|one| one.crebo);
        let programmes = programme::of_codes(&mut tx, tenant, recognised.collect::<Vec<_>>()).await?;
        tx.commit().await?;
        Ok(CompaniesHeld { total, sources, one, programmes })
    }
}
