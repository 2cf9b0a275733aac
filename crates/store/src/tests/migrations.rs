//! From the tables of version 1 with data in every one of them to the newest, on both databases: nothing is lost, all
//! texts read, the chain holds, and the tables are those of a database that began today.
//!
//! What version 1 wrote is made here by hand, and never by the code of today: seals that were bound to their column only,
//! keys bound to their file, a purge that left no fact but its event.

use crate::agreement::view::VersionView;
use crate::db::Tx;
use crate::file::key::{BROKEN, PURGED};
use crate::keys::{Keys, Purpose, mac_with};
use crate::table::{Row, Value, at_version, insert, page};
use crate::tests::school::{TODAY, at};
use crate::{Store, testing};
use access::{Action, Actor, Role, Scope};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use register::{AccountId, FileId, TenantId, VersionId};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use time::macros::{date, datetime};
use uuid::Uuid;

/// Identifiers of the fixture.
pub(crate) const TENANT: u128 = 1;
const ACCOUNT: u128 = 2;
const IMPORT: u128 = 3;
/// Files of people whose text is there, was purged, and was damaged.
pub(crate) const FILES: [u128; 3] = [0x10, 0x20, 0x30];

/// Does what a migration does to rows, once more: its text is that of `schema/`. For what was written by code of before it. Named in a
/// test by `again(&store, include_str!("../../schema/..."))`, which `every_change_of_rows_was_tried_on_rows` looks for.
pub(crate) async fn again(store: &Store, text: &str) {
    let engine = match store.db {
        crate::db::Db::Sqlite(_) => crate::ddl::Engine::Sqlite,
        crate::db::Db::Postgres(_) => crate::ddl::Engine::Postgres,
    };
    let text = crate::ddl::translate(text, engine);
    for statement in text.split(';').map(str::trim).filter(|one| changes_rows(one)) {
        testing::tamper(store, statement).await;
    }
}

fn changes_rows(statement: &str) -> bool {
    statement.starts_with("UPDATE") || statement.starts_with("INSERT")
}

/// Migrations that change rows of tables which version 1 had: what it wrote goes through them (`data_of_version_1_come_along_on_sqlite`).
/// Of two that one of them copies row by row, into a table that is alike, it had none yet.
const ON_VERSION_1: &[&str] = &[
    "0003_keeping.sql",
    "0006_days.sql",
    "0010_desk.sql",
    "0026_by_key.sql",
    "0035_evaluation_lists.sql",
    "0049_intake_talks.sql",
    "0066_intake_timely.sql",
];

