//! The keys that seal one file's free text, and reading what they sealed.
//!
//! A file has one key at a time; after a purge the next text gets a next one, with the next number. A sealed text names
//! the number of its key, and `purge` names the keys that were destroyed: so erased is erased, and everything else that
//! does not open is damage, which is shown and logged.

use crate::db::Tx;
use crate::seal::{FileKey, Place, Spot, number_of};
use crate::{StoreError, sealed_with};
use register::{FileId, TenantId};
use std::collections::BTreeMap;

sql! {
    ALL = "SELECT number, master_key_id, wrapped FROM file_key WHERE tenant_id = $1 AND file_id = $2 \
           UNION ALL SELECT number, NULL, NULL FROM purge WHERE tenant_id = $1 AND file_id = $2";
    ADD = "INSERT INTO file_key (tenant_id, file_id, number, master_key_id, wrapped) VALUES ($1, $2, $3, $4, $5)";
}

/// Shown by the store in place of a text whose key was purged. Pages say it in their own words.
pub const PURGED: &str = "[gewist / erased]";

/// Shown by the store in place of a text that does not open: it was changed, moved, or its key is gone without a purge.
pub const BROKEN: &str = "[niet te lezen / cannot be read]";

/// Whether what the store shows stands in place of a text: no one may take it for words of somebody.
pub fn is_stand_in(text: &str) -> bool {
    text == PURGED || text == BROKEN
}

/// What became of a key.
#[derive(Debug)]
enum State {
    /// It is here.
    Open(FileKey),
    /// It was destroyed on purpose.
    Purged,
    /// Its wrapping does not open: it was changed or comes from elsewhere.
    Broken,
}

/// The keys of one file, by number.
#[derive(Debug)]
pub(crate) struct FileKeys {
    tenant: TenantId,
    file: FileId,
    keys: BTreeMap<i64, State>,
}

/// What a sealed text turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reading {
    /// The text.
    Text(String),
    /// Its key was purged.
    Purged,
    /// It does not open, and that is nobody's decision.
    Broken,
}

impl Reading {
    /// What stands in its place.
    pub(crate) fn shown(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Purged => PURGED.to_owned(),
            Self::Broken => BROKEN.to_owned(),
        }
    }
}

impl FileKeys {
    fn place(&self, number: i64) -> Place {
        Place { tenant: self.tenant, file: self.file, number }
    }

    /// The numbers of the keys that are there.
    pub(crate) fn numbers(&self) -> Vec<i64> {
        self.keys.iter().filter(|(_, state)| !matches!(state, State::Purged)).map(|(number, _)| *number).collect()
    }

    /// Opens a sealed text. What does not open is logged with its place, which holds opaque identifiers only.
    pub(crate) fn read(&self, spot: Spot, sealed: &[u8]) -> Reading {
        let why = match number_of(sealed) {
            Err(_) => "it is no sealed text",
            Ok(number) => match self.keys.get(&number) {
                Some(State::Purged) => return Reading::Purged,
                Some(State::Open(key)) => match key.unseal(spot, sealed) {
                    Ok(text) => return Reading::Text(text),
                    Err(_) => "it was changed, or moved from its place",
                },
                Some(State::Broken) => "the key of its file was changed",
                None => "the key of its file is gone, without a purge",
            },
        };
        let (file, column, row) = (self.file, spot.column, spot.row);
        tracing::error!(%file, column, %row, why, "a sealed text does not open");
        Reading::Broken
    }
}

/// The keys of a file.
pub(crate) async fn open(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<FileKeys, StoreError> {
    let mut found = FileKeys { tenant, file, keys: BTreeMap::new() };
    for (number, name, wrapped) in rows!(tx, (i64, Option<String>, Option<Vec<u8>>), ALL, tenant.0, file.0)? {
        let state = match name.zip(wrapped) {
            None => State::Purged,
            Some((name, wrapped)) => match FileKey::open(&tx.keys, &name, found.place(number), &wrapped) {
                Ok(key) => State::Open(key),
                Err(StoreError::SealBroken) => State::Broken,
                Err(other) => return Err(other),
            },
        };
        // Purged goes before whatever else is said of a key.
        if !matches!(found.keys.get(&number), Some(State::Purged)) {
            found.keys.insert(number, state);
        }
    }
    if let Some(newest) = found.numbers().last() {
        sealed_with::opened(file, *newest);
    }
    Ok(found)
}

/// The file's newest key, made when it has none that opens.
///
/// # Errors
/// [`StoreError::Purged`] when the form that is saved was opened before the text of the file was erased.
pub(crate) async fn open_or_make(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<FileKey, StoreError> {
    let mut found = open(tx, tenant, file).await?;
    if sealed_with::purged(file, |number| matches!(found.keys.get(&number), Some(State::Purged))) {
        return Err(StoreError::Purged);
    }
    let number = match found.keys.pop_last() {
        Some((_, State::Open(key))) => return Ok(key),
        Some((number, _)) => number + 1,
        None => 1,
    };
    let (key, name, wrapped) = FileKey::fresh(&tx.keys, found.place(number))?;
    run!(tx, ADD, tenant.0, file.0, number, name, wrapped)?;
    Ok(key)
}
