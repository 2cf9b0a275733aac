//! Telling who brought a dispute what the desk did with it, and that what it did was taken back.

use super::{Dispute, Refusal, Stand, Status, Step};
use crate::{
    AccountId, Moment,
    intake::talk::Means,
    seen::Seen,
    told::{self, Told},
};
use time::Date;

impl Dispute {
    /// What there is to read of it: a note that somebody was told names it.
    pub fn seen_so_far(&self) -> Seen {
        let told = self.steps.iter().flat_map(|step| [step.told, step.parents]).flatten().count();
        // That the student was an adult is said of the parents as much as that they were told.
        let adult = self.steps.iter().filter(|step| step.age == Some(super::Age::Adult)).count();
        Seen::of(self.steps.len(), told.saturating_add(adult))
    }

    /// What there is to read of it for who brought it, and what they attached: what they do themselves names it. That they were told
    /// changes nothing of that.
    pub fn own_so_far(&self) -> Seen {
        let taken = self.attached.iter().filter(|one| one.taken.is_some()).count();
        Seen::of(self.steps.len(), self.attached.len().saturating_add(taken))
    }

    /// What the desk did and who brought it has yet to be told, the first first. Nothing of one that they took back.
    pub fn untold(&self) -> impl Iterator<Item = &Step> {
        let theirs = self.status != Status::Withdrawn;
        self.steps.iter().filter(move |step| theirs && !step.event.is_own() && step.told.is_none())
    }

    /// On which list of the desk it stands. What is open stands there, also where something is to be told.
    pub fn stand(&self) -> Stand {
        let untold = self.untold().next().is_some() || self.parents_owed().is_some();
        match self.status {
            Status::Open => Stand::Open,
            Status::Withdrawn => Stand::Withdrawn,
            Status::Settled | Status::Decided | Status::Referred if untold => Stand::ToTell,
            Status::Settled | Status::Decided if self.to_plan() => Stand::ToPlan,
            Status::Settled => Stand::Settled,
            Status::Decided => Stand::Decided,
            Status::Referred => Stand::Referred,
        }
    }
}

/// Notes that who brought it was told what they have yet to be told. The day is not before the last of that.
///
/// # Errors
/// [`Refusal::Twice`] when they did just this, [`Refusal::NothingToTell`] when somebody else did, [`Refusal::Told`] for the form.
pub fn tell(
    dispute: &Dispute,
    given: (Option<Means>, Option<Date>),
    by: AccountId,
    now: Moment,
) -> Result<Dispute, Refusal> {
    let Some(since) = dispute.untold().map(|step| step.at.day).max() else {
        // With a mail no day is given: it went on the day on which it was told.
        let same = |told: &Told| told.by == by && Some(told.means) == given.0 && given.1.is_none_or(|on| on == told.on);
        let last = dispute.steps.iter().rev().find_map(|step| step.told);
        return Err(if last.as_ref().is_some_and(same) { Refusal::Twice } else { Refusal::NothingToTell });
    };
    let told = told::told(given, since, by, now).map_err(Refusal::Told)?;
    Ok(with(dispute, told))
}

/// The same, where a mail went with what the desk just did.
pub fn told_by_mail(dispute: &Dispute, by: AccountId, now: Moment) -> Dispute {
    with(dispute, Told { means: Means::Mail, on: now.day, by, at: now })
}

fn with(dispute: &Dispute, told: Told) -> Dispute {
    let mut after = dispute.clone();
    if dispute.status != Status::Withdrawn {
        let untold = after.steps.iter_mut().filter(|step| !step.event.is_own() && step.told.is_none());
        untold.for_each(|step| step.told = Some(told));
    }
    after
}
