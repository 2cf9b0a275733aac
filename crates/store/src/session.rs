//! Sessions: who is signed in, in which membership. Only a hash of the cookie's token is stored.
//!
//! A session that ended by time is kept for a while, so that what its owner typed last can be kept as a draft;
//! it opens nothing. Signing out deletes it.

use crate::audit::Deed;
use crate::db::Tx;
use crate::keys::Purpose;
use crate::{Store, StoreError, account, fresh, membership};
use access::{Action, Actor, Change, Decision, Reason, Resource, decide};
use register::{AccountId, MembershipId, Moment, TenantId};
use sha2::{Digest, Sha256};
use sqlx_macros::FromRow;
use time::{Duration, OffsetDateTime};

/// Idle time after which a session ends.
pub const IDLE: Duration = Duration::minutes(60);
/// The longest that a session lasts, however busy: a working day.
pub const LIFETIME: Duration = Duration::hours(12);
/// How far the clocks of two servers of one installation may differ.
const SKEW: Duration = Duration::minutes(1);
/// How long an ended session is remembered, only to attribute a draft.
const REMEMBERED: Duration = Duration::days(1);
/// How many sessions of an account its owner is shown: the newest.
const SHOWN: i64 = 25;

sql! {
    START = "INSERT INTO session (token_hash, account_id, tenant_id, membership_id, created_at, seen_at, ends_at) \
             VALUES ($1, $2, $3, $4, $5, $5, $6)";
    LOAD = "SELECT s.account_id, s.tenant_id, s.membership_id, s.created_at, s.seen_at, s.ends_at, a.name, a.disabled_at \
            FROM session s JOIN account a ON a.account_id = s.account_id WHERE s.token_hash = $1";
    SEEN = "UPDATE session SET seen_at = $2, ends_at = $3 WHERE token_hash = $1";
    SWITCH = "UPDATE session SET tenant_id = $2, membership_id = $3 WHERE token_hash = $1";
    END = "DELETE FROM session WHERE token_hash = $1";
    AT_SCHOOL = "SELECT token_hash, tenant_id, created_at, seen_at, ends_at FROM session WHERE account_id = $1 ORDER BY seen_at DESC";
    END_AT = "UPDATE session SET ends_at = $2 WHERE token_hash = $1";
    FORGET = "DELETE FROM session WHERE ends_at < $1 OR created_at < $2";
    OF_ACCOUNT = "SELECT token_hash, created_at, seen_at, ends_at FROM session WHERE account_id = $1 ORDER BY created_at DESC LIMIT $2";
    /// Writes nothing new: on PostgreSQL it holds the account, so that a new password set meanwhile comes before or after.
    STILL = "UPDATE account SET password_hash = password_hash WHERE account_id = $1 AND password_hash = $2 AND disabled_at IS NULL";
    ACCOUNT_BY_EMAIL = "SELECT account_id FROM account WHERE email_key = $1";
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
    /// When it ends if nothing is asked any more.
    pub ends_at: OffsetDateTime,
    /// Ended by time: good for keeping a draft, for nothing else.
    pub ended: bool,
}

/// Somebody who is signed in, as far as every page must know them.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Their name.
    pub name: register::Personal<String>,
    /// In which membership they act.
    pub member: access::Member,
    /// At which school.
    pub school: String,
    /// Whether there is another role to switch to.
    pub more_roles: bool,
    /// When the session ends if nothing is asked any more.
    pub ends_at: OffsetDateTime,
}

/// A session as its owner sees it in the list of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// What names it in a form: neither the token nor what is stored of it.
    pub mark: String,
    /// When it began.
    pub began: OffsetDateTime,
    /// When it was last used, to the minute.
    pub seen: OffsetDateTime,
    /// The one that asks.
    pub this: bool,
}

#[derive(FromRow)]
struct SessionRow {
    account_id: uuid::Uuid,
    tenant_id: Option<uuid::Uuid>,
    membership_id: Option<uuid::Uuid>,
    #[sqlx(flatten)]
    times: Times,
    name: String,
    disabled_at: Option<OffsetDateTime>,
}

/// The moments of a session.
#[derive(Clone, Copy, FromRow)]
struct Times {
    created_at: OffsetDateTime,
    seen_at: OffsetDateTime,
    ends_at: OffsetDateTime,
}

/// One of the sessions of an account.
#[derive(FromRow)]
struct OfAccount {
    token_hash: Vec<u8>,
    #[sqlx(flatten)]
    times: Times,
}

