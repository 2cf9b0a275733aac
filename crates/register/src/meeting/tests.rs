use super::*;
use crate::fixtures::{account_id, at, day};
use uuid::Uuid;

const COACH: AccountId = AccountId(Uuid::from_u128(81));

fn decision_id() -> DecisionId {
    DecisionId(Uuid::from_u128(82))
}

/// Sixteen on 10 September 2026.
fn born() -> Option<BirthDate> {
    BirthDate::from_parts(2010, 9, 10)
}

fn plans(on: &str) -> Plan {
    Plan { on: Some(day(on)), question: "Hoe gaat het op stage?".into(), people: "De student, de slb’er".into() }
}

#[test]
fn whoever_may_say_yes_on_that_day_says_yes_or_no() {
    let meeting = planned_on("2026-09-20");
    let (student, parent) = (Consenter::Student, Consenter::Guardian);
    let yes = answer(&meeting, (parent, true), born(), COACH, at("2026-09-09")).unwrap();
    assert!(yes.has_yes() && !yes.lost_its_yes());
    for (what, meeting, me, yes, on, expected) in [
        ("fifteen", &meeting, student, true, "2026-09-09", Some(Refusal::Whose(parent))),
        (
            "who is fifteen takes no yes of a parent back",
            &yes,
            student,
            false,
            "2026-09-09",
            Some(Refusal::Whose(parent)),
        ),
        ("sixteen today", &meeting, student, true, "2026-09-10", None),
        ("a parent, from then on", &meeting, parent, true, "2026-09-10", Some(Refusal::Whose(student))),
        ("sixteen, and takes back what a parent said", &yes, student, false, "2026-09-10", None),
        ("nothing to take back", &meeting, student, false, "2026-09-10", Some(Refusal::Consented)),
        ("a second yes", &yes, parent, true, "2026-09-09", Some(Refusal::Consented)),
    ] {
        assert_eq!(answer(meeting, (me, yes), born(), COACH, at(on)).err(), expected, "{what}");
    }
    let lost = answer(&yes, (student, false), born(), COACH, at("2026-09-10")).unwrap();
    assert!(lost.lost_its_yes() && !meeting.lost_its_yes(), "nobody said yes: nothing is lost");
    let off = cancel(&lost, "Geen ja.", COACH, at("2026-09-11")).unwrap();
    assert!(!off.lost_its_yes(), "called off, it waits for nobody");
    let over = answer(&off, (student, true), born(), COACH, at("2026-09-12"));
    assert_eq!(over.err(), Some(Refusal::Stands(Status::Cancelled)));
}

fn planned_on(on: &str) -> Meeting {
    plan(&[], MeetingId(Uuid::from_u128(1)), &plans(on), account_id(), at("2026-09-01")).unwrap()
}

fn yes(meeting: &Meeting, who: Consenter, on: &str, now: &str) -> Result<Meeting, Refusal> {
    agree(meeting, (Some(who), Some(day(on))), born(), account_id(), at(now))
}

fn minutes(on: &str, decisions: Vec<Draft>) -> Minutes {
    Minutes { on: Some(day(on)), people: "Iedereen".into(), notes: String::new(), decisions }
}

fn decides(words: &str, owner: Option<AccountId>, due: Option<&str>) -> Draft {
    Draft { words: words.into(), owner, due: due.map(day) }
}

fn held(meeting: &Meeting, minutes: &Minutes, now: &str) -> Result<Meeting, Refusal> {
    hold(meeting, minutes, (born(), &[COACH]), decision_id, account_id(), at(now))
}

#[test]
fn a_meeting_is_planned_once_a_day() {
    let there = [planned_on("2026-09-08")];
    let parts = [Part::Day, Part::Question, Part::People].map(|part| (part, Problem::Missing)).to_vec();
    for (what, known, given, expected) in [
        ("a week ahead", &[][..], plans("2026-09-08"), Ok(1)),
        ("it was yesterday, and is written down now", &[], plans("2026-08-31"), Ok(1)),
        ("nothing filled in", &[], Plan::default(), Err(Refusal::Parts(parts))),
        ("a year mistyped", &[], plans("2027-09-08"), Err(Refusal::TooFar)),
        ("twice", &there, plans("2026-09-08"), Err(Refusal::Already(there[0].id))),
        ("another day", &there, plans("2026-09-09"), Ok(2)),
    ] {
        let new = plan(known, MeetingId(Uuid::from_u128(9)), &given, account_id(), at("2026-09-01"));
        assert_eq!(new.map(|new| new.number), expected, "{what}");
    }
}

#[test]
fn a_yes_is_of_whoever_may_say_it_at_that_age() {
    use Consenter::{Guardian, Student};
    let meeting = planned_on("2026-09-20");
    for (what, who, on, expected) in [
        ("a parent, the day before the birthday", Guardian, "2026-09-09", None),
        ("the student, a day too early", Student, "2026-09-09", Some(Refusal::Whose(Guardian))),
        ("the student, on the birthday", Student, "2026-09-10", None),
        ("a parent, on the birthday", Guardian, "2026-09-10", Some(Refusal::Whose(Student))),
        ("tomorrow", Student, "2026-09-13", Some(Refusal::DayToCome)),
    ] {
        assert_eq!(yes(&meeting, who, on, "2026-09-12").err(), expected, "{what}");
    }
    // Nobody knows how old: either counts.
    assert!(agree(&meeting, (Some(Guardian), Some(day("2026-09-12"))), None, COACH, at("2026-09-12")).is_ok());
    let missing = agree(&meeting, (None, None), born(), COACH, at("2026-09-12"));
    let parts = vec![(Part::Consenter, Problem::Missing), (Part::Day, Problem::Missing)];
    assert_eq!(missing, Err(Refusal::Parts(parts)));
    // What a parent said does not count any more once the student is 16.
    let parent = yes(&meeting, Guardian, "2026-09-09", "2026-09-09").unwrap();
    assert!(parent.consent(born(), day("2026-09-09")).is_some());
    assert!(parent.consent(born(), day("2026-09-10")).is_none());
    assert_eq!(yes(&parent, Guardian, "2026-09-09", "2026-09-09").err(), Some(Refusal::Consented), "two clicks");
}

