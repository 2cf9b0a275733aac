//! Backup and restore: one archive that either database reads, so that it is also the way from one to the other.
//!
//! ```text
//! magic (16) | length of the file (8) | length of the header (4) | first 8 bytes of the SHA-256 of those
//! header, JSON | its SHA-256 (32)
//! rows, table by table, in the order and the number that the header says
//! HMAC-SHA256 (32) over header, rows and the first 36 bytes, with a key from the key file
//! ```
//!
//! A file that is shorter than it says was cut short; one whose sums do not fit was altered; one that names another key
//! was made with another key file. The sums without a key tell accidents apart; only the HMAC is proof. The key file is
//! never in it. Nothing is held in memory but a page of rows ([decision 0014](../../../../../docs/decisions/0014-archive.md)).

mod backup;
mod read;
mod restore;
mod row;
#[cfg(test)]
mod tests;
mod write;

pub use backup::BackedUp;
pub use read::{Archive, check};
pub use restore::Restored;

use crate::StoreError;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    backup::SQL.to_vec()
}

const MAGIC: &[u8; 16] = b"meedoen archive\n";
/// Magic, two lengths, and the sum over them.
const PREFIX: usize = 16 + 8 + 4 + 8;
/// A SHA-256, an HMAC.
const SUM: usize = 32;
/// A header is some kilobytes; more is no header.
const LONGEST_HEADER: usize = 1 << 20;
/// The version of this format.
const FORMAT: u32 = 1;

/// Tables that are not kept: who is signed in, attempts to sign in, and searches of today.
const LEFT_OUT: [&str; 3] = ["session", "throttle", "name_search"];

/// What an archive says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the format.
    pub format: u32,
    /// Version of the tables.
    pub schema: i64,
    /// Its own identifier: stands in the audit of the database it was made from.
    pub id: Uuid,
    /// When it was made, RFC 3339.
    pub made_at: String,
    /// The key of the HMAC.
    pub mac_key: String,
    /// The keys that the rows were hashed, chained and sealed with, by name and digest (hex).
    pub keys: Vec<(String, String)>,
    /// The tables in order: name, columns, number of rows.
    pub tables: Vec<TableHeader>,
}

/// A table in an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableHeader {
    /// Its name.
    pub name: String,
    /// Its columns, in the order of the values.
    pub columns: Vec<String>,
    /// How many rows follow.
    pub rows: u64,
}

/// Why an archive was not made, read or put back.
#[derive(Debug, Error)]
pub enum ArchiveError {
    /// The file system refuses.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// It does not begin as an archive does.
    #[error("this is no archive of Meedoen")]
    NoArchive,
    /// The file ends before it should.
    #[error("cut short: the archive ends before its end")]
    CutShort,
    /// Something in it is not what was written.
    #[error("altered: the archive is not what was written")]
    Altered,
    /// The key file does not hold the key it was made with.
    #[error("wrong key: the archive was made with the key '{0}', which is not in this key file")]
    WrongKey(String),
    /// It was made by a newer program.
    #[error("made by a newer program than this one (tables of version {0})")]
    Newer(i64),
    /// The database to fill holds something.
    #[error("not empty: the database has rows in {0}. An archive is put back into an empty database only")]
    NotEmpty(String),
    /// The database to fill has tables of another version than the archive.
    #[error(
        "the database has tables of version {found}, the archive of {archived}: put it back into a database without tables"
    )]
    OtherTables {
        /// Of the database.
        found: i64,
        /// Of the archive.
        archived: i64,
    },
    /// The database refuses.
    #[error("{0}")]
    Store(#[from] StoreError),
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
