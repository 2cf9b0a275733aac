//! The key file: named master keys that live outside the database.
//!
//! One line a key, `name base64`; the last line is the current one. Older keys stay, so that what they hashed and
//! sealed still opens. From each master key one key per purpose is derived (HKDF-SHA256, RFC 5869), so that a hash
//! can never be mistaken for a seal.

use crate::keeping::purges::List;
use crate::{StoreError, fresh};
use base64::{Engine, engine::general_purpose::STANDARD};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;

/// What a derived key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Keyed hashes of person numbers.
    Identifier,
    /// The audit chain.
    Audit,
    /// Digests of the facts that the audit chain vouches for.
    Facts,
    /// Wrapping the keys of files, and sealing drafts and searches.
    Seal,
    /// Hashes of throttle keys.
    Throttle,
    /// Tokens in forms.
    Form,
    /// What a key is known by.
    Identity,
    /// The end of an archive.
    Archive,
    /// Secrets of the links that show a student's card.
    CardLink,
}

impl Purpose {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Identifier => b"meedoen identifier 1",
            Self::Audit => b"meedoen audit 1",
            Self::Facts => b"meedoen facts 1",
            Self::Seal => b"meedoen seal 1",
            Self::Throttle => b"meedoen throttle 1",
            Self::Form => b"meedoen form 1",
            Self::Identity => b"meedoen identity 1",
            Self::Archive => b"meedoen archive 1",
            Self::CardLink => b"meedoen card link 1",
        }
    }
}

struct Master {
    name: String,
    bytes: [u8; 32],
}

/// The master keys, newest last, and the list of purges that lies beside them.
pub struct Keys {
    masters: Vec<Master>,
    purges: Option<List>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.masters.iter().map(|k| &k.name)).finish()
    }
}

const HEADER: &str = "# Meedoen key file: one line a key, the last is current.\n\
# Keep it apart from the database and its backups. Without it, texts about students cannot be read\n\
# and students cannot be recognised in the next import. Never remove a line that was used.\n";

impl Keys {
    /// Reads a key file.
    pub fn parse(text: &str) -> Result<Self, StoreError> {
        let mut keys: Vec<Master> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = |what: &str| StoreError::KeyFile(format!("line {}: {what}", index + 1));
            let (name, value) = line.split_once(' ').ok_or_else(|| wrong("expected 'name base64'"))?;
            if !(1..=40).contains(&name.len()) || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
                return Err(wrong("a key's name is 1-40 letters, digits and '-'"));
            }
            if keys.iter().any(|k| k.name == name) {
                return Err(wrong("this name stands twice"));
            }
            let bytes = STANDARD.decode(value.trim()).ok().and_then(|b| <[u8; 32]>::try_from(b).ok());
            let bytes = bytes.ok_or_else(|| wrong("expected 32 bytes in base64"))?;
            keys.push(Master { name: name.to_owned(), bytes });
        }
        if keys.is_empty() {
            return Err(StoreError::KeyFile("it holds no key".to_owned()));
        }
        Ok(Self { masters: keys, purges: None })
    }

    /// The same keys, with the list of purges that lies beside their file. Without one, nothing can be purged.
    pub fn with_purges(self, list: List) -> Self {
        Self { purges: Some(list), ..self }
    }

    /// The list of purges beside the key file.
    ///
    /// # Errors
    /// [`StoreError::Purges`] when these keys came without one.
    pub(crate) fn purges(&self) -> Result<&List, StoreError> {
        self.purges.as_ref().ok_or_else(|| StoreError::Purges("there is none beside these keys".to_owned()))
    }

    /// Begins the HMAC of an archive, with a named key.
    pub(crate) fn archive_mac(&self, name: &str) -> Result<Hmac<Sha256>, StoreError> {
        Ok(mac_keyed(&self.derive(name, Purpose::Archive)?))
    }

    /// What a key is known by: tells nothing of the key, and no other key has it.
    pub(crate) fn digest(&self, name: &str) -> Result<[u8; 32], StoreError> {
        self.derive(name, Purpose::Identity)
    }

    /// The text of a new key file holding one key of this name.
    pub fn new_file(name: &str) -> Result<String, StoreError> {
        Ok(format!("{HEADER}{}", Self::new_line(name)?))
    }

    /// A line to add to a key file: from then on this key is current.
    pub fn new_line(name: &str) -> Result<String, StoreError> {
        let line = format!("{name} {}\n", STANDARD.encode(fresh::bytes::<32>()?));
        Self::parse(&line)?;
        Ok(line)
    }

    /// The name of the key that new hashes and seals use.
    pub fn current(&self) -> &str {
        // `parse` refuses an empty file, so there is a last key.
        self.masters.last().map_or("", |k| &k.name)
    }

    /// The names of all keys, newest first: the order in which to try them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.masters.iter().rev().map(|k| k.name.as_str())
    }

    /// The key for one purpose under a named master key.
    pub(crate) fn derive(&self, name: &str, purpose: Purpose) -> Result<[u8; 32], StoreError> {
        let master =
            self.masters.iter().find(|k| k.name == name).ok_or_else(|| StoreError::KeyMissing(name.to_owned()))?;
        let mut out = [0; 32];
        Hkdf::<Sha256>::new(None, &master.bytes)
            .expand(purpose.label(), &mut out)
            .map_err(|_| StoreError::KeyFile("derivation failed".to_owned()))?;
        Ok(out)
    }

    /// Every key that a form may have been signed with, the current one first: a form that lay open while a key was added
    /// is still ours.
    pub fn form_keys(&self) -> Result<Vec<[u8; 32]>, StoreError> {
        self.names().map(|name| self.derive(name, Purpose::Form)).collect()
    }

    /// The key that signs tokens in forms: the same on every server of an installation.
    pub fn form_key(&self) -> Result<[u8; 32], StoreError> {
        self.derive(self.current(), Purpose::Form)
    }

    /// HMAC-SHA256 over parts, each preceded by its length so that no two lists of parts collide.
    pub(crate) fn mac(&self, name: &str, purpose: Purpose, parts: &[&[u8]]) -> Result<[u8; 32], StoreError> {
        Ok(mac_with(&self.derive(name, purpose)?, parts))
    }
}

