//! What comes back to the exam committee from an appeal and stands on no request: an appeal that is right without a request attached,
//! and one that was right and is taken up again. It stands on a list of the exam office until that office says what it does.

use super::{Dispute, Event, Outcome, Step, Subject, Thing};
use crate::{Moment, codes, exam::reasonable, law::Calendar};
use time::Date;

codes! {
    /// On which list of the exam office it stands.
    pub enum Back {
        /// The appeal is right, and names no request: the exam committee decides anew, and the office says on what.
        Owed = "owed",
        /// An appeal that was right was taken up again, or ended otherwise after that: what it annulled stands as it stood, where
        /// nothing was decided anew.
        Changed = "changed",
        /// The office said what it does.
        Done = "done",
    }
}

pub(super) fn right(step: &Step) -> bool {
    match step.outcome {
        Some(Outcome::Upheld | Outcome::Partly) => step.event == Event::Decide,
        Some(Outcome::Dismissed | Outcome::NotHeard) | None => false,
    }
}

impl Dispute {
    /// On which list of the exam office it stands, and the step that put it there. `None`: on none. What names a request stands on
    /// that request.
    fn came_back(&self) -> Option<(Back, &Step)> {
        if self.subject != Subject::Exam {
            return None;
        }
        let named = self.things().any(|thing| matches!(thing, Thing::Exam(_)));
        // Whether something was annulled that may have to be undone.
        let (mut annulled, mut back) = (false, None);
        for step in &self.steps {
            match step.event {
                Event::Decide if right(step) => {
                    annulled = true;
                    back = (!named).then_some((Back::Owed, step));
                }
                Event::Reopen if annulled => back = Some((Back::Changed, step)),
                Event::Decide | Event::Settle | Event::Refer | Event::Withdraw if annulled => {
                    annulled = false;
                    back = Some((Back::Changed, step));
                }
                Event::TakeUp => back = back.map(|_| (Back::Done, step)),
                Event::Decide
                | Event::Settle
                | Event::Refer
                | Event::Withdraw
                | Event::Reopen
                | Event::SayUrgent
                | Event::SayNotUrgent
                | Event::AskUrgent
                | Event::Hear
                | Event::Ask
                | Event::Propose
                | Event::Extend
                | Event::Plan
                | Event::Done
                | Event::NotDone => {}
            }
        }
        back
    }

    /// On which list of the exam office it stands. `None`: on none.
    pub fn back(&self) -> Option<Back> {
        self.came_back().map(|(back, _)| back)
    }

    /// The day by which that list orders it: by when the exam committee decides anew, else since when it stands there.
    pub fn back_on(&self, calendar: &Calendar) -> Option<Date> {
        let (back, step) = self.came_back()?;
        Some(match back {
            Back::Owed => step.again_by.unwrap_or_else(|| reasonable(calendar, step.at.day)),
            Back::Changed | Back::Done => step.at.day,
        })
    }

    /// What the exam office reads of its course: what was decided, what changed that, and what the office said, from the first decision
    /// that annulled something.
    pub fn of_committee(&self) -> impl Iterator<Item = &Step> {
        let theirs = |step: &&Step| match step.event {
            Event::Decide | Event::Reopen | Event::Settle | Event::Refer | Event::Withdraw | Event::TakeUp => true,
            Event::SayUrgent
            | Event::SayNotUrgent
            | Event::AskUrgent
            | Event::Hear
            | Event::Ask
            | Event::Propose
            | Event::Extend
            | Event::Plan
            | Event::Done
            | Event::NotDone => false,
        };
        self.steps.iter().skip_while(|step| !right(step)).filter(theirs)
    }

    /// When it annulled something: each time that it was decided so, or that the office said on what.
    pub fn annulling(&self) -> Vec<Moment> {
        self.steps.iter().filter(|step| right(step) || step.event == Event::TakeUp).map(|step| step.at).collect()
    }

    /// When the office said on what: what it chose wrongly is undone when it says so anew.
    pub fn taken_up(&self) -> Vec<Moment> {
        self.steps.iter().filter(|step| step.event == Event::TakeUp).map(|step| step.at).collect()
    }
}
