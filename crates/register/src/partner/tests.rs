//! Tables: who can help whom, and what is wrong with an entry.

use super::*;
use crate::field::Problem;
use crate::fixtures::day;
use crate::municipality::{Municipalities, Municipality};
use crate::{BirthDate, Period};
use uuid::Uuid;

fn list() -> Municipalities {
    let row = |code: &str, name: &str, from: &str, until: Option<&str>, into: Option<&str>, region: Option<&str>| {
        Municipality {
            code: Code::parse(code).unwrap(),
            name: name.to_owned(),
            period: Period { from: day(from), until: until.map(day) },
            into: into.and_then(Code::parse),
            region: region.map(str::to_owned),
        }
    };
    Municipalities::new(vec![
        row("1", "Rivierstad", "2000-01-01", None, None, Some("Rivierenland")),
        row("2", "Heuvelen", "2000-01-01", Some("2025-12-31"), Some("4"), Some("Rivierenland")),
        row("3", "Dalen", "2000-01-01", Some("2025-12-31"), Some("4"), Some("Rivierenland")),
        row("4", "Heuvel en Dal", "2026-01-01", None, None, Some("Rivierenland")),
        row("5", "Verweg", "2000-01-01", None, None, Some("Noord")),
        row("6", "Gesplitst", "2000-01-01", Some("2025-12-31"), None, None),
        row("7", "Streekloos", "2000-01-01", None, None, None),
    ])
}

fn entry() -> Entry {
    Entry {
        name: "Wijkteam Rivierstad".into(),
        kind: Kind::Municipality,
        what: "Praten mee over geld en wonen.".into(),
        domains: vec![Domain::Money, Domain::Housing],
        under: Under::Other,
        from_age: None,
        below_age: None,
        places: Vec::new(),
        region: None,
        sites: Vec::new(),
        payers: vec![Payer::Municipality],
        forms: vec![Form::FixedDays],
        days: vec![Weekday::Tuesday],
        address: "wijkteam@rivierstad.example".into(),
        phone: None,
        reachable: "Elke ochtend.".into(),
        reach: None,
        agreed: Agreed::default(),
    }
}

fn born(year: i32, month: u8, of: u8) -> Option<BirthDate> {
    BirthDate::from_parts(year, month, of)
}

