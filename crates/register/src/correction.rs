//! Dates that the law counts from, once they turn out to have been otherwise: a file of DUO or of the student system
//! corrects them. What the law finds is then found anew ([`crate::duty`]). What was known until then stays, and so does
//! what was found by it: a breach that a correction made disappear can still be read.

use crate::{
    BirthDate, EnrolmentId,
    agreement::Subject,
    codes,
    duty::{self, Due, Duty, DutyKind, FileFacts},
    law::{self, Finding, State, When},
    policy::Policy,
};
use time::Date;

codes! {
    /// A date that the law counts from.
    pub enum Dated {
        /// When somebody was born: who must agree hangs on it.
        Birth = "birth",
        /// The first day of an enrolment.
        EnrolledFrom = "enrolled_from",
        /// The last day of an enrolment, as it was.
        EnrolledUntil = "enrolled_until",
        /// When the school decided to enrol.
        Decided = "decided",
        /// When the programme would begin.
        StartsOn = "starts_on",
    }
}

/// What was known of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// A birth date, of which the day or the month may be unknown.
    Birth(BirthDate),
    /// A day, and the hour where that is known.
    On(When),
}

impl Known {
    /// A day of which the hour does not matter.
    pub const fn day(day: Date) -> Self {
        Self::On(When::day(day))
    }
}

impl Dated {
    /// Whether what is known now corrects what was known. A last day or a first day that nobody had named yet is news: what
    /// was found before it is not found otherwise because of a mistake. A decision or a birth date that nobody had told is
    /// none: until then another date was counted from.
    pub fn corrects(self, was: Option<Known>, is: Option<Known>) -> bool {
        let named_before = match self {
            Self::EnrolledUntil | Self::StartsOn => was.is_some(),
            Self::Birth | Self::EnrolledFrom | Self::Decided => true,
        };
        named_before && was != is
    }
}

/// What something is said about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    /// Whether agreements were in writing before an enrolment (WEB 8.1.3a(2)).
    Before,
    /// Something that has to be done.
    Duty(DutyKind),
}

impl About {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Duty(kind) => kind.code(),
        }
    }

    /// What has this code.
    pub fn from_code(code: &str) -> Option<Self> {
        if code == Self::Before.code() { Some(Self::Before) } else { DutyKind::from_code(code).map(Self::Duty) }
    }
}

/// What was found of a file on a day, as its page said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Said {
    /// About what.
    pub about: About,
    /// For which application or enrolment.
    pub subject: Subject,
    /// Where it stood.
    pub state: State,
    /// The last day for it; absent where there is no term.
    pub due: Option<Date>,
    /// Since when it is done.
    pub done: Option<Date>,
}

/// What is found of a file on a day. What the law did not ask is not said.
pub fn said(facts: &FileFacts, policy: &Policy, today: Date) -> Vec<Said> {
    let before = duty::breaches(facts, policy);
    let before = before.iter().filter_map(|(enrolment, finding)| said_before(*enrolment, finding, today));
    // Agreements before an enrolment that was made are said once, as what came before it.
    let open = duty::due(facts, policy, today);
    let open = open.iter().filter(|duty| (duty.kind, enrolled(duty.subject)) != (DutyKind::Agree, true));
    before.chain(open.map(|duty| said_open(duty, today))).collect()
}

const fn enrolled(subject: Subject) -> bool {
    matches!(subject, Subject::Enrolment(_))
}

fn said_before(enrolment: EnrolmentId, finding: &Finding, today: Date) -> Option<Said> {
    let course = finding.standing.course()?;
    let due = match course.due {
        law::Due::By(day) => Some(day),
        law::Due::AtOnce | law::Due::NoTerm => None,
    };
    let (state, done) = (finding.state(today), course.done.map(|done| done.on));
    let said = Said { about: About::Before, subject: Subject::Enrolment(enrolment), state, due, done };
    (state != State::NotApplicable).then_some(said)
}

fn said_open(duty: &Duty, today: Date) -> Said {
    let due = match duty.due {
        Due::By(day) => Some(day),
        Due::NoTerm => None,
    };
    let state = if duty.is_overdue(today) { State::Overdue } else { State::Due };
    Said { about: About::Duty(duty.kind), subject: duty.subject, state, due, done: None }
}

