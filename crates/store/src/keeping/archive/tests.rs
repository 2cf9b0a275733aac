//! An archive comes back whole, on either database, without what was purged; anything else is refused by its name.

use super::write::Writing;
use super::*;
use crate::audit::Verdict;
use crate::file::key::PURGED;
use crate::file::purge::PurgeReason;
use crate::keeping::tests::{Written, holding, written};
use crate::table::{at_version, canonical, order, page, tables};
use crate::tests::migrations::{FILES, TENANT, fill_and_commit, texts};
use crate::tests::school::at;
use crate::{Keys, Store, testing};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A folder of a test's own.
fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("meedoen-archive-{}", crate::fresh::id().simple()));
    std::fs::create_dir(&folder).unwrap();
    folder
}

/// An empty database of either kind, with the keys and the list of another.
async fn empty(like: &Store, folder: &std::path::Path, postgres: bool) -> Store {
    let keys = testing::keys().with_purges(like.purges().unwrap().clone());
    let address = if postgres {
        testing::empty_postgres().await
    } else {
        format!("sqlite:{}", folder.join(crate::fresh::id().simple().to_string()).display())
    };
    Store::open(&address, keys).await.unwrap()
}

/// Every row that an archive keeps, table by table, as bytes. The audit and what the database says of itself go on after.
async fn contents(store: &Store) -> BTreeMap<String, Vec<Vec<u8>>> {
    let mut tx = store.begin_reading().await.unwrap();
    let mut out = BTreeMap::new();
    for table in tables().iter().filter(|t| t.name != "meta" && !t.name.starts_with("audit")) {
        let rows = page(&mut tx, table, None, 100_000).await.unwrap();
        let mut rows: Vec<Vec<u8>> = rows.iter().map(|row| canonical(table, row, &order(table, &[]))).collect();
        rows.sort();
        out.insert(table.name.clone(), rows);
    }
    out
}

async fn is_whole(store: &Store, written: &Written) {
    let verdict = store.audit_verify(written.school.tenant, None).await.unwrap();
    assert!(matches!(verdict, Verdict::Whole { .. }), "{verdict:?}");
}

