//! What must not open, what must not come back, and what must not be mistaken for the other.

use super::purges::List;
use crate::file::key::{BROKEN, PURGED};
use crate::file::purge::PurgeReason;
use crate::tests::school::{School, Someone, at};
use crate::{Keys, Store, StoreError};
use access::{Action, Actor, Role, Scope};
use register::agreement::{Answer, Line, LineDraft, Subject};
use register::catalogue::{Level, MeasureKind, Place};
use register::intake::HoldIntake;
use register::statutory::Ground;
use register::{ApplicationId, VersionId};
use time::macros::date;

/// Somebody with two needs, two versions of two lines, and two answers.
pub(super) struct Written {
    pub(super) school: School,
    pub(super) someone: Someone,
    care: Actor,
    pub(super) officer: Actor,
    version: VersionId,
}

fn needs(words: &str) -> HoldIntake {
    HoldIntake {
        corrects: false,
        words: words.into(),
        ground: Some(Ground::Yes),
        needed: Some(true),
        declined: false,
        declined_words: String::new(),
    }
}

fn line(text: &str, who: &str, details: &str) -> Line {
    Line::new(LineDraft {
        measure: None,
        kind: Some(MeasureKind::Other),
        text: text.into(),
        details: details.into(),
        who: who.into(),
        place: Some(Place::Class),
        from: Some(date!(2026 - 08 - 01)),
        until: None,
        level: Some(Level::Extra),
    })
    .unwrap()
}

pub(super) async fn written(store: &Store, code: &str) -> Written {
    let school = School::new(store, code).await;
    let someone = school.person("Wit", date!(2006 - 09 - 03)).await;
    let application: ApplicationId = school.applied(someone.person, None, date!(2026 - 08 - 01), "received").await;
    let care = school.member(Role::CareCoordinator, Scope::School).await;
    let officer = school.member(Role::PrivacyOfficer, Scope::School).await;
    let student = school.member(Role::Student, Scope::Person(someone.person)).await;
    school.settle().await;
    for (nth, words) in ["eerste behoefte", "tweede behoefte"].iter().enumerate() {
        let based_on = nth as i64 + 1;
        store.assess(&care, someone.file, based_on, &needs(words), at(nth as i64)).await.unwrap();
    }
    let mut version = None;
    for (based_on, nth) in [(3, "een"), (5, "twee")] {
        let lines = vec![
            line(&format!("doen {nth} a"), &format!("wie {nth} a"), &format!("precies {nth} a")),
            line(&format!("doen {nth} b"), &format!("wie {nth} b"), &format!("precies {nth} b")),
        ];
        let subjects = vec![Subject::Application(application)];
        let new = crate::agreement::propose::NewVersion { based_on, subjects, lines };
        let (id, _) = store.agreement_propose(&care, someone.file, new, at(based_on)).await.unwrap();
        let answer = Answer::ChangeAsked { words: format!("liever anders {nth}").into() };
        store.agreement_answer(&student, id, answer, at(based_on + 1)).await.unwrap();
        version = Some(id);
    }
    Written { school, someone, care, officer, version: version.unwrap() }
}

impl Written {
    /// Every text of the file as its page gives it.
    pub(super) async fn texts(&self, store: &Store) -> Vec<String> {
        let view = store.file_view(&self.care, self.someone.file, at(60)).await.unwrap();
        let mut texts = vec![view.need.unwrap().unwrap().words.reveal().clone()];
        for version in view.agreement.unwrap().versions {
            for line in &version.lines {
                texts.extend([line.text.clone(), line.who.clone(), line.details.reveal().clone()]);
            }
            texts.extend(version.answers.iter().filter_map(|given| given.answer.words()).map(|w| w.reveal().clone()));
        }
        texts
    }
}

/// Moves of a sealed text within its own file, behind the program's back; how many texts of the page they reach.
const MOVES: &[(&str, usize)] = &[
    ("UPDATE need SET words = (SELECT n.words FROM need n WHERE n.number = 1) WHERE number = 2", 1),
    ("UPDATE need SET words = (SELECT l.details FROM agreement_line l ORDER BY version_id, position LIMIT 1)", 1),
    ("UPDATE agreement_line SET details = who_typed WHERE position = 0", 2),
    ("UPDATE agreement_line SET text_typed = who_typed", 4),
    (
        "UPDATE agreement_line SET who_typed = (SELECT l.who_typed FROM agreement_line l \
      WHERE l.version_id = agreement_line.version_id AND l.position = 1) WHERE position = 0",
        2,
    ),
    ("UPDATE agreement_line SET position = position + 7", 12),
    ("UPDATE agreement_answer SET words = (SELECT a.words FROM agreement_answer a ORDER BY a.version_id LIMIT 1)", 1),
    ("UPDATE agreement_answer SET number = 9", 2),
    ("DELETE FROM file_key", 15),
    ("UPDATE file_key SET number = 2", 15),
    ("UPDATE file_key SET wrapped = (SELECT words FROM need WHERE number = 1)", 15),
];

