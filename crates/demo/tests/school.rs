//! What the demo school promises to those who show it, test with it and measure with it.

use demo::{Account, Act, Answer, By, Person, ROLES, RoStyle, School, Shape, Size, Story, What};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use time::Date;
use time::macros::date;

const TODAY: Date = date!(2026 - 11 - 22);

fn demo_school() -> School {
    School::plan(1, TODAY, Size::DEMO)
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Golden: the same on every machine. When the generator is changed on purpose, these change with it.
#[test]
fn same_seed_and_day_same_bytes() {
    let school = demo_school();
    let got = [
        ("ro", hash(&demo::ro_file(&school))),
        ("ro, as a spreadsheet", hash(&demo::ro_file_as(&school, RoStyle::SHEET))),
        ("students", hash(&demo::students_csv(&school))),
        ("taught", hash(&demo::taught_csv(&school))),
        ("lived", hash(format!("{:?}", demo::lived(&school)).as_bytes())),
        ("accounts", hash(format!("{:?}", demo::accounts(&school)).as_bytes())),
        ("ro lines", hash(&demo::ro_lines(1, TODAY, 5_000))),
    ];
    let golden = [
        ("ro", "cd746305c2111068"),
        ("ro, as a spreadsheet", "f2e54c507312c50b"),
        ("students", "6f2bea00b32e3a61"),
        ("taught", "f27a90898b9e9ab0"),
        ("lived", "b656f2dc2051b685"),
        ("accounts", "0c1111f700707762"),
        ("ro lines", "61b06d4f3d1461fd"),
    ];
    assert_eq!(got, golden.map(|(what, hash)| (what, hash.to_owned())));
    assert_eq!(school, demo_school());
    assert_ne!(demo::students_csv(&school), demo::students_csv(&School::plan(2, TODAY, Size::DEMO)));
}

fn share(school: &School, of: impl Fn(&Person) -> bool) -> usize {
    school.people[..school.applicants].iter().filter(|p| of(p)).count() * 1000 / school.applicants
}

#[test]
fn the_demo_school_has_the_shape_of_an_mbo() {
    let school = demo_school();
    assert_eq!((school.applicants, school.people.len(), school.teams.len()), (1_200, 1_350, 40));
    // What of a thousand students holds, between which bounds.
    let left = |p: &Person| !p.enrolled_on(TODAY);
    let age = |p: &Person| p.birth.age_on(TODAY);
    type Question<'a> = Box<dyn Fn(&Person) -> bool + 'a>;
    let table: [(&str, Question<'_>, usize, usize); 13] = [
        ("left", Box::new(left), 50, 130),
        ("a need", Box::new(|p| !matches!(p.story, Story::NoNeed | Story::Unassessed)), 140, 210),
        ("not assessed", Box::new(|p| p.story == Story::Unassessed), 5, 20),
        ("extra support at DUO", Box::new(|p| p.enrolments.iter().any(|e| !e.support.is_empty())), 60, 100),
        ("under 16", Box::new(|p| age(p) < 16), 3, 40),
        ("16 and 17", Box::new(|p| (16..18).contains(&age(p))), 200, 450),
        ("15 to 27", Box::new(|p| (15..=27).contains(&age(p))), 880, 970),
        ("BBL", Box::new(|p| p.enrolments[0].periods[0].leertraject == "BBL"), 140, 260),
        (
            "other programme later",
            Box::new(|p| p.enrolments.iter().any(|e| e.periods.iter().any(|x| x.programme != e.periods[0].programme))),
            10,
            60,
        ),
        ("two enrolments", Box::new(|p| p.enrolments.len() == 2), 5, 40),
        ("day of birth unknown", Box::new(|p| p.birth.parts().2 == 0), 10, 50),
        ("tussenvoegsel", Box::new(|p| !p.name.infix.is_empty()), 200, 450),
        ("diacritics", Box::new(|p| !p.name.full().is_ascii()), 60, 350),
    ];
    for (what, holds, low, high) in table {
        let got = share(&school, holds);
        assert!((low..=high).contains(&got), "{what}: {got} of 1000, not {low} to {high}");
    }
    let cohorts: BTreeSet<i32> =
        school.people.iter().flat_map(|p| p.enrolments.iter().map(|e| e.from.year())).collect();
    assert!(cohorts.len() >= 4, "{cohorts:?}");
}

#[test]
fn everybody_hangs_together() {
    for (seed, today) in
        [(1, TODAY), (2, date!(2027 - 08 - 01)), (3, date!(2028 - 02 - 29)), (4, date!(2026 - 07 - 31))]
    {
        let school = School::plan(seed, today, Size::DEMO);
        let mut numbers = BTreeSet::new();
        for (at, person) in school.people.iter().enumerate() {
            let whom = format!("seed {seed}, person {at}, {:?}", person.story);
            assert!(numbers.insert(&person.number) && numbers.insert(&person.person_number), "{whom}");
            assert!(!matches!(demo::elfproef(&person.person_number), None | Some(0 | 5)), "{whom}");
            assert!(person.email.ends_with(".example"), "{whom}");
            assert!((14..=70).contains(&person.birth.age_on(today)), "{whom}");
            assert!(person.birth.age_on(today) >= 18 || person.guardians.iter().any(|g| g.authority), "{whom}");
            assert_eq!(person.enrolments.is_empty(), at >= school.applicants, "{whom}");
            assert_eq!(person.application.is_some(), at >= school.applicants, "{whom}");
            if let Some(coach) = person.coach {
                assert!(school.teams[person.team].coaches.contains(&coach), "{whom}");
            }
            for enrolment in &person.enrolments {
                assert!(enrolment.from <= today && enrolment.from < enrolment.planned, "{whom}");
                assert!(enrolment.from >= school.since, "{whom}: begins before the file does");
                assert!(enrolment.left.is_none_or(|(until, _)| enrolment.from <= until && until <= today), "{whom}");
                assert!(enrolment.periods.windows(2).all(|two| two[0].from < two[1].from), "{whom}");
                assert!(
                    enrolment.support.iter().all(|(from, until)| until.is_none_or(|until| *from <= until)),
                    "{whom}"
                );
                assert!(enrolment.placements.iter().all(|p| p.from <= p.planned && p.company.len() == 9), "{whom}");
            }
            if let Some(application) = person.application {
                assert!(application.applied_on < today && today < application.starts_on, "{whom}");
            }
        }
    }
}

/// Known names that a reader might type to try; `data/known.txt` holds more.
#[test]
fn nobody_is_somebody_well_known() {
    let school = demo_school();
    let guardians = school.people.iter().flat_map(|p| &p.guardians).map(|g| &g.name);
    let names: BTreeSet<String> = school
        .people
        .iter()
        .map(|p| &p.name)
        .chain(guardians)
        .chain(school.staff.iter().map(|s| &s.name))
        .map(demo::Name::full)
        .collect();
    for known in
        ["Mark Rutte", "Geert Wilders", "Rob Jetten", "Frenkie de Jong", "Virgil van Dijk", "Wim Kok", "Anne Frank"]
    {
        assert!(!names.contains(known), "{known}");
    }
}

#[test]
fn the_list_reads_back() {
    let school = demo_school();
    let bytes = demo::students_csv(&school);
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes.as_slice());
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), demo::HEADINGS);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), school.people.len());
    for (row, person) in rows.iter().zip(&school.people) {
        assert_eq!(row.iter().collect::<Vec<_>>(), demo::cells(&school, person).to_vec());
    }
    // The demo coach's class is found by the coach's address.
    assert_eq!(rows.iter().filter(|row| &row[12] == "coach@demo.example").count(), 28);
}

