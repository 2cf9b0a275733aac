//! Why something is not noted of a route, and what the law and the file say that day.

use super::{End, MAX_ENTRIES, MAX_SAID};
use crate::field::Problem;
use time::Date;

/// A part of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What was chosen.
    Code,
    /// Yes or no.
    Said,
    /// The day.
    Day,
    /// The words.
    Words,
    /// Somebody of the school.
    Account,
}

/// What is wrong with a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// As of any field.
    Field(Problem),
    /// The day is to come, and should not be.
    ToCome,
    /// The day went by, and should not have.
    GoneBy,
    /// The day is too far ahead.
    Far,
    /// The day comes before this one.
    Before(Date),
}

/// Why something is not noted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is missing or wrong.
    #[error("{0:?}")]
    Parts(Vec<(Part, Wrong)>),
    /// A route for this enrolment goes on.
    #[error("a route goes on already")]
    Already,
    /// It ended, for this.
    #[error("it ended: {}", .0.code())]
    Ended(End),
    /// It was sent twice: they noted just this.
    #[error("they noted this already")]
    Twice,
    /// What it is about is not there, or was closed by somebody else meanwhile.
    #[error("what it is about does not wait for it")]
    NotThere,
    /// The student notes this alone, or the school does.
    #[error("this is not theirs to note")]
    NotTheirs,
    /// There is no diploma, so no year after it that could be longer, and nobody to go on for.
    #[error("there is no diploma")]
    NoDiploma,
    /// There is no yes for it.
    #[error("there is no yes")]
    NoYes,
    /// Something was noted since they were shown the route: that is read first.
    #[error("something was noted meanwhile")]
    Meanwhile,
    /// The way to work begins on this day: a year before the planned end.
    #[error("it begins on {0}")]
    Early(Date),
    /// So much was noted that it has to end.
    #[error("{MAX_ENTRIES} were noted, or {MAX_SAID} of the student")]
    TooMany,
}

/// What the law and the file say on the day something is noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct On {
    /// The diploma, where there is one.
    pub diploma: Option<Date>,
    /// The last day on which guidance goes on by itself: a year after the diploma.
    pub last: Option<Date>,
    /// Those whose yes is needed gave it.
    pub yes: bool,
}
