use super::*;
use crate::field::Problem;
use crate::{MeasureId, PracticeId};
use time::macros::date;
use uuid::Uuid;

const TODAY: Date = date!(2026 - 11 - 30);

fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

fn team(n: u128) -> TeamId {
    TeamId(Uuid::from_u128(n))
}

fn entry(n: u128, whom: Whom, subject: Concept, status: Status) -> Entry {
    Entry {
        id: KnowledgeId(Uuid::from_u128(n)),
        subject,
        whom,
        team: None,
        status,
        words: None,
        reachable: Some("Op dinsdag.".into()),
        said_on: Some(TODAY),
    }
}

/// Every subject is on one branch, no branch is bare, and the word that says nothing by itself is none.
#[test]
fn the_tree_has_every_subject_once() {
    let all: Vec<Concept> = Branch::ALL.iter().flat_map(|branch| subjects(*branch)).collect();
    assert_eq!(all.len(), 21);
    for concept in Concept::ALL {
        let times = all.iter().filter(|one| *one == concept).count();
        assert_eq!(times, usize::from(concept.code() != "adapted"), "{}", concept.code());
    }
    for branch in Branch::ALL {
        assert!(subjects(*branch).count() >= 2, "{}", branch.code());
    }
}

#[test]
fn what_nobody_knows_has_a_name() {
    assert_eq!(gaps(&[]).len(), 21, "of an empty school everything");
    let known: Vec<Concept> = Concept::ALL.iter().copied().filter(|one| *one != Concept::ReadAloud).collect();
    assert_eq!(gaps(&known), [Concept::ReadAloud]);
}

/// What colleagues ask, in their own words, and the subjects that are meant.
#[test]
fn a_colleague_is_found_by_a_need_in_own_words() {
    for (phrase, subject) in [
        ("wie weet iets van voorleessoftware", Concept::ReadAloud),
        ("rustige plek om te werken", Concept::Quiet),
        ("stage loopt vast", Concept::Workplace),
        ("student komt met rolstoel", Concept::Access),
        ("EXAMEN AANPASSEN", Concept::Exam),
        ("meer tijd", Concept::Time),
        ("who knows about planning homework", Concept::Plan),
        ("pauzes", Concept::Break),
        ("toetsen met grote letters", Concept::Large),
        ("geldzorgen thuis", Concept::Social),
    ] {
        let (found, _) = sought(phrase);
        assert!(found.contains(&subject), "{phrase}: {found:?}");
    }
    assert_eq!(sought("iets aangepast").0, [], "what says nothing leads nowhere");
    assert_eq!(sought("zwembad"), (vec![], 1), "and a word that is not known is counted, not kept");
    assert_eq!(sought("").0, []);
}

#[test]
fn who_says_it_who_confirms_it_and_when_it_is_over() {
    let own = Whom::Colleague(account(1));
    for (status, event, by, expected) in [
        (Status::Asked, Event::Say, 1, Ok(Status::Shown)),
        (Status::Asked, Event::Confirm, 2, Err(Refusal::Not(Status::Asked))),
        (Status::Asked, Event::Leave, 1, Ok(Status::Out)),
        (Status::Asked, Event::Leave, 2, Ok(Status::Out)),
        (Status::Shown, Event::Confirm, 2, Ok(Status::Confirmed)),
        (Status::Shown, Event::Confirm, 1, Err(Refusal::Own)),
        (Status::Shown, Event::Still, 1, Ok(Status::Shown)),
        (Status::Confirmed, Event::Still, 1, Ok(Status::Confirmed)),
        (Status::Confirmed, Event::Confirm, 2, Ok(Status::Confirmed)),
        // What is said anew is what nobody confirmed.
        (Status::Confirmed, Event::Say, 1, Ok(Status::Shown)),
        (Status::Confirmed, Event::Leave, 2, Ok(Status::Out)),
        (Status::Out, Event::Say, 1, Err(Refusal::Not(Status::Out))),
        (Status::Out, Event::Leave, 1, Err(Refusal::Not(Status::Out))),
    ] {
        let known = entry(9, own.clone(), Concept::Quiet, status);
        assert_eq!(known.step(event, account(by)), expected, "{status:?} {event:?} by {by}");
    }
}

#[test]
fn the_same_is_said_once() {
    let function = |name: &str| Whom::Function(name.into(), "The desk".into());
    let known = [
        entry(1, Whom::Colleague(account(1)), Concept::Quiet, Status::Shown),
        entry(2, Whom::Colleague(account(1)), Concept::Exam, Status::Out),
        entry(3, function("Het loket"), Concept::Exam, Status::Confirmed),
    ];
    let there = |n: u128| Err(Refusal::There(KnowledgeId(Uuid::from_u128(n))));
    let me = Whom::Colleague(account(1));
    for (whom, subject, team, expected) in [
        (me.clone(), Concept::Quiet, None, there(1)),
        (me.clone(), Concept::Quiet, Some(team(7)), Ok(())),
        (Whom::Colleague(account(2)), Concept::Quiet, None, Ok(())),
        // What was taken out may be said again.
        (me, Concept::Exam, None, Ok(())),
        (function("HET LOKET"), Concept::Exam, None, there(3)),
        (function("De balie"), Concept::Exam, None, Ok(())),
    ] {
        assert_eq!(once(&known, &whom, subject, team), expected, "{whom:?} {subject:?}");
    }
}

