//! What a student decides of a parent: whether they read the measures. From 18 all of it; before that only what the law, and
//! the school's own policy of telling parents at 16 and 17, leave to the student.

use super::{GuardianRight, Reach};
use crate::{AccountId, GuardianId, Moment};

/// A decision of the student, as it was taken. What was decided before stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// 1 for the first of a file.
    pub number: u32,
    /// About which parent.
    pub guardian: GuardianId,
    /// Whether they may read.
    pub allowed: bool,
    /// When.
    pub at: Moment,
    /// By which account.
    pub by: AccountId,
}

/// Why it is not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AllowRefusal {
    /// The school tells this parent, whatever the student wants: the law, or its policy at 16 and 17.
    #[error("this is not the student's to decide yet")]
    NotTheirs,
    /// Under 18 who has no authority reads nothing, and the student cannot change that.
    #[error("this parent has no authority")]
    NoAuthority,
    /// It is so already.
    #[error("it is so already")]
    Already,
}

impl GuardianRight {
    /// Whether the student decides what this parent reads.
    pub const fn is_the_students(self) -> bool {
        matches!(self, Self::OnlyIfGranted)
    }
}

/// Lets a parent read the measures from now on, or no longer. It holds at once.
///
/// # Errors
/// See [`AllowRefusal`].
pub fn allow(
    known: &[Allowance],
    (guardian, right, reach): (GuardianId, GuardianRight, Reach),
    allowed: bool,
    by: AccountId,
    now: Moment,
) -> Result<Allowance, AllowRefusal> {
    match right {
        GuardianRight::AnswersAndReads | GuardianRight::AnswersMeasures | GuardianRight::InformedOfMeasures => {
            return Err(AllowRefusal::NotTheirs);
        }
        GuardianRight::None => return Err(AllowRefusal::NoAuthority),
        GuardianRight::OnlyIfGranted => {}
    }
    if (reach != Reach::Nothing) == allowed {
        return Err(AllowRefusal::Already);
    }
    let last = known.iter().map(|one| one.number).max().unwrap_or(0);
    Ok(Allowance { number: last.saturating_add(1), guardian, allowed, at: now, by })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{account_id, at, guardian_id};

    #[test]
    fn the_student_decides_what_the_law_leaves_to_them() {
        let now = at("2026-09-15");
        for (what, right, granted, allowed, expected) in [
            ("18, on", GuardianRight::OnlyIfGranted, false, true, Ok(1)),
            ("18, off", GuardianRight::OnlyIfGranted, true, false, Ok(1)),
            ("on twice", GuardianRight::OnlyIfGranted, true, true, Err(AllowRefusal::Already)),
            ("off twice", GuardianRight::OnlyIfGranted, false, false, Err(AllowRefusal::Already)),
            ("15", GuardianRight::AnswersAndReads, false, false, Err(AllowRefusal::NotTheirs)),
            ("16, told by the school", GuardianRight::InformedOfMeasures, false, false, Err(AllowRefusal::NotTheirs)),
            ("17, answers too", GuardianRight::AnswersMeasures, false, false, Err(AllowRefusal::NotTheirs)),
            ("17, no authority", GuardianRight::None, false, true, Err(AllowRefusal::NoAuthority)),
        ] {
            let parent = (guardian_id(), right, right.reach(granted));
            let found = allow(&[], parent, allowed, account_id(), now).map(|one| one.number);
            assert_eq!(found, expected, "{what}");
        }
        let parent = (guardian_id(), GuardianRight::OnlyIfGranted, Reach::Nothing);
        let first = allow(&[], parent, true, account_id(), now).unwrap();
        assert_eq!(allow(&[first], parent, true, account_id(), now).unwrap().number, 2, "what was decided stays");
    }
}
