//! The schema as data: every table with its typed columns, key and foreign keys, read from the one DDL text that both
//! databases are made of. Whatever treats tables alike stands on this: backup and restore, the digests that the audit
//! proves the facts by, "a migrated schema equals a fresh one". A new table or column is seen here by itself.

mod canonical;
mod parse;
mod rows;
mod value;

pub(crate) use canonical::{canonical, order};
pub(crate) use rows::{Row, empty, insert, page, select};
pub(crate) use value::Value;

use std::sync::LazyLock;

/// The type word of a column in the DDL text. Its meaning is the same on both databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    Uuid,
    Text,
    BigInt,
    Boolean,
    Date,
    Timestamptz,
    Bytea,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) of: Type,
    pub(crate) not_null: bool,
}

/// A table as the migrations leave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) name: String,
    /// In the order of the table itself, on both databases.
    pub(crate) columns: Vec<Column>,
    /// The columns of the primary key, in order.
    pub(crate) key: Vec<String>,
    /// The tables that its foreign keys name.
    pub(crate) parents: Vec<String>,
}

impl Table {
    /// The place of a column.
    pub(crate) fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == column)
    }

    /// The types of its columns, in their order.
    pub(crate) fn types(&self) -> Vec<Type> {
        self.columns.iter().map(|c| c.of).collect()
    }

    /// The names of its columns, with commas between.
    pub(crate) fn list(&self) -> String {
        list(self.columns.iter().map(|c| c.name.as_str()))
    }
}

/// Names with commas between.
fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// Every table of the newest schema, in an order in which rows can be inserted: parents before children.
pub(crate) fn tables() -> &'static [Table] {
    static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| at_version(crate::ddl::newest()));
    &TABLES
}

/// Every table as it was after a migration, parents before children.
pub(crate) fn at_version(version: i64) -> Vec<Table> {
    let mut tables = Vec::new();
    for text in crate::ddl::texts(version) {
        // What `parse` does not know, a test refuses; a program in the field goes on with what it does know.
        parse::apply(&mut tables, &text);
    }
    parse::in_order(tables)
}

/// A table of the newest schema.
pub(crate) fn find(name: &str) -> Option<&'static Table> {
    tables().iter().find(|table| table.name == name)
}

#[cfg(test)]
mod tests;
