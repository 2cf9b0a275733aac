//! Advising another programme, asking a team, and taking that back.

use super::load::{add, changed, new_id, of_file};
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::reach::reach;
use crate::file::save::SaveError;
use crate::file::view::PersonView;
use crate::{Store, StoreError, programme};
use access::{Action, Actor};
use register::advice::{self, Advice, Draft, Refusal};
use register::application::Application;
use register::programme::Programmes;
use register::{AccountId, AdviceId, ApplicationId, FileId, Moment, TeamId, TenantId};
use std::collections::BTreeSet;
use time::Date;
use uuid::Uuid;

sql! {
    /// Teams that can be asked: those that are there.
    TEAMS_WHOLE = "SELECT team_id, name FROM team WHERE tenant_id = $1 AND begins <= $2 AND (ends IS NULL OR ends >= $2) ORDER BY name, team_id";
    /// The name of any team, also of one that ended.
    NAME = "SELECT name FROM team WHERE tenant_id = $1 AND team_id = $2 ORDER BY begins DESC LIMIT 1";
}

/// The advice of an application, as who holds intakes reads it.
#[derive(Debug, Clone)]
pub struct AdviceView {
    /// On which file.
    pub file: FileId,
    /// Who applied.
    pub person: PersonView,
    /// What for.
    pub application: Application,
    /// Whether a team that is asked is asked still.
    pub goes_on: bool,
    /// What the school's list says of the programmes that are named, and of those that can be.
    pub programmes: Programmes,
    /// The advice, the first first.
    pub all: Vec<Advice>,
    /// The teams that are named, and those that can be asked, by name.
    pub teams: Vec<(TeamId, String)>,
    /// Which of these can be asked.
    pub can_ask: Vec<TeamId>,
    /// Those who did something, by name.
    pub names: Names,
}

/// The teams that can be asked on a day.
async fn teams(tx: &mut Tx, tenant: TenantId, today: Date) -> Result<Vec<(TeamId, String)>, StoreError> {
    let found = rows!(tx, (Uuid, String), TEAMS_WHOLE, tenant.0, today)?;
    Ok(found.into_iter().map(|(team, name)| (TeamId(team), name)).collect())
}

/// The names of the teams that advice names.
pub(crate) async fn named(tx: &mut Tx, tenant: TenantId, all: &[Advice]) -> Result<Vec<(TeamId, String)>, StoreError> {
    let mut out = Vec::new();
    for team in all.iter().filter_map(|one| one.team).collect::<BTreeSet<_>>() {
        let found = row!(tx, (String,), NAME, tenant.0, team.0)?;
        out.extend(found.map(|(name,)| (team, name)));
    }
    Ok(out)
}

impl Store {
    /// The advice of an application. The look is in the audit.
    pub async fn advice(&self, actor: &Actor, id: ApplicationId, now: Moment) -> Result<AdviceView, StoreError> {
        let (tenant, action) = (actor.tenant(), Action::HoldIntake);
        let file = self.file_of_application(actor, id).await?;
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let application = reached.application(id)?.clone();
        let mut all = of_file(&mut tx, tenant, file).await?;
        all.retain(|one| one.application == id);
        let asked = teams(&mut tx, tenant, now.day).await?;
        let can_ask: Vec<TeamId> = asked.iter().map(|(team, _)| *team).collect();
        let mut known = named(&mut tx, tenant, &all).await?;
        known.retain(|(team, _)| !can_ask.contains(team));
        let chose = reached.chose(id);
        let view = AdviceView {
            file,
            goes_on: advice::goes_on(application.status, chose),
            person: PersonView::of(&reached.file, now.day)?,
            programmes: programme::whole(&mut tx, tenant).await?,
            names: names(&mut tx, all.iter().flat_map(Advice::people).collect::<BTreeSet<AccountId>>()).await?,
            teams: asked.into_iter().chain(known).collect(),
            can_ask,
            application,
            all,
        };
        let deed = Deed::new(actor, action, reached.decision).to([view.person.person]).about(id);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Advises another programme, and asks a team where one was named.
    pub async fn advice_give(
        &self,
        actor: &Actor,
        id: ApplicationId,
        given: &Draft,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let tenant = actor.tenant();
        let (file, by, mut saving) = self.beside_application(actor, id, now).await?;
        let all = of_file(&mut saving.tx, tenant, file).await?;
        let teams: Vec<TeamId> =
            teams(&mut saving.tx, tenant, now.day).await?.into_iter().map(|(team, _)| team).collect();
        let application = saving.reached.application(id)?;
        let new = advice::advise(&all, new_id(), (application, saving.reached.chose(id), &teams), given, by, now)
            .map_err(SaveError::Refused)?;
        add(&mut saving.tx, tenant, file, &new).await?;
        saving.written().await?.commit(format!("{} {}", new.id, new.status.code())).await?;
        Ok(())
    }

    /// Takes an advice of an application back.
    pub async fn advice_withdraw(
        &self,
        actor: &Actor,
        (id, which): (ApplicationId, AdviceId),
        why: &str,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let tenant = actor.tenant();
        let (file, by, mut saving) = self.beside_application(actor, id, now).await?;
        let all = of_file(&mut saving.tx, tenant, file).await?;
        let before = all.iter().find(|one| one.id == which && one.application == id).ok_or(StoreError::NotFound)?;
        let after = advice::withdraw(before, why, by, now).map_err(SaveError::Refused)?;
        changed(&mut saving.tx, (tenant, file), before, &after).await?;
        saving.written().await?.commit(format!("{which} {}", after.status.code())).await?;
        Ok(())
    }
}
