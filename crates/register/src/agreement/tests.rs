//! What can happen to an agreement, as tables of worked cases.

use super::*;
use crate::{
    BirthDate,
    field::{FieldProblem, Problem},
    fixtures::*,
};

#[test]
fn under_16_on_the_day_of_the_answer_a_guardian_answers_too() {
    let guardians = vec![guardian_id()];
    let both = WhoMustAnswer::StudentAndGuardian { with_authority: guardians.clone() };
    let cases = [
        ("15, the day before the birthday", Some((2010, 9, 1)), "2026-08-31", &both),
        ("16 on this day", Some((2010, 9, 1)), "2026-09-01", &WhoMustAnswer::Student),
        ("born on 29 February: 16 on 29 February", Some((2012, 2, 29)), "2028-02-28", &both),
        ("born on 29 February, 16 in a leap year", Some((2012, 2, 29)), "2028-02-29", &WhoMustAnswer::Student),
        ("day unknown: the end of the month counts", Some((2010, 9, 0)), "2026-09-29", &both),
        ("day unknown, at the end of the month", Some((2010, 9, 0)), "2026-09-30", &WhoMustAnswer::Student),
        ("day and month unknown: the end of the year counts", Some((2010, 0, 0)), "2026-12-30", &both),
        ("nothing known", None, "2026-09-01", &WhoMustAnswer::Student),
    ];
    for (what, birth, on, who) in cases {
        let birth = birth.map(|(year, month, day)| BirthDate::from_parts(year, month, day).unwrap());
        assert_eq!(
            &WhoMustAnswer::on(day(on), birth, crate::guardian::AGREES_ALONE_FROM, guardians.clone()),
            who,
            "{what}"
        );
    }
}

#[test]
fn a_version_comes_into_force_when_all_who_must_agree_to_it() {
    use Status::{ChangeAsked, InForce, NotAgreed, Offered, Replaced, Superseded, Withdrawn};
    use Step::{Ask, Guardian, Offer, Refuse, TakeBack, Yes};
    let cases: [(&str, WhoMustAnswer, &[Step], &[Status]); 12] = [
        ("16: alone", WhoMustAnswer::Student, &[Offer, Yes], &[InForce]),
        ("15: waits for the guardian", young(), &[Offer, Yes], &[Offered]),
        ("15: and the guardian", young(), &[Offer, Yes, Guardian], &[InForce]),
        ("15: the guardian first", young(), &[Offer, Guardian, Yes], &[InForce]),
        ("15: the student changes their mind while waiting", young(), &[Offer, Yes, Refuse], &[NotAgreed]),
        ("one refusal decides", young(), &[Offer, Guardian, Refuse], &[NotAgreed]),
        ("a change is asked", WhoMustAnswer::Student, &[Offer, Ask], &[ChangeAsked]),
        ("a new proposal supersedes an open one", WhoMustAnswer::Student, &[Offer, Offer], &[Superseded, Offered]),
        ("a decided one stays as it was", WhoMustAnswer::Student, &[Offer, Refuse, Offer], &[NotAgreed, Offered]),
        (
            "what is in force goes on beside a proposal",
            WhoMustAnswer::Student,
            &[Offer, Yes, Offer],
            &[InForce, Offered],
        ),
        ("until the newer one is agreed", WhoMustAnswer::Student, &[Offer, Yes, Offer, Yes], &[Replaced, InForce]),
        ("the school takes back", WhoMustAnswer::Student, &[Offer, TakeBack], &[Withdrawn]),
    ];
    for (what, who, steps, statuses) in cases {
        let agreement = walk(steps, &who);
        let found: Vec<Status> = agreement.versions.iter().map(|version| version.status).collect();
        assert_eq!(found, statuses, "{what}");
    }
}

#[test]
fn agreed_on_is_the_moment_of_the_last_answer_that_was_needed() {
    let agreement = walk(&[Step::Offer, Step::Guardian, Step::Yes], &young());
    assert_eq!(agreement.versions[0].agreed_on(), Some(when("2026-06-03")));
    let refused = walk(&[Step::Offer, Step::Guardian, Step::Refuse], &young());
    assert_eq!(refused.versions[0].agreed_on(), None, "never agreed, though someone did");
}

#[test]
fn a_student_who_turned_16_while_waiting_agrees_alone() {
    let waiting = walk(&[Step::Offer, Step::Yes], &young());
    let again = command(version_id(1), Answerer::Student, Answer::Agreed);
    let still_15 = answer(&waiting, again.clone(), &young(), at("2026-06-10"));
    assert_eq!(still_15, Err(AnswerRefusal::AlreadyAnswered));
    let at_16 = answer(&waiting, again, &WhoMustAnswer::Student, at("2026-06-11")).unwrap();
    assert_eq!(at_16.after.versions[0].status, Status::InForce);
    assert_eq!(at_16.after.versions[0].agreed_on(), Some(when("2026-06-11")));
    assert_eq!(at_16.after.versions[0].answers.len(), 2, "both answers are kept");
}

