//! What a team is asked: whether it takes an applicant of another programme in. Who holds intakes of that team reads who it is, what
//! they applied for and what was written here; the file is not theirs.

use super::load::{changed, of_file};
use crate::audit::{Deed, allowed};
use crate::db::Tx;
use crate::file::list::{FileRow, PAGE_SIZE, rows_of};
use crate::file::reach::ranges;
use crate::file::save::SaveError;
use crate::file::{lock, scope};
use crate::{Store, StoreError, programme};
use access::{Action, Actor};
use register::admission::Choice;
use register::advice::{self, Advice, Refusal, Status};
use register::application;
use register::programme::{Crebo, Programmes};
use register::{AdviceId, FileId, Moment, PersonId, TeamId, TenantId};
use sqlx_macros::FromRow;
use time::Date;
use uuid::Uuid;

sql! {
    /// As `register::advice::goes_on`: who was enrolled meanwhile, or is not coming, is not asked about any more; who chose another
    /// programme of this school is.
    OF_TEAM = "SELECT x.file_id, x.advice_id, x.advised_on, f.person_id, a.crebo, t.name AS team FROM advice x CROSS JOIN support_file f \
               CROSS JOIN application a CROSS JOIN team t \
               WHERE x.tenant_id = $1 AND x.status = 'asked' AND x.team_id = $2 AND f.tenant_id = $1 AND f.file_id = x.file_id \
               AND a.tenant_id = $1 AND a.application_id = x.application_id \
               AND (a.status NOT IN ('enrolled', 'withdrawn') OR (a.status = 'withdrawn' AND EXISTS (SELECT 1 FROM admission e \
               WHERE e.tenant_id = $1 AND e.file_id = x.file_id AND e.application_id = x.application_id AND e.status = 'standing' \
               AND e.kind = 'chose' AND e.rests_on = 'other_programme'))) \
               AND t.tenant_id = $1 AND t.team_id = x.team_id ORDER BY x.advised_on, x.advice_id LIMIT $3";
    /// Of the whole school: all teams that are asked.
    ASKED_TEAMS = "SELECT DISTINCT team_id FROM advice WHERE tenant_id = $1 AND status = 'asked' AND team_id IS NOT NULL";
    COUNT = "SELECT COUNT(*) FROM advice x CROSS JOIN application a \
             WHERE x.tenant_id = $1 AND x.status = 'asked' AND x.team_id = $2 AND a.tenant_id = $1 \
             AND a.application_id = x.application_id \
             AND (a.status NOT IN ('enrolled', 'withdrawn') OR (a.status = 'withdrawn' AND EXISTS (SELECT 1 FROM admission e \
             WHERE e.tenant_id = $1 AND e.file_id = x.file_id AND e.application_id = x.application_id AND e.status = 'standing' \
             AND e.kind = 'chose' AND e.rests_on = 'other_programme')))";
    /// With where the application stands, and what the applicant chose instead.
    ONE = "SELECT x.file_id, x.team_id, f.person_id, a.status, (SELECT e.rests_on FROM admission e WHERE e.tenant_id = $1 \
           AND e.file_id = x.file_id AND e.application_id = x.application_id AND e.status = 'standing' AND e.kind = 'chose') \
           FROM advice x CROSS JOIN support_file f CROSS JOIN application a \
           WHERE x.tenant_id = $1 AND x.advice_id = $2 AND f.tenant_id = $1 AND f.file_id = x.file_id \
           AND a.tenant_id = $1 AND a.application_id = x.application_id";
}

#[derive(FromRow)]
struct Row {
    file_id: Uuid,
    advice_id: Uuid,
    advised_on: Date,
    person_id: Uuid,
    crebo: String,
    team: String,
}

/// File, team, person, where the application stands, and what was chosen instead.
type Found = (Uuid, Option<Uuid>, Uuid, String, Option<String>);

/// An applicant about whom a team is asked.
#[derive(Debug, Clone)]
pub struct AskedAdvice {
    /// Who.
    pub row: FileRow,
    /// What they applied for.
    pub applied_for: Option<Crebo>,
    /// Which team is asked.
    pub team: String,
    /// What is asked.
    pub advice: Advice,
}

/// What the teams of an actor are asked.
#[derive(Debug, Clone, Default)]
pub struct AskedList {
    /// Who waits longest, first.
    pub rows: Vec<AskedAdvice>,
    /// How many wait in all.
    pub total: i64,
    /// What the school's list says of their programmes.
    pub programmes: Programmes,
}

/// The teams for which an actor answers.
async fn teams(tx: &mut Tx, actor: &Actor) -> Result<Vec<TeamId>, StoreError> {
    let tenant = actor.tenant();
    let ranges = ranges(actor, Action::AnswerAdvice).ok_or(StoreError::NotFound)?;
    let whole = ranges.iter().any(|(kind, _)| matches!(*kind, scope::kind::SCHOOL | scope::kind::INTAKE_SCHOOL));
    if !whole {
        return Ok(ranges.into_iter().map(|(_, team)| TeamId(team)).collect());
    }
    let all = rows!(tx, (Uuid,), ASKED_TEAMS, tenant.0)?;
    Ok(all.into_iter().map(|(team,)| TeamId(team)).collect())
}

