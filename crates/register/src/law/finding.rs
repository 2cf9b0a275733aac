//! What a rule finds: a duty with its whole course, from which the state on any day follows.
//!
//! A finding is computed from facts alone. Only [`Finding::state`] looks at a day, so that a term never moves because
//! today did, and what was true on a day can be read back.

use crate::codes;
use time::Date;

codes! {
    /// Where a duty stands on a day.
    pub enum State {
        /// The rule asks nothing here, or no longer.
        NotApplicable = "not_applicable",
        /// What sets it off has not happened, or its period has not begun.
        NotYet = "not_yet",
        /// Open; for a duty that goes on: it holds.
        Due = "due",
        /// Its last day is past.
        Overdue = "overdue",
        /// Done in time.
        Met = "met",
        /// Done, after its last day.
        MetLate = "met_late",
        /// It waits for an act of someone.
        Blocked = "blocked",
    }
}

codes! {
    /// Who acts.
    pub enum Actor {
        /// Who wishes to be enrolled.
        Applicant = "applicant",
        /// The chair of the *geschillenadviescommissie*.
        ChairOfDisputesCommittee = "chair_of_disputes_committee",
        /// The *examencommissie*.
        ExamCommittee = "exam_committee",
        /// Who leads the school: the Leerplichtwet speaks of the *hoofd*.
        HeadOfInstitution = "head_of_institution",
        /// The school's *bevoegd gezag*.
        Institution = "institution",
        /// School and municipality together.
        InstitutionAndMunicipality = "institution_and_municipality",
        /// School and student together.
        InstitutionAndStudent = "institution_and_student",
        /// The municipality (*college van burgemeester en wethouders*).
        Municipality = "municipality",
        /// A parent or other guardian.
        Parent = "parent",
        /// Parents and the young person: the Leerplichtwet binds both.
        ParentsAndYouth = "parents_and_youth",
        /// The student.
        Student = "student",
    }
}

codes! {
    /// Who must be told.
    pub enum Recipient {
        /// Who got the diploma.
        Graduate = "graduate",
        /// The municipality in which someone lives.
        MunicipalityOfResidence = "municipality_of_residence",
        /// The parents of a minor.
        Parents = "parents",
    }
}

/// By when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Due {
    /// On this day at the latest.
    By(Date),
    /// *Zo snel mogelijk*: at once, and no day on which it becomes too late.
    AtOnce,
    /// The law sets no term.
    NoTerm,
}

/// That it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Done {
    /// On which day.
    pub on: Date,
    /// After its last moment.
    pub late: bool,
}

/// The course of a duty that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Course {
    /// The first day on which it is asked; `None` when it is asked from the start.
    pub opens: Option<Date>,
    /// By when.
    pub due: Due,
    /// The first day on which it is asked no longer.
    pub until: Option<Date>,
    /// When it was done.
    pub done: Option<Done>,
    /// Whether it waits for the act of someone: the finding's actor.
    pub waits: bool,
}

/// What a rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The rule asks nothing here.
    NotApplicable,
    /// What sets it off has not happened, and no day is known on which it will.
    NotTriggered,
    /// It asks something.
    Holds(Course),
}

impl Standing {
    /// Asked from the start, open, without a term.
    pub const OPEN: Self = Self::Holds(Course { opens: None, due: Due::NoTerm, until: None, done: None, waits: false });

    /// The same, by a day.
    pub const fn by(day: Date) -> Self {
        Self::Holds(Course { opens: None, due: Due::By(day), until: None, done: None, waits: false })
    }

    /// The course, where it holds.
    pub const fn course(&self) -> Option<&Course> {
        match self {
            Self::Holds(course) => Some(course),
            Self::NotApplicable | Self::NotTriggered => None,
        }
    }

    fn map(self, change: impl FnOnce(Course) -> Course) -> Self {
        match self {
            Self::Holds(course) => Self::Holds(change(course)),
            other => other,
        }
    }

