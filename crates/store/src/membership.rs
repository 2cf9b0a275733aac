//! Memberships: what an account may do at one tenant, in one role, from a day until a day.

use crate::{Store, StoreError, fresh};
use access::{Actor, Member, Role, Scope};
use register::{AccountId, FileId, GuardianId, MembershipId, PersonId, TeamId, TenantId};
use sqlx::FromRow;
use time::Date;

sql! {
    ADD = "INSERT INTO membership (tenant_id, membership_id, account_id, role, scope, person_id, guardian_id, begins) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    HAS = "SELECT CAST(1 AS BIGINT) FROM membership WHERE tenant_id = $1 AND account_id = $2 AND role = $3 AND (ends IS NULL OR ends >= $4) LIMIT 1";
    ADD_TEAM = "INSERT INTO membership_team (tenant_id, membership_id, team_id) VALUES ($1, $2, $3)";
    OF_ACCOUNT = "SELECT m.tenant_id, m.membership_id, m.role, t.name FROM membership m \
                  JOIN tenant t ON t.tenant_id = m.tenant_id \
                  WHERE m.account_id = $1 AND m.begins <= $2 AND (m.ends IS NULL OR m.ends >= $2) ORDER BY t.name, m.role";
    ONE = "SELECT role, scope, person_id, guardian_id FROM membership \
           WHERE tenant_id = $1 AND membership_id = $2 AND account_id = $3 AND begins <= $4 AND (ends IS NULL OR ends >= $4)";
    TEAMS = "SELECT team_id FROM membership_team WHERE tenant_id = $1 AND membership_id = $2 ORDER BY team_id";
    TEAM_BY_NAME = "SELECT team_id FROM team WHERE tenant_id = $1 AND name = $2";
    PERSON_BY_NUMBER = "SELECT person_id FROM identifier WHERE tenant_id = $1 AND kind = 'student_number' AND key_id = '' AND value = $2";
    FILE_OF_PERSON = "SELECT file_id FROM support_file WHERE tenant_id = $1 AND person_id = $2";
    GUARDIAN_BY_EMAIL = "SELECT guardian_id FROM guardian WHERE tenant_id = $1 AND lower(email) = $2 AND ends IS NULL ORDER BY guardian_id";
    GUARDIAN_OF = "SELECT guardian_id FROM guardian WHERE tenant_id = $1 AND person_id = $2 AND lower(email) = $3 AND ends IS NULL ORDER BY guardian_id LIMIT 1";
    STAFF = "SELECT a.email, a.name, m.role, m.scope, m.begins, m.ends FROM membership m JOIN account a ON a.account_id = m.account_id \
             WHERE m.tenant_id = $1 AND m.role NOT IN ('student', 'guardian') ORDER BY m.role, a.name, m.membership_id LIMIT $2 OFFSET $3";
}

/// How many people a page of the administrator's list shows.
pub const STAFF_PAGE: u32 = 25;

/// One of the memberships someone may act in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The school.
    pub tenant: TenantId,
    /// Its name.
    pub school: String,
    /// The membership.
    pub membership: MembershipId,
    /// The role.
    pub role: Role,
}

#[derive(FromRow)]
struct MemberRow {
    role: String,
    scope: String,
    person_id: Option<uuid::Uuid>,
    guardian_id: Option<uuid::Uuid>,
}

/// A membership as the administrator's list shows it.
#[derive(Debug, Clone, FromRow)]
pub struct StaffRow {
    /// E-mail address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Role code.
    pub role: String,
    /// Scope code.
    pub scope: String,
    /// First day.
    pub begins: Date,
    /// Last day.
    pub ends: Option<Date>,
}

impl Store {
    /// Gives an account a role at a tenant from a day on.
    pub async fn membership_add(
        &self,
        tenant: TenantId,
        account: AccountId,
        role: Role,
        scope: &Scope,
        from: Date,
    ) -> Result<MembershipId, StoreError> {
        let membership = MembershipId(fresh::id());
        let (person, guardian) = match scope {
            Scope::Person(person) => (Some(person.0), None),
            Scope::Guardian(guardian) => (None, Some(guardian.0)),
            _ => (None, None),
        };
        let mut tx = self.begin().await?;
        // A guardian has one membership a child; any other role is held once at a time.
        if guardian.is_none() && row!(tx, (i64,), HAS, tenant.0, account.0, role.code(), from)?.is_some() {
            return Err(StoreError::Refused("this account has that role already".into()));
        }
        let (m, a) = (membership.0, account.0);
        run!(tx, ADD, tenant.0, m, a, role.code(), scope.code(), person, guardian, from)?;
        if let Scope::Teams(teams) = scope {
            for team in teams {
                run!(tx, ADD_TEAM, tenant.0, membership.0, team.0)?;
            }
        }
        tx.commit().await?;
        Ok(membership)
    }

