//! Proposing a version.

use super::save::{of_file, save};
use crate::file::reach::reach;
use crate::file::save::SaveError;
use crate::file::view::FileView;
use crate::intake::shown;
use crate::{Store, StoreError, fresh, mail};
use access::{Action, Actor};
use register::agreement::{self, Line, Proposal, ProposeRefusal, Subject};
use register::{FileId, MeasureId, Moment, VersionId};
use std::collections::BTreeSet;

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

/// What a proposal is read and checked with: opaque identifiers, and nothing about a person.
#[derive(Debug, Clone)]
pub struct Room {
    /// What a proposal can be for today.
    pub subjects: Vec<Subject>,
    /// Measures that the file has used.
    pub measures: BTreeSet<MeasureId>,
    /// The versions that were proposed.
    pub versions: Vec<VersionId>,
}

impl Store {
    /// What a proposal for this file is read with. Nobody is shown, so this is no look.
    pub async fn proposing(&self, actor: &Actor, file: FileId, now: Moment) -> Result<Room, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, Action::ProposeAgreement, file, now.day).await?;
        let loaded = reached.file;
        let versions = loaded.agreement.as_ref().map(|a| a.versions.as_slice()).unwrap_or_default();
        Ok(Room {
            subjects: agreement::open_subjects(&loaded.applications, &loaded.enrolments, now.day),
            measures: versions.iter().flat_map(|v| &v.lines).filter_map(|line| line.measure).collect(),
            versions: versions.iter().map(|v| v.id).collect(),
        })
    }

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
        let (person, who) = (saving.reached.file.person(), saving.reached.file.who.clone());
        let policy = saving.reached.policy.clone();
        mail::proposal(&mut saving.tx, actor.tenant(), person, &who, id, &policy, now).await?;
        Ok((id, shown(saving, actor, now).await?))
    }
}
