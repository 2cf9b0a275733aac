//! Who can go, what was arranged, and what a student and a coach read of it.

use super::act::{divides, stand};
use super::early::{self, EarlyPage};
use crate::audit::{Deed, allowed};
use crate::db::Tx;
use crate::file::list::{FileRow, PAGE_SIZE, rows_of};
use crate::file::reach::{own_file, reach};
use crate::file::scope::turn_of_day;
use crate::file::view::PersonView;
use crate::{Store, StoreError, handover};
use access::{Action, Actor};
use register::moving::{AHEAD, Reason, What};
use register::seen::Seen;
use register::{AccountId, FileId, HandoverId, Moment, PersonId, Personal, TeamId, TenantId};
use time::Date;
use time::macros::date;
use uuid::Uuid;

/// The files of a team on a day, with whether something of an agreement is in force, and the rest of a text between.
macro_rules! students {
    ($from:literal, $and:literal, $end:literal) => {
        concat!(
            "SELECT s.file_id, f.person_id, CASE WHEN EXISTS (SELECT 1 FROM agreement g CROSS JOIN agreement_version v \
             WHERE g.tenant_id = $1 AND g.file_id = s.file_id AND v.tenant_id = $1 AND v.agreement_id = g.agreement_id \
             AND v.status = 'in_force') THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END \
             FROM file_scope s CROSS JOIN support_file f ",
            $from,
            " WHERE s.tenant_id = $1 AND s.kind = 'team' AND s.scope_id = $3 AND s.begins <= $2 AND s.ends >= $2 \
             AND f.tenant_id = $1 AND f.file_id = s.file_id ",
            $and,
            " GROUP BY s.file_id, f.person_id, s.sort_key ORDER BY s.sort_key, s.file_id ",
            $end
        )
    };
}

/// What was arranged, with the names of whom and what.
macro_rules! made {
    () => {
        "SELECT m.handover_id, m.what, COALESCE(fa.name, ft.name), COALESCE(ta.name, tt.name), m.begins, m.reason, m.students, m.mailed, \
         m.noted_on, b.name, m.undone_on FROM student_move m LEFT JOIN account fa ON fa.account_id = m.from_id \
         LEFT JOIN team ft ON ft.tenant_id = $1 AND ft.team_id = m.from_id LEFT JOIN account ta ON ta.account_id = m.to_id \
         LEFT JOIN team tt ON tt.tenant_id = $1 AND tt.team_id = m.to_id LEFT JOIN account b ON b.account_id = m.noted_by \
         WHERE m.tenant_id = $1"
    };
}

