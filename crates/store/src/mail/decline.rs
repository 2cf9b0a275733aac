//! Asking for no more mail, by the link in a mail: without an account's password, for who gets mail that they do not want is
//! not to be kept from saying so. The link knows one account and does this one thing; both ways, so that it can be undone.

use crate::{Store, StoreError, account};
use register::invitation::Language;
use register::{AccountId, Moment};
use uuid::Uuid;

sql! {
    BY_TOKEN = "SELECT o.account_id, a.declined_mail_at IS NOT NULL FROM outbox o \
                JOIN account a ON a.account_id = o.account_id WHERE o.decline_hash = $1";
}

/// The address on the site: opaque, and in the language of whom the mail was for.
pub(super) fn path(token: &str, language: Language) -> String {
    match language {
        Language::Dutch => format!("/mail/{token}"),
        Language::English => format!("/mail/{token}?taal=en"),
    }
}

impl Store {
    /// Whether whom a mail was for wants no more of them, by the token of its link. Looking changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a token that was never made.
    pub async fn mail_declined(&self, token: &str) -> Result<bool, StoreError> {
        let mut tx = self.begin_reading().await?;
        let found = row!(tx, (Uuid, bool), BY_TOKEN, crate::invitation::hash(token))?;
        found.map(|(_, declined)| declined).ok_or(StoreError::NotFound)
    }

    /// Notes that whom a mail was for wants no more of them, or wants them again.
    pub async fn mail_decline(&self, token: &str, declines: bool, now: Moment) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let found = row!(tx, (Uuid, bool), BY_TOKEN, crate::invitation::hash(token))?;
        let (account, _) = found.ok_or(StoreError::NotFound)?;
        account::decline(&mut tx, AccountId(account), None, declines, now).await?;
        tx.commit().await
    }
}
