//! Tables: what is sent, what happens then, what is to be decided, and the break at 18.

use super::eighteen::{After, Decided, birthday, born, prepare_on};
use super::waiting::{Waited, parts, waited};
use super::*;
use crate::BirthDate;
use crate::email::EmailAddress;
use crate::field::Problem;
use crate::fixtures::{account_id, at, day};
use crate::partner::Under;
use uuid::Uuid;

fn id(n: u128) -> HandoffId {
    HandoffId(Uuid::from_u128(n))
}

fn partner(n: u128) -> PartnerId {
    PartnerId(Uuid::from_u128(n))
}

const HELPS: &[Domain] = &[Domain::Mental, Domain::Money];

fn draft() -> Draft {
    Draft {
        domain: Some(Domain::Mental),
        question: "Wil graag praten over spanning voor toetsen.".into(),
        name: "Fatima el Idrissi".into(),
        email: "intake@jeugdhulp.example".into(),
        until: Some(day("2026-12-31")),
        consenter: Some(Consenter::Student),
        ..Draft::default()
    }
}

fn known(all: &[Handoff]) -> Known<'_> {
    Known {
        all,
        partner: partner(1),
        helps: (HELPS, Under::Psychosocial),
        open: true,
        mail: true,
        birth: BirthDate::from_parts(2009, 3, 15),
        home: Some("Rivierstad"),
        own: &[],
    }
}

fn sent_with(draft: &Draft, known: Known<'_>) -> Result<Handoff, SendRefusal> {
    let ids = (id(9), ShareId(Uuid::from_u128(9)), account_id());
    send(draft, known, ids, at("2026-09-01")).map(|sent| sent.handoff)
}

fn sent() -> Handoff {
    sent_with(&draft(), known(&[])).unwrap()
}

fn walk(events: &[Event]) -> Handoff {
    let next = |one: Handoff, event: &Event| {
        step(&one, *event, "Daarom.", None, Some("Rivierstad"), at("2026-09-05")).unwrap()
    };
    events.iter().fold(sent(), next)
}

#[test]
fn nothing_is_sent_without_a_yes_to_one_receiver_until_a_day() {
    let own = [EmailAddress::new("sem@thuis.example").unwrap()];
    let missing = Wrong::Text(Problem::Missing);
    let last = day("2027-03-03");
    let young = BirthDate::from_parts(2010, 9, 2);
    let fields = |wrong: &[(Field, Wrong)]| Err(SendRefusal::Fields(wrong.to_vec()));
    let open = [sent()];
    let refused = [walk(&[Event::Refuse])];
    let with = |change: fn(&mut Draft)| {
        let mut one = draft();
        change(&mut one);
        one
    };
    let parent = with(|d| d.consenter = Some(Consenter::Guardian));
    let none = known(&[]);
    let cases = vec![
        ("as it should be", draft(), none, Ok(1)),
        ("on its last day", with(|d| d.until = Some(day("2026-09-01"))), none, Ok(1)),
        ("yesterday", with(|d| d.until = Some(day("2026-08-31"))), none, fields(&[(Field::Until, Wrong::Until(last))])),
        ("half a year", with(|d| d.until = Some(day("2027-03-03"))), none, Ok(1)),
        ("longer", with(|d| d.until = Some(day("2027-03-04"))), none, fields(&[(Field::Until, Wrong::Until(last))])),
        ("nobody said yes", with(|d| d.consenter = None), none, fields(&[(Field::Consenter, missing)])),
        ("a parent at 17", parent.clone(), none, fields(&[(Field::Consenter, Wrong::Whose(Consenter::Student))])),
        (
            "the day before 16",
            draft(),
            Known { birth: young, ..none },
            fields(&[(Field::Consenter, Wrong::Whose(Consenter::Guardian))]),
        ),
        ("a parent the day before 16", parent.clone(), Known { birth: young, ..none }, Ok(1)),
        ("nobody knows the age", parent, Known { birth: None, ..none }, Ok(1)),
        (
            "with something else",
            with(|d| d.domain = Some(Domain::Housing)),
            none,
            fields(&[(Field::Domain, Wrong::NotTheirs)]),
        ),
        ("to nobody", with(|d| d.email.clear()), none, fields(&[(Field::Email, missing)])),
        ("half an address", with(|d| d.email = "intake@".into()), none, fields(&[(Field::Email, Wrong::NoAddress)])),
        (
            "to the student",
            with(|d| d.email = "SEM@thuis.example".into()),
            Known { own: &own, ..none },
            fields(&[(Field::Email, Wrong::OwnAddress)]),
        ),
        ("on paper", with(|d| (d.email, d.paper) = (String::new(), true)), Known { mail: false, ..none }, Ok(1)),
        ("on paper and by mail", with(|d| d.paper = true), none, fields(&[(Field::Email, Wrong::Either)])),
        ("nothing is told", with(|d| d.question = " ".into()), none, fields(&[(Field::Question, missing)])),
        ("they do not help any more", draft(), Known { open: false, ..none }, Err(SendRefusal::Ended)),
        ("no mail", draft(), Known { mail: false, ..none }, Err(SendRefusal::NoMail)),
        ("twice", draft(), known(&open), Err(SendRefusal::Twice(id(9)))),
        ("for something else", with(|d| d.domain = Some(Domain::Money)), known(&open), Ok(2)),
        ("of another partner", draft(), Known { partner: partner(2), ..known(&open) }, Ok(2)),
        ("again after a no", draft(), known(&refused), Ok(2)),
    ];
    for (what, draft, known, expected) in cases {
        assert_eq!(sent_with(&draft, known).map(|one| one.number), expected, "{what}");
    }
    let empty = sent_with(&Draft::default(), none).unwrap_err();
    let SendRefusal::Fields(wrong) = empty else { panic!("{empty:?}") };
    assert_eq!(wrong.len(), Field::ALL.len(), "all of it is said at once: {wrong:?}");
}

