use super::*;
use crate::fixtures::{account_id, at, day, guardian_id, version_id};
use crate::intake::talk::Means;
use proptest::prelude::*;
use uuid::Uuid;

const DESK: AccountId = AccountId(Uuid::from_u128(95));

fn id(n: u128) -> DisputeId {
    DisputeId(Uuid::from_u128(n))
}

fn given(subject: Subject) -> Lodge {
    Lodge {
        subject: Some(subject),
        words: " De voorleessoftware is er niet. ".to_owned(),
        wish: "Dat die er wel is.".to_owned(),
        known_on: subject.has_term().then(|| day("2026-09-01")),
        ..Lodge::default()
    }
}

fn lodged(given: &Lodge, on: &str) -> Result<Dispute, Refusal> {
    lodge(&[], id(1), given, (Answerer::Student, account_id()), at(on))
}

fn one() -> Dispute {
    lodged(&given(Subject::CarryingOut), "2026-09-15").unwrap()
}

fn urgent() -> Dispute {
    let given =
        Lodge { urgent: true, urgent_words: "Volgende week is het examen.".to_owned(), ..given(Subject::Making) };
    lodged(&given, "2026-09-15").unwrap()
}

#[test]
fn it_says_what_it_is_about_and_is_brought_once() {
    let missing = |part| Err(Refusal::Parts(vec![(part, Problem::Missing)]));
    for (what, given, expected) in [
        ("whole", given(Subject::Changing), Ok(1)),
        ("about nothing", Lodge { subject: None, ..given(Subject::Changing) }, missing(Part::Subject)),
        ("no words", Lodge { words: " ".to_owned(), ..given(Subject::Changing) }, missing(Part::Words)),
        ("without a wish", Lodge { wish: String::new(), ..given(Subject::Changing) }, Ok(1)),
        ("a decision of no day", Lodge { known_on: None, ..given(Subject::Decision) }, missing(Part::KnownOn)),
        ("urgent, without why", Lodge { urgent: true, ..given(Subject::Making) }, missing(Part::Urgent)),
        (
            "a decision of tomorrow",
            Lodge { known_on: Some(day("2026-09-16")), ..given(Subject::Decision) },
            Err(Refusal::Future),
        ),
        ("an appeal of no day", Lodge { known_on: None, ..given(Subject::Exam) }, missing(Part::KnownOn)),
        ("an appeal", given(Subject::Exam), Ok(1)),
        ("years too late", Lodge { known_on: Some(day("2020-01-01")), ..given(Subject::Decision) }, Ok(1)),
    ] {
        assert_eq!(lodged(&given, "2026-09-15").map(|new| new.number), expected, "{what}");
    }
    let by = (Answerer::Guardian(guardian_id()), DESK);
    let again =
        |known: &[Dispute], given: &Lodge| lodge(known, id(2), given, by, at("2026-09-16")).map(|new| new.number);
    assert_eq!(again(&[one()], &given(Subject::CarryingOut)), Err(Refusal::Already(id(1))), "a parent says the same");
    assert_eq!(again(&[one()], &given(Subject::Making)), Ok(2));
    let back = step(&one(), Event::Withdraw, ("", None), account_id(), at("2026-09-16")).unwrap();
    assert_eq!(again(&[back], &given(Subject::CarryingOut)), Ok(2), "what was taken back can be brought anew");
    assert_eq!(again(&vec![one(); MAX_OPEN], &given(Subject::Making)), Err(Refusal::TooMany));
}

