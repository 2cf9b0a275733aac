//! Giving, ending and moving roles. Each in one transaction with its audit event, and with the end of the sessions that
//! act in the role: what is taken away is gone with the next request.

use super::role_of;
use crate::SaveError;
use crate::audit::{Deed, UnitKind, allowed};
use crate::db::Tx;
use crate::{Store, StoreError, fresh};
use access::{Action, Actor, Change, Role, Scope};
use register::tenant::Kind;
use register::{AccountId, GuardianId, MembershipId, Moment, PersonId, TenantId};
use sqlx_macros::FromRow;
use std::cmp::Ordering;
use time::macros::date;
use time::{Date, OffsetDateTime};

sql! {
    ADD = "INSERT INTO membership \
           (tenant_id, membership_id, account_id, role, scope, person_id, guardian_id, begins, ends) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    ADD_TEAM = "INSERT INTO membership_team (tenant_id, membership_id, team_id) VALUES ($1, $2, $3)";
    /// Any other role is held once at a time; a guardian is one for each child.
    HAS = "SELECT CAST(1 AS BIGINT) FROM membership \
           WHERE tenant_id = $1 AND account_id = $2 AND role = $3 AND ended_at IS NULL AND (ends IS NULL OR ends >= $4) LIMIT 1";
    HAS_GUARDIAN = "SELECT CAST(1 AS BIGINT) FROM membership \
                    WHERE tenant_id = $1 AND account_id = $2 AND guardian_id = $3 AND ended_at IS NULL \
                    AND (ends IS NULL OR ends >= $4) LIMIT 1";
    /// Somebody's own file and their child's are never the same person's.
    IS_STUDENT = "SELECT CAST(1 AS BIGINT) FROM membership \
                  WHERE tenant_id = $1 AND account_id = $2 AND person_id = $3 AND ended_at IS NULL \
                  AND (ends IS NULL OR ends >= $4) LIMIT 1";
    IS_GUARDIAN = "SELECT CAST(1 AS BIGINT) FROM membership m \
                   JOIN guardian g ON g.tenant_id = m.tenant_id AND g.guardian_id = m.guardian_id \
                   WHERE m.tenant_id = $1 AND m.account_id = $2 AND g.person_id = $3 AND m.ended_at IS NULL \
                   AND (m.ends IS NULL OR m.ends >= $4) LIMIT 1";
    CHILD = "SELECT person_id FROM guardian WHERE tenant_id = $1 AND guardian_id = $2";
    ADDRESS_OF_PERSON = "SELECT email FROM person WHERE tenant_id = $1 AND person_id = $2";
    ADDRESS_OF_ACCOUNT = "SELECT email_key FROM account WHERE account_id = $1";
    HELD = "SELECT account_id, role, scope, person_id, guardian_id, begins, ends FROM membership \
            WHERE tenant_id = $1 AND membership_id = $2 AND ended_at IS NULL AND (ends IS NULL OR ends >= $3)";
    END = "UPDATE membership SET ends = $3, ended_at = $4 WHERE tenant_id = $1 AND membership_id = $2 AND ended_at IS NULL";
    /// The same role of the same account, of the same child where it is a guardian's, that holds on a day on which this one would.
    AGAIN = "SELECT CAST(1 AS BIGINT) FROM membership m CROSS JOIN membership o \
             WHERE m.tenant_id = $1 AND m.membership_id = $2 AND o.account_id = m.account_id AND o.tenant_id = m.tenant_id \
             AND o.role = m.role AND (m.guardian_id IS NULL OR o.guardian_id = m.guardian_id) AND o.membership_id <> m.membership_id \
             AND o.ended_at IS NULL AND o.begins <= $3 AND (o.ends IS NULL OR o.ends >= m.begins) LIMIT 1";
    /// Ended and not deleted: what somebody is typing becomes a draft of theirs.
    END_SESSIONS = "UPDATE session SET ends_at = $3 WHERE tenant_id = $1 AND membership_id = $2 AND ends_at > $3";
    KIND = "SELECT kind FROM tenant WHERE tenant_id = $1";
    DISABLED = "SELECT CAST(1 AS BIGINT) FROM account WHERE account_id = $1 AND disabled_at IS NOT NULL";
}

