//! A disk that was full: what could not be written is refused, and when there is room again the house goes on by itself.

use crate::db::Db;
use register::{Moment, TenantId};
use sqlx::{Connection, Executor, SqliteConnection};
use time::macros::{date, datetime};

#[tokio::test]
async fn after_a_full_disk_the_pool_goes_on_by_itself() {
    let store = crate::testing::sqlite().await;
    let now = Moment { at: datetime!(2026-09-01 10:00 UTC), day: date!(2026 - 09 - 01) };
    let Db::Sqlite(pool) = &store.db else { panic!("SQLite") };
    pool.execute("CREATE TABLE filler (bytes BLOB)").await.unwrap();
    pool.execute("INSERT INTO filler VALUES (zeroblob(2000000))").await.unwrap();
    // Every connection of the pool: the file may not grow from here on.
    let mut held = Vec::new();
    for _ in 0..8 {
        let mut connection = pool.acquire().await.unwrap();
        connection.execute("PRAGMA max_page_count = 1").await.unwrap();
        held.push(connection);
    }
    drop(held);
    let mut refused = 0;
    for n in 0..4000 {
        let added = store.account_add(&format!("{n}@school.example"), "Iemand", None, now).await;
        refused += usize::from(added.is_err());
        if refused == 40 {
            break;
        }
    }
    assert_eq!(refused, 40, "the disk is full");
    store.audit_head(TenantId::INSTALLATION).await.expect("reading goes on while it is");
    // Somebody makes room, and that is all they do.
    let file = pool.connect_options().get_filename().to_owned();
    let mut other = SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap();
    other.execute("DELETE FROM filler").await.unwrap();
    other.close().await.unwrap();
    for n in 0..20 {
        let added = store.account_add(&format!("later{n}@school.example"), "Iemand", None, now).await;
        added.unwrap_or_else(|error| panic!("{n}: {error}"));
    }
    let verdict = store.audit_verify(TenantId::INSTALLATION, None).await.unwrap();
    assert!(matches!(verdict, crate::audit::Verdict::Whole { .. }), "{verdict:?}");
}