#[test]
fn the_terms_run_from_the_day_on_which_it_was_received() {
    let calendar = Calendar::dutch();
    let owed = one().owed(calendar);
    assert_eq!((owed.lodged, owed.say_by, owed.decide_by), (None, None, Some(day("2026-11-24"))), "ten weeks");
    let asked = urgent();
    assert_eq!(asked.owed(calendar).say_by, Some(day("2026-09-22")), "the chair says so in a week");
    assert_eq!(asked.owed(calendar).first(), Some(day("2026-09-22")));
    let yes = step(&asked, Event::SayUrgent, ("Het examen is dichtbij.", None), DESK, at("2026-09-17")).unwrap();
    assert_eq!(
        (yes.owed(calendar).say_by, yes.owed(calendar).decide_by),
        (None, Some(day("2026-10-13"))),
        "four weeks"
    );
    let no = step(&asked, Event::SayNotUrgent, ("Het kan wachten.", None), DESK, at("2026-09-17")).unwrap();
    assert_eq!(no.owed(calendar).decide_by, Some(day("2026-11-24")));
    for (what, known, in_time) in [
        ("on the last day", "2026-08-04", Some((day("2026-09-15"), true))),
        ("a day late", "2026-08-03", Some((day("2026-09-14"), false))),
    ] {
        let given = Lodge { known_on: Some(day(known)), ..given(Subject::Decision) };
        assert_eq!(lodged(&given, "2026-09-15").unwrap().owed(calendar).lodged, in_time, "{what}");
    }
    let of_exam =
        lodged(&Lodge { known_on: Some(day("2026-08-04")), ..given(Subject::Decision) }, "2026-09-15").unwrap();
    let exam = Thing::Exam(ExamId(Uuid::from_u128(7)));
    let of_exam = attach(&of_exam, &[exam], &[exam], at("2026-09-15")).unwrap();
    assert_eq!(of_exam.owed(calendar).lodged, None, "six weeks or two: nobody knows, so nobody says");
    for (what, known, in_time, decide_by) in [
        ("an appeal on the last day", "2026-09-01", Some((day("2026-09-15"), true)), "2026-10-13"),
        ("an appeal a day late", "2026-08-31", Some((day("2026-09-14"), false)), "2026-10-13"),
        ("an appeal at once", "2026-09-14", Some((day("2026-09-28"), true)), "2026-10-26"),
    ] {
        let given = Lodge { known_on: Some(day(known)), ..given(Subject::Exam) };
        let owed = lodged(&given, "2026-09-15").unwrap().owed(calendar);
        assert_eq!((owed.lodged, owed.decide_by), (in_time, Some(day(decide_by))), "{what}");
    }
    let decided = step(&one(), Event::Decide, ("Zo is het.", Some(Outcome::Upheld)), DESK, at("2026-09-20")).unwrap();
    assert_eq!(decided.owed(calendar).first(), None, "nothing is owed of what is decided");
    assert_eq!(decided.ordered_on(calendar, day("2026-09-20")), day("2026-09-20"));
    let again = step(&decided, Event::Reopen, ("Dat klopte niet.", None), DESK, at("2026-12-20")).unwrap();
    assert_eq!(again.owed(calendar).decide_by, Some(day("2026-11-24")), "what is taken up again has no new term");
}

#[test]
fn an_appeal_about_an_exam_has_no_urgent_way() {
    let calendar = Calendar::dutch();
    let plain = lodged(&given(Subject::Exam), "2026-09-15").unwrap();
    let hurried = Lodge { urgent: true, urgent_words: "Maandag is het examen.".to_owned(), ..given(Subject::Exam) };
    let hurried = lodged(&hurried, "2026-09-15").unwrap();
    assert!(hurried.urgent_words.is_some(), "what was typed stays");
    let said_before = Dispute { urgency: Urgency::Yes, ..hurried.clone() };
    for (what, dispute) in [("not asked", &plain), ("asked", &hurried), ("said before", &said_before)] {
        let owed = dispute.owed(calendar);
        assert_eq!((owed.say_by, owed.decide_by), (None, Some(day("2026-10-13"))), "{what}");
        for event in [Event::AskUrgent, Event::SayUrgent, Event::SayNotUrgent] {
            let found = step(dispute, event, ("Zo.", None), DESK, at("2026-09-17"));
            assert_eq!((found, dispute.may(event)), (Err(Refusal::Stands(Status::Open)), false), "{what}: {event:?}");
        }
        assert!(dispute.may(Event::Decide), "{what}");
    }
}