#[test]
fn an_answer_is_refused_with_its_reason() {
    let student = |version| command(version, Answerer::Student, Answer::Agreed);
    let guardian = |id| command(version_id(1), Answerer::Guardian(id), Answer::Agreed);
    let stranger = crate::GuardianId(uuid::Uuid::from_u128(99));
    let (open, two) = (walk(&[Step::Offer], &young()), walk(&[Step::Offer, Step::Offer], &young()));
    let superseded = AnswerRefusal::VersionNotOpen { status: Status::Superseded, current: Some(version_id(2)) };
    let decided = walk(&[Step::Offer, Step::Refuse], &WhoMustAnswer::Student);
    let not_open = AnswerRefusal::VersionNotOpen { status: Status::NotAgreed, current: None };
    let cases = [
        ("no such version", &open, student(version_id(9)), young(), AnswerRefusal::NoSuchVersion),
        ("an old version: the one to read is named", &two, student(version_id(1)), young(), superseded),
        ("a decided version", &decided, student(version_id(1)), WhoMustAnswer::Student, not_open),
        (
            "a guardian of a 16-year-old",
            &open,
            guardian(guardian_id()),
            WhoMustAnswer::Student,
            AnswerRefusal::GuardianNotAsked,
        ),
        ("a guardian without authority", &open, guardian(stranger), young(), AnswerRefusal::GuardianWithoutAuthority),
    ];
    for (what, agreement, command, who, refusal) in cases {
        assert_eq!(answer(agreement, command, &who, at("2026-06-30")), Err(refusal), "{what}");
    }
}

#[test]
fn a_change_says_exactly_what_to_write() {
    let agreement = walk(&[Step::Offer, Step::Yes, Step::Offer], &WhoMustAnswer::Student);
    let now = at("2026-07-01");
    let yes = command(version_id(2), Answerer::Student, Answer::Agreed);
    let change = answer(&agreement, yes, &WhoMustAnswer::Student, now).unwrap();
    assert_eq!(change.proposed, None);
    assert_eq!(change.answered.map(|(version, _)| version), Some(version_id(2)));
    assert_eq!(
        change.moved,
        [
            Moved { version: version_id(1), from: Status::InForce, to: Status::Replaced, at: now },
            Moved { version: version_id(2), from: Status::Offered, to: Status::InForce, at: now },
        ]
    );
}

#[test]
fn a_proposal_is_refused_with_its_reason() {
    let agreement = walk(&[Step::Offer], &WhoMustAnswer::Student);
    let good = proposal(&agreement, Subject::Application(application_id()), None);
    let cases = [
        (
            "someone proposed in the meantime",
            Proposal { based_on: None, ..good.clone() },
            ProposeRefusal::NewerVersion { latest: version_id(1) },
        ),
        ("no measure", Proposal { lines: vec![], ..good.clone() }, ProposeRefusal::NoLines),
        ("31 measures", Proposal { lines: vec![line(None); 31], ..good.clone() }, ProposeRefusal::TooManyLines),
        ("for nothing", Proposal { subjects: vec![], ..good.clone() }, ProposeRefusal::NoSubject),
        ("for what is closed", Proposal { open: vec![], ..good.clone() }, ProposeRefusal::NotOpen),
        (
            "for what is open and what is not",
            Proposal { subjects: vec![good.subjects[0], Subject::Enrolment(enrolment_id())], ..good },
            ProposeRefusal::NotOpen,
        ),
    ];
    for (what, proposal, refusal) in cases {
        assert_eq!(propose(&agreement, proposal, at("2026-06-30")), Err(refusal), "{what}");
    }
}

#[test]
fn a_version_holds_until_its_last_day_whether_marked_or_not() {
    let agreement = walk(&[Step::Lapsing, Step::Yes], &WhoMustAnswer::Student);
    assert!(agreement.in_force(day("2026-06-15")).is_some(), "the last day counts");
    assert!(agreement.in_force(day("2026-06-16")).is_none());
    let stands = |today| agreement.versions[0].status_on(day(today));
    assert_eq!(
        (stands("2026-06-15"), stands("2026-06-16")),
        (Status::InForce, Status::Lapsed),
        "though nobody marked it"
    );
    assert_eq!(lapse(&agreement, at("2026-06-15")), None);
    let lapsed = lapse(&agreement, at("2026-06-20")).unwrap();
    assert_eq!(lapsed.after.versions[0].status, Status::Lapsed);
    assert_eq!(lapse(&lapsed.after, at("2026-06-21")), None);
    let endless = walk(&[Step::Offer, Step::Yes], &WhoMustAnswer::Student);
    assert_eq!(endless.versions[0].last_day(), None, "a measure without an end keeps the version going");
}

