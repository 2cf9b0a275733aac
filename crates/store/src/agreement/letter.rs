//! Writing down that a version went to somebody on paper.

use super::paper::{self, of_version};
use super::view::{VersionView, show};
use crate::audit::Deed;
use crate::file::reach::reach;
use crate::{SaveError, Store, StoreError};
use access::{Action, Actor};
use register::agreement::{OnPaperRefusal, on_paper};
use register::{GuardianId, Moment, VersionId};
use time::Date;

sql! {
    /// Holds the file, and writes nothing: a second click waits here, and finds what the first one wrote.
    HOLD = "UPDATE support_file SET version = version WHERE tenant_id = $1 AND file_id = $2";
}

impl Store {
    /// Writes down that a version went to the student, or to a guardian, on paper. Sent twice on one day it is written once.
    pub async fn agreement_on_paper(
        &self,
        actor: &Actor,
        version: VersionId,
        (guardian, on): (Option<GuardianId>, Option<Date>),
        now: Moment,
    ) -> Result<VersionView, SaveError<OnPaperRefusal>> {
        let (action, tenant) = (Action::ProposeAgreement, actor.tenant());
        let file = self.file_of_version(actor, version).await?;
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0, file.0)?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let agreement = reached.file.agreement.as_ref().ok_or(StoreError::NotFound)?;
        let of = agreement.version(version).ok_or(StoreError::NotFound)?;
        let who = reached.file.who.clone();
        let new = on_paper(of, &who, guardian, on, by, now).map_err(SaveError::Refused)?;
        let before = of_version(&mut tx, tenant, version).await?;
        if !before.iter().any(|one| (one.guardian, one.on) == (new.guardian, new.on)) {
            let number = i64::try_from(before.len()).unwrap_or(i64::MAX).saturating_add(1);
            paper::add(&mut tx, tenant, version, number, &new).await?;
        }
        let view = show(&mut tx, actor, &reached, version, now).await?;
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]);
        tx.audit(deed.about(format!("{version} on paper")), now).await?;
        tx.commit().await?;
        Ok(view)
    }
}
