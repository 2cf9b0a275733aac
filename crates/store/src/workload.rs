//! How much a team and its coaches carry, counted by the database, and how much they can. Numbers: no student is named, so nothing of it
//! is a look.

use crate::audit::{Deed, UnitKind, allowed};
use crate::db::Tx;
use crate::{SaveError, Store, StoreError};
use access::{Action, Actor, Teams};
use register::{AccountId, Moment, Personal, TeamId, TenantId};
use std::collections::HashMap;
use time::Date;
use uuid::Uuid;

/// How many teams are read at once.
const PAGE: i64 = 20;

/// Whether somebody has agreements that are in force.
macro_rules! with {
    () => {
        "CASE WHEN EXISTS (SELECT 1 FROM agreement g CROSS JOIN agreement_version v WHERE g.tenant_id = $1 AND g.file_id = s.file_id \
         AND v.tenant_id = $1 AND v.agreement_id = g.agreement_id AND v.status = 'in_force') THEN s.file_id END"
    };
}

sql! {
    /// Teams of a day by name, after one.
    TEAMS = "SELECT team_id, name FROM team WHERE tenant_id = $1 AND name > $3 AND begins <= $2 AND (ends IS NULL OR ends >= $2) \
             ORDER BY name LIMIT $4";
    NAME = "SELECT name FROM team WHERE tenant_id = $1 AND team_id = $2";
    /// The students of a team on a day: those who belong to it, and of those who have agreements.
    OF_TEAM = concat!(
        "SELECT t.team_id, t.name, COUNT(DISTINCT s.file_id), COUNT(DISTINCT ", with!(), ") FROM team t \
         LEFT JOIN file_scope s ON s.tenant_id = $1 AND s.kind = 'team' AND s.scope_id = $3 AND s.begins <= $2 AND s.ends >= $2 \
         WHERE t.tenant_id = $1 AND t.team_id = $3 AND t.begins <= $2 AND (t.ends IS NULL OR t.ends >= $2) GROUP BY t.team_id, t.name"
    );
    /// The same of a team by coach of today; of nobody where they have none who can sign in.
    COACHES = concat!(
        "SELECT c.account_id, a.name, COUNT(DISTINCT s.file_id), COUNT(DISTINCT ", with!(), ") FROM file_scope s \
         CROSS JOIN support_file f LEFT JOIN person_coach c ON c.tenant_id = $1 AND c.person_id = f.person_id AND c.begins <= $2 \
         AND (c.ends IS NULL OR c.ends >= $2) LEFT JOIN account a ON a.account_id = c.account_id \
         WHERE s.tenant_id = $1 AND s.kind = 'team' AND s.scope_id = $3 AND s.begins <= $2 AND s.ends >= $2 \
         AND f.tenant_id = $1 AND f.file_id = s.file_id GROUP BY c.account_id, a.name ORDER BY a.name, c.account_id"
    );
    /// What was said of a team, the last last.
    SAID = "SELECT account_id, students, minutes, place FROM capacity WHERE tenant_id = $1 AND team_id = $2 ORDER BY place";
    /// The team is held meanwhile.
    HOLD = "UPDATE team SET name = name WHERE tenant_id = $1 AND team_id = $2";
    SAY = "INSERT INTO capacity (tenant_id, team_id, place, account_id, students, minutes, noted_at, noted_on, noted_by) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// What one student asks of a week, the last last.
    NORM = "SELECT n.minutes, n.place, n.noted_on, a.name FROM workload_norm n LEFT JOIN account a ON a.account_id = n.noted_by \
            WHERE n.tenant_id = $1 ORDER BY n.place DESC LIMIT 1";
    /// The school is held meanwhile.
    HOLD_SCHOOL = "UPDATE tenant SET name = name WHERE tenant_id = $1";
    SAY_NORM = "INSERT INTO workload_norm (tenant_id, place, minutes, noted_at, noted_on, noted_by) VALUES ($1, $2, $3, $4, $5, $6)";
}

/// How much is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried {
    /// Students.
    pub students: u32,
    /// Of those with agreements in force.
    pub with: u32,
    /// How many of those there can be; absent: nobody said so.
    pub capacity: Option<u32>,
    /// How many minutes a week there are for it; absent: nobody said so.
    pub minutes: Option<u32>,
}

/// What a student with agreements asks of a week, as the school says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Norm {
    /// How many minutes; absent: nobody said so, or it is not known any more.
    pub minutes: Option<u32>,
    /// How often it was said: a form carries it.
    pub said: i64,
    /// When it was said last, and by whom.
    pub by: Option<(Date, Personal<String>)>,
}

