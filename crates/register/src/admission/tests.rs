//! Tables of how an application ends.

use super::*;
use crate::clearance::{Because, Reason};
use crate::fixtures::{account_id, application_id, at, day, version_id};
use crate::intake::talk::Means;
use crate::law::Article;
use crate::{BirthDate, PersonId};
use application::Status as Applied;
use uuid::Uuid;

const OTHER: AccountId = AccountId(Uuid::from_u128(92));

fn applied(status: Applied) -> Application {
    Application {
        id: application_id(),
        person: PersonId(Uuid::from_u128(9)),
        programme: None,
        team: None,
        applied_on: day("2026-05-01"),
        starts_on: Some(day("2026-08-24")),
        status,
        decided: None,
        participant: None,
        became: None,
        kept: None,
    }
}

const CLEAR: Option<Clearance> = Some(Clearance::Given { because: Because::NoExtraSupport });

fn try_of(
    all: &[Admission],
    of: &Application,
    clearance: Option<Clearance>,
    given: &Draft,
) -> Result<Decided, Refusal> {
    let birth = BirthDate::from_parts(2007, 1, 1);
    let known = Known { application: of, birth, qualification_duty: None, provider: None, level: None };
    let id = AdmissionId(Uuid::from_u128(all.len() as u128 + 1));
    decide(all, id, Setting { known, clearance }, given, account_id(), at("2026-06-01"))
}

fn draft(kind: Kind) -> Draft {
    Draft {
        kind: Some(kind),
        ground: Some(Ground::Late),
        choice: Some(Choice::OtherSchool),
        reason: "Daarom.".to_owned(),
        ..Draft::default()
    }
}

#[test]
fn an_application_ends_field_by_field() {
    let missing = |parts: &[Part]| Refusal::Parts(parts.iter().map(|part| (*part, Problem::Missing)).collect());
    let withheld = Some(Clearance::Withheld { reason: Reason::NoProposal, article: Article::Agree });
    let waits = Some(Clearance::Withheld {
        reason: Reason::WaitingForStudent { version: version_id(1) },
        article: Article::Agree,
    });
    let first = Some(Clearance::FirstAssess { article: Article::Assess });
    let cases = [
        ("nothing", Draft::default(), CLEAR, Err(missing(&[Part::Kind, Part::Reason]))),
        ("no ground", Draft { ground: None, ..draft(Kind::Refuse) }, CLEAR, Err(missing(&[Part::Ground]))),
        ("no choice", Draft { choice: None, ..draft(Kind::Chose) }, CLEAR, Err(missing(&[Part::Choice]))),
        ("no reasons", Draft { reason: " ".to_owned(), ..draft(Kind::Enrol) }, CLEAR, Err(missing(&[Part::Reason]))),
        ("enrolled", draft(Kind::Enrol), CLEAR, Ok(Applied::IntakeHeld)),
        ("no agreements yet", draft(Kind::Enrol), withheld, Err(Refusal::NotClear)),
        ("waits for an answer", draft(Kind::Enrol), waits, Err(Refusal::NotClear)),
        ("nobody looked what is needed", draft(Kind::Enrol), first, Err(Refusal::NotClear)),
        ("refused, whatever is needed", draft(Kind::Refuse), withheld, Ok(Applied::NotAdmitted)),
        ("chose otherwise", draft(Kind::Chose), withheld, Ok(Applied::Withdrawn)),
        (
            "no ground here",
            Draft { ground: Some(Ground::NotConfirmed), ..draft(Kind::Refuse) },
            CLEAR,
            Err(Refusal::NoGround(Ground::NotConfirmed)),
        ),
        (
            "full without another offer",
            Draft { ground: Some(Ground::Full), ..draft(Kind::Refuse) },
            CLEAR,
            Err(missing(&[Part::Offer])),
        ),
        (
            "full",
            Draft { ground: Some(Ground::Full), offer: "Niveau 3.".to_owned(), ..draft(Kind::Refuse) },
            CLEAR,
            Ok(Applied::NotAdmitted),
        ),
    ];
    for (what, given, clearance, expected) in cases {
        let found = try_of(&[], &applied(Applied::IntakeHeld), clearance, &given);
        assert_eq!(found.map(|decided| decided.application), expected, "{what}");
    }
    for status in [Applied::Withdrawn, Applied::NotAdmitted] {
        let found = try_of(&[], &applied(status), CLEAR, &draft(Kind::Refuse));
        assert_eq!(found, Err(Refusal::NotOpen(status)), "the student system said so");
    }
    let found = try_of(&[], &applied(Applied::Enrolled), CLEAR, &draft(Kind::Refuse));
    assert_eq!(found, Err(Refusal::Enrolled));
}

