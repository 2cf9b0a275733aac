//! The list of municipalities of a school: read once, ended and not lost, never cut short; on both databases.

use super::school::{School, at};
use crate::StoreError;
use access::{Actor, Reason};
use register::Period;
use register::municipality::{Code, Municipality};
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

crate::on_both! {
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
