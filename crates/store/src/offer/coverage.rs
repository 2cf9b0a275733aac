//! What is needed, agreed and kept, held beside what is offered: numbers of a school, and nobody's.

use crate::audit::allowed;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::agreement::Kept;
use register::catalogue::MeasureKind;
use register::workplace::look::Kept as OnTheSpot;
use std::collections::BTreeMap;
use time::Date;

/// A measure at the workplace: by what it is, or by where it is carried out, as everywhere else.
macro_rules! at_workplace {
    () => {
        "(l.kind = 'workplace' OR l.place = 'workplace')"
    };
}

/// The last look back at the workplace of version `v` of file `a`, which was not taken back.
macro_rules! last_look {
    () => {
        "w.tenant_id = $1 AND w.file_id = a.file_id AND w.version_id = v.version_id AND w.taken_at IS NULL \
         AND w.number = (SELECT MAX(x.number) FROM workplace_look x WHERE x.tenant_id = $1 AND x.file_id = a.file_id \
         AND x.version_id = v.version_id AND x.taken_at IS NULL) \
         AND k.tenant_id = $1 AND k.file_id = w.file_id AND k.number = w.number"
    };
}

sql! {
    /// For how many students something of a kind was agreed that holds on a day, on a placement or elsewhere. Reads a school.
    AGREED_WHOLE = concat!(
        "SELECT l.kind, COUNT(DISTINCT a.file_id) FROM agreement_version v CROSS JOIN agreement_line l CROSS JOIN agreement a \
         WHERE v.tenant_id = $1 AND v.status = 'in_force' AND l.tenant_id = $1 AND l.version_id = v.version_id \
         AND l.begins <= $2 AND (l.ends IS NULL OR l.ends >= $2) AND ", at_workplace!(), " = $3 \
         AND a.tenant_id = $1 AND a.agreement_id = v.agreement_id GROUP BY l.kind ORDER BY l.kind"
    );
    /// Of how many who are enrolled on a day it stands in their file what they need, and how many of those have an agreement that holds.
    /// Reads a school.
    SEEN_WHOLE = "SELECT COUNT(*), CAST(SUM(q.agreed) AS BIGINT) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM agreement a \
                  CROSS JOIN agreement_version v WHERE a.tenant_id = $1 AND a.file_id = f.file_id AND v.tenant_id = $1 \
                  AND v.agreement_id = a.agreement_id AND v.status = 'in_force') THEN 1 ELSE 0 END AS agreed \
                  FROM support_file f WHERE f.tenant_id = $1 \
                  AND EXISTS (SELECT 1 FROM need n WHERE n.tenant_id = $1 AND n.file_id = f.file_id) \
                  AND EXISTS (SELECT 1 FROM enrolment e WHERE e.tenant_id = $1 AND e.person_id = f.person_id AND e.withdrawn_by IS NULL \
                  AND e.begins <= $2 AND (e.ended IS NULL OR e.ended >= $2))) q";
    /// Of what holds, what was said of each measure when school and student last looked back. `kept` says it of all measures of a
    /// version in their order, so it is counted for each such text and place in it. What was looked at on the workplace itself is
    /// counted there, and once. Reads a school.
    LOOKED_WHOLE = concat!(
        "SELECT q.kind, q.position, q.kept, q.there, COUNT(*) FROM (SELECT l.kind, l.position, e.kept, \
         CASE WHEN ", at_workplace!(), " THEN TRUE ELSE FALSE END AS there FROM agreement_version v CROSS JOIN agreement a \
         CROSS JOIN agreement_evaluation e CROSS JOIN agreement_line l WHERE v.tenant_id = $1 AND v.status = 'in_force' \
         AND a.tenant_id = $1 AND a.agreement_id = v.agreement_id AND e.tenant_id = $1 \
         AND e.version_id = v.version_id AND e.number = (SELECT MAX(x.number) FROM agreement_evaluation x \
         WHERE x.tenant_id = $1 AND x.version_id = v.version_id AND NOT EXISTS (SELECT 1 FROM agreement_evaluation_back b \
         WHERE b.tenant_id = $1 AND b.version_id = x.version_id AND b.number = x.number)) \
         AND l.tenant_id = $1 AND l.version_id = v.version_id AND NOT EXISTS (SELECT 1 FROM workplace_look w \
         CROSS JOIN workplace_look_kept k WHERE ", last_look!(), " AND k.position = l.position)) q \
         GROUP BY q.kind, q.position, q.kept, q.there"
    );
    /// The same of what was looked at together at the workplace. Reads a school.
    THERE_WHOLE = concat!(
        "SELECT l.kind, k.kept, COUNT(*) FROM agreement_version v CROSS JOIN agreement a CROSS JOIN workplace_look w \
         CROSS JOIN workplace_look_kept k CROSS JOIN agreement_line l WHERE v.tenant_id = $1 AND v.status = 'in_force' \
         AND a.tenant_id = $1 AND a.agreement_id = v.agreement_id AND ", last_look!(), " \
         AND l.tenant_id = $1 AND l.version_id = v.version_id AND l.position = k.position GROUP BY l.kind, k.kept"
    );
    /// How many are guided on the way to work, and for how many of them something was done that was to be done. What was noted by mistake
    /// does not count. Reads a school.
    TO_WORK_WHOLE = "SELECT COUNT(*), CAST(SUM(q.done) AS BIGINT) FROM (SELECT r.file_id, MAX(r.done) AS done FROM \
                     (SELECT w.file_id, CASE WHEN EXISTS (SELECT 1 FROM transition_entry c WHERE c.tenant_id = $1 AND c.file_id = w.file_id \
                     AND c.number = w.number AND c.kind = 'close' AND c.code = 'done' AND NOT EXISTS (SELECT 1 FROM transition_entry m \
                     WHERE m.tenant_id = $1 AND m.file_id = w.file_id AND m.number = w.number AND m.kind = 'mistaken' \
                     AND m.about IN (c.place, c.about))) THEN 1 ELSE 0 END AS done \
                     FROM transition w WHERE w.tenant_id = $1 AND w.status = 'open' AND w.opened_on <= $2) r GROUP BY r.file_id) q";
}

