//! The digest of a unit: a MAC over the bytes of all its rows, keyed outside the database.

use super::unit::{Found, SIZES, UnitKind};
use crate::StoreError;
use crate::db::Tx;
use crate::keys::mac_with;
use crate::table::{Row, Type, Value, canonical, select};
use register::TenantId;
use std::collections::HashMap;
use uuid::Uuid;

/// A digest.
pub(super) type Digest = [u8; 32];

/// The bytes of the rows of units, and how many rows each table gave.
pub(super) struct Gathered {
    pub(super) rows: HashMap<Uuid, Vec<Vec<u8>>>,
    pub(super) counts: Vec<(&'static str, usize)>,
}

/// Reads all rows of some units of one kind.
pub(super) async fn gather(
    tx: &mut Tx,
    found: &[Found],
    chain: TenantId,
    kind: UnitKind,
    ids: &[Uuid],
) -> Result<Gathered, StoreError> {
    let mut out = Gathered { rows: HashMap::with_capacity(ids.len()), counts: Vec::new() };
    for of in found.iter().filter(|of| of.kind == kind) {
        let mut count = 0;
        let mut keep = |unit: Uuid, row: &[Value]| {
            count += 1;
            out.rows.entry(unit).or_default().push(canonical(of.table, row, &of.order));
        };
        if of.is_whole() {
            for row in select(tx, &of.table.types(), of.text(0).1, &[]).await? {
                keep(Uuid::nil(), &row);
            }
        } else {
            let mut types = vec![Type::Uuid];
            types.extend(of.table.types());
            for chunk in ids.chunks(SIZES[SIZES.len() - 1]) {
                let (size, sql) = of.text(chunk.len());
                let mut parameters: Row = Vec::with_capacity(size + 1);
                if !kind.is_global() {
                    parameters.push(Value::Uuid(chain.0));
                }
                parameters.extend(chunk.iter().map(|id| Value::Uuid(*id)));
                // Filled up with one that is there already: it finds nothing twice.
                let filler = parameters.last().cloned().unwrap_or(Value::Null);
                parameters.resize(size + usize::from(!kind.is_global()), filler);
                for row in select(tx, &types, sql, &parameters).await? {
                    if let Some((Value::Uuid(unit), row)) = row.split_first() {
                        keep(*unit, row);
                    }
                }
            }
        }
        out.counts.push((of.table.name.as_str(), count));
    }
    Ok(out)
}

impl Gathered {
    /// The digest of one unit. The order in which a database gave its rows does not count. A unit without rows has a
    /// digest too: that it is empty is a fact.
    pub(super) fn digest(&mut self, key: &[u8; 32], chain: TenantId, kind: UnitKind, id: Uuid) -> Digest {
        let rows = self.rows.entry(id).or_default();
        rows.sort_unstable();
        let mut parts: Vec<&[u8]> = vec![kind.code().as_bytes(), chain.0.as_bytes(), id.as_bytes()];
        parts.extend(rows.iter().map(Vec::as_slice));
        mac_with(key, &parts)
    }

    /// Whether a unit has rows.
    pub(super) fn has_rows(&self, id: Uuid) -> bool {
        self.rows.get(&id).is_some_and(|rows| !rows.is_empty())
    }
}