#[test]
fn who_is_helped_here_and_why() {
    use Why as W;
    let codes = |all: &[&str]| all.iter().map(|code| Code::parse(code).unwrap()).collect::<Vec<_>>();
    let with = |change: fn(&mut Entry)| {
        let mut one = entry();
        change(&mut one);
        one
    };
    let ages = with(|one| (one.from_age, one.below_age) = (Some(16), Some(18)));
    let of = |places: &[&str], region: Option<&str>| Entry {
        places: codes(places),
        region: region.map(str::to_owned),
        ..entry()
    };
    let at = with(|one| one.sites = vec!["Velperweg".into()]);
    type Case<'a> = (&'a str, Entry, Student<'a>, Asked<'a>, Answer, Why);
    let nobody = Student::default();
    let home = |name| Student { home: Some(name), birth: None };
    let aged = |birth| Student { home: None, birth };
    let all = Asked::default();
    let cases: Vec<Case<'_>> = vec![
        ("for everybody", entry(), nobody, all, Answer::Yes, W::AnyHome),
        ("with money", entry(), nobody, Asked { domain: Some(Domain::Money), ..all }, Answer::Yes, W::DomainFits),
        ("with the body", entry(), nobody, Asked { domain: Some(Domain::Physical), ..all }, Answer::No, W::DomainOther),
        ("the day before 16", ages.clone(), aged(born(2010, 9, 16)), all, Answer::No, W::TooYoung),
        ("16 on the day", ages.clone(), aged(born(2010, 9, 15)), all, Answer::Yes, W::AgeFits),
        ("the day before 18", ages.clone(), aged(born(2008, 9, 16)), all, Answer::Yes, W::AgeFits),
        ("18 on the day", ages.clone(), aged(born(2008, 9, 15)), all, Answer::No, W::TooOld),
        ("nobody knows the birth date", ages.clone(), nobody, all, Answer::Unknown, W::AgeUnknown),
        ("born in 2009, some day", ages.clone(), aged(born(2009, 0, 0)), all, Answer::Yes, W::AgeFits),
        ("born in 2008, some day", ages.clone(), aged(born(2008, 0, 0)), all, Answer::Unknown, W::AgeUnknown),
        ("born in 2003, some day", ages, aged(born(2003, 0, 0)), all, Answer::No, W::TooOld),
        ("lives there", of(&["1"], None), home("RIVIERSTAD"), all, Answer::Yes, W::HomeFits),
        ("lives there, by code", of(&["1"], None), home("GM0001"), all, Answer::Yes, W::HomeFits),
        ("lives elsewhere", of(&["1"], None), home("Verweg"), all, Answer::No, W::HomeOther),
        ("nobody knows where", of(&["1"], None), nobody, all, Answer::Unknown, W::HomeUnknown),
        ("a name nobody knows", of(&["1"], None), home("Nergens"), all, Answer::Unknown, W::HomeNotListed),
        (
            "the entry names one that was merged",
            of(&["2"], None),
            home("Heuvel en Dal"),
            all,
            Answer::Yes,
            W::HomeMerged,
        ),
        ("the student lives in the other half", of(&["2"], None), home("Dalen"), all, Answer::Yes, W::HomeMerged),
        ("both wrote the new name", of(&["4"], None), home("Heuvel en Dal"), all, Answer::Yes, W::HomeFits),
        ("one that was split", of(&["6"], None), home("Verweg"), all, Answer::Unknown, W::PlaceGone),
        ("split, and another that fits", of(&["6", "1"], None), home("Rivierstad"), all, Answer::Yes, W::HomeFits),
        ("of the region", of(&[], Some("rivierenland")), home("Heuvelen"), all, Answer::Yes, W::HomeFits),
        ("of another region", of(&[], Some("Rivierenland")), home("Verweg"), all, Answer::No, W::HomeOther),
        (
            "no region is listed",
            of(&[], Some("Rivierenland")),
            home("Streekloos"),
            all,
            Answer::Unknown,
            W::RegionUnknown,
        ),
        ("a place beside the region", of(&["5"], Some("Rivierenland")), home("Verweg"), all, Answer::Yes, W::HomeFits),
        ("at this location", at.clone(), nobody, Asked { site: Some("velperweg"), ..all }, Answer::Yes, W::SiteFits),
        ("at another", at.clone(), nobody, Asked { site: Some("Heyendaal"), ..all }, Answer::No, W::SiteOther),
        ("nobody said where", at, nobody, all, Answer::Unknown, W::SiteUnknown),
    ];
    for (what, entry, student, asked, answer, why) in cases {
        let found = who_can_help([&entry], student, asked, &list(), day("2026-09-15")).remove(0);
        assert_eq!(found.answer, answer, "{what}: {:?}", found.why);
        assert!(found.why.contains(&why), "{what}: {:?}", found.why);
        assert_eq!(found.why.len(), 3 + usize::from(asked.domain.is_some()), "{what}: a reason for each");
    }
    // A no is a no, whatever else is not known.
    let both = Entry { below_age: Some(18), ..of(&["1"], None) };
    let found = who_can_help([&both], home("Verweg"), all, &list(), day("2026-09-15")).remove(0);
    assert_eq!(found.answer, Answer::No);
}

fn draft(owner: AccountId) -> Draft {
    Draft { places: "Rivierstad, Dalen\nheuvelen".into(), ..entry().to_draft(owner, &[]) }
}

