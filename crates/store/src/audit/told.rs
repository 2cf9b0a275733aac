//! What a transaction wrote, and what its events tell of it. A transaction that wrote facts which no event tells of does
//! not commit: a change without a trace is not a rule that people keep, it is one that cannot be broken.

use super::unit::{Unit, UnitKind, written};
use crate::StoreError;
use register::TenantId;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The facts that a transaction wrote since its last event.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// Kinds of which a statement wrote a row.
    written: BTreeSet<UnitKind>,
    /// Units that were named, by the chain that tells of them.
    touched: BTreeMap<TenantId, BTreeSet<Unit>>,
}

impl Told {
    /// Notes that a statement is run. Tests lay down rows themselves, as an attacker would: those are not the program's.
    pub(crate) fn note(&mut self, sql: &str, module: &str) {
        // Nearly every statement reads, and none that does begins with these letters.
        if let Some(b'I' | b'U' | b'D') = sql.bytes().find(|byte| !byte.is_ascii_whitespace())
            && let Some(kind) = written(sql)
            && !module.contains("::test")
        {
            self.written.insert(kind);
        }
    }

    /// Names units that were written.
    pub(super) fn touch(&mut self, tenant: TenantId, kind: UnitKind, ids: impl IntoIterator<Item = Uuid>) {
        let chain = if kind.is_global() { TenantId::INSTALLATION } else { tenant };
        let units = ids.into_iter().map(|id| Unit { kind, id });
        self.touched.entry(chain).or_default().extend(units);
    }

    /// The kinds that were written.
    pub(super) fn kinds(&self) -> Vec<UnitKind> {
        self.written.iter().copied().collect()
    }

    /// Whether rows of a kind were written of which no unit was named yet.
    pub(super) fn misses(&self, chain: TenantId, kind: UnitKind) -> bool {
        let named = self.touched.get(&chain).is_some_and(|units| units.iter().any(|unit| unit.kind == kind));
        self.written.contains(&kind) && !named
    }

    /// What the next event of a chain tells of.
    pub(super) fn take(&mut self, chain: TenantId) -> Vec<Unit> {
        let units: Vec<Unit> = self.touched.remove(&chain).unwrap_or_default().into_iter().collect();
        self.written.retain(|kind| units.iter().all(|unit| unit.kind != *kind));
        units
    }

    /// For what is done as part of a migration, which is vouched for at its end (`baseline`); and for tests that lay rows
    /// down with the program's own functions.
    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Refuses when something was written that no event tells of.
    pub(crate) fn all_told(&self) -> Result<(), StoreError> {
        let named = self.touched.values().flatten().map(|unit| unit.kind).next();
        match self.written.first().copied().or(named) {
            None => Ok(()),
            Some(kind) => Err(StoreError::Untold(kind.code())),
        }
    }
}
