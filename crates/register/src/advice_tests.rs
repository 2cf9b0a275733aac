//! Tables of advice for another programme.

use super::*;
use crate::PersonId;
use crate::fixtures::{account_id, application_id, at, day};
use application::Status as Applied;
use uuid::Uuid;

const OTHER: AccountId = AccountId(Uuid::from_u128(92));
const OURS: TeamId = TeamId(Uuid::from_u128(7));
const THEIRS: TeamId = TeamId(Uuid::from_u128(8));

fn applied(status: Applied) -> Application {
    Application {
        id: application_id(),
        person: PersonId(Uuid::from_u128(9)),
        programme: Crebo::parse("25655"),
        team: Some(OURS),
        applied_on: day("2026-02-01"),
        starts_on: Some(day("2026-08-24")),
        status,
        decided: None,
        participant: None,
        became: None,
        kept: None,
    }
}

fn draft(programme: &str, team: Option<TeamId>) -> Draft {
    Draft { programme: Crebo::parse(programme), team, words: "Kleine groepen.".to_owned() }
}

fn try_of(all: &[Advice], status: Applied, given: &Draft) -> Result<Advice, Refusal> {
    let id = AdviceId(Uuid::from_u128(all.len() as u128 + 1));
    advise(all, id, (&applied(status), None, &[OURS, THEIRS]), given, account_id(), at("2026-03-02"))
}

/// Where an application stands of which a team is asked still.
const OPEN: (Applied, Option<Choice>) = (Applied::IntakeHeld, None);

#[test]
fn another_programme_is_advised_and_a_team_is_asked() {
    let missing = |parts: &[Part]| Refusal::Parts(parts.iter().map(|part| (*part, Problem::Missing)).collect());
    let unknown = Some(TeamId(Uuid::from_u128(99)));
    let open = Applied::IntakeHeld;
    for (what, status, given, expected) in [
        ("nothing", open, Draft::default(), Err(missing(&[Part::Programme, Part::Words]))),
        ("no words", open, Draft { words: " ".into(), ..draft("25180", None) }, Err(missing(&[Part::Words]))),
        ("an advice", open, draft("25180", None), Ok(Status::Given)),
        ("a team is asked", open, draft("25180", Some(THEIRS)), Ok(Status::Asked)),
        ("their own team, another programme", open, draft("25180", Some(OURS)), Ok(Status::Asked)),
        ("what they applied for", open, draft("25655", None), Err(Refusal::Same)),
        ("what they applied for, with that team", open, draft("25655", Some(OURS)), Err(Refusal::Same)),
        ("the same programme at another team", open, draft("25655", Some(THEIRS)), Ok(Status::Asked)),
        ("no team of ours", open, draft("25180", unknown), Err(Refusal::Stranger)),
        ("with a refusal", Applied::NotAdmitted, draft("25180", None), Ok(Status::Given)),
        ("enrolled", Applied::Enrolled, draft("25180", None), Err(Refusal::NotOpen(Applied::Enrolled))),
        ("not coming", Applied::Withdrawn, draft("25180", None), Err(Refusal::NotOpen(Applied::Withdrawn))),
    ] {
        assert_eq!(try_of(&[], status, &given).map(|one| one.status), expected, "{what}");
    }
    // A team said no to whoever chose another programme of this school: another is asked, and whoever chose work is not looked for.
    for (chose, expected) in
        [(Choice::OtherProgramme, Ok(Status::Asked)), (Choice::Work, Err(Refusal::NotOpen(Applied::Withdrawn)))]
    {
        let of = (&applied(Applied::Withdrawn), Some(chose), &[OURS, THEIRS][..]);
        let id = AdviceId(Uuid::from_u128(9));
        let found = advise(&[], id, of, &draft("25180", Some(OURS)), account_id(), at("2026-03-02"));
        assert_eq!(found.map(|one| one.status), expected, "{chose:?}");
    }
    let first = try_of(&[], open, &draft("25180", Some(THEIRS))).unwrap();
    let all = std::slice::from_ref(&first);
    assert_eq!(try_of(all, open, &draft("25180", Some(THEIRS))), Err(Refusal::Twice));
    let other = Draft { words: "Dichtbij.".into(), ..draft("25180", Some(THEIRS)) };
    assert_eq!(try_of(all, open, &other), Err(Refusal::Already));
    assert_eq!(try_of(all, open, &draft("25180", Some(OURS))).unwrap().number, 2, "another team is another place");
    let gone = [withdraw(&first, "Toch niet.", account_id(), at("2026-03-03")).unwrap()];
    assert!(try_of(&gone, open, &other).is_ok(), "what was taken back is advised anew");
}

