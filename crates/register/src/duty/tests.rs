//! Tables of boundary cases: what the file holds, on which day, and what is due.

use super::*;
use crate::{
    EnrolmentId, Period,
    application::Status,
    fixtures::*,
    period::Timeline,
    statutory::{Assessed, Ground, History},
};
use uuid::Uuid;

/// An applicant, or a student, who would begin or began on 1 August 2026.
const START: &str = "2026-08-01";

fn applicant() -> FileFacts {
    let application = ApplicationFacts {
        id: application_id(),
        applied_on: day("2026-02-01"),
        starts_on: Some(day(START)),
        status: Status::IntakeHeld,
        decided: None,
        participant: None,
    };
    FileFacts { applications: vec![application], ..FileFacts::default() }
}

fn enrolled_on(from: &str) -> FileFacts {
    FileFacts {
        enrolments: vec![EnrolmentFacts {
            id: enrolment_id(),
            from: day(from),
            until: None,
            withdrawn: false,
            applications: vec![application_id()],
        }],
        ..FileFacts::default()
    }
}

fn with(mut facts: FileFacts, assessed: Vec<Assessed>) -> FileFacts {
    facts.statutory = History::new(assessed);
    facts
}

fn agreed(mut facts: FileFacts, on: &str, until: Option<&str>) -> FileFacts {
    let subjects = vec![Subject::Application(application_id())];
    facts.agreement.agreed.push(AgreedFact::once(subjects, when(on), until.map(day)));
    facts
}

fn offered(mut facts: FileFacts, waiting: crate::agreement::Waiting) -> FileFacts {
    let subjects = vec![Subject::Enrolment(enrolment_id()), Subject::Application(application_id())];
    facts.agreement.open = Some(OpenFact { version: version_id(1), subjects, waiting, since: day("2026-05-02") });
    facts
}

fn ended(mut facts: FileFacts, until: &str) -> FileFacts {
    facts.enrolments[0].until = Some(day(until));
    facts
}

fn broad() -> Policy {
    Policy { agree_without_ground: Timeline::since(day("2020-08-01"), true), ..Policy::default() }
}

/// One line per duty: kind, basis, due ("!" when overdue), who.
fn print(duties: &[Duty], today: Date) -> String {
    let line = |duty: &Duty| {
        let basis = match duty.basis {
            Basis::Law(article) => article.code(),
            Basis::Policy => "policy",
            Basis::Promise => "promise",
        };
        let due = match duty.due {
            Due::By(day) if duty.is_overdue(today) => format!("{day}!"),
            Due::By(day) => day.to_string(),
            Due::NoTerm => "no term".to_owned(),
        };
        format!("{} | {basis} | {due} | {}", duty.kind.code(), duty.who.code())
    };
    duties.iter().map(line).collect::<Vec<_>>().join("; ")
}

fn check(policy: &Policy, cases: Vec<(&str, FileFacts, &str, &str)>) {
    for (what, facts, today, expected) in cases {
        assert_eq!(print(&due(&facts, policy, day(today)), day(today)), expected, "{what}");
        turns_on_turning_days_only(policy, &facts, what);
    }
}

/// The law of a work list that is written along: from one day to the next nothing changes but on a day that was named.
/// Looked at on every day of six years, over the facts of every case in these tables.
fn turns_on_turning_days_only(policy: &Policy, facts: &FileFacts, what: &str) {
    let named = turning_days(facts, policy);
    // What is due before a start that went by is due on the day it is, whichever that is.
    let on = |today: Date| -> Vec<Duty> {
        let late = |start: Option<Date>| start.is_some_and(|start| start <= today);
        let moves = |duty: &Duty| {
            duty.basis != Basis::Promise
                && duty.due == Due::By(today)
                && facts.applications.iter().any(|a| Subject::Application(a.id) == duty.subject && late(a.starts_on))
        };
        let still = |duty: Duty| if moves(&duty) { Duty { due: Due::By(Date::MIN), ..duty } } else { duty };
        let mut duties: Vec<Duty> = due(facts, policy, today).into_iter().map(still).collect();
        duties.sort_by(most_pressing);
        duties
    };
    let starts: Vec<Date> = facts.applications.iter().filter_map(|a| a.starts_on).collect();
    let (mut yesterday, mut today) = (day("2023-01-01"), day("2023-01-02"));
    while today < day("2029-01-01") {
        let quiet = !named.contains(&today) && !starts.contains(&today);
        assert!(!quiet || on(yesterday) == on(today), "{what}: {today} is no turning day, and yet something turned");
        (yesterday, today) = (today, today.next_day().unwrap());
    }
}