crate::on_both! {
    /// Two texts of one file cannot be swapped, nor a key lost or moved, without it being seen; and it is never taken for
    /// a purge.
    async fn a_text_that_was_moved_is_broken_and_never_erased(store) {
        for (nth, (sql, broken)) in MOVES.iter().enumerate() {
            let store = if nth == 0 { store.clone() } else {
                match store.engine() {
                    crate::ddl::Engine::Sqlite => crate::testing::sqlite().await,
                    crate::ddl::Engine::Postgres => crate::testing::postgres().await,
                }
            };
            let written = written(&store, "27DV").await;
            let before = written.texts(&store).await;
            assert_eq!(before.len(), 15, "{before:?}");
            assert!(before.iter().all(|text| text != BROKEN && text != PURGED), "{before:?}");
            crate::testing::tamper(&store, sql).await;
            let after = written.texts(&store).await;
            assert_eq!(after.iter().filter(|text| *text == BROKEN).count(), *broken, "{sql}: {after:?}");
            for text in after.iter().filter(|text| *text != BROKEN) {
                assert!(before.contains(text), "{sql}: {text}");
            }
            store.close().await;
        }
    }

    /// A purge takes all that was typed, and only that; what is written after it reads, and the number never comes back.
    async fn a_purge_is_erased_and_what_comes_after_it_reads(store) {
        let written = written(&store, "27DV").await;
        store.draft_keep(written.care.account().unwrap(), &format!("/dossiers/{}/behoefte", written.someone.file), "x=1", None, at(20)).await.unwrap();
        store.purge_free_text(&written.officer, written.someone.file, PurgeReason::Health, at(30)).await.unwrap();
        let texts = written.texts(&store).await;
        assert!(texts.iter().all(|text| text == PURGED), "{texts:?}");
        let route = format!("/dossiers/{}/behoefte", written.someone.file);
        assert_eq!(store.draft(written.care.account().unwrap(), &route).await.unwrap(), None, "drafts too");
        store.assess(&written.care, written.someone.file, 8, &needs("daarna"), at(31)).await.unwrap();
        let texts = written.texts(&store).await;
        assert_eq!(texts[0], "daarna");
        assert!(texts[1..].iter().all(|text| text == PURGED), "{texts:?}");
        // The old text under the new key's number does not pass for a text.
        crate::testing::tamper(&store, "UPDATE need SET words = (SELECT n.words FROM need n WHERE n.number = 3) WHERE number = 2").await;
        store.purge_free_text(&written.officer, written.someone.file, PurgeReason::Asked, at(32)).await.unwrap();
        assert_eq!(written.texts(&store).await[0], PURGED);
        let listed: Vec<i64> = store.purges().unwrap().read().unwrap().iter().map(|one| one.number).collect();
        assert_eq!(listed, [1, 2]);
        let read = store.agreement_version(&written.care, Action::ViewAgreement, written.version, at(33)).await.unwrap();
        assert_eq!(read.version.lines[0].text, PURGED);
    }

    /// No list, no purge: a backup of before would bring the text back.
    async fn a_purge_that_cannot_be_listed_is_refused(store) {
        let written = written(&store, "27DV").await;
        let path = store.purges().unwrap().path().to_owned();
        std::fs::create_dir(&path).unwrap();
        let refused = store.purge_free_text(&written.officer, written.someone.file, PurgeReason::Asked, at(30)).await;
        assert!(matches!(refused, Err(StoreError::Purges(_))), "{refused:?}");
        assert!(written.texts(&store).await.iter().all(|text| text != PURGED));
        std::fs::remove_dir(&path).unwrap();
    }

    /// Killed between the line in the list and the commit, or put back by hand from an older copy: the next start purges
    /// again, once, with an event.
    async fn what_is_listed_and_still_stands_is_purged_at_the_start(store) {
        let written = written(&store, "27DV").await;
        let (tenant, file) = (written.school.tenant, written.someone.file);
        let one = crate::keeping::purges::Purged { at: at(29).at, tenant, file, number: 1, account: None, reason: "asked".into() };
        store.purges().unwrap().add(std::slice::from_ref(&one)).unwrap();
        // With the key what was typed and never sent came back too.
        let student = written.school.member(Role::Student, Scope::Person(written.someone.person)).await;
        let drafts = [(student.account().unwrap(), "/mijn/zeggen".to_owned()), (written.care.account().unwrap(), format!("/dossiers/{file}/behoefte"))];
        for (owner, route) in &drafts {
            store.draft_keep(*owner, route, "woorden=te+veel", None, at(30)).await.unwrap();
        }
        assert_eq!(store.purges_settle(at(40)).await.unwrap(), 1);
        for (owner, route) in &drafts {
            assert_eq!(store.draft(*owner, route).await.unwrap(), None, "{route}");
        }
        assert!(written.texts(&store).await.iter().all(|text| text == PURGED));
        assert_eq!(store.purges_settle(at(41)).await.unwrap(), 0);
        let events = crate::testing::audited(&store, tenant, 0).await;
        assert_eq!(events.iter().filter(|event| event.payload.action == "purge_again").count(), 1);
        assert!(matches!(store.audit_verify(tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
        // And the other way: a list that was lost is made again from the database.
        let path = store.purges().unwrap().path().to_owned();
        std::fs::remove_file(&path).unwrap();
        store.purges_settle(at(42)).await.unwrap();
        assert_eq!(store.purges().unwrap().read().unwrap(), [one]);
    }

    /// Another key under the same name, or a key file that lacks one, is refused before anything is written with it.
    async fn a_key_is_known_by_what_it_is(store) {
        let written = written(&store, "27DV").await;
        store.keys_prove().await.unwrap();
        let with = |keys: Keys| {
            let mut other = store.clone();
            other.keys = std::sync::Arc::new(keys);
            other
        };
        let wrong = with(Keys::parse(&Keys::new_file("test-key").unwrap()).unwrap());
        assert!(matches!(wrong.keys_prove().await, Err(StoreError::WrongKey(name)) if name == "test-key"));
        assert!(matches!(wrong.migrate(at(0)).await, Err(StoreError::WrongKey(_))));
        assert_eq!(wrong.keys_in_use().await.unwrap().other, ["test-key"]);
        let lacking = with(Keys::parse(&Keys::new_file("k2").unwrap()).unwrap());
        assert!(matches!(lacking.keys_prove().await, Err(StoreError::KeyMissing(name)) if name == "test-key"));
        let file = "test-key bWVlZG9lbiB0ZXN0cyBvbmx5LCAzMiBieXRlcyEhISE=\n".to_owned() + &Keys::new_line("k2").unwrap();
        let rotated = with(Keys::parse(&file).unwrap());
        rotated.keys_prove().await.unwrap();
        assert_eq!(rotated.keys_in_use().await.unwrap().same, ["k2", "test-key"]);
        assert!(matches!(store.keys_prove().await, Err(StoreError::KeyMissing(name)) if name == "k2"), "the old copy of the file");
        assert_eq!(written.texts(&rotated).await[0], "tweede behoefte");
    }
}

/// Every file below a folder that holds some bytes.
pub(crate) fn holding(folder: &std::path::Path, bytes: &[u8]) -> Vec<std::path::PathBuf> {
    holding_any(folder, &[bytes.to_vec()])
}

/// Every file below a folder that holds any of these, each of two bytes or more.
fn holding_any(folder: &std::path::Path, wanted: &[Vec<u8>]) -> Vec<std::path::PathBuf> {
    let start = |bytes: &[u8]| usize::from(u16::from_be_bytes([bytes[0], bytes[1]]));
    let mut starts = vec![false; 1 << 16];
    wanted.iter().for_each(|bytes| starts[start(bytes)] = true);
    let holds = |text: &[u8]| {
        let at = text.windows(2).enumerate().filter(|(_, two)| starts[start(two)]);
        at.map(|(at, _)| &text[at..]).any(|rest| wanted.iter().any(|bytes| rest.starts_with(bytes)))
    };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(holding_any(&path, wanted));
        } else if std::fs::read(&path).is_ok_and(|text| holds(&text)) {
            found.push(path);
        }
    }
    found
}

/// Many files, so that the table of wrapped keys has pages that were split and merged; the keys of every third go, and that
/// of somebody is to be purged. The wrapped keys of all of those: after a purge none is anywhere. One alone would be
/// overwritten by its neighbours now and then, whatever the database promises of what is deleted.
async fn many_keys(store: &Store) -> (Written, Vec<Vec<u8>>) {
    let written = written(store, "27DV").await;
    let mut others = Vec::new();
    for nth in 0..120 {
        let someone = written.school.person(&format!("Nummer {nth}"), date!(2006 - 01 - 01)).await;
        let mut tx = store.begin().await.unwrap();
        crate::file::key::open_or_make(&mut tx, written.school.tenant, someone.file).await.unwrap();
        tx.told.forget();
        tx.commit().await.unwrap();
        others.push(someone.file);
    }
    let mut tx = store.begin().await.unwrap();
    let (going, purged) = (others.into_iter().step_by(3), written.someone.file);
    let mut wrapped = Vec::new();
    for file in going.chain([purged]) {
        let key = row!(tx, (Vec<u8>,), "SELECT wrapped FROM file_key WHERE file_id = $1", file.0).unwrap();
        wrapped.push(key.unwrap().0);
        if file != purged {
            run!(tx, "DELETE FROM file_key WHERE file_id = $1", file.0).unwrap();
        }
    }
    tx.commit().await.unwrap();
    // What was typed about them and never sent is sealed with no key of theirs: it goes itself. On pages of the file, and on one's own.
    let student = written.school.member(Role::Student, Scope::Person(written.someone.person)).await;
    let drafts = [
        (student.account(), "/mijn/zeggen".to_owned()),
        (written.care.account(), format!("/dossiers/{purged}/behoefte")),
    ];
    for (owner, route) in &drafts {
        store.draft_keep(owner.unwrap(), route, "woorden=te+veel", None, at(20)).await.unwrap();
    }
    let mut tx = store.begin_reading().await.unwrap();
    for (owner, route) in &drafts {
        let sql = "SELECT body FROM draft WHERE account_id = $1 AND route = $2";
        let body = row!(tx, (Vec<u8>,), sql, owner.unwrap().0, route.as_str()).unwrap();
        wrapped.push(body.unwrap().0);
    }
    tx.commit().await.unwrap();
    (written, wrapped)
}

/// The bytes of a purged key are nowhere in the files, with the program running and after it stopped in order.
#[tokio::test]
async fn a_purged_key_is_in_no_file_of_sqlite() {
    let folder = std::env::temp_dir().join(format!("meedoen-purge-{}", crate::fresh::id().simple()));
    std::fs::create_dir(&folder).unwrap();
    let keys = crate::testing::keys().with_purges(List::beside(&folder.join("key")));
    let store = Store::open(&format!("sqlite:{}", folder.join("db").display()), keys).await.unwrap();
    store.migrate(at(0)).await.unwrap();
    let (written, wrapped) = many_keys(&store).await;
    assert!(!holding_any(&folder, &wrapped).is_empty(), "it was there");
    store.purge_free_text(&written.officer, written.someone.file, PurgeReason::Health, at(30)).await.unwrap();
    assert_eq!(holding_any(&folder, &wrapped), Vec::<std::path::PathBuf>::new(), "while people work");
    store.close().await;
    assert_eq!(holding_any(&folder, &wrapped), Vec::<std::path::PathBuf>::new(), "after the end");
    std::fs::remove_dir_all(&folder).unwrap();
}

/// The same on PostgreSQL: heap, and the log once it was switched and a checkpoint was made.
#[tokio::test]
async fn a_purged_key_is_in_no_file_of_postgres() {
    let store = crate::testing::postgres().await;
    let crate::db::Db::Postgres(pool) = &store.db else { panic!("PostgreSQL") };
    use sqlx::Executor;
    pool.execute("ALTER SYSTEM SET wal_recycle = off").await.unwrap();
    pool.execute("SELECT pg_reload_conf()").await.unwrap();
    let (data, base): (String, String) = sqlx::query_as(
        "SELECT current_setting('data_directory'), 'base/' || oid::text FROM pg_database WHERE datname = current_database()",
    )
    .fetch_one(pool)
    .await
    .unwrap();
    let data = std::path::Path::new(&data);
    let found =
        |keys: &[Vec<u8>]| [holding_any(&data.join(&base), keys), holding_any(&data.join("pg_wal"), keys)].concat();
    let (written, wrapped) = many_keys(&store).await;
    // As the server does by itself after a while.
    pool.execute("ANALYZE").await.unwrap();
    pool.execute("CHECKPOINT").await.unwrap();
    assert!(!found(&wrapped).is_empty(), "it was there");
    store.purge_free_text(&written.officer, written.someone.file, PurgeReason::Health, at(30)).await.unwrap();
    // The first checkpoint writes what is left, the second lets go of the log of before it.
    for _ in 0..2 {
        pool.execute("SELECT pg_switch_wal()").await.unwrap();
        pool.execute("CHECKPOINT").await.unwrap();
    }
    assert_eq!(found(&wrapped), Vec::<std::path::PathBuf>::new());
}
