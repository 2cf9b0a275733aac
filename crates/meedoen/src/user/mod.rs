//! `meedoen user`: people who can sign in, and what their role reaches. Whatever is given here can be taken back here,
//! and is gone with the next request.

mod args;
mod change;
mod handover;
mod invite;
mod list;
mod reach;
mod secret;
mod session;
mod unlisted;
mod who;

pub use args::UserCommand;

use crate::config::At;
use crate::outcome::{Outcome, Run, Trouble, say};
use access::Role;
use args::UserAddArgs;
use reach::{Named, reach};
use register::{email::EmailAddress, text};
use store::account::Found;
use store::{Store, StoreError};
use who::command;

/// Runs `meedoen user`.
pub async fn run(at: &At, what: UserCommand) -> Run {
    let password = if what.takes_password() { Some(secret::read(&mut std::io::stdin().lock())?) } else { None };
    let store = at.open().await?;
    let done = match &what {
        UserCommand::Add(args) => add(&store, args, password.as_deref()).await,
        UserCommand::Invite(args) => invite::invite(&store, args).await,
        UserCommand::Invitations(args) => invite::list(&store, args).await,
        UserCommand::Renew(args) => invite::renew(&store, args).await,
        UserCommand::Withdraw(args) => invite::withdraw(&store, args).await,
        UserCommand::Link(args) => invite::link(&store, args).await,
        UserCommand::List(args) => list::list(&store, args).await,
        UserCommand::End(args) => change::end(&store, args).await,
        UserCommand::Teams(args) => change::teams(&store, args).await,
        UserCommand::HandOver(args) => handover::over(&store, args).await,
        UserCommand::HandBack(args) => handover::back(&store, args).await,
        UserCommand::HandOvers(args) => handover::list(&store, args).await,
        UserCommand::Unlisted(args) => unlisted::list(&store, args).await,
        UserCommand::Keep(args) => unlisted::keep(&store, args).await,
        UserCommand::Sessions(args) => session::sessions(&store, args).await,
        UserCommand::SignOut(args) => session::sign_out(&store, args).await,
        UserCommand::Disable(who) => change::disable(&store, who).await,
        UserCommand::Enable(who) => change::enable(&store, who).await,
        UserCommand::Password(who) => change::password(&store, who, password.as_deref().unwrap_or_default()).await,
    };
    store.close().await;
    say(done?);
    Ok(Outcome::Done)
}

/// Adds an account where there is none, and the role; what was done, in words.
async fn add(store: &Store, args: &UserAddArgs, password: Option<&str>) -> Run<String> {
    let email = EmailAddress::new(&args.email).map_err(|_| Trouble::usage("that is not an e-mail address"))?;
    let name = text::name(&args.name).map_err(|error| Trouble::usage(format!("--name: {error}")))?;
    let (email, name) = (email.as_str(), name.as_str());
    let school = crate::institution::find(store, &args.institution).await?;
    let scope = reach(store, school.tenant, &Named::of(args), name).await?;
    let now = crate::clock::now();
    let from = args.from.unwrap_or(now.day);
    if args.last_day.is_some_and(|day| day < from.max(now.day)) {
        return Err(Trouble::usage("--last-day is today or later, and not before --from"));
    }
    let found = store.account_find(email).await?;
    if let (Some(_), Some(Found { has_password: true, .. })) = (password, &found) {
        return Err(Trouble::failed(
            "this person has a password already; give them the role without --password-stdin, \
             or a new one with `meedoen user password`",
        ));
    }
    if let (Some(found), Role::Guardian) = (&found, args.role)
        && text::key(&found.name) != text::key(name)
    {
        return Err(Trouble::failed(
            "that address has an account with another name, and an account is one person's: give each guardian an \
             address of their own in the student system and import again",
        ));
    }
    let hash = password.map(|text| secret::hash(text, &[email, name, &school.name])).transpose()?;
    let (account, new) = match found {
        Some(found) => (found.account, false),
        None => (store.account_add(email, name, hash.as_deref(), now).await?, true),
    };
    let by = command(&school);
    let given = store.membership_give(&by, account, args.role, &scope, (from, args.last_day), now).await;
    given.map_err(StoreError::from)?;
    if let (false, Some(hash)) = (new, &hash) {
        store.account_set_password(account, hash, now).await?;
    }
    let who = if new { "Added an account" } else { "The account was there already; added" };
    let can = match (new, hash.is_some()) {
        (true, false) => " No password was given, so it cannot sign in yet.",
        _ => "",
    };
    Ok(format!("{who} with the role {} at {}.{can}", args.role.code(), school.code))
}
