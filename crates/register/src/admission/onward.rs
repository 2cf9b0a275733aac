//! Where somebody went whom the school refused, as the Monitor asks it (B2.6): while nobody guides them, that is a signal on the list
//! of the intake.

use super::{Admission, Kind, MAX_WORDS, Part, Refusal, Status};
use crate::{
    AccountId, Moment, Personal, codes,
    field::{self, Problem},
};

codes! {
    /// Where to.
    pub enum Where {
        /// Another mbo school.
        OtherMbo = "other_mbo",
        /// A REA college.
        ReaCollege = "rea_college",
        /// Work.
        Work = "work",
        /// Another route, of care for instance.
        OtherRoute = "other_route",
        /// Nobody guides them.
        NotGuided = "not_guided",
        /// Nobody knows.
        Unknown = "unknown",
    }
}

/// What was noted of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onward {
    /// Where to.
    pub to: Where,
    /// They want no guidance, and said so.
    pub declined: bool,
    /// Who guides, or what they said.
    pub words: Option<Personal<String>>,
    /// Who noted it.
    pub by: AccountId,
    /// When.
    pub at: Moment,
}

impl Onward {
    /// Whether there is nothing left to do: somebody guides them, or they want nobody to.
    pub const fn is_settled(&self) -> bool {
        settled(self.to, self.declined)
    }
}

/// Whether there is nothing left to do.
pub const fn settled(to: Where, declined: bool) -> bool {
    match to {
        Where::OtherMbo | Where::ReaCollege | Where::Work | Where::OtherRoute => true,
        Where::NotGuided | Where::Unknown => declined,
    }
}

/// Notes where somebody went. What was noted before stays.
///
/// # Errors
/// See [`Refusal`].
pub fn onward(
    one: &Admission,
    (to, declined, words): (Option<Where>, bool, &str),
    by: AccountId,
    now: Moment,
) -> Result<Admission, Refusal> {
    if one.status != Status::Standing || one.outcome.kind() != Kind::Refuse {
        return Err(Refusal::Meanwhile);
    }
    let words =
        field::optional_text(words, MAX_WORDS).map_err(|problem| Refusal::Parts(vec![(Part::Words, problem)]))?;
    let to = to.ok_or_else(|| Refusal::Parts(vec![(Part::Where, Problem::Missing)]))?;
    if declined && words.is_none() {
        return Err(Refusal::Parts(vec![(Part::Words, Problem::Missing)]));
    }
    let words = words.map(Personal::new);
    if one.onward.last().is_some_and(|last| (last.to, last.declined, &last.words) == (to, declined, &words)) {
        return Err(Refusal::Twice);
    }
    let mut after = one.clone();
    after.onward.push(Onward { to, declined, words, by, at: now });
    Ok(after)
}