#[test]
fn r7_assess_before_the_enrolment() {
    let mut no_date = applicant();
    no_date.applications[0].starts_on = None;
    let mut withdrawn = applicant();
    withdrawn.applications[0].status = Status::Withdrawn;
    let mut became = enrolled_on(START);
    became.applications = applicant().applications;
    became.applications[0].status = Status::Enrolled;
    let mut taken_back = enrolled_on(START);
    taken_back.enrolments[0].withdrawn = true;
    let mut moving_on = enrolled_on("2025-08-01");
    moving_on.applications = applicant().applications;
    check(
        &Policy::default(),
        vec![
            (
                "an applicant: the first day at the latest",
                applicant(),
                "2026-05-01",
                "assess | WEB 8.1.3a(1) | 2026-08-01 | intaker",
            ),
            ("on the first day: not overdue", applicant(), START, "assess | WEB 8.1.3a(1) | 2026-08-01 | intaker"),
            (
                "the planned day went by without an enrolment",
                applicant(),
                "2026-08-05",
                "assess | WEB 8.1.3a(1) | 2026-08-05 | intaker",
            ),
            ("no planned day", no_date, "2026-05-01", "assess | WEB 8.1.3a(1) | no term | intaker"),
            ("application withdrawn", withdrawn, "2026-05-01", ""),
            ("enrolled in the future", enrolled_on(START), "2026-07-31", "assess | WEB 8.1.3a(1) | 2026-08-01 | coach"),
            (
                "enrolled today: the same day counts as before",
                enrolled_on(START),
                START,
                "assess | WEB 8.1.3a(1) | 2026-08-01 | coach",
            ),
            (
                "enrolled yesterday: overdue since the enrolment",
                enrolled_on(START),
                "2026-08-02",
                "assess | WEB 8.1.3a(1) | 2026-08-01! | coach",
            ),
            (
                "an application that became an enrolment: counts from there",
                became,
                "2026-08-02",
                "assess | WEB 8.1.3a(1) | 2026-08-01! | coach",
            ),
            (
                "one duty per file, the most pressing",
                moving_on,
                "2026-05-01",
                "assess | WEB 8.1.3a(1) | 2025-08-01! | coach",
            ),
            (
                "the last day of the enrolment",
                ended(enrolled_on("2025-08-01"), START),
                START,
                "assess | WEB 8.1.3a(1) | 2025-08-01! | coach",
            ),
            ("the enrolment ended", ended(enrolled_on("2025-08-01"), "2026-07-31"), START, ""),
            ("a newer import no longer holds it", taken_back, "2026-08-02", ""),
            (
                "assessed, on any day",
                with(enrolled_on(START), vec![needs_nothing(Ground::No, "2026-09-09")]),
                "2026-09-09",
                "",
            ),
            ("enrolled on the last day before the law", enrolled_on("2023-07-31"), START, ""),
            (
                "enrolled on the first day of the law",
                enrolled_on("2023-08-01"),
                START,
                "assess | WEB 8.1.3a(1) | 2023-08-01! | coach",
            ),
        ],
    );
}

#[test]
fn r8_agree_before_the_enrolment() {
    use crate::agreement::Waiting;
    let known = |facts| with(facts, vec![needs(Ground::Yes, "2026-05-01")]);
    let on_the_day = |facts| with(facts, vec![needs(Ground::Yes, START)]);
    let agree = "agree | WEB 8.1.3a(2) | 2026-08-01";
    let mut unlinked = agreed(known(enrolled_on(START)), "2026-07-01", None);
    unlinked.enrolments[0].applications.clear();
    check(
        &Policy::default(),
        vec![
            ("an applicant", known(applicant()), "2026-05-02", &format!("{agree} | intaker")),
            ("on the first day", known(applicant()), START, &format!("{agree} | intaker")),
            (
                "a proposal waits for the student",
                offered(known(applicant()), Waiting::Student),
                "2026-05-02",
                &format!("{agree} | student"),
            ),
            (
                "or for a guardian",
                offered(known(applicant()), Waiting::Guardian),
                "2026-05-02",
                &format!("{agree} | guardian"),
            ),
            ("agreed", agreed(known(applicant()), "2026-05-02", None), "2026-05-02", ""),
            ("enrolled without agreements", known(enrolled_on(START)), "2026-08-02", &format!("{agree}! | coach")),
            (
                "on the day of the enrolment: not yet overdue",
                known(enrolled_on(START)),
                START,
                &format!("{agree} | coach"),
            ),
            (
                "assessed on the day of the enrolment: known before",
                on_the_day(enrolled_on(START)),
                "2026-08-02",
                &format!("{agree}! | coach"),
            ),
            (
                "agreed for the application it came from",
                agreed(known(enrolled_on(START)), "2026-07-01", None),
                "2026-08-02",
                "",
            ),
            ("agreed for something else", unlinked, "2026-08-02", &format!("{agree}! | coach")),
            (
                "agreed after the enrolment: late, but done",
                agreed(known(enrolled_on(START)), "2026-09-01", None),
                "2026-09-02",
                "",
            ),
            (
                "lapsed before the enrolment",
                agreed(known(enrolled_on(START)), "2026-07-01", Some("2026-07-31")),
                "2026-08-02",
                &format!("{agree}! | coach"),
            ),
            ("declined", with(enrolled_on(START), vec![declines("2026-05-01")]), "2026-08-02", ""),
            (
                "no extra support",
                with(enrolled_on(START), vec![needs_nothing(Ground::Yes, "2026-05-01")]),
                "2026-08-02",
                "",
            ),
            ("no ground", with(enrolled_on(START), vec![needs(Ground::No, "2026-05-01")]), "2026-08-02", ""),
            ("ground unknown", with(enrolled_on(START), vec![needs(Ground::Unknown, "2026-05-01")]), "2026-08-02", ""),
            ("ended", ended(known(enrolled_on(START)), "2026-10-01"), "2026-10-02", ""),
            (
                "enrolled before the law, need known before",
                with(enrolled_on("2023-07-31"), vec![needs(Ground::Yes, "2023-05-01")]),
                START,
                "",
            ),
            (
                "enrolled on its first day",
                with(enrolled_on("2023-08-01"), vec![needs(Ground::Yes, "2023-05-01")]),
                START,
                "agree | WEB 8.1.3a(2) | 2023-08-01! | coach",
            ),
        ],
    );
}