#[test]
fn what_happens_is_said_in_words_and_once() {
    let now = at("2026-09-18");
    let said = |dispute: &Dispute, event, words, outcome| step(dispute, event, (words, outcome), DESK, now);
    let missing = |part| Err(Refusal::Parts(vec![(part, Problem::Missing)]));
    let heard = said(&one(), Event::Hear, "Op 1 oktober praten jullie.", None).unwrap();
    assert_eq!((heard.status, heard.steps.len()), (Status::Open, 1));
    assert_eq!(said(&heard, Event::Hear, "Op 1 oktober praten jullie.", None), Err(Refusal::Twice));
    assert!(said(&heard, Event::Hear, "Het wordt 2 oktober.", None).is_ok(), "other words are another step");
    assert_eq!(said(&one(), Event::Hear, " ", None).map(|_| ()), missing(Part::Said).map(|(): ()| ()));
    assert_eq!(said(&one(), Event::Decide, "Zo.", None).map(|_| ()), missing(Part::Outcome).map(|(): ()| ()));
    let yes = said(&urgent(), Event::SayUrgent, "Ja.", None).unwrap();
    assert_eq!(said(&yes, Event::SayUrgent, "Ja.", None), Err(Refusal::Twice), "two tabs");
    let decided = said(&heard, Event::Decide, "De software komt er.", Some(Outcome::Upheld)).unwrap();
    assert_eq!(decided.outcome().map(|(outcome, _)| outcome), Some(Outcome::Upheld));
    assert_eq!(said(&decided, Event::Decide, "Nog eens.", Some(Outcome::Upheld)), Err(Refusal::Twice));
    let otherwise = said(&decided, Event::Decide, "Toch niet.", Some(Outcome::Dismissed));
    assert_eq!(otherwise, Err(Refusal::Stands(Status::Decided)), "another outcome in another tab was not recorded");
    let other = step(&decided, Event::Decide, ("Nee.", Some(Outcome::Dismissed)), account_id(), now);
    assert_eq!(other, Err(Refusal::Stands(Status::Decided)), "two people");
    let again = said(&decided, Event::Reopen, "Het was een ander besluit.", None).unwrap();
    assert_eq!((again.status, again.outcome().is_none(), again.steps.len()), (Status::Open, true, 3));
    let settled = said(&again, Event::Settle, "Ze zijn het eens.", Some(Outcome::Upheld)).unwrap();
    assert_eq!(settled.steps.last().unwrap().outcome, None, "only a decision has an outcome");
    let back = step(&one(), Event::Withdraw, ("", None), account_id(), now).unwrap();
    assert_eq!(back.people().count(), 0, "who brought it is nobody of the desk");
    for event in Event::ALL {
        assert!(said(&back, *event, "Zo.", None).is_err(), "over is over");
    }
}

#[test]
fn what_was_said_of_urgency_is_added_and_corrected_and_the_term_follows() {
    let calendar = Calendar::dutch();
    let owed = |dispute: &Dispute| (dispute.urgency, dispute.owed(calendar).say_by, dispute.owed(calendar).decide_by);
    let (four, ten) = (Some(day("2026-10-13")), Some(day("2026-11-24")));
    let does = |dispute: &Dispute, event, words: &str, by, on: &str| step(dispute, event, (words, None), by, at(on));
    let plain = one();
    assert_eq!(owed(&plain), (Urgency::No, None, ten));
    // The desk sets it though nobody asked, and corrects what it said.
    let yes = does(&plain, Event::SayUrgent, "Het examen is eerder.", DESK, "2026-09-17").unwrap();
    assert_eq!(owed(&yes), (Urgency::Yes, None, four));
    let no = does(&yes, Event::SayNotUrgent, "Dat was een ander examen.", DESK, "2026-09-18").unwrap();
    assert_eq!(owed(&no), (Urgency::No, None, ten));
    let who = [(Event::SayUrgent, DESK), (Event::SayNotUrgent, DESK)];
    assert_eq!(no.steps.iter().map(|step| (step.event, step.by)).collect::<Vec<_>>(), who, "who changed it is seen");
    // Who brought it asks it later: the chair has a week from then.
    let asked = does(&no, Event::AskUrgent, "Het is nu vrijdag.", account_id(), "2026-09-22").unwrap();
    assert_eq!(owed(&asked), (Urgency::Asked, Some(day("2026-09-29")), ten));
    let silent = does(&no, Event::AskUrgent, " ", account_id(), "2026-09-22");
    assert_eq!(silent, Err(Refusal::Parts(vec![(Part::Said, Problem::Missing)])));
    for (what, dispute, event, by, expected) in [
        ("it is asked", &asked, Event::AskUrgent, account_id(), Refusal::Twice),
        ("it was asked with the dispute", &urgent(), Event::AskUrgent, account_id(), Refusal::SaidAlready),
        ("it is urgent", &yes, Event::AskUrgent, account_id(), Refusal::SaidAlready),
        ("two tabs", &yes, Event::SayUrgent, DESK, Refusal::Twice),
        ("two people", &yes, Event::SayUrgent, account_id(), Refusal::SaidAlready),
        ("nobody said that it is", &plain, Event::SayNotUrgent, DESK, Refusal::SaidAlready),
    ] {
        assert_eq!(does(dispute, event, "Zo.", by, "2026-09-23"), Err(expected), "{what}");
    }
    assert_eq!(asked.people().collect::<Vec<_>>(), [DESK, DESK], "who asks is nobody of the desk");
}

