//! One event as it stands in the tables, and whether it follows from the one before it.

use super::{Payload, chain};
use crate::db::Tx;
use crate::keys::Purpose;
use crate::table::{Row, Type, Value, select};
use crate::{Keys, StoreError};
use register::TenantId;
use std::collections::HashMap;
use time::OffsetDateTime;
use uuid::Uuid;

sql! {
    EVENTS = "SELECT seq, at, salt, payload, digest, key_id, hash FROM audit_event \
              WHERE tenant_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT 5000";
    SUBJECTS = "SELECT seq, person_id FROM audit_subject WHERE tenant_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq, person_id";
    WROTE = "SELECT seq, kind, unit_id, digest FROM audit_wrote WHERE tenant_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq";
}

/// An event as it stands, each value as far as it can be read.
pub(super) struct Found {
    pub(super) seq: i64,
    pub(super) row: Row,
    pub(super) subjects: Vec<Uuid>,
    pub(super) wrote: Vec<(String, Uuid, Vec<u8>)>,
}

/// One event that was proven.
pub(super) struct Proven {
    pub(super) at: OffsetDateTime,
    pub(super) hash: Vec<u8>,
    pub(super) key: String,
    /// `None` when it was erased.
    pub(super) payload: Option<Payload>,
}

/// The types of what [`EVENTS`] selects.
const EVENT: [Type; 7] =
    [Type::BigInt, Type::Timestamptz, Type::Bytea, Type::Text, Type::Bytea, Type::Text, Type::Bytea];

/// Keys of the chain, derived once each.
pub(super) struct Derived<'a> {
    keys: &'a Keys,
    known: HashMap<String, Option<[u8; 32]>>,
}

impl<'a> Derived<'a> {
    pub(super) fn of(keys: &'a Keys) -> Self {
        Self { keys, known: HashMap::new() }
    }

    fn get(&mut self, name: &str) -> Option<[u8; 32]> {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let derived = self.keys.derive(name, Purpose::Audit).ok();
        self.known.insert(name.to_owned(), derived);
        derived
    }
}

impl Found {
    /// Proves the event to follow from the hash before it.
    pub(super) fn prove(&self, keys: &mut Derived<'_>, chain: TenantId, before: &[u8]) -> Result<Proven, &'static str> {
        let [_, at, salt, payload, digest, key, hash] = self.row.as_slice() else { return Err("it cannot be read") };
        let Value::Instant(at) = at else { return Err("its time cannot be read") };
        let (Some(digest), Some(hash)) = (digest.bytes(), hash.bytes()) else { return Err("it cannot be read") };
        let name = key.text().ok_or("it cannot be read")?;
        let key = keys.get(name).ok_or("its key is not in the key file")?;
        let of_units =
            chain::of_units(self.wrote.iter().map(|(kind, id, digest)| (kind.as_str(), *id, digest.as_slice())));
        if *hash != chain::link(&key, before, chain, self.seq, *at, digest, of_units.as_ref()) {
            return Err(if of_units.is_some() {
                "its hash does not follow from the event before it and the digests of what it wrote"
            } else {
                "its hash does not follow from the event before it"
            });
        }
        let (hash, key) = (hash.to_vec(), name.to_owned());
        let (salt, text) = match (salt, payload) {
            (Value::Null, Value::Null) if self.subjects.is_empty() => {
                return Ok(Proven { at: *at, hash, key, payload: None });
            }
            (Value::Null, Value::Null) => return Err("its subject rows were changed"),
            (Value::Bytes(salt), Value::Text(text)) => (salt, text),
            (Value::Null, _) | (_, Value::Null) => return Err("its payload is erased by half"),
            _ => return Err("it cannot be read"),
        };
        if digest != chain::digest(salt, text) {
            return Err("its payload was changed");
        }
        let payload = serde_json::from_str::<Payload>(text).map_err(|_| "its payload cannot be read")?;
        let mut named = payload.subjects.clone();
        named.sort_unstable();
        named.dedup();
        if named != self.subjects {
            return Err("its subject rows were changed");
        }
        Ok(Proven { at: *at, hash, key, payload: Some(payload) })
    }
}

const SUBJECT: [Type; 2] = [Type::BigInt, Type::Uuid];
const OF_UNIT: [Type; 4] = [Type::BigInt, Type::Text, Type::Uuid, Type::Bytea];

/// Events after a number through a number, with what belongs to them; at most 5000.
pub(super) async fn events(tx: &mut Tx, chain: TenantId, after: i64, through: i64) -> Result<Vec<Found>, StoreError> {
    let range = |through| [Value::Uuid(chain.0), Value::Int(after), Value::Int(through)];
    let rows = select(tx, &EVENT, EVENTS, &range(through)).await?;
    let Some(last) = rows.last().and_then(|row| row[0].int()) else { return Ok(Vec::new()) };
    let subjects = select(tx, &SUBJECT, SUBJECTS, &range(last)).await?;
    let wrote = select(tx, &OF_UNIT, WROTE, &range(last)).await?;
    Ok(joined(rows, subjects, wrote))
}

/// Events with these numbers, and what belongs to them.
pub(super) async fn events_of(tx: &mut Tx, chain: TenantId, seqs: &[i64]) -> Result<Vec<Found>, StoreError> {
    let (mut rows, mut subjects, mut wrote) = (Vec::new(), Vec::new(), Vec::new());
    for chunk in seqs.chunks(MANY) {
        let parameters = numbers(chain, chunk);
        rows.extend(select(tx, &EVENT, &of::EVENTS, &parameters).await?);
        subjects.extend(select(tx, &SUBJECT, &of::SUBJECTS, &parameters).await?);
        wrote.extend(select(tx, &OF_UNIT, &of::WROTE, &parameters).await?);
    }
    rows.sort_by_key(|row| row[0].int());
    Ok(joined(rows, subjects, wrote))
}

/// The hashes of events with these numbers. What follows from an event is proven by its hash alone: who else it was about
/// need not be read for that.
pub(super) async fn hashes_of(tx: &mut Tx, chain: TenantId, seqs: &[i64]) -> Result<HashMap<i64, Vec<u8>>, StoreError> {
    let mut hashes = HashMap::new();
    for chunk in seqs.chunks(MANY) {
        let found = select(tx, &[Type::BigInt, Type::Bytea], &of::HASHES, &numbers(chain, chunk)).await?;
        hashes.extend(found.iter().filter_map(|row| row[0].int().zip(row[1].bytes().map(<[u8]>::to_vec))));
    }
    Ok(hashes)
}

/// A chain and [`MANY`] numbers in it: the rest are of no event.
fn numbers(chain: TenantId, seqs: &[i64]) -> Vec<Value> {
    let mut parameters = vec![Value::Uuid(chain.0)];
    parameters.extend(seqs.iter().map(|seq| Value::Int(*seq)));
    parameters.resize(MANY + 1, Value::Int(0));
    parameters
}

/// How many events are asked for by number at once: a page of looks.
const MANY: usize = 52;

/// The texts of [`events_of`] and [`hashes_of`].
mod of {
    use super::MANY;
    use std::sync::LazyLock;

