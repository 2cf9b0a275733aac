//! The schema as data is what the databases have; rows and their bytes are the same from both.

use super::*;
use crate::db::Tx;
use crate::ddl::Engine;
use crate::tests::school::{School, at};
use crate::{Store, testing};
use std::collections::BTreeMap;
use time::macros::{date, datetime};
use uuid::Uuid;

#[test]
fn every_statement_of_the_migrations_is_understood() {
    let mut tables = Vec::new();
    for text in crate::ddl::texts(i64::MAX) {
        assert_eq!(parse::apply(&mut tables, &text), Vec::<String>::new());
    }
    assert!(tables.iter().all(|table| !table.key.is_empty() && !table.columns.is_empty()));
}

#[test]
fn migrations_that_alter_are_followed() {
    let mut tables = Vec::new();
    let text = "CREATE TABLE a (x UUID NOT NULL PRIMARY KEY, y TEXT COLLATE \"C\" NOT NULL, UNIQUE (x, y));
        CREATE TABLE b (x UUID NOT NULL REFERENCES a (x), n BIGINT, PRIMARY KEY (x, n));
        CREATE INDEX b_n ON b (n, x);
        ALTER TABLE a ADD COLUMN z DATE;
        ALTER TABLE a DROP COLUMN y;
        ALTER TABLE b RENAME COLUMN n TO m;
        ALTER TABLE a RENAME TO c;
        CREATE TABLE d (x UUID NOT NULL PRIMARY KEY);
        DROP TABLE d;
        UPDATE b SET m = 1";
    assert_eq!(parse::apply(&mut tables, text), Vec::<String>::new());
    let names = |table: &Table| table.columns.iter().map(|c| (c.name.clone(), c.of)).collect::<Vec<_>>();
    assert_eq!(names(&tables[0]), [("x".into(), Type::Uuid), ("z".into(), Type::Date)]);
    assert_eq!((tables[0].name.as_str(), tables[1].parents.as_slice()), ("c", ["c".to_owned()].as_slice()));
    assert_eq!(tables[1].key, ["x", "m"]);
    assert_eq!(parse::apply(&mut tables, "CREATE VIEW v AS SELECT 1"), ["CREATE VIEW v AS SELECT 1"]);
}

#[test]
fn parents_come_before_children() {
    let tables = tables();
    for (place, table) in tables.iter().enumerate() {
        for parent in &table.parents {
            let before = tables[..place].iter().any(|t| t.name == *parent);
            assert!(before || *parent == table.name, "{} comes before {parent}", table.name);
        }
    }
    assert!(find("need").is_some() && find("nothing").is_none());
}

/// Columns by table, as a database itself lists them.
async fn catalogue(store: &Store) -> BTreeMap<String, Vec<String>> {
    let mut tx = store.begin_reading().await.unwrap();
    let found = match store.engine() {
        Engine::Sqlite => rows!(
            tx,
            (String, String),
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid"
        ),
        Engine::Postgres => rows!(
            tx,
            (String, String),
            "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns \
             WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
        ),
    };
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, column) in found.unwrap() {
        out.entry(table).or_default().push(column);
    }
    out.remove("_sqlx_migrations");
    out
}

/// A row with something in every column, and one with as little as the table allows.
fn samples(table: &Table) -> [Row; 2] {
    let full = table.columns.iter().enumerate().map(|(n, column)| match column.of {
        Type::Uuid => Value::Uuid(Uuid::from_u128(0x1234_5678_9abc_def0_u128 << 60 | n as u128)),
        Type::Text => Value::Text(format!("Zoë 'x' \u{1F600} {n}")),
        Type::BigInt => Value::Int(i64::MIN + n as i64),
        Type::Boolean => Value::Bool(n % 2 == 0),
        Type::Date => Value::Date(date!(1999 - 12 - 31)),
        Type::Timestamptz => Value::Instant(datetime!(2026-03-29 01:59:59.123456 UTC)),
        Type::Bytea => Value::Bytes(vec![0, 0xff, n as u8]),
    });
    let full: Row = full.collect();
    let columns = table.columns.iter().zip(&full);
    let bare = columns.map(|(column, value)| match (column.not_null, value) {
        (false, _) => Value::Null,
        // Another key than the full row's.
        (true, Value::Uuid(id)) => Value::Uuid(Uuid::from_u128(id.as_u128() ^ 1 << 100)),
        (true, Value::Text(text)) => Value::Text(format!("b{text}")),
        (true, Value::Int(n)) => Value::Int(n + 1000),
        (true, Value::Bytes(bytes)) => Value::Bytes([bytes.as_slice(), b"b"].concat()),
        (true, other) => other.clone(),
    });
    let bare = bare.collect();
    [full, bare]
}

