//! The chain and what it proves: whole when honest, broken by any change, whole again after retention erased a payload,
//! and never broken by people at work.

mod people;
mod played;
mod tampering;
mod upgrade;

use super::{EraseReason, Verdict};
use crate::tests::school::at;
use crate::{StoreError, testing::tamper};
use access::{Actor, Reason};
use played::Played;
use register::{Moment, TenantId};
use time::Date;
use time::macros::date;

/// The first moment of a day.
fn before(day: Date) -> Moment {
    Moment { at: day.midnight().assume_utc(), day }
}

crate::on_both! {
    async fn an_honest_school_is_whole_and_so_is_the_installation(store) {
        let played = Played::new(&store).await;
        for chain in [played.a.tenant, played.b.tenant, TenantId::INSTALLATION] {
            let proof = store.audit_verify_data(chain, None).await.unwrap();
            assert!(proof.is_whole() && proof.proven > 0, "{proof:?}");
            // In that of the installation, the schools and accounts were added before.
            assert!(chain == TenantId::INSTALLATION || proof.since == Some(1), "{proof:?}");
        }
        let Verdict::Whole { head, erased } = store.audit_verify(played.a.tenant, None).await.unwrap() else { panic!("broken") };
        assert_eq!((head.seq, erased), (played.last, 1));
        assert_eq!(store.audit_verify(played.a.tenant, Some(&head)).await.unwrap(), Verdict::Whole { head, erased });
    }

    /// What did not prove is told until the chain proves.
    async fn what_does_not_prove_is_told_until_it_does(store) {
        let played = Played::new(&store).await;
        let officer = Actor::system(played.a.tenant, Reason::AuditVerify);
        for seq in [4, 9, 3, 7] {
            store.unproven_note(played.a.tenant, seq).await.unwrap();
        }
        assert_eq!(store.audit_unproven(&officer).await.unwrap(), Some(3), "the first");
        let other = Actor::system(played.b.tenant, Reason::AuditVerify);
        assert_eq!(store.audit_unproven(&other).await.unwrap(), None);
        store.audit_prove(&officer, at(70)).await.unwrap();
        assert_eq!(store.audit_unproven(&officer).await.unwrap(), None);
    }

    /// Only what is old goes, an event says so, and once is enough.
    async fn retention_erases_what_is_old_and_says_so(store) {
        let played = Played::new(&store).await;
        let tenant = played.a.tenant;
        let keeper = Actor::system(tenant, Reason::AuditVerify);
        let stood = crate::testing::audited(&store, tenant, 0).await.len();
        let again = store.audit_erase(&keeper, before(date!(2026-01-01)), EraseReason::Retention, at(60)).await.unwrap();
        assert_eq!(again, 0, "what is erased already is not erased again, and nothing is written about it");
        let told = store.audit_erasable(&keeper, before(date!(2026-05-13))).await.unwrap();
        let erased = store.audit_erase(&keeper, before(date!(2026-05-13)), EraseReason::Asked, at(61)).await.unwrap();
        assert_eq!(erased, told, "what was said beforehand");
        assert_eq!(erased as usize, stood - 1, "all but the one that says what was erased");
        let left = crate::testing::audited(&store, tenant, 0).await;
        let said: Vec<_> = left.iter().map(|event| (event.payload.action.as_str(), event.payload.about.as_deref())).collect();
        let expected = [
            ("erase_events", Some("retention before 2026-01-01")),
            ("erase_events", Some("asked before 2026-05-13")),
        ];
        assert_eq!(said, expected);
        let proof = store.audit_verify_data(tenant, None).await.unwrap();
        assert!(proof.is_whole(), "the digests stay: {proof:?}");
        let nobody = Actor::system(tenant, Reason::Import);
        let refused = store.audit_erase(&nobody, before(date!(2026-05-13)), EraseReason::Asked, at(62)).await;
        assert!(matches!(refused, Err(StoreError::NotFound)));
        assert!(matches!(store.audit_erasable(&nobody, before(date!(2026-05-13))).await, Err(StoreError::NotFound)));
    }

    async fn nothing_is_erased_from_a_broken_chain(store) {
        let played = Played::new(&store).await;
        tamper(&store, "UPDATE audit_event SET payload = '{}' WHERE seq = 3").await;
        let keeper = Actor::system(played.a.tenant, Reason::AuditVerify);
        let refused = store.audit_erase(&keeper, before(date!(2026-05-13)), EraseReason::Asked, at(61)).await;
        assert!(matches!(refused, Err(StoreError::Refused(_))));
    }

    /// A forged look is not shown, and does not take the page away from the student either.
    async fn a_student_reads_what_the_chain_proves_and_nothing_else(store) {
        let played = Played::new(&store).await;
        let honest: Vec<i64> = store.looks(&played.student, None, at(70)).await.unwrap().looks.rows.iter().map(|l| l.seq).collect();
        assert_eq!(honest.first(), Some(&(played.last - 1)), "the last event is about someone else");
        let (tenant, person) = (played.sql(played.a.tenant.0), played.sql(played.anna.person.0));
        let columns = "at, salt, payload, digest, key_id, hash";
        for seq in [-3, 0, 9999] {
            tamper(&store, &format!(
                "INSERT INTO audit_event (tenant_id, seq, {columns}) SELECT tenant_id, {seq}, {columns} FROM audit_event \
                 WHERE tenant_id = {tenant} AND seq = {}", honest[0]
            )).await;
            tamper(&store, &format!("INSERT INTO audit_subject (tenant_id, person_id, seq) VALUES ({tenant}, {person}, {seq})")).await;
        }
        // Nor one to which the subject was added, nor one that says something else, nor one that cannot be read at all.
        tamper(&store, &format!("INSERT INTO audit_subject (tenant_id, person_id, seq) VALUES ({tenant}, {person}, {})", played.last)).await;
        tamper(&store, &format!("UPDATE audit_event SET payload = replace(payload, 'Medewerker', 'Een ander') WHERE tenant_id = {tenant} AND seq = {}", honest[0])).await;
        tamper(&store, &format!("UPDATE audit_event SET at = 'infinity' WHERE tenant_id = {tenant} AND seq = {}", honest[1])).await;
        let own = played.last + 1;
        let officer = Actor::system(played.a.tenant, Reason::AuditVerify);
        assert_eq!(store.audit_unproven(&officer).await.unwrap(), None);
        let page = store.looks(&played.student, None, at(71)).await.unwrap().looks;
        // The student hears that there are lines that do not prove, and so does the privacy officer.
        assert_eq!(page.unproven, 3);
        let first = [played.last, honest[0], honest[1]].into_iter().min();
        assert_eq!(store.audit_unproven(&officer).await.unwrap(), first);
        assert!(matches!(store.audit_unproven(&played.student).await, Err(StoreError::NotFound)));
        assert!(matches!(store.audit_prove(&officer, at(72)).await.unwrap(), Verdict::Broken { .. }));
        assert_eq!(store.audit_unproven(&officer).await.unwrap(), first, "until it proves again");
        let shown: Vec<i64> = page.rows.iter().map(|l| l.seq).collect();
        let expected: Vec<i64> = std::iter::once(own).chain(honest[2..].iter().copied()).collect();
        assert_eq!(shown, expected);
    }

    async fn every_sql_text_prepares(store) {
        assert_eq!(store.prepare_all().await.unwrap(), []);
    }
}
