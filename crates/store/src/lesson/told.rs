//! How the measures of a file go in the lessons, for who works with the file; and that the coach looked into one that fails.

use super::mark::{Measure, retell};
use crate::agreement::load::Texts;
use crate::agreement::names::{self, Names};
use crate::audit::Deed;
use crate::file::reach::reach;
use crate::file::{key, lock, scope};
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::lesson::{Mark, Tally, When};
use register::{AccountId, FileId, Moment, PersonId, Personal, VersionId};
use std::collections::{BTreeMap, BTreeSet};
use time::Date;
use uuid::Uuid;

/// Of how many lessons each measure shows what was said.
const SHOWN: usize = 10;

sql! {
    TALLIES = "SELECT version_id, position, worked, failed, last_on, failing_since FROM lesson_tally WHERE tenant_id = $1 AND file_id = $2";
    /// What was said of one version, the newest last.
    SAID = "SELECT m.position, m.day, m.mark, m.account_id, m.group_id, g.name FROM lesson_mark m CROSS JOIN lesson_group g \
            WHERE m.tenant_id = $1 AND m.file_id = $2 AND m.version_id = $3 AND g.tenant_id = m.tenant_id AND g.group_id = m.group_id \
            ORDER BY m.position, m.number";
    LOOKED = "SELECT position, looked_on, looked_by FROM lesson_looked WHERE tenant_id = $1 AND file_id = $2 AND version_id = $3 ORDER BY number";
    NEXT = "SELECT COUNT(*) FROM lesson_looked WHERE tenant_id = $1 AND file_id = $2 AND version_id = $3 AND position = $4";
    ADD = "INSERT INTO lesson_looked (tenant_id, file_id, version_id, position, number, looked_at, looked_on, looked_by) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
}

/// What was said of a measure in a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The day.
    pub day: Date,
    /// In which group.
    pub group: String,
    /// By whom.
    pub by: AccountId,
    /// What.
    pub mark: Mark,
}

/// A measure of the version in force that is a teacher's, and how it goes.
#[derive(Debug, Clone)]
pub struct MeasureTold {
    /// Its place in the version.
    pub position: usize,
    /// What is done.
    pub text: String,
    /// Since the coach last looked into it.
    pub tally: Tally,
    /// The latest lessons, the newest first.
    pub latest: Vec<Told>,
    /// When somebody last looked into it, and who.
    pub looked: Option<(Date, AccountId)>,
}

/// How the measures of a file go in the lessons.
#[derive(Debug, Clone)]
pub struct LessonsView {
    /// Which file.
    pub file: FileId,
    /// Whose; `None` when no names were imported yet.
    pub name: Option<Personal<String>>,
    /// The version in force, if there is one.
    pub version: Option<VersionId>,
    /// Its measures for the lessons.
    pub measures: Vec<MeasureTold>,
    /// The colleagues of whom something stands here, by name.
    pub names: Names,
    /// Whether the actor may look into them.
    pub may_mend: bool,
}

impl Store {
    /// How the measures that are in force go in the lessons: a look at the file.
    pub async fn lessons_of_file(&self, actor: &Actor, file: FileId, now: Moment) -> Result<LessonsView, StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, Action::ViewAgreement, file, now.day).await?;
        let keys = key::open(&mut tx, tenant, file).await?;
        let agreement = reached.file.stored.agreements(Texts::Measures(&keys))?.remove(&file);
        let version = agreement.as_ref().and_then(|all| all.in_force(now.day));
        let mut people = BTreeSet::new();
        let mut measures = Vec::new();
        if let Some(version) = version {
            let mut tallies = BTreeMap::new();
            type Row = (Uuid, i64, i64, i64, Option<Date>, Option<Date>);
            for (of, position, worked, failed, last, failing_since) in rows!(tx, Row, TALLIES, tenant.0, file.0)? {
                if of == version.id.0 {
                    let count = |many: i64| usize::try_from(many).unwrap_or_default();
                    let tally = Tally { worked: count(worked), failed: count(failed), last, failing_since };
                    tallies.insert(position, tally);
                }
            }
            // The last mark of each lesson counts.
            let mut said: BTreeMap<i64, BTreeMap<(Date, Uuid, Uuid), Told>> = BTreeMap::new();
            type Said = (i64, Date, String, Uuid, Uuid, String);
            for (position, day, mark, by, group, name) in rows!(tx, Said, SAID, tenant.0, file.0, version.id.0)? {
                let key = version.id.to_string();
                let wrong = || StoreError::Inconsistent { table: "lesson_mark", key, what: "unknown mark" };
                let mark = Mark::from_code(&mark).ok_or_else(wrong)?;
                let told = Told { day, group: name, by: AccountId(by), mark };
                said.entry(position).or_default().insert((day, group, by), told);
            }
            let mut looked = BTreeMap::new();
            for (position, on, by) in rows!(tx, (i64, Date, Uuid), LOOKED, tenant.0, file.0, version.id.0)? {
                looked.insert(position, (on, AccountId(by)));
            }
            for (at, line) in version.lines.iter().enumerate().filter(|(_, line)| When::of(line.place).is_some()) {
                let position = i64::try_from(at).unwrap_or(i64::MAX);
                let standing = said.remove(&position).unwrap_or_default();
                let standing = standing.into_values().filter(|told| told.mark.standing().is_some());
                let latest: Vec<Told> = standing.rev().take(SHOWN).collect();
                people.extend(latest.iter().map(|told| told.by));
                let looked = looked.get(&position).copied();
                people.extend(looked.map(|(_, by)| by));
                let tally = tallies.get(&position).copied().unwrap_or_default();
                measures.push(MeasureTold { position: at, text: line.text.clone(), tally, latest, looked });
            }
        }
        let view = LessonsView {
            file,
            name: reached.file.names.names().display().map(Personal::new),
            version: version.map(|version| version.id),
            measures,
            names: names::names(&mut tx, people).await?,
            may_mend: reached.allows(actor, Action::MendMeasure),
        };
        let deed = Deed::new(actor, Action::ViewAgreement, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Says that a measure that fails was looked into: what was said before counts no longer. Said twice, or of one that does
    /// not fail any more, it is so already.
    pub async fn lesson_looked(
        &self,
        actor: &Actor,
        file: FileId,
        (version, position): (VersionId, usize),
        now: Moment,
    ) -> Result<(), StoreError> {
        let tenant = actor.tenant();
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let mut tx = self.begin().await?;
        let reached = reach(&mut tx, actor, Action::MendMeasure, file, now.day).await?;
        let person: PersonId = reached.file.person();
        lock::hold(&mut tx, tenant, &[person.0]).await?;
        let agreement = reached.file.agreement.as_ref().ok_or(StoreError::NotFound)?;
        let there = agreement.version(version).is_some_and(|version| position < version.lines.len());
        if !there {
            return Err(StoreError::NotFound);
        }
        let of = Measure { file, version, position: i64::try_from(position).unwrap_or(i64::MAX) };
        if !of.fails(&mut tx, tenant).await? {
            return Ok(());
        }
        let (before,) =
            row!(tx, (i64,), NEXT, tenant.0, file.0, version.0, of.position)?.ok_or(StoreError::NotFound)?;
        let number = before.saturating_add(1);
        run!(tx, ADD, tenant.0, file.0, version.0, of.position, number, now.at, now.day, by.0)?;
        retell(&mut tx, tenant, of).await?;
        scope::refresh_many(&mut tx, tenant, &[person], now.day).await?;
        let deed = Deed::new(actor, Action::MendMeasure, reached.decision).to([person]).about(version);
        tx.audit(deed, now).await?;
        tx.commit().await
    }
}