#[test]
fn what_happens_happens_once_and_with_a_reason() {
    let (by, home) = (Some(account_id()), Some("Rivierstad"));
    for (what, from, event, words, expected) in [
        ("accepted", sent(), Event::Accept, "", Ok(Status::Accepted)),
        ("twice", walk(&[Event::Accept]), Event::Accept, "", Err(StepRefusal::Twice)),
        ("refused without a reason", sent(), Event::Refuse, " ", Err(StepRefusal::Words(Problem::Missing))),
        ("refused with one", sent(), Event::Refuse, "Geen plek.", Ok(Status::Refused)),
        ("started at once", sent(), Event::Start, "", Ok(Status::Started)),
        ("done before it began", walk(&[Event::Accept]), Event::Finish, "", Err(StepRefusal::Stands(Status::Accepted))),
        ("done", walk(&[Event::Start]), Event::Finish, "", Ok(Status::Done)),
        ("taken back once it began", walk(&[Event::Start]), Event::Revoke, "Hoeft niet meer.", Ok(Status::Revoked)),
        (
            "revoked, and then accepted in another tab",
            walk(&[Event::Revoke]),
            Event::Accept,
            "",
            Err(StepRefusal::Stands(Status::Revoked)),
        ),
        ("a no by mistake", walk(&[Event::Refuse]), Event::Reopen, "Verkeerd geklikt.", Ok(Status::Sent)),
        ("taken back by mistake", walk(&[Event::Revoke]), Event::Reopen, "Verkeerde student.", Ok(Status::Sent)),
        ("done by mistake", walk(&[Event::Start, Event::Finish]), Event::Reopen, "Te vroeg.", Ok(Status::Started)),
        (
            "opened again without a reason",
            walk(&[Event::Refuse]),
            Event::Reopen,
            " ",
            Err(StepRefusal::Words(Problem::Missing)),
        ),
        ("opened again while it goes on", sent(), Event::Reopen, "Weer.", Err(StepRefusal::Stands(Status::Sent))),
        ("nothing to decide", sent(), Event::Keep, "", Err(StepRefusal::Twice)),
        ("arranged for after 18", sent(), Event::Prepare, "De GGZ neemt het over.", Ok(Status::Sent)),
        ("arranged twice", walk(&[Event::Prepare]), Event::Prepare, " Daarom. ", Err(StepRefusal::Twice)),
        (
            "arranged otherwise, in another tab",
            walk(&[Event::Prepare]),
            Event::Prepare,
            "De GGZ.",
            Err(StepRefusal::Stands(Status::Sent)),
        ),
        (
            "a no with another reason, by somebody else",
            walk(&[Event::Refuse]),
            Event::Refuse,
            "Geen plek.",
            Err(StepRefusal::Stands(Status::Refused)),
        ),
        ("arranged without saying what", sent(), Event::Prepare, "", Err(StepRefusal::Words(Problem::Missing))),
    ] {
        let found = step(&from, event, words, by, home, at("2026-09-06")).map(|one| one.status);
        assert_eq!(found, expected, "{what}");
    }
    // A partner who says yes and full by turns is stopped, and the school is not.
    let turns: Vec<Event> = [Event::Accept, Event::Queue].into_iter().cycle().take(MAX_STEPS).collect();
    let full = walk(&turns);
    for (by, expected) in [(None, Err(StepRefusal::Stands(Status::Waiting))), (by, Ok(Status::Accepted))] {
        let found = step(&full, Event::Accept, "", by, home, at("2026-09-06")).map(|one| one.status);
        assert_eq!(found, expected, "{by:?}");
    }
    // What the school arranges for itself changes nothing of what the partner was shown.
    for (events, shown, all) in [(&[][..], 0, 0), (&[Event::Queue, Event::Prepare], 1, 2), (&[Event::Prepare], 0, 1)] {
        let one = walk(events);
        assert_eq!((one.told_so_far(), one.seen_so_far()), (Seen::of(shown, 0), Seen::of(all, 0)), "{events:?}");
    }
    assert_eq!(walk(&[Event::Queue, Event::Prepare]).since(), day("2026-09-05"));
    assert_eq!(sent().since(), day("2026-09-01"));
}

