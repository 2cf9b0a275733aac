use super::*;
use crate::fixtures::{Step, account_id, at, day, guardian_id, nothing_agreed, version_id, walk, young};
use crate::{
    DisputeId, ExamId, MeetingId, Moment, Personal, VoiceId,
    agreement::WhoMustAnswer,
    exam::{Asker, Facility, Ground},
    law::{Evidence, Urgency},
    meeting::Consent,
    voice::Kind as About,
};
use uuid::Uuid;

const OFFICE: AccountId = AccountId(Uuid::from_u128(90));

fn nothing() -> Facts<'static> {
    Facts {
        agreement: None,
        planned: None,
        prepared: false,
        happens: None,
        meetings: &[],
        talks: &[],
        transfers: &[],
        admissions: &[],
        voices: &[],
        exams: &[],
        disputes: &[],
        concerns: &[],
        burdens: &[],
        tellings: &[],
        documents: &[],
        reports: &[],
        handoffs: &[],
    }
}

fn born(on: &str) -> Option<BirthDate> {
    let on = day(on);
    BirthDate::from_parts(on.year(), on.month().into(), on.day())
}

fn student() -> Reader {
    let birth = born("2009-05-01");
    Reader { me: Answerer::Student, account: account_id(), answers: true, prepares: true, birth }
}

fn parent() -> Reader {
    Reader { me: Answerer::Guardian(guardian_id()), ..student() }
}

fn said(items: &[Item]) -> Vec<(Kind, String)> {
    items.iter().map(|item| (item.what.kind(), item.on.to_string())).collect()
}

fn of(reader: Reader, facts: &Facts<'_>, today: &str) -> Vec<(Kind, String)> {
    said(&agenda(reader, facts, day(today)))
}

fn one(kind: Kind, on: &str) -> Vec<(Kind, String)> {
    vec![(kind, on.to_owned())]
}

fn words(text: &str) -> Personal<String> {
    Personal::new(text.to_owned())
}

#[test]
fn nothing_known_is_nothing_to_do() {
    assert_eq!(of(student(), &nothing(), "2026-06-10"), []);
    assert_eq!(of(parent(), &nothing(), "2026-06-10"), []);
    let empty = nothing_agreed();
    assert_eq!(of(student(), &Facts { agreement: Some(&empty), ..nothing() }, "2026-06-10"), []);
}

#[test]
fn a_proposal_waits_for_whoever_may_answer_and_did_not_yet() {
    for (who, steps, reader, expected) in [
        ("nobody answered", vec![Step::Offer], student(), one(Kind::Proposal, "2026-06-01")),
        ("who may not answer", vec![Step::Offer], Reader { answers: false, ..parent() }, vec![]),
        ("who agrees waits for a parent", vec![Step::Offer, Step::Yes], student(), vec![]),
        ("that parent", vec![Step::Offer, Step::Yes], parent(), one(Kind::Proposal, "2026-06-01")),
        ("asked for something else", vec![Step::Offer, Step::Ask], student(), vec![]),
    ] {
        let agreement = walk(&steps, &young());
        assert_eq!(of(reader, &Facts { agreement: Some(&agreement), ..nothing() }, "2026-06-10"), expected, "{who}");
    }
}

fn meeting(on: &str, consents: Vec<Consent>) -> Meeting {
    Meeting {
        id: MeetingId(Uuid::from_u128(20)),
        number: 1,
        on: day(on),
        by: OFFICE,
        at: at("2026-06-01"),
        question: words("Lukt het op stage?"),
        people: words("De slb'er"),
        consents,
        status: meeting::Status::Planned,
        closed: None,
        notes: None,
        decisions: Vec::new(),
    }
}

fn yes(withdrawn: Option<(Moment, AccountId)>) -> Consent {
    let (given_on, at) = (day("2026-06-02"), at("2026-06-02"));
    Consent { by: Consenter::Student, given_on, at, noted_by: OFFICE, withdrawn }
}