#[test]
fn r10_a_need_that_arises_after_the_enrolment_is_due_and_never_overdue() {
    let later = "agree_later | WEB 8.1.3a(4) | no term | coach";
    let arose = |facts| with(facts, vec![needs_nothing(Ground::No, "2026-05-01"), needs(Ground::Yes, "2026-08-02")]);
    let ground_known_later = vec![needs(Ground::Unknown, "2026-05-01"), needs(Ground::Yes, "2026-11-01")];
    let changed_mind = vec![declines("2026-05-01"), needs(Ground::Yes, "2026-11-01")];
    let known = |facts| with(facts, vec![needs(Ground::Yes, "2026-05-01")]);
    check(
        &Policy::default(),
        vec![
            ("the day after the enrolment", arose(enrolled_on(START)), "2026-08-02", later),
            ("years later", arose(enrolled_on(START)), "2029-08-01", later),
            ("the ground became known later", with(enrolled_on(START), ground_known_later), "2026-12-01", later),
            ("declined first, wanted later", with(enrolled_on(START), changed_mind), "2026-12-01", later),
            (
                "wanted first, declined later",
                with(enrolled_on(START), vec![needs(Ground::Yes, "2026-09-01"), declines("2026-11-01")]),
                "2026-12-01",
                "",
            ),
            ("agreed", agreed(arose(enrolled_on(START)), "2026-09-01", None), "2026-12-01", ""),
            (
                "enrolled before the law, need recorded since",
                with(enrolled_on("2022-08-01"), vec![needs(Ground::Yes, "2026-05-01")]),
                START,
                later,
            ),
            (
                "the need too from before the law",
                with(enrolled_on("2022-08-01"), vec![needs(Ground::Yes, "2023-07-31")]),
                START,
                "",
            ),
            (
                "on the last day of the agreements",
                agreed(known(enrolled_on(START)), "2026-07-01", Some("2026-12-01")),
                "2026-12-01",
                "",
            ),
            (
                "agreements lapsed, the need goes on",
                agreed(known(enrolled_on(START)), "2026-07-01", Some("2026-12-01")),
                "2026-12-02",
                later,
            ),
        ],
    );
}

#[test]
fn a_need_without_the_ground_is_policy_and_has_no_term() {
    let unknown = |facts, on| with(facts, vec![needs(Ground::Unknown, on)]);
    let until_july = Policy {
        agree_without_ground: Timeline::new(vec![(Period::between(day("2025-08-01"), day("2026-07-31")), true)]),
        ..Policy::default()
    };
    check(
        &broad(),
        vec![
            ("an applicant", unknown(applicant(), "2026-05-01"), "2026-05-02", "agree | policy | no term | intaker"),
            ("enrolled", unknown(enrolled_on(START), "2026-05-01"), "2027-01-01", "agree | policy | no term | coach"),
            (
                "arisen later",
                unknown(enrolled_on(START), "2026-11-01"),
                "2027-01-01",
                "agree_later | policy | no term | coach",
            ),
            (
                "with the ground it stays the law",
                with(enrolled_on(START), vec![needs(Ground::Yes, "2026-05-01")]),
                "2027-01-01",
                "agree | WEB 8.1.3a(2) | 2026-08-01! | coach",
            ),
            (
                "from before the law, policy asks it still",
                with(enrolled_on("2022-08-01"), vec![needs(Ground::Yes, "2022-05-01")]),
                START,
                "agree | policy | no term | coach",
            ),
            ("declined", with(enrolled_on(START), vec![declines("2026-05-01")]), "2027-01-01", ""),
        ],
    );
    check(
        &until_july,
        vec![
            (
                "on the policy's last day",
                unknown(applicant(), "2026-05-01"),
                "2026-07-31",
                "agree | policy | no term | intaker",
            ),
            ("the day after", unknown(applicant(), "2026-05-01"), "2026-08-01", ""),
        ],
    );
}

