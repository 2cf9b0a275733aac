//! Who can sign in to a demo, as `meedoen demo` prints it: one account for each role. The sign-in page shows the same.

use serde_json::{Value, json};
use store::showcase::DemoAccount;
use web::signin::DEMO_PASSWORD;

/// The list as a program reads it.
pub(super) fn json(accounts: &[DemoAccount]) -> Value {
    accounts
        .iter()
        .map(|a| json!({"role": a.role.code(), "email": a.email, "password": DEMO_PASSWORD, "name": a.name}))
        .collect()
}

/// The list as lines with straight columns.
pub(super) fn table(accounts: &[DemoAccount]) -> Vec<String> {
    let width = |of: fn(&DemoAccount) -> &str| accounts.iter().map(|a| of(a).chars().count()).max().unwrap_or(0);
    let (role, email) = (width(|a| a.role.code()), width(|a| &a.email));
    accounts.iter().map(|a| format!("  {:role$}  {:email$}  {}", a.role.code(), a.email, a.name)).collect()
}