/// Why a role is not given, in words for the person at the shell; pages have their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GiveRefusal {
    /// The account may not sign in.
    #[error("this account is disabled; `meedoen user enable` lets it in again")]
    Disabled,
    /// Once at a time.
    #[error("this account has that role already")]
    HasRole,
    /// A guardian with the student's own address.
    #[error(
        "this address is the student's own: whoever signs in with it cannot also answer as the guardian. \
         Give the guardian an address of their own in the student system and import again"
    )]
    OwnAddress,
    /// A researcher at a school, or somebody of a school at a research body.
    #[error("a researcher works at a research body, and everybody else at a school")]
    NotHere,
    /// A student with the account of their guardian.
    #[error("this account is a guardian of that student, and cannot also be the student")]
    IsGuardian,
}

impl From<SaveError<GiveRefusal>> for StoreError {
    fn from(error: SaveError<GiveRefusal>) -> Self {
        match error {
            SaveError::Store(error) => error,
            SaveError::Refused(refusal) => Self::Refused(refusal.to_string()),
        }
    }
}

/// What a last day does to a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasts {
    /// It ends earlier than it would.
    Shorter,
    /// It was so already.
    Same,
    /// It ends later, or goes on.
    Longer,
}

/// Why a role does not hold longer, in words for the person at the shell; pages have their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LastRefusal {
    /// Once at a time.
    #[error("this account has that role again after its last day; end that one first, or leave this one as it is")]
    Again,
}

impl From<SaveError<LastRefusal>> for StoreError {
    fn from(error: SaveError<LastRefusal>) -> Self {
        match error {
            SaveError::Store(error) => error,
            SaveError::Refused(refusal) => Self::Refused(refusal.to_string()),
        }
    }
}

/// Later than any day: where a role goes on.
const ON_AND_ON: Date = date!(9999 - 12 - 31);

#[derive(FromRow)]
struct HeldRow {
    account_id: uuid::Uuid,
    role: String,
    scope: String,
    person_id: Option<uuid::Uuid>,
    guardian_id: Option<uuid::Uuid>,
    begins: Date,
    ends: Option<Date>,
}

impl Store {
    /// Gives an account a role at the actor's school, from a day on.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the account has the role already, is disabled, or would be a student and their own
    /// guardian in one.
    pub async fn membership_add(
        &self,
        by: &Actor,
        account: AccountId,
        role: Role,
        scope: &Scope,
        from: Date,
        now: Moment,
    ) -> Result<MembershipId, StoreError> {
        Ok(self.membership_give(by, account, role, scope, (from, None), now).await?)
    }

    /// As [`Store::membership_add`], through a last day where it has one, with a refusal that pages have words for.
    pub async fn membership_give(
        &self,
        by: &Actor,
        account: AccountId,
        role: Role,
        scope: &Scope,
        (from, until): (Date, Option<Date>),
        now: Moment,
    ) -> Result<MembershipId, SaveError<GiveRefusal>> {
        let decision = allowed(by, Action::ManageAccounts)?;
        if until.is_some_and(|last| last < from.max(now.day)) {
            return Err(StoreError::Refused("a role cannot end before it begins, or before today".into()).into());
        }
        let mut tx = self.begin().await?;
        let (membership, subject) = add(&mut tx, by.tenant(), account, role, scope, (from, until)).await?;
        let about = about(account, membership, role, scope);
        tx.audit(Deed::new(by, Change::GiveRole, decision).to(subject).about(about), now).await?;
        tx.commit().await?;
        Ok(membership)
    }

    /// Ends a role: at once, or after a last day that is today or later.
    pub async fn membership_end(
        &self,
        by: &Actor,
        membership: MembershipId,
        last_day: Option<Date>,
        now: Moment,
    ) -> Result<(), StoreError> {
        if last_day.is_some() {
            return Ok(self.membership_last(by, membership, last_day, now).await.map(drop)?);
        }
        let decision = allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin().await?;
        let held = held(&mut tx, by.tenant(), membership, now.day).await?;
        end(&mut tx, by.tenant(), membership, now).await?;
        let about = format!("account {} membership {membership} role {} at once", held.account(), held.role);
        let subject = subject(&mut tx, by.tenant(), held.person_id.map(PersonId), held.guardian_id).await?;
        tx.audit(Deed::new(by, Change::EndRole, decision).to(subject).about(about), now).await?;
        tx.commit().await
    }