#[test]
fn overdue_comes_first_the_longest_first_and_what_has_no_term_last() {
    let enrolment = |number, from| {
        let id = EnrolmentId(Uuid::from_u128(number));
        EnrolmentFacts { id, from: day(from), until: None, withdrawn: false, applications: vec![] }
    };
    let assessed = vec![
        needs_nothing(Ground::No, "2025-05-01"),
        needs(Ground::Yes, "2025-09-15"),
        needs(Ground::Yes, "2026-02-15"),
    ];
    let mut facts = with(applicant(), assessed);
    facts.enrolments = vec![enrolment(21, "2025-08-01"), enrolment(22, "2026-02-01"), enrolment(23, "2025-10-01")];
    let today = day("2026-05-01");
    let order: Vec<String> =
        due(&facts, &Policy::default(), today).iter().map(|duty| print(std::slice::from_ref(duty), today)).collect();
    assert_eq!(
        order,
        [
            "agree | WEB 8.1.3a(2) | 2025-10-01! | coach",
            "agree | WEB 8.1.3a(2) | 2026-02-01! | coach",
            "agree | WEB 8.1.3a(2) | 2026-08-01 | intaker",
            "agree_later | WEB 8.1.3a(4) | no term | coach",
        ]
    );
}

#[test]
fn the_facts_of_an_agreement_say_until_when_each_version_held() {
    let who = crate::agreement::WhoMustAnswer::Student;
    let agreement = walk(&[Step::Lapsing, Step::Yes, Step::Offer, Step::Yes, Step::Offer], &who);
    let facts = AgreementFacts::of(&agreement, &who);
    let held: Vec<_> = facts.agreed.iter().map(|fact| (fact.student[0].day, fact.until)).collect();
    assert_eq!(
        held,
        [
            (day("2026-06-02"), Some(day("2026-06-04"))), // replaced before its last day
            (day("2026-06-04"), None),
        ]
    );
    assert_eq!(facts.open.map(|open| open.waiting), Some(crate::agreement::Waiting::Student));
}

#[test]
fn who_asked_for_something_else_waits_on_somebodys_list_whatever_holds() {
    let who = crate::agreement::WhoMustAnswer::Student;
    let walked = |facts: FileFacts, steps: &[Step]| {
        let mut facts = facts;
        facts.agreement = AgreementFacts::of(&walk(steps, &who), &who);
        facts
    };
    let known = |facts| with(facts, vec![needs(Ground::Yes, "2026-05-01")]);
    let closed = |mut facts: FileFacts| {
        facts.applications[0].status = Status::Withdrawn;
        facts
    };
    use Step::{Ask, Offer, Refuse, Reply, Yes};
    check(
        &Policy::default(),
        vec![
            (
                "agreements hold, a new proposal was answered with a wish: nothing the law asks, and owed all the same",
                walked(known(enrolled_on(START)), &[Offer, Yes, Offer, Ask]),
                "2026-09-01",
                "reply | promise | no term | coach",
            ),
            (
                "or with a no",
                walked(known(enrolled_on(START)), &[Offer, Yes, Offer, Refuse]),
                "2026-09-01",
                "reply | promise | no term | coach",
            ),
            (
                "the school said why nothing changes",
                walked(known(enrolled_on(START)), &[Offer, Yes, Offer, Ask, Reply]),
                "2026-09-01",
                "",
            ),
            (
                "the school proposed something new: now the student is asked",
                walked(known(enrolled_on(START)), &[Offer, Yes, Offer, Ask, Offer]),
                "2026-09-01",
                "await | promise | no term | student",
            ),
            (
                "a proposal beside what holds",
                walked(known(enrolled_on(START)), &[Offer, Yes, Offer]),
                "2026-09-01",
                "await | promise | no term | student",
            ),
            ("nothing waits", walked(known(enrolled_on(START)), &[Offer, Yes]), "2026-09-01", ""),
            (
                "where the law asks the agreements that is the duty: one line for one piece of work",
                walked(known(enrolled_on(START)), &[Offer, Ask]),
                "2026-09-01",
                "agree | WEB 8.1.3a(2) | 2026-08-01! | coach",
            ),
            (
                "where nothing asks them, the wish is still owed",
                walked(with(applicant(), vec![needs_nothing(Ground::No, "2026-05-01")]), &[Offer, Ask]),
                "2026-07-01",
                "reply | promise | no term | intaker",
            ),
            (
                "the application was withdrawn: nobody waits any more",
                walked(closed(with(applicant(), vec![needs_nothing(Ground::No, "2026-05-01")])), &[Offer, Ask]),
                "2026-07-01",
                "",
            ),
            (
                "the last day at school, and the day after",
                walked(ended(known(enrolled_on(START)), "2026-10-01"), &[Offer, Yes, Offer, Ask]),
                "2026-10-01",
                "reply | promise | no term | coach",
            ),
            ("", walked(ended(known(enrolled_on(START)), "2026-10-01"), &[Offer, Yes, Offer, Ask]), "2026-10-02", ""),
        ],
    );
}