    /// The memberships an account may act in today.
    pub async fn memberships(&self, account: AccountId, today: Date) -> Result<Vec<Choice>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let rows = rows!(tx, (uuid::Uuid, uuid::Uuid, String, String), OF_ACCOUNT, account.0, today)?;
        rows.into_iter()
            .map(|(tenant, membership, role, school)| {
                let role = role_of(&role, membership)?;
                Ok(Choice { tenant: TenantId(tenant), school, membership: MembershipId(membership), role })
            })
            .collect()
    }

    /// The actor of one membership, if it is this account's and holds today.
    pub async fn actor(
        &self,
        account: AccountId,
        tenant: TenantId,
        membership: MembershipId,
        today: Date,
    ) -> Result<Actor, StoreError> {
        let mut tx = self.begin_reading().await?;
        let row = row!(tx, MemberRow, ONE, tenant.0, membership.0, account.0, today)?.ok_or(StoreError::NotFound)?;
        let role = role_of(&row.role, membership.0)?;
        let impossible = |what| StoreError::Inconsistent { table: "membership", key: membership.to_string(), what };
        let scope = match row.scope.as_str() {
            "own" => Scope::Own,
            "school" => Scope::School,
            "none" => Scope::None,
            "teams" => {
                let teams = rows!(tx, (uuid::Uuid,), TEAMS, tenant.0, membership.0)?;
                Scope::Teams(teams.into_iter().map(|(id,)| TeamId(id)).collect())
            }
            "person" => {
                Scope::Person(PersonId(row.person_id.ok_or_else(|| impossible("a person scope without person"))?))
            }
            "guardian" => {
                let id = row.guardian_id.ok_or_else(|| impossible("a guardian scope without guardian"))?;
                Scope::Guardian(GuardianId(id))
            }
            _ => return Err(impossible("unknown scope")),
        };
        Ok(Actor::Member(Member { account, membership, tenant, role, scope }))
    }

    /// A team by its name, for commands at the shell.
    pub async fn team_by_name(&self, tenant: TenantId, name: &str) -> Result<TeamId, StoreError> {
        let mut tx = self.begin_reading().await?;
        row!(tx, (uuid::Uuid,), TEAM_BY_NAME, tenant.0, name)?.map(|(id,)| TeamId(id)).ok_or(StoreError::NotFound)
    }

    /// A person by student number, for commands at the shell.
    pub async fn person_by_number(&self, tenant: TenantId, number: &str) -> Result<PersonId, StoreError> {
        let mut tx = self.begin_reading().await?;
        let found = row!(tx, (uuid::Uuid,), PERSON_BY_NUMBER, tenant.0, number.as_bytes())?;
        found.map(|(id,)| PersonId(id)).ok_or(StoreError::NotFound)
    }

    /// The file of a person, for commands at the shell. Opaque to opaque: opening it is decided then.
    pub async fn file_of_person(&self, tenant: TenantId, person: PersonId) -> Result<FileId, StoreError> {
        let mut tx = self.begin_reading().await?;
        let found = row!(tx, (uuid::Uuid,), FILE_OF_PERSON, tenant.0, person.0)?;
        found.map(|(id,)| FileId(id)).ok_or(StoreError::NotFound)
    }

    /// Guardians by e-mail address, for commands at the shell: one for each child.
    pub async fn guardians_by_email(&self, tenant: TenantId, email: &str) -> Result<Vec<GuardianId>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let found = rows!(tx, (uuid::Uuid,), GUARDIAN_BY_EMAIL, tenant.0, crate::account::email_key(email))?;
        Ok(found.into_iter().map(|(id,)| GuardianId(id)).collect())
    }

    /// The guardian of one child by e-mail address, for commands at the shell.
    pub async fn guardian_of(
        &self,
        tenant: TenantId,
        child: PersonId,
        email: &str,
    ) -> Result<Option<GuardianId>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let key = crate::account::email_key(email);
        Ok(row!(tx, (uuid::Uuid,), GUARDIAN_OF, tenant.0, child.0, key)?.map(|(id,)| GuardianId(id)))
    }

    /// Who works here in which role, for the administrator. Students and guardians come by the hundred and are no staff.
    ///
    /// A page of [`STAFF_PAGE`] from a place in the list, and whether more follow.
    pub async fn staff(&self, actor: &Actor, from: u32) -> Result<(Vec<StaffRow>, bool), StoreError> {
        crate::audit::allowed(actor, access::Action::ManageAccounts)?;
        let mut tx = self.begin_reading().await?;
        let mut found = rows!(tx, StaffRow, STAFF, actor.tenant().0, i64::from(STAFF_PAGE) + 1, i64::from(from))?;
        let more = found.len() > STAFF_PAGE as usize;
        found.truncate(STAFF_PAGE as usize);
        Ok((found, more))
    }
}

fn role_of(code: &str, membership: uuid::Uuid) -> Result<Role, StoreError> {
    Role::from_code(code).ok_or_else(|| StoreError::Inconsistent {
        table: "membership",
        key: membership.simple().to_string(),
        what: "unknown role",
    })
}