/// One of them, and at which school it acts.
#[derive(FromRow)]
struct AtSchool {
    token_hash: Vec<u8>,
    tenant_id: Option<uuid::Uuid>,
    #[sqlx(flatten)]
    times: Times,
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

fn mark(token_hash: &[u8]) -> String {
    let digest = Sha256::new().chain_update(b"mark of a session").chain_update(token_hash).finalize();
    digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}

impl Times {
    /// When the session ends; `None` when it has. A session of which a moment lies in the future was written by a clock that
    /// ran ahead: how old or idle it is nobody knows, so it has ended.
    fn last_until(self, now: OffsetDateTime) -> Option<OffsetDateTime> {
        let ahead = self.created_at > now + SKEW || self.seen_at > now + SKEW;
        let ends = self.ends_at.min(self.seen_at + IDLE).min(self.created_at + LIFETIME);
        (!ahead && ends > now).then_some(ends)
    }
}

/// 256 random bits as text for a cookie or a form.
pub fn fresh_token() -> Result<String, StoreError> {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    Ok(URL_SAFE_NO_PAD.encode(fresh::bytes::<32>()?))
}

/// The decision about what somebody does to their own account.
fn own(actor: &Actor, account: AccountId) -> Decision {
    decide(actor, Action::SeeAccount, &Resource::Account { account })
}

impl Store {
    /// Starts a session in a membership; the token goes into the cookie and nowhere else.
    pub async fn session_start(
        &self,
        account: AccountId,
        (tenant, membership): (TenantId, MembershipId),
        now: Moment,
    ) -> Result<String, StoreError> {
        let mut tx = self.begin().await?;
        let token = start(&mut tx, account, (tenant, membership), now).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Starts a session of somebody whose password was held against this hash; `None` when the account has another
    /// password by now or was disabled.
    pub async fn sign_in(
        &self,
        account: AccountId,
        password_hash: &str,
        place: (TenantId, MembershipId),
        now: Moment,
    ) -> Result<Option<String>, StoreError> {
        let mut tx = self.begin().await?;
        if run!(tx, STILL, account.0, password_hash)? == 0 {
            return Ok(None);
        }
        let token = start(&mut tx, account, place, now).await?;
        tx.commit().await?;
        Ok(Some(token))
    }

    /// Somebody was not let in. When the address has an account, that stands in the chain of each of its schools;
    /// otherwise in that of the installation, by a keyed hash of what was typed: neither name nor address.
    pub async fn sign_in_refused(&self, email: &str, why: &'static str, now: Moment) -> Result<(), StoreError> {
        let key = account::email_key(email);
        let mut tx = self.begin().await?;
        let found = row!(tx, (uuid::Uuid,), ACCOUNT_BY_EMAIL, key.as_str())?.map(|(id,)| AccountId(id));
        let (chains, about) = match found {
            Some(account) => (account::chains(&mut tx, account).await?, format!("account {account} {why}")),
            None => {
                let mac = self.keys.mac(self.keys.current(), Purpose::Throttle, &[b"typed", key.as_bytes()])?;
                let typed: String = mac.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
                (vec![TenantId::INSTALLATION], format!("typed {typed} {why}"))
            }
        };
        for tenant in chains {
            let door = Actor::system(tenant, Reason::Door);
            let decision = decide(&door, Action::SeeAccount, &Resource::School { tenant });
            tx.audit(Deed::new(&door, Change::RefuseSignIn, decision).about(&about), now).await?;
        }
        tx.commit().await
    }

    /// The session of a token, if it is remembered. A live one is prolonged at most once a minute.
    pub async fn session(&self, token: &str, now: Moment) -> Result<Option<Session>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let Some(row) = row!(tx, SessionRow, LOAD, hash(token))? else { return Ok(None) };
        tx.commit().await?;
        self.prolonged(token, row, now).await.map(Some)
    }

    /// Who a token stands for, in which role and at which school: all that a page needs to know of its visitor, asked on
    /// one connection. `None` for a session that has ended, that has no role yet, or whose role holds no more.
    pub async fn signed_in(&self, token: &str, now: Moment) -> Result<Option<SignedIn>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let Some(row) = row!(tx, SessionRow, LOAD, hash(token))? else { return Ok(None) };
        let Some((tenant, membership)) = row.tenant_id.zip(row.membership_id) else { return Ok(None) };
        let account = AccountId(row.account_id);
        let mut held = membership::held(&mut tx, account, now.day).await?;
        let more_roles = held.len() > 1;
        // A membership that ended today ends what it was used for.
        let Some(place) = held.iter().position(|h| (h.tenant_id, h.membership_id) == (tenant, membership)) else {
            return Ok(None);
        };
        let membership::HeldRow { name: school, member, .. } = held.swap_remove(place);
        let member = membership::member(&mut tx, account, TenantId(tenant), MembershipId(membership), member).await?;
        tx.commit().await?;
        let session = self.prolonged(token, row, now).await?;
        let signed = SignedIn { name: session.name, member, school, more_roles, ends_at: session.ends_at };
        Ok((!session.ended).then_some(signed))
    }

