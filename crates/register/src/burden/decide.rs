//! The second pair of eyes, which makes it a decision, and how that is looked at again or taken back.

use super::{Burden, Event, MAX_WORDS, Part, Refusal, Second, Stand, Turn, moved, twice};
use crate::{
    AccountId, Moment, Personal,
    field::{self, Problem},
};
use time::Date;

/// The second pair of eyes: agrees, and it is decided; or says why not, and it is weighed again.
///
/// # Errors
/// See [`Refusal`].
pub fn second(burden: &Burden, agrees: bool, words: &str, by: AccountId, now: Moment) -> Result<Burden, Refusal> {
    let mut after = moved(burden, if agrees { Event::Confirm } else { Event::SendBack }, by)?;
    let Some(round) = after.rounds.last_mut() else { return Err(Refusal::Stands(burden.status)) };
    if round.by == by {
        return Err(Refusal::Yourself);
    }
    let wrong = |problem| Refusal::Parts(vec![(Part::Second, problem)]);
    let words = field::optional_text(words, MAX_WORDS).map_err(wrong)?;
    if !agrees && words.is_none() {
        return Err(wrong(Problem::Missing));
    }
    round.second = Some(Second { agrees, words: words.map(Personal::new), by, at: now });
    Ok(after)
}

/// Looks at a decision again ([`Event::Revise`]), or takes it all back ([`Event::Withdraw`]), with why.
///
/// # Errors
/// See [`Refusal`].
pub fn turn(burden: &Burden, revise: bool, why: &str, by: AccountId, now: Moment) -> Result<Burden, Refusal> {
    let event = if revise { Event::Revise } else { Event::Withdraw };
    let mut after = moved(burden, event, by)?;
    let why = field::text(why, MAX_WORDS).map_err(|problem| Refusal::Parts(vec![(Part::Reason, problem)]))?;
    after.turns.push(Turn { event, why: Personal::new(why), done: None, by, at: now });
    Ok(after)
}

/// What was promised is there: since which day, and who arranged it how. A day to come is no such day, and neither is one before it came up.
///
/// # Errors
/// See [`Refusal`]; where nothing is to be arranged it stands elsewhere.
pub fn arrange(
    burden: &Burden,
    (since, how): (Option<Date>, &str),
    by: AccountId,
    now: Moment,
) -> Result<Burden, Refusal> {
    let mut after = moved(burden, Event::Arrange, by)?;
    if burden.stand() != Stand::Owed {
        return Err(elsewhere(burden, Event::Arrange, by));
    }
    let since = since.filter(|since| *since >= burden.at.day && *since <= now.day);
    let how = field::text(how, MAX_WORDS);
    match (since, how) {
        (Some(since), Ok(how)) => {
            let turn = Turn { event: Event::Arrange, why: Personal::new(how), done: Some(since), by, at: now };
            after.turns.push(turn);
            Ok(after)
        }
        (since, how) => {
            let mut wrong = Vec::new();
            wrong.extend(since.is_none().then_some((Part::Done, Problem::Missing)));
            wrong.extend(how.err().map(|problem| (Part::Reason, problem)));
            Err(Refusal::Parts(wrong))
        }
    }
}

/// It is not there after all, with why: it is to be arranged again.
///
/// # Errors
/// See [`Refusal`]; where nothing was arranged it stands elsewhere.
pub fn unarrange(burden: &Burden, why: &str, by: AccountId, now: Moment) -> Result<Burden, Refusal> {
    let mut after = moved(burden, Event::Unarrange, by)?;
    if burden.arranged().is_none() {
        return Err(elsewhere(burden, Event::Unarrange, by));
    }
    let why = field::text(why, MAX_WORDS).map_err(|problem| Refusal::Parts(vec![(Part::Reason, problem)]))?;
    after.turns.push(Turn { event: Event::Unarrange, why: Personal::new(why), done: None, by, at: now });
    Ok(after)
}

fn elsewhere(burden: &Burden, event: Event, by: AccountId) -> Refusal {
    if twice(burden, event, by) { Refusal::Twice } else { Refusal::Stands(burden.status) }
}
