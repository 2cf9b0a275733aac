//! Keys that were added to the key file since the program last ran: noticed, because a file leaves no trace itself.

use crate::audit::Deed;
use crate::{Store, StoreError};
use access::{Action, Actor, Change, Reason};
use register::{Moment, TenantId};

sql! {
    KNOWN = "SELECT value FROM meta WHERE name = 'keys noticed'";
    NOTE = "INSERT INTO meta (name, value) VALUES ('keys noticed', $1) ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value";
}

impl Store {
    /// Leaves an event in the chain of the installation for each key at hand that was not there before. Every command and
    /// every start calls it; usually there is nothing to notice, and nothing is written.
    pub async fn notice_keys(&self, now: Moment) -> Result<(), StoreError> {
        let mut reading = self.begin_reading().await?;
        let known = row!(reading, (String,), KNOWN)?.map(|(value,)| value).unwrap_or_default();
        reading.commit().await?;
        if self.new_keys(&known).is_empty() {
            return Ok(());
        }
        let mut tx = self.begin().await?;
        let known = row!(tx, (String,), KNOWN)?.map(|(value,)| value).unwrap_or_default();
        let new = self.new_keys(&known);
        let by = Actor::system(TenantId::INSTALLATION, Reason::Command);
        let decision = crate::audit::allowed(&by, Action::ManageAccounts)?;
        for name in &new {
            tx.audit(Deed::new(&by, Change::AddKey, decision).about(format!("key {name}")), now).await?;
        }
        let all: Vec<&str> = known.split_whitespace().chain(new.iter().copied()).collect();
        run!(tx, NOTE, all.join(" "))?;
        tx.commit().await
    }

    /// Oldest first. A name holds no space.
    fn new_keys(&self, known: &str) -> Vec<&str> {
        let mut new: Vec<&str> =
            self.keys.names().filter(|name| !known.split_whitespace().any(|k| k == *name)).collect();
        new.reverse();
        new
    }
}