sql! {
    NAME = "SELECT name FROM team WHERE tenant_id = $1 AND team_id = $3 AND begins <= $2 AND (ends IS NULL OR ends >= $2)";
    /// Of one coach; `$5` and `$6`: after whom.
    OF_COACH = students!(
        "CROSS JOIN person_coach c",
        "AND (s.sort_key, s.file_id) > ($5, $6) AND c.tenant_id = $1 AND c.person_id = f.person_id AND c.account_id = $4 \
         AND c.begins <= $2 AND (c.ends IS NULL OR c.ends >= $2)",
        "LIMIT $7"
    );
    /// Of the team; `$4` and `$5`: after whom.
    OF_TEAM = students!("", "AND (s.sort_key, s.file_id) > ($4, $5)", "LIMIT $6");
    CURSOR = "SELECT s.sort_key FROM file_scope s WHERE s.tenant_id = $1 AND s.kind = 'team' AND s.scope_id = $3 AND s.file_id = $4 \
              AND s.begins <= $2 AND s.ends >= $2";
    /// The coaches of the students of a team.
    COACHES = "SELECT DISTINCT a.account_id, a.name FROM file_scope s CROSS JOIN support_file f CROSS JOIN person_coach c CROSS JOIN account a \
               WHERE s.tenant_id = $1 AND s.kind = 'team' AND s.scope_id = $3 AND s.begins <= $2 AND s.ends >= $2 \
               AND f.tenant_id = $1 AND f.file_id = s.file_id AND c.tenant_id = $1 AND c.person_id = f.person_id \
               AND c.begins <= $2 AND (c.ends IS NULL OR c.ends >= $2) AND a.account_id = c.account_id ORDER BY a.name, a.account_id";
    /// `$4` and `$5`: before which, the newest first; an identifier is newer than those that were made before it.
    MADE = concat!(
        made!(),
        " AND m.team_id = $2 AND m.begins >= $3 AND (m.begins, m.handover_id) < ($4, $5) \
         ORDER BY m.begins DESC, m.handover_id DESC LIMIT $6"
    );
    MADE_AT = "SELECT begins FROM student_move WHERE tenant_id = $1 AND handover_id = $2 AND team_id = $3";
    /// To a coach, or to a team.
    TO = concat!(made!(), " AND m.to_id = $2 AND m.begins >= $3 ORDER BY m.begins DESC LIMIT 50");
    FROM_COACH = concat!(made!(), " AND m.from_id = $2 AND m.begins >= $3 ORDER BY m.begins DESC LIMIT 50");
    /// The coaches whom a student got from another; who held them on no day was taken back before.
    OWN_COACH = "SELECT c.begins, b.name, a.name, m.reason FROM person_coach c LEFT JOIN account a ON a.account_id = c.account_id \
                 LEFT JOIN account b ON b.account_id = c.handed_account \
                 LEFT JOIN student_move m ON m.tenant_id = $1 AND m.handover_id = c.handover_id \
                 WHERE c.tenant_id = $1 AND c.person_id = $2 AND c.handover_id IS NOT NULL AND (c.ends IS NULL OR c.ends >= c.begins) \
                 ORDER BY c.begins DESC";
    OWN_TEAM = "SELECT x.begins, b.name, a.name, m.reason FROM person_team x LEFT JOIN team a ON a.tenant_id = $1 AND a.team_id = x.team_id \
                LEFT JOIN team b ON b.tenant_id = $1 AND b.team_id = x.handed_team_id \
                LEFT JOIN student_move m ON m.tenant_id = $1 AND m.handover_id = x.handover_id \
                WHERE x.tenant_id = $1 AND x.person_id = $2 AND x.handover_id IS NOT NULL AND (x.ends IS NULL OR x.ends >= x.begins) \
                ORDER BY x.begins DESC";
}

/// How much of what was arranged stands on a page.
pub(crate) const MADE_PAGE: usize = 50;

/// A student who can go.
#[derive(Debug, Clone)]
pub struct ChooseRow {
    /// Who.
    pub file: FileRow,
    /// Whether an agreement of theirs is in force.
    pub with: bool,
}

/// Whom to choose from, and to whom they can go.
#[derive(Debug, Clone)]
pub struct Choose {
    /// The team.
    pub team: TeamId,
    /// Its name.
    pub name: String,
    /// The coaches of its students.
    pub coaches: Vec<(AccountId, Personal<String>)>,
    /// Of which coach they are shown.
    pub from: Option<AccountId>,
    /// A page of them.
    pub rows: Vec<ChooseRow>,
    /// Where the next page begins.
    pub next: Option<FileId>,
    /// Who can get students.
    pub others: Vec<(AccountId, Personal<String>)>,
    /// Where they can go.
    pub teams: Vec<(TeamId, String)>,
    /// How it stands: a form carries it.
    pub seen: Seen,
}

/// What was arranged. Numbers: no student is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// By what it is taken back.
    pub id: HandoverId,
    /// What becomes another.
    pub what: What,
    /// From whom or what.
    pub from: Personal<String>,
    /// To whom or what.
    pub to: Personal<String>,
    /// The first day.
    pub since: Date,
    /// Why.
    pub reason: Reason,
    /// How many went.
    pub students: i64,
    /// To how many of them, or to who answers for them, a mail went.
    pub mailed: i64,
    /// When it was arranged.
    pub on: Date,
    /// By whom.
    pub by: Option<Personal<String>>,
    /// When it was taken back.
    pub undone: Option<Date>,
}

/// Of a team: what was arranged, and who went in the first months.
#[derive(Debug, Clone)]
pub struct MovePage {
    /// The team.
    pub team: TeamId,
    /// Its name.
    pub name: String,
    /// What was arranged in the year before today and after, the newest first: a page of it.
    pub made: Vec<Made>,
    /// After which the next page of that begins, if there is one.
    pub more: Option<HandoverId>,
    /// What others arranged, by which students came to this team.
    pub came: Vec<Made>,
    /// Who went in the first months after they began.
    pub early: EarlyPage,
}

