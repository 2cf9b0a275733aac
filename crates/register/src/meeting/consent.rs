//! A yes to a meeting, written down or said oneself, and taken back.

use super::{Consent, Consenter, Meeting, Part, Refusal, consenter, planned};
use crate::{AccountId, BirthDate, Moment, field::Problem};
use time::Date;

/// Writes down a yes.
///
/// # Errors
/// See [`Refusal`].
pub fn agree(
    meeting: &Meeting,
    (who, on): (Option<Consenter>, Option<Date>),
    birth: Option<BirthDate>,
    by: AccountId,
    now: Moment,
) -> Result<Meeting, Refusal> {
    planned(meeting)?;
    let (Some(who), Some(given_on)) = (who, on) else {
        let missing = [(Part::Consenter, who.is_none()), (Part::Day, on.is_none())];
        let missing = missing.into_iter().filter(|(_, missing)| *missing);
        return Err(Refusal::Parts(missing.map(|(part, _)| (part, Problem::Missing)).collect()));
    };
    if given_on > now.day {
        return Err(Refusal::DayToCome);
    }
    if let Some(needed) = consenter(birth, given_on).filter(|needed| *needed != who) {
        return Err(Refusal::Whose(needed));
    }
    if meeting.consents.iter().any(|one| one.withdrawn.is_none() && one.by == who) {
        return Err(Refusal::Consented);
    }
    let mut after = meeting.clone();
    after.consents.push(Consent { by: who, given_on, at: now, noted_by: by, withdrawn: None });
    Ok(after)
}

/// Takes back every yes that stands: a no of whoever may say it is a no.
///
/// # Errors
/// See [`Refusal`].
pub fn disagree(meeting: &Meeting, by: AccountId, now: Moment) -> Result<Meeting, Refusal> {
    planned(meeting)?;
    let mut after = meeting.clone();
    let standing: Vec<&mut Consent> = after.consents.iter_mut().filter(|one| one.withdrawn.is_none()).collect();
    if standing.is_empty() {
        return Err(Refusal::Consented);
    }
    for one in standing {
        one.withdrawn = Some((now, by));
    }
    Ok(after)
}

/// Says yes or no oneself, as whoever may say it on that day.
///
/// # Errors
/// See [`Refusal`].
pub fn answer(
    meeting: &Meeting,
    (me, yes): (Consenter, bool),
    birth: Option<BirthDate>,
    by: AccountId,
    now: Moment,
) -> Result<Meeting, Refusal> {
    planned(meeting)?;
    if let Some(needed) = consenter(birth, now.day).filter(|needed| *needed != me) {
        return Err(Refusal::Whose(needed));
    }
    if yes { agree(meeting, (Some(me), Some(now.day)), birth, by, now) } else { disagree(meeting, by, now) }
}