/// A team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamLoad {
    /// Which.
    pub team: TeamId,
    /// Its name.
    pub name: String,
    /// What it carries.
    pub carried: Carried,
}

/// A team with its coaches.
#[derive(Debug, Clone)]
pub struct TeamCoaches {
    /// The team.
    pub team: TeamLoad,
    /// Each coach of its students, by name.
    pub coaches: Vec<(AccountId, Personal<String>, Carried)>,
    /// Students without a coach who can sign in.
    pub without: Carried,
    /// How often something was said of it: a form carries it.
    pub said: i64,
}

/// Why it is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SayRefusal {
    /// Somebody said something meanwhile.
    Changed,
    /// It is no coach of this team's students.
    NoCoach,
}

type Counted = (Uuid, String, i64, i64);

fn number(many: i64) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

/// What was said last of a team or a coach: students, and minutes.
type Can = (Option<i64>, Option<i64>);

fn team_of((team, name, students, with): Counted, (capacity, minutes): Can) -> TeamLoad {
    let (capacity, minutes) = (capacity.map(number), minutes.map(number));
    let carried = Carried { students: number(students), with: number(with), capacity, minutes };
    TeamLoad { team: TeamId(team), name, carried }
}

async fn detail(tx: &mut Tx, tenant: TenantId, team: TeamId, day: Date) -> Result<TeamCoaches, StoreError> {
    let counted = row!(tx, Counted, OF_TEAM, tenant.0, day, team.0)?.ok_or(StoreError::NotFound)?;
    let (mut last, mut said) = (HashMap::new(), 0);
    type Row = (Option<Uuid>, Option<i64>, Option<i64>, i64);
    for (account, students, minutes, place) in rows!(tx, Row, SAID, tenant.0, team.0)? {
        last.insert(account, (students, minutes));
        said = place;
    }
    let of = |account: Option<Uuid>| -> Can { last.get(&account).copied().unwrap_or_default() };
    let mut found = TeamCoaches {
        team: team_of(counted, of(None)),
        coaches: Vec::new(),
        without: Carried { students: 0, with: 0, capacity: None, minutes: None },
        said,
    };
    for (account, name, students, with) in
        rows!(tx, (Option<Uuid>, Option<String>, i64, i64), COACHES, tenant.0, day, team.0)?
    {
        let (students, with) = (number(students), number(with));
        match (account, name) {
            (Some(account), Some(name)) => {
                let (capacity, minutes) = of(Some(account));
                let (capacity, minutes) = (capacity.map(number), minutes.map(number));
                found.coaches.push((AccountId(account), name.into(), Carried { students, with, capacity, minutes }));
            }
            (None, _) | (Some(_), None) => {
                found.without.students = found.without.students.saturating_add(students);
                found.without.with = found.without.with.saturating_add(with);
            }
        }
    }
    Ok(found)
}

async fn norm(tx: &mut Tx, tenant: TenantId) -> Result<Norm, StoreError> {
    type Row = (Option<i64>, i64, Date, Option<String>);
    let found = row!(tx, Row, NORM, tenant.0)?;
    Ok(found.map_or_else(Norm::default, |(minutes, said, on, by)| Norm {
        minutes: minutes.map(number),
        said,
        by: Some((on, by.unwrap_or_default().into())),
    }))
}

impl Store {
    /// What the teams carry of which an actor divides the work, by name: a page of them, and after which the next begins.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever divides nothing, and of a place that is not there.
    pub async fn workloads(
        &self,
        actor: &Actor,
        after: Option<TeamId>,
        today: Date,
    ) -> Result<(Vec<TeamLoad>, Option<TeamId>), StoreError> {
        allowed(actor, Action::SeeWorkload)?;
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let (teams, more) = match access::teams(actor, Action::SeeWorkload) {
            Teams::All => {
                let last = match after {
                    Some(team) => row!(tx, (String,), NAME, tenant.0, team.0)?.ok_or(StoreError::NotFound)?.0,
                    None => String::new(),
                };
                let found = rows!(tx, (Uuid, String), TEAMS, tenant.0, today, last.as_str(), PAGE + 1)?;
                let more = found.len() > PAGE as usize;
                (found.into_iter().take(PAGE as usize).map(|(team, _)| TeamId(team)).collect(), more)
            }
            Teams::These(teams) => (teams, false),
        };
        let mut all = Vec::with_capacity(teams.len());
        for team in teams {
            match detail(&mut tx, tenant, team, today).await {
                Ok(found) => all.push(found.team),
                // A team that ended carries nothing.
                Err(StoreError::NotFound) => {}
                Err(other) => return Err(other),
            }
        }
        let next = all.last().filter(|_| more).map(|last| last.team);
        Ok((all, next))
    }