/// Another coach or team, as the student reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnMove {
    /// What.
    pub what: What,
    /// From when on.
    pub since: Date,
    /// Of before.
    pub from: Option<Personal<String>>,
    /// Since then.
    pub to: Option<Personal<String>>,
    /// Why, where that was said.
    pub reason: Option<Reason>,
}

type MadeRow =
    (Uuid, String, Option<String>, Option<String>, Date, String, i64, i64, Date, Option<String>, Option<Date>);

fn made(row: MadeRow) -> Result<Made, StoreError> {
    let (id, what, from, to, begins, reason, students, mailed, on, by, undone) = row;
    let wrong = |what| StoreError::Inconsistent { table: "student_move", key: id.simple().to_string(), what };
    Ok(Made {
        id: HandoverId(id),
        what: What::from_code(&what).ok_or_else(|| wrong("unknown kind"))?,
        from: from.unwrap_or_default().into(),
        to: to.unwrap_or_default().into(),
        since: begins,
        reason: Reason::from_code(&reason).ok_or_else(|| wrong("unknown reason"))?,
        students,
        mailed,
        on,
        by: by.map(Personal::new),
        undone,
    })
}

async fn name(tx: &mut Tx, tenant: TenantId, team: TeamId, day: Date) -> Result<String, StoreError> {
    Ok(row!(tx, (String,), NAME, tenant.0, day, team.0)?.ok_or(StoreError::NotFound)?.0)
}

impl Store {
    /// Whom somebody who divides the work of a team can let go: its students of today, or those of one coach. Who is shown is looked at.
    pub async fn moves_choose(
        &self,
        actor: &Actor,
        team: TeamId,
        (from, after): (Option<AccountId>, Option<FileId>),
        now: Moment,
    ) -> Result<Choose, StoreError> {
        divides(actor, team)?;
        let (tenant, day) = (actor.tenant(), now.day);
        turn_of_day(self, tenant, day).await?;
        let mut tx = self.begin_snapshot().await?;
        let called = name(&mut tx, tenant, team, day).await?;
        let (key, last) = match after {
            Some(file) => {
                let found = row!(tx, (String,), CURSOR, tenant.0, day, team.0, file.0)?;
                (found.ok_or(StoreError::NotFound)?.0, file.0)
            }
            None => (String::new(), Uuid::nil()),
        };
        let many = PAGE_SIZE as i64 + 1;
        type Row = (Uuid, Uuid, i64);
        let found = match from {
            Some(coach) => rows!(tx, Row, OF_COACH, tenant.0, day, team.0, coach.0, key.as_str(), last, many)?,
            None => rows!(tx, Row, OF_TEAM, tenant.0, day, team.0, key.as_str(), last, many)?,
        };
        let more = found.len() > PAGE_SIZE;
        let found = &found[..found.len().min(PAGE_SIZE)];
        let persons: Vec<(PersonId, bool)> =
            found.iter().map(|(_, person, with)| (PersonId(*person), *with == 1)).collect();
        let shown = rows_of(&mut tx, tenant, &persons, day).await?;
        let with = |file: &FileRow| persons.iter().any(|(person, with)| *person == file.person && *with);
        let rows: Vec<ChooseRow> = shown.into_iter().map(|file| ChooseRow { with: with(&file), file }).collect();
        let coaches = rows!(tx, (Uuid, String), COACHES, tenant.0, day, team.0)?;
        let named = |(id, name): (Uuid, String)| (AccountId(id), Personal::new(name));
        let others = handover::can(&mut tx, tenant, day).await?;
        let mut teams = crate::offer::teams_of(&mut tx, tenant, day).await?;
        teams.retain(|(id, _)| *id != team);
        let seen = stand(&mut tx, tenant, team).await?;
        let subjects = persons.into_iter().map(|(person, _)| person);
        let deed = Deed::new(actor, Action::MoveStudents, allowed(actor, Action::MoveStudents)?).to(subjects);
        self.looked(tx, deed.about(format!("students of team {team}")), now).await?;
        Ok(Choose {
            team,
            name: called,
            coaches: coaches.into_iter().map(named).collect(),
            from,
            next: rows.last().filter(|_| more).map(|row| row.file.file),
            rows,
            others: others.into_iter().map(|(id, name)| (id, Personal::new(name))).collect(),
            teams,
            seen,
        })
    }