#[test]
fn a_letter_has_to_go_until_it_went_or_they_were_called() {
    let (by, home) = (Some(account_id()), Some("Rivierstad"));
    let paper = Draft { email: String::new(), paper: true, ..draft() };
    let asked = sent_with(&paper, known(&[])).unwrap();
    let walk = |events: &[(Event, bool)]| {
        let next = |one: Handoff, (event, school): &(Event, bool)| {
            step(&one, *event, "", by.filter(|_| *school), home, at("2026-09-05")).unwrap()
        };
        events.iter().fold(asked.clone(), next)
    };
    for (what, one, owed) in [
        ("asked", asked.clone(), true),
        ("made", walk(&[(Event::Print, true)]), true),
        ("made, and went", walk(&[(Event::Print, true), (Event::Post, true)]), false),
        ("went, and made anew", walk(&[(Event::Print, true), (Event::Post, true), (Event::Print, true)]), true),
        ("they were called", walk(&[(Event::Queue, true)]), false),
        ("they answered the letter", walk(&[(Event::Print, true), (Event::Post, true), (Event::Accept, false)]), false),
        ("it was looked at for something else", Handoff { home: None, ..asked.clone() }, true),
    ] {
        let todo = decide(one.watch(), one.home.as_deref(), day("2026-09-06"));
        assert_eq!(todo.contains(&Decide::Letter), owed, "{what}");
    }
    let withdrawn = Handoff { consent: Consent { withdrawn: true, ..asked.consent }, ..asked.clone() };
    assert_eq!(decide(withdrawn.watch(), home, day("2026-09-06")), [Decide::Withdrawn], "nothing goes without a yes");
    let went = walk(&[(Event::Print, true), (Event::Post, true)]);
    for (what, one, event, expected) in [
        ("without a yes", withdrawn, Event::Print, StepRefusal::NoConsent),
        ("twice", went.clone(), Event::Post, StepRefusal::Twice),
        ("who has a mail address", sent(), Event::Print, StepRefusal::Stands(Status::Sent)),
        ("before it is made", asked.clone(), Event::Post, StepRefusal::Stands(Status::Sent)),
        ("no letter", sent(), Event::Post, StepRefusal::Stands(Status::Sent)),
    ] {
        assert_eq!(step(&one, event, "", by, home, at("2026-09-06")), Err(expected), "{what}");
    }
    // What the school does with its letter changes nothing of what the partner was shown.
    assert_eq!((went.told_so_far(), went.seen_so_far()), (Seen::of(0, 0), Seen::of(2, 0)));
}

