//! The student's own page of the way to work: what they read, and what they say. A parent of one below 16 reads it.

use super::act::{RouteView, met, told};
use super::ask::{can_be_said, sets_off};
use super::load::{noted, of_file};
use super::on::on;
use crate::audit::Deed;
use crate::file::reach::{own_file, reach};
use crate::file::save::SaveError;
use crate::{Store, StoreError};
use access::{Action, Actor, Role};
use register::seen::Seen;
use register::transition::{self, Given, Refusal, Side};
use register::{FileId, Moment};

/// What a student, or a parent of one below 16, reads.
#[derive(Debug, Clone)]
pub struct OwnRoute {
    /// The routes, with who guides.
    pub view: RouteView,
    /// Whether the reader is the student, who says things of it.
    pub student: bool,
}

impl Store {
    /// One's own routes, or those of one's child.
    pub async fn own_transition(&self, actor: &Actor, file: FileId, now: Moment) -> Result<OwnRoute, StoreError> {
        let action = Action::SeeOwnFile;
        let mut tx = self.begin_snapshot().await?;
        if own_file(&mut tx, actor, action).await? != file {
            return Err(StoreError::NotFound);
        }
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let view = told(&mut tx, actor.tenant(), &reached.file, actor.account(), now).await?;
        self.looked(tx, Deed::new(actor, action, reached.decision).to([reached.file.person()]), now).await?;
        Ok(OwnRoute { view, student: actor.role() == Some(Role::Student) })
    }

    /// The student says something of their newest route, or of a question for the document of one that goes on. A parent does not speak
    /// for them here. What they were shown goes with it.
    pub async fn transition_say(
        &self,
        actor: &Actor,
        file: FileId,
        (given, seen): (&Given, Option<Seen>),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let (tenant, action) = (actor.tenant(), Action::SayYourself);
        let by = actor.account().ok_or(StoreError::NotFound)?;
        if actor.role() != Some(Role::Student) {
            return Err(StoreError::NotFound.into());
        }
        let mut reading = self.begin_reading().await?;
        let own = own_file(&mut reading, actor, action).await?;
        drop(reading);
        if own != file {
            return Err(StoreError::NotFound.into());
        }
        let mut saving = self.saving(actor, action, file, None, now).await?;
        let mut known = of_file(&mut saving.tx, tenant, file).await?;
        let mut route = known.pop().ok_or(StoreError::NotFound)?;
        let given = Given { account: None, ..given.clone() };
        let on = on(&saving.reached.file, &route, now.day);
        can_be_said(&mut saving, tenant, (&route, &given), now.day).await?;
        let came = transition::note(&route, &given, (by, Side::Student), on, now);
        let entry = met(&route, seen, came)?;
        route.entries.push(entry);
        sets_off(&mut saving, tenant, &route, by, now).await?;
        noted(&mut saving.tx, tenant, file, &route).await?;
        let about = format!("{} {}", route.id, given.kind.code());
        saving.written().await?.commit(about).await?;
        Ok(())
    }
}