#[test]
fn a_meeting_waits_for_the_yes_of_whoever_has_to_give_it_today() {
    let young = born("2012-01-01");
    let turns = born("2010-06-10");
    let old = student().birth;
    let waits = || one(Kind::Meeting, "2026-06-20");
    for (what, meeting, birth, me, expected) in [
        ("of 17", meeting("2026-06-20", vec![]), old, student(), waits()),
        ("a parent of 17", meeting("2026-06-20", vec![]), old, parent(), vec![]),
        ("of 14", meeting("2026-06-20", vec![]), young, student(), vec![]),
        ("a parent of 14", meeting("2026-06-20", vec![]), young, parent(), waits()),
        ("16 today", meeting("2026-06-20", vec![]), turns, student(), waits()),
        ("age unknown", meeting("2026-06-20", vec![]), None, parent(), waits()),
        ("there is a yes", meeting("2026-06-20", vec![yes(None)]), old, student(), vec![]),
        ("taken back", meeting("2026-06-20", vec![yes(Some((at("2026-06-03"), OFFICE)))]), old, student(), waits()),
        ("was yesterday", meeting("2026-06-09", vec![]), old, student(), vec![]),
        ("is today", meeting("2026-06-10", vec![]), old, student(), one(Kind::Meeting, "2026-06-10")),
    ] {
        let facts = Facts { meetings: std::slice::from_ref(&meeting), ..nothing() };
        assert_eq!(of(Reader { birth, ..me }, &facts, "2026-06-10"), expected, "{what}");
    }
    let held = Meeting { status: meeting::Status::Held, ..meeting("2026-06-20", vec![]) };
    let off = Meeting { status: meeting::Status::Cancelled, ..meeting("2026-06-20", vec![]) };
    assert_eq!(of(student(), &Facts { meetings: &[held, off], ..nothing() }, "2026-06-10"), []);
}

#[test]
fn a_talk_is_prepared_and_it_is_asked_of_what_holds_only() {
    let agreed = walk(&[Step::Offer, Step::Yes], &WhoMustAnswer::Student);
    let offered = walk(&[Step::Offer], &WhoMustAnswer::Student);
    let plan = Plan {
        number: 1,
        day: day("2026-06-30"),
        hour: None,
        place: None,
        at: at("2026-06-05"),
        by: OFFICE,
        ended: None,
    };
    let facts = Facts { agreement: Some(&agreed), planned: Some(&plan), happens: Some(day("2026-06-08")), ..nothing() };
    let both = [(Kind::Evaluation, "2026-06-30".to_owned()), (Kind::Happens, "2026-06-08".to_owned())];
    assert_eq!(of(student(), &facts, "2026-06-10"), both);
    assert_eq!(agenda(student(), &facts, day("2026-06-10"))[0].what, What::Evaluation(version_id(1)));
    assert_eq!(of(student(), &Facts { prepared: true, ..facts }, "2026-06-10"), both[1..]);
    assert_eq!(of(Reader { prepares: false, ..student() }, &facts, "2026-06-10"), both[1..]);
    let none = Facts { agreement: Some(&offered), ..facts };
    assert_eq!(of(student(), &none, "2026-06-10"), one(Kind::Proposal, "2026-06-01"));
}

#[test]
fn what_came_is_new_for_two_weeks_for_who_it_came_to() {
    let voice = Voice {
        id: VoiceId(Uuid::from_u128(30)),
        number: 1,
        kind: About::Missing,
        words: words("Ik mis de stille kamer."),
        by: Answerer::Student,
        account: account_id(),
        at: at("2026-06-01"),
        due: day("2026-06-15"),
        status: voice::Status::Answered,
        closed: Some((at("2026-06-03"), OFFICE)),
        answer: Some(words("Die is er weer.")),
    };
    let facts = Facts { voices: std::slice::from_ref(&voice), ..nothing() };
    assert_eq!(of(student(), &facts, "2026-06-03"), one(Kind::Answered, "2026-06-03"));
    assert_eq!(of(student(), &facts, "2026-06-16"), one(Kind::Answered, "2026-06-03"));
    assert_eq!(of(student(), &facts, "2026-06-17"), []);
    assert_eq!(of(parent(), &facts, "2026-06-03"), [], "each reads what they said themselves");
    let waits = Voice { status: voice::Status::Open, closed: None, answer: None, ..voice };
    assert_eq!(of(student(), &Facts { voices: &[waits], ..nothing() }, "2026-06-03"), []);
}

