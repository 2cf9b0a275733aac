//! Proposing a version.

use super::save::{of_file, save};
use crate::file::save::SaveError;
use crate::file::view::FileView;
use crate::intake::shown;
use crate::{Store, StoreError, fresh};
use access::{Action, Actor};
use register::agreement::{self, Line, Proposal, ProposeRefusal, Subject};
use register::{FileId, Moment, VersionId};

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
    ) -> Result<(VersionId, FileView), SaveError<ProposeRefusal>> {
        let mut saving = self.saving(actor, Action::ProposeAgreement, file, Some(new.based_on), now).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let loaded = &saving.reached.file;
        let is_new = loaded.agreement.is_none();
        let agreement = of_file(loaded.agreement.as_ref(), file);
        let id = VersionId(fresh::id());
        let proposal = Proposal {
            id,
            // The file's version was checked, so the latest version is the one the form saw.
            based_on: agreement.latest().map(|version| version.id),
            subjects: new.subjects,
            open: agreement::open_subjects(&loaded.applications, &loaded.enrolments, now.day),
            lines: new.lines,
            by,
        };
        let change = agreement::propose(&agreement, proposal, now).map_err(SaveError::Refused)?;
        save(&mut saving.tx, actor.tenant(), is_new, &change).await?;
        Ok((id, shown(saving, actor, now).await?))
    }
}
