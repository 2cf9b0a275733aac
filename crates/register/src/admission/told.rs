//! Telling somebody how their application ends: in writing, and the parents of who is younger than 18 too. Of what was told and holds
//! no more they are told again: until then they go by a decision that is none.

use super::{Admission, Part, Refusal, Status, standing};
use crate::{
    AccountId, ApplicationId, BirthDate, Moment,
    field::Problem,
    guardian::ADULT_FROM,
    intake::talk::{Means, Told},
};
use time::Date;

/// What somebody says of the telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Telling {
    /// How.
    pub means: Option<Means>,
    /// The parents were told as well.
    pub parents: bool,
    /// Whether the applicant was younger than 18 on the day of the decision, where nobody knows when they were born.
    pub minor: Option<bool>,
}

/// Whether the parents are told too: the applicant was younger than 18 on the day of the decision (WEB 8.1.1(1c)). `None`: nobody
/// knows when they were born, and then it is neither yes nor no.
pub fn tells_parents(birth: Option<BirthDate>, on: Date) -> Option<bool> {
    birth.map(|birth| birth.age_on(on) < ADULT_FROM)
}

/// The last end that the applicant was told of, where it holds no more and nobody told them so.
pub fn unrecalled(all: &[Admission], application: ApplicationId) -> Option<&Admission> {
    let told = last_told(all, application)?;
    let holds = told.status == Status::Standing;
    (told.outcome.is_decision() && !holds && told.recalled.is_none()).then_some(told)
}

fn last_told(all: &[Admission], application: ApplicationId) -> Option<&Admission> {
    all.iter().rev().find(|one| one.application == application && one.told.is_some())
}

/// Notes that the applicant was told of what holds; or, where nothing does, that what they were told of does not any more. `all` are
/// those of the file.
///
/// # Errors
/// See [`Refusal`].
pub fn tell(
    all: &[Admission],
    application: ApplicationId,
    given: Telling,
    birth: Option<BirthDate>,
    by: AccountId,
    now: Moment,
) -> Result<Admission, Refusal> {
    let gone = unrecalled(all, application);
    let holds = standing(all, application);
    let one = match (holds, gone) {
        (Some(one), _) if one.told.is_some() => return Err(Refusal::Twice),
        (Some(one), _) | (None, Some(one)) => one,
        (None, None) if last_told(all, application).is_some_and(|one| one.recalled.is_some()) => {
            return Err(Refusal::Twice);
        }
        (None, None) => return Err(Refusal::Meanwhile),
    };
    let mut wrong = Vec::new();
    // A decision is in writing: said is not enough. That one holds no more is none either.
    let written = one.outcome.is_decision() || gone.is_some();
    let means = given.means.filter(|means| !written || *means != Means::Spoken);
    wrong.extend(means.is_none().then_some((Part::Means, Problem::Missing)));
    let decides = holds.is_some_and(|one| one.outcome.is_decision());
    let known = tells_parents(birth, one.at.day);
    let minor = known.or(given.minor);
    wrong.extend((decides && minor.is_none()).then_some((Part::Age, Problem::Missing)));
    // Parents who read what holds no more are told so.
    let must = (decides && minor == Some(true)) || gone.is_some_and(|one| one.parents);
    wrong.extend((must && !given.parents).then_some((Part::Parents, Problem::Missing)));
    let Some(means) = means.filter(|_| wrong.is_empty()) else { return Err(Refusal::Parts(wrong)) };
    let told = Some(Told { means, at: now, by });
    Ok(if one.status == Status::Standing {
        let minor = given.minor.filter(|_| decides && known.is_none());
        Admission { told, minor, parents: given.parents, ..one.clone() }
    } else {
        Admission { recalled: told, ..one.clone() }
    })
}
