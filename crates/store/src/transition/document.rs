//! What stands in the *overgangsdocument*: the route, and the measures that hold or held last. Nothing else of the file.

use super::act::{RouteView, on, told};
use crate::agreement::view::{opened, school};
use crate::audit::Deed;
use crate::file::reach::reach;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::agreement::{Line, Status, Version};
use register::{FileId, Moment};

/// What the document is made of.
#[derive(Debug, Clone)]
pub struct HandoverView {
    /// The routes, with who is told what.
    pub view: RouteView,
    /// The school.
    pub school: String,
    /// The measures of the version that holds, or held last; none was agreed.
    pub measures: Vec<Line>,
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
        let view = told(&mut tx, actor.tenant(), &reached.file, actor.account(), now.day).await?;
        let may = view.routes.last().map(|route| on(&reached.file, route, now.day));
        if !may.is_some_and(|may| may.yes && may.diploma.is_some()) {
            return Ok(None);
        }
        let agreement = opened(&mut tx, actor, &reached).await?;
        let held = |version: &&Version| matches!(version.status, Status::InForce | Status::Ended | Status::Lapsed);
        let last = agreement.as_ref().and_then(|all| all.versions.iter().rev().find(held));
        let measures = last.map(|version| version.lines.clone()).unwrap_or_default();
        let school = school(&mut tx, actor.tenant()).await?;
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(Some(HandoverView { view, school, measures }))
    }
}