    /// What was arranged of a team, and who of it went in the first months: of both a page, which begins after what is named. Who is shown is
    /// looked at.
    pub async fn moves_of_team(
        &self,
        actor: &Actor,
        team: TeamId,
        (arranged, after): (Option<HandoverId>, Option<FileId>),
        now: Moment,
    ) -> Result<MovePage, StoreError> {
        divides(actor, team)?;
        let (tenant, day) = (actor.tenant(), now.day);
        turn_of_day(self, tenant, day).await?;
        let mut tx = self.begin_snapshot().await?;
        let called = name(&mut tx, tenant, team, day).await?;
        let start = match arranged {
            Some(id) => {
                let found = row!(tx, (Date,), MADE_AT, tenant.0, id.0, team.0)?;
                (found.ok_or(StoreError::NotFound)?.0, id.0)
            }
            None => (date!(9999 - 12 - 31), Uuid::max()),
        };
        let many = MADE_PAGE as i64 + 1;
        let found = rows!(tx, MadeRow, MADE, tenant.0, team.0, day - AHEAD, start.0, start.1, many)?;
        let further = found.len() > MADE_PAGE;
        let all = found.into_iter().take(MADE_PAGE).map(made).collect::<Result<Vec<_>, _>>()?;
        let came = rows!(tx, MadeRow, TO, tenant.0, team.0, day - AHEAD)?;
        let came = came.into_iter().map(made).collect::<Result<Vec<_>, _>>()?;
        let early = early::page(&mut tx, (tenant, team), after, day).await?;
        let subjects = early.rows.iter().map(|row| row.file.person);
        let deed = Deed::new(actor, Action::MoveStudents, allowed(actor, Action::MoveStudents)?).to(subjects);
        self.looked(tx, deed.about(format!("who of team {team} went")), now).await?;
        let more = all.last().filter(|_| further).map(|last| last.id);
        Ok(MovePage { team, name: called, made: all, more, came, early })
    }

    /// Who came to a coach and who went, in the year before today and after: numbers, and no student.
    pub async fn moves_of_coach(&self, actor: &Actor, today: Date) -> Result<(Vec<Made>, Vec<Made>), StoreError> {
        allowed(actor, Action::SeeWorkbench)?;
        let (tenant, me) = (actor.tenant(), actor.account().ok_or(StoreError::NotFound)?);
        let mut tx = self.begin_snapshot().await?;
        let came = rows!(tx, MadeRow, TO, tenant.0, me.0, today - AHEAD)?;
        let went = rows!(tx, MadeRow, FROM_COACH, tenant.0, me.0, today - AHEAD)?;
        let read = |all: Vec<MadeRow>| all.into_iter().map(made).collect::<Result<Vec<_>, _>>();
        Ok((read(came)?, read(went)?))
    }

    /// Which coach or team a student got instead of another, and why: for the student, and for a parent who answers.
    pub async fn moves_own(&self, actor: &Actor, now: Moment) -> Result<(PersonView, Vec<OwnMove>), StoreError> {
        let (tenant, action) = (actor.tenant(), Action::SeeOwnFile);
        let mut tx = self.begin_snapshot().await?;
        let file = own_file(&mut tx, actor, action).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let person = reached.file.person();
        type Row = (Date, Option<String>, Option<String>, Option<String>);
        let coaches = rows!(tx, Row, OWN_COACH, tenant.0, person.0)?.into_iter().map(|row| (What::Coach, row));
        let teams = rows!(tx, Row, OWN_TEAM, tenant.0, person.0)?.into_iter().map(|row| (What::Team, row));
        let one = |(what, (begins, from, to, reason)): (What, Row)| OwnMove {
            what,
            since: begins,
            from: from.map(Personal::new),
            to: to.map(Personal::new),
            reason: reason.as_deref().and_then(Reason::from_code),
        };
        let mut all: Vec<OwnMove> = coaches.chain(teams).map(one).collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.since));
        let view = PersonView::of(&reached.file, now.day)?;
        self.looked(tx, Deed::new(actor, action, reached.decision).to([person]).about(file), now).await?;
        Ok((view, all))
    }
}