#[test]
fn a_duty_says_since_when_somebody_waits() {
    use crate::agreement::WhoMustAnswer;
    use Step::{Ask, Guardian, Offer, Yes};
    let since = |steps: &[Step], who: &WhoMustAnswer| {
        let mut facts = with(enrolled_on(START), vec![needs(Ground::Yes, "2026-05-01")]);
        facts.agreement = AgreementFacts::of(&walk(steps, who), who);
        due(&facts, &Policy::default(), day("2026-09-01")).first().and_then(|duty| duty.waits).map(|waits| waits.since)
    };
    let alone = WhoMustAnswer::Student;
    for (what, found, expected) in [
        ("nothing was proposed", since(&[], &alone), None),
        ("proposed on 1 June", since(&[Offer], &alone), Some("2026-06-01")),
        ("the student agreed on 2 June, a parent is next", since(&[Offer, Yes], &young()), Some("2026-06-02")),
        (
            "the parent agreed first: the student has waited since",
            since(&[Offer, Guardian], &young()),
            Some("2026-06-01"),
        ),
        ("asked on 2 June", since(&[Offer, Ask], &alone), Some("2026-06-02")),
        ("beside what holds: asked on 4 June", since(&[Offer, Yes, Offer, Ask], &alone), Some("2026-06-04")),
    ] {
        assert_eq!(found, expected.map(day), "{what}");
    }
}

#[test]
fn who_is_assessed_too_late_did_not_get_a_need_that_arose_later() {
    let breach = "agree | WEB 8.1.3a(2) | 2026-08-01! | coach";
    let later = "agree_later | WEB 8.1.3a(4) | no term | coach";
    let assessed = |list: Vec<Assessed>| with(enrolled_on(START), list);
    check(
        &Policy::default(),
        vec![
            (
                "first assessed after the enrolment",
                assessed(vec![needs(Ground::Yes, "2026-09-10")]),
                "2026-09-11",
                breach,
            ),
            (
                "looked into in time, arose later",
                assessed(vec![needs_nothing(Ground::No, "2026-05-01"), needs(Ground::Yes, "2026-09-10")]),
                "2026-09-11",
                later,
            ),
            (
                "known before, mistyped since, put right the next day",
                assessed(vec![
                    needs(Ground::Yes, "2026-05-01"),
                    needs(Ground::Unknown, "2026-09-10"),
                    needs(Ground::Yes, "2026-09-11"),
                ]),
                "2026-09-12",
                breach,
            ),
        ],
    );
}

#[test]
fn an_assessment_from_before_an_application_was_for_another_one() {
    let mut again = enrolled_on("2023-08-01");
    again.applications = applicant().applications;
    again.applications[0].applied_on = day("2026-02-01");
    again.enrolments[0].applications.clear();
    let again = with(again, vec![needs_nothing(Ground::No, "2023-05-01")]);
    check(
        &Policy::default(),
        vec![
            ("applies again", again.clone(), "2026-03-01", "assess | WEB 8.1.3a(1) | 2026-08-01 | intaker"),
            ("assessed again", with(again, vec![needs_nothing(Ground::No, "2026-02-01")]), "2026-03-01", ""),
        ],
    );
}

