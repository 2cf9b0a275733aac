//! What worked elsewhere: written by a colleague, read by all, said again each year, ended with a reason.

use crate::audit::{Deed, UnitKind, allowed};
use crate::db::Tx;
use crate::{SaveError, Store, StoreError, fresh};
use access::{Action, Actor, Teams};
use register::catalogue::Measure;
use register::knowledge::{
    MAX_WORDS, Practice, PracticeDraft, PracticeRefusal as Refusal, Standing, Tried, check, holds,
};
use register::offer::Concept;
use register::{AccountId, MeasureId, Moment, Personal, PracticeId, TeamId, field};
use sqlx_macros::FromRow;
use time::Date;
use uuid::Uuid;

/// How many are read at once.
const PAGE: i64 = 20;

/// What is read of one; `$2`: the reader.
macro_rules! columns {
    () => {
        "SELECT p.practice_id, p.subject, p.measure_id, p.text_nl, p.text_en, p.team_id, p.programme, p.level, p.standing, p.written_by, \
         p.written_on, p.holds_until, p.changes, a.name, t.name AS team, \
         (SELECT COUNT(*) FROM practice_too w WHERE w.tenant_id = $1 AND w.practice_id = p.practice_id) AS too, \
         (SELECT COUNT(*) FROM practice_too w WHERE w.tenant_id = $1 AND w.practice_id = p.practice_id AND w.account_id = $2) AS mine \
         FROM practice p JOIN account a ON a.account_id = p.written_by \
         LEFT JOIN team t ON t.tenant_id = $1 AND t.team_id = p.team_id WHERE p.tenant_id = $1 "
    };
}

sql! {
    /// The newest, of all subjects; after a place.
    NEWEST = concat!(
        columns!(),
        "AND p.standing = 'stands' AND (p.written_on < $3 OR (p.written_on = $3 AND p.practice_id < $4)) \
         ORDER BY p.written_on DESC, p.practice_id DESC LIMIT $5"
    );
    OF_SUBJECT = concat!(
        columns!(),
        "AND p.standing = 'stands' AND p.subject = $6 AND (p.written_on < $3 OR (p.written_on = $3 AND p.practice_id < $4)) \
         ORDER BY p.written_on DESC, p.practice_id DESC LIMIT $5"
    );
    OF_MEASURE = concat!(
        columns!(),
        "AND p.standing = 'stands' AND p.measure_id = $6 AND (p.written_on < $3 OR (p.written_on = $3 AND p.practice_id < $4)) \
         ORDER BY p.written_on DESC, p.practice_id DESC LIMIT $5"
    );
    /// What the reader is asked to say again.
    OWN_OLD = concat!(
        columns!(),
        "AND p.standing = 'stands' AND p.written_by = $2 AND p.holds_until < $3 ORDER BY p.holds_until, p.practice_id"
    );
    ONE = concat!(columns!(), "AND p.practice_id = $3");
    HOLD = "UPDATE tenant SET name = name WHERE tenant_id = $1";
    ADD = "INSERT INTO practice (tenant_id, practice_id, subject, measure_id, text_nl, text_en, team_id, programme, level, standing, \
           written_by, written_on, holds_until, changes, noted_at, noted_on, noted_by) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'stands', $10, $11, $12, 0, $13, $11, $10)";
    CHANGE = "UPDATE practice SET subject = $3, measure_id = $4, text_nl = $5, text_en = $6, team_id = $7, programme = $8, level = $9, \
              holds_until = $10, changes = changes + 1, noted_at = $11, noted_on = $12, noted_by = $13 \
              WHERE tenant_id = $1 AND practice_id = $2";
    STILL = "UPDATE practice SET holds_until = $3, changes = changes + 1, noted_at = $4, noted_on = $5, noted_by = $6 \
             WHERE tenant_id = $1 AND practice_id = $2";
    END = "UPDATE practice SET standing = 'ended', ended_why = $3, changes = changes + 1, noted_at = $4, noted_on = $5, noted_by = $6 \
           WHERE tenant_id = $1 AND practice_id = $2";
    TOO = "INSERT INTO practice_too (tenant_id, practice_id, account_id, said_on) VALUES ($1, $2, $3, $4) \
           ON CONFLICT (tenant_id, practice_id, account_id) DO NOTHING";
    NOT_TOO = "DELETE FROM practice_too WHERE tenant_id = $1 AND practice_id = $2 AND account_id = $3";
}

