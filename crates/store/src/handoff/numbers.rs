//! How many students each partner reaches, and how long they wait: numbers of the whole school, of which none is anybody's.

use crate::audit::allowed;
use crate::db::Tx;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::handoff::waiting::{Waited, parts, waited};
use register::offer::{Many, how_many};
use register::partner::Partner;
use register::{PartnerId, TenantId};
use std::collections::HashMap;
use time::{Date, Duration};
use uuid::Uuid;

/// Over which days is counted.
const OVER: Duration = Duration::days(365);

sql! {
    /// Of a year, by partner: students of whom something was asked, who were helped, and who wait. Reads that year of a school.
    COUNTS = "SELECT partner_id, COUNT(DISTINCT file_id), COUNT(DISTINCT CASE WHEN started_on IS NOT NULL THEN file_id END), \
              COUNT(DISTINCT CASE WHEN status IN ('sent', 'waiting', 'accepted') THEN file_id END) \
              FROM handoff WHERE tenant_id = $1 AND sent_on > $2 GROUP BY partner_id";
    DAYS = "SELECT partner_id, sent_on, started_on FROM handoff WHERE tenant_id = $1 AND sent_on > $2 AND started_on IS NOT NULL";
}

/// What is known of a partner in the last year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// Of how many students something was asked.
    pub asked: Many,
    /// How many were helped, where that gives no few others away.
    pub helped: Option<Many>,
    /// How many wait now, likewise.
    pub wait: Option<Many>,
    /// How long they waited who were helped.
    pub waited: Waited,
}

impl Default for Reached {
    fn default() -> Self {
        let nobody = Some(Many::Nobody);
        Self { asked: Many::Nobody, helped: nobody, wait: nobody, waited: Waited::Nobody }
    }
}

/// By partner, what is known of the year that ends on a day.
pub(super) async fn by_partner(
    tx: &mut Tx,
    tenant: TenantId,
    today: Date,
) -> Result<HashMap<PartnerId, Reached>, StoreError> {
    let since = today.saturating_sub(OVER);
    let mut days: HashMap<Uuid, Vec<i64>> = HashMap::new();
    for (partner, sent, started) in rows!(tx, (Uuid, Date, Date), DAYS, tenant.0, since)? {
        days.entry(partner).or_default().push((started - sent).whole_days());
    }
    let found = rows!(tx, (Uuid, i64, i64, i64), COUNTS, tenant.0, since)?;
    let one = |(partner, asked, helped, wait): (Uuid, i64, i64, i64)| {
        let (helped, wait) = parts(asked, helped, wait);
        let waited = waited(days.get(&partner).map(Vec::as_slice).unwrap_or_default()).of(helped);
        let reached = Reached { asked: how_many(asked), helped, wait, waited };
        (PartnerId(partner), reached)
    };
    Ok(found.into_iter().map(one).collect())
}

impl Store {
    /// Who reaches how many, by name, for policy. Entries that ended count as long as the year does.
    pub async fn partners_reach(&self, actor: &Actor, today: Date) -> Result<Vec<(Partner, Reached)>, StoreError> {
        allowed(actor, Action::KeepPartners)?;
        let mut tx = self.begin_snapshot().await?;
        let mut numbers = by_partner(&mut tx, actor.tenant(), today).await?;
        let all = crate::partner::load::all(&mut tx, actor.tenant()).await?;
        Ok(all
            .into_iter()
            .map(|one| {
                let reached = numbers.remove(&one.id).unwrap_or_default();
                (one, reached)
            })
            .collect())
    }
}