async fn count(tx: &mut Tx, tenant: TenantId, teams: &[TeamId]) -> Result<i64, StoreError> {
    let mut total = 0_i64;
    for team in teams {
        let (count,) = row!(tx, (i64,), COUNT, tenant.0, team.0)?.unwrap_or_default();
        total = total.saturating_add(count);
    }
    Ok(total)
}

impl Store {
    /// About how many applicants the teams of an actor are asked. A number, and nobody's.
    pub async fn advice_asked_count(&self, actor: &Actor) -> Result<i64, StoreError> {
        allowed(actor, Action::AnswerAdvice)?;
        let mut tx = self.begin_reading().await?;
        let teams = teams(&mut tx, actor).await?;
        count(&mut tx, actor.tenant(), &teams).await
    }

    /// What the teams of an actor are asked, as many as fit on a page. The look is in the audit.
    pub async fn advice_asked(&self, actor: &Actor, now: Moment) -> Result<AskedList, StoreError> {
        let (tenant, action) = (actor.tenant(), Action::AnswerAdvice);
        let decision = allowed(actor, action)?;
        let mut tx = self.begin_snapshot().await?;
        let teams = teams(&mut tx, actor).await?;
        let mut found = Vec::new();
        for team in &teams {
            found.extend(rows!(tx, Row, OF_TEAM, tenant.0, team.0, PAGE_SIZE as i64)?);
        }
        // Which stand on the page is known before any text is opened.
        found.sort_by_key(|row| (row.advised_on, row.advice_id));
        found.truncate(PAGE_SIZE);
        let mut all = Vec::with_capacity(found.len());
        for row in found {
            let of_file = of_file(&mut tx, tenant, FileId(row.file_id)).await?;
            let advice = of_file.into_iter().find(|one| one.id.0 == row.advice_id);
            all.extend(advice.map(|advice| (row, advice)));
        }
        let mut persons: Vec<PersonId> = all.iter().map(|(row, _)| PersonId(row.person_id)).collect();
        persons.sort_unstable();
        persons.dedup();
        let of_list: Vec<(PersonId, bool)> = persons.iter().map(|person| (*person, false)).collect();
        let shown = rows_of(&mut tx, tenant, &of_list, now.day).await?;
        let codes = all.iter().flat_map(|(row, advice)| Crebo::parse(&row.crebo).into_iter().chain([advice.programme]));
        let programmes = programme::of_codes(&mut tx, tenant, codes.collect::<Vec<_>>()).await?;
        let total = count(&mut tx, tenant, &teams).await?;
        self.looked(tx, Deed::new(actor, action, decision).to(persons), now).await?;
        let line = |(row, advice): (Row, Advice)| {
            let of = shown.iter().find(|one| one.person.0 == row.person_id)?.clone();
            Some(AskedAdvice { row: of, applied_for: Crebo::parse(&row.crebo), team: row.team, advice })
        };
        Ok(AskedList { rows: all.into_iter().filter_map(line).collect(), total, programmes })
    }

    /// Says for a team whether it takes an applicant in.
    pub async fn advice_answer(
        &self,
        actor: &Actor,
        id: AdviceId,
        given: (Option<bool>, &str),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let (tenant, action) = (actor.tenant(), Action::AnswerAdvice);
        let decision = allowed(actor, action)?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let mut tx = self.begin().await?;
        let person = PersonId(row!(tx, Found, ONE, tenant.0, id.0)?.ok_or(StoreError::NotFound)?.2);
        // Two tabs come one after the other, and the second finds what the first said; so does who answers while it ends.
        lock::hold(&mut tx, tenant, &[person.0]).await?;
        let (file, team, _, stands, chose) = row!(tx, Found, ONE, tenant.0, id.0)?.ok_or(StoreError::NotFound)?;
        let file = FileId(file);
        let wrong = |what| StoreError::Inconsistent { table: "application", key: id.to_string(), what };
        let stands = application::Status::from_code(&stands).ok_or_else(|| wrong("unknown status"))?;
        let chose = chose.as_deref().and_then(Choice::from_code);
        let all = of_file(&mut tx, tenant, file).await?;
        let before = all.iter().find(|one| one.id == id).ok_or(StoreError::NotFound)?;
        let ranges = ranges(actor, action).ok_or(StoreError::NotFound)?;
        let whole = [scope::kind::SCHOOL, scope::kind::INTAKE_SCHOOL];
        if !ranges.iter().any(|(kind, scope)| whole.contains(kind) || Some(*scope) == team) {
            return Err(StoreError::NotFound.into());
        }
        let after = advice::answer(before, (stands, chose), given, by, now).map_err(SaveError::Refused)?;
        changed(&mut tx, (tenant, file), before, &after).await?;
        scope::refresh_many(&mut tx, tenant, &[person], now.day).await?;
        debug_assert!(matches!(after.status, Status::Taken | Status::Declined));
        let about = format!("{id} {}", after.status.code());
        tx.audit(Deed::new(actor, action, decision).to([person]).about(about), now).await?;
        tx.commit().await?;
        Ok(())
    }
}