#[test]
fn it_is_corrected_and_taken_back_and_both_stay() {
    for (before, kind, ended) in [
        (Applied::Received, Kind::Refuse, Applied::NotAdmitted),
        (Applied::IntakeHeld, Kind::Refuse, Applied::NotAdmitted),
        (Applied::IntakeHeld, Kind::Chose, Applied::Withdrawn),
        (Applied::IntakeHeld, Kind::Enrol, Applied::IntakeHeld),
    ] {
        let first = try_of(&[], &applied(before), CLEAR, &draft(kind)).unwrap();
        let one = first.new.unwrap();
        assert_eq!((first.application, one.before), (ended, before));
        let of = applied(ended);
        let all = [one.clone()];
        assert_eq!(try_of(&all, &of, CLEAR, &draft(kind)), Err(Refusal::Twice), "sent twice");
        if kind == Kind::Refuse {
            let offers = Draft { offer: "Een andere opleiding".to_owned(), why: "Vergeten.".to_owned(), ..draft(kind) };
            let new = try_of(&all, &of, CLEAR, &offers).unwrap().new.unwrap();
            assert!(new.offer.is_some(), "another offer is another decision");
        }
        let unsaid = try_of(&all, &of, CLEAR, &Draft { reason: "Beter.".to_owned(), ..draft(kind) });
        assert_eq!(unsaid, Err(Refusal::Parts(vec![(Part::Why, Problem::Missing)])));
        let better = Draft { reason: "Beter.".to_owned(), why: "Een tikfout.".to_owned(), ..draft(kind) };
        let second = try_of(&all, &of, CLEAR, &better).unwrap();
        let (old, new) = (second.replaced.unwrap(), second.new.unwrap());
        assert_eq!(
            (old.status, new.status, new.before, second.application),
            (Status::Replaced, Status::Standing, before, ended)
        );

        let back = take_back(&all, &of, "Fout.", account_id(), at("2026-06-02")).unwrap();
        assert_eq!((back.application, back.replaced.unwrap().status), (before, Status::TakenBack), "{kind:?}");
        let silent = take_back(&all, &of, " ", account_id(), at("2026-06-02"));
        assert_eq!(silent, Err(Refusal::Parts(vec![(Part::Why, Problem::Missing)])));
        let enrolled = take_back(&all, &applied(Applied::Enrolled), "Fout.", account_id(), at("2026-06-02"));
        assert_eq!(enrolled, Err(Refusal::Enrolled));
        let gone = [turned(&one, Event::TakeBack, "Fout.".to_owned(), account_id(), at("2026-06-02")).unwrap()];
        assert_eq!(take_back(&gone, &applied(before), "Fout.", account_id(), at("2026-06-02")), Err(Refusal::Twice));
        assert_eq!(take_back(&gone, &applied(before), "Fout.", OTHER, at("2026-06-02")), Err(Refusal::Meanwhile));
    }
}

