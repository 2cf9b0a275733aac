//! Rows of any table: what a statement finds, a page in the order of the key, and writing them back.

use super::value::{self, Value};
use super::{Table, Type, list};
use crate::StoreError;
use crate::db::{Conn, Tx, run};
use crate::which::unnumbered;
use sqlx::{AssertSqlSafe, QueryBuilder, SqlSafeStr};

/// A row, its values in the order of the table's columns (or of what was asked for).
pub(crate) type Row = Vec<Value>;

/// What a statement finds. `types` are those of the columns it selects; the text is made of names in the schema, and
/// every value is a parameter.
pub(crate) async fn select(
    tx: &mut Tx,
    types: &[Type],
    sql: &str,
    parameters: &[Value],
) -> Result<Vec<Row>, StoreError> {
    match &mut tx.conn {
        Conn::Sqlite(c) => {
            let sql = AssertSqlSafe(unnumbered(sql).unwrap_or_else(|| sql.to_owned()));
            let query = parameters.iter().fold(sqlx::query(sql), value::add_sqlite);
            Ok(sqlite(&run::sqlite::rows(query, &mut *c).await?, types))
        }
        Conn::Postgres(c) => {
            let sql = AssertSqlSafe(sql.to_owned());
            let query = parameters.iter().fold(sqlx::query(sql), value::add_postgres);
            Ok(postgres(&run::postgres::rows(query, &mut *c).await?, types))
        }
    }
}

fn sqlite(rows: &[sqlx::sqlite::SqliteRow], types: &[Type]) -> Vec<Row> {
    let one = |row| types.iter().enumerate().map(|(place, of)| value::from_sqlite(row, place, *of)).collect();
    rows.iter().map(one).collect()
}

fn postgres(rows: &[sqlx::postgres::PgRow], types: &[Type]) -> Vec<Row> {
    let one = |row| types.iter().enumerate().map(|(place, of)| value::from_postgres(row, place, *of)).collect();
    rows.iter().map(one).collect()
}

/// A page of a table in the order of its primary key, after a row (the last of the page before). The order of text is
/// the database's own. A value that no program wrote is an error that names its column, and not the value.
pub(crate) async fn page(tx: &mut Tx, table: &Table, after: Option<&Row>, size: usize) -> Result<Vec<Row>, StoreError> {
    let key = list(table.key.iter().map(String::as_str));
    let mut sql = format!("SELECT {} FROM {}", table.list(), table.name);
    let mut parameters = Vec::new();
    if let Some(row) = after {
        let values = table.key.iter().filter_map(|column| table.place(column)).filter_map(|place| row.get(place));
        parameters.extend(values.cloned());
        let marks: Vec<String> = (1..=parameters.len()).map(|n| format!("${n}")).collect();
        sql.push_str(&format!(" WHERE ({key}) > ({})", marks.join(", ")));
    }
    sql.push_str(&format!(" ORDER BY {key} LIMIT {size}"));
    let rows = select(tx, &table.types(), &sql, &parameters).await?;
    for row in &rows {
        if let Some(place) = row.iter().position(|value| *value == Value::Unreadable) {
            let column = table.columns[place].name.clone();
            return Err(StoreError::Unreadable { table: table.name.clone(), column });
        }
    }
    Ok(rows)
}

/// Deletes all rows of a table. For filling an empty database.
pub(crate) async fn empty(tx: &mut Tx, table: &Table) -> Result<(), StoreError> {
    let sql = AssertSqlSafe(format!("DELETE FROM {}", table.name)).into_sql_str();
    match &mut tx.conn {
        Conn::Sqlite(c) => run::sqlite::done(sqlx::query(sql), &mut *c).await?,
        Conn::Postgres(c) => run::postgres::done(sqlx::query(sql), &mut *c).await?,
    };
    Ok(())
}

/// Writes rows as they are. For filling an empty database: nothing is projected and nothing is audited.
pub(crate) async fn insert(tx: &mut Tx, table: &Table, rows: &[Row]) -> Result<(), StoreError> {
    let start = format!("INSERT INTO {} ({}) ", table.name, table.list());
    // Both databases take some 32,000 parameters in one statement.
    let size = (20_000 / table.columns.len().max(1)).clamp(1, 500);
    for chunk in rows.chunks(size) {
        macro_rules! build {
            ($database:ty) => {{
                let mut query = QueryBuilder::<$database>::new(start.as_str());
                query.push_values(chunk, |mut out, row| {
                    table.columns.iter().zip(row).for_each(|(column, v)| value::bind(&mut out, column, v));
                });
                query
            }};
        }
        match &mut tx.conn {
            Conn::Sqlite(c) => run::sqlite::done(build!(sqlx::Sqlite).build().persistent(false), &mut *c).await?,
            Conn::Postgres(c) => run::postgres::done(build!(sqlx::Postgres).build().persistent(false), &mut *c).await?,
        };
    }
    Ok(())
}
