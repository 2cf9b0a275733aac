//! What an intaker still has to do for an application, and since when: it stands on their list until it is done.

use super::talk::{self, Status};
use crate::{
    admission::{self, Choice, Kind},
    application::Application,
    codes, transfer,
};
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
        /// The intake is held, and nothing is decided.
        Decide = "decide",
        /// The applicant has yet to be told what was decided.
        TellDecision = "tell_decision",
        /// Nobody guides somebody whom the school refused.
        Guide = "guide",
        /// The previous school may be asked, and nothing came yet.
        Fetch = "fetch",
        /// What the previous school wrote is to be read by the applicant, and looked at.
        Review = "review",
        /// A team was asked to take the applicant in, and has yet to answer, or said no.
        Place = "place",
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

/// What holds of how an application ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ending {
    /// What it came to.
    pub kind: Kind,
    /// What the applicant chose instead, where they did.
    pub chose: Option<Choice>,
    /// On which day.
    pub on: Date,
    /// The applicant was told.
    pub told: bool,
    /// Whether what was last noted of where they went leaves nothing to do; nothing was noted, or that.
    pub settled: Option<bool>,
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

/// Where a hand-over from a previous school stands, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handed {
    /// Where.
    pub status: transfer::Status,
    /// Since when.
    pub since: Date,
}

/// What is to be done for a hand-over.
pub fn of_transfer(application: &Application, handed: Handed) -> Option<Owed> {
    let work = match handed.status {
        transfer::Status::Asked => Work::Fetch,
        transfer::Status::Received => Work::Review,
        transfer::Status::Accepted | transfer::Status::Rejected | transfer::Status::Withdrawn => return None,
    };
    application.status.is_open().then_some(Owed { work, from: handed.since, until: ALWAYS })
}

/// What is to be done for an applicant for whom a place elsewhere is sought, since a day.
pub fn of_advice(since: Option<Date>) -> Option<Owed> {
    since.map(|from| Owed { work: Work::Place, from, until: ALWAYS })
}

/// Until when the intake keeps an application in hand that ended: while somebody is to be told or guided, and as long after as
/// it follows up on an enrolment. Nobody: it is open, or ended without the intake.
///
/// The last: since when what was told holds no more, and since when a place elsewhere is sought.
pub fn kept(
    application: &Application,
    talk: Option<Course>,
    ending: Option<Ending>,
    (recalled, sought): (Option<Date>, Option<Date>),
) -> Option<Date> {
    if application.status.is_open() {
        return None;
    }
    // While a place elsewhere is sought somebody has to do with it.
    if sought.is_some() || !owed(application, talk, ending, recalled).is_empty() {
        return Some(ALWAYS);
    }
    let ended = ending.filter(|ending| ending.kind != Kind::Enrol)?;
    Some(ended.on.saturating_add(super::FOLLOW_UP))
}

/// What is to be done for an application. It depends on no day: each stands with the days on which it is so. `recalled`: since when
/// what the applicant was told of holds no more, while nobody told them so.
pub fn owed(
    application: &Application,
    talk: Option<Course>,
    ending: Option<Ending>,
    recalled: Option<Date>,
) -> Vec<Owed> {
    let mut all = of_talk(application, talk, ending);
    // Who was enrolled knows better than a letter.
    let recalled = recalled.filter(|_| application.status != crate::application::Status::Enrolled);
    let Some(ending) = ending else {
        let held = application.status == crate::application::Status::IntakeHeld;
        let ready = match talk.map(|course| course.status) {
            Some(Status::Planned | Status::Held) => false,
            Some(Status::Reported) => application.status.is_open(),
            None | Some(Status::Missed | Status::Moved | Status::Cancelled) => held,
        };
        let from = talk.map_or(application.applied_on, |course| course.since);
        all.extend(ready.then_some(Owed { work: Work::Decide, from, until: ALWAYS }));
        all.extend(recalled.map(|from| Owed { work: Work::TellDecision, from, until: ALWAYS }));
        return all;
    };
    // Who was enrolled after all is not looked for.
    if application.status == crate::application::Status::Enrolled && ending.kind != Kind::Enrol {
        return all;
    }
    let open = |work| Owed { work, from: ending.on, until: ALWAYS };
    // What an applicant chose they know; that a decision of before holds no more they hear.
    let tells = ending.kind != Kind::Chose || recalled.is_some();
    all.extend((tells && !ending.told).then(|| open(Work::TellDecision)));
    let unguided = admission::unguided(admission::Status::Standing, ending.kind, ending.settled);
    all.extend(unguided.then(|| open(Work::Guide)));
    all
}

