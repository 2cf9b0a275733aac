//! The list of purges beside the key file: which key of which file was destroyed, when, by whom and why.
//!
//! A backup of before a purge still holds the purged key. So each purge is also kept here, outside the database, and what
//! is listed is purged again in whatever comes back: `restore` never writes such a key, and a database that was put back
//! by hand loses it at the next start. The line is on disk **before** the purge is committed: killed in between, the list
//! knows of a purge that the database does not, and the next start finishes it. The other order could lose it.
//!
//! One line a key: `INSTANT TENANT FILE NUMBER ACCOUNT REASON`; opaque identifiers and codes, nobody's name.

use crate::db::{Conn, Tx};
use crate::{Store, StoreError};
use register::{AccountId, FileId, TenantId};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

sql! {
    ADD = "INSERT INTO purge (tenant_id, file_id, number, purged_at, account_id, reason) VALUES ($1, $2, $3, $4, $5, $6)";
    REMOVE = "DELETE FROM file_key WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    /// SQLite leaves copies of a row in pages that it once moved it out of: the whole table is written anew, and what it
    /// stood in is overwritten.
    KEEP = "CREATE TEMP TABLE file_key_kept AS SELECT tenant_id, file_id, number, master_key_id, wrapped FROM file_key";
    EMPTY = "DELETE FROM file_key";
}

/// As in [`SQL`], but these stand on a table that is there for a moment only.
const BACK: &str = "INSERT INTO file_key (tenant_id, file_id, number, master_key_id, wrapped) \
                    SELECT tenant_id, file_id, number, master_key_id, wrapped FROM file_key_kept";
const DROP: &str = "DROP TABLE file_key_kept";

/// One destroyed key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purged {
    /// When.
    pub at: OffsetDateTime,
    /// At which school.
    pub tenant: TenantId,
    /// Of which file.
    pub file: FileId,
    /// Which of its keys.
    pub number: i64,
    /// By whom; none when nobody can say any more.
    pub account: Option<AccountId>,
    /// Why, as a code.
    pub reason: String,
}

impl Purged {
    /// Whether these are the same key.
    pub fn is_of(&self, other: &Self) -> bool {
        (self.tenant, self.file, self.number) == (other.tenant, other.file, other.number)
    }

    fn line(&self) -> Result<String, StoreError> {
        let at = self.at.format(&Rfc3339).map_err(|error| StoreError::Purges(error.to_string()))?;
        let account = self.account.map_or_else(|| "-".to_owned(), |account| account.to_string());
        Ok(format!("{at} {} {} {} {account} {}\n", self.tenant, self.file, self.number, self.reason))
    }

    fn parse(line: &str) -> Option<Self> {
        let parts: Vec<&str> = line.split(' ').collect();
        let [at, tenant, file, number, account, reason] = parts.as_slice() else { return None };
        Some(Self {
            at: OffsetDateTime::parse(at, &Rfc3339).ok()?,
            tenant: tenant.parse().ok()?,
            file: file.parse().ok()?,
            number: number.parse().ok()?,
            account: if *account == "-" { None } else { Some(account.parse().ok()?) },
            reason: reason.chars().all(|c| c.is_ascii_lowercase() || c == '_').then(|| (*reason).to_owned())?,
        })
    }
}

const HEADER: &str =
    "# Meedoen list of purges. Keep it with the key file: a backup of before a purge is cleaned by it.\n";

/// The list beside a key file.
#[derive(Debug, Clone)]
pub struct List(PathBuf);

