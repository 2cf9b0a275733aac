//! Invitations: links of one's own, to a role or to a password. The database holds a hash of the link and never the link
//! itself; nothing is given before it is taken up.

macro_rules! columns {
    () => {
        "i.tenant_id, i.invitation_id, i.kind, i.way, i.email, i.name, i.role, i.scope, i.person_id, i.guardian_id, i.begins, i.ends, \
         i.account_id, i.language, i.invited_at, i.ends_at, i.closed, i.closed_at, \
         (SELECT o.state FROM outbox o WHERE o.tenant_id = i.tenant_id AND o.invitation_id = i.invitation_id) AS mail"
    };
}

mod change;
mod list;
mod make;
mod take;
#[cfg(test)]
mod tests;
mod unreached;

pub use change::Under;
pub(crate) use list::came_back;
pub use list::{Invitee, Whom};
pub use make::NewInvitation;
pub(crate) use make::open_key;
pub use take::{Link, Proof, TakeRefusal, Taken};
pub use unreached::{Unreached, UnreachedRow};

use crate::db::Tx;
use crate::membership::role_of;
use crate::{StoreError, fresh};
use access::Role;
use register::invitation::{Closed, Kind, Language, State, Way, state};
use register::{AccountId, GuardianId, InvitationId, Moment, PersonId, Personal, TeamId, TenantId};
use sha2::{Digest, Sha256};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    ONE = concat!("SELECT ", columns!(), " FROM invitation i WHERE i.tenant_id = $1 AND i.invitation_id = $2");
    TEAMS = "SELECT team_id FROM invitation_team WHERE tenant_id = $1 AND invitation_id = $2 ORDER BY team_id";
    SCHOOL = "SELECT name FROM tenant WHERE tenant_id = $1";
    /// Only an open one is closed: of two who close it at once, one does.
    CLOSE = "UPDATE invitation SET closed = $3, closed_at = $4, account_id = COALESCE($5, account_id), open_key = NULL \
             WHERE tenant_id = $1 AND invitation_id = $2 AND closed IS NULL";
    /// Somebody who is here today or comes yet: enrolled, applying, or in a team.
    IS_HERE = "SELECT CAST(1 AS BIGINT) FROM person p WHERE p.tenant_id = $1 AND p.person_id = $2 AND ( \
               EXISTS (SELECT 1 FROM enrolment e WHERE e.tenant_id = p.tenant_id AND e.person_id = p.person_id \
                       AND e.withdrawn_by IS NULL AND (e.ended IS NULL OR e.ended >= $3)) \
               OR EXISTS (SELECT 1 FROM application a WHERE a.tenant_id = p.tenant_id AND a.person_id = p.person_id \
                          AND a.status IN ('received', 'intake_held')) \
               OR EXISTS (SELECT 1 FROM person_team x WHERE x.tenant_id = p.tenant_id AND x.person_id = p.person_id \
                          AND (x.ends IS NULL OR x.ends >= $3)))";
    ADDRESS_OF_PERSON = "SELECT email FROM person WHERE tenant_id = $1 AND person_id = $2";
    GUARDIAN = "SELECT person_id, email FROM guardian WHERE tenant_id = $1 AND guardian_id = $2 AND begins <= $3 AND (ends IS NULL OR ends >= $3)";
}

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [SQL, change::SQL, list::SQL, make::SQL, take::SQL, &unreached::sql()].concat()
}

/// A link that was just made: what a letter or a mail says, and the only moment at which the link is known.
#[derive(Debug, Clone)]
pub struct Issued {
    /// Which invitation.
    pub invitation: InvitationId,
    /// What it gives.
    pub kind: Kind,
    /// How it comes to them.
    pub way: Way,
    /// What makes the link: [`path`] is its address on the site.
    pub token: Personal<String>,
    /// To whom.
    pub email: Personal<String>,
    /// Their name.
    pub name: Personal<String>,
    /// Which role; `None` for a password.
    pub role: Option<Role>,
    /// By which school.
    pub school: String,
    /// Until when it opens.
    pub ends: OffsetDateTime,
    /// In which language they are written to.
    pub language: Language,
}

/// The address of a link on the site: opaque, and in the language of whom it is for.
pub fn path(token: &str, language: Language) -> String {
    match language {
        Language::Dutch => format!("/uitnodiging/{token}"),
        Language::English => format!("/uitnodiging/{token}?taal=en"),
    }
}

/// An invitation as lists show it.
#[derive(Debug, Clone)]
pub struct Invited {
    /// Which.
    pub id: InvitationId,
    /// What it gives.
    pub kind: Kind,
    /// How it came to them.
    pub way: Way,
    /// To whom.
    pub email: Personal<String>,
    /// Their name.
    pub name: Personal<String>,
    /// Which role; `None` for a password.
    pub role: Option<Role>,
    /// When it was made.
    pub invited_at: OffsetDateTime,
    /// Until when it opens.
    pub ends: OffsetDateTime,
    /// Where it stands.
    pub state: State,
    /// When it was closed.
    pub closed_at: Option<OffsetDateTime>,
    /// How its mail went, where it went by mail.
    pub mail: Option<register::mail::State>,
}

#[derive(FromRow)]
pub(crate) struct Row {
    tenant_id: Uuid,
    invitation_id: Uuid,
    kind: String,
    way: String,
    email: String,
    name: String,
    role: Option<String>,
    scope: Option<String>,
    person_id: Option<Uuid>,
    guardian_id: Option<Uuid>,
    begins: Option<Date>,
    ends: Option<Date>,
    account_id: Option<Uuid>,
    language: String,
    invited_at: OffsetDateTime,
    ends_at: OffsetDateTime,
    closed: Option<String>,
    closed_at: Option<OffsetDateTime>,
    mail: Option<String>,
}

