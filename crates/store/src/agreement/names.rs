//! The people of the school who did something on an agreement, by name: who reads a version may ask them.

use crate::StoreError;
use crate::db::Tx;
use register::agreement::Version;
use register::{AccountId, Personal};
use std::collections::{BTreeSet, HashMap};

sql! {
    ACCOUNT_NAME = "SELECT name FROM account WHERE account_id = $1";
}

/// Names of people of the school, by account.
pub type Names = HashMap<AccountId, Personal<String>>;

/// Who of the school did something on these versions.
pub(crate) fn people<'a>(versions: impl IntoIterator<Item = &'a Version>) -> BTreeSet<AccountId> {
    let of = |version: &'a Version| {
        let noted = version.answers.iter().filter_map(|given| given.noted()).map(|noted| noted.by);
        let taken = version.answers.iter().filter_map(|given| given.taken_back.as_ref()).map(|taken| taken.by);
        let replied = version.replies.iter().map(|reply| reply.by);
        let talks = version
            .evaluations
            .iter()
            .flat_map(|one| std::iter::once(one.by).chain(one.taken_back.as_ref().map(|taken| taken.by)));
        let closed = version.closed.iter().map(|closed| closed.by);
        std::iter::once(version.proposed_by)
            .chain(closed)
            .chain(noted)
            .chain(taken)
            .chain(replied)
            .chain(talks)
            .collect::<Vec<_>>()
    };
    versions.into_iter().flat_map(of).collect()
}

/// Their names.
pub(crate) async fn names(tx: &mut Tx, accounts: impl IntoIterator<Item = AccountId>) -> Result<Names, StoreError> {
    let mut out = Names::new();
    for account in accounts {
        out.insert(account, account_name(tx, account).await?);
    }
    Ok(out)
}

/// The names of coaches, in their order.
pub(crate) async fn coaches(
    tx: &mut Tx,
    accounts: impl IntoIterator<Item = AccountId>,
) -> Result<Vec<Personal<String>>, StoreError> {
    let mut out: Vec<Personal<String>> = names(tx, accounts).await?.into_values().collect();
    out.sort();
    Ok(out)
}

/// The name an account is known by.
pub(crate) async fn account_name(tx: &mut Tx, account: AccountId) -> Result<Personal<String>, StoreError> {
    let found = row!(tx, (String,), ACCOUNT_NAME, account.0)?;
    Ok(found.map(|(name,)| name).unwrap_or_default().into())
}
