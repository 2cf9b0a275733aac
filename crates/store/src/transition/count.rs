//! How those fare who left a school: counted by the database, and nobody's.

use crate::{Store, StoreError, audit};
use access::{Action, Actor};
use register::Moment;
use register::programme::MboLevel;
use register::transition::{Counted, Fared, Outcome, fared};
use time::{Date, Duration};

sql! {
    /// Who left after a day through another, by level, with a diploma or not, by whether guidance was offered, and by where they came. Who
    /// has no diploma and goes on here did not leave, and how somebody left must be known.
    LEAVERS = "SELECT q.level, q.diploma, q.offered, q.outcome, COUNT(*) FROM (SELECT \
        (SELECT x.level FROM enrolment_period x WHERE x.tenant_id = e.tenant_id AND x.enrolment_id = e.enrolment_id \
        AND x.withdrawn_by IS NULL ORDER BY x.begins DESC LIMIT 1) AS level, \
        CASE WHEN e.leaving_reason IN ('01', '1') THEN TRUE ELSE FALSE END AS diploma, \
        EXISTS (SELECT 1 FROM transition w WHERE w.tenant_id = e.tenant_id AND w.enrolment_id = e.enrolment_id \
        AND w.offered_on IS NOT NULL) AS offered, \
        (SELECT w.outcome FROM transition w WHERE w.tenant_id = e.tenant_id AND w.enrolment_id = e.enrolment_id \
        AND w.outcome IS NOT NULL ORDER BY w.number DESC LIMIT 1) AS outcome \
        FROM enrolment e WHERE e.tenant_id = $1 AND e.ended > $2 AND e.ended <= $3 AND e.withdrawn_by IS NULL \
        AND e.leaving_reason IS NOT NULL AND e.leaving_reason NOT IN ('05', '5') AND (e.leaving_reason IN ('01', '1') \
        OR NOT EXISTS (SELECT 1 FROM enrolment o WHERE o.tenant_id = e.tenant_id AND o.person_id = e.person_id \
        AND o.enrolment_id <> e.enrolment_id AND o.withdrawn_by IS NULL AND o.begins >= e.begins \
        AND (o.ended IS NULL OR o.ended > e.ended)))) q GROUP BY q.level, q.diploma, q.offered, q.outcome";
}

/// How those fared who left in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leavers {
    /// From which day.
    pub from: Date,
    /// Through which.
    pub until: Date,
    /// By level.
    pub rows: Vec<Fared>,
}

impl Store {
    /// How those fare who left in the year that ends on this day of it, or so many years before. Numbers, and nobody's.
    pub async fn leavers(&self, actor: &Actor, years_ago: u8, now: Moment) -> Result<Leavers, StoreError> {
        audit::allowed(actor, Action::CountLeavers)?;
        let until = now.day - Duration::days(365 * i64::from(years_ago));
        let before = until - Duration::days(365);
        let mut tx = self.begin_snapshot().await?;
        type Row = (Option<String>, bool, bool, Option<String>, i64);
        let found = rows!(tx, Row, LEAVERS, actor.tenant().0, before, until)?;
        let counted = |(level, diploma, offered, outcome, many): Row| Counted {
            level: level.as_deref().and_then(MboLevel::from_code),
            diploma,
            offered,
            outcome: outcome.as_deref().and_then(Outcome::from_code),
            many: u32::try_from(many).unwrap_or(u32::MAX),
        };
        let all: Vec<Counted> = found.into_iter().map(counted).collect();
        Ok(Leavers { from: before + Duration::DAY, until, rows: fared(&all) })
    }
}
