//! Who set something of a school: what a column says, and who that is.

use crate::StoreError;
use crate::agreement::names::account_name;
use crate::db::Tx;
use register::{AccountId, Personal};
use uuid::Uuid;

/// Who set something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetBy {
    /// A command on the server.
    Command,
    /// Somebody of the school.
    Account(AccountId, Personal<String>),
}

impl SetBy {
    /// For the shell: an opaque account, since a name would stand in whatever keeps its output.
    pub fn opaque(&self) -> String {
        match self {
            Self::Command => "command".to_owned(),
            Self::Account(account, _) => account.0.simple().to_string(),
        }
    }
}

/// Who set something, as its column says.
pub(crate) async fn set_by(tx: &mut Tx, by: &str) -> Result<SetBy, StoreError> {
    Ok(match Uuid::parse_str(by) {
        Ok(account) => SetBy::Account(AccountId(account), account_name(tx, AccountId(account)).await?),
        Err(_) => SetBy::Command,
    })
}
