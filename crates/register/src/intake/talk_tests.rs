//! Tables of the talk.

use super::*;
use crate::PersonId;
use crate::application::{Application, Status as Applied};
use crate::fixtures::{account_id, application_id, at, day};
use uuid::Uuid;

const INTAKER: AccountId = AccountId(Uuid::from_u128(91));
const OTHER: AccountId = AccountId(Uuid::from_u128(92));

fn id(n: u128) -> TalkId {
    TalkId(Uuid::from_u128(n))
}

fn application(status: Applied) -> Application {
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

fn given(on: &str) -> Plan {
    Plan { day: Some(day(on)), hour: None, place: "Lokaal 1.12".to_owned(), with: Some(INTAKER) }
}

fn planned(known: &[Talk], draft: &Plan, now: &str) -> Result<(Option<Talk>, Talk), Refusal> {
    let application = application(Applied::Received);
    let setting = Setting { application: &application, holders: &[INTAKER, OTHER] };
    plan(known, id(known.len() as u128 + 1), setting, draft, account_id(), at(now))
}

fn one(on: &str) -> Talk {
    planned(&[], &given(on), "2026-02-10").unwrap().1
}

fn written() -> Written {
    Written { held_on: Some(day("2026-03-10")), facts: "Zoekt rust.".to_owned(), steps: "Mail de mentor.".to_owned() }
}

#[test]
fn a_talk_is_planned_field_by_field() {
    let missing = |parts: &[Part]| Err(Refusal::Parts(parts.iter().map(|part| (*part, Problem::Missing)).collect()));
    let long = Plan { place: "é".repeat(121), ..given("2026-03-10") };
    let cases = [
        ("everything", given("2026-03-10"), Ok(())),
        ("nothing", Plan::default(), missing(&[Part::Day, Part::Place, Part::With])),
        ("spaces for a place", Plan { place: " \t".to_owned(), ..given("2026-03-10") }, missing(&[Part::Place])),
        ("a long place", long, Err(Refusal::Parts(vec![(Part::Place, Problem::TooLong { max: 120, got: 121 })]))),
        ("today", given("2026-02-10"), Ok(())),
        ("it was last week already", given("2026-02-03"), Ok(())),
        ("the day somebody applied", given("2026-02-01"), Ok(())),
        ("before that", given("2026-01-31"), Err(Refusal::BeforeApplied(day("2026-02-01")))),
        ("a year ahead", given("2027-02-11"), Ok(())),
        ("further", given("2027-02-12"), Err(Refusal::TooFar)),
        ("with a stranger", Plan { with: Some(account_id()), ..given("2026-03-10") }, Err(Refusal::Stranger)),
    ];
    for (what, draft, expected) in cases {
        assert_eq!(planned(&[], &draft, "2026-02-10").map(|_| ()), expected, "{what}");
    }
    for status in [Applied::Enrolled, Applied::Withdrawn, Applied::NotAdmitted] {
        let closed = application(status);
        let setting = Setting { application: &closed, holders: &[INTAKER] };
        let refused = plan(&[], id(1), setting, &given("2026-03-10"), account_id(), at("2026-02-10"));
        assert_eq!(refused.map(|_| ()), Err(Refusal::NotOpen(status)));
    }
}

#[test]
fn a_next_plan_moves_the_one_that_stands_and_twice_is_once() {
    let first = one("2026-03-10");
    assert_eq!(
        planned(std::slice::from_ref(&first), &given("2026-03-10"), "2026-02-11").map(|_| ()),
        Err(Refusal::Twice)
    );
    let later = Plan { hour: Some(time::macros::time!(9:30)), ..given("2026-03-10") };
    let (moved, second) = planned(std::slice::from_ref(&first), &later, "2026-02-11").unwrap();
    let moved = moved.unwrap();
    assert_eq!((moved.status, moved.id, second.status, second.number), (Status::Moved, first.id, Status::Planned, 2));
    let (none, third) = planned(
        &[turn(&first, Event::Cancel, "Ziek.", INTAKER, at("2026-02-12")).unwrap()],
        &given("2026-03-11"),
        "2026-02-13",
    )
    .unwrap();
    assert!(none.is_none() && third.number == 2, "what was called off is not moved");
    let held = turn(&first, Event::Hold, "", INTAKER, at("2026-03-10")).unwrap();
    let after = planned(&[held], &given("2026-03-20"), "2026-03-12").map(|_| ());
    assert_eq!(after, Err(Refusal::Stands(Status::Held)), "what was held is not planned again");
}

#[test]
fn what_happens_to_a_talk_has_its_day_and_its_reason() {
    let why = |_: ()| Refusal::Parts(vec![(Part::Why, Problem::Missing)]);
    for (what, event, words, now, expected) in [
        ("held on its day", Event::Hold, "", "2026-03-10", Ok(Status::Held)),
        ("held before it", Event::Hold, "", "2026-03-09", Err(Refusal::DayToCome)),
        ("nobody came", Event::Miss, "", "2026-03-10", Ok(Status::Missed)),
        ("nobody came yet", Event::Miss, "", "2026-03-09", Err(Refusal::DayToCome)),
        ("called off", Event::Cancel, "De intaker is ziek.", "2026-03-01", Ok(Status::Cancelled)),
        ("called off without why", Event::Cancel, " ", "2026-03-01", Err(why(()))),
        ("nothing to take back", Event::TakeBack, "Fout.", "2026-03-10", Err(Refusal::Stands(Status::Planned))),
    ] {
        let found = turn(&one("2026-03-10"), event, words, INTAKER, at(now)).map(|after| after.status);
        assert_eq!(found, expected, "{what}");
    }
    let missed = turn(&one("2026-03-10"), Event::Miss, "", INTAKER, at("2026-03-10")).unwrap();
    assert_eq!(turn(&missed, Event::Miss, "", INTAKER, at("2026-03-10")), Err(Refusal::Twice));
    let other = turn(&missed, Event::Miss, "", OTHER, at("2026-03-10"));
    assert_eq!(other, Err(Refusal::Stands(Status::Missed)), "somebody else did it first");
    assert_eq!(turn(&missed, Event::TakeBack, "", INTAKER, at("2026-03-10")), Err(why(())));
    let back = turn(&missed, Event::TakeBack, "Zat in de kantine.", INTAKER, at("2026-03-10")).unwrap();
    assert_eq!((back.status, back.turns.len()), (Status::Planned, 2), "both stay");
}

#[test]
fn a_talk_is_written_down_and_again_and_both_stay() {
    let talk = one("2026-03-10");
    let empty = report(&talk, &Written::default(), day("2026-02-01"), INTAKER, at("2026-03-10"));
    let parts = [Part::Day, Part::Facts, Part::Steps].map(|part| (part, Problem::Missing));
    assert_eq!(empty, Err(Refusal::Parts(parts.to_vec())));
    for (held, expected) in [
        ("2026-03-12", Err(Refusal::DayToCome)),
        ("2026-01-31", Err(Refusal::BeforeApplied(day("2026-02-01")))),
        ("2026-03-11", Ok(day("2026-03-11"))),
    ] {
        let given = Written { held_on: Some(day(held)), ..written() };
        let found = report(&talk, &given, day("2026-02-01"), INTAKER, at("2026-03-11")).map(|after| after.day);
        assert_eq!(found, expected, "{held}");
    }
    let first = report(&talk, &written(), day("2026-02-01"), INTAKER, at("2026-03-11")).unwrap();
    let again = report(&first, &written(), day("2026-02-01"), INTAKER, at("2026-03-11"));
    assert_eq!(again, Err(Refusal::Twice));
    let better = Written { steps: "Bel de mentor.".to_owned(), ..written() };
    let second = report(&first, &better, day("2026-02-01"), OTHER, at("2026-03-12")).unwrap();
    let steps: Vec<&str> = second.reports.iter().map(|one| one.steps.reveal().as_str()).collect();
    assert_eq!(steps, ["Mail de mentor.", "Bel de mentor."]);
}

#[test]
fn who_applied_is_told_once_of_what_is_to_come_and_of_what_is_off() {
    let talk = one("2026-03-10");
    let told = |talk: &Talk, means, now| tell(talk, means, INTAKER, at(now));
    assert_eq!(told(&talk, None, "2026-02-11"), Err(Refusal::Parts(vec![(Part::Means, Problem::Missing)])));
    let once = told(&talk, Some(Means::Spoken), "2026-02-11").unwrap();
    assert_eq!(told(&once, Some(Means::Paper), "2026-02-12"), Err(Refusal::Twice));
    let late = told(&talk, Some(Means::Spoken), "2026-03-10");
    assert_eq!(late, Err(Refusal::Stands(Status::Planned)), "on the day itself there is nothing to tell any more");
    let off = turn(&once, Event::Cancel, "Ziek.", INTAKER, at("2026-02-20")).unwrap();
    assert!(off.told.is_none() && off.untold(day("2026-04-01")), "that it is off they do not know yet");
    assert!(!told(&off, Some(Means::Mail), "2026-02-20").unwrap().untold(day("2026-02-20")));
}

#[test]
fn a_talk_that_is_written_down_is_an_intake_that_was_held() {
    use application::Status as A;
    for (stands, talk, expected) in [
        (A::Received, Some(Status::Reported), A::IntakeHeld),
        (A::IntakeHeld, Some(Status::Reported), A::IntakeHeld),
        (A::Received, Some(Status::Held), A::Received),
        (A::Received, Some(Status::Planned), A::Received),
        (A::Received, None, A::Received),
        (A::NotAdmitted, Some(Status::Reported), A::NotAdmitted),
        (A::Withdrawn, Some(Status::Reported), A::Withdrawn),
        (A::Enrolled, Some(Status::Reported), A::Enrolled),
    ] {
        assert_eq!(by_talk(stands, talk), expected, "{} {:?}", stands.code(), talk);
    }
}

#[test]
fn whatever_happens_to_a_talk_is_seen_by_who_acts_on_it() {
    let of = application(Applied::Received).id;
    let first = one("2026-03-09");
    let told = tell(&first, Some(Means::Paper), account_id(), at("2026-03-03")).unwrap();
    let held = turn(&told, Event::Hold, "", account_id(), at("2026-03-09")).unwrap();
    let report = |talk: &Talk, facts: &str| {
        let given = Written { facts: facts.to_owned(), held_on: Some(day("2026-03-09")), ..written() };
        report(talk, &given, day("2026-02-20"), account_id(), at("2026-03-10")).unwrap()
    };
    let written = report(&held, "Wil de zorg in.");
    let again = report(&written, "Wil de techniek in.");
    let all = [Vec::new(), vec![first], vec![told], vec![held], vec![written], vec![again]];
    let codes: Vec<String> = all.iter().map(|known| seen_so_far(known, of).code()).collect();
    for (at, code) in codes.iter().enumerate() {
        assert!(codes.iter().skip(at + 1).all(|other| other != code), "{codes:?}");
    }
    let strange = ApplicationId(uuid::Uuid::from_u128(99));
    assert_eq!(seen_so_far(&all[5], strange), seen_so_far(&[], of), "of another application it is nothing");
}