/// What a dispute leaves to be done is written down, with a day, and stands until it is done; taken up again it is owed no more.
#[test]
fn what_follows_is_owed_until_it_is_done() {
    let now = at("2026-09-20");
    let does = |dispute: &Dispute, event, words: &str| step(dispute, event, (words, None), DESK, now);
    let ends = |event, outcome| step(&one(), event, ("Zo is het.", outcome), DESK, at("2026-09-18")).unwrap();
    for (what, end, owed) in [
        ("right", ends(Event::Decide, Some(Outcome::Upheld)), true),
        ("right in part", ends(Event::Decide, Some(Outcome::Partly)), true),
        ("settled", ends(Event::Settle, None), true),
        ("not right", ends(Event::Decide, Some(Outcome::Dismissed)), false),
        ("not heard", ends(Event::Decide, Some(Outcome::NotHeard)), false),
        ("passed on", ends(Event::Refer, None), false),
        ("open", one(), false),
    ] {
        assert_eq!((end.to_plan(), end.todo(), end.may(Event::Plan)), (owed, None, owed), "{what}");
        assert!(!end.may(Event::Done) && !end.may(Event::NotDone), "{what}: nothing was written down");
    }
    let end = ends(Event::Decide, Some(Outcome::Upheld));
    let plan = |dispute: &Dispute, words: &str, by: Option<&str>| {
        does(dispute, Event::Plan, words).and_then(|after| planned(after, by.map(day)))
    };
    assert_eq!(plan(&end, "Een tolk.", None), Err(Refusal::Parts(vec![(Part::By, Problem::Missing)])));
    assert_eq!(plan(&end, "Een tolk.", Some("2026-09-19")), Err(Refusal::Past));
    let owed = plan(&end, "Een tolk.", Some("2026-10-01")).unwrap();
    assert_eq!((owed.todo(), owed.todo_on(), owed.to_plan()), (Some(Todo::Owed), Some(day("2026-10-01")), false));
    assert_eq!(plan(&owed, "Een tolk.", Some("2026-10-01")), Err(Refusal::Twice));
    let later = plan(&owed, "Een tolk.", Some("2026-10-08")).unwrap();
    assert_eq!(later.todo_on(), Some(day("2026-10-08")), "the day is corrected");
    assert_eq!(later.of_todo().count(), 2, "and nothing of what was brought or decided");

    let done = does(&later, Event::Done, "Noor is de tolk.").unwrap();
    assert_eq!((done.todo(), done.todo_on(), done.may(Event::Plan)), (Some(Todo::Done), Some(now.day), false));
    assert_eq!(does(&done, Event::Done, "Noor."), Err(Refusal::Twice));
    let again = does(&done, Event::NotDone, "Noor stopte.").unwrap();
    assert_eq!((again.todo(), again.todo_on()), (Some(Todo::Owed), Some(day("2026-10-08"))));
    let open = does(&again, Event::Reopen, "Dat klopte niet.").unwrap();
    assert_eq!((open.todo(), open.todo_on(), open.to_plan()), (None, None, false));
    assert!(!Event::Done.is_of_desk() && !Event::NotDone.is_of_desk() && Event::Plan.is_of_desk());
}

