//! What happens when the sign-in form is sent: count the attempt, hold the password against its hash, begin a session.

use super::{
    Credentials,
    limit::{Tries, is_crowded},
};
use crate::{
    signin::address::Address,
    site::{app::App, cookie, password, problem::Problem},
};
use axum::http::HeaderMap;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use register::AccountId;
use std::{net::IpAddr, time::Duration};
use store::{account::email_key, membership::Choice, throttle::Tally};
use tokio::{sync::Semaphore, time::timeout};

/// Passwords are held against their hashes a few at a time: each takes 19 MiB and all of a core.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// From a network where so much fails, one at a time: a core stays free for everybody else.
static CROWDED: Semaphore = Semaphore::const_new(1);
/// How long somebody waits for that turn, and then before trying again.
const CROWD_WAIT: Duration = Duration::from_secs(5);

/// How an attempt ended.
pub(super) enum Outcome {
    /// Right.
    In(Entered),
    /// No such account, or not this password: not said which.
    Wrong,
    /// Right, but there is no role to act in today.
    NoRole,
}

/// Somebody who is in.
pub(super) struct Entered {
    /// The new session.
    pub(super) token: String,
    /// The memberships to choose from; the session has begun in the first.
    pub(super) choices: Vec<Choice>,
    /// What this browser is known by from now on.
    pub(super) mark: String,
}

/// A password that was right when it was held against this hash.
pub(super) struct Right {
    pub(super) account: AccountId,
    pub(super) hash: String,
    /// What this browser is known by from now on.
    pub(super) mark: String,
}

/// Holds a password against its hash, as far as the limits let somebody try. `None`: no such account, or not this password.
pub(super) async fn hold(
    app: &App,
    typed: &str,
    password: &str,
    address: &Address,
    headers: &HeaderMap,
) -> Result<Option<Right>, Problem> {
    let now = app.clock.now();
    let email = email_key(typed);
    let known = cookie::get(app.settings, headers, cookie::Name::Browser);
    let known = known.filter(|mark| app.csrf.is_mark(mark, &email));
    let tries = Tries::new(&email, address.0, known);
    let mut crowded = false;
    let rule = |tallies: &[Tally], second| {
        crowded = is_crowded(tallies, second);
        Tries::rule(tallies, second)
    };
    if let Err(wait) = app.store.throttle(&tries.keys(), now, rule).await? {
        // Who goes on while they must wait leaves one event in a while, not one for each try: that would fill the chain.
        let has_account = app.store.account_by_email(typed).await?.is_some();
        if app.store.throttle(&[tries.told(has_account)], now, Tries::tells).await?.is_ok() {
            app.store.sign_in_refused(typed, "must_wait", now).await?;
        }
        return Err(Problem::TooMany(wait));
    }
    let _turn = match crowded {
        true => Some(timeout(CROWD_WAIT, CROWDED.acquire()).await.map_err(|_| Problem::TooMany(5))?),
        false => None,
    };
    let found = app.store.account_by_email(typed).await?;
    let (account, hash) = found.map_or((None, None), |found| (Some(found.account), found.password_hash));
    let right = is_right(password, hash.clone()).await?;
    let (Some(account), Some(hash), true) = (account, hash, right) else {
        // Where everything is tried, what nobody has is not written down each time: that would fill the chain.
        if account.is_some() || !crowded {
            app.store.sign_in_refused(typed, "wrong", now).await?;
        }
        return Ok(None);
    };
    let (lasting, own) = tries.good();
    app.store.throttle_good(&lasting, &own).await?;
    let mark = match known {
        Some(known) => known.to_owned(),
        None => app.csrf.mark(&URL_SAFE_NO_PAD.encode(&app.chance.draw()[..16]), &email),
    };
    Ok(Some(Right { account, hash, mark }))
}

/// Tries credentials.
pub(super) async fn attempt(
    app: &App,
    credentials: &Credentials,
    address: &Address,
    headers: &HeaderMap,
) -> Result<Outcome, Problem> {
    let now = app.clock.now();
    let typed = credentials.email.reveal();
    let Some(right) = hold(app, typed, credentials.password.reveal(), address, headers).await? else {
        return Ok(Outcome::Wrong);
    };
    let Right { account, hash, mark } = right;
    let choices = app.store.memberships(account, now.day).await?;
    let Some(first) = choices.first() else {
        app.store.sign_in_refused(typed, "no_role", now).await?;
        return Ok(Outcome::NoRole);
    };
    // The password may have been replaced, or the account disabled, while this one was held against its hash.
    let place = (first.tenant, first.membership);
    let Some(token) = app.store.sign_in(account, &hash, place, now).await? else {
        app.store.sign_in_refused(typed, "wrong", now).await?;
        return Ok(Outcome::Wrong);
    };
    Ok(Outcome::In(Entered { token, choices, mark }))
}

/// The hash of a password that was chosen, worked out where it blocks no other request.
pub(super) async fn hashed(password: &str) -> Result<String, Problem> {
    let broken = |what: &str| Problem::Broken(format!("a new password: {what}"));
    let _turn = AT_ONCE.acquire().await.map_err(|_| broken("no turn"))?;
    let password = password.to_owned();
    let work = move || password::hash(&password, &password::Cost::PRODUCTION);
    let done = tokio::task::spawn_blocking(work).await.map_err(|_| broken("hashing stopped"))?;
    done.map_err(|_| broken("no hash"))
}

/// Whether a password is right, worked out where it blocks no other request.
async fn is_right(password: &str, hash: Option<String>) -> Result<bool, Problem> {
    let broken = |what: &str| Problem::Broken(format!("sign-in: {what}"));
    let _turn = AT_ONCE.acquire().await.map_err(|_| broken("no turn"))?;
    let password = password.to_owned();
    let work = move || password::verify(&password, hash.as_deref(), &password::Cost::PRODUCTION);
    tokio::task::spawn_blocking(work).await.map_err(|_| broken("the check stopped"))
}

/// Whether an address is this machine itself.
pub(super) fn is_here(ip: IpAddr) -> bool {
    ip.to_canonical().is_loopback()
}
