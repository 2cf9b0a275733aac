use super::*;
use crate::fixtures::{account_id, at, day, guardian_id, version_id};
use crate::law::{Chosen, OwnTerms, Setting, Validity, calendar::SchoolCalendar};
use crate::period::Period;
use crate::{EnrolmentId, ExamPeriodId};
use proptest::prelude::*;
use uuid::Uuid;

const OFFICE: AccountId = AccountId(Uuid::from_u128(91));
const OTHER: AccountId = AccountId(Uuid::from_u128(92));

fn id(n: u128) -> ExamId {
    ExamId(Uuid::from_u128(n))
}

fn given(ground: Ground, wanted: &[Facility]) -> Ask {
    Ask {
        ground: Some(ground),
        dutch_since: (ground == Ground::Language).then(|| day("2022-09-01")),
        wanted: wanted.to_vec(),
        other: String::new(),
        about: None,
        why: " Lezen kost mij veel tijd. ".to_owned(),
        exam_on: Some(day("2026-11-02")),
    }
}

fn terms(evidence: Evidence) -> Terms {
    Terms { due: Some(day("2026-09-29")), evidence }
}

fn asked_with(evidence: Evidence, given: &Ask) -> Result<Request, Refusal> {
    ask(&[], id(1), given, (Asker::Own(Answerer::Student), account_id()), terms(evidence), at("2026-09-15"))
}

fn asked() -> Request {
    asked_with(Evidence::UnlessKnown, &given(Ground::Support, &[Facility::ExtraTime, Facility::QuietRoom])).unwrap()
}

fn decides(granted: &[Facility]) -> Decide {
    Decide {
        granted: granted.to_vec(),
        minutes: Some(30),
        reason: "Dit helpt, en het examen blijft hetzelfde.".to_owned(),
        from: Some(day("2026-09-20")),
        until: None,
        enrolment: None,
    }
}

/// Within a school that decides for so long, for who is enrolled once.
fn frame(validity: Validity) -> Frame<'static> {
    const ONE: &[EnrolmentId] = &[EnrolmentId(Uuid::from_u128(71))];
    Frame { validity, enrolments: ONE }
}