#[test]
fn who_brought_it_is_told_what_the_desk_did_and_again_when_it_is_taken_back() {
    let now = at("2026-09-18");
    let paper =
        |dispute: &Dispute, on: &str| tell(dispute, (Some(Means::Paper), Some(day(on))), DESK, at("2026-09-25"));
    assert_eq!((one().stand(), one().untold().count()), (Stand::Open, 0), "who brought it knows that");
    assert_eq!(paper(&one(), "2026-09-20"), Err(Refusal::NothingToTell));
    for (what, event, stand) in [
        ("settled", Event::Settle, Stand::ToPlan),
        ("decided", Event::Decide, Stand::ToPlan),
        ("passed on", Event::Refer, Stand::Referred),
    ] {
        let closed = step(&one(), event, ("Zo is het.", Some(Outcome::Partly)), DESK, now).unwrap();
        assert_eq!(closed.stand(), Stand::ToTell, "{what}");
        assert_eq!(paper(&closed, "2026-09-17"), Err(Refusal::Told(vec![told::Wrong::Before(now.day)])), "{what}");
        let done = paper(&closed, "2026-09-21").unwrap();
        assert_eq!((done.stand(), done.untold().count()), (stand, 0), "{what}");
        assert_eq!(paper(&done, "2026-09-21"), Err(Refusal::Twice), "{what}: two tabs");
        assert_eq!(told_by_mail(&closed, DESK, now).stand(), stand, "{what}: a mail went");
        // Taken back after it was told: that is owed, on the list of what is open.
        let again = step(&done, Event::Reopen, ("Dat klopte niet.", None), DESK, at("2026-09-22")).unwrap();
        assert_eq!((again.stand(), again.untold().count()), (Stand::Open, 1), "{what}");
        let anew = step(&again, event, ("Nu wel.", Some(Outcome::Upheld)), DESK, at("2026-09-23")).unwrap();
        assert_eq!((anew.stand(), anew.untold().count()), (Stand::ToTell, 2), "{what}");
        assert_eq!(paper(&anew, "2026-09-23").unwrap().untold().count(), 0, "{what}: both at once");
    }
    let heard = step(&one(), Event::Hear, ("Op 1 oktober.", None), DESK, now).unwrap();
    assert_eq!((heard.stand(), heard.untold().count()), (Stand::Open, 1), "when they are heard is told too");
    let back = step(&heard, Event::Withdraw, ("", None), account_id(), now).unwrap();
    assert_eq!((back.stand(), back.untold().count()), (Stand::Withdrawn, 0));
}

#[test]
fn what_is_attached_is_what_the_student_chose_of_what_there_is() {
    let (one_version, other) = (Thing::Version(version_id(1)), Thing::Version(version_id(2)));
    let exam = Thing::Exam(ExamId(Uuid::from_u128(7)));
    let offered = [one_version, other];
    let first = attach(&one(), &[one_version, exam, one_version], &offered, at("2026-09-16")).unwrap();
    assert_eq!(first.things().collect::<Vec<_>>(), [one_version], "what is not there is not attached");
    let more = attach(&first, &[other, one_version], &offered, at("2026-09-17")).unwrap();
    assert_eq!(more.things().collect::<Vec<_>>(), [one_version, other]);
    assert_eq!(more.attached[0].at, at("2026-09-16"), "what stays was attached when it was");
    let less = attach(&more, &[other], &offered, at("2026-09-18")).unwrap();
    assert_eq!((less.things().collect::<Vec<_>>(), less.attached.len()), (vec![other], 2));
    let over = step(&less, Event::Withdraw, ("", None), account_id(), at("2026-09-19")).unwrap();
    assert_eq!(attach(&over, &[], &offered, at("2026-09-20")), Err(Refusal::Stands(Status::Withdrawn)));
}

proptest! {
    /// Whatever is done in whatever order: an open dispute always owes a decision by a day after it was received, sooner
    /// when it is urgent; one that is closed owes nothing; and nothing that was said is lost.
    #[test]
    fn an_open_dispute_owes_a_decision(
        events in prop::collection::vec(prop::sample::select(Event::ALL), 0..12), asks in any::<bool>(), days in 0_i64..2000,
    ) {
        let now = Moment { at: at("2026-01-05").at, day: day("2026-01-05") + time::Duration::days(days) };
        let given = Lodge { urgent: asks, urgent_words: "Snel.".to_owned(), ..given(Subject::Making) };
        let mut dispute = lodge(&[], id(1), &given, (Answerer::Student, account_id()), now).unwrap();
        let mut done = 0;
        for (n, event) in events.into_iter().enumerate() {
            let words = format!("Stap {n}");
            if let Ok(after) = step(&dispute, event, (&words, Some(Outcome::Partly)), DESK, now) {
                dispute = after;
                done += 1;
            }
            prop_assert_eq!(dispute.steps.len(), done);
            let owed = dispute.owed(Calendar::dutch());
            match owed.decide_by {
                Some(by) => {
                    let weeks = if dispute.urgency == Urgency::Yes { 4 } else { 10 };
                    let term = now.day + time::Duration::weeks(weeks);
                    prop_assert!(by >= term && by <= term + time::Duration::days(6), "{} {}", by, term);
                    prop_assert_eq!(dispute.status, Status::Open);
                }
                None => prop_assert_ne!(dispute.status, Status::Open),
            }
        }
    }
}

