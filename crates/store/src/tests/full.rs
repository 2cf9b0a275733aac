//! A disk that was full: what could not be written is refused, and when there is room again the house goes on by itself.

use crate::db::Db;
use register::{Moment, TenantId};
use sqlx::Executor;
use time::macros::{date, datetime};

/// How many connections there are to write on; those that only read meet no full disk.
const CONNECTIONS: usize = 2;

#[tokio::test]
async fn after_a_full_disk_the_pool_goes_on_by_itself() {
    let store = crate::testing::sqlite().await;
    let now = Moment { at: datetime!(2026-09-01 10:00 UTC), day: date!(2026 - 09 - 01) };
    let Db::Sqlite(file) = &store.db else { panic!("SQLite") };
    // For every connection that there is now the file may not grow any more, as on a full disk. One that is opened later
    // finds room again.
    let mut held = Vec::new();
    for _ in 0..CONNECTIONS {
        let mut connection = file.writing().acquire().await.unwrap();
        connection.execute("PRAGMA max_page_count = 1").await.unwrap();
        held.push(connection);
    }
    drop(held);
    let mut refused = 0;
    for n in 0..4000 {
        let added = store.account_add(&format!("{n}@school.example"), "Iemand", None, now).await;
        refused += usize::from(added.is_err());
        if refused == CONNECTIONS {
            break;
        }
    }
    assert_eq!(refused, CONNECTIONS, "every connection has met the full disk");
    for n in 0..4 * CONNECTIONS {
        let added = store.account_add(&format!("later{n}@school.example"), "Iemand", None, now).await;
        added.unwrap_or_else(|error| panic!("{n}: {error}"));
        store.audit_head(TenantId::INSTALLATION).await.unwrap();
    }
    let verdict = store.audit_verify(TenantId::INSTALLATION, None).await.unwrap();
    assert!(matches!(verdict, crate::audit::Verdict::Whole { .. }), "{verdict:?}");
}
