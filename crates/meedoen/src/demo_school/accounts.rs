//! Who can sign in to a demo: one account for each role, with a password that is the same for all and no secret.

use crate::outcome::{Run, Trouble};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::Store;

/// The password of every demo account.
pub const PASSWORD: &str = "meedoen-demo";

/// Under which name a demo database keeps the list, for the start page.
const ACCOUNTS: &str = "demo_accounts";

/// One account of a demo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoAccount {
    /// Code of its role.
    pub role: String,
    /// Address to sign in with.
    pub email: String,
    /// Made-up name.
    pub name: String,
}

impl DemoAccount {
    /// As a program reads it.
    pub fn json(&self) -> Value {
        json!({"role": self.role, "email": self.email, "password": PASSWORD, "name": self.name})
    }
}

/// Keeps the list.
pub(super) async fn save(store: &Store, accounts: &[DemoAccount]) -> Run<()> {
    let text = serde_json::to_string(accounts).map_err(|error| Trouble::failed(error.to_string()))?;
    Ok(store.set_meta(ACCOUNTS, &text).await?)
}

/// The list that a demo database keeps.
pub(super) async fn load(store: &Store) -> Run<Vec<DemoAccount>> {
    let text = store.meta(ACCOUNTS).await?.unwrap_or_else(|| "[]".to_owned());
    serde_json::from_str(&text).map_err(|error| Trouble::failed(format!("the list of demo accounts: {error}")))
}

/// The list as lines with straight columns.
pub(super) fn table(accounts: &[DemoAccount]) -> Vec<String> {
    let width = |of: fn(&DemoAccount) -> &str| accounts.iter().map(|a| of(a).chars().count()).max().unwrap_or(0);
    let (role, email) = (width(|a| &a.role), width(|a| &a.email));
    accounts.iter().map(|a| format!("  {:role$}  {:email$}  {}", a.role, a.email, a.name)).collect()
}