#[test]
fn what_is_wrong_is_said_beside_its_field() {
    use Field as F;
    let owner = AccountId(Uuid::from_u128(1));
    let missing = Wrong::Text(Problem::Missing);
    let today = day("2026-09-15");
    let check = |draft: &Draft, others: &[Entry]| draft.check(&list(), &[owner], others, today);
    let (fine, by) = check(&draft(owner), &[]).unwrap();
    assert_eq!(by, owner);
    let places: Vec<&str> = fine.places.iter().map(Code::as_str).collect();
    assert_eq!(places, ["GM0001", "GM0004"], "two of before are one of today");
    // What stands is typed again without a change.
    let names = ["Rivierstad".to_owned(), "Heuvel en Dal".to_owned()];
    assert_eq!(check(&fine.to_draft(owner, &names), &[]).unwrap().0, fine);
    let empty = check(&Draft::default(), &[]).unwrap_err();
    let fields: Vec<Field> = empty.iter().map(|(field, _)| *field).collect();
    assert_eq!(fields, [F::Name, F::Kind, F::What, F::Domains, F::Under, F::Address, F::Reachable, F::Owner]);
    assert!(empty.iter().all(|(_, wrong)| *wrong == missing));
    type Change = fn(&mut Draft);
    let cases: Vec<(&str, Change, (Field, Wrong))> = vec![
        ("no number", |d| d.from_age = "zestien".into(), (F::FromAge, Wrong::NoNumber)),
        ("below zero", |d| d.from_age = "-1".into(), (F::FromAge, Wrong::NoNumber)),
        ("nobody is 100", |d| d.below_age = "100".into(), (F::BelowAge, Wrong::NoNumber)),
        ("of no age", |d| (d.from_age, d.below_age) = ("18".into(), "18".into()), (F::BelowAge, Wrong::NoAges)),
        ("a place nobody knows", |d| d.places = "Rivierstad\nNergens".into(), (F::Places, Wrong::UnknownPlace(2))),
        ("a split one", |d| d.places = "GM0006".into(), (F::Places, Wrong::UnknownPlace(1))),
        ("a region nobody knows", |d| d.region = "Zuid".into(), (F::Region, Wrong::UnknownRegion)),
        ("no address", |d| d.address = "wijkteam".into(), (F::Address, Wrong::NoAddress)),
        ("somebody's own", |d| d.address = "jan@gmail.com".into(), (F::Address, Wrong::Private)),
        ("agreed tomorrow", |d| d.agreed_on = Some(day("2026-09-16")), (F::AgreedOn, Wrong::ToCome)),
        ("too many", |d| d.reach = "100001".into(), (F::Reach, Wrong::NoNumber)),
        ("nobody's", |d| d.owner = Some(AccountId(Uuid::from_u128(2))), (F::Owner, Wrong::NoOwner)),
    ];
    for (what, change, expected) in cases {
        let mut typed = draft(owner);
        change(&mut typed);
        assert_eq!(check(&typed, &[]).unwrap_err(), [expected], "{what}");
    }
    let called = Draft { address: String::new(), phone: "026 000 00 00".into(), ..draft(owner) };
    assert_eq!(check(&called, &[]).unwrap().0.address, "", "who has no mail address is called");
    let twice = Entry { name: "WIJKTEAM  Rivierstad".into(), ..entry() };
    assert_eq!(check(&draft(owner), &[twice]).unwrap_err(), [(F::Name, Wrong::Twice)]);
    let other = Entry { what: "Geven les.".into(), ..entry() };
    assert!(check(&draft(owner), &[other]).is_ok(), "another kind of help of the same organisation");
    let none = Municipalities::default();
    assert_eq!(draft(owner).check(&none, &[owner], [], today).unwrap_err(), [(F::Places, Wrong::NoList)]);
}

