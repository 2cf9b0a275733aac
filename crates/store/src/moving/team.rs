//! Students of one team who go to another, from a day, and taking that back. As with coaches what was keeps standing: the period in the old
//! team ends the day before, and that in the new one begins.

use crate::audit::{Deed, UnitKind, allowed};
use crate::db::Tx;
use crate::file::{lock, scope};
use crate::{SaveError, StoreError};
use access::{Action, Actor};
use register::moving::Refusal;
use register::{HandoverId, Moment, PersonId, TeamId, TenantId};
use std::collections::BTreeSet;
use time::Date;
use uuid::Uuid;

sql! {
    /// In which teams a student is on a day or later.
    OF_PERSON = "SELECT team_id, begins, ends, handover_id FROM person_team WHERE tenant_id = $1 AND person_id = $2 \
                 AND (ends IS NULL OR (ends >= $3 AND ends >= begins)) ORDER BY begins";
    /// Who is in a team because they were moved there.
    BROUGHT = "SELECT person_id FROM person_team WHERE tenant_id = $1 AND handover_id = $2 AND (ends IS NULL OR (ends >= $3 AND ends >= begins))";
    THERE = "SELECT team_id FROM team WHERE tenant_id = $1 AND team_id = $2 AND begins <= $3 AND (ends IS NULL OR ends >= $3)";
    END = "UPDATE person_team SET ends = $5 WHERE tenant_id = $1 AND person_id = $2 AND team_id = $3 AND begins = $4";
    BEGIN = "INSERT INTO person_team (tenant_id, person_id, team_id, begins, ends, handover_id, handed_team_id) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_id, person_id, team_id, begins) DO UPDATE SET \
             ends = EXCLUDED.ends, handover_id = EXCLUDED.handover_id, handed_team_id = EXCLUDED.handed_team_id";
}

type InTeam = (Uuid, Date, Option<Date>, Option<Uuid>);

/// Which way, from which day, and of whom.
pub(super) struct Way<'a> {
    pub(super) id: HandoverId,
    pub(super) from: TeamId,
    pub(super) to: TeamId,
    pub(super) day: Date,
    pub(super) chosen: &'a BTreeSet<Uuid>,
    /// Only what this brought: it is taken back.
    pub(super) undoes: Option<HandoverId>,
}

/// Who is in a team because of a move, on a day or later.
pub(super) async fn brought(
    tx: &mut Tx,
    tenant: TenantId,
    (handover, day): (HandoverId, Date),
) -> Result<BTreeSet<Uuid>, StoreError> {
    let found = rows!(tx, (Uuid,), BROUGHT, tenant.0, handover.0, day)?;
    Ok(found.into_iter().map(|(person,)| person).collect())
}

/// How many of these students are in a team on a day or later.
pub(super) async fn had(
    tx: &mut Tx,
    tenant: TenantId,
    (from, day): (TeamId, Date),
    chosen: &BTreeSet<Uuid>,
) -> Result<usize, StoreError> {
    let mut all = 0;
    for person in chosen {
        let found = rows!(tx, InTeam, OF_PERSON, tenant.0, *person, day)?;
        all += usize::from(found.iter().any(|(team, ..)| *team == from.0));
    }
    Ok(all)
}

/// Whether a team is there on a day.
pub(super) async fn there(tx: &mut Tx, tenant: TenantId, team: TeamId, day: Date) -> Result<bool, StoreError> {
    Ok(row!(tx, (Uuid,), THERE, tenant.0, team.0, day)?.is_some())
}

/// Lets them go, and says so in the audit.
pub(super) async fn go(tx: &mut Tx, by: &Actor, way: &Way<'_>, now: Moment) -> Result<(), SaveError<Refusal>> {
    let tenant = by.tenant();
    let ids: Vec<Uuid> = way.chosen.iter().copied().collect();
    if ids.is_empty() {
        return Err(SaveError::Refused(Refusal::Nobody));
    }
    lock::hold(tx, tenant, &ids).await?;
    for person in &ids {
        let known = rows!(tx, InTeam, OF_PERSON, tenant.0, *person, way.day)?;
        let has = known.iter().any(|(team, begins, ends, _)| {
            *team == way.to.0 && *begins <= way.day && ends.is_none_or(|ends| ends >= way.day)
        });
        let ours = |row: &&InTeam| row.0 == way.from.0 && way.undoes.is_none_or(|id| row.3 == Some(id.0));
        for (team, was, ends, _) in known.iter().filter(ours) {
            // What was to begin later goes over whole; it holds on no day then, and stays readable.
            let begins = (*was).max(way.day);
            let last = begins.previous_day().unwrap_or(begins);
            run!(tx, END, tenant.0, *person, *team, *was, last)?;
            if !has {
                run!(tx, BEGIN, tenant.0, *person, way.to.0, begins, *ends, way.id.0, way.from.0)?;
            }
        }
    }
    tx.wrote(tenant, UnitKind::Person, ids.iter().copied());
    let subjects: Vec<PersonId> = ids.into_iter().map(PersonId).collect();
    scope::refresh_many(tx, tenant, &subjects, now.day).await?;
    let decision = allowed(by, Action::MoveStudents)?;
    let undoes = way.undoes.map_or_else(String::new, |id| format!(" undoes {id}"));
    let about = format!("move {} team {} to {} from {}{undoes}", way.id, way.from, way.to, way.day);
    tx.audit(Deed::new(by, Action::MoveStudents, decision).to(subjects).about(about), now).await?;
    Ok(())
}