#[test]
fn a_form_says_everything_that_is_wrong() {
    let good = Draft {
        subject: Some(Concept::Quiet),
        team: Some(team(1)),
        words: String::new(),
        reachable: "Bel 0612345678, of kom langs.".into(),
    };
    assert!(good.check(&[team(1)]).is_ok(), "one's own number may stand where one is reached");
    let wrong = Draft {
        subject: Some(Concept::Adapted),
        team: Some(team(2)),
        words: "Zoals bij student 300077.".into(),
        reachable: " ".into(),
    };
    let expected = vec![
        (Field::Subject, Wrong::Text(Problem::Missing)),
        (Field::Team, Wrong::NoTeam),
        (Field::Words, Wrong::Telling(Telling::Number)),
        (Field::Reachable, Wrong::Text(Problem::Missing)),
    ];
    assert_eq!(wrong.check(&[team(1)]), Err(expected));
}

#[test]
fn what_was_said_a_year_ago_is_asked_again() {
    let mut known = entry(1, Whom::Colleague(account(1)), Concept::Quiet, Status::Shown);
    for (days, old) in [(0, false), (365, false), (366, true)] {
        assert_eq!(known.is_old(TODAY + Duration::days(days)), old, "{days}");
    }
    known.said_on = None;
    assert!(!known.is_old(TODAY), "what nobody said yet is not old");
}

#[test]
fn numbers_and_addresses_are_no_practice() {
    for (text, expected) in [
        ("Wij geven de stof een week vooraf.", None),
        ("In 2026 deden 12 klassen mee.", None),
        ("Zie student 300077.", Some(Telling::Number)),
        ("Mail sam@school.example even.", Some(Telling::Address)),
        ("(sam@school.example)", Some(Telling::Address)),
        ("Elke les @ lokaal 3.", None),
        ("３０００７７", Some(Telling::Number)),
    ] {
        assert_eq!(telling(text), expected, "{text}");
    }
}

#[test]
fn what_may_be_a_name_is_asked() {
    for (text, expected) in [
        ("Wij geven de stof vooraf. Dat geeft rust.", vec![]),
        ("Het hielp Daan en Noor, want Daan wist wat er kwam.", vec!["Daan", "Noor"]),
        ("De BPV begint later. Zo kan het MBO dat ook.", vec![]),
        ("Zo doen wij het: Eerst uitleg, dan oefenen.", vec![]),
        ("Wij gebruiken Teams.", vec!["Teams"]),
        ("", vec![]),
    ] {
        assert_eq!(names_in(text), expected, "{text}");
    }
}

#[test]
fn a_practice_is_whole_or_says_what_is_wrong() {
    let (id, by) = (PracticeId(Uuid::from_u128(1)), account(1));
    let measure = MeasureId(Uuid::from_u128(5));
    let given = PracticeDraft {
        subject: Some(Concept::Before),
        measure: Some(measure),
        text: "Wij geven Daan de stof vooraf.".into(),
        level: Some(Tried::Middle),
        ..PracticeDraft::default()
    };
    let names = vec![(PracticeField::Nobody, PracticeWrong::Names(vec!["Daan".into()]))];
    assert_eq!(check(&given, &[measure], &[], (id, by, TODAY)), Err(names));
    let sure = PracticeDraft { nobody: true, ..given.clone() };
    let kept = check(&sure, &[measure], &[], (id, by, TODAY)).unwrap();
    assert_eq!((kept.until, kept.is_old(kept.until)), (date!(2027 - 11 - 30), false));
    assert!(kept.is_old(date!(2027 - 12 - 01)));
    let wrong = PracticeDraft {
        subject: None,
        team: Some(team(3)),
        text: " ".into(),
        text_en: "Mail sam@school.example.".into(),
        level: None,
        ..given
    };
    let expected = vec![
        (PracticeField::Subject, PracticeWrong::Text(Problem::Missing)),
        (PracticeField::Measure, PracticeWrong::NoMeasure),
        (PracticeField::Text, PracticeWrong::Text(Problem::Missing)),
        (PracticeField::TextEn, PracticeWrong::Telling(Telling::Address)),
        (PracticeField::Team, PracticeWrong::NoTeam),
        (PracticeField::Level, PracticeWrong::Text(Problem::Missing)),
    ];
    assert_eq!(check(&wrong, &[], &[], (id, by, TODAY)), Err(expected));
}
