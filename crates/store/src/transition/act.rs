//! Seeing the routes of a file, beginning one, and noting something of it.

use super::ask::{Handed, can_be_said, handed, sets_off};
use super::load::{add, new_id, noted, of_file};
use super::on::on;
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::facts::Loaded;
use crate::file::reach::reach;
use crate::file::save::SaveError;
use crate::file::view::PersonView;
use crate::{Store, StoreError, mail};
use access::{Action, Actor};
use register::seen::Seen;
use register::transition::{self, Entry, Given, Leaving, Refusal, Route, Side, Yes};
use register::{AccountId, EnrolmentId, FileId, Moment, TenantId};
use std::collections::BTreeSet;
use time::Date;

/// The routes of a file, for who works with the student.
#[derive(Debug, Clone)]
pub struct RouteView {
    /// Of which file.
    pub file: FileId,
    /// Whose it is.
    pub person: PersonView,
    /// The routes, the first first.
    pub routes: Vec<Route>,
    /// How the newest enrolment is left: a route begins for that.
    pub leaving: Option<Leaving>,
    /// How those of the routes are left.
    pub of: Vec<Leaving>,
    /// Whether the municipality may go on, by the newest route.
    pub yes: Option<Yes>,
    /// Who outside the school was to have the document, by which share, and when they read it.
    pub handed: Vec<Handed>,
    /// Mail is set up: without it no link goes.
    pub mail: bool,
    /// Who did something, by name.
    pub names: Names,
    /// Who reads it.
    pub reader: Option<AccountId>,
}

/// The enrolment that is left next, or was left last: the newest that began.
pub(super) fn current(file: &Loaded, today: Date) -> Option<EnrolmentId> {
    let began = file.enrolments.iter().filter(|one| !one.withdrawn && one.from <= today);
    began.max_by_key(|one| one.from).map(|one| one.id)
}

/// All that a reader is told of the routes of a file.
pub(super) async fn told(
    tx: &mut Tx,
    tenant: TenantId,
    loaded: &Loaded,
    reader: Option<AccountId>,
    now: Moment,
) -> Result<RouteView, StoreError> {
    let today = now.day;
    let routes = of_file(tx, tenant, loaded.file).await?;
    let people: BTreeSet<AccountId> = routes.iter().flat_map(Route::people).collect();
    let all = loaded.leaving();
    let current = current(loaded, today);
    let of = |enrolment: EnrolmentId| all.iter().find(|one| one.enrolment == enrolment).copied();
    let handed = handed(tx, (tenant, loaded), &routes, today).await?;
    let stoppers = handed.iter().filter_map(|one| one.share.stopped.map(|(_, by)| by));
    let people: BTreeSet<AccountId> = people.into_iter().chain(stoppers).collect();
    Ok(RouteView {
        handed,
        mail: mail::on(tx, now).await?,
        file: loaded.file,
        person: PersonView::of(loaded, today)?,
        leaving: current.and_then(of),
        of: routes.iter().filter_map(|route| of(route.enrolment)).collect(),
        yes: routes.last().map(|route| route.yes(loaded.birth, today)),
        names: names(tx, people).await?,
        routes,
        reader,
    })
}

/// Lets what came through where the route stands as it was shown; what was noted meanwhile is read first.
pub(super) fn met(
    route: &Route,
    seen: Option<Seen>,
    came: Result<Entry, Refusal>,
) -> Result<Entry, SaveError<Refusal>> {
    let twice = |refusal: &Refusal| *refusal == Refusal::Twice;
    Seen::met(seen, route.seen_so_far(), came, twice, Refusal::Meanwhile).map_err(SaveError::Refused)
}

impl Store {
    /// The routes of a file.
    pub async fn transition(&self, actor: &Actor, file: FileId, now: Moment) -> Result<RouteView, StoreError> {
        let action = Action::GuideTransition;
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let view = told(&mut tx, actor.tenant(), &reached.file, actor.account(), now).await?;
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Begins one for the newest enrolment, from a year before its planned end: whoever begins it guides. Two clicks are one.
    pub async fn transition_start(&self, actor: &Actor, file: FileId, now: Moment) -> Result<(), SaveError<Refusal>> {
        let tenant = actor.tenant();
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let mut saving = self.saving(actor, Action::GuideTransition, file, None, now).await?;
        let known = of_file(&mut saving.tx, tenant, file).await?;
        let (current, leaving) = (current(&saving.reached.file, now.day), saving.reached.file.leaving());
        let of = leaving.iter().find(|one| Some(one.enrolment) == current);
        let of = of.ok_or(SaveError::Refused(Refusal::NotThere))?;
        let at = (of.enrolment, of.phase(now.day));
        let new = transition::start(&known, new_id(), at, (by, by), now).map_err(SaveError::Refused)?;
        add(&mut saving.tx, tenant, file, &new).await?;
        saving.written().await?.commit(new.id.to_string()).await?;
        Ok(())
    }

    /// Notes something of a route, by its number in the file. What they were shown goes with it.
    pub async fn transition_note(
        &self,
        actor: &Actor,
        file: FileId,
        (number, given, seen): (u32, &Given, Option<Seen>),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let tenant = actor.tenant();
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let mut saving = self.saving(actor, Action::GuideTransition, file, None, now).await?;
        let known = of_file(&mut saving.tx, tenant, file).await?;
        let mut route = known.into_iter().find(|one| one.number == number).ok_or(StoreError::NotFound)?;
        // Who takes it over does so themselves.
        let given = Given { account: Some(by), ..given.clone() };
        let on = on(&saving.reached.file, &route, now.day);
        can_be_said(&mut saving, tenant, (&route, &given), now.day).await?;
        let came = transition::note(&route, &given, (by, Side::School), on, now);
        let entry = met(&route, seen, came)?;
        route.entries.push(entry);
        sets_off(&mut saving, tenant, &route, by, now).await?;
        noted(&mut saving.tx, tenant, file, &route).await?;
        let about = format!("{} {}", route.id, given.kind.code());
        saving.written().await?.commit(about).await?;
        Ok(())
    }
}