#[test]
fn a_version_can_be_read_as_it_stood_on_a_day() {
    use Status::{ChangeAsked, InForce, Lapsed, NotAgreed, Offered, Replaced, Superseded, Withdrawn};
    let alone = WhoMustAnswer::Student;
    // Every step is a day, from 1 June: the status of the first version, by day.
    type Case<'a> = (&'a [Step], &'a WhoMustAnswer, &'a [(&'a str, Option<Status>)]);
    let cases: [Case<'_>; 8] = [
        (&[Step::Offer, Step::Yes], &alone, &[("05-31", None), ("06-01", Some(Offered)), ("06-02", Some(InForce))]),
        (&[Step::Offer, Step::Refuse], &alone, &[("06-01", Some(Offered)), ("06-02", Some(NotAgreed))]),
        (&[Step::Offer, Step::Ask], &alone, &[("06-01", Some(Offered)), ("06-30", Some(ChangeAsked))]),
        (&[Step::Offer, Step::Offer], &alone, &[("06-01", Some(Offered)), ("06-02", Some(Superseded))]),
        (&[Step::Offer, Step::TakeBack], &alone, &[("06-01", Some(Offered)), ("06-02", Some(Withdrawn))]),
        (
            &[Step::Offer, Step::Yes, Step::Offer, Step::Yes],
            &alone,
            &[("06-01", Some(Offered)), ("06-02", Some(InForce)), ("06-03", Some(InForce)), ("06-04", Some(Replaced))],
        ),
        (&[Step::Lapsing, Step::Yes], &alone, &[("06-15", Some(InForce)), ("06-16", Some(Lapsed))]),
        // Under 16 one yes is half of it.
        (&[Step::Offer, Step::Yes, Step::Guardian], &young(), &[("06-02", Some(Offered)), ("06-03", Some(InForce))]),
    ];
    for (steps, who, expected) in cases {
        let version = &walk(steps, who).versions[0];
        for (on, status) in expected {
            let found = version.as_on(day(&format!("2026-{on}"))).map(|version| version.status);
            assert_eq!(found, *status, "{steps:?} on {on}");
        }
    }
}

#[test]
fn as_on_a_day_nothing_later_is_said() {
    let asked = walk(&[Step::Offer, Step::Ask, Step::Reply], &WhoMustAnswer::Student);
    let count = |on| asked.versions[0].as_on(day(on)).map(|version| (version.answers.len(), version.replies.len()));
    assert_eq!(
        [count("2026-06-01"), count("2026-06-02"), count("2026-06-03")],
        [Some((0, 0)), Some((1, 0)), Some((1, 1))]
    );
    // A paper of 25 July, written down on 3 August, counts on its own day.
    let paper = noted(version_id(1), Answerer::Student, Answer::Agreed, Channel::Paper, "2026-07-25");
    let agreed =
        answer(&walk(&[Step::Offer], &WhoMustAnswer::Student), paper, &WhoMustAnswer::Student, at("2026-08-03"));
    let version = agreed.unwrap().after.versions[0].clone();
    let stood = |on| version.as_on(day(on)).map(|version| version.status);
    assert_eq!((stood("2026-07-24"), stood("2026-07-25")), (Some(Status::Offered), Some(Status::InForce)));
}

#[test]
fn the_same_day_counts_as_before_the_enrolment() {
    for (agreed, before) in [("2026-07-31", true), ("2026-08-01", true), ("2026-08-02", false)] {
        assert_eq!(written_before(day(agreed), day("2026-08-01")), before, "agreed on {agreed}");
    }
}

#[test]
fn a_line_is_checked_field_by_field() {
    let good = line_draft();
    let from = day("2026-01-01");
    let cases = [
        ("nothing wrong", good.clone(), vec![]),
        ("one day", LineDraft { until: Some(from), ..good.clone() }, vec![]),
        (
            "ends before it begins",
            LineDraft { until: from.previous_day(), ..good.clone() },
            vec![(LineField::Until, Problem::EndsBeforeItBegins { from })],
        ),
        ("blank text", LineDraft { text: " ".to_owned(), ..good.clone() }, vec![(LineField::Text, Problem::Missing)]),
        (
            "long details",
            LineDraft { details: "x".repeat(1001), ..good },
            vec![(LineField::Details, Problem::TooLong { max: 1000, got: 1001 })],
        ),
        (
            "an empty form: every problem at once",
            LineDraft::default(),
            [LineField::Kind, LineField::Text, LineField::Who, LineField::Place, LineField::From, LineField::Level]
                .map(|field| (field, Problem::Missing))
                .to_vec(),
        ),
    ];
    for (what, draft, problems) in cases {
        let found = Line::new(draft).err().unwrap_or_default();
        let expected: Vec<_> = problems.into_iter().map(|(field, problem)| FieldProblem::new(field, problem)).collect();
        assert_eq!(found, expected, "{what}");
    }
}
