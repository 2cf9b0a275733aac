//! Sealed text: XChaCha20-Poly1305 with the place it belongs to as associated data, so that a sealed text cannot be
//! moved to another file, and an own key per file, so that one file's text can be purged.

use crate::keys::{Keys, Purpose};
use crate::{StoreError, fresh};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

const NONCE: usize = 24;

/// The key of one file, opened. Never stored as such, never shown.
pub struct FileKey([u8; 32]);

impl std::fmt::Debug for FileKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[key]")
    }
}

fn lock(key: &[u8; 32], place: &[u8], text: &[u8]) -> Result<Vec<u8>, StoreError> {
    let nonce = fresh::bytes::<NONCE>()?;
    let cipher = XChaCha20Poly1305::new(key.into());
    let payload = Payload { msg: text, aad: place };
    let sealed = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| StoreError::SealBroken)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

fn unlock(key: &[u8; 32], place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE).ok_or(StoreError::SealBroken)?;
    let nonce = <[u8; NONCE]>::try_from(nonce).map_err(|_| StoreError::SealBroken)?;
    let payload = Payload { msg: sealed, aad: place };
    XChaCha20Poly1305::new(key.into()).decrypt(&XNonce::from(nonce), payload).map_err(|_| StoreError::SealBroken)
}

impl FileKey {
    /// A new key and its wrapping under the current master key, with that key's name.
    pub fn fresh(keys: &Keys, place: &[u8]) -> Result<(Self, String, Vec<u8>), StoreError> {
        let key = Self(fresh::bytes()?);
        let name = keys.current().to_owned();
        let wrapped = lock(&keys.derive(&name, Purpose::Seal)?, place, &key.0)?;
        Ok((key, name, wrapped))
    }

    /// Opens a wrapped key.
    pub fn open(keys: &Keys, name: &str, place: &[u8], wrapped: &[u8]) -> Result<Self, StoreError> {
        let bytes = unlock(&keys.derive(name, Purpose::Seal)?, place, wrapped)?;
        Ok(Self(bytes.try_into().map_err(|_| StoreError::SealBroken)?))
    }

    /// Seals text for a place: `column` names table and column, so that a need cannot be passed off as an answer.
    pub fn seal(&self, column: &str, text: &str) -> Result<Vec<u8>, StoreError> {
        lock(&self.0, column.as_bytes(), text.as_bytes())
    }

    /// Opens what [`FileKey::seal`] made for the same column.
    pub fn unseal(&self, column: &str, sealed: &[u8]) -> Result<String, StoreError> {
        String::from_utf8(unlock(&self.0, column.as_bytes(), sealed)?).map_err(|_| StoreError::SealBroken)
    }
}

/// Seals what belongs to no file (drafts, searches) under the current master key, whose name goes in front.
pub fn seal_loose(keys: &Keys, place: &[u8], text: &[u8]) -> Result<Vec<u8>, StoreError> {
    let name = keys.current();
    let sealed = lock(&keys.derive(name, Purpose::Seal)?, place, text)?;
    // A key's name is at most 40 bytes.
    Ok([&[name.len() as u8], name.as_bytes(), &sealed].concat())
}

/// Opens what [`seal_loose`] made for the same place.
pub fn unseal_loose(keys: &Keys, place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let (length, rest) = sealed.split_first().ok_or(StoreError::SealBroken)?;
    let (name, sealed) = rest.split_at_checked(usize::from(*length)).ok_or(StoreError::SealBroken)?;
    let name = std::str::from_utf8(name).map_err(|_| StoreError::SealBroken)?;
    unlock(&keys.derive(name, Purpose::Seal)?, place, sealed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::parse(&Keys::new_file("k1").unwrap()).unwrap()
    }

    #[test]
    fn text_opens_in_its_own_place_only() {
        let keys = keys();
        let (key, name, wrapped) = FileKey::fresh(&keys, b"file 1").unwrap();
        let sealed = key.seal("need.words", "Ik heb meer tijd nodig.").unwrap();
        let opened = FileKey::open(&keys, &name, b"file 1", &wrapped).unwrap();
        assert_eq!(opened.unseal("need.words", &sealed).unwrap(), "Ik heb meer tijd nodig.");
        assert!(opened.unseal("agreement_answer.words", &sealed).is_err());
        assert!(FileKey::open(&keys, &name, b"file 2", &wrapped).is_err());
    }

    #[test]
    fn loose_text_opens_after_rotation_and_not_without_its_key() {
        let first = Keys::new_file("k1").unwrap();
        let sealed = seal_loose(&Keys::parse(&first).unwrap(), b"draft", b"getypt").unwrap();
        let rotated = Keys::parse(&(first + &Keys::new_line("k2").unwrap())).unwrap();
        assert_eq!(unseal_loose(&rotated, b"draft", &sealed).unwrap(), b"getypt");
        let other = Keys::parse(&Keys::new_file("k2").unwrap()).unwrap();
        assert!(matches!(unseal_loose(&other, b"draft", &sealed), Err(StoreError::KeyMissing(name)) if name == "k1"));
    }

    #[test]
    fn any_changed_byte_breaks_the_seal() {
        let keys = keys();
        let sealed = seal_loose(&keys, b"x", b"text").unwrap();
        for at in 3..sealed.len() {
            let mut bad = sealed.clone();
            bad[at] ^= 1;
            assert!(unseal_loose(&keys, b"x", &bad).is_err());
        }
    }
}
