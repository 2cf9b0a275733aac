//! Passes over the outbox: that they are made is what says that mail is set up.

use crate::db::Tx;
use crate::{Store, StoreError};
use register::Moment;
use register::mail::is_on;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

sql! {
    LAST = "SELECT value FROM meta WHERE name = 'mail pass'";
    SET_LAST = "INSERT INTO meta (name, value) VALUES ('mail pass', $1) ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value";
}

/// Whether mail is set up: somebody makes passes.
pub(crate) async fn on(tx: &mut Tx, now: Moment) -> Result<bool, StoreError> {
    let last = row!(tx, (String,), LAST)?;
    Ok(is_on(last.and_then(|(text,)| OffsetDateTime::parse(&text, &Rfc3339).ok()), now.at))
}

impl Store {
    /// Notes that a pass is made with settings that can be used, whatever the mail server says.
    pub async fn mail_pass(&self, now: Moment) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let at = now.at.format(&Rfc3339).map_err(|error| StoreError::Refused(error.to_string()))?;
        run!(tx, SET_LAST, at)?;
        tx.commit().await
    }

    /// Whether mail is set up: what is laid down is handed over by itself.
    pub async fn mail_is_on(&self, now: Moment) -> Result<bool, StoreError> {
        on(&mut self.begin_reading().await?, now).await
    }
}