#[test]
fn what_is_to_be_decided_is_decided_once() {
    let withdrawn = |one: Handoff| Handoff { consent: Consent { withdrawn: true, ..one.consent }, ..one };
    let home = Some("Rivierstad");
    for (what, one, home, today, expected) in [
        ("nothing", sent(), home, "2026-09-02", &[][..]),
        (
            "the yes was taken back while it waits",
            withdrawn(walk(&[Event::Queue])),
            home,
            "2026-09-06",
            &[Decide::Withdrawn],
        ),
        ("taken back once it is done", withdrawn(walk(&[Event::Start, Event::Finish])), home, "2026-09-06", &[]),
        ("the last day of the yes", sent(), home, "2026-12-31", &[Decide::Eighteen]),
        ("the day after it", sent(), home, "2027-01-01", &[Decide::Expired, Decide::Eighteen]),
        ("the mail came back", Handoff { unreached: true, ..sent() }, home, "2026-09-02", &[Decide::Unreached]),
        (
            "it came back, and they called",
            Handoff { unreached: true, ..walk(&[Event::Accept]) },
            home,
            "2026-09-06",
            &[],
        ),
        ("they help no more", Handoff { gone: true, ..walk(&[Event::Queue]) }, home, "2026-09-06", &[Decide::Gone]),
        (
            "somebody doubts their entry",
            Handoff { doubted: true, ..walk(&[Event::Start]) },
            home,
            "2026-09-06",
            &[Decide::Doubted],
        ),
        (
            "doubted, and it was refused and read",
            Handoff { doubted: true, seen: true, ..walk(&[Event::Refuse]) },
            home,
            "2026-09-06",
            &[],
        ),
        (
            "they help no more, and it was done",
            Handoff { gone: true, ..walk(&[Event::Start, Event::Finish]) },
            home,
            "2026-09-06",
            &[],
        ),
        ("the partner said no", walk(&[Event::Refuse]), home, "2026-09-06", &[Decide::Refused]),
        ("moved", sent(), Some("Verweg"), "2026-09-06", &[Decide::Moved]),
        ("moved, nobody knows where", sent(), None, "2026-09-06", &[Decide::Moved]),
        ("the day before 17 and a half", sent(), home, "2026-09-14", &[]),
        ("17 and a half", sent(), home, "2026-09-15", &[Decide::Eighteen]),
        ("arranged", walk(&[Event::Prepare]), home, "2026-12-01", &[]),
    ] {
        // How long nothing was heard is a table of its own.
        let one = Handoff { silent_on: None, ..one };
        assert_eq!(decide(one.watch(), home, day(today)), expected, "{what}");
    }
    // Somebody called them, and it is so all the same: once is enough.
    let doubted = Handoff { doubted: true, ..walk(&[Event::Start]) };
    let looked = step(&doubted, Event::Keep, "", Some(account_id()), home, at("2026-09-06")).unwrap();
    assert_eq!(decide(looked.watch(), home, day("2026-09-07")), []);
    // The 18th birthday, with a yes that goes on until then.
    let consent = Consent { until: day("2027-06-01"), ..sent().consent };
    let long = Handoff { consent, prepare_on: None, silent_on: None, ..sent() };
    assert_eq!(decide(long.watch(), home, day("2027-03-14")), []);
    assert_eq!(decide(long.watch(), home, day("2027-03-15")), [Decide::Adult]);
    let kept = step(&long, Event::Keep, "", Some(account_id()), Some("Verweg"), at("2027-03-15")).unwrap();
    assert_eq!(decide(kept.watch(), Some("Verweg"), day("2027-03-16")), [], "18, and moved: both were looked at");
    // Nothing goes on without a yes; a no that was read is done with.
    let shut =
        step(&withdrawn(walk(&[Event::Refuse])), Event::Reopen, "Toch.", Some(account_id()), home, at("2026-09-06"));
    assert_eq!(shut, Err(StepRefusal::NoConsent));
    let lost = step(&withdrawn(sent()), Event::Keep, "", Some(account_id()), home, at("2026-09-06"));
    assert_eq!(lost, Err(StepRefusal::NoConsent));
    let read = step(&walk(&[Event::Refuse]), Event::Keep, "", Some(account_id()), home, at("2026-09-06")).unwrap();
    assert_eq!(decide(read.watch(), home, day("2026-09-07")), []);
    let told = step(&sent(), Event::Refuse, "Geen plek.", Some(account_id()), home, at("2026-09-06")).unwrap();
    assert_eq!(decide(told.watch(), home, day("2026-09-07")), [], "whoever wrote the no down has read it");
}