#[test]
fn without_a_yes_on_that_day_nothing_is_held() {
    use Consenter::Student;
    let meeting = planned_on("2026-09-20");
    let agreed = yes(&meeting, Student, "2026-09-12", "2026-09-12").unwrap();
    let no = disagree(&agreed, account_id(), at("2026-09-15")).unwrap();
    let again = yes(&no, Student, "2026-09-16", "2026-09-16").unwrap();
    let none = minutes("2026-09-20", vec![]);
    for (what, from, minutes, now, expected) in [
        ("nobody said yes", &meeting, &none, "2026-09-20", Some(Refusal::NoConsent)),
        ("the student did", &agreed, &none, "2026-09-20", None),
        ("and took it back", &no, &none, "2026-09-20", Some(Refusal::NoConsent)),
        ("and said yes again", &again, &none, "2026-09-20", None),
        ("before the yes", &agreed, &minutes("2026-09-11", vec![]), "2026-09-20", Some(Refusal::NoConsent)),
        ("on the day of the no", &no, &minutes("2026-09-15", vec![]), "2026-09-20", Some(Refusal::NoConsent)),
        ("the day before the no", &no, &minutes("2026-09-14", vec![]), "2026-09-20", None),
        ("still to come", &agreed, &none, "2026-09-19", Some(Refusal::DayToCome)),
    ] {
        assert_eq!(held(from, minutes, now).err(), expected, "{what}");
    }
    assert_eq!(disagree(&no, account_id(), at("2026-09-16")).err(), Some(Refusal::Consented), "twice");
    let off = cancel(&agreed, "De student is ziek.", account_id(), at("2026-09-16")).unwrap();
    assert_eq!(held(&off, &none, "2026-09-20").err(), Some(Refusal::Stands(Status::Cancelled)));
    let why = cancel(&agreed, " ", account_id(), at("2026-09-16"));
    assert_eq!(why, Err(Refusal::Parts(vec![(Part::Notes, Problem::Missing)])));
    let done = held(&agreed, &none, "2026-09-20").unwrap();
    assert_eq!(held(&done, &none, "2026-09-20").err(), Some(Refusal::Twice), "two clicks");
    let other = hold(&done, &none, (born(), &[COACH]), decision_id, COACH, at("2026-09-20"));
    assert_eq!(other.err(), Some(Refusal::Stands(Status::Held)), "somebody else was first");
    assert_eq!(cancel(&off, "De student is ziek.", account_id(), at("2026-09-16")).err(), Some(Refusal::Twice));
    assert_eq!(disagree(&done, account_id(), at("2026-09-21")).err(), Some(Refusal::Stands(Status::Held)));
}

#[test]
fn what_is_decided_is_of_somebody_by_a_day() {
    let meeting = yes(&planned_on("2026-09-20"), Consenter::Student, "2026-09-12", "2026-09-12").unwrap();
    let whole = decides("Belt het leerbedrijf.", Some(COACH), Some("2026-09-20"));
    let missing = |part| Refusal::Parts(vec![(part, Problem::Missing)]);
    for (what, drafts, expected) in [
        ("today", vec![whole.clone()], Ok(1)),
        ("empty ones are none", vec![Draft::default(), whole.clone(), Draft::default()], Ok(1)),
        ("nothing", vec![], Ok(0)),
        ("nobody", vec![decides("Belt.", None, Some("2026-10-01"))], Err(missing(Part::Owner(0)))),
        ("no day", vec![whole.clone(), decides("Belt.", Some(COACH), None)], Err(missing(Part::Due(1)))),
        ("not what", vec![decides(" ", Some(COACH), Some("2026-10-01"))], Err(missing(Part::Decision(0)))),
        ("before it", vec![decides("Belt.", Some(COACH), Some("2026-09-19"))], Err(Refusal::DueBefore(0))),
        ("a stranger", vec![decides("Belt.", Some(account_id()), Some("2026-10-01"))], Err(Refusal::Stranger(0))),
    ] {
        let found = held(&meeting, &minutes("2026-09-20", drafts), "2026-09-21");
        assert_eq!(found.map(|held| held.decisions.len()), expected, "{what}");
    }
    let held = held(&meeting, &minutes("2026-09-20", vec![whole]), "2026-09-21").unwrap();
    let open = &held.decisions[0];
    let done = close(open, true, COACH, at("2026-09-22")).unwrap();
    assert_eq!((done.status, done.closed), (Doing::Done, Some((at("2026-09-22"), COACH))));
    assert_eq!(close(&done, false, COACH, at("2026-09-23")).err(), Some(Refusal::Closed(Doing::Done)));
    assert_eq!(give(open, account_id(), &[COACH, account_id()]).unwrap().owner, account_id());
    assert_eq!(give(open, account_id(), &[COACH]).err(), Some(Refusal::Stranger(0)));
    assert_eq!(give(&done, COACH, &[COACH]).err(), Some(Refusal::Closed(Doing::Done)));
}