/// Every line of an RO file as its fields.
fn records(bytes: &[u8], separator: char) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).expect("the file is UTF-8");
    text.split_terminator("\r\n").map(|line| line.split(separator).map(str::to_owned).collect()).collect()
}

fn trailer_is_right(bytes: &[u8], separator: char) {
    let lines = records(bytes, separator);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &lines {
        *counts.entry(&line[0]).or_default() += 1;
        // A child comes after its person, and exactly one of the two numbers is filled.
        if !matches!(line[0].as_str(), "VLP" | "SLR") {
            assert_ne!(line[1].is_empty(), line[2].is_empty(), "{line:?}");
        }
    }
    let trailer = lines.last().expect("a trailer");
    assert_eq!((lines[0][0].as_str(), trailer[0].as_str()), ("VLP", "SLR"));
    for (at, kind) in ["PER", "ISG", "ISP", "ISE", "BPV", "DIP", "AMO", "GEO", "KZD"].iter().enumerate() {
        let counted = counts.get(kind).copied().unwrap_or(0);
        assert_eq!(trailer[at + 1], counted.to_string(), "{kind}");
    }
}

#[test]
fn both_styles_hold_the_same_records() {
    let school = demo_school();
    let (duo, sheet) = (demo::ro_file(&school), demo::ro_file_as(&school, RoStyle::SHEET));
    trailer_is_right(&duo, '|');
    trailer_is_right(&sheet, ';');
    let (duo, sheet) = (records(&duo, '|'), records(&sheet, ';'));
    assert_eq!(duo.len(), sheet.len());
    assert!(sheet.iter().all(|line| line.len() >= 13) && duo.iter().any(|line| line.len() == 5));
    for kind in ["PER", "ISG", "ISP", "ISE", "BPV", "DIP", "AMO", "GEO", "KZD"] {
        assert!(duo.iter().any(|line| line[0] == kind), "{kind} occurs");
    }
}

