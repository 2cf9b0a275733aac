//! An appeal about an exam: it may take two weeks more, once (WEB 7.5.4(3)); what is annulled is decided anew by the exam committee,
//! by the day that the committee of appeal may set (7.5.4(6)); and of the decision the parents of who is younger than 18 are told as
//! well as the student (7.5.4(5)), which the desk owes until it is done.

use super::{Dispute, Event, Outcome, Refusal, Status, Step, Subject, Thing};
use crate::{
    AccountId, BirthDate, ExamId, Moment,
    agreement::Answerer,
    codes,
    guardian::ADULT_FROM,
    intake::talk::Means,
    law::Calendar,
    told::{self, Told},
};
use time::Date;

codes! {
    /// How old the student was on the day of the decision.
    pub enum Age {
        /// 18 or older: the parents are not told.
        Adult = "adult",
        /// Younger than 18.
        Minor = "minor",
        /// Nobody knows when they were born: that is neither yes nor no.
        Unknown = "unknown",
    }
}

impl Age {
    fn on(birth: Option<BirthDate>, day: Date) -> Self {
        match birth {
            Some(birth) if birth.age_on(day) >= ADULT_FROM => Self::Adult,
            Some(_) => Self::Minor,
            None => Self::Unknown,
        }
    }
}

/// What comes with a decision of the committee of appeal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ruling {
    /// Until when the exam committee decides anew, where a day was set.
    pub again_by: Option<Date>,
    /// When the student was born.
    pub birth: Option<BirthDate>,
}

/// What the desk notes of the parents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParentsTold {
    /// They were told, so and on that day.
    Told(Option<Means>, Option<Date>),
    /// The student was an adult: they are not told.
    Adult,
}

impl Dispute {
    /// Whether the committee of appeal took two weeks more.
    pub fn extended(&self) -> bool {
        self.steps.iter().any(|step| step.event == Event::Extend)
    }

    /// Whether the exam committee has to decide anew: an appeal that was right, or right in part.
    pub fn annuls(&self) -> bool {
        let right = |(outcome, _): (Outcome, &Step)| match outcome {
            Outcome::Upheld | Outcome::Partly => true,
            Outcome::Dismissed | Outcome::NotHeard => false,
        };
        self.subject == Subject::Exam && self.outcome().is_some_and(right)
    }

    /// The requests on which the exam committee has to decide anew: those that were attached.
    pub fn sent_back(&self) -> Vec<ExamId> {
        let exam = |thing| match thing {
            Thing::Exam(id) => Some(id),
            Thing::Version(_) | Thing::Burden(_) => None,
        };
        if self.annuls() { self.things().filter_map(exam).collect() } else { Vec::new() }
    }

    /// What the parents have yet to be told, or of which nobody knows whether they are: the decision while it stands, or that one they
    /// were told of was taken up again.
    pub fn parents_owed(&self) -> Option<&Step> {
        let last = self.steps.iter().rev().find(|step| step.age.is_some())?;
        let decides = last.event == Event::Decide;
        let stands = if decides { self.status == Status::Decided } else { self.status != Status::Withdrawn };
        let owed = last.age != Some(Age::Adult) && last.parents.is_none();
        (stands && owed).then_some(last)
    }
}

/// Whether the term may still be extended: before it is over.
///
/// # Errors
/// [`Refusal::TermOver`].
pub fn may_extend(dispute: &Dispute, event: Event, calendar: &Calendar, today: Date) -> Result<(), Refusal> {
    let asks = event == Event::Extend && !dispute.extended();
    let over = dispute.owed(calendar).decide_by.filter(|by| asks && *by < today);
    over.map_or(Ok(()), |by| Err(Refusal::TermOver(by)))
}