crate::on_both! {
    /// From either database to either: the same rows, the chain whole, the texts readable; the journey is in the audit.
    async fn an_archive_comes_back_whole_on_both_databases(store) {
        let folder = folder();
        let written = written(&store, "27DV").await;
        let (before, texts) = (contents(&store).await, written.texts(&store).await);
        let file = folder.join("archive");
        assert_eq!(store.last_backup().await.unwrap(), None);
        let made = store.backup(&file, at(70)).await.unwrap();
        assert_eq!(store.last_backup().await.unwrap(), Some(at(70).at));
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "nothing else is left");
        let header = crate::keeping::archive::check(&file, &store.keys).unwrap();
        assert_eq!((header.id, header.tables.iter().map(|t| t.rows).sum::<u64>()), (made.id, made.rows));
        let kept: Vec<u64> = header.tables.iter().filter(|t| t.name == "need").map(|t| t.rows).collect();
        assert_eq!(kept, [2]);
        for postgres in [false, true] {
            let other = empty(&store, &folder, postgres).await;
            let restored = other.restore(&file, at(80)).await.unwrap();
            assert_eq!((restored.header, restored.purged), (header.clone(), 0));
            assert_eq!(contents(&other).await, before);
            assert_eq!(written.texts(&other).await, texts);
            is_whole(&other, &written).await;
            let again = other.restore(&file, at(81)).await;
            assert!(matches!(again, Err(ArchiveError::NotEmpty(_))), "{again:?}");
            let events = testing::audited(&other, written.school.tenant, 0).await;
            let what = Some(made.id.simple().to_string());
            assert!(events.iter().any(|event| event.payload.action == "restore" && event.payload.about == what));
            // And on: a backup of what was restored holds the same.
            let second = folder.join(format!("second-{postgres}"));
            other.backup(&second, at(90)).await.unwrap();
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }

    /// Purged after the backup: the key is never written, and the text cannot be read in what was restored.
    async fn what_was_purged_since_does_not_come_back(store) {
        let folder = folder();
        let written = written(&store, "27DV").await;
        let file = folder.join("archive");
        store.backup(&file, at(30)).await.unwrap();
        let mut tx = store.begin_reading().await.unwrap();
        let (wrapped,) = row!(tx, (Vec<u8>,), "SELECT wrapped FROM file_key").unwrap().unwrap();
        tx.commit().await.unwrap();
        store.purge_free_text(&written.officer, written.someone.file, PurgeReason::Health, at(40)).await.unwrap();
        for postgres in [false, true] {
            let place = folder.join(format!("db-{postgres}"));
            std::fs::create_dir(&place).unwrap();
            let other = empty(&store, &place, postgres).await;
            let restored = other.restore(&file, at(50)).await.unwrap();
            assert_eq!(restored.purged, 1);
            let texts = written.texts(&other).await;
            assert!(texts.iter().all(|text| text == PURGED), "{texts:?}");
            assert_eq!(holding(&place, &wrapped), Vec::<PathBuf>::new(), "not for a moment");
            is_whole(&other, &written).await;
        }
        // Without the list it would have come back: that is what the list is for.
        std::fs::remove_file(store.purges().unwrap().path()).unwrap();
        let other = empty(&store, &folder, false).await;
        other.restore(&file, at(60)).await.unwrap();
        assert!(written.texts(&other).await.iter().all(|text| text != PURGED));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    /// A list that cannot be read says nothing: then nothing is put back.
    async fn without_its_list_nothing_is_put_back(store) {
        let folder = folder();
        let written = written(&store, "27DV").await;
        let file = folder.join("archive");
        store.backup(&file, at(30)).await.unwrap();
        std::fs::write(store.purges().unwrap().path(), "not a list\n").unwrap();
        let other = empty(&store, &folder, false).await;
        assert!(matches!(other.restore(&file, at(31)).await, Err(ArchiveError::Store(crate::StoreError::Purges(_)))));
        assert_eq!(other.schema_version().await.unwrap(), 0);
        let _ = written;
        std::fs::remove_dir_all(&folder).unwrap();
    }

    /// People go on writing: what is in the archive is one moment, and its chain is whole up to there.
    async fn people_work_while_it_is_made(store) {
        let folder = folder();
        let written = std::sync::Arc::new(written(&store, "27DV").await);
        let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        let working: Vec<_> = (0..3).map(|_| {
            let (store, written, stop) = (store.clone(), written.clone(), stop.clone());
            tokio::spawn(async move {
                let mut saved = 0;
                while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                    written.texts(&store).await;
                    saved += 1;
                }
                saved
            })
        }).collect();
        let mut files = Vec::new();
        for nth in 0..4 {
            let file = folder.join(format!("archive-{nth}"));
            store.backup(&file, at(30 + nth)).await.unwrap();
            files.push(file);
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        for one in working {
            assert!(one.await.unwrap() > 0, "nobody worked meanwhile");
        }
        for file in files {
            let other = empty(&store, &folder, false).await;
            other.restore(&file, at(60)).await.unwrap();
            is_whole(&other, &written).await;
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

/// Cut anywhere, changed anywhere, or under another key: refused by its own name, and nothing is written.
#[tokio::test]
async fn cut_short_altered_and_wrong_key_are_told_apart() {
    let folder = folder();
    let store = testing::sqlite().await;
    written(&store, "27DV").await;
    let file = folder.join("archive");
    store.backup(&file, at(30)).await.unwrap();
    let whole = std::fs::read(&file).unwrap();
    let header_ends = PREFIX + u32::from_be_bytes(whole[24..28].try_into().unwrap()) as usize + SUM;
    let tried = folder.join("tried");
    let outcome = |bytes: &[u8], keys: &Keys| {
        std::fs::write(&tried, bytes).unwrap();
        check(&tried, keys).map(drop)
    };
    assert!(outcome(&whole, &store.keys).is_ok());
    let places = (0..header_ends).chain((header_ends..whole.len()).step_by(97)).chain(whole.len() - SUM..whole.len());
    for at in places.clone() {
        let cut = outcome(&whole[..at], &store.keys);
        assert!(matches!(cut, Err(ArchiveError::CutShort)), "cut at {at} of {}: {cut:?}", whole.len());
    }
    for at in places {
        for bit in [1, 0x80] {
            let mut bytes = whole.clone();
            bytes[at] ^= bit;
            let altered = outcome(&bytes, &store.keys);
            let expected = if at < MAGIC.len() { "this is no archive" } else { "altered" };
            assert!(altered.as_ref().is_err_and(|e| e.to_string().starts_with(expected)), "byte {at}: {altered:?}");
        }
    }
    let longer = [whole.as_slice(), b"x"].concat();
    assert!(matches!(outcome(&longer, &store.keys), Err(ArchiveError::Altered)));
    let other = Keys::parse(&Keys::new_file("test-key").unwrap()).unwrap();
    assert!(matches!(outcome(&whole, &other), Err(ArchiveError::WrongKey(name)) if name == "test-key"));
    let elsewhere = Keys::parse(&Keys::new_file("k9").unwrap()).unwrap();
    assert!(matches!(outcome(&whole, &elsewhere), Err(ArchiveError::WrongKey(_))));
    // Somebody who knows the format makes the sums fit; without the key the HMAC does not.
    let mut forged = whole.clone();
    let last = forged.len() - SUM - 1;
    forged[last] ^= 1;
    assert!(matches!(outcome(&forged, &store.keys), Err(ArchiveError::Altered)));
    std::fs::write(&tried, &forged).unwrap();
    let into = empty(&store, &folder, false).await;
    assert!(into.restore(&tried, at(31)).await.is_err());
    assert_eq!(into.schema_version().await.unwrap(), 0, "nothing was written");
    // What is there is not overwritten, and what did not work leaves nothing.
    assert!(matches!(store.backup(&file, at(32)).await, Err(ArchiveError::Io(_))));
    assert_eq!(std::fs::read(&file).unwrap(), whole);
    assert!(store.backup(&folder.join("nowhere/archive"), at(33)).await.is_err());
    std::fs::remove_dir_all(&folder).unwrap();
}

/// An archive of the tables of version 1 with something in each, frozen: it is read as it was made, whatever the program
/// has become since.
const FROZEN: &[u8] = include_bytes!("version-1.meedoen");

/// Makes [`FROZEN`], for when the fixture of version 1 gains something: run it by hand, and commit what it wrote.
#[tokio::test]
#[ignore = "writes a file of the repository"]
async fn the_frozen_archive_is_made() {
    let folder = folder();
    let keys = testing::keys();
    let store = Store::open(&format!("sqlite:{}", folder.join("db").display()), testing::keys()).await.unwrap();
    store.migrate_to(1).await.unwrap();
    fill_and_commit(&store).await;
    let mut tx = store.begin_snapshot().await.unwrap();
    let mut of = Vec::new();
    for table in at_version(1).into_iter().filter(|table| !LEFT_OUT.contains(&table.name.as_str())) {
        let rows = page(&mut tx, &table, None, 1000).await.unwrap();
        of.push((table, rows));
    }
    let header = Header {
        format: FORMAT,
        schema: 1,
        id: uuid::Uuid::from_u128(1),
        made_at: "2026-03-01T09:00:00Z".into(),
        mac_key: keys.current().to_owned(),
        keys: vec![],
        tables: of
            .iter()
            .map(|(table, rows)| TableHeader {
                name: table.name.clone(),
                columns: table.columns.iter().map(|column| column.name.clone()).collect(),
                rows: rows.len() as u64,
            })
            .collect(),
    };
    let made = folder.join("version-1.meedoen");
    let mut writing = Writing::begin(&made, &header, &keys).unwrap();
    for (_, rows) in &of {
        writing.rows(rows).unwrap();
    }
    writing.end().unwrap();
    writing.keep().unwrap();
    let place = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/keeping/archive/version-1.meedoen");
    std::fs::copy(&made, place).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Of an older version: put back, brought up to date, the texts readable, the chain and the data whole.
#[tokio::test]
async fn an_archive_of_an_older_version_comes_back_on_both_databases() {
    use access::{Actor, Reason, Role, Scope};
    use register::TenantId;
    let folder = folder();
    let file = folder.join("old");
    std::fs::write(&file, FROZEN).unwrap();
    assert_eq!(check(&file, &testing::keys()).unwrap().schema, 1);
    let like = testing::sqlite().await;
    for postgres in [false, true] {
        let store = empty(&like, &folder, postgres).await;
        let restored = store.restore(&file, at(80)).await.unwrap();
        assert_eq!((restored.header.schema, restored.purged), (1, 0));
        assert_eq!(store.schema_version().await.unwrap(), crate::ddl::newest());
        let tenant = TenantId(uuid::Uuid::from_u128(TENANT));
        for chain in [tenant, TenantId::INSTALLATION] {
            let proof = store.audit_verify_data(chain, None).await.unwrap();
            assert!(proof.is_whole() && proof.proven > 0, "{proof:?}");
        }
        let account = store.account_add("care@school.example", "C", None, at(0)).await.unwrap();
        let by = Actor::system(tenant, Reason::Command);
        let (role, scope) = (Role::CareCoordinator, Scope::School);
        let from = time::macros::date!(2026 - 01 - 01);
        let membership = store.membership_add(&by, account, role, &scope, from, at(0)).await.unwrap();
        let today = crate::tests::school::TODAY;
        store.rights_refresh(tenant, today).await.unwrap();
        let actor = store.actor(account, tenant, membership, today).await.unwrap();
        let shown = texts(&store, &actor, FILES[0]).await;
        assert_eq!((shown[0].as_str(), shown[10].as_str()), ("behoefte 2", "liever anders"), "{shown:?}");
        assert_eq!(texts(&store, &actor, FILES[1]).await[0], PURGED, "and what was purged stays so");
        // A database that has tables already must have those of the archive.
        let other = empty(&like, &folder, postgres).await;
        other.migrate(at(81)).await.unwrap();
        let refused = other.restore(&file, at(82)).await;
        assert!(matches!(refused, Err(ArchiveError::OtherTables { archived: 1, .. })), "{refused:?}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
