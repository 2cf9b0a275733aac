//! Accounts: people who can sign in. Global; what they may do at a tenant is a `membership`.
//!
//! What happens to an account stands in the audit chain of the installation, and in that of every school where it has or
//! had a role.

use crate::audit::{Deed, UnitKind, allowed};
use crate::db::Tx;
use crate::{Store, StoreError, fresh};
use access::{Action, Actor, Change, Reason, Resource, decide};
use register::{AccountId, Moment, PersonId, Personal, TenantId, email::EmailAddress};

sql! {
    ADD = "INSERT INTO account (account_id, email_key, email, name, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    BY_EMAIL = "SELECT account_id, name, password_hash FROM account WHERE email_key = $1 AND disabled_at IS NULL";
    FIND = "SELECT account_id, name, disabled_at IS NOT NULL, password_hash IS NOT NULL FROM account WHERE email_key = $1";
    ONE = "SELECT email, name FROM account WHERE account_id = $1";
    SET_PASSWORD = "UPDATE account SET password_hash = $2 WHERE account_id = $1";
    DECLINES = "SELECT declined_mail_at IS NOT NULL FROM account WHERE account_id = $1";
    DECLINE = "UPDATE account SET declined_mail_at = $2 WHERE account_id = $1";
    DISABLE = "UPDATE account SET disabled_at = $2 WHERE account_id = $1 AND disabled_at IS NULL";
    ENABLE = "UPDATE account SET disabled_at = NULL WHERE account_id = $1 AND disabled_at IS NOT NULL";
    /// Deleted: whoever holds one of these cookies has nothing left to say in the owner's name, not even a draft.
    END_SESSIONS = "DELETE FROM session WHERE account_id = $1";
    /// In order, so that no two transactions wait for each other's chain.
    CHAINS = "SELECT DISTINCT tenant_id FROM membership WHERE account_id = $1 ORDER BY tenant_id";
}

/// What signing in needs to know.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// Who.
    pub account: AccountId,
    /// The argon2 hash to hold the password against; absent: no password was ever set.
    pub password_hash: Option<String>,
}

/// An account as commands find it, disabled ones too.
#[derive(Debug, Clone)]
pub struct Found {
    /// Who.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// It cannot sign in.
    pub disabled: bool,
    /// It has a password.
    pub has_password: bool,
}

/// What two writings of one e-mail address have in common. What is no address has a key of its own, which finds nobody.
pub fn email_key(email: &str) -> String {
    EmailAddress::new(email).map_or_else(|_| email.trim().to_lowercase(), |address| address.key().to_owned())
}

impl Store {
    /// Adds an account; its e-mail address must be new.
    pub async fn account_add(
        &self,
        email: &str,
        name: &str,
        password_hash: Option<&str>,
        now: Moment,
    ) -> Result<AccountId, StoreError> {
        let mut tx = self.begin().await?;
        let key = email_key(email);
        let account = add(&mut tx, email, name, password_hash, now).await?;
        in_every_chain(&mut tx, account, Change::AddAccount, now).await?;
        tx.commit().await?;
        // An import that is under way sees this account from here on, and named the coach before it: so not a moment earlier.
        retry!(self.coach_adopt(account, &key, now))?;
        Ok(account)
    }

    /// The account of an e-mail address, if it may sign in.
    pub async fn account_by_email(&self, email: &str) -> Result<Option<SignIn>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let found = row!(tx, (uuid::Uuid, String, Option<String>), BY_EMAIL, email_key(email))?;
        Ok(found.map(|(id, _, password_hash)| SignIn { account: AccountId(id), password_hash }))
    }

    /// The account of an e-mail address, disabled or not, for commands at the shell.
    pub async fn account_find(&self, email: &str) -> Result<Option<Found>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let found = row!(tx, (uuid::Uuid, String, bool, bool), FIND, email_key(email))?;
        Ok(found.map(|(id, name, disabled, has_password)| Found {
            account: AccountId(id),
            name,
            disabled,
            has_password,
        }))
    }

    /// The e-mail address and the name of an account, for its owner.
    pub async fn account(&self, account: AccountId) -> Result<(Personal<String>, Personal<String>), StoreError> {
        let mut tx = self.begin_reading().await?;
        let (email, name) = row!(tx, (String, String), ONE, account.0)?.ok_or(StoreError::NotFound)?;
        Ok((email.into(), name.into()))
    }

    /// Sets a password, as a hash, and ends every session: whoever knew the old one is out.
    pub async fn account_set_password(
        &self,
        account: AccountId,
        password_hash: &str,
        now: Moment,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        set_password(&mut tx, account, password_hash).await?;
        in_every_chain(&mut tx, account, Change::SetPassword, now).await?;
        tx.commit().await
    }

    /// Whether somebody said that they want no mail that is not needed to come in.
    pub async fn declines_mail(&self, account: AccountId) -> Result<bool, StoreError> {
        let mut tx = self.begin_reading().await?;
        row!(tx, (bool,), DECLINES, account.0)?.map(|(declines,)| declines).ok_or(StoreError::NotFound)
    }

    /// Notes for the actor's own account that they want no such mail, or want it again.
    pub async fn decline_mail(&self, actor: &Actor, declines: bool, now: Moment) -> Result<(), StoreError> {
        let account = actor.account().ok_or(StoreError::NotFound)?;
        let mut tx = self.begin().await?;
        decline(&mut tx, account, Some(actor), declines, now).await?;
        tx.commit().await
    }

    /// Disables an account and ends its sessions. Its roles stay, for when it is enabled again.
    pub async fn account_disable(&self, account: AccountId, now: Moment) -> Result<(), StoreError> {
        self.account_turn(None, account, false, now).await
    }

    /// Enables an account that was disabled.
    pub async fn account_enable(&self, account: AccountId, now: Moment) -> Result<(), StoreError> {
        self.account_turn(None, account, true, now).await
    }

    /// Disables or enables an account, by somebody or by a command.
    pub(crate) async fn account_turn(
        &self,
        by: Option<&Actor>,
        account: AccountId,
        on: bool,
        now: Moment,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        if on {
            if run!(tx, ENABLE, account.0)? == 0 {
                return Err(StoreError::Refused("this account is not disabled".into()));
            }
        } else {
            if run!(tx, DISABLE, account.0, now.at)? == 0 {
                return Err(StoreError::Refused("this account is disabled already".into()));
            }
            run!(tx, END_SESSIONS, account.0)?;
        }
        let change = if on { Change::EnableAccount } else { Change::DisableAccount };
        tell(&mut tx, account, change, by, None, now).await?;
        tx.commit().await
    }
}

