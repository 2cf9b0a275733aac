//! Accounts: people who can sign in. Global; what they may do at a tenant is a `membership`.

use crate::{Store, StoreError, fresh};
use register::{AccountId, Moment, Personal};

sql! {
    ADD = "INSERT INTO account (account_id, email_key, email, name, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    BY_EMAIL = "SELECT account_id, name, password_hash FROM account WHERE email_key = $1 AND disabled_at IS NULL";
    ONE = "SELECT email, name FROM account WHERE account_id = $1";
    SET_PASSWORD = "UPDATE account SET password_hash = $2 WHERE account_id = $1";
}

/// What signing in needs to know.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// Who.
    pub account: AccountId,
    /// The argon2 hash to hold the password against; absent: no password was ever set.
    pub password_hash: Option<String>,
}

/// E-mail addresses are compared without regard to case and surrounding space.
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
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
        let account = AccountId(fresh::id());
        let key = email_key(email);
        match run!(tx, ADD, account.0, key.as_str(), email.trim(), name, password_hash, now.at) {
            Err(e) if e.is_duplicate() => return Err(StoreError::Refused("this e-mail address has an account".into())),
            other => other?,
        };
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

    /// The e-mail address and the name of an account, for its owner.
    pub async fn account(&self, account: AccountId) -> Result<(Personal<String>, Personal<String>), StoreError> {
        let mut tx = self.begin_reading().await?;
        let (email, name) = row!(tx, (String, String), ONE, account.0)?.ok_or(StoreError::NotFound)?;
        Ok((email.into(), name.into()))
    }

    /// Sets a password, as a hash.
    pub async fn account_set_password(&self, account: AccountId, password_hash: &str) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        run!(tx, SET_PASSWORD, account.0, password_hash)?;
        tx.commit().await
    }
}
