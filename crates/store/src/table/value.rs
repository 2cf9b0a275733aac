//! One value of a row, the same from either database.

use super::{Column, Type};
use sqlx::postgres::{PgRow, PgValueFormat};
use sqlx::sqlite::SqliteRow;
use sqlx::{Database, Encode, Row as _, ValueRef as _};
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

/// A value, of the type its column has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Uuid(Uuid),
    Text(String),
    Int(i64),
    Bool(bool),
    Date(Date),
    Instant(OffsetDateTime),
    Bytes(Vec<u8>),
    /// What stands there is not of its column's type: no program of ours wrote it.
    Unreadable,
}

impl Value {
    /// The text, if it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The bytes, if it is them.
    pub(crate) fn bytes(&self) -> Option<&[u8]> {
        if let Self::Bytes(bytes) = self { Some(bytes) } else { None }
    }

    /// The identifier, if it is one.
    pub(crate) const fn uuid(&self) -> Option<Uuid> {
        if let Self::Uuid(id) = self { Some(*id) } else { None }
    }

    /// The number, if it is one.
    pub(crate) const fn int(&self) -> Option<i64> {
        if let Self::Int(n) = self { Some(*n) } else { None }
    }
}

/// What a column holds in a row, at a place.
pub(super) fn from_sqlite(row: &SqliteRow, place: usize, of: Type) -> Value {
    macro_rules! get {
        ($type:ty, $as:path) => {
            row.try_get::<Option<$type>, _>(place).map_or(Value::Unreadable, |found| found.map_or(Value::Null, $as))
        };
    }
    match of {
        Type::Uuid => get!(Uuid, Value::Uuid),
        Type::Text => get!(String, Value::Text),
        Type::BigInt => get!(i64, Value::Int),
        Type::Boolean => get!(bool, Value::Bool),
        Type::Date => get!(Date, Value::Date),
        Type::Timestamptz => get!(OffsetDateTime, Value::Instant),
        Type::Bytea => get!(Vec<u8>, Value::Bytes),
    }
}

/// As [`from_sqlite`]. Days and moments are counted by hand: PostgreSQL knows some that the `time` crate does not
/// (`infinity`), and sqlx panics on those.
pub(super) fn from_postgres(row: &PgRow, place: usize, of: Type) -> Value {
    const EPOCH: OffsetDateTime = time::macros::datetime!(2000-01-01 0:00 UTC);
    macro_rules! get {
        ($type:ty, $as:path) => {
            row.try_get::<Option<$type>, _>(place).map_or(Value::Unreadable, |found| found.map_or(Value::Null, $as))
        };
    }
    macro_rules! counted {
        ($type:ty, $number:ident => $value:expr) => {{
            match row.try_get_raw(place) {
                Ok(raw) if raw.is_null() => Value::Null,
                Ok(raw) if raw.format() == PgValueFormat::Binary => {
                    let bytes = raw.as_bytes().ok().and_then(|bytes| bytes.try_into().ok());
                    bytes.map(<$type>::from_be_bytes).and_then(|$number| $value).unwrap_or(Value::Unreadable)
                }
                _ => Value::Unreadable,
            }
        }};
    }
    match of {
        Type::Uuid => get!(Uuid, Value::Uuid),
        Type::Text => get!(String, Value::Text),
        Type::BigInt => get!(i64, Value::Int),
        Type::Boolean => get!(bool, Value::Bool),
        Type::Date => counted!(i32, days => EPOCH.date().checked_add(Duration::days(days.into())).map(Value::Date)),
        Type::Timestamptz => {
            counted!(i64, micros => EPOCH.checked_add(Duration::microseconds(micros)).map(Value::Instant))
        }
        Type::Bytea => get!(Vec<u8>, Value::Bytes),
    }
}

/// Binds a value as its column's type, so that PostgreSQL knows what an absent one would have been.
pub(super) fn bind<'a, D>(
    row: &mut sqlx::query_builder::Separated<'_, D, &'static str>,
    column: &Column,
    value: &'a Value,
) where
    D: Database,
    Option<Uuid>: Encode<'a, D> + sqlx::Type<D>,
    Option<&'a str>: Encode<'a, D> + sqlx::Type<D>,
    Option<i64>: Encode<'a, D> + sqlx::Type<D>,
    Option<bool>: Encode<'a, D> + sqlx::Type<D>,
    Option<Date>: Encode<'a, D> + sqlx::Type<D>,
    Option<OffsetDateTime>: Encode<'a, D> + sqlx::Type<D>,
    Option<&'a [u8]>: Encode<'a, D> + sqlx::Type<D>,
{
    match value {
        Value::Uuid(id) => row.push_bind(Some(*id)),
        Value::Text(text) => row.push_bind(Some(text.as_str())),
        Value::Int(n) => row.push_bind(Some(*n)),
        Value::Bool(yes) => row.push_bind(Some(*yes)),
        Value::Date(day) => row.push_bind(Some(*day)),
        Value::Instant(at) => row.push_bind(Some(*at)),
        Value::Bytes(bytes) => row.push_bind(Some(bytes.as_slice())),
        Value::Null | Value::Unreadable => match column.of {
            Type::Uuid => row.push_bind(None::<Uuid>),
            Type::Text => row.push_bind(None::<&str>),
            Type::BigInt => row.push_bind(None::<i64>),
            Type::Boolean => row.push_bind(None::<bool>),
            Type::Date => row.push_bind(None::<Date>),
            Type::Timestamptz => row.push_bind(None::<OffsetDateTime>),
            Type::Bytea => row.push_bind(None::<&[u8]>),
        },
    };
}

macro_rules! add {
    ($($(#[$doc:meta])* $name:ident, $query:ty;)*) => {$(
        $(#[$doc])*
        pub(super) fn $name<'a>(query: $query, value: &'a Value) -> $query {
            match value {
                // Keys hold no absent value.
                Value::Null | Value::Unreadable => query.bind(None::<&str>),
                Value::Uuid(id) => query.bind(*id),
                Value::Text(text) => query.bind(text.as_str()),
                Value::Int(n) => query.bind(*n),
                Value::Bool(yes) => query.bind(*yes),
                Value::Date(day) => query.bind(*day),
                Value::Instant(at) => query.bind(*at),
                Value::Bytes(bytes) => query.bind(bytes.as_slice()),
            }
        }
    )*};
}

add! {
    /// Binds a value as the next parameter.
    add_sqlite, crate::db::run::sqlite::Statement<'a>;
    /// As `add_sqlite`.
    add_postgres, crate::db::run::postgres::Statement<'a>;
}
