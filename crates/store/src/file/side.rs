//! What a list of applications and the numbers of their intakes are narrowed by: a team, and a side of 1 April.

use crate::table::Value;
use register::TeamId;
use register::intake::timely::Side;
use uuid::Uuid;

/// Those on the side of 1 April that was chosen: `$7`, or nothing.
pub(crate) fn of_side(of: &str) -> String {
    format!(
        "AND ($7 = '' OR EXISTS (SELECT 1 FROM intake_timely w WHERE w.tenant_id = $1 AND w.application_id = {of}.application_id \
         AND w.timely = $7))"
    )
}

/// The team and the side that were chosen, as parameters.
pub(crate) fn narrowed(team: Option<TeamId>, side: Option<Side>, tenant: Uuid) -> Vec<Value> {
    let side = side.map_or("", Side::code).to_owned();
    vec![Value::Uuid(team.map_or(tenant, |team| team.0)), Value::Text(side)]
}
