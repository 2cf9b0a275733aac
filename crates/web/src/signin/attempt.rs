//! What happens when the sign-in form is sent: count the attempt, hold the password against its hash, begin a session.

use super::Credentials;
use crate::{app::App, password, problem::Problem, signin::address::Address};
use register::{MembershipId, Moment, TenantId};
use std::net::IpAddr;
use store::membership::Choice;
use tokio::sync::Semaphore;

/// How long attempts are counted, in seconds.
const WINDOW: i64 = 15 * 60;
/// Wrong passwords for one account from one address. Only from that address: whoever guesses locks nobody out elsewhere.
const PER_ACCOUNT: i64 = 10;
/// Wrong passwords from one address. High, because a whole school may share one.
const PER_ADDRESS: i64 = 300;
/// Passwords are held against their hashes a few at a time: each takes 19 MiB and all of a core.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// How an attempt ended.
pub(super) enum Outcome {
    /// Right: the new session, and the memberships to choose from.
    In { token: String, choices: Vec<Choice> },
    /// No such account, or not this password: not said which.
    Wrong,
    /// Right, but there is no role to act in today.
    NoRole,
}

/// Tries credentials.
pub(super) async fn attempt(app: &App, credentials: &Credentials, address: &Address) -> Result<Outcome, Problem> {
    let now = app.clock.now();
    let place = address.0.map(|ip| ip.to_canonical().to_string()).unwrap_or_default();
    let from = format!("sign-in from {place}");
    let to = format!("sign-in to {} from {place}", credentials.email.reveal());
    let within = app.store.throttle(from.as_bytes(), PER_ADDRESS, WINDOW, now).await?
        & app.store.throttle(to.as_bytes(), PER_ACCOUNT, WINDOW, now).await?;
    if !within {
        return Err(Problem::TooMany(wait(now)));
    }
    let found = app.store.account_by_email(credentials.email.reveal()).await?;
    let (account, hash) = found.map_or((None, None), |found| (Some(found.account), found.password_hash));
    let (Some(account), true) = (account, is_right(credentials.password.reveal(), hash).await?) else {
        return Ok(Outcome::Wrong);
    };
    app.store.throttle_back(from.as_bytes(), WINDOW, now).await?;
    app.store.throttle_back(to.as_bytes(), WINDOW, now).await?;
    let choices = app.store.memberships(account, now.day).await?;
    let Some(first) = choices.first().map(place_of) else { return Ok(Outcome::NoRole) };
    let token = app.store.session_start(account, Some(first), now).await?;
    Ok(Outcome::In { token, choices })
}

fn place_of(choice: &Choice) -> (TenantId, MembershipId) {
    (choice.tenant, choice.membership)
}

/// Seconds until the attempts of this window are forgotten.
fn wait(now: Moment) -> u32 {
    u32::try_from(WINDOW - now.at.unix_timestamp().rem_euclid(WINDOW)).unwrap_or(0)
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