    /// What one team carries, by coach.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever does not divide its work.
    pub async fn workload(&self, actor: &Actor, team: TeamId, today: Date) -> Result<TeamCoaches, StoreError> {
        allowed(actor, Action::SeeWorkload)?;
        if !access::teams(actor, Action::SeeWorkload).has(Some(team)) {
            return Err(StoreError::NotFound);
        }
        let mut tx = self.begin_snapshot().await?;
        detail(&mut tx, actor.tenant(), team, today).await
    }

    /// What one student with agreements asks of a week, as the school says it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever divides nothing.
    pub async fn workload_norm(&self, actor: &Actor) -> Result<Norm, StoreError> {
        allowed(actor, Action::SeeWorkload)?;
        let mut tx = self.begin_reading().await?;
        norm(&mut tx, actor.tenant()).await
    }

    /// Says what one student with agreements asks of a week; absent: that it is not known any more. Of the whole school, so by who divides
    /// the work of all of it. `was`: how often it was said when the form was made.
    pub async fn workload_norm_say(
        &self,
        actor: &Actor,
        was: i64,
        minutes: Option<u32>,
        now: Moment,
    ) -> Result<(), SaveError<SayRefusal>> {
        let decision = allowed(actor, Action::SeeWorkload)?;
        let (tenant, by) = (actor.tenant(), actor.account().ok_or(StoreError::NotFound)?);
        if access::teams(actor, Action::SeeWorkload) != Teams::All {
            return Err(StoreError::NotFound.into());
        }
        let mut tx = self.begin().await?;
        run!(tx, HOLD_SCHOOL, tenant.0)?;
        let known = norm(&mut tx, tenant).await?;
        // Sent twice it is said once.
        if known.minutes == minutes {
            return Ok(());
        }
        if known.said != was {
            return Err(SaveError::Refused(SayRefusal::Changed));
        }
        run!(tx, SAY_NORM, tenant.0, known.said + 1, minutes.map(i64::from), now.at, now.day, by.0)?;
        tx.wrote(tenant, UnitKind::Policy, [tenant.0]);
        tx.audit(Deed::new(actor, Action::SeeWorkload, decision).about("norm"), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Says how many students with agreements a team or a coach of it can have, and how many minutes a week there are for it; absent: that
    /// it is not known any more. `was`: how often something was said of the team when the form was made.
    pub async fn workload_say(
        &self,
        actor: &Actor,
        (team, was): (TeamId, i64),
        coach: Option<AccountId>,
        (students, minutes): (Option<u32>, Option<u32>),
        now: Moment,
    ) -> Result<(), SaveError<SayRefusal>> {
        let decision = allowed(actor, Action::SeeWorkload)?;
        let (tenant, by) = (actor.tenant(), actor.account().ok_or(StoreError::NotFound)?);
        if !access::teams(actor, Action::SeeWorkload).has(Some(team)) {
            return Err(StoreError::NotFound.into());
        }
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0, team.0)?;
        let known = detail(&mut tx, tenant, team, now.day).await?;
        let carried = match coach {
            None => known.team.carried,
            Some(coach) => {
                let found = known.coaches.iter().find(|(id, ..)| *id == coach).map(|(.., carried)| *carried);
                found.ok_or(SaveError::Refused(SayRefusal::NoCoach))?
            }
        };
        // Sent twice it is said once.
        if (carried.capacity, carried.minutes) == (students, minutes) {
            return Ok(());
        }
        if known.said != was {
            return Err(SaveError::Refused(SayRefusal::Changed));
        }
        let (place, account) = (known.said + 1, coach.map(|coach| coach.0));
        let (many, time) = (students.map(i64::from), minutes.map(i64::from));
        run!(tx, SAY, tenant.0, team.0, place, account, many, time, now.at, now.day, by.0)?;
        tx.wrote(tenant, UnitKind::Team, [team.0]);
        tx.audit(Deed::new(actor, Action::SeeWorkload, decision).about(format!("capacity of team {team}")), now)
            .await?;
        tx.commit().await?;
        Ok(())
    }
}
