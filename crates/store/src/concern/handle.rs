//! The privacy officer's side: what is open, what is behind it, and the answer.
//!
//! The officer opens no file: who it is, what was done by whom on that day, and by which role it was allowed.

use super::load::{DayOf, close, hold, one};
use crate::agreement::names::{Names, account_name, names};
use crate::audit::{Deed, allowed};
use crate::file::facts;
use crate::file::reach::reach;
use crate::file::save::SaveError;
use crate::looks::{Day, Look, looks_on};
use crate::{Store, StoreError, policy};
use access::{Action, Actor, Role};
use register::concern::{self, Answer, AnswerRefusal, Concern};
use register::{ConcernId, Moment, Personal};
use time::Date;
use uuid::Uuid;

sql! {
    OPEN = "SELECT c.concern_id, c.raised_on, c.looked_on, c.status, a.name FROM concern c \
            JOIN account a ON a.account_id = c.looker_id \
            WHERE c.tenant_id = $1 AND c.status = 'open' ORDER BY c.raised_at LIMIT 100";
    /// With the status of the last answer, where the first was corrected.
    CLOSED = "SELECT c.concern_id, c.raised_on, c.looked_on, COALESCE((SELECT x.status FROM concern_correction x \
              WHERE x.tenant_id = c.tenant_id AND x.file_id = c.file_id AND x.number = c.number \
              ORDER BY x.place DESC LIMIT 1), c.status), a.name FROM concern c JOIN account a ON a.account_id = c.looker_id \
              WHERE c.tenant_id = $1 AND c.status = $2 ORDER BY c.raised_at DESC LIMIT 100";
    COUNT = "SELECT COUNT(*) FROM concern WHERE tenant_id = $1 AND status = 'open'";
    GUARDIAN = "SELECT g.name FROM membership m JOIN guardian g ON g.tenant_id = m.tenant_id AND g.guardian_id = m.guardian_id \
                WHERE m.tenant_id = $1 AND m.account_id = $2 AND g.person_id = $3";
    ROLES = "SELECT membership_id, role, scope FROM membership \
             WHERE tenant_id = $1 AND account_id = $2 AND begins <= $3 AND (ends IS NULL OR ends >= $3)";
    TEAMS = "SELECT t.name FROM membership_team x JOIN team t ON t.tenant_id = x.tenant_id AND t.team_id = x.team_id \
             WHERE x.tenant_id = $1 AND x.membership_id = $2 ORDER BY t.name";
}

/// A concern in the officer's list.
#[derive(Debug, Clone)]
pub struct ConcernLine {
    /// Which.
    pub id: ConcernId,
    /// When it was raised.
    pub raised_on: Date,
    /// The day it is about.
    pub looked_on: Date,
    /// Where it stands.
    pub status: concern::Status,
    /// Who looked.
    pub looker: Personal<String>,
}

/// The officer's list.
#[derive(Debug, Clone)]
pub struct Concerns {
    /// How many are open.
    pub count: usize,
    /// Those, the oldest first; at most a hundred.
    pub open: Vec<ConcernLine>,
    /// The last that were closed, the newest first; at most a hundred.
    pub closed: Vec<ConcernLine>,
}

/// A role that somebody had on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleThen {
    /// The role.
    pub role: Role,
    /// The teams that it reaches, as they are now: what they were is not kept.
    pub teams: Vec<String>,
}

/// A concern with what is behind it.
#[derive(Debug, Clone)]
pub struct ConcernView {
    /// The concern.
    pub concern: Concern,
    /// Whose file; `None` when no names were imported yet.
    pub name: Option<Personal<String>>,
    /// The school's own number.
    pub student_number: Option<Personal<String>>,
    /// Who raised it, when that was a parent.
    pub guardian: Option<Personal<String>>,
    /// Who looked.
    pub looker: Personal<String>,
    /// What they did that day with this file, newest first, as far as the log proves it and keeps it.
    pub looks: Vec<Look>,
    /// The roles they had that day.
    pub roles: Vec<RoleThen>,
    /// Whether they coached the student that day.
    pub coached: bool,
    /// The teams of the student that day.
    pub teams: Vec<String>,
    /// Who answered, when somebody did: this answer and those that it corrected.
    pub names: Names,
    /// Whether the reader is the one it is about: then somebody else answers.
    pub about_reader: bool,
}

type Line = (Uuid, Date, Date, String, String);

