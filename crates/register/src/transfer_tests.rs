//! Tables of the hand-over.

use super::*;
use crate::fixtures::{account_id, application_id, at, day};
use uuid::Uuid;

const OTHER: AccountId = AccountId(Uuid::from_u128(92));

fn given(who: Consenter) -> Ask {
    Ask { school: "Het Groene Lyceum".to_owned(), consent: Some(who), given_on: Some(day("2026-03-01")) }
}

fn asked(all: &[Transfer], given: &Ask, birth: Option<BirthDate>) -> Result<Transfer, Refusal> {
    let id = TransferId(Uuid::from_u128(all.len() as u128 + 1));
    ask(all, (id, application_id()), given, birth, account_id(), at("2026-03-02"))
}

fn typed() -> Typed {
    Typed { helped: "Een rustige plek.".to_owned(), not_helped: String::new(), needed: "Meer tijd.".to_owned() }
}

#[test]
fn nobody_is_asked_without_a_yes_of_whoever_may_give_it() {
    let missing = |parts: &[Part]| Refusal::Parts(parts.iter().map(|part| (*part, Problem::Missing)).collect());
    // Sixteen on 1 March 2026.
    let (sixteen, fifteen) = (BirthDate::from_parts(2010, 3, 1), BirthDate::from_parts(2010, 3, 3));
    let later = Ask { given_on: Some(day("2026-03-03")), ..given(Consenter::Student) };
    for (what, given, birth, expected) in [
        ("nothing", Ask::default(), sixteen, Err(missing(&[Part::School, Part::Consent, Part::Day]))),
        ("16 on the day itself", given(Consenter::Student), sixteen, Ok(Status::Asked)),
        ("15, and said yes alone", given(Consenter::Student), fifteen, Err(Refusal::Whose(Consenter::Guardian))),
        ("15, a parent", given(Consenter::Guardian), fifteen, Ok(Status::Asked)),
        ("16, a parent alone", given(Consenter::Guardian), sixteen, Err(Refusal::Whose(Consenter::Student))),
        ("nobody knows how old", given(Consenter::Guardian), None, Ok(Status::Asked)),
        ("a yes of tomorrow", later, sixteen, Err(Refusal::DayToCome)),
    ] {
        assert_eq!(asked(&[], &given, birth).map(|one| one.status), expected, "{what}");
    }
    let first = asked(&[], &given(Consenter::Student), sixteen).unwrap();
    assert_eq!(asked(std::slice::from_ref(&first), &given(Consenter::Student), sixteen), Err(Refusal::Twice));
    let other = Ask { school: "Een ander".to_owned(), ..given(Consenter::Student) };
    assert_eq!(asked(std::slice::from_ref(&first), &other, sixteen), Err(Refusal::Already));
    let gone = end(&first, Event::Withdraw, "Toch liever niet.", account_id(), at("2026-03-03")).unwrap();
    assert_eq!(asked(&[gone], &other, sixteen).unwrap().number, 2, "after a no a yes is a new one");
}

#[test]
fn nothing_enters_the_file_before_it_was_read_and_looked_at() {
    let now = at("2026-03-05");
    let one = asked(&[], &given(Consenter::Student), None).unwrap();
    let by = account_id();
    for event in [Event::Accept, Event::Reject] {
        assert_eq!(end(&one, event, "Daarom.", by, now), Err(Refusal::Stands(Status::Asked)), "nothing came");
    }
    let empty = receive(&one, &Typed::default(), by, now);
    assert_eq!(empty, Err(Refusal::Parts(vec![(Part::Helped, Problem::Missing), (Part::Needed, Problem::Missing)])));
    let came = receive(&one, &typed(), by, now).unwrap();
    assert_eq!(receive(&came, &typed(), by, now), Err(Refusal::Twice));
    assert_eq!(receive(&came, &typed(), OTHER, now), Err(Refusal::Stands(Status::Received)), "somebody else was first");
    assert_eq!(end(&came, Event::Accept, "", by, now), Err(Refusal::Unseen));
    let silent = seen(&came, (Some(now.day), Some(false), " "), by, now);
    assert_eq!(silent, Err(Refusal::Parts(vec![(Part::Words, Problem::Missing)])), "what is not right they say");
    assert_eq!(seen(&came, (Some(day("2026-03-06")), Some(true), ""), by, now), Err(Refusal::DayToCome));
    let read = seen(&came, (Some(now.day), Some(false), "Ik werk graag samen."), by, now).unwrap();
    assert_eq!(seen(&read, (Some(now.day), Some(false), "Ik werk graag samen."), by, now), Err(Refusal::Twice));
    let kept = end(&read, Event::Accept, "", by, now).unwrap();
    assert_eq!(end(&kept, Event::Accept, "", by, now), Err(Refusal::Twice));
    assert_eq!(end(&kept, Event::Accept, "", OTHER, now), Err(Refusal::Stands(Status::Accepted)));
    let silent = end(&read, Event::Reject, "", by, now);
    assert_eq!(silent, Err(Refusal::Parts(vec![(Part::Words, Problem::Missing)])));
    assert_eq!(end(&read, Event::Reject, "Gaat over iemand anders.", by, now).unwrap().status, Status::Rejected);
    assert_eq!(end(&kept, Event::Withdraw, "Wil het niet meer.", by, now).unwrap().status, Status::Withdrawn);
}

