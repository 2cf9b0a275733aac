//! With whom an agreement is shared, for the school and for the student: the same list.

use super::row::of_file;
use crate::agreement::names::{Names, coaches, names};
use crate::audit::Deed;
use crate::file::key;
use crate::file::reach::{own_file, reach};
use crate::file::view::PersonView;
use crate::mail;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::handoff::Handoff;
use register::mail::State;
use register::share::Share;
use register::{FileId, Moment, Personal};
use time::OffsetDateTime;

sql! {
    MAIL = "SELECT state FROM outbox WHERE tenant_id = $1 AND share_id = $2 AND kind = 'share'";
    OPENED = "SELECT MAX(used_at) FROM share_code WHERE tenant_id = $1 AND share_id = $2";
}

/// Somebody with whom an agreement is shared, or was.
#[derive(Debug, Clone)]
pub struct SharedWith {
    /// The share.
    pub share: Share,
    /// How the mail with the link went.
    pub mail: Option<State>,
    /// When they last came in.
    pub opened: Option<OffsetDateTime>,
}

/// With whom an agreement is shared.
#[derive(Debug, Clone)]
pub struct Shared {
    /// Of which file.
    pub file: FileId,
    /// Whose it is.
    pub person: PersonView,
    /// With whom, the newest first.
    pub with: Vec<SharedWith>,
    /// What was asked of partners outside the school, each by its share.
    pub handoffs: Vec<Handoff>,
    /// Who of the school shared it, and who stopped it, by name.
    pub names: Names,
    /// The coaches of today.
    pub coaches: Vec<Personal<String>>,
    /// There is something in force to share.
    pub holds: bool,
    /// Mail is set up.
    pub mail: bool,
}

impl Store {
    /// With whom an agreement is shared: of a file for the school, of one's own (`None`) for the student.
    pub async fn shares(&self, actor: &Actor, file: Option<FileId>, now: Moment) -> Result<Shared, StoreError> {
        let tenant = actor.tenant();
        let action = if file.is_some() { Action::Share } else { Action::SeeOwnShares };
        let mut tx = self.begin_snapshot().await?;
        let file = match file {
            Some(file) => file,
            None => own_file(&mut tx, actor, action).await?,
        };
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let keys = key::open(&mut tx, tenant, file).await?;
        let mut shares = of_file(&mut tx, tenant, file, &keys).await?;
        shares.reverse();
        let people = shares.iter().flat_map(|one| std::iter::once(one.by).chain(one.stopped.map(|(_, by)| by)));
        let handoffs = crate::handoff::load::of_file(&mut tx, tenant, file).await?;
        let people: std::collections::BTreeSet<_> = people.chain(handoffs.iter().flat_map(Handoff::people)).collect();
        let mut with = Vec::with_capacity(shares.len());
        for share in shares {
            let state = row!(tx, (String,), MAIL, tenant.0, share.id.0)?;
            let (opened,) = row!(tx, (Option<OffsetDateTime>,), OPENED, tenant.0, share.id.0)?.unwrap_or_default();
            with.push(SharedWith { share, mail: state.and_then(|(code,)| State::from_code(&code)), opened });
        }
        let shared = Shared {
            file,
            person: PersonView::of(&reached.file, now.day)?,
            with,
            names: names(&mut tx, people).await?,
            handoffs,
            coaches: coaches(&mut tx, reached.file.coaches_on(now.day)).await?,
            holds: reached.file.agreement.as_ref().is_some_and(|all| all.in_force(now.day).is_some()),
            mail: mail::on(&mut tx, now).await?,
        };
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]);
        self.looked(tx, deed, now).await?;
        Ok(shared)
    }
}
