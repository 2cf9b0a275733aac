//! A value as bytes in an archive: a mark for its type, and what it holds. Texts and bytes stand after their length.

use super::ArchiveError;
use crate::table::{Type, Value};
use std::io::Read;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// Longer than any value we write; what says it is longer is no length.
const LONGEST: u32 = 1 << 30;

/// Adds a value.
pub(super) fn put(out: &mut Vec<u8>, value: &Value) -> Result<(), ArchiveError> {
    let mut long = |mark: u8, bytes: &[u8]| {
        out.push(mark);
        out.extend((bytes.len() as u32).to_be_bytes());
        out.extend(bytes);
    };
    match value {
        Value::Null => out.push(b'-'),
        Value::Text(text) => long(b't', text.as_bytes()),
        Value::Bytes(bytes) => long(b'x', bytes),
        Value::Uuid(id) => {
            out.push(b'u');
            out.extend(id.as_bytes());
        }
        Value::Int(n) => {
            out.push(b'i');
            out.extend(n.to_be_bytes());
        }
        Value::Bool(yes) => out.extend([b'b', u8::from(*yes)]),
        Value::Date(day) => {
            out.push(b'd');
            out.extend(day.to_julian_day().to_be_bytes());
        }
        Value::Instant(at) => {
            // Microseconds since 1970: what both databases keep. In 64 bits that is until the year 294246.
            let micros = at.unix_timestamp_nanos().div_euclid(1000);
            out.push(b'm');
            out.extend(i64::try_from(micros).map_err(|_| ArchiveError::Altered)?.to_be_bytes());
        }
        Value::Unreadable => return Err(ArchiveError::Altered),
    }
    Ok(())
}

/// Reads a value of a column's type.
pub(super) fn take(from: &mut impl Read, of: Type) -> Result<Value, ArchiveError> {
    let [mark] = fixed(from)?;
    Ok(match (mark, of) {
        (b'-', _) => Value::Null,
        (b't', Type::Text) => Value::Text(String::from_utf8(long(from)?).map_err(|_| ArchiveError::Altered)?),
        (b'x', Type::Bytea) => Value::Bytes(long(from)?),
        (b'u', Type::Uuid) => Value::Uuid(Uuid::from_bytes(fixed(from)?)),
        (b'i', Type::BigInt) => Value::Int(i64::from_be_bytes(fixed(from)?)),
        (b'b', Type::Boolean) => Value::Bool(fixed::<1>(from)? != [0]),
        (b'd', Type::Date) => {
            let day = Date::from_julian_day(i32::from_be_bytes(fixed(from)?));
            Value::Date(day.map_err(|_| ArchiveError::Altered)?)
        }
        (b'm', Type::Timestamptz) => {
            let nanos = i128::from(i64::from_be_bytes(fixed(from)?)) * 1000;
            let at = OffsetDateTime::from_unix_timestamp_nanos(nanos);
            Value::Instant(at.map_err(|_| ArchiveError::Altered)?)
        }
        _ => return Err(ArchiveError::Altered),
    })
}

fn fixed<const N: usize>(from: &mut impl Read) -> Result<[u8; N], ArchiveError> {
    let mut out = [0; N];
    from.read_exact(&mut out)?;
    Ok(out)
}

fn long(from: &mut impl Read) -> Result<Vec<u8>, ArchiveError> {
    let length = u32::from_be_bytes(fixed(from)?);
    if length > LONGEST {
        return Err(ArchiveError::Altered);
    }
    let mut out = Vec::new();
    let read = from.take(length.into()).read_to_end(&mut out)?;
    if read as u64 == u64::from(length) { Ok(out) } else { Err(ArchiveError::Altered) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// What goes in comes out, and nothing is left over.
        #[test]
        fn a_value_reads_back(text in ".{0,40}", bytes in prop::collection::vec(any::<u8>(), 0..40), n in any::<i64>(),
                              id in any::<u128>(), yes in any::<bool>(), day in -100_000_i32..3_000_000,
                              micros in -60_000_000_000_000_000_i64..200_000_000_000_000_000) {
            let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000).unwrap();
            for (value, of) in [
                (Value::Null, Type::Date),
                (Value::Text(text), Type::Text),
                (Value::Bytes(bytes), Type::Bytea),
                (Value::Int(n), Type::BigInt),
                (Value::Uuid(Uuid::from_u128(id)), Type::Uuid),
                (Value::Bool(yes), Type::Boolean),
                (Value::Date(Date::from_julian_day(day).unwrap()), Type::Date),
                (Value::Instant(at), Type::Timestamptz),
            ] {
                let mut out = Vec::new();
                put(&mut out, &value).unwrap();
                let mut from = out.as_slice();
                prop_assert_eq!(take(&mut from, of).unwrap(), value);
                prop_assert!(from.is_empty());
            }
        }

        /// Any bytes: an error, never a panic, and never more memory than there are bytes.
        #[test]
        fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            for of in [Type::Uuid, Type::Text, Type::BigInt, Type::Boolean, Type::Date, Type::Timestamptz, Type::Bytea] {
                let _ = take(&mut bytes.as_slice(), of);
            }
        }
    }
}
