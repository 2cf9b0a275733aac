//! What happens to a handoff, once.

use super::{Event, Handoff, Letter, MAX_STEPS, MAX_WORDS, Status, Step, decide};
use crate::field::{self, Problem};
use crate::{AccountId, Moment, Personal};

/// Why a step is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepRefusal {
    /// What is wrong with the words.
    Words(Problem),
    /// It was done already.
    Twice,
    /// It does not go with where it stands, or with what was shown.
    Stands(Status),
    /// Nothing goes on without a yes: take it back, or ask the student and send it anew.
    NoConsent,
}

/// Why something is not done again: it is so, where it was sent again; with other words, from another tab or by somebody else, it is
/// not, and whoever wrote those keeps them before them.
fn again(one: &Handoff, event: Event, words: &str) -> StepRefusal {
    match field::optional_text(words, MAX_WORDS) {
        Ok(None) => StepRefusal::Twice,
        Ok(Some(words)) if one.steps.iter().any(|step| step.says(event, &words)) => StepRefusal::Twice,
        Ok(Some(_)) | Err(_) => StepRefusal::Stands(one.status),
    }
}

/// Lets something happen. `by`: who of the school; `None`: the partner. `home`: where the student lives now.
///
/// # Errors
/// See [`StepRefusal`].
pub fn step(
    one: &Handoff,
    event: Event,
    words: &str,
    by: Option<AccountId>,
    home: Option<&str>,
    now: Moment,
) -> Result<Handoff, StepRefusal> {
    let Some(status) = one.status.on(event) else {
        let last = one.steps.last().map(|step| step.event);
        return Err(if last == Some(event) { again(one, event, words) } else { StepRefusal::Stands(one.status) });
    };
    // Who is written to by mail gets no letter, and what was not made or did not have to go did not go.
    if event == Event::Print && one.letter.is_none() || event == Event::Post && !one.letter_waits() {
        return Err(if one.letter == Some(Letter::Posted) {
            again(one, event, words)
        } else {
            StepRefusal::Stands(status)
        });
    }
    // A letter, and what was over by mistake: nothing opens without a yes.
    if matches!(event, Event::Print | Event::Reopen) && !one.consent.holds(now.day) {
        return Err(StepRefusal::NoConsent);
    }
    if by.is_none() && one.steps.len() >= MAX_STEPS {
        return Err(StepRefusal::Stands(one.status));
    }
    if event == Event::Keep && one.status.open() && !one.consent.holds(now.day) {
        return Err(StepRefusal::NoConsent);
    }
    // Twice, in two tabs: there is nothing left to decide.
    if event == Event::Keep && decide(one.watch(), home, now.day).is_empty()
        || event == Event::Prepare && one.prepare_on.is_none()
    {
        return Err(again(one, event, words));
    }
    let words = if event.needs_words() {
        Some(field::text(words, MAX_WORDS).map_err(StepRefusal::Words)?)
    } else {
        field::optional_text(words, MAX_WORDS).map_err(StepRefusal::Words)?
    };
    let mut after = one.clone();
    after.status = status;
    match event {
        Event::Keep => {
            after.home = home.map(str::to_owned);
            after.adult_on = one.adult_on.filter(|on| *on > now.day);
            after.seen = true;
            (after.gone, after.doubted) = (false, false);
        }
        Event::Prepare => after.prepare_on = None,
        Event::Print => after.letter = Some(Letter::Owed),
        Event::Post => after.letter = Some(Letter::Posted),
        // Whoever of the school writes the no down has read it.
        Event::Refuse => after.seen = by.is_some(),
        Event::Reopen => after.seen = false,
        Event::Accept | Event::Queue | Event::Start | Event::Finish | Event::Revoke => {}
    }
    // Something was heard, or somebody looked at it and waits on.
    if event != Event::Prepare {
        after.silent_on = status.silent_from(now.day);
    }
    // They were called: nothing has to go any more. A letter can be made all the same.
    if event.of_partner() && after.letter == Some(Letter::Owed) {
        after.letter = Some(Letter::Unneeded);
    }
    after.steps.push(Step { event, at: now, by, words: words.map(Personal::new) });
    Ok(after)
}
