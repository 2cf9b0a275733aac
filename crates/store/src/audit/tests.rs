//! The chain: whole when honest, broken by any change, whole again after retention erased a payload.

use super::{Payload, Verdict, chain};
use crate::Store;
use register::{Moment, TenantId};
use time::macros::{date, datetime};

fn now(second: i64) -> Moment {
    Moment { at: datetime!(2026-09-01 10:00 UTC) + time::Duration::seconds(second), day: date!(2026 - 09 - 01) }
}

async fn three_events(store: &Store) -> (TenantId, uuid::Uuid) {
    let tenant = store.tenant_add("99ZZ", "Testschool", now(0)).await.unwrap();
    let person = crate::fresh::id();
    for second in 1..=3 {
        let mut tx = store.begin().await.unwrap();
        let payload = Payload {
            account: None,
            name: "Test".into(),
            role: "system".into(),
            action: "view_file".into(),
            rule: "test".into(),
            subjects: vec![person],
            about: None,
        };
        chain::append(&mut tx, tenant, &payload, now(second)).await.unwrap();
        tx.commit().await.unwrap();
    }
    (tenant, person)
}

/// What an attacker with the database alone might run, and what `audit verify` says of it.
const TAMPERING: &[(&str, &str)] = &[
    ("UPDATE audit_event SET payload = replace(payload, 'Test', 'Piet') WHERE seq = 2", "its payload was changed"),
    ("UPDATE audit_event SET salt = NULL WHERE seq = 2", "its payload is erased by half"),
    ("DELETE FROM audit_event WHERE seq = 2", "an event is missing"),
    ("DELETE FROM audit_event WHERE seq = 3", "the chain does not end where its head says"),
    ("UPDATE audit_event SET digest = hash WHERE seq = 1", "its hash does not follow from the event before it"),
    ("DELETE FROM audit_subject WHERE seq = 2", "its subject rows were changed"),
    ("UPDATE audit_event SET key_id = 'other' WHERE seq = 1", "key"),
];

async fn tamper(store: &Store, sql: &'static str) {
    let mut tx = store.begin().await.unwrap();
    run!(tx, sql).unwrap();
    tx.commit().await.unwrap();
}

crate::on_both! {
    async fn an_honest_chain_is_whole(store) {
        let (tenant, _) = three_events(&store).await;
        let Verdict::Whole { head, erased } = store.audit_verify(tenant, None).await.unwrap() else { panic!("broken") };
        assert_eq!((head.seq, erased), (3, 0));
        assert_eq!(store.audit_verify(tenant, Some(&head)).await.unwrap(), Verdict::Whole { head, erased });
    }

    async fn every_tampering_is_found(store) {
        for (index, (sql, expected)) in TAMPERING.iter().enumerate() {
            let store = if index == 0 { store.clone() } else {
                match store.engine() {
                    crate::ddl::Engine::Sqlite => crate::testing::sqlite().await,
                    crate::ddl::Engine::Postgres => crate::testing::postgres().await,
                }
            };
            let (tenant, _) = three_events(&store).await;
            tamper(&store, sql).await;
            let said = match store.audit_verify(tenant, None).await {
                Ok(Verdict::Broken { what, .. }) => what.to_owned(),
                Ok(Verdict::Whole { .. }) => "whole".to_owned(),
                Err(error) => error.to_string(),
            };
            assert!(said.contains(expected), "{sql}: {said}");
        }
    }

    async fn a_cut_end_is_found_with_a_head_written_down(store) {
        let (tenant, _) = three_events(&store).await;
        let Verdict::Whole { head, .. } = store.audit_verify(tenant, None).await.unwrap() else { panic!("broken") };
        tamper(&store, "DELETE FROM audit_subject WHERE seq = 3").await;
        tamper(&store, "DELETE FROM audit_event WHERE seq = 3").await;
        tamper(&store, "UPDATE audit_head SET seq = 2, hash = (SELECT hash FROM audit_event WHERE seq = 2)").await;
        assert!(matches!(store.audit_verify(tenant, None).await.unwrap(), Verdict::Whole { .. }));
        assert!(matches!(store.audit_verify(tenant, Some(&head)).await.unwrap(), Verdict::Broken { seq: 2, .. }));
    }

    async fn retention_erases_a_payload_and_the_chain_still_verifies(store) {
        let (tenant, _) = three_events(&store).await;
        tamper(&store, "DELETE FROM audit_subject WHERE seq = 1").await;
        tamper(&store, "UPDATE audit_event SET payload = NULL, salt = NULL WHERE seq = 1").await;
        assert!(matches!(store.audit_verify(tenant, None).await.unwrap(), Verdict::Whole { erased: 1, .. }));
    }

    async fn every_sql_text_prepares(store) {
        assert_eq!(store.prepare_all().await.unwrap(), []);
    }
}
