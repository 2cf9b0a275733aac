//! One account as the administrator of a school sees it: its roles here, whether somebody is signed in, and what can be done.
//! Of other schools nothing is shown but that there is one.

use super::role_of;
use crate::audit::{Deed, allowed};
use crate::{SaveError, Store, StoreError, membership};
use access::{Action, Actor, Role};
use register::{AccountId, MembershipId, Moment, PersonId, Personal};
use sqlx_macros::FromRow;
use std::collections::BTreeMap;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    ACCOUNT = "SELECT a.email, a.name, a.disabled_at IS NOT NULL, a.password_hash IS NOT NULL, \
               EXISTS (SELECT 1 FROM membership o WHERE o.account_id = a.account_id AND o.tenant_id <> $1) FROM account a \
               WHERE a.account_id = $2 AND EXISTS (SELECT 1 FROM membership m WHERE m.tenant_id = $1 AND m.account_id = a.account_id)";
    ROLES = "SELECT membership_id, role, scope, person_id, guardian_id, begins, ends, ended_at FROM membership \
             WHERE account_id = $2 AND tenant_id = $1 ORDER BY begins DESC, membership_id DESC";
    TEAM_NAMES = "SELECT x.membership_id, t.name FROM membership m \
                  CROSS JOIN membership_team x CROSS JOIN team t \
                  WHERE m.account_id = $2 AND m.tenant_id = $1 AND x.tenant_id = m.tenant_id AND x.membership_id = m.membership_id \
                  AND t.tenant_id = x.tenant_id AND t.team_id = x.team_id ORDER BY x.membership_id, t.name";
    /// Lesson groups that they teach today, as the list of staff says it.
    TAUGHT = "SELECT g.name FROM account a CROSS JOIN staff_group x CROSS JOIN lesson_group g \
              WHERE a.account_id = $2 AND x.tenant_id = $1 AND x.email_key = a.email_key AND x.begins <= $3 \
              AND (x.ends IS NULL OR x.ends >= $3) AND g.tenant_id = x.tenant_id AND g.group_id = x.group_id ORDER BY g.name";
    OF = "SELECT account_id FROM membership WHERE tenant_id = $1 AND membership_id = $2";
}

/// A role that an account has or had at a school.
#[derive(Debug, Clone)]
pub struct HeldRole {
    /// Which.
    pub membership: MembershipId,
    /// The role.
    pub role: Role,
    /// Scope code.
    pub scope: String,
    /// Teams it reaches, by name.
    pub teams: Vec<String>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Option<Date>,
    /// It has not ended: it holds, or is to begin.
    pub stands: bool,
    /// About a student's own file or a child's: it is not moved.
    pub of_a_file: bool,
}

/// An account at a school.
#[derive(Debug, Clone)]
pub struct AccountView {
    /// Which.
    pub account: AccountId,
    /// The address to sign in with.
    pub email: Personal<String>,
    /// Its name.
    pub name: Personal<String>,
    /// It may not sign in.
    pub disabled: bool,
    /// It has a password.
    pub has_password: bool,
    /// It has or had a role at another school: what is done to the account itself is not for one school.
    pub elsewhere: bool,
    /// Its roles here, the newest first.
    pub roles: Vec<HeldRole>,
    /// Lesson groups that they teach today, by name.
    pub groups: Vec<String>,
    /// It is the administrator's own.
    pub own: bool,
}

#[derive(FromRow)]
struct RoleRow {
    membership_id: Uuid,
    role: String,
    scope: String,
    person_id: Option<Uuid>,
    guardian_id: Option<Uuid>,
    begins: Date,
    ends: Option<Date>,
    ended_at: Option<OffsetDateTime>,
}

impl Store {
    /// An account that has or had a role at the actor's school. A look: a student whom a role is about reads of it.
    pub async fn account_view(&self, by: &Actor, account: AccountId, now: Moment) -> Result<AccountView, StoreError> {
        let decision = allowed(by, Action::ManageAccounts)?;
        let tenant = by.tenant();
        let mut tx = self.begin_snapshot().await?;
        type Row = (String, String, bool, bool, bool);
        let found = row!(tx, Row, ACCOUNT, tenant.0, account.0)?.ok_or(StoreError::NotFound)?;
        let (email, name, disabled, has_password, elsewhere) = found;
        let mut teams: BTreeMap<Uuid, Vec<String>> = BTreeMap::new();
        for (membership, team) in rows!(tx, (Uuid, String), TEAM_NAMES, tenant.0, account.0)? {
            teams.entry(membership).or_default().push(team);
        }
        let (mut roles, mut subjects) = (Vec::new(), Vec::new());
        for row in rows!(tx, RoleRow, ROLES, tenant.0, account.0)? {
            let person = row.person_id.map(PersonId);
            subjects.extend(membership::subject(&mut tx, tenant, person, row.guardian_id).await?);
            roles.push(HeldRole {
                membership: MembershipId(row.membership_id),
                role: role_of(&row.role, row.membership_id)?,
                teams: teams.remove(&row.membership_id).unwrap_or_default(),
                scope: row.scope,
                from: row.begins,
                until: row.ends,
                stands: row.ended_at.is_none() && row.ends.is_none_or(|last| last >= now.day),
                of_a_file: row.person_id.is_some() || row.guardian_id.is_some(),
            });
        }
        let groups = rows!(tx, (String,), TAUGHT, tenant.0, account.0, now.day)?;
        subjects.sort_unstable();
        subjects.dedup();
        let deed = Deed::new(by, Action::ManageAccounts, decision).to(subjects).about(format!("account {account}"));
        self.looked(tx, deed, now).await?;
        Ok(AccountView {
            account,
            email: email.into(),
            name: name.into(),
            disabled,
            has_password,
            elsewhere,
            roles,
            groups: groups.into_iter().map(|(name,)| name).collect(),
            own: by.account() == Some(account),
        })
    }

    /// The account that holds a role of the actor's school: another school's is not there.
    pub async fn account_of(&self, by: &Actor, membership: MembershipId) -> Result<AccountId, StoreError> {
        allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin_reading().await?;
        let found = row!(tx, (Uuid,), OF, by.tenant().0, membership.0)?;
        found.map(|(account,)| AccountId(account)).ok_or(StoreError::NotFound)
    }

    /// Disables an account of the actor's school, or enables it again. Not where another school knows it too: that is for
    /// who looks after the installation.
    pub async fn account_switch(
        &self,
        by: &Actor,
        account: AccountId,
        on: bool,
        now: Moment,
    ) -> Result<(), SaveError<SwitchRefusal>> {
        allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin_reading().await?;
        type Row = (String, String, bool, bool, bool);
        let found = row!(tx, Row, ACCOUNT, by.tenant().0, account.0)?.ok_or(StoreError::NotFound)?;
        tx.commit().await?;
        let (.., disabled, _, elsewhere) = found;
        if elsewhere {
            return Err(SaveError::Refused(SwitchRefusal::Elsewhere));
        }
        if by.account() == Some(account) && !on {
            return Err(SaveError::Refused(SwitchRefusal::Own));
        }
        if disabled != on {
            return Err(SaveError::Refused(SwitchRefusal::Already));
        }
        self.account_turn(Some(by), account, on, now).await?;
        Ok(())
    }
}

/// Why an account is not disabled or enabled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SwitchRefusal {
    /// Another school knows it too.
    Elsewhere,
    /// One's own: then nobody could enable it again.
    Own,
    /// It is so already.
    Already,
}