impl List {
    /// The list that belongs to a key file: its name with `.purged` behind it.
    pub fn beside(key_file: &Path) -> Self {
        let mut name = key_file.as_os_str().to_owned();
        name.push(".purged");
        Self(PathBuf::from(name))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    fn wrong(&self, what: impl std::fmt::Display) -> StoreError {
        StoreError::Purges(format!("{}: {what}", self.0.display()))
    }

    /// What it lists; nothing when it is not there. A last line without its end was never acknowledged and does not count.
    ///
    /// # Errors
    /// A list that cannot be read, or a line that is none: what it says is then not known, and nothing may go by it.
    pub fn read(&self) -> Result<Vec<Purged>, StoreError> {
        let text = match std::fs::read_to_string(&self.0) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.wrong(error)),
        };
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let lines = whole.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        lines.map(|(at, line)| Purged::parse(line).ok_or_else(|| self.wrong(format!("line {}", at + 1)))).collect()
    }

    /// Adds to it, and waits until that is on disk.
    ///
    /// # Errors
    /// When it cannot be written: then nothing may be purged.
    pub fn add(&self, purged: &[Purged]) -> Result<(), StoreError> {
        let mut lines = String::new();
        for one in purged {
            lines.push_str(&one.line()?);
        }
        self.write(&lines).map_err(|error| self.wrong(error))
    }

    fn write(&self, lines: &str) -> std::io::Result<()> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.0)?;
        // What was cut off half way goes.
        let text = std::fs::read(&self.0)?;
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        file.set_len(whole as u64)?;
        file.seek(SeekFrom::End(0))?;
        if whole == 0 {
            file.write_all(HEADER.as_bytes())?;
        }
        file.write_all(lines.as_bytes())?;
        file.sync_all()?;
        // A new file is there for certain once its folder is.
        let folder = self.0.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        std::fs::File::open(folder)?.sync_all()
    }
}

/// Destroys keys, and remembers that they were. The list is the caller's, before the commit.
pub(crate) async fn destroy(tx: &mut Tx, purged: &[Purged]) -> Result<(), StoreError> {
    for one in purged {
        run!(tx, REMOVE, one.tenant.0, one.file.0, one.number)?;
        let account = one.account.map(|account| account.0);
        run!(tx, ADD, one.tenant.0, one.file.0, one.number, one.at, account, one.reason.as_str())?;
    }
    if matches!(tx.conn, Conn::Sqlite(_)) {
        for sql in [KEEP, EMPTY, BACK, DROP] {
            run!(tx, sql)?;
        }
    }
    super::scrub::owe(tx).await
}

impl Store {
    /// The list of purges beside the key file.
    ///
    /// # Errors
    /// [`StoreError::Purges`] when these keys came without one.
    pub fn purges(&self) -> Result<&List, StoreError> {
        self.keys.purges()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;
    use uuid::Uuid;

    fn one(number: i64) -> Purged {
        Purged {
            at: datetime!(2026-09-01 10:00:00.123456 UTC),
            tenant: TenantId(Uuid::from_u128(1)),
            file: FileId(Uuid::from_u128(2)),
            number,
            account: (number > 1).then(|| AccountId(Uuid::from_u128(3))),
            reason: "wrong_file".into(),
        }
    }

    #[test]
    fn what_is_added_is_read_back_and_what_was_cut_off_is_not() {
        let folder = std::env::temp_dir().join(format!("meedoen-list-{}", crate::fresh::id().simple()));
        std::fs::create_dir(&folder).unwrap();
        let list = List::beside(&folder.join("key"));
        assert_eq!(list.read().unwrap(), []);
        list.add(&[one(1)]).unwrap();
        list.add(&[one(2), one(3)]).unwrap();
        assert_eq!(list.read().unwrap(), [one(1), one(2), one(3)]);
        let whole = std::fs::read(list.path()).unwrap();
        std::fs::write(list.path(), &whole[..whole.len() - 9]).unwrap();
        assert_eq!(list.read().unwrap(), [one(1), one(2)], "a line without its end was not acknowledged");
        list.add(&[one(4)]).unwrap();
        assert_eq!(list.read().unwrap(), [one(1), one(2), one(4)]);
        std::fs::write(list.path(), "2026-09-01 nonsense\n").unwrap();
        assert!(list.read().unwrap_err().to_string().contains("line 1"), "a list that is not understood says nothing");
        std::fs::remove_file(list.path()).unwrap();
        std::fs::create_dir(list.path()).unwrap();
        assert!(list.add(&[one(1)]).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
