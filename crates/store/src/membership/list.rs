//! Who has what: the list that `meedoen user list` prints.

use super::Asked;
use crate::audit::{Deed, allowed};
use crate::{Store, StoreError};
use access::{Action, Actor, Role};
use register::{AccountId, GuardianId, MembershipId, Moment, PersonId, TenantId};
use sqlx_macros::FromRow;
use std::collections::BTreeMap;
use time::Date;

sql! {
    HOLDERS = "SELECT m.membership_id, m.role, m.scope, m.begins, m.ends, m.ended_at, m.person_id, g.person_id AS child_id, \
               a.email, a.name, a.disabled_at, a.password_hash IS NOT NULL AS has_password \
               FROM membership m JOIN account a ON a.account_id = m.account_id \
               LEFT JOIN guardian g ON g.tenant_id = m.tenant_id AND g.guardian_id = m.guardian_id \
               WHERE m.tenant_id = $1 ORDER BY m.role, a.name, a.email, m.membership_id";
    TEAM_NAMES = "SELECT x.membership_id, t.name FROM membership_team x \
                  JOIN team t ON t.tenant_id = x.tenant_id AND t.team_id = x.team_id \
                  WHERE x.tenant_id = $1 ORDER BY x.membership_id, t.name";
    OF_ROLE = "SELECT membership_id FROM membership \
               WHERE tenant_id = $1 AND account_id = $2 AND role = $3 AND ended_at IS NULL AND (ends IS NULL OR ends >= $4)";
    OF_GUARDIAN = "SELECT membership_id FROM membership \
                   WHERE tenant_id = $1 AND account_id = $2 AND guardian_id = $3 AND ended_at IS NULL \
                   AND (ends IS NULL OR ends >= $4)";
    ADDRESS = "SELECT email FROM person WHERE tenant_id = $1 AND person_id = $2";
    GUARDIANS = "SELECT guardian_id, name, email FROM guardian \
                 WHERE tenant_id = $1 AND person_id = $2 AND email IS NOT NULL AND ends IS NULL";
}

/// One role of one account.
#[derive(Debug, Clone)]
pub struct Holder {
    /// E-mail address.
    pub email: String,
    /// Name.
    pub name: String,
    /// The role; `None` for a code that this version does not know.
    pub role: Option<Role>,
    /// Scope code.
    pub scope: String,
    /// Teams it reaches, by name.
    pub teams: Vec<String>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Option<Date>,
    /// Whether it can be acted in today: begun, not ended, by an account that is not disabled.
    pub holds: bool,
    /// The account may not sign in.
    pub disabled: bool,
    /// The account has a password.
    pub has_password: bool,
}

#[derive(FromRow)]
struct HolderRow {
    membership_id: uuid::Uuid,
    role: String,
    scope: String,
    begins: Date,
    ends: Option<Date>,
    ended_at: Option<time::OffsetDateTime>,
    person_id: Option<uuid::Uuid>,
    child_id: Option<uuid::Uuid>,
    email: String,
    name: String,
    disabled_at: Option<time::OffsetDateTime>,
    has_password: bool,
}

impl Store {
    /// Roles at the actor's school, as far as they are asked for; `students` with students and guardians, who are there too
    /// where their role is asked for. A look: it leaves its event, with every student of whom it tells that they or their guardian
    /// has an account.
    pub async fn holders(
        &self,
        by: &Actor,
        asked: &Asked<'_>,
        students: bool,
        now: Moment,
    ) -> Result<Vec<Holder>, StoreError> {
        let decision = allowed(by, Action::ManageAccounts)?;
        let tenant = by.tenant();
        let mut tx = self.begin().await?;
        let mut teams: BTreeMap<uuid::Uuid, Vec<String>> = BTreeMap::new();
        for (membership, name) in rows!(tx, (uuid::Uuid, String), TEAM_NAMES, tenant.0)? {
            teams.entry(membership).or_default().push(name);
        }
        let (mut found, mut shown) = (Vec::new(), Vec::new());
        for row in rows!(tx, HolderRow, HOLDERS, tenant.0)? {
            let over = row.ended_at.is_some() || row.ends.is_some_and(|day| day < now.day);
            let person = row.person_id.or(row.child_id);
            let wanted = asked.wants(&row.role, (&row.name, &row.email), over);
            if !wanted || (person.is_some() && !students && asked.role.is_none()) {
                continue;
            }
            shown.extend(person.map(PersonId));
            let disabled = row.disabled_at.is_some();
            found.push(Holder {
                teams: teams.remove(&row.membership_id).unwrap_or_default(),
                email: row.email,
                name: row.name,
                role: Role::from_code(&row.role),
                scope: row.scope,
                from: row.begins,
                until: row.ends,
                holds: !over && !disabled && row.begins <= now.day,
                disabled,
                has_password: row.has_password,
            });
        }
        shown.sort_unstable();
        shown.dedup();
        tx.audit(Deed::new(by, Action::ManageAccounts, decision).to(shown), now).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// The memberships of an account in a role that have not ended, for commands at the shell.
    pub async fn memberships_in(
        &self,
        tenant: TenantId,
        account: AccountId,
        role: Role,
        today: Date,
    ) -> Result<Vec<MembershipId>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let found = rows!(tx, (uuid::Uuid,), OF_ROLE, tenant.0, account.0, role.code(), today)?;
        Ok(found.into_iter().map(|(id,)| MembershipId(id)).collect())
    }

    /// The membership of an account as one guardian, for commands at the shell.
    pub async fn membership_as(
        &self,
        tenant: TenantId,
        account: AccountId,
        guardian: GuardianId,
        today: Date,
    ) -> Result<Option<MembershipId>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let found = row!(tx, (uuid::Uuid,), OF_GUARDIAN, tenant.0, account.0, guardian.0, today)?;
        Ok(found.map(|(id,)| MembershipId(id)))
    }

    /// The e-mail address that the register has of a student, for commands at the shell.
    pub async fn address_of(&self, tenant: TenantId, person: PersonId) -> Result<Option<String>, StoreError> {
        let mut tx = self.begin_reading().await?;
        Ok(row!(tx, (Option<String>,), ADDRESS, tenant.0, person.0)?.and_then(|(email,)| email))
    }

    /// The guardians of a child at an e-mail address, with their names, for commands at the shell.
    pub async fn guardians_at(
        &self,
        tenant: TenantId,
        child: PersonId,
        email: &str,
    ) -> Result<Vec<(GuardianId, String)>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let key = crate::account::email_key(email);
        let all = rows!(tx, (uuid::Uuid, String, Option<String>), GUARDIANS, tenant.0, child.0)?;
        let at = all.into_iter().filter(|(_, _, e)| e.as_deref().map(crate::account::email_key).as_ref() == Some(&key));
        let mut found: Vec<_> = at.map(|(id, name, _)| (GuardianId(id), name)).collect();
        found.sort();
        Ok(found)
    }
}
