//! Letting students go to another coach or team, and taking that back: by who divides the work of their team.

use super::team::{self, Way};
use crate::audit::{UnitKind, allowed};
use crate::db::Tx;
use crate::file::facts::{self, Loaded};
use crate::file::lock;
use crate::file::reach::reach;
use crate::file::scope::turn_of_day;
use crate::handover::{self, HandoverRefusal};
use crate::mail::{News, tell, tell_coach};
use crate::which::Which;
use crate::{SaveError, Store, StoreError, fresh, policy};
use access::{Action, Actor};
use register::moving::{Reason, Refusal, What, from_day};
use register::seen::Seen;
use register::{AccountId, FileId, HandoverId, Moment, PersonId, TeamId, TenantId};
use std::collections::BTreeSet;
use time::{Date, Duration};
use uuid::Uuid;

sql! {
    /// One after another: the team is held meanwhile.
    HOLD = "UPDATE team SET name = name WHERE tenant_id = $1 AND team_id = $2";
    /// How often students of a team were moved, and how often that was taken back.
    STAND = "SELECT COUNT(*), COUNT(undone_at) FROM student_move WHERE tenant_id = $1 AND team_id = $2";
    ADD = "INSERT INTO student_move (tenant_id, handover_id, team_id, what, from_id, to_id, begins, reason, students, mailed, noted_at, \
           noted_on, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    ONE = "SELECT what, from_id, to_id, begins FROM student_move WHERE tenant_id = $1 AND handover_id = $2 AND team_id = $3 \
           AND undone_at IS NULL";
    UNDO = "UPDATE student_move SET undone_at = $3, undone_on = $4, undone_by = $5 WHERE tenant_id = $1 AND handover_id = $2";
}

/// How long after its first day a move can be taken back.
pub(super) const UNDONE_WITHIN: Duration = Duration::days(31);

/// Where a student reads who their coach is since when.
const OWN: &str = "/mijn/coach";
/// Where a coach reads who came and who went.
const COACH: &str = "/werk/overgedragen";

/// To whom they go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// To another coach.
    Coach(AccountId),
    /// To another team.
    Team(TeamId),
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// Of which team they are.
    pub team: TeamId,
    /// Whose students they are, as they were shown; absent where nobody in particular was chosen.
    pub from: Option<AccountId>,
    /// To whom they go.
    pub to: To,
    /// From which day.
    pub day: Date,
    /// Why.
    pub reason: Reason,
    /// Who.
    pub files: &'a [FileId],
    /// How it stood when they were shown.
    pub seen: Option<Seen>,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// By what it is taken back.
    pub id: HandoverId,
    /// How many went.
    pub students: usize,
    /// To how many of them, or to who answers for them, a mail went.
    pub mailed: usize,
}

/// The team is one of whose work somebody divides by name.
pub(super) fn divides(actor: &Actor, team: TeamId) -> Result<(), StoreError> {
    allowed(actor, Action::MoveStudents)?;
    let of = access::teams(actor, Action::SeeWorkload);
    if of.has(Some(team)) { Ok(()) } else { Err(StoreError::NotFound) }
}

/// How it stands.
pub(super) async fn stand(tx: &mut Tx, tenant: TenantId, team: TeamId) -> Result<Seen, StoreError> {
    let (made, undone) = row!(tx, (i64, i64), STAND, tenant.0, team.0)?.unwrap_or_default();
    let many = |count: i64| usize::try_from(count).unwrap_or_default();
    Ok(Seen::of(many(made), many(undone)))
}

fn refused(none: Refusal) -> impl Fn(SaveError<HandoverRefusal>) -> SaveError<Refusal> {
    move |error| match error {
        SaveError::Store(error) => SaveError::Store(error),
        SaveError::Refused(HandoverRefusal::Same) => SaveError::Refused(Refusal::Same),
        SaveError::Refused(HandoverRefusal::NoCoach) => SaveError::Refused(Refusal::NoOther),
        SaveError::Refused(HandoverRefusal::Past) => SaveError::Refused(Refusal::Past),
        SaveError::Refused(HandoverRefusal::Nobody) => SaveError::Refused(none),
    }
}

/// Tells each student, and each coach once. To how many students, or to who answers for them, a mail went.
async fn told(
    tx: &mut Tx,
    tenant: TenantId,
    (files, coaches): (&[Loaded], BTreeSet<AccountId>),
    by: AccountId,
    now: Moment,
) -> Result<usize, StoreError> {
    let news = News { student: true, coaches: false, by };
    let paths = (OWN.to_owned(), COACH.to_owned());
    let mut mailed = 0;
    for file in files {
        mailed += usize::from(tell(tx, tenant, file, news, &paths, now).await?.reached(file));
    }
    for coach in coaches {
        tell_coach(tx, tenant, coach, (COACH, by), now).await?;
    }
    Ok(mailed)
}

/// Whom it concerns: the two coaches; or, where the team becomes another, those whose students go.
fn coaches(what: What, (from, to): (Uuid, Uuid), files: &[Loaded], today: Date) -> BTreeSet<AccountId> {
    match what {
        What::Coach => BTreeSet::from([AccountId(from), AccountId(to)]),
        What::Team => files.iter().flat_map(|file| file.coaches_on(today)).collect(),
    }
}