/// What is to be done for the talk of it.
fn of_talk(application: &Application, talk: Option<Course>, ending: Option<Ending>) -> Vec<Owed> {
    use crate::application::Status as Applied;
    let open = |work, from| Owed { work, from, until: ALWAYS };
    // Who was enrolled, or is not coming, is not waited for any more; that a talk does not go on they hear all the same.
    let told = |course: Course| open(Work::Tell, course.since);
    let cancelled = |course: &Course| course.status == Status::Cancelled && !course.told;
    let tell = talk.filter(cancelled).map(told);
    // Somebody about whom was decided without a talk needs none any more.
    let received = match application.status {
        Applied::Received => ending.is_none(),
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
            kept: None,
        }
    }

    #[test]
    fn what_is_to_be_done_follows_the_talk() {
        use application::Status as A;
        let course = |status, told| Some(Course { status, day: day("2026-03-10"), since: day("2026-03-01"), told });
        // Of each: what, from, until; an open end is for good.
        type Expected = Vec<(Work, &'static str, &'static str)>;
        let cases: Vec<(&str, A, Option<Course>, Expected)> = vec![
            ("nothing planned", A::Received, None, vec![(Work::Plan, "2026-02-01", "")]),
            (
                "planned: tell them until the day before, write it down from the day on",
                A::Received,
                course(Status::Planned, false),
                vec![(Work::Tell, "2026-03-01", "2026-03-09"), (Work::Report, "2026-03-10", "")],
            ),
            ("planned and told", A::Received, course(Status::Planned, true), vec![(Work::Report, "2026-03-10", "")]),
            ("held", A::IntakeHeld, course(Status::Held, true), vec![(Work::Report, "2026-03-01", "")]),
            ("written down", A::IntakeHeld, course(Status::Reported, true), vec![(Work::Decide, "2026-03-01", "")]),
            ("did not come", A::Received, course(Status::Missed, true), vec![(Work::Plan, "2026-03-01", "")]),
            (
                "called off",
                A::Received,
                course(Status::Cancelled, false),
                vec![(Work::Tell, "2026-03-01", ""), (Work::Plan, "2026-03-01", "")],
            ),
            ("called off and told", A::Received, course(Status::Cancelled, true), vec![(Work::Plan, "2026-03-01", "")]),
            (
                "written down, and nobody looked what is needed",
                A::Received,
                course(Status::Reported, true),
                vec![(Work::Decide, "2026-03-01", "")],
            ),
            (
                "assessed, and the talk does not go on",
                A::IntakeHeld,
                course(Status::Cancelled, true),
                vec![(Work::Decide, "2026-03-01", "")],
            ),
            ("assessed without a talk", A::IntakeHeld, None, vec![(Work::Decide, "2026-02-01", "")]),
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
            assert_eq!(owed(&applied(status), talk, None, None), expected, "{what}");
        }
    }

    #[test]
    fn who_is_decided_about_is_told_and_who_is_refused_is_guided() {
        use application::Status as A;
        let on = day("2026-05-01");
        let end = |kind, told, settled| Some(Ending { kind, chose: None, on, told, settled });
        let forever = Some(ALWAYS);
        let quarter = Some(day("2026-08-01"));
        for (what, status, ending, works, until) in [
            ("enrolled, untold", A::IntakeHeld, end(Kind::Enrol, false, None), vec![Work::TellDecision], None),
            ("enrolled, told", A::IntakeHeld, end(Kind::Enrol, true, None), vec![], None),
            ("refused", A::NotAdmitted, end(Kind::Refuse, false, None), vec![Work::TellDecision, Work::Guide], forever),
            (
                "told, and nobody guides",
                A::NotAdmitted,
                end(Kind::Refuse, true, Some(false)),
                vec![Work::Guide],
                forever,
            ),
            ("told and guided", A::NotAdmitted, end(Kind::Refuse, true, Some(true)), vec![], quarter),
            ("refused, and enrolled after all", A::Enrolled, end(Kind::Refuse, false, None), vec![], quarter),
            ("chose otherwise", A::Withdrawn, end(Kind::Chose, false, None), vec![], quarter),
            ("the student system says that it is no more", A::Withdrawn, None, vec![], None),
        ] {
            let course = Course { status: Status::Reported, day: on, since: on, told: true };
            let found = owed(&applied(status), Some(course), ending, None);
            assert_eq!(found.iter().map(|one| one.work).collect::<Vec<_>>(), works, "{what}");
            assert_eq!(kept(&applied(status), Some(course), ending, (None, None)), until, "{what}");
        }
    }

    #[test]
    fn what_was_told_and_holds_no_more_is_owed_again() {
        use application::Status as A;
        let (on, gone) = (day("2026-05-01"), Some(day("2026-05-09")));
        let end = |kind, told| Some(Ending { kind, chose: None, on, told, settled: Some(true) });
        let tell = |from| (Work::TellDecision, day(from));
        for (what, status, ending, gone, expected) in [
            ("taken back", A::IntakeHeld, None, gone, vec![(Work::Decide, on), tell("2026-05-09")]),
            ("taken back, and they know", A::IntakeHeld, None, None, vec![(Work::Decide, on)]),
            ("a next one says otherwise", A::NotAdmitted, end(Kind::Refuse, false), gone, vec![tell("2026-05-01")]),
            ("they chose otherwise since", A::Withdrawn, end(Kind::Chose, false), gone, vec![tell("2026-05-01")]),
            ("and were told", A::Withdrawn, end(Kind::Chose, true), gone, vec![]),
            ("withdrawn since, by the student system", A::Withdrawn, None, gone, vec![tell("2026-05-09")]),
            ("enrolled since", A::Enrolled, None, gone, vec![]),
        ] {
            let course = Some(Course { status: Status::Reported, day: on, since: on, told: true });
            let found = owed(&applied(status), course, ending, gone);
            assert_eq!(found.iter().map(|one| (one.work, one.from)).collect::<Vec<_>>(), expected, "{what}");
            let hand = kept(&applied(status), course, ending, (gone, None)) == Some(ALWAYS);
            assert_eq!(hand, !status.is_open() && !expected.is_empty(), "{what}: it stays in hand");
        }
    }

    #[test]
    fn who_is_refused_stays_in_hand_while_a_place_is_sought() {
        let (on, since) = (day("2026-05-01"), Some(day("2026-05-09")));
        let ending = Some(Ending { kind: Kind::Refuse, chose: None, on, told: true, settled: Some(true) });
        let refused = applied(application::Status::NotAdmitted);
        assert_eq!(kept(&refused, None, ending, (None, since)), Some(ALWAYS));
        assert_eq!(kept(&refused, None, ending, (None, None)), Some(day("2026-08-01")));
        let found = of_advice(since).map(|one| (one.work, one.from, one.until));
        assert_eq!(found, Some((Work::Place, day("2026-05-09"), ALWAYS)));
        assert_eq!(of_advice(None), None);
    }

    #[test]
    fn a_hand_over_waits_until_it_was_looked_at() {
        use application::Status as A;
        use transfer::Status as S;
        for (status, handed, expected) in [
            (A::Received, S::Asked, Some(Work::Fetch)),
            (A::IntakeHeld, S::Received, Some(Work::Review)),
            (A::Received, S::Accepted, None),
            (A::Received, S::Rejected, None),
            (A::Received, S::Withdrawn, None),
            (A::Withdrawn, S::Received, None),
        ] {
            let handed = Handed { status: handed, since: day("2026-03-01") };
            assert_eq!(of_transfer(&applied(status), handed).map(|one| one.work), expected);
        }
    }

    #[test]
    fn planned_today_for_today_nothing_is_to_be_told() {
        let today = day("2026-03-10");
        let course = Course { status: Status::Planned, day: today, since: today, told: false };
        let found = owed(&applied(application::Status::Received), Some(course), None, None);
        assert_eq!(found.iter().map(|one| one.work).collect::<Vec<_>>(), [Work::Report]);
    }
}