#[test]
fn the_decision_counts_and_its_hour_and_as_what() {
    use crate::law::{Participant, Provider, State, When};
    let at = |text: &str, hour: i64| {
        let noon = at(text);
        When { day: noon.day, at: Some(noon.at + time::Duration::hours(hour - 12)) }
    };
    let file = |decided: Option<When>, participant: Option<Participant>| {
        let mut facts = enrolled_on(START);
        let application =
            ApplicationFacts { decided, participant, status: Status::Enrolled, ..applicant().applications[0] };
        facts.applications = vec![application];
        with(facts, vec![needs(Ground::Yes, "2026-05-01")])
    };
    let funded = Policy::default();
    let outside =
        Policy { kind_of_school: Timeline::since(day("2020-01-01"), Provider::NonFunded), ..Policy::default() };
    let breach = "agree | WEB 8.1.3a(2) | 2026-07-01! | coach";
    for (what, policy, facts, due_then, respected) in [
        ("decided in July: due by then", &funded, file(Some(at("2026-07-01", 9)), None), breach, false),
        ("as a vavo student", &funded, file(Some(at("2026-07-01", 9)), Some(Participant::Vavo)), breach, false),
        ("in other educatie", &funded, file(Some(at("2026-07-01", 9)), Some(Participant::Educatie)), "", true),
        ("at a school that is not funded", &outside, file(Some(at("2026-07-01", 9)), None), "", true),
        (
            "agreed at noon, decided at nine",
            &funded,
            agreed(file(Some(at("2026-07-01", 9)), None), "2026-07-01", None),
            "",
            false,
        ),
        (
            "agreed at noon, decided at four",
            &funded,
            agreed(file(Some(at("2026-07-01", 16)), None), "2026-07-01", None),
            "",
            true,
        ),
        (
            "agreed at noon, decided on that day",
            &funded,
            agreed(file(Some(When::day(day("2026-07-01"))), None), "2026-07-01", None),
            "",
            true,
        ),
        (
            "decided after the first day: who is at school is enrolled",
            &funded,
            agreed(file(Some(When::day(day("2026-09-01"))), None), "2026-08-15", None),
            "",
            false,
        ),
    ] {
        let today = day("2026-08-15");
        assert_eq!(print(&due(&facts, policy, today), today), due_then, "{what}");
        let finding = &breaches(&facts, policy)[0].1;
        let broken = matches!(finding.state(day("2028-01-01")), State::Overdue | State::MetLate);
        assert_eq!(!broken, respected, "{what}");
        turns_on_turning_days_only(policy, &facts, what);
    }
}

#[test]
fn who_had_to_agree_is_looked_at_again_with_the_birth_date_that_is_known_now() {
    let said = |guardian: bool, birth: Option<&str>| {
        let mut facts = with(applicant(), vec![needs(Ground::Yes, "2026-05-01")]);
        let subjects = vec![Subject::Application(application_id())];
        let on = when("2026-06-01");
        let guardian = if guardian { vec![on] } else { Vec::new() };
        facts.agreement.agreed.push(AgreedFact {
            subjects,
            student: vec![on],
            guardian,
            until: None,
            evaluated: Vec::new(),
        });
        facts.birth = birth.map(|text| {
            let day = day(text);
            crate::BirthDate::from_parts(day.year(), day.month().into(), day.day()).unwrap()
        });
        print(&due(&facts, &Policy::default(), day("2026-06-02")), day("2026-06-02"))
    };
    let agree = "agree | WEB 8.1.3a(2) | 2026-08-01 | intaker";
    for (what, found, expected) in [
        ("16 that day", said(false, Some("2010-06-01")), ""),
        ("15, by the date that was corrected", said(false, Some("2010-06-02")), agree),
        ("15, and a parent agreed too", said(true, Some("2010-06-02")), ""),
        ("not known: almost everybody here is 16", said(false, None), ""),
    ] {
        assert_eq!(found, expected, "{what}");
    }
}

mod breach {
    use super::*;
    use proptest::prelude::*;

    fn assessment(kind: u8, days: u16) -> Assessed {
        let on = (day("2026-05-01") + time::Duration::days(i64::from(days))).to_string();
        let assessed = match kind % 4 {
            0 => needs(Ground::Yes, &on),
            1 => needs_nothing(Ground::Yes, &on),
            2 => needs(Ground::Unknown, &on),
            _ => declines(&on),
        };
        if kind % 8 < 4 { assessed } else { corrected(assessed) }
    }

    proptest! {
        /// Whatever is judged afterwards, on whichever day: what was broken at the enrolment stays so.
        #[test]
        fn correcting_a_judgment_never_makes_a_breach_disappear(
            before in proptest::collection::vec((any::<u8>(), 0u16..300), 0..4),
            after in proptest::collection::vec((any::<u8>(), 0u16..300), 1..4),
            agreed in proptest::option::of(0u16..300),
        ) {
            let late = before.iter().map(|(_, days)| *days).max().unwrap_or(0).max(93);
            let list = |more: &[(u8, u16)]| {
                let made = before.iter().map(|(kind, days)| assessment(*kind, *days));
                let since = more.iter().map(|(kind, days)| assessment(*kind, late.saturating_add(1).saturating_add(*days)));
                made.chain(since).collect::<Vec<_>>()
            };
            let file = |more: &[(u8, u16)]| {
                let facts = with(enrolled_on(START), list(more));
                match agreed {
                    Some(days) => {
                        let on = day("2026-05-01") + time::Duration::days(i64::from(days));
                        super::agreed(facts, &on.to_string(), None)
                    }
                    None => facts,
                }
            };
            let broken = |facts: &FileFacts| {
                let late = |(_, finding): &(EnrolmentId, crate::law::Finding)| {
                    use crate::law::State;
                    matches!(finding.state(day("2028-01-01")), State::Overdue | State::MetLate)
                };
                breaches(facts, &Policy::default()).iter().any(late)
            };
            if broken(&file(&[])) {
                prop_assert!(broken(&file(&after)));
            }
            // R7: assessed too late, or not at all, stays so whatever was found afterwards.
            let unassessed = |facts: &FileFacts| {
                use crate::law::State;
                let late = |found: &Found| matches!(found.finding.state(day("2028-01-01")), State::Overdue | State::MetLate);
                findings(facts, &Policy::default()).iter().any(|found| found.kind == DutyKind::Assess && late(found))
            };
            if unassessed(&file(&[])) {
                prop_assert!(unassessed(&file(&after)));
            }
        }
    }
}

