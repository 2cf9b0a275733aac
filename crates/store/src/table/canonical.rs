//! A row as bytes: the same from either database, and the same after a migration that only added a column.

use super::{Table, Value};

/// The places of the columns that count, in the order of their names; `without` names those that do not.
pub(crate) fn order(table: &Table, without: &[&str]) -> Vec<usize> {
    let counts = |place: &usize| !without.contains(&table.columns[*place].name.as_str());
    let mut places: Vec<usize> = (0..table.columns.len()).filter(counts).collect();
    places.sort_unstable_by(|a, b| table.columns[*a].name.cmp(&table.columns[*b].name));
    places
}

/// The bytes of a row. Each present value stands with the name and type of its column, in the order of the names, each
/// part after its length: no two rows share their bytes. An absent value leaves nothing, so that a column that a
/// migration adds changes nothing until something is written in it. `order` says which columns count ([`order`]).
pub(crate) fn canonical(table: &Table, row: &[Value], order: &[usize]) -> Vec<u8> {
    let mut out = Vec::with_capacity(64 + 32 * row.len());
    part(&mut out, table.name.as_bytes());
    for (column, value) in order.iter().filter_map(|place| Some((table.columns.get(*place)?, row.get(*place)?))) {
        let mut put = |mark: u8, bytes: &[u8]| {
            part(&mut out, column.name.as_bytes());
            out.push(mark);
            part(&mut out, bytes);
        };
        match value {
            Value::Null => {}
            Value::Uuid(id) => put(b'u', id.as_bytes()),
            Value::Text(text) => put(b't', text.as_bytes()),
            Value::Int(n) => put(b'i', &n.to_be_bytes()),
            Value::Bool(yes) => put(b'b', &[u8::from(*yes)]),
            Value::Date(day) => put(b'd', &day.to_julian_day().to_be_bytes()),
            // Microseconds since 1970: what both databases keep.
            Value::Instant(at) => put(b'm', &(at.unix_timestamp_nanos().div_euclid(1000)).to_be_bytes()),
            Value::Bytes(bytes) => put(b'x', bytes),
            Value::Unreadable => put(b'?', b""),
        }
    }
    out
}

fn part(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend((bytes.len() as u32).to_be_bytes());
    out.extend(bytes);
}
