//! What is needed, agreed and kept, held beside what is offered: numbers of a school, and nobody's.

use crate::audit::allowed;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::agreement::Kept;
use register::catalogue::MeasureKind;
use std::collections::BTreeMap;
use time::Date;

sql! {
    /// For how many students something of a kind was agreed that holds on a day, on a placement or elsewhere. Reads a school.
    AGREED_WHOLE = "SELECT l.kind, COUNT(DISTINCT a.file_id) FROM agreement_version v CROSS JOIN agreement_line l CROSS JOIN agreement a \
                    WHERE v.tenant_id = $1 AND v.status = 'in_force' AND l.tenant_id = $1 AND l.version_id = v.version_id \
                    AND l.begins <= $2 AND (l.ends IS NULL OR l.ends >= $2) AND (l.place = 'workplace') = $3 \
                    AND a.tenant_id = $1 AND a.agreement_id = v.agreement_id GROUP BY l.kind ORDER BY l.kind";
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
    /// version in their order, so it is counted for each such text and place in it. Reads a school.
    LOOKED_WHOLE = "SELECT l.kind, l.position, e.kept, COUNT(*) FROM agreement_version v CROSS JOIN agreement_evaluation e \
                    CROSS JOIN agreement_line l WHERE v.tenant_id = $1 AND v.status = 'in_force' AND e.tenant_id = $1 \
                    AND e.version_id = v.version_id AND e.number = (SELECT MAX(x.number) FROM agreement_evaluation x \
                    WHERE x.tenant_id = $1 AND x.version_id = v.version_id AND NOT EXISTS (SELECT 1 FROM agreement_evaluation_back b \
                    WHERE b.tenant_id = $1 AND b.version_id = x.version_id AND b.number = x.number)) \
                    AND l.tenant_id = $1 AND l.version_id = v.version_id GROUP BY l.kind, l.position, e.kept";
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
    /// Measures of a kind at which school and student looked back; those of them that were kept, mostly or entirely.
    pub looked: Vec<(MeasureKind, Part)>,
}

/// Whether a measure was kept, as the Monitor counts it: for the greater part, or entirely.
const fn was_kept(kept: Kept) -> bool {
    match kept {
        Kept::Mostly | Kept::Entirely => true,
        Kept::NotAtAll | Kept::Barely | Kept::Little => false,
    }
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
        let mut looked: BTreeMap<MeasureKind, Part> = BTreeMap::new();
        for (kind, position, kept, many) in rows!(tx, (String, i64, String, i64), LOOKED_WHOLE, tenant.0)? {
            let said = usize::try_from(position).ok().and_then(|at| kept.split(',').nth(at)).and_then(Kept::from_code);
            let (Some(kind), Some(said)) = (MeasureKind::from_code(&kind), said) else { continue };
            let part = looked.entry(kind).or_default();
            part.all += many;
            part.of_them += if was_kept(said) { many } else { 0 };
        }
        coverage.looked = looked.into_iter().collect();
        Ok(coverage)
    }
}
