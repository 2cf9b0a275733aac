//! A proposal that went to somebody on paper: mail did not reach them, or they want none. Until that is written down it is a task.

use super::{Status, Version, WhoMustAnswer};
use crate::field::Problem;
use crate::{AccountId, GuardianId, Moment};
use time::Date;

/// Somebody to whom a version went on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnPaper {
    /// To which guardian; `None`: to the student.
    pub guardian: Option<GuardianId>,
    /// On which day.
    pub on: Date,
    /// When it was written down.
    pub noted: Moment,
    /// By whom.
    pub by: AccountId,
}

/// Why it is not written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OnPaperRefusal {
    /// It waits for no answer.
    #[error("this version waits for no answer")]
    NotOffered,
    /// They need not answer it.
    #[error("who it went to need not answer")]
    NotAsked,
    /// There is no day, or it is none.
    #[error("{0:?}")]
    Day(Problem),
    /// The day is before the proposal, or still to come.
    #[error("the day is not between the proposal and today")]
    OtherDay,
}

/// Writes down that a version went to somebody on paper.
///
/// # Errors
/// [`OnPaperRefusal`].
pub fn on_paper(
    version: &Version,
    who: &WhoMustAnswer,
    guardian: Option<GuardianId>,
    on: Option<Date>,
    by: AccountId,
    now: Moment,
) -> Result<OnPaper, OnPaperRefusal> {
    if version.status != Status::Offered {
        return Err(OnPaperRefusal::NotOffered);
    }
    let asked = match (guardian, who) {
        (None, _) => true,
        (Some(guardian), WhoMustAnswer::StudentAndGuardian { with_authority }) => with_authority.contains(&guardian),
        (Some(_), _) => false,
    };
    if !asked {
        return Err(OnPaperRefusal::NotAsked);
    }
    let on = on.ok_or(OnPaperRefusal::Day(Problem::Missing))?;
    if on < version.proposed.day || on > now.day {
        return Err(OnPaperRefusal::OtherDay);
    }
    Ok(OnPaper { guardian, on, noted: now, by })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::VersionId;
    use time::macros::{date, datetime};
    use uuid::Uuid;

    #[test]
    fn what_went_on_paper_went_to_who_is_asked_on_a_day_between_proposal_and_today() {
        let now = Moment { at: datetime!(2026-11-29 12:00 UTC), day: date!(2026 - 11 - 29) };
        let proposed = Moment { at: datetime!(2026-11-20 12:00 UTC), day: date!(2026 - 11 - 20) };
        let (by, parent) = (AccountId(Uuid::nil()), GuardianId(Uuid::from_u128(1)));
        let version = |status| Version {
            id: VersionId(Uuid::nil()),
            number: 1,
            subjects: Vec::new(),
            proposed,
            proposed_by: by,
            lines: Vec::new(),
            status,
            status_since: proposed,
            answers: Vec::new(),
            replies: Vec::new(),
            evaluations: Vec::new(),
            closed: None,
        };
        let (alone, both) =
            (WhoMustAnswer::Student, WhoMustAnswer::StudentAndGuardian { with_authority: vec![parent] });
        let (offered, agreed) = (version(Status::Offered), version(Status::InForce));
        let stranger = GuardianId(Uuid::from_u128(2));
        for (what, version, who, guardian, on, expected) in [
            ("today", &offered, &alone, None, Some(now.day), Ok(())),
            ("on the day of the proposal", &offered, &alone, None, Some(proposed.day), Ok(())),
            ("before it", &offered, &alone, None, proposed.day.previous_day(), Err(OnPaperRefusal::OtherDay)),
            ("tomorrow", &offered, &alone, None, now.day.next_day(), Err(OnPaperRefusal::OtherDay)),
            ("no day", &offered, &alone, None, None, Err(OnPaperRefusal::Day(Problem::Missing))),
            ("to a parent who answers", &offered, &both, Some(parent), Some(now.day), Ok(())),
            ("to one who does not", &offered, &both, Some(stranger), Some(now.day), Err(OnPaperRefusal::NotAsked)),
            ("of an adult", &offered, &alone, Some(parent), Some(now.day), Err(OnPaperRefusal::NotAsked)),
            ("what was answered", &agreed, &alone, None, Some(now.day), Err(OnPaperRefusal::NotOffered)),
        ] {
            assert_eq!(on_paper(version, who, guardian, on, by, now).map(|_| ()), expected, "{what}");
        }
    }
}
