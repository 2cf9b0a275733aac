//! What an intaker still has to do for an application, and since when: it stands on their list until it is done.

use super::talk::{self, Status};
use crate::{application::Application, codes};
use time::Date;
use time::macros::date;

codes! {
    /// Something to do.
    pub enum Work {
        /// No talk is planned.
        Plan = "plan",
        /// The applicant has yet to be told of the talk, or that it does not go on.
        Tell = "tell",
        /// The talk was to be held by now, or was: it is to be written down.
        Report = "report",
    }
}

/// How the newest talk of an application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// Where it stands.
    pub status: Status,
    /// Its day.
    pub day: Date,
    /// Since when it stands there.
    pub since: Date,
    /// The applicant was told.
    pub told: bool,
}

/// Something to do, from a day through a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owed {
    /// What.
    pub work: Work,
    /// Since when.
    pub from: Date,
    /// The last day on which it is this, when nothing is done: on the next it is something else.
    pub until: Date,
}

/// For good.
const ALWAYS: Date = date!(9999 - 12 - 31);

/// What is to be done for an application. It depends on no day: each stands with the days on which it is so.
pub fn owed(application: &Application, talk: Option<Course>) -> Vec<Owed> {
    use crate::application::Status as Applied;
    let open = |work, from| Owed { work, from, until: ALWAYS };
    // Who was enrolled, or is not coming, is not waited for any more; that a talk does not go on they hear all the same.
    let told = |course: Course| open(Work::Tell, course.since);
    let cancelled = |course: &Course| course.status == Status::Cancelled && !course.told;
    let tell = talk.filter(cancelled).map(told);
    let received = match application.status {
        Applied::Received => true,
        Applied::IntakeHeld => false,
        Applied::Enrolled | Applied::Withdrawn | Applied::NotAdmitted => return tell.into_iter().collect(),
    };
    let Some(course) = talk else {
        return received.then(|| open(Work::Plan, application.applied_on)).into_iter().collect();
    };
    match course.status {
        Status::Planned => {
            let report = open(Work::Report, course.day);
            // On the day itself telling is too late.
            let last = course.day.previous_day().filter(|last| !course.told && course.since <= *last);
            let tell = last.map(|until| Owed { work: Work::Tell, from: course.since, until });
            debug_assert!(tell.is_none_or(|tell| talk::untold(Status::Planned, course.day, tell.until)));
            tell.into_iter().chain([report]).collect()
        }
        Status::Held => vec![open(Work::Report, course.since)],
        Status::Reported => Vec::new(),
        Status::Missed | Status::Moved | Status::Cancelled => {
            tell.into_iter().chain(received.then(|| open(Work::Plan, course.since))).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{application_id, day};
    use crate::{PersonId, application};
    use uuid::Uuid;

    fn applied(status: application::Status) -> Application {
        Application {
            id: application_id(),
            person: PersonId(Uuid::from_u128(9)),
            programme: None,
            team: None,
            applied_on: day("2026-02-01"),
            starts_on: None,
            status,
            decided: None,
            participant: None,
            became: None,
        }
    }

    #[test]
    fn what_is_to_be_done_follows_the_talk() {
        use application::Status as A;
        let course = |status, told| {
            Some(Course { status, day: day("2026-03-10"), since: day("2026-03-01"), told })
        };
        // Of each: what, from, until; an open end is for good.
        let cases: Vec<(&str, A, Option<Course>, Vec<(Work, &str, &str)>)> = vec![
            ("nothing planned", A::Received, None, vec![(Work::Plan, "2026-02-01", "")]),
            (
                "planned: tell them until the day before, write it down from the day on",
                A::Received,
                course(Status::Planned, false),
                vec![(Work::Tell, "2026-03-01", "2026-03-09"), (Work::Report, "2026-03-10", "")],
            ),
            ("planned and told", A::Received, course(Status::Planned, true), vec![(Work::Report, "2026-03-10", "")]),
            ("held", A::IntakeHeld, course(Status::Held, true), vec![(Work::Report, "2026-03-01", "")]),
            ("written down", A::IntakeHeld, course(Status::Reported, true), vec![]),
            ("did not come", A::Received, course(Status::Missed, true), vec![(Work::Plan, "2026-03-01", "")]),
            (
                "called off",
                A::Received,
                course(Status::Cancelled, false),
                vec![(Work::Tell, "2026-03-01", ""), (Work::Plan, "2026-03-01", "")],
            ),
            ("called off and told", A::Received, course(Status::Cancelled, true), vec![(Work::Plan, "2026-03-01", "")]),
            ("assessed without a talk", A::IntakeHeld, None, vec![]),
            ("took it back while one was planned", A::Withdrawn, course(Status::Planned, false), vec![]),
            (
                "took it back, and does not know yet that the talk is off",
                A::Withdrawn,
                course(Status::Cancelled, false),
                vec![(Work::Tell, "2026-03-01", "")],
            ),
            ("enrolled", A::Enrolled, course(Status::Held, true), vec![]),
        ];
        for (what, status, talk, expected) in cases {
            let end = |text: &str| if text.is_empty() { ALWAYS } else { day(text) };
            let expected: Vec<Owed> = expected
                .into_iter()
                .map(|(work, from, until)| Owed { work, from: day(from), until: end(until) })
                .collect();
            assert_eq!(owed(&applied(status), talk), expected, "{what}");
        }
    }

    #[test]
    fn planned_today_for_today_nothing_is_to_be_told() {
        let today = day("2026-03-10");
        let course = Course { status: Status::Planned, day: today, since: today, told: false };
        let found = owed(&applied(application::Status::Received), Some(course));
        assert_eq!(found.iter().map(|one| one.work).collect::<Vec<_>>(), [Work::Report]);
    }
}
