//! Preparing the talk in which school and student look back: whoever answers agreements says beforehand, measure by measure,
//! whether it was kept, in the words of the talk, and what should change. It is theirs: nobody else writes it, and a next one takes the place of the one
//! before, which stays. What decides is the talk itself ([`super::evaluate`]).

use super::{Agreement, Answerer, Kept, MAX_WORDS, Version};
use crate::{
    AccountId, Moment, Personal, VersionId,
    field::{self, Problem},
};

/// What somebody prepared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preparation {
    /// 1 for the first of a version.
    pub number: u32,
    /// Whose it is.
    pub by: Answerer,
    /// Of each measure of the version, in its order; `None` where they chose nothing.
    pub went: Vec<Option<Kept>>,
    /// What they say about it; may be nothing.
    pub words: Option<Personal<String>>,
    /// What should change; may be nothing.
    pub wish: Option<Personal<String>>,
    /// When.
    pub at: Moment,
    /// By which account.
    pub account: AccountId,
}

impl Preparation {
    fn says_the_same(&self, other: &Self) -> bool {
        (&self.went, &self.words, &self.wish) == (&other.went, &other.words, &other.wish)
    }
}

/// What somebody filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prepared {
    /// Of each measure whether it was kept.
    pub went: Vec<Option<Kept>>,
    /// What they say about it.
    pub words: String,
    /// What should change.
    pub wish: String,
}

/// A field of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreparedField {
    /// What they say about it.
    Words,
    /// What should change.
    Wish,
}

/// Why a preparation is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrepareRefusal {
    /// There is no such version.
    #[error("no such version")]
    NoSuchVersion,
    /// It is not in force today: there is nothing to look back at, or no longer.
    #[error("this version is not in force")]
    NotInForce,
    /// Nothing was chosen and nothing written.
    #[error("nothing was filled in")]
    Empty,
    /// What is wrong with the words.
    #[error("{0:?}")]
    Fields(Vec<(PreparedField, Problem)>),
    /// It stands there just so.
    #[error("this stands there already")]
    Same,
}

/// Those that are for the talk to come: of each person the last, made after the talk before.
pub fn standing<'a>(version: &Version, all: &'a [Preparation]) -> Vec<&'a Preparation> {
    let talked = version.evaluations.iter().filter(|one| one.counts()).map(|one| one.at.at).max();
    let mut out: Vec<&Preparation> = Vec::new();
    for one in all.iter().filter(|one| talked.is_none_or(|at| one.at.at > at)) {
        out.retain(|other| other.by != one.by);
        out.push(one);
    }
    out
}

