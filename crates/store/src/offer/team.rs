//! What a team offers of its own, written by who looks after it into the version that the school is making, and
//! whether there is a place now.

use super::act::{Keeper, Saved};
use super::load::OfferDesk;
use crate::audit::allowed;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::offer::{LineDraft, Mark};
use register::{Moment, OfferId, TeamId};
use time::Date;

/// Who keeps the lines of a team.
fn keeper(actor: &Actor, team: TeamId) -> Result<Keeper, StoreError> {
    let action = Action::KeepTeamOffer;
    allowed(actor, action)?;
    let reached = access::teams(actor, action).has(Some(team));
    if reached { Ok(Keeper { action, team: Some(team) }) } else { Err(StoreError::NotFound) }
}

impl Store {
    /// What the school keeps, for who looks after teams, with those teams alone to choose from.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever looks after none.
    pub async fn team_offer_desk(&self, actor: &Actor, today: Date) -> Result<OfferDesk, StoreError> {
        let action = Action::KeepTeamOffer;
        allowed(actor, action)?;
        let teams = access::teams(actor, action);
        let mut desk = self.desk_of(actor, today).await?;
        desk.teams.retain(|(team, _)| teams.has(Some(*team)));
        Ok(desk)
    }

    /// Begins a version, by who looks after a team, so that its lines have a version to stand in. It is decided by who keeps the offer.
    pub async fn team_offer_begin(&self, actor: &Actor, team: TeamId, now: Moment) -> Saved<OfferId> {
        let keeper = keeper(actor, team)?;
        self.begin_version(actor, keeper.action, now).await
    }

    /// Writes a line of a team in a draft, by who looks after it: a line of the team, whatever else was typed.
    pub async fn team_line_save(
        &self,
        actor: &Actor,
        (id, was): (OfferId, i64),
        (team, which): (TeamId, Option<u32>),
        given: &LineDraft,
        now: Moment,
    ) -> Saved<u32> {
        let keeper = keeper(actor, team)?;
        let given = LineDraft { team: Some(team), ..given.clone() };
        self.put_line((actor, keeper), (id, was), which, &given, now).await
    }

    /// Takes a line of a team out, by who looks after it.
    pub async fn team_line_drop(
        &self,
        actor: &Actor,
        (id, was): (OfferId, i64),
        (team, place): (TeamId, u32),
        now: Moment,
    ) -> Saved<()> {
        let keeper = keeper(actor, team)?;
        self.drop_line((actor, keeper), (id, was), place, now).await
    }

    /// Says of a line of a team that holds whether there is a place, by who looks after it. A line of another team is not there.
    pub async fn team_line_mark(
        &self,
        actor: &Actor,
        (id, was): (OfferId, i64),
        (team, place, says): (TeamId, u32, Mark),
        now: Moment,
    ) -> Saved<()> {
        let keeper = keeper(actor, team)?;
        self.mark_of_team((actor, keeper.action, team), (id, was), (place, says), now).await
    }
}
