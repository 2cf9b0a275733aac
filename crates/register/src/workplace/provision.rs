//! Provisions that UWV gives through the company, and where each stands: asked, granted or refused, in use. What a provision is for
//! is no part of it.

use crate::{AccountId, Moment, codes};
use time::{Date, Duration};

/// So long UWV is waited for: later the school asks how it stands.
pub const ANSWERED_WITHIN: Duration = Duration::weeks(6);

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
    /// When it was taken back as a mistake, and by whom.
    pub taken: Option<(Moment, AccountId)>,
}

/// Where a provision stands, after all steps of a placement that were not taken back.
pub fn stands(steps: &[Step], kind: Kind) -> Option<&Step> {
    steps.iter().rev().find(|step| step.kind == kind && step.taken.is_none())
}

/// Whether UWV was asked for something more than six weeks ago, and nobody wrote down what it said.
pub fn unanswered(steps: &[Step], today: Date) -> bool {
    let late = |step: &Step| step.status == Status::Asked && step.on.saturating_add(ANSWERED_WITHIN) < today;
    Kind::ALL.iter().filter_map(|kind| stands(steps, *kind)).any(late)
}

/// Whether a step, by its place from 0, can be taken back as a mistake: it is where its provision stands. What came after another one
/// rests on that one.
pub fn can_be_taken(steps: &[Step], at: usize) -> bool {
    let after = |one: &Step| steps.iter().skip(at + 1).any(|step| step.kind == one.kind && step.taken.is_none());
    steps.get(at).is_some_and(|one| one.taken.is_none() && !after(one))
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
    /// Of this step nothing is taken back: it is not there, or another one came after it.
    #[error("not the last step")]
    NotLast,
}

/// Takes a step back as a mistake, by its place from 0.
///
/// # Errors
/// [`Refusal::Same`] when it was taken back already, [`Refusal::NotLast`] when it is not where its provision stands.
pub fn take_back(steps: &[Step], at: usize, by: AccountId, now: Moment) -> Result<Step, Refusal> {
    match steps.get(at) {
        Some(one) if one.taken.is_some() => Err(Refusal::Same),
        Some(one) if can_be_taken(steps, at) => Ok(Step { taken: Some((now, by)), ..*one }),
        Some(_) | None => Err(Refusal::NotLast),
    }
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
    Ok(Step { kind, status, on, noted: (now, by), taken: None })
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

    /// Issue 15: UWV provisions with status; what was written down wrongly is taken back, and that stays to be seen.
    #[test]
    fn a_wrong_step_is_taken_back_and_the_one_before_stands_again() {
        let now = Moment { at: datetime!(2026-11-30 10:00 UTC), day: day("2026-11-30") };
        let by = AccountId(uuid::Uuid::nil());
        let made = |kind, status, on: &str| Step { kind, status, on: day(on), noted: (now, by), taken: None };
        let mut steps = vec![
            made(Kind::Shoes, Status::Asked, "2026-11-01"),
            made(Kind::Transport, Status::Asked, "2026-11-01"),
            made(Kind::Shoes, Status::Refused, "2026-11-10"),
        ];
        for (at, expected) in [(0, Err(Refusal::NotLast)), (1, Ok(())), (2, Ok(())), (3, Err(Refusal::NotLast))] {
            assert_eq!(take_back(&steps, at, by, now).map(|_| ()), expected, "{at}");
            assert_eq!(can_be_taken(&steps, at), expected.is_ok(), "{at}");
        }
        steps[2] = take_back(&steps, 2, by, now).unwrap();
        assert_eq!(steps[2].taken, Some((now, by)), "who took it back stays");
        assert_eq!(take_back(&steps, 2, by, now), Err(Refusal::Same), "twice");
        assert_eq!(stands(&steps, Kind::Shoes).map(|one| one.status), Some(Status::Asked), "it is asked again");
        let granted = step(&steps, (Some(Kind::Shoes), Some(Status::Granted)), Some(day("2026-11-20")), by, now);
        assert!(granted.is_ok(), "it goes on from there");
        steps[0] = take_back(&steps, 0, by, now).unwrap();
        assert_eq!(stands(&steps, Kind::Shoes), None, "nothing was asked");
    }

    #[test]
    fn what_uwv_did_not_answer_in_six_weeks_is_asked_after() {
        let now = Moment { at: datetime!(2026-11-30 10:00 UTC), day: day("2026-11-30") };
        let by = AccountId(uuid::Uuid::nil());
        let one = |status, taken| Step {
            kind: Kind::Shoes,
            status,
            on: day("2026-09-01"),
            noted: (now, by),
            taken: if taken { Some((now, by)) } else { None },
        };
        for (what, steps, today, expected) in [
            ("six weeks", vec![one(Status::Asked, false)], "2026-10-13", false),
            ("a day more", vec![one(Status::Asked, false)], "2026-10-14", true),
            ("granted", vec![one(Status::Asked, false), one(Status::Granted, false)], "2026-10-14", false),
            ("that was a mistake", vec![one(Status::Asked, false), one(Status::Granted, true)], "2026-10-14", true),
            ("nothing was asked", vec![one(Status::Asked, true)], "2026-10-14", false),
        ] {
            assert_eq!(unanswered(&steps, day(today)), expected, "{what}");
        }
    }
}