/// Prepares a talk. `known` are those of the version, oldest first.
///
/// # Errors
/// See [`PrepareRefusal`].
pub fn prepare(
    agreement: &Agreement,
    id: VersionId,
    known: &[Preparation],
    typed: &Prepared,
    (by, account): (Answerer, AccountId),
    now: Moment,
) -> Result<Preparation, PrepareRefusal> {
    let version = agreement.version(id).ok_or(PrepareRefusal::NoSuchVersion)?;
    if !version.in_force(now.day) {
        return Err(PrepareRefusal::NotInForce);
    }
    let text = |typed: &str| field::optional_text(typed, MAX_WORDS);
    let (words, wish) = (text(&typed.words), text(&typed.wish));
    let (words, wish) = match (words, wish) {
        (Ok(words), Ok(wish)) => (words.map(Personal::new), wish.map(Personal::new)),
        (words, wish) => {
            let wrong = [(PreparedField::Words, words.err()), (PreparedField::Wish, wish.err())];
            let wrong = wrong.into_iter().filter_map(|(field, problem)| Some((field, problem?)));
            return Err(PrepareRefusal::Fields(wrong.collect()));
        }
    };
    let went: Vec<Option<Kept>> = (0..version.lines.len()).map(|at| typed.went.get(at).copied().flatten()).collect();
    if words.is_none() && wish.is_none() && went.iter().all(Option::is_none) {
        return Err(PrepareRefusal::Empty);
    }
    let last = known.iter().map(|one| one.number).max().unwrap_or(0);
    let new = Preparation { number: last.saturating_add(1), by, went, words, wish, at: now, account };
    if standing(version, known).iter().any(|one| one.by == by && one.says_the_same(&new)) {
        return Err(PrepareRefusal::Same);
    }
    Ok(new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::{Outcome, Talk, WhoMustAnswer, evaluate};
    use crate::fixtures::{Step, account_id, at, version_id, walk};

    fn agreed() -> Agreement {
        walk(&[Step::Offer, Step::Yes], &WhoMustAnswer::Student)
    }

    fn typed(went: Option<Kept>, words: &str, wish: &str) -> Prepared {
        Prepared { went: vec![went], words: words.to_owned(), wish: wish.to_owned() }
    }

    fn says(
        agreement: &Agreement,
        known: &[Preparation],
        typed: &Prepared,
        now: &str,
    ) -> Result<Preparation, PrepareRefusal> {
        prepare(agreement, version_id(1), known, typed, (Answerer::Student, account_id()), at(now))
    }

    #[test]
    fn a_talk_about_what_is_in_force_is_prepared_with_something() {
        let long = "x".repeat(MAX_WORDS + 1);
        let too_long = Problem::TooLong { max: MAX_WORDS, got: MAX_WORDS + 1 };
        let ended = walk(&[Step::Offer, Step::Yes, Step::Offer, Step::Yes], &WhoMustAnswer::Student);
        for (what, agreement, typed, expected) in [
            ("one choice is enough", agreed(), typed(Some(Kept::NotAtAll), "", " "), None),
            ("words are enough", agreed(), typed(None, "Het gaat goed.", ""), None),
            ("a wish is enough", agreed(), typed(None, "", "Meer tijd."), None),
            ("nothing", agreed(), typed(None, " ", "\n"), Some(PrepareRefusal::Empty)),
            (
                "too long, both",
                agreed(),
                typed(None, &long, &long),
                Some(PrepareRefusal::Fields(vec![(PreparedField::Words, too_long), (PreparedField::Wish, too_long)])),
            ),
            ("replaced meanwhile", ended, typed(None, "Zo.", ""), Some(PrepareRefusal::NotInForce)),
            (
                "a proposal",
                walk(&[Step::Offer], &WhoMustAnswer::Student),
                typed(None, "Zo.", ""),
                Some(PrepareRefusal::NotInForce),
            ),
        ] {
            assert_eq!(says(&agreement, &[], &typed, "2026-07-01").err(), expected, "{what}");
        }
    }

    #[test]
    fn the_last_of_each_person_stands_until_the_talk_was_held() {
        let agreement = agreed();
        let first = says(&agreement, &[], &typed(Some(Kept::NotAtAll), "", ""), "2026-07-01").unwrap();
        let twice = says(&agreement, std::slice::from_ref(&first), &typed(Some(Kept::NotAtAll), "", ""), "2026-07-01");
        assert_eq!(twice, Err(PrepareRefusal::Same), "two tabs");
        let next = typed(Some(Kept::Little), "Beter.", "");
        let second = says(&agreement, std::slice::from_ref(&first), &next, "2026-07-02").unwrap();
        let parent =
            Preparation { number: 3, by: Answerer::Guardian(crate::fixtures::guardian_id()), ..second.clone() };
        let known = [first, second.clone(), parent.clone()];
        assert_eq!(standing(&agreement.versions[0], &known), [&second, &parent]);

        let talk = Talk {
            held_on: Some(crate::fixtures::day("2026-07-03")),
            with_student: Some(true),
            kept: vec![Some(Kept::Little)],
            words: String::new(),
            outcome: Some(Outcome::GoesOn),
        };
        let held = evaluate(&agreement, version_id(1), &talk, account_id(), at("2026-07-03")).unwrap().after;
        assert!(standing(&held.versions[0], &known).is_empty(), "what was said was talked about");
        let anew = says(&held, &known, &next, "2026-07-04").unwrap();
        assert_eq!((anew.number, standing(&held.versions[0], &[second, anew.clone()])), (4, vec![&anew]));
    }
}