    /// Lets a role hold through a last day that is today or later, or without one: it ends earlier, or it is extended. What was so
    /// already is no event.
    pub async fn membership_last(
        &self,
        by: &Actor,
        membership: MembershipId,
        last: Option<Date>,
        now: Moment,
    ) -> Result<Lasts, SaveError<LastRefusal>> {
        let decision = allowed(by, Action::ManageAccounts)?;
        if last.is_some_and(|day| day < now.day) {
            return Err(StoreError::Refused("a role cannot end before today".into()).into());
        }
        let (tenant, mut tx) = (by.tenant(), self.begin().await?);
        let held = held(&mut tx, tenant, membership, now.day).await?;
        let (before, after) = (held.ends.unwrap_or(ON_AND_ON), last.unwrap_or(ON_AND_ON));
        let (lasts, change) = match after.cmp(&before) {
            Ordering::Less => (Lasts::Shorter, Change::EndRole),
            Ordering::Equal => return Ok(Lasts::Same),
            Ordering::Greater => (Lasts::Longer, Change::ExtendRole),
        };
        if lasts == Lasts::Longer && row!(tx, (i64,), AGAIN, tenant.0, membership.0, after)?.is_some() {
            return Err(SaveError::Refused(LastRefusal::Again));
        }
        tx.wrote(tenant, UnitKind::Membership, [membership.0]);
        if run!(tx, END, tenant.0, membership.0, last, None::<OffsetDateTime>)? == 0 {
            return Err(StoreError::NotFound.into());
        }
        let when = last.map_or("without a last day".to_owned(), |day| format!("after {day}"));
        let about = format!("account {} membership {membership} role {} {when}", held.account(), held.role);
        let subject = subject(&mut tx, tenant, held.person_id.map(PersonId), held.guardian_id).await?;
        tx.audit(Deed::new(by, change, decision).to(subject).about(about), now).await?;
        tx.commit().await?;
        Ok(lasts)
    }

    /// Lets a role reach other teams (or the school, or one's own students) from now on. The membership that was is ended
    /// and kept: who reached what, and when, stays known.
    pub async fn membership_move(
        &self,
        by: &Actor,
        membership: MembershipId,
        scope: &Scope,
        now: Moment,
    ) -> Result<MembershipId, StoreError> {
        let decision = allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin().await?;
        let held = held(&mut tx, by.tenant(), membership, now.day).await?;
        if held.person_id.is_some() || held.guardian_id.is_some() {
            return Err(StoreError::Refused("a student or guardian reaches one file and is not moved".into()));
        }
        let (account, role) = (held.account(), role_of(&held.role, membership.0)?);
        end(&mut tx, by.tenant(), membership, now).await?;
        // It has the days that it had.
        let days = (now.day.max(held.begins), held.ends);
        let (next, _) = add(&mut tx, by.tenant(), account, role, scope, days).await?;
        crate::unlisted::carry(&mut tx, by.tenant(), membership, next).await?;
        let about = format!("{} from membership {membership} scope {}", about(account, next, role, scope), held.scope);
        tx.audit(Deed::new(by, Change::MoveRole, decision).about(about), now).await?;
        tx.commit().await?;
        Ok(next)
    }
}

impl HeldRow {
    const fn account(&self) -> AccountId {
        AccountId(self.account_id)
    }
}

/// What the audit says of a role: identifiers and codes.
fn about(account: AccountId, membership: MembershipId, role: Role, scope: &Scope) -> String {
    let mut text = format!("account {account} membership {membership} role {} scope {}", role.code(), scope.code());
    if let Scope::Teams(teams) = scope {
        teams.iter().for_each(|team| text.push_str(&format!(" {team}")));
    }
    text
}

async fn held(tx: &mut Tx, tenant: TenantId, membership: MembershipId, today: Date) -> Result<HeldRow, StoreError> {
    row!(tx, HeldRow, HELD, tenant.0, membership.0, today)?.ok_or(StoreError::NotFound)
}