/// What was found before a correction and is not found any more, or otherwise.
pub fn no_longer(before: &[Said], now: &[Said]) -> Vec<Said> {
    before.iter().filter(|said| !now.contains(said)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ApplicationId, application,
        duty::{AgreedFact, AgreementFacts, ApplicationFacts, EnrolmentFacts},
        fixtures::{day, needs},
        statutory::{Ground, History},
    };

    const ENROLLED: EnrolmentId = EnrolmentId(uuid::Uuid::from_u128(1));
    const APPLIED: ApplicationId = ApplicationId(uuid::Uuid::from_u128(2));

    #[test]
    fn a_date_that_was_not_named_yet_is_corrected_only_where_another_was_counted_from() {
        let (first, second) = (Some(Known::day(day("2026-08-01"))), Some(Known::day(day("2026-08-03"))));
        for dated in Dated::ALL {
            assert!(!dated.corrects(first, first) && !dated.corrects(None, None), "{}: nothing changed", dated.code());
            assert!(dated.corrects(first, second) && dated.corrects(first, None), "{}: another date", dated.code());
            let news = matches!(dated, Dated::EnrolledUntil | Dated::StartsOn);
            assert_eq!(dated.corrects(None, first), !news, "{}: told for the first time", dated.code());
        }
    }

    /// Agreed on 3 August 2026 by the student, who was assessed in May and enrolled on a day.
    fn facts(enrolled: &str, birth: &str) -> FileFacts {
        let parts: Vec<i32> = birth.split('-').map(|part| part.parse().unwrap()).collect();
        let part = |at: usize| u8::try_from(parts[at]).unwrap();
        let when = crate::agreement::When { day: day("2026-08-03"), at: None };
        let agreed = AgreedFact {
            subjects: vec![Subject::Enrolment(ENROLLED)],
            student: vec![when],
            guardian: Vec::new(),
            until: None,
            evaluated: Vec::new(),
        };
        FileFacts {
            birth: BirthDate::from_parts(parts[0], part(1), part(2)),
            statutory: History::new(vec![needs(Ground::Yes, "2026-05-12")]),
            enrolments: vec![EnrolmentFacts {
                id: ENROLLED,
                from: day(enrolled),
                until: None,
                withdrawn: false,
                applications: Vec::new(),
            }],
            agreement: AgreementFacts { agreed: vec![agreed], ..AgreementFacts::default() },
            ..FileFacts::default()
        }
    }

    /// What was found with a first day or birth date that turned out to be another one.
    #[test]
    fn what_was_found_by_a_date_that_was_wrong_is_told() {
        let today = day("2026-11-29");
        let adult = "2007-03-01";
        let before = |state, due: &str, done: Option<&str>| Said {
            about: About::Before,
            subject: Subject::Enrolment(ENROLLED),
            state,
            due: Some(day(due)),
            done: done.map(day),
        };
        type Case = (&'static str, FileFacts, FileFacts, Vec<Said>);
        let cases: [Case; 5] = [
            (
                "too late becomes in time",
                facts("2026-08-01", adult),
                facts("2026-08-05", adult),
                vec![before(State::MetLate, "2026-08-01", Some("2026-08-03"))],
            ),
            (
                "in time becomes too late",
                facts("2026-08-05", adult),
                facts("2026-08-01", adult),
                vec![before(State::Met, "2026-08-05", Some("2026-08-03"))],
            ),
            (
                "fifteen becomes nineteen: until then a parent had to agree as well",
                facts("2026-08-05", "2011-03-01"),
                facts("2026-08-05", adult),
                vec![before(State::Overdue, "2026-08-05", None)],
            ),
            (
                "before the law it asked nothing, and nothing was said",
                facts("2023-07-31", adult),
                facts("2026-08-01", adult),
                Vec::new(),
            ),
            ("the same", facts("2026-08-01", adult), facts("2026-08-01", adult), Vec::new()),
        ];
        for (what, was, is, expected) in cases {
            let policy = Policy::default();
            let found = no_longer(&said(&was, &policy, today), &said(&is, &policy, today));
            assert_eq!(found, expected, "{what}");
        }
    }

    /// A planned first day that moved takes what was overdue with it; that it was overdue stays readable.
    #[test]
    fn work_that_was_late_by_a_planned_day_is_told_when_the_day_moves() {
        let applied = |starts: &str| FileFacts {
            applications: vec![ApplicationFacts {
                id: APPLIED,
                applied_on: day("2026-02-01"),
                starts_on: Some(day(starts)),
                status: application::Status::Received,
                decided: None,
                participant: None,
            }],
            ..FileFacts::default()
        };
        let found = |starts| said(&applied(starts), &Policy::default(), day("2026-07-01"));
        let told = no_longer(&found("2026-08-24"), &found("2027-02-01"));
        let about: Vec<_> = told.iter().map(|said| (said.about, said.state, said.due)).collect();
        assert_eq!(about, [(About::Duty(DutyKind::Assess), State::Due, Some(day("2026-08-24")))]);
    }

    #[test]
    fn what_is_said_has_a_code_of_its_own() {
        let all = DutyKind::ALL.iter().map(|kind| About::Duty(*kind)).chain([About::Before]);
        for about in all {
            assert_eq!(About::from_code(about.code()), Some(about));
        }
        assert_eq!(About::from_code("after"), None);
    }
}
