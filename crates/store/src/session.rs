//! Sessions: who is signed in, in which membership. Only a hash of the cookie's token is stored.
//!
//! A session that ended by time is kept for a while, so that what its owner typed last can be kept as a draft;
//! it opens nothing. Signing out deletes it.

use crate::{Store, StoreError, fresh};
use register::{AccountId, MembershipId, Moment, TenantId};
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use time::Duration;

/// Idle time after which a session ends.
pub const IDLE: Duration = Duration::minutes(60);
/// How long an ended session is remembered, only to attribute a draft.
const REMEMBERED: Duration = Duration::days(1);

sql! {
    START = "INSERT INTO session (token_hash, account_id, tenant_id, membership_id, csrf, created_at, seen_at, ends_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $6, $7)";
    LOAD = "SELECT s.account_id, s.tenant_id, s.membership_id, s.csrf, s.seen_at, s.ends_at, a.name, a.disabled_at \
            FROM session s JOIN account a ON a.account_id = s.account_id WHERE s.token_hash = $1";
    SEEN = "UPDATE session SET seen_at = $2, ends_at = $3 WHERE token_hash = $1";
    SWITCH = "UPDATE session SET tenant_id = $2, membership_id = $3 WHERE token_hash = $1";
    END = "DELETE FROM session WHERE token_hash = $1";
    FORGET = "DELETE FROM session WHERE ends_at < $1";
}

/// A session as the cookie's token finds it.
#[derive(Debug, Clone)]
pub struct Session {
    /// Who signed in.
    pub account: AccountId,
    /// Their name.
    pub name: register::Personal<String>,
    /// The membership they act in, once chosen.
    pub membership: Option<(TenantId, MembershipId)>,
    /// The token their forms must carry.
    pub csrf: String,
    /// When it ends if nothing is asked any more.
    pub ends_at: time::OffsetDateTime,
    /// Ended by time: good for keeping a draft, for nothing else.
    pub ended: bool,
}

#[derive(FromRow)]
struct SessionRow {
    account_id: uuid::Uuid,
    tenant_id: Option<uuid::Uuid>,
    membership_id: Option<uuid::Uuid>,
    csrf: String,
    seen_at: time::OffsetDateTime,
    ends_at: time::OffsetDateTime,
    name: String,
    disabled_at: Option<time::OffsetDateTime>,
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// 256 random bits as text for a cookie or a form.
pub fn fresh_token() -> Result<String, StoreError> {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    Ok(URL_SAFE_NO_PAD.encode(fresh::bytes::<32>()?))
}

impl Store {
    /// Starts a session; the token goes into the cookie and nowhere else.
    pub async fn session_start(
        &self,
        account: AccountId,
        membership: Option<(TenantId, MembershipId)>,
        now: Moment,
    ) -> Result<String, StoreError> {
        let token = fresh_token()?;
        let csrf = fresh_token()?;
        let mut tx = self.begin().await?;
        run!(tx, FORGET, now.at - REMEMBERED)?;
        let (tenant, membership) = (membership.map(|m| m.0.0), membership.map(|m| m.1.0));
        run!(tx, START, hash(&token), account.0, tenant, membership, csrf.as_str(), now.at, now.at + IDLE)?;
        tx.commit().await?;
        Ok(token)
    }

    /// The session of a token, if it is remembered. A live one is prolonged at most once a minute.
    pub async fn session(&self, token: &str, now: Moment) -> Result<Option<Session>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let Some(row) = row!(tx, SessionRow, LOAD, hash(token))? else { return Ok(None) };
        tx.commit().await?;
        let ended = row.ends_at <= now.at || row.disabled_at.is_some();
        let mut ends_at = row.ends_at;
        if !ended && now.at - row.seen_at > Duration::minutes(1) {
            ends_at = now.at + IDLE;
            let mut tx = self.begin().await?;
            run!(tx, SEEN, hash(token), now.at, now.at + IDLE)?;
            tx.commit().await?;
        }
        let membership = row.tenant_id.zip(row.membership_id).map(|(t, m)| (TenantId(t), MembershipId(m)));
        let account = AccountId(row.account_id);
        Ok(Some(Session { account, name: row.name.into(), membership, csrf: row.csrf, ends_at, ended }))
    }

    /// Acts in another membership from now on. The caller has checked that it is the account's own.
    pub async fn session_switch(
        &self,
        token: &str,
        tenant: TenantId,
        membership: MembershipId,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        run!(tx, SWITCH, hash(token), tenant.0, membership.0)?;
        tx.commit().await
    }

    /// Signs out.
    pub async fn session_end(&self, token: &str) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        run!(tx, END, hash(token))?;
        tx.commit().await
    }
}