/// Which of them are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    /// All, the newest first.
    #[default]
    Newest,
    /// About a subject.
    Subject(Concept),
    /// About a measure.
    Measure(MeasureId),
}

/// What worked elsewhere, as a colleague reads it.
#[derive(Debug, Clone)]
pub struct Practised {
    /// What stands.
    pub practice: Practice,
    /// How often it was changed: a form carries it.
    pub changes: i64,
    /// Who wrote it.
    pub name: Personal<String>,
    /// The team's name.
    pub team: Option<String>,
    /// For how many colleagues it worked too.
    pub too: i64,
    /// Whether the reader is one of those.
    pub mine: bool,
    /// Whether the reader wrote it.
    pub own: bool,
    /// Whether the reader may end it.
    pub ends: bool,
}

/// A page of them.
#[derive(Debug, Clone)]
pub struct Practices {
    /// In the order in which they are read.
    pub rows: Vec<Practised>,
    /// Where the next page begins.
    pub next: Option<PracticeId>,
    /// What the reader is asked to say again.
    pub old: Vec<Practised>,
    /// Teams of today.
    pub teams: Vec<(TeamId, String)>,
    /// Measures of today.
    pub measures: Vec<Measure>,
}

#[derive(FromRow)]
struct Row {
    practice_id: Uuid,
    subject: String,
    measure_id: Option<Uuid>,
    text_nl: String,
    text_en: Option<String>,
    team_id: Option<Uuid>,
    programme: Option<String>,
    level: String,
    standing: String,
    written_by: Uuid,
    written_on: Date,
    holds_until: Date,
    changes: i64,
    name: String,
    team: Option<String>,
    too: i64,
    mine: i64,
}

fn read(row: Row, actor: &Actor) -> Result<Practised, StoreError> {
    let id = row.practice_id;
    let wrong = |what| StoreError::Inconsistent { table: "practice", key: id.to_string(), what };
    let own = actor.account() == Some(AccountId(row.written_by));
    let team = row.team_id.map(TeamId);
    Ok(Practised {
        practice: Practice {
            id: PracticeId(id),
            subject: Concept::from_code(&row.subject).ok_or_else(|| wrong("its subject"))?,
            measure: row.measure_id.map(MeasureId),
            text: row.text_nl,
            text_en: row.text_en,
            team,
            programme: row.programme,
            level: Tried::from_code(&row.level).ok_or_else(|| wrong("its level"))?,
            standing: Standing::from_code(&row.standing).ok_or_else(|| wrong("its standing"))?,
            by: AccountId(row.written_by),
            on: row.written_on,
            until: row.holds_until,
        },
        changes: row.changes,
        name: row.name.into(),
        team: row.team,
        too: row.too,
        mine: row.mine > 0,
        own,
        ends: own || keeps(actor).has(team),
    })
}

fn keeps(actor: &Actor) -> Teams {
    access::teams(actor, Action::KeepKnowledge)
}

async fn one(tx: &mut Tx, actor: &Actor, id: PracticeId) -> Result<Practised, StoreError> {
    let me = actor.account().ok_or(StoreError::NotFound)?;
    read(row!(tx, Row, ONE, actor.tenant().0, me.0, id.0)?.ok_or(StoreError::NotFound)?, actor)
}

type Saved<T> = Result<T, SaveError<Refusal>>;