#[test]
fn a_decision_is_told_in_writing_and_to_the_parents_of_who_is_younger_than_18() {
    let one = |kind| try_of(&[], &applied(Applied::IntakeHeld), CLEAR, &draft(kind)).unwrap().new.unwrap();
    let adult = BirthDate::from_parts(2008, 6, 1);
    let minor = BirthDate::from_parts(2008, 6, 2);
    let tells = |one: &Admission, given: Telling, birth, by, on: &str| {
        tell(std::slice::from_ref(one), application_id(), given, birth, by, at(on))
    };
    let (yes, no) = (Some(true), Some(false));
    for (what, kind, means, parents, birth, said, wrong) in [
        ("on paper", Kind::Refuse, Some(Means::Paper), false, adult, None, vec![]),
        ("18 on the day itself", Kind::Enrol, Some(Means::Mail), false, adult, None, vec![]),
        ("17", Kind::Enrol, Some(Means::Paper), false, minor, None, vec![Part::Parents]),
        ("17, whatever is said of it", Kind::Enrol, Some(Means::Paper), false, minor, no, vec![Part::Parents]),
        ("17, and the parents", Kind::Enrol, Some(Means::Paper), true, minor, None, vec![]),
        ("nobody knows how old: it is asked", Kind::Refuse, Some(Means::Paper), false, None, None, vec![Part::Age]),
        ("and asked though the parents know", Kind::Refuse, Some(Means::Paper), true, None, None, vec![Part::Age]),
        ("younger than 18, they say", Kind::Refuse, Some(Means::Paper), false, None, yes, vec![Part::Parents]),
        ("and the parents know", Kind::Refuse, Some(Means::Paper), true, None, yes, vec![]),
        ("18 or older, they say", Kind::Refuse, Some(Means::Paper), false, None, no, vec![]),
        ("only said", Kind::Refuse, Some(Means::Spoken), false, adult, None, vec![Part::Means]),
        ("nothing", Kind::Refuse, None, false, minor, None, vec![Part::Means, Part::Parents]),
        ("that they chose otherwise, said", Kind::Chose, Some(Means::Spoken), false, None, None, vec![]),
    ] {
        let given = Telling { means, parents, minor: said };
        let parts = match tells(&one(kind), given, birth, account_id(), "2026-06-03") {
            Ok(told) => {
                assert_eq!(told.told.map(|told| Some(told.means)), Some(means), "{what}");
                let kept = said.filter(|_| birth.is_none() && kind != Kind::Chose);
                assert_eq!((told.minor, told.parents), (kept, parents), "{what}");
                vec![]
            }
            Err(Refusal::Parts(parts)) => parts.into_iter().map(|(part, _)| part).collect(),
            Err(other) => panic!("{what}: {other:?}"),
        };
        assert_eq!(parts, wrong, "{what}");
    }
    let paper = Telling { means: Some(Means::Paper), parents: true, minor: None };
    let told = tells(&one(Kind::Refuse), paper, minor, OTHER, "2026-06-03").unwrap();
    assert_eq!(tells(&told, paper, minor, OTHER, "2026-06-04"), Err(Refusal::Twice));
}

#[test]
fn what_was_told_and_holds_no_more_is_told_too() {
    let one = try_of(&[], &applied(Applied::IntakeHeld), CLEAR, &draft(Kind::Refuse)).unwrap().new.unwrap();
    let id = application_id();
    let paper = Telling { means: Some(Means::Paper), parents: true, minor: None };
    let minor = BirthDate::from_parts(2009, 1, 1);
    let back =
        |one: &Admission| turned(one, Event::TakeBack, "Fout.".to_owned(), account_id(), at("2026-06-05")).unwrap();
    let silent = [back(&one)];
    assert_eq!(unrecalled(&silent, id), None, "who never heard of it is not told that it is gone");
    assert_eq!(tell(&silent, id, paper, minor, OTHER, at("2026-06-06")), Err(Refusal::Meanwhile));

    let told = tell(std::slice::from_ref(&one), id, paper, minor, OTHER, at("2026-06-03")).unwrap();
    assert_eq!(unrecalled(std::slice::from_ref(&told), id), None, "it holds");
    let gone = [back(&told)];
    assert_eq!(unrecalled(&gone, id), Some(&gone[0]));
    for (what, given, wrong) in [
        ("said is not enough", Telling { means: Some(Means::Spoken), ..paper }, vec![Part::Means]),
        ("nor without the parents, who read it", Telling { parents: false, ..paper }, vec![Part::Parents]),
    ] {
        let wrong = wrong.into_iter().map(|part| (part, Problem::Missing)).collect();
        assert_eq!(tell(&gone, id, given, minor, OTHER, at("2026-06-06")), Err(Refusal::Parts(wrong)), "{what}");
    }
    let heard = [tell(&gone, id, paper, minor, OTHER, at("2026-06-06")).unwrap()];
    assert_eq!(heard[0].recalled.map(|told| told.at), Some(at("2026-06-06")));
    assert_eq!((heard[0].told, unrecalled(&heard, id)), (told.told, None));
    assert_eq!(tell(&heard, id, paper, minor, OTHER, at("2026-06-07")), Err(Refusal::Twice));

    // A next one that is told says it as well, whatever it is; until then it is owed.
    for kind in [Kind::Enrol, Kind::Refuse, Kind::Chose] {
        let next = try_of(&gone, &applied(Applied::IntakeHeld), CLEAR, &draft(kind)).unwrap().new.unwrap();
        let both = [gone[0].clone(), next];
        assert!(unrecalled(&both, id).is_some(), "{kind:?}");
        let spoken = Telling { means: Some(Means::Spoken), ..paper };
        assert!(tell(&both, id, spoken, minor, OTHER, at("2026-06-08")).is_err(), "{kind:?} is in writing");
        let after = tell(&both, id, paper, minor, OTHER, at("2026-06-08")).unwrap();
        assert_eq!((after.number, after.recalled), (2, None), "{kind:?}: what holds is told");
        let both = [gone[0].clone(), after];
        assert_eq!(unrecalled(&both, id), None, "{kind:?}");
    }
}