#[test]
fn a_point_of_attention_is_looked_at_while_somebody_is_a_student() {
    let watched = |mut facts: FileFacts| {
        facts.look_again = Some(day("2026-11-02"));
        facts
    };
    let mut gone = applicant();
    gone.applications[0].status = Status::Withdrawn;
    let mut both = enrolled_on(START);
    both.applications = applicant().applications;
    let one = |due: &str, who: &str| format!("look_again | promise | {due} | {who}");
    for (what, facts, today, expected) in [
        ("a week and a day before", watched(enrolled_on(START)), "2026-10-25", String::new()),
        ("a week before", watched(enrolled_on(START)), "2026-10-26", one("2026-11-02", "coach")),
        ("its day", watched(enrolled_on(START)), "2026-11-02", one("2026-11-02", "coach")),
        ("the day after", watched(enrolled_on(START)), "2026-11-03", one("2026-11-02!", "coach")),
        ("once, whatever they also applied for", watched(both), "2026-11-02", one("2026-11-02", "coach")),
        ("of who left", watched(ended(enrolled_on(START), "2026-10-01")), "2026-11-03", String::new()),
        (
            "the last day of who leaves",
            watched(ended(enrolled_on(START), "2026-11-03")),
            "2026-11-03",
            one("2026-11-02!", "coach"),
        ),
        ("of who withdrew", watched(gone), "2026-11-03", String::new()),
        ("of an applicant", watched(applicant()), "2026-10-26", one("2026-11-02", "intaker")),
    ] {
        let said = print(&due(&facts, &Policy::default(), day(today)), day(today));
        let only: Vec<&str> = said.split("; ").filter(|line| line.starts_with("look_again")).collect();
        assert_eq!(only.join("; "), expected, "{what}: {said}");
        turns_on_turning_days_only(&Policy::default(), &facts, what);
    }
}

