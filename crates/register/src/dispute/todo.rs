//! What follows from a dispute that the student won, in whole or in part, or that was settled: the desk writes down what the school does
//! and by when, and that stands on a list of who coordinates the support until it is done. Of the dispute that list has nothing else.
//! What follows from an appeal about an exam is with the exam office ([`super::Back`]).

use super::{Dispute, Event, Part, Refusal, Status, Step, Subject, back::right};
use crate::{codes, field::Problem};
use time::Date;

codes! {
    /// On which list it stands.
    pub enum Todo {
        /// The school still has to do it.
        Owed = "owed",
        /// It was done.
        Done = "done",
    }
}

impl Dispute {
    /// The end from which something follows, while that end stands, and what happened since. Taken up again, nothing follows any more.
    fn follows(&self) -> Option<(&Step, &[Step])> {
        let stands = matches!(self.status, Status::Settled | Status::Decided) && self.subject != Subject::Exam;
        let at = self.steps.iter().rposition(|step| matches!(step.event, Event::Settle | Event::Decide))?;
        let (end, since) = self.steps.get(at..)?.split_first()?;
        (stands && (end.event == Event::Settle || right(end))).then_some((end, since))
    }

    /// Whether something can happen to what follows, where that stands. What is no part of it always can.
    pub(super) fn lets_follow(&self, event: Event) -> bool {
        match (event, self.todo()) {
            (Event::Plan, todo) => todo == Some(Todo::Owed) || self.to_plan(),
            (Event::Done, todo) => todo == Some(Todo::Owed),
            (Event::NotDone, todo) => todo == Some(Todo::Done),
            _ => true,
        }
    }

    /// Whether nobody wrote down yet what the school does.
    pub fn to_plan(&self) -> bool {
        self.follows().is_some_and(|(_, since)| since.iter().all(|step| step.event != Event::Plan))
    }

    /// What the school does, as it was written down last.
    pub fn plan(&self) -> Option<&Step> {
        self.follows()?.1.iter().rev().find(|step| step.event == Event::Plan)
    }

    /// On which list what follows stands. `None`: on none.
    pub fn todo(&self) -> Option<Todo> {
        self.plan()?;
        let (_, since) = self.follows()?;
        let done = since.iter().rev().find(|step| matches!(step.event, Event::Done | Event::NotDone));
        Some(if done.is_some_and(|step| step.event == Event::Done) { Todo::Done } else { Todo::Owed })
    }

    /// The day by which that list orders it: by when it is to be done, or when it was.
    pub fn todo_on(&self) -> Option<Date> {
        let plan = self.plan()?;
        match self.todo()? {
            Todo::Owed => Some(plan.again_by.unwrap_or(plan.at.day)),
            Todo::Done => self.steps.iter().rev().find(|step| step.event == Event::Done).map(|step| step.at.day),
        }
    }

    /// What whoever does it reads: what the school does, that it was done, or not after all. Nothing of what was brought or decided.
    pub fn of_todo(&self) -> impl Iterator<Item = &Step> {
        let since = self.follows().map(|(_, since)| since).unwrap_or_default();
        since.iter().filter(|step| matches!(step.event, Event::Plan | Event::Done | Event::NotDone))
    }
}

/// Completes what the school does with by when. Of another last step nothing changes.
///
/// # Errors
/// [`Refusal::Parts`] without a day, [`Refusal::Past`], [`Refusal::Twice`] where just this was written down.
pub fn planned(mut dispute: Dispute, by: Option<Date>) -> Result<Dispute, Refusal> {
    let Some((last, before)) = dispute.steps.split_last_mut() else { return Ok(dispute) };
    if last.event != Event::Plan {
        return Ok(dispute);
    }
    let Some(by) = by else { return Err(Refusal::Parts(vec![(Part::By, Problem::Missing)])) };
    if by < last.at.day {
        return Err(Refusal::Past);
    }
    last.again_by = Some(by);
    let same = |step: &Step| {
        (step.event, &step.words, step.by, step.again_by) == (last.event, &last.words, last.by, last.again_by)
    };
    if before.last().is_some_and(same) {
        return Err(Refusal::Twice);
    }
    Ok(dispute)
}