fn appeal() -> Dispute {
    let given = Lodge { known_on: Some(day("2026-09-14")), ..given(Subject::Exam) };
    let exams = [Thing::Exam(crate::ExamId(Uuid::from_u128(1))), Thing::Exam(crate::ExamId(Uuid::from_u128(2)))];
    attach(&lodged(&given, "2026-09-15").unwrap(), &exams[..1], &exams, at("2026-09-15")).unwrap()
}

fn decided(dispute: &Dispute, outcome: Outcome, ruling: Ruling) -> Result<Dispute, Refusal> {
    let decided = step(dispute, Event::Decide, ("Dit is de uitspraak.", Some(outcome)), DESK, at("2026-10-12"))?;
    ruled(decided, ruling)
}

#[test]
fn an_appeal_that_is_right_goes_back_to_the_exam_committee() {
    let by = |on: Option<&str>| Ruling { again_by: on.map(day), ..Ruling::default() };
    for (what, dispute, outcome, set, expected) in [
        ("right", appeal(), Outcome::Upheld, Some("2026-10-26"), Ok((1, Some("2026-10-26")))),
        ("right in part", appeal(), Outcome::Partly, None, Ok((1, None))),
        ("not right", appeal(), Outcome::Dismissed, Some("2026-10-26"), Ok((0, None))),
        ("not heard", appeal(), Outcome::NotHeard, None, Ok((0, None))),
        ("today", appeal(), Outcome::Upheld, Some("2026-10-12"), Ok((1, Some("2026-10-12")))),
        ("by a day that was", appeal(), Outcome::Upheld, Some("2026-10-11"), Err(Refusal::Past)),
        ("a dispute, not an appeal", one(), Outcome::Upheld, None, Ok((0, None))),
    ] {
        let found = decided(&dispute, outcome, by(set));
        let found = found.map(|one| (one.sent_back().len(), one.steps.last().unwrap().again_by));
        assert_eq!(found, expected.map(|(many, by)| (many, by.map(day))), "{what}");
    }
    let right = decided(&appeal(), Outcome::Upheld, by(None)).unwrap();
    let open = step(&right, Event::Reopen, ("Dat was een ander beroep.", None), DESK, at("2026-10-13")).unwrap();
    assert!(right.annuls() && open.sent_back().is_empty(), "what is taken up again is not decided");
}

