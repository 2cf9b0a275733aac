//! The card of a student: what helps me, in their own words, with as many of the agreed measures as they choose ([`measure`]).
//! They show it to whom they want with a link that ends by itself ([`link`]).
//!
//! The words are the student's at any age. Below [`crate::guardian::AGREES_ALONE_FROM`] showing the card by a link is for the
//! parent who answers for them: the permission of whoever is below 16 is that of their legal representative (UAVG 5(1)).

pub mod link;
pub mod measure;

pub use link::{Link, Look, OpenRefusal, State, Term, opens};
pub use measure::{Chosen, Stands, stands};

use crate::agreement::Agreement;
use crate::field::{self, Problem};
use crate::{AccountId, Moment, Personal};
use time::Date;

/// The most characters of the words on a card: it is read standing, at the door of a classroom.
pub const MAX_WORDS: usize = 1000;

/// A card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Rises with every save: a save names the one it was based on.
    pub number: u32,
    /// What helps, in the student's words; none where only measures stand on it.
    pub words: Option<Personal<String>>,
    /// The measures that stand on it.
    pub chosen: Vec<Chosen>,
    /// When it was last saved.
    pub written: Moment,
    /// From which account.
    pub by: AccountId,
}

/// What somebody filled in.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The words, as they were typed.
    pub words: String,
    /// The measures that were ticked.
    pub chosen: Vec<Chosen>,
    /// The number of the card that the form was made of; 0 where there was none.
    pub based_on: u32,
}

/// Why a card is not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteRefusal {
    /// What is wrong with the words. [`Problem::Missing`]: there are none, and no measure was chosen either.
    #[error("the words: {0:?}")]
    Words(Problem),
    /// It was saved meanwhile, in another window: what stands there was not read before this was sent.
    #[error("the card was saved meanwhile")]
    Changed,
    /// A measure was chosen that does not hold today.
    #[error("a measure that does not hold")]
    NotInForce,
}

/// Saves a card. `None`: this is what stands there, so there is nothing to write (it was sent twice).
///
/// # Errors
/// See [`WriteRefusal`].
pub fn write(
    known: Option<&Card>,
    draft: &Draft,
    (agreement, today): (Option<&Agreement>, Date),
    by: AccountId,
    now: Moment,
) -> Result<Option<Card>, WriteRefusal> {
    let words = field::optional_text(&draft.words, MAX_WORDS).map_err(WriteRefusal::Words)?.map(Personal::new);
    let mut chosen = draft.chosen.clone();
    chosen.sort_unstable();
    chosen.dedup();
    if words.is_none() && chosen.is_empty() {
        return Err(WriteRefusal::Words(Problem::Missing));
    }
    if known.is_some_and(|card| card.words == words && card.chosen == chosen) {
        return Ok(None);
    }
    let number = known.map_or(0, |card| card.number);
    if draft.based_on != number {
        return Err(WriteRefusal::Changed);
    }
    let holds = |one: &Chosen| matches!(stands(*one, agreement, today), Stands::Shown(_));
    if !chosen.iter().all(holds) {
        return Err(WriteRefusal::NotInForce);
    }
    Ok(Some(Card { number: number.saturating_add(1), words, chosen, written: now, by }))
}

#[cfg(test)]
mod tests {
    use super::measure::tests::{agreed, only, today};
    use super::*;
    use crate::fixtures::{account_id, at};
    use crate::{Moment, VersionId};

    fn now() -> Moment {
        at("2026-09-15")
    }

    fn save(known: Option<&Card>, draft: &Draft) -> Result<Option<Card>, WriteRefusal> {
        let agreement = agreed(&["Extra tijd"]);
        write(known, draft, (Some(&agreement), today()), account_id(), now())
    }

    fn draft(words: &str, chosen: &[Chosen], based_on: u32) -> Draft {
        Draft { words: words.into(), chosen: chosen.to_vec(), based_on }
    }

    #[test]
    fn a_card_is_saved_once_and_over_nothing_that_was_not_read() {
        let time = only(&agreed(&["Extra tijd"]));
        let other = Chosen { version: VersionId(uuid::Uuid::from_u128(404)), position: 0 };
        let first = save(None, &draft(" Zeg mij op tijd wat er komt. ", &[time], 0)).unwrap().unwrap();
        assert_eq!(
            (first.number, first.words.as_ref().unwrap().reveal().as_str()),
            (1, "Zeg mij op tijd wat er komt.")
        );
        let long = "x".repeat(MAX_WORDS + 1);
        let too_long = Problem::TooLong { max: MAX_WORDS, got: MAX_WORDS + 1 };
        let missing = Err(WriteRefusal::Words(Problem::Missing));
        for (what, known, typed, chosen, based_on, expected) in [
            ("words only", None, "Rust.", vec![], 0, Ok(Some(1))),
            ("a measure only", None, " ", vec![time], 0, Ok(Some(1))),
            ("nothing", None, " ", vec![], 0, missing),
            ("too long", None, long.as_str(), vec![], 0, Err(WriteRefusal::Words(too_long))),
            ("no text", None, "a\u{7}b", vec![], 0, Err(WriteRefusal::Words(Problem::NotText))),
            ("a measure that does not hold", None, "Rust.", vec![other], 0, Err(WriteRefusal::NotInForce)),
            ("a next one", Some(&first), "Rust.", vec![], 1, Ok(Some(2))),
            ("sent twice", Some(&first), "Zeg mij op tijd wat er komt.", vec![time, time], 0, Ok(None)),
            ("another window", Some(&first), "Rust.", vec![], 0, Err(WriteRefusal::Changed)),
            ("it was erased meanwhile", None, "Rust.", vec![], 1, Err(WriteRefusal::Changed)),
            ("nothing any more", Some(&first), "", vec![], 1, missing),
        ] {
            let found = save(known, &draft(typed, &chosen, based_on));
            assert_eq!(found.map(|saved| saved.map(|card| card.number)), expected, "{what}");
        }
    }
}
