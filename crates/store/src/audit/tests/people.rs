//! People at work never make an honest register look broken.

use super::played::Played;
use crate::tests::path::needs_support;
use crate::tests::school::at;
use register::TenantId;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

crate::on_both! {
    /// Head, events and facts are read as they were at one moment, and a digest is of what is there when it is committed.
    async fn verifying_beside_writers_finds_nothing_wrong(store) {
        let played = Arc::new(Played::new(&store).await);
        let (stop, written) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
        let mut writers = Vec::new();
        for writer in 0..4_u32 {
            let (store, played, stop, written) = (store.clone(), Arc::clone(&played), Arc::clone(&stop), Arc::clone(&written));
            writers.push(tokio::spawn(async move {
                while !stop.load(Ordering::Relaxed) {
                    let file = if writer % 2 == 0 { played.anna.file } else { played.bert.file };
                    let view = store.file_view(&played.intaker, file, at(100)).await.unwrap();
                    // Two write the same file at the same moment: one of them is told, and that is no fault.
                    match store.assess(&played.intaker, file, view.version, &needs_support(), at(101)).await {
                        Ok(_) => drop(written.fetch_add(1, Ordering::Relaxed)),
                        Err(crate::SaveError::Store(crate::StoreError::Clash { .. })) => {}
                        Err(other) => panic!("{other:?}"),
                    }
                }
            }));
        }
        let mut verified = 0;
        while verified < 25 || written.load(Ordering::Relaxed) < 25 {
            verified += 1;
            for chain in [played.a.tenant, TenantId::INSTALLATION] {
                let proof = store.audit_verify_data(chain, None).await.unwrap();
                assert!(proof.is_whole(), "cries wolf: {proof:?}");
                let verdict = store.audit_verify(chain, None).await.unwrap();
                assert!(matches!(verdict, crate::audit::Verdict::Whole { .. }), "cries wolf: {verdict:?}");
            }
        }
        stop.store(true, Ordering::Relaxed);
        for writer in writers {
            writer.await.unwrap();
        }
        assert!(store.audit_verify_data(played.a.tenant, None).await.unwrap().is_whole());
    }
}
