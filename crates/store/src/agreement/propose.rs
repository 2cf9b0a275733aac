//! Proposing a version.

use super::save::{of_file, save};
use crate::file::reach::reach;
use crate::file::view::FileView;
use crate::intake::bump;
use crate::{Store, StoreError, fresh};
use access::{Action, Actor};
use register::agreement::{self, Line, Proposal, ProposeRefusal, Subject};
use register::{FileId, Moment, VersionId};

/// Why a proposal was not saved.
#[derive(Debug)]
pub enum ProposeError {
    /// The store's own: not found, a clash, the database.
    Store(StoreError),
    /// The rules refuse.
    Refused(ProposeRefusal),
}

impl<E: Into<StoreError>> From<E> for ProposeError {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

/// A proposal as a form gives it, already checked line by line.
#[derive(Debug, Clone)]
pub struct NewVersion {
    /// The version of the file the form was based on.
    pub based_on: i64,
    /// What it is for; must be an open application or a counting enrolment of this file.
    pub subjects: Vec<Subject>,
    /// The measures.
    pub lines: Vec<Line>,
}

impl Store {
    /// Proposes a version. A version in force goes on beside it until the student agrees to the new one.
    pub async fn agreement_propose(
        &self,
        actor: &Actor,
        file: FileId,
        new: NewVersion,
        now: Moment,
    ) -> Result<(VersionId, FileView), ProposeError> {
        let mut tx = self.begin().await?;
        let reached = reach(&mut tx, actor, Action::ProposeAgreement, file, now.day).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let loaded = &reached.file;
        let own = |subject: &Subject| match subject {
            Subject::Application(id) => loaded.applications.iter().any(|a| a.id == *id),
            Subject::Enrolment(id) => loaded.enrolments.iter().any(|e| e.id == *id && !e.withdrawn),
        };
        if !new.subjects.iter().all(own) {
            return Err(StoreError::NotFound.into());
        }
        bump(&mut tx, actor.tenant(), file, new.based_on).await?;
        let agreement = of_file(loaded.agreement.as_ref(), file);
        let id = VersionId(fresh::id());
        // The file's version was checked above, so the latest version is the one the form saw.
        let based_on = agreement.latest().map(|version| version.id);
        let proposal = Proposal { id, based_on, subjects: new.subjects, lines: new.lines, by };
        let change = agreement::propose(&agreement, proposal, now).map_err(ProposeError::Refused)?;
        save(&mut tx, actor.tenant(), loaded.agreement.is_none(), &change).await?;
        let view = self.finish(tx, actor, Action::ProposeAgreement, file, now).await?;
        Ok((id, view))
    }
}