#[test]
fn what_must_be_shown_waits_until_it_was_seen() {
    let asked = Request {
        id: ExamId(Uuid::from_u128(40)),
        number: 1,
        by: Asker::Own(Answerer::Student),
        account: account_id(),
        at: at("2026-06-01"),
        ground: Ground::Support,
        dutch_since: None,
        wanted: vec![Facility::ExtraTime],
        other: None,
        about: None,
        why: words("Lezen kost tijd."),
        exam_on: None,
        due: Some(day("2026-06-15")),
        evidence: Evidence::ExpertStatement,
        seen: None,
        status: exam::Status::Asked,
        decisions: Vec::new(),
        turns: Vec::new(),
    };
    let shown = Request { seen: Some((OFFICE, at("2026-06-02"))), ..asked.clone() };
    let back = Request { status: exam::Status::Withdrawn, ..asked.clone() };
    let on = |exam: &Request| of(student(), &Facts { exams: std::slice::from_ref(exam), ..nothing() }, "2026-07-30");
    assert_eq!(on(&asked), one(Kind::Evidence, "2026-06-01"));
    assert_eq!((on(&shown), on(&back)), (vec![], vec![]));

    // What was decided is news, and so is what the school ended or took back itself, of its own day.
    let decided = |on: &str| exam::Decision {
        granted: vec![Facility::ExtraTime],
        minutes: Some(30),
        reason: words("Dit helpt."),
        from: day(on),
        until: None,
        enrolment: None,
        by: OFFICE,
        at: at(on),
        told: None,
    };
    let turned = |event, why: Option<&str>, on: &str| exam::Turn {
        event,
        why: why.map(words),
        by: OFFICE,
        at: at(on),
        told: None,
    };
    let granted = |on: &str| Request { status: exam::Status::Granted, decisions: vec![decided(on)], ..shown.clone() };
    let ended = |why, on: &str| Request {
        status: exam::Status::Ended,
        turns: vec![turned(exam::Event::End, why, on)],
        ..granted("2026-06-05")
    };
    let taken = Request { turns: vec![turned(exam::Event::Withdraw, Some("Dit vervalt."), "2026-07-28")], ..back };
    for (what, exam, expected) in [
        ("a decision", granted("2026-07-25"), one(Kind::ExamDecided, "2026-07-25")),
        ("an old one", granted("2026-06-05"), vec![]),
        ("school ended it", ended(Some("Het examen vervalt."), "2026-07-27"), one(Kind::ExamDecided, "2026-07-27")),
        ("the student ended it", ended(None, "2026-07-27"), vec![]),
        ("school took it back", taken, one(Kind::ExamDecided, "2026-07-28")),
    ] {
        assert_eq!(on(&exam), expected, "{what}");
    }
}

#[test]
fn what_is_asked_in_a_dispute_stays_until_the_next_step() {
    let step = |event, on: &str| dispute::Step {
        event,
        words: None,
        outcome: None,
        told: None,
        again_by: None,
        age: None,
        parents: None,
        by: OFFICE,
        at: at(on),
    };
    let brought = Dispute {
        id: DisputeId(Uuid::from_u128(50)),
        number: 1,
        subject: dispute::Subject::ALL[0],
        words: words("De extra tijd was er niet."),
        wish: None,
        known_on: None,
        urgency: Urgency::No,
        urgent_words: None,
        by: Answerer::Student,
        account: account_id(),
        at: at("2026-06-01"),
        status: dispute::Status::Open,
        steps: Vec::new(),
        attached: Vec::new(),
    };
    use dispute::Event;
    for (steps, status, expected) in [
        (vec![], dispute::Status::Open, vec![]),
        (vec![step(Event::Hear, "2026-06-02")], dispute::Status::Open, vec![]),
        (vec![step(Event::Hear, "2026-06-20")], dispute::Status::Open, one(Kind::Dispute, "2026-06-20")),
        (vec![step(Event::Ask, "2026-06-02")], dispute::Status::Open, one(Kind::Dispute, "2026-06-02")),
        (vec![step(Event::Withdraw, "2026-06-29")], dispute::Status::Withdrawn, vec![]),
    ] {
        let dispute = Dispute { steps: steps.clone(), status, ..brought.clone() };
        let facts = Facts { disputes: std::slice::from_ref(&dispute), ..nothing() };
        assert_eq!(of(student(), &facts, "2026-06-30"), expected, "{steps:?}");
    }
}

