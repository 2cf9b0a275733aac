//! Searching, as people type: by whatever they know of a name, number or birth date, in any order, whichever way the
//! question is read.

use super::school::{School, TODAY, at};
use crate::file::find::{Way, find};
use crate::file::search::MAX_HITS;
use crate::import::{Columns, Student, StudentsIncoming};
use crate::{Store, StoreError};
use access::{Actor, Reason, Role, Scope};
use register::import::absence::Kind;
use register::import::texts::Texts;
use register::person::Names;
use register::person::sought::{self, Sought};
use register::{BirthDate, FileId, Moment, TenantId};
use std::collections::BTreeSet;

/// Call name, given names, infix, family name, number, birth date.
type Someone = (&'static str, &'static str, &'static str, &'static str, &'static str, (i32, u8, u8));

const PEOPLE: [Someone; 7] = [
    ("Sanne", "Susanne Maria", "", "Huisman", "0012345", (2008, 3, 12)),
    ("Anna", "Anna", "van den", "Berg", "20002", (2008, 3, 12)),
    ("Daan", "Daniël", "'t", "Hof", "20003", (2007, 12, 3)),
    ("Sean", "Sean Patrick", "", "O'Neill", "20004", (2009, 1, 31)),
    ("Zoë", "Zoë", "van 't", "Hof-Dağ", "20005", (2006, 5, 1)),
    ("Bo", "Bo", "", "Huis", "S-77/1", (2008, 3, 13)),
    ("Sanne", "Sanne", "de", "Bergen", "20007", (2006, 5, 1)),
];

/// What is typed, and which of the people are found.
const CASES: [(&str, &[usize]); 26] = [
    ("Sanne Huisman", &[0]),
    ("Huisman, Sanne", &[0]),
    ("huisman,sanne", &[0]),
    ("Sanne", &[0, 6]),
    ("maria", &[0]),
    ("susanne maria huis", &[0]),
    ("den berg", &[1]),
    ("Berg", &[1, 6]),
    ("anna v d b", &[1]),
    ("vandenberg", &[1]),
    ("'t Hof", &[2, 4]),
    ("’t hof daan", &[2]),
    ("daniel", &[2]),
    ("o neill", &[3]),
    ("O'Neill", &[3]),
    ("patrick o’n", &[3]),
    ("dag zoe", &[4]),
    ("ZOE\u{308} hof", &[4]),
    ("huis", &[0, 5]),
    ("12345", &[0]),
    ("0012345", &[0]),
    ("s-77", &[5]),
    ("12-3-2008", &[0, 1]),
    ("12 maart 2008 anna", &[1]),
    ("Sanne Jansen", &[]),
    ("'", &[]),
];

fn now() -> Moment {
    at(0)
}

async fn school(store: &Store) -> (School, Vec<FileId>) {
    let school = School::new(store, "27DV").await;
    let by = Actor::system(school.tenant, Reason::Import);
    let one = |line: usize| {
        let (call, given, infix, family, number, (year, month, day)) = PEOPLE[line];
        Student {
            line: line as u32 + 2,
            student_number: number,
            numbers: Vec::new(),
            texts: [(Kind::GivenNames, given), (Kind::CallName, call), (Kind::Infix, infix)]
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .collect(),
            family_name: family,
            birth: BirthDate::from_parts(year, month, day).unwrap(),
            team: None,
            groups: Vec::new(),
            coach: None,
            guardians: Vec::new(),
            applications: Vec::new(),
        }
    };
    let file = StudentsIncoming {
        sha256: [1; 32],
        mapping: "{}",
        columns: Columns { texts: [Kind::GivenNames, Kind::CallName, Kind::Infix].into(), ..Columns::default() },
        rows: (0..PEOPLE.len()).map(one).collect(),
    };
    store.import_students(&by, &file, Some(99), now(), &mut |_, _, _| {}).await.unwrap();
    let mut files = Vec::new();
    for (.., number, _) in PEOPLE {
        let person = store.person_by_number(school.tenant, number).await.unwrap();
        let mut tx = store.begin_reading().await.unwrap();
        const FILE: &str = "SELECT file_id FROM support_file WHERE tenant_id = $1 AND person_id = $2";
        let (file,) = row!(tx, (uuid::Uuid,), FILE, school.tenant.0, person.0).unwrap().unwrap();
        files.push(FileId(file));
    }
    (school, files)
}

async fn searched(store: &Store, actor: &Actor, typed: &str) -> Result<BTreeSet<FileId>, StoreError> {
    let search = store.search_start(actor, typed, now()).await?;
    Ok(store.search(actor, search, now()).await?.rows.iter().map(|row| row.file).collect())
}

async fn in_school(store: &Store, tenant: TenantId, sought: &Sought, way: Way) -> BTreeSet<FileId> {
    let mut tx = store.begin_reading().await.unwrap();
    let found = find(&mut tx, tenant, &[("school", tenant.0)], sought, TODAY, Some(way)).await.unwrap();
    found.hits.into_keys().map(|(_, file)| file).collect()
}

crate::on_both! {
    async fn people_are_found_as_people_type(store) {
        let (school, files) = school(&store).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        for (typed, expected) in CASES {
            let expected: BTreeSet<FileId> = expected.iter().map(|at| files[*at]).collect();
            assert_eq!(searched(&store, &care, typed).await.unwrap(), expected, "{typed}");
            for way in Way::ALL {
                let found = in_school(&store, school.tenant, &Sought::new(typed).unwrap(), way).await;
                assert_eq!(found, expected, "{typed}, {way:?}");
            }
        }
        // Whoever reaches none of them finds nobody, whatever they type.
        let team = school.team("Elders").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let intaker = school.member(Role::Intaker, Scope::Teams(vec![team])).await;
        for actor in [&coach, &intaker] {
            for (typed, _) in CASES {
                assert!(searched(&store, actor, typed).await.unwrap().is_empty(), "{typed} by {actor:?}");
            }
        }
    }

    /// The law, in the database: some beginnings of what is known of somebody, in any order, find them, and whoever is
    /// found has them. Who is found is told by the rules alone.
    async fn any_beginnings_in_any_order_find(store) {
        let (school, files) = school(&store).await;
        let keys: Vec<BTreeSet<String>> = PEOPLE.iter().map(|(call, given, infix, family, number, (y, m, d))| {
            let some = |text: &str| Some(register::Personal::new(text.to_owned()));
            let names = Names {
                given: some(given), initials: None, call: some(call), infix: some(infix), family: some(family),
            };
            sought::keys(&names, Some(number), BirthDate::from_parts(*y, *m, *d))
        }).collect();
        let mut draw = 12345_u64;
        let mut next = |below: usize| {
            draw = draw.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (draw >> 33) as usize % below
        };
        for round in 0..150 {
            let of = next(PEOPLE.len());
            let (call, given, infix, family, number, _) = PEOPLE[of];
            let all: Vec<&str> = [call, given, infix, family, number].into_iter()
                .flat_map(|part| part.split([' ', '-', '\'', '/'])).filter(|word| !word.is_empty()).collect();
            let mut typed = Vec::new();
            for _ in 0..=next(4) {
                let word = all[next(all.len())];
                typed.push(word.chars().take(1 + next(word.chars().count())).collect::<String>());
            }
            let typed = typed.join(" ");
            let sought = Sought::new(&typed).unwrap();
            let expected: BTreeSet<FileId> =
                (0..PEOPLE.len()).filter(|at| sought.finds(&keys[*at])).map(|at| files[at]).collect();
            assert!(expected.contains(&files[of]), "{typed:?} denies number {of}");
            let found = in_school(&store, school.tenant, &sought, Way::ALL[round % 3]).await;
            assert_eq!(found, expected, "{typed:?}");
        }
    }

    /// More than a page: the first of the list where they can be sorted, and the page says that there are more.
    async fn with_too_many_hits_the_page_says_so(store) {
        let school = School::new(&store, "27DV").await;
        for n in 0..MAX_HITS + 5 {
            school.person(&format!("Jansen {n:02}"), time::macros::date!(2006 - 09 - 03)).await;
        }
        school.settle().await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let search = store.search_start(&care, "jansen", now()).await.unwrap();
        let hits = store.search(&care, search, now()).await.unwrap();
        let names: Vec<String> = hits.rows.iter().map(|row| row.name.clone().unwrap().into_inner()).collect();
        let expected: Vec<String> = (0..MAX_HITS).map(|n| format!("Jansen {n:02}")).collect();
        assert_eq!((names, hits.more), (expected, true));
        for way in Way::ALL {
            let mut tx = store.begin_reading().await.unwrap();
            let sought = Sought::new("jansen").unwrap();
            let ranges = [("school", school.tenant.0)];
            let found = find(&mut tx, school.tenant, &ranges, &sought, TODAY, Some(way)).await.unwrap();
            assert!(found.hits.len() > MAX_HITS, "{way:?}");
        }
    }

    /// A name that changes is found by the new one, and no more by the old.
    async fn who_is_called_otherwise_is_found_otherwise(store) {
        let (school, files) = school(&store).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let by = Actor::system(school.tenant, Reason::Import);
        let student = Student {
            line: 2, student_number: "0012345", numbers: Vec::new(), texts: Texts::default(), family_name: "Visser", birth: BirthDate::from_parts(2008, 3, 14).unwrap(),
            team: None, groups: Vec::new(), coach: None, guardians: Vec::new(),
            applications: Vec::new(),
        };
        let file =
            StudentsIncoming { sha256: [2; 32], mapping: "{}", columns: Columns::default(), rows: vec![student] };
        store.import_students(&by, &file, Some(99), now(), &mut |_, _, _| {}).await.unwrap();
        for (typed, found) in [("sanne visser", true), ("14-3-2008", true), ("sanne huisman", false), ("12345 12-3-2008", false)] {
            let hits = searched(&store, &care, typed).await.unwrap();
            assert_eq!(hits.contains(&files[0]), found, "{typed}");
        }
    }

    /// Keys of other rules are made anew, once, from what is known of people.
    async fn keys_of_before_are_made_anew(store) {
        let (school, files) = school(&store).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        crate::testing::tamper(&store, "DELETE FROM search_key").await;
        crate::testing::tamper(&store, "UPDATE meta SET value = '1' WHERE name = 'search keys'").await;
        assert!(searched(&store, &care, "sanne huisman").await.unwrap().is_empty());
        assert!(!store.search_keys_are_new().await.unwrap());
        store.migrate(now()).await.unwrap();
        assert!(store.search_keys_are_new().await.unwrap());
        assert_eq!(searched(&store, &care, "sanne huisman").await.unwrap(), BTreeSet::from([files[0]]));
        crate::testing::tamper(&store, "DELETE FROM search_key").await;
        store.migrate(now()).await.unwrap();
        assert!(searched(&store, &care, "sanne huisman").await.unwrap().is_empty(), "once");
    }
}