#[test]
fn the_parents_of_a_minor_are_owed_what_the_committee_of_appeal_decided() {
    let born = |text: &str| {
        let day = day(text);
        crate::BirthDate::from_parts(day.year(), day.month().into(), day.day())
    };
    let ruling = |birth: Option<&str>| Ruling { birth: birth.and_then(born), ..Ruling::default() };
    let parent = Dispute { by: Answerer::Guardian(guardian_id()), ..appeal() };
    for (what, dispute, birth, expected) in [
        ("seventeen", appeal(), Some("2008-10-13"), Some(Age::Minor)),
        ("eighteen that day", appeal(), Some("2008-10-12"), None),
        ("nobody knows", appeal(), None, Some(Age::Unknown)),
        ("a parent brought it", parent, Some("2012-01-01"), None),
        ("a dispute, not an appeal", one(), Some("2012-01-01"), None),
    ] {
        let after = decided(&dispute, Outcome::Dismissed, ruling(birth)).unwrap();
        assert_eq!(after.parents_owed().and_then(|step| step.age), expected, "{what}");
        let told = tell(&after, (Some(Means::Paper), Some(day("2026-10-12"))), DESK, at("2026-10-13")).unwrap();
        let stand = if expected.is_some() { Stand::ToTell } else { Stand::Decided };
        assert_eq!(told.stand(), stand, "{what}: the student was told, and they were not");
    }
    let minor = decided(&appeal(), Outcome::Upheld, ruling(Some("2010-01-01"))).unwrap();
    let unknown = decided(&appeal(), Outcome::Upheld, ruling(None)).unwrap();
    let paper = |on| ParentsTold::Told(Some(Means::Paper), Some(day(on)));
    let tell = |dispute: &Dispute, given| tell_parents(dispute, given, DESK, at("2026-10-14"));
    let early = Err(Refusal::Told(vec![told::Wrong::Before(day("2026-10-12"))]));
    assert_eq!(tell(&minor, paper("2026-10-11")), early);
    let mail = ParentsTold::Told(Some(Means::Mail), None);
    assert_eq!(tell(&minor, mail), Err(Refusal::Told(vec![told::Wrong::Means, told::Wrong::Day])));
    assert_eq!(tell(&minor, ParentsTold::Adult), Err(Refusal::NothingToTell), "they were younger, and that is known");
    let done = tell(&minor, paper("2026-10-13")).unwrap();
    assert_eq!((done.parents_owed(), done.steps.last().unwrap().age), (None, Some(Age::Minor)));
    assert_eq!(tell(&done, paper("2026-10-13")), Err(Refusal::Twice));
    assert_eq!(tell(&done, paper("2026-10-14")), Err(Refusal::NothingToTell), "somebody noted another day");
    assert_eq!(tell(&unknown, ParentsTold::Adult).unwrap().parents_owed(), None);
    assert_eq!(tell(&unknown, paper("2026-10-13")).unwrap().steps.last().unwrap().age, Some(Age::Minor));
    assert_eq!(parents_by_mail(&minor, DESK, at("2026-10-12")).parents_owed(), None);
    assert!(parents_by_mail(&unknown, DESK, at("2026-10-12")).parents_owed().is_some(), "they may be an adult");
    let again = |dispute: &Dispute| {
        let again = step(dispute, Event::Reopen, ("Dat klopte niet.", None), DESK, at("2026-10-15")).unwrap();
        ruled(again, Ruling::default()).unwrap().parents_owed().is_some()
    };
    assert!(again(&done), "who read what holds no more is told so");
    assert!(!again(&minor), "who was told of nothing is not");
}

#[test]
fn the_committee_of_appeal_takes_two_weeks_more_once_and_in_time() {
    let calendar = Calendar::dutch();
    let more = |dispute: &Dispute, by, on: &str| {
        may_extend(dispute, Event::Extend, calendar, day(on))?;
        step(dispute, Event::Extend, ("De deskundige is ziek.", None), by, at(on))
    };
    let appeal = appeal();
    // Two weeks to bring it, until 28 September; four to decide.
    assert_eq!(appeal.owed(calendar).decide_by, Some(day("2026-10-26")));
    let longer = more(&appeal, DESK, "2026-10-26").unwrap();
    assert_eq!(longer.owed(calendar).decide_by, Some(day("2026-11-09")), "two more");
    assert_eq!(longer.untold().count(), 1, "who brought it is told");
    assert_eq!(more(&appeal, DESK, "2026-10-27"), Err(Refusal::TermOver(day("2026-10-26"))));
    assert_eq!(more(&longer, DESK, "2026-10-26"), Err(Refusal::Twice));
    assert_eq!(more(&longer, account_id(), "2026-10-27"), Err(Refusal::SaidAlready), "once");
    assert_eq!(more(&one(), DESK, "2026-10-26"), Err(Refusal::Stands(Status::Open)), "no such term of a dispute");
    let silent = step(&appeal, Event::Extend, (" ", None), DESK, at("2026-10-20"));
    assert_eq!(silent, Err(Refusal::Parts(vec![(Part::Said, Problem::Missing)])), "with a reason");
}