#[test]
fn lines_for_a_bench_are_as_many_as_asked() {
    for wanted in [2, 1_000, 40_000] {
        let bytes = demo::ro_lines(7, TODAY, wanted);
        trailer_is_right(&bytes, '|');
        let got = records(&bytes, '|').len() as u64;
        assert!((wanted..wanted + 40).contains(&got), "{got} for {wanted}");
    }
}

/// Versions of one person: (agreed by everybody who must, waiting for whom) after all acts.
fn history(acts: &[Act], person: usize) -> Vec<&Act> {
    acts.iter().filter(|act| act.person == person).collect()
}

#[test]
fn what_was_lived_can_have_happened() {
    for (seed, today) in [(1, TODAY), (5, date!(2027 - 08 - 03)), (6, date!(2027 - 02 - 10))] {
        let school = School::plan(seed, today, Size::DEMO);
        let acts = demo::lived(&school);
        assert!(acts.windows(2).all(|two| (two[0].on, two[0].minute) <= (two[1].on, two[1].minute)));
        for (at, person) in school.people.iter().enumerate() {
            let mut proposed = 0;
            let mut last = None;
            for act in history(&acts, at) {
                let whom = format!("seed {seed}, person {at}, {:?}: {act:?}", person.story);
                assert!(act.on < today && act.minute < 1_440, "{whom}");
                assert!(last < Some((act.on, act.minute)), "two acts in one moment: {whom}");
                last = Some((act.on, act.minute));
                match &act.what {
                    What::Propose { version, lines, .. } => {
                        proposed += 1;
                        assert_eq!(*version, proposed, "{whom}");
                        assert!(lines.len() >= 2, "{whom}");
                        assert!(lines.iter().all(|l| l.until.is_none_or(|until| l.from <= until)), "{whom}");
                    }
                    What::Answer { version, answer, words } => {
                        assert_eq!(*version, proposed, "only the newest version is answered: {whom}");
                        assert_eq!(*answer == Answer::Agreed, words.is_none(), "{whom}");
                        if let By::Guardian(which) = act.by {
                            assert!(person.guardians[which].authority, "{whom}");
                        }
                    }
                    What::Need { .. } | What::Assess { .. } => {}
                }
            }
        }
    }
}