fn parts<V: std::fmt::Debug>(found: Result<V, Refusal>) -> Vec<(Part, Wrong)> {
    match found {
        Err(Refusal::Parts(parts)) => parts,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_request_says_what_and_why_and_language_is_another_thing_than_support() {
    let missing = Wrong::Field(Problem::Missing);
    let (time, room) = (Facility::ExtraTime, Facility::QuietRoom);
    for (what, given, expected) in [
        ("whole", given(Ground::Support, &[time, room]), vec![]),
        ("for a time", given(Ground::Passing, &[Facility::Laptop]), vec![]),
        ("nothing", Ask::default(), vec![(Part::Ground, missing), (Part::Wanted, missing), (Part::Why, missing)]),
        ("something else, unsaid", given(Ground::Support, &[Facility::Other]), vec![(Part::Other, missing)]),
        (
            "an exam that was",
            Ask { exam_on: Some(day("2026-09-14")), ..given(Ground::Support, &[time]) },
            vec![(Part::ExamOn, Wrong::Past)],
        ),
        ("an exam today", Ask { exam_on: Some(day("2026-09-15")), ..given(Ground::Support, &[time]) }, vec![]),
        ("language", given(Ground::Language, &[time, Facility::Dictionary]), vec![]),
        (
            "language, since nobody says",
            Ask { dutch_since: None, ..given(Ground::Language, &[time]) },
            vec![(Part::DutchSince, missing)],
        ),
        ("language, a quiet room", given(Ground::Language, &[time, room]), vec![(Part::Wanted, Wrong::NotForLanguage)]),
        (
            "six years on the day of the exam",
            Ask { dutch_since: Some(day("2020-11-02")), ..given(Ground::Language, &[time]) },
            vec![(Part::DutchSince, Wrong::SixYears(day("2026-11-02")))],
        ),
        ("a day less", Ask { dutch_since: Some(day("2020-11-03")), ..given(Ground::Language, &[time]) }, vec![]),
        (
            "from tomorrow",
            Ask { dutch_since: Some(day("2026-09-16")), ..given(Ground::Language, &[time]) },
            vec![(Part::DutchSince, Wrong::Before)],
        ),
        (
            "the years of who asks for support are nobody's business",
            Ask { dutch_since: Some(day("2001-09-01")), ..given(Ground::Support, &[time]) },
            vec![],
        ),
    ] {
        let found = asked_with(Evidence::UnlessKnown, &given);
        match expected.is_empty() {
            true => {
                let request = found.unwrap_or_else(|refusal| panic!("{what}: {refusal:?}"));
                assert_eq!(request.dutch_since.is_some(), request.ground == Ground::Language, "{what}");
                assert_eq!(request.why.reveal(), "Lezen kost mij veel tijd.");
            }
            false => assert_eq!(parts(found), expected, "{what}"),
        }
    }
}

#[test]
fn the_same_is_asked_once_while_it_waits() {
    let (first, now) = (asked(), at("2026-09-16"));
    let by = (Asker::School, OTHER);
    let again = |known: &[Request], given: &Ask| ask(known, id(2), given, by, terms(Evidence::None), now);
    let same = given(Ground::Support, &[Facility::QuietRoom, Facility::ExtraTime]);
    assert_eq!(
        again(std::slice::from_ref(&first), &same),
        Err(Refusal::Already(id(1))),
        "whoever asks, in whatever order"
    );
    let more = again(std::slice::from_ref(&first), &given(Ground::Support, &[Facility::Spoken])).unwrap();
    assert_eq!((more.number, more.by), (2, Asker::School));
    let refused = decide(&first, &decides(&[]), frame(Validity::Enrolment), OFFICE, now).unwrap();
    assert!(again(&[refused], &same).is_ok(), "after a refusal it can be asked anew");
    assert_eq!(again(&vec![first; MAX_OPEN], &given(Ground::Passing, &[Facility::Spoken])), Err(Refusal::TooMany));
    let parent = Asker::Own(Answerer::Guardian(guardian_id()));
    assert!(ask(&[], id(3), &same, (parent, OTHER), terms(Evidence::None), now).is_ok());
}

#[test]
fn there_is_an_answer_within_what_the_school_promised_and_before_the_exam() {
    let since = Period::since(day("2020-08-01"));
    let set = |value| (since, Chosen { value, by: None });
    let ten = OwnTerms::new(vec![set(Setting::ExamAnswerWorkingDays(10))]).unwrap();
    let calendar = SchoolCalendar::of(&[]);
    for (what, own, exam, expected) in [
        ("ten working days", &ten, None, Some("2026-09-29")),
        ("an exam after that", &ten, Some("2026-11-02"), Some("2026-09-29")),
        ("an exam before that", &ten, Some("2026-09-22"), Some("2026-09-21")),
        ("an exam tomorrow", &ten, Some("2026-09-16"), Some("2026-09-15")),
        ("an exam today: at once", &ten, Some("2026-09-15"), Some("2026-09-15")),
        ("nobody promised anything", &OwnTerms::default(), Some("2026-11-02"), Some("2026-11-01")),
        ("and no exam is known", &OwnTerms::default(), None, None),
    ] {
        assert_eq!(answer_by(own, &calendar, day("2026-09-15"), exam.map(day)), expected.map(day), "{what}");
    }
    assert_eq!(may_be_asked_until(&ten, day("2026-09-15"), day("2026-11-02")), day("2026-09-28"), "five weeks");
}

#[test]
fn what_is_granted_is_what_was_asked_and_follows_from_it() {
    let (time, room, now) = (Facility::ExtraTime, Facility::QuietRoom, at("2026-09-18"));
    let missing = Wrong::Field(Problem::Missing);
    for (what, given, status) in [
        ("all", decides(&[room, time]), Ok(Status::Granted)),
        ("a part", decides(&[room]), Ok(Status::Partly)),
        ("nothing", decides(&[]), Ok(Status::Refused)),
        ("nothing, without days", Decide { from: None, ..decides(&[]) }, Ok(Status::Refused)),
        ("without a reason", Decide { reason: " ".to_owned(), ..decides(&[]) }, Err((Part::Reason, missing))),
        ("no minutes", Decide { minutes: None, ..decides(&[time]) }, Err((Part::Minutes, missing))),
        ("0 minutes", Decide { minutes: Some(0), ..decides(&[time]) }, Err((Part::Minutes, missing))),
        ("no minutes of a room", Decide { minutes: None, ..decides(&[room]) }, Ok(Status::Partly)),
        (
            "more than anybody has",
            Decide { minutes: Some(241), ..decides(&[time]) },
            Err((Part::Minutes, Wrong::TooMany(MAX_MINUTES))),
        ),
        ("not from a day", Decide { from: None, ..decides(&[room]) }, Err((Part::From, missing))),
        ("backwards", Decide { until: Some(day("2026-09-19")), ..decides(&[room]) }, Err((Part::Until, Wrong::Before))),
        ("what nobody asked", decides(&[room, Facility::Spoken]), Err((Part::Granted, Wrong::NotAsked))),
    ] {
        let found = decide(&asked(), &given, frame(Validity::Enrolment), OFFICE, now);
        match status {
            Ok(status) => assert_eq!(found.map(|after| after.status), Ok(status), "{what}"),
            Err(wrong) => assert_eq!(parts(found), [wrong], "{what}"),
        }
    }
}

#[test]
fn it_holds_as_long_as_the_school_decides_for() {
    let room = Facility::QuietRoom;
    for (what, validity, until, expected) in [
        ("as long as the enrolment", Validity::Enrolment, None, Ok(None)),
        ("until the programme changes", Validity::Programme, None, Ok(None)),
        ("a school year", Validity::SchoolYear, None, Ok(Some("2027-07-31"))),
        ("less than one", Validity::SchoolYear, Some("2027-01-31"), Ok(Some("2027-01-31"))),
        (
            "more than one",
            Validity::SchoolYear,
            Some("2027-08-01"),
            Err((Part::Until, Wrong::SchoolYear(day("2027-07-31")))),
        ),
    ] {
        let given = Decide { until: until.map(day), ..decides(&[room]) };
        let found = decide(&asked(), &given, frame(validity), OFFICE, at("2026-09-18"));
        match expected {
            Ok(until) => assert_eq!(found.unwrap().decisions[0].until, until.map(day), "{what}"),
            Err(wrong) => assert_eq!(parts(found), [wrong], "{what}"),
        }
    }
}

#[test]
fn what_must_be_shown_is_seen_before_something_is_granted() {
    let (support, now) = (given(Ground::Support, &[Facility::QuietRoom]), at("2026-09-18"));
    let language = given(Ground::Language, &[Facility::Dictionary]);
    for (what, evidence, given, waits) in [
        ("a statement", Evidence::ExpertStatement, &support, true),
        ("where it is not known already", Evidence::UnlessKnown, &support, false),
        ("nothing", Evidence::None, &support, false),
        ("on the ground of language", Evidence::ExpertStatement, &language, false),
    ] {
        let request = asked_with(evidence, given).unwrap();
        assert_eq!(request.waits_for_paper(), waits, "{what}");
        let granted = decide(&request, &decides(&request.wanted), frame(Validity::Enrolment), OFFICE, now);
        assert_eq!(granted.err(), waits.then_some(Refusal::NotSeen), "{what}");
        assert!(
            decide(&request, &decides(&[]), frame(Validity::Enrolment), OFFICE, now).is_ok(),
            "{what}: refused without"
        );
        let shown = seen(&request, OTHER, now).unwrap();
        assert!(decide(&shown, &decides(&request.wanted), frame(Validity::Enrolment), OFFICE, now).is_ok(), "{what}");
        assert_eq!(seen(&shown, OFFICE, now), Err(Refusal::Twice));
        let over = turn(&shown, Event::Withdraw, ("", false), OTHER, now).unwrap();
        assert_eq!(seen(&over, OFFICE, now), Err(Refusal::Stands(Status::Withdrawn)));
    }
}

#[test]
fn a_decision_is_looked_at_again_and_what_it_was_stays() {
    let now = at("2026-09-18");
    let request = asked();
    let granted = decide(&request, &decides(&request.wanted), frame(Validity::Enrolment), OFFICE, now).unwrap();
    assert_eq!(
        decide(&granted, &decides(&request.wanted), frame(Validity::Enrolment), OFFICE, now),
        Err(Refusal::Twice),
        "two tabs"
    );
    for other in [
        Decide { minutes: Some(20), ..decides(&request.wanted) },
        Decide { reason: "Om iets anders.".to_owned(), ..decides(&request.wanted) },
        Decide { from: Some(day("2026-10-01")), ..decides(&request.wanted) },
    ] {
        let found = decide(&granted, &other, frame(Validity::Enrolment), OFFICE, now);
        assert_eq!(found, Err(Refusal::Stands(Status::Granted)), "another decision is not called recorded");
    }
    assert_eq!(
        decide(&granted, &decides(&request.wanted), frame(Validity::Enrolment), OTHER, now),
        Err(Refusal::Stands(Status::Granted)),
        "two people"
    );
    assert_eq!(
        decide(&granted, &decides(&[]), frame(Validity::Enrolment), OFFICE, now),
        Err(Refusal::Stands(Status::Granted))
    );
    let silent = turn(&granted, Event::Revise, (" ", true), OFFICE, now);
    assert_eq!(parts(silent), [(Part::Reason, Wrong::Field(Problem::Missing))]);
    let again = turn(&granted, Event::Revise, ("De tijd klopte niet.", true), OFFICE, now).unwrap();
    assert_eq!(
        (again.status, again.decision(), again.holds()),
        (Status::Again, granted.decision(), true),
        "it stands meanwhile"
    );
    assert_eq!(turn(&again, Event::Revise, ("Zo.", true), OFFICE, now), Err(Refusal::Twice));
    let other = Decide { minutes: Some(20), ..decides(&request.wanted) };
    let second = decide(&again, &other, frame(Validity::Enrolment), OTHER, now).unwrap();
    assert_eq!(second.decisions.iter().map(|one| one.minutes).collect::<Vec<_>>(), [Some(30), Some(20)]);
    let ended = turn(&second, Event::End, ("", false), account_id(), now).unwrap();
    assert_eq!((ended.status, ended.decision().is_some(), ended.holds()), (Status::Ended, true, false));
    assert_eq!(turn(&ended, Event::Revise, ("Toch.", true), OFFICE, now), Err(Refusal::Stands(Status::Ended)));
    assert_eq!(turn(&request, Event::End, ("", false), OFFICE, now), Err(Refusal::Stands(Status::Asked)));
    assert_eq!(
        second.people().collect::<Vec<_>>(),
        [OFFICE, OTHER, OFFICE],
        "who asked for themselves is nobody of the school"
    );
}

#[test]
fn a_period_is_a_name_and_days_in_their_order() {
    let period = |known: &[ExamPeriod], name, from: Option<&str>, until: Option<&str>| {
        exam_period(known, ExamPeriodId(Uuid::from_u128(1)), name, from.map(day), until.map(day))
    };
    let first = period(&[], " Periode 1 ", Some("2026-10-26"), Some("2026-11-06")).unwrap();
    assert_eq!(first.name, "Periode 1");
    for (what, known, name, from, until, expected) in [
        ("a day", vec![], "P", Some("2026-10-26"), Some("2026-10-26"), Ok(())),
        (
            "nothing",
            vec![],
            "",
            None,
            None,
            Err(PeriodRefusal::Parts(vec![PeriodPart::Name(Problem::Missing), PeriodPart::From, PeriodPart::Until])),
        ),
        (
            "backwards",
            vec![],
            "P",
            Some("2026-10-26"),
            Some("2026-10-25"),
            Err(PeriodRefusal::Parts(vec![PeriodPart::Backwards])),
        ),
        ("a year", vec![], "P", Some("2026-08-01"), Some("2027-08-01"), Ok(())),
        (
            "a day more",
            vec![],
            "P",
            Some("2026-08-01"),
            Some("2027-08-02"),
            Err(PeriodRefusal::Parts(vec![PeriodPart::TooLong])),
        ),
        (
            "the same, in capitals",
            vec![first.clone()],
            "PERIODE 1",
            Some("2026-11-06"),
            Some("2026-11-20"),
            Err(PeriodRefusal::Already(first.id)),
        ),
        (
            "the same name, a year later",
            vec![first.clone()],
            "Periode 1",
            Some("2027-10-25"),
            Some("2027-11-05"),
            Ok(()),
        ),
    ] {
        assert_eq!(period(&known, name, from, until).map(|_| ()), expected, "{what}");
    }
}

#[test]
fn the_measures_of_an_agreement_that_are_about_exams_are_offered() {
    use crate::agreement::{Agreement, Line, LineDraft};
    use crate::catalogue::{Level, MeasureKind, Place};
    use crate::fixtures;
    let line = |kind, place, text: &str, until: Option<&str>| {
        Line::new(LineDraft {
            kind: Some(kind),
            text: text.to_owned(),
            who: "het examenbureau".to_owned(),
            place: Some(place),
            from: Some(day("2026-08-01")),
            until: until.map(day),
            level: Some(Level::Extra),
            ..LineDraft::default()
        })
        .unwrap()
    };
    let mut agreement: Agreement =
        fixtures::walk(&[fixtures::Step::Offer, fixtures::Step::Yes], &crate::agreement::WhoMustAnswer::Student);
    let version = agreement.versions.last_mut().unwrap();
    version.lines = vec![
        line(MeasureKind::ExtraGuidance, Place::Class, "Elke week een gesprek", None),
        line(MeasureKind::AdaptedExam, Place::Exam, "Extra tijd", None),
        line(MeasureKind::Aids, Place::Exam, "Een laptop", Some("2026-09-01")),
    ];
    let version = version.id;
    let on = |text: &str| offered_on(Some(&agreement), day(text));
    assert_eq!(on("2026-09-02"), [(version, 2, "Extra tijd".to_owned())], "the laptop is over");
    assert_eq!(on("2026-09-01").len(), 2);
    assert!(offered_on(None, day("2026-09-01")).is_empty() && version != version_id(99));
}

proptest! {
    /// Whatever is filled in: what is granted on the ground of language is longer time of half an hour at most and a
    /// dictionary, and it never holds on a day on which there were six years of education in Dutch.
    #[test]
    fn language_never_becomes_more_than_the_rule(
        wanted in prop::collection::vec(prop::sample::select(Facility::ALL), 0..5),
        granted in prop::collection::vec(prop::sample::select(Facility::ALL), 0..5),
        since in 0_i64..3000, exam in prop::option::of(0_i64..900), from in -400_i64..900, until in prop::option::of(-400_i64..4000),
        minutes in prop::option::of(0_u16..300),
        validity in prop::sample::select(Validity::ALL), evidence in prop::sample::select(Evidence::ALL),
    ) {
        let today = at("2026-09-15");
        let later = |days: i64| today.day + time::Duration::days(days);
        let given = Ask {
            ground: Some(Ground::Language), dutch_since: Some(later(-since)), wanted, other: "Iets anders".to_owned(),
            about: None, why: "Ik leer Nederlands.".to_owned(), exam_on: exam.map(later),
        };
        let Ok(request) = asked_with(evidence, &given) else { return Ok(()) };
        let given = Decide {
            granted, minutes, reason: "Zo is de regel.".to_owned(), from: Some(later(from)), until: until.map(later),
            enrolment: None,
        };
        let Ok(after) = decide(&request, &given, frame(validity), OFFICE, today) else { return Ok(()) };
        let decision = after.decisions.last().unwrap();
        prop_assert!(decision.granted.iter().all(|one| matches!(one, Facility::ExtraTime | Facility::Dictionary)));
        prop_assert!(decision.minutes.is_none_or(|minutes| minutes <= 30));
        if after.holds() {
            let last = decision.until.expect("it ends by itself");
            let began = later(-since);
            let six = began.replace_year(began.year() + 6);
            let six = six.unwrap_or_else(|_| time::Date::from_calendar_date(began.year() + 6, time::Month::March, 1).unwrap());
            prop_assert!(last < six, "{last} is not before {six}");
            prop_assert!(decision.from <= last);
        }
    }
}

#[test]
fn a_decision_stands_until_there_is_another_and_is_for_one_enrolment() {
    let now = at("2026-09-18");
    let all = asked();
    let (one, other) = (EnrolmentId(Uuid::from_u128(71)), EnrolmentId(Uuid::from_u128(72)));
    let missing = vec![(Part::Enrolment, Wrong::Field(Problem::Missing))];
    for (what, enrolments, chosen, expected) in [
        ("who applied has none", vec![], None, Ok(None)),
        ("the only one", vec![one], None, Ok(Some(one))),
        ("two, and nobody says which", vec![one, other], None, Err(missing.clone())),
        ("the second of two", vec![one, other], Some(other), Ok(Some(other))),
        ("one that is over", vec![one, other], Some(EnrolmentId(Uuid::from_u128(73))), Err(missing)),
    ] {
        let given = Decide { enrolment: chosen, ..decides(&all.wanted) };
        let frame = Frame { validity: Validity::Programme, enrolments: &enrolments };
        let found = decide(&all, &given, frame, OFFICE, now);
        match expected {
            Ok(enrolment) => assert_eq!(found.unwrap().decisions[0].enrolment, enrolment, "{what}"),
            Err(wrong) => assert_eq!(parts(found), wrong, "{what}"),
        }
    }
    let granted = decide(&all, &decides(&all.wanted), frame(Validity::Programme), OFFICE, now).unwrap();
    let decision = granted.decision().unwrap();
    assert_eq!(decision.last_day(|_| None), None, "as long as the enrolment");
    assert_eq!(decision.last_day(|id| (id == one).then(|| day("2027-01-31"))), Some(day("2027-01-31")));
    assert_eq!(decision.last_day(|id| (id == other).then(|| day("2027-01-31"))), None, "another one ended");

    let again = turn(&granted, Event::Revise, ("De tijd klopte niet.", true), OFFICE, now).unwrap();
    assert!(again.holds() && again.stand() == Stand::Asked && again.status.on(Event::Withdraw).is_none());
    let no = decide(&again, &decides(&[]), frame(Validity::Programme), OFFICE, at("2026-09-25")).unwrap();
    assert!(!no.holds() && no.status == Status::Refused);
    let refused = decide(&all, &decides(&[]), frame(Validity::Programme), OFFICE, now).unwrap();
    let again = turn(&refused, Event::Revise, ("Er is meer bekend.", true), OFFICE, now).unwrap();
    assert!(!again.holds(), "nothing was granted");
    let own = OwnTerms::default();
    let calendar = SchoolCalendar::of(&[]);
    for (what, on, due) in
        [("the eve of the exam", "2026-09-30", Some("2026-11-01")), ("the exam was", "2026-11-03", None)]
    {
        assert_eq!(due_anew(&again, &own, &calendar, day(on)), due.map(day), "{what}");
    }
}

#[test]
fn the_student_is_told_and_the_term_to_appeal_runs_from_that_day() {
    use crate::intake::talk::Means;
    use crate::law::Calendar;
    use crate::told;
    let now = at("2026-09-18");
    let request = asked();
    assert_eq!((request.untold(), request.stand()), (None, Stand::Asked));
    let paper =
        |request: &Request, on: &str| tell(request, (Some(Means::Paper), Some(day(on))), OFFICE, at("2026-09-25"));
    for (what, granted, stand) in [
        ("all of it: the terms may be wrong", request.wanted.clone(), Stand::Granted),
        ("a part", vec![Facility::QuietRoom], Stand::Partly),
        ("nothing", vec![], Stand::Refused),
    ] {
        let decided = decide(&request, &decides(&granted), frame(Validity::Enrolment), OFFICE, now).unwrap();
        assert_eq!(decided.stand(), Stand::ToTell, "{what}");
        assert_eq!(appeal_until(decided.appealable().unwrap(), Calendar::dutch()), None, "{what}: it does not run yet");
        let early = Refusal::Told(vec![told::Wrong::Before(day("2026-09-18"))]);
        assert_eq!(paper(&decided, "2026-09-17"), Err(early), "{what}");
        let done = paper(&decided, "2026-09-21").unwrap();
        assert_eq!(done.stand(), stand, "{what}");
        assert_eq!(appeal_until(done.appealable().unwrap(), Calendar::dutch()), Some(day("2026-10-05")), "{what}");
        assert_eq!(paper(&done, "2026-09-21"), Err(Refusal::Twice), "{what}: two tabs");
        assert_eq!(paper(&done, "2026-09-22"), Err(Refusal::NothingToTell), "{what}: another day was not written down");
        let mailed = told_by_mail(&decided, OFFICE, now);
        assert_eq!(mailed.decision().unwrap().told.map(|told| told.on), Some(now.day), "{what}");

        // What takes its place is owed anew.
        let again = turn(&done, Event::Revise, ("Het was anders.", true), OFFICE, at("2026-09-28")).unwrap();
        assert_eq!((again.stand(), again.untold()), (Stand::Asked, None), "{what}");
        let anew =
            decide(&again, &decides(&[Facility::ExtraTime]), frame(Validity::Enrolment), OTHER, at("2026-09-29"));
        assert_eq!(anew.unwrap().stand(), Stand::ToTell, "{what}");
    }
    let granted = decide(&request, &decides(&request.wanted), frame(Validity::Enrolment), OFFICE, now).unwrap();
    let granted = told_by_mail(&granted, OFFICE, now);
    let ended = turn(&granted, Event::End, ("Niet meer nodig.", true), OTHER, at("2026-09-20")).unwrap();
    assert_eq!(ended.stand(), Stand::ToTell, "the school ended it");
    assert_eq!(paper(&ended, "2026-09-21").unwrap().stand(), Stand::Ended);
    let until = |request: &Request| request.appealable().map(|matter| appeal_until(matter, Calendar::dutch()));
    assert_eq!(until(&granted), Some(Some(day("2026-10-02"))));
    assert_eq!(until(&ended), Some(None), "what the school ended was not told");
    let told = paper(&ended, "2026-09-22").unwrap();
    assert_eq!(until(&told), Some(Some(day("2026-10-06"))), "from the day on which that was told");
    assert_eq!(told.letter().map(|matter| (matter.by(), matter.since())), Some((OTHER, day("2026-09-20"))));
    let own = turn(&granted, Event::End, ("", false), account_id(), at("2026-09-20")).unwrap();
    assert_eq!(own.stand(), Stand::Ended, "who ended it knows");
    assert!(own.appealable().is_none() && own.letter().is_some_and(|matter| matches!(matter, Matter::Decision(_))));
    let back = turn(&request, Event::Withdraw, ("Dit examen vervalt.", true), OTHER, now).unwrap();
    assert_eq!(back.stand(), Stand::ToTell, "what the student asked was taken back");
    assert_eq!(until(&paper(&back, "2026-09-22").unwrap()), Some(Some(day("2026-10-06"))));
    let self_back = turn(&request, Event::Withdraw, ("", false), account_id(), now).unwrap();
    assert!(self_back.letter().is_none() && request.letter().is_none());
    let of_school = Request { by: Asker::School, ..back };
    assert!(of_school.letter().is_none());
    assert_eq!(of_school.stand(), Stand::Withdrawn, "what the school asked and took back itself");
}

#[test]
fn what_is_annulled_in_appeal_comes_back_and_is_owed_by_a_day() {
    let said = Personal::new("De commissie keek niet naar het verslag.".to_owned());
    let now = at("2026-10-12");
    let decided = |granted: &[Facility]| {
        decide(&asked(), &decides(granted), frame(Validity::Enrolment), OFFICE, at("2026-09-20")).unwrap()
    };
    let by_school = |request: &Request, event| turn(request, event, ("Het kan niet.", true), OFFICE, at("2026-09-25"));
    let themselves = |request: &Request, event| turn(request, event, ("", false), account_id(), at("2026-09-25"));
    let (time, room) = (Facility::ExtraTime, Facility::QuietRoom);
    let all = decided(&[time, room]);
    for (what, request, expected) in [
        ("all was granted, on terms", all.clone(), Some((Status::Again, true))),
        ("a part", decided(&[time]), Some((Status::Again, true))),
        ("nothing", decided(&[]), Some((Status::Again, false))),
        ("looked at again meanwhile", by_school(&all, Event::Revise).unwrap(), Some((Status::Again, true))),
        ("school ended it: it holds again", by_school(&all, Event::End).unwrap(), Some((Status::Again, true))),
        ("school took it back", by_school(&asked(), Event::Withdraw).unwrap(), Some((Status::Asked, false))),
        ("they ended it themselves", themselves(&all, Event::End).unwrap(), None),
        ("they took it back themselves", themselves(&asked(), Event::Withdraw).unwrap(), None),
        ("nothing is decided yet", asked(), None),
    ] {
        let back = annulled(&request, &said, day("2026-10-26"), OTHER, now);
        assert_eq!(back.as_ref().map(|one| (one.status, one.holds())), expected, "{what}");
        let Some(back) = back else { continue };
        assert_eq!((back.stand(), back.due), (Stand::Asked, Some(day("2026-10-26"))), "{what}");
        assert_eq!(back.ordered_on(now.day), day("2026-10-26"), "{what}");
        assert_eq!(back.turns.last().and_then(|turn| turn.why.as_ref()), Some(&said), "{what}");
        let anew =
            decide(&back, &decides(&[time, room]), frame(Validity::Enrolment), OFFICE, at("2026-10-20")).unwrap();
        assert_eq!((anew.status, anew.stand()), (Status::Granted, Stand::ToTell), "{what}: done, and told anew");
    }
    let since = Period::since(day("2020-08-01"));
    let set = |value| (since, Chosen { value, by: None });
    let ten = OwnTerms::new(vec![set(Setting::ExamAnswerWorkingDays(10))]).unwrap();
    let calendar = SchoolCalendar::of(&[]);
    for (what, own, set, exam, expected) in [
        ("the committee of appeal set a day", &ten, Some("2026-11-20"), None, "2026-11-20"),
        ("it set none: as the school promised", &ten, None, None, "2026-10-26"),
        ("before the exam", &ten, None, Some("2026-10-20"), "2026-10-19"),
        ("the exam was", &ten, None, Some("2026-10-01"), "2026-10-26"),
        ("nobody set anything: eight weeks", &OwnTerms::default(), None, None, "2026-12-07"),
        ("nor that late before an exam", &OwnTerms::default(), None, Some("2026-11-02"), "2026-11-01"),
        ("an exam far away", &OwnTerms::default(), None, Some("2027-06-01"), "2026-12-07"),
    ] {
        let request = Request { exam_on: exam.map(day), ..all.clone() };
        let due = due_after_appeal(&request, set.map(day), own, &calendar, now.day);
        assert_eq!(due, day(expected), "{what}");
    }
}

#[test]
fn what_was_annulled_stands_as_it_stood_when_the_appeal_is_taken_up_again() {
    use crate::intake::talk::Means;
    let (said, why) = ("De commissie keek niet naar het verslag.", "Dat was een ander beroep.");
    let (said, why) = (Personal::new(said.to_owned()), Personal::new(why.to_owned()));
    let (when, again) = (at("2026-10-12"), at("2026-10-15"));
    let due = Some(day("2026-10-29"));
    let decided = |granted: &[Facility]| {
        decide(&asked(), &decides(granted), frame(Validity::Enrolment), OFFICE, at("2026-09-20")).unwrap()
    };
    let by_school = |request: &Request, event| turn(request, event, ("Het kan niet.", true), OFFICE, at("2026-09-25"));
    let annul = |request: &Request, when| annulled(request, &said, day("2026-10-26"), OTHER, when).unwrap();
    let undo = |request: &Request, moments: &[Moment]| restored(request, moments, (&why, due), OTHER, again);
    let (time, room) = (Facility::ExtraTime, Facility::QuietRoom);
    let all = decided(&[time, room]);
    for (what, request) in [
        ("all was granted", all.clone()),
        ("a part", decided(&[time])),
        ("nothing", decided(&[])),
        ("looked at again", by_school(&all, Event::Revise).unwrap()),
        ("school ended it", by_school(&all, Event::End).unwrap()),
        ("school took it back", by_school(&asked(), Event::Withdraw).unwrap()),
    ] {
        let back = undo(&annul(&request, when), &[when]).unwrap();
        assert_eq!(
            (back.status, back.holds(), back.stand()),
            (request.status, request.holds(), request.stand()),
            "{what}"
        );
        assert_eq!(
            (back.letter(), back.untold()),
            (request.letter(), request.untold()),
            "{what}: and what is to be told"
        );
        assert_eq!(back.turns.last().and_then(|turn| turn.why.as_ref()), Some(&why), "{what}");
        assert_eq!(back.due.filter(|_| back.status == Status::Again), due.filter(|_| back.status == Status::Again));
        let told = tell(&back, (Some(Means::Paper), Some(day("2026-10-15"))), OFFICE, again);
        assert_eq!(told.is_ok(), request.untold().is_some(), "{what}");
        assert!(told.map_or(true, |told| told.untold().is_none()), "{what}: what is told is told of what stands");
        // Decided once more that it is right, and taken up again once more.
        let later = at("2026-11-02");
        let twice = undo(&annul(&back, later), &[when, later]).unwrap();
        assert_eq!((twice.status, twice.untold()), (request.status, request.untold()), "{what}: twice");
        assert_eq!(undo(&twice, &[when, later]), None, "{what}: once for each time");
    }
    let back = annul(&all, when);
    let anew = decide(&back, &decides(&[time]), frame(Validity::Enrolment), OFFICE, at("2026-10-13")).unwrap();
    let revised = turn(&anew, Event::Revise, ("De tijd klopt niet.", true), OFFICE, at("2026-10-14")).unwrap();
    let other = at("2026-10-13");
    for (what, request, moments) in [
        ("nothing was annulled", all.clone(), &[when][..]),
        ("another appeal annulled it", back.clone(), &[other]),
        ("it was decided anew", anew, &[when]),
        ("and is looked at again since", revised, &[when]),
        ("another appeal annulled it too, and that stands", annul(&back, other), &[other]),
        ("nor is that of before it undone under it", annul(&back, other), &[when]),
    ] {
        assert_eq!(undo(&request, moments), None, "{what}");
    }
}
