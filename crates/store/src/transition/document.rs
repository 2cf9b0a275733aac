//! What stands in the *overgangsdocument*: the route, and the measures that hold or held last. Nothing else of the file.

use super::act::{RouteView, told};
use super::on::on;
use crate::agreement::view::{opened, school};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::reach::{Reached, reach};
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::agreement::{Line, Status, Version};
use register::transition::Receiver;
use register::{FileId, Moment, ShareId};

sql! {
    OF_SHARE = "SELECT number, route FROM share WHERE tenant_id = $1 AND share_id = $2";
}

/// What the document is made of.
#[derive(Debug, Clone)]
pub struct HandoverView {
    /// The routes, with who is told what: it is of the last.
    pub view: RouteView,
    /// For whom it is.
    pub to: Receiver,
    /// The school.
    pub school: String,
    /// The measures of the version that holds, or held last; none was agreed.
    pub measures: Vec<Line>,
}

/// What the document of the last of these routes is made of.
async fn made(
    tx: &mut Tx,
    actor: &Actor,
    reached: &Reached,
    (view, to): (RouteView, Receiver),
) -> Result<HandoverView, StoreError> {
    let agreement = opened(tx, actor, reached).await?;
    let held = |version: &&Version| matches!(version.status, Status::InForce | Status::Ended | Status::Lapsed);
    let last = agreement.as_ref().and_then(|all| all.versions.iter().rev().find(held));
    let measures = last.map(|version| version.lines.clone()).unwrap_or_default();
    let school = school(tx, actor.tenant()).await?;
    Ok(HandoverView { view, to, school, measures })
}

/// What the document is made of for whoever a share is with; `None` where they read it no more: a yes that is needed is not there, or
/// the diploma was withdrawn. Whoever calls writes the look down.
pub(crate) async fn of_share(
    tx: &mut Tx,
    actor: &Actor,
    reached: &Reached,
    share: ShareId,
    now: Moment,
) -> Result<Option<HandoverView>, StoreError> {
    let tenant = actor.tenant();
    let Some((number, Some(route))) = row!(tx, (i64, Option<i64>), OF_SHARE, tenant.0, share.0)? else {
        return Ok(None);
    };
    let mut view = told(tx, tenant, &reached.file, actor.account(), now).await?;
    view.routes.retain(|one| i64::from(one.number) == route);
    let asked = view.routes.last().and_then(|of| {
        let asked = of.asked_of_share(u32::try_from(number).ok()?)?;
        asked.reads(reached.file.birth, on(&reached.file, of, now.day), now.day).then_some(asked)
    });
    match asked {
        Some(asked) => made(tx, actor, reached, (view, asked.to)).await.map(Some),
        None => Ok(None),
    }
}

impl Store {
    /// What the document of a graduate is made of; `None` where it may not be made: there is no diploma, or no yes. The look is in
    /// the audit where something is shown.
    pub async fn transition_document(
        &self,
        actor: &Actor,
        file: FileId,
        now: Moment,
    ) -> Result<Option<HandoverView>, StoreError> {
        let action = Action::GuideTransition;
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let view = told(&mut tx, actor.tenant(), &reached.file, actor.account(), now).await?;
        let may = view.routes.last().map(|route| on(&reached.file, route, now.day));
        if !may.is_some_and(|may| may.yes && may.diploma.is_some()) {
            return Ok(None);
        }
        let found = made(&mut tx, actor, &reached, (view, Receiver::Municipality)).await?;
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(Some(found))
    }
}
