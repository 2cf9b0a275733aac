//! The list of municipalities of a school: read once, ended and not lost, never cut short; on both databases.

use super::school::{School, at};
use crate::StoreError;
use crate::by::SetBy;
use crate::listed::{List, ListAsked, ListCounts, Stand};
use access::{Actor, Reason, Role, Scope};
use register::Period;
use register::municipality::{Code, Municipality};
use register::programme::{Called, Crebo, Programme};
use time::macros::date;

fn row(code: &str, name: &str, until: Option<time::Date>, into: Option<&str>) -> Municipality {
    Municipality {
        code: Code::parse(code).unwrap(),
        name: name.to_owned(),
        period: Period { from: date!(2000 - 01 - 01), until },
        into: into.and_then(Code::parse),
        region: None,
    }
}

fn named(code: &str, name: &str, until: Option<time::Date>, into: Option<&str>) -> Programme {
    Programme {
        crebo: Crebo::parse(code).unwrap(),
        name: name.to_owned(),
        period: Period { from: date!(2000 - 01 - 01), until },
        into: into.and_then(Crebo::parse),
    }
}

crate::on_both! {
    /// What the page of a file calls a programme, and where the student lives, follows the lists of the school.
    async fn a_file_is_told_by_the_lists_of_its_school(store) {
        let school = School::new(&store, "27DV").await;
        let by = Actor::system(school.tenant, Reason::Import);
        let anna = school.person("de Vries", date!(2008 - 03 - 01)).await;
        school.applied(anna.person, None, date!(2026 - 08 - 01), "received").await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        school.settle().await;
        let lives = async |written: &str| {
            let mut tx = store.begin().await.unwrap();
            let sql = "UPDATE person SET municipality = $3 WHERE tenant_id = $1 AND person_id = $2";
            run!(tx, sql, school.tenant.0, anna.person.0, written).unwrap();
            tx.commit().await.unwrap();
        };
        let code = Crebo::parse("25655").unwrap();
        let today = at(1).day;
        let view = store.file_view(&care, anna.file, at(1)).await.unwrap();
        assert_eq!((view.programmes.called(code, today), view.home), (Called::Now("Mbo-Verpleegkundige"), None));
        lives("Oost").await;
        let view = store.file_view(&care, anna.file, at(1)).await.unwrap();
        let home = view.home.unwrap();
        assert!(home.now.is_none() && !home.unknown, "there is no list: {home:?}");

        let gone = date!(2025 - 07 - 31);
        let list = [named("25655", "Verpleegkundige", Some(gone), Some("25656")), named("25656", "Zorg", None, None)];
        assert_eq!(store.programmes_read(&by, (&list, "made up, 2026"), 0, at(2)).await.unwrap().add, 2);
        assert_eq!(store.programmes_read(&by, (&list, "again"), 0, at(2)).await.unwrap().same, 2);
        let short = store.programmes_read(&by, (&list[..1], "cut"), 0, at(2)).await;
        assert!(matches!(short, Err(StoreError::Refused(_))), "{short:?}");
        let names = [row("GM1", "Oost", Some(gone), Some("GM2")), Municipality {
            region: Some("Noord".into()),
            ..row("GM2", "Land van Oost", None, None)
        }];
        store.municipalities_read(&by, (&names, "made up, 2026"), 0, at(3)).await.unwrap();
        let view = store.file_view(&care, anna.file, at(4)).await.unwrap();
        let into = Crebo::parse("25656");
        assert_eq!(view.programmes.called(code, today), Called::Ended("Verpleegkundige", gone, into));
        let told = async |written: &str| {
            lives(written).await;
            let home = store.file_view(&care, anna.file, at(5)).await.unwrap().home.unwrap();
            (home.now, home.region, home.unknown)
        };
        let merged = (Some(("Land van Oost".to_owned(), true)), Some("Noord".to_owned()), false);
        for (written, expected) in [
            ("OOST", merged.clone()),
            ("GM0001", merged),
            ("Land van Oost", (None, Some("Noord".to_owned()), false)),
            ("GM0002", (Some(("Land van Oost".to_owned(), false)), Some("Noord".to_owned()), false)),
            ("Nergens", (None, None, true)),
        ] {
            assert_eq!(told(written).await, expected, "{written}");
        }
        // A newer list holds at once, whoever read the one before.
        let newer = [names[0].clone(), row("GM2", "Groot Oost", None, None)];
        store.municipalities_read(&by, (&newer, "made up, 2027"), 0, at(6)).await.unwrap();
        assert_eq!(told("Oost").await.0, Some(("Groot Oost".to_owned(), true)));
    }

    /// What an administrator reads of a list: where it comes from and who read it in, what holds that day, what an earlier file said
    /// and by whom that was replaced; looked for however it is written.
    async fn a_list_says_where_it_comes_from_and_what_it_said_before(store) {
        let school = School::new(&store, "27DV").await;
        let admin = school.member(Role::Administrator, Scope::School).await;
        let command = Actor::system(school.tenant, Reason::Import);
        let gone = date!(2025 - 07 - 31);
        let first = [named("25655", "Verpleegkundige", Some(gone), Some("25656")), named("25656", "Zórg en welzijn", None, None)];
        store.programmes_read(&command, (&first, "SBB, 2026"), 0, at(1)).await.unwrap();
        let later = Programme { period: Period { from: date!(2030 - 08 - 01), until: None }, ..named("25657", "Later", None, None) };
        let next = [first[0].clone(), named("25656", "Zorg", None, None), later];
        store.programmes_read(&admin, (&next, "SBB, 2027"), 0, at(2)).await.unwrap();
        let today = at(3).day;
        let shown = async |stand, words: &str| {
            let asked = ListAsked { stand, words, from: 0 };
            let found = store.list_shown(&command, List::Programmes, &asked, today).await.unwrap();
            let rows = found.rows.iter().map(|row| (row.code.clone(), row.name.clone(), row.into.clone()));
            (rows.collect::<Vec<_>>(), found.total)
        };
        let one = |code: &str, name: &str, into: Option<&str>| {
            (vec![(code.to_owned(), name.to_owned(), into.map(str::to_owned))], 1)
        };
        assert_eq!(shown(Stand::Now, "").await, one("25656", "Zorg", None));
        assert_eq!(shown(Stand::Later, "").await, one("25657", "Later", None));
        assert_eq!(shown(Stand::Past, "").await, one("25655", "Verpleegkundige", Some("Zorg")));
        assert_eq!(shown(Stand::Replaced, "").await, one("25656", "Zórg en welzijn", None));
        for words in ["ZORG", "25656", "welzijn zorg", "sbb"] {
            assert_eq!(shown(Stand::Replaced, words).await.1, 1, "{words}");
        }
        assert_eq!(shown(Stand::Replaced, "verpleeg").await, (Vec::new(), 0));
        let asked = ListAsked { stand: Stand::Replaced, words: "", from: 0 };
        let found = store.list_shown(&command, List::Programmes, &asked, today).await.unwrap();
        assert_eq!(found.rows[0].read, (SetBy::Command, at(1).day));
        let (by, on) = found.rows[0].ended.clone().unwrap();
        assert!(matches!(by, SetBy::Account(account, _) if Some(account) == admin.account()) && on == at(2).day);
        let all = store.lists(&command, today).await.unwrap();
        let glance = all.iter().find(|one| one.list == List::Programmes).unwrap();
        assert_eq!(glance.counts, ListCounts { now: 1, later: 1, past: 1, replaced: 1 });
        let sources: Vec<(&str, i64)> = glance.sources.iter().map(|one| (one.source.as_str(), one.rows)).collect();
        assert_eq!(sources, [("SBB, 2027", 2), ("SBB, 2026", 1)], "what was read last, first");
        // Past the end there is nothing, and another school has its own.
        let past = ListAsked { from: 50, ..asked };
        assert!(store.list_shown(&command, List::Programmes, &past, today).await.unwrap().rows.is_empty());
        let other = Actor::system(School::new(&store, "28DV").await.tenant, Reason::Import);
        assert_eq!(store.lists(&other, today).await.unwrap()[0].counts, ListCounts::default());
        let coach = school.member(Role::Coach, Scope::Own).await;
        assert!(matches!(store.lists(&coach, today).await, Err(StoreError::NotFound)));
    }

    /// A code or a name of the school's own files that no list knows is told, and one that a list knows by code is not.
    async fn what_no_list_knows_is_told(store) {
        let school = School::new(&store, "27DV").await;
        let by = Actor::system(school.tenant, Reason::Import);
        let today = at(1).day;
        for (name, municipality) in [("de Vries", "OOST"), ("Bakker", "GM0001"), ("Smit", "Nergens")] {
            let one = school.person(name, date!(2008 - 03 - 01)).await;
            let mut tx = store.begin().await.unwrap();
            let sql = "UPDATE person SET municipality = $3 WHERE tenant_id = $1 AND person_id = $2";
            run!(tx, sql, school.tenant.0, one.person.0, municipality).unwrap();
            tx.commit().await.unwrap();
        }
        let unknown = async || store.list_unknown(&by, List::Municipalities, today).await.unwrap();
        assert!(unknown().await.is_empty(), "without a list nothing is asked");
        store.municipalities_read(&by, (&[row("GM1", "Oost", None, None)], "made up"), 0, at(1)).await.unwrap();
        assert_eq!(unknown().await, ["Nergens"]);
    }

    async fn a_list_is_read_once_and_never_cut_short(store) {
        let school = School::new(&store, "27DV").await;
        let by = Actor::system(school.tenant, Reason::Import);
        let first = [row("GM1", "Oost", None, None), row("GM2", "West", None, None)];
        let read = store.municipalities_read(&by, (&first, "made up, 2026"), 0, at(1)).await.unwrap();
        assert_eq!((read.add, read.end, read.same), (2, 0, 0));
        let again = store.municipalities_read(&by, (&first, "another word for it"), 0, at(2)).await.unwrap();
        assert_eq!((again.add, again.end, again.same), (0, 0, 2));
        // A merger: the old row is ended by the file and not lost.
        let merged = [row("GM1", "Oost", Some(date!(2025 - 12 - 31)), Some("GM2")), first[1].clone()];
        assert_eq!(store.municipalities_changes(&by, &merged).await.unwrap().end, 1);
        store.municipalities_read(&by, (&merged, "made up, 2027"), 0, at(3)).await.unwrap();
        let list = store.municipalities(&by).await.unwrap();
        let meant = list.list.meant("oost", date!(2026 - 09 - 01)).unwrap();
        assert_eq!((meant.municipality.name.as_str(), meant.merged), ("West", true));
        let mut tx = store.begin_reading().await.unwrap();
        let all = row!(tx, (i64,), "SELECT COUNT(*) FROM municipality WHERE tenant_id = $1", school.tenant.0);
        assert_eq!(all.unwrap().unwrap().0, 3, "what was ended stays");
        tx.commit().await.unwrap();
        // Cut short: refused, unless somebody says that so many may go.
        let short = [first[1].clone()];
        let refused = store.municipalities_read(&by, (&short, "cut"), 0, at(4)).await;
        assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
        assert_eq!(store.municipalities_changes(&by, &short).await.unwrap().missing.len(), 1);
        assert_eq!(store.municipalities_read(&by, (&short, "cut"), 1, at(5)).await.unwrap().end, 1);
        // Another school has its own.
        let other = School::new(&store, "28DV").await;
        assert!(store.municipalities(&Actor::system(other.tenant, Reason::Import)).await.unwrap().list.is_empty());
    }
}
