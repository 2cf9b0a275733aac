//! Proposing a version, and the ways in which one ends without an answer.

use super::{Agreement, Change, Event, Line, Status, Subject, Version};
use crate::application::Application;
use crate::enrolment::Enrolment;
use crate::{AccountId, Moment, VersionId};
use std::collections::BTreeSet;
use time::Date;

/// The most lines in one version.
pub const MAX_LINES: usize = 30;

/// What the school proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The identifier of the new version, made at the edge.
    pub id: VersionId,
    /// The newest version that the proposer saw, if there was one. Who did not see the newest writes past it.
    pub based_on: Option<VersionId>,
    /// For which applications and enrolments: everything that runs, because the version in force is replaced for all.
    pub subjects: Vec<Subject>,
    /// What a proposal for this file can be for today: [`open_subjects`].
    pub open: Vec<Subject>,
    /// The measures.
    pub lines: Vec<Line>,
    /// Who proposes.
    pub by: AccountId,
}

/// Why a version cannot be proposed, withdrawn or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProposeRefusal {
    /// There is no measure in it.
    #[error("a proposal needs at least one measure")]
    NoLines,
    /// More measures than anyone can read.
    #[error("a proposal has at most {MAX_LINES} measures")]
    TooManyLines,
    /// It is for no application and no enrolment.
    #[error("a proposal is for an application or an enrolment")]
    NoSubject,
    /// It is for an application that was closed, an enrolment that is over, or nothing of this file.
    #[error("a proposal is for what is open in this file")]
    NotOpen,
    /// Somebody else proposed in the meantime.
    #[error("a newer version was proposed in the meantime")]
    NewerVersion {
        /// The newest version.
        latest: VersionId,
    },
    /// There is no such version in this agreement.
    #[error("no such version")]
    NoSuchVersion,
    /// The version does not stand where this can happen to it.
    #[error("this cannot happen to a version that is {}", status.code())]
    NotPossible {
        /// Where it stands.
        status: Status,
    },
}

/// What a proposal can be for: open applications, and enrolments that run or have yet to begin.
pub fn open_subjects<'a>(
    applications: impl IntoIterator<Item = &'a Application>,
    enrolments: impl IntoIterator<Item = &'a Enrolment>,
    today: Date,
) -> Vec<Subject> {
    let counts = |e: &&Enrolment| e.status_on(today).counts();
    let applications = applications.into_iter().filter(|a| a.status.is_open()).map(|a| Subject::Application(a.id));
    applications.chain(enrolments.into_iter().filter(counts).map(|e| Subject::Enrolment(e.id))).collect()
}

/// Proposes a new version. It stands beside the version in force; an offered version that nobody decided on yet is
/// superseded, so that there is never more than one to answer.
///
/// # Errors
/// See [`ProposeRefusal`].
pub fn propose(agreement: &Agreement, proposal: Proposal, now: Moment) -> Result<Change, ProposeRefusal> {
    let latest = agreement.latest().map(|version| version.id);
    if let Some(latest) = latest
        && proposal.based_on != Some(latest)
    {
        return Err(ProposeRefusal::NewerVersion { latest });
    }
    if proposal.lines.is_empty() {
        return Err(ProposeRefusal::NoLines);
    }
    if proposal.lines.len() > MAX_LINES {
        return Err(ProposeRefusal::TooManyLines);
    }
    let subjects: BTreeSet<Subject> = proposal.subjects.into_iter().collect();
    if subjects.is_empty() {
        return Err(ProposeRefusal::NoSubject);
    }
    if !subjects.iter().all(|subject| proposal.open.contains(subject)) {
        return Err(ProposeRefusal::NotOpen);
    }
    let mut moved = Vec::new();
    let mut after = agreement.clone();
    if let Some(open) = agreement.offered() {
        after = after.moved(open.id, Event::Supersede, now, &mut moved);
    }
    after.versions.push(Version {
        id: proposal.id,
        number: agreement.latest().map_or(1, |version| version.number + 1),
        subjects: subjects.into_iter().collect(),
        proposed: now,
        proposed_by: proposal.by,
        lines: proposal.lines,
        status: Status::Offered,
        status_since: now,
        answers: Vec::new(),
        replies: Vec::new(),
        evaluations: Vec::new(),
    });
    Ok(Change { proposed: Some(proposal.id), ..Change::moving(after, moved) })
}

/// The school takes back a proposal that was not decided on.
///
/// # Errors
/// [`ProposeRefusal::NoSuchVersion`] or [`ProposeRefusal::NotPossible`].
pub fn withdraw(agreement: &Agreement, version: VersionId, now: Moment) -> Result<Change, ProposeRefusal> {
    step(agreement, version, Event::Withdraw, now)
}

/// School and student end the version in force.
///
/// # Errors
/// [`ProposeRefusal::NoSuchVersion`] or [`ProposeRefusal::NotPossible`].
pub fn end(agreement: &Agreement, version: VersionId, now: Moment) -> Result<Change, ProposeRefusal> {
    step(agreement, version, Event::End, now)
}

/// Marks the version in force as lapsed once its last day is past. `None` when nothing lapses: rules look at the
/// days themselves ([`Version::in_force`]), so this may run late.
pub fn lapse(agreement: &Agreement, now: Moment) -> Option<Change> {
    let past = |version: &&Version| version.status == Status::InForce && !version.in_force(now.day);
    let version = agreement.versions.iter().find(past)?.id;
    step(agreement, version, Event::Lapse, now).ok()
}

/// One version moves, nothing else.
fn step(agreement: &Agreement, id: VersionId, event: Event, now: Moment) -> Result<Change, ProposeRefusal> {
    let version = agreement.version(id).ok_or(ProposeRefusal::NoSuchVersion)?;
    if version.status.on(event).is_none() {
        return Err(ProposeRefusal::NotPossible { status: version.status });
    }
    let mut moved = Vec::new();
    let after = agreement.clone().moved(id, event, now, &mut moved);
    Ok(Change::moving(after, moved))
}
