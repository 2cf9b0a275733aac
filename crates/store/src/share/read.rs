//! What somebody outside the school reads: the measures that hold today. Every look is an event that names them, which the
//! student reads.

use super::row::{by_token, school};
use crate::agreement::names::coaches;
use crate::agreement::view::opened;
use crate::audit::Deed;
use crate::file::key;
use crate::file::reach::reach;
use crate::file::view::PersonView;
use crate::{Store, StoreError};
use access::{Action, Actor, Outsider};
use register::agreement::Version;
use register::share::{Share, State};
use register::{Moment, PersonId, Personal};
use time::OffsetDateTime;
use uuid::Uuid;

sql! {
    VISIT = "SELECT visit_ends FROM share_code WHERE tenant_id = $1 AND share_id = $2 AND visit_hash = $3 AND visit_ends > $4";
    PERSON = "SELECT person_id FROM support_file WHERE tenant_id = $1 AND file_id = $2";
}

/// What is shared, as it is today.
#[derive(Debug, Clone)]
pub struct Reading {
    /// With whom, for what and until when.
    pub share: Share,
    /// By which school.
    pub school: String,
    /// Whose it is.
    pub person: PersonView,
    /// What holds today, measures only; `None` when nothing does.
    pub version: Option<Version>,
    /// The coaches of today: whom to ask.
    pub coaches: Vec<Personal<String>>,
    /// When one must come in again.
    pub ends: OffsetDateTime,
}

impl Store {
    /// What is shared, for whoever came in with a code; `None` when nobody did, or no more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a link that was never made.
    pub async fn share_read(&self, token: &str, visit: &str, now: Moment) -> Result<Option<Reading>, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let row = by_token(&mut tx, token).await?;
        let (tenant, file, id) = (row.tenant(), row.file(), row.share_id);
        let held = crate::invitation::hash(visit);
        let Some((ends,)) = row!(tx, (OffsetDateTime,), VISIT, tenant.0, id, held, now.at)? else { return Ok(None) };
        let keys = key::open(&mut tx, tenant, file).await?;
        let share = row.share(&keys)?;
        if share.state(now.day) != State::Open {
            return Ok(None);
        }
        let (person,) = row!(tx, (Uuid,), PERSON, tenant.0, file.0)?.ok_or(StoreError::NotFound)?;
        let name = share.terms.name.clone();
        let actor = Actor::Outsider(Outsider { share: share.id, tenant, person: PersonId(person), name });
        let reached = reach(&mut tx, &actor, Action::SeeShared, file, now.day).await?;
        let version = opened(&mut tx, &actor, &reached).await?.and_then(|all| all.in_force(now.day).cloned());
        let reading = Reading {
            school: school(&mut tx, tenant).await?,
            person: PersonView::of(&reached.file, now.day)?,
            version,
            coaches: coaches(&mut tx, reached.file.coaches_on(now.day)).await?,
            ends,
            share,
        };
        let about = format!("share {}", reading.share.id);
        let deed = Deed::new(&actor, Action::SeeShared, reached.decision).to([reached.file.person()]).about(about);
        self.looked(tx, deed, now).await?;
        Ok(Some(reading))
    }
}