    fn text(start: &str) -> String {
        let marks: Vec<String> = (2..MANY + 2).map(|n| format!("${n}")).collect();
        format!("{start} WHERE tenant_id = $1 AND seq IN ({})", marks.join(", "))
    }

    pub(super) static EVENTS: LazyLock<String> =
        LazyLock::new(|| text("SELECT seq, at, salt, payload, digest, key_id, hash FROM audit_event"));
    pub(super) static HASHES: LazyLock<String> = LazyLock::new(|| text("SELECT seq, hash FROM audit_event"));
    /// From the event to its subjects, by a range of one: for a list of numbers, and for an equal one, SQLite would rather
    /// read every subject of the school.
    pub(super) static SUBJECTS: LazyLock<String> = LazyLock::new(|| {
        let events = text("SELECT s.seq, s.person_id FROM audit_event e CROSS JOIN audit_subject s");
        let events = events.replace("WHERE tenant_id = $1 AND seq IN", "WHERE e.tenant_id = $1 AND e.seq IN");
        format!("{events} AND s.tenant_id = e.tenant_id AND s.seq >= e.seq AND s.seq <= e.seq")
    });
    pub(super) static WROTE: LazyLock<String> =
        LazyLock::new(|| text("SELECT seq, kind, unit_id, digest FROM audit_wrote"));
}

/// The SQL of this file.
pub(super) fn sql() -> Vec<(&'static str, &'static str)> {
    let made: [(&str, &'static str); 4] = [
        ("store::audit::event::of::events", &of::EVENTS),
        ("store::audit::event::of::hashes", &of::HASHES),
        ("store::audit::event::of::subjects", &of::SUBJECTS),
        ("store::audit::event::of::wrote", &of::WROTE),
    ];
    [SQL, &made].concat()
}

/// Puts subjects and digests with their events, which come in the order of their numbers.
fn joined(rows: Vec<Row>, subjects: Vec<Row>, wrote: Vec<Row>) -> Vec<Found> {
    let numbered = rows.into_iter().filter_map(|row| row[0].int().map(|seq| (seq, row)));
    let mut found: Vec<Found> =
        numbered.map(|(seq, row)| Found { seq, row, subjects: Vec::new(), wrote: Vec::new() }).collect();
    let place =
        |found: &[Found], seq: &Value| seq.int().and_then(|seq| found.binary_search_by_key(&seq, |e| e.seq).ok());
    for row in subjects {
        if let (Some(place), [_, Value::Uuid(person)]) = (place(&found, &row[0]), row.as_slice()) {
            found[place].subjects.push(*person);
        }
    }
    for row in wrote {
        if let (Some(place), [_, Value::Text(kind), Value::Uuid(id), Value::Bytes(digest)]) =
            (place(&found, &row[0]), row.as_slice())
        {
            found[place].wrote.push((kind.clone(), *id, digest.clone()));
        }
    }
    // PostgreSQL and this program agree on the order of identifiers, and yet: what is compared is sorted here.
    found.iter_mut().for_each(|event| event.subjects.sort_unstable());
    found
}