/// The text of every file of this room that is source.
fn sources(folder: &std::path::Path, out: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|end| end == "rs") {
            out.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_change_of_rows_was_tried_on_rows() {
    let room = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tests = String::new();
    sources(&room.join("src"), &mut tests);
    let had: Vec<String> = at_version(1).iter().map(|table| table.name.clone()).collect();
    let (mut files, mut untried) = (0, Vec::new());
    for entry in std::fs::read_dir(room.join("schema")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let text = crate::ddl::translate(&std::fs::read_to_string(&path).unwrap(), crate::ddl::Engine::Postgres);
        let changes: Vec<&str> = text.split(';').map(str::trim).filter(|one| changes_rows(one)).collect();
        let again = tests.contains(&format!("again(&store, include_str!(\"../../schema/{name}\"))"));
        let listed = ON_VERSION_1.contains(&name.as_str());
        if listed {
            let words: Vec<&str> = changes.iter().flat_map(|one| one.split_whitespace()).collect();
            assert!(
                had.iter().any(|table| words.contains(&table.as_str())),
                "{name} changes nothing that version 1 had"
            );
        }
        files += usize::from(!changes.is_empty());
        if !changes.is_empty() && !again && !listed {
            untried.push(name);
        }
    }
    assert!(files > 15, "only {files} change rows");
    assert!(untried.is_empty(), "no test lays down rows of before these, and runs them: {untried:?}");
}

fn id(n: u128) -> Value {
    Value::Uuid(Uuid::from_u128(n))
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn day() -> Value {
    Value::Date(date!(2026 - 03 - 01))
}

fn moment() -> Value {
    Value::Instant(datetime!(2026-03-01 09:00:00.123456 UTC))
}

/// Writes one row of a table of version 1; what is not named is absent.
async fn put(tx: &mut Tx, table: &str, values: &[(&str, Value)]) {
    let tables = at_version(1);
    let table = tables.iter().find(|t| t.name == table).unwrap_or_else(|| panic!("no {table}"));
    for (name, _) in values {
        assert!(table.place(name).is_some(), "{} has no {name}", table.name);
    }
    let value = |name: &str| values.iter().find(|(n, _)| *n == name).map_or(Value::Null, |(_, v)| v.clone());
    let row: Row = table.columns.iter().map(|column| value(&column.name)).collect();
    insert(tx, table, &[row]).await.unwrap_or_else(|error| panic!("{}: {error}", table.name));
}

/// As version 1 sealed.
fn lock(key: &[u8; 32], place: &[u8], text: &[u8]) -> Vec<u8> {
    let nonce = crate::fresh::bytes::<24>().unwrap();
    let payload = Payload { msg: text, aad: place };
    let sealed = XChaCha20Poly1305::new(key.into()).encrypt(&XNonce::from(nonce), payload).unwrap();
    [nonce.as_slice(), &sealed].concat()
}

fn seal(key: &[u8; 32], column: &str, words: &str) -> Value {
    Value::Bytes(lock(key, column.as_bytes(), words.as_bytes()))
}

/// Events as version 1 chained them.
async fn chain(tx: &mut Tx, keys: &Keys, payloads: &[String], person: u128) {
    let key = keys.derive("test-key", Purpose::Audit).unwrap();
    let mut before = vec![0_u8; 32];
    let tenant = Uuid::from_u128(TENANT);
    for (place, payload) in payloads.iter().enumerate() {
        let seq = place as i64 + 1;
        let at = datetime!(2026-03-01 09:00:00.123456 UTC);
        let salt = [7_u8; 16];
        let digest = Sha256::new().chain_update(salt).chain_update(payload.as_bytes()).finalize().to_vec();
        let micros = at.unix_timestamp_nanos() / 1000;
        let parts: [&[u8]; 5] = [&before, tenant.as_bytes(), &seq.to_be_bytes(), &micros.to_be_bytes(), &digest];
        before = mac_with(&key, &parts).to_vec();
        put(
            tx,
            "audit_event",
            &[
                ("tenant_id", id(TENANT)),
                ("seq", Value::Int(seq)),
                ("at", moment()),
                ("salt", Value::Bytes(salt.to_vec())),
                ("payload", text(payload)),
                ("digest", Value::Bytes(digest)),
                ("key_id", text("test-key")),
                ("hash", Value::Bytes(before.clone())),
            ],
        )
        .await;
        put(tx, "audit_subject", &[("tenant_id", id(TENANT)), ("person_id", id(person)), ("seq", Value::Int(seq))])
            .await;
    }
    let (seq, hash) = (Value::Int(payloads.len() as i64), Value::Bytes(before));
    put(tx, "audit_head", &[("tenant_id", id(TENANT)), ("seq", seq), ("hash", hash)]).await;
}

/// One row or more in each of the 41 tables of version 1.
pub(crate) async fn fill_and_commit(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    fill(&mut tx).await;
    tx.told.forget();
    tx.commit().await.unwrap();
}

async fn fill(tx: &mut Tx) {
    let keys = testing::keys();
    let master = keys.derive("test-key", Purpose::Seal).unwrap();
    let t = || ("tenant_id", id(TENANT));
    let number = |n| ("number", Value::Int(n));
    put(tx, "meta", &[("name", text("demo")), ("value", text("{}"))]).await;
    put(
        tx,
        "tenant",
        &[t(), ("kind", text("school")), ("code", text("27DV")), ("name", text("ROC")), ("created_at", moment())],
    )
    .await;
    put(
        tx,
        "account",
        &[
            ("account_id", id(ACCOUNT)),
            ("email_key", text("a@school.example")),
            ("email", text("A@school.example")),
            ("name", text("A")),
            ("created_at", moment()),
        ],
    )
    .await;
    put(
        tx,
        "session",
        &[
            ("token_hash", Value::Bytes(vec![1])),
            ("account_id", id(ACCOUNT)),
            ("csrf", text("c")),
            ("created_at", moment()),
            ("seen_at", moment()),
            ("ends_at", moment()),
        ],
    )
    .await;
    put(
        tx,
        "throttle",
        &[("key_hash", Value::Bytes(vec![1])), ("window_start", Value::Int(1)), ("attempts", Value::Int(1))],
    )
    .await;
    put(tx, "team", &[t(), ("team_id", id(0x40)), ("name", text("Zorg")), ("begins", day())]).await;
    put(tx, "lesson_group", &[t(), ("group_id", id(0x41)), ("name", text("Z1A")), ("begins", day())]).await;
    put(
        tx,
        "import_run",
        &[
            t(),
            ("import_id", id(IMPORT)),
            ("kind", text("students")),
            ("sha256", Value::Bytes(vec![2])),
            ("imported_at", moment()),
            ("imported_by", text("A")),
            ("report", text("{}")),
        ],
    )
    .await;
    put(tx, "import_mapping", &[t(), ("kind", text("students")), ("mapping", text("{}"))]).await;
    for (nth, file) in FILES.iter().enumerate() {
        let (person, name) = (file + 1, format!("Wit-{nth}"));
        put(
            tx,
            "person",
            &[
                t(),
                ("person_id", id(person)),
                ("family_name", text(&name)),
                ("birth_year", Value::Int(2006)),
                ("birth_month", Value::Int(3)),
                ("birth_day", Value::Int(0)),
                ("student_number", text(&format!("00{nth}"))),
                ("sort_key", text(&name.to_lowercase())),
                ("import_id", id(IMPORT)),
            ],
        )
        .await;
        put(tx, "support_file", &[t(), ("file_id", id(*file)), ("person_id", id(person)), ("version", Value::Int(3))])
            .await;
    }
    let person = FILES[0] + 1;
    let p = || ("person_id", id(person));
    put(
        tx,
        "identifier",
        &[t(), ("kind", text("student_number")), ("key_id", text("")), ("value", Value::Bytes(b"000".to_vec())), p()],
    )
    .await;
    put(tx, "search_key", &[t(), ("search_key", text("wit-0")), p()]).await;
    put(
        tx,
        "guardian",
        &[
            t(),
            ("guardian_id", id(0x42)),
            p(),
            ("name", text("Ouder")),
            ("authority", Value::Bool(true)),
            ("begins", day()),
        ],
    )
    .await;
    put(
        tx,
        "membership",
        &[
            t(),
            ("membership_id", id(0x43)),
            ("account_id", id(ACCOUNT)),
            ("role", text("coach")),
            ("scope", text("teams")),
            ("begins", day()),
        ],
    )
    .await;
    put(tx, "membership_team", &[t(), ("membership_id", id(0x43)), ("team_id", id(0x40))]).await;
    put(
        tx,
        "invitation",
        &[
            ("token_hash", Value::Bytes(vec![3])),
            t(),
            ("role", text("student")),
            ("invited_at", moment()),
            ("ends_at", moment()),
        ],
    )
    .await;
    put(tx, "person_team", &[t(), p(), ("team_id", id(0x40)), ("begins", day())]).await;
    put(tx, "person_group", &[t(), p(), ("group_id", id(0x41)), ("begins", day())]).await;
    put(
        tx,
        "person_coach",
        &[t(), p(), ("email_key", text("a@school.example")), ("account_id", id(ACCOUNT)), ("begins", day())],
    )
    .await;
    put(
        tx,
        "enrolment",
        &[t(), ("enrolment_id", id(0x44)), p(), ("number", text("1")), ("begins", day()), ("import_id", id(IMPORT))],
    )
    .await;
    let e = || ("enrolment_id", id(0x44));
    put(
        tx,
        "enrolment_period",
        &[
            t(),
            e(),
            ("begins", day()),
            ("crebo", text("25655")),
            ("fundable", Value::Bool(false)),
            ("import_id", id(IMPORT)),
        ],
    )
    .await;
    put(tx, "support_period", &[t(), e(), ("begins", day()), ("import_id", id(IMPORT))]).await;
    put(
        tx,
        "placement",
        &[t(), e(), ("sequence", text("1")), ("begins", day()), ("hours", Value::Int(160)), ("import_id", id(IMPORT))],
    )
    .await;
    put(
        tx,
        "application",
        &[
            t(),
            ("application_id", id(0x45)),
            p(),
            ("crebo", text("25655")),
            ("applied_on", day()),
            ("status", text("received")),
            ("import_id", id(IMPORT)),
        ],
    )
    .await;
    put(
        tx,
        "measure",
        &[
            t(),
            ("measure_id", id(0x46)),
            ("kind", text("other")),
            ("text_nl", text("Extra tijd")),
            ("text_en", text("Extra time")),
            ("who", text("de docent")),
            ("place", text("exam")),
            ("level", text("extra")),
            ("position", Value::Int(0)),
            ("begins", day()),
        ],
    )
    .await;
    put(
        tx,
        "template",
        &[
            t(),
            ("template_id", id(0x47)),
            ("name_nl", text("S")),
            ("name_en", text("T")),
            ("position", Value::Int(0)),
            ("begins", day()),
        ],
    )
    .await;
    put(
        tx,
        "template_measure",
        &[t(), ("template_id", id(0x47)), ("position", Value::Int(0)), ("measure_id", id(0x46))],
    )
    .await;
    put(
        tx,
        "intake",
        &[
            t(),
            ("application_id", id(0x45)),
            number(1),
            ("file_id", id(FILES[0])),
            ("held_on", day()),
            ("recorded_at", moment()),
        ],
    )
    .await;
    put(tx, "policy_setting", &[t(), ("name", text("nothing")), ("begins", day()), ("value", text("x"))]).await;
    for file in FILES {
        let key = crate::fresh::bytes::<32>().unwrap();
        let place = [Uuid::from_u128(TENANT).as_bytes().as_slice(), Uuid::from_u128(file).as_bytes()].concat();
        let f = || ("file_id", id(file));
        // The second was purged, and the third lost its key in another way.
        if file == FILES[0] {
            put(
                tx,
                "file_key",
                &[
                    t(),
                    f(),
                    number(1),
                    ("master_key_id", text("test-key")),
                    ("wrapped", Value::Bytes(lock(&master, &place, &key))),
                ],
            )
            .await;
        }
        put(
            tx,
            "file_scope",
            &[t(), ("kind", text("school")), ("scope_id", id(TENANT)), f(), ("sort_key", text("wit"))],
        )
        .await;
        for n in 1..=2 {
            put(
                tx,
                "need",
                &[
                    t(),
                    f(),
                    number(n),
                    ("words", seal(&key, "need.words", &format!("behoefte {n}"))),
                    ("recorded_at", moment()),
                    ("recorded_on", day()),
                ],
            )
            .await;
        }
        put(
            tx,
            "statutory",
            &[
                t(),
                f(),
                number(1),
                ("ground", text("yes")),
                ("extra_support", Value::Bool(true)),
                ("declined_words", seal(&key, "statutory.declined_words", "liever niet")),
                ("declined_on", day()),
                ("assessed_at", moment()),
                ("assessed_on", day()),
            ],
        )
        .await;
        let (agreement, version) = (file + 2, file + 3);
        put(tx, "agreement", &[t(), ("agreement_id", id(agreement)), f()]).await;
        let v = || ("version_id", id(version));
        put(
            tx,
            "agreement_version",
            &[
                t(),
                v(),
                ("agreement_id", id(agreement)),
                number(1),
                ("status", text("change_asked")),
                ("status_at", moment()),
                ("status_on", day()),
                ("proposed_at", moment()),
                ("proposed_on", day()),
                ("proposed_by", id(ACCOUNT)),
            ],
        )
        .await;
        put(tx, "agreement_subject", &[t(), v(), ("kind", text("application")), ("subject_id", id(0x45))]).await;
        let line = |n, measure: Option<u128>, what: &str, who: &str| {
            [
                t(),
                v(),
                ("position", Value::Int(n)),
                ("measure_id", measure.map_or(Value::Null, id)),
                ("kind", text("other")),
                ("text", text(what)),
                ("details", seal(&key, "agreement_line.details", &format!("precies {n}"))),
                ("who", text(who)),
                ("place", text("exam")),
                ("level", text("extra")),
                ("begins", day()),
            ]
        };
        put(tx, "agreement_line", &line(0, Some(0x46), "Extra tijd", "de docent")).await;
        put(tx, "agreement_line", &line(1, Some(0x46), "Extra tijd vanwege iets", "de oma")).await;
        put(tx, "agreement_line", &line(2, None, "Extra tijd", "de docent")).await;
        put(
            tx,
            "agreement_answer",
            &[
                t(),
                v(),
                number(1),
                ("answered_by", text("student")),
                ("answer", text("change_asked")),
                ("words", seal(&key, "agreement_answer.words", "liever anders")),
                ("channel", text("online")),
                ("answered_at", moment()),
                ("answered_on", day()),
            ],
        )
        .await;
    }
    put(tx, "counter", &[t(), ("name", text("files")), ("scope_id", id(TENANT)), ("value", Value::Int(3))]).await;
    let route = "/dossiers/x/behoefte";
    let draft_place = [b"draft ", Uuid::from_u128(ACCOUNT).as_bytes().as_slice(), route.as_bytes()].concat();
    let body = [b"\x08test-key".as_slice(), &lock(&master, &draft_place, b"woorden=half")].concat();
    put(
        tx,
        "draft",
        &[("account_id", id(ACCOUNT)), ("route", text(route)), ("body", Value::Bytes(body)), ("saved_at", moment())],
    )
    .await;
    put(
        tx,
        "name_search",
        &[
            t(),
            ("search_id", id(0x48)),
            ("membership_id", id(0x43)),
            ("words", Value::Bytes(vec![4])),
            ("searched_at", moment()),
        ],
    )
    .await;
    put(
        tx,
        "outbox",
        &[
            t(),
            ("message_id", id(0x49)),
            ("kind", text("k")),
            ("recipient", id(ACCOUNT)),
            ("body", Value::Bytes(vec![5])),
            ("due_at", moment()),
        ],
    )
    .await;
    put(
        tx,
        "job",
        &[t(), ("job_id", id(0x4a)), ("kind", text("k")), ("idempotency_key", text("i")), ("attempts", Value::Int(0))],
    )
    .await;
    put(tx, "blob", &[t(), ("sha256", Value::Bytes(vec![6])), ("bytes", Value::Bytes(vec![7]))]).await;
    let payload = |action: &str, file: u128, about: &str| {
        format!(
            r#"{{"account":"{}","name":"A","role":"privacy_officer","action":"{action}","rule":"granted","subjects":["{}"],"about":"{}{about}"}}"#,
            Uuid::from_u128(ACCOUNT),
            Uuid::from_u128(FILES[1] + 1),
            FileId(Uuid::from_u128(file)),
        )
    };
    let events = [payload("view_file", FILES[1], ""), payload("purge_free_text", FILES[1], " health")];
    chain(tx, &keys, &events, FILES[1] + 1).await;
    // Every table has something.
    for table in at_version(1) {
        assert!(!page(tx, &table, None, 1).await.unwrap().is_empty(), "the fixture has nothing in {}", table.name);
    }
}

/// What a migration may leave behind: searches of a day, counts of minutes, what the database knows of itself, and tables
/// in which nothing was ever written.
const LEFT_BEHIND: [&str; 7] = ["name_search", "meta", "throttle", "job", "blob", "invitation", "outbox"];

/// What a migration may change: how texts are sealed, and searches of the day.
const MAY_CHANGE: [(&str, &str); 11] = [
    ("session", "csrf"),
    ("support_file", "recheck_on"),
    ("need", "words"),
    ("statutory", "declined_words"),
    ("agreement_line", "text"),
    ("agreement_line", "who"),
    ("agreement_line", "details"),
    ("agreement_answer", "words"),
    ("file_key", "wrapped"),
    ("draft", "body"),
    ("meta", "value"),
];

/// The rows of version 1's tables as they are now, column by column.
async fn rows_of(store: &Store, version: i64) -> BTreeMap<String, Vec<String>> {
    let mut tx = store.begin_reading().await.unwrap();
    let mut out = BTreeMap::new();
    for before in at_version(1).iter().filter(|t| !LEFT_BEHIND.contains(&t.name.as_str())) {
        let tables = at_version(version);
        let Some(now) = tables.iter().find(|t| t.name == before.name) else { continue };
        let kept: Vec<&str> = before.columns.iter().map(|c| c.name.as_str()).collect();
        let rows = page(&mut tx, now, None, 1000).await.unwrap();
        let shown = |row: &Row| -> String {
            let values = kept.iter().filter(|c| !MAY_CHANGE.contains(&(now.name.as_str(), **c)));
            values.map(|c| format!("{c}={:?} ", now.place(c).and_then(|place| row.get(place)))).collect()
        };
        let mut shown: Vec<String> = rows.iter().map(shown).collect();
        shown.sort();
        out.insert(before.name.clone(), shown);
    }
    out
}

/// Everything a database says of its own shape.
async fn shape(store: &Store) -> Vec<String> {
    let mut tx = store.begin_reading().await.unwrap();
    let found = match store.engine() {
        crate::ddl::Engine::Sqlite => rows!(
            tx,
            (String,),
            "SELECT type || ' ' || tbl_name || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_master ORDER BY 1"
        ),
        crate::ddl::Engine::Postgres => rows!(
            tx,
            (String,),
            "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || COALESCE(collation_name, '') \
             || ' ' || COALESCE(column_default, '') FROM information_schema.columns WHERE table_schema = 'public' \
             UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' \
             UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint \
             WHERE connamespace = 'public'::regnamespace ORDER BY 1"
        ),
    };
    found.unwrap().into_iter().map(|(line,)| line).collect()
}

/// The texts of one file's page: need, declined, lines, answer.
pub(crate) async fn texts(store: &Store, actor: &Actor, file: u128) -> Vec<String> {
    let view = store.file_view(actor, FileId(Uuid::from_u128(file)), at(1)).await.unwrap();
    let mut out = vec![view.need.unwrap().unwrap().words.reveal().clone()];
    let version = VersionId(Uuid::from_u128(file + 3));
    let VersionView { version, .. } =
        store.agreement_version(actor, Action::ViewAgreement, version, at(2)).await.unwrap();
    for line in &version.lines {
        out.extend([line.text.clone(), line.who.clone(), line.details.reveal().clone()]);
    }
    out.extend(version.answers[0].answer.words().map(|words| words.reveal().clone()));
    out
}

async fn check(store: Store, fresh: Store) {
    store.migrate_to(1).await.unwrap();
    fill_and_commit(&store).await;
    let mut before = rows_of(&store, 1).await;

    store.migrate(at(0)).await.unwrap();
    store.migrate(at(0)).await.unwrap();
    assert!(store.seals_are_new().await.unwrap());
    let mut after = rows_of(&store, crate::ddl::newest()).await;
    // What was typed in clear in the two files without a key is sealed with a new one; the key that was there stays.
    let keys = (before.remove("file_key").unwrap(), after.remove("file_key").unwrap());
    assert!(keys.0.len() == 1 && keys.1.len() == 3 && keys.1.contains(&keys.0[0]), "{keys:?}");
    // By what people are found is computed anew: by the name, the birth date and the number.
    let (_, found_by) = (before.remove("search_key").unwrap(), after.remove("search_key").unwrap());
    for key in ["wit0", "20060300", "2"] {
        assert!(found_by.iter().any(|row| row.contains(&format!("Text(\"{key}\")"))), "{found_by:?}");
    }
    // The chain goes on: what was in it stays, but for where it ends.
    for table in ["audit_event", "audit_subject", "audit_head"] {
        let (was, is) = (before.remove(table).unwrap(), after.remove(table).unwrap());
        assert!(table == "audit_head" || was.iter().all(|row| is.contains(row)), "{table}: {was:?} is not in {is:?}");
    }
    assert_eq!(after, before, "data are what they were");
    let (here, there) = (shape(&store).await, shape(&fresh).await);
    assert!(here.len() > 60, "{}", here.len());
    assert_eq!(here, there, "the tables are those of a new database");

    let tenant = TenantId(Uuid::from_u128(TENANT));
    let verdict = store.audit_verify(tenant, None).await.unwrap();
    assert!(matches!(verdict, crate::audit::Verdict::Whole { .. }), "{verdict:?}");

    let account = store.account_add("care@school.example", "C", None, at(0)).await.unwrap();
    let from = date!(2026 - 01 - 01);
    let by = Actor::system(tenant, access::Reason::Command);
    let (role, scope) = (Role::CareCoordinator, Scope::School);
    let membership = store.membership_add(&by, account, role, &scope, from, at(0)).await.unwrap();
    store.rights_refresh(tenant, TODAY).await.unwrap();
    let actor = store.actor(account, tenant, membership, TODAY).await.unwrap();
    assert_eq!(
        texts(&store, &actor, FILES[0]).await,
        [
            "behoefte 2",
            "Extra tijd",
            "de docent",
            "precies 0",
            "Extra tijd vanwege iets",
            "de oma",
            "precies 1",
            "Extra tijd",
            "de docent",
            "precies 2",
            "liever anders"
        ]
    );
    // What had been typed in clear was readable through a purge; it is sealed now, and the rest is what it was.
    for (file, shown) in [(FILES[1], PURGED), (FILES[2], BROKEN)] {
        let found = texts(&store, &actor, file).await;
        let expected = [
            shown,
            "Extra tijd",
            "de docent",
            shown,
            "Extra tijd vanwege iets",
            "de oma",
            shown,
            "Extra tijd",
            "de docent",
            shown,
            shown,
        ];
        assert_eq!(found, expected);
    }
    let mut tx = store.begin_reading().await.unwrap();
    let clear = rows!(
        tx,
        (Option<String>, Option<String>),
        "SELECT text, who FROM agreement_line ORDER BY version_id, position"
    );
    let of_catalogue = (Some("Extra tijd".to_owned()), Some("de docent".to_owned()));
    let expected: Vec<_> = (0..3).flat_map(|_| [of_catalogue.clone(), (None, None), (None, None)]).collect();
    assert_eq!(clear.unwrap(), expected, "only the catalogue's own words stand in clear");
    tx.commit().await.unwrap();
    let draft = store.draft(AccountId(Uuid::from_u128(ACCOUNT)), "/dossiers/x/behoefte").await.unwrap();
    assert_eq!(draft.as_deref(), Some("woorden=half"));
}

#[tokio::test]
async fn data_of_version_1_come_along_on_sqlite() {
    let folder = std::env::temp_dir().join(format!("meedoen-migrate-{}", crate::fresh::id().simple()));
    std::fs::create_dir(&folder).unwrap();
    let address = format!("sqlite:{}", folder.join("db").display());
    let store = Store::open(&address, testing::keys()).await.unwrap();
    check(store.clone(), testing::sqlite().await).await;
    store.close().await;
    let typed = b"Extra tijd vanwege iets";
    assert_eq!(crate::keeping::tests::holding(&folder, typed), Vec::<std::path::PathBuf>::new(), "typed, and in clear");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn data_of_version_1_come_along_on_postgres() {
    let store = Store::open(&testing::empty_postgres().await, testing::keys()).await.unwrap();
    check(store, testing::postgres().await).await;
}

/// With another key of the same name nothing is renewed, and the tables say that they are not done.
#[tokio::test]
async fn another_key_does_not_renew_the_seals() {
    let file = std::env::temp_dir().join(format!("meedoen-migrate-{}.db", crate::fresh::id().simple()));
    let address = format!("sqlite:{}", file.display());
    let store = Store::open(&address, testing::keys()).await.unwrap();
    store.migrate_to(1).await.unwrap();
    fill_and_commit(&store).await;
    let other = Keys::parse(&Keys::new_file("test-key").unwrap()).unwrap();
    let wrong = Store::open(&address, other).await.unwrap();
    assert!(matches!(wrong.migrate(at(0)).await, Err(crate::StoreError::WrongKey(name)) if name == "test-key"));
    assert!(!wrong.seals_are_new().await.unwrap());
    wrong.close().await;
    // And where no text was sealed yet, the chain says it.
    let other = Keys::parse(&Keys::new_file("test-key").unwrap()).unwrap();
    let wrong = Store::open(&address, other).await.unwrap();
    testing::tamper(&wrong, "DELETE FROM file_key").await;
    assert!(matches!(wrong.migrate(at(0)).await, Err(crate::StoreError::WrongKey(name)) if name == "test-key"));
    wrong.close().await;
    store.migrate(at(0)).await.unwrap();
    assert!(store.seals_are_new().await.unwrap());
    store.close().await;
    std::fs::remove_file(&file).unwrap();
}