/// Foreign keys stand in the way of rows that no program would write.
async fn without_foreign_keys(store: &Store, tx: &mut Tx) {
    match store.engine() {
        Engine::Sqlite => run!(tx, "PRAGMA defer_foreign_keys = ON").map(drop).unwrap(),
        Engine::Postgres => run!(tx, "SET LOCAL session_replication_role = replica").map(drop).unwrap(),
    }
}

/// All of a table, two rows a page.
async fn whole(tx: &mut Tx, table: &Table) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::new();
    loop {
        let next = page(tx, table, out.last(), 2).await.unwrap();
        if next.is_empty() {
            return out;
        }
        assert!(next.len() <= 2);
        out.extend(next);
    }
}

crate::on_both! {
    async fn the_schema_as_data_is_what_the_database_has(store) {
        let parsed = tables().iter().map(|t| (t.name.clone(), t.columns.iter().map(|c| c.name.clone()).collect()));
        assert_eq!(parsed.collect::<BTreeMap<_, Vec<_>>>(), catalogue(&store).await);
    }

    async fn every_table_reads_back_what_was_written(store) {
        for table in tables() {
            let mut tx = store.begin().await.unwrap();
            without_foreign_keys(&store, &mut tx).await;
            let before = whole(&mut tx, table).await.len();
            let rows = samples(table);
            insert(&mut tx, table, &rows).await.unwrap();
            let found = whole(&mut tx, table).await;
            assert_eq!(found.len(), before + 2, "{}", table.name);
            for row in &rows {
                assert!(found.contains(row), "{}: {row:?} is not in {found:?}", table.name);
            }
            // Not committed: the next table begins clean.
        }
    }

    /// PostgreSQL knows days that end no calendar, SQLite takes any text: an error with its place, never a panic.
    async fn a_value_that_no_program_wrote_is_an_error_with_its_place(store) {
        let school = School::new(&store, "27DV").await;
        school.guardian(school.person("Wit", date!(2008-09-03)).await.person, true).await;
        testing::tamper(&store, "UPDATE guardian SET ends = 'infinity'").await;
        let mut tx = store.begin_reading().await.unwrap();
        let error = page(&mut tx, find("guardian").unwrap(), None, 10).await.unwrap_err();
        assert_eq!(error.to_string(), "a value in guardian.ends cannot be read");
    }
}

#[test]
fn the_bytes_of_a_row_are_written_down() {
    let table = Table {
        name: "t".into(),
        columns: vec![
            Column { name: "b".into(), of: Type::Text, not_null: false },
            Column { name: "a".into(), of: Type::Boolean, not_null: true },
            Column { name: "c".into(), of: Type::Timestamptz, not_null: false },
        ],
        key: vec!["a".into()],
        parents: vec![],
    };
    let row = |text: Value| vec![text, Value::Bool(true), Value::Null];
    let canonical = |row: &Row, without: &[&str]| canonical(&table, row, &order(&table, without));
    let bytes = canonical(&row(Value::Text("é".into())), &[]);
    assert_eq!(bytes, b"\0\0\0\x01t\0\0\0\x01ab\0\0\0\x01\x01\0\0\0\x01bt\0\0\0\x02\xc3\xa9");
    assert_eq!(canonical(&row(Value::Null), &[]), b"\0\0\0\x01t\0\0\0\x01ab\0\0\0\x01\x01");
    assert_ne!(canonical(&row(Value::Null), &[]), canonical(&row(Value::Text(String::new())), &[]));
    assert_eq!(canonical(&row(Value::Text("é".into())), &["b"]), canonical(&row(Value::Null), &[]));
    let one_micro =
        |nanos| vec![Value::Null, Value::Bool(true), Value::Instant(at(0).at + time::Duration::nanoseconds(nanos))];
    assert_eq!(canonical(&one_micro(1), &[]), canonical(&one_micro(999), &[]));
    assert_ne!(canonical(&one_micro(1), &[]), canonical(&one_micro(1000), &[]));
}
