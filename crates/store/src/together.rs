//! Questions about the same persons that are asked together.
//!
//! SQLite is asked by a thread of its own: each question is handed to it, and its rows are handed back. For the handful of rows
//! that a file has, that takes longer than finding them, and a file is twenty questions. So those are put in one, and each
//! asker takes its own rows from what came ([`Ahead`]). PostgreSQL takes no two statements with parameters at once: there
//! each is asked when it is its turn, with the same outcome.

use crate::StoreError;
use crate::db::ahead::Ahead;
use crate::db::{Conn, Tx, run};
use crate::which::{Which, filled};
use register::TenantId;

/// The texts of some modules that `by_person!` declares, for one person and for a page of them.
#[derive(Debug)]
pub(crate) struct Together {
    one: (Vec<&'static str>, String),
    page: (Vec<&'static str>, String),
}

impl Together {
    pub(crate) fn of(modules: &[(&'static [&'static str], &'static [&'static str])]) -> Self {
        let joined = |texts: Vec<&'static str>| {
            let all = texts.join(";\n");
            (texts, all)
        };
        Self {
            one: joined(modules.iter().flat_map(|(one, _)| one.iter().copied()).collect()),
            page: joined(modules.iter().flat_map(|(_, page)| page.iter().copied()).collect()),
        }
    }

    /// The texts about these persons, in the order in which they are asked.
    #[cfg(test)]
    pub(crate) fn texts(&self, which: Which<'_>) -> &[&'static str] {
        match which {
            Which::One(_) => &self.one.0,
            Which::All | Which::Page(_) | Which::Many(_) => &self.page.0,
        }
    }
}

/// Asks together, where that can be done.
///
/// # Errors
/// The database's.
pub(crate) async fn ask(
    tx: &mut Tx,
    together: &'static Together,
    tenant: TenantId,
    which: Which<'_>,
) -> Result<(), StoreError> {
    let Conn::Sqlite(connection) = &mut tx.conn else { return Ok(()) };
    let ((texts, all), persons) = match which {
        Which::One(person) => (&together.one, vec![person.0]),
        Which::Page(persons) => (&together.page, filled(persons).to_vec()),
        // So many rows that the way to the database is the least of it.
        Which::All | Which::Many(_) => return Ok(()),
    };
    let query = persons.into_iter().fold(sqlx::query(all.as_str()).bind(tenant.0), |query, person| query.bind(person));
    let rows = run::many(query, connection).await?;
    debug_assert_eq!(rows.len(), texts.len(), "a text that is two statements would give its rows to its neighbour");
    tx.ahead = Ahead(texts.iter().copied().zip(rows).collect());
    Ok(())
}