#[test]
fn an_entry_asks_to_be_confirmed_after_the_term_of_the_school_or_when_somebody_doubts() {
    let now = crate::fixtures::at("2026-09-15");
    let before = (day("2026-05-01"), day("2026-10-31"));
    for (event, expected) in [
        (Event::Add, (day("2026-09-15"), day("2028-09-15"))),
        (Event::Change, (day("2026-09-15"), day("2028-09-15"))),
        (Event::Confirm, (day("2026-09-15"), day("2028-09-15"))),
        (Event::Reopen, (day("2026-09-15"), day("2028-09-15"))),
        (Event::Doubt, (day("2026-05-01"), day("2026-09-15"))),
        (Event::End, before),
    ] {
        assert_eq!(dates(before, event, now), expected, "{event:?}");
    }
    // A doubt about what asked already does not make it younger.
    assert_eq!(dates((before.0, day("2026-09-01")), Event::Doubt, now).1, day("2026-09-01"));
    let partner = |status, asks| Partner {
        id: PartnerId(Uuid::nil()),
        entry: entry(),
        owner: AccountId(Uuid::nil()),
        confirmed: before.0,
        asks: day(asks),
        status,
        changes: 0,
    };
    // Half a year where nothing was set, at the end of a month as well; a doubt of before counts whatever the term is.
    let late = day("2028-05-01");
    for (what, confirmed, asks, months, expected) in [
        ("nothing set", "2026-05-01", late, CONFIRM_AFTER_MONTHS, "2026-11-01"),
        ("a month", "2026-05-01", late, 1, "2026-06-01"),
        ("the end of a month", "2026-08-31", late, 6, "2027-02-28"),
        ("two years", "2026-05-01", late, CONFIRM_AT_MOST, "2028-05-01"),
        ("doubted", "2026-05-01", day("2026-06-10"), 6, "2026-06-10"),
    ] {
        let one = Partner { confirmed: day(confirmed), ..partner(Status::Open, "2028-05-01") };
        let one = Partner { asks, ..one }.asking(months);
        assert_eq!(one.asks, day(expected), "{what}");
        assert!(!one.asks_on(one.asks.previous_day().unwrap()) && one.asks_on(one.asks), "{what}");
    }
    // A database counts by the day on which it was confirmed, and comes to the same on every day.
    for months in [1, 6, 7, CONFIRM_AT_MOST] {
        let mut today = day("2027-12-25");
        while today < day("2028-03-05") {
            let last = confirmed_by(today, months);
            let asks =
                |confirmed| Partner { confirmed, ..partner(Status::Open, "2099-01-01") }.asking(months).asks_on(today);
            assert!(asks(last) && !asks(last.next_day().unwrap()), "{today} {months} {last}");
            today = today.next_day().unwrap();
        }
    }
    for (status, asks, expected) in
        [(Status::Open, "2026-09-15", true), (Status::Open, "2026-09-16", false), (Status::Ended, "2026-01-01", false)]
    {
        assert_eq!(partner(status, asks).asks_on(now.day), expected, "{status:?} {asks}");
    }
}

/// WEB 9.1.20: school and municipality sit together; a day that nobody filled in is not known, and no "no".
#[test]
fn a_talk_asks_a_month_ahead_and_when_it_is_more_than_a_year_ago() {
    let today = day("2026-09-15");
    for (what, on, expected) in [
        ("31 days ahead", "2026-10-16", false),
        ("30 days ahead", "2026-10-15", true),
        ("today", "2026-09-15", true),
        ("yesterday", "2026-09-14", false),
        ("a year ago", "2025-09-15", false),
        ("a year and a day ago", "2025-09-14", true),
    ] {
        assert_eq!(Talk::asks(day(on), today), expected, "{what}");
        let (long, soon) = talks_between(today);
        let on = day(on);
        assert_eq!(on <= long || (today..=soon).contains(&on), expected, "{what}, as the database counts it");
    }
    // Of a leap day the year is over on 28 February.
    for (today, expected) in [("2025-02-28", false), ("2025-03-01", true)] {
        let on = day("2024-02-29");
        assert_eq!(Talk::asks(on, day(today)), expected, "{today}");
        assert_eq!(on <= talks_between(day(today)).0, expected, "{today}, as the database counts it");
    }
    let agreed = |oogo: Option<&str>, plan: Option<&str>| Partner {
        id: PartnerId(Uuid::from_u128(1)),
        entry: Entry { agreed: Agreed { oogo: oogo.map(day), plan: plan.map(day), ..Agreed::default() }, ..entry() },
        owner: crate::fixtures::account_id(),
        confirmed: today,
        asks: day("2027-09-15"),
        status: Status::Open,
        changes: 0,
    };
    for (what, one, expected) in [
        ("nobody filled in a day", agreed(None, None), vec![]),
        ("both", agreed(Some("2026-10-01"), Some("2025-01-10")), vec![Talk::Oogo, Talk::Plan]),
        ("one of both", agreed(Some("2026-12-01"), Some("2026-09-20")), vec![Talk::Plan]),
    ] {
        let talks: Vec<Talk> = one.talks(today).into_iter().map(|(talk, _)| talk).collect();
        assert_eq!((talks, one.owed_on(today)), (expected.clone(), !expected.is_empty()), "{what}");
        let ended = Partner { status: Status::Ended, ..one };
        assert!(!ended.owed_on(today), "{what}: what ended asks nothing");
    }
}