/// R25 on the lists: from a year before the planned end, or the diploma, until it was offered; to a year after the diploma.
#[test]
fn guidance_is_owed_until_it_was_offered() {
    use crate::{
        programme::{MboLevel, Pathway},
        transition::{Leaving, Left, Noted},
    };
    let with = |left: Option<Left>, noted: Noted| {
        let mut facts = enrolled_on("2024-08-01");
        facts.enrolments[0].until = left.map(|left| match left {
            Left::Diploma(on) | Left::Without(on) | Left::NotKnown(on) => on,
        });
        facts.leaving = vec![Leaving {
            enrolment: enrolment_id(),
            level: Some(MboLevel::Two),
            pathway: Some(Pathway::Bol),
            planned_until: Some(day("2027-07-31")),
            left,
            follow_on: None,
            withdrawn: false,
            noted,
        }];
        facts
    };
    let change = |mut facts: FileFacts, change: fn(&mut Leaving)| {
        change(&mut facts.leaving[0]);
        facts
    };
    let none = Noted::default();
    let offered = Noted { offered_on: Some(day("2026-09-15")), ..none };
    let diploma = |on: &str| Some(Left::Diploma(day(on)));
    let goes_on = Noted { municipality: Some(day("2026-10-01")), ..offered };
    let given = Noted { given_on: Some(day("2026-10-05")), ..goes_on };
    let guide = |due: &str| format!("offer_guidance | WEB 9.2.12(3) | {due} | coach");
    for (what, facts, today, expected) in [
        ("the day before", with(None, none), "2026-07-30", String::new()),
        ("a year before the planned end", with(None, none), "2026-07-31", guide("no term")),
        ("offered", with(None, offered), "2026-09-15", String::new()),
        ("level 3", change(with(None, none), |one| one.level = Some(MboLevel::Three)), "2026-09-15", String::new()),
        (
            "level 2 at work",
            change(with(None, none), |one| one.pathway = Some(Pathway::Bbl)),
            "2026-09-15",
            String::new(),
        ),
        (
            "entree at work",
            change(with(None, none), |one| (one.level, one.pathway) = (Some(MboLevel::One), Some(Pathway::Bbl))),
            "2026-09-15",
            guide("no term"),
        ),
        ("nobody knows the level", change(with(None, none), |one| one.level = None), "2026-09-15", String::new()),
        ("no plan", change(with(None, none), |one| one.planned_until = None), "2026-09-15", String::new()),
        ("the day after the diploma", with(diploma("2026-07-03"), none), "2026-07-04", guide("2027-07-03")),
        ("the last day of the year", with(diploma("2026-07-03"), none), "2027-07-03", guide("2027-07-03")),
        ("a day more: it cannot be offered any more", with(diploma("2026-07-03"), none), "2027-07-04", String::new()),
        (
            "a diploma from before the law, within the year",
            with(diploma("2025-07-03"), none),
            "2025-12-31",
            String::new(),
        ),
        ("from the day on which the law holds", with(diploma("2025-07-03"), none), "2026-01-01", guide("2026-07-03")),
        (
            "enrolled onwards",
            change(with(diploma("2026-07-03"), none), |one| one.follow_on = Some(time::macros::date!(2026 - 08 - 01))),
            "2026-08-01",
            String::new(),
        ),
        ("left without a diploma", with(Some(Left::Without(day("2026-10-01"))), none), "2026-10-02", String::new()),
        (
            "left, and nobody said how",
            with(Some(Left::NotKnown(day("2026-10-01"))), none),
            "2026-10-02",
            guide("no term"),
        ),
        (
            "the municipality goes on",
            with(diploma("2026-07-03"), goes_on),
            "2026-10-02",
            "hand_over | WEB 9.2.13(3) | 2026-10-01! | coach".to_owned(),
        ),
        ("the document was given", with(diploma("2026-07-03"), given), "2026-10-05", String::new()),
        (
            "the diploma was withdrawn",
            with(Some(Left::Without(day("2026-07-03"))), goes_on),
            "2026-10-02",
            String::new(),
        ),
    ] {
        let today = day(today);
        let said = print(&due(&facts, &Policy::default(), today), today);
        let ours: Vec<&str> = said
            .split("; ")
            .filter(|line| line.starts_with("offer_guidance") || line.starts_with("hand_over"))
            .collect();
        assert_eq!(ours.join("; "), expected, "{what}: {said}");
        turns_on_turning_days_only(&Policy::default(), &facts, what);
    }
}

/// R22 on the lists: at four weeks, until it was reported; also of who came back since.
#[test]
fn four_weeks_of_absence_are_reported() {
    use crate::{BirthDate, absence::Fact};
    let away = |change: fn(&mut Fact)| {
        let mut facts = enrolled_on(START);
        facts.birth = BirthDate::from_parts(2004, 3, 3);
        let mut fact = Fact { since: day("2026-10-05"), qualified: false, returned_on: None, reported_on: None };
        change(&mut fact);
        facts.absences = vec![fact];
        facts
    };
    let born = |mut facts: FileFacts, year| {
        facts.birth = BirthDate::from_parts(year, 3, 3);
        facts
    };
    let none = |_: &mut Fact| {};
    let mut two = away(|fact| fact.returned_on = Some(day("2026-11-20")));
    two.absences.push(Fact { since: day("2026-12-01"), reported_on: Some(day("2027-01-05")), ..two.absences[0] });
    let owed = "report_absence | WEB 9.2.2(1) | no term | coach";
    for (what, facts, today, expected) in [
        ("the last day of the four", away(none), "2026-11-01", ""),
        ("four weeks full", away(none), "2026-11-02", owed),
        ("back within them", away(|fact| fact.returned_on = Some(day("2026-11-01"))), "2026-11-02", ""),
        (
            "back after them: still to report",
            away(|fact| fact.returned_on = Some(day("2026-11-04"))),
            "2026-11-05",
            owed,
        ),
        ("reported", away(|fact| fact.reported_on = Some(day("2026-11-03"))), "2026-11-03", ""),
        ("with a basic qualification", away(|fact| fact.qualified = true), "2026-11-02", ""),
        ("17: the Leerplichtwet", born(away(none), 2009), "2026-11-02", ""),
        ("27", born(away(none), 1999), "2026-11-02", ""),
        ("who left since", ended(away(none), "2026-11-10"), "2026-11-11", ""),
        ("two, of which one was reported", two, "2027-01-20", owed),
        ("of an enrolment of before", away(|fact| fact.since = day("2026-07-01")), "2026-11-02", ""),
    ] {
        let said = print(&due(&facts, &Policy::default(), day(today)), day(today));
        let ours: Vec<&str> = said.split("; ").filter(|line| line.starts_with("report_absence")).collect();
        assert_eq!(ours.join("; "), expected, "{what}: {said}");
        turns_on_turning_days_only(&Policy::default(), &facts, what);
    }
}