/// How many students, and of how many of them something is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Part {
    /// How many there are.
    pub all: i64,
    /// Of how many of them it is so.
    pub of_them: i64,
}

/// What a school needs, agreed and kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Students of whom it is known what they need; those of them with an agreement that holds.
    pub seen: Part,
    /// For how many students something of a kind was agreed at school.
    pub school: Vec<(MeasureKind, i64)>,
    /// The same on a placement.
    pub workplace: Vec<(MeasureKind, i64)>,
    /// Measures of a kind at school at which school and student looked back; those of them that were kept, mostly or entirely.
    pub looked: Vec<(MeasureKind, Part)>,
    /// The same of measures on a placement, as far as it was looked at there: on the spot, or else with the whole agreement.
    pub looked_there: Vec<(MeasureKind, Part)>,
    /// Who is guided on the way to work; those of them for whom something was done that was to be done.
    pub to_work: Part,
}

/// Whether a measure was kept, as the Monitor counts it: for the greater part, or entirely.
const fn was_kept(kept: Kept) -> bool {
    match kept {
        Kept::Mostly | Kept::Entirely => true,
        Kept::NotAtAll | Kept::Barely | Kept::Little => false,
    }
}

/// Counts so many measures of a kind that were looked at, and whether they were kept.
fn add(to: &mut BTreeMap<MeasureKind, Part>, kind: MeasureKind, many: i64, kept: bool) {
    let part = to.entry(kind).or_default();
    part.all += many;
    part.of_them += if kept { many } else { 0 };
}

impl Store {
    /// What was needed, agreed and kept of what holds today. Numbers, and nobody's.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever does not keep the offer.
    pub async fn offer_coverage(&self, actor: &Actor, today: Date) -> Result<Coverage, StoreError> {
        allowed(actor, Action::KeepOffer)?;
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let mut coverage = Coverage::default();
        for (there, at_workplace) in [(&mut coverage.school, false), (&mut coverage.workplace, true)] {
            let rows = rows!(tx, (String, i64), AGREED_WHOLE, tenant.0, today, at_workplace)?;
            *there = rows.into_iter().filter_map(|(kind, many)| Some((MeasureKind::from_code(&kind)?, many))).collect();
        }
        if let Some((all, agreed)) = row!(tx, (i64, Option<i64>), SEEN_WHOLE, tenant.0, today)? {
            coverage.seen = Part { all, of_them: agreed.unwrap_or_default() };
        }
        let (mut school, mut there) = (BTreeMap::new(), BTreeMap::new());
        type Looked = (String, i64, String, bool, i64);
        for (kind, position, kept, at_workplace, many) in rows!(tx, Looked, LOOKED_WHOLE, tenant.0)? {
            let said = usize::try_from(position).ok().and_then(|at| kept.split(',').nth(at)).and_then(Kept::from_code);
            let (Some(kind), Some(said)) = (MeasureKind::from_code(&kind), said) else { continue };
            add(if at_workplace { &mut there } else { &mut school }, kind, many, was_kept(said));
        }
        for (kind, kept, many) in rows!(tx, (String, String, i64), THERE_WHOLE, tenant.0)? {
            let (Some(kind), Some(said)) = (MeasureKind::from_code(&kind), OnTheSpot::from_code(&kept)) else {
                continue;
            };
            add(&mut there, kind, many, said == OnTheSpot::Yes);
        }
        (coverage.looked, coverage.looked_there) = (school.into_iter().collect(), there.into_iter().collect());
        if let Some((all, done)) = row!(tx, (i64, Option<i64>), TO_WORK_WHOLE, tenant.0, today)? {
            coverage.to_work = Part { all, of_them: done.unwrap_or_default() };
        }
        Ok(coverage)
    }
}