/// Whether the story of a person shows in the acts: the dates that duties and clearance hang on.
#[test]
fn stories_are_told() {
    let school = demo_school();
    let acts = demo::lived(&school);
    for (at, person) in school.people.iter().enumerate() {
        let mine = history(&acts, at);
        let first = |found: fn(&What) -> bool| mine.iter().find(|a| found(&a.what)).map(|a| a.on);
        let assessed = first(|w| matches!(w, What::Assess { .. }));
        let needed = first(|w| matches!(w, What::Assess { extra: true, .. }));
        let agreed = first(|w| matches!(w, What::Answer { answer: Answer::Agreed, .. }));
        let start = person.enrolments.last().map(|e| e.from);
        let whom = format!("person {at}: {:?}", person.story);
        match person.story {
            Story::New | Story::Unassessed => assert!(mine.is_empty(), "{whom}"),
            Story::Recorded | Story::Declined | Story::Arisen => {
                assert!(needed.is_some() && agreed.is_none(), "{whom}")
            }
            Story::NoNeed => assert!(assessed.is_some() && needed.is_none(), "{whom}"),
            Story::Late => assert!(agreed > start, "{whom}"),
            Story::ArisenAgreed => assert!(needed > start && agreed > start && assessed < start, "{whom}"),
            Story::ArisenWaiting => assert!(needed > start && agreed.is_none(), "{whom}"),
            Story::Overdue | Story::Waiting | Story::Refused => assert!(needed.is_some() && agreed.is_none(), "{whom}"),
            Story::ChangeAsked if start.is_none() => assert!(needed.is_some() && agreed.is_none(), "{whom}"),
            Story::Basic | Story::Agreed | Story::Changed | Story::Renewing | Story::ChangeAsked => {
                assert!(agreed.is_some() && start.is_none_or(|start| agreed <= Some(start)), "{whom}: {agreed:?}");
            }
        }
    }
}

#[test]
fn every_demo_account_has_what_its_page_shows() {
    let school = demo_school();
    let accounts = demo::accounts(&school);
    let acts = demo::lived(&school);
    assert_eq!(accounts[..17].iter().map(|a| a.role).collect::<Vec<_>>(), ROLES);
    assert_eq!(accounts.iter().filter(|a| a.demo).count(), 17);
    assert_eq!(
        accounts.iter().map(|a| &a.email).collect::<BTreeSet<_>>().len(),
        accounts.len(),
        "one account for an address"
    );
    for (account, role) in accounts.iter().zip(ROLES) {
        assert_eq!(account.email, format!("{}@demo.example", role.replace('_', "-")));
    }
    let of = |role: &str| accounts.iter().find(|a| a.role == role).unwrap();
    let waiting = |at: usize| {
        let mine = history(&acts, at);
        mine.iter().rposition(|a| matches!(a.what, What::Propose { .. }))
            > mine.iter().rposition(|a| matches!(a.what, What::Answer { .. }))
    };

    // The student: 17, a version in force, a second one waiting.
    let student = &school.people[of("student").person.unwrap()];
    assert_eq!((student.birth.age_on(TODAY), student.story), (17, Story::Renewing));
    assert!(waiting(0) && student.email == "student@demo.example");

    // The guardian: a child of 15 whose version waits for both.
    let guardian = of("guardian");
    let child = &school.people[guardian.person.unwrap()];
    assert_eq!((child.birth.age_on(TODAY), child.story), (15, Story::ArisenWaiting));
    assert!(waiting(1) && child.guardians[guardian.guardian.unwrap()].authority);

    // The coach: 28 students, a few of whom need something done.
    let coach = school.staff.iter().position(|s| s.email == "coach@demo.example");
    let class: Vec<&Person> = school.people.iter().filter(|p| p.coach == coach).collect();
    let open = |p: &&&Person| {
        matches!(p.story, Story::Unassessed | Story::Overdue | Story::Arisen | Story::ArisenWaiting | Story::Refused)
    };
    assert_eq!((class.len(), class.iter().filter(open).count()), (28, 4));
    assert!(class.iter().filter(open).all(|p| p.enrolled_on(TODAY)), "who left has nothing due");

    // A second coach, of another team.
    let other = accounts.iter().find(|a| a.email == "coach2@demo.example").unwrap();
    assert!(
        other.teams != of("coach").teams
            && school.people.iter().any(|p| p.coach.is_some_and(|c| c + 2 == position(&accounts, other)))
    );

    // The intaker: twelve applicants, three of them new, half of them with a need.
    let teams = &of("intaker").teams;
    let applicants: Vec<&Person> =
        school.people[school.applicants..].iter().filter(|p| teams.contains(&p.team)).collect();
    let count = |story: Story| applicants.iter().filter(|p| p.story == story).count();
    assert_eq!((applicants.len(), count(Story::New), count(Story::Waiting), count(Story::Recorded)), (12, 4, 1, 1));

    // Every other coach has a class of a sane size.
    for at in 0..school.staff.len() {
        let class = school.people.iter().filter(|p| p.coach == Some(at)).count();
        assert!(school.staff[at].role != "coach" || (8..=40).contains(&class), "{at}: {class}");
    }
}