#[test]
fn what_waits_is_read_before_what_came() {
    let waits: Vec<bool> = Kind::ALL.iter().map(|kind| kind.waits()).collect();
    assert!(waits.is_sorted_by(|before, after| before >= after), "{waits:?}");
}

/// The question whether somebody may have the document waits for the student, at any age, and never for a parent.
#[test]
fn a_question_for_the_document_waits_for_the_student() {
    let asked = [day("2026-09-01")];
    let facts = Facts { documents: &asked, ..nothing() };
    assert_eq!(of(student(), &facts, "2026-09-15"), one(Kind::Document, "2026-09-01"));
    assert_eq!(of(parent(), &facts, "2026-09-15"), []);
    assert!(Kind::Document.waits());
}

/// Whoever is said to have said yes hears that something left with that yes, and what came of it: issue 15, consent in plain words.
#[test]
fn what_is_asked_outside_school_is_told_when_it_is_sent_accepted_or_refused() {
    use crate::handoff::{Draft, Known, send, step};
    use crate::partner::{Domain, Under};
    let sent = |by: Consenter, born: &str| {
        let draft = Draft {
            domain: Some(Domain::Mental),
            question: "Wil praten over spanning.".into(),
            name: "Fatima".into(),
            email: "intake@jeugdhulp.example".into(),
            until: Some(day("2026-10-01")),
            consenter: Some(by),
            ..Draft::default()
        };
        let known = Known {
            all: &[],
            partner: crate::PartnerId(Uuid::from_u128(1)),
            helps: (&[Domain::Mental], Under::Psychosocial),
            open: true,
            mail: true,
            birth: self::born(born),
            home: None,
            own: &[],
        };
        let ids = (crate::HandoffId(Uuid::from_u128(2)), crate::ShareId(Uuid::from_u128(3)), OFFICE);
        send(&draft, known, ids, at("2026-06-01")).unwrap().handoff
    };
    let walk = |events: &[(Event, &str)]| {
        let next = |one: Handoff, (event, on): &(Event, &str)| {
            step(&one, *event, "Daarom.", Some(OFFICE), None, at(on)).unwrap()
        };
        events.iter().fold(sent(Consenter::Student, "2009-05-01"), next)
    };
    let mut stopped = walk(&[]);
    stopped.consent.withdrawn = true;
    for (what, one, today, expected) in [
        ("sent with my yes", walk(&[]), "2026-06-01", Some((Handed::Sent, "2026-06-01"))),
        ("for two weeks", walk(&[]), "2026-06-14", Some((Handed::Sent, "2026-06-01"))),
        ("and no longer", walk(&[]), "2026-06-15", None),
        (
            "a parent's yes",
            sent(Consenter::Guardian, "2011-05-01"),
            "2026-06-02",
            Some((Handed::SentByParent, "2026-06-01")),
        ),
        ("on a waiting list", walk(&[(Event::Queue, "2026-06-05")]), "2026-06-06", Some((Handed::Sent, "2026-06-01"))),
        ("accepted", walk(&[(Event::Accept, "2026-06-20")]), "2026-06-21", Some((Handed::Accepted, "2026-06-20"))),
        ("refused", walk(&[(Event::Refuse, "2026-06-20")]), "2026-07-03", Some((Handed::Refused, "2026-06-20"))),
        ("two weeks ago", walk(&[(Event::Refuse, "2026-06-20")]), "2026-07-04", None),
        ("taken back by school", walk(&[(Event::Revoke, "2026-06-02")]), "2026-06-02", None),
        ("stopped by me", stopped, "2026-06-02", None),
    ] {
        let facts = Facts { handoffs: std::slice::from_ref(&one), ..nothing() };
        let found: Vec<(What, String)> =
            agenda(student(), &facts, day(today)).iter().map(|item| (item.what, item.on.to_string())).collect();
        let expected: Vec<(What, String)> =
            expected.into_iter().map(|(handed, on)| (What::Handoff(handed), on.to_owned())).collect();
        assert_eq!(found, expected, "{what}");
    }
    assert!(!Kind::Handoff.waits(), "nobody waits for it: it is there to be read, and stopped");
}