    /// Asked from a day on.
    #[must_use]
    pub fn opens(self, day: Date) -> Self {
        self.map(|course| Course { opens: Some(day), ..course })
    }

    /// Asked until the day before this one.
    #[must_use]
    pub fn until(self, day: Date) -> Self {
        self.map(|course| Course { until: Some(day), ..course })
    }

    /// Asked from a day on, or from the later one that was said already.
    #[must_use]
    pub fn opens_not_before(self, day: Date) -> Self {
        self.map(|course| Course { opens: course.opens.max(Some(day)), ..course })
    }

    /// Asked until the day before this one, or before an earlier one that was said already.
    #[must_use]
    pub fn until_at_most(self, day: Date) -> Self {
        self.map(|course| Course { until: Some(course.until.map_or(day, |until| until.min(day))), ..course })
    }

    /// By when, where it is open.
    #[must_use]
    pub fn due(self, due: Due) -> Self {
        self.map(|course| Course { due, ..course })
    }

    /// Asked, and never too late.
    #[must_use]
    pub fn without_term(self) -> Self {
        self.map(|course| {
            let done = course.done.map(|done| Done { late: false, ..done });
            Course { due: Due::NoTerm, done, ..course }
        })
    }

    /// Done on a day, if it was: late when that is after the last day.
    #[must_use]
    pub fn done(self, on: Option<Date>) -> Self {
        self.map(|course| {
            let late = |on| matches!(course.due, Due::By(by) if on > by);
            Course { done: on.map(|on| Done { on, late: late(on) }), ..course }
        })
    }

    /// Done on a day, and whether that was late is known better than by days.
    #[must_use]
    pub fn done_at(self, done: Done) -> Self {
        self.map(|course| Course { done: Some(done), ..course })
    }

    /// It waits for the act of someone.
    #[must_use]
    pub fn waits(self) -> Self {
        self.map(|course| Course { waits: true, ..course })
    }

    /// Where it stands on a day.
    pub fn state(&self, today: Date) -> State {
        let course = match self {
            Self::NotApplicable => return State::NotApplicable,
            Self::NotTriggered => return State::NotYet,
            Self::Holds(course) => course,
        };
        match *course {
            Course { done: Some(Done { on, late }), .. } if on <= today => {
                if late {
                    State::MetLate
                } else {
                    State::Met
                }
            }
            Course { until: Some(until), .. } if until <= today => State::NotApplicable,
            Course { opens: Some(opens), .. } if today < opens => State::NotYet,
            Course { due: Due::By(by), .. } if by < today => State::Overdue,
            Course { waits: true, .. } => State::Blocked,
            _ => State::Due,
        }
    }

    /// The next day on which the state changes by itself, if there is one.
    pub fn turns_on(&self, today: Date) -> Option<Date> {
        let course = self.course()?;
        let now = self.state(today);
        let past = match course.due {
            Due::By(by) => by.next_day(),
            Due::AtOnce | Due::NoTerm => None,
        };
        let mut days: Vec<Date> =
            [course.opens, course.until, course.done.map(|done| done.on), past].into_iter().flatten().collect();
        days.sort_unstable();
        days.into_iter().find(|day| *day > today && self.state(*day) != now)
    }
}

/// A value in a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Value {
    /// A day.
    Day(Date),
    /// Yes or no.
    Is(bool),
    /// A count.
    Count(i64),
    /// A code of a closed list.
    Code(&'static str),
    /// Nobody said.
    NotSaid,
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Is(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Self::Count(count) => write!(f, "{count}"),
            Self::Code(code) => f.write_str(code),
            Self::NotSaid => f.write_str("not said"),
        }
    }
}

impl From<Date> for Value {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Is(yes)
    }
}

impl From<i32> for Value {
    fn from(count: i32) -> Self {
        Self::Count(count.into())
    }
}

impl From<i64> for Value {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

impl From<&'static str> for Value {
    fn from(code: &'static str) -> Self {
        Self::Code(code)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::NotSaid, Into::into)
    }
}