fn position(accounts: &[Account], account: &Account) -> usize {
    accounts.iter().position(|a| a == account).expect("one of them")
}

#[test]
fn the_bench_is_as_large_as_asked() {
    let sizes = Shape::BENCH.sizes();
    assert_eq!((sizes.len(), sizes.iter().sum::<u32>(), sizes[0]), (55, 80_000, 8_000));
    assert!(sizes.windows(2).all(|two| two[0] >= two[1]));
    let small = Shape { tenants: 4, files: 1_000, largest: 400 };
    let schools: Vec<School> = demo::large(1, TODAY, small).collect();
    assert_eq!(schools.iter().map(|s| s.people.len()).sum::<usize>(), 1_000);
    let brins: BTreeSet<&String> = schools.iter().map(|s| &s.brin).collect();
    let emails: BTreeSet<&String> = schools.iter().flat_map(|s| s.staff.iter().map(|x| &x.email)).collect();
    assert_eq!(brins.len(), 4);
    assert_eq!(emails.len(), schools.iter().map(|s| s.staff.len()).sum::<usize>());
}

/// The history names measures and templates by the codes of the starter catalogue.
#[test]
fn what_is_proposed_stands_in_the_starter_catalogue() {
    use register::catalogue::{STARTER_MEASURES, STARTER_TEMPLATES};
    for act in demo::lived(&demo_school()) {
        if let What::Propose { template, lines, .. } = act.what {
            assert!(template.is_none_or(|code| STARTER_TEMPLATES.iter().any(|t| t.code == code)), "{template:?}");
            for line in lines {
                assert!(STARTER_MEASURES.iter().any(|m| m.code == line.measure), "{}", line.measure);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the seed, the day and the size: a school comes out, and its files add up.
    #[test]
    fn never_panics(seed: u64, ahead in 0i64..3_000, students in 0u32..220, teams in 0u32..60, applicants in 0u32..40) {
        let today = date!(2024 - 01 - 01) + time::Duration::days(ahead);
        let school = School::plan(seed, today, Size { students, teams, applicants });
        trailer_is_right(&demo::ro_file(&school), '|');
        trailer_is_right(&demo::ro_file_as(&school, RoStyle::SHEET), ';');
        prop_assert!(demo::lived(&school).iter().all(|act| act.on < today));
        prop_assert!(demo::accounts(&school).len() > 16);
        prop_assert_eq!(demo::students_csv(&school).iter().filter(|byte| **byte == b'\n').count(), school.people.len() + 1);
    }
}
