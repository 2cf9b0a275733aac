//! Companies that are recognised for a programme on a day, in a region: SQL narrows, `register::company::matching` ranks. Where there are
//! more than are ranked, SQL keeps those that rank highest.

use super::row::{RecognitionRow, Row};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::reach::reach;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::company::matching::{Criterion, Weights, factor};
use register::company::{Area, Company, CompanyId, Recognition};
use register::programme::Crebo;
use register::{FileId, Moment, TenantId};
use time::Date;

/// What a company has of a criterion that a list says yes, no or nothing of: 1, -1 or 0.
macro_rules! said {
    ($column:literal) => {
        concat!("(CASE c.", $column, " WHEN 'yes' THEN 1 WHEN 'no' THEN -1 ELSE 0 END)")
    };
}

macro_rules! columns {
    () => {
        "c.company_code, c.name, c.street, c.postcode, c.town, c.guidance, c.accessible, c.experience, c.places"
    };
}

sql! {
    ONE = concat!("SELECT ", columns!(), " FROM company c WHERE c.tenant_id = $1 AND c.company_code = $2");
    OF_ONE = "SELECT company_code, crebo, begins, ends FROM company_recognition WHERE tenant_id = $1 AND company_code = $2 \
              AND withdrawn_on IS NULL ORDER BY crebo, begins";
    /// `$5`: how many at most; one more says that there are more. `$6`: the four digits one looks near; `$7` to `$11`: how heavy each
    /// criterion weighs. It counts as `register::company::matching::rank` does, so that the limit cuts off what ranks lowest.
    NEAR = concat!(
        "SELECT ", columns!(), " FROM company_recognition r CROSS JOIN company c \
         WHERE r.tenant_id = $1 AND r.crebo = $2 AND r.area = $3 AND r.begins <= $4 AND (r.ends IS NULL OR r.ends >= $4) \
         AND r.withdrawn_on IS NULL AND c.tenant_id = r.tenant_id AND c.company_code = r.company_code \
         ORDER BY CAST($7 AS BIGINT) * ", said!("guidance"), " + CAST($8 AS BIGINT) * ", said!("accessible"), " \
         + CAST($9 AS BIGINT) * ", said!("experience"), " \
         + CAST($10 AS BIGINT) * (CASE WHEN SUBSTR(c.postcode, 1, 4) = $6 THEN 1 ELSE -1 END) \
         + CAST($11 AS BIGINT) * (CASE WHEN c.places IS NULL THEN 0 WHEN c.places > 1 THEN 1 ELSE -1 END) DESC, \
         r.company_code LIMIT $5"
    );
}

/// So many of one programme in one region are ranked; the largest region of SBB's lists has fewer.
const MOST: i64 = 5_000;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'a> {
    /// For which programme.
    pub crebo: Crebo,
    /// In which region.
    pub area: Area,
    /// On which day it is recognised.
    pub on: Date,
    /// How heavy each criterion weighs.
    pub weights: Weights,
    /// The first digits of a postcode, as many as one typed: from four on what has the same is near.
    pub near: &'a str,
}

/// What is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompaniesFound {
    /// The companies, each once: those that rank highest, where there are more.
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

/// Those of a programme in a region, on a day, `most` of them at most.
pub(crate) async fn near(
    tx: &mut Tx,
    tenant: TenantId,
    sought: Sought<'_>,
    most: i64,
) -> Result<CompaniesFound, StoreError> {
    let weight = |criterion| i64::from(factor(sought.weights, criterion, sought.near));
    let found = rows!(
        tx,
        Row,
        NEAR,
        tenant.0,
        sought.crebo.to_string(),
        sought.area.to_string(),
        sought.on,
        most.saturating_add(1),
        sought.near.get(..4).unwrap_or(sought.near),
        weight(Criterion::Guidance),
        weight(Criterion::Access),
        weight(Criterion::Experience),
        weight(Criterion::Near),
        weight(Criterion::Places)
    )?;
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let more = found.len() > most;
    let mut companies = found.into_iter().take(most).map(Company::try_from).collect::<Result<Vec<_>, _>>()?;
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
        sought: Sought<'_>,
        now: Moment,
    ) -> Result<CompaniesFound, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, Action::ArrangePlacement, file, now.day).await?;
        let found = near(&mut tx, actor.tenant(), sought, MOST).await?;
        let deed = Deed::new(actor, Action::ArrangePlacement, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(found)
    }
}
