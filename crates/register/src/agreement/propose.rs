//! Proposing a version, and the ways in which one ends without an answer.

use super::{Agreement, Change, Event, Line, MAX_WORDS, Status, Subject, TakenBack, Version};
use crate::application::Application;
use crate::enrolment::Enrolment;
use crate::field::{self, Problem};
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

/// Why a version cannot be proposed.
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
        closed: None,
    });
    Ok(Change { proposed: Some(proposal.id), ..Change::moving(after, moved) })
}

/// Why a version is not closed by the school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CloseRefusal {
    /// There is no such version in this agreement.
    #[error("no such version")]
    NoSuchVersion,
    /// It does not stand where this can happen to it: somebody answered, or closed it, meanwhile, or its last day went by.
    #[error("this cannot happen to a version that is {}", .0.code())]
    Stands(Status),
    /// It was sent twice: this is what closed it.
    #[error("this closed it already")]
    Same,
    /// What holds ends with the student, and not without.
    #[error("the student has not said yes to this")]
    WithoutStudent,
    /// What is wrong with the reason.
    #[error("the reason: {0:?}")]
    Why(Problem),
}

/// The school takes back a proposal that was not decided on, with a reason that the student reads.
///
/// # Errors
/// See [`CloseRefusal`].
pub fn withdraw(
    agreement: &Agreement,
    version: VersionId,
    why: &str,
    by: AccountId,
    now: Moment,
) -> Result<Change, CloseRefusal> {
    close(agreement, version, (Event::Withdraw, true), why, by, now)
}

/// School and student end the version in force: today is its last day. `agreed`: whoever must answer said yes to that.
///
/// # Errors
/// See [`CloseRefusal`].
pub fn end(
    agreement: &Agreement,
    version: VersionId,
    (why, agreed): (&str, bool),
    by: AccountId,
    now: Moment,
) -> Result<Change, CloseRefusal> {
    close(agreement, version, (Event::End, agreed), why, by, now)
}

fn close(
    agreement: &Agreement,
    id: VersionId,
    (event, agreed): (Event, bool),
    why: &str,
    by: AccountId,
    now: Moment,
) -> Result<Change, CloseRefusal> {
    let version = agreement.version(id).ok_or(CloseRefusal::NoSuchVersion)?;
    let stands = version.status_on(now.day);
    // What the reason was is sealed: whoever closed it like this before did so just now.
    let by_them = version.closed.as_ref().is_some_and(|closed| closed.by == by);
    let so = Status::ALL.iter().find_map(|from| from.on(event));
    if by_them && so == Some(stands) {
        return Err(CloseRefusal::Same);
    }
    if stands.on(event).is_none() {
        return Err(CloseRefusal::Stands(stands));
    }
    let why = field::text(why, MAX_WORDS);
    let why = why.map_err(CloseRefusal::Why)?;
    if !agreed {
        return Err(CloseRefusal::WithoutStudent);
    }
    let closed = TakenBack { why: why.into(), at: now, by };
    let mut moved = Vec::new();
    let mut after = agreement.clone().moved(id, event, now, &mut moved);
    if let Some(place) = after.versions.iter_mut().find(|version| version.id == id) {
        place.closed = Some(closed.clone());
    }
    Ok(Change { closed: Some((id, closed)), ..Change::moving(after, moved) })
}

/// Marks the version in force as lapsed once its last day is past. `None` when nothing lapses: rules look at the
/// days themselves ([`Version::in_force`]), so this may run late.
pub fn lapse(agreement: &Agreement, now: Moment) -> Option<Change> {
    let past = |version: &&Version| version.status == Status::InForce && !version.in_force(now.day);
    let version = agreement.versions.iter().find(past)?.id;
    let mut moved = Vec::new();
    let after = agreement.clone().moved(version, Event::Lapse, now, &mut moved);
    Some(Change::moving(after, moved))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::WhoMustAnswer;
    use crate::fixtures::{Step, account_id, at, day, version_id, walk};

    /// Proposed on 1 June 2026 and agreed on the 2nd.
    fn walked(steps: &[Step]) -> Agreement {
        walk(steps, &WhoMustAnswer::Student)
    }

    #[test]
    fn a_proposal_is_withdrawn_and_what_holds_is_ended_with_the_student_with_a_reason() {
        let (offered, agreed) = (walked(&[Step::Offer]), walked(&[Step::Offer, Step::Yes]));
        let lapsing = walked(&[Step::Lapsing, Step::Yes]);
        let take = |agreement: &Agreement, why, on| withdraw(agreement, version_id(1), why, account_id(), at(on));
        let stop =
            |agreement: &Agreement, why, yes, on| end(agreement, version_id(1), (why, yes), account_id(), at(on));
        for (what, found, expected) in [
            ("a proposal is taken back", take(&offered, "Verkeerde student.", "2026-06-10"), Ok(Status::Withdrawn)),
            ("with a reason", take(&offered, " ", "2026-06-10"), Err(CloseRefusal::Why(Problem::Missing))),
            (
                "what was agreed is not taken back",
                take(&agreed, "Nee.", "2026-06-10"),
                Err(CloseRefusal::Stands(Status::InForce)),
            ),
            ("it is ended", stop(&agreed, "Niet meer nodig.", true, "2026-06-10"), Ok(Status::Ended)),
            (
                "with the student",
                stop(&agreed, "Niet meer nodig.", false, "2026-06-10"),
                Err(CloseRefusal::WithoutStudent),
            ),
            (
                "a proposal is not ended",
                stop(&offered, "Nee.", true, "2026-06-10"),
                Err(CloseRefusal::Stands(Status::Offered)),
            ),
            ("on its last day", stop(&lapsing, "Niet meer nodig.", true, "2026-06-15"), Ok(Status::Ended)),
            (
                "a day later it lapsed",
                stop(&lapsing, "Nee.", true, "2026-06-16"),
                Err(CloseRefusal::Stands(Status::Lapsed)),
            ),
        ] {
            let stands = found.map(|change| {
                let version = change.after.version(version_id(1)).unwrap().clone();
                assert_eq!(version.closed, change.closed.map(|(_, closed)| closed), "{what}");
                version.status
            });
            assert_eq!(stands, expected, "{what}");
        }
        let ended = stop(&agreed, "Niet meer nodig.", true, "2026-06-10").unwrap().after;
        assert_eq!(
            stop(&ended, " Niet meer nodig. ", true, "2026-06-10").err(),
            Some(CloseRefusal::Same),
            "sent twice"
        );
        let colleague = AccountId(uuid::Uuid::from_u128(99));
        let other = end(&ended, version_id(1), ("Iets anders.", true), colleague, at("2026-06-10")).err();
        assert_eq!(other, Some(CloseRefusal::Stands(Status::Ended)), "two people");
        assert_eq!(ended.in_force(day("2026-06-11")), None);
    }
}