async fn done(mut tx: Tx, actor: &Actor, action: Action, about: String, now: Moment) -> Result<(), StoreError> {
    tx.wrote(actor.tenant(), UnitKind::Policy, [actor.tenant().0]);
    tx.audit(Deed::new(actor, action, allowed(actor, action)?).about(about), now).await?;
    tx.commit().await
}

/// One that stands as it was when the form was made.
async fn held(tx: &mut Tx, actor: &Actor, (id, was): (PracticeId, i64)) -> Saved<Practised> {
    let known = one(tx, actor, id).await?;
    match known.practice.standing {
        Standing::Ended => Err(SaveError::Refused(Refusal::Ended)),
        Standing::Stands if known.changes != was => Err(SaveError::Refused(Refusal::Changed)),
        Standing::Stands => Ok(known),
    }
}

impl Store {
    /// What worked elsewhere, a page of it, the newest first. About nobody, and so no look.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever shares no knowledge, and of a place that is not there.
    pub async fn practices(
        &self,
        actor: &Actor,
        which: Which,
        after: Option<PracticeId>,
        today: Date,
    ) -> Result<Practices, StoreError> {
        allowed(actor, Action::ShareKnowledge)?;
        let (tenant, me) = (actor.tenant().0, actor.account().ok_or(StoreError::NotFound)?.0);
        let measures = self.catalogue(actor.tenant(), today).await?.measures;
        let mut tx = self.begin_snapshot().await?;
        let place = match after {
            Some(id) => {
                let last = one(&mut tx, actor, id).await?;
                (last.practice.on, id.0)
            }
            // Nothing was written later than that.
            None => (today.saturating_add(time::Duration::days(366)), Uuid::max()),
        };
        let (on, id, many) = (place.0, place.1, PAGE + 1);
        let mut found = match which {
            Which::Newest => rows!(tx, Row, NEWEST, tenant, me, on, id, many)?,
            Which::Subject(of) => rows!(tx, Row, OF_SUBJECT, tenant, me, on, id, many, of.code())?,
            Which::Measure(of) => rows!(tx, Row, OF_MEASURE, tenant, me, on, id, many, of.0)?,
        };
        let more = found.len() > PAGE as usize;
        found.truncate(PAGE as usize);
        let next = found.last().filter(|_| more).map(|row| PracticeId(row.practice_id));
        let old = rows!(tx, Row, OWN_OLD, tenant, me, today)?;
        let teams = crate::offer::teams_of(&mut tx, actor.tenant(), today).await?;
        let all = |rows: Vec<Row>| rows.into_iter().map(|row| read(row, actor)).collect::<Result<Vec<_>, _>>();
        Ok(Practices { rows: all(found)?, next, old: all(old)?, teams, measures })
    }

    /// One, to write it anew or to end it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever may do neither.
    pub async fn practice(&self, actor: &Actor, id: PracticeId) -> Result<Practised, StoreError> {
        allowed(actor, Action::ShareKnowledge)?;
        let mut tx = self.begin_reading().await?;
        let known = one(&mut tx, actor, id).await?;
        if known.ends && known.practice.standing == Standing::Stands { Ok(known) } else { Err(StoreError::NotFound) }
    }

