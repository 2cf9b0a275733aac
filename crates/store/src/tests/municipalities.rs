//! The list of municipalities of a school: read once, ended and not lost, never cut short; on both databases.

use super::school::{School, at};
use crate::StoreError;
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
        assert_eq!(list.sources.len(), 2);
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