/// HMAC-SHA256 with a 32-byte key, before anything was said.
fn mac_keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    // HMAC pads a short key with zeros to its block (RFC 2104), so this is HMAC with the 32-byte key itself.
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    <Hmac<Sha256> as KeyInit>::new(&block.into())
}

/// HMAC-SHA256 with a derived key; see [`Keys::mac`].
pub(crate) fn mac_with(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = mac_keyed(key);
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_reads_back_and_a_second_line_becomes_current() {
        let file = Keys::new_file("k1").unwrap() + &Keys::new_line("k2").unwrap();
        let keys = Keys::parse(&file).unwrap();
        assert_eq!(keys.current(), "k2");
        assert_eq!(keys.names().collect::<Vec<_>>(), ["k2", "k1"]);
        assert_ne!(keys.derive("k1", Purpose::Audit).unwrap(), keys.derive("k1", Purpose::Seal).unwrap());
        assert_ne!(keys.derive("k1", Purpose::Audit).unwrap(), keys.derive("k2", Purpose::Audit).unwrap());
        assert!(matches!(keys.derive("k3", Purpose::Audit), Err(StoreError::KeyMissing(_))));
    }

    #[test]
    fn a_broken_key_file_says_which_line() {
        for (text, expected) in [
            ("", "key file: it holds no key"),
            ("k1", "key file: line 1: expected 'name base64'"),
            ("\nk1 AAAA", "key file: line 2: expected 32 bytes in base64"),
            ("k/1 AAAA", "key file: line 1: a key's name is 1-40 letters, digits and '-'"),
        ] {
            assert_eq!(Keys::parse(text).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn the_debug_text_of_keys_holds_no_key() {
        let file = Keys::new_file("k1").unwrap();
        assert_eq!(format!("{:?}", Keys::parse(&file).unwrap()), r#"["k1"]"#);
    }

    #[test]
    fn parts_do_not_run_together() {
        let key = [7; 32];
        assert_ne!(mac_with(&key, &[b"ab", b"c"]), mac_with(&key, &[b"a", b"bc"]));
    }
}