    /// Writes one, or writes one's own anew: then it holds for a year again.
    pub async fn practice_write(
        &self,
        actor: &Actor,
        which: Option<(PracticeId, i64)>,
        given: &PracticeDraft,
        now: Moment,
    ) -> Saved<PracticeId> {
        allowed(actor, Action::ShareKnowledge)?;
        let (tenant, me) = (actor.tenant(), actor.account().ok_or(StoreError::NotFound)?);
        let measures: Vec<MeasureId> =
            self.catalogue(tenant, now.day).await?.measures.into_iter().map(|measure| measure.id).collect();
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0)?;
        let teams: Vec<TeamId> =
            crate::offer::teams_of(&mut tx, tenant, now.day).await?.into_iter().map(|(team, _)| team).collect();
        let id = match which {
            Some(which) => {
                let known = held(&mut tx, actor, which).await?;
                if !known.own {
                    return Err(StoreError::NotFound.into());
                }
                known.practice.id
            }
            None => PracticeId(fresh::id()),
        };
        let one = check(given, &measures, &teams, (id, me, now.day))
            .map_err(|wrong| SaveError::Refused(Refusal::Fields(wrong)))?;
        let (subject, measure, team) = (one.subject.code(), one.measure.map(|of| of.0), one.team.map(|of| of.0));
        let (text, text_en, programme) = (one.text.as_str(), one.text_en.as_deref(), one.programme.as_deref());
        let (level, until, at, day) = (one.level.code(), one.until, now.at, now.day);
        let tid = tenant.0;
        if which.is_some() {
            run!(tx, CHANGE, tid, id.0, subject, measure, text, text_en, team, programme, level, until, at, day, me.0)?;
        } else {
            run!(tx, ADD, tid, id.0, subject, measure, text, text_en, team, programme, level, me.0, day, until, at)?;
        }
        done(tx, actor, Action::ShareKnowledge, format!("practice {id} written"), now).await?;
        Ok(id)
    }

    /// Its writer says again that it holds: for a year from now.
    pub async fn practice_still(&self, actor: &Actor, which: (PracticeId, i64), now: Moment) -> Saved<()> {
        allowed(actor, Action::ShareKnowledge)?;
        let mut tx = self.begin().await?;
        run!(tx, HOLD, actor.tenant().0)?;
        let known = held(&mut tx, actor, which).await?;
        if !known.own {
            return Err(StoreError::NotFound.into());
        }
        let me = known.practice.by.0;
        run!(tx, STILL, actor.tenant().0, which.0.0, holds(now.day), now.at, now.day, me)?;
        Ok(done(tx, actor, Action::ShareKnowledge, format!("practice {} still", which.0), now).await?)
    }

    /// It does not hold any more: its writer says so with a reason, or who looks after what its team knows.
    pub async fn practice_end(&self, actor: &Actor, which: (PracticeId, i64), why: &str, now: Moment) -> Saved<()> {
        allowed(actor, Action::ShareKnowledge)?;
        let me = actor.account().ok_or(StoreError::NotFound)?;
        let mut tx = self.begin().await?;
        run!(tx, HOLD, actor.tenant().0)?;
        let known = held(&mut tx, actor, which).await?;
        if !known.ends {
            return Err(StoreError::NotFound.into());
        }
        let why = field::text(why, MAX_WORDS).map_err(|problem| SaveError::Refused(Refusal::Reason(problem)))?;
        run!(tx, END, actor.tenant().0, which.0.0, why.as_str(), now.at, now.day, me.0)?;
        let action = if known.own { Action::ShareKnowledge } else { Action::KeepKnowledge };
        Ok(done(tx, actor, action, format!("practice {} ended", which.0), now).await?)
    }

    /// It worked for the reader's team too, or that is taken back. Said twice it is said once.
    pub async fn practice_too(&self, actor: &Actor, id: PracticeId, too: bool, now: Moment) -> Saved<()> {
        allowed(actor, Action::ShareKnowledge)?;
        let (tenant, me) = (actor.tenant(), actor.account().ok_or(StoreError::NotFound)?);
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0)?;
        let known = one(&mut tx, actor, id).await?;
        if known.practice.standing == Standing::Ended {
            return Err(SaveError::Refused(Refusal::Ended));
        }
        if known.own {
            return Err(SaveError::Refused(Refusal::Own));
        }
        if known.mine == too {
            return Ok(());
        }
        if too {
            run!(tx, TOO, tenant.0, id.0, me.0, now.day)?;
        } else {
            run!(tx, NOT_TOO, tenant.0, id.0, me.0)?;
        }
        let what = if too { "too" } else { "not too" };
        Ok(done(tx, actor, Action::ShareKnowledge, format!("practice {id} {what}"), now).await?)
    }
}
