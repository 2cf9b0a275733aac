//! Exam periods: the days on which a school holds exams, by which it makes its list.

use crate::{
    ExamPeriodId, Period,
    field::{self, Problem},
};
use time::Date;

/// The most characters of its name.
pub const MAX_NAME: usize = 80;

/// The most days that one lasts.
pub const MAX_DAYS: i64 = 366;

/// An exam period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExamPeriod {
    /// Its identifier.
    pub id: ExamPeriodId,
    /// How the school calls it.
    pub name: String,
    /// Its first and last day.
    pub from: Date,
    /// Its last day, included.
    pub until: Date,
}

impl ExamPeriod {
    /// Its days.
    pub const fn days(&self) -> Period {
        Period::between(self.from, self.until)
    }
}

/// A part of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodPart {
    /// Its name.
    Name(Problem),
    /// The first day is missing.
    From,
    /// The last day is missing.
    Until,
    /// The last day lies before the first.
    Backwards,
    /// It lasts longer than a year.
    TooLong,
}

/// Why it is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodRefusal {
    /// What is missing or wrong.
    #[error("{0:?}")]
    Parts(Vec<PeriodPart>),
    /// There is one of this name in these days.
    #[error("this period is there")]
    Already(ExamPeriodId),
}

/// A period. `known` are those of the school.
///
/// # Errors
/// See [`PeriodRefusal`].
pub fn exam_period(
    known: &[ExamPeriod],
    id: ExamPeriodId,
    name: &str,
    from: Option<Date>,
    until: Option<Date>,
) -> Result<ExamPeriod, PeriodRefusal> {
    let name = field::text(name, MAX_NAME);
    let mut wrong = Vec::new();
    wrong.extend(name.as_ref().err().map(|problem| PeriodPart::Name(*problem)));
    wrong.extend(from.is_none().then_some(PeriodPart::From));
    wrong.extend(until.is_none().then_some(PeriodPart::Until));
    if let (Some(from), Some(until)) = (from, until) {
        wrong.extend((until < from).then_some(PeriodPart::Backwards));
        wrong.extend(((until - from).whole_days() >= MAX_DAYS).then_some(PeriodPart::TooLong));
    }
    let (Ok(name), Some(from), Some(until), true) = (name, from, until, wrong.is_empty()) else {
        return Err(PeriodRefusal::Parts(wrong));
    };
    let new = ExamPeriod { id, name, from, until };
    let same =
        |one: &&ExamPeriod| one.name.to_lowercase() == new.name.to_lowercase() && one.days().overlaps(&new.days());
    match known.iter().find(same) {
        Some(there) => Err(PeriodRefusal::Already(there.id)),
        None => Ok(new),
    }
}