/// Completes the last step of an appeal about an exam. Of anything else nothing changes.
///
/// # Errors
/// [`Refusal::Past`].
pub fn ruled(mut dispute: Dispute, ruling: Ruling) -> Result<Dispute, Refusal> {
    if dispute.subject != Subject::Exam {
        return Ok(dispute);
    }
    let annuls = dispute.annuls();
    // A parent who brought it is told as who brought it.
    let student = matches!(dispute.by, Answerer::Student);
    let told =
        dispute.steps.iter().rev().find(|step| step.event == Event::Decide).is_some_and(|step| step.parents.is_some());
    let Some(last) = dispute.steps.last_mut() else { return Ok(dispute) };
    match last.event {
        Event::Decide => {
            last.again_by = ruling.again_by.filter(|_| annuls);
            if last.again_by.is_some_and(|by| by < last.at.day) {
                return Err(Refusal::Past);
            }
            last.age = student.then(|| Age::on(ruling.birth, last.at.day));
        }
        // Parents who read a decision that holds no more are told so.
        Event::Reopen if told => last.age = Some(Age::Minor),
        Event::Reopen
        | Event::SayUrgent
        | Event::SayNotUrgent
        | Event::Hear
        | Event::Ask
        | Event::Propose
        | Event::Settle
        | Event::Refer
        | Event::Withdraw
        | Event::AskUrgent
        | Event::Extend
        | Event::TakeUp
        | Event::Plan
        | Event::Done
        | Event::NotDone => {}
    }
    Ok(dispute)
}

fn noted(dispute: &Dispute, note: impl FnOnce(&mut Step)) -> Dispute {
    let mut after = dispute.clone();
    if dispute.parents_owed().is_some()
        && let Some(step) = after.steps.iter_mut().rev().find(|step| step.age.is_some())
    {
        note(step);
    }
    after
}

/// Notes that the parents were told, or that they are not to be: the student was an adult.
///
/// # Errors
/// [`Refusal::Twice`] when they did just this, [`Refusal::NothingToTell`] when nothing is owed, [`Refusal::Told`] for the form.
pub fn tell_parents(dispute: &Dispute, given: ParentsTold, by: AccountId, now: Moment) -> Result<Dispute, Refusal> {
    let Some(owed) = dispute.parents_owed() else {
        let last = dispute.steps.iter().rev().find(|step| step.age.is_some());
        let same = last.is_some_and(|step| match (given, step.parents) {
            (ParentsTold::Told(means, on), Some(told)) => {
                told.by == by && Some(told.means) == means && on.is_none_or(|on| on == told.on)
            }
            (ParentsTold::Adult, None) => step.age == Some(Age::Adult),
            (ParentsTold::Told(..), None) | (ParentsTold::Adult, Some(_)) => false,
        });
        return Err(if same { Refusal::Twice } else { Refusal::NothingToTell });
    };
    match given {
        // Of who was younger it is known: nobody says otherwise here.
        ParentsTold::Adult if owed.age == Some(Age::Unknown) => Ok(noted(dispute, |step| step.age = Some(Age::Adult))),
        ParentsTold::Adult => Err(Refusal::NothingToTell),
        ParentsTold::Told(means, on) => {
            // By mail they were told with the decision, or not at all: what goes now is on paper.
            let means = means.filter(|means| *means != Means::Mail);
            let told = told::told((means, on), owed.at.day, by, now).map_err(Refusal::Told)?;
            Ok(noted(dispute, |step| {
                step.parents = Some(told);
                step.age = Some(Age::Minor);
            }))
        }
    }
}

/// The same, where a mail went to a parent with what was just decided. Of who may be an adult nothing is taken for granted.
pub fn parents_by_mail(dispute: &Dispute, by: AccountId, now: Moment) -> Dispute {
    let minor = dispute.parents_owed().is_some_and(|step| step.age == Some(Age::Minor));
    let told = Told { means: Means::Mail, on: now.day, by, at: now };
    if minor { noted(dispute, |step| step.parents = Some(told)) } else { dispute.clone() }
}