    /// A session as it stands, prolonged when it was last seen more than a minute ago.
    async fn prolonged(&self, token: &str, row: SessionRow, now: Moment) -> Result<Session, StoreError> {
        let lasts = row.times.last_until(now.at).filter(|_| row.disabled_at.is_none());
        let mut ends_at = lasts.unwrap_or(row.times.ends_at);
        if lasts.is_some() && now.at - row.times.seen_at > Duration::minutes(1) {
            ends_at = (now.at + IDLE).min(row.times.created_at + LIFETIME);
            let mut tx = self.begin().await?;
            run!(tx, SEEN, hash(token), now.at, ends_at)?;
            tx.commit().await?;
        }
        let membership = row.tenant_id.zip(row.membership_id).map(|(t, m)| (TenantId(t), MembershipId(m)));
        let account = AccountId(row.account_id);
        let ended = lasts.is_none();
        Ok(Session { account, name: row.name.into(), membership, ends_at, ended })
    }

    /// The live sessions of whoever holds this one, newest first.
    pub async fn sessions_of(&self, account: AccountId, token: &str, now: Moment) -> Result<Vec<Own>, StoreError> {
        let this = hash(token);
        let mut tx = self.begin_reading().await?;
        let found = rows!(tx, OfAccount, OF_ACCOUNT, account.0, SHOWN)?;
        let live = found.into_iter().filter(|row| row.times.last_until(now.at).is_some());
        let own = |row: OfAccount| Own {
            mark: mark(&row.token_hash),
            began: row.times.created_at,
            seen: row.times.seen_at,
            this: row.token_hash == this,
        };
        Ok(live.map(own).collect())
    }

    /// When each session in which an account acts at the actor's school was last used, for who manages accounts there.
    pub async fn account_sessions(
        &self,
        by: &Actor,
        account: AccountId,
        now: Moment,
    ) -> Result<Vec<OffsetDateTime>, StoreError> {
        crate::audit::allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin_reading().await?;
        let found = rows!(tx, AtSchool, AT_SCHOOL, account.0)?;
        let here = found.into_iter().filter(|row| row.tenant_id == Some(by.tenant().0));
        Ok(here.filter(|row| row.times.last_until(now.at).is_some()).map(|row| row.times.seen_at).collect())
    }

    /// Ends every session in which an account acts at the actor's school. How many were ended. They are kept for what their
    /// owner is typing, as those that ended by time.
    pub async fn account_sign_out(&self, by: &Actor, account: AccountId, now: Moment) -> Result<usize, StoreError> {
        let decision = crate::audit::allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin().await?;
        let mut ended = 0;
        for row in rows!(tx, AtSchool, AT_SCHOOL, account.0)? {
            if row.tenant_id == Some(by.tenant().0) && row.times.last_until(now.at).is_some() {
                run!(tx, END_AT, row.token_hash, now.at)?;
                ended += 1;
            }
        }
        let about = format!("{ended} of account {account}");
        tx.audit(Deed::new(by, Change::EndSession, decision).about(about), now).await?;
        tx.commit().await?;
        Ok(ended)
    }

    /// Ends sessions of the actor's own account: the one with a mark, or all but this one. How many were ended.
    pub async fn sessions_end(
        &self,
        actor: &Actor,
        token: &str,
        which: Option<&str>,
        now: Moment,
    ) -> Result<usize, StoreError> {
        let account = actor.account().ok_or(StoreError::NotFound)?;
        let this = hash(token);
        let mut tx = self.begin().await?;
        let mut ended = 0;
        for OfAccount { token_hash: hash, .. } in rows!(tx, OfAccount, OF_ACCOUNT, account.0, i64::MAX)? {
            if hash != this && which.is_none_or(|wanted| wanted == mark(&hash)) {
                run!(tx, END, hash)?;
                ended += 1;
            }
        }
        if ended > 0 {
            let about = format!("{ended} of the account's own");
            tx.audit(Deed::new(actor, Change::EndSession, own(actor, account)).about(about), now).await?;
            tx.commit().await?;
        }
        Ok(ended)
    }