/// Issue 15: the student is told of a report that school wrote and of what SBB did, and decides about the College and the police.
#[test]
fn a_report_waits_for_the_choice_and_is_news_to_who_did_not_write_it() {
    use crate::workplace::report::{Decided, Event, Report, Side, Step as Sbb, make};
    let wrote = |side, by| {
        let made = make(&[], 1, "Er werd iets geroepen.", (side, by), at("2026-06-01"));
        made.unwrap().unwrap()
    };
    let school = || wrote(Side::School, OFFICE);
    let mine = || wrote(Side::Student, account_id());
    let step = |event, by, on: &str| Sbb { event, on: day(on), words: None, noted: (at(on), by) };
    let with = |one: Report, steps: Vec<Sbb>| Report { steps, ..one };
    let decided = |one: Report| {
        let neither = Decided { college: false, police: false, noted: (at("2026-06-02"), account_id()) };
        Report { decided: Some(neither), ..one }
    };
    let waits = || (Kind::Choice, "2026-06-01".to_owned());
    let came = |on: &str| (Kind::Reported, on.to_owned());
    let answered = || vec![step(Event::Send, OFFICE, "2026-06-03"), step(Event::Answer, OFFICE, "2026-06-20")];
    for (what, one, today, expected) in [
        ("school wrote it", school(), "2026-06-01", vec![waits(), came("2026-06-01")]),
        ("for two weeks it is news", school(), "2026-06-14", vec![waits(), came("2026-06-01")]),
        ("and it waits as long as nothing is decided", school(), "2026-06-15", vec![waits()]),
        ("neither is decided too", decided(school()), "2026-06-15", vec![]),
        ("one wrote it oneself", mine(), "2026-06-01", vec![waits()]),
        (
            "SBB was told",
            with(mine(), vec![step(Event::Send, OFFICE, "2026-06-03")]),
            "2026-06-04",
            vec![waits(), came("2026-06-03")],
        ),
        ("SBB did something", decided(with(mine(), answered())), "2026-06-21", vec![came("2026-06-20")]),
        ("that is old", decided(with(mine(), answered())), "2026-07-04", vec![]),
        (
            "school took its own back",
            with(school(), vec![step(Event::Withdraw, OFFICE, "2026-06-03")]),
            "2026-06-04",
            vec![came("2026-06-03")],
        ),
        (
            "one took one's own back",
            with(mine(), vec![step(Event::Withdraw, account_id(), "2026-06-03")]),
            "2026-06-04",
            vec![],
        ),
    ] {
        let facts = Facts { reports: std::slice::from_ref(&one), ..nothing() };
        assert_eq!(of(student(), &facts, today), expected, "{what}");
    }
    // A parent who answers did not write what the student wrote.
    let one = mine();
    let facts = Facts { reports: std::slice::from_ref(&one), ..nothing() };
    let reads = Reader { account: AccountId(Uuid::from_u128(91)), ..parent() };
    assert_eq!(of(reads, &facts, "2026-06-01"), [waits(), came("2026-06-01")]);
    assert!(Kind::Choice.waits() && !Kind::Reported.waits());
}