/// Ends a role at once, with the sessions that act in it.
async fn end(tx: &mut Tx, tenant: TenantId, membership: MembershipId, now: Moment) -> Result<(), StoreError> {
    tx.wrote(tenant, UnitKind::Membership, [membership.0]);
    if run!(tx, END, tenant.0, membership.0, Some(now.day), Some(now.at))? == 0 {
        return Err(StoreError::NotFound);
    }
    run!(tx, END_SESSIONS, tenant.0, membership.0, now.at)?;
    Ok(())
}

/// The student whom a role lets reach a file: they read of it in their own log.
pub(crate) async fn subject(
    tx: &mut Tx,
    tenant: TenantId,
    person: Option<PersonId>,
    guardian: Option<uuid::Uuid>,
) -> Result<Option<PersonId>, StoreError> {
    let Some(guardian) = guardian else { return Ok(person) };
    let child = row!(tx, (uuid::Uuid,), CHILD, tenant.0, guardian)?;
    Ok(Some(PersonId(child.ok_or(StoreError::NotFound)?.0)))
}

/// Whether a role belongs at a tenant of this kind.
pub(crate) async fn works_here(tx: &mut Tx, tenant: TenantId, role: Role) -> Result<bool, StoreError> {
    let (kind,) = row!(tx, (String,), KIND, tenant.0)?.ok_or(StoreError::NotFound)?;
    Ok(Kind::from_code(&kind).is_some_and(|kind| role.works_at(kind)))
}

pub(crate) async fn add(
    tx: &mut Tx,
    tenant: TenantId,
    account: AccountId,
    role: Role,
    scope: &Scope,
    (from, until): (Date, Option<Date>),
) -> Result<(MembershipId, Option<PersonId>), SaveError<GiveRefusal>> {
    let refused = |why| Err(SaveError::Refused(why));
    let (person, guardian) = match scope {
        Scope::Person(person) => (Some(*person), None),
        Scope::Guardian(guardian) => (None, Some(*guardian)),
        Scope::Own | Scope::Teams(_) | Scope::School | Scope::None => (None, None),
    };
    if row!(tx, (i64,), DISABLED, account.0)?.is_some() {
        return refused(GiveRefusal::Disabled);
    }
    if !works_here(tx, tenant, role).await? {
        return refused(GiveRefusal::NotHere);
    }
    let has = match guardian {
        Some(GuardianId(guardian)) => row!(tx, (i64,), HAS_GUARDIAN, tenant.0, account.0, guardian, from)?,
        None => row!(tx, (i64,), HAS, tenant.0, account.0, role.code(), from)?,
    };
    if has.is_some() {
        return refused(GiveRefusal::HasRole);
    }
    let subject = subject(tx, tenant, person, guardian.map(|g| g.0)).await?;
    if let (Some(child), true) = (subject, guardian.is_some()) {
        let own = row!(tx, (Option<String>,), ADDRESS_OF_PERSON, tenant.0, child.0)?.and_then(|(email,)| email);
        let address = row!(tx, (String,), ADDRESS_OF_ACCOUNT, account.0)?.map(|(key,)| key);
        let same = own.map(|email| crate::account::email_key(&email)) == address && address.is_some();
        if same || row!(tx, (i64,), IS_STUDENT, tenant.0, account.0, child.0, from)?.is_some() {
            return refused(GiveRefusal::OwnAddress);
        }
    }
    if let (Some(person), None) = (person, guardian)
        && row!(tx, (i64,), IS_GUARDIAN, tenant.0, account.0, person.0, from)?.is_some()
    {
        return refused(GiveRefusal::IsGuardian);
    }
    let membership = MembershipId(fresh::id());
    tx.wrote(tenant, UnitKind::Membership, [membership.0]);
    run!(
        tx,
        ADD,
        tenant.0,
        membership.0,
        account.0,
        role.code(),
        scope.code(),
        person.map(|p| p.0),
        guardian.map(|g| g.0),
        from,
        until
    )?;
    if let Scope::Teams(teams) = scope {
        for team in teams {
            run!(tx, ADD_TEAM, tenant.0, membership.0, team.0)?;
        }
    }
    Ok((membership, subject))
}
