//! Opening one file: the row scope first, in SQL; then the decision, from the same facts.

use super::facts::{self, Loaded};
use super::scope::kind;
use crate::db::Tx;
use crate::{StoreError, policy};
use access::{Action, Actor, Decision, Resource, Rows, Scope, decide, rows};
use register::admission::Choice;
use register::application::Application;
use register::policy::Policy;
use register::{ApplicationId, FileId, GuardianId, PersonId, TenantId};
use time::Date;
use uuid::Uuid;

sql! {
    IN_SCOPE = "SELECT f.person_id FROM file_scope s \
                JOIN support_file f ON f.tenant_id = s.tenant_id AND f.file_id = s.file_id \
                WHERE s.tenant_id = $1 AND s.kind = $2 AND s.scope_id = $3 AND s.file_id = $4 \
                AND s.begins <= $5 AND s.ends >= $5";
    OF_PERSON = "SELECT person_id FROM support_file WHERE tenant_id = $1 AND person_id = $2 AND file_id = $3";
    OF_GUARDIAN = "SELECT f.person_id FROM guardian g \
                   JOIN support_file f ON f.tenant_id = g.tenant_id AND f.person_id = g.person_id \
                   WHERE g.tenant_id = $1 AND g.guardian_id = $2 AND f.file_id = $3";
    FILE_OF_PERSON = "SELECT file_id FROM support_file WHERE tenant_id = $1 AND person_id = $2";
    FILE_OF_GUARDIAN = "SELECT f.file_id FROM guardian g \
                        JOIN support_file f ON f.tenant_id = g.tenant_id AND f.person_id = g.person_id \
                        WHERE g.tenant_id = $1 AND g.guardian_id = $2";
}

/// A file the actor may do something with, and why.
pub(crate) struct Reached {
    pub(crate) file: Loaded,
    pub(crate) decision: Decision,
    pub(crate) policy: Policy,
}

impl Reached {
    /// Whether the actor may also do this with the file.
    pub(crate) fn allows(&self, actor: &Actor, action: Action) -> bool {
        decide(actor, action, &Resource::File(self.file.rights.clone())).allowed
    }

    /// One of its applications.
    pub(crate) fn application(&self, id: ApplicationId) -> Result<&Application, StoreError> {
        self.file.applications.iter().find(|one| one.id == id).ok_or(StoreError::NotFound)
    }

    /// What an applicant chose instead, where that is how their application ended.
    pub(crate) fn chose(&self, id: ApplicationId) -> Option<Choice> {
        self.file.endings.iter().find(|(of, _)| *of == id).and_then(|(_, ending)| ending.chose)
    }
}

/// The scopes in `file_scope` that hold what the actor reaches with an action; `None` where rights do not go by scope.
pub(crate) fn ranges(actor: &Actor, action: Action) -> Option<Vec<(&'static str, Uuid)>> {
    let tenant = actor.tenant().0;
    Some(match rows(actor, action) {
        Rows::Nothing => Vec::new(),
        Rows::All => vec![(kind::SCHOOL, tenant)],
        Rows::CoachedBy(account) => vec![(kind::COACH, account.0)],
        Rows::Caseload { account, teams, coached, asked } => {
            let teams = teams.iter().map(|team| (kind::TEAM, team.0));
            let coached = coached.then_some((kind::COACH, account.0));
            let asked = asked.then_some((kind::NEXT_LINE, tenant));
            teams.chain(coached).chain([(kind::NEXT_LINE, account.0)]).chain(asked).collect()
        }
        Rows::InHand(None) => vec![(kind::INTAKE_SCHOOL, tenant)],
        Rows::InHand(Some(teams)) => teams.iter().map(|team| (kind::INTAKE, team.0)).collect(),
        Rows::Person(_) | Rows::Guardian(..) => return None,
    })
}

async fn find(tx: &mut Tx, actor: &Actor, action: Action, file: FileId, today: Date) -> Result<PersonId, StoreError> {
    let tenant = actor.tenant();
    if let Some(ranges) = ranges(actor, action) {
        for (kind, scope) in ranges {
            if let Some((person,)) = row!(tx, (Uuid,), IN_SCOPE, tenant.0, kind, scope, file.0, today)? {
                return Ok(PersonId(person));
            }
        }
        return Err(StoreError::NotFound);
    }
    let found = match rows(actor, action) {
        Rows::Person(person) => row!(tx, (Uuid,), OF_PERSON, tenant.0, person.0, file.0)?,
        Rows::Guardian(guardian, _) => row!(tx, (Uuid,), OF_GUARDIAN, tenant.0, guardian.0, file.0)?,
        Rows::Nothing | Rows::All | Rows::CoachedBy(_) | Rows::Caseload { .. } | Rows::InHand(_) => None,
    };
    found.map(|(person,)| PersonId(person)).ok_or(StoreError::NotFound)
}

/// Loads a file for an action, or says it is not there.
pub(crate) async fn reach(
    tx: &mut Tx,
    actor: &Actor,
    action: Action,
    file: FileId,
    today: Date,
) -> Result<Reached, StoreError> {
    let tenant = actor.tenant();
    let person = find(tx, actor, action, file, today).await?;
    let policy = policy::load(tx, tenant).await?;
    let loaded = facts::one(tx, tenant, person, &policy, today).await?;
    let decision = decide(actor, action, &Resource::File(loaded.rights.clone()));
    if !decision.allowed {
        return Err(StoreError::NotFound);
    }
    Ok(Reached { file: loaded, decision, policy })
}

/// The file of the person or child a student or guardian acts for.
pub(crate) async fn own_file(tx: &mut Tx, actor: &Actor, action: Action) -> Result<FileId, StoreError> {
    let tenant: TenantId = actor.tenant();
    let found = match rows(actor, action) {
        Rows::Person(person) => row!(tx, (Uuid,), FILE_OF_PERSON, tenant.0, person.0)?,
        Rows::Guardian(guardian, _) => row!(tx, (Uuid,), FILE_OF_GUARDIAN, tenant.0, guardian.0)?,
        Rows::Nothing | Rows::All | Rows::CoachedBy(_) | Rows::Caseload { .. } | Rows::InHand(_) => None,
    };
    found.map(|(id,)| FileId(id)).ok_or(StoreError::NotFound)
}

/// The guardian that an actor is, if they are one.
pub(crate) fn guardian_of(actor: &Actor) -> Option<GuardianId> {
    match actor {
        Actor::Member(member) => match member.scope {
            Scope::Guardian(guardian) => Some(guardian),
            Scope::Own | Scope::Teams(_) | Scope::School | Scope::Person(_) | Scope::None => None,
        },
        Actor::Outsider(_) | Actor::Bearer(_) | Actor::System { .. } => None,
    }
}
