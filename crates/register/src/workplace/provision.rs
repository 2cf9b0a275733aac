//! Provisions that UWV gives through the company, and where each stands: asked, granted or refused, in use. What a provision is for
//! is no part of it.

use crate::{AccountId, Moment, codes};
use time::Date;

codes! {
    /// What is provided.
    pub enum Kind {
        /// An interpreter, in writing or in signs.
        Interpreter = "interpreter",
        /// Working shoes made to measure.
        Shoes = "shoes",
        /// An adapted car, or other transport.
        Transport = "transport",
        /// A workplace that is adapted.
        Adapted = "adapted",
        /// Somebody who coaches at work.
        JobCoach = "job_coach",
        /// Something else.
        Other = "other",
    }
}

codes! {
    /// Where it stands.
    pub enum Status {
        /// It was asked of UWV.
        Asked = "asked",
        /// UWV gives it.
        Granted = "granted",
        /// UWV does not.
        Refused = "refused",
        /// It is there.
        InUse = "in_use",
        /// It is not needed any more.
        Stopped = "stopped",
    }
}

impl Status {
    /// What can come after; of what was never asked only that.
    pub const fn next(from: Option<Self>) -> &'static [Self] {
        match from {
            None | Some(Self::Refused | Self::Stopped) => &[Self::Asked],
            Some(Self::Asked) => &[Self::Granted, Self::Refused, Self::Stopped],
            Some(Self::Granted) => &[Self::InUse, Self::Stopped],
            Some(Self::InUse) => &[Self::Stopped],
        }
    }
}

/// Something that happened to a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub kind: Kind,
    /// Where it stands since.
    pub status: Status,
    /// Since which day.
    pub on: Date,
    /// When that was written down, and by whom.
    pub noted: (Moment, AccountId),
}

/// Where a provision stands, after all steps of a placement.
pub fn stands(steps: &[Step], kind: Kind) -> Option<&Step> {
    steps.iter().rev().find(|step| step.kind == kind)
}

/// Why a step is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing was chosen.
    #[error("nothing chosen")]
    Missing,
    /// No day, or one that is yet to come.
    #[error("no day until today")]
    Day,
    /// It stands so already.
    #[error("it stands so")]
    Same,
    /// That does not come after where it stands.
    #[error("not after where it stands")]
    Order,
}

/// The next step of a provision.
///
/// # Errors
/// The first [`Refusal`] that applies.
pub fn step(
    steps: &[Step],
    (kind, status): (Option<Kind>, Option<Status>),
    on: Option<Date>,
    by: AccountId,
    now: Moment,
) -> Result<Step, Refusal> {
    let (Some(kind), Some(status)) = (kind, status) else { return Err(Refusal::Missing) };
    let on = on.filter(|day| *day <= now.day).ok_or(Refusal::Day)?;
    let before = stands(steps, kind).map(|step| step.status);
    if before == Some(status) {
        return Err(Refusal::Same);
    }
    if !Status::next(before).contains(&status) {
        return Err(Refusal::Order);
    }
    Ok(Step { kind, status, on, noted: (now, by) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;
    use time::macros::datetime;

    #[test]
    fn a_provision_goes_one_step_at_a_time() {
        let now = Moment { at: datetime!(2026-11-30 10:00 UTC), day: day("2026-11-30") };
        let by = AccountId(uuid::Uuid::nil());
        let mut steps = Vec::new();
        for (kind, status, on, expected) in [
            (None, Some(Status::Asked), "2026-11-01", Err(Refusal::Missing)),
            (Some(Kind::Shoes), Some(Status::Granted), "2026-11-01", Err(Refusal::Order)),
            (Some(Kind::Shoes), Some(Status::Asked), "2026-12-01", Err(Refusal::Day)),
            (Some(Kind::Shoes), Some(Status::Asked), "2026-11-01", Ok(())),
            (Some(Kind::Shoes), Some(Status::Asked), "2026-11-01", Err(Refusal::Same)),
            (Some(Kind::Transport), Some(Status::Asked), "2026-11-02", Ok(())),
            (Some(Kind::Shoes), Some(Status::Refused), "2026-11-10", Ok(())),
            (Some(Kind::Shoes), Some(Status::InUse), "2026-11-11", Err(Refusal::Order)),
            (Some(Kind::Shoes), Some(Status::Asked), "2026-11-12", Ok(())),
            (Some(Kind::Shoes), Some(Status::Granted), "2026-11-20", Ok(())),
            (Some(Kind::Shoes), Some(Status::InUse), "2026-11-30", Ok(())),
        ] {
            let next = step(&steps, (kind, status), Some(day(on)), by, now);
            assert_eq!(next.map(|_| ()), expected, "{kind:?} {status:?} {on}");
            steps.extend(next);
        }
        assert_eq!(stands(&steps, Kind::Shoes).map(|one| one.status), Some(Status::InUse));
        assert_eq!(stands(&steps, Kind::Transport).map(|one| one.status), Some(Status::Asked));
        assert_eq!(stands(&steps, Kind::Other), None);
    }
}