impl Store {
    /// Lets students of a team go to another coach or team, from a day.
    pub async fn move_students(
        &self,
        actor: &Actor,
        asked: &Asked<'_>,
        now: Moment,
    ) -> Result<Moved, SaveError<Refusal>> {
        divides(actor, asked.team)?;
        let (tenant, by) = (actor.tenant(), actor.account().ok_or(StoreError::NotFound)?);
        let no = |why| Err(SaveError::Refused(why));
        if asked.files.is_empty() {
            return no(Refusal::Nobody);
        }
        from_day(asked.day, now.day).map_err(SaveError::Refused)?;
        turn_of_day(self, tenant, now.day).await?;
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0, asked.team.0)?;
        if asked.seen != Some(stand(&mut tx, tenant, asked.team).await?) {
            return no(Refusal::Changed);
        }
        let chosen: BTreeSet<FileId> = asked.files.iter().copied().collect();
        let mut files = Vec::with_capacity(chosen.len());
        for file in chosen {
            let reached = reach(&mut tx, actor, Action::MoveStudents, file, now.day).await?;
            // Of another team, though it is reached: it was not on this list.
            if !reached.file.rights.teams.contains(&asked.team) {
                return Err(StoreError::NotFound.into());
            }
            files.push(reached.file);
        }
        let persons: BTreeSet<Uuid> = files.iter().map(|file| file.person().0).collect();
        // Before their coaches and teams are read: a student of two teams may be moved by two people at once.
        let held: Vec<Uuid> = persons.iter().copied().collect();
        lock::hold(&mut tx, tenant, &held).await?;
        let (what, from, to) = match asked.to {
            To::Coach(to) => {
                let Some(from) = asked.from else { return no(Refusal::NoOther) };
                if handover::had(&mut tx, tenant, (from, asked.day), &persons).await? != persons.len() {
                    return no(Refusal::Changed);
                }
                // Who is with the other already would not come back by taking this back.
                if handover::had(&mut tx, tenant, (to, asked.day), &persons).await? > 0 {
                    return no(Refusal::Same);
                }
                (What::Coach, from.0, to.0)
            }
            To::Team(to) if to == asked.team => return no(Refusal::Same),
            To::Team(to) => {
                if !team::there(&mut tx, tenant, to, asked.day).await? {
                    return no(Refusal::NoOther);
                }
                if team::had(&mut tx, tenant, (asked.team, asked.day), &persons).await? != persons.len() {
                    return no(Refusal::Changed);
                }
                if team::had(&mut tx, tenant, (to, asked.day), &persons).await? > 0 {
                    return no(Refusal::Same);
                }
                (What::Team, asked.team.0, to.0)
            }
        };
        let id = HandoverId(fresh::id());
        let whom = coaches(what, (from, to), &files, now.day);
        let mailed = told(&mut tx, tenant, (&files[..], whom), by, now).await?;
        let (students, reason) = (persons.len(), asked.reason.code());
        run!(
            tx,
            ADD,
            tenant.0,
            id.0,
            asked.team.0,
            what.code(),
            from,
            to,
            asked.day,
            reason,
            students as i64,
            mailed as i64,
            now.at,
            now.day,
            by.0
        )?;
        tx.wrote(tenant, UnitKind::Team, [asked.team.0]);
        match what {
            What::Coach => {
                let which = (id, AccountId(from), AccountId(to));
                let done = handover::some(&mut tx, actor, which, (asked.day, &persons), now).await;
                done.map_err(refused(Refusal::Changed))?;
            }
            What::Team => {
                let (from, to) = (TeamId(from), TeamId(to));
                let way = Way { id, from, to, day: asked.day, chosen: &persons, undoes: None };
                team::go(&mut tx, actor, &way, now).await?;
            }
        }
        tx.commit().await?;
        Ok(Moved { id, students, mailed })
    }

    /// Takes that back: who still has the other coach or team by it goes back, from today, or from its first day where that is to come.
    pub async fn move_undo(
        &self,
        actor: &Actor,
        (team, id): (TeamId, HandoverId),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        divides(actor, team)?;
        let (tenant, by) = (actor.tenant(), actor.account().ok_or(StoreError::NotFound)?);
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0, team.0)?;
        let found = row!(tx, (String, Uuid, Uuid, Date), ONE, tenant.0, id.0, team.0)?;
        let (what, from, to, begins) = found.ok_or(SaveError::Refused(Refusal::Gone))?;
        let wrong = StoreError::Inconsistent { table: "student_move", key: id.to_string(), what: "unknown kind" };
        let (what, day) = (What::from_code(&what).ok_or(wrong)?, begins.max(now.day));
        // Nobody gets students back at will: later they are moved anew, with a reason and by who reaches them.
        let late = begins + UNDONE_WITHIN < now.day;
        if late || (what == What::Team && !team::there(&mut tx, tenant, TeamId(from), day).await?) {
            return Err(SaveError::Refused(Refusal::Gone));
        }
        let persons = match what {
            What::Coach => handover::brought(&mut tx, tenant, (AccountId(to), day, id)).await?,
            What::Team => team::brought(&mut tx, tenant, (id, day)).await?,
        };
        if persons.is_empty() {
            return Err(SaveError::Refused(Refusal::Gone));
        }
        let ids: Vec<PersonId> = persons.iter().copied().map(PersonId).collect();
        let policy = policy::load(&mut tx, tenant).await?;
        let files = facts::load(&mut tx, tenant, Which::these(&ids), &policy, now.day).await?;
        let whom = coaches(what, (from, to), &files, now.day);
        told(&mut tx, tenant, (&files[..], whom), by, now).await?;
        run!(tx, UNDO, tenant.0, id.0, now.at, now.day, by.0)?;
        tx.wrote(tenant, UnitKind::Team, [team.0]);
        match what {
            What::Coach => {
                let done = handover::undo(&mut tx, actor, id, Action::MoveStudents, now).await;
                done.map_err(refused(Refusal::Gone))?;
            }
            What::Team => {
                let (from, to, new) = (TeamId(to), TeamId(from), HandoverId(fresh::id()));
                let way = Way { id: new, from, to, day, chosen: &persons, undoes: Some(id) };
                team::go(&mut tx, actor, &way, now).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }
}