impl Row {
    const fn tenant(&self) -> TenantId {
        TenantId(self.tenant_id)
    }

    const fn id(&self) -> InvitationId {
        InvitationId(self.invitation_id)
    }

    fn wrong(&self, what: &'static str) -> StoreError {
        StoreError::Inconsistent { table: "invitation", key: self.id().to_string(), what }
    }

    fn kind(&self) -> Result<Kind, StoreError> {
        Kind::from_code(&self.kind).ok_or_else(|| self.wrong("unknown kind"))
    }

    fn way(&self) -> Result<Way, StoreError> {
        Way::from_code(&self.way).ok_or_else(|| self.wrong("unknown way"))
    }

    fn language(&self) -> Result<Language, StoreError> {
        Language::from_code(&self.language).ok_or_else(|| self.wrong("unknown language"))
    }

    fn role(&self) -> Result<Option<Role>, StoreError> {
        self.role.as_deref().map(|code| role_of(code, self.invitation_id)).transpose()
    }

    fn state(&self, now: Moment) -> Result<State, StoreError> {
        let closed =
            self.closed.as_deref().map(|code| Closed::from_code(code).ok_or_else(|| self.wrong("unknown end")));
        let closed = closed.transpose()?;
        // What it would give is over: so is its link.
        if closed.is_none() && self.ends.is_some_and(|last| last < now.day) {
            return Ok(State::Ended);
        }
        Ok(state(closed, self.ends_at, now.at))
    }

    fn invited(self, now: Moment) -> Result<Invited, StoreError> {
        Ok(Invited {
            id: self.id(),
            kind: self.kind()?,
            way: self.way()?,
            role: self.role()?,
            state: self.state(now)?,
            mail: match self.mail.as_deref() {
                None => None,
                Some(code) => Some(
                    register::mail::State::from_code(code).ok_or_else(|| self.wrong("unknown state of its mail"))?,
                ),
            },
            email: self.email.into(),
            name: self.name.into(),
            invited_at: self.invited_at,
            ends: self.ends_at,
            closed_at: self.closed_at,
        })
    }

    /// What the role it gives reaches.
    async fn scope(&self, tx: &mut Tx) -> Result<access::Scope, StoreError> {
        use access::Scope;
        let wrong = |what| Err(self.wrong(what));
        Ok(match (self.scope.as_deref(), self.person_id, self.guardian_id) {
            (Some("own"), None, None) => Scope::Own,
            (Some("school"), None, None) => Scope::School,
            (Some("none"), None, None) => Scope::None,
            (Some("teams"), None, None) => {
                let teams = rows!(tx, (Uuid,), TEAMS, self.tenant_id, self.invitation_id)?;
                Scope::Teams(teams.into_iter().map(|(team,)| TeamId(team)).collect())
            }
            (Some("person"), Some(person), None) => Scope::Person(PersonId(person)),
            (Some("guardian"), None, Some(guardian)) => Scope::Guardian(GuardianId(guardian)),
            _ => return wrong("a scope that is none"),
        })
    }

    /// What the audit says of it: identifiers and codes.
    fn about(&self) -> String {
        let what = self.role.as_deref().map_or_else(|| "password".to_owned(), |role| format!("role {role}"));
        format!("invitation {} {what}", self.id())
    }
}

pub(crate) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

pub(crate) fn new_id() -> InvitationId {
    InvitationId(fresh::id())
}

/// The name of a school, as its people know it.
pub(crate) async fn school(tx: &mut Tx, tenant: TenantId) -> Result<String, StoreError> {
    row!(tx, (String,), SCHOOL, tenant.0)?.map(|(name,)| name).ok_or(StoreError::NotFound)
}

pub(crate) async fn one(tx: &mut Tx, tenant: TenantId, id: InvitationId) -> Result<Row, StoreError> {
    row!(tx, Row, ONE, tenant.0, id.0)?.ok_or(StoreError::NotFound)
}

/// Closes an open invitation; whether it did.
pub(crate) async fn close(
    tx: &mut Tx,
    tenant: TenantId,
    id: InvitationId,
    how: Closed,
    account: Option<AccountId>,
    now: Moment,
) -> Result<bool, StoreError> {
    tx.wrote(tenant, crate::audit::UnitKind::Invitation, [id.0]);
    Ok(run!(tx, CLOSE, tenant.0, id.0, how.code(), now.at, account.map(|account| account.0))? > 0)
}

/// Whom a role is about: the student, or the child of the guardian; and the address that the register has of them.
/// `None` where the person or the guardian is not there today.
pub(crate) async fn about_whom(
    tx: &mut Tx,
    tenant: TenantId,
    person: Option<PersonId>,
    guardian: Option<GuardianId>,
    today: Date,
) -> Result<Option<(PersonId, Option<String>)>, StoreError> {
    let found = match (person, guardian) {
        (Some(person), _) => {
            row!(tx, (Option<String>,), ADDRESS_OF_PERSON, tenant.0, person.0)?.map(|(email,)| (person, email))
        }
        (None, Some(guardian)) => row!(tx, (Uuid, Option<String>), GUARDIAN, tenant.0, guardian.0, today)?
            .map(|(child, email)| (PersonId(child), email)),
        (None, None) => None,
    };
    let Some((of, email)) = found else { return Ok(None) };
    let here = row!(tx, (i64,), IS_HERE, tenant.0, of.0, today)?.is_some();
    Ok(here.then_some((of, email)))
}