/// Lays down a new account. What tells of it is the caller's.
pub(crate) async fn add(
    tx: &mut Tx,
    email: &str,
    name: &str,
    password_hash: Option<&str>,
    now: Moment,
) -> Result<AccountId, StoreError> {
    let account = AccountId(fresh::id());
    match run!(tx, ADD, account.0, email_key(email), email.trim(), name, password_hash, now.at) {
        Err(e) if e.is_duplicate() => Err(StoreError::Refused("this e-mail address has an account".into())),
        Err(other) => Err(other),
        Ok(_) => Ok(account),
    }
}

/// Sets a password and ends every session. What tells of it is the caller's.
pub(crate) async fn set_password(tx: &mut Tx, account: AccountId, password_hash: &str) -> Result<(), StoreError> {
    run!(tx, SET_PASSWORD, account.0, password_hash)?;
    run!(tx, END_SESSIONS, account.0)?;
    Ok(())
}

/// Notes that somebody wants no mail that is not needed to come in, or wants it again: by themselves, or (`by` absent) by who
/// holds the link of a mail to them. Saying what was so already changes nothing.
pub(crate) async fn decline(
    tx: &mut Tx,
    account: AccountId,
    by: Option<&Actor>,
    declines: bool,
    now: Moment,
) -> Result<(), StoreError> {
    let (was,) = row!(tx, (bool,), DECLINES, account.0)?.ok_or(StoreError::NotFound)?;
    if was == declines {
        return Ok(());
    }
    run!(tx, DECLINE, account.0, declines.then_some(now.at))?;
    tell(tx, account, Change::SetMail, by, None, now).await
}

/// The chains in which what happens to an account belongs, in order.
pub(crate) async fn chains(tx: &mut Tx, account: AccountId) -> Result<Vec<TenantId>, StoreError> {
    let found = rows!(tx, (uuid::Uuid,), CHAINS, account.0)?;
    Ok(if found.is_empty() {
        vec![TenantId::INSTALLATION]
    } else {
        found.into_iter().map(|(id,)| TenantId(id)).collect()
    })
}

async fn in_every_chain(tx: &mut Tx, account: AccountId, change: Change, now: Moment) -> Result<(), StoreError> {
    tell(tx, account, change, None, None, now).await
}

/// What happened to an account, in every chain where it belongs, in order: in that of who did it by them, elsewhere by the
/// system. `also` is told of by a school in its turn.
pub(crate) async fn tell(
    tx: &mut Tx,
    account: AccountId,
    change: Change,
    who: Option<&Actor>,
    also: Option<Also<'_>>,
    now: Moment,
) -> Result<(), StoreError> {
    // The account itself is told of in the installation's chain, which is first in the order of chains.
    tx.wrote(TenantId::INSTALLATION, UnitKind::Account, [account.0]);
    let mut all = chains(tx, account).await?;
    if !all.contains(&TenantId::INSTALLATION) {
        all.insert(0, TenantId::INSTALLATION);
    }
    if let Some(also) = &also {
        all.push(also.tenant);
        all.sort_unstable();
        all.dedup();
    }
    let by_link = also.is_some() || change == Change::SetMail;
    let reason = if by_link { Reason::Invitation } else { Reason::Command };
    for tenant in all {
        let by = match who {
            Some(who) if who.tenant() == tenant => who.clone(),
            _ => Actor::system(tenant, reason),
        };
        // What somebody does to their own account is theirs to do.
        let decision = match allowed(&by, Action::ManageAccounts) {
            Err(StoreError::NotFound) if by.account() == Some(account) => {
                decide(&by, Action::SeeAccount, &Resource::Account { account })
            }
            other => other?,
        };
        tx.audit(Deed::new(&by, change, decision).about(format!("account {account}")), now).await?;
        if let Some(also) = also.as_ref().filter(|also| also.tenant == tenant) {
            let deed = Deed::new(&by, also.change, decision).to(also.subjects.iter().copied()).about(&also.about);
            tx.audit(deed, now).await?;
        }
    }
    Ok(())
}

/// What a school tells of beside what happened to the account.
pub(crate) struct Also<'a> {
    pub(crate) tenant: TenantId,
    pub(crate) change: Change,
    pub(crate) subjects: &'a [PersonId],
    pub(crate) about: String,
}
