use super::*;
use crate::fixtures::{account_id, at};
use uuid::Uuid;

const OTHER: AccountId = AccountId(Uuid::from_u128(83));

fn id(n: u128) -> BurdenId {
    BurdenId(Uuid::from_u128(n))
}

fn given(works: Works) -> Establish {
    Establish {
        adjustment: " Een tolk bij elke les. ".to_owned(),
        works: Some(works),
        evidence: "Drie weken geprobeerd.".to_owned(),
        price: Some(24_000),
    }
}

fn established() -> Burden {
    establish(&[], id(1), &given(Works::Yes), true, account_id(), at("2026-09-01")).unwrap()
}

fn weighs(heavy: bool, outcome: Outcome) -> Weighing {
    let found = (Some(heavy), "Dat is nagevraagd.".to_owned());
    Weighing { findings: vec![found; 5], outcome: Some(outcome), reason: "Daarom.".to_owned() }
}

fn weighed() -> Burden {
    weigh(&established(), &weighs(true, Outcome::Refuse), account_id(), at("2026-09-02")).unwrap()
}

#[test]
fn first_it_is_known_what_works_and_what_it_costs() {
    let missing = |parts: &[Part]| Refusal::Parts(parts.iter().map(|part| (*part, Problem::Missing)).collect());
    let there = [established()];
    let gone = [turn(&established(), false, "Niet meer nodig.", OTHER, at("2026-09-02")).unwrap()];
    let dear = Establish { price: Some(MAX_PRICE + 1), ..given(Works::Yes) };
    for (what, known, given, expected) in [
        ("it works", &[][..], given(Works::Yes), Ok(1)),
        ("a part of it", &[], given(Works::Partly), Ok(1)),
        ("it does not", &[], given(Works::No), Err(Refusal::DoesNotWork)),
        (
            "nothing filled in",
            &[],
            Establish::default(),
            Err(missing(&[Part::Adjustment, Part::Works, Part::Evidence, Part::Price])),
        ),
        ("it costs nothing", &[], Establish { price: Some(0), ..given(Works::Yes) }, Ok(1)),
        ("a price that cannot be", &[], dear, Err(missing(&[Part::Price]))),
        ("twice", &there, given(Works::Yes), Err(Refusal::Already(id(1)))),
        ("again after it was taken back", &gone, given(Works::Yes), Ok(2)),
    ] {
        let found = establish(known, id(9), &given, true, account_id(), at("2026-09-01"));
        assert_eq!(found.map(|new| new.number), expected, "{what}");
    }
}

#[test]
fn then_it_is_weighed_by_all_five_elements() {
    let from = established();
    let now = at("2026-09-02");
    let found = |given: &Weighing| weigh(&from, given, account_id(), now);
    assert_eq!(found(&weighs(true, Outcome::Refuse)).unwrap().status, Status::Proposed);
    assert_eq!(found(&weighs(false, Outcome::Make)).unwrap().rounds[0].findings.len(), 5);
    assert_eq!(found(&weighs(false, Outcome::Refuse)), Err(Refusal::NothingHeavy));
    let mut one = weighs(false, Outcome::Refuse);
    one.findings[1].0 = Some(true);
    assert!(found(&one).is_ok(), "one is enough, with a reason that somebody else looks at");
    let mut four = weighs(true, Outcome::Refuse);
    four.findings.pop();
    let last = Element::Alternative;
    let parts = vec![(Part::Heavy(last), Problem::Missing), (Part::Found(last), Problem::Missing)];
    assert_eq!(found(&four), Err(Refusal::Parts(parts)));
    let Err(Refusal::Parts(parts)) = found(&Weighing::default()) else { panic!("nothing filled in") };
    assert_eq!(parts.len(), 12);
    let again = weigh(&weighed(), &weighs(true, Outcome::Refuse), account_id(), now);
    assert_eq!(again, Err(Refusal::Twice), "two clicks");
    let late = weigh(&weighed(), &weighs(true, Outcome::Refuse), OTHER, now);
    assert_eq!(late, Err(Refusal::Stands(Status::Proposed)), "somebody else was first");
}

#[test]
fn somebody_else_looks_at_it_before_it_is_decided() {
    let (from, now) = (weighed(), at("2026-09-03"));
    assert_eq!(from.decision(), None);
    assert_eq!(second(&from, true, "", account_id(), now), Err(Refusal::Yourself));
    let missing = Refusal::Parts(vec![(Part::Second, Problem::Missing)]);
    assert_eq!(second(&from, false, " ", OTHER, now), Err(missing));
    let decided = second(&from, true, "", OTHER, now).unwrap();
    assert_eq!(decided.decision().map(|round| round.outcome), Some(Outcome::Refuse));
    assert_eq!(second(&decided, true, "", OTHER, now), Err(Refusal::Twice), "twice");
    let back = second(&from, false, "Vraag de prijs na.", OTHER, now).unwrap();
    assert_eq!((back.status, back.rounds.len()), (Status::Weighing, 1));
    let again = weigh(&back, &weighs(false, Outcome::Make), account_id(), now).unwrap();
    assert_eq!((again.rounds.len(), again.rounds[0].outcome), (2, Outcome::Refuse), "what was weighed before stays");
    // Whoever looked the first time may weigh, and then somebody else looks.
    let other = weigh(&back, &weighs(false, Outcome::Make), OTHER, now).unwrap();
    assert_eq!(second(&other, true, "", OTHER, now), Err(Refusal::Yourself));
    assert!(second(&other, true, "", account_id(), now).is_ok());
}

