//! Which key is meant by a name. The database holds a digest of each key it was written with, so that a key file with
//! other keys of the same names is recognised before anything is sealed, hashed or chained with it.

use crate::{Store, StoreError};

sql! {
    KNOWN = "SELECT name, digest FROM master_key ORDER BY name";
    ADD = "INSERT INTO master_key (name, digest) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    USED = "SELECT DISTINCT key_id FROM audit_event UNION SELECT DISTINCT key_id FROM identifier WHERE key_id <> '' \
            UNION SELECT DISTINCT master_key_id FROM file_key";
}

/// How the keys of a database stand to those of the key file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeysInUse {
    /// In the key file, and the same.
    pub same: Vec<String>,
    /// Not in the key file.
    pub missing: Vec<String>,
    /// In the key file under this name is another key.
    pub other: Vec<String>,
}

impl Store {
    /// Holds the keys that something in this database was hashed, chained or sealed with against the key file.
    pub async fn keys_in_use(&self) -> Result<KeysInUse, StoreError> {
        let mut tx = self.begin_reading().await?;
        let mut found = KeysInUse::default();
        let known = rows!(tx, (String, Vec<u8>), KNOWN)?;
        for (name, digest) in &known {
            let list = match self.keys.digest(name) {
                Ok(ours) if ours.as_slice() == digest.as_slice() => &mut found.same,
                Ok(_) => &mut found.other,
                Err(StoreError::KeyMissing(_)) => &mut found.missing,
                Err(other) => return Err(other),
            };
            list.push(name.clone());
        }
        for (name,) in rows!(tx, (String,), USED)? {
            if !known.iter().any(|(other, _)| *other == name) && !self.keys.names().any(|ours| ours == name) {
                found.missing.push(name);
            }
        }
        Ok(found)
    }

    /// As [`Store::keys_prove`], and remembers nothing.
    pub(crate) async fn keys_checked(&self) -> Result<KeysInUse, StoreError> {
        let found = self.keys_in_use().await?;
        if let Some(name) = found.other.first() {
            return Err(StoreError::WrongKey(name.clone()));
        }
        if let Some(name) = found.missing.first() {
            return Err(StoreError::KeyMissing(name.clone()));
        }
        Ok(found)
    }

    /// Refuses a key file that is not the one this database was written with; remembers its current key.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`], [`StoreError::KeyMissing`]. Nothing is written with a key that is refused.
    pub async fn keys_prove(&self) -> Result<(), StoreError> {
        let found = self.keys_checked().await?;
        let mut names: Vec<String> = vec![self.keys.current().to_owned()];
        let mut tx = self.begin_reading().await?;
        names.extend(rows!(tx, (String,), USED)?.into_iter().map(|(name,)| name));
        tx.commit().await?;
        names.retain(|name| !found.same.contains(name));
        if !names.is_empty() {
            let mut tx = self.begin().await?;
            for name in names {
                run!(tx, ADD, name.as_str(), self.keys.digest(&name)?.as_slice())?;
            }
            tx.commit().await?;
        }
        Ok(())
    }
}