impl Store {
    /// The concerns that are open, and the last that were answered or taken back. It names who looked, and no student: so
    /// it is no look at anybody's file.
    pub async fn concerns(&self, actor: &Actor) -> Result<Concerns, StoreError> {
        allowed(actor, Action::HandleConcerns)?;
        let tenant = actor.tenant();
        let mut tx = self.begin_reading().await?;
        let (count,) = row!(tx, (i64,), COUNT, tenant.0)?.unwrap_or((0,));
        let open = rows!(tx, Line, OPEN, tenant.0)?;
        let mut closed = Vec::new();
        for status in concern::Status::ALL.iter().filter(|status| **status != concern::Status::Open) {
            closed.extend(rows!(tx, Line, CLOSED, tenant.0, status.code())?);
        }
        closed.sort_by_key(|(_, raised, ..)| std::cmp::Reverse(*raised));
        closed.truncate(100);
        tx.commit().await?;
        let lines = |found: Vec<Line>| found.into_iter().map(line).collect::<Result<Vec<_>, _>>();
        let (open, closed) = (lines(open)?, lines(closed)?);
        Ok(Concerns { count: usize::try_from(count).unwrap_or(0), open, closed })
    }

    /// One concern, with what is behind it.
    pub async fn concern_view(
        &self,
        actor: &Actor,
        id: ConcernId,
        day_of: DayOf,
        now: Moment,
    ) -> Result<ConcernView, StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let (file, concern) = one(&mut tx, tenant, id).await?;
        let reached = reach(&mut tx, actor, Action::HandleConcerns, file, now.day).await?;
        let person = reached.file.person();
        let (looker, day) = (concern.looker, concern.looked_on);
        let policy = policy::load(&mut tx, tenant).await?;
        let then = facts::one(&mut tx, tenant, person, &policy, day).await?;
        let mut roles = Vec::new();
        let mut held = rows!(tx, (Uuid, String, String), ROLES, tenant.0, looker.0, day)?;
        // Not in the query: there the order would be had by reading the roles of the whole school.
        held.sort_by(|(one, role, _), (other, another, _)| (role, one).cmp(&(another, other)));
        for (membership, role, _) in held {
            let Some(role) = Role::from_code(&role) else { continue };
            let teams = rows!(tx, (String,), TEAMS, tenant.0, membership)?;
            roles.push(RoleThen { role, teams: teams.into_iter().map(|(name,)| name).collect() });
        }
        let guardian = row!(tx, (String,), GUARDIAN, tenant.0, concern.by.0, person.0)?;
        let names = names(&mut tx, concern.answered_by()).await?;
        let view = ConcernView {
            name: then.names.names().display().map(Personal::new),
            student_number: then.student_number.clone(),
            guardian: guardian.map(|(name,)| name.into()),
            looker: account_name(&mut tx, looker).await?,
            looks: looks_on(&mut tx, tenant, Day { person, by: looker, day, day_of }, None).await?,
            roles,
            coached: then.coaches_on(day).any(|coach| coach == looker),
            teams: then.team_names(day),
            names,
            about_reader: actor.account() == Some(looker),
            concern,
        };
        let deed = Deed::new(actor, Action::HandleConcerns, reached.decision).to([person]).about(id);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Answers a concern, or corrects the answer that stands.
    pub async fn concern_answer(
        &self,
        actor: &Actor,
        id: ConcernId,
        given: &Answer,
        now: Moment,
    ) -> Result<(), SaveError<AnswerRefusal>> {
        let tenant = actor.tenant();
        let mut tx = self.begin().await?;
        let (file, _) = one(&mut tx, tenant, id).await?;
        hold(&mut tx, tenant, file).await?;
        let reached = reach(&mut tx, actor, Action::HandleConcerns, file, now.day).await?;
        let (_, known) = one(&mut tx, tenant, id).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let after = concern::answer(&known, given, by, now).map_err(SaveError::Refused)?;
        close(&mut tx, tenant, file, &after).await?;
        let about = format!("{id} {}", after.status.code());
        let deed = Deed::new(actor, Action::HandleConcerns, reached.decision).to([reached.file.person()]).about(about);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn line((id, raised_on, looked_on, status, looker): Line) -> Result<ConcernLine, StoreError> {
    let wrong = StoreError::Inconsistent { table: "concern", key: id.simple().to_string(), what: "unknown status" };
    let status = concern::Status::from_code(&status).ok_or(wrong)?;
    Ok(ConcernLine { id: ConcernId(id), raised_on, looked_on, status, looker: looker.into() })
}
