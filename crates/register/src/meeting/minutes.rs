//! What is written down of a meeting that was held, and what becomes of what was decided there.

use super::{Decision, Doing, Event, MAX_DECISIONS, MAX_WORDS, Meeting, Part, Refusal, to_close};
use crate::{
    AccountId, BirthDate, DecisionId, Moment, Personal,
    field::{self, Problem},
};
use time::Date;

/// What somebody writes down of a meeting that was held.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Minutes {
    /// On which day.
    pub on: Option<Date>,
    /// Who was there.
    pub people: String,
    /// Notes, of who works with the student.
    pub notes: String,
    /// What was decided; what is empty was not.
    pub decisions: Vec<Draft>,
}

/// A decision as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// What.
    pub words: String,
    /// Who does it.
    pub owner: Option<AccountId>,
    /// By when.
    pub due: Option<Date>,
}

impl Draft {
    fn is_empty(&self) -> bool {
        self.words.trim().is_empty() && self.owner.is_none() && self.due.is_none()
    }
}

/// Writes down a meeting that was held. `owners` are who can do what was decided: they work with the student. `ids` gives each
/// decision its identifier.
///
/// # Errors
/// See [`Refusal`].
pub fn hold(
    meeting: &Meeting,
    given: &Minutes,
    (birth, owners): (Option<BirthDate>, &[AccountId]),
    mut ids: impl FnMut() -> DecisionId,
    by: AccountId,
    now: Moment,
) -> Result<Meeting, Refusal> {
    let status = to_close(meeting, Event::Hold, by)?;
    let (people, notes) = (field::text(&given.people, MAX_WORDS), field::optional_text(&given.notes, MAX_WORDS));
    let mut wrong = Vec::new();
    wrong.extend(given.on.is_none().then_some((Part::Day, Problem::Missing)));
    wrong.extend(people.as_ref().err().map(|problem| (Part::People, *problem)));
    wrong.extend(notes.as_ref().err().map(|problem| (Part::Notes, *problem)));
    let mut decided = Vec::new();
    for (at, draft) in given.decisions.iter().enumerate().take(MAX_DECISIONS).filter(|(_, draft)| !draft.is_empty()) {
        let words = field::text(&draft.words, MAX_WORDS);
        wrong.extend(words.as_ref().err().map(|problem| (Part::Decision(at), *problem)));
        wrong.extend(draft.owner.is_none().then_some((Part::Owner(at), Problem::Missing)));
        wrong.extend(draft.due.is_none().then_some((Part::Due(at), Problem::Missing)));
        decided.extend(words.ok().zip(draft.owner).zip(draft.due).map(|((words, owner), due)| (at, words, owner, due)));
    }
    let (Some(on), Ok(people), Ok(notes), true) = (given.on, people, notes, wrong.is_empty()) else {
        return Err(Refusal::Parts(wrong));
    };
    if on > now.day {
        return Err(Refusal::DayToCome);
    }
    if meeting.consent(birth, on).is_none() {
        return Err(Refusal::NoConsent);
    }
    let mut decisions = Vec::with_capacity(decided.len());
    for (at, words, owner, due) in decided {
        if due < on {
            return Err(Refusal::DueBefore(at));
        }
        if !owners.contains(&owner) {
            return Err(Refusal::Stranger(at));
        }
        let words = Personal::new(words);
        decisions.push(Decision { id: ids(), words, owner, due, status: Doing::Open, closed: None });
    }
    let (people, notes) = (Personal::new(people), notes.map(Personal::new));
    let closed = Some((now, by));
    Ok(Meeting { on, people, notes, decisions, closed, status, ..meeting.clone() })
}

/// Closes a decision: it was done, or is not needed any more.
///
/// # Errors
/// [`Refusal::Closed`].
pub fn close(decision: &Decision, done: bool, by: AccountId, now: Moment) -> Result<Decision, Refusal> {
    match decision.status {
        Doing::Open => {
            let status = if done { Doing::Done } else { Doing::Dropped };
            Ok(Decision { status, closed: Some((now, by)), ..decision.clone() })
        }
        status => Err(Refusal::Closed(status)),
    }
}

/// Gives a decision to somebody else who works with the student.
///
/// # Errors
/// [`Refusal::Closed`], [`Refusal::Stranger`].
pub fn give(decision: &Decision, owner: AccountId, owners: &[AccountId]) -> Result<Decision, Refusal> {
    match decision.status {
        Doing::Open if owners.contains(&owner) => Ok(Decision { owner, ..decision.clone() }),
        Doing::Open => Err(Refusal::Stranger(0)),
        status => Err(Refusal::Closed(status)),
    }
}