#[test]
fn whoever_said_yes_takes_it_back_themselves() {
    use Consenter::{Guardian, Student};
    let (sixteen, fifteen) = (BirthDate::from_parts(2010, 3, 1), BirthDate::from_parts(2010, 3, 3));
    for (what, gave, at_first, me, birth, expected) in [
        ("the applicant", Student, sixteen, Student, sixteen, Ok(Status::Withdrawn)),
        ("a parent of who was 15", Guardian, fifteen, Guardian, fifteen, Ok(Status::Withdrawn)),
        ("who is 15, what a parent gave", Guardian, fifteen, Student, fifteen, Err(Refusal::Whose(Guardian))),
        ("who is 16 by now, what a parent gave", Guardian, fifteen, Student, sixteen, Ok(Status::Withdrawn)),
        ("a parent, what the applicant gave", Student, sixteen, Guardian, sixteen, Err(Refusal::Whose(Student))),
        ("nobody knows how old: who gave it", Guardian, None, Guardian, None, Ok(Status::Withdrawn)),
        ("nobody knows how old: another", Guardian, None, Student, None, Err(Refusal::Whose(Guardian))),
    ] {
        let one = asked(&[], &given(gave), at_first).unwrap();
        let found = take_back(&one, (me, birth), OTHER, at("2026-03-02"));
        assert_eq!(found.map(|one| one.status), expected, "{what}");
    }
    let one =
        receive(&asked(&[], &given(Student), sixteen).unwrap(), &typed(), account_id(), at("2026-03-02")).unwrap();
    let gone = take_back(&one, (Student, sixteen), OTHER, at("2026-03-03")).unwrap();
    assert_eq!(gone.ended, Some((None, OTHER, at("2026-03-03"))));
    assert_eq!(take_back(&gone, (Student, sixteen), OTHER, at("2026-03-04")), Err(Refusal::Twice));
    assert_eq!(
        receive(&gone, &Typed { helped: "Nog iets.".into(), ..typed() }, account_id(), at("2026-03-04")),
        Err(Refusal::Stands(Status::Withdrawn))
    );
}

#[test]
fn whatever_happens_to_a_hand_over_is_seen_by_who_acts_on_it() {
    let of = application_id();
    let first = asked(&[], &given(Consenter::Student), BirthDate::from_parts(2008, 3, 1)).unwrap();
    let came = receive(&first, &typed(), account_id(), at("2026-03-04")).unwrap();
    let said = |one: &Transfer, right, words: &str, on: &str| {
        seen(one, (Some(day("2026-03-04")), Some(right), words), account_id(), at(on)).unwrap()
    };
    let yes = said(&came, true, "", "2026-03-05");
    let no = said(&yes, false, "Ook een vaste plek.", "2026-03-06");
    let taken = end(&no, Event::Accept, "", account_id(), at("2026-03-07")).unwrap();
    let gone = end(&taken, Event::Withdraw, "Toch niet.", account_id(), at("2026-03-08")).unwrap();
    let all = [vec![], vec![first], vec![came], vec![yes], vec![no], vec![taken], vec![gone.clone()]];
    let codes: Vec<String> = all.iter().map(|known| seen_so_far(known, of).code()).collect();
    for (at, code) in codes.iter().enumerate() {
        assert!(codes.iter().skip(at + 1).all(|other| other != code), "{codes:?}");
    }
    // After the yes was taken back nobody reads what came: the page names the same.
    let shown = Transfer { content: None, seen: None, ..gone.clone() };
    assert_eq!(seen_so_far(&[shown], of), seen_so_far(&[gone], of));
}
