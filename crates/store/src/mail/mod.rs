//! The outbox: mail is laid down in the transaction that causes it, and handed over later by `meedoen mail send`. What it
//! says is sealed until then, and gone after.

mod decline;
mod hand;
mod news;
mod pass;
#[cfg(test)]
mod tests;
mod told;
mod undone;

pub use hand::{LateMail, Mail};
pub(crate) use news::{News, tell, tell_coach, tell_colleague, tell_intake, tell_role, tell_speaker, would_reach};
pub(crate) use pass::on;
pub use told::Told;
pub(crate) use told::{TalkNews, happens, news, of_version, proposal, reaches, talk, told_among};

use crate::db::Tx;
use crate::seal::seal_loose;
use crate::session::fresh_token;
use crate::{StoreError, fresh};
use register::invitation::Language;
use register::mail::Kind;
use register::{AccountId, GuardianId, InvitationId, Moment, ShareId, TenantId, VersionId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

sql! {
    ADD = "INSERT INTO outbox (tenant_id, message_id, kind, language, body, invitation_id, version_id, account_id, guardian_id, \
           decline_hash, made_at, due_at, tries, state, share_id, code) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, 0, 'waiting', $12, $13)";
}

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [SQL, decline::SQL, hand::SQL, news::SQL, pass::SQL, told::SQL, undone::SQL].concat()
}

/// What a mail is about.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct About<'a> {
    pub(crate) invitation: Option<InvitationId>,
    pub(crate) version: Option<VersionId>,
    pub(crate) account: Option<AccountId>,
    pub(crate) guardian: Option<GuardianId>,
    pub(crate) share: Option<ShareId>,
    /// The code that it brings, and its number.
    pub(crate) code: Option<(i64, &'a str)>,
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
struct Body {
    to: String,
    path: String,
    /// Where its receiver asks for no more such mail; absent: it is needed to come in.
    decline: Option<String>,
    /// The code with which one comes in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

fn place<'a>(tenant: &'a TenantId, message: &'a Uuid) -> [&'a [u8]; 3] {
    [b"outbox", tenant.0.as_bytes(), message.as_bytes()]
}

/// Lays down a mail to an address, with the path of its link.
pub(crate) async fn post(
    tx: &mut Tx,
    tenant: TenantId,
    (kind, language): (Kind, Language),
    (to, path): (&str, &str),
    about: About<'_>,
    now: Moment,
) -> Result<(), StoreError> {
    let message = fresh::id();
    // Its link opens without signing in, and asks before it does anything: mail programs look at links too.
    let token = if kind.may_be_declined() { Some(fresh_token()?) } else { None };
    let decline = token.as_deref().map(|token| decline::path(token, language));
    let code = about.code.map(|(_, code)| code.to_owned());
    let body = serde_json::to_vec(&Body { to: to.to_owned(), path: path.to_owned(), decline, code })?;
    let sealed = seal_loose(&tx.keys, &place(&tenant, &message), &body)?;
    run!(
        tx,
        ADD,
        tenant.0,
        message,
        kind.code(),
        language.code(),
        sealed,
        about.invitation.map(|id| id.0),
        about.version.map(|id| id.0),
        about.account.map(|id| id.0),
        about.guardian.map(|id| id.0),
        token.as_deref().map(crate::invitation::hash),
        now.at,
        about.share.map(|id| id.0),
        about.code.map(|(number, _)| number)
    )?;
    Ok(())
}