#[test]
fn what_was_decided_is_looked_at_again_or_taken_back_with_a_reason() {
    let now = at("2026-10-01");
    let decided = second(&weighed(), true, "", OTHER, now).unwrap();
    let revised = turn(&decided, true, "Er is subsidie.", account_id(), now).unwrap();
    assert_eq!((revised.status, revised.decision(), revised.rounds.len()), (Status::Weighing, None, 1));
    assert_eq!(turn(&revised, true, "Nog eens.", account_id(), now), Err(Refusal::Twice));
    let missing = Refusal::Parts(vec![(Part::Reason, Problem::Missing)]);
    assert_eq!(turn(&decided, true, "", account_id(), now), Err(missing));
    for from in [established(), weighed(), decided] {
        let back = turn(&from, false, "De student volgt iets anders.", account_id(), now).unwrap();
        assert_eq!((back.status, back.decision()), (Status::Withdrawn, None));
        let twice = turn(&back, false, "Nog eens.", account_id(), now);
        assert_eq!(twice, Err(Refusal::Twice));
    }
}

#[test]
fn what_was_promised_is_owed_until_somebody_says_since_when_it_is_there() {
    let decided = |outcome| {
        let from = weigh(&established(), &weighs(true, outcome), account_id(), at("2026-09-02")).unwrap();
        second(&from, true, "", OTHER, at("2026-09-03")).unwrap()
    };
    for (outcome, stand) in
        [(Outcome::Make, Stand::Owed), (Outcome::Other, Stand::Owed), (Outcome::Refuse, Stand::Decided)]
    {
        assert_eq!(decided(outcome).stand(), stand, "{outcome:?}");
    }
    assert_eq!((established().stand(), weighed().stand()), (Stand::Weighing, Stand::Proposed));
    let (owed, now) = (decided(Outcome::Make), at("2026-09-20"));
    let day = |text| Some(crate::fixtures::day(text));
    let done = Refusal::Parts(vec![(Part::Done, Problem::Missing)]);
    for (what, since, how, expected) in [
        ("there", day("2026-09-14"), "Noor regelde een tolk.", Ok(())),
        ("today", day("2026-09-20"), "Noor regelde een tolk.", Ok(())),
        ("a day to come", day("2026-09-21"), "Noor regelt een tolk.", Err(done.clone())),
        ("before it came up", day("2026-08-31"), "Die was er al.", Err(done.clone())),
        (
            "nothing filled in",
            None,
            " ",
            Err(Refusal::Parts(vec![(Part::Done, Problem::Missing), (Part::Reason, Problem::Missing)])),
        ),
    ] {
        assert_eq!(arrange(&owed, (since, how), OTHER, now).map(|_| ()), expected, "{what}");
    }
    let given = (day("2026-09-14"), "Noor regelde een tolk.");
    let there = arrange(&owed, given, OTHER, now).unwrap();
    assert_eq!((there.stand(), there.arranged()), (Stand::Decided, given.0));
    assert!(there.decision().is_some(), "the decision stands");
    assert_eq!(arrange(&there, given, OTHER, now), Err(Refusal::Twice), "two clicks");
    assert_eq!(arrange(&there, given, account_id(), now), Err(Refusal::Stands(Status::Decided)));
    assert_eq!(arrange(&decided(Outcome::Refuse), given, OTHER, now), Err(Refusal::Stands(Status::Decided)));
    assert_eq!(arrange(&weighed(), given, OTHER, now), Err(Refusal::Stands(Status::Proposed)));
    assert_eq!(unarrange(&owed, "Nee.", OTHER, now), Err(Refusal::Stands(Status::Decided)), "it was not there");

    // It can be taken back, and what is decided anew is promised anew.
    let missing = Refusal::Parts(vec![(Part::Reason, Problem::Missing)]);
    assert_eq!(unarrange(&there, "", OTHER, now), Err(missing));
    let back = unarrange(&there, "De tolk stopte.", account_id(), now).unwrap();
    assert_eq!((back.stand(), back.arranged(), back.turns.len()), (Stand::Owed, None, 2));
    assert_eq!(unarrange(&back, "De tolk stopte.", account_id(), now), Err(Refusal::Twice));
    let again = turn(&there, true, "Er is subsidie.", account_id(), now).unwrap();
    let again = weigh(&again, &weighs(false, Outcome::Other), account_id(), now).unwrap();
    let again = second(&again, true, "", OTHER, now).unwrap();
    assert_eq!((again.stand(), again.arranged()), (Stand::Owed, None));
    assert_eq!(turn(&there, false, "Niet meer nodig.", OTHER, now).unwrap().stand(), Stand::Withdrawn);
}