    /// Acts in another membership from now on. The caller has checked that it is the account's own; here it must hold.
    pub async fn session_switch(
        &self,
        token: &str,
        tenant: TenantId,
        membership: MembershipId,
        now: Moment,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let row = row!(tx, SessionRow, LOAD, hash(token))?.ok_or(StoreError::NotFound)?;
        let account = AccountId(row.account_id);
        let actor = membership::load(&mut tx, account, tenant, membership, now.day).await?;
        run!(tx, SWITCH, hash(token), tenant.0, membership.0)?;
        let deed = Deed::new(&actor, Change::SwitchRole, own(&actor, account));
        let deed = match row.membership_id {
            Some(before) => deed.about(format!("from membership {}", MembershipId(before))),
            None => deed,
        };
        tx.audit(deed, now).await?;
        tx.commit().await
    }

    /// Signs out. Of a session that had ended already, nothing is told: nobody was signed in.
    pub async fn session_end(&self, token: &str, now: Moment) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let Some(row) = row!(tx, SessionRow, LOAD, hash(token))? else { return Ok(()) };
        run!(tx, END, hash(token))?;
        if row.times.last_until(now.at).is_some() {
            signed_out(&mut tx, &row, now).await?;
        }
        tx.commit().await
    }
}

async fn start(
    tx: &mut Tx,
    account: AccountId,
    (tenant, membership): (TenantId, MembershipId),
    now: Moment,
) -> Result<String, StoreError> {
    let token = fresh_token()?;
    let actor = membership::load(tx, account, tenant, membership, now.day).await?;
    run!(tx, FORGET, now.at - REMEMBERED, now.at - LIFETIME - REMEMBERED)?;
    run!(tx, START, hash(&token), account.0, tenant.0, membership.0, now.at, now.at + IDLE)?;
    tx.audit(Deed::new(&actor, Change::SignIn, own(&actor, account)), now).await?;
    Ok(token)
}

async fn signed_out(tx: &mut Tx, row: &SessionRow, now: Moment) -> Result<(), StoreError> {
    let Some((tenant, membership)) = row.tenant_id.zip(row.membership_id) else { return Ok(()) };
    let account = AccountId(row.account_id);
    match membership::load(tx, account, TenantId(tenant), MembershipId(membership), now.day).await {
        Ok(actor) => tx.audit(Deed::new(&actor, Change::SignOut, own(&actor, account)), now).await,
        // The role ended meanwhile, and the session with it.
        Err(StoreError::NotFound) => Ok(()),
        Err(other) => Err(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn how_long_a_session_lasts() {
        let at = |hour: u8, minute: u8| {
            datetime!(2026-09-01 00:00 UTC) + Duration::minutes(i64::from(hour) * 60 + i64::from(minute))
        };
        let year = Duration::days(365);
        for (what, created_at, seen_at, ends_at, now, expected) in [
            ("just begun", at(8, 0), at(8, 0), at(9, 0), at(8, 0), Some(at(9, 0))),
            ("busy", at(8, 0), at(10, 0), at(11, 0), at(10, 30), Some(at(11, 0))),
            ("idle for an hour", at(8, 0), at(8, 0), at(9, 0), at(9, 0), None),
            ("near the end of the day", at(8, 0), at(19, 30), at(20, 30), at(19, 45), Some(at(20, 0))),
            ("busy for longer than a day's work", at(8, 0), at(19, 59), at(20, 59), at(20, 0), None),
            ("ended by an administrator", at(8, 0), at(8, 30), at(8, 31), at(8, 31), None),
            ("an end far in the future counts for nothing", at(8, 0), at(8, 0), at(9, 0) + year, at(9, 0), None),
            ("and meanwhile it ends in time", at(8, 0), at(8, 0), at(9, 0) + year, at(8, 10), Some(at(9, 0))),
            ("begun by a clock that ran ahead", at(8, 0) + year, at(8, 0) + year, at(9, 0) + year, at(8, 10), None),
            ("seen by a clock that ran ahead", at(8, 0), at(8, 0) + year, at(9, 0) + year, at(8, 10), None),
            (
                "a second server, half a minute ahead",
                at(8, 0),
                at(8, 0),
                at(9, 0),
                at(8, 0) - Duration::seconds(30),
                Some(at(9, 0)),
            ),
        ] {
            assert_eq!(Times { created_at, seen_at, ends_at }.last_until(now), expected, "{what}");
        }
    }
}