#[test]
fn who_is_refused_is_guided_or_it_is_a_signal() {
    let refused = try_of(&[], &applied(Applied::IntakeHeld), CLEAR, &draft(Kind::Refuse)).unwrap().new.unwrap();
    assert!(refused.unguided(), "nobody said where they went");
    let now = at("2026-06-03");
    for (to, declined, words, expected) in [
        (Some(Where::OtherMbo), false, "", Ok(false)),
        (Some(Where::ReaCollege), false, "Mevrouw De Boer.", Ok(false)),
        (Some(Where::NotGuided), false, "", Ok(true)),
        (Some(Where::Unknown), false, "", Ok(true)),
        (Some(Where::NotGuided), true, "Ik zoek zelf.", Ok(false)),
        (Some(Where::NotGuided), true, " ", Err(vec![Part::Words])),
        (None, false, "", Err(vec![Part::Where])),
    ] {
        let found = match onward(&refused, (to, declined, words), account_id(), now) {
            Ok(after) => {
                let twice = onward(&after, (to, declined, words), account_id(), now);
                assert_eq!(twice, Err(Refusal::Twice));
                Ok(after.unguided())
            }
            Err(Refusal::Parts(parts)) => Err(parts.into_iter().map(|(part, _)| part).collect()),
            Err(other) => panic!("{other:?}"),
        };
        assert_eq!(found, expected, "{to:?} {declined} {words}");
    }
    let chose = try_of(&[], &applied(Applied::IntakeHeld), CLEAR, &draft(Kind::Chose)).unwrap().new.unwrap();
    assert!(!chose.unguided(), "who chooses otherwise was not refused");
    assert_eq!(onward(&chose, (Some(Where::Work), false, ""), account_id(), now), Err(Refusal::Meanwhile));
}

#[test]
fn an_act_is_on_what_was_shown() {
    let of = applied(Applied::IntakeHeld);
    let nothing = Stand::of(&[], &of);
    assert_eq!(nothing.code(), "0.none.0.0.intake_held");
    let one = try_of(&[], &of, CLEAR, &draft(Kind::Refuse)).unwrap().new.unwrap();
    let gone = applied(Applied::NotAdmitted);
    let shown = Stand::of(std::slice::from_ref(&one), &gone);
    let told = Admission { told: Some(Told { means: Means::Paper, at: at("2026-06-02"), by: OTHER }), ..one.clone() };
    let told = Stand::of(&[told], &gone);
    let third = Stand::of(&[Admission { number: 3, ..one.clone() }], &gone);
    for stand in [nothing, shown, told, third] {
        assert_eq!(Stand::read(&stand.code()), Some(stand), "{}", stand.code());
    }
    for code in
        ["", "0.none.0.0", "0.none.2.0.received", "x.none.0.0.received", "0.none.0.0.received.1", "1.gone.0.0.received"]
    {
        assert_eq!(Stand::read(code), None, "{code}");
    }
    let (ok, twice, wrong) = (Ok(()), Err(Refusal::Twice), Err(Refusal::NotClear));
    for (what, seen, now, came, expected) in [
        ("what was shown stands", shown, shown, &ok, &ok),
        ("it was told meanwhile", shown, told, &ok, &Err(Refusal::Meanwhile)),
        ("somebody decided meanwhile", nothing, shown, &ok, &Err(Refusal::Meanwhile)),
        ("what is wrong is said after what changed", nothing, shown, &wrong, &Err(Refusal::Meanwhile)),
        ("and where nothing changed", nothing, nothing, &wrong, &wrong),
        ("decided twice by one hand", nothing, shown, &twice, &twice),
        ("told twice by one hand", shown, told, &twice, &twice),
        ("told once, of another decision", shown, third, &twice, &Err(Refusal::Meanwhile)),
    ] {
        assert_eq!(Stand::met(seen, now, came.clone()), *expected, "{what}");
    }
}