#[test]
fn the_team_answers_once_and_a_no_has_a_reason() {
    let asked = try_of(&[], Applied::IntakeHeld, &draft("25180", Some(THEIRS))).unwrap();
    let given = try_of(&[], Applied::IntakeHeld, &draft("25180", None)).unwrap();
    let now = at("2026-03-05");
    let missing = |part| Err(Refusal::Parts(vec![(part, Problem::Missing)]));
    for (what, one, takes, words, expected) in [
        ("nothing chosen", &asked, None, "", missing(Part::Answer)),
        ("yes", &asked, Some(true), "", Ok(Status::Taken)),
        ("no without a reason", &asked, Some(false), " ", missing(Part::Reply)),
        ("no", &asked, Some(false), "Vol.", Ok(Status::Declined)),
        ("nobody was asked", &given, Some(true), "", Err(Refusal::Stands(Status::Given))),
    ] {
        let found = answer(one, OPEN, (takes, words), OTHER, now).map(|one| one.status);
        assert_eq!(found, expected, "{what}");
    }
    let no = answer(&asked, OPEN, (Some(false), "Vol."), OTHER, now).unwrap();
    assert_eq!(answer(&no, OPEN, (Some(false), "Vol."), OTHER, now), Err(Refusal::Twice));
    assert_eq!(answer(&no, OPEN, (Some(false), "Vol."), account_id(), now), Err(Refusal::Stands(Status::Declined)));
    assert_eq!(answer(&no, OPEN, (Some(true), ""), OTHER, now), Err(Refusal::Stands(Status::Declined)), "asked anew");
    // Of who was enrolled, or is not coming, nobody is asked any more; of who chose another programme of this school they are.
    for (stands, chose, expected) in [
        (Applied::Enrolled, None, Err(Refusal::NotOpen(Applied::Enrolled))),
        (Applied::Withdrawn, None, Err(Refusal::NotOpen(Applied::Withdrawn))),
        (Applied::Withdrawn, Some(Choice::Work), Err(Refusal::NotOpen(Applied::Withdrawn))),
        (Applied::Withdrawn, Some(Choice::OtherProgramme), Ok(Status::Taken)),
        (Applied::NotAdmitted, None, Ok(Status::Taken)),
    ] {
        let found = answer(&asked, (stands, chose), (Some(true), ""), OTHER, now).map(|one| one.status);
        assert_eq!(found, expected, "{stands:?} {chose:?}");
    }
    let gone = withdraw(&asked, "Hij kiest anders.", account_id(), now).unwrap();
    assert_eq!(answer(&gone, OPEN, (Some(true), ""), OTHER, now), Err(Refusal::Stands(Status::Withdrawn)));
    assert_eq!(withdraw(&gone, "Nog eens.", account_id(), now), Err(Refusal::Twice));
    assert_eq!(withdraw(&asked, " ", account_id(), now), Err(Refusal::Parts(vec![(Part::Why, Problem::Missing)])));
}

#[test]
fn it_stays_with_whoever_asked_until_a_team_takes_them() {
    use Status::{Asked, Declined, Given, Taken, Withdrawn};
    let (one, two) = (day("2026-03-01"), day("2026-03-09"));
    for (what, stands, all, expected) in [
        ("nothing", Applied::IntakeHeld, vec![], None),
        ("an advice alone", Applied::IntakeHeld, vec![(Given, one)], None),
        ("asked", Applied::IntakeHeld, vec![(Asked, one)], Some(one)),
        ("a no, and another is asked", Applied::NotAdmitted, vec![(Declined, one), (Asked, two)], Some(one)),
        ("a no that was taken back", Applied::NotAdmitted, vec![(Withdrawn, one), (Asked, two)], Some(two)),
        ("one takes them", Applied::NotAdmitted, vec![(Declined, one), (Taken, two)], None),
        ("enrolled meanwhile", Applied::Enrolled, vec![(Asked, one)], None),
        ("all taken back", Applied::NotAdmitted, vec![(Withdrawn, one)], None),
    ] {
        assert_eq!(seeks(stands, None, all.into_iter()), expected, "{what}");
    }
    // Whoever chose another programme of this school is looked for still; with any other end by the applicant nobody is.
    for (what, stands, chose, goes) in [
        ("another programme", Applied::Withdrawn, Some(Choice::OtherProgramme), true),
        ("another school", Applied::Withdrawn, Some(Choice::OtherSchool), false),
        ("work", Applied::Withdrawn, Some(Choice::Work), false),
        ("later", Applied::Withdrawn, Some(Choice::Later), false),
        ("unsaid", Applied::Withdrawn, Some(Choice::NotSaid), false),
        ("by the student system", Applied::Withdrawn, None, false),
        ("another programme, and enrolled there", Applied::Enrolled, Some(Choice::OtherProgramme), false),
    ] {
        for (status, sought) in [(Asked, goes), (Declined, goes), (Taken, false), (Given, false)] {
            let found = seeks(stands, chose, [(status, one)].into_iter());
            assert_eq!(found, sought.then_some(one), "{what}: {status:?}");
        }
        assert_eq!(goes_on(stands, chose), goes, "{what}");
    }
}
