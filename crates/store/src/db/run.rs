//! Where a statement really runs: once per database, and not generic.
//!
//! The macros of this module stand in hundreds of places. Whatever of sqlx they named themselves, the compiler would
//! make anew in each of those places, for both databases and in every crate that waits for the answer: that was most
//! of the time of a build.

use futures_util::TryStreamExt as _;
use sqlx::query::Query;
use sqlx::{Either, Executor as _};
use std::pin::Pin;

/// An answer that is still to come, with its type forgotten.
pub(crate) type Coming<'a, T> = Pin<Box<dyn Future<Output = Result<T, sqlx::Error>> + Send + 'a>>;

macro_rules! database {
    ($module:ident, $database:ty, $connection:ty, $arguments:ty, $row:ty) => {
        pub(crate) mod $module {
            use super::{Coming, Query};
            pub(crate) type Statement<'a> = Query<'a, $database, $arguments>;

            /// How many rows it touched.
            pub(crate) fn done<'a>(statement: Statement<'a>, on: &'a mut $connection) -> Coming<'a, u64> {
                Box::pin(async move { statement.execute(on).await.map(|done| done.rows_affected()) })
            }

            /// At most one row.
            pub(crate) fn row<'a>(statement: Statement<'a>, on: &'a mut $connection) -> Coming<'a, Option<$row>> {
                Box::pin(statement.fetch_optional(on))
            }

            /// All rows.
            pub(crate) fn rows<'a>(statement: Statement<'a>, on: &'a mut $connection) -> Coming<'a, Vec<$row>> {
                Box::pin(statement.fetch_all(on))
            }
        }
    };
}

database!(sqlite, sqlx::Sqlite, sqlx::SqliteConnection, sqlx::sqlite::SqliteArguments, sqlx::sqlite::SqliteRow);
database!(postgres, sqlx::Postgres, sqlx::PgConnection, sqlx::postgres::PgArguments, sqlx::postgres::PgRow);

/// The rows of each of the statements of one text, which all have the same parameters. SQLite only.
pub(crate) fn many<'a>(
    statements: sqlite::Statement<'a>,
    on: &'a mut sqlx::SqliteConnection,
) -> Coming<'a, Vec<Vec<sqlx::sqlite::SqliteRow>>> {
    Box::pin(async move {
        let (mut all, mut rows) = (Vec::new(), Vec::new());
        let mut coming = on.fetch_many(statements);
        while let Some(next) = coming.try_next().await? {
            match next {
                Either::Right(row) => rows.push(row),
                // A statement ended.
                Either::Left(_) => all.push(std::mem::take(&mut rows)),
            }
        }
        Ok(all)
    })
}
