//! How much is to be done at the intake, of each kind: counted by the database, of the rows that `owed` writes.

use crate::db::Tx;
use crate::file::side::{narrowed, of_side};
use crate::file::within::{Chosen, Texts, Within};
use crate::table::{Type, Value};
use crate::{Store, StoreError, audit};
use access::{Action, Actor};
use register::intake::owed::Work;
use register::intake::timely::Side;
use register::{Moment, TeamId, TenantId};
use std::sync::LazyLock;

/// How much there is of each. `$6`: the team that was applied to; `$7`: on which side of 1 April, or nothing.
static COUNTS: LazyLock<Texts> = LazyLock::new(|| {
    Texts::of_each("store::intake::counts::COUNT", 2, |rows| {
        let works: Vec<String> = Work::ALL.iter().map(|work| format!("'{}'", work.code())).collect();
        let (works, side) = (works.join(", "), of_side("o"));
        format!(
            "SELECT o.work, COUNT(*) FROM intake_owed o CROSS JOIN application a WHERE o.tenant_id = $1 AND o.work IN ({works}) \
             AND o.begins <= $3 \
             AND o.ends >= $3 AND a.tenant_id = $1 AND a.application_id = o.application_id AND ($6 = $1 OR a.team_id = $6) {side} \
             AND EXISTS (SELECT 1 FROM {rows} WHERE r.file_id = o.file_id) GROUP BY o.work"
        )
    })
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    COUNTS.sql().collect()
}

/// How much there is to do of each, for the applications of a list.
pub(crate) async fn counts(
    tx: &mut Tx,
    within: &Within,
    (team, side): (Option<TeamId>, Option<Side>),
    tenant: TenantId,
) -> Result<Vec<(Work, i64)>, StoreError> {
    let own = narrowed(team, side, tenant.0);
    let found = within.read(tx, &COUNTS, &[Type::Text, Type::BigInt], &own).await?;
    let read = |row: &Vec<Value>| Some((Work::from_code(row[0].text()?)?, row[1].int()?));
    let counted: Vec<(Work, i64)> = found.iter().filter_map(read).collect();
    let count = |work: &Work| counted.iter().filter(|(one, _)| one == work).map(|(_, count)| count).sum();
    Ok(Work::ALL.iter().map(|work| (*work, count(work))).collect())
}

impl Store {
    /// How much an actor has to do for the applications they reach, of each kind. Numbers, and nobody's.
    pub async fn intake_owed(&self, actor: &Actor, now: Moment) -> Result<Vec<(Work, i64)>, StoreError> {
        let action = Action::ListApplications;
        audit::allowed(actor, action)?;
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        let mut tx = self.begin_reading().await?;
        counts(&mut tx, &within, (None, None), actor.tenant()).await
    }
}
