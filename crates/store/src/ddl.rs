//! Migrations: one DDL text for both databases.
//!
//! Only type words differ, and how a table of little more than a key is kept. They are translated here, word by word, when the
//! target is SQLite, whose tables are STRICT. Migrations are never edited once landed (sqlx keeps a checksum): add a next one.

use sqlx::migrate::{Migration, MigrationSource, MigrationType, Migrator};
use std::borrow::Cow;

/// Number, name and text of each migration, in order: the files of `schema/`, as `build.rs` lists them.
const MIGRATIONS: &[(i64, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// The two databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, one file.
    Sqlite,
    /// A server.
    Postgres,
}

/// How a table ends whose rows SQLite keeps in the order of their key, and nowhere else. PostgreSQL has no such word.
const BY_KEY: &str = ") WITHOUT ROWID;";

/// The DDL of one engine from the shared text.
pub fn translate(text: &str, engine: Engine) -> String {
    let bare: String =
        text.lines().map(|l| l.split("--").next().unwrap_or("").trim_end()).collect::<Vec<_>>().join("\n");
    if engine == Engine::Postgres {
        return bare.replace(BY_KEY, ");");
    }
    let mut out = String::with_capacity(bare.len());
    let mut word = String::new();
    let flush = |word: &mut String, out: &mut String| {
        out.push_str(match word.as_str() {
            "UUID" | "BYTEA" => "BLOB",
            "TIMESTAMPTZ" | "DATE" => "TEXT",
            "BOOLEAN" | "BIGINT" => "INTEGER",
            other => other,
        });
        word.clear();
    };
    for c in bare.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            word.push(c);
        } else {
            flush(&mut word, &mut out);
            out.push(c);
        }
    }
    flush(&mut word, &mut out);
    // SQLite compares TEXT bytewise by default, which is what COLLATE "C" asks of PostgreSQL.
    let out = out.replace(" COLLATE \"C\"", "");
    // A table's closing parenthesis stands alone on its line; an index's does not.
    let closed = |line| match line {
        ");" => ") STRICT;",
        BY_KEY => ") STRICT, WITHOUT ROWID;",
        line => line,
    };
    out.lines().map(closed).collect::<Vec<_>>().join("\n")
}

#[derive(Debug)]
struct House(Engine, i64);

impl MigrationSource<'static> for House {
    fn resolve(
        self,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<Vec<Migration>, sqlx::error::BoxDynError>> + Send + 'static>>
    {
        Box::pin(async move {
            Ok(MIGRATIONS
                .iter()
                .filter(|(number, ..)| *number <= self.1)
                .map(|(number, name, text)| {
                    let sql = sqlx::SqlSafeStr::into_sql_str(sqlx::AssertSqlSafe(translate(text, self.0)));
                    Migration::new(*number, Cow::Borrowed(*name), MigrationType::Simple, sql, false)
                })
                .collect())
        })
    }
}

/// The migrator of one engine, up to a version of the tables.
pub async fn migrator(engine: Engine, upto: i64) -> Result<Migrator, sqlx::migrate::MigrateError> {
    Migrator::new(House(engine, upto)).await
}

/// All migrations in one text, to recognise a schema by.
#[cfg(any(test, feature = "testing"))]
pub(crate) fn whole_text() -> String {
    MIGRATIONS.iter().map(|m| m.2).collect()
}

/// The bare texts of the migrations up to a number, in order.
pub(crate) fn texts(version: i64) -> impl Iterator<Item = String> {
    MIGRATIONS.iter().filter(move |m| m.0 <= version).map(|m| translate(m.2, Engine::Postgres))
}

/// The number of the newest migration.
pub const fn newest() -> i64 {
    MIGRATIONS[MIGRATIONS.len() - 1].0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_words_are_translated_and_names_are_not() {
        let text = "CREATE TABLE t (\n    a UUID NOT NULL, -- a DATE\n    date_x DATE,\n    k TEXT COLLATE \"C\"\n);\nCREATE INDEX i ON t (a);";
        assert_eq!(
            translate(text, Engine::Sqlite),
            "CREATE TABLE t (\n    a BLOB NOT NULL,\n    date_x TEXT,\n    k TEXT\n) STRICT;\nCREATE INDEX i ON t (a);"
        );
        assert!(translate(text, Engine::Postgres).contains("date_x DATE"));
    }

    #[test]
    fn a_table_kept_by_its_key_is_one_like_others_in_postgres() {
        let text = "CREATE TABLE t (\n    a UUID NOT NULL PRIMARY KEY\n) WITHOUT ROWID;";
        let (sqlite, postgres) = (translate(text, Engine::Sqlite), translate(text, Engine::Postgres));
        assert_eq!(sqlite, "CREATE TABLE t (\n    a BLOB NOT NULL PRIMARY KEY\n) STRICT, WITHOUT ROWID;");
        assert_eq!(postgres, "CREATE TABLE t (\n    a UUID NOT NULL PRIMARY KEY\n);");
    }

    #[test]
    fn each_file_of_the_schema_is_a_migration_with_a_number_of_its_own() {
        let numbers: Vec<i64> = MIGRATIONS.iter().map(|one| one.0).collect();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "{numbers:?}");
        assert_eq!((numbers[0], MIGRATIONS[0].1), (1, "house"));
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schema");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), numbers.len());
    }

    /// Decision 1 of the architecture: a distributed PostgreSQL shards on it.
    #[test]
    fn tenant_leads_every_key_of_tenant_data() {
        for (_, _, text) in MIGRATIONS {
            let bare = translate(text, Engine::Postgres);
            for table in bare.split("CREATE TABLE ").skip(1) {
                let (name, body) = table.split_once(' ').unwrap();
                let body = body.split("\n);").next().unwrap();
                let global =
                    ["meta", "account", "session", "throttle", "invitation", "draft", "master_key"].contains(&name);
                for line in body.lines().map(str::trim).filter(|_| !global) {
                    for word in ["PRIMARY KEY (", "UNIQUE (", "FOREIGN KEY ("] {
                        if let Some(rest) = line.strip_prefix(word) {
                            assert!(rest.starts_with("tenant_id"), "{name}: {line}");
                        }
                    }
                }
                assert!(global || body.contains("tenant_id UUID NOT NULL"), "{name} has no tenant");
            }
        }
    }
}
