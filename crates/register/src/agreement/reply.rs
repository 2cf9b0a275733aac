//! The school's reply to who asked for something else, or said no, where it will not propose something new: "we leave it
//! as it is, because". The student reads it. Until there is a reply or a newer version, somebody at school owes one.

use super::{Agreement, Change, MAX_WORDS, Status};
use crate::{
    AccountId, Moment, Personal, VersionId,
    field::{self, Problem},
};

/// What the school said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// 1 for the first reply to a version. A later one mends an earlier one; both stay readable.
    pub number: u32,
    /// Why nothing changes.
    pub words: Personal<String>,
    /// When.
    pub at: Moment,
    /// Who.
    pub by: AccountId,
}

/// Why a reply is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReplyRefusal {
    /// There is no such version in this agreement.
    #[error("no such version")]
    NoSuchVersion,
    /// Nobody asked for something else, or a newer version is the reply.
    #[error("nothing was asked of a version that is {}", status.code())]
    NotAsked {
        /// Where the version stands.
        status: Status,
    },
    /// A newer version is the reply.
    #[error("a newer version was proposed")]
    NewerVersion {
        /// The newest version.
        latest: VersionId,
    },
    /// These very words stand there already.
    #[error("this was replied already")]
    AlreadyReplied,
    /// What is wrong with the words.
    #[error("the words of a reply: {0:?}")]
    Words(Problem),
}

/// Writes down why nothing changes.
///
/// # Errors
/// See [`ReplyRefusal`].
pub fn reply(
    agreement: &Agreement,
    id: VersionId,
    words: &str,
    by: AccountId,
    now: Moment,
) -> Result<Change, ReplyRefusal> {
    let words = field::text(words, MAX_WORDS).map_err(ReplyRefusal::Words)?;
    let version = agreement.version(id).ok_or(ReplyRefusal::NoSuchVersion)?;
    if let Some(latest) = agreement.latest().map(|version| version.id).filter(|latest| *latest != id) {
        return Err(ReplyRefusal::NewerVersion { latest });
    }
    if !matches!(version.status, Status::ChangeAsked | Status::NotAgreed) {
        return Err(ReplyRefusal::NotAsked { status: version.status });
    }
    if !version.asks_reply() && version.replies.last().is_some_and(|last| *last.words.reveal() == words) {
        return Err(ReplyRefusal::AlreadyReplied);
    }
    let reply = Reply { number: version.replies.len() as u32 + 1, words: words.into(), at: now, by };
    let mut after = agreement.clone();
    if let Some(place) = after.versions.iter_mut().find(|version| version.id == id) {
        place.replies.push(reply.clone());
    }
    Ok(Change { replied: Some((id, reply)), ..Change::moving(after, Vec::new()) })
}