/// Below 16 a parent says yes, from 16 the student: what a parent allowed is asked anew on the 16th birthday, and that day counts.
#[test]
fn the_yes_of_a_parent_is_asked_of_the_student_on_the_16th_birthday() {
    let home = Some("Rivierstad");
    let turns = BirthDate::from_parts(2010, 10, 1);
    let some_day = BirthDate::from_parts(2010, 10, 0);
    let of = |by: Consenter, birth: Option<BirthDate>| {
        let draft = Draft { consenter: Some(by), ..draft() };
        let one = sent_with(&draft, Known { birth, ..known(&[]) }).unwrap();
        // How long nothing was heard, and the break at 18, are tables of their own.
        Handoff { silent_on: None, prepare_on: None, adult_on: None, ..one }
    };
    let parent = of(Consenter::Guardian, turns);
    for (what, one, today, expected) in [
        ("the day before 16", &parent, "2026-09-30", &[][..]),
        ("16 today", &parent, "2026-10-01", &[Decide::Sixteen]),
        ("and after it", &parent, "2026-12-31", &[Decide::Sixteen]),
        ("over by its own day", &parent, "2027-01-01", &[Decide::Expired]),
        ("the day is not known, the last it can be", &of(Consenter::Guardian, some_day), "2026-10-30", &[]),
        ("and on it", &of(Consenter::Guardian, some_day), "2026-10-31", &[Decide::Sixteen]),
        ("nobody knows the age", &of(Consenter::Guardian, None), "2026-12-31", &[]),
        ("the student's own yes", &of(Consenter::Student, BirthDate::from_parts(2009, 3, 15)), "2026-12-31", &[]),
    ] {
        assert_eq!(decide(one.watch(), home, day(today)), expected, "{what}");
        assert_eq!(one.consent.holds(day(today)), expected.is_empty(), "{what}");
    }
    let by = Some(account_id());
    let keep = step(&parent, Event::Keep, "", by, home, at("2026-10-01"));
    assert_eq!(keep, Err(StepRefusal::NoConsent), "nothing goes on without a yes of the student");
    let back = step(&parent, Event::Revoke, "Wij vragen het opnieuw.", by, home, at("2026-10-01")).unwrap();
    assert_eq!(decide(back.watch(), home, day("2026-10-02")), []);
}

/// R34: what is prepared at 17 and a half, and what stops at 18, goes by the birth date as it is known by now.
#[test]
fn a_birth_date_that_is_corrected_moves_what_is_to_be_decided() {
    let sent = day("2026-09-01");
    let none = Decided { sent, kept: None, prepared: false };
    let kept = |on| Decided { kept: Some(day(on)), ..none };
    for (what, under, birth, decided, adult, prepare) in [
        ("known later", Under::Psychosocial, (2009, 3, 15), none, Some("2027-03-15"), Some("2026-09-15")),
        ("no age in that law", Under::Other, (2009, 3, 15), none, Some("2027-03-15"), None),
        ("18 when it was sent", Under::Foster, (2008, 9, 1), none, None, None),
        ("arranged", Under::Foster, (2009, 3, 15), Decided { prepared: true, ..none }, Some("2027-03-15"), None),
        ("looked at before", Under::Foster, (2009, 3, 15), kept("2027-03-14"), Some("2027-03-15"), Some("2026-09-15")),
        ("looked at on the day", Under::Foster, (2009, 3, 15), kept("2027-03-15"), None, Some("2026-09-15")),
        ("a year younger", Under::Foster, (2010, 3, 15), kept("2027-03-15"), Some("2028-03-15"), Some("2027-09-15")),
    ] {
        let birth = BirthDate::from_parts(birth.0, birth.1, birth.2).unwrap();
        assert_eq!(born(under, birth, decided), (adult.map(day), prepare.map(day)), "{what}");
    }
}

