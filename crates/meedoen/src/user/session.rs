//! Where somebody is signed in, and ending that.

use super::args::UserAt;
use super::who::{command, find};
use crate::outcome::Run;
use store::Store;

/// When each session at a school was last used.
pub(super) async fn sessions(store: &Store, args: &UserAt) -> Run<String> {
    let school = crate::institution::find(store, &args.institution).await?;
    let found = find(store, &args.email).await?;
    let seen = store.account_sessions(&command(&school), found.account, crate::clock::now()).await?;
    Ok(match seen.as_slice() {
        [] => format!("Nobody is signed in with this account at {}.", school.code),
        all => all.iter().map(|at| format!("last used at {at}")).collect::<Vec<_>>().join("\n"),
    })
}

/// Ends them.
pub(super) async fn sign_out(store: &Store, args: &UserAt) -> Run<String> {
    let school = crate::institution::find(store, &args.institution).await?;
    let found = find(store, &args.email).await?;
    let ended = store.account_sign_out(&command(&school), found.account, crate::clock::now()).await?;
    Ok(format!("Ended {ended} sessions at {}. The account can sign in again.", school.code))
}
