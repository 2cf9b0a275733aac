//! A file as one looks at it on a day: where it stands, in one state, and what comes.

mod coming;
mod state;
#[cfg(test)]
mod tests;

pub use coming::{Coming, Milestone, coming};
pub use state::{Before, Over, State, state};

use crate::{
    agreement::{Agreement, Subject, WhoMustAnswer},
    application::Application,
    duty::{Duty, Who},
    enrolment::Enrolment,
    statutory::Assessed,
};
use time::Date;

/// What the state of a file depends on.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Every application.
    pub applications: &'a [Application],
    /// Every enrolment, also those that the student system no longer knows.
    pub enrolments: &'a [Enrolment],
    /// What was last assessed.
    pub assessed: Option<&'a Assessed>,
    /// The agreement of the file, if one was ever proposed.
    pub agreement: Option<&'a Agreement>,
    /// Whose agreement is needed.
    pub who: &'a WhoMustAnswer,
    /// What is due, most pressing first.
    pub duties: &'a [Duty],
    /// The day.
    pub today: Date,
}

impl Facts<'_> {
    /// Whether anything is still done for this.
    fn goes_on(&self, subject: Subject) -> bool {
        let enrolled = |id| self.enrolments.iter().any(|e| e.id == id && e.status_on(self.today).counts());
        match subject {
            Subject::Enrolment(id) => enrolled(id),
            Subject::Application(id) => {
                let application = self.applications.iter().find(|application| application.id == id);
                application.is_some_and(|a| a.status.is_open() || a.became.is_some_and(enrolled))
            }
        }
    }

    /// Enrolments that run or are about to.
    fn running(&self) -> impl Iterator<Item = &Enrolment> {
        self.enrolments.iter().filter(|enrolment| enrolment.status_on(self.today).counts())
    }

    /// Applications that may still become an enrolment.
    fn open(&self) -> impl Iterator<Item = &Application> {
        self.applications.iter().filter(|application| application.status.is_open())
    }

    /// Who at school has the file in hand: the coach of an enrolment, else the intake.
    fn handler(&self) -> Who {
        if self.running().next().is_some() { Who::Coach } else { Who::Intaker }
    }
}
