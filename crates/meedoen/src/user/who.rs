//! Who acts, and about whom.

use crate::outcome::{Run, Trouble};
use access::{Actor, Reason};
use store::Store;
use store::account::Found;
use store::tenant::TenantRow;

/// Whoever types commands, at a school.
pub(super) const fn command(school: &TenantRow) -> Actor {
    Actor::system(school.tenant, Reason::Command)
}

/// The account of an e-mail address.
pub(super) async fn find(store: &Store, email: &str) -> Run<Found> {
    let found = store.account_find(email).await?;
    found.ok_or_else(|| Trouble::failed("there is no account with that e-mail address; `meedoen user list` lists them"))
}
