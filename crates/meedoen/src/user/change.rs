//! Taking back and changing what was given: roles, teams, accounts, passwords.

use super::args::{UserEndArgs, UserTeamsArgs, UserWho};
use super::reach::{self, Named};
use super::secret;
use super::who::{command, find};
use crate::outcome::{Run, Trouble};
use access::Role;
use register::{MembershipId, TenantId};
use store::account::Found;
use store::membership::Lasts;
use store::{Store, StoreError};

/// Ends a role.
pub(super) async fn end(store: &Store, args: &UserEndArgs) -> Run<String> {
    let school = crate::institution::find(store, &args.institution).await?;
    let found = find(store, &args.email).await?;
    let now = crate::clock::now();
    if args.last_day.is_some_and(|day| day < now.day) {
        return Err(Trouble::usage("--last-day is today or later; without it the role ends at once"));
    }
    let membership = match (args.role, args.guardian_of.as_deref()) {
        (Role::Guardian, Some(number)) => {
            let child = reach::person(store, school.tenant, number).await?;
            let mut held = None;
            for (guardian, _) in store.guardians_at(school.tenant, child, &args.email).await? {
                held = held.or(store.membership_as(school.tenant, found.account, guardian, now.day).await?);
            }
            held.ok_or_else(none)?
        }
        (_, Some(_)) => return Err(Trouble::usage("--guardian-of goes with the role guardian")),
        (role, None) => only(store, school.tenant, &found, role).await?,
    };
    let (by, role, code) = (command(&school), args.role.code(), &school.code);
    if args.last_day.is_none() && !args.no_last_day {
        store.membership_end(&by, membership, None, now).await?;
        return Ok(format!("Ended the role {role} at {code}, with the sessions that used it."));
    }
    let lasts = store.membership_last(&by, membership, args.last_day, now).await.map_err(StoreError::from)?;
    Ok(match (args.last_day, lasts) {
        (Some(day), Lasts::Longer) => format!("Extended the role {role} at {code}: it ends after {day}."),
        (Some(day), Lasts::Shorter | Lasts::Same) => format!("The role {role} at {code} ends after {day}."),
        (None, Lasts::Same) => format!("The role {role} at {code} has no last day."),
        (None, Lasts::Longer | Lasts::Shorter) => {
            format!("Extended the role {role} at {code}: it has no last day any more.")
        }
    })
}

/// Moves a role to other teams.
pub(super) async fn teams(store: &Store, args: &UserTeamsArgs) -> Run<String> {
    let school = crate::institution::find(store, &args.institution).await?;
    let found = find(store, &args.email).await?;
    if matches!(args.role, Role::Student | Role::Guardian) {
        return Err(Trouble::usage("a student or guardian reaches one file, and no team"));
    }
    let named = Named { email: &args.email, role: args.role, team: &args.team, student: None, guardian_of: None };
    let scope = reach::reach(store, school.tenant, &named, &found.name).await?;
    let membership = only(store, school.tenant, &found, args.role).await?;
    store.membership_move(&command(&school), membership, &scope, crate::clock::now()).await?;
    let reaches = if args.team.is_empty() { scope.code().to_owned() } else { args.team.join(", ") };
    Ok(format!("The role {} at {} now reaches: {reaches}. Its sessions have ended.", args.role.code(), school.code))
}

/// Disables an account.
pub(super) async fn disable(store: &Store, who: &UserWho) -> Run<String> {
    let found = find(store, &who.email).await?;
    store.account_disable(found.account, crate::clock::now()).await?;
    Ok("Disabled the account and ended its sessions. Its roles stay, for `meedoen user enable`.".into())
}

/// Enables an account.
pub(super) async fn enable(store: &Store, who: &UserWho) -> Run<String> {
    let found = find(store, &who.email).await?;
    store.account_enable(found.account, crate::clock::now()).await?;
    Ok("Enabled the account: it can sign in again, in the roles that have not ended.".into())
}

/// Sets a new password.
pub(super) async fn password(store: &Store, who: &UserWho, password: &str) -> Run<String> {
    let found = find(store, &who.email).await?;
    let hash = secret::hash(password, &[&who.email, &found.name])?;
    store.account_set_password(found.account, &hash, crate::clock::now()).await?;
    let still = if found.disabled { " The account is disabled, and stays so." } else { "" };
    Ok(format!("Set the new password and ended every session of the account.{still}"))
}

fn none() -> Trouble {
    Trouble::failed("this account does not hold that role now; `meedoen user list` lists who has what")
}

/// The one membership of an account in a role.
pub(super) async fn only(store: &Store, tenant: TenantId, found: &Found, role: Role) -> Run<MembershipId> {
    match store.memberships_in(tenant, found.account, role, crate::clock::now().day).await?.as_slice() {
        [] => Err(none()),
        [only] => Ok(*only),
        _ => Err(Trouble::usage("this account is a guardian of several students: --guardian-of NUMBER says of which")),
    }
}
