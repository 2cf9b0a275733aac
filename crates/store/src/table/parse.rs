//! Reading the DDL text. It reads what our migrations say and no more: `apply` returns the statements it does not know,
//! and a test holds that there are none, and that what it read is what both databases have.

use super::{Column, Table, Type};

/// Applies the statements of a migration, bare of comments. Returns those it does not know.
pub(super) fn apply(tables: &mut Vec<Table>, text: &str) -> Vec<String> {
    let statements = text.split(';').map(str::trim).filter(|statement| !statement.is_empty());
    statements.filter(|statement| one(tables, statement).is_none()).map(str::to_owned).collect()
}

/// One statement; `None` when it is unknown.
fn one(tables: &mut Vec<Table>, statement: &str) -> Option<()> {
    let words: Vec<&str> = statement.split_whitespace().collect();
    match words.as_slice() {
        ["CREATE", "TABLE", name, ..] => {
            let body = statement.split_once('(')?.1.rsplit_once(')')?.0;
            let name = name.split('(').next()?.to_owned();
            tables.push(table(name, body)?);
        }
        ["ALTER", "TABLE", name, "ADD", "COLUMN", ..] => {
            let line = statement.split_once("ADD COLUMN")?.1.trim();
            let table = tables.iter_mut().find(|table| table.name == *name)?;
            part(table, line)?;
        }
        ["ALTER", "TABLE", name, "DROP", "COLUMN", column] => {
            let table = tables.iter_mut().find(|table| table.name == *name)?;
            table.columns.retain(|c| c.name != *column);
        }
        ["ALTER", "TABLE", name, "RENAME", "COLUMN", old, "TO", new] => {
            let table = tables.iter_mut().find(|table| table.name == *name)?;
            let names = table.columns.iter_mut().map(|c| &mut c.name).chain(&mut table.key);
            names.filter(|n| n == old).for_each(|n| (*new).clone_into(n));
        }
        ["ALTER", "TABLE", name, "RENAME", "TO", new] => {
            for table in tables.iter_mut() {
                let names = table.parents.iter_mut().chain(std::iter::once(&mut table.name));
                names.filter(|n| n == name).for_each(|n| (*new).clone_into(n));
            }
        }
        ["DROP", "TABLE", name] => tables.retain(|table| table.name != *name),
        // Neither changes what a table holds columns of.
        ["CREATE", "INDEX" | "UNIQUE", ..] | ["DROP", "INDEX", ..] | ["INSERT" | "UPDATE" | "DELETE", ..] => {}
        _ => return None,
    }
    Some(())
}

fn table(name: String, body: &str) -> Option<Table> {
    let mut table = Table { name, columns: Vec::new(), key: Vec::new(), parents: Vec::new() };
    let mut depth = 0_u32;
    for line in body.split(|c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    }) {
        part(&mut table, line.trim())?;
    }
    Some(table)
}

/// A column, or a constraint of the table.
fn part(table: &mut Table, line: &str) -> Option<()> {
    if let Some((_, after)) = line.split_once("REFERENCES ") {
        table.parents.push(after.split([' ', '(']).next()?.to_owned());
    }
    if let Some(names) = line.strip_prefix("PRIMARY KEY") {
        let names = names.trim().strip_prefix('(')?.strip_suffix(')')?;
        table.key = names.split(',').map(|name| name.trim().to_owned()).collect();
        return Some(());
    }
    if ["UNIQUE", "FOREIGN KEY", "CHECK"].iter().any(|word| line.starts_with(word)) {
        return Some(());
    }
    let mut words = line.split_whitespace();
    let name = words.next()?.to_owned();
    let of = match words.next()? {
        "UUID" => Type::Uuid,
        "TEXT" => Type::Text,
        "BIGINT" => Type::BigInt,
        "BOOLEAN" => Type::Boolean,
        "DATE" => Type::Date,
        "TIMESTAMPTZ" => Type::Timestamptz,
        "BYTEA" => Type::Bytea,
        _ => return None,
    };
    let rest = words.collect::<Vec<_>>().join(" ");
    if rest.contains("PRIMARY KEY") {
        table.key = vec![name.clone()];
    }
    table.columns.push(Column { name, of, not_null: rest.contains("NOT NULL") });
    Some(())
}

/// Parents before children; otherwise as they were written.
pub(super) fn in_order(mut left: Vec<Table>) -> Vec<Table> {
    let mut out: Vec<Table> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let waits = |table: &Table| table.parents.iter().any(|p| *p != table.name && left.iter().any(|t| t.name == *p));
        // Tables that wait for each other cannot be filled at all; taking the first then ends the loop.
        let next = left.iter().position(|table| !waits(table)).unwrap_or(0);
        out.push(left.remove(next));
    }
    out
}
