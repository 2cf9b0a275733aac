//! Companies that are recognised for a programme on a day, in a region: SQL narrows, `register::company::matching` ranks.

use super::row::{RecognitionRow, Row};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::reach::reach;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::company::{Area, Company, CompanyId, Recognition};
use register::programme::Crebo;
use register::{FileId, Moment, TenantId};
use time::Date;

macro_rules! columns {
    () => {
        "c.company_code, c.name, c.street, c.postcode, c.town, c.guidance, c.accessible, c.experience, c.places"
    };
}

sql! {
    ONE = concat!("SELECT ", columns!(), " FROM company c WHERE c.tenant_id = $1 AND c.company_code = $2");
    OF_ONE = "SELECT company_code, crebo, begins, ends FROM company_recognition WHERE tenant_id = $1 AND company_code = $2 \
              AND withdrawn_on IS NULL ORDER BY crebo, begins";
    /// `$5`: how many at most; one more says that there are more.
    NEAR = concat!(
        "SELECT ", columns!(), " FROM company_recognition r CROSS JOIN company c \
         WHERE r.tenant_id = $1 AND r.crebo = $2 AND r.area = $3 AND r.begins <= $4 AND (r.ends IS NULL OR r.ends >= $4) \
         AND r.withdrawn_on IS NULL AND c.tenant_id = r.tenant_id AND c.company_code = r.company_code \
         ORDER BY r.company_code LIMIT $5"
    );
}

/// So many of one programme in one region are ranked; the largest region of SBB's lists has fewer.
const MOST: i64 = 5_000;

/// What is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompaniesFound {
    /// The companies, each once, by number.
    pub companies: Vec<Company>,
    /// There are more than are shown.
    pub more: bool,
}

/// A company, and for what it is recognised; `None`: no list names it.
pub(crate) async fn one(
    tx: &mut Tx,
    tenant: TenantId,
    id: CompanyId,
) -> Result<Option<(Company, Vec<Recognition>)>, StoreError> {
    let Some(found) = row!(tx, Row, ONE, tenant.0, id.to_string())? else { return Ok(None) };
    let recognitions = rows!(tx, RecognitionRow, OF_ONE, tenant.0, id.to_string())?;
    let recognitions = recognitions.iter().map(Recognition::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(Some((Company::try_from(found)?, recognitions)))
}

/// Those of a programme in a region, on a day.
pub(crate) async fn near(
    tx: &mut Tx,
    tenant: TenantId,
    (crebo, area): (Crebo, Area),
    on: Date,
) -> Result<CompaniesFound, StoreError> {
    let found = rows!(tx, Row, NEAR, tenant.0, crebo.to_string(), area.to_string(), on, MOST + 1)?;
    let more = found.len() > usize::try_from(MOST).unwrap_or(usize::MAX);
    let mut companies = found.into_iter().map(Company::try_from).collect::<Result<Vec<_>, _>>()?;
    // Two recognitions that overlap are one company.
    companies.dedup_by_key(|company| company.id);
    Ok(CompaniesFound { companies, more })
}

impl Store {
    /// Companies for a student's programme in a region, on the day on which a placement would begin. It is asked on a file, and
    /// leaves a look: what is looked for says what somebody needs.
    pub async fn companies_near(
        &self,
        actor: &Actor,
        file: FileId,
        what: (Crebo, Area),
        on: Date,
        now: Moment,
    ) -> Result<CompaniesFound, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, Action::ArrangePlacement, file, now.day).await?;
        let found = near(&mut tx, actor.tenant(), what, on).await?;
        let deed = Deed::new(actor, Action::ArrangePlacement, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(found)
    }
}