/// One fact that led to a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Because {
    /// Which fact: a stable code.
    pub fact: &'static str,
    /// What it was.
    pub value: Value,
}

impl Because {
    /// Which words tell it: the fact, and `day`, `yes`, `no`, `count`, `not_said` or its code.
    pub fn key(&self) -> String {
        let form = match self.value {
            Value::Day(_) => "day",
            Value::Is(true) => "yes",
            Value::Is(false) => "no",
            Value::Count(_) => "count",
            Value::Code(code) => code,
            Value::NotSaid => "not_said",
        };
        format!("{}-{form}", self.fact)
    }
}

impl std::fmt::Display for Because {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.fact.replace('_', " "), self.value)
    }
}

/// A duty found, or that there is none, with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// By which rule.
    pub rule: super::Rule,
    /// On what it rests.
    pub source: super::Source,
    /// Who acts next; when nobody has to, whose act it was or would have been.
    pub actor: Actor,
    /// Who must be told.
    pub tell: Vec<Recipient>,
    /// The duty.
    pub standing: Standing,
    /// The facts used, in the order in which the article asks for them.
    pub because: Vec<Because>,
}

impl Finding {
    /// A finding without reasons yet.
    pub const fn new(rule: super::Rule, source: super::Source, actor: Actor, standing: Standing) -> Self {
        Self { rule, source, actor, tell: Vec::new(), standing, because: Vec::new() }
    }

    /// With a reason more.
    #[must_use]
    pub fn because(mut self, fact: &'static str, value: impl Into<Value>) -> Self {
        self.because.push(Because { fact, value: value.into() });
        self
    }

    /// Who must be told.
    #[must_use]
    pub fn tell(mut self, whom: &[Recipient]) -> Self {
        self.tell.extend_from_slice(whom);
        self
    }

    /// Where it stands on a day.
    pub fn state(&self, today: Date) -> State {
        self.standing.state(today)
    }

    /// The last day, where there is one.
    pub fn due_on(&self) -> Option<Date> {
        match self.standing.course()?.due {
            Due::By(day) => Some(day),
            Due::AtOnce | Due::NoTerm => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn the_state_follows_from_the_course_and_the_day() {
        let term = Standing::by(date!(2026 - 09 - 10)).opens(date!(2026 - 09 - 01));
        let ends = Standing::OPEN.opens(date!(2026 - 09 - 01)).until(date!(2026 - 09 - 10));
        for (what, standing, day, state) in [
            ("the day before it opens", term, date!(2026 - 08 - 31), State::NotYet),
            ("the day it opens", term, date!(2026 - 09 - 01), State::Due),
            ("the last day", term, date!(2026 - 09 - 10), State::Due),
            ("the day after", term, date!(2026 - 09 - 11), State::Overdue),
            ("waits", term.waits(), date!(2026 - 09 - 10), State::Blocked),
            ("waits too long", term.waits(), date!(2026 - 09 - 11), State::Overdue),
            ("done on the last day", term.done(Some(date!(2026 - 09 - 10))), date!(2026 - 09 - 12), State::Met),
            ("done a day later", term.done(Some(date!(2026 - 09 - 11))), date!(2026 - 09 - 12), State::MetLate),
            (
                "not done yet on the day asked",
                term.done(Some(date!(2026 - 09 - 12))),
                date!(2026 - 09 - 11),
                State::Overdue,
            ),
            ("goes on", ends, date!(2026 - 09 - 09), State::Due),
            ("over", ends, date!(2026 - 09 - 10), State::NotApplicable),
            ("nothing set it off", Standing::NotTriggered, date!(2026 - 09 - 10), State::NotYet),
        ] {
            assert_eq!(standing.state(day), state, "{what}");
        }
        assert_eq!(term.turns_on(date!(2026 - 08 - 01)), Some(date!(2026 - 09 - 01)));
        assert_eq!(term.turns_on(date!(2026 - 09 - 01)), Some(date!(2026 - 09 - 11)));
        assert_eq!(term.turns_on(date!(2026 - 09 - 11)), None);
    }
}
