//! What happens to a dispute, step by step.

use super::{Dispute, Event, MAX_WORDS, Outcome, Part, Refusal, Step};
use crate::{
    AccountId, Moment, Personal,
    field::{self, Problem},
    law::Urgency,
};

/// Lets something happen: the desk with words, or (`Withdraw`) who brought it.
///
/// # Errors
/// See [`Refusal`].
pub fn step(
    dispute: &Dispute,
    event: Event,
    (words, outcome): (&str, Option<Outcome>),
    by: AccountId,
    now: Moment,
) -> Result<Dispute, Refusal> {
    let Some(status) = dispute.status.on(event) else {
        let said = outcome.filter(|_| event == Event::Decide);
        let same = |step: &Step| (step.event, step.by, step.outcome) == (event, by, said);
        let twice = dispute.steps.last().is_some_and(same);
        return Err(if twice { Refusal::Twice } else { Refusal::Stands(dispute.status) });
    };
    if event == Event::Extend && dispute.extended() {
        let twice = dispute.steps.last().is_some_and(|step| step.event == event && step.by == by);
        return Err(if twice { Refusal::Twice } else { Refusal::SaidAlready });
    }
    if !dispute.may(event) {
        let twice = dispute.steps.last().is_some_and(|step| step.event == event && step.by == by);
        return Err(if twice { Refusal::Twice } else { Refusal::Stands(dispute.status) });
    }
    // What is said or asked of urgency can be changed as long as it is open; by what it is already nothing changes.
    if event.urgency() == Some(dispute.urgency) || (event == Event::AskUrgent && dispute.urgency == Urgency::Yes) {
        let same = |step: &Step| step.event == event && step.by == by;
        return Err(if dispute.steps.last().is_some_and(same) { Refusal::Twice } else { Refusal::SaidAlready });
    }
    let typed = field::optional_text(words, MAX_WORDS);
    let mut wrong = Vec::new();
    let decides = event == Event::Decide;
    wrong.extend((decides && outcome.is_none()).then_some((Part::Outcome, Problem::Missing)));
    match &typed {
        Err(problem) => wrong.push((Part::Said, *problem)),
        Ok(None) if event != Event::Withdraw => wrong.push((Part::Said, Problem::Missing)),
        Ok(_) => {}
    }
    let (Ok(typed), true) = (typed, wrong.is_empty()) else { return Err(Refusal::Parts(wrong)) };
    let words = typed.map(Personal::new);
    // The same step with the same words is one that was sent twice.
    let outcome = outcome.filter(|_| decides);
    let new = Step { event, words, outcome, by, at: now, told: None, again_by: None, age: None, parents: None };
    let same = |last: &Step| (last.event, &last.words, last.by) == (new.event, &new.words, new.by);
    // What the school does may be the same by another day: [`super::planned`] looks at that.
    if event != Event::Plan && dispute.steps.last().is_some_and(same) {
        return Err(Refusal::Twice);
    }
    let mut after = Dispute { status, ..dispute.clone() };
    after.urgency = event.urgency().unwrap_or(dispute.urgency);
    after.steps.push(new);
    Ok(after)
}
