//! What a teacher says of a measure in a lesson, and how the measure went by all that was said.

use super::class::{line, taught};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::{lock, scope};
use crate::{SaveError, Store, StoreError};
use access::{Action, Actor};
use register::lesson::{Lesson, Mark, Tally, tally};
use register::{AccountId, FileId, GroupId, Moment, PersonId, TenantId, VersionId};
use std::collections::BTreeMap;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    ADD = "INSERT INTO lesson_mark (tenant_id, file_id, version_id, position, number, group_id, account_id, day, mark, marked_at) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    OF_MEASURE = "SELECT number, group_id, account_id, day, mark, marked_at FROM lesson_mark \
                  WHERE tenant_id = $1 AND file_id = $2 AND version_id = $3 AND position = $4 ORDER BY number";
    LOOKED = "SELECT MAX(looked_at) FROM lesson_looked WHERE tenant_id = $1 AND file_id = $2 AND version_id = $3 AND position = $4";
    FAILS = "SELECT CAST(1 AS BIGINT) FROM lesson_tally WHERE tenant_id = $1 AND file_id = $2 AND version_id = $3 AND position = $4 \
             AND failing_since IS NOT NULL";
    TALLY = "INSERT INTO lesson_tally (tenant_id, file_id, version_id, position, worked, failed, last_on, failing_since) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (tenant_id, file_id, version_id, position) DO UPDATE SET \
             worked = EXCLUDED.worked, failed = EXCLUDED.failed, last_on = EXCLUDED.last_on, failing_since = EXCLUDED.failing_since";
}

register::codes! {
    /// Why a mark is not written down.
    pub enum MarkRefusal {
        /// It is not to be done in this group today: what was agreed changed, or the student left the group.
        NotToday = "not_today",
    }
}

/// A measure of a version.
#[derive(Clone, Copy)]
pub(super) struct Measure {
    pub(super) file: FileId,
    pub(super) version: VersionId,
    pub(super) position: i64,
}

impl Measure {
    /// Whether it fails, as was last told.
    pub(super) async fn fails(self, tx: &mut Tx, tenant: TenantId) -> Result<bool, StoreError> {
        Ok(row!(tx, (i64,), FAILS, tenant.0, self.file.0, self.version.0, self.position)?.is_some())
    }
}

/// All that was said of a measure, in the order in which it was said.
struct Said {
    marks: Vec<(Lesson, Mark, OffsetDateTime)>,
}

impl Said {
    async fn load(tx: &mut Tx, tenant: TenantId, of: Measure) -> Result<Self, StoreError> {
        type Row = (i64, Uuid, Uuid, Date, String, OffsetDateTime);
        let mut marks = Vec::new();
        for (_, group, by, day, mark, at) in rows!(tx, Row, OF_MEASURE, tenant.0, of.file.0, of.version.0, of.position)?
        {
            let key = of.version.to_string();
            let wrong = || StoreError::Inconsistent { table: "lesson_mark", key, what: "unknown mark" };
            let lesson = Lesson { day, group: GroupId(group), by: AccountId(by) };
            marks.push((lesson, Mark::from_code(&mark).ok_or_else(wrong)?, at));
        }
        Ok(Self { marks })
    }

    /// What stands of a lesson.
    fn standing(&self, lesson: Lesson) -> Option<Mark> {
        let last = self.marks.iter().rev().find(|(of, ..)| *of == lesson);
        last.and_then(|(_, mark, _)| mark.standing())
    }

    /// How it went since somebody looked into it: the last mark of each lesson counts.
    fn tally(&self, looked: Option<OffsetDateTime>) -> Tally {
        let since = self.marks.iter().filter(|(.., at)| looked.is_none_or(|looked| *at > looked));
        let last: BTreeMap<Lesson, Mark> = since.map(|(lesson, mark, _)| (*lesson, *mark)).collect();
        tally(last)
    }
}

/// Writes anew how a measure went. Whether it fails now, and did before.
pub(super) async fn retell(tx: &mut Tx, tenant: TenantId, of: Measure) -> Result<(bool, bool), StoreError> {
    let Measure { file, version, position } = of;
    let failed = of.fails(tx, tenant).await?;
    let looked = row!(tx, (Option<OffsetDateTime>,), LOOKED, tenant.0, file.0, version.0, position)?;
    let tally = Said::load(tx, tenant, of).await?.tally(looked.and_then(|(at,)| at));
    let count = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    let (worked, not, last, since) = (count(tally.worked), count(tally.failed), tally.last, tally.failing_since);
    run!(tx, TALLY, tenant.0, file.0, version.0, position, worked, not, last, since)?;
    Ok((since.is_some(), failed))
}

impl Store {
    /// Says whether a measure worked in today's lesson with a group, or takes that back. Said twice it is said once.
    pub async fn lesson_mark(
        &self,
        actor: &Actor,
        group: GroupId,
        (version, position): (VersionId, i64),
        mark: Mark,
        now: Moment,
    ) -> Result<(), SaveError<MarkRefusal>> {
        let (tenant, today) = (actor.tenant(), now.day);
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let mut tx = self.begin().await?;
        let (_, decision) = taught(&mut tx, actor, Action::MarkLesson, group, today).await?;
        let refused = || SaveError::Refused(MarkRefusal::NotToday);
        let found = line(&mut tx, tenant, group, (version, position), today).await?.ok_or_else(refused)?;
        let (file, person) = (FileId(found.file_id), PersonId(found.person_id));
        // Two tabs come one after the other, and the second finds what the first said.
        lock::hold(&mut tx, tenant, &[person.0]).await?;
        let of = Measure { file, version, position };
        let said = Said::load(&mut tx, tenant, of).await?;
        let lesson = Lesson { day: today, group, by };
        if !mark.changes(said.standing(lesson)) {
            return Ok(());
        }
        let number = i64::try_from(said.marks.len()).unwrap_or(i64::MAX).saturating_add(1);
        run!(tx, ADD, tenant.0, file.0, version.0, position, number, group.0, by.0, today, mark.code(), now.at)?;
        let (fails, failed) = retell(&mut tx, tenant, of).await?;
        if fails != failed {
            scope::refresh_many(&mut tx, tenant, &[person], today).await?;
        }
        let deed =
            Deed::new(actor, Action::MarkLesson, decision).to([person]).about(format!("{version} {}", mark.code()));
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(())
    }
}