#[test]
fn who_lets_nothing_be_heard_is_asked_how_it_stands() {
    let (by, home) = (Some(account_id()), Some("Rivierstad"));
    // Not of who is nearly 18: that is decided on as well.
    let quiet = |one: Handoff| Handoff { prepare_on: None, ..one };
    let silent = |one: &Handoff, today: &str| decide(one.watch(), home, day(today)).contains(&Decide::Silent);
    // Asked on the first, and what happens happens on the fifth.
    for (what, one, last, first) in [
        ("two weeks without an answer", quiet(sent()), "2026-09-14", "2026-09-15"),
        ("six weeks on the list", quiet(walk(&[Event::Queue])), "2026-10-16", "2026-10-17"),
        ("six weeks after a yes", quiet(walk(&[Event::Accept])), "2026-10-16", "2026-10-17"),
    ] {
        assert!(!silent(&one, last) && silent(&one, first), "{what}");
        let kept = step(&one, Event::Keep, "", by, home, at(first)).unwrap();
        assert!(!silent(&kept, first), "{what}: somebody looked at it, and waits on");
    }
    for (what, one) in [
        ("the help goes on", walk(&[Event::Start])),
        ("the mail came back", Handoff { unreached: true, ..sent() }),
        ("the letter has not gone", Handoff { letter: Some(Letter::Owed), ..sent() }),
        ("the yes was taken back", Handoff { consent: Consent { withdrawn: true, ..sent().consent }, ..sent() }),
    ] {
        assert!(!silent(&one, "2026-12-01"), "{what}");
    }
    let late = quiet(sent());
    let prepared = step(&sent(), Event::Prepare, "De GGZ.", by, home, at("2026-09-10")).unwrap();
    assert!(silent(&late, "2026-09-15") && silent(&prepared, "2026-09-15"), "that is arranged by the school");
}

#[test]
fn what_becomes_of_help_at_18_is_what_the_law_says() {
    let born = BirthDate::from_parts(2009, 3, 15).unwrap();
    for (under, after, ends) in [
        (Under::Psychosocial, After::CanGoOn, Some("2032-03-15")),
        (Under::Participation, After::Stops, Some("2027-03-15")),
        (Under::PersonalCare, After::Stops, Some("2027-03-15")),
        (Under::Foster, After::Foster, Some("2030-03-15")),
        (Under::Other, After::Same, None),
    ] {
        assert_eq!((After::of(under), After::of(under).ends(born)), (after, ends.map(day)), "{under:?}");
    }
    let today = day("2026-09-01");
    for (what, under, birth, adult, prepare) in [
        ("17", Under::Psychosocial, (2009, 3, 15), Some("2027-03-15"), Some("2026-09-15")),
        ("no age in that law", Under::Other, (2009, 3, 15), Some("2027-03-15"), None),
        ("18 today", Under::Foster, (2008, 9, 1), None, None),
        ("18 tomorrow", Under::Foster, (2008, 9, 2), Some("2026-09-02"), Some("2026-03-02")),
        ("some day of 2009", Under::PersonalCare, (2009, 0, 0), Some("2027-12-31"), Some("2026-07-01")),
    ] {
        let birth = BirthDate::from_parts(birth.0, birth.1, birth.2);
        assert_eq!(birthday(birth, today), adult.map(day), "{what}");
        assert_eq!(prepare_on(under, birth, today), prepare.map(day), "{what}");
    }
    assert_eq!((birthday(None, today), prepare_on(Under::Foster, None, today)), (None, None));
}

#[test]
fn few_who_waited_are_no_number() {
    for (days, expected) in [
        (&[][..], Waited::Nobody),
        (&[3, 80, 20, 41], Waited::Few),
        (&[3, 80, 20, 41, 9], Waited::Middle { of: Some(5), days: 20 }),
        (&[3, 80, 20, 41, 9, 30], Waited::Middle { of: Some(6), days: 30 }),
    ] {
        assert_eq!(waited(days), expected, "{days:?}");
    }
}

#[test]
fn no_number_gives_a_few_others_away() {
    use crate::offer::Many::{Few, Nobody, Of};
    for (asked, helped, wait, expected) in [
        (0, 0, 0, (Some(Nobody), Some(Nobody))),
        (4, 3, 1, (Some(Few), Some(Few))),
        (23, 20, 3, (None, Some(Few))),
        (23, 2, 21, (Some(Few), None)),
        (23, 23, 0, (Some(Of(23)), Some(Nobody))),
        (40, 20, 20, (Some(Of(20)), Some(Of(20)))),
        (40, 20, 18, (Some(Of(20)), None)),
        (40, 20, 10, (Some(Of(20)), Some(Of(10)))),
    ] {
        assert_eq!(parts(asked, helped, wait), expected, "{asked}, {helped}, {wait}");
    }
    let middle = |of| Waited::Middle { of, days: 20 };
    for (helped, expected) in [(None, middle(None)), (Some(Few), Waited::Few), (Some(Of(20)), middle(Some(20)))] {
        assert_eq!(middle(Some(21)).of(helped), expected, "{helped:?}");
    }
}
