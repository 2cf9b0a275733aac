//! A database of before the digests is vouched for as it is found; later migrations hide nothing.

use super::played::Played;
use crate::testing::tamper;
use crate::tests::school::at;
use register::TenantId;

crate::on_both! {
    /// The digests are from a baseline event on; the events of before still prove.
    async fn a_school_of_before_is_vouched_for_once(store) {
        let played = Played::new(&store).await;
        // As version 1 left it: events, and no digest anywhere. (Those events were then hashed without.)
        for table in ["audit_event", "audit_subject", "audit_head", "audit_wrote"] {
            tamper(&store, &format!("DELETE FROM {table}")).await;
        }
        store.file_view(&played.intaker, played.anna.file, at(1)).await.unwrap();
        let before = store.audit_before(1).await.unwrap();
        store.audit_after(&before, at(2)).await.unwrap();
        let proof = store.audit_verify_data(played.a.tenant, None).await.unwrap();
        assert!(proof.is_whole(), "{proof:?}");
        assert_eq!(proof.since, Some(2), "the look of before is proven, the facts of before are taken as found");
        store.audit_after(&before, at(3)).await.unwrap();
        assert_eq!(store.audit_head(played.a.tenant).await.unwrap().seq, 2, "twice changes nothing");
    }

    /// What someone changed behind the program's back is not washed clean by migrating.
    async fn a_migration_vouches_for_what_it_changed_and_not_for_what_was_wrong(store) {
        let played = Played::new(&store).await;
        let tenant = played.a.tenant;
        tamper(&store, "UPDATE guardian SET name = 'Iemand anders'").await;
        let before = store.audit_before(crate::ddl::newest()).await.unwrap();
        // The migration: it changes what every team is called.
        tamper(&store, "UPDATE team SET name = name || ' (nieuw)'").await;
        assert!(!store.audit_verify_data(tenant, None).await.unwrap().is_whole());
        store.audit_after(&before, at(200)).await.unwrap();
        let proof = store.audit_verify_data(tenant, None).await.unwrap();
        let left: Vec<_> = proof.faults.iter().map(|fault| (fault.kind.as_str(), fault.id)).collect();
        assert_eq!(left, [("person", Some(played.anna.person.0))]);
        assert!(store.audit_verify_data(TenantId::INSTALLATION, None).await.unwrap().is_whole());
    }
}