#[test]
fn what_comes_back_from_an_appeal_stands_with_the_exam_office_until_it_says_what_it_does() {
    use Outcome::{Dismissed, Partly, Upheld};
    let calendar = Calendar::dutch();
    let office = account_id();
    let bare = || lodged(&Lodge { known_on: Some(day("2026-09-14")), ..given(Subject::Exam) }, "2026-09-15").unwrap();
    let other =
        || lodged(&Lodge { known_on: Some(day("2026-09-14")), ..given(Subject::Decision) }, "2026-09-15").unwrap();
    let (right, wrong, part) =
        ((Event::Decide, Some(Upheld)), (Event::Decide, Some(Dismissed)), (Event::Decide, Some(Partly)));
    let (reopen, settle, refer, withdraw, take) = (
        (Event::Reopen, None),
        (Event::Settle, None),
        (Event::Refer, None),
        (Event::Withdraw, None),
        (Event::TakeUp, None),
    );
    // Each step a day later, from 1 October.
    for (what, from, steps, expected) in [
        ("it is handled", bare(), &[][..], None),
        ("right, and no request is named: eight weeks", bare(), &[right], Some((Back::Owed, "2026-11-26"))),
        ("right in part", bare(), &[part], Some((Back::Owed, "2026-11-26"))),
        ("not right", bare(), &[wrong], None),
        ("a request is named: it stands there", appeal(), &[right], None),
        ("it is no appeal", other(), &[right], None),
        ("the office said what it does", bare(), &[right, take], Some((Back::Done, "2026-10-02"))),
        ("and said so anew", bare(), &[right, take, take], Some((Back::Done, "2026-10-03"))),
        ("taken up again", bare(), &[right, reopen], Some((Back::Changed, "2026-10-02"))),
        ("the same, of a request", appeal(), &[right, reopen], Some((Back::Changed, "2026-10-02"))),
        ("after the office said what it does", bare(), &[right, take, reopen], Some((Back::Changed, "2026-10-03"))),
        ("and it read that", bare(), &[right, take, reopen, take], Some((Back::Done, "2026-10-04"))),
        ("now it is not right", appeal(), &[right, reopen, take, wrong], Some((Back::Changed, "2026-10-04"))),
        ("now they agreed", appeal(), &[right, reopen, settle], Some((Back::Changed, "2026-10-03"))),
        ("now it was passed on", appeal(), &[right, reopen, refer], Some((Back::Changed, "2026-10-03"))),
        ("now it was taken back", bare(), &[right, reopen, withdraw], Some((Back::Changed, "2026-10-03"))),
        ("and that was read too", bare(), &[right, reopen, withdraw, take], Some((Back::Done, "2026-10-04"))),
        ("right once more, of a request", appeal(), &[right, reopen, right], None),
        ("right once more, of none", bare(), &[right, reopen, take, right], Some((Back::Owed, "2026-11-30"))),
        ("what was not right is taken up again", bare(), &[wrong, reopen], None),
    ] {
        let now = |n: usize| at(&format!("2026-10-{:02}", n + 1));
        let after = steps.iter().enumerate().fold(from, |one, (n, (event, outcome))| {
            let words = format!("Stap {n}");
            step(&one, *event, (&words, *outcome), office, now(n))
                .unwrap_or_else(|error| panic!("{what}, {n}: {error}"))
        });
        let found = after.back().zip(after.back_on(calendar));
        assert_eq!(found, expected.map(|(back, on)| (back, day(on))), "{what}");
    }
    let set = decided(&bare(), Upheld, Ruling { again_by: Some(day("2026-10-26")), birth: None }).unwrap();
    assert_eq!(set.back_on(calendar), Some(day("2026-10-26")), "the day that was set");
    let says = |dispute: &Dispute, words: &str| step(dispute, Event::TakeUp, (words, None), office, at("2026-10-13"));
    assert_eq!(says(&bare(), "Zo.").err(), Some(Refusal::Stands(Status::Open)), "nothing came back");
    assert_eq!(says(&set, " ").err(), Some(Refusal::Parts(vec![(Part::Said, Problem::Missing)])));
    let done = says(&set, "De commissie beslist op 20 oktober.").unwrap();
    assert_eq!((done.status, done.untold().count()), (Status::Decided, 2), "who brought it is told that too");
    assert_eq!(says(&done, "De commissie beslist op 20 oktober."), Err(Refusal::Twice), "two tabs");
    assert_eq!(done.of_committee().map(|step| step.event).collect::<Vec<_>>(), [Event::Decide, Event::TakeUp]);
    assert!(!Event::TakeUp.is_of_desk() && !Event::TakeUp.is_own());
}
