//! Taking back an answer that a member of staff wrote down and that was never given: another student's paper, a wrong
//! box ticked, words misheard.
//!
//! Nothing is erased: the answer stays, with who took it back, when and why, for everyone who can read the version. What
//! it decided is undone. An answer that somebody gave here is theirs: only they change it, by answering again.

use super::{Agreement, Answer, Answerer, Change, Event, MAX_WORDS, Status, Version};
use crate::{
    AccountId, Moment, Personal, VersionId,
    field::{self, Problem},
};

/// That an answer was never given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    /// Why it stood there.
    pub why: Personal<String>,
    /// When it was taken back.
    pub at: Moment,
    /// By whom.
    pub by: AccountId,
}

/// Why an answer is not taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TakeBackRefusal {
    /// There is no such version, or no such answer to it.
    #[error("no such answer")]
    NoSuchAnswer,
    /// It was given here, by the one whose answer it is.
    #[error("this answer was given by the answerer")]
    GivenHere,
    /// It was taken back already.
    #[error("this answer was taken back already")]
    AlreadyTakenBack,
    /// Later agreements rest on this version: it was replaced, ended or lapsed.
    #[error("a version that is {} cannot be undone", status.code())]
    RestsOnIt {
        /// Where the version stands.
        status: Status,
    },
    /// What is wrong with the reason.
    #[error("the reason: {0:?}")]
    Why(Problem),
}

/// Takes back an answer, and what it decided.
///
/// # Errors
/// See [`TakeBackRefusal`].
pub fn take_back(
    agreement: &Agreement,
    id: VersionId,
    number: u32,
    why: &str,
    by: AccountId,
    now: Moment,
) -> Result<Change, TakeBackRefusal> {
    let why = field::text(why, MAX_WORDS).map_err(TakeBackRefusal::Why)?;
    let version = agreement.version(id).ok_or(TakeBackRefusal::NoSuchAnswer)?;
    let given = version.answers.iter().find(|given| given.number == number).ok_or(TakeBackRefusal::NoSuchAnswer)?;
    if given.noted().is_none() {
        return Err(TakeBackRefusal::GivenHere);
    }
    if given.taken_back.is_some() {
        return Err(TakeBackRefusal::AlreadyTakenBack);
    }
    let status = version.status;
    if matches!(status, Status::Replaced | Status::Ended | Status::Lapsed) {
        return Err(TakeBackRefusal::RestsOnIt { status });
    }
    let taken = TakenBack { why: why.into(), at: now, by };
    let mut after = agreement.clone();
    let mut standing = version.clone();
    for answer in standing.answers.iter_mut().filter(|answer| answer.number == number) {
        answer.taken_back = Some(taken.clone());
    }
    let undone = !still_decided(&standing, given.by);
    let newest = agreement.latest().is_some_and(|latest| latest.id == id);
    if let Some(place) = after.versions.iter_mut().find(|version| version.id == id) {
        *place = standing;
    }
    let mut moved = Vec::new();
    if undone {
        let event = if newest { Event::Reopen } else { Event::Overtake };
        let replaced = after.versions.iter().find(|other| {
            status == Status::InForce && other.status == Status::Replaced && other.status_since == version.status_since
        });
        let replaced = replaced.map(|other| other.id);
        after = after.moved(id, event, now, &mut moved);
        if let Some(other) = replaced {
            after = after.moved(other, Event::Restore, now, &mut moved);
        }
    }
    Ok(Change { taken_back: Some((id, number, taken)), ..Change::moving(after, moved) })
}

/// Whether what is left decides the version as before, without an answer of `by` that no longer counts.
fn still_decided(version: &Version, by: Answerer) -> bool {
    let agrees = |by| version.answer_of(by).is_some_and(|given| given.answer == Answer::Agreed);
    match version.status {
        // Another answer of the same person, or of another guardian: one guardian is enough.
        Status::InForce => match by {
            Answerer::Student => agrees(by),
            Answerer::Guardian(_) => {
                let mut guardians = version.answers.iter().map(|given| given.by).filter(|by| *by != Answerer::Student);
                guardians.any(agrees)
            }
        },
        Status::NotAgreed | Status::ChangeAsked => {
            version.answers.iter().any(|given| given.counts() && given.answer != Answer::Agreed)
        }
        // Nothing was decided by it.
        Status::Offered
        | Status::Superseded
        | Status::Withdrawn
        | Status::Replaced
        | Status::Ended
        | Status::Lapsed => true,
    }
}
